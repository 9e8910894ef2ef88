//! How deep and how long an input may be, checked on the bare tokens before anything is parsed.
//!
//! The parser and all later phases recurse over the expression, and a procedural macro runs on the compiler's
//! own stack: an input without bounds could overflow it, which nothing can catch. Two measures bound every
//! recursion:
//! - the *depth* of a token: the brackets around it, and before it, in its own run and in the runs around it,
//!   the tokens after which the parser recurses without a bracket (`-`, `&`, `|…|`, `=`, `<`, `return`, …);
//! - the tokens of one *run* (what stands between two `;`, `,` or braces), as a chain like `a * b * c` makes
//!   a tree as deep as it is long, though the parser loops over it.
//!
//! The numbers are such that an unoptimised build of the parser stays within a stack of 2 MB, which a test
//! shows.

use crate::errors::{Errors, Place, Reported, signature};
use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

/// The greatest depth of a token.
pub const DEPTH: usize = 56;
/// Tokens in one run.
pub const RUN: usize = 2048;
/// What an open `<` adds to the depth: the parser's frames are largest for types, about six times those for
/// operators.
const ANGLE: usize = 6;

/// Reports the first place that goes beyond the limits.
pub fn check_limits(errors: &mut Errors, tokens: TokenStream) -> Result<(), Reported> {
    // A stack of our own: this is the one function that has to survive any input.
    let mut open = vec![Level::new(tokens, 0)];
    while let Some(level) = open.last_mut() {
        let Some(token) = level.tokens.next() else {
            open.pop();
            continue;
        };
        level.count(&token);
        let depth = level.around + level.heads + level.angles * ANGLE;
        if level.length > RUN {
            return Err(errors.report(signature::too_long(Place::at(token.span()), RUN)));
        }
        if depth > DEPTH {
            let place = match &token {
                TokenTree::Group(group) => Place::at(group.span_open()),
                other => Place::at(other.span()),
            };
            return Err(errors.report(signature::too_deep(place)));
        }
        if let TokenTree::Group(group) = token {
            open.push(Level::new(group.stream(), depth + 1));
        }
    }
    Ok(())
}

/// The inside of one bracket, being read.
struct Level {
    tokens: proc_macro2::token_stream::IntoIter,
    /// The depth of the bracket.
    around: usize,
    /// Tokens of the run so far.
    length: usize,
    /// Heads of the run so far.
    heads: usize,
    /// Angle brackets that are open, as far as one can tell them from comparisons.
    angles: usize,
    last: Last,
    /// After the first half of `&&` or `||`.
    doubled: Option<char>,
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Operand,
    Braces,
    Operator(char),
}

impl Level {
    fn new(tokens: TokenStream, around: usize) -> Level {
        Level {
            tokens: tokens.into_iter(),
            around,
            length: 0,
            heads: 0,
            angles: 0,
            last: Last::Operator(';'),
            doubled: None,
        }
    }

    fn count(&mut self, token: &TokenTree) {
        if self.last == Last::Braces && !goes_on_after_braces(token) {
            self.end_run();
        }
        self.length += 1;
        let after_operand = self.last == Last::Operand;
        self.last = match token {
            TokenTree::Punct(punct) => {
                self.count_operator(punct, after_operand);
                Last::Operator(punct.as_char())
            }
            TokenTree::Ident(word) if is_one_of(&HEADS, &word.to_string()) => {
                self.heads += 1;
                Last::Operator(' ')
            }
            TokenTree::Ident(word) if is_one_of(&CONNECTIVES, &word.to_string()) => Last::Operator(' '),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Last::Braces,
            _ => Last::Operand,
        };
    }

    fn count_operator(&mut self, punct: &Punct, after_operand: bool) {
        let symbol = punct.as_char();
        match symbol {
            // The second half of `&&` or `||` between two operands.
            '&' | '|' if std::mem::take(&mut self.doubled) == Some(symbol) => {}
            ';' | ',' => self.end_run(),
            '<' => self.angles += 1,
            '>' if !matches!(self.last, Last::Operator('-' | '=')) => {
                self.angles = self.angles.saturating_sub(1)
            }
            // `a < b && c < d`: what was open was a comparison.
            '&' | '|' if after_operand => {
                self.angles = 0;
                match punct.spacing() {
                    Spacing::Joint => self.doubled = Some(symbol),
                    Spacing::Alone => self.heads += usize::from(symbol == '|'),
                }
            }
            '-' | '*' | '&' | '!' | '.' if !after_operand => self.heads += 1,
            '=' | '|' | '@' | '\'' => self.heads += 1,
            _ => {}
        }
    }

    fn end_run(&mut self) {
        (self.length, self.heads) = (0, 0);
    }
}

/// A statement ends with its braces, unless an `else` or an operator follows.
fn goes_on_after_braces(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(_) => true,
        TokenTree::Ident(word) => word == "else" || word == "as",
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}

/// Words after which the parser starts anew.
const HEADS: [&str; 20] = [
    "async", "await", "box", "break", "const", "dyn", "else", "fn", "for", "gen", "if", "impl", "loop",
    "match", "move", "return", "static", "unsafe", "while", "yield",
];
/// Words that are no operands: what follows them is a prefix.
const CONNECTIVES: [&str; 8] = ["as", "in", "let", "mut", "raw", "ref", "type", "where"];

fn is_one_of(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(source: &str) -> Option<String> {
        let mut errors = Errors::new();
        let _ = check_limits(&mut errors, source.parse().unwrap_or_default());
        errors.finish().pop().map(|mistake| mistake.message)
    }

    #[test]
    fn ordinary_code_is_within_the_limits() {
        let sum = vec!["x[i] * j[[i, k]]"; 100].join(" + ");
        assert_eq!(verdict(&sum), None);
        let body = "for i in 0..n { if i != k { energy -= -x[i]; } } ".repeat(2_000);
        assert_eq!(verdict(&body), None);
        let choices = "if a < 1 && b < 2 || c < 3 { } else ".repeat(15) + "{ }";
        assert_eq!(verdict(&choices), None);
    }

    #[test]
    fn depth_is_bounded_in_every_way_it_can_grow() {
        let too_deep = "this is nested too deeply to be followed; bind a part of it with `let`";
        for source in [
            format!("{}x{}", "(".repeat(90), ")".repeat(90)),
            "-".repeat(200) + "x",
            "&".repeat(200) + "x",
            "|a| ".repeat(200) + "x",
            "a = ".repeat(200) + "x",
            "return ".repeat(200) + "x",
            "if a { } else ".repeat(200) + "{ }",
            "A<".repeat(200),
            "A<&&".repeat(200),
            "if a < 1 { ".repeat(60) + &"}".repeat(60),
            "(-".repeat(40) + &"-".repeat(80) + "x" + &")".repeat(40),
        ] {
            assert_eq!(verdict(&source).as_deref(), Some(too_deep), "{source}");
        }
        assert!(verdict(&vec!["x"; 3_000].join("+")).is_some_and(|message| message.contains("2048")));
    }
}
