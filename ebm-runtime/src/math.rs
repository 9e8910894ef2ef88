//! Scalar functions that keep their accuracy where the textbook formula loses it.
//!
//! Functions of one number, generic over `f32` and `f64`; lanes apply them one by one. A `…_change(u, by)` is
//! f(u + by) − f(u) without the cancellation of that subtraction: energy differences are made of these. A
//! `…_derivative(u, order)` is the `order`-th derivative, orders 0 to 3.
//!
//! Errors are a few units in the last place of the result, except where a formula says otherwise: near a zero of the
//! result that is not at `by = 0`, the error is a few units in the last place of the larger of the two values.

use crate::real::Real;

/// ln(1 + eᵘ); 0 at −∞ and +∞ at +∞.
#[inline(always)]
pub fn softplus<T: Real>(u: T) -> T {
    u.max(T::ZERO) + (-u.abs()).exp().ln_1p()
}

/// 1 / (1 + e⁻ᵘ), accurate in the small tail: σ(−100) is e⁻¹⁰⁰ in `f64`, not 0.
#[inline(always)]
pub fn sigmoid<T: Real>(u: T) -> T {
    let small = (-u.abs()).exp();
    let top = if u >= T::ZERO { T::ONE } else { small };
    top / (T::ONE + small)
}

/// ln cosh u = |u| + ln(1 + e⁻²ᵘ) − ln 2; near 0 through ln(1 + 2 sinh²(u/2)), which does not cancel.
#[inline(always)]
pub fn ln_cosh<T: Real>(u: T) -> T {
    let size = u.abs();
    if size < T::ONE {
        let half = sinh_small(size * T::from_f64(0.5));
        (half * half * T::from_f64(2.0)).ln_1p()
    } else {
        size + (-(size + size)).exp().ln_1p() - T::from_f64(std::f64::consts::LN_2)
    }
}

/// sinh u for |u| of order one, from eᵘ − 1 so that it is accurate near 0.
#[inline(always)]
fn sinh_small<T: Real>(u: T) -> T {
    let grown = u.exp_m1();
    (grown + grown / (grown + T::ONE)) * T::from_f64(0.5)
}

/// −1, 0 or 1. The standard library's `signum` is 1 at 0; the slope of |u| there is taken as 0.
#[inline(always)]
pub fn sign<T: Real>(u: T) -> T {
    step(u) - step(-u)
}

/// max(u, 0); NaN stays NaN.
#[inline(always)]
pub fn relu<T: Real>(u: T) -> T {
    if u < T::ZERO { T::ZERO } else { u }
}

/// 1 where u > 0, else 0.
#[inline(always)]
pub fn step<T: Real>(u: T) -> T {
    if u > T::ZERO { T::ONE } else { T::ZERO }
}

/// ∞·u with 0·∞ = 0, of a whole number u: how many conditions that forbid a state hold there, or by how many more they
/// are elsewhere. Compared with ½, so that the rounding of a sum of whole numbers does no harm.
#[inline(always)]
pub fn forbid<T: Real>(u: T) -> T {
    let half = T::from_f64(0.5);
    if u > half {
        T::INFINITY
    } else if u < -half {
        -T::INFINITY
    } else {
        T::ZERO
    }
}

/// u²
#[inline(always)]
pub fn square<T: Real>(u: T) -> T {
    u * u
}

/// ln Σ eᵘ, finite for any finite arguments; −∞ for none. The largest term is kept apart, so that a sum of one large
/// term at 0 and small ones keeps the relative accuracy of the small ones.
pub fn log_sum_exp<T: Real>(values: &[T]) -> T {
    let larger = |best: usize, k: usize| if values[k] > values[best] { k } else { best };
    let Some(best) = (0..values.len()).reduce(larger) else { return -T::INFINITY };
    let top = values[best];
    if !top.is_finite() {
        // all −∞, one +∞, or a NaN in front: that is the answer
        return top;
    }
    let others = values[..best].iter().chain(&values[best + 1..]);
    top + others.map(|&u| (u - top).exp()).sum::<T>().ln_1p()
}

/// The `order`-th derivative of ln(1 + u), orders 0 to 3.
#[inline(always)]
pub fn ln_1p_derivative<T: Real>(u: T, order: u8) -> T {
    let r = (T::ONE + u).recip();
    match order {
        0 => u.ln_1p(),
        1 => r,
        2 => -(r * r),
        _ => T::from_f64(2.0) * r * r * r,
    }
}

/// The `order`-th derivative of tanh u, orders 0 to 3; the first is 4σ(2u)σ(−2u), which keeps its tails.
#[inline(always)]
pub fn tanh_derivative<T: Real>(u: T, order: u8) -> T {
    let t = u.tanh();
    let twice = u + u;
    let slope = T::from_f64(4.0) * sigmoid(twice) * sigmoid(-twice);
    match order {
        0 => t,
        1 => slope,
        2 => T::from_f64(-2.0) * t * slope,
        _ => slope * (T::from_f64(6.0) * t * t - T::from_f64(2.0)),
    }
}

/// The `order`-th derivative of the logistic function, orders 0 to 3; the first is σ(u)σ(−u), which keeps its tails.
#[inline(always)]
pub fn sigmoid_derivative<T: Real>(u: T, order: u8) -> T {
    let slope = sigmoid(u) * sigmoid(-u);
    match order {
        0 => sigmoid(u),
        1 => slope,
        // 1 − 2σ(u) = −tanh(u/2)
        2 => -(slope * (u * T::from_f64(0.5)).tanh()),
        _ => slope * (T::ONE - T::from_f64(6.0) * slope),
    }
}

/// eᵘ⁺ᵇ − eᵘ
#[inline(always)]
pub fn exp_change<T: Real>(u: T, by: T) -> T {
    u.exp() * by.exp_m1()
}

/// ln(u + b) − ln u
#[inline(always)]
pub fn ln_change<T: Real>(u: T, by: T) -> T {
    (by / u).ln_1p()
}

/// ln(1 + u + b) − ln(1 + u)
#[inline(always)]
pub fn ln_1p_change<T: Real>(u: T, by: T) -> T {
    (by / (T::ONE + u)).ln_1p()
}

/// √(u + b) − √u
#[inline(always)]
pub fn sqrt_change<T: Real>(u: T, by: T) -> T {
    let root = u.sqrt() + (u + by).sqrt();
    if root > T::ZERO { by / root } else { root }
}

/// |u + b| − |u|
#[inline(always)]
pub fn abs_change<T: Real>(u: T, by: T) -> T {
    let moved = u + by;
    if u * moved >= T::ZERO { sign(u + moved) * by } else { moved.abs() - u.abs() }
}

/// max(u + b, 0) − max(u, 0)
#[inline(always)]
pub fn relu_change<T: Real>(u: T, by: T) -> T {
    let moved = u + by;
    if u >= T::ZERO && moved >= T::ZERO { by } else { relu(moved) - relu(u) }
}

/// sin(u + b) − sin u = 2 cos(u + b/2) sin(b/2)
#[inline(always)]
pub fn sin_change<T: Real>(u: T, by: T) -> T {
    let half = by * T::from_f64(0.5);
    T::from_f64(2.0) * (u + half).cos() * half.sin()
}

/// cos(u + b) − cos u = −2 sin(u + b/2) sin(b/2)
#[inline(always)]
pub fn cos_change<T: Real>(u: T, by: T) -> T {
    let half = by * T::from_f64(0.5);
    T::from_f64(-2.0) * (u + half).sin() * half.sin()
}

/// tanh(u + b) − tanh u = 2(σ(2u + 2b) − σ(2u))
#[inline(always)]
pub fn tanh_change<T: Real>(u: T, by: T) -> T {
    T::from_f64(2.0) * sigmoid_change(u + u, by + by)
}

/// 1/(u + b) − 1/u
#[inline(always)]
pub fn recip_change<T: Real>(u: T, by: T) -> T {
    -(by / (u * (u + by)))
}

/// (u + b)ᵃ − uᵃ for u > 0
#[inline(always)]
pub fn powf_change<T: Real>(u: T, by: T, a: T) -> T {
    if by.abs() < u.abs() {
        u.powf(a) * (a * (by / u).ln_1p()).exp_m1()
    } else {
        (u + by).powf(a) - u.powf(a)
    }
}

/// softplus(u + b) − softplus(u) = ln(1 + σ(u)(eᵇ − 1)); for |b| > 1 nothing cancels and the plain difference, which
/// cannot overflow, is taken.
#[inline(always)]
pub fn softplus_change<T: Real>(u: T, by: T) -> T {
    if by.abs() < T::ONE { (sigmoid(u) * by.exp_m1()).ln_1p() } else { softplus(u + by) - softplus(u) }
}

/// σ(u + b) − σ(u) = σ(u + b)σ(−u)(1 − e⁻ᵇ), taken from the larger to the smaller so that nothing overflows.
#[inline(always)]
pub fn sigmoid_change<T: Real>(u: T, by: T) -> T {
    let moved = u + by;
    let (high, low) = if by >= T::ZERO { (moved, u) } else { (u, moved) };
    let size = sigmoid(high) * sigmoid(-low) * -(-by.abs()).exp_m1();
    if by >= T::ZERO { size } else { -size }
}

/// ln cosh(u + b) − ln cosh u = ln(1 + 2 sinh²(b/2) + tanh u · sinh b); for |b| > 1 the plain difference.
#[inline(always)]
pub fn ln_cosh_change<T: Real>(u: T, by: T) -> T {
    if by.abs() < T::ONE {
        let half = sinh_small(by * T::from_f64(0.5));
        (T::from_f64(2.0) * half * half + u.tanh() * sinh_small(by)).ln_1p()
    } else {
        ln_cosh(u + by) - ln_cosh(u)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Arguments on both sides of every branch, up to where `f32` overflows.
    const POINTS: [f64; 15] =
        [-95.0, -30.0, -8.0, -2.0, -1.0, -0.6, -0.1, -1e-6, 0.0, 1e-3, 0.4, 1.0, 3.0, 25.0, 90.0];
    const STEPS: [f64; 12] = [-40.0, -3.0, -1.0, -0.99, -0.2, -1e-5, 0.0, 1e-6, 0.3, 1.01, 7.0, 60.0];

    /// `f32` against the plain formula in `f64`, which has 29 bits to spare: 32 units in the last place of the result
    /// (six chained roundings), plus a scale that the caller explains.
    fn close(name: &str, got: f32, want: f64, scale: f64) {
        let bound = 32.0 * f64::from(f32::EPSILON) * want.abs() + scale + f64::from(f32::MIN_POSITIVE);
        assert!((f64::from(got) - want).abs() <= bound, "{name}: {got} instead of {want}");
    }

    fn plain_softplus(u: f64) -> f64 {
        if u > 40.0 { u + (-u).exp() } else { u.exp().ln_1p() }
    }

    #[test]
    fn values_keep_their_relative_accuracy() {
        for u in POINTS {
            let single = u as f32;
            let u = f64::from(single);
            close("softplus", softplus(single), plain_softplus(u), 0.0);
            close("sigmoid", sigmoid(single), 1.0 / (1.0 + (-u).exp()), 0.0);
            let cosh = if u.abs() > 300.0 { u.abs() } else { (2.0 * (u / 2.0).sinh().powi(2)).ln_1p() };
            close("ln_cosh", ln_cosh(single), cosh, 0.0);
        }
        assert_eq!(softplus(f32::INFINITY), f32::INFINITY);
        assert_eq!(softplus(f32::NEG_INFINITY), 0.0);
        assert_eq!(sigmoid(f64::INFINITY), 1.0);
        assert_eq!(sigmoid(f64::NEG_INFINITY), 0.0);
        assert!(sigmoid(f32::NAN).is_nan() && softplus(f32::NAN).is_nan() && relu(f32::NAN).is_nan());
        assert_eq!([sign(-2.0), sign(0.0), sign(3.0)], [-1.0, 0.0, 1.0]);
    }

    #[test]
    fn changes_do_not_cancel() {
        type Case = (&'static str, fn(f32, f32) -> f32, fn(f64) -> f64, bool);
        // all of them bounded or growing at most linearly at these points, so that one f64 subtraction is the oracle;
        // true: the change has zeros away from by = 0, where only the size of `by` can be asked for
        let functions: [Case; 7] = [
            ("softplus", softplus_change, plain_softplus, false),
            ("sigmoid", sigmoid_change, |u| 1.0 / (1.0 + (-u).exp()), false),
            ("tanh", tanh_change, f64::tanh, false),
            ("abs", abs_change, f64::abs, false),
            ("relu", relu_change, |u| u.max(0.0), false),
            ("ln_cosh", ln_cosh_change, ln_cosh, true),
            ("sin", sin_change, f64::sin, true),
        ];
        for (name, change, function, has_zeros) in functions {
            for u in POINTS {
                for by in STEPS {
                    let (u, by) = (u as f32, by as f32);
                    let (at, to) = (function(f64::from(u)), function(f64::from(u) + f64::from(by)));
                    // u + by is rounded in f32: half its last place times a slope of at most one
                    let rounding = f64::from(f32::EPSILON) * f64::from(u.abs().max(by.abs()).max(1.0));
                    let size = f64::from(by.abs().min(1.0));
                    // f64 keeps 2e-16 of the larger value, felt in the oracle's own subtraction
                    let oracle = 1e-15 * at.abs().max(to.abs());
                    let scale = if has_zeros || size > 0.9 { rounding * size } else { oracle };
                    close(name, change(u, by), to - at, scale);
                }
            }
        }
    }

    #[test]
    fn changes_on_the_positive_axis_agree_with_f64() {
        type Pair = (&'static str, fn(f32, f32) -> f32, fn(f64) -> f64);
        let functions: [Pair; 5] = [
            ("ln", ln_change, f64::ln),
            ("ln_1p", ln_1p_change, f64::ln_1p),
            ("sqrt", sqrt_change, f64::sqrt),
            ("recip", recip_change, f64::recip),
            ("powf", |u, by| powf_change(u, by, 1.5), |u| u.powf(1.5)),
        ];
        for (name, change, function) in functions {
            for u in [0.3_f32, 1.0, 7.0, 100.0] {
                for by in [-0.25_f32, -1e-5, 0.0, 1e-6, 0.5, 20.0] {
                    let want = function(f64::from(u) + f64::from(by)) - function(f64::from(u));
                    close(name, change(u, by), want, 1e-13);
                }
            }
        }
    }

    #[test]
    fn derivatives_are_the_slopes_of_the_order_below() {
        type Family = (&'static str, fn(f64, u8) -> f64);
        let families: [Family; 3] =
            [("tanh", tanh_derivative), ("sigmoid", sigmoid_derivative), ("ln_1p", ln_1p_derivative)];
        for (name, derivative) in families {
            for u in [-0.5, -0.2, 0.0, 0.4, 2.5] {
                for order in 1..=3 {
                    let h = 1e-5;
                    let slope = (derivative(u + h, order - 1) - derivative(u - h, order - 1)) / (2.0 * h);
                    // central difference: h²/6 times the slope two orders up (below 800 here), and 1e-16 / h
                    assert!((derivative(u, order) - slope).abs() < 1e-7, "{name} order {order} at {u}");
                }
            }
        }
    }

    #[test]
    fn log_sum_exp_neither_overflows_nor_forgets() {
        assert_eq!(log_sum_exp::<f64>(&[]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp(&[f64::NEG_INFINITY; 3]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp(&[1e4, f64::NEG_INFINITY]), 1e4);
        assert_eq!(log_sum_exp(&[-100.0, 0.0]), (-100.0_f64).exp());
        assert!(log_sum_exp(&[f64::NAN, 0.0]).is_nan() && log_sum_exp(&[0.0, f64::NAN]).is_nan());
        assert!((log_sum_exp(&[1000.0, 1000.0]) - (1000.0 + 2.0_f64.ln())).abs() < 1e-12);
    }
}
