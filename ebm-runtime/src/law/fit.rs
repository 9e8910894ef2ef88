//! Laws that go with data.

use super::Law;
use crate::domain::Domain;
use crate::special::{ln_exp_m1_over_derivative, ln_gamma_derivative};

/// So many halvings leave nothing between two numbers of type `f64`.
const HALVINGS: usize = 200;

impl Law {
    /// The uniform law of a bounded domain; `None` where there is none.
    pub fn uniform(domain: Domain) -> Option<Self> {
        match domain {
            Domain::Unit | Domain::Interval(..) => {
                let (low, high) = domain.bounds();
                Some(Self::TruncatedExponential { slope: 0.0, low, high })
            }
            Domain::Angle => Some(Self::VonMises { mean: 0.0, concentration: 0.0 }),
            _ => None,
        }
    }

    /// A law of the usual family on a continuous domain that goes with values, each with a weight that stands for a count:
    ///
    /// | domain | family | by |
    /// |---|---|---|
    /// | real | normal | mean and variance |
    /// | positive | gamma | maximum likelihood |
    /// | unit | beta | mean and variance |
    /// | interval | exponential between the ends | the mean |
    /// | angle | von Mises | the mean of cosine and sine |
    ///
    /// On bounded domains one value more is counted, spread evenly over the domain, so that no law is ever a point; where values on
    /// unbounded ones are all the same, they take a standard deviation of 1 and an exponential law.
    ///
    /// # References
    /// Gamma: Minka (2002), Estimating a gamma distribution. Von Mises: Mardia & Jupp (2000), *Directional Statistics*, section
    /// 5.3.1.
    ///
    /// # Panics
    /// On a discrete domain.
    pub fn fit(domain: Domain, values: &[f64], weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let sum = |f: &dyn Fn(f64) -> f64| values.iter().zip(weights).map(|(&x, w)| w * f(x)).sum::<f64>();
        // the mean of a function over the values and one that is spread evenly, where it has the mean `even`
        let shared = |even: f64, f: &dyn Fn(f64) -> f64| (sum(f) + even) / (total + 1.0);
        match domain {
            Domain::Real => {
                let mean = sum(&|x| x) / total;
                let variance = sum(&|x| (x - mean).powi(2)) / total;
                // values that are all the same have a variance of rounding
                let spread = variance.sqrt() > 1e-12 * mean.abs();
                Self::Normal { mean, deviation: if spread { variance.sqrt() } else { 1.0 } }
            }
            Domain::Positive => {
                let mean = sum(&|x| x) / total;
                let shape = gamma_shape(-sum(&|x| (x / mean).ln()) / total);
                Self::Gamma { shape, rate: shape / mean }
            }
            Domain::Unit => {
                let mean = shared(0.5, &|x| x);
                let variance = shared(1.0 / 3.0 - mean + mean * mean, &|x| (x - mean).powi(2));
                let both = mean * (1.0 - mean) / variance - 1.0;
                Self::Beta { a: mean * both, b: (1.0 - mean) * both }
            }
            Domain::Interval(low, high) => {
                let mean = shared(0.5, &|x| (x - low) / (high - low));
                Self::TruncatedExponential { slope: exponential_slope(mean) / (high - low), low, high }
            }
            Domain::Angle => {
                let (cosine, sine) = (shared(0.0, &f64::cos), shared(0.0, &f64::sin));
                let concentration = von_mises_concentration(cosine.hypot(sine));
                Self::VonMises { mean: sine.atan2(cosine), concentration }
            }
            Domain::Binary | Domain::Spin | Domain::Categorical(_) | Domain::Count(_) => {
                panic!("{domain} is no continuous domain")
            }
        }
    }
}

/// ln k − ψ(k) = `excess`, by Minka's Newton steps in 1/k.
fn gamma_shape(excess: f64) -> f64 {
    // beyond, the law is narrower than rounding can tell
    if excess.is_nan() || excess < 1e-12 {
        return 1.0;
    }
    let mut shape = (3.0 - excess + ((excess - 3.0).powi(2) + 24.0 * excess).sqrt()) / (12.0 * excess);
    for _ in 0..20 {
        let step = (shape.ln() - ln_gamma_derivative(shape, 1) - excess)
            / (shape * shape * (shape.recip() - ln_gamma_derivative(shape, 2)));
        shape = (shape.recip() + step).recip();
    }
    shape
}

/// The slope on (0, 1) whose mean is `mean`; the mean rises with the slope.
fn exponential_slope(mean: f64) -> f64 {
    rising_root(-1e9, 1e9, |slope| ln_exp_m1_over_derivative(slope, 1) - mean)
}

/// The concentration whose mean resultant length I₁/I₀ is `length`.
fn von_mises_concentration(length: f64) -> f64 {
    use crate::special::ln_bessel_i0_derivative;
    // d ln I₀(κ) / dκ = 2κ d ln I₀(√u) / du at u = κ²
    rising_root(0.0, 1e6, |kappa| 2.0 * kappa * ln_bessel_i0_derivative(kappa * kappa, 1) - length)
}

/// Where a rising function is 0, by bisection.
fn rising_root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}
