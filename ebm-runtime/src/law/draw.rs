//! Draws.

use rand_distr::{Beta, Distribution, Gamma, StandardNormal};
use rand_xoshiro::rand_core::Rng;

use super::{Law, truncated, von_mises};

impl Law {
    /// One draw, exact but for rounding: a draw may come out as an end of an open interval.
    ///
    /// # Cost
    /// A few random numbers; the number is random where a draw can be rejected, and has a small mean for all parameters.
    ///
    /// # References
    /// Gamma: Marsaglia & Tsang 2000; beta: Cheng 1978; normal: Marsaglia & Tsang's ziggurat (all three by `rand_distr`);
    /// truncated normal: Robert 1995; von Mises: Best & Fisher 1979.
    pub fn draw<R: Rng>(&self, random: &mut R) -> f64 {
        match *self {
            Self::Normal { mean, deviation } => mean + deviation * normal(random),
            Self::TruncatedNormal { mean, deviation, low, high } => {
                let (below, above) = ((low - mean) / deviation, (high - mean) / deviation);
                mean + deviation * truncated::normal(below, above, random)
            }
            Self::TruncatedExponential { slope, low, high } => {
                truncated::exponential(slope, low, high, random)
            }
            Self::Gamma { shape, rate } => {
                // the parameters were checked when the law was recognised
                Gamma::new(shape, rate.recip()).map_or(f64::NAN, |gamma| gamma.sample(random))
            }
            Self::Beta { a, b } => Beta::new(a, b).map_or(f64::NAN, |beta| beta.sample(random)),
            Self::VonMises { mean, concentration } => von_mises::draw(mean, concentration, random),
        }
    }
}

/// An odd multiple of 2⁻⁵³, so that it is never 0 nor 1.
pub(super) fn uniform<R: Rng>(random: &mut R) -> f64 {
    ((random.next_u64() >> 12 << 1) | 1) as f64 / (1_u64 << 53) as f64
}

pub(super) fn normal<R: Rng>(random: &mut R) -> f64 {
    StandardNormal.sample(random)
}
