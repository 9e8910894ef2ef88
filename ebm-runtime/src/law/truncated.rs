//! Normal and exponential laws between two ends.

use rand_xoshiro::rand_core::Rng;

use super::draw::{self, uniform};

/// A standard normal number between two ends, of which either may be infinite, by rejection (Robert 1995, *Simulation of
/// truncated normal variables*, Statistics and Computing 5, 121–125).
pub(super) fn normal<R: Rng>(low: f64, high: f64, random: &mut R) -> f64 {
    if high < 0.0 {
        -above(-high, -low, random)
    } else if low > 0.0 {
        above(low, high, random)
    } else if high - low > (std::f64::consts::TAU).sqrt() {
        // at least 0.49 of the mass is inside
        loop {
            let z = draw::normal(random);
            if low <= z && z <= high {
                return z;
            }
        }
    } else {
        flat(low, high, 0.0, random)
    }
}

/// 0 < low < high: by an exponential law, or by a uniform one where the interval is short (Robert 1995, section 2.2).
fn above<R: Rng>(low: f64, high: f64, random: &mut R) -> f64 {
    let root = (low * low + 4.0).sqrt();
    let rate = 0.5 * (low + root);
    // 2 √e / (low + root) · exp((low² − low root) / 4): up to here the uniform law rejects less
    let short = (0.5 + 0.25 * low * (low - root)).exp() / rate;
    if high - low <= short {
        return flat(low, high, low, random);
    }
    loop {
        let z = low - uniform(random).ln() / rate;
        if z <= high && uniform(random).ln() <= -0.5 * (z - rate) * (z - rate) {
            return z;
        }
    }
}

/// By a uniform law; `peak` is the point of the interval nearest to 0.
fn flat<R: Rng>(low: f64, high: f64, peak: f64, random: &mut R) -> f64 {
    loop {
        let z = low + (high - low) * uniform(random);
        if uniform(random).ln() <= 0.5 * (peak - z) * (peak + z) {
            return z;
        }
    }
}

/// p(u) ∝ exp(slope · u) on (low, high), by inversion.
pub(super) fn exponential<R: Rng>(slope: f64, low: f64, high: f64, random: &mut R) -> f64 {
    let (length, u) = (high - low, uniform(random));
    let rate = slope.abs();
    if rate * length < 1e-12 {
        return low + length * u;
    }
    // the distance from the end where the density is largest
    let distance = -(u * (-rate * length).exp_m1()).ln_1p() / rate;
    if slope < 0.0 { low + distance } else { high - distance }
}
