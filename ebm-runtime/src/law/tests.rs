//! Draws against distribution functions by numerical integration of the density, by Kolmogorov and Smirnov's distance.

use super::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const DRAWS: usize = 20_000;

/// √n times the largest distance of two distribution functions is above 2.7 with probability 2 exp(−2 · 2.7²) = 9.3e-7
/// (Kolmogorov 1933); about 25 laws are looked at, so a false alarm has probability 2.3e-5.
const LARGEST: f64 = 2.7;

/// The log density without its constant.
fn ln_density(domain: Domain, c: &[f64; BASIS], u: f64) -> f64 {
    let mut sum = c[0] * u + c[1] * u * u + c[2] * u.powi(3) + c[3] * u.powi(4);
    sum += c[6] * u.cos() + c[7] * u.sin();
    if domain == Domain::Positive || domain == Domain::Unit {
        sum += c[4] * u.ln();
    }
    if domain == Domain::Unit {
        sum += c[5] * (1.0 - u).ln();
    }
    sum
}

/// √n D of `DRAWS` draws: the density is summed by the midpoint rule on a grid that ends where nothing is left.
fn distance(domain: Domain, c: &[f64; BASIS], seed: u64) -> f64 {
    let law = Law::of(domain, c).unwrap_or_else(|| panic!("{c:?} on {domain}"));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut draws: Vec<f64> = (0..DRAWS).map(|_| law.draw(&mut random)).collect();
    draws.sort_by(f64::total_cmp);
    let (low, high) = domain.bounds();
    // beyond the largest draw by its distance from the smallest there is 1e-4 of the mass of an exponential tail at most
    let span = draws[DRAWS - 1] - draws[0];
    let (low, high) = (low.max(draws[0] - span), high.min(draws[DRAWS - 1] + span));
    let cells = 400_000;
    let step = (high - low) / cells as f64;
    let middle = |k: usize| low + (k as f64 + 0.5) * step;
    let ln: Vec<f64> = (0..cells).map(|k| ln_density(domain, c, middle(k))).collect();
    let top = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = ln.iter().map(|l| (l - top).exp()).sum();
    let (mut below, mut next, mut worst) = (0.0, 0, 0.0_f64);
    for (k, l) in ln.iter().enumerate() {
        below += (l - top).exp() / total;
        while next < DRAWS && draws[next] <= middle(k) + 0.5 * step {
            let (here, after) = (next as f64 / DRAWS as f64, (next + 1) as f64 / DRAWS as f64);
            worst = worst.max((below - here).abs()).max((after - below).abs());
            next += 1;
        }
    }
    worst * (DRAWS as f64).sqrt()
}

fn c(entries: &[(usize, f64)]) -> [f64; BASIS] {
    let mut c = [0.0; BASIS];
    entries.iter().for_each(|&(k, value)| c[k] = value);
    c
}

#[test]
fn draws_have_the_density_that_the_coefficients_say() {
    let cases = [
        (Domain::Real, c(&[(0, 3.0), (1, -2.0)])),
        (Domain::Real, c(&[(0, -0.02), (1, -0.0001)])),
        // truncated normal: peak inside, far below, far above, a short interval on either side
        (Domain::Positive, c(&[(0, 2.0), (1, -1.0)])),
        (Domain::Positive, c(&[(0, -20.0), (1, -0.5)])),
        (Domain::Positive, c(&[(0, 30.0), (1, -0.5)])),
        (Domain::Positive, c(&[(0, -1.0), (1, -0.5)])),
        (Domain::Unit, c(&[(0, -3.0), (1, -0.5)])),
        (Domain::Interval(-1.0, 0.5), c(&[(0, 8.0), (1, -0.5)])),
        (Domain::Interval(-8.0, -2.0), c(&[(1, -0.5)])),
        (Domain::Interval(-3.0, 5.0), c(&[(0, 1.0), (1, -0.5)])),
        (Domain::Interval(2.0, 2.1), c(&[(1, -0.5)])),
        // exponential, and between two ends
        (Domain::Positive, c(&[(0, -3.0)])),
        (Domain::Unit, c(&[(0, 5.0)])),
        (Domain::Unit, c(&[(0, -60.0)])),
        (Domain::Interval(-2.0, 4.0), c(&[(0, 1e-15)])),
        (Domain::Interval(-2.0, 4.0), c(&[(0, 0.3)])),
        // gamma and beta
        (Domain::Positive, c(&[(0, -2.0), (4, 1.5)])),
        (Domain::Positive, c(&[(0, -0.5), (4, 30.0)])),
        (Domain::Unit, c(&[(4, 1.0), (5, 3.5)])),
        (Domain::Unit, c(&[(4, 0.5), (5, 40.0)])),
        // von Mises
        (Domain::Angle, c(&[])),
        (Domain::Angle, c(&[(6, 1.0), (7, -2.0)])),
        (Domain::Angle, c(&[(6, -40.0)])),
        (Domain::Angle, c(&[(7, 1e-5)])),
    ];
    for (seed, (domain, c)) in cases.iter().enumerate() {
        let distance = distance(*domain, c, seed as u64);
        assert!(distance < LARGEST, "{}: {distance}", Law::of(*domain, c).unwrap());
    }
}

/// Densities without bound, which a grid cannot sum: E[ln u] = ψ(shape) − ln rate, and ψ(a) − ψ(a + b).
#[test]
fn laws_with_poles_have_their_mean_logarithm() {
    // digamma(0.2) = −5.2890398965921884, digamma(0.7) = −1.2200235536979349 (Abramowitz & Stegun 6.3.5 and 6.3.7)
    let cases = [
        (Domain::Positive, c(&[(0, -1.0), (4, -0.8)]), -5.289_039_896_592_188),
        (Domain::Unit, c(&[(4, -0.8), (5, -0.5)]), -5.289_039_896_592_188 + 1.220_023_553_697_935),
    ];
    for (domain, c, expected) in cases {
        let law = Law::of(domain, &c).unwrap();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        let logs: Vec<f64> = (0..DRAWS).map(|_| law.draw(&mut random).max(1e-300).ln()).collect();
        let mean = logs.iter().sum::<f64>() / DRAWS as f64;
        let variance = logs.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / DRAWS as f64;
        // 5 standard errors: once in 1.7 million
        assert!((mean - expected).abs() < 5.0 * (variance / DRAWS as f64).sqrt(), "{law}: {mean}");
    }
}

#[test]
fn von_mises_of_any_concentration_has_its_spread() {
    for concentration in [1e4, 1e6, 1e7, 1e12] {
        let law = Law::VonMises { mean: 3.0, concentration };
        let mut random = Xoshiro256PlusPlus::seed_from_u64(6);
        let mean_square =
            (0..DRAWS).map(|_| (law.draw(&mut random) - 3.0).powi(2)).sum::<f64>() / DRAWS as f64;
        // a normal law of variance 1/κ but for 1e-4; the mean of 20,000 squares has a standard error of √2 %
        assert!((mean_square * concentration - 1.0).abs() < 0.05, "{concentration}: {mean_square}");
    }
}

#[test]
fn what_has_no_sampler_or_no_normaliser_is_not_recognised() {
    let none = |domain, entries: &[(usize, f64)]| assert_eq!(Law::of(domain, &c(entries)), None);
    none(Domain::Real, &[(0, 1.0)]);
    none(Domain::Real, &[(1, 0.5)]);
    none(Domain::Real, &[(1, -0.5), (3, -1.0)]);
    none(Domain::Real, &[(1, f64::NAN)]);
    none(Domain::Positive, &[(0, 1.0)]);
    none(Domain::Positive, &[(0, -1.0), (4, -1.0)]);
    none(Domain::Positive, &[(1, -1.0), (4, 1.0)]);
    none(Domain::Unit, &[(4, 1.0), (0, 1.0)]);
    none(Domain::Unit, &[(1, 1.0)]);
    none(Domain::Angle, &[(0, 1.0), (6, 1.0)]);
    none(Domain::Real, &[(0, 1e300), (1, -1e-300)]);
}

/// One law of each family, with the interval that all but 1e-13 of it is on.
fn one_of_each() -> Vec<(Domain, Law, f64, f64)> {
    let interval = Domain::Interval(-2.0, 1.0);
    vec![
        (Domain::Real, Law::Normal { mean: 3.0, deviation: 0.5 }, -3.0, 9.0),
        (interval, Law::TruncatedNormal { mean: 0.3, deviation: 0.8, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (interval, Law::TruncatedNormal { mean: -4.0, deviation: 0.5, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (interval, Law::TruncatedNormal { mean: 4.0, deviation: 1.5, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (
            Domain::Positive,
            Law::TruncatedNormal { mean: 1.0, deviation: 2.0, low: 0.0, high: f64::INFINITY },
            0.0,
            20.0,
        ),
        (interval, Law::TruncatedExponential { slope: 2.5, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (interval, Law::TruncatedExponential { slope: -4.0, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (interval, Law::TruncatedExponential { slope: 0.0, low: -2.0, high: 1.0 }, -2.0, 1.0),
        (Domain::Positive, Law::Gamma { shape: 3.5, rate: 2.0 }, 0.0, 40.0),
        (Domain::Unit, Law::Beta { a: 2.5, b: 4.0 }, 0.0, 1.0),
        (
            Domain::Angle,
            Law::VonMises { mean: 2.0, concentration: 3.0 },
            -std::f64::consts::PI,
            std::f64::consts::PI,
        ),
        (
            Domain::Angle,
            Law::VonMises { mean: -1.0, concentration: 60.0 },
            -std::f64::consts::PI,
            std::f64::consts::PI,
        ),
    ]
}

#[test]
fn densities_integrate_to_one() {
    for (_, law, low, high) in one_of_each() {
        let cells = 200_000;
        let step = (high - low) / f64::from(cells);
        let sum: f64 =
            (0..cells).map(|k| law.log_density(low + (f64::from(k) + 0.5) * step).exp() * step).sum();
        // the midpoint rule: h² of the second derivative, at most 4e2 here; u^1.5 at the ends of beta and gamma leaves less
        assert!((sum - 1.0).abs() < 1e-7, "{law}: {sum}");
    }
}

#[test]
fn slopes_and_coefficients_are_those_of_the_density() {
    for (domain, law, low, high) in one_of_each() {
        let c = law.coefficients();
        let constant = |u: f64| law.log_density(u) - ln_density(domain, &c, u);
        let first = constant(low + 0.31 * (high - low));
        for k in 1..20 {
            let u = low + (high - low) * f64::from(k) / 20.0;
            // central differences: h² of the third derivative, and rounding of numbers up to 500 over h
            let slope = (law.log_density(u + 1e-5) - law.log_density(u - 1e-5)) / 2e-5;
            assert!((law.slope(u) - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{law} at {u}");
            assert!((constant(u) - first).abs() < 1e-11, "{law} at {u}");
        }
        let uniform = c.iter().all(|&c| c == 0.0);
        assert!(uniform || Law::of(domain, &c).is_some(), "{law} is not recognised by its coefficients");
    }
}

#[test]
fn fitted_laws_have_the_moments_of_the_values() {
    let values = [0.1, 0.35, 0.4, 0.8, 0.85, 0.3];
    let weights = [1.0, 2.0, 1.5, 0.5, 1.0, 3.0];
    let total: f64 = weights.iter().sum();
    let mean = |even: f64, count: f64, f: &dyn Fn(f64) -> f64| {
        (values.iter().zip(weights).map(|(&x, w)| w * f(x)).sum::<f64>() + even) / (total + count)
    };
    // expectations by the midpoint rule
    let expect = |law: Law, low: f64, high: f64, f: &dyn Fn(f64) -> f64| {
        let step = (high - low) / 200_000.0;
        let at = |k: i32| low + (f64::from(k) + 0.5) * step;
        (0..200_000).map(|k| f(at(k)) * law.log_density(at(k)).exp() * step).sum::<f64>()
    };
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    let normal = Law::fit(Domain::Real, &values, &weights);
    close(expect(normal, -5.0, 5.0, &|x| x), mean(0.0, 0.0, &|x| x));
    close(expect(normal, -5.0, 5.0, &|x| x * x), mean(0.0, 0.0, &|x| x * x));
    // maximum likelihood of a gamma law has the mean and the mean logarithm of the values
    let gamma = Law::fit(Domain::Positive, &values, &weights);
    close(expect(gamma, 0.0, 20.0, &|x| x), mean(0.0, 0.0, &|x| x));
    close(expect(gamma, 0.0, 20.0, &f64::ln), mean(0.0, 0.0, &f64::ln));
    // one value more, spread over the domain, whose moments are 1/2 and 1/3
    let beta = Law::fit(Domain::Unit, &values, &weights);
    close(expect(beta, 0.0, 1.0, &|x| x), mean(0.5, 1.0, &|x| x));
    close(expect(beta, 0.0, 1.0, &|x| x * x), mean(1.0 / 3.0, 1.0, &|x| x * x));
    let exponential = Law::fit(Domain::Interval(0.0, 1.5), &values, &weights);
    close(expect(exponential, 0.0, 1.5, &|x| x), mean(0.75, 1.0, &|x| x));
    let von_mises = Law::fit(Domain::Angle, &values, &weights);
    let pi = std::f64::consts::PI;
    close(expect(von_mises, -pi, pi, &f64::cos), mean(0.0, 1.0, &f64::cos));
    close(expect(von_mises, -pi, pi, &f64::sin), mean(0.0, 1.0, &f64::sin));
}

#[test]
fn values_that_are_all_the_same_have_a_law_nevertheless() {
    let domains = [Domain::Real, Domain::Positive, Domain::Unit, Domain::Interval(0.0, 2.0), Domain::Angle];
    for domain in domains {
        let law = Law::fit(domain, &[0.25; 5], &[1.0; 5]);
        assert!(law.log_density(0.25_f64).is_finite() && law.log_density(0.9_f64).is_finite(), "{law}");
    }
}
