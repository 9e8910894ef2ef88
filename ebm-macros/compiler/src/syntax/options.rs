//! What stands in the parentheses of `#[visible(…)]`, `#[latent(…)]` and `#[param(…)]`.

use super::attribute::split_commas;
use super::body::parse_attribute_expression;
use super::{Domain, DomainKind, Expression, ExpressionKind, Init, ParamOptions};
use crate::errors::{Errors, Place, Reported, signature, source};
use proc_macro2::{Ident, TokenStream, TokenTree};

/// The domain in `#[visible(domain)]`; `role` is the attribute's word and stands at `role_place`.
pub(super) fn parse_domain(
    errors: &mut Errors,
    role: &str,
    role_place: Place,
    arguments: TokenStream,
) -> Domain {
    let place = if arguments.is_empty() { role_place } else { Place::of(&arguments) };
    let mut pieces = split_commas(arguments).into_iter();
    let Some(first) = pieces.next() else {
        return Domain {
            kind: DomainKind::Mistake(errors.report(signature::missing_domain(role_place, role))),
            place,
        };
    };
    for extra in pieces {
        errors.report(signature::second_domain(Place::of(&extra), role));
    }
    let place = Place::of(&first);
    let kind = match split_word(first.clone()) {
        Some((word, rest)) => {
            parse_domain_word(errors, &word, rest, place).unwrap_or_else(DomainKind::Mistake)
        }
        None => DomainKind::Mistake(errors.report(signature::unknown_domain(place, &source(&first)))),
    };
    Domain { kind, place }
}

fn parse_domain_word(
    errors: &mut Errors,
    word: &Ident,
    rest: Rest,
    place: Place,
) -> Result<DomainKind, Reported> {
    let text = word.to_string();
    let plain = match text.as_str() {
        "binary" => Some(DomainKind::Binary),
        "spin" => Some(DomainKind::Spin),
        "real" => Some(DomainKind::Real),
        "positive" => Some(DomainKind::Positive),
        "unit" => Some(DomainKind::Unit),
        "angle" => Some(DomainKind::Angle),
        _ => None,
    };
    if let Some(kind) = plain {
        return match rest {
            Rest::Nothing => Ok(kind),
            _ => Err(errors.report(signature::domain_arguments(place, &text, &text))),
        };
    }
    let form = match text.as_str() {
        "categorical" => "categorical(q)",
        "count" => "count(max)",
        "interval" => "interval(a, b)",
        _ => return Err(errors.report(signature::unknown_domain(Place::at(word.span()), &text))),
    };
    let pieces = match rest {
        Rest::Nothing => Vec::new(),
        Rest::Parentheses(inside) => split_commas(inside),
        Rest::Other => return Err(errors.report(signature::domain_arguments(place, &text, form))),
    };
    let mut values = pieces
        .into_iter()
        .map(|piece| parse_attribute_expression(errors, piece))
        .collect::<Vec<_>>()
        .into_iter();
    match (text.as_str(), values.next(), values.next(), values.next()) {
        ("categorical", q, None, None) => Ok(DomainKind::Categorical(q)),
        ("count", max, None, None) => Ok(DomainKind::Count(max)),
        ("interval", Some(from), Some(to), None) => Ok(DomainKind::Interval(Box::new(from), Box::new(to))),
        _ => Err(errors.report(signature::domain_arguments(place, &text, form))),
    }
}

/// The options of `#[param(…)]`. A mistake in one does not hide the others.
pub(super) fn parse_param_options(errors: &mut Errors, arguments: TokenStream) -> ParamOptions {
    let mut options = ParamOptions::default();
    let mut start = None;
    for piece in split_commas(arguments) {
        let place = Place::of(&piece);
        let Some((word, rest)) = split_word(piece.clone()) else {
            errors.report(signature::unknown_option(place, &source(&piece)));
            continue;
        };
        let text = word.to_string();
        let repeated = match text.as_str() {
            "symmetric" => set_flag(errors, &mut options.symmetric, &word, &rest),
            "positive" => set_flag(errors, &mut options.positive, &word, &rest),
            "zero_diagonal" => set_flag(errors, &mut options.zero_diagonal, &word, &rest),
            "frozen" => set_flag(errors, &mut options.frozen, &word, &rest),
            "init" => {
                start = Some(place);
                parse_init(errors, place, piece).is_some_and(|init| options.init.replace(init).is_some())
            }
            "shape" => {
                parse_shape(errors, place, piece).is_some_and(|shape| options.shape.replace(shape).is_some())
            }
            _ => {
                errors.report(signature::unknown_option(Place::at(word.span()), &text));
                false
            }
        };
        if repeated {
            errors.report(signature::repeated_option(Place::at(word.span()), &text));
        }
    }
    let stays_positive = match options.init {
        Some(Init::Constant(a) | Init::Uniform(a, _)) => a > 0.0,
        Some(Init::Zeros | Init::Normal(_) | Init::Glorot) => false,
        None => true,
    };
    if let (Some(place), Some(_), false) = (start, options.positive, stays_positive) {
        errors.report(signature::start_not_positive(place));
    }
    options
}

/// Sets a flag; whether it was set before.
fn set_flag(errors: &mut Errors, flag: &mut Option<Place>, word: &Ident, rest: &Rest) -> bool {
    if !matches!(rest, Rest::Nothing) {
        let text = word.to_string();
        errors.report(signature::option_form(Place::at(word.span()), &text, &text));
    }
    flag.replace(Place::at(word.span())).is_some()
}

/// `init = normal(0.01)`.
fn parse_init(errors: &mut Errors, place: Place, piece: TokenStream) -> Option<Init> {
    let forms = "init = zeros";
    let Some(value) = after_equals(piece) else {
        errors.report(signature::option_form(place, "init", forms));
        return None;
    };
    let Some((word, rest)) = split_word(value.clone()) else {
        errors.report(signature::unknown_init(Place::of(&value), &source(&value)));
        return None;
    };
    let place = Place::of(&value);
    let values: Vec<Option<f64>> = match rest {
        Rest::Nothing => Vec::new(),
        Rest::Parentheses(inside) => {
            split_commas(inside).into_iter().map(|piece| number(errors, piece)).collect()
        }
        Rest::Other => vec![None],
    };
    let text = word.to_string();
    let init = match (text.as_str(), values.as_slice()) {
        ("zeros", []) => Init::Zeros,
        ("glorot", []) => Init::Glorot,
        ("constant", [Some(a)]) => Init::Constant(*a),
        ("normal", [Some(sd)]) if *sd >= 0.0 => Init::Normal(*sd),
        ("uniform", [Some(from), Some(to)]) if from < to => Init::Uniform(*from, *to),
        ("zeros" | "glorot", _) => return wrong_init(errors, place, &text),
        ("constant", _) => return wrong_init(errors, place, "constant(1.0)"),
        ("normal", _) => return wrong_init(errors, place, "normal(0.01)"),
        ("uniform", _) => return wrong_init(errors, place, "uniform(-0.1, 0.1)"),
        _ => {
            errors.report(signature::unknown_init(Place::at(word.span()), &text));
            return None;
        }
    };
    Some(init)
}

fn wrong_init(errors: &mut Errors, place: Place, form: &str) -> Option<Init> {
    errors.report(signature::init_form(place, form));
    None
}

/// A number written out, with its sign.
fn number(errors: &mut Errors, piece: TokenStream) -> Option<f64> {
    fn value(expression: &Expression) -> Option<f64> {
        match &expression.kind {
            ExpressionKind::Number(value) => Some(*value),
            ExpressionKind::Integer(value) => Some(*value as f64),
            ExpressionKind::Negate(inner) => value(inner).map(|value| -value),
            _ => None,
        }
    }
    value(&parse_attribute_expression(errors, piece)).filter(|value| value.is_finite())
}

/// `shape = (hidden, x)`, `shape = edges.len()`.
fn parse_shape(errors: &mut Errors, place: Place, piece: TokenStream) -> Option<Vec<Expression>> {
    let Some(value) = after_equals(piece) else {
        errors.report(signature::option_form(place, "shape", "shape = (rows, columns)"));
        return None;
    };
    let value = parse_attribute_expression(errors, value);
    Some(match value.kind {
        ExpressionKind::Tuple(sizes) => sizes,
        _ => vec![value],
    })
}

/// What follows the first word.
enum Rest {
    Nothing,
    Parentheses(TokenStream),
    Other,
}

/// The first word of a piece and what follows it; none if it does not start with a word.
fn split_word(piece: TokenStream) -> Option<(Ident, Rest)> {
    let mut tokens = piece.into_iter();
    let TokenTree::Ident(word) = tokens.next()? else { return None };
    let rest = match (tokens.next(), tokens.next()) {
        (None, _) => Rest::Nothing,
        (Some(TokenTree::Group(group)), None) if group.delimiter() == proc_macro2::Delimiter::Parenthesis => {
            Rest::Parentheses(group.stream())
        }
        _ => Rest::Other,
    };
    Some((word, rest))
}

/// What follows `word =`.
fn after_equals(piece: TokenStream) -> Option<TokenStream> {
    let mut tokens = piece.into_iter().skip(1);
    match tokens.next()? {
        TokenTree::Punct(punct) if punct.as_char() == '=' => {}
        _ => return None,
    }
    let value: TokenStream = tokens.collect();
    (!value.is_empty()).then_some(value)
}
