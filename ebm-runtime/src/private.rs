//! What generated code names, all of it and nothing else. No part of the public interface: it changes with the macro.

pub use crate::by_lane::ByLane;
pub use crate::conditional::Conditional;
pub use crate::coordinates::ParamError;
pub use crate::data::{DataError, DataOptions, Examples, ExamplesBuilder, Number, VisibleArray};
pub use crate::domain::{
    Angle, Binary, Categorical, Count, Domain, Interval, Positive, RealLine, Sites, Spin, Unit,
};
pub use crate::estimator::{Deterministic, Estimator, Fit, FitError, fit_with};
pub use crate::facade::{
    Arrays, Block, BuildError, Derivation, Facade, Incidence, LoadError, Numbers, Reader, Saved, Writer,
    check_at_most, check_entries, check_equal, check_read, check_shape, conditional, energies, energy, given,
    given_of_data, initial, laplacian, layout, layout_given, logits, param_gradient, params, save, score,
    set_params, shape_of_data, shape_of_given, with_params,
};
pub use crate::given::Conditioned;
pub use crate::kernel::Kernel;
pub use crate::lanes::Lane;
pub use crate::layout::{Constraint, GivenArray, Init, Layout, ParamBlock, ShapeMismatch, Site, SiteArray};
pub use crate::log_z::{
    LogLikelihood, LogZ, LogZError, LogZMethod, LogZRatioMethod, log_likelihood, log_likelihood_given, log_z,
    log_z_ratio,
};
pub use crate::model::{
    BASIS, DenoisingObjective, DirectionalObjective, Energy, Laplacian, Latents, Local,
    MinimumProbabilityFlowObjective, Model, ParamGradient, PseudolikelihoodObjective, RatioMatchingObjective,
    Score, ScoreMatchingObjective, Shift,
};
pub use crate::real::Real;
pub use crate::sample::{Draws, SampleError, sample_with};
pub use crate::state::StateError;
pub use crate::store::StoreError;
pub use crate::workspace::Workspace;
pub use ndarray;
