//! What an expression can stand for while it is lowered.
//!
//! Everything is symbolic in the variables of the loops around it. An array is a comprehension: its axes, and
//! its entry as an expression in them. So an argument, `x.t()`, `w.dot(&x)` and `u.mapv(softplus)` are one
//! kind of thing, indexing is substitution, and nothing needs a rule for each spelling.

use super::condition::Condition;
use super::iterator::Iteration;
use crate::ir::{Expr, Guard, Index, Operator, Variable};
use crate::syntax;

/// The meaning of an expression.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// A real number.
    Number(Number),
    /// An index or a size.
    Integer(Index),
    /// An integer that depends on conditions, of which exactly one holds.
    Choice(Vec<(Vec<Guard>, Index)>),
    /// A `usize` that is no linear form: a sum of codes.
    Whole(Number),
    /// An array.
    Array(Comprehension<'a>),
    /// Something that can be looped over.
    Iterator(Box<Iteration<'a>>),
    /// `(a, b)`, and the shape of an array.
    Tuple(Vec<Value<'a>>),
    /// A truth value.
    Condition(Condition),
    /// Something that can be called.
    Function(Callable<'a>),
}

/// Values under conditions of which exactly one holds.
pub(super) type Cases<'a> = Vec<(Vec<Guard>, Value<'a>)>;

/// A real number.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Its value.
    pub(super) expr: Expr,
    /// Under which of the user's names it is known, if it is more than a few products.
    pub(super) view: Option<View>,
}

/// `scale · name[indices]`: an entry of something that the user gave a name.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// Which of the names in `Naming`.
    pub(super) id: usize,
    /// One for each axis.
    pub(super) indices: Vec<Index>,
    /// A factor.
    pub(super) scale: f64,
}

/// `[entry for each value of the axes]`.
#[derive(Clone, Debug)]
pub(super) struct Comprehension<'a> {
    /// Outermost first.
    pub(super) axes: Vec<Axis>,
    /// The entry, in terms of the axes' variables.
    pub(super) entry: Box<Value<'a>>,
}

/// An axis: `variable` runs over `0..extent`.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// Its variable.
    pub(super) variable: Variable,
    /// Its length.
    pub(super) extent: Index,
}

/// Something that can be called.
#[derive(Clone, Debug)]
pub(super) enum Callable<'a> {
    /// `|i| …`, with the number of names that it sees.
    Closure(&'a syntax::Closure, Sight),
    /// A nested `fn`.
    Function(&'a syntax::Function, Sight),
    /// A function of the prelude or of `f32` and `f64`, by its name there.
    Known(&'static str),
    /// A scalar function.
    Operator(Operator),
}

/// Which names a function sees: those below `names`, of which the last was the `serial`-th ever bound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    /// How many names.
    pub(super) names: usize,
    /// Which was the last of them.
    pub(super) serial: usize,
}

impl Number {
    pub(super) fn new(expr: Expr) -> Number {
        Number { expr, view: None }
    }

    /// The number it is, if it mentions nothing.
    pub(super) fn as_constant(&self) -> Option<f64> {
        constant(&self.expr)
    }

    pub(super) fn scaled(&self, factor: f64) -> Number {
        let view = self.view.clone().map(|view| View { scale: view.scale * factor, ..view });
        Number { expr: self.expr.scaled(factor), view }
    }

    fn substitute(&self, variable: &Variable, form: &Index) -> Number {
        let view = self.view.clone().map(|view| View {
            indices: view.indices.iter().map(|index| index.substitute(variable, form)).collect(),
            ..view
        });
        Number { expr: self.expr.substitute(variable, form), view }
    }
}

/// The number an expression is, if it mentions nothing.
pub(super) fn constant(expr: &Expr) -> Option<f64> {
    match expr.terms.as_slice() {
        [] => Some(0.0),
        [term] if term.factors.is_empty() && term.binders.is_empty() && term.guards.is_empty() => {
            Some(term.coefficient)
        }
        _ => None,
    }
}

impl<'a> Value<'a> {
    pub(super) fn number(expr: Expr) -> Value<'a> {
        Value::Number(Number::new(expr))
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "a number",
            Value::Integer(_) | Value::Choice(_) | Value::Whole(_) => "an index",
            Value::Array(array) if array.axes.len() == 1 => "a vector",
            Value::Array(array) if array.axes.len() == 2 => "a matrix",
            Value::Array(_) => "an array",
            Value::Iterator(_) => "an iterator",
            Value::Tuple(members) if members.is_empty() => "nothing",
            Value::Tuple(_) => "a tuple or a list",
            Value::Condition(_) => "a condition",
            Value::Function(_) => "a function",
        }
    }

    /// The value with a variable replaced.
    pub(super) fn substitute(&self, variable: &Variable, form: &Index) -> Value<'a> {
        match self {
            Value::Number(number) => Value::Number(number.substitute(variable, form)),
            Value::Integer(index) => Value::Integer(index.substitute(variable, form)),
            Value::Whole(number) => Value::Whole(number.substitute(variable, form)),
            Value::Choice(cases) => Value::Choice(
                cases
                    .iter()
                    .map(|(guards, index)| {
                        (substitute_guards(guards, variable, form), index.substitute(variable, form))
                    })
                    .collect(),
            ),
            Value::Array(array) => Value::Array(Comprehension {
                axes: array
                    .axes
                    .iter()
                    .map(|axis| Axis {
                        variable: axis.variable.clone(),
                        extent: axis.extent.substitute(variable, form),
                    })
                    .collect(),
                entry: Box::new(array.entry.substitute(variable, form)),
            }),
            Value::Iterator(iteration) => Value::Iterator(Box::new(iteration.substitute(variable, form))),
            Value::Tuple(members) => {
                Value::Tuple(members.iter().map(|member| member.substitute(variable, form)).collect())
            }
            Value::Condition(condition) => Value::Condition(condition.substitute(variable, form)),
            Value::Function(callable) => Value::Function(callable.clone()),
        }
    }
}

pub(super) fn substitute_guards(guards: &[Guard], variable: &Variable, form: &Index) -> Vec<Guard> {
    guards
        .iter()
        .map(|guard| Guard { relation: guard.relation, form: guard.form.substitute(variable, form) })
        .collect()
}
