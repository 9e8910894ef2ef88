//! What the compiler found, as text.

use std::fmt;

/// What was derived from an energy: formulas in the user's names, and what is unavailable and why.
///
/// Made for reading and for snapshots: two builds of one energy print the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Derivation {
    text: &'static str,
}

impl Derivation {
    /// As the macro wrote it.
    #[doc(hidden)]
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The text that `Display` prints.
    pub fn as_str(&self) -> &'static str {
        self.text
    }

    /// The same in Markdown: the model as a title, each quantity as a heading with what it is, its formulas as a block.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let mut in_block = false;
        for (place, line) in self.text.lines().enumerate() {
            let formula = line.strip_prefix("  ");
            if formula.is_some() != in_block {
                out.push_str(if in_block { "```\n" } else { "\n```text\n" });
                in_block = !in_block;
            }
            match (formula, line.split_once(": ")) {
                (Some(formula), _) => out.push_str(formula),
                (None, _) if line.is_empty() => {}
                (None, _) if place == 0 => out.push_str(&format!("# {line}")),
                (None, Some((title, about))) => out.push_str(&format!("## {title}\n\n`{about}`")),
                (None, None) => out.push_str(&format!("## {line}")),
            }
            out.push('\n');
        }
        if in_block {
            out.push_str("```\n");
        }
        out
    }
}

impl fmt::Display for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// The same text: it is for readers.
impl fmt::Debug for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_has_headings_and_blocks() {
        let text = "pair\n  visible spin x[n]\n\nenergy: E(x; θ)\n  E =\n        −x[0]\n\nnotes\n  none\n";
        assert_eq!(
            Derivation::new(text).markdown(),
            "# pair\n\n```text\nvisible spin x[n]\n```\n\n## energy\n\n`E(x; θ)`\n\n```text\nE =\n      −x[0]\n```\n\n## notes\n\n```text\nnone\n```\n"
        );
    }
}
