//! ln ∫₀^∞ exp(ut − t²/2) dt and its derivatives, the cumulants of a normal variable that is positive.
//!
//! With M the integral and r = 1/M: mean u + r, variance 1 − r·mean, third cumulant r·(mean² − variance). Left of −3 all
//! three cancel and come from the levels of Laplace's continued fraction r = x + 1/(x + 2/(x + 3/(x + …))), x = −u, of
//! which they are products.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// tₙ² and exp(−tₙ²) at the half steps tₙ = (n + ½)/2.
const NODES: [(f64, f64); 13] = [
    (0.0625, 0.9394130628134758),
    (0.5625, 0.569782824730923),
    (1.5625, 0.2096113871510978),
    (3.0625, 0.04677062238395898),
    (5.0625, 0.006329715427485747),
    (7.5625, 0.0005195746821548384),
    (10.5625, 2.586810022265412e-05),
    (14.0625, 7.811489408304491e-07),
    (18.0625, 1.4307241918567688e-08),
    (22.5625, 1.5893910094516368e-10),
    (27.5625, 1.0709232382508077e-12),
    (33.0625, 4.37661850287085e-15),
    (39.0625, 1.0848552640429378e-17),
];

/// Left of here the continued fraction is used.
const FRACTION: f64 = -3.0;

/// Right of here nothing is cut off that a number can show.
const UNCUT: f64 = 39.0;

/// Enough levels for the last place at [`FRACTION`].
const LEVELS: u32 = 60;

pub(super) fn derivative(u: f64, order: u8) -> f64 {
    if u < FRACTION {
        return by_fraction(-u, order);
    }
    if u > UNCUT {
        return [0.5 * u * u + 0.5 * (2.0 * PI).ln(), u, 1.0, 0.0][usize::from(order)];
    }
    // 1 / M
    let r = if u <= 0.0 {
        let integral = (0.5 * PI).sqrt() * scaled_erfc(-u * FRAC_1_SQRT_2);
        if order == 0 {
            return integral.ln();
        }
        integral.recip()
    } else {
        let density = (-0.5 * u * u).exp();
        let beyond = 0.5 * density * scaled_erfc(u * FRAC_1_SQRT_2);
        if order == 0 {
            return 0.5 * u * u + 0.5 * (2.0 * PI).ln() + (-beyond).ln_1p();
        }
        density / ((2.0 * PI).sqrt() * (1.0 - beyond))
    };
    let mean = u + r;
    let variance = 1.0 - r * mean;
    match order {
        1 => mean,
        2 => variance,
        _ => r * (mean * mean - variance),
    }
}

/// The continued fraction at x > 0, from the inside out: level n is n / (x + level n + 1).
fn by_fraction(x: f64, order: u8) -> f64 {
    let level = |n: u32, inner: f64| f64::from(n) / (x + inner);
    let fourth = (4..LEVELS).rev().fold(0.0, |inner, n| level(n, inner));
    let third = level(3, fourth);
    let second = level(2, third);
    let first = level(1, second);
    let r = x + first;
    match order {
        0 => -r.ln(),
        1 => first,
        2 => first * (second - first),
        _ => r * first * first * second * (third - second),
    }
}

/// exp(x²) erfc(x) for x ≥ 0: the midpoint rule for (2x/π) ∫₀^∞ exp(−t²) / (x² + t²) dt with step ½, and the residue of
/// its pole; the error of the rule is exp(−4π²) (Chiarella & Reichel 1968, On the evaluation of integrals related to the
/// error function; Hunter & Regan 1972).
fn scaled_erfc(x: f64) -> f64 {
    let square = x * x;
    let sum: f64 = NODES.iter().map(|&(t, weight)| weight / (square + t)).sum();
    let rule = x * sum / PI;
    if x < 2.0 * PI { rule + 2.0 * square.exp() / (1.0 + (4.0 * PI * x).exp()) } else { rule }
}
