//! Latent variables that do not sum out: drawn from the joint density, with what is seen held fast.

use std::fmt::Debug;

use super::chase::{Group, Tile, contrast, keep_groups, moved, resume_groups, sums, tiles, total};
use super::{CONTRAST, Chase, ContrastiveDivergence, StochasticMaximumLikelihood, starts};
use crate::data::Examples;
use crate::estimator::checkpoint::CheckpointError;
use crate::estimator::{Estimator, FitError, Stochastic, Warning};
use crate::infinity::Infinity;
use crate::kernel::{Clamp, Kernel};
use crate::lanes::{Lane, WIDTH};
use crate::model::{Latents, Model, ParamGradient};
use crate::random::Streams;
use crate::sample::random_states;
use crate::setting::SettingsOf;
use crate::store::Store;

/// An estimator by chains for models whose latent variables are sampled: made by `clamped()`.
///
/// The gradient is the mean of ∂E/∂θ over latent variables drawn given each example, less the mean over the model:
///
/// ```text
/// mean over a batch of E_{p(h | v)}[∂E/∂θ] − E_p[∂E/∂θ]
/// ```
///
/// Every example has a chain of its latent variables, which goes on when the example's turn comes again; chains of the model are those of
/// the estimator, over visible and latent variables together.
///
/// # Exactness
/// As of the estimator, if the clamped chains follow the model too.
///
/// # Cost
/// A step: as of the estimator, and `sweeps` sweeps over the latent variables of each example of the batch.
///
/// # References
/// Neal (1992), Connectionist learning of belief networks, Artif. Intell. 56; Salakhutdinov & Hinton (2009), Deep Boltzmann machines,
/// section 2.
#[derive(Clone, PartialEq, Debug)]
pub struct Clamped<E> {
    /// How the model's own expectation is estimated.
    pub estimator: E,
    /// Sweeps over the latent variables of an example, each time that it is visited; at least 1.
    pub sweeps: usize,
}

/// Sweeps over the latent variables, if not asked otherwise.
const SWEEPS: usize = 5;

impl<K> StochasticMaximumLikelihood<K> {
    /// For latent variables that are sampled, not summed out, with 5 sweeps over those of an example.
    pub fn clamped(self) -> Clamped<Self> {
        Clamped { estimator: self, sweeps: SWEEPS }
    }
}

impl<K> ContrastiveDivergence<K> {
    /// For latent variables that are sampled, not summed out, with 5 sweeps over those of an example.
    pub fn clamped(self) -> Clamped<Self> {
        Clamped { estimator: self, sweeps: SWEEPS }
    }
}

/// Chains of a run: those of examples, and those of the model.
pub struct ClampedChase<S> {
    seen: Chase<S>,
    free: Vec<Group<S>>,
}

impl<S> Debug for ClampedChase<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClampedChase").field("seen", &self.seen).field("free", &self.free.len()).finish()
    }
}

/// Examples with their latent variables, between what is seen and what is given.
fn joint_tiles<J: Model>(joint: &J, state: &Chase<impl Sized>, rows: &[usize]) -> Vec<Tile<J::Float>> {
    let seen = state.data.site_count();
    let latent = joint.layout().site_count() - seen;
    let widen = |(mut x, weight): Tile<J::Float>| {
        let given = x.split_off(seen);
        x.resize(seen + latent, Lane::zero());
        x.extend(given);
        (x, weight)
    };
    let mut tiles: Vec<_> = tiles(&state.data, rows).into_iter().map(widen).collect();
    state.put_particles(rows, seen, &mut tiles);
    tiles
}

impl<E> Clamped<E> {
    /// Chains of each example's latent variables, and `free` chains of the model after a warm-up.
    fn begin<M: Latents, K: Kernel<M::Joint>>(
        &self,
        model: &M,
        data: &Examples,
        kernel: &K,
        (batch, seed): (usize, u64),
        (free, warm_up): (usize, usize),
    ) -> Result<ClampedChase<K::State>, FitError> {
        SettingsOf("Clamped").count("sweeps", self.sweeps)?;
        kernel.check()?;
        let joint = model.joint();
        let mut streams = Streams::successive(seed);
        let mut next = || streams.next().unwrap_or_else(|| Streams::new(seed));
        let (shuffle, mut latents) = (next(), next());
        let begin = |mut streams: Streams, steps: usize| {
            let mut state = kernel.init(&joint, starts(&joint, &mut streams));
            for _ in 0..steps {
                kernel.step(&joint, Lane::one(), &mut state, &mut streams);
            }
            Group::new(state, streams)
        };
        let clamped = (0..batch.clamp(1, data.count()).div_ceil(WIDTH)).map(|_| begin(next(), 0)).collect();
        let free = (0..free.div_ceil(WIDTH)).map(|_| begin(next(), warm_up)).collect();
        let seen = data.site_count();
        let chase = Chase::new(model, data, batch, shuffle, clamped);
        let mut drawn = Vec::new();
        let mut place = 0;
        let seen = chase.with_particles(|_| {
            if place % WIDTH == 0 {
                drawn = random_states::<f64>(joint.layout(), &mut latents);
            }
            let lane = place % WIDTH;
            place += 1;
            drawn[seen..].iter().map(|x| x.lane(lane)).collect()
        });
        Ok(ClampedChase { seen, free })
    }

    /// Moves the latent variables of the next batch.
    fn visit<J: Model, K: Clamp<J>>(
        &self,
        joint: &J,
        kernel: &K,
        state: &mut Chase<K::State>,
    ) -> Vec<Tile<J::Float>> {
        let rows = state.batches.take();
        let seen = state.data.site_count();
        let start = joint_tiles(joint, state, &rows);
        let sweeps = self.sweeps;
        let drawn = moved(joint, kernel, &mut state.groups, start, |state, streams| {
            for _ in 0..sweeps {
                kernel.step_from(joint, state, streams, seen);
            }
        });
        let latent = joint.layout().site_count() - seen;
        let only = |(x, weight): &Tile<J::Float>| (x[..seen + latent].to_vec(), *weight);
        state.take_particles(&rows, seen, &drawn.iter().map(only).collect::<Vec<_>>());
        drawn
    }
}

/// What both estimators share.
macro_rules! common {
    () => {
        type Mode = Stochastic;

        fn l2(&self) -> f64 {
            self.estimator.l2
        }

        fn settings(&self) -> String {
            format!("{self:?}")
        }

        fn steps(&self, state: &Self::State) -> usize {
            state.seen.batches.count()
        }

        fn precondition(&self, state: &Self::State, gradient: &mut [f64]) {
            state.seen.precondition(self.estimator.centring.as_ref(), gradient);
        }

        fn is_preconditioned(&self) -> bool {
            self.estimator.centring.is_some()
        }

        fn keep(&self, state: &Self::State, store: &mut Store) {
            state.seen.keep(&self.estimator.kernel, store);
            keep_groups(&self.estimator.kernel, &state.free, "free", store);
        }

        fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
            let joint = model.joint();
            state.seen.resume(&self.estimator.kernel, &joint, store)?;
            resume_groups(&self.estimator.kernel, &joint, &mut state.free, "free", store)
        }

        fn infinity(&self, model: &M, state: &Self::State) -> Infinity {
            Infinity::of_likelihood(&model.joint(), &state.seen.data.compact())
        }
    };
}

impl<M: Latents, K: Clamp<M::Joint> + Debug> Estimator<M> for Clamped<StochasticMaximumLikelihood<K>>
where
    M::Joint: ParamGradient,
{
    type State = ClampedChase<K::State>;
    common!();

    fn name(&self) -> &'static str {
        "clamped_stochastic_maximum_likelihood"
    }

    fn measure(&self) -> &'static str {
        CONTRAST
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        let of = &self.estimator;
        of.check()?;
        if let Some(array) = data.givens().first() {
            return Err(FitError::ClampedGiven { name: array.name.clone() });
        }
        self.begin(model, data, &of.kernel, (of.batch, of.seed), (of.chains, of.warm_up))
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let (of, joint) = (&self.estimator, model.joint());
        let seen = self.visit(&joint, &of.kernel, &mut state.seen);
        let followed = state.seen.followed(&joint);
        // the chains of the model stand where `move_all` finds them
        std::mem::swap(&mut state.seen.groups, &mut state.free);
        state.seen.move_all(&followed, &of.kernel, of.sweeps);
        let drawn = state.seen.drawn(of.chains);
        std::mem::swap(&mut state.seen.groups, &mut state.free);
        let (share, chains) = (state.seen.share(&seen), of.chains as f64);
        let (value, observed) =
            contrast(sums(&joint, &seen), total(&seen), sums(&joint, &drawn), chains, share, gradient);
        state.seen.learn(theta, gradient, &observed, of.fast, of.centring.as_ref());
        value
    }

    fn warnings(&self, _: &M, state: &Self::State) -> Vec<Warning> {
        super::dead(&state.free, self.estimator.chains)
    }
}

impl<M: Latents, K: Clamp<M::Joint> + Debug> Estimator<M> for Clamped<ContrastiveDivergence<K>>
where
    M::Joint: ParamGradient,
{
    type State = ClampedChase<K::State>;
    common!();

    fn name(&self) -> &'static str {
        "clamped_contrastive_divergence"
    }

    fn measure(&self) -> &'static str {
        CONTRAST
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        let of = &self.estimator;
        of.check()?;
        let batch = of.batch.clamp(1, data.count());
        self.begin(model, data, &of.kernel, (of.batch, of.seed), (batch, 0))
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let (of, joint) = (&self.estimator, model.joint());
        let seen = self.visit(&joint, &of.kernel, &mut state.seen);
        let drawn = moved(&joint, &of.kernel, &mut state.free, seen.clone(), |state, streams| {
            for _ in 0..of.steps {
                of.kernel.step(&joint, Lane::one(), state, streams);
            }
        });
        let weight = total(&seen);
        let share = state.seen.share(&seen);
        let (value, observed) =
            contrast(sums(&joint, &seen), weight, sums(&joint, &drawn), weight, share, gradient);
        state.seen.learn(theta, gradient, &observed, None, of.centring.as_ref());
        value
    }
    fn warnings(&self, _: &M, state: &Self::State) -> Vec<Warning> {
        super::dead(&state.free, self.estimator.batch.min(state.seen.data.count()))
    }
}
