//! The nearest known word to a misspelt one.

/// The candidate with the fewest edits to `word`, if few enough that a slip of the fingers explains it: at
/// most a third of its letters, and at least one but not all. The first of equals wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().take(64).collect();
    let allowed = (letters.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = edits(&letters, &candidate.chars().collect::<Vec<_>>());
        if distance <= allowed && distance < letters.len() && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string
/// alignment).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for k in 1..=b.len() {
            let replaced = row[k - 1] + usize::from(a[i - 1] != b[k - 1]);
            let mut least = replaced.min(row[k] + 1).min(next[k - 1] + 1);
            if i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] {
                least = least.min(before[k - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

/// `` `a`, `b` or `c` ``: a list of words for a message.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_else() {
        let known = ["visible", "latent", "param", "given", "fixed", "neural"];
        assert_eq!(nearest("visble", known), Some("visible"));
        assert_eq!(nearest("parma", known), Some("param"));
        assert_eq!(nearest("fixd", known), Some("fixed"));
        assert_eq!(nearest("observed", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("z", ["x", "y"]), None);
    }

    #[test]
    fn lists() {
        assert_eq!(list(&["a"]), "`a`");
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(list(&[]), "");
    }
}
