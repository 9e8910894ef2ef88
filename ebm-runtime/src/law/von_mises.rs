//! The von Mises law on the circle.

use std::f64::consts::{PI, TAU};

use rand_xoshiro::rand_core::Rng;

use super::draw::{normal, uniform};

/// One draw in [−π, π), by rejection from a wrapped Cauchy law (Best & Fisher 1979, *Efficient simulation of the von Mises
/// distribution*, Applied Statistics 28, 152–157).
///
/// Beyond a concentration of 10⁶, where the algorithm loses digits, by a normal law: the two differ by 1 part in 10⁶ there.
pub(super) fn draw<R: Rng>(mean: f64, concentration: f64, random: &mut R) -> f64 {
    let around = if concentration < 1e-9 {
        TAU * (uniform(random) - 0.5)
    } else if concentration > 1e6 {
        normal(random) / concentration.sqrt()
    } else {
        let tau = 1.0 + (1.0 + 4.0 * concentration * concentration).sqrt();
        let rho = (tau - (2.0 * tau).sqrt()) / (2.0 * concentration);
        let r = (1.0 + rho * rho) / (2.0 * rho);
        loop {
            let z = (PI * uniform(random)).cos();
            let f = (1.0 + r * z) / (r + z);
            let c = concentration * (r - f);
            let u = uniform(random);
            if c * (2.0 - c) > u || (c / u).ln() + 1.0 >= c {
                let angle = f.clamp(-1.0, 1.0).acos();
                break if uniform(random) < 0.5 { -angle } else { angle };
            }
        }
    };
    wrapped(mean + around)
}

/// The same angle in [−π, π).
fn wrapped(angle: f64) -> f64 {
    let turned = angle - TAU * ((angle + PI) / TAU).floor();
    // rounding may lead to π itself
    if turned >= PI { turned - TAU } else { turned }
}
