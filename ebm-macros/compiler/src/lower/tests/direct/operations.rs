//! Operators, functions and conversions of run-time values.

use super::Datum::{self, Array, Bool, Float, Int, List, Tuple};
use super::Run;

pub(super) fn dot<'a>(a: &[usize], left: &[Datum<'a>], b: &[usize], right: &[Datum<'a>]) -> Run<Datum<'a>> {
    if !(1..=2).contains(&a.len()) || !(1..=2).contains(&b.len()) || a.last() != b.first() {
        return None;
    }
    let (rows, inner, cols) =
        (if a.len() == 2 { a[0] } else { 1 }, b[0], if b.len() == 2 { b[1] } else { 1 });
    let entry = |r: usize, c: usize| {
        let products = (0..inner).map(|i| Some(float(&left[r * inner + i])? * float(&right[i * cols + c])?));
        products.sum::<Run<f64>>().map(Float)
    };
    let entries = (0..rows * cols).map(|at| entry(at / cols, at % cols)).collect::<Run<Vec<_>>>()?;
    let shape: Vec<usize> = a[..a.len() - 1].iter().chain(&b[1..]).copied().collect();
    if shape.is_empty() { entries.into_iter().next() } else { Some(Array(shape, entries)) }
}

pub(super) fn scalar(name: &str, u: f64, arguments: &[Datum]) -> Run<f64> {
    Some(match (name, arguments) {
        ("exp", []) => u.exp(),
        ("ln", []) => u.ln(),
        ("ln_1p", []) => u.ln_1p(),
        ("exp_m1", []) => u.exp_m1(),
        ("sqrt", []) => u.sqrt(),
        ("abs", []) => u.abs(),
        ("sin", []) => u.sin(),
        ("cos", []) => u.cos(),
        ("tanh", []) => u.tanh(),
        ("recip", []) => 1.0 / u,
        ("square", []) => u * u,
        ("softplus", []) => u.max(0.0) + (-u.abs()).exp().ln_1p(),
        ("sigmoid", []) => 1.0 / (1.0 + (-u).exp()),
        ("ln_cosh", []) => u.abs() + (-2.0 * u.abs()).exp().ln_1p() - std::f64::consts::LN_2,
        ("powi", [n]) => u.powi(i32::try_from(int(n)?).ok()?),
        ("powf", [a]) => u.powf(float(a)?),
        ("max", [other]) => u.max(float(other)?),
        ("min", [other]) => u.min(float(other)?),
        _ => return None,
    })
}

pub(super) fn operate<'a>(operator: &str, a: Datum<'a>, b: Datum<'a>) -> Run<Datum<'a>> {
    Some(match (a, b) {
        (Array(shape, left), Array(other, right)) => {
            let (long, short) = if shape.len() >= other.len() { (&shape, &other) } else { (&other, &shape) };
            if !long.ends_with(short) {
                return None;
            }
            let count: usize = long.iter().product();
            let spread = |entries: &[Datum<'a>], at: usize| entries[at % entries.len()].clone();
            let entries = (0..count).map(|at| operate(operator, spread(&left, at), spread(&right, at)));
            Array(long.clone(), entries.collect::<Run<Vec<_>>>()?)
        }
        (Array(shape, entries), b) => Array(
            shape,
            entries.into_iter().map(|a| operate(operator, a, b.clone())).collect::<Run<Vec<_>>>()?,
        ),
        (a, Array(shape, entries)) => Array(
            shape,
            entries.into_iter().map(|b| operate(operator, a.clone(), b)).collect::<Run<Vec<_>>>()?,
        ),
        (Bool(a), Bool(b)) => Bool(match operator {
            "==" => a == b,
            "!=" => a != b,
            _ => return None,
        }),
        (Int(a), Int(b)) => match operator {
            "+" => Int(a.checked_add(b)?),
            // An index below zero is a panic in Rust.
            "-" => Int(a.checked_sub(b).filter(|value| *value >= 0)?),
            "*" => Int(a.checked_mul(b)?),
            "/" if a >= 0 && b > 0 => Int(a / b),
            "%" if a >= 0 && b > 0 => Int(a % b),
            _ => Bool(compared(operator, (a - b) as f64)?),
        },
        (a, b) => {
            let (a, b) = (float(&a)?, float(&b)?);
            match operator {
                "+" => Float(a + b),
                "-" => Float(a - b),
                "*" => Float(a * b),
                "/" => Float(a / b),
                _ => Bool(compared(operator, a - b)?),
            }
        }
    })
}

pub(super) fn compared(operator: &str, difference: f64) -> Run<bool> {
    Some(match operator {
        "==" => difference == 0.0,
        "!=" => difference != 0.0,
        "<" => difference < 0.0,
        "<=" => difference <= 0.0,
        ">" => difference > 0.0,
        ">=" => difference >= 0.0,
        _ => return None,
    })
}

pub(super) fn constant<'a>(path: &[&str]) -> Run<Datum<'a>> {
    Some(match path {
        [.., "PI"] => Float(std::f64::consts::PI),
        [.., "TAU"] => Float(std::f64::consts::TAU),
        [.., "INFINITY"] => Float(f64::INFINITY),
        [.., "NEG_INFINITY"] => Float(f64::NEG_INFINITY),
        [.., "consts" | "EPSILON" | "E" | "LN_2" | "SQRT_2"] => return None,
        [.., word] => Datum::Word((*word).to_owned()),
        [] => return None,
    })
}

pub(super) fn items<'a>(value: Datum<'a>) -> Run<Vec<Datum<'a>>> {
    match value {
        List(items) | Array(_, items) | Tuple(items) => Some(items),
        _ => None,
    }
}

/// The sum of numbers, or of integers.
pub(super) fn total<'a>(values: Vec<Datum<'a>>) -> Run<Datum<'a>> {
    if !values.is_empty() && values.iter().all(|value| matches!(value, Int(_))) {
        return values.iter().map(int).sum::<Run<i64>>().map(Int);
    }
    values.iter().map(float).sum::<Run<f64>>().map(Float)
}

pub(super) fn float(value: &Datum) -> Run<f64> {
    match value {
        Float(value) => Some(*value),
        Int(value) => Some(*value as f64),
        _ => None,
    }
}

pub(super) fn int(value: &Datum) -> Run<i64> {
    match value {
        Int(value) => Some(*value),
        _ => None,
    }
}

pub(super) fn truth(value: Datum) -> Run<bool> {
    match value {
        Bool(value) => Some(value),
        _ => None,
    }
}

pub(super) fn flat(shape: &[usize], at: &[usize]) -> Run<usize> {
    if shape.len() != at.len() || shape.iter().zip(at).any(|(size, at)| at >= size) {
        return None;
    }
    Some(shape.iter().zip(at).fold(0, |flat, (size, at)| flat * size + at))
}
