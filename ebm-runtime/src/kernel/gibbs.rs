//! Site Gibbs: every site in turn is drawn anew from its conditional, given all others.

use super::{Chains, Kernel, Sampling};
use crate::conditional::probability_of_other;
use crate::domain::{Domain, FiniteSpace};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Local, Model};
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// The order in which a sweep visits the sites.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// By flat number.
    #[default]
    Forward,
    /// By flat number, from the last to the first.
    Backward,
}

impl Order {
    /// The sites of one sweep.
    pub fn sites(self, count: usize) -> impl Iterator<Item = usize> {
        (0..count).map(move |place| match self {
            Self::Forward => place,
            Self::Backward => count - 1 - place,
        })
    }

    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

/// Site Gibbs sampling, one step being a systematic sweep over all sites.
///
/// Each site takes its other value with probability 1/(1 + exp(ΔE_β)). A sweep leaves p invariant but is not
/// reversible; its reversal is the sweep in the opposite order.
///
/// # Cost
/// One energy difference a site.
///
/// # References
/// Geman & Geman (1984), IEEE Trans. PAMI 6, 721–741.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gibbs {
    /// Same seed, same draws, whatever the number of threads.
    pub seed: u64,
    /// The number of independent chains; sixteen are computed at a time.
    pub chains: usize,
    /// Sweeps of each chain that are thrown away at first.
    pub warm_up: usize,
    /// Sweeps from one draw of a chain to its next.
    pub thin: usize,
    /// The order of the sites in a sweep.
    pub order: Order,
}

impl Default for Gibbs {
    /// Seed 0, 32 chains, 1000 sweeps of warm-up, every sweep a draw, sites in order. The number of sweeps that a
    /// model needs depends on its couplings: no default is right for all.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, order: Order::Forward }
    }
}

/// Sixteen chains of site Gibbs.
#[derive(Clone, Debug)]
pub struct GibbsState<T> {
    x: Vec<Lanes<T>>,
    domains: Vec<Domain>,
    work: Workspace<Lanes<T>>,
}

impl<T> Chains<T> for GibbsState<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.x
    }
}

/// What a sweep tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GibbsInfo {
    /// How many sites of each chain changed.
    pub changed: [u32; WIDTH],
}

impl<M: Local> Kernel<M> for Gibbs
where
    <M as Model>::Space: FiniteSpace,
{
    type State = GibbsState<M::Float>;
    type Info = GibbsInfo;

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        GibbsState { x, domains: model.layout().domains(), work: Workspace::new() }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> GibbsInfo {
        let GibbsState { x, domains, work } = state;
        let mut changed = [0; WIDTH];
        for site in self.order.sites(x.len()) {
            let flip = model.flip(model.theta(), x, beta, site, work);
            let probability = probability_of_other(flip);
            // uniform numbers have 53 bits, so that a probability far below the last place of f32 is still met
            let uniform = streams.uniform();
            let (here, domain) = (x[site], domains[site]);
            let there = here.map(|value| domain.other(value));
            for k in 0..WIDTH {
                let moves = uniform[k] < probability.lane(k).to_f64();
                x[site].set_lane(k, if moves { there.lane(k) } else { here.lane(k) });
                changed[k] += u32::from(moves);
            }
        }
        GibbsInfo { changed }
    }

    fn reverse(&self) -> Self {
        Self { order: self.order.reversed(), ..*self }
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.x = x;
    }
}
