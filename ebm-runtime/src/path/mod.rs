//! From one density to another: the paths that estimates of log Z walk.
//!
//! A [`Path`] is itself a model whose inverse temperature is the place on the path, so that every kernel runs on it as it
//! stands. Its usual start is an [`Independent`] model, whose normaliser is known and which is drawn from exactly.

mod geometric;
mod independent;

pub use geometric::{Path, PathError};
pub use independent::{Independent, IndependentError, SiteLaw};
