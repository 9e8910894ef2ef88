//! Annealed importance sampling, forward and back.

use super::answer::{LogZ, Starts};
use super::schedule::{Schedule, respaced};
use super::start::Start;
use super::walk::{Beginnings, Runs, Walk};
use super::weights::Weights;
use super::{LogZError, LogZMethod, LogZRatioMethod, check_given};
use crate::kernel::{Gibbs, Kernel};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Energy, Model};
use crate::path::{Independent, Path};
use crate::random::Streams;
use crate::real::Real;
use crate::sample::random_states;

/// Above this spread of ln w the ends of forward runs are drawn by their weights.
const UNEVEN: f64 = 1.0;

/// Annealed importance sampling: independent runs from a density of known normaliser along a path to the model; each ends with a
/// weight whose expectation is the ratio of the normalisers.
///
/// Reverse runs from the model back to the start give the same ratio from the other side, and both together Bennett's estimate. They
/// start where the forward runs ended (drawn by their weights where these are uneven: sd(ln w) above 1), after `warm_up` further
/// steps: long-run states, not exact draws, so that the upper end is no bound if the chains have missed a part of the states. Where a
/// forward run meets a forbidden state there are no reverse ones. See [`LogZ`] for what is reported, and when it is trusted.
///
/// # Cost
/// Forward: `runs` × `steps` kernel steps and twice as many energies; the pilot of an adaptive schedule a tenth of that; reverse as
/// much again with `warm_up` steps more. Shared among all threads, sixteen runs side by side; the same answer for any number of them.
///
/// # References
/// Neal (2001), Annealed importance sampling, Stat. Comput. 11; Salakhutdinov & Murray (2008), On the quantitative analysis of deep
/// belief networks, for latents summed out; Burda, Grosse & Salakhutdinov (2015) for the reverse runs.
#[derive(Clone, PartialEq, Debug)]
pub struct AnnealedImportanceSampling<K = Gibbs> {
    /// What moves the states; for reverse runs its reversal is used.
    pub kernel: K,
    /// Where the path starts.
    pub start: Start,
    /// How the places on the path are spaced.
    pub schedule: Schedule,
    /// The number of intervals of the path, at least 1.
    pub steps: usize,
    /// The number of runs in each direction, at least 2.
    pub runs: usize,
    /// Whether there are reverse runs.
    pub reverse: bool,
    /// Steps at the model itself before reverse runs start.
    pub warm_up: usize,
    /// Same seed, same answer, whatever the number of threads.
    pub seed: u64,
}

impl Default for AnnealedImportanceSampling<Gibbs> {
    /// Site Gibbs, an automatic start, 1000 adaptive intervals, 96 runs in each direction, 1000 steps before the reverse ones, seed 0.
    fn default() -> Self {
        Self::with_kernel(Gibbs::default())
    }
}

impl<K> AnnealedImportanceSampling<K> {
    /// The defaults with another kernel.
    pub fn with_kernel(kernel: K) -> Self {
        Self {
            kernel,
            start: Start::Automatic,
            schedule: Schedule::Adaptive,
            steps: 1000,
            runs: 96,
            reverse: true,
            warm_up: 1000,
            seed: 0,
        }
    }

    fn check(&self) -> Result<(), LogZError> {
        if self.steps == 0 {
            return Err(LogZError::NoSteps);
        }
        if self.runs < 2 {
            return Err(LogZError::TooFewRuns { found: self.runs });
        }
        Ok(self.schedule.check()?)
    }

    /// Both directions along a path whose start has the log normaliser `known`; `begin` gives states of the start, sixteen runs an
    /// entry, from the streams that will move them.
    fn walk<A, B>(
        &self,
        method: &'static str,
        walk: &Walk<A, B, K>,
        known: f64,
        begin: impl Fn(Vec<Streams>) -> Beginnings<B::Float>,
    ) -> Result<LogZ, LogZError>
    where
        B: Energy,
        A: Energy<Float = B::Float, Space = B::Space>,
        K: Kernel<Path<A, B>>,
    {
        let groups = self.runs.div_ceil(WIDTH);
        // streams of their own for pilot, forward and reverse runs: each group of sixteen takes the next ones
        let mut streams = Streams::successive(self.seed);
        let mut next = |count: usize| -> Vec<Streams> { streams.by_ref().take(count).collect() };
        let mut places = self.schedule.places(self.steps);
        if self.schedule == Schedule::Adaptive && self.steps >= 20 {
            let pilot_places = self.schedule.places((self.steps / 10).max(10));
            let pilot = walk.run(&pilot_places, begin(next(1)), WIDTH)?;
            places = respaced(&pilot_places, &pilot.spreads, self.steps);
        }
        let Runs { log_weights, ends, .. } = walk.run(&places, begin(next(groups)), self.runs)?;
        let forward = Weights::new(log_weights);
        // where states are forbidden, runs back never come to all states of the start: they would say something else
        let back = if self.reverse && forward.dead() == 0 {
            let ends =
                if forward.deviation() > UNEVEN { resampled(&ends, &forward, self.seed) } else { ends };
            let warm = walk.stay(1.0, self.warm_up, ends.into_iter().zip(next(groups)).collect());
            let descending: Vec<f64> = places.iter().rev().copied().collect();
            Some(Weights::new(walk.reversed().run(&descending, warm, self.runs)?.log_weights))
        } else {
            None
        };
        // ln Z_b = Δ + ln Z_a + E_b(inverse temperature 0) − E_a(inverse temperature 0), E being −ln of a sum there
        let known = known - walk.end_at_start + walk.start_at_end;
        Ok(LogZ::from_weights(method, known, &forward, back.as_ref().map(|back| (back, Starts::LongRun))))
    }
}

/// The last states of runs, each as often as its weight says: systematic resampling, one uniform number for all.
fn resampled<T: Real>(ends: &[Vec<Lanes<T>>], weights: &Weights, seed: u64) -> Vec<Vec<Lanes<T>>> {
    let (log, count) = (weights.log(), weights.count());
    let (mean, offset) = (weights.log_mean(), Streams::new(!seed).uniform()[0]);
    let mut chosen = Vec::with_capacity(ends.len() * WIDTH);
    let mut sum = 0.0;
    for (run, log) in log.iter().enumerate() {
        // the weights add up to the number of runs
        sum += (log - mean).exp();
        while chosen.len() < count && chosen.len() as f64 + offset < sum {
            chosen.push(run);
        }
    }
    // lanes beyond the last run, and what rounding has left over
    let last = chosen.last().copied().unwrap_or(0);
    chosen.resize(ends.len() * WIDTH, last);
    let group = |group: &[usize]| {
        let sites = 0..ends[0].len();
        let at = |site: usize| Lanes::from_fn(|k| ends[group[k] / WIDTH][site].lane(group[k] % WIDTH));
        sites.map(at).collect()
    };
    chosen.chunks(WIDTH).map(group).collect()
}

impl<M, K> LogZMethod<M> for AnnealedImportanceSampling<K>
where
    M: Energy,
    K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
{
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        self.check()?;
        let path = Path::new(self.start.of(model, &self.kernel, self.seed)?, model.clone())?;
        let begin = |streams: Vec<Streams>| path.from().begin(streams);
        let walk = Walk::new(&path, self.kernel.clone(), &path.from().draw(&mut Streams::new(self.seed)))?;
        self.walk("annealed_importance_sampling", &walk, 0.0, begin)
    }
}

impl<A, B, K> LogZRatioMethod<A, B> for AnnealedImportanceSampling<K>
where
    B: Energy,
    A: Energy<Float = B::Float, Space = B::Space>,
    K: Kernel<Path<A, B>>,
{
    /// log Z_b − log Z_a, from runs between the two models. The forward runs start at states of a after `warm_up` steps.
    fn log_z_ratio(&self, from: &A, to: &B) -> Result<LogZ, LogZError> {
        self.check()?;
        check_given(from)?;
        check_given(to)?;
        let path = Path::new(from.clone(), to.clone())?;
        let some = random_states(path.layout(), &mut Streams::new(self.seed));
        let walk = Walk::new(&path, self.kernel.clone(), &some)?;
        let begin = |streams: Vec<Streams>| -> Beginnings<B::Float> {
            let random = |mut streams: Streams| (random_states(path.layout(), &mut streams), streams);
            walk.stay(0.0, self.warm_up, streams.into_iter().map(random).collect())
        };
        self.walk("annealed_importance_sampling", &walk, 0.0, begin)
    }
}
