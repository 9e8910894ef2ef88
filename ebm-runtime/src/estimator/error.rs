//! Why a fit could not be made.

use thiserror::Error;

use super::{CheckpointError, Fit, NoUncertainty};
use crate::coordinates::ParamError;
use crate::data::DataError;
use crate::exact::EnumerationError;
use crate::noise::{GaussianError, NoiseOutside};
use crate::path::IndependentError;
use crate::setting::SettingError;

/// Why a fit could not be made. The model keeps the parameters that it had.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FitError {
    /// The data do not fit the model.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The parameters to start from are not legal.
    #[error("the fit cannot start: {0}")]
    Start(#[from] ParamError),
    /// The states cannot be summed over.
    #[error("{0}; `Pseudolikelihood` needs no sum over states")]
    Enumeration(#[from] EnumerationError),
    /// A penalty names a block that the model does not have.
    #[error("the model has no parameter `{name}` to penalise; it has `{known}`")]
    UnknownBlock {
        /// The name.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// A run has only objectives that are noise around a value which says nothing.
    #[error(
        "`patience` needs something to judge by, which the values of this estimator are not: give `validate` or `validate_on`"
    )]
    NothingToJudge,
    /// The objective is no mean of terms of examples, or not one that can be cut.
    #[error("{estimator} has no minibatches; leave `batch` at 0")]
    NoBatches {
        /// The estimator.
        estimator: &'static str,
    },
    /// A gradient or a parameter grew beyond all bounds. The model has its last good parameters.
    #[error(
        "the run diverged in epoch {epoch}, step {step} (from 0) at `{parameter}` (last good value {value}, slope {slope:.1e}); the model \
         has the parameters before that step; a smaller rate or a penalty may help"
    )]
    Diverged {
        /// In which epoch, from 0.
        epoch: usize,
        /// In which step of the run, from 0.
        step: usize,
        /// The parameter.
        parameter: String,
        /// Its last good value, on the free scale.
        value: f64,
        /// The last slope of the objective by it.
        slope: f64,
        /// What had been reached: the report up to the last good parameters.
        last: Box<Fit>,
        /// All parameters before that step, flat.
        theta: Vec<f64>,
    },
    /// The run cannot go on from its checkpoint, or cannot be kept.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A proximal step is one along the gradient.
    #[error("l1 and centred gradients do not go together: leave one of them out")]
    CentredL1,
    /// Persistent chains of a joint density that differs from example to example.
    #[error(
        "each example has a law of its own, as it is given `{name}`: where latent variables are sampled, use `ContrastiveDivergence`"
    )]
    ClampedGiven {
        /// A given array.
        name: String,
    },
    /// There are no standard errors.
    #[error("no standard errors: {0}")]
    NoUncertainty(#[from] NoUncertainty),
    /// A chain did not come to a state that is allowed.
    #[error("chain {chain} (from 0) began at a random state of energy +∞ and met no allowed one")]
    Forbidden {
        /// The chain.
        chain: usize,
    },
    /// Every example has a log Z of its own.
    #[error(
        "examples are given `{name}`, so that each has a log Z of its own and noise tells of none of them; `Pseudolikelihood`, \
         `ScoreMatching` and `ContrastiveDivergence` need no log Z"
    )]
    NoiseGiven {
        /// The array.
        name: String,
    },
    /// There is no noise of the kind that was asked for.
    #[error(transparent)]
    Noise(#[from] IndependentError),
    /// Noise of the user's own drew what a site cannot be.
    #[error(transparent)]
    NoiseOutside(#[from] NoiseOutside),
    /// There is no normal density of the data.
    #[error("{0}; choose another `noise`")]
    Gaussian(#[from] GaussianError),
    /// A setting of the estimator, of its kernel, of the optimiser or of the trainer makes no sense.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// An example has no finite energy, so that no parameters near the start can explain it.
    #[error("example {row} (from 0) has energy {energy} at the parameters that the fit starts from")]
    Impossible {
        /// The example.
        row: usize,
        /// Its energy.
        energy: f64,
    },
    /// The objective is not finite although the energies of all examples are.
    #[error("the objective is {value} at the parameters that the fit starts from")]
    NotFinite {
        /// Its value.
        value: f64,
    },
}
