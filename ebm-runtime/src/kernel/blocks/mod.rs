//! Block Gibbs: many sites at a time are drawn from their joint law given all others, by summing out one after the other.

mod sums;

use std::sync::Arc;

use self::sums::{Room, Sums};
use super::gibbs::{Gibbs, Order};
use super::{Chains, Kernel, Sampling};
use crate::domain::Domain;
use crate::factors::{Blocks, FactorGraph, ReadingError};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Local;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::SettingError;
use crate::workspace::Workspace;

/// Gibbs sampling by blocks, for models of discrete sites that are products of small tables: lattices, graphs, Markov networks.
///
/// A step draws every block in turn exactly, given the sites outside of it. Blocks are most of the model wherever tables of a few sites
/// suffice for that: a square lattice in tables of 64 entries leaves a sixth of its sites out. States that site Gibbs leaves once in
/// an age (frustrated couplings, low temperatures) are left at the next step.
///
/// It is made for the tables of one model, and runs on that model at every inverse temperature and on every path that leads from
/// independent sites to it. On a model that differs from its tables by more than independent sites, it makes sweeps of site Gibbs.
///
/// # Cost
/// For each site of a block a sum over a table of at most `entries` entries: with 64, about as much as ten energy differences.
///
/// # References
/// Jensen, Kjærulff & Kong (1995), Blocking Gibbs sampling in very large probabilistic expert systems, Int. J. Human-Computer Studies
/// 42; Hamze & de Freitas (2004), From fields to trees, UAI.
#[derive(Clone, Debug)]
pub struct BlockGibbs {
    sums: Arc<Sums>,
    /// How it is run, the order of the blocks, and what takes its place where the tables are not the model's.
    pub gibbs: Gibbs,
}

impl BlockGibbs {
    /// The number of entries of the largest table, unless another is asked for.
    pub const ENTRIES: usize = 64;

    /// For the tables of a model.
    pub fn new(graph: &FactorGraph) -> Self {
        Self::with_entries(graph, Self::ENTRIES)
    }

    /// As [`new`](Self::new), with tables of at most so many entries: blocks grow with it, and so does the cost.
    pub fn with_entries(graph: &FactorGraph, entries: usize) -> Self {
        let sums = Sums::new(graph, &Blocks::new(graph, entries));
        Self { sums: Arc::new(sums), gibbs: Gibbs::default() }
    }

    /// For a model, whose tables are read off its energy differences.
    ///
    /// # Errors
    /// As [`FactorGraph::of_model`].
    pub fn of_model<M: Local>(model: &M) -> Result<Self, ReadingError> {
        Ok(Self::new(&FactorGraph::of_model(model)?))
    }

    /// The share of all sites that the average block has.
    pub fn share(&self) -> f64 {
        self.sums.share()
    }
}

/// Equal where they run the same way on the same tables, held once.
impl PartialEq for BlockGibbs {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.sums, &other.sums) && self.gibbs == other.gibbs
    }
}

/// Sixteen chains of block Gibbs.
pub struct BlockGibbsState<T, S> {
    domains: Vec<Domain>,
    /// What the model adds to the tables at each value of each site, at β = 0 and how it grows with β; `None` where it adds more.
    own: Option<Vec<Vec<(f64, f64)>>>,
    /// The chains: kept by site Gibbs, which takes over where the tables are not the model's.
    sites: S,
    room: Room,
    x: Vec<Lanes<T>>,
}

impl<T, S> Chains<T> for BlockGibbsState<T, S>
where
    S: Chains<T>,
{
    fn x(&self) -> &[Lanes<T>] {
        if self.own.is_some() { &self.x } else { self.sites.x() }
    }
}

impl<M: Local> Kernel<M> for BlockGibbs
where
    Gibbs: Kernel<M>,
{
    type State = BlockGibbsState<M::Float, <Gibbs as Kernel<M>>::State>;
    type Info = ();

    fn sampling(&self) -> Sampling {
        Kernel::<M>::sampling(&self.gibbs)
    }

    fn check(&self) -> Result<(), SettingError> {
        Kernel::<M>::check(&self.gibbs)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let domains = model.layout().domains();
        let own = own_tables(model, &domains, &self.sums);
        let sites = self.gibbs.init(model, x.clone());
        BlockGibbsState { domains, own, sites, room: Room::default(), x }
    }

    fn step(&self, model: &M, beta: Lanes<M::Float>, state: &mut Self::State, streams: &mut Streams) {
        let Some(own) = &state.own else {
            self.gibbs.step(model, beta, &mut state.sites, streams);
            return;
        };
        let beta = Lanes(beta.0.map(Real::to_f64));
        let code = |(x, domain): (&Lanes<M::Float>, &Domain)| {
            std::array::from_fn(|k| domain.code(x.lane(k).to_f64()).unwrap_or(0))
        };
        let mut codes: Vec<[usize; WIDTH]> = state.x.iter().zip(&state.domains).map(code).collect();
        let backward = self.gibbs.order == Order::Backward;
        self.sums.draw(own, beta, backward, &mut codes, &mut state.room, streams);
        for ((x, codes), domain) in state.x.iter_mut().zip(&codes).zip(&state.domains) {
            *x = Lanes::from_fn(|k| M::Float::from_f64(domain.value(codes[k])));
        }
    }

    fn reverse(&self) -> Self {
        Self { sums: Arc::clone(&self.sums), gibbs: Kernel::<M>::reverse(&self.gibbs) }
    }

    fn place(&self, model: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        self.gibbs.place(model, &mut state.sites, x.clone());
        state.x = x;
    }
}

/// What the model adds to the tables at each value of each site: its part at β = 0, and by how much that grows with β.
///
/// −E_β(x) = Σ_s own_s(x_s; β) + β Σ_f t_f(x_f) + const, own linear in β: read at two inverse temperatures, and checked at random
/// states and inverse temperatures.
fn own_tables<M: Local>(model: &M, domains: &[Domain], sums: &Sums) -> Option<Vec<Vec<(f64, f64)>>> {
    const PLACES: [f64; 2] = [0.25, 0.5];
    let graph = sums.graph();
    let counts: Vec<usize> = domains.iter().map(|domain| domain.value_count().unwrap_or(0)).collect();
    if counts != graph.counts() {
        return None;
    }
    let (theta, mut work) = (model.theta_f64(), Workspace::new());
    let givens: Vec<Lanes<f64>> = model.givens().iter().map(|value| Lanes::splat(value.to_f64())).collect();
    let mut streams = Streams::new(0);
    let mut random = |first: bool| -> (Vec<Vec<usize>>, Vec<Lanes<f64>>) {
        let mut states = vec![Vec::new(); WIDTH];
        let mut x = Vec::new();
        for (domain, &count) in domains.iter().zip(&counts) {
            let uniform = streams.uniform();
            let code = |k: usize| if first && k == 0 { 0 } else { (uniform[k] * count as f64) as usize };
            (0..WIDTH).for_each(|k| states[k].push(code(k)));
            x.push(Lanes::from_fn(|k| domain.value(code(k))));
        }
        x.extend(&givens);
        (states, x)
    };
    // an allowed state to read at
    let (origin, x) = (0..64).find_map(|attempt| {
        let (states, x) = random(attempt == 0);
        let k = states.iter().position(|state| graph.log_weight(state) > f64::NEG_INFINITY)?;
        Some((states[k].clone(), x.iter().map(|x| Lanes::splat(x.lane(k))).collect::<Vec<Lanes<f64>>>()))
    })?;
    let of_tables = sums.lines(&origin);
    let mut own = Vec::with_capacity(counts.len());
    for (site, &count) in counts.iter().enumerate() {
        let mut rises = vec![Lanes::zero(); count];
        let beta = Lanes::from_fn(|k| PLACES[k % 2]);
        model.differences(&theta, &x, beta, site, &mut rises, &mut work);
        let line = rises.iter().zip(&of_tables[site]).map(|(rise, table)| {
            let at = |k: usize| -rise.lane(k) - PLACES[k] * (table - of_tables[site][origin[site]]);
            let slope = (at(1) - at(0)) / (PLACES[1] - PLACES[0]);
            // what the tables forbid needs nothing more
            if slope.is_finite() { (at(0) - slope * PLACES[0], slope) } else { (0.0, 0.0) }
        });
        own.push(line.collect::<Vec<(f64, f64)>>());
    }
    let weight = |state: &[usize], beta: f64| {
        let own: f64 = state.iter().zip(&own).map(|(&code, own)| own[code].0 + beta * own[code].1).sum();
        own + beta * graph.log_weight(state)
    };
    let scale = 1.0
        + graph
            .tables()
            .iter()
            .flat_map(|t| t.values())
            .fold(0.0_f64, |top, v| if v.is_finite() { top.max(v.abs()) } else { top });
    // sums of all tables, each with the rounding of the largest
    let allowed = 1e-12 * scale * (graph.tables().len() + counts.len()) as f64;
    for number in 0..8 {
        let beta = 0.1 + 0.11 * f64::from(number);
        let (states, there) = random(false);
        let from = model.energy(&theta, &x, Lanes::splat(beta), &mut work).lane(0);
        let energy = model.energy(&theta, &there, Lanes::splat(beta), &mut work);
        for (k, state) in states.iter().enumerate() {
            let (found, expected) = (weight(&origin, beta) - weight(state, beta), energy.lane(k) - from);
            // ∞ − ∞ is no number, and differs
            let difference = if found == expected { 0.0 } else { (found - expected).abs() };
            if difference.is_nan() || difference > allowed {
                return None;
            }
        }
    }
    Some(own)
}
