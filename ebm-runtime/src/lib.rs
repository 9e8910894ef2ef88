//! Data, samplers, estimators and log Z for models derived by `#[energy_model]`.
//!
//! p(x) = exp(−E(x; θ)) / Z(θ), with β multiplying E wherever a temperature is meant. A model is a type with the
//! traits of [`model`]; everything here is generic over those and knows no model, so that models written by hand are
//! served just as generated ones.
//!
//! Modules import downward only; their ranks are in `tests/layers.rs` of the workspace.

pub mod average;
pub mod by_lane;
pub mod conditional;
pub mod coordinates;
pub mod data;
pub mod diagnostics;
pub mod domain;
pub mod estimator;
pub mod exact;
pub mod facade;
pub mod factors;
pub mod functions;
pub mod given;
pub mod infinity;
pub mod kernel;
pub mod lanes;
pub mod law;
pub mod layout;
pub mod log_z;
pub mod math;
pub mod model;
pub mod noise;
pub mod optimise;
pub mod parallel;
pub mod path;
#[doc(hidden)]
pub mod private;
pub mod probe;
pub mod random;
pub mod real;
pub mod sample;
pub mod setting;
pub mod special;
pub mod state;
pub mod store;
pub mod workspace;

pub use conditional::{Conditional, conditional};
pub use coordinates::{Coordinates, ParamError};
pub use data::{DataError, DataOptions, Examples};
pub use domain::{Binary, Domain, FiniteSpace, RealLine, Sites, Space, Spin};
pub use estimator::{ContrastiveDivergence, Decay, Descent, StochasticMaximumLikelihood, Trainer};
pub use estimator::{Deterministic, Estimator, Fit, FitError, Stochastic, fit_with, log_pseudolikelihood};
pub use estimator::{MaximumLikelihood, NoiseContrastive, NoiseKind, Pseudolikelihood};
pub use estimator::{MinimumProbabilityFlow, RatioMatching, ScoreMatching};
pub use facade::{BuildError, Derivation, LoadError};
pub use factors::{Elimination, FactorGraph, GraphError, Marginals, ReadingError};
pub use given::Conditioned;
pub use kernel::{BlockGibbs, Gibbs, Hmc, Kernel, Langevin, LatentGibbs, Mala};
pub use kernel::{Metropolis, Nuts, ParallelTempering};
pub use lanes::{Lane, Lanes};
pub use layout::{Layout, ShapeMismatch, Site, SiteError};
pub use log_z::{
    AnnealedImportanceSampling, BridgeSampling, Exact, ExactBy, ImportanceSampling, ThermodynamicIntegration,
};
pub use log_z::{
    Ladder, LogLikelihood, LogZ, LogZError, LogZMethod, LogZRatioMethod, Schedule, Start, Verdict,
};
pub use log_z::{LogLikelihoodDifference, log_likelihood_difference};
pub use log_z::{log_likelihood, log_likelihood_given, log_z, log_z_ratio};
pub use model::{
    BASIS, DenoisingObjective, DirectionalObjective, Energy, Laplacian, Latents, Local,
    MinimumProbabilityFlowObjective, Model, ParamGradient, PseudolikelihoodObjective, RatioMatchingObjective,
    Score, ScoreMatchingObjective, Shift,
};
pub use noise::{ChowLiu, Gaussian, Noise};
pub use real::Real;
pub use sample::{Draws, SampleError, Summary, sample_with};
pub use setting::SettingError;
pub use state::{StateError, check_state};
pub use store::StoreError;
pub use workspace::Workspace;

pub use ndarray;
