//! Sixteen runs along a path, forward or back, and their log weights.

use rayon::prelude::*;

use super::LogZError;
use crate::kernel::{Chains, Kernel};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{Energy, Model};
use crate::path::Path;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::SettingError;
use crate::workspace::Workspace;

/// What runs along a path came to.
pub(super) struct Runs<T> {
    /// ln w of each run.
    pub(super) log_weights: Vec<f64>,
    /// For each interval of the path the spread of what it added to ln w, over all runs.
    pub(super) spreads: Vec<f64>,
    /// The last states, sixteen runs an entry.
    pub(super) ends: Vec<Vec<Lanes<T>>>,
}

/// A path with its places, its kernel, and the energies that its ends leave over.
pub(super) struct Walk<'a, A: Model, B: Model, K> {
    path: &'a Path<A, B>,
    theta: Vec<f64>,
    kernel: K,
    /// −ln of what model b sums to at β = 0: its latents, uniform.
    pub(super) end_at_start: f64,
    /// −ln of what model a sums to at inverse temperature 0.
    pub(super) start_at_end: f64,
}

/// States with the streams that will move them, sixteen runs an entry.
pub(super) type Beginnings<T> = Vec<(Vec<Lanes<T>>, Streams)>;

/// What each interval added to ln w, and the last states.
type Group<T> = (Vec<Lanes<f64>>, Vec<Lanes<T>>);

impl<'a, A, B, K> Walk<'a, A, B, K>
where
    B: Energy,
    A: Energy<Float = B::Float, Space = B::Space>,
    K: Kernel<Path<A, B>>,
{
    /// `some` states serve to find out what energies are at inverse temperature 0, where they do not depend on the state.
    ///
    /// # Errors
    /// A setting of the kernel that makes no sense.
    pub(super) fn new(
        path: &'a Path<A, B>,
        kernel: K,
        some: &[Lanes<B::Float>],
    ) -> Result<Self, SettingError> {
        kernel.check()?;
        let some = widened(&with_row(path, some.to_vec()));
        let finite = |energy: Lanes<f64>| energy.0.into_iter().find(|e| e.is_finite()).unwrap_or(0.0);
        let (from, to, zero) = (path.from(), path.to(), Lanes::zero());
        let end_at_start = finite(to.energy(&to.theta_f64(), &some, zero, &mut Workspace::new()));
        let start_at_end = finite(from.energy(&from.theta_f64(), &some, zero, &mut Workspace::new()));
        Ok(Self { path, theta: path.theta_f64(), kernel, end_at_start, start_at_end })
    }

    /// E_β of the path, in `f64`. The ends are taken alone: 0 · ∞ is no energy.
    fn energy(&self, x: &[Lanes<f64>], beta: f64, work: &mut Workspace<Lanes<f64>>) -> Lanes<f64> {
        let split = self.path.from().layout().param_count();
        let (from, to) = self.theta.split_at(split);
        if beta == 0.0 {
            self.path.from().energy(from, x, Lanes::one(), work) + self.end_at_start
        } else if beta == 1.0 {
            self.path.to().energy(to, x, Lanes::one(), work) + self.start_at_end
        } else {
            self.path.energy(&self.theta, x, Lanes::splat(beta), work)
        }
    }

    /// E_β of states in the number type of the model.
    pub(super) fn energy_at(&self, x: &[Lanes<B::Float>], beta: f64) -> Lanes<f64> {
        self.energy(&widened(x), beta, &mut Workspace::new())
    }

    /// Runs from the states `starts` along `places`, ascending or descending; `count` of them are reported.
    ///
    /// Before each move the weight takes in the ratio of the densities at both ends of the interval. The kernel runs at all places
    /// but the first and the last, so that a run back is the reversal of a run forward.
    ///
    /// # Errors
    /// A state whose energy is NaN or −∞.
    pub(super) fn run(
        &self,
        places: &[f64],
        starts: Beginnings<B::Float>,
        count: usize,
    ) -> Result<Runs<B::Float>, LogZError> {
        let group = |(x, streams)| self.group(places, with_row(self.path, x), streams);
        let groups: Vec<Result<Group<B::Float>, LogZError>> = starts.into_par_iter().map(group).collect();
        // the first group's error, whichever thread was first
        let groups = groups.into_iter().collect::<Result<Vec<Group<B::Float>>, LogZError>>()?;
        let lanes = |run: usize| (run / WIDTH, run % WIDTH);
        let steps = places.len() - 1;
        let gain = |run: usize, step: usize| groups[lanes(run).0].0[step].lane(lanes(run).1);
        let log_weights = (0..count).map(|run| (0..steps).map(|step| gain(run, step)).sum()).collect();
        let spreads = (0..steps).map(|step| deviation((0..count).map(|run| gain(run, step)))).collect();
        Ok(Runs { log_weights, spreads, ends: groups.into_iter().map(|(_, ends)| ends).collect() })
    }

    /// Sixteen runs.
    fn group(
        &self,
        places: &[f64],
        x: Vec<Lanes<B::Float>>,
        mut streams: Streams,
    ) -> Result<Group<B::Float>, LogZError> {
        let mut work = Workspace::new();
        let mut state = self.kernel.init(self.path, x);
        let mut gains = Vec::with_capacity(places.len() - 1);
        let mut dead = [false; WIDTH];
        for (step, pair) in places.windows(2).enumerate() {
            if step > 0 {
                let beta = Lanes::splat(B::Float::from_f64(pair[0]));
                self.kernel.step(self.path, beta, &mut state, &mut streams);
            }
            let x = widened(state.x());
            let (here, next) = (self.energy(&x, pair[0], &mut work), self.energy(&x, pair[1], &mut work));
            legal(here, pair[0], dead)?;
            legal(next, pair[1], dead)?;
            let mut gain = here - next;
            // a run that met a forbidden state has weight 0 for good; ∞ − ∞ on its later way means nothing
            for (gain, dead) in gain.0.iter_mut().zip(&mut dead) {
                *dead |= !gain.is_finite();
                if *dead {
                    *gain = f64::NEG_INFINITY;
                }
            }
            gains.push(gain);
        }
        Ok((gains, state.x().to_vec()))
    }

    /// Moves states at one place of the path, as chains.
    pub(super) fn stay(
        &self,
        place: f64,
        steps: usize,
        starts: Beginnings<B::Float>,
    ) -> Beginnings<B::Float> {
        let beta = Lanes::splat(B::Float::from_f64(place));
        let chains = |(x, mut streams): (Vec<Lanes<B::Float>>, Streams)| {
            let mut state = self.kernel.init(self.path, with_row(self.path, x));
            for _ in 0..steps {
                self.kernel.step(self.path, beta, &mut state, &mut streams);
            }
            (state.x().to_vec(), streams)
        };
        starts.into_par_iter().map(chains).collect()
    }

    /// The same walk with the kernel of the reversed chain.
    pub(super) fn reversed(&self) -> Self {
        let Self { path, theta, kernel, end_at_start, start_at_end } = self;
        let (end_at_start, start_at_end) = (*end_at_start, *start_at_end);
        Self { path, theta: theta.clone(), kernel: kernel.reverse(), end_at_start, start_at_end }
    }
}

/// Whether energies at a place of the path are numbers, or +∞; what `dead` runs have is of no account.
///
/// # Errors
/// The first that is NaN or −∞.
pub(super) fn legal(energy: Lanes<f64>, beta: f64, dead: [bool; WIDTH]) -> Result<(), LogZError> {
    let wrong = |&(energy, dead): &(f64, bool)| !dead && (energy.is_nan() || energy == f64::NEG_INFINITY);
    match energy.0.into_iter().zip(dead).find(wrong) {
        Some((found, _)) => Err(LogZError::NotFinite { found, beta }),
        None => Ok(()),
    }
}

/// States of a path: sites, and behind them what it is given, whether or not it stood there before.
fn with_row<A, B>(path: &Path<A, B>, mut x: Vec<Lanes<B::Float>>) -> Vec<Lanes<B::Float>>
where
    B: Model,
    A: Model<Float = B::Float, Space = B::Space>,
{
    x.truncate(path.layout().site_count());
    x.extend(path.givens().iter().map(|&value| Lanes::splat(value)));
    x
}

fn widened<T: Real>(x: &[Lanes<T>]) -> Vec<Lanes<f64>> {
    x.iter().map(|x| Lanes(x.0.map(Real::to_f64))).collect()
}

fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let finite = values.filter(|value| value.is_finite());
    let count = finite.clone().count() as f64;
    let mean = finite.clone().sum::<f64>() / count;
    (finite.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
}
