//! Exact maximum likelihood: the ceiling for all other estimators.

use super::{Deterministic, Estimator, FitError, penalty};
use crate::average;
use crate::data::Examples;
use crate::domain::FiniteSpace;
use crate::exact::{MAX_SITES, States};
use crate::infinity::{Infinity, Objective};
use crate::lanes::{Lane, Lanes};
use crate::model::{Local, Model, ParamGradient};

/// Minimises the mean negative log-likelihood, with log Z by enumeration:
///
/// ```text
/// L(θ) = Σ w E(x; θ) / Σ w + log Z(θ),    ∂L/∂θ = Σ w ∂E/∂θ / Σ w − E_p[∂E/∂θ]
/// ```
///
/// # Cost
/// 2ⁿ energies and gradients for each evaluation, shared among all threads: n ≤ 20 is comfortable. Repeated examples are
/// merged first.
///
/// # References
/// The estimator is Fisher's; for energies that are linear in θ the objective is convex, and its minimum matches the
/// moments of the data (Wainwright & Jordan 2008, *Graphical Models, Exponential Families, and Variational Inference*,
/// proposition 3.1 and section 6.1).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MaximumLikelihood {
    /// A in (A/2) Σ θ², added to the mean objective; tied parameters count once.
    pub l2: f64,
    /// Models with more states than 2 to this power are refused: more two-valued sites, or fewer of more values.
    pub max_sites: usize,
}

impl Default for MaximumLikelihood {
    fn default() -> Self {
        Self { l2: 0.0, max_sites: MAX_SITES }
    }
}

impl MaximumLikelihood {
    /// The same estimator with another penalty.
    #[must_use]
    pub fn with_l2(self, l2: f64) -> Self {
        Self { l2, ..self }
    }
}

impl<M: Local + ParamGradient> Estimator<M> for MaximumLikelihood
where
    <M as Model>::Space: FiniteSpace,
{
    /// The examples, repeated ones merged.
    type State = Examples;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "maximum_likelihood"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Examples, FitError> {
        States::new(model, self.max_sites)?;
        penalty(self.l2)?;
        Ok(data.compact())
    }

    fn evaluate(&self, model: &M, data: &mut Examples, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let states = States::new(model, self.max_sites);
        let Some((states, log_z)) =
            states.ok().and_then(|states| Some((states.clone(), states.log_z(theta).ok()?)))
        else {
            return f64::NAN; // energies overflow at a trial point: a wall for the line search
        };
        let beta = Lanes::one();
        let observed = average::sum(data, 1 + theta.len(), |x: &[Lanes<f64>], weight, out, work| {
            out[0] += (model.energy(theta, x, beta, work) * weight).total();
            model.param_gradient(theta, x, beta, weight, &mut out[1..], work);
        });
        let expected = states.mean_param_gradient(theta, log_z);
        let total = data.total_weight();
        for ((slope, observed), expected) in gradient.iter_mut().zip(&observed[1..]).zip(expected) {
            *slope = observed / total - expected;
        }
        observed[0] / total + log_z
    }

    fn infinity(&self, model: &M, data: &Examples) -> Infinity {
        Infinity::find(model, data, Objective::Likelihood)
    }
}
