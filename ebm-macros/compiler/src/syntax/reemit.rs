//! The user's item again, less the attributes of its arguments.
//!
//! Works on bare tokens and needs nothing to parse, so that the function stays an ordinary function, with its
//! own spans, also while its body is half typed.

use super::attribute::LINTS;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

/// `item` with the attributes of function arguments taken away; all else as it was written.
pub fn reemit(item: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut state = State::Outside;
    for token in item {
        let (token, next) = step(token, state);
        out.push(token);
        state = next;
    }
    out.into_iter().collect()
}

/// `item`, a module, with more items at its end.
pub fn append(item: TokenStream, more: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(group)) = tokens.pop() {
        let inside = match group.delimiter() {
            Delimiter::None => append(group.stream(), more),
            _ => group.stream().into_iter().chain(more).collect(),
        };
        tokens.push(regroup(&group, inside));
    }
    tokens.into_iter().collect()
}

#[derive(Clone, Copy)]
enum State {
    Outside,
    /// After `fn`: the name, the generics with their angle brackets, then the arguments.
    Signature {
        angles: usize,
        named: bool,
    },
    /// After `mod`: the name, then the functions.
    Module,
}

fn step(token: TokenTree, state: State) -> (TokenTree, State) {
    match (token, state) {
        (TokenTree::Ident(word), State::Outside) if word == "fn" => {
            (word.into(), State::Signature { angles: 0, named: false })
        }
        (TokenTree::Ident(word), State::Outside) if word == "mod" => (word.into(), State::Module),
        (TokenTree::Group(group), State::Module) if group.delimiter() == Delimiter::Brace => {
            (regroup(&group, reemit(group.stream())), State::Outside)
        }
        // An item that a `macro_rules!` macro passed on arrives in a group without brackets.
        (TokenTree::Group(group), State::Outside) if group.delimiter() == Delimiter::None => {
            (regroup(&group, reemit(group.stream())), State::Outside)
        }
        (TokenTree::Ident(word), State::Signature { angles, .. }) => {
            (word.into(), State::Signature { angles, named: true })
        }
        (TokenTree::Punct(punct), State::Signature { angles, named }) => {
            let angles = match punct.as_char() {
                '<' => angles + 1,
                '>' => angles.saturating_sub(1),
                _ => angles,
            };
            (punct.into(), State::Signature { angles, named })
        }
        (TokenTree::Group(group), State::Signature { angles: 0, named: true })
            if group.delimiter() == Delimiter::Parenthesis =>
        {
            (regroup(&group, without_roles(group.stream())), State::Outside)
        }
        (token, state) => (token, state),
    }
}

fn regroup(group: &Group, stream: TokenStream) -> TokenTree {
    let mut copy = Group::new(group.delimiter(), stream);
    copy.set_span(group.span());
    copy.into()
}

/// Arguments without their attributes. Lints stay: they are rustc's. All else goes, misspelt roles too, as
/// rustc would only add that it does not know them. An argument that an attribute mentions, `categorical(states)`, is used,
/// which rustc does not see when the attribute is gone.
fn without_roles(arguments: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let mentioned = mentioned(&tokens);
    let mut out: Vec<TokenTree> = Vec::new();
    let mut place = 0;
    let mut starts = true;
    while let Some(token) = tokens.get(place) {
        if let (true, TokenTree::Punct(hash), Some(TokenTree::Group(group))) =
            (starts, token, tokens.get(place + 1))
            && hash.as_char() == '#'
            && group.delimiter() == Delimiter::Bracket
        {
            let is_mentioned = |name: &TokenTree| mentioned.contains(&name.to_string());
            if is_lint(group) {
                out.extend([token.clone(), TokenTree::Group(group.clone())]);
            } else if first_word(group).is_some_and(|word| word == "fixed")
                && tokens.get(place + 2).is_some_and(is_mentioned)
            {
                out.extend(quote!(#[allow(unused_variables)]));
            }
            place += 2;
            continue;
        }
        // Commas inside `<…>` do not start an argument, and no `#` follows them either.
        starts = matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        out.push(token.clone());
        place += 1;
    }
    out.into_iter().collect()
}

fn is_lint(attribute: &Group) -> bool {
    first_word(attribute).is_some_and(|word| LINTS.iter().any(|lint| word == *lint))
}

fn first_word(attribute: &Group) -> Option<Ident> {
    match attribute.stream().into_iter().next() {
        Some(TokenTree::Ident(word)) => Some(word),
        _ => None,
    }
}

/// The words inside the parentheses of attributes.
fn mentioned(arguments: &[TokenTree]) -> BTreeSet<String> {
    fn words(tokens: TokenStream, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => words(group.stream(), found),
                TokenTree::Ident(word) => drop(found.insert(word.to_string())),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for token in arguments {
        if let TokenTree::Group(attribute) = token
            && attribute.delimiter() == Delimiter::Bracket
        {
            let inside = attribute.stream().into_iter().filter(|token| matches!(token, TokenTree::Group(_)));
            words(inside.collect(), &mut found);
        }
    }
    found
}
