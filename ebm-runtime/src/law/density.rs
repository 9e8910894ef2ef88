//! Densities with their normalisers, slopes, and coefficients.

use std::f64::consts::TAU;

use super::Law;
use crate::lanes::Lane;
use crate::model::BASIS;
use crate::real::Real;
use crate::special::{ln_bessel_i0, ln_exp_m1_over, ln_gamma, ln_mills};

impl Law {
    /// ln p(u), p integrating to 1 over the domain that the law is on; u is in it.
    ///
    /// # Accuracy
    /// A few roundings of the largest term.
    pub fn log_density<V: Lane>(&self, u: V) -> V {
        self.log_weight(u) - V::constant(self.log_normaliser())
    }

    /// ln p(u) + [`log_normaliser`](Self::log_normaliser): the part that depends on u.
    pub fn log_weight<V: Lane>(&self, u: V) -> V {
        let times = |value: V, factor: f64| value * V::Real::from_f64(factor);
        match *self {
            Self::Normal { mean, deviation } | Self::TruncatedNormal { mean, deviation, .. } => {
                times(times(u - V::constant(mean), deviation.recip()).square(), -0.5)
            }
            // from the peak down, here and below, so that nothing large is subtracted
            Self::TruncatedExponential { slope, low, high } => {
                times(u - V::constant(if slope > 0.0 { high } else { low }), slope)
            }
            Self::Gamma { shape, rate } => {
                let standard = times(u, rate);
                times(standard.ln(), shape - 1.0) - standard
            }
            Self::Beta { a, b } => times(u.ln(), a - 1.0) + times((-u).ln_1p(), b - 1.0),
            Self::VonMises { mean, concentration } => {
                times((u - V::constant(mean)).cos() - V::one(), concentration)
            }
        }
    }

    /// ln ∫ exp([`log_weight`](Self::log_weight)) over the domain.
    pub fn log_normaliser(&self) -> f64 {
        match *self {
            Self::Normal { deviation, .. } => deviation.ln() + 0.5 * TAU.ln(),
            Self::TruncatedNormal { mean, deviation, low, high } => {
                let mass = ln_normal_mass((low - mean) / deviation, (high - mean) / deviation);
                deviation.ln() + 0.5 * TAU.ln() + mass
            }
            Self::TruncatedExponential { slope, low, high } => {
                (high - low).ln() + ln_exp_m1_over(-slope.abs() * (high - low))
            }
            Self::Gamma { shape, rate } => ln_gamma(shape) - rate.ln(),
            Self::Beta { a, b } => ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b),
            Self::VonMises { concentration, .. } => {
                TAU.ln() + ln_bessel_i0(concentration * concentration) - concentration
            }
        }
    }

    /// d ln p(u) / du.
    pub fn slope<V: Lane>(&self, u: V) -> V {
        let times = |value: V, factor: f64| value * V::Real::from_f64(factor);
        match *self {
            Self::Normal { mean, deviation } | Self::TruncatedNormal { mean, deviation, .. } => {
                times(V::constant(mean) - u, (deviation * deviation).recip())
            }
            Self::TruncatedExponential { slope, .. } => V::constant(slope),
            Self::Gamma { shape, rate } => times(u.recip(), shape - 1.0) - V::constant(rate),
            Self::Beta { a, b } => times(u.recip(), a - 1.0) - times((V::one() - u).recip(), b - 1.0),
            Self::VonMises { mean, concentration } => times((u - V::constant(mean)).sin(), -concentration),
        }
    }

    /// ln p(u) = Σ_k c_k b_k(u) + const in the basis of [`Shift::law`](crate::model::Shift::law).
    pub fn coefficients(&self) -> [f64; BASIS] {
        let mut c = [0.0; BASIS];
        match *self {
            Self::Normal { mean, deviation } | Self::TruncatedNormal { mean, deviation, .. } => {
                let precision = (deviation * deviation).recip();
                (c[0], c[1]) = (mean * precision, -0.5 * precision);
            }
            Self::TruncatedExponential { slope, .. } => c[0] = slope,
            Self::Gamma { shape, rate } => (c[0], c[4]) = (-rate, shape - 1.0),
            Self::Beta { a, b } => (c[4], c[5]) = (a - 1.0, b - 1.0),
            Self::VonMises { mean, concentration } => {
                (c[6], c[7]) = (concentration * mean.cos(), concentration * mean.sin());
            }
        }
        c
    }
}

/// ln(Φ(high) − Φ(low)) of the standard normal law; either end may be infinite.
fn ln_normal_mass(low: f64, high: f64) -> f64 {
    // ln Φ(−t) = ln φ(t) + ln of Mills' ratio
    let ln_tail = |t: f64| {
        if t == f64::INFINITY { f64::NEG_INFINITY } else { -0.5 * (t * t + TAU.ln()) + ln_mills(-t) }
    };
    if high < 0.0 {
        ln_normal_mass(-high, -low)
    } else if low >= 0.0 {
        let (near, far) = (ln_tail(low), ln_tail(high));
        near + (-(far - near).exp()).ln_1p()
    } else {
        (-(ln_tail(-low).exp() + ln_tail(high).exp())).ln_1p()
    }
}
