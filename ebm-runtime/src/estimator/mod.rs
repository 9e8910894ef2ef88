//! Rules that turn examples into parameters.
//!
//! An [`Estimator`] gives the value and the raw gradient of an objective; it knows capabilities, never a model. Who moves
//! the parameters is chosen by its [`Mode`]: [`fit_with`] minimises deterministic objectives by L-BFGS and follows stochastic
//! gradients by a [`Trainer`], in `f64` and in free coordinates. Objectives are weighted means over examples.

mod alike;
mod batches;
mod checkpoint;
mod contrastive;
mod error;
mod fit;
mod local;
mod maximum_likelihood;
mod noise_contrastive;
mod penalty;
mod proper;
mod pseudolikelihood;
mod report;
mod score_matching;
mod symmetric;
mod trainer;
mod uncertainty;

use crate::data::Examples;
use crate::infinity::Infinity;
use crate::model::Model;
use crate::optimise::Lbfgs;
use crate::store::Store;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use contrastive::{
    Centring, Chase, Clamped, ClampedChase, ContrastiveDivergence, FastWeights, StochasticMaximumLikelihood,
};
pub use error::FitError;
pub use fit::{fit_penalised, fit_using, fit_with};
pub use local::{MinimumProbabilityFlow, RatioMatching, ScoreMatching};
pub use maximum_likelihood::{Likelihood, MaximumLikelihood};
pub use noise_contrastive::{Contrast, NoiseContrastive, NoiseKind};
pub use penalty::Penalty;
pub use pseudolikelihood::{Pseudolikelihood, log_pseudolikelihood};
pub use report::{Course, Fit, Settings, Warning};
pub use score_matching::{DenoisingScoreMatching, Noisy, SlicedScoreMatching};
pub use trainer::{Check, Decay, Descent, Trainer, Training};
pub use uncertainty::{NoUncertainty, Source, StandardError, Uncertainty, uncertainty};

/// Whether two evaluations at the same parameters agree, and hence who moves the parameters.
pub trait Mode: Sized + 'static {
    /// Whether the estimator goes on to the next batch by itself.
    const STOCHASTIC: bool;

    /// Fits by the optimiser of this mode at its default settings: what [`fit_with`] does.
    ///
    /// # Errors
    /// As [`fit_with`].
    fn fit<M: Model, E: Estimator<M, Mode = Self>>(
        model: &mut M,
        estimator: E,
        data: &Examples,
    ) -> Result<Fit, FitError>;
}

/// The objective is a function of the parameters: line searches and L-BFGS apply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deterministic {}

/// Every evaluation is of another batch, or of chains that have moved on: a [`Trainer`] follows the gradients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stochastic {}

impl Mode for Deterministic {
    const STOCHASTIC: bool = false;

    fn fit<M: Model, E: Estimator<M, Mode = Self>>(
        model: &mut M,
        estimator: E,
        data: &Examples,
    ) -> Result<Fit, FitError> {
        fit_using(model, estimator, data, Lbfgs::default())
    }
}

impl Mode for Stochastic {
    const STOCHASTIC: bool = true;

    fn fit<M: Model, E: Estimator<M, Mode = Self>>(
        model: &mut M,
        estimator: E,
        data: &Examples,
    ) -> Result<Fit, FitError> {
        Trainer::default().fit(model, &estimator, data)
    }
}

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

    /// What the objective is, with its unit, to stand behind its value in the report: `nats an example (negative log-likelihood)`.
    fn measure(&self) -> &'static str;

    /// The strength A of the penalty (A/2) Σ θ² over public values, tied ones once.
    fn l2(&self) -> f64;

    /// Everything else that was chosen, seeds too, as text for the report; empty where there is nothing.
    fn settings(&self) -> String {
        String::new()
    }

    /// How many evaluations go once through the data; 1 where each of them does.
    fn steps(&self, state: &Self::State) -> usize {
        let _ = state;
        1
    }

    /// Prepares a run. The data are already known to be of the model's shape.
    ///
    /// # Errors
    /// Whatever makes the objective impossible for this model and these data.
    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError>;

    /// A run on some rows of the data alone, for minibatches and for the spread of gradients over examples. `None` where the objective
    /// is no mean of one term for each example.
    fn part(&self, model: &M, data: &Examples, rows: &[usize]) -> Option<Result<Self::State, FitError>> {
        let _ = (model, data, rows);
        None
    }

    /// The mean objective at `theta`, without penalty; `gradient` is overwritten by its raw gradient. Stochastic ones go on to the next
    /// batch and move their chains, at the parameters of the model, which are then `theta`.
    ///
    /// Not finite where the objective has no finite value.
    ///
    /// # Shapes
    /// `theta.len() == gradient.len() == layout().param_count()`.
    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64;

    /// Replaces a gradient by free coordinates, penalties included, by a direction in which to go down instead: by a matrix that is
    /// symmetric and positive definite, so that fixed points stay.
    fn precondition(&self, state: &Self::State, gradient: &mut [f64]) {
        let _ = (state, gradient);
    }

    /// Whether [`precondition`](Self::precondition) does something.
    fn is_preconditioned(&self) -> bool {
        false
    }

    /// Whether the objective is the mean negative log-likelihood, whose second derivatives are the Fisher information.
    fn is_likelihood(&self) -> bool {
        false
    }

    /// What should be known of a run that has ended.
    fn warnings(&self, model: &M, state: &Self::State) -> Vec<Warning> {
        let _ = (model, state);
        Vec::new()
    }

    /// Puts what changes in a run of its own into a checkpoint: chains, batches. Nothing where an objective is a function of the parameters.
    fn keep(&self, state: &Self::State, store: &mut Store) {
        let _ = (state, store);
    }

    /// Goes on from what [`keep`](Self::keep) put there.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
        let _ = (model, state, store);
        Ok(())
    }

    /// log Z at the parameters of the last evaluation, where it is learned with them.
    fn log_z(&self, state: &Self::State) -> Option<f64> {
        let _ = state;
        None
    }

    /// Whether some states may have an energy of +∞ whatever the parameters: then examples are looked at before the fit.
    fn forbids(&self) -> bool {
        false
    }

    /// E of one row at `theta`, where the model has an energy of what is visible: it tells which example is impossible, and whether a
    /// normal density is one. `None` where latent variables are sampled.
    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        let _ = (model, theta, row);
        None
    }

    /// Directions along which the objective without penalty falls forever on these data.
    fn infinity(&self, model: &M, state: &Self::State) -> Infinity;
}
