//! Rules that turn examples into parameters.
//!
//! An [`Estimator`] gives the value and the raw gradient of an objective; it knows capabilities, never a model. Who moves
//! the parameters is chosen by its [`Mode`]: [`fit_with`] minimises deterministic objectives by L-BFGS, in `f64` and in
//! free coordinates. Objectives are weighted means over examples.

mod error;
mod fit;
mod maximum_likelihood;
mod pseudolikelihood;
mod report;

use crate::data::Examples;
use crate::infinity::Infinity;
use crate::model::Model;

pub use error::FitError;
pub use fit::{fit_using, fit_with};
pub use maximum_likelihood::MaximumLikelihood;
pub use pseudolikelihood::{Pseudolikelihood, log_pseudolikelihood};
pub use report::{Fit, Warning};

/// Whether two evaluations at the same parameters agree.
pub trait Mode: 'static {}

/// The objective is a function of the parameters: line searches and L-BFGS apply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deterministic {}

impl Mode for Deterministic {}

/// An objective that parameters of `M` are fitted by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not apply to `{M}`",
    note = "`MaximumLikelihood` is for models whose states can be summed; what each estimator needs is in its documentation"
)]
pub trait Estimator<M: Model> {
    /// What belongs to one run: prepared data; for stochastic objectives chains and noise too.
    type State;

    /// Whether the objective is a function of the parameters.
    type Mode: Mode;

    /// The name of its type in snake case, for tables.
    fn name(&self) -> &'static str;

    /// The strength A of the penalty (A/2) Σ θ² over public values, tied ones once.
    fn l2(&self) -> f64;

    /// Prepares a run. The data are already known to be of the model's shape.
    ///
    /// # Errors
    /// Whatever makes the objective impossible for this model and these data.
    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError>;

    /// The mean objective at `theta`, without penalty; `gradient` is overwritten by its raw gradient.
    ///
    /// Not finite where the objective has no finite value.
    ///
    /// # Shapes
    /// `theta.len() == gradient.len() == layout().param_count()`.
    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64;

    /// Directions along which the objective without penalty falls forever on these data.
    fn infinity(&self, model: &M, state: &Self::State) -> Infinity;
}

/// Checks the strength of a penalty.
fn penalty(l2: f64) -> Result<(), FitError> {
    if l2.is_finite() && l2 >= 0.0 { Ok(()) } else { Err(FitError::Penalty { found: l2 }) }
}
