//! Minimising a smooth function of many variables, in `f64`, deterministically.
//!
//! Comes in: a function that gives value and gradient together. Goes out: the best point met, and why the search
//! ended. Nothing here knows models or data.

mod lbfgs;
mod line_search;
mod proximal;

pub use lbfgs::{Lbfgs, Minimum, Stop};
pub use proximal::{Proximal, shrink};
