//! Which of two models gives examples more probability, and how sure that is.

use std::fmt;

use super::{LogZ, LogZError, Verdict};
use crate::average;
use crate::data::Examples;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;

/// Mean log-likelihood of a second model less that of a first one, over the same examples, in nats an example.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct LogLikelihoodDifference {
    /// The weighted mean over examples; above 0 where the second model is better.
    pub mean: f64,
    /// Its standard error as an estimate for the population that the examples were drawn from. It is that of differences example by
    /// example: much smaller than those of two likelihoods whose examples are the same. Weights are taken for counts. NaN where they
    /// add to no more than 1.
    pub standard_error: f64,
    /// The standard error that comes from log Z; 0 where that is exact.
    pub log_z_error: f64,
    /// The sum of all weights.
    pub weight: f64,
    /// Whether what is known of log Z can be trusted.
    pub verdict: Verdict,
}

impl LogLikelihoodDifference {
    /// Both errors together.
    pub fn total_error(&self) -> f64 {
        self.standard_error.hypot(self.log_z_error)
    }
}

impl fmt::Display for LogLikelihoodDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log-likelihood {:+.6} nats an example", self.mean)?;
        if self.standard_error.is_finite() {
            write!(f, ", ± {:.2e} over {} examples", self.standard_error, self.weight)?;
        }
        if self.log_z_error > 0.0 {
            write!(f, ", ± {:.2e} from log Z ({})", self.log_z_error, self.verdict)?;
        }
        Ok(())
    }
}

impl LogZ {
    /// ln(Z / Z_other) of two answers that come from runs of their own: errors add in squares, and the ends of the intervals cross over.
    ///
    /// Where both models are over the same states, [`log_z_ratio`](super::log_z_ratio()) is more exact than the difference of two
    /// estimates.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let trust = |verdict: Verdict| match verdict {
            Verdict::Exact => 0,
            Verdict::Converged => 1,
            Verdict::BoundsDisagree => 2,
            Verdict::WeightsDegenerate => 3,
        };
        let worse = if trust(self.verdict) >= trust(other.verdict) { self } else { other };
        Self {
            estimate: self.estimate - other.estimate,
            standard_error: self.standard_error.hypot(other.standard_error),
            lower: self.lower - other.upper,
            upper: self.upper - other.lower,
            upper_is_bound: self.upper_is_bound && other.verdict == Verdict::Exact,
            method: worse.method,
            verdict: worse.verdict,
            reason: worse.reason.clone(),
            weights: None,
        }
    }
}

/// Mean log-likelihood of `to` less that of `from` over the same examples: the mean of E_from(x) − E_to(x), less `ratio` =
/// log Z_to − log Z_from, which [`log_z_ratio`](super::log_z_ratio()) gives directly and [`LogZ::minus`] from two answers.
///
/// The models may have latent variables of different numbers, summed out; what is visible is the same. Computed in `f64`. NaN where an
/// example is forbidden by both, ±∞ where by one.
///
/// # Errors
/// Data of another shape or domain than either model; models whose log Z depends on what examples are given.
pub fn log_likelihood_difference<A: Energy, B: Energy>(
    from: &A,
    to: &B,
    data: &Examples,
    ratio: &LogZ,
) -> Result<LogLikelihoodDifference, LogZError> {
    let wrong = |error: crate::data::DataError| LogZError::Likelihood { reason: error.to_string() };
    data.check(from.layout()).map_err(wrong)?;
    data.check(to.layout()).map_err(wrong)?;
    if let Some(array) = data.givens().first() {
        return Err(LogZError::Given { name: array.name.clone() });
    }
    let (theta, other) = (from.theta_f64(), to.theta_f64());
    // the spread is summed about the first mean, as Σ w d² − (Σ w d)² would cancel
    let sum = |about: f64| {
        average::sum(data, 2, |x: &[Lanes<f64>], weight, out, work| {
            let gain = from.energy(&theta, x, Lanes::one(), work) - to.energy(&other, x, Lanes::one(), work);
            for k in 0..WIDTH {
                // forbidden examples of weight 0 count for nothing
                if weight.0[k] > 0.0 {
                    out[0] += weight.0[k] * gain.0[k];
                    out[1] += weight.0[k] * (gain.0[k] - about).powi(2);
                }
            }
        })
    };
    let weight = data.total_weight();
    let gain = sum(0.0)[0] / weight;
    let spread = sum(gain)[1];
    let standard_error = if weight > 1.0 { (spread / (weight - 1.0) / weight).sqrt() } else { f64::NAN };
    Ok(LogLikelihoodDifference {
        mean: gain - ratio.estimate,
        standard_error,
        log_z_error: ratio.standard_error,
        weight,
        verdict: ratio.verdict,
    })
}
