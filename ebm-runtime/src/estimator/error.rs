//! Why a fit could not be made.

use thiserror::Error;

use crate::coordinates::ParamError;
use crate::data::DataError;
use crate::exact::EnumerationError;
use crate::noise::GaussianError;
use crate::path::IndependentError;

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
    /// The strength of the penalty is not a number that makes sense.
    #[error("l2 is {found}, expected a finite number ≥ 0")]
    Penalty {
        /// What was given.
        found: f64,
    },
    /// The rate of the first step is not a number that makes sense.
    #[error("the rate is {found}, expected a finite number above 0")]
    Rate {
        /// What was given.
        found: f64,
    },
    /// No chain moves.
    #[error("no chains, or no steps of chains; ask for at least 1 of each")]
    NoChains,
    /// A chain did not come to a state that is allowed.
    #[error("chain {chain} (from 0) began at a random state of energy +∞ and met no allowed one")]
    Forbidden {
        /// The chain.
        chain: usize,
    },
    /// The number of draws of noise is not a number that makes sense.
    #[error("{found} draws of noise for each example, expected a finite number above 0")]
    NoiseRatio {
        /// What was given.
        found: f64,
    },
    /// There is no noise of the kind that was asked for.
    #[error(transparent)]
    Noise(#[from] IndependentError),
    /// There is no normal density of the data.
    #[error("{0}; choose another `noise`")]
    Gaussian(#[from] GaussianError),
    /// A setting of the estimator makes no sense.
    #[error("`{name}` is {found}, expected a finite number above 0")]
    Setting {
        /// The setting.
        name: &'static str,
        /// What was given.
        found: f64,
    },
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
