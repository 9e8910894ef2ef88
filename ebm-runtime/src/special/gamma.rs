//! ln Γ and the polygamma functions.
//!
//! Arguments are shifted above 10 by Γ(u + 1) = u Γ(u), where eight terms of Stirling's series reach the last place
//! (Abramowitz & Stegun 1964, 6.1.40, 6.3.18, 6.4.11).

/// B₂, B₄, …, B₁₆
const BERNOULLI: [f64; 8] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
];

/// Where the series is used.
const FAR: f64 = 10.0;

pub(super) fn derivative(u: f64, order: u8) -> f64 {
    if u < 0.0 {
        return f64::NAN;
    }
    if u == 0.0 || u == f64::INFINITY {
        return at_the_ends(u, order);
    }
    let (mut u, mut shift, mut product) = (u, 0.0, 1.0);
    while u < FAR {
        match order {
            // at most ten factors below 10
            0 => product *= u,
            1 => shift -= u.recip(),
            2 => shift += u.powi(-2),
            _ => shift -= 2.0 * u.powi(-3),
        }
        u += 1.0;
    }
    let r = u.recip();
    let r2 = r * r;
    let series = |term: &dyn Fn(f64, f64) -> f64| {
        BERNOULLI.iter().enumerate().rev().fold(0.0, |sum, (k, &b)| sum * r2 + term(b, 2.0 * (k + 1) as f64))
    };
    let far = match order {
        0 => {
            let half_ln_two_pi = 0.918_938_533_204_672_8;
            (u - 0.5) * u.ln() - u + half_ln_two_pi + r * series(&|b, n| b / (n * (n - 1.0)))
        }
        1 => u.ln() - 0.5 * r - r2 * series(&|b, n| b / n),
        2 => r + 0.5 * r2 + r * r2 * series(&|b, _| b),
        _ => -r2 - r * r2 - r2 * r2 * series(&|b, n| b * (n + 1.0)),
    };
    far + shift - product.ln()
}

fn at_the_ends(u: f64, order: u8) -> f64 {
    match (u == 0.0, order) {
        (true, 0 | 2) | (false, 0 | 1) => f64::INFINITY,
        (true, _) => f64::NEG_INFINITY,
        (false, _) => 0.0,
    }
}
