//! ln Σ exp: a let of its own kind, so that its derivative is a softmax and nothing overflows.

use super::iterator::Iteration;
use super::naming::Frame;
use super::scope::Layer;
use super::value::{Number, Value};
use super::{Lowering, Result, forms};
use crate::errors::{Place, lowering};
use crate::ir::{Binder, Definition, Expr, Guard, Index, Let, Range, Variable};

/// What the sum runs over.
type Over = Vec<(Variable, Index)>;

impl<'a> Lowering<'a, '_> {
    /// `log_sum_exp(&[a, b])`, `log_sum_exp(&u)`, `log_sum_exp((0..n).map(|k| …))`.
    pub(super) fn log_sum_exp(&mut self, place: Place, values: Value<'a>) -> Result<Number> {
        let (over, body) = match values {
            Value::Tuple(members) => self.one_of(place, members)?,
            other => {
                let iteration = self.iterate(place, other)?;
                self.all_of(place, iteration)?
            }
        };
        self.soft_maximum(place, over, body)
    }

    /// Values that are written out: which of them is a variable.
    fn one_of(&mut self, place: Place, members: Vec<Value<'a>>) -> Result<(Over, Expr)> {
        let count = Index::constant(members.len() as i64);
        let which = self.variable("q", Range::up_to(count.clone()));
        let mut body = Number::new(Expr::zero());
        for (position, member) in members.into_iter().enumerate() {
            let number = self.as_number(place, member)?;
            let number = self.without_loops(place, number)?;
            let here = Guard::equal(&Index::variable(&which), &Index::constant(position as i64));
            body = self.plus(place, body, Number::new(number.expr.guarded(&here)))?;
        }
        Ok((vec![(which, count)], body.expr))
    }

    /// Values that a loop gives, each variable of which is made to start at 0.
    fn all_of(&mut self, place: Place, iteration: Iteration<'a>) -> Result<(Over, Expr)> {
        let mut iteration = iteration;
        let mut over = Vec::new();
        for level in 0..iteration.layers.len() {
            let Layer::Binder(Binder { variable, range: Range::Span { lower, upper } }) =
                iteration.layers[level].clone()
            else {
                return self.report(lowering::log_sum_exp_under_condition(place));
            };
            let ([] | [_], [upper]) = (lower.as_slice(), upper.as_slice()) else {
                return self.report(lowering::log_sum_exp_under_condition(place));
            };
            let start = lower.first().cloned().unwrap_or_default();
            let rounds = self.small(place, upper - &start)?;
            let own = self.variable(variable.name(), Range::up_to(rounds.clone()));
            let at = self.small(place, &start + &Index::variable(&own))?;
            iteration = iteration.substitute(&variable, &at);
            over.push((own, rounds));
        }
        let layers: Vec<Layer> = over
            .iter()
            .map(|(variable, rounds)| {
                Layer::Binder(Binder { variable: variable.clone(), range: Range::up_to(rounds.clone()) })
            })
            .collect();
        let body = self.under(&layers, |lowering| {
            let number = lowering.as_number(place, iteration.item)?;
            lowering.without_loops(place, number)
        })?;
        Ok((over, body.expr))
    }

    fn without_loops(&mut self, place: Place, number: Number) -> Result<Number> {
        if number.expr.has_binders() { self.named(place, &number) } else { Ok(number) }
    }

    /// ln Σ_over exp(body) as a read of a let.
    fn soft_maximum(&mut self, place: Place, over: Over, body: Expr) -> Result<Number> {
        let guards: Vec<Guard> = self.guards().cloned().collect();
        let bounds = over.iter().flat_map(|(_, bound)| super::integer::variables(bound));
        let free = super::naming::free_variables(&body).into_iter().chain(bounds);
        let mut axes: Vec<Variable> = free.filter(|free| over.iter().all(|(own, _)| own != free)).collect();
        axes.sort();
        axes.dedup();
        let Frame { axes, extents, guards } = match self.frame(&body, &guards, axes) {
            Ok(frame) => frame,
            Err(unbounded) => return self.report(lowering::unbounded(place, unbounded.name())),
        };
        let mut body = guards.iter().fold(self.protected(&body), |body, guard| body.guarded(guard));
        self.pay(1 + body.terms.len(), place)?;
        let mut binders = Vec::new();
        let mut own_over = Vec::new();
        let mut bounds: Vec<Index> = over.iter().map(|(_, bound)| bound.clone()).collect();
        for (axis, extent) in axes.iter().zip(&extents) {
            let own = self.fresh.like(axis);
            self.ranges.insert(own.clone(), Range::up_to(extent.clone()));
            body = body.substitute(axis, &Index::variable(&own));
            bounds.iter_mut().for_each(|bound| *bound = bound.substitute(axis, &Index::variable(&own)));
            binders.push((own, extent.clone()));
        }
        for (level, (variable, _)) in over.iter().enumerate() {
            let own = self.fresh.like(variable);
            let renamed = Index::variable(&own);
            body = body.substitute(variable, &renamed);
            bounds.iter_mut().for_each(|bound| *bound = bound.substitute(variable, &renamed));
            self.ranges.insert(own.clone(), Range::up_to(bounds[level].clone()));
            own_over.push((own, bounds[level].clone()));
        }
        let definition = Definition::LogSumExp { over: own_over, body };
        let id = self.program.add_let(Let { name: "log_sum".to_owned(), binders, definition });
        Ok(Number::new(Expr::read_let(id, forms(&axes))))
    }
}
