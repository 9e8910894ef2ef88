//! ln Σ exp(u) of a stream of numbers, without overflow.

use super::gray::States16;
use crate::lanes::{Lane, WIDTH};
use crate::parallel;

/// So many numbers wait to be added together: the reference exponent then changes once for all of them.
const WAITING: usize = 256;

/// A sum Σ exp(u), lane by lane.
pub(super) struct LogSum {
    /// The largest u of each lane so far.
    top: States16,
    /// Σ exp(u − top)
    sum: States16,
    waiting: Vec<States16>,
}

impl Default for LogSum {
    fn default() -> Self {
        let top = States16::splat(f64::NEG_INFINITY);
        Self { top, sum: States16::zero(), waiting: Vec::with_capacity(WAITING) }
    }
}

impl LogSum {
    pub(super) fn push(&mut self, u: States16) {
        self.waiting.push(u);
        if self.waiting.len() == WAITING {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let top = self.waiting.iter().fold(self.top, |top, &u| top.max(u));
        // where everything so far is −∞ any finite reference will do
        let reference = top.map(|top| if top == f64::NEG_INFINITY { 0.0 } else { top });
        self.sum *= (self.top - reference).exp();
        for &u in &self.waiting {
            self.sum += (u - reference).exp();
        }
        self.top = top;
        self.waiting.clear();
    }

    /// The sum over all lanes.
    pub(super) fn finish(mut self) -> Scaled {
        self.flush();
        let lanes = (0..WIDTH).map(|k| Scaled { top: self.top.lane(k), sum: self.sum.lane(k) }).collect();
        parallel::join(lanes, Scaled::plus).unwrap_or(Scaled { top: f64::NEG_INFINITY, sum: 0.0 })
    }
}

/// The number exp(top) · sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scaled {
    top: f64,
    sum: f64,
}

impl Scaled {
    pub(super) fn plus(self, other: Self) -> Self {
        let top = self.top.max(other.top);
        // where both are −∞ the sums are 0, or NaN where a number was
        let share =
            |part: Self| if top == f64::NEG_INFINITY { part.sum } else { part.sum * (part.top - top).exp() };
        Self { top, sum: share(self) + share(other) }
    }

    pub(super) fn ln(self) -> f64 {
        self.top + self.sum.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_do_not_overflow_and_forget_nothing() {
        // lane k gets the numbers 1000 − i, i = k, k + 16, …: together Σ e^(1000 − i) over i < 16000
        let mut sum = LogSum::default();
        for i in 0..1000 {
            sum.push(States16::from_fn(|k| 1000.0 - (16 * i + k) as f64));
        }
        // a geometric series: e^1000 / (1 − 1/e)
        let expected = 1000.0 - (1.0 - (-1.0_f64).exp()).ln();
        assert!((sum.finish().ln() - expected).abs() < 1e-12);
    }

    #[test]
    fn minus_infinity_adds_nothing_and_nan_is_not_hidden() {
        let mut sum = LogSum::default();
        sum.push(States16::splat(f64::NEG_INFINITY));
        assert_eq!(sum.finish().ln(), f64::NEG_INFINITY);
        let mut sum = LogSum::default();
        sum.push(States16::from_fn(|k| if k == 3 { -2000.0 } else { f64::NEG_INFINITY }));
        assert_eq!(sum.finish().ln(), -2000.0);
        let mut sum = LogSum::default();
        sum.push(States16::from_fn(|k| if k == 3 { f64::NAN } else { f64::NEG_INFINITY }));
        assert!(sum.finish().ln().is_nan());
    }
}
