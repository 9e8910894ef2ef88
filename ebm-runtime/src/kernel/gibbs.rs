//! Site Gibbs: every site in turn is drawn anew from its conditional, given all others.

use super::site::SiteLaws;
use super::{Chains, Clamp, Kernel, Sampling, categories, slice};
use crate::conditional::probability_of_other;
use crate::domain::{Domain, Space};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::law::Law;
use crate::model::{BASIS, Model};
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
/// A two-valued site takes its other value with probability 1/(1 + exp(ΔE_β)), a site of more values each with
/// probability ∝ exp(−ΔE_β). A continuous site is drawn from its conditional law where that is one of [`Law`], and
/// otherwise moved by one step of slice sampling. A sweep leaves p invariant but is not reversible; its reversal is the
/// sweep in the opposite order.
///
/// # Exactness
/// A continuous conditional without a normaliser (a coupling that makes it grow without end) cannot be sampled by anything:
/// the site then drifts.
///
/// # Cost
/// One energy difference a site, of all its values; for a continuous site without a known law some ten.
///
/// # References
/// Geman & Geman (1984), IEEE Trans. PAMI 6, 721–741; Neal (2003), Annals of Statistics 31, 705–767.
#[derive(Clone, Copy, PartialEq, Debug)]
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
    /// The width by which slice sampling steps out on unbounded domains: about the size of the fluctuations of a site. Any
    /// positive number is right; one that is off by a factor of 100 is slow.
    pub width: f64,
}

impl Default for Gibbs {
    /// Seed 0, 32 chains, 1000 sweeps of warm-up, every sweep a draw, sites in order, width 1. The number of sweeps that a
    /// model needs depends on its couplings: no default is right for all.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, order: Order::Forward, width: 1.0 }
    }
}

/// Sixteen chains of site Gibbs.
#[derive(Clone, Debug)]
pub struct GibbsState<T> {
    x: Vec<Lanes<T>>,
    domains: Vec<Domain>,
    /// Room for the differences of one site.
    differences: Vec<Lanes<T>>,
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

impl<M: Model> Kernel<M> for Gibbs
where
    M: SiteLaws<<<M as Model>::Space as Space>::Kind>,
{
    type State = GibbsState<M::Float>;
    type Info = GibbsInfo;

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let domains = model.layout().domains();
        let most = domains.iter().filter_map(|domain| domain.value_count()).max().unwrap_or(0);
        GibbsState { x, domains, differences: vec![Lanes::zero(); most], work: Workspace::new() }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> GibbsInfo {
        self.sweep(model, beta, state, streams, 0)
    }

    fn reverse(&self) -> Self {
        Self { order: self.order.reversed(), ..*self }
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.x = x;
    }
}

impl Gibbs {
    /// One sweep over the sites from `first` on.
    #[inline(always)]
    fn sweep<M>(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut GibbsState<M::Float>,
        streams: &mut Streams,
        first: usize,
    ) -> GibbsInfo
    where
        M: Model + SiteLaws<<<M as Model>::Space as Space>::Kind>,
    {
        let mut changed = [0; WIDTH];
        for site in self.order.sites(state.domains.len()).filter(|&site| site >= first) {
            let here = state.x[site];
            let domain = state.domains[site];
            let there = match domain.value_count() {
                Some(_) if domain.is_two_valued() => flipped(model, beta, state, site, streams),
                Some(count) => one_of(model, beta, state, site, count, streams),
                None => somewhere(model, beta, state, site, self.width, streams),
            };
            for (k, changed) in changed.iter_mut().enumerate() {
                *changed += u32::from(there.lane(k) != here.lane(k));
            }
            state.x[site] = there;
        }
        GibbsInfo { changed }
    }
}

impl<M: Model> Clamp<M> for Gibbs
where
    M: SiteLaws<<<M as Model>::Space as Space>::Kind>,
{
    fn step_from(&self, model: &M, state: &mut Self::State, streams: &mut Streams, first: usize) {
        self.sweep(model, Lanes::one(), state, streams, first);
    }
}

/// A new value of a two-valued site.
#[inline(always)]
fn flipped<K, M: SiteLaws<K>>(
    model: &M,
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    site: usize,
    streams: &mut Streams,
) -> Lanes<M::Float> {
    let GibbsState { x, domains, work, .. } = state;
    let probability = probability_of_other(model.flip_at(model.theta(), x, beta, site, work));
    // uniform numbers have 53 bits, so that a probability far below the last place of f32 is still met
    let uniform = streams.uniform();
    let (here, domain) = (x[site], domains[site]);
    Lanes::from_fn(|k| {
        let here = here.lane(k);
        if uniform[k] < probability.lane(k).to_f64() { domain.other(here) } else { here }
    })
}

/// A new value of a site of more values.
fn one_of<K, M: SiteLaws<K>>(
    model: &M,
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    site: usize,
    count: usize,
    streams: &mut Streams,
) -> Lanes<M::Float> {
    let GibbsState { x, domains, differences, work } = state;
    let differences = &mut differences[..count];
    model.differences_at(model.theta(), x, beta, site, differences, work);
    let (here, domain) = (x[site], domains[site]);
    categories::draw(differences, streams.uniform(), |k| domain.code(here.lane(k).to_f64()).unwrap_or(0))
        .map_or(here, |codes| Lanes::from_fn(|k| M::Float::from_f64(domain.value(codes[k]))))
}

/// A new value of a continuous site.
fn somewhere<K, M: SiteLaws<K>>(
    model: &M,
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    site: usize,
    width: f64,
    streams: &mut Streams,
) -> Lanes<M::Float> {
    let GibbsState { x, domains, work, .. } = state;
    let (here, domain) = (x[site], domains[site]);
    let (mut there, mut open) = (here, [true; WIDTH]);
    let mut coefficients = [Lanes::zero(); BASIS];
    if model.law_at(model.theta(), x, beta, site, &mut coefficients, work) {
        for (k, open) in open.iter_mut().enumerate() {
            if let Some(law) = Law::of(domain, &coefficients.map(|c| c.lane(k).to_f64())) {
                there.set_lane(k, domain.round(law.draw(&mut streams.lane(k))));
                *open = false;
            }
        }
        if open == [false; WIDTH] {
            return there;
        }
    }
    let moved = slice::draw(domain, here, width, open, streams, |to| {
        model.shift_at(model.theta(), x, beta, site, to, work)
    });
    Lanes::from_fn(|k| if open[k] { moved.lane(k) } else { there.lane(k) })
}
