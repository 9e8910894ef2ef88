//! Laws of one continuous number, recognised by the logarithm of their density, and draws from them.
//!
//! In: the coefficients of [`Shift::law`](crate::model::Shift::law). Out: the family with its parameters, if it is one
//! that there is a sampler for; or values, and the law that goes with them. Densities are against Lebesgue measure.

mod density;
mod draw;
mod fit;
mod truncated;
mod von_mises;

use std::fmt;

use crate::domain::Domain;
use crate::model::BASIS;

/// The law of one continuous number.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum Law {
    /// p(u) ∝ exp(−(u − mean)² / 2 deviation²) on the real line.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
    /// The same between two ends, of which one may be infinite.
    TruncatedNormal {
        /// The mean before truncation.
        mean: f64,
        /// The standard deviation before truncation.
        deviation: f64,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// p(u) ∝ exp(slope · u) between two finite ends; uniform where the slope is 0.
    TruncatedExponential {
        /// The slope of the log density.
        slope: f64,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// p(u) ∝ u^(shape − 1) exp(−rate · u) for u > 0; exponential where the shape is 1.
    Gamma {
        /// The shape, above 0.
        shape: f64,
        /// The rate, above 0.
        rate: f64,
    },
    /// p(u) ∝ u^(a − 1) (1 − u)^(b − 1) for 0 < u < 1.
    Beta {
        /// The first shape, above 0.
        a: f64,
        /// The second shape, above 0.
        b: f64,
    },
    /// p(u) ∝ exp(concentration · cos(u − mean)) on the circle.
    VonMises {
        /// The mean direction.
        mean: f64,
        /// The concentration, at least 0.
        concentration: f64,
    },
}

impl Law {
    /// The law whose log density on `domain` is Σ_k c_k b_k(u) + const, b being the basis of
    /// [`Shift::law`](crate::model::Shift::law).
    ///
    /// `None` where there is no sampler for it, where it has no normaliser, and where a coefficient is not finite.
    pub fn of(domain: Domain, c: &[f64; BASIS]) -> Option<Self> {
        let [slope, square, cube, fourth, ln, ln_1m, cos, sin] = *c;
        let known = c.iter().all(|c| c.is_finite()) && cube == 0.0 && fourth == 0.0;
        let angular = cos != 0.0 || sin != 0.0;
        let (low, high) = domain.bounds();
        match domain {
            _ if !known => None,
            Domain::Angle if c[..6].iter().all(|&c| c == 0.0) => {
                Some(Self::VonMises { mean: sin.atan2(cos), concentration: cos.hypot(sin) })
            }
            Domain::Angle => None,
            _ if angular => None,
            Domain::Real if square < 0.0 && ln == 0.0 && ln_1m == 0.0 => {
                let (mean, deviation) = moments(slope, square);
                Some(Self::Normal { mean, deviation })
            }
            Domain::Positive if square == 0.0 && ln_1m == 0.0 && slope < 0.0 && ln > -1.0 => {
                Some(Self::Gamma { shape: ln + 1.0, rate: -slope })
            }
            Domain::Unit if square == 0.0 && slope == 0.0 && ln > -1.0 && ln_1m > -1.0 => {
                Some(Self::Beta { a: ln + 1.0, b: ln_1m + 1.0 })
            }
            Domain::Positive | Domain::Unit | Domain::Interval(..) if ln == 0.0 && ln_1m == 0.0 => {
                if square < 0.0 {
                    let (mean, deviation) = moments(slope, square);
                    Some(Self::TruncatedNormal { mean, deviation, low, high })
                } else {
                    let bounded = square == 0.0 && high.is_finite();
                    bounded.then_some(Self::TruncatedExponential { slope, low, high })
                }
            }
            _ => None,
        }
        .filter(Self::is_usable)
    }

    /// Whether its parameters survived the arithmetic.
    fn is_usable(&self) -> bool {
        match *self {
            Self::Normal { mean, deviation } | Self::TruncatedNormal { mean, deviation, .. } => {
                mean.is_finite() && deviation > 0.0 && deviation.is_finite()
            }
            Self::Gamma { rate, .. } => rate > 0.0 && rate.recip().is_finite(),
            Self::VonMises { concentration, .. } => concentration.is_finite(),
            Self::TruncatedExponential { .. } | Self::Beta { .. } => true,
        }
    }
}

/// Mean and standard deviation of exp(slope · u + square · u²), square < 0.
fn moments(slope: f64, square: f64) -> (f64, f64) {
    (-0.5 * slope / square, (-2.0 * square).sqrt().recip())
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Normal { mean, deviation } => {
                write!(f, "normal with mean {mean} and standard deviation {deviation}")
            }
            Self::TruncatedNormal { mean, deviation, low, high } => {
                write!(f, "normal({mean}, {deviation}²) truncated to ({low}, {high})")
            }
            Self::TruncatedExponential { slope, low, high } => {
                write!(f, "exp({slope} u) on ({low}, {high})")
            }
            Self::Gamma { shape, rate } => write!(f, "gamma with shape {shape} and rate {rate}"),
            Self::Beta { a, b } => write!(f, "beta({a}, {b})"),
            Self::VonMises { mean, concentration } => {
                write!(f, "von Mises with mean direction {mean} and concentration {concentration}")
            }
        }
    }
}

#[cfg(test)]
mod tests;
