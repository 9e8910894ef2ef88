//! A failing input with as many tokens taken out as it keeps failing without.

use proc_macro2::{Group, TokenStream, TokenTree};
use std::time::{Duration, Instant};

/// Shrinking stops after this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The smallest source found that still `fails`.
pub(crate) fn shrink(source: &str, fails: &mut dyn FnMut(&str) -> bool) -> String {
    let started = Instant::now();
    let Ok(tokens) = source.parse::<TokenStream>() else { return source.to_owned() };
    let mut best = tokens;
    // first large pieces of a group at once, then single tokens; whatever changed, from the beginning
    let mut changed = true;
    while changed && started.elapsed() < PATIENCE {
        changed = false;
        let mut attempt = 0;
        while started.elapsed() < PATIENCE {
            let mut left = attempt;
            let Some(smaller) = without(&best, &mut left) else { break };
            if fails(&smaller.to_string()) {
                best = smaller;
                changed = true;
            } else {
                attempt += 1;
            }
        }
    }
    best.to_string()
}

/// The `choice`-th way to make a stream smaller; none if there are fewer, with those counted off.
fn without(tokens: &TokenStream, choice: &mut usize) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut length = trees.len();
    while length > 0 {
        for start in (0..trees.len()).step_by(length) {
            if *choice == 0 {
                let end = (start + length).min(trees.len());
                return Some(trees[..start].iter().chain(&trees[end..]).cloned().collect());
            }
            *choice -= 1;
        }
        length /= 2;
    }
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        // a group by what is in it
        if *choice == 0 {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            return Some(trees[..place].iter().chain(&inside).chain(&trees[place + 1..]).cloned().collect());
        }
        *choice -= 1;
        if let Some(smaller) = without(&group.stream(), choice) {
            let mut trees = trees.clone();
            trees[place] = Group::new(group.delimiter(), smaller).into();
            return Some(trees.into_iter().collect());
        }
    }
    None
}
