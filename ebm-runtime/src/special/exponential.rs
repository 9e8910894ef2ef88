//! ln((eᵘ − 1)/u) and its derivatives, the cumulants of an exponential variable that is cut off at 1.
//!
//! ln((eᵘ − 1)/u) = v + ln(sinh v / v) with v = u/2, and the slope of the second summand is the function of Langevin,
//! coth v − 1/v = Σ 2²ᵏ B₂ₖ v²ᵏ⁻¹ / (2k)!, which is used where the closed form cancels.

/// 2²ᵏ B₂ₖ / (2k)!, k = 1, 2, …; the series has radius π.
const LANGEVIN: [f64; 18] = [
    0.3333333333333333,
    -0.022222222222222223,
    0.0021164021164021165,
    -0.00021164021164021165,
    2.1377799155576935e-05,
    -2.1644042808063972e-06,
    2.1925947851873778e-07,
    -2.2214608789979678e-08,
    2.2507846516808994e-09,
    -2.2805151204592183e-10,
    2.3106432599002624e-11,
    -2.3411706819824882e-12,
    2.3721017400233653e-13,
    -2.4034415333307705e-14,
    2.4351954029183367e-15,
    -2.4673688045172075e-16,
    2.499967277122081e-17,
    -2.532996435740635e-18,
];

/// |v| below which the series is used.
const NEAR: f64 = 1.0;

pub(super) fn derivative(u: f64, order: u8) -> f64 {
    let v = 0.5 * u;
    if v.abs() < NEAR {
        return near(v, order);
    }
    let size = v.abs();
    match order {
        0 => u.max(0.0) + (-(-2.0 * size).exp()).ln_1p() - (2.0 * size).ln(),
        1 => (1.0 - (-u).exp()).recip() - u.recip(),
        2 => 0.25 * (v.powi(-2) - v.sinh().powi(-2)),
        _ => 0.25 * (v.tanh().recip() * v.sinh().powi(-2) - v.powi(-3)),
    }
}

fn near(v: f64, order: u8) -> f64 {
    let square = v * v;
    // Σ factor(2k) · coefficient · v²ᵏ⁻²
    let series = |factor: &dyn Fn(f64) -> f64| {
        let term = |(k, c): (usize, &f64)| c * factor(2.0 * (k + 1) as f64);
        LANGEVIN.iter().enumerate().rev().map(term).fold(0.0, |sum, term| sum * square + term)
    };
    match order {
        0 => v + square * series(&|n| n.recip()),
        1 => 0.5 + 0.5 * v * series(&|_| 1.0),
        2 => 0.25 * series(&|n| n - 1.0),
        // the first term is a constant, whose slope is 0
        _ if v == 0.0 => 0.0,
        _ => 0.125 * (series(&|n| (n - 1.0) * (n - 2.0)) / v),
    }
}
