//! Methods, by what they are called on.

use super::call::{operator_of, word};
use super::value::{Comprehension, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::Index;
use crate::syntax::{Expression, Method};

/// The methods of arrays.
const ARRAY: [&str; 15] = [
    "len", "dim", "nrows", "ncols", "shape", "dot", "t", "row", "column", "sum", "mapv", "iter", "view",
    "to_owned", "is_empty",
];
/// The methods of iterators.
const ITERATOR: [&str; 11] =
    ["map", "filter", "zip", "enumerate", "rev", "step_by", "sum", "flat_map", "skip", "take", "copied"];
/// The methods of numbers.
const NUMBER: [&str; 17] = [
    "powi", "powf", "exp", "ln", "ln_1p", "exp_m1", "sqrt", "abs", "sin", "cos", "tanh", "recip", "max",
    "min", "softplus", "sigmoid", "ln_cosh",
];

/// The methods of integers.
const INTEGER: [&str; 5] = ["min", "max", "abs_diff", "pow", "rem_euclid"];

impl<'a> Lowering<'a, '_> {
    /// `receiver.method(arguments)`.
    pub(super) fn method(&mut self, whole: &'a Expression, method: &'a Method) -> Result<Value<'a>> {
        let receiver = match self.expression(&method.receiver) {
            Ok(receiver) => receiver,
            Err(reported) => {
                method.arguments.iter().for_each(|argument| drop(self.expression(argument)));
                return Err(reported);
            }
        };
        let (name, place) = word(method);
        // Views and copies of a value are the value.
        if matches!(name, "clone" | "view" | "to_owned" | "reborrow" | "borrow")
            && method.arguments.is_empty()
        {
            return Ok(receiver);
        }
        match receiver {
            Value::Array(array) => self.array_method(whole, method, array),
            Value::Iterator(iteration) => {
                if name == "sum" {
                    let is_integer = iteration.item.is_integer();
                    let number = self.as_number(method.receiver.place, iteration.item)?;
                    let sum = Number::new(self.summed(whole.place, number.expr, &iteration.layers)?);
                    return Ok(if is_integer { Value::Whole(sum) } else { Value::Number(sum) });
                }
                match self.adapt(place, name, *iteration, &method.arguments) {
                    Some(adapted) => adapted.map(|adapted| Value::Iterator(Box::new(adapted))),
                    None => self.unknown_method(method, "an iterator", &ITERATOR),
                }
            }
            Value::Number(number) => self.number_method(whole, method, number),
            integer if integer.is_integer() && INTEGER.contains(&name) => {
                self.integer_method(whole, method, &integer)
            }
            Value::Integer(_) | Value::Choice(_) | Value::Whole(_) if NUMBER.contains(&name) => {
                self.report(lowering::integer_operator(place, name))
            }
            Value::Tuple(members) if name == "len" && method.arguments.is_empty() => {
                Ok(Value::Integer(Index::constant(members.len() as i64)))
            }
            other => {
                let kind = other.kind();
                self.unknown_method(method, kind, &[])
            }
        }
    }

    fn unknown_method(&mut self, method: &'a Method, receiver: &str, known: &[&str]) -> Result<Value<'a>> {
        let (name, place) = word(method);
        if known.contains(&name) {
            let found = method.arguments.len();
            let expected = usize::from(found == 0);
            return self.report(lowering::argument_count(place, name, expected, found));
        }
        if known.is_empty() {
            return self.report(lowering::no_methods(place, name, receiver));
        }
        self.report(lowering::unknown_method(place, name, receiver, known))
    }

    fn number_method(
        &mut self,
        whole: &'a Expression,
        method: &'a Method,
        base: Number,
    ) -> Result<Value<'a>> {
        let (name, place) = word(method);
        let number = match (name, method.arguments.as_slice()) {
            ("powi" | "powf" | "max" | "min", [second]) => {
                let second = self.expression(second)?;
                self.scalar_function(place, name, base, Some(second))
            }
            ("square", []) => self.power(whole.place, base, 2),
            (_, []) if operator_of(name).is_some() => match operator_of(name) {
                Some(operator) => self.apply(whole.place, operator, base),
                None => Ok(base),
            },
            _ => return self.unknown_method(method, "a number", &NUMBER),
        };
        number.map(Value::Number)
    }

    fn array_method(
        &mut self,
        whole: &'a Expression,
        method: &'a Method,
        array: Comprehension<'a>,
    ) -> Result<Value<'a>> {
        let (name, place) = word(method);
        let extents: Vec<Index> = array.axes.iter().map(|axis| axis.extent.clone()).collect();
        let rank = extents.len();
        match (name, method.arguments.as_slice()) {
            ("len", []) => self.length(place, &extents).map(Value::Integer),
            ("is_empty", []) => {
                let length = self.length(place, &extents)?;
                let zero = Value::Integer(Index::default());
                let equal = crate::syntax::BinaryOperator::Equal;
                self.comparison(whole, equal, &Value::Integer(length), &zero).map(Value::Condition)
            }
            ("dim", []) if rank == 1 => Ok(Value::Integer(extents[0].clone())),
            ("dim" | "shape", []) => Ok(Value::Tuple(extents.into_iter().map(Value::Integer).collect())),
            ("nrows", []) if rank == 2 => Ok(Value::Integer(extents[0].clone())),
            ("ncols", []) if rank == 2 => Ok(Value::Integer(extents[1].clone())),
            ("nrows" | "ncols", []) => self.report(lowering::wrong_kind(place, array_kind(rank), "a matrix")),
            ("t", []) => {
                let axes = array.axes.into_iter().rev().collect();
                Ok(Value::Array(Comprehension { axes, entry: array.entry }))
            }
            ("dot", [other]) => {
                let other = self.expression(other)?;
                self.dot(whole.place, array, other)
            }
            ("row" | "column", [at]) if rank == 2 => {
                self.slice(whole.place, array, usize::from(name == "column"), at)
            }
            ("row" | "column", [_]) => self.report(lowering::wrong_kind(place, array_kind(rank), "a matrix")),
            ("sum", []) => self.total(whole.place, array),
            ("mapv" | "map", [function]) => {
                let callable = self.callable(function)?;
                array.axes.iter().for_each(|axis| self.sizes.span(&axis.extent));
                let entry = self.call(function.place, &callable, vec![*array.entry])?;
                Ok(Value::Array(Comprehension { axes: array.axes, entry: Box::new(entry) }))
            }
            ("iter" | "into_iter", []) => {
                let iteration = self.iterate(whole.place, Value::Array(array))?;
                Ok(Value::Iterator(Box::new(iteration)))
            }
            _ => self.unknown_method(method, "an array", &ARRAY),
        }
    }

    /// The number of entries.
    fn length(&mut self, place: Place, extents: &[Index]) -> Result<Index> {
        let product = extents.iter().fold(Index::constant(1), |product, extent| &product * extent);
        self.small(place, product)
    }
}

fn array_kind(rank: usize) -> &'static str {
    match rank {
        1 => "a vector",
        2 => "a matrix",
        _ => "an array with more than two axes",
    }
}
