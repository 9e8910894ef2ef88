//! log Z and what follows from it.
//!
//! A method comes in and a [`LogZ`] goes out: an estimate that says how far it can be trusted. [`Exact`] sums over all
//! states, by the cheapest of several ways; estimates by sampling stand beside it with the same result type.

mod annealed;
mod answer;
mod comparison;
mod equilibrium;
mod exact;
mod importance;
mod likelihood;
mod schedule;
mod start;
mod stations;
mod tail;
mod walk;
mod weights;

use thiserror::Error;

use crate::exact::{EnumerationError, QuadraticError, QuadratureError};
use crate::factors::ReadingError;
use crate::model::Model;
use crate::path::{IndependentError, PathError};
use crate::setting::SettingError;

pub use annealed::AnnealedImportanceSampling;
pub use answer::{LogZ, Starts, Verdict, WeightReport};
pub use comparison::{LogLikelihoodDifference, log_likelihood_difference};
pub use equilibrium::{BridgeSampling, Ladder, ThermodynamicIntegration};
pub use exact::{Exact, ExactBy, ExactSum};
pub use importance::ImportanceSampling;
pub use likelihood::{LogLikelihood, log_likelihood, log_likelihood_given};
pub use schedule::Schedule;
pub use start::Start;
pub use weights::{Weights, bennett};

/// Why log Z could not be had.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum LogZError {
    /// The states cannot be summed over.
    #[error(transparent)]
    Enumeration(#[from] EnumerationError),
    /// A setting of the kernel or of the schedule makes no sense.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The model is no product of small tables.
    #[error(transparent)]
    Reading(#[from] ReadingError),
    /// The energy is no quadratic form that grows in every direction.
    #[error(transparent)]
    Quadratic(#[from] QuadraticError),
    /// There is no integral by quadrature.
    #[error(transparent)]
    Quadrature(#[from] QuadratureError),
    /// Every exact sum would cost too much.
    #[error(
        "exact sums would take 2^{bits:.1} states by enumeration, 2^{elimination:.1} terms by elimination, 2^{layers:.1} by layers; the \
         limit is 2^{limit}"
    )]
    TooCostly {
        /// The binary logarithm of the number of states.
        bits: f64,
        /// That of the entries of all tables of an elimination, of which the largest may take 2 GB.
        elimination: f64,
        /// That of the terms by layers; ∞ where more than two sites interact at a time.
        layers: f64,
        /// That of the most that was allowed.
        limit: usize,
    },
    /// More continuous sites than quadrature can do, and no normal density.
    #[error("no exact sum over {sites} continuous sites: {reason}; quadrature is for one or two")]
    NoExactSum {
        /// How many sites.
        sites: usize,
        /// Why it is no normal density.
        reason: String,
    },
    /// log Z is a sum by layers, which gives neither marginals nor draws.
    #[error("log Z is cheap by layers only, which give neither marginals nor draws")]
    NoMarginals,
    /// There is no density that the path could start from.
    #[error(transparent)]
    Start(#[from] IndependentError),
    /// The models are not over the same states.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The data that the path starts from are not of the model.
    #[error("the start of the path: {reason}")]
    Data {
        /// What is wrong with them.
        reason: String,
    },
    /// log Z depends on what an example is given.
    #[error("log Z depends on `{name}`, which each example is given: it belongs to `model.given(&row)`")]
    Given {
        /// The given array.
        name: String,
    },
    /// The data are not of the models.
    #[error("the data: {reason}")]
    Likelihood {
        /// What is wrong with them.
        reason: String,
    },
    /// Chains at the model went to infinity.
    #[error(
        "chains of the model go to infinity: its density has no normaliser, or the kernel's steps are too long"
    )]
    Escaped,
    /// A path without intervals.
    #[error("0 steps from the start to the model; give it at least 1")]
    NoSteps,
    /// Too few runs to know anything of their spread.
    #[error("{found} runs have no spread that errors could be judged by; ask for at least 2")]
    TooFewRuns {
        /// How many there were to be.
        found: usize,
    },
    /// What thermodynamic integration integrates is infinite where the path starts at states that the model forbids.
    #[error(
        "the integrand is infinite, as the model forbids states that the path starts from: bridge sampling knows how"
    )]
    InfiniteIntegrand,
    /// Chains of bridge sampling say nothing of two neighbouring places of the path.
    #[error(
        "all states that chains met at one place of the path are forbidden at the next: give it more steps"
    )]
    NoOverlap,
    /// The energy of a state is no energy: a state may be forbidden, with +∞, but not have NaN or −∞.
    #[error("the energy of a state is {found} at β = {beta} of the path, expected a number or +∞")]
    NotFinite {
        /// The energy E_β.
        found: f64,
        /// The place on the path, from 0 to 1; 1 is the model.
        beta: f64,
    },
}

/// A way to log Z for models of type `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot compute log Z of `{M}`",
    note = "`Exact` is for models whose sites are all discrete, or all continuous"
)]
pub trait LogZMethod<M: Model> {
    /// log Z at the parameters that the model has.
    ///
    /// # Errors
    /// Whatever keeps the method from an answer.
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError>;
}

/// A way to log Z_b − log Z_a of two models over the same states.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot compare `{A}` and `{B}`",
    note = "both models need the same states: the same arrays of sites of the same domains, and the same number type"
)]
pub trait LogZRatioMethod<A: Model, B: Model> {
    /// log Z_b − log Z_a at the parameters that the models have.
    ///
    /// # Errors
    /// Whatever keeps the method from an answer.
    fn log_z_ratio(&self, from: &A, to: &B) -> Result<LogZ, LogZError>;
}

/// Whether the model has all that log Z depends on.
fn check_given<M: Model>(model: &M) -> Result<(), LogZError> {
    match model.layout().givens().first() {
        Some(array) if model.givens().is_empty() => Err(LogZError::Given { name: array.name.clone() }),
        _ => Ok(()),
    }
}

/// log Z of a model by a method.
///
/// # Errors
/// As the method's.
pub fn log_z<M: Model>(model: &M, method: impl LogZMethod<M>) -> Result<LogZ, LogZError> {
    method.log_z(model)
}

/// log Z_b − log Z_a of two models over the same states by a method.
///
/// # Errors
/// As the method's.
pub fn log_z_ratio<A: Model, B: Model>(
    from: &A,
    to: &B,
    method: impl LogZRatioMethod<A, B>,
) -> Result<LogZ, LogZError> {
    method.log_z_ratio(from, to)
}
