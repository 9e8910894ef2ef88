//! log Z and what follows from it.
//!
//! A method comes in and a [`LogZ`] goes out: an estimate that says how far it can be trusted. [`Exact`] sums over all
//! states; estimates by sampling will stand beside it with the same result type.

mod likelihood;

use std::fmt;

use thiserror::Error;

use crate::domain::FiniteSpace;
use crate::exact::{EnumerationError, MAX_SITES, States};
use crate::model::{Local, Model};

pub use likelihood::{LogLikelihood, log_likelihood};

/// log Z of a model at its parameters.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct LogZ {
    /// The estimate, in nats.
    pub estimate: f64,
    /// Its standard error; 0 where it is exact.
    pub standard_error: f64,
    /// The lower end of a 99 % interval; the estimate where it is exact.
    pub lower: f64,
    /// The upper end of a 99 % interval; the estimate where it is exact.
    pub upper: f64,
    /// The method, in snake case.
    pub method: &'static str,
}

impl LogZ {
    /// A value without error but that of rounding.
    pub fn exact(value: f64, method: &'static str) -> Self {
        Self { estimate: value, standard_error: 0.0, lower: value, upper: value, method }
    }
}

impl fmt::Display for LogZ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log Z = {:.6}", self.estimate)?;
        if self.standard_error > 0.0 {
            write!(f, " ± {:.2e}, 99 % in [{:.6}, {:.6}]", self.standard_error, self.lower, self.upper)?;
        }
        write!(f, " ({})", self.method)
    }
}

/// Why log Z could not be had.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum LogZError {
    /// The states cannot be summed over.
    #[error(transparent)]
    Enumeration(#[from] EnumerationError),
}

/// A way to log Z for models of type `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot compute log Z of `{M}`",
    note = "`Exact` is for models whose sites are all discrete"
)]
pub trait LogZMethod<M: Model> {
    /// log Z at the parameters that the model has.
    ///
    /// # Errors
    /// Whatever keeps the method from an answer.
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError>;
}

/// Enumeration of all states, in `f64`.
///
/// # Cost
/// As many energy differences as there are states, shared among all threads ([`States`]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact {
    /// Models with more states than 2 to this power are refused: more two-valued sites, or fewer of more values.
    pub max_sites: usize,
}

impl Default for Exact {
    fn default() -> Self {
        Self { max_sites: MAX_SITES }
    }
}

impl<M: Local> LogZMethod<M> for Exact
where
    <M as Model>::Space: FiniteSpace,
{
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        let value = States::new(model, self.max_sites)?.log_z(&model.theta_f64())?;
        Ok(LogZ::exact(value, "exact"))
    }
}

/// log Z of a model by a method.
///
/// # Errors
/// As the method's.
pub fn log_z<M: Model>(model: &M, method: impl LogZMethod<M>) -> Result<LogZ, LogZError> {
    method.log_z(model)
}
