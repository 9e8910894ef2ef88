//! Unnormalised probability models: write the energy, derive what learning without Z needs.

pub use ebm_runtime::*;

#[doc(hidden)]
pub use ebm_runtime::private as __private;
