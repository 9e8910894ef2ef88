//! What a run with chains keeps from step to step: batches, chains, what follows the gradients.

use rayon::prelude::*;

use super::centring::Centring;
use super::fast::FastWeights;
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::estimator::batches::Batches;
use crate::estimator::checkpoint::{CheckpointError, list, put_batches, take_batches};
use crate::kernel::{Chains, Kernel};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Model, ParamGradient};
use crate::parallel;
use crate::random::Streams;
use crate::real::Real;
use crate::store::Store;
use crate::workspace::Workspace;

/// Sixteen chains and their random streams.
pub(super) struct Group<S> {
    pub(super) state: S,
    pub(super) streams: Streams,
    /// For how many steps of the parameters each chain has not moved.
    pub(super) still: [u32; WIDTH],
}

impl<S> Group<S> {
    pub(super) fn new(state: S, streams: Streams) -> Self {
        Self { state, streams, still: [0; WIDTH] }
    }

    /// Counts the chains that are where they were.
    fn notice<T: Real>(&mut self, before: &[Lanes<T>])
    where
        S: Chains<T>,
    {
        let after = self.state.x();
        for (k, still) in self.still.iter_mut().enumerate() {
            let moved = before.iter().zip(after).any(|(before, after)| before.lane(k) != after.lane(k));
            *still = if moved { 0 } else { still.saturating_add(1) };
        }
    }
}

/// Batches of examples, and chains.
pub struct Chase<S> {
    pub(super) data: Examples,
    pub(super) batches: Batches,
    pub(super) groups: Vec<Group<S>>,
    /// The sites of one chain for each example, where each has a law of its own; empty where all have one.
    particles: Vec<Vec<f64>>,
    coordinates: Coordinates,
    /// By how much the chains' parameters are away from the model's, by free coordinates; empty without fast weights.
    fast: Vec<f64>,
    /// The running mean of the gradients of the examples, by free coordinates; empty before the first, and without centring.
    offsets: Vec<f64>,
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
    pub(super) fn new<M: Model>(
        model: &M,
        data: &Examples,
        batch: usize,
        shuffle: Streams,
        groups: Vec<Group<S>>,
    ) -> Self {
        Self {
            data: data.clone(),
            batches: Batches::new(data, batch, shuffle),
            groups,
            particles: Vec::new(),
            coordinates: Coordinates::new(model.layout()),
            fast: Vec::new(),
            offsets: Vec::new(),
        }
    }

    /// One chain for each example, which starts as `of` says of its row.
    pub(super) fn with_particles(mut self, of: impl FnMut(Vec<f64>) -> Vec<f64>) -> Self {
        self.particles = (0..self.data.count()).map(|row| self.data.row::<f64>(row)).map(of).collect();
        self
    }

    /// What a batch weighs, over what as many examples weigh on average: 1 without weights. A batch counts by this, so that the mean
    /// over an epoch is that over the examples.
    pub(super) fn share<T: Real>(&self, tiles: &[Tile<T>]) -> f64 {
        let rows: usize =
            tiles.iter().map(|(_, weight)| weight.0.iter().filter(|weight| **weight > T::ZERO).count()).sum();
        total(tiles) * self.batches.order.len() as f64 / (rows as f64 * self.data.total_weight())
    }

    /// Moves all chains.
    pub(super) fn move_all<M: Model, K: Kernel<M, State = S>>(&mut self, model: &M, kernel: &K, steps: usize)
    where
        S: Chains<M::Float> + Send,
    {
        self.groups.par_iter_mut().for_each(|group| {
            let before = group.state.x().to_vec();
            for _ in 0..steps {
                kernel.step(model, Lanes::one(), &mut group.state, &mut group.streams);
            }
            group.notice(&before);
        });
    }

    /// The states of the first `chains` chains, each of weight 1.
    pub(super) fn drawn<T: Real>(&self, chains: usize) -> Vec<Tile<T>>
    where
        S: Chains<T>,
    {
        let counts =
            |group: usize| Lanes::from_fn(|k| if group * WIDTH + k < chains { T::ONE } else { T::ZERO });
        let groups = self.groups.iter().enumerate();
        groups.map(|(group, of)| (of.state.x().to_vec(), counts(group))).collect()
    }

    /// Puts the chains of some rows into tiles of these rows, at the places of their sites from `first` on.
    pub(super) fn put_particles<T: Real>(&self, rows: &[usize], first: usize, tiles: &mut [Tile<T>]) {
        for ((x, _), rows) in tiles.iter_mut().zip(rows.chunks(WIDTH)) {
            for k in 0..WIDTH {
                let particle = &self.particles[rows[k.min(rows.len() - 1)]];
                for (x, &value) in x[first..].iter_mut().zip(particle) {
                    x.set_lane(k, T::from_f64(value));
                }
            }
        }
    }

    /// Takes them back.
    pub(super) fn take_particles<T: Real>(&mut self, rows: &[usize], first: usize, tiles: &[Tile<T>]) {
        for ((x, _), rows) in tiles.iter().zip(rows.chunks(WIDTH)) {
            for (k, &row) in rows.iter().enumerate() {
                for (value, x) in self.particles[row].iter_mut().zip(&x[first..]) {
                    *value = x.lane(k).to_f64();
                }
            }
        }
    }

    /// The model whose law the chains follow.
    pub(super) fn followed<M: Model>(&self, model: &M) -> M {
        let mut followed = model.clone();
        if !self.fast.is_empty() {
            let mut phi = self.coordinates.to_free(model.theta());
            phi.iter_mut().zip(&self.fast).for_each(|(phi, fast)| *phi += fast);
            let mut theta = model.theta().to_vec();
            self.coordinates.to_public(&phi, &mut theta);
            followed.set_theta(&theta);
        }
        followed
    }

    /// Lets fast weights and offsets follow: the raw gradient of the objective, and the part of the examples in it.
    pub(super) fn learn(
        &mut self,
        theta: &[f64],
        gradient: &[f64],
        observed: &[f64],
        fast: Option<FastWeights>,
        centring: Option<&Centring>,
    ) {
        let mut slope = vec![0.0; self.coordinates.len()];
        if let Some(fast) = fast {
            self.coordinates.pull_back(theta, gradient, &mut slope);
            self.fast.resize(slope.len(), 0.0);
            fast.follow(&slope, &mut self.fast);
        }
        if let Some(centring) = centring {
            self.coordinates.pull_back(theta, observed, &mut slope);
            centring.follow(&slope, &mut self.offsets);
        }
    }

    /// Makes the gradient by free coordinates that of centred statistics.
    pub(super) fn precondition(&self, centring: Option<&Centring>, gradient: &mut [f64]) {
        if let Some(centring) = centring {
            centring.apply(&self.offsets, gradient);
        }
    }

    pub(super) fn keep<M: Model, K: Kernel<M, State = S>>(&self, kernel: &K, store: &mut Store) {
        put_batches(store, &self.batches);
        keep_groups(kernel, &self.groups, "chains", store);
        store.put_list("particles", &self.particles.concat());
        store.put_list("fast", &self.fast);
        store.put_list("offsets", &self.offsets);
    }

    pub(super) fn resume<M: Model, K: Kernel<M, State = S>>(
        &mut self,
        kernel: &K,
        model: &M,
        store: &Store,
    ) -> Result<(), CheckpointError> {
        take_batches(store, &mut self.batches)?;
        resume_groups(kernel, model, &mut self.groups, "chains", store)?;
        let mut particles = list(store, "particles", self.particles.concat().len())?.into_iter();
        self.particles.iter_mut().flatten().zip(&mut particles).for_each(|(value, kept)| *value = kept);
        self.fast = store.list("fast")?;
        self.offsets = store.list("offsets")?;
        Ok(())
    }
}

/// Keeps chains under a name.
pub(super) fn keep_groups<M: Model, K: Kernel<M>>(
    kernel: &K,
    groups: &[Group<K::State>],
    name: &str,
    store: &mut Store,
) {
    for (number, Group { state, streams, still }) in groups.iter().enumerate() {
        store.put_list(format!("{name}.{number}"), &kernel.numbers(state));
        store.put_list(format!("{name}.{number}.streams"), &streams.words());
        store.put_list(format!("{name}.{number}.still"), &still.map(u64::from));
    }
}

/// Brings chains to where they were.
pub(super) fn resume_groups<M: Model, K: Kernel<M>>(
    kernel: &K,
    model: &M,
    groups: &mut [Group<K::State>],
    name: &'static str,
    store: &Store,
) -> Result<(), CheckpointError> {
    for (number, Group { state, streams, still }) in groups.iter_mut().enumerate() {
        let numbers = store.list::<f64>(&format!("{name}.{number}"))?;
        if numbers.len() != kernel.numbers(state).len() {
            return Err(CheckpointError::Damaged { name });
        }
        kernel.resume(model, state, &numbers);
        *streams = Streams::from_words(&store.list::<u64>(&format!("{name}.{number}.streams"))?)
            .ok_or(CheckpointError::Damaged { name })?;
        for (still, word) in still.iter_mut().zip(store.list::<u64>(&format!("{name}.{number}.still"))?) {
            *still = word as u32;
        }
    }
    Ok(())
}

/// Sixteen states with their weights.
pub(super) type Tile<T> = (Vec<Lanes<T>>, Lanes<T>);

/// Moves chains that start at tiles.
pub(super) fn moved<M: Model, K: Kernel<M>>(
    model: &M,
    kernel: &K,
    groups: &mut [Group<K::State>],
    tiles: Vec<Tile<M::Float>>,
    step: impl Fn(&mut K::State, &mut Streams) + Sync,
) -> Vec<Tile<M::Float>> {
    let moved = groups.par_iter_mut().zip(tiles).map(|(group, (x, weight))| {
        kernel.place(model, &mut group.state, x.clone());
        step(&mut group.state, &mut group.streams);
        group.notice(&x);
        (group.state.x().to_vec(), weight)
    });
    moved.collect()
}

/// Σ weight · ∂E/∂θ and Σ weight · E over the states of all tiles.
pub(super) fn sums<M: ParamGradient>(model: &M, tiles: &[Tile<M::Float>]) -> (Vec<f64>, f64) {
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
pub(super) fn tiles<T: Real>(data: &Examples, rows: &[usize]) -> Vec<Tile<T>> {
    let tile = |rows: &[usize]| {
        let all: Vec<Vec<T>> = rows.iter().map(|&row| data.row::<T>(row)).collect();
        let lane = |k: usize| &all[k.min(all.len() - 1)];
        let x = (0..data.row_len()).map(|site| Lanes::from_fn(|k| lane(k)[site])).collect();
        let weight = |k: usize| rows.get(k).map_or(T::ZERO, |&row| T::from_f64(data.weight(row)));
        (x, Lanes::from_fn(weight))
    };
    rows.chunks(WIDTH).map(tile).collect()
}

pub(super) fn total<T: Real>(tiles: &[Tile<T>]) -> f64 {
    tiles.iter().map(|(_, weight)| weight.total().to_f64()).sum()
}

/// The difference of the two means, as raw gradient, and the first of them; its value is the difference of the mean energies.
/// All are multiplied by `share`, what the batch weighs for its size.
pub(super) fn contrast(
    (mut observed, energy): (Vec<f64>, f64),
    weight: f64,
    (expected, other): (Vec<f64>, f64),
    against: f64,
    share: f64,
    gradient: &mut [f64],
) -> (f64, Vec<f64>) {
    observed.iter_mut().for_each(|slope| *slope *= share / weight);
    for ((slope, observed), expected) in gradient.iter_mut().zip(&observed).zip(expected) {
        *slope = observed - share * (expected / against);
    }
    (share * (energy / weight - other / against), observed)
}
