//! Maximum likelihood with the model's expectation from Markov chains: persistent ones, or short ones from the data.

mod centring;
mod chase;
mod clamped;
mod fast;

use rayon::prelude::*;

use super::checkpoint::CheckpointError;
use super::{Estimator, FitError, Stochastic, Warning};
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::kernel::{Gibbs, Kernel};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Model, ParamGradient};
use crate::random::Streams;
use crate::sample::{lead, random_states};
use crate::setting::{SettingError, SettingsOf};
use crate::store::Store;
use crate::workspace::Workspace;

use chase::{Group, contrast, moved, sums, tiles, total};

pub use centring::Centring;
pub use chase::Chase;
pub use clamped::{Clamped, ClampedChase};
pub use fast::FastWeights;

/// What the values of both estimators are.
const CONTRAST: &str = "(mean energy of the examples less that of the chains; no likelihood)";

/// Chains that have not moved for so many steps of the parameters are called dead.
const DEAD: u32 = 100;

/// Stochastic maximum likelihood, also called persistent contrastive divergence: the gradient
///
/// ```text
/// mean over a batch of ∂E/∂θ − mean over chains of ∂E/∂θ
/// ```
///
/// with chains that go on from step to step, so that they stay close to the moving model. Where examples are given something, each has a
/// law of its own and a chain of its own, which starts at the example; `chains` and `warm_up` then have no meaning.
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
    /// Kernel steps of each chain for each step of the parameters, at least 1.
    pub sweeps: usize,
    /// Kernel steps of each chain before the first step of the parameters.
    pub warm_up: usize,
    /// Examples a step, at least 1; all of them where there are fewer.
    pub batch: usize,
    /// Same seed, same batches and chains.
    pub seed: u64,
    /// A in (A/2) Σ θ²; tied parameters count once.
    pub l2: f64,
    /// Parameters of the chains that run ahead.
    pub fast: Option<FastWeights>,
    /// Which parameters are biases and couplings, for centred gradients; see [`centred`](Self::centred).
    pub centring: Option<Centring>,
}

impl Default for StochasticMaximumLikelihood<Gibbs> {
    /// Site Gibbs, 128 chains, one sweep a step after 100 at the start, batches of 128, seed 0, no penalty, neither fast
    /// weights nor centring.
    fn default() -> Self {
        Self::with_kernel(Gibbs::default())
    }
}

/// Contrastive divergence: as [`StochasticMaximumLikelihood`], with chains that start at the batch anew each time and make `steps`
/// steps.
///
/// # Exactness
/// On examples from the model, and in the limit of many, the true parameters are a fixed point, as the kernel leaves their law as it is.
/// **Where the model is wrong** the fixed point is another one than that of maximum likelihood, the less so the more steps
/// (Carreira-Perpiñán & Hinton 2005); the example `consistency` shows by how much. Where the likelihood has no maximum there is no fixed
/// point, which is told; see [`infinity`](crate::infinity).
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
    /// Examples a step, at least 1; all of them where there are fewer.
    pub batch: usize,
    /// Same seed, same batches and chains.
    pub seed: u64,
    /// A in (A/2) Σ θ²; tied parameters count once.
    pub l2: f64,
    /// Which parameters are biases and couplings, for centred gradients; see [`centred`](Self::centred).
    pub centring: Option<Centring>,
}

impl Default for ContrastiveDivergence<Gibbs> {
    /// Site Gibbs, one sweep, batches of 128, seed 0, no penalty.
    fn default() -> Self {
        Self::with_kernel(Gibbs::default())
    }
}

impl<K> StochasticMaximumLikelihood<K> {
    /// The defaults with another kernel.
    pub fn with_kernel(kernel: K) -> Self {
        Self {
            kernel,
            chains: 128,
            sweeps: 1,
            warm_up: 100,
            batch: 128,
            seed: 0,
            l2: 0.0,
            fast: None,
            centring: None,
        }
    }

    /// With gradients of centred variables: of the joint density of a model with latent variables (`model.joint()`), of the model itself without.
    #[must_use]
    pub fn centred<J: ParamGradient>(self, joint: &J) -> Self {
        Self { centring: Some(Centring::of(joint)), ..self }
    }

    fn check(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("StochasticMaximumLikelihood");
        settings.count("chains", self.chains)?;
        settings.count("sweeps", self.sweeps)?;
        settings.count("batch", self.batch)?;
        settings.not_negative("l2", self.l2)?;
        self.fast.map_or(Ok(()), FastWeights::check)
    }
}

impl<K> ContrastiveDivergence<K> {
    /// The defaults with another kernel.
    pub fn with_kernel(kernel: K) -> Self {
        Self { kernel, steps: 1, batch: 128, seed: 0, l2: 0.0, centring: None }
    }

    /// With gradients of centred variables: of the joint density of a model with latent variables (`model.joint()`), of the model itself without.
    #[must_use]
    pub fn centred<J: ParamGradient>(self, joint: &J) -> Self {
        Self { centring: Some(Centring::of(joint)), ..self }
    }

    fn check(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("ContrastiveDivergence");
        settings.count("steps", self.steps)?;
        settings.count("batch", self.batch)?;
        settings.not_negative("l2", self.l2)
    }
}

impl ContrastiveDivergence<Gibbs> {
    /// With k steps.
    #[must_use]
    pub fn with_steps(steps: usize) -> Self {
        Self { steps, ..Self::default() }
    }
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

    fn measure(&self) -> &'static str {
        CONTRAST
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        self.check()?;
        self.kernel.check()?;
        let mut streams = Streams::successive(self.seed);
        let shuffle = streams.next().unwrap_or_else(|| Streams::new(self.seed));
        let own_law = !data.givens().is_empty();
        let begin = |(group, mut streams): (usize, Streams)| {
            let mut state = self.kernel.init(model, starts(model, &mut streams));
            if !own_law {
                let led = lead(model, &self.kernel, &mut state, &mut streams, group * WIDTH..self.chains);
                led.map_err(|chain| FitError::Forbidden { chain })?;
            }
            for _ in 0..if own_law { 0 } else { self.warm_up } {
                self.kernel.step(model, Lanes::one(), &mut state, &mut streams);
            }
            Ok(Group::new(state, streams))
        };
        let chains = if own_law { self.batch.clamp(1, data.count()) } else { self.chains };
        let groups: Vec<Streams> = streams.take(chains.div_ceil(WIDTH)).collect();
        let groups: Vec<_> = groups.into_par_iter().enumerate().map(begin).collect();
        let groups: Result<Vec<_>, FitError> = groups.into_iter().collect();
        let chase = Chase::new(model, data, self.batch, shuffle, groups?);
        let sites = data.site_count();
        Ok(if own_law { chase.with_particles(|row| row[..sites].to_vec()) } else { chase })
    }

    fn steps(&self, state: &Self::State) -> usize {
        state.batches.count()
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let rows = state.batches.take();
        let seen = tiles(&state.data, &rows);
        let followed = state.followed(model);
        let (drawn, against) = if state.data.givens().is_empty() {
            state.move_all(&followed, &self.kernel, self.sweeps);
            (state.drawn(self.chains), self.chains as f64)
        } else {
            let mut start = seen.clone();
            state.put_particles(&rows, 0, &mut start);
            let drawn = moved(&followed, &self.kernel, &mut state.groups, start, |state, streams| {
                for _ in 0..self.sweeps {
                    self.kernel.step(&followed, Lanes::one(), state, streams);
                }
            });
            state.take_particles(&rows, 0, &drawn);
            (drawn, total(&seen))
        };
        let share = state.share(&seen);
        let (value, observed) =
            contrast(sums(model, &seen), total(&seen), sums(model, &drawn), against, share, gradient);
        state.learn(theta, gradient, &observed, self.fast, self.centring.as_ref());
        value
    }

    fn precondition(&self, state: &Self::State, gradient: &mut [f64]) {
        state.precondition(self.centring.as_ref(), gradient);
    }

    fn is_preconditioned(&self) -> bool {
        self.centring.is_some()
    }

    fn warnings(&self, _: &M, state: &Self::State) -> Vec<Warning> {
        let own_law = !state.data.givens().is_empty();
        dead(&state.groups, if own_law { self.batch.min(state.data.count()) } else { self.chains })
    }

    fn keep(&self, state: &Self::State, store: &mut Store) {
        state.keep(&self.kernel, store);
    }

    fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
        state.resume(&self.kernel, model, store)
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, model: &M, state: &Self::State) -> Infinity {
        Infinity::of_likelihood(model, &state.data.compact())
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

    fn measure(&self) -> &'static str {
        CONTRAST
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Self::State, FitError> {
        self.check()?;
        self.kernel.check()?;
        let mut streams = Streams::successive(self.seed);
        let shuffle = streams.next().unwrap_or_else(|| Streams::new(self.seed));
        let begin =
            |mut streams: Streams| Group::new(self.kernel.init(model, starts(model, &mut streams)), streams);
        let groups = self.batch.clamp(1, data.count()).div_ceil(WIDTH);
        Ok(Chase::new(model, data, self.batch, shuffle, streams.take(groups).map(begin).collect()))
    }

    fn steps(&self, state: &Self::State) -> usize {
        state.batches.count()
    }

    fn evaluate(&self, model: &M, state: &mut Self::State, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let rows = state.batches.take();
        let seen = tiles(&state.data, &rows);
        let drawn = moved(model, &self.kernel, &mut state.groups, seen.clone(), |state, streams| {
            for _ in 0..self.steps {
                self.kernel.step(model, Lanes::one(), state, streams);
            }
        });
        let weight = total(&seen);
        let share = state.share(&seen);
        let (value, observed) =
            contrast(sums(model, &seen), weight, sums(model, &drawn), weight, share, gradient);
        state.learn(theta, gradient, &observed, None, self.centring.as_ref());
        value
    }

    fn precondition(&self, state: &Self::State, gradient: &mut [f64]) {
        state.precondition(self.centring.as_ref(), gradient);
    }

    fn is_preconditioned(&self) -> bool {
        self.centring.is_some()
    }

    fn warnings(&self, _: &M, state: &Self::State) -> Vec<Warning> {
        dead(&state.groups, self.batch.min(state.data.count()))
    }

    fn keep(&self, state: &Self::State, store: &mut Store) {
        state.keep(&self.kernel, store);
    }

    fn resume(&self, model: &M, state: &mut Self::State, store: &Store) -> Result<(), CheckpointError> {
        state.resume(&self.kernel, model, store)
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, model: &M, state: &Self::State) -> Infinity {
        Infinity::of_likelihood(model, &state.data.compact())
    }
}

/// States to start from, with room for what examples are given.
fn starts<M: Model>(model: &M, streams: &mut Streams) -> Vec<Lanes<M::Float>> {
    let mut x = random_states(model.layout(), streams);
    x.extend(model.givens().iter().map(|&value| Lanes::splat(value)));
    x.resize(model.layout().row_len(), Lanes::zero());
    x
}

/// A warning where some of the first `chains` chains have not moved for long.
fn dead<S>(groups: &[Group<S>], chains: usize) -> Vec<Warning> {
    let still = groups.iter().flat_map(|group| group.still).take(chains);
    match still.filter(|&still| still >= DEAD).count() {
        0 => Vec::new(),
        dead => vec![Warning::DeadChains { chains: dead, of: chains, steps: DEAD as usize }],
    }
}
