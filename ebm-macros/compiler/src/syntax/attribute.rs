//! The attributes: `#[energy_model(…)]` itself, and the role of an argument.

use super::options::{parse_domain, parse_param_options};
use super::{Name, ParamOptions, Role};
use crate::errors::{Errors, Place, signature};
use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

/// Attributes of arguments that are rustc's and mean nothing to the model.
pub(super) const LINTS: [&str; 5] = ["allow", "deny", "expect", "forbid", "warn"];

/// The words of `#[energy_model(require(a, b))]`.
pub(super) fn parse_settings(errors: &mut Errors, settings: TokenStream) -> Vec<Name> {
    let mut require = Vec::new();
    for piece in split_commas(settings) {
        match syn::parse2::<Meta>(piece.clone()) {
            Ok(Meta::List(list)) if list.path.is_ident("require") => {
                for word in split_commas(list.tokens) {
                    match syn::parse2::<syn::Ident>(word.clone()) {
                        Ok(ident) => require.push(Name::of(&ident)),
                        Err(error) => {
                            errors.report(signature::not_rust(Place::of(&word), &error.to_string()));
                        }
                    }
                }
            }
            Ok(meta) => {
                let word = crate::errors::source(meta.path());
                errors.report(signature::unknown_setting(Place::of(&meta), &word));
            }
            Err(_) => {
                errors.report(signature::unknown_setting(Place::of(&piece), &crate::errors::source(&piece)));
            }
        }
    }
    require
}

/// The role of the argument `name`, and where it stands.
pub(super) fn parse_role(errors: &mut Errors, attributes: &[Attribute], name: &Name) -> (Role, Place) {
    let mut role: Option<(Role, Place, String)> = None;
    for attribute in attributes {
        let path = attribute.path();
        let word = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if LINTS.contains(&word.as_str()) || word == "doc" {
            continue;
        }
        let place = Place::of(path);
        if path.segments.len() != 1 || !signature::ROLES.contains(&word.as_str()) {
            let reported = errors.report(signature::unknown_role(place, &crate::errors::source(path)));
            role.get_or_insert((Role::Mistake(reported), place, word));
            continue;
        }
        if let Some((.., first)) = &role {
            errors.report(signature::second_role(place, &name.text, first));
            continue;
        }
        role = Some((parse_one_role(errors, attribute, &word), place, word));
    }
    match role {
        Some((role, place, _)) => (role, place),
        None => (Role::Mistake(errors.report(signature::missing_role(name.place, &name.text))), name.place),
    }
}

fn parse_one_role(errors: &mut Errors, attribute: &Attribute, word: &str) -> Role {
    let place = Place::of(attribute.path());
    let arguments = match &attribute.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(_) => {
            return Role::Mistake(errors.report(signature::role_by_equals(Place::of(attribute), word)));
        }
    };
    match word {
        "visible" => Role::Visible(parse_domain(errors, word, place, arguments)),
        "latent" => Role::Latent(parse_domain(errors, word, place, arguments)),
        "param" => Role::Param(parse_param_options(errors, arguments)),
        _ => {
            if !arguments.is_empty() {
                errors.report(signature::role_takes_nothing(Place::of(&arguments), word));
            }
            match word {
                "given" => Role::Given,
                "fixed" => Role::Fixed,
                _ => Role::Neural,
            }
        }
    }
}

impl Role {
    /// The word of its attribute.
    pub fn word(&self) -> &'static str {
        match self {
            Role::Visible(_) => "visible",
            Role::Latent(_) => "latent",
            Role::Param(_) => "param",
            Role::Given => "given",
            Role::Fixed => "fixed",
            Role::Neural => "neural",
            Role::Mistake(_) => "?",
        }
    }
}

impl ParamOptions {
    /// The flags, as words and places, in the order of the documentation.
    pub fn flags(&self) -> impl Iterator<Item = (&'static str, Place)> {
        let named = [
            ("symmetric", self.symmetric),
            ("positive", self.positive),
            ("zero_diagonal", self.zero_diagonal),
            ("frozen", self.frozen),
        ];
        named.into_iter().filter_map(|(word, place)| place.map(|place| (word, place)))
    }
}

/// The pieces between commas; a final comma makes no empty piece.
pub(super) fn split_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut piece: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                // An empty piece between two commas stays, with the comma as its place, so that it is
                // refused.
                let empty = piece.is_empty();
                if empty {
                    piece.push(token);
                }
                pieces.push(piece.drain(..).collect());
            }
            _ => piece.push(token),
        }
    }
    if !piece.is_empty() {
        pieces.push(piece.into_iter().collect());
    }
    pieces
}
