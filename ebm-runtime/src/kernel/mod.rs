//! Markov kernels: what moves states so that p ∝ exp(−βE) is left as it is.
//!
//! A kernel moves sixteen chains at a time. It is a description (order of sites, seed, number of chains) without
//! state of its own; what a chain needs from step to step is in its `State`, what a user may want to know of a step
//! in its `Info`. Kernels are generic over models and over the traits of [`crate::model`] that they need.

mod adaptation;
mod blocks;
mod categories;
mod colours;
mod gibbs;
mod hamiltonian;
mod langevin;
mod latent;
mod line;
mod metropolis;
mod nuts;
mod orbit;
mod site;
mod slice;
mod tempering;

pub use blocks::{BlockGibbs, BlockGibbsState};
pub use gibbs::{Gibbs, GibbsInfo, GibbsState, Order};
pub use hamiltonian::{Hmc, HmcInfo, HmcState, Mala};
pub use langevin::{Langevin, LangevinState};
pub use latent::{LatentGibbs, LatentGibbsState};
pub use metropolis::{Metropolis, MetropolisState};
pub use nuts::{Nuts, NutsInfo, NutsState};
pub use site::SiteLaws;
pub use tempering::{ParallelTempering, TemperingInfo, TemperingState};

use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Model;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::SettingError;

/// How many chains are run, from which seed, and which of their states are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sampling {
    /// Same seed, same draws, whatever the number of threads.
    pub seed: u64,
    /// The number of independent chains.
    pub chains: usize,
    /// Steps of each chain that are thrown away at first.
    pub warm_up: usize,
    /// Steps from one draw of a chain to its next.
    pub thin: usize,
}

/// The states of sixteen chains, as a kernel keeps them.
pub trait Chains<T> {
    /// The values of all sites, flat; one chain a lane.
    fn x(&self) -> &[Lanes<T>];
}

/// A Markov kernel for a model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not sample `{M}`",
    note = "`Gibbs` samples every model that has conditionals of its sites: where latent variables do not sum out, that is `model.joint()`"
)]
pub trait Kernel<M: Model>: Clone + Send + Sync {
    /// What sixteen chains need from one step to the next.
    type State: Chains<M::Float> + Send;
    /// What a step tells.
    type Info;

    /// How it is run by [`sample_with`](crate::sample::sample_with).
    fn sampling(&self) -> Sampling;

    /// Whether its settings make sense, but for those of [`sampling`](Self::sampling), which whoever runs chains looks at. Asked before
    /// chains are made; what `init` and `step` do otherwise is not said.
    ///
    /// # Errors
    /// The first setting that makes none.
    fn check(&self) -> Result<(), SettingError> {
        Ok(())
    }

    /// Chains that start at `x`; `x.len() == site_count()`, each lane a state of the model.
    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State;

    /// Moves every chain once, each at its own inverse temperature.
    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> Self::Info;

    /// The kernel of the reversed chain: p(x) K(x → y) = p(y) K'(y → x).
    #[must_use]
    fn reverse(&self) -> Self;

    /// Starts or stops to adapt what can be tuned. While it is on, p is not left invariant; it is off at first, and
    /// [`sample_with`](crate::sample::sample_with) turns it on for the warm-up.
    fn adapt(&self, state: &mut Self::State, on: bool) {
        let _ = (state, on);
    }

    /// Moves chains to other states, keeping what was tuned.
    fn place(&self, model: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>);

    /// All that chains which adapt no more hand on from step to step, as numbers; for checkpoints.
    fn numbers(&self, state: &Self::State) -> Vec<f64> {
        lanes_out(state.x())
    }

    /// Chains that go on from [`numbers`](Self::numbers) of chains of as many sites, to the bit; what is of another length is ignored.
    fn resume(&self, model: &M, state: &mut Self::State, numbers: &[f64]) {
        if numbers.len() == WIDTH * state.x().len() {
            self.place(model, state, lanes_in(numbers));
        }
    }
}

/// A kernel that can hold the first sites of a model fast.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not sample `{M}` with some sites held fast",
    note = "`Gibbs` does"
)]
pub trait Clamp<M: Model>: Kernel<M> {
    /// Moves the sites from `first` on, given all before them, at β = 1.
    fn step_from(&self, model: &M, state: &mut Self::State, streams: &mut Streams, first: usize);
}

/// A standard normal number of each stream (Box & Muller 1958, Ann. Math. Stat. 29).
pub(crate) fn normal<T: Real>(streams: &mut Streams) -> Lanes<T> {
    let (radius, turn) = (streams.uniform(), streams.uniform());
    let value = |k: usize| (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos();
    Lanes::from_fn(|k| T::from_f64(value(k)))
}

/// All numbers of all lanes, site by site.
fn lanes_out<T: Real>(x: &[Lanes<T>]) -> Vec<f64> {
    x.iter().flat_map(|x| (0..WIDTH).map(|k| x.lane(k).to_f64())).collect()
}

/// The lanes that such numbers stand for.
fn lanes_in<T: Real>(numbers: &[f64]) -> Vec<Lanes<T>> {
    numbers.chunks_exact(WIDTH).map(|site| Lanes::from_fn(|k| T::from_f64(site[k]))).collect()
}
