//! What draws from Markov chains are worth: rank-normalised split R-hat, effective sample sizes, Monte Carlo standard errors.
//!
//! Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), "Rank-normalization, folding, and localization: an improved R-hat
//! for assessing convergence of MCMC", Bayesian Analysis 16. Every chain is split into halves (the draw in the middle is left
//! out if their number is odd), so that a drift within one chain shows as two chains that differ.
//!
//! All take the draws of one quantity, a vector a chain, all of one length. What cannot be said is `None`: fewer than four
//! draws a chain for R-hat or twelve for sample sizes, numbers that are not finite, a quantity that never changed.
//!
//! ```
//! use ebm_runtime::diagnostics::{bulk_sample_size, r_hat};
//! // two chains that keep to different places
//! let far = [vec![0.1, 0.3, 0.2, 0.4, 0.25, 0.15], vec![5.1, 5.3, 5.2, 5.0, 5.4, 5.25]];
//! assert!(r_hat(&far).unwrap() > 1.5);
//! assert_eq!(bulk_sample_size(&far), None); // too few draws to say
//! ```

mod effective;
mod ranks;

use effective::{mean, sample_size, variance};
use ranks::{at_most, folded, normal_scores, quantile, sorted};
use statrs::distribution::{Beta, ContinuousCDF};

/// From here on chains are taken to agree: Vehtari et al. 2021, section 4.
pub const R_HAT_LIMIT: f64 = 1.01;

/// Effective draws below which neither R-hat nor the errors can be relied on: Vehtari et al. 2021, section 4.
pub const SAMPLE_SIZE_LIMIT: f64 = 400.0;

/// √(V / W) of split chains, V the variance of all draws as within and between chains tell it, W that within chains: the larger
/// one of that of ranks and that of the ranks of |value − median|. 1 if the chains agree; [`R_HAT_LIMIT`] is where to
/// worry.
///
/// # Cost
/// S log S for S draws.
pub fn r_hat(chains: &[Vec<f64>]) -> Option<f64> {
    let halves = usable(chains, 4)?;
    let of_places = potential_scale_reduction(&normal_scores(&halves));
    let of_tails = potential_scale_reduction(&normal_scores(&folded(&halves)));
    // two values of equal probability have no tails: |value − median| is one number
    match (of_places, of_tails) {
        (Some(places), Some(tails)) => Some(f64::max(places, tails)),
        (one, other) => one.or(other),
    }
}

/// The number of independent draws that would tell as much of where the middle of the quantity lies, from its ranks.
///
/// # Cost
/// S log S, and S times the lag at which correlation is gone.
pub fn bulk_sample_size(chains: &[Vec<f64>]) -> Option<f64> {
    Some(sample_size(&normal_scores(&usable(chains, 12)?)))
}

/// The smaller one of the effective sample sizes for the 5 % and the 95 % quantile.
///
/// The largest value of a discrete quantity may be its 95 % quantile; then there is nothing to estimate on that side, and the other
/// one is the answer.
pub fn tail_sample_size(chains: &[Vec<f64>]) -> Option<f64> {
    let sizes = [0.05, 0.95].into_iter().filter_map(|p| quantile_sample_size(chains, p));
    sizes.min_by(f64::total_cmp)
}

/// The number of independent draws that would tell as much of the `p`-quantile.
///
/// None where `p` is not in 0 to 1.
pub fn quantile_sample_size(chains: &[Vec<f64>], p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let threshold = quantile(&sorted(usable_whole(chains, 12)?), p);
    Some(sample_size(&usable(&at_most(chains, threshold), 12)?))
}

/// The number of independent draws that would tell as much of the mean: the variance of the quantity over that of the
/// mean of its draws.
pub fn mean_sample_size(chains: &[Vec<f64>]) -> Option<f64> {
    Some(sample_size(&usable(chains, 12)?))
}

/// Monte Carlo standard error of the mean: standard deviation / √[`mean_sample_size`].
pub fn mean_error(chains: &[Vec<f64>]) -> Option<f64> {
    let size = mean_sample_size(chains)?;
    Some((variance(&chains.concat()) / size).sqrt())
}

/// Monte Carlo standard error of the standard deviation, by the delta method from that of the variance, (1/2sd) √(Var (x − m)² /
/// S_eff).
pub fn standard_deviation_error(chains: &[Vec<f64>]) -> Option<f64> {
    let all = usable_whole(chains, 12)?.concat();
    let centre = mean(&all);
    let squares: Vec<Vec<f64>> =
        chains.iter().map(|chain| chain.iter().map(|value| (value - centre).powi(2)).collect()).collect();
    let fourth = all.iter().map(|value| (value - centre).powi(4)).sum::<f64>() / all.len() as f64;
    let second = mean(&squares.concat());
    // (x − m)² never changes where x has two values, half of the draws each: nothing is uncertain then
    let Some(size) = mean_sample_size(&squares) else { return Some(0.0) };
    Some(((fourth - second * second).max(0.0) / size / second / 4.0).sqrt())
}

/// Monte Carlo standard error of the `p`-quantile: half the distance of the draws between which it lies with probability 0.68,
/// the level of the quantile being beta-distributed as that of [`quantile_sample_size`] independent draws.
pub fn quantile_error(chains: &[Vec<f64>], p: f64) -> Option<f64> {
    let size = quantile_sample_size(chains, p)?;
    let sorted = sorted(chains);
    let level = Beta::new(size * p + 1.0, size * (1.0 - p) + 1.0).ok()?;
    // Φ(±1)
    let place = |share: f64| level.inverse_cdf(share) * sorted.len() as f64;
    let low = (place(0.158_655_253_931_457_05).floor() as usize).max(1);
    let high = (place(0.841_344_746_068_542_9).ceil() as usize).min(sorted.len());
    Some((sorted[high - 1] - sorted[low - 1]) / 2.0)
}

/// What draws say of one quantity.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The mean of all draws.
    pub mean: f64,
    /// The standard deviation of all draws.
    pub standard_deviation: f64,
    /// [`mean_error`].
    pub mean_error: Option<f64>,
    /// [`standard_deviation_error`].
    pub standard_deviation_error: Option<f64>,
    /// [`r_hat`].
    pub r_hat: Option<f64>,
    /// [`bulk_sample_size`].
    pub bulk_sample_size: Option<f64>,
    /// [`tail_sample_size`].
    pub tail_sample_size: Option<f64>,
}

impl Diagnosis {
    /// All of them. Mean and standard deviation are NaN without draws, the latter with one draw.
    pub fn new(chains: &[Vec<f64>]) -> Self {
        let all = chains.concat();
        Self {
            mean: mean(&all),
            standard_deviation: if all.len() > 1 { variance(&all).sqrt() } else { f64::NAN },
            mean_error: mean_error(chains),
            standard_deviation_error: standard_deviation_error(chains),
            r_hat: r_hat(chains),
            bulk_sample_size: bulk_sample_size(chains),
            tail_sample_size: tail_sample_size(chains),
        }
    }

    /// Whether the chains agree and are long enough to say so: R-hat at most [`R_HAT_LIMIT`], both sample sizes at
    /// least [`SAMPLE_SIZE_LIMIT`].
    pub fn is_reliable(&self) -> bool {
        let enough = |size: Option<f64>| size.is_some_and(|size| size >= SAMPLE_SIZE_LIMIT);
        self.r_hat.is_some_and(|r_hat| r_hat <= R_HAT_LIMIT)
            && enough(self.bulk_sample_size)
            && enough(self.tail_sample_size)
    }
}

/// √(((n − 1)/n · W + B/n) / W): Gelman & Rubin 1992, in the form of Vehtari et al. 2021, equations 1 to 4. `None` if nothing
/// varies.
fn potential_scale_reduction(chains: &[Vec<f64>]) -> Option<f64> {
    let length = chains[0].len() as f64;
    let within = mean(&chains.iter().map(|chain| variance(chain)).collect::<Vec<_>>());
    let between = variance(&chains.iter().map(|chain| mean(chain)).collect::<Vec<_>>());
    match (within > 0.0, between > 0.0) {
        (true, _) => Some(((length - 1.0) / length + between / within).sqrt()),
        // each chain stands still, at a place of its own
        (false, true) => Some(f64::INFINITY),
        (false, false) => None,
    }
}

/// The chains as they are, if there are at least `least` draws of each, as many of one as of the other, all finite and not
/// all the same.
fn usable_whole(chains: &[Vec<f64>], least: usize) -> Option<&[Vec<f64>]> {
    let length = chains.first()?.len();
    let first = *chains[0].first()?;
    let even = length >= least && chains.iter().all(|chain| chain.len() == length);
    let finite = chains.iter().flatten().all(|value| value.is_finite());
    let moving = chains.iter().flatten().any(|&value| value != first);
    (even && finite && moving).then_some(chains)
}

/// The halves of the chains, of [`usable_whole`] ones.
fn usable(chains: &[Vec<f64>], least: usize) -> Option<Vec<Vec<f64>>> {
    let halves = |chain: &Vec<f64>| {
        let half = chain.len() / 2;
        [chain[..half].to_vec(), chain[chain.len() - half..].to_vec()]
    };
    Some(usable_whole(chains, least)?.iter().flat_map(halves).collect())
}

#[cfg(test)]
mod tests;
