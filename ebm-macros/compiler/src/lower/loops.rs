//! Sums: what a value becomes under loops and conditions, and loops whose ends depend on the state.

use super::arithmetic::is_infinite;
use super::condition::{Condition, Indicator};
use super::domains::mentions_state;
use super::integer::variables;
use super::iterator::Iteration;
use super::scope::Layer;
use super::value::{Axis, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Binder, Expr, Guard, Index, Operator, Range};

impl<'a> Lowering<'a, '_> {
    /// `from..to` where an end may depend on the state: then a condition in the longest loop there can be.
    pub(super) fn range_of(&mut self, place: Place, from: Index, to: Index) -> Result<Iteration<'a>> {
        if !mentions_state(&from) && !mentions_state(&to) {
            return Ok(self.range(from, to));
        }
        let Some(longest) = self.largest(&to).filter(|end| variables(end).is_empty()) else {
            return self.report(lowering::range_by_state(place));
        };
        let mut iteration = self.range(Index::default(), longest);
        if let Value::Integer(variable) = &iteration.item {
            let guards = [Guard::at_most(&from, variable), Guard::less(variable, &to)];
            iteration.layers.extend(
                guards.into_iter().filter(|guard| guard.form.as_constant().is_none()).map(Layer::Guard),
            );
        }
        Ok(Iteration { positions: None, ..iteration })
    }

    /// A value under loops and conditions, the innermost last.
    pub(super) fn summed(&mut self, place: Place, value: Expr, layers: &[Layer]) -> Result<Expr> {
        let mut value = value;
        for layer in layers.iter().rev() {
            self.pay(value.terms.len(), place)?;
            value = match layer {
                Layer::Binder(binder) => value.summed_over(binder, &self.fresh),
                Layer::Guard(guard) => value.guarded(guard),
                Layer::Cases(condition) => {
                    let mut sum = Expr::zero();
                    for case in &condition.cases {
                        sum = sum.plus(self.summed(place, value.clone(), &case.layers())?);
                    }
                    sum
                }
                Layer::Factor(Indicator { expr, guards }) => match (singular(&value), guards) {
                    (None, _) => self.product(place, Number::new(value), Number::new(expr.clone()))?.expr,
                    // a condition that multiplies by 0 or 1 must not meet an infinity
                    (Some(_), Some(condition)) => {
                        let layer = Layer::Cases(Condition::clone(condition));
                        self.summed(place, value, &[layer])?
                    }
                    (Some(function), None) => {
                        return self.report(lowering::singular_under_condition(place, function));
                    }
                },
            };
        }
        Ok(value)
    }

    /// A value summed over axes, the innermost last.
    pub(super) fn summed_over_axes(&mut self, place: Place, value: Expr, axes: &[Axis]) -> Result<Expr> {
        let binder = |axis: &Axis| {
            Layer::Binder(Binder {
                variable: axis.variable.clone(),
                range: Range::up_to(axis.extent.clone()),
            })
        };
        let layers: Vec<Layer> = axes.iter().map(binder).collect();
        axes.iter().for_each(|axis| self.sizes.span(&axis.extent));
        self.summed(place, value, &layers)
    }
}

/// What in the value may be infinite.
fn singular(value: &Expr) -> Option<&'static str> {
    let mut singular = is_infinite(value).then_some("INFINITY");
    value.visit_atoms(&mut |atom| {
        if let Atom::Apply { operator, .. } = atom
            && matches!(
                operator,
                Operator::Ln | Operator::Ln1p | Operator::Recip | Operator::Power(_) | Operator::Sqrt
            )
        {
            singular.get_or_insert(operator.name());
        }
    });
    singular
}
