//! log Z with what is known of its error.

use std::fmt;

use super::tail::tail;
use super::weights::{Weights, bennett};

/// A chance of 0.5 % at either end: together the ends hold in 99 % of runs.
const MISS: f64 = 0.005;
/// The normal quantile of 1 − [`MISS`].
const QUANTILE: f64 = 2.575_829_303_548_901;
/// Up to this spread of ln w the delta method is right about its own error (coverage of a 95 % interval 0.92 and above), where the tail
/// of the weights is not heavy.
const SPREAD: f64 = 1.0;
/// Forward and reverse estimates that are further apart than so many standard errors of their difference do not agree.
const APART: f64 = 3.0;
/// Where some weights are 0 so many others are needed before the error of their share is known.
const ALIVE: usize = 30;
/// A direction with less effective weights than this says nothing of its own error.
const FEWEST: f64 = 8.0;
/// Rounding of ln w, as a part of it: weights that are equal but for it agree. Energies that cancel in ln w round by more.
const ROUNDING: f64 = 1e-11;

/// Whether an estimate can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// No sampling was involved.
    Exact,
    /// The weights are even enough and have no heavy tail, or both directions agree: estimate and interval hold.
    Converged,
    /// Estimates from both directions are further apart than their errors allow: longer runs are needed.
    BoundsDisagree,
    /// Few weights carry all the sum, or their tail is too heavy to tell an error, or chains have not met: estimate and error mean
    /// little. Longer runs, or a better start, are needed.
    WeightsDegenerate,
}

impl Verdict {
    /// In snake case, for tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Converged => "converged",
            Self::BoundsDisagree => "bounds_disagree",
            Self::WeightsDegenerate => "weights_degenerate",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What the weights of an estimate were like.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct WeightReport {
    /// Independent runs in each direction.
    pub runs: usize,
    /// (Σ w)² / Σ w² of the forward runs.
    pub effective_sample_size: f64,
    /// The standard deviation of ln w of the forward runs that weigh anything.
    pub deviation: f64,
    /// Forward runs of weight 0: they met a forbidden state.
    pub dead: usize,
    /// The estimate of the forward runs alone.
    pub forward: f64,
    /// The estimate of the reverse runs alone, where there are any.
    pub reverse: Option<f64>,
}

/// log Z of a model at its parameters, or the logarithm of the ratio of two.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct LogZ {
    /// The estimate, in nats.
    pub estimate: f64,
    /// Its standard error; 0 where it is exact.
    pub standard_error: f64,
    /// The lower end of a 99 % interval; the estimate where it is exact. It holds whatever the law of the weights
    /// ([`Weights::lower`]), but for numbers that come from Markov chains at equilibrium.
    pub lower: f64,
    /// The upper end of a 99 % interval; the estimate where it is exact, +∞ where nothing is known.
    pub upper: f64,
    /// Whether `upper` holds whatever the law of the weights: it comes from reverse runs that started at exact draws.
    pub upper_is_bound: bool,
    /// The method, in snake case.
    pub method: &'static str,
    /// Whether it can be trusted.
    pub verdict: Verdict,
    /// Why, in words.
    pub reason: String,
    /// The weights that it was made of, if it was.
    pub weights: Option<WeightReport>,
}

impl LogZ {
    /// A value without error but that of rounding; the reason is how it was had.
    pub fn exact(value: f64, method: &'static str, reason: impl Into<String>) -> Self {
        Self {
            estimate: value,
            standard_error: 0.0,
            lower: value,
            upper: value,
            upper_is_bound: true,
            method,
            verdict: Verdict::Exact,
            reason: reason.into(),
            weights: None,
        }
    }

    /// `known` plus the logarithm of what independent weights expect; `reverse` weights expect its inverse.
    ///
    /// The estimate is Bennett's where there are weights in both directions, otherwise ln of the mean, corrected for the bias of
    /// the logarithm.
    pub fn from_weights(
        method: &'static str,
        known: f64,
        forward: &Weights,
        reverse: Option<(&Weights, Starts)>,
    ) -> Self {
        let deviation = forward.deviation();
        let report = WeightReport {
            runs: forward.count(),
            effective_sample_size: forward.effective_sample_size(),
            deviation,
            dead: forward.dead(),
            forward: known + forward.corrected(),
            reverse: reverse.map(|(weights, _)| known - weights.corrected()),
        };
        let rounding = ROUNDING * (1.0 + known.abs() + forward.log_mean().abs());
        let lower = known + forward.lower(MISS) - rounding;
        let (estimate, standard_error, verdict, reason, upper) = match reverse {
            None => {
                let (estimate, error) =
                    (known + forward.corrected(), forward.standard_error().hypot(rounding));
                let heavy = tail(forward.log()).filter(|tail| tail.shape > tail.allowed());
                let (dead, alive) = (forward.dead(), forward.count() - forward.dead());
                let (verdict, reason) = if dead > 0 && alive < ALIVE {
                    (
                        Verdict::WeightsDegenerate,
                        format!("{dead} runs met a forbidden state, {alive} are left"),
                    )
                } else if forward.effective_sample_size() < FEWEST {
                    let size = forward.effective_sample_size();
                    (
                        Verdict::WeightsDegenerate,
                        format!("{size:.1} effective weights are fewer than {FEWEST}"),
                    )
                } else if deviation > SPREAD || deviation.is_nan() {
                    (Verdict::WeightsDegenerate, format!("sd(ln w) = {deviation:.2} is above {SPREAD}"))
                } else if let Some(tail) = heavy {
                    let (shape, allowed) = (tail.shape, tail.allowed());
                    let reason = format!(
                        "the largest weights have a tail of Pareto shape {shape:.2}, {allowed:.2} is allowed"
                    );
                    (Verdict::WeightsDegenerate, reason)
                } else {
                    (Verdict::Converged, format!("sd(ln w) = {deviation:.2} is at most {SPREAD}"))
                };
                let upper =
                    if verdict == Verdict::Converged { estimate + QUANTILE * error } else { f64::INFINITY };
                (estimate, error, verdict, reason, upper)
            }
            Some((back, _)) => {
                let (ratio, error) = bennett(forward, back);
                let error = error.hypot(rounding);
                let gap = -back.corrected() - forward.corrected();
                let allowed = APART * forward.standard_error().hypot(back.standard_error()) + rounding;
                let smallest = forward.effective_sample_size().min(back.effective_sample_size());
                let spread = deviation.max(back.deviation());
                let (verdict, reason) = if smallest < FEWEST {
                    (
                        Verdict::WeightsDegenerate,
                        format!("{smallest:.1} effective weights are fewer than {FEWEST}"),
                    )
                } else if spread <= SPREAD && gap.abs() <= allowed {
                    (
                        Verdict::Converged,
                        format!("sd(ln w) = {spread:.2} is at most {SPREAD}, both directions agree"),
                    )
                } else if gap.abs() <= allowed {
                    (Verdict::Converged, format!("both directions agree: {gap:.2} nats apart"))
                } else {
                    (
                        Verdict::BoundsDisagree,
                        format!("the directions are {gap:.2} nats apart, {allowed:.2} are allowed"),
                    )
                };
                // ends that cross over say that the reverse runs did not start at draws from the model: nothing is known from above
                let upper = known - back.lower(MISS) + rounding;
                let upper = if upper < lower { f64::INFINITY } else { upper };
                let estimate = known + ratio;
                let (verdict, reason) =
                    if verdict == Verdict::Converged && !(lower..=upper).contains(&estimate) {
                        (Verdict::BoundsDisagree, "the estimate is outside of its own interval".to_owned())
                    } else {
                        (verdict, reason)
                    };
                (estimate, error, verdict, reason, upper)
            }
        };
        Self {
            estimate,
            standard_error,
            lower,
            upper,
            upper_is_bound: matches!(reverse, Some((_, Starts::Exact))),
            method,
            verdict,
            reason,
            weights: Some(report),
        }
    }
}

impl LogZ {
    /// From chains at equilibrium: an error from their spread, no bounds.
    pub(super) fn from_chains(
        method: &'static str,
        estimate: f64,
        standard_error: f64,
        trusted: bool,
        reason: String,
    ) -> Self {
        Self {
            estimate,
            standard_error,
            lower: estimate - QUANTILE * standard_error,
            upper: estimate + QUANTILE * standard_error,
            upper_is_bound: false,
            method,
            verdict: if trusted { Verdict::Converged } else { Verdict::WeightsDegenerate },
            reason,
            weights: None,
        }
    }
}

/// Where reverse runs started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Starts {
    /// At exact draws from the model.
    Exact,
    /// At the states of chains that were run for long.
    LongRun,
}

impl fmt::Display for LogZ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log Z = {:.6}", self.estimate)?;
        if self.verdict != Verdict::Exact {
            write!(f, " ± {:.2e}, 99 % in [{:.6}, {:.6}]", self.standard_error, self.lower, self.upper)?;
        }
        write!(f, " ({}", self.method)?;
        if let Some(weights) = &self.weights {
            write!(f, "; ESS {:.1} of {}", weights.effective_sample_size, weights.runs)?;
        }
        if self.verdict != Verdict::Exact {
            write!(f, "; {}: {}", self.verdict, self.reason)?;
        }
        f.write_str(")")
    }
}
