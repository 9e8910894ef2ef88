//! Importance sampling from a density that is known.

use super::annealed::AnnealedImportanceSampling;
use super::answer::LogZ;
use super::schedule::Schedule;
use super::start::Start;
use super::{LogZError, LogZMethod};
use crate::kernel::{Chains, Kernel, Sampling};
use crate::lanes::Lanes;
use crate::model::{Energy, Model};
use crate::random::Streams;

/// Importance sampling: independent draws x from a density q that is known, weighted by exp(−E(x)) / q(x). The expectation of the
/// weight is Z.
///
/// Right for small models, and for those close to a q that reaches as far as they do; otherwise a few draws carry all the weight, or the
/// weights have a heavy tail, which the verdict says.
///
/// # Cost
/// One energy a draw, shared among all threads.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportanceSampling {
    /// The density that is drawn from.
    pub start: Start,
    /// The number of draws, at least 2.
    pub draws: usize,
    /// Same seed, same answer, whatever the number of threads.
    pub seed: u64,
}

impl Default for ImportanceSampling {
    /// 100,000 draws from the uniform density (standard normal at real sites, exponential at positive ones), seed 0.
    fn default() -> Self {
        Self { start: Start::Automatic, draws: 100_000, seed: 0 }
    }
}

/// The kernel of a path of one step, which is never run.
#[derive(Clone, Copy, Debug)]
struct Unmoved;

/// States that stay where they are.
struct Still<T>(Vec<Lanes<T>>);

impl<T> Chains<T> for Still<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.0
    }
}

impl<M: Model> Kernel<M> for Unmoved {
    type State = Still<M::Float>;
    type Info = ();

    fn sampling(&self) -> Sampling {
        Sampling { seed: 0, chains: 0, warm_up: 0, thin: 0 }
    }

    fn init(&self, _: &M, x: Vec<Lanes<M::Float>>) -> Still<M::Float> {
        Still(x)
    }

    fn step(&self, _: &M, _: Lanes<M::Float>, _: &mut Still<M::Float>, _: &mut Streams) {}

    fn reverse(&self) -> Self {
        *self
    }

    fn place(&self, _: &M, state: &mut Still<M::Float>, x: Vec<Lanes<M::Float>>) {
        state.0 = x;
    }
}

impl<M: Energy> LogZMethod<M> for ImportanceSampling {
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        // the path of one interval
        let method = AnnealedImportanceSampling {
            start: self.start.clone(),
            schedule: Schedule::Linear,
            steps: 1,
            runs: self.draws,
            reverse: false,
            seed: self.seed,
            ..AnnealedImportanceSampling::with_kernel(Unmoved)
        };
        let answer = LogZMethod::<M>::log_z(&method, model)?;
        Ok(LogZ { method: "importance_sampling", ..answer })
    }
}
