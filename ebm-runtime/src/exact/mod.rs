//! Sums over all states of a model, exactly: of discrete sites by enumeration, of real ones where the density is normal, of one or two
//! continuous ones by quadrature.
//!
//! Discrete states are walked in the order of a Gray code, so that a difference of one site leads from each to the next
//! ([`Local`](crate::model::Local)). Comes in: a model whose sites are all discrete, and parameters in `f64`. Goes out: log Z, moments, and
//! E_p[∂E/∂θ]. States with E = +∞ are forbidden and count for nothing.

mod cholesky;
mod gray;
mod log_sum;
mod quadratic;
mod quadrature;
mod states;

pub(crate) use cholesky::cholesky;
pub use quadratic::{Quadratic, QuadraticError};
pub use quadrature::{QuadratureError, quadrature};
pub use states::{EnumerationError, Moments, States};

/// The binary logarithm of the number of states beyond which enumeration refuses by default: 2³⁰ states (30 two-valued
/// sites) take minutes, and each site more doubles that.
pub const MAX_SITES: usize = 30;
