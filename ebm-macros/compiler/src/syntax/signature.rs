//! The signature: name, float type, arguments with their roles and types, and which types go with which
//! roles.

use super::attribute::parse_role;
use super::types::{parse_argument_type, parse_float};
use super::{Argument, ArgumentType, DomainKind, Element, ExpressionKind, Float, Name, ParamOptions, Role};
use crate::errors::{Errors, Place, signature, source};
use syn::{FnArg, Generics, Pat, PatType, ReturnType, Safety, Signature, Type};

/// The float type and the arguments of an energy.
pub(super) fn parse_signature(errors: &mut Errors, written: &Signature) -> (Float, Vec<Argument>) {
    check_modifiers(errors, written);
    let float = parse_output(errors, written);
    let mut arguments: Vec<Argument> = Vec::new();
    for input in &written.inputs {
        let argument = match input {
            FnArg::Receiver(receiver) => {
                errors.report(signature::receiver(Place::at(receiver.self_token.span)));
                continue;
            }
            FnArg::Typed(typed) => parse_argument(errors, typed),
        };
        let Some(argument) = argument else { continue };
        if arguments.iter().any(|earlier| earlier.name.text == argument.name.text) {
            errors.report(signature::repeated_argument(argument.name.place, &argument.name.text));
            continue;
        }
        check_float(errors, float, &argument);
        arguments.push(argument);
    }
    let unclear = |argument: &Argument| matches!(argument.role, Role::Visible(_) | Role::Mistake(_));
    if !arguments.iter().any(unclear) {
        let name = Name::of(&written.ident);
        errors.report(signature::no_visible(name.place, &name.text));
    }
    let guess = arguments.iter().find_map(|argument| argument.kind.float());
    (float.or(guess).unwrap_or(Float::F64), arguments)
}

/// An energy is an ordinary function.
fn check_modifiers(errors: &mut Errors, written: &Signature) {
    if let Some(token) = &written.asyncness {
        errors.report(signature::function_modifier(Place::of(token), "async"));
    }
    if let Safety::Unsafe(token) = &written.safety {
        errors.report(signature::function_modifier(Place::of(token), "unsafe"));
    }
    if let Some(abi) = &written.abi {
        errors.report(signature::function_modifier(Place::of(abi), "extern"));
    }
    if let Some(variadic) = &written.variadic {
        errors.report(signature::function_modifier(Place::of(variadic), "..."));
    }
    check_generics(errors, &written.generics);
}

/// Lifetimes are harmless, types and constants are not.
pub(super) fn check_generics(errors: &mut Errors, generics: &Generics) {
    if generics.type_params().next().is_some() || generics.const_params().next().is_some() {
        errors.report(signature::generics(Place::of(&generics.params)));
    }
}

fn parse_output(errors: &mut Errors, written: &Signature) -> Option<Float> {
    let (place, found) = match &written.output {
        ReturnType::Default => (Place::at(written.ident.span()), "nothing".to_owned()),
        ReturnType::Type(_, ty) => match parse_float(ty) {
            Some(float) => return Some(float),
            None => (Place::of(ty), format!("`{}`", source(ty))),
        },
    };
    errors.report(signature::not_a_number(place, &found));
    None
}

fn parse_argument(errors: &mut Errors, typed: &PatType) -> Option<Argument> {
    let Some(name) = argument_name(&typed.pat) else {
        errors.report(signature::argument_pattern(Place::of(&typed.pat)));
        return None;
    };
    let (mut role, role_place) = parse_role(errors, &typed.attrs, &name);
    let kind = parse_argument_type(errors, &typed.ty);
    let kind_place = Place::of(&typed.ty);
    let kind = check_type_of_role(errors, &role, kind, &typed.ty);
    if let Role::Param(options) = &mut role {
        check_options(errors, options, kind);
        check_square(errors, options);
    }
    Some(Argument { name, role, role_place, kind, kind_place })
}

/// `x`, `mut x`.
fn argument_name(pattern: &Pat) -> Option<Name> {
    match pattern {
        Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
            Some(Name::of(&pattern.ident))
        }
        Pat::Paren(pattern) => argument_name(&pattern.pat),
        _ => None,
    }
}

/// The table "Roles of arguments" of the language.
fn check_type_of_role(errors: &mut Errors, role: &Role, kind: ArgumentType, ty: &Type) -> ArgumentType {
    use ArgumentType::{Array, Mistake, Network, Scalar, Size, Slice};
    if let Mistake(_) = kind {
        return kind;
    }
    let (fits, allowed) = match role {
        Role::Visible(domain) | Role::Latent(domain) => match domain.kind {
            DomainKind::Mistake(_) => (true, ""),
            DomainKind::Categorical(_) | DomainKind::Count(_) => (
                matches!(kind, Array { rank: 1..=3, element: Element::Size }),
                "`ArrayView1<usize>` to `ArrayView3<usize>`, as a site holds a code or a count",
            ),
            _ => (
                matches!(kind, Array { rank: 1..=3, element: Element::Float(_) }),
                "`ArrayView1` to `ArrayView3` of `f32` or `f64`",
            ),
        },
        Role::Param(_) => (
            matches!(kind, Scalar(_) | Array { element: Element::Float(_), .. }),
            "`f32`, `f64`, or `ArrayView1` to `ArrayView4` of them",
        ),
        Role::Given => (
            matches!(kind, Scalar(_) | Array { rank: 1..=3, element: Element::Float(_) }),
            "`f32`, `f64`, or `ArrayView1` to `ArrayView3` of them",
        ),
        Role::Fixed => (
            matches!(kind, Scalar(_) | Size | Array { .. } | Slice { .. }),
            "`f32`, `f64`, `usize`, an array view, `&[usize]`, `&[(usize, usize)]` or `&[(usize, usize, usize)]`",
        ),
        Role::Neural => (matches!(kind, Network), "`&impl NeuralEnergy`"),
        Role::Mistake(_) => (true, ""),
    };
    if fits {
        kind
    } else {
        Mistake(errors.report(signature::type_of_role(Place::of(ty), role.word(), allowed)))
    }
}

fn check_options(errors: &mut Errors, options: &ParamOptions, kind: ArgumentType) {
    let rank = match kind {
        ArgumentType::Scalar(_) => 0,
        ArgumentType::Array { rank, .. } => rank,
        _ => return,
    };
    for (word, place) in options.flags().filter(|(word, _)| matches!(*word, "symmetric" | "zero_diagonal")) {
        if rank != 2 {
            errors.report(signature::option_needs_matrix(place, word));
        }
    }
    if let Some(sizes) = &options.shape
        && sizes.len() != rank
        && let (Some(first), Some(last)) = (sizes.first(), sizes.last())
    {
        errors.report(signature::shape_rank(first.place.to(last.place), sizes.len(), rank));
    }
}

/// A shape that cannot be square is dropped: what follows from it would be said again when shapes are known.
fn check_square(errors: &mut Errors, options: &mut ParamOptions) {
    let word =
        options.flags().map(|(word, _)| word).find(|word| matches!(*word, "symmetric" | "zero_diagonal"));
    if let (Some(word), Some([rows, columns])) = (word, options.shape.as_deref())
        && let (ExpressionKind::Integer(m), ExpressionKind::Integer(n)) = (&rows.kind, &columns.kind)
        && m != n
    {
        errors.report(signature::not_square(rows.place.to(columns.place), word, *m, *n));
        options.shape = None;
    }
}

fn check_float(errors: &mut Errors, energy: Option<Float>, argument: &Argument) {
    if let (Some(energy), Some(found)) = (energy, argument.kind.float())
        && energy != found
    {
        errors.report(signature::mixed_floats(argument.kind_place, found.word(), energy.word()));
    }
}

impl ArgumentType {
    /// The float type in it, if there is one.
    pub fn float(self) -> Option<Float> {
        match self {
            ArgumentType::Scalar(float) | ArgumentType::Array { element: Element::Float(float), .. } => {
                Some(float)
            }
            _ => None,
        }
    }
}

impl Float {
    /// As Rust writes it.
    pub fn word(self) -> &'static str {
        match self {
            Float::F32 => "f32",
            Float::F64 => "f64",
        }
    }
}
