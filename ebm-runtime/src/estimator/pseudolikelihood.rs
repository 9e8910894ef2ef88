//! Pseudolikelihood: every site given the rest.

use super::{Deterministic, Estimator, FitError};
use crate::average;
use crate::data::{DataError, Examples};
use crate::infinity::Infinity;
use crate::lanes::{Lane, Lanes};
use crate::model::{ParamGradient, PseudolikelihoodObjective};
use crate::setting::SettingsOf;
use crate::workspace::Workspace;

/// Minimises the mean of −Σ_s log p(x_s ∣ rest), which needs no Z.
///
/// # Exactness
/// Consistent: on data from the model it tends to the true parameters, with more variance than maximum likelihood.
///
/// # Cost
/// All local differences of every example for each evaluation, shared among all threads. Repeated examples are merged
/// first.
///
/// # References
/// Besag 1975, *Statistical Analysis of Non-Lattice Data*, The Statistician 24.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Pseudolikelihood {
    /// A in (A/2) Σ θ², added to the mean objective; tied parameters count once.
    pub l2: f64,
}

/// The mean log-pseudolikelihood Σ_s log p(x_s ∣ rest) of examples, in nats an example; what [`Pseudolikelihood`]
/// maximises. Computed in `f64`.
///
/// # Errors
/// Data of another shape or domain than the model.
pub fn log_pseudolikelihood<M: PseudolikelihoodObjective>(
    model: &M,
    data: &Examples,
) -> Result<f64, DataError> {
    data.check(model.layout())?;
    let theta = model.theta_f64();
    let sum = average::sum(data, 1, |x: &[Lanes<f64>], weight, out, work| {
        out[0] += (model.pseudolikelihood(&theta, x, work) * weight).total();
    });
    Ok(-sum[0] / data.total_weight())
}

impl Pseudolikelihood {
    /// The same estimator with another penalty.
    #[must_use]
    pub fn with_l2(self, l2: f64) -> Self {
        Self { l2 }
    }
}

impl<M: PseudolikelihoodObjective + ParamGradient> Estimator<M> for Pseudolikelihood {
    /// The examples, repeated ones merged.
    type State = Examples;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "pseudolikelihood"
    }

    fn measure(&self) -> &'static str {
        "nats an example (negative log-pseudolikelihood)"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn start(&self, _: &M, data: &Examples) -> Result<Examples, FitError> {
        SettingsOf("Pseudolikelihood").not_negative("l2", self.l2)?;
        Ok(data.compact())
    }

    fn part(&self, _: &M, data: &Examples, rows: &[usize]) -> Option<Result<Examples, FitError>> {
        Some(data.select(rows.iter().copied()).map_err(FitError::from))
    }

    fn evaluate(&self, model: &M, data: &mut Examples, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let sums = average::sum(data, 1 + theta.len(), |x: &[Lanes<f64>], weight, out, work| {
            let (value, raw) = out.split_at_mut(1);
            value[0] += (model.pseudolikelihood_gradient(theta, x, weight, raw, work) * weight).total();
        });
        let total = data.total_weight();
        for (slope, sum) in gradient.iter_mut().zip(&sums[1..]) {
            *slope = sum / total;
        }
        sums[0] / total
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, model: &M, data: &Examples) -> Infinity {
        Infinity::of_neighbours(model, data)
    }
}
