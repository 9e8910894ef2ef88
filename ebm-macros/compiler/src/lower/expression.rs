//! Expressions, one arm for each kind.

use super::array::Operation;
use super::scope::Binding;
use super::statement::with_origin;
use super::value::{Callable, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Mistake, Place, lowering};
use crate::ir::{Expr, Index};
use crate::syntax::{BinaryOperator, Expression, ExpressionKind as Kind, Name, NumberType, Sign};

impl<'a> Lowering<'a, '_> {
    /// What an expression stands for.
    pub(super) fn expression(&mut self, written: &'a Expression) -> Result<Value<'a>> {
        let place = written.place;
        self.pay(1, place)?;
        match &written.kind {
            Kind::Number(value) if value.is_finite() => Ok(Value::number(Expr::number(*value))),
            Kind::Number(_) => self.report(lowering::not_finite(place)),
            Kind::Integer(value) => Ok(Value::Integer(Index::constant(*value))),
            Kind::Bool(truth) => Ok(Value::Condition(super::condition::Condition::constant(*truth))),
            Kind::Name(name) => self.name(place, name),
            Kind::Path(path) => self.path(place, path),
            Kind::Sum(members) => self.sum_of(written, members),
            Kind::Binary(operator, left, right) => self.binary(written, *operator, left, right),
            Kind::Negate(operand) => {
                let operand = self.expression(operand)?;
                let zero = Value::Integer(Index::default());
                match operand {
                    Value::Number(number) => Ok(Value::Number(number.scaled(-1.0))),
                    Value::Integer(_) | Value::Choice(_) => {
                        self.signed = true;
                        self.operate(written, Operation::Sum(Sign::Minus), zero, operand)
                    }
                    other => self.operate(written, Operation::Sum(Sign::Minus), zero, other),
                }
            }
            Kind::Not(operand) => {
                let value = self.expression(operand)?;
                let condition = self.as_condition(operand.place, value)?;
                self.small_condition(place, condition.negated()).map(Value::Condition)
            }
            Kind::Call(call) => self.call_expression(written, call),
            Kind::Method(method) => self.method(written, method),
            Kind::Index(base, indices) => {
                let base = self.expression(base);
                if base.is_err() {
                    indices.iter().for_each(|index| drop(self.expression(index)));
                }
                self.index(written, base?, indices)
            }
            Kind::Field(base, member) => match self.expression(base)? {
                Value::Tuple(members) if *member < members.len() => Ok(members[*member].clone()),
                other => self.report(lowering::member(place, other.kind())),
            },
            Kind::Tuple(members) | Kind::List(members) => {
                let values: Vec<Result<Value>> =
                    members.iter().map(|member| self.expression(member)).collect();
                values.into_iter().collect::<Result<Vec<_>>>().map(Value::Tuple)
            }
            Kind::Cast(operand, number) => self.cast(operand, *number),
            Kind::Range { from, to, inclusive } => {
                let (Some(from), Some(to)) = (from, to) else {
                    return self.report(lowering::open_range(place));
                };
                let (from, to) = (self.integer(from), self.integer(to));
                let (from, to) = (from?, to?);
                let to = if *inclusive { &to + &Index::constant(1) } else { to };
                Ok(Value::Iterator(Box::new(self.range_of(place, from, to)?)))
            }
            Kind::Closure(closure) => Ok(Value::Function(Callable::Closure(closure, self.scope.sight()))),
            Kind::If(choice) => self.choice(place, choice),
            Kind::Block(block) => self.block(block),
            Kind::Mistake(reported) => Err(*reported),
        }
    }

    fn name(&mut self, place: Place, name: &str) -> Result<Value<'a>> {
        match self.scope.find(name).cloned() {
            Some(Binding::Value(Value::Array(array))) => Ok(Value::Array(self.freshened(array))),
            Some(Binding::Value(value)) => Ok(value),
            Some(Binding::Accumulator(id)) if self.accumulators[id].open > 0 => {
                self.report(lowering::read_while_summed(place, name))
            }
            Some(Binding::Accumulator(id)) if self.accumulators[id].whole => {
                Ok(Value::Whole(self.accumulated(id)))
            }
            Some(Binding::Accumulator(id)) => Ok(Value::Number(self.accumulated(id))),
            Some(Binding::Path(path)) => self.path(place, path),
            Some(Binding::Mistake(reported)) => Err(reported),
            None => match self.known_function(name) {
                Some(callable) => Ok(Value::Function(callable)),
                None => {
                    let mistake: Mistake = lowering::unknown_name(place, name, self.scope.names());
                    self.report(mistake)
                }
            },
        }
    }

    /// `std::f64::consts::PI`, `f64::tanh`, `ebm::prelude::softplus`.
    fn path(&mut self, place: Place, path: &[Name]) -> Result<Value<'a>> {
        let words: Vec<&str> = path.iter().map(|name| name.text.as_str()).collect();
        let found = match words.as_slice() {
            [.., "consts", constant] => constant_of(constant).map(|value| Value::number(Expr::number(value))),
            [.., "f32", "EPSILON"] => Some(Value::number(Expr::number(f64::from(f32::EPSILON)))),
            [.., "f64", "EPSILON"] => Some(Value::number(Expr::number(f64::EPSILON))),
            // where it forbids a state is checked at the end
            [.., "f32" | "f64", "INFINITY"] => Some(Value::number(Expr::number(f64::INFINITY))),
            [.., "f32" | "f64", "NEG_INFINITY"] => Some(Value::number(Expr::number(f64::NEG_INFINITY))),
            [.., "f32" | "f64", "NAN"] => return self.report(lowering::not_finite(place)),
            [.., "f32" | "f64" | "prelude" | "ebm", function] => {
                self.known_function(function).map(Value::Function)
            }
            _ => None,
        };
        match found {
            Some(value) => Ok(value),
            None => self.report(lowering::unknown_path(place, &words.join("::"))),
        }
    }

    /// `a + b − c`: all members, then the sum of those that could be followed.
    fn sum_of(&mut self, written: &Expression, members: &'a [(Sign, Expression)]) -> Result<Value<'a>> {
        let values: Vec<(Sign, Place, Result<Value>)> =
            members.iter().map(|(sign, member)| (*sign, member.place, self.expression(member))).collect();
        let mut sum: Option<Value> = None;
        for (sign, place, value) in values {
            let value = match value? {
                Value::Number(number) => {
                    Value::Number(Number { expr: with_origin(number.expr, place), view: number.view })
                }
                other => other,
            };
            sum = Some(match sum {
                None => value,
                Some(before) => self.operate(written, Operation::Sum(sign), before, value)?,
            });
        }
        Ok(sum.unwrap_or_else(|| Value::number(Expr::zero())))
    }

    fn binary(
        &mut self,
        written: &Expression,
        operator: BinaryOperator,
        left: &'a Expression,
        right: &'a Expression,
    ) -> Result<Value<'a>> {
        let (a, b) = (self.expression(left), self.expression(right));
        let (a, b) = (a?, b?);
        match operator {
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => {
                self.operate(written, Operation::Product(operator), a, b)
            }
            BinaryOperator::And | BinaryOperator::Or => {
                let (a, b) = (self.as_condition(left.place, a)?, self.as_condition(right.place, b)?);
                let condition = if operator == BinaryOperator::And { a.and(&b) } else { a.or(&b) };
                self.small_condition(written.place, condition).map(Value::Condition)
            }
            _ => self.comparison(written, operator, &a, &b).map(Value::Condition),
        }
    }

    fn cast(&mut self, operand: &'a Expression, number: NumberType) -> Result<Value<'a>> {
        let place = operand.place;
        let value = self.expression(operand)?;
        self.signed |= number == NumberType::Integer;
        match (number, value) {
            (NumberType::Mistake(reported), _) => Err(reported),
            (NumberType::Float(_), Value::Condition(_)) => {
                self.report(lowering::wrong_kind(place, "a condition", "a number"))
            }
            (NumberType::Float(_), value) => Ok(Value::Number(self.as_number(place, value)?)),
            (_, value @ (Value::Integer(_) | Value::Choice(_) | Value::Whole(_))) => Ok(value),
            (_, Value::Condition(condition)) => {
                // `true` is 1 and `false` is 0.
                let mut cases = Vec::new();
                for (truth, condition) in [(1, condition.clone()), (0, condition.negated())] {
                    for case in self.small_condition(place, condition)?.cases {
                        let Some(guards) = case.as_guards() else {
                            return self.report(lowering::index_from_number(place, operand));
                        };
                        cases.extend(guards.into_iter().map(|guards| (guards, Index::constant(truth))));
                    }
                }
                Ok(Value::Choice(cases))
            }
            (NumberType::Inferred, value) => Ok(value),
            (_, Value::Number(number)) => match self.cast_to_whole(&number) {
                Some(value) => Ok(value),
                None => self.report(lowering::index_from_number(place, operand)),
            },
            (_, other) => self.report(lowering::wrong_kind(place, other.kind(), "an index")),
        }
    }
}

/// The constants of `std::f64::consts`. In an energy of `f32` they are rounded where the code is emitted.
fn constant_of(name: &str) -> Option<f64> {
    use std::f64::consts;
    Some(match name {
        "PI" => consts::PI,
        "TAU" => consts::TAU,
        "E" => consts::E,
        "LN_2" => consts::LN_2,
        "LN_10" => consts::LN_10,
        "LOG2_E" => consts::LOG2_E,
        "LOG10_E" => consts::LOG10_E,
        "LOG2_10" => consts::LOG2_10,
        "LOG10_2" => consts::LOG10_2,
        "SQRT_2" => consts::SQRT_2,
        "FRAC_1_SQRT_2" => consts::FRAC_1_SQRT_2,
        "FRAC_1_PI" => consts::FRAC_1_PI,
        "FRAC_2_PI" => consts::FRAC_2_PI,
        "FRAC_2_SQRT_PI" => consts::FRAC_2_SQRT_PI,
        "FRAC_PI_2" => consts::FRAC_PI_2,
        "FRAC_PI_3" => consts::FRAC_PI_3,
        "FRAC_PI_4" => consts::FRAC_PI_4,
        "FRAC_PI_6" => consts::FRAC_PI_6,
        "FRAC_PI_8" => consts::FRAC_PI_8,
        _ => return None,
    })
}
