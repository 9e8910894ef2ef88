//! What the attribute stands before: a function, or a module of functions.
//!
//! A function's signature and its body are parsed apart, so that a half-typed body does not hide what the
//! signature says.

use super::attribute::{LINTS, parse_settings};
use super::body::{parse_body, parse_helper, parse_helper_item};
use super::limits::check_limits;
use super::signature::parse_signature;
use super::{EnergyFn, EnergyModule, Item, Name, Statement};
use crate::errors::{Errors, Place, signature};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Expr, ExprLit, FnArg, Lit, Meta, Signature, Token, Visibility};

/// The surface of `#[energy_model(settings)] item`; nothing if not even the signature can be read. Mistakes
/// go to `errors`.
pub fn parse(errors: &mut Errors, settings: TokenStream, item: TokenStream) -> Option<Item> {
    check_limits(errors, settings.clone()).ok()?;
    check_limits(errors, item.clone()).ok()?;
    let require = parse_settings(errors, settings);
    let place = Place::of(&item);
    match syn::parse2::<RawItem>(item) {
        Ok(RawItem::Function(function)) => Some(Item::Function(parse_energy(errors, *function, require))),
        Ok(RawItem::Module(name, content)) => parse_module(errors, name, content, require),
        Ok(RawItem::Other) => {
            errors.report(signature::not_an_energy(place));
            None
        }
        Err(error) => {
            errors.report(signature::not_rust(Place::at(error.span()), &error.to_string()));
            None
        }
    }
}

/// An item as far as it can be read without its bodies.
enum RawItem {
    Function(Box<RawFunction>),
    Module(Name, Option<Group>),
    Other,
}

struct RawFunction {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: Signature,
    body: Group,
}

impl Parse for RawItem {
    fn parse(input: ParseStream) -> syn::Result<RawItem> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        if input.peek(Token![mod]) {
            input.parse::<Token![mod]>()?;
            let name = Name::of(&input.parse()?);
            let content = if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
                None
            } else {
                Some(braces(input)?)
            };
            return Ok(RawItem::Module(name, content));
        }
        if !starts_function(input) {
            input.parse::<TokenStream>()?;
            return Ok(RawItem::Other);
        }
        let signature = input.parse()?;
        if input.peek(Token![;]) {
            input.parse::<TokenStream>()?;
            return Ok(RawItem::Other);
        }
        Ok(RawItem::Function(Box::new(RawFunction {
            attributes,
            visibility,
            signature,
            body: braces(input)?,
        })))
    }
}

/// Whether `fn` comes, after its modifiers. A `const` item or an `unsafe impl` is none.
fn starts_function(input: ParseStream) -> bool {
    let ahead = input.fork();
    for _ in 0..6 {
        if ahead.peek(Token![fn]) {
            return true;
        }
        let modifier = ahead.peek(Token![const])
            || ahead.peek(Token![async])
            || ahead.peek(Token![unsafe])
            || ahead.peek(Token![extern])
            || ahead.peek(syn::LitStr);
        if !modifier || ahead.parse::<TokenTree>().is_err() {
            return false;
        }
    }
    false
}

fn braces(input: ParseStream) -> syn::Result<Group> {
    let group: Group = input.parse()?;
    if group.delimiter() != Delimiter::Brace {
        return Err(syn::Error::new(group.span(), "expected `{`"));
    }
    Ok(group)
}

fn braces_place(group: &Group) -> Place {
    Place { start: group.span_open(), end: group.span_close() }
}

fn parse_energy(errors: &mut Errors, function: RawFunction, require: Vec<Name>) -> EnergyFn {
    let (float, arguments) = parse_signature(errors, &function.signature);
    EnergyFn {
        name: Name::of(&function.signature.ident),
        visibility: function.visibility.to_token_stream(),
        docs: docs(&function.attributes),
        require,
        float,
        arguments,
        body: parse_body(errors, function.body.stream(), braces_place(&function.body)),
    }
}

/// The lines of a doc comment, less the space that usually starts them.
fn docs(attributes: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value
        {
            let text = text.value();
            lines.extend(text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()));
        }
    }
    lines
}

fn parse_module(errors: &mut Errors, name: Name, content: Option<Group>, require: Vec<Name>) -> Option<Item> {
    let Some(content) = content else {
        errors.report(signature::module_elsewhere(name.place));
        return None;
    };
    let mut module = EnergyModule { name, energies: Vec::new(), helpers: Vec::new() };
    let members = |input: ParseStream| {
        let mut members = Vec::new();
        while !input.is_empty() {
            members.push(parse_member(input)?);
        }
        Ok(members)
    };
    let members: Vec<Member> = match members.parse2(content.stream()) {
        Ok(members) => members,
        Err(error) => {
            errors.report(signature::not_rust(Place::at(error.span()), &error.to_string()));
            return None;
        }
    };
    for member in members {
        match member {
            Member::Function(function) if has_roles(&function.signature) => {
                let energy = parse_energy(errors, *function, require.clone());
                module.energies.push(energy);
            }
            Member::Function(function) => {
                let (body, place) = (function.body.stream(), braces_place(&function.body));
                module.helpers.push(Statement::Function(parse_helper(
                    errors,
                    &function.signature,
                    body,
                    place,
                )));
            }
            Member::Item(item) => match parse_helper_item(errors, &item) {
                Some(statements) => module.helpers.extend(statements),
                None => {
                    errors.report(signature::not_a_helper(Place::of(&item)));
                }
            },
        }
    }
    if module.energies.is_empty() {
        errors.report(signature::no_energy_in_module(module.name.place));
        return None;
    }
    Some(Item::Module(module))
}

enum Member {
    Function(Box<RawFunction>),
    Item(Box<syn::Item>),
}

fn parse_member(input: ParseStream) -> syn::Result<Member> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    ahead.parse::<Visibility>()?;
    if starts_function(&ahead) {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        return Ok(Member::Function(Box::new(RawFunction {
            attributes,
            visibility,
            signature: input.parse()?,
            body: braces(input)?,
        })));
    }
    Ok(Member::Item(input.parse()?))
}

/// Whether any argument has an attribute that could be a role: then the function is meant as an energy.
fn has_roles(written: &Signature) -> bool {
    written.inputs.iter().any(|input| match input {
        FnArg::Typed(typed) => {
            typed.attrs.iter().any(|attribute| !LINTS.iter().any(|lint| attribute.path().is_ident(lint)))
        }
        FnArg::Receiver(_) => false,
    })
}
