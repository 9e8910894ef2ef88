//! Sums: what a value becomes under loops and conditions.

use super::scope::Layer;
use super::value::{Axis, Number};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Binder, Expr, Operator, Range};

impl Lowering<'_, '_> {
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
                Layer::Factor(factor) => {
                    self.check_finite_where_zero(place, &value)?;
                    self.product(place, Number::new(value), Number::new(factor.clone()))?.expr
                }
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

    /// A condition that multiplies by 0 or 1 must not meet an infinity.
    fn check_finite_where_zero(&mut self, place: Place, value: &Expr) -> Result<()> {
        let mut singular = None;
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
        match singular {
            Some(function) => self.report(lowering::singular_under_condition(place, function)),
            None => Ok(()),
        }
    }
}
