//! Maximum likelihood with the model's expectation from Markov chains: persistent ones, or short ones from the data.

use rayon::prelude::*;

use super::batches::Batches;
use super::checkpoint::{CheckpointError, put_batches, take_batches};
use super::{Estimator, FitError, Stochastic, checked};
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::kernel::{Gibbs, Kernel};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Model, ParamGradient};
use crate::parallel;
use crate::random::Streams;
use crate::real::Real;
use crate::sample::random_states;
use crate::store::Store;
use crate::workspace::Workspace;

/// Stochastic maximum likelihood, also called persistent contrastive divergence: the gradient
///
/// ```text
/// mean over a batch of ∂E/∂θ − mean over chains of ∂E/∂θ
/// ```
///
/// with chains that go on from step to step, so that they stay close to the moving model.
///
/// # Exactness
/// Consistent where the rate decays to zero slowly enough for the chains to follow (Younes 1999).
///
/// # Cost
/// A step: one gradient for each example of the batch and each chain, and `sweeps` kernel steps of each chain.
///
/// # References
/// Younes (1999), On the convergence of Markovian stochastic algorithms with rapidly decreasing ergodicity rates, Stochastics 65;
/// Tieleman (2008), Training restricted Boltzmann machines using approximations to the likelihood gradient.
#[derive(Clone, PartialEq, Debug)]
pub struct StochasticMaximumLikelihood<K = Gibbs> {
    /// What moves the chains.
    pub kernel: K,
    /// The number of persistent chains, at least 1.
    pub chains: usize,
    /// Kernel steps of each chain for each step of the parameters.
    pub sweeps: usize,
    /// Kernel steps of each chain before the first step of the parameters.
    pub warm_up: usize,
    /// Examples a step.
    pub batch: usize,
    /// Same seed, same batches and chains.
    pub seed: u64,
    /// A in (A/2) Σ θ²; tied parameters count once.
    pub l2: f64,
}

impl Default for StochasticMaximumLikelihood<Gibbs> {
    /// Site Gibbs, 128 chains, one sweep a step after 100 at the start, batches of 128, seed 0, no penalty.
    fn default() -> Self {
        Self { kernel: Gibbs::default(), chains: 128, sweeps: 1, warm_up: 100, batch: 128, seed: 0, l2: 0.0 }
    }
}

/// Contrastive divergence: as [`StochasticMaximumLikelihood`], with chains that start at the batch anew each time and make `steps`
/// steps.
///
/// # Exactness
/// **Not consistent**: the fixed point is biased, the less the more steps (Carreira-Perpiñán & Hinton 2005).
///
/// # Cost
/// A step: two gradients and `steps` kernel steps for each example of the batch.
///
/// # References
/// Hinton (2002), Training products of experts by minimizing contrastive divergence, Neural Comput. 14.
#[derive(Clone, PartialEq, Debug)]
pub struct ContrastiveDivergence<K = Gibbs> {
    /// What moves the chains.
    pub kernel: K,
    /// k: kernel steps of each chain, at least 1.
    pub steps: usize,
    /// Examples a step.
    pub batch: usize,
    /// Same seed, same batches and chains.
    pub seed: u64,
    /// A in (A/2) Σ θ²; tied parameters count once.
    pub l2: f64,
}

impl Default for ContrastiveDivergence<Gibbs> {
    /// Site Gibbs, one sweep, batches of 128, seed 0, no penalty.
    fn default() -> Self {
        Self { kernel: Gibbs::default(), steps: 1, batch: 128, seed: 0, l2: 0.0 }
    }
}

impl ContrastiveDivergence<Gibbs> {
    /// With k steps.
    #[must_use]
    pub fn with_steps(steps: usize) -> Self {
        Self { steps, ..Self::default() }
    }
}

/// Sixteen chains and their random streams.
struct Group<S> {
    state: S,
    streams: Streams,
}

/// Batches of examples, and chains.
pub struct Chase<S> {
    data: Examples,
    batches: Batches,
    groups: Vec<Group<S>>,
}

impl<S> std::fmt::Debug for Chase<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chase")
            .field("batches", &self.batches.count())
            .field("groups", &self.groups.len())
            .finish_non_exhaustive()
    }
}

impl<S> Chase<S> {
    fn new(data: &Examples, batch: usize, shuffle: Streams, groups: Vec<Group<S>>) -> Self {
        Self { data: data.clone(), batches: Batches::new(data, batch, shuffle), groups }
    }

    fn keep<M: Model, K: Kernel<M, State = S>>(&self, kernel: &K, store: &mut Store) {
        put_batches(store, &self.batches);
        for (number, Group { state, streams }) in self.groups.iter().enumerate() {
            store.put_list(format!("chains.{number}"), &kernel.numbers(state));
            store.put_list(format!("streams.{number}"), &streams.words());
        }
    }

    fn resume<M: Model, K: Kernel<M, State = S>>(
        &mut self,
        kernel: &K,
        model: &M,
        store: &Store,
    ) -> Result<(), CheckpointError> {
        take_batches(store, &mut self.batches)?;
        for (number, Group { state, streams }) in self.groups.iter_mut().enumerate() {
            let numbers = store.list::<f64>(&format!("chains.{number}"))?;
            if numbers.len() != kernel.numbers(state).len() {
                return Err(CheckpointError::Damaged { name: "chains" });
            }
            kernel.resume(model, state, &numbers);
            *streams = Streams::from_words(&store.list::<u64>(&format!("streams.{number}"))?)
                .ok_or(CheckpointError::Damaged { name: "streams" })?;
        }
        Ok(())
    }
}

/// Sixteen states with their weights.
type Tile<T> = (Vec<Lanes<T>>, Lanes<T>);

/// Σ weight · ∂E/∂θ and Σ weight · E over the states of all tiles.
fn sums<M: ParamGradient>(model: &M, tiles: &[Tile<M::Float>]) -> (Vec<f64>, f64) {
    let size = model.theta().len();
    let parts = tiles.par_iter().map(|(x, weight)| {
        let mut work = Workspace::new();
        let mut gradient = vec![M::Float::ZERO; size];
        model.param_gradient(model.theta(), x, Lanes::one(), *weight, &mut gradient, &mut work);
        let energy = model.energy(model.theta(), x, Lanes::one(), &mut work) * *weight;
        (gradient.into_iter().map(Real::to_f64).collect::<Vec<f64>>(), energy.total().to_f64())
    });
    let join = |(left, a): (Vec<f64>, f64), (right, b): (Vec<f64>, f64)| (parallel::add(left, right), a + b);
    parallel::join(parts.collect(), join).unwrap_or_else(|| (vec![0.0; size], 0.0))
}

/// Examples in lanes, with their weights; lanes beyond the last weigh nothing.
fn tiles<T: Real>(data: &Examples, rows: &[usize]) -> Vec<Tile<T>> {
    let tile = |rows: &[usize]| {
        let all: Vec<Vec<T>> = rows.iter().map(|&row| data.row::<T>(row)).collect();
        let lane = |k: usize| &all[k.min(all.len() - 1)];
        let x = (0..data.row_len()).map(|site| Lanes::from_fn(|k| lane(k)[site])).collect();
        let weight = |k: usize| rows.get(k).map_or(T::ZERO, |&row| T::from_f64(data.weight(row)));
        (x, Lanes::from_fn(weight))
    };
    rows.chunks(WIDTH).map(tile).collect()
}

fn total<T: Real>(tiles: &[Tile<T>]) -> f64 {
    tiles.iter().map(|(_, weight)| weight.total().to_f64()).sum()
}

/// The difference of the two means, as raw gradient; its value is the difference of the mean energies.
fn contrast(
    (observed, energy): (Vec<f64>, f64),
    weight: f64,
    (expected, other): (Vec<f64>, f64),
    against: f64,
    gradient: &mut [f64],
) -> f64 {
    for ((slope, observed), expected) in gradient.iter_mut().zip(observed).zip(expected) {
        *slope = observed / weight - expected / against;
    }
    energy / weight - other / against
}

impl<M: ParamGradient, K: Kernel<M>> Estimator<M> for StochasticMaximumLikelihood<K>
where
    K: std::fmt::Debug,
{
    type State = Chase<K::State>;
    type Mode = Stochastic;

    fn name(&self) -> &'static str {
        "stochastic_maximum_likelihood"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        checked(self.l2)?;
        if self.chains == 0 || self.sweeps == 0 {
            return Err(FitError::NoChains);
        }
        let mut streams = Streams::successive(self.seed);
        let shuffle = streams.next().unwrap_or_else(|| Streams::new(self.seed));
        let begin = |mut streams: Streams| {
            let mut state = self.kernel.init(model, random_states(model.layout(), &mut streams));
            for _ in 0..self.warm_up {
                self.kernel.step(model, Lanes::one(), &mut state, &mut streams);
            }
            Group { state, streams }
        };
        let groups: Vec<Streams> = streams.take(self.chains.div_ceil(WIDTH)).collect();
        Ok(Chase::new(data, self.batch, shuffle, groups.into_par_iter().map(begin).collect()))
    }

    fn steps(&self, state: &Self::State) -> usize {
        state.batches.count()
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, _: &[f64], gradient: &mut [f64]) -> f64 {
        use crate::kernel::Chains;
        let rows = state.batches.take();
        let seen = tiles(&state.data, &rows);
        state.groups.par_iter_mut().for_each(|Group { state, streams }| {
            for _ in 0..self.sweeps {
                self.kernel.step(model, Lanes::one(), state, streams);
            }
        });
        let chains = self.chains;
        let counts = |group: usize| {
            Lanes::from_fn(|k| if group * WIDTH + k < chains { M::Float::ONE } else { M::Float::ZERO })
        };
        let groups = state.groups.iter().enumerate();
        let drawn: Vec<_> = groups.map(|(group, of)| (of.state.x().to_vec(), counts(group))).collect();
        contrast(sums(model, &seen), total(&seen), sums(model, &drawn), chains as f64, gradient)
    }

    fn keep(&self, state: &Self::State, store: &mut Store) {
        state.keep(&self.kernel, store);
    }

    fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
        state.resume(&self.kernel, model, store)
    }

    fn infinity(&self, _: &M, _: &Self::State) -> Infinity {
        Infinity::default()
    }
}

impl<M: ParamGradient, K: Kernel<M>> Estimator<M> for ContrastiveDivergence<K>
where
    K: std::fmt::Debug,
{
    type State = Chase<K::State>;
    type Mode = Stochastic;

    fn name(&self) -> &'static str {
        "contrastive_divergence"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        checked(self.l2)?;
        if self.steps == 0 {
            return Err(FitError::NoChains);
        }
        let mut streams = Streams::successive(self.seed);
        let shuffle = streams.next().unwrap_or_else(|| Streams::new(self.seed));
        let begin = |mut streams: Streams| {
            let state = self.kernel.init(model, random_states(model.layout(), &mut streams));
            Group { state, streams }
        };
        let groups = self.batch.clamp(1, data.count()).div_ceil(WIDTH);
        Ok(Chase::new(data, self.batch, shuffle, streams.take(groups).map(begin).collect()))
    }

    fn steps(&self, state: &Self::State) -> usize {
        state.batches.count()
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, _: &[f64], gradient: &mut [f64]) -> f64 {
        use crate::kernel::Chains;
        let rows = state.batches.take();
        let seen = tiles(&state.data, &rows);
        let moved = state.groups.par_iter_mut().zip(&seen).map(|(Group { state, streams }, (x, weight))| {
            self.kernel.place(model, state, x.clone());
            for _ in 0..self.steps {
                self.kernel.step(model, Lanes::one(), state, streams);
            }
            (state.x().to_vec(), *weight)
        });
        let drawn: Vec<_> = moved.collect();
        let weight = total(&seen);
        contrast(sums(model, &seen), weight, sums(model, &drawn), weight, gradient)
    }

    fn keep(&self, state: &Self::State, store: &mut Store) {
        state.keep(&self.kernel, store);
    }

    fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
        state.resume(&self.kernel, model, store)
    }

    fn infinity(&self, _: &M, _: &Self::State) -> Infinity {
        Infinity::default()
    }
}
