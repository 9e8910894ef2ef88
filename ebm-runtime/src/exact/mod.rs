//! Sums over all states of a discrete model, exactly.
//!
//! 2ⁿ states are walked in the order of a Gray code, so that one [`flip`](crate::model::Local::flip) leads from each
//! to the next. Comes in: a model whose sites are all two-valued, and parameters in `f64`. Goes out: log Z, moments, and
//! E_p[∂E/∂θ]. States with E = +∞ are forbidden and count for nothing.

mod gray;
mod log_sum;
mod states;

pub use states::{EnumerationError, Moments, States};

/// Enumeration refuses more sites than this by default: 2³⁰ states take minutes, and each site more doubles that.
pub const MAX_SITES: usize = 30;
