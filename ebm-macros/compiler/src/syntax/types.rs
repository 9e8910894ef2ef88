//! The types of arguments.

use super::{ArgumentType, Element, Float, NumberType};
use crate::errors::{Errors, Place, signature, source};
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypeParamBound};

/// `f32` or `f64`.
pub(super) fn parse_float(ty: &Type) -> Option<Float> {
    match last_segment(ty)?.ident.to_string().as_str() {
        "f32" => Some(Float::F32),
        "f64" => Some(Float::F64),
        _ => None,
    }
}

/// The type of an argument.
pub(super) fn parse_argument_type(errors: &mut Errors, ty: &Type) -> ArgumentType {
    match ty {
        Type::Paren(inner) => parse_argument_type(errors, &inner.elem),
        Type::Group(inner) => parse_argument_type(errors, &inner.elem),
        Type::Reference(reference) if reference.mutability.is_none() => {
            parse_behind_reference(errors, ty, &reference.elem)
        }
        Type::Path(_) => match last_segment(ty) {
            Some(segment) => parse_named(errors, ty, segment),
            None => unknown(errors, ty),
        },
        _ => unknown(errors, ty),
    }
}

/// The type of a cast, a sum or a `let`: only numbers matter there, the rest is left to rustc.
pub(super) fn parse_number_type(ty: &Type) -> Option<NumberType> {
    if let Type::Infer(_) = ty {
        return Some(NumberType::Inferred);
    }
    if let Some(float) = parse_float(ty) {
        return Some(NumberType::Float(float));
    }
    match last_segment(ty)?.ident.to_string().as_str() {
        // a narrower one would cut off what an index may be
        "usize" | "u32" | "u64" | "u128" => Some(NumberType::Size),
        "isize" | "i32" | "i64" | "i128" => Some(NumberType::Integer),
        _ => None,
    }
}

fn unknown(errors: &mut Errors, ty: &Type) -> ArgumentType {
    ArgumentType::Mistake(errors.report(signature::unknown_type(Place::of(ty), &source(ty))))
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Paren(inner) => last_segment(&inner.elem),
        Type::Group(inner) => last_segment(&inner.elem),
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// `f32`, `usize`, `ArrayView2<f32>`, `ArrayView<f32, Ix2>`.
fn parse_named(errors: &mut Errors, ty: &Type, segment: &PathSegment) -> ArgumentType {
    let name = segment.ident.to_string();
    match name.as_str() {
        "f32" => return ArgumentType::Scalar(Float::F32),
        "f64" => return ArgumentType::Scalar(Float::F64),
        "usize" => return ArgumentType::Size,
        _ => {}
    }
    let Some(rest) = name.strip_prefix("Array") else { return unknown(errors, ty) };
    let Some(rank) = rank_of(rest, segment) else { return unknown(errors, ty) };
    let view = format!("ArrayView{rank}");
    if !rest.starts_with("View") || rest.starts_with("ViewMut") {
        let element = type_arguments(segment).next().map_or("f32".to_owned(), source);
        let message = signature::not_a_view(Place::of(ty), &source(ty), &format!("{view}<{element}>"));
        return ArgumentType::Mistake(errors.report(message));
    }
    let Some(entry) = type_arguments(segment).next() else {
        return ArgumentType::Mistake(errors.report(signature::missing_element(Place::of(ty), &source(ty))));
    };
    let element = match parse_number_type(entry) {
        Some(NumberType::Float(float)) => Element::Float(float),
        Some(NumberType::Size) => Element::Size,
        _ => {
            let message = signature::unknown_element(Place::of(entry), &source(entry));
            return ArgumentType::Mistake(errors.report(message));
        }
    };
    ArgumentType::Array { rank, element }
}

/// The number of axes: the digit of `View2`, `ViewMut2`, `2`, or `Ix2` among the type arguments.
fn rank_of(rest: &str, segment: &PathSegment) -> Option<usize> {
    let digits = |text: &str| text.parse::<usize>().ok().filter(|rank| (1..=4).contains(rank));
    let rest = rest.trim_start_matches("View").trim_start_matches("Mut");
    match rest {
        "" => {
            let dimension = last_segment(type_arguments(segment).nth(1)?)?.ident.to_string();
            digits(dimension.strip_prefix("Ix")?)
        }
        _ => digits(rest),
    }
}

fn type_arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments.args.iter()),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn parse_behind_reference(errors: &mut Errors, ty: &Type, target: &Type) -> ArgumentType {
    match target {
        Type::Paren(inner) => parse_behind_reference(errors, ty, &inner.elem),
        Type::Group(inner) => parse_behind_reference(errors, ty, &inner.elem),
        Type::Slice(slice) => match slice_width(&slice.elem) {
            Some(width) => ArgumentType::Slice { width },
            None => ArgumentType::Mistake(errors.report(signature::unknown_slice(Place::of(ty)))),
        },
        Type::ImplTrait(bounds) if bounds.bounds.iter().any(is_neural_energy) => ArgumentType::Network,
        Type::Path(_) => match last_segment(target).map(|segment| (segment, segment.ident.to_string())) {
            Some((segment, name)) if name.starts_with("Array") => {
                match rank_of(&name["Array".len()..], segment) {
                    Some(rank) => {
                        let element = type_arguments(segment).next().map_or("f32".to_owned(), source);
                        let view = format!("ArrayView{rank}<{element}>");
                        ArgumentType::Mistake(errors.report(signature::not_a_view(
                            Place::of(ty),
                            &source(ty),
                            &view,
                        )))
                    }
                    None => unknown(errors, ty),
                }
            }
            _ => unknown(errors, ty),
        },
        _ => unknown(errors, ty),
    }
}

/// How many indices an entry has.
fn slice_width(entry: &Type) -> Option<usize> {
    let is_size = |ty: &Type| parse_number_type(ty) == Some(NumberType::Size);
    match entry {
        Type::Paren(inner) => slice_width(&inner.elem),
        Type::Group(inner) => slice_width(&inner.elem),
        Type::Tuple(tuple) => ((2..=3).contains(&tuple.elems.len()) && tuple.elems.iter().all(is_size))
            .then_some(tuple.elems.len()),
        _ => is_size(entry).then_some(1),
    }
}

fn is_neural_energy(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "NeuralEnergy")
        }
        _ => false,
    }
}
