//! Exact maximum likelihood: the ceiling for all other estimators.

use super::{Deterministic, Estimator, FitError};
use crate::average;
use crate::data::Examples;
use crate::domain::FiniteSpace;
use crate::exact::{MAX_SITES, States};
use crate::given::Conditioned;
use crate::infinity::{Infinity, Objective};
use crate::lanes::{Lane, Lanes};
use crate::model::{Local, Model, ParamGradient};
use crate::setting::SettingsOf;
use crate::workspace::Workspace;

/// Minimises the mean negative log-likelihood, with log Z by enumeration:
///
/// ```text
/// L(θ) = Σ w E(x; θ) / Σ w + log Z(θ),    ∂L/∂θ = Σ w ∂E/∂θ / Σ w − E_p[∂E/∂θ]
/// ```
///
/// # Cost
/// 2ⁿ energies and gradients for each evaluation and each distinct row of what examples are given, shared among all threads:
/// n ≤ 20 is comfortable. Repeated examples are
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

/// The examples, repeated ones merged, and the model at each distinct row of what they are given, with the weight of the row.
#[derive(Debug)]
pub struct Likelihood<M: Model> {
    data: Examples,
    rows: Vec<(Conditioned<M>, f64)>,
}

impl<M: Local + ParamGradient> Estimator<M> for MaximumLikelihood
where
    <M as Model>::Space: FiniteSpace,
{
    type State = Likelihood<M>;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "maximum_likelihood"
    }

    fn measure(&self) -> &'static str {
        "nats an example (negative log-likelihood)"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn is_likelihood(&self) -> bool {
        true
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Likelihood<M>, FitError> {
        SettingsOf("MaximumLikelihood").not_negative("l2", self.l2)?;
        let data = data.compact();
        let mut rows = Vec::new();
        for (row, weight) in data.given_rows() {
            // the data were checked, so that the row is one of the model
            let Ok(at) = Conditioned::new(model.clone(), &row) else { continue };
            States::new(&at, self.max_sites)?;
            rows.push((at, weight));
        }
        Ok(Likelihood { data, rows })
    }

    fn part(&self, model: &M, data: &Examples, rows: &[usize]) -> Option<Result<Likelihood<M>, FitError>> {
        let rows = data.select(rows.iter().copied()).map_err(FitError::from);
        Some(rows.and_then(|rows| self.start(model, &rows)))
    }

    fn evaluate(&self, model: &M, state: &mut Likelihood<M>, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let Likelihood { data, rows } = state;
        let total = data.total_weight();
        gradient.fill(0.0);
        let mut value = 0.0;
        for (at, weight) in rows.iter() {
            let Some((states, log_z)) = States::new(at, self.max_sites).ok().and_then(|states| {
                let log_z = states.log_z(theta).ok()?;
                Some((states, log_z))
            }) else {
                return f64::NAN; // energies overflow at a trial point: a wall for the line search
            };
            let share = *weight / total;
            value += share * log_z;
            for (slope, expected) in gradient.iter_mut().zip(states.mean_param_gradient(theta, log_z)) {
                *slope -= share * expected;
            }
        }
        let beta = Lanes::one();
        let observed = average::sum(data, 1 + theta.len(), |x: &[Lanes<f64>], weight, out, work| {
            out[0] += (model.energy(theta, x, beta, work) * weight).total();
            model.param_gradient(theta, x, beta, weight, &mut out[1..], work);
        });
        for (slope, observed) in gradient.iter_mut().zip(&observed[1..]) {
            *slope += observed / total;
        }
        observed[0] / total + value
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, model: &M, state: &Likelihood<M>) -> Infinity {
        Infinity::find(model, &state.data, Objective::Likelihood)
    }
}
