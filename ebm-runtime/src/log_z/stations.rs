//! Chains at every place of a path: what bridge sampling and thermodynamic integration are made of.

use super::LogZError;
use super::walk::{Walk, legal};
use super::weights::{Weights, bennett};
use crate::kernel::Kernel;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::path::Path;
use crate::random::Streams;

/// Half the step of the central difference of E_β by β: E_β has bounded third derivatives, of which the square of this is left.
const STEP: f64 = 1e-4;

/// The same where places stand together: what rounding leaves of a difference over less says nothing.
const LEAST_STEP: f64 = 1e-9;

/// Rounding of ∂E_β/∂β by that step, as a part of it.
const ROUNDING: f64 = 1e-9;

/// What the states of one chain at one place say.
#[derive(Clone, Debug, Default)]
pub(super) struct Station {
    /// E_here − E_next of each draw; empty at the last place.
    up: Vec<f64>,
    /// E_here − E_before of each draw; empty at the first place.
    down: Vec<f64>,
    /// ∂E_β/∂β of each draw.
    slope: Vec<f64>,
}

/// How chains are run at each place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    /// The number of independent chains.
    pub(super) chains: usize,
    /// Steps at a place before its first draw.
    pub(super) warm_up: usize,
    /// Draws of a chain at a place.
    pub(super) draws: usize,
}

/// The draws of all chains at all places.
pub(super) struct Stations {
    places: Vec<f64>,
    /// One list of places for each chain.
    chains: Vec<Vec<Station>>,
}

impl Stations {
    /// Takes chains along the places, from states of the first.
    ///
    /// # Errors
    /// A state whose energy is NaN or −∞.
    pub(super) fn run<A, B, K>(
        walk: &Walk<A, B, K>,
        places: &[f64],
        stay: Stay,
        starts: Vec<(Vec<Lanes<B::Float>>, Streams)>,
    ) -> Result<Self, LogZError>
    where
        B: Energy,
        A: Energy<Float = B::Float, Space = B::Space>,
        K: Kernel<Path<A, B>>,
    {
        let mut chains = vec![vec![Station::default(); places.len()]; stay.chains];
        let mut now = starts;
        for (at, &place) in places.iter().enumerate() {
            now = walk.stay(place, stay.warm_up, now);
            for _ in 0..stay.draws {
                now = walk.stay(place, 1, now);
                for (group, (x, _)) in now.iter().enumerate() {
                    let here = walk.energy_at(x, place);
                    legal(here, place, [false; WIDTH])?;
                    let interval = if at == 0 { places[1] } else { 1.0 - places[at - 1] };
                    let step = (interval / 4.0).clamp(LEAST_STEP, STEP);
                    let (low, high) = ((place - step).max(0.0), (place + step).min(1.0));
                    let (below, above) = (walk.energy_at(x, low), walk.energy_at(x, high));
                    let mut next = None;
                    if let Some(&after) = places.get(at + 1) {
                        let there = walk.energy_at(x, after);
                        legal(there, after, [false; WIDTH])?;
                        next = Some(here - there);
                    }
                    let before = at.checked_sub(1).map(|before| here - walk.energy_at(x, places[before]));
                    for k in 0..WIDTH {
                        let Some(chain) = chains.get_mut(group * WIDTH + k) else { break };
                        let station = &mut chain[at];
                        station.up.extend(next.map(|gain| gain.lane(k)));
                        station.down.extend(before.map(|gain| gain.lane(k)));
                        station.slope.push((above.lane(k) - below.lane(k)) / (high - low));
                    }
                }
            }
        }
        Ok(Self { places: places.to_vec(), chains })
    }

    /// Σ over neighbouring places of Bennett's ratio, from the chains chosen, and the smallest overlap of two neighbours: the
    /// effective share of the draws.
    fn bridged(&self, chosen: impl Fn(usize) -> bool) -> (f64, f64) {
        let all = |at: usize, of: &dyn Fn(&Station) -> &Vec<f64>| -> Weights {
            let chains = self.chains.iter().enumerate().filter(|(chain, _)| chosen(*chain));
            Weights::new(chains.flat_map(|(_, stations)| of(&stations[at]).clone()).collect())
        };
        let mut sum = 0.0;
        let mut overlap = 1.0_f64;
        for at in 0..self.places.len() - 1 {
            let (up, down) = (all(at, &|station| &station.up), all(at + 1, &|station| &station.down));
            sum += bennett(&up, &down).0;
            let share = |weights: &Weights| weights.effective_sample_size() / weights.count() as f64;
            overlap = overlap.min(share(&up)).min(share(&down));
        }
        (sum, overlap)
    }

    /// Bridge sampling along the path: the estimate, its standard error by leaving out one chain after the other, and the smallest
    /// overlap.
    pub(super) fn bridge(&self) -> (f64, f64, f64) {
        let (estimate, overlap) = self.bridged(|_| true);
        let error = self.jackknife(|without| self.bridged(|chain| chain != without).0);
        (estimate, error, overlap)
    }

    /// −∫ E\[∂E_β/∂β\] dβ by the corrected trapezoid rule: the estimate, its standard error over chains, and how far halving the
    /// number of places moves it (+∞ where there are too few to halve).
    pub(super) fn integral(&self) -> (f64, f64, f64) {
        let all: Vec<usize> = (0..self.places.len()).collect();
        let mut half: Vec<usize> = all.iter().copied().step_by(2).collect();
        if half.last() != all.last() {
            half.extend(all.last());
        }
        let estimate = self.trapezoid(&all, |_| true);
        let error = self.jackknife(|without| self.trapezoid(&all, |chain| chain != without));
        let rule = if half.len() < all.len() {
            (estimate - self.trapezoid(&half, |_| true)).abs()
        } else {
            f64::INFINITY
        };
        (estimate, error, rule)
    }

    /// h/2 (f_k + f_{k+1}) + h²/12 (f′_k − f′_{k+1}) over the intervals between the places, f = −E\[∂E/∂β\], f′ = Var\[∂E/∂β\]: that is
    /// its slope where E_β is linear in β, and close to it where latents were summed out.
    fn trapezoid(&self, at: &[usize], chosen: impl Fn(usize) -> bool) -> f64 {
        let moments = |place: usize| {
            let chains = self.chains.iter().enumerate().filter(|(chain, _)| chosen(*chain));
            let slopes: Vec<f64> = chains.flat_map(|(_, stations)| stations[place].slope.clone()).collect();
            let count = slopes.len() as f64;
            let mean = slopes.iter().sum::<f64>() / count;
            let variance = slopes.iter().map(|slope| (slope - mean).powi(2)).sum::<f64>() / (count - 1.0);
            (-mean, variance)
        };
        let parts = at.windows(2).map(|pair| {
            let width = self.places[pair[1]] - self.places[pair[0]];
            let ((left, left_slope), (right, right_slope)) = (moments(pair[0]), moments(pair[1]));
            width / 2.0 * (left + right) + width * width / 12.0 * (left_slope - right_slope)
        });
        parts.sum()
    }

    /// The largest R̂ of ∂E_β/∂β over the places: √(variance of all draws / mean variance within chains). Far above 1 where the chains
    /// stay apart and know nothing of each other's states.
    ///
    /// # References
    /// Gelman & Rubin (1992), Statistical Science 7.
    pub(super) fn apart(&self) -> f64 {
        let moments = |values: &[f64]| {
            let count = values.len() as f64;
            let mean = values.iter().sum::<f64>() / count;
            (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0))
        };
        let of_place = |at: usize| {
            let chains: Vec<(f64, f64)> = self.chains.iter().map(|chain| moments(&chain[at].slope)).collect();
            let draws = self.chains[0][at].slope.len() as f64;
            let within = chains.iter().map(|(_, variance)| variance).sum::<f64>() / chains.len() as f64;
            let (_, between) = moments(&chains.iter().map(|(mean, _)| *mean).collect::<Vec<f64>>());
            let all = within * (draws - 1.0) / draws + between;
            // all draws equal but for rounding: nothing to be apart
            let largest = chains.iter().fold(1.0_f64, |top, (mean, _)| top.max(mean.abs()));
            if all > (ROUNDING * largest).powi(2) { (all / within).sqrt() } else { 1.0 }
        };
        (0..self.places.len()).map(of_place).fold(1.0, f64::max)
    }

    /// The standard error of a statistic from its values without one chain each.
    fn jackknife(&self, without: impl Fn(usize) -> f64) -> f64 {
        let count = self.chains.len();
        let values: Vec<f64> = (0..count).map(without).collect();
        let mean = values.iter().sum::<f64>() / count as f64;
        let sum: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (sum * (count - 1) as f64 / count as f64).sqrt()
    }
}
