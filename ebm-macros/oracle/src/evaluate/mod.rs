//! The direct evaluator: a function's statements, one by one, in f64, as rustc's code would run them.

mod scalar;
mod vector;

use crate::instance::{Array, Entries, Instance};
use crate::tree::*;
use std::fmt;
use std::rc::Rc;

/// What an evaluation found.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The energy.
    pub value: f64,
    /// The sign of every number at which a slope jumps (the argument of `abs`, the difference of `max` and `min`), in
    /// order: where two points agree in these, no kink lies between them on any branch that was taken.
    pub kinks: Vec<i8>,
    /// The largest number met on the way, at least 1: rounding errors are in proportion to it.
    pub scale: f64,
}

/// Why a function has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An index outside its axis.
    OutOfRange,
    /// A `usize` below zero.
    Underflow,
    /// `% 0` or `/ 0` on integers.
    ZeroDivisor,
    /// Arrays whose shapes do not fit.
    Shape,
    /// A number that is not finite or too large to compare well.
    Magnitude,
    /// Too many steps for a test.
    Budget,
    /// A name that is not in scope or of another kind: a mistake of the generator.
    Name(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "`{name}` is not in scope as it is used"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Fault {}

/// Numbers beyond this are refused: their rounding would drown the comparison.
const LARGEST: f64 = 1e4;
/// Steps after which a case is too slow for a test.
const BUDGET: usize = 20_000;

/// The energy of an instance.
pub fn evaluate(function: &Function, instance: &Instance) -> Result<Evaluation, Fault> {
    let scope = function.arguments.iter().map(|argument| {
        let array = &instance.arrays[&argument.name];
        let value = match (&argument.role, &array.entries) {
            (Role::Size(_), Entries::Integers(values)) => Value::Integer(values[0]),
            (_, Entries::Numbers(values)) if array.shape.is_empty() => Value::Number(values[0]),
            _ => Value::Array(Rc::new(array.clone())),
        };
        (argument.name.clone(), value)
    });
    let helpers = &function.helpers;
    let mut machine = Machine { helpers, scope: scope.collect(), kinks: Vec::new(), scale: 1.0, steps: 0 };
    machine.run(&function.body)?;
    let value = machine.scalar(&function.result)?;
    Ok(Evaluation { value, kinks: machine.kinks, scale: machine.scale })
}

/// What a name stands for.
#[derive(Clone, Debug)]
enum Value {
    Number(f64),
    Integer(i64),
    Array(Rc<Array>),
}

struct Machine<'a> {
    helpers: &'a [Helper],
    /// Innermost last.
    scope: Vec<(String, Value)>,
    kinks: Vec<i8>,
    scale: f64,
    steps: usize,
}

impl<'a> Machine<'a> {
    fn look(&self, name: &str) -> Result<&Value, Fault> {
        let found = self.scope.iter().rev().find(|(other, _)| other == name);
        found.map(|(_, value)| value).ok_or_else(|| Fault::Name(name.to_owned()))
    }

    fn array(&self, name: &str) -> Result<Rc<Array>, Fault> {
        match self.look(name)? {
            Value::Array(array) => Ok(array.clone()),
            Value::Number(_) | Value::Integer(_) => Err(Fault::Name(name.to_owned())),
        }
    }

    fn bind(&mut self, name: &str, value: Value) {
        self.scope.push((name.to_owned(), value));
    }

    fn step(&mut self) -> Result<(), Fault> {
        self.steps += 1;
        if self.steps > BUDGET { Err(Fault::Budget) } else { Ok(()) }
    }

    /// Runs statements and leaves their bindings in scope.
    fn run(&mut self, statements: &[Statement]) -> Result<(), Fault> {
        for statement in statements {
            self.step()?;
            match statement {
                Statement::Let(name, value) | Statement::Accumulator(name, value) => {
                    let value = self.scalar(value)?;
                    self.bind(name, Value::Number(value));
                }
                Statement::LetInteger(name, value) => {
                    let value = self.integer(value)?;
                    self.bind(name, Value::Integer(value));
                }
                Statement::LetShape(names, array) => {
                    let shape = self.array(array)?.shape.clone();
                    for (name, extent) in names.iter().zip(shape) {
                        self.bind(name, Value::Integer(extent as i64));
                    }
                }
                Statement::LetArray(name, value) => {
                    let value = self.vector(value)?;
                    self.bind(name, Value::Array(Rc::new(value)));
                }
                Statement::Accumulate { name, minus, value } => {
                    let value = self.scalar(value)?;
                    let place = self.scope.iter_mut().rev().find(|(other, _)| other == name);
                    let Some((_, Value::Number(total))) = place else {
                        return Err(Fault::Name(name.clone()));
                    };
                    *total += if *minus { -value } else { value };
                    let total = *total;
                    self.checked(total)?;
                }
                Statement::For(over, body) => {
                    self.each(over, &mut |machine| machine.block(body))?;
                }
                Statement::If(condition, then, otherwise) => {
                    let branch = if self.holds(condition)? { then } else { otherwise };
                    self.block(branch)?;
                }
            }
        }
        Ok(())
    }

    fn block(&mut self, statements: &[Statement]) -> Result<(), Fault> {
        let outside = self.scope.len();
        self.run(statements)?;
        self.scope.truncate(outside);
        Ok(())
    }

    /// Does something for each value of an iteration, with its names in scope.
    fn each(
        &mut self,
        over: &Iteration,
        body: &mut dyn FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let outside = self.scope.len();
        for bindings in self.bindings(over)? {
            self.step()?;
            self.scope.extend(bindings);
            body(self)?;
            self.scope.truncate(outside);
        }
        Ok(())
    }

    /// What each round of an iteration binds.
    fn bindings(&mut self, over: &Iteration) -> Result<Vec<Vec<(String, Value)>>, Fault> {
        match over {
            Iteration::Range { name, from, to, inclusive, reversed, step } => {
                let (from, to) = (self.integer(from)?, self.integer(to)?);
                let mut values: Vec<i64> = (from..to + i64::from(*inclusive)).collect();
                if *reversed {
                    values.reverse();
                }
                let values = values.into_iter().step_by(step.unwrap_or(1));
                Ok(values.map(|value| vec![(name.clone(), Value::Integer(value))]).collect())
            }
            Iteration::Entries { list, names, position } => {
                let array = self.array(list)?;
                let Entries::Integers(values) = &array.entries else { return Err(Fault::Name(list.clone())) };
                let rounds = values.chunks(names.len()).enumerate().map(|(place, entry)| {
                    let members = names.iter().cloned().zip(entry.iter().map(|&value| Value::Integer(value)));
                    members.chain(placed(position, place)).collect()
                });
                Ok(rounds.collect())
            }
            Iteration::Values { arrays, names, position } => {
                let arrays: Vec<Rc<Array>> =
                    arrays.iter().map(|array| self.array(array)).collect::<Result<_, _>>()?;
                // zip stops at the shorter one
                let length = arrays.iter().map(|array| array.count()).min().unwrap_or(0);
                let round = |place: usize| {
                    let entries = arrays.iter().map(|array| match &array.entries {
                        Entries::Numbers(values) => Value::Number(values[place]),
                        Entries::Integers(values) => Value::Integer(values[place]),
                    });
                    names.iter().cloned().zip(entries).chain(placed(position, place)).collect()
                };
                Ok((0..length).map(round).collect())
            }
        }
    }

    fn integer(&mut self, integer: &Integer) -> Result<i64, Fault> {
        let value = match integer {
            Integer::Constant(value) => *value as i64,
            Integer::Name(name) => match self.look(name)? {
                Value::Integer(value) => *value,
                Value::Number(_) | Value::Array(_) => return Err(Fault::Name(name.clone())),
            },
            Integer::Length(array, axis, _) => {
                *self.array(array)?.shape.get(*axis).ok_or(Fault::Shape)? as i64
            }
            Integer::Add(a, b) => self.integer(a)? + self.integer(b)?,
            Integer::Subtract(a, b) => self.integer(a)? - self.integer(b)?,
            Integer::Multiply(a, b) => self.integer(a)? * self.integer(b)?,
            Integer::Remainder(a, b) => {
                self.integer(a)?.checked_rem(self.integer(b)?).ok_or(Fault::ZeroDivisor)?
            }
            Integer::Divide(a, b) => {
                self.integer(a)?.checked_div(self.integer(b)?).ok_or(Fault::ZeroDivisor)?
            }
            Integer::Entry(list, place, member) => {
                let array = self.array(list)?;
                let Entries::Integers(values) = &array.entries else { return Err(Fault::Name(list.clone())) };
                let place = self.integer(place)?;
                if place < 0 || place as usize >= array.count() {
                    return Err(Fault::OutOfRange);
                }
                let width = values.len() / array.count();
                values[place as usize * width + member.unwrap_or(0)]
            }
            Integer::Site(name, indices) => self.read(name, indices)? as i64,
            Integer::Total(name, _) => self.array(name)?.values().iter().sum::<f64>() as i64,
            Integer::Helper(name, arguments) => {
                let arguments: Vec<Value> = arguments
                    .iter()
                    .map(|a| self.integer(a).map(Value::Integer))
                    .collect::<Result<_, _>>()?;
                let helper = self.helper(name)?;
                let HelperBody::Integer(body) = &helper.body else { return Err(Fault::Name(name.clone())) };
                self.inside(helper, arguments, |machine| machine.integer(body))?
            }
        };
        if value < 0 { Err(Fault::Underflow) } else { Ok(value) }
    }

    fn holds(&mut self, condition: &Condition) -> Result<bool, Fault> {
        match condition {
            Condition::Compare(comparison, a, b) => {
                let (a, b) = (self.integer(a)?, self.integer(b)?);
                Ok(match comparison {
                    Comparison::Equal => a == b,
                    Comparison::NotEqual => a != b,
                    Comparison::Less => a < b,
                    Comparison::LessEqual => a <= b,
                    Comparison::Greater => a > b,
                    Comparison::GreaterEqual => a >= b,
                })
            }
            Condition::Same { equal, left, right } => {
                Ok((self.scalar(left)? == self.scalar(right)?) == *equal)
            }
            // the right side runs only where the left does not decide, as in Rust
            Condition::And(a, b) => Ok(self.holds(a)? && self.holds(b)?),
            Condition::Or(a, b) => Ok(self.holds(a)? || self.holds(b)?),
            Condition::Not(a) => Ok(!self.holds(a)?),
        }
    }

    fn helper(&self, name: &str) -> Result<&'a Helper, Fault> {
        let found = self.helpers.iter().find(|helper| helper.name == name);
        found.ok_or_else(|| Fault::Name(name.to_owned()))
    }

    /// Runs a helper: nothing but its parameters is in scope.
    fn inside<T>(
        &mut self,
        helper: &Helper,
        arguments: Vec<Value>,
        run: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let own = helper.parameters.iter().cloned().zip(arguments).collect();
        let outside = std::mem::replace(&mut self.scope, own);
        let value = run(self);
        self.scope = outside;
        value
    }

    /// Notes how large a number is and refuses it if that is too much.
    fn checked(&mut self, value: f64) -> Result<f64, Fault> {
        self.scale = self.scale.max(value.abs());
        if value.abs() <= LARGEST { Ok(value) } else { Err(Fault::Magnitude) }
    }

    /// Notes on which side of a kink a number is.
    fn kink(&mut self, at: f64) {
        self.kinks.push(if at == 0.0 { 0 } else { at.signum() as i8 });
    }
}

fn placed(position: &Option<String>, place: usize) -> Option<(String, Value)> {
    position.clone().map(|name| (name, Value::Integer(place as i64)))
}

#[cfg(test)]
mod tests;
