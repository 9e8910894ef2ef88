//! Unnormalised probability models: write the energy, derive what learning without Z needs.
pub use ebm_runtime as runtime;
