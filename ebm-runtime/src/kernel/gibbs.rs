//! Gibbs sampling: every site in turn, or every block of independent ones, is drawn anew from its conditional given all others.

use super::colours::colours;
use super::site::SiteLaws;
use super::{Chains, Clamp, Kernel, Sampling, categories, slice};
use crate::conditional::probability_of_other;
use crate::domain::{Domain, Space};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::law::Law;
use crate::model::{BASIS, Model};
use crate::random::Streams;
use crate::real::Real;
use crate::setting::{SettingError, SettingsOf};
use crate::workspace::Workspace;
use rayon::prelude::*;
use std::ops::Range;

/// The order in which a sweep visits the sites.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// By flat number.
    #[default]
    Forward,
    /// By flat number, from the last to the first.
    Backward,
    /// Colour by colour, sites of one colour being independent given all others: blocks that are drawn at once. Colours are found
    /// from what the conditional of each site reads. Where an array of sites sees other arrays only it is a colour, an even torus
    /// is a checkerboard, and where all sites see each other this is `Forward`.
    Coloured,
    /// The colours from the last to the first.
    ColouredBackward,
}

impl Order {
    /// The sites of one sweep of a kernel without colours.
    pub fn sites(self, count: usize) -> impl Iterator<Item = usize> {
        (0..count).map(move |place| match self {
            Self::Forward | Self::Coloured => place,
            Self::Backward | Self::ColouredBackward => count - 1 - place,
        })
    }

    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
            Self::Coloured => Self::ColouredBackward,
            Self::ColouredBackward => Self::Coloured,
        }
    }

    /// The blocks of one sweep: the sites of each are independent given all others.
    fn blocks<K, M: SiteLaws<K>>(self, model: &M, x: &[Lanes<M::Float>]) -> Vec<Vec<usize>> {
        match self {
            Self::Forward | Self::Backward => {
                self.sites(model.layout().site_count()).map(|site| vec![site]).collect()
            }
            Self::Coloured => colours(model, x),
            Self::ColouredBackward => {
                let mut blocks = colours(model, x);
                blocks.reverse();
                blocks
            }
        }
    }
}

/// Blocks of at least so many two-valued sites are shared among threads: with fewer, a conditional each, sharing costs more than it
/// saves.
const SHARED: usize = 256;
/// How many sites of such a block one task takes.
const TASK: usize = 64;

/// Site Gibbs sampling, one step being a systematic sweep over all sites.
///
/// A two-valued site takes its other value with probability 1/(1 + exp(ΔE_β)), a site of more values each with
/// probability ∝ exp(−ΔE_β). A continuous site is drawn from its conditional law where that is one of [`Law`], and
/// otherwise moved by one step of slice sampling. A sweep leaves p invariant but is not reversible; its reversal is the
/// sweep in the opposite order.
///
/// With [`Order::Coloured`] sites that do not see each other are drawn as one block, on all threads where it is large and its
/// sites are two-valued. Every site has its random number by its place in the sweep, so that the threads cannot be seen.
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
    /// What is drawn at once, in the order of the sweep.
    blocks: Vec<Vec<usize>>,
    /// Room for the differences of one site.
    differences: Vec<Lanes<T>>,
    work: Workspace<Lanes<T>>,
}

impl<T> GibbsState<T> {
    /// The blocks of a sweep in order: the sites of each are drawn at once, as they are independent given all others.
    pub fn blocks(&self) -> &[Vec<usize>] {
        &self.blocks
    }

    /// The values of all sites, to be replaced by others of their domains.
    pub(super) fn x_mut(&mut self) -> &mut [Lanes<T>] {
        &mut self.x
    }
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

    fn check(&self) -> Result<(), SettingError> {
        SettingsOf("Gibbs").positive("width", self.width)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let domains = model.layout().domains();
        let most = domains.iter().filter_map(|domain| domain.value_count()).max().unwrap_or(0);
        GibbsState {
            blocks: self.order.blocks(model, &x),
            x,
            domains,
            differences: vec![Lanes::zero(); most],
            work: Workspace::new(),
        }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> GibbsInfo {
        let all = 0..state.domains.len();
        self.sweep(model, model.theta(), beta, state, streams, all)
    }

    fn reverse(&self) -> Self {
        Self { order: self.order.reversed(), ..*self }
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.x = x;
    }
}

impl Gibbs {
    /// One sweep over the sites of a range, at parameters that need not be those of the model.
    #[inline(always)]
    pub(super) fn sweep<M>(
        &self,
        model: &M,
        theta: &[M::Float],
        beta: Lanes<M::Float>,
        state: &mut GibbsState<M::Float>,
        streams: &mut Streams,
        sites: Range<usize>,
    ) -> GibbsInfo
    where
        M: Model + SiteLaws<<<M as Model>::Space as Space>::Kind>,
    {
        let mut changed = [0; WIDTH];
        // blocks are read while the sites are written
        let blocks = std::mem::take(&mut state.blocks);
        let mut moved;
        for mut block in &blocks {
            if sites.len() < state.domains.len() {
                moved = block.iter().copied().filter(|site| sites.contains(site)).collect();
                block = &moved;
            }
            if block.len() >= SHARED && block.iter().all(|&site| state.domains[site].is_two_valued()) {
                at_once(model, theta, beta, state, block, streams, &mut changed);
                continue;
            }
            for &site in block {
                let here = state.x[site];
                let domain = state.domains[site];
                let there = match domain.value_count() {
                    Some(_) if domain.is_two_valued() => flipped(model, theta, beta, state, site, streams),
                    Some(count) => one_of(model, theta, beta, state, site, count, streams),
                    None => somewhere(model, theta, beta, state, site, self.width, streams),
                };
                for (k, changed) in changed.iter_mut().enumerate() {
                    *changed += u32::from(there.lane(k) != here.lane(k));
                }
                state.x[site] = there;
            }
        }
        state.blocks = blocks;
        GibbsInfo { changed }
    }
}

impl<M: Model> Clamp<M> for Gibbs
where
    M: SiteLaws<<<M as Model>::Space as Space>::Kind>,
{
    fn step_from(&self, model: &M, state: &mut Self::State, streams: &mut Streams, first: usize) {
        let sites = first..state.domains.len();
        self.sweep(model, model.theta(), Lanes::one(), state, streams, sites);
    }
}

/// New values of a block of two-valued sites: the conditionals by all threads, the draws in order.
fn at_once<K, M: SiteLaws<K>>(
    model: &M,
    theta: &[M::Float],
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    block: &[usize],
    streams: &mut Streams,
    changed: &mut [u32; WIDTH],
) {
    let GibbsState { x, domains, .. } = state;
    let mut probabilities = vec![Lanes::zero(); block.len()];
    let tasks = probabilities.par_chunks_mut(TASK).zip(block.par_chunks(TASK));
    tasks.for_each_init(Workspace::new, |work, (probabilities, sites)| {
        for (probability, &site) in probabilities.iter_mut().zip(sites) {
            *probability = probability_of_other(model.flip_at(theta, x, beta, site, work));
        }
    });
    for (&site, probability) in block.iter().zip(probabilities) {
        let (uniform, here, domain) = (streams.uniform(), x[site], domains[site]);
        for (k, changed) in changed.iter_mut().enumerate() {
            if uniform[k] < probability.lane(k).to_f64() {
                x[site].set_lane(k, domain.other(here.lane(k)));
                *changed += 1;
            }
        }
    }
}

/// A new value of a two-valued site.
#[inline(always)]
fn flipped<K, M: SiteLaws<K>>(
    model: &M,
    theta: &[M::Float],
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    site: usize,
    streams: &mut Streams,
) -> Lanes<M::Float> {
    let GibbsState { x, domains, work, .. } = state;
    let probability = probability_of_other(model.flip_at(theta, x, beta, site, work));
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
    theta: &[M::Float],
    beta: Lanes<M::Float>,
    state: &mut GibbsState<M::Float>,
    site: usize,
    count: usize,
    streams: &mut Streams,
) -> Lanes<M::Float> {
    let GibbsState { x, domains, differences, work, .. } = state;
    let differences = &mut differences[..count];
    model.differences_at(theta, x, beta, site, differences, work);
    let (here, domain) = (x[site], domains[site]);
    categories::draw(differences, streams.uniform(), |k| domain.code(here.lane(k).to_f64()).unwrap_or(0))
        .map_or(here, |codes| Lanes::from_fn(|k| M::Float::from_f64(domain.value(codes[k]))))
}

/// A new value of a continuous site.
fn somewhere<K, M: SiteLaws<K>>(
    model: &M,
    theta: &[M::Float],
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
    if model.law_at(theta, x, beta, site, &mut coefficients, work) {
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
    let moved =
        slice::draw(domain, here, width, open, streams, |to| model.shift_at(theta, x, beta, site, to, work));
    Lanes::from_fn(|k| if open[k] { moved.lane(k) } else { there.lane(k) })
}
