//! The log normalisers among the operators, from their definitions as sums and integrals.
//!
//! Three of the four are logarithms of ∫ exp(ut) dμ(t), so that their derivatives are the mean, the variance and the third
//! central moment of t; these are computed around the mean, where nothing cancels. What generated code calls is computed
//! in other, faster ways, which these stand beside as an oracle.

/// ln Γ(u) and its derivatives for u > 0: shifted above 20 by Γ(u + 1) = u Γ(u), then Stirling's series.
pub(super) fn ln_gamma(order: u8, u: f64) -> f64 {
    if u.is_nan() || u < 0.0 {
        return f64::NAN;
    }
    if u < 20.0 {
        let step = match order {
            0 => -u.ln(),
            1 => -u.recip(),
            2 => u.powi(-2),
            _ => -2.0 * u.powi(-3),
        };
        return ln_gamma(order, u + 1.0) + step;
    }
    let bernoulli = [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0];
    let series = |term: &dyn Fn(f64, i32) -> f64| -> f64 {
        bernoulli.iter().zip(1..).map(|(&b, k): (_, i32)| term(b, 2 * k)).sum()
    };
    match order {
        0 => {
            let constant = 0.5 * (2.0 * std::f64::consts::PI).ln();
            let rest = series(&|b, n| b / f64::from(n * (n - 1)) * u.powi(1 - n));
            (u - 0.5) * u.ln() - u + constant + rest
        }
        1 => u.ln() - 0.5 / u - series(&|b, n| b / f64::from(n) * u.powi(-n)),
        2 => u.recip() + 0.5 * u.powi(-2) + series(&|b, n| b * u.powi(-n - 1)),
        _ => -u.powi(-2) - u.powi(-3) - series(&|b, n| b * f64::from(n + 1) * u.powi(-n - 2)),
    }
}

/// ln Σ_k (u/4)ᵏ / k!² and its derivatives by u.
///
/// With k drawn in proportion to its term, uʲ times the j-th derivative is the j-th factorial cumulant of k.
pub(super) fn ln_bessel_i0(order: u8, u: f64) -> f64 {
    if u.is_nan() || u < 0.0 {
        return f64::NAN;
    }
    if u < 1e-3 {
        // the series of the logarithm; the next term is 1e-18 of the first
        let coefficients =
            [0.25, -1.0 / 64.0, 1.0 / 576.0, -11.0 / 49_152.0, 19.0 / 614_400.0, -473.0 / 106_168_320.0];
        let term = |(c, n): (&f64, i32)| {
            let falling: f64 = (0..i32::from(order)).map(|j| f64::from(n - j)).product();
            let power = n - i32::from(order);
            if power < 0 { 0.0 } else { c * falling * u.powi(power) }
        };
        return coefficients.iter().zip(1..).map(term).sum();
    }
    // the logarithms of the terms, far beyond the largest, which is at k = √u / 2
    let count = 60 + (2.0 * u.sqrt()) as usize;
    let mut logs = vec![0.0_f64];
    for k in 1..=count {
        logs.push(logs[k - 1] + (0.25 * u).ln() - 2.0 * (k as f64).ln());
    }
    let points: Vec<(f64, f64)> = logs.iter().enumerate().map(|(k, &log)| (k as f64, log)).collect();
    let [log_sum, mean, variance, third] = cumulants(&points);
    match order {
        0 => log_sum,
        1 => mean / u,
        2 => (variance - mean) / (u * u),
        _ => (third - 3.0 * variance + 2.0 * mean) / (u * u * u),
    }
}

/// ln ∫₀^∞ exp(ut − t²/2) dt and its derivatives by u.
pub(super) fn ln_mills(order: u8, u: f64) -> f64 {
    if !u.is_finite() {
        return if order == 0 { u } else { f64::NAN };
    }
    // around the largest value, with steps of its width
    let top = u.max(0.0);
    let width = if u < 0.0 { (1.0 + u * u).sqrt().recip() } else { 1.0 };
    let end = top + 40.0 * width;
    // right of 40 the integrand is below exp(−800) at 0
    let start = (top - 40.0).max(0.0);
    cumulants(&over(start, end, &|t| u * t - 0.5 * t * t))[usize::from(order)]
}

/// ln ∫₀¹ exp(ut) dt and its derivatives by u.
pub(super) fn ln_exp_m1_over(order: u8, u: f64) -> f64 {
    if !u.is_finite() {
        return if order == 0 { u } else { f64::NAN };
    }
    // where exp(u) drowns, only the end where it is largest counts
    let reach = if u.abs() > 40.0 { 40.0 / u.abs() } else { 1.0 };
    let (start, end) = if u > 0.0 { (1.0 - reach, 1.0) } else { (0.0, reach) };
    cumulants(&over(start, end, &|t| u * t))[usize::from(order)]
}

/// Nodes between two ends with the logarithms of weight times exp(exponent): the rule of Takahasi & Mori (1974), whose
/// error falls exponentially with the number of nodes for integrands that are analytic inside.
fn over(start: f64, end: f64, exponent: &dyn Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let (middle, half) = (0.5 * (start + end), 0.5 * (end - start));
    let node = |n: i32| {
        let step = 1.0 / 64.0;
        let s = step * f64::from(n);
        let inner = std::f64::consts::FRAC_PI_2 * s.sinh();
        let t = middle + half * inner.tanh();
        let weight = half * step * std::f64::consts::FRAC_PI_2 * s.cosh() / inner.cosh().powi(2);
        (t, weight.ln() + exponent(t))
    };
    (-220..=220).map(node).filter(|(_, log)| log.is_finite()).collect()
}

/// ln Σ exp(log), and mean, variance and third central moment of the values under these weights.
fn cumulants(points: &[(f64, f64)]) -> [f64; 4] {
    let top = points.iter().map(|&(_, log)| log).fold(f64::NEG_INFINITY, f64::max);
    let mean_of = |value: &dyn Fn(f64) -> f64| -> f64 {
        points.iter().map(|&(t, log)| (log - top).exp() * value(t)).sum()
    };
    let total = mean_of(&|_| 1.0);
    let mean = mean_of(&|t| t) / total;
    let central = |power: i32| mean_of(&|t| (t - mean).powi(power)) / total;
    [top + total.ln(), mean, central(2), central(3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values computed with 70 digits (mpmath 1.3), rounded to the nearest `f64`; 1e-12 is what sums of a few hundred
    /// terms and the cancellation of two digits leave.
    #[test]
    fn tabulated_values() {
        type Function = fn(u8, f64) -> f64;
        let tables: [(Function, f64, [f64; 4]); 10] = [
            (
                ln_gamma,
                0.125,
                [2.0194183575537963, -8.388492663295855, 65.38813344498803, -1025.7533381181356],
            ),
            (
                ln_gamma,
                42.0,
                [114.0342117814617, 3.725717617937282, 0.024095219843670565, -0.0005805515402440564],
            ),
            (
                ln_bessel_i0,
                1e-6,
                [2.4999998437500175e-07, 0.2499999687500052, -0.031249989583336017, 0.010416661295574772],
            ),
            (
                ln_bessel_i0,
                0.5,
                [0.12129767823933005, 0.23557408057094567, -0.026643308578737764, 0.008135885284866518],
            ),
            (
                ln_bessel_i0,
                100.0,
                [7.942972083118695, 0.0474299912977423, -0.0002239039874813331, 3.2215673601264188e-06],
            ),
            (
                ln_mills,
                -10.0,
                [-2.312346617307798, 0.09809323396251196, 0.009445377825656262, 0.0017864003921165069],
            ),
            (
                ln_mills,
                0.5,
                [0.6749921179160163, 1.0091604338370335, 0.4861754356963671, 0.27099012446870785],
            ),
            (ln_mills, 3.0, [5.417587723239925, 3.004437839042126, 0.9866667884582592, 0.03568013687657047]),
            (ln_exp_m1_over, -50.0, [-3.912023005428146, 0.02, 0.0004, 1.6e-05]),
            (
                ln_exp_m1_over,
                0.7,
                [0.37033394113034723, 0.5578624350630347, 0.08133069557133402, -0.005612195761435448],
            ),
        ];
        for (function, u, expected) in tables {
            for (order, expected) in (0..).zip(expected) {
                let found = function(order, u);
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs().max(1e-3),
                    "order {order} at {u}: {found}, not {expected}"
                );
            }
        }
        assert!(ln_exp_m1_over(0, 0.0).abs() < 1e-15);
        assert_eq!(ln_bessel_i0(1, 0.0), 0.25);
    }
}
