//! The methods of `model.given(&row)`: a conditional field at one row.

use super::arrays::{Arrays, Writer};
use super::methods::{self, Facade};
use crate::conditional::Conditional;
use crate::data::Examples;
use crate::given::Conditioned;
use crate::kernel::Kernel;
use crate::layout::Site;
use crate::log_z::{LogZ, LogZError, LogZMethod, log_z};
use crate::model::{Energy, Laplacian, Local, Score};
use crate::real::Real;
use crate::sample::{Draws, SampleError, sample_with};
use crate::state::StateError;

/// The model at one row of what examples are given.
///
/// # Errors
/// A wrong shape; a number that is not finite.
pub fn given<M: Facade>(
    model: &M,
    row: &impl Arrays<Float = M::Float>,
) -> Result<Conditioned<M>, StateError> {
    let mut writer = Writer::of_givens(model.layout());
    row.write(&mut writer)?;
    let row: Vec<f64> = writer.finish().into_iter().map(Real::to_f64).collect();
    Conditioned::new(model.clone(), &row)
}

/// The model at what an example of data is given.
///
/// # Errors
/// Data that are given something else than the model.
///
/// # Panics
/// Unless `row < data.count()`.
pub fn given_of_data<M: Facade>(
    model: &M,
    data: &Examples,
    row: usize,
) -> Result<Conditioned<M>, StateError> {
    Conditioned::new(model.clone(), &data.row::<f64>(row)[data.site_count()..])
}

impl<M: Facade> Facade for Conditioned<M> {
    type Params = M::Params;
    type State = M::State;
}

impl<M: Facade> Conditioned<M> {
    /// E(x; θ, given) of one state.
    ///
    /// # Errors
    /// A wrong shape; a value outside its domain.
    pub fn energy(&self, state: impl Into<M::State>) -> Result<M::Float, StateError>
    where
        M: Energy,
    {
        methods::energy(self, &state.into())
    }

    /// p(x_site | the rest, given): every value of a site with its probability, in order.
    ///
    /// # Errors
    /// A wrong shape; a value outside its domain; a site that does not exist or is continuous.
    pub fn conditional(
        &self,
        state: impl Into<M::State>,
        site: impl Into<Site>,
    ) -> Result<Conditional, StateError>
    where
        M: Local,
    {
        methods::conditional(self, &state.into(), site)
    }

    /// The unnormalised log probability of each value of a site given the rest, that of its first value being 0.
    ///
    /// # Errors
    /// As [`conditional`](Self::conditional).
    pub fn logits(&self, state: impl Into<M::State>, site: impl Into<Site>) -> Result<Vec<f64>, StateError>
    where
        M: Local,
    {
        methods::logits(self, &state.into(), site)
    }

    /// −∂E/∂x at every continuous site, 0 at discrete ones, in the shape of a state.
    ///
    /// # Errors
    /// A wrong shape; a value outside its domain.
    pub fn score(&self, state: impl Into<M::State>) -> Result<M::State, StateError>
    where
        M: Score,
    {
        methods::score(self, &state.into())
    }

    /// Σ ∂²E/∂x² over continuous sites.
    ///
    /// # Errors
    /// A wrong shape; a value outside its domain.
    pub fn laplacian(&self, state: impl Into<M::State>) -> Result<M::Float, StateError>
    where
        M: Laplacian,
    {
        methods::laplacian(self, &state.into())
    }

    /// log Z of p(x | given).
    ///
    /// # Errors
    /// As the method's.
    pub fn log_z(&self, method: impl LogZMethod<Self>) -> Result<LogZ, LogZError> {
        log_z(self, method)
    }

    /// Draws from p(x | given).
    ///
    /// # Errors
    /// As [`sample_with`].
    pub fn sample_with(&self, kernel: impl Kernel<Self>, draws: usize) -> Result<Draws, SampleError>
    where
        M: Energy,
    {
        sample_with(self, &kernel, draws)
    }
}
