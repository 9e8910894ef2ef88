//! Methods that run chains at every place of a path: bridge sampling and thermodynamic integration.

use super::answer::LogZ;
use super::schedule::{Schedule, respaced};
use super::start::Start;
use super::stations::{Stations, Stay};
use super::walk::Walk;
use super::{LogZError, LogZMethod};
use crate::kernel::{Gibbs, Kernel};
use crate::lanes::WIDTH;
use crate::model::Energy;
use crate::path::{Independent, Path};
use crate::random::Streams;

/// How chains are run at the places of a path.
#[derive(Clone, PartialEq, Debug)]
pub struct Ladder<K = Gibbs> {
    /// What moves the states.
    pub kernel: K,
    /// Where the path starts.
    pub start: Start,
    /// How the places are spaced.
    pub schedule: Schedule,
    /// The number of intervals between places, at least 1.
    pub steps: usize,
    /// Independent chains, at least 2; errors come from the spread between them.
    pub chains: usize,
    /// Steps at each place before its first draw.
    pub warm_up: usize,
    /// Draws of each chain at each place.
    pub draws: usize,
    /// Same seed, same answer, whatever the number of threads.
    pub seed: u64,
}

impl<K> Ladder<K> {
    /// An automatic start, 40 adaptive intervals, 64 chains, 20 steps before the first of 20 draws at each place, seed 0.
    pub fn with_kernel(kernel: K) -> Self {
        let (start, schedule) = (Start::Automatic, Schedule::Adaptive);
        Self { kernel, start, schedule, steps: 40, chains: 64, warm_up: 20, draws: 20, seed: 0 }
    }

    /// The chains of a model, and −E of what is left over at the ends of its path.
    fn run<M>(&self, model: &M) -> Result<(Stations, f64), LogZError>
    where
        M: Energy,
        K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
    {
        if self.steps == 0 {
            return Err(LogZError::NoSteps);
        }
        if self.chains < 2 || self.draws == 0 {
            return Err(LogZError::TooFewRuns { found: self.chains.min(self.draws) });
        }
        self.schedule.check()?;
        let path = Path::new(self.start.of(model, &self.kernel, self.seed)?, model.clone())?;
        let walk = Walk::new(&path, self.kernel.clone(), &path.from().draw(&mut Streams::new(self.seed)))?;
        let mut streams = Streams::successive(self.seed);
        let mut next = |count: usize| -> Vec<Streams> { streams.by_ref().take(count).collect() };
        let mut places = self.schedule.places(self.steps);
        if self.schedule == Schedule::Adaptive && self.steps >= 4 {
            let pilot_places = self.schedule.places(self.steps * 4);
            let pilot = walk.run(&pilot_places, path.from().begin(next(1)), WIDTH)?;
            places = respaced(&pilot_places, &pilot.spreads, self.steps);
        }
        let stay = Stay { chains: self.chains, warm_up: self.warm_up, draws: self.draws };
        let groups = self.chains.div_ceil(WIDTH);
        let stations = Stations::run(&walk, &places, stay, path.from().begin(next(groups)))?;
        Ok((stations, walk.start_at_end - walk.end_at_start))
    }
}

/// Bridge sampling along a path: chains at every place, and Bennett's ratio of each place to the next.
///
/// Consistent in the length of the chains; its error, from the spread between chains, knows nothing of what all chains have missed.
///
/// # Cost
/// `steps` × `chains` × (`warm_up` + `draws`) kernel steps, and five energies a draw.
///
/// # References
/// Bennett (1976); Meng & Wong (1996), Statistica Sinica 6; along paths Gelman & Meng (1998), section 3.
#[derive(Clone, PartialEq, Debug)]
pub struct BridgeSampling<K = Gibbs>(pub Ladder<K>);

impl Default for BridgeSampling<Gibbs> {
    fn default() -> Self {
        Self(Ladder::with_kernel(Gibbs::default()))
    }
}

/// Chains of which R̂ is above this have not met: some tens of correlated draws a place leave it at 1.2 where all is well.
const APART: f64 = 1.5;

/// Below this overlap two neighbouring places hardly share a state.
const OVERLAP: f64 = 0.02;

impl<M, K> LogZMethod<M> for BridgeSampling<K>
where
    M: Energy,
    K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
{
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        let (stations, known) = self.0.run(model)?;
        let (ratio, error, overlap) = stations.bridge();
        if !ratio.is_finite() {
            return Err(LogZError::NoOverlap);
        }
        let apart = stations.apart();
        let reason = format!(
            "the smallest overlap of two places is {overlap:.3}, {OVERLAP} is asked for; chains differ by R̂ = {apart:.2}, {APART} is \
             allowed"
        );
        let trusted = overlap >= OVERLAP && apart <= APART && error.is_finite();
        Ok(LogZ::from_chains("bridge_sampling", known + ratio, error, trusted, told(error, reason)))
    }
}

/// The reason of a verdict, which where there is no error is that.
fn told(error: f64, reason: String) -> String {
    if error.is_finite() { reason } else { format!("the spread of the chains tells no error; {reason}") }
}

/// Thermodynamic integration: log Z_1 − log Z_0 = −∫ E\[∂E_β/∂β\] dβ, by the corrected trapezoid rule over the places of a path.
///
/// The error joins the spread between chains with how far half as many places move the integral.
///
/// # Cost
/// That of [`BridgeSampling`].
///
/// # References
/// Kirkwood (1935), J. Chem. Phys. 3; Gelman & Meng (1998), section 2; the correction of Friel, Hurn & Wyse (2014), Stat. Comput. 24.
#[derive(Clone, PartialEq, Debug)]
pub struct ThermodynamicIntegration<K = Gibbs>(pub Ladder<K>);

impl Default for ThermodynamicIntegration<Gibbs> {
    fn default() -> Self {
        Self(Ladder::with_kernel(Gibbs::default()))
    }
}

impl<M, K> LogZMethod<M> for ThermodynamicIntegration<K>
where
    M: Energy,
    K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
{
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        let (stations, known) = self.0.run(model)?;
        let (integral, error, rule) = stations.integral();
        if !integral.is_finite() {
            return Err(LogZError::InfiniteIntegrand);
        }
        let apart = stations.apart();
        let reason = format!(
            "half as many places move the integral by {rule:.2e}; chains leave {error:.2e} and differ by R̂ = {apart:.2}, {APART} is allowed"
        );
        // the rule is of fourth order: halving the number of places multiplies its error by sixteen
        let trusted = rule / 15.0 <= error.max(1e-12) && apart <= APART && error.is_finite();
        let reason = told(error, reason);
        let error = error.hypot(rule / 15.0);
        Ok(LogZ::from_chains("thermodynamic_integration", known + integral, error, trusted, reason))
    }
}
