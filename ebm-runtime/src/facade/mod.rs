//! What every generated model has in common: everything about it that does not depend on its energy.
//!
//! In: the shapes, fixed data, parameters and states that a user gives to a generated model. Out: flat slices for the
//! traits of [`crate::model`], and back. The macro writes one line for each method of a model, and that line calls a
//! function here. Nothing here knows an energy; a model written by hand does not need this module at all.

mod arrays;
mod block;
mod build;
mod derivation;
mod fixed;
mod given;
mod methods;
mod saved;

pub use arrays::{Arrays, Entries, Reader, Writer};
pub use block::Block;
pub use build::{
    BuildError, check_at_most, check_equal, check_read, check_shape, layout, layout_given, shape_of_data,
    shape_of_given,
};
pub use derivation::Derivation;
pub use fixed::{Entry, Incidence, Numbers, check_entries};
pub use given::{given, given_of_data};
pub use methods::{
    Facade, conditional, energies, energy, initial, laplacian, logits, param_gradient, params, score,
    set_params, with_params,
};
pub use saved::{LoadError, Saved, save};
