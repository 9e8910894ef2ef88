//! A stretch of source: what a message underlines.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// A stretch of source from one token to another.
///
/// Two spans and not one, as `Span::join` gives nothing in a procedural macro on a stable compiler, while a
/// `compile_error!` whose first and last token bear different spans is underlined from end to end.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The span of the first token.
    pub start: Span,
    /// The span of the last token.
    pub end: Span,
}

impl Place {
    /// One token.
    pub fn at(span: Span) -> Place {
        Place { start: span, end: span }
    }

    /// All of `tokens`; the call site if there are none.
    pub fn of(tokens: &impl ToTokens) -> Place {
        let mut stream = tokens.to_token_stream().into_iter();
        let Some(first) = stream.next() else { return Place::at(Span::call_site()) };
        let start = first.span();
        let end = stream.last().map_or(start, |last| last.span());
        Place { start, end }
    }

    /// From the start of this place to the end of `other`.
    pub fn to(self, other: Place) -> Place {
        Place { start: self.start, end: other.end }
    }

    /// One span for the whole, where the compiler can join; else the start.
    pub fn whole(self) -> Span {
        self.start.join(self.end).unwrap_or(self.start)
    }

    /// Whether two places are the same stretch of the same source.
    pub fn same(self, other: Place) -> bool {
        let ends = |place: Place| (place.start.start(), place.end.end());
        ends(self) == ends(other) && format!("{:?}", self.start) == format!("{:?}", other.start)
    }

    /// `compile_error!` with this place underlined.
    pub(super) fn compile_error(self, message: &str) -> TokenStream {
        let (first, last) = (Ident::new("first", self.start), Ident::new("last", self.end));
        syn::Error::new_spanned(quote!(#first #last), message).into_compile_error()
    }
}

/// The text of `tokens` for a message: spaced as people write it, and cut after 60 letters.
pub fn source(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write_source(tokens.to_token_stream(), &mut text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}

fn write_source(tokens: TokenStream, text: &mut String) {
    use proc_macro2::{Delimiter, TokenTree};
    for token in tokens {
        let word = |end: char| end.is_alphanumeric() || end == '_';
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_source(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            other => {
                if text.ends_with(word) {
                    text.push(' ');
                }
                text.push_str(&other.to_string());
            }
        }
    }
}
