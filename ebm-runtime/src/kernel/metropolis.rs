//! Single-site Metropolis moves of two-valued sites.

use super::gibbs::Order;
use super::{Chains, Kernel, Sampling};
use crate::domain::{Domain, FiniteSpace};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Local, Model};
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// Metropolis sampling, one step being a systematic sweep: each site in turn takes another value, all equally likely, with probability
/// min(1, exp(−ΔE_β)).
///
/// A sweep leaves p invariant; its reversal is the sweep in the opposite order. It moves more often than Gibbs, but in a fixed order and
/// at high temperature it may flip everything every time: prefer [`Gibbs`](super::Gibbs) there.
///
/// # Cost
/// One energy difference a site.
///
/// # References
/// Metropolis, Rosenbluth, Rosenbluth, Teller & Teller (1953), J. Chem. Phys. 21.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Metropolis {
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

impl Default for Metropolis {
    /// Seed 0, 32 chains, 1000 sweeps of warm-up, every sweep a draw, sites in order.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, order: Order::Forward }
    }
}

/// Sixteen chains of [`Metropolis`].
#[derive(Clone, Debug)]
pub struct MetropolisState<T> {
    x: Vec<Lanes<T>>,
    domains: Vec<Domain>,
    /// Room for the differences of one site.
    differences: Vec<Lanes<T>>,
    work: Workspace<Lanes<T>>,
}

impl<T> Chains<T> for MetropolisState<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.x
    }
}

impl<M: Local> Kernel<M> for Metropolis
where
    <M as Model>::Space: FiniteSpace,
{
    type State = MetropolisState<M::Float>;
    type Info = [u32; WIDTH];

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let domains = model.layout().domains();
        let most = domains.iter().filter_map(|domain| domain.value_count()).max().unwrap_or(0);
        MetropolisState { x, domains, differences: vec![Lanes::zero(); most], work: Workspace::new() }
    }

    /// How many sites of each chain changed.
    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> [u32; WIDTH] {
        let MetropolisState { x, domains, differences, work } = state;
        let mut changed = [0; WIDTH];
        for site in self.order.sites(domains.len()) {
            let (here, domain) = (x[site], domains[site]);
            let count = domain.value_count().unwrap_or(1);
            if count > 1 && !domain.is_two_valued() {
                let differences = &mut differences[..count];
                model.differences(model.theta(), x, beta, site, differences, work);
                let (choice, uniform) = (streams.uniform(), streams.uniform());
                x[site] = Lanes::from_fn(|k| {
                    let code = domain.code(here.lane(k).to_f64()).unwrap_or(0);
                    // the others, in order
                    let chosen = (choice[k] * (count - 1) as f64) as usize;
                    let there = chosen + usize::from(chosen >= code);
                    let moves = uniform[k].ln() < -differences[there].lane(k).to_f64();
                    changed[k] += u32::from(moves);
                    if moves { M::Float::from_f64(domain.value(there)) } else { here.lane(k) }
                });
                continue;
            }
            if count < 2 {
                continue;
            }
            let rise = model.flip(model.theta(), x, beta, site, work);
            let uniform = streams.uniform();
            x[site] = Lanes::from_fn(|k| {
                let moves = uniform[k].ln() < -rise.lane(k).to_f64();
                changed[k] += u32::from(moves);
                if moves { domain.other(here.lane(k)) } else { here.lane(k) }
            });
        }
        changed
    }

    fn reverse(&self) -> Self {
        Self { order: self.order.reversed(), ..*self }
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.x = x;
    }
}
