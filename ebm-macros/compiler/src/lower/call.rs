//! Functions: closures, nested `fn`, the prelude, `f64::tanh` and its like. All are applied where they are
//! called.

use super::value::{Axis, Callable, Comprehension, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::Operator;
use crate::syntax::{Call, Expression, ExpressionKind, Method, Name};

/// Functions of the prelude that are not operators.
const PRELUDE: [&str; 3] = ["sum", "square", "log_sum_exp"];
/// Functions within functions.
const CALLS: usize = 32;

/// The scalar functions by name.
pub(super) fn operator_of(name: &str) -> Option<Operator> {
    Some(match name {
        "exp" => Operator::Exp,
        "ln" => Operator::Ln,
        "ln_1p" => Operator::Ln1p,
        "exp_m1" => Operator::ExpM1,
        "sqrt" => Operator::Sqrt,
        "abs" => Operator::Abs,
        "sin" => Operator::Sin,
        "cos" => Operator::Cos,
        "tanh" => Operator::Tanh,
        "recip" => Operator::Recip,
        "softplus" => Operator::Softplus,
        "sigmoid" => Operator::Sigmoid,
        "ln_cosh" => Operator::LnCosh,
        _ => return None,
    })
}

/// Functions by name, for the nearest to a misspelt one.
const FUNCTIONS: [&str; 6] = ["sum", "softplus", "sigmoid", "ln_cosh", "square", "log_sum_exp"];

impl<'a> Lowering<'a, '_> {
    /// A function of the prelude or of numbers.
    pub(super) fn known_function(&self, name: &str) -> Option<Callable<'a>> {
        let more = ["powi", "powf", "max", "min"];
        operator_of(name).map(Callable::Operator).or_else(|| {
            PRELUDE.iter().chain(&more).find(|known| **known == name).map(|known| Callable::Known(known))
        })
    }

    /// `f(a, b)`.
    pub(super) fn call_expression(&mut self, whole: &'a Expression, call: &'a Call) -> Result<Value<'a>> {
        let name = match &call.function.kind {
            ExpressionKind::Name(name) => Some(name.as_str()),
            ExpressionKind::Path(path) => path.last().map(|name| name.text.as_str()),
            _ => None,
        };
        let bound = name.is_some_and(|name| self.scope.find(name).is_some());
        if !bound && let Some(name) = name {
            let known = matches!(self.known_function(name), Some(Callable::Known("sum")))
                && call.arguments.len() == 2;
            if known && let [range, function] = call.arguments.as_slice() {
                return self.sum_of_function(range, function);
            }
            if name == "from" && call.arguments.len() == 1 {
                return self.number(&call.arguments[0]).map(Value::Number);
            }
            if self.known_function(name).is_none() && matches!(call.function.kind, ExpressionKind::Name(_)) {
                let known: Vec<String> =
                    self.scope.names().map(str::to_owned).chain(FUNCTIONS.map(str::to_owned)).collect();
                call.arguments.iter().for_each(|argument| drop(self.expression(argument)));
                let mistake =
                    lowering::unknown_function(call.function.place, name, known.iter().map(String::as_str));
                return self.report(mistake);
            }
        }
        let function = self.expression(&call.function);
        let values: Vec<Result<Value>> =
            call.arguments.iter().map(|argument| self.expression(argument)).collect();
        let function = function?;
        let values = values.into_iter().collect::<Result<Vec<_>>>()?;
        match function {
            Value::Function(callable) => self.call(whole.place, &callable, values),
            other => self.report(lowering::wrong_kind(call.function.place, other.kind(), "a function")),
        }
    }

    /// `sum(0..n, |i| …)`.
    fn sum_of_function(&mut self, range: &'a Expression, function: &'a Expression) -> Result<Value<'a>> {
        let iteration = self.expression(range).and_then(|value| self.iterate(range.place, value))?;
        let (iteration, value) = self.run_on(iteration, function)?;
        let is_integer = value.is_integer();
        let number = self.as_number(function.place, value)?;
        let sum = Number::new(self.summed(function.place, number.expr, &iteration.layers)?);
        Ok(if is_integer { Value::Whole(sum) } else { Value::Number(sum) })
    }

    /// Something that can be called.
    pub(super) fn callable(&mut self, written: &'a Expression) -> Result<Callable<'a>> {
        match self.expression(written)? {
            Value::Function(callable) => Ok(callable),
            other => self.report(lowering::wrong_kind(written.place, other.kind(), "a function")),
        }
    }

    /// The value of a function at arguments.
    pub(super) fn call(
        &mut self,
        place: Place,
        callable: &Callable<'a>,
        arguments: Vec<Value<'a>>,
    ) -> Result<Value<'a>> {
        let count = |expected: usize| expected == arguments.len();
        match callable {
            Callable::Operator(operator) => {
                if !count(1) {
                    return self.report(lowering::argument_count(place, operator.name(), 1, arguments.len()));
                }
                self.each_entry(place, arguments.into_iter().next(), &mut |lowering, value| {
                    let number = lowering.as_number(place, value)?;
                    lowering.apply(place, *operator, number).map(Value::Number)
                })
            }
            Callable::Known(name) => self.call_known(place, name, arguments),
            Callable::Closure(closure, sight) => {
                if !count(closure.parameters.len()) {
                    let expected = closure.parameters.len();
                    return self.report(lowering::argument_count(
                        place,
                        "this closure",
                        expected,
                        arguments.len(),
                    ));
                }
                let Some(hidden) = self.scope.hide(*sight) else {
                    return self.report(lowering::escaped(place));
                };
                self.calls.push(String::new());
                let value = if self.calls.len() > CALLS {
                    self.report(lowering::too_much(place))
                } else {
                    closure
                        .parameters
                        .iter()
                        .zip(arguments)
                        .for_each(|(pattern, value)| self.bind(pattern, value));
                    self.expression(&closure.body)
                };
                self.calls.pop();
                self.scope.restore(*sight, hidden);
                value
            }
            Callable::Function(function, sight) => {
                let name = &function.name;
                if !count(function.parameters.len()) {
                    let expected = function.parameters.len();
                    return self.report(lowering::argument_count(
                        place,
                        &name.text,
                        expected,
                        arguments.len(),
                    ));
                }
                if self.calls.contains(&name.text) {
                    return self.report(lowering::recursion(place, &name.text));
                }
                let Some(hidden) = self.scope.hide(*sight) else {
                    return self.report(lowering::escaped(place));
                };
                self.calls.push(name.text.clone());
                let value = if self.calls.len() > CALLS {
                    self.report(lowering::too_much(place))
                } else {
                    function
                        .parameters
                        .iter()
                        .zip(arguments)
                        .for_each(|(pattern, value)| self.bind(pattern, value));
                    self.function_body(function)
                };
                self.calls.pop();
                self.scope.restore(*sight, hidden);
                value
            }
        }
    }

    fn function_body(&mut self, function: &'a crate::syntax::Function) -> Result<Value<'a>> {
        match self.block(&function.body)? {
            Value::Tuple(members) if members.is_empty() => {
                self.report(lowering::no_value(function.name.place, &format!("`{}`", function.name)))
            }
            value => Ok(value),
        }
    }

    fn call_known(
        &mut self,
        place: Place,
        name: &'static str,
        arguments: Vec<Value<'a>>,
    ) -> Result<Value<'a>> {
        let expected = match name {
            "square" | "log_sum_exp" => 1,
            _ => 2,
        };
        if arguments.len() != expected {
            return self.report(lowering::argument_count(place, name, expected, arguments.len()));
        }
        let mut arguments = arguments.into_iter();
        let first = arguments.next();
        if name == "log_sum_exp" {
            let values = first.unwrap_or(Value::Tuple(Vec::new()));
            return self.log_sum_exp(place, values).map(Value::Number);
        }
        let second = arguments.next();
        self.each_entry(place, first, &mut |lowering, value| {
            let base = lowering.as_number(place, value)?;
            lowering.scalar_function(place, name, base, second.clone()).map(Value::Number)
        })
    }

    /// `square`, `powi`, `powf`, `max`, `min` of numbers.
    pub(super) fn scalar_function(
        &mut self,
        place: Place,
        name: &str,
        base: Number,
        second: Option<Value<'a>>,
    ) -> Result<Number> {
        match (name, second) {
            ("square", None) => self.power(place, base, 2),
            ("powi", Some(Value::Integer(exponent))) => match exponent.as_constant() {
                Some(exponent) => self.power(place, base, exponent),
                None => self.report(lowering::exponent(place, "powi")),
            },
            ("powi", Some(_)) => self.report(lowering::exponent(place, "powi")),
            ("powf", Some(exponent)) => {
                let exponent = self.as_number(place, exponent)?;
                self.real_power(place, base, &exponent)
            }
            ("max" | "min", Some(other)) => {
                let other = self.as_number(place, other)?;
                self.extreme(place, base, name == "max", other)
            }
            (name, second) => {
                let found = usize::from(second.is_some());
                self.report(lowering::argument_count(place, name, 1 - found, found))
            }
        }
    }

    /// A scalar function of a number, or of each entry of an array.
    pub(super) fn each_entry(
        &mut self,
        place: Place,
        value: Option<Value<'a>>,
        run: &mut dyn FnMut(&mut Self, Value<'a>) -> Result<Value<'a>>,
    ) -> Result<Value<'a>> {
        match value {
            Some(Value::Array(array)) => {
                let entry = run(self, *array.entry)?;
                let axes: Vec<Axis> = array.axes;
                Ok(Value::Array(Comprehension { axes, entry: Box::new(entry) }))
            }
            Some(value) => run(self, value),
            None => self.report(lowering::argument_count(place, "this function", 1, 0)),
        }
    }
}

/// The word and the place of a method.
pub(super) fn word(method: &Method) -> (&str, Place) {
    let Name { text, place } = &method.name;
    (text.as_str(), *place)
}
