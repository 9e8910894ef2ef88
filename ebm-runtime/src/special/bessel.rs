//! ln I₀(√u), by the power series of I₀ and, far out, by its asymptotic one.
//!
//! y(u) = I₀(√u) solves u·y″ + y′ = y/4, so that all derivatives of ln y follow from the first, g = y′/y:
//! g′ = (1/4 − g)/u − g² and u·g″ = −2g′ − g² − 2u·g·g′. Near 0, where the first of these cancels, they come from the
//! series.

/// Up to here the power series is summed: its terms are positive, and there are few.
const SERIES: f64 = 400.0;

/// Below, derivatives of the series are used as they are.
const NEAR: f64 = 1.0;

pub(super) fn derivative(u: f64, order: u8) -> f64 {
    if u > SERIES {
        return far(u, order);
    }
    if u.is_nan() || u < 0.0 {
        return f64::NAN;
    }
    // Σ (u/4)ᵏ / k!² and its derivatives
    let mut sums = [0.0; 4];
    // the first without its leading 1
    let mut excess = 0.0;
    let mut terms = [1.0, 0.25, 0.25 * 0.25 / 2.0, 0.25 * 0.25 * 0.25 / 6.0];
    let mut k = 0.0;
    while terms.iter().zip(&sums).any(|(term, sum)| *term > sum * (0.25 * f64::EPSILON)) {
        for (place, (sum, term)) in sums.iter_mut().zip(&mut terms).enumerate() {
            *sum += *term;
            // the place-th derivative has (u/4)ᵏ / (k! (k + place)!)
            *term *= 0.25 * u / ((k + 1.0) * (k + 1.0 + place as f64));
        }
        k += 1.0;
        excess += terms[0];
    }
    let g = sums[1] / sums[0];
    match order {
        0 if u < NEAR => excess.ln_1p(),
        0 => sums[0].ln(),
        _ if u >= NEAR => from_the_first(u, g, order),
        1 => g,
        2 => sums[2] / sums[0] - g * g,
        _ => sums[3] / sums[0] - 3.0 * g * sums[2] / sums[0] + 2.0 * g * g * g,
    }
}

fn from_the_first(u: f64, g: f64, order: u8) -> f64 {
    let second = (0.25 - g) / u - g * g;
    match order {
        1 => g,
        2 => second,
        _ => -(2.0 * second + g * g) / u - 2.0 * g * second,
    }
}

/// I_ν(κ) √(2πκ) e⁻ᵏ = Σ (−1)ᵏ Π_{j ≤ k} (4ν² − (2j − 1)²) / (8κj) (Abramowitz & Stegun 1964, 9.7.1); at κ = 20 its
/// terms fall below e⁻⁴⁰ before they grow.
fn far(u: f64, order: u8) -> f64 {
    if u == f64::INFINITY {
        return if order == 0 { u } else { 0.0 };
    }
    let kappa = u.sqrt();
    let series = |four_nu_squared: f64| {
        let (mut sum, mut term, mut j) = (1.0, 1.0_f64, 1.0);
        while term.abs() > 0.25 * f64::EPSILON {
            let odd = 2.0 * j - 1.0;
            term *= (odd * odd - four_nu_squared) / (8.0 * kappa * j);
            sum += term;
            j += 1.0;
        }
        sum
    };
    let scaled = series(0.0);
    if order == 0 {
        return kappa - 0.5 * (2.0 * std::f64::consts::PI * kappa).ln() + scaled.ln();
    }
    from_the_first(u, series(4.0) / scaled / (2.0 * kappa), order)
}
