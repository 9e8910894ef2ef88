//! Unnormalised probability models: write the energy, derive what learning without Z needs.
//!
//! A user writes the energy E(x; θ) of p(x) ∝ exp(−E(x; θ)) as an ordinary function; `#[energy_model]` leaves it as it
//! is and puts the model beside it, with data, states, parameters and the methods of [`runtime`].
//!
//! ```
//! use ebm::prelude::*;
//!
//! /// Ising model with field `h` and couplings `j`.
//! #[energy_model]
//! pub fn ising(
//!     #[visible(spin)] x: ArrayView1<f32>,
//!     #[param] h: ArrayView1<f32>,
//!     #[param(symmetric)] j: ArrayView2<f32>,
//! ) -> f32 {
//!     let mut energy = 0.0;
//!     for i in 0..x.len() {
//!         energy -= h[i] * x[i];
//!         for k in 0..i {
//!             energy -= j[[i, k]] * x[i] * x[k];
//!         }
//!     }
//!     energy
//! }
//!
//! let data = IsingData::new(array![[1, 1, -1], [-1, 1, 1], [1, -1, -1], [-1, -1, 1]].view())?;
//! let mut model = Ising::for_data(&data)?;
//! println!("{}", model.fit_with(Pseudolikelihood::default(), &data)?);
//! let log_z = model.log_z(Exact::default())?;
//! println!("{}", model.log_likelihood(&data, &log_z)?);
//! println!("{}", Ising::derivation());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use ebm_macros::energy_model;
pub use ebm_runtime as runtime;
pub use ebm_runtime::ndarray;

/// What generated code names.
#[doc(hidden)]
pub use ebm_runtime::private as __private;

/// Everything that an energy and its use need: `use ebm::prelude::*;`.
pub mod prelude {
    pub use ebm_macros::energy_model;
    pub use ebm_runtime::estimator::{Checkpoint, FastWeights, Penalty};
    pub use ebm_runtime::functions::{ln_cosh, log_sum_exp, sigmoid, softplus, square, sum};
    pub use ebm_runtime::ndarray::{
        Array1, Array2, Array3, Array4, ArrayView1, ArrayView2, ArrayView3, ArrayView4, Axis, array,
    };
    pub use ebm_runtime::{
        AnnealedImportanceSampling, BridgeSampling, Exact, ImportanceSampling, Ladder, Schedule, Start,
        ThermodynamicIntegration, Verdict,
    };
    pub use ebm_runtime::{BlockGibbs, Gibbs, Hmc, Langevin, LatentGibbs, Mala};
    pub use ebm_runtime::{ContrastiveDivergence, Decay, Descent, StochasticMaximumLikelihood, Trainer};
    pub use ebm_runtime::{
        DataOptions, MaximumLikelihood, MinimumProbabilityFlow, Model, NoiseContrastive, NoiseKind,
        Pseudolikelihood, RatioMatching, ScoreMatching,
    };
    pub use ebm_runtime::{Metropolis, Nuts, ParallelTempering};
}
