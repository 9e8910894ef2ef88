//! Functions whose minima are known, and functions made to break a line search.

use super::*;

fn minimise(options: Lbfgs, start: &[f64], function: impl FnMut(&[f64], &mut [f64]) -> f64) -> Minimum {
    let minimum = options.minimise(start.to_vec(), function);
    // whatever happens, what is reported belongs together and is no worse than the start
    assert_eq!(minimum.iterations() + 1, minimum.values.len());
    assert!(minimum.value <= minimum.values[0] || minimum.stop == Stop::NotFinite);
    minimum
}

fn rosenbrock(x: &[f64], g: &mut [f64]) -> f64 {
    g.fill(0.0);
    let mut value = 0.0;
    for i in 0..x.len() - 1 {
        let (curve, line) = (x[i + 1] - x[i] * x[i], 1.0 - x[i]);
        value += 100.0 * curve * curve + line * line;
        g[i] += -400.0 * x[i] * curve - 2.0 * line;
        g[i + 1] += 200.0 * curve;
    }
    value
}

/// Σ d_i x_i²/2 + offset, with d from 10⁻³ to 10³.
fn quadratic(offset: f64) -> impl Fn(&[f64], &mut [f64]) -> f64 {
    move |x, g| {
        let last = (x.len() - 1) as f64;
        let mut value = offset;
        for i in 0..x.len() {
            let d = 10_f64.powf(-3.0 + 6.0 * i as f64 / last);
            value += 0.5 * d * x[i] * x[i];
            g[i] = d * x[i];
        }
        value
    }
}

#[test]
fn rosenbrock_is_solved_in_2_and_100_dimensions() {
    let options = Lbfgs { tolerance: 1e-9, ..Lbfgs::default() };
    // the usual figure for L-BFGS in two dimensions is about 45 evaluations
    for (start, limit) in [(vec![-1.2, 1.0], 60), (vec![-1.2; 100], 800)] {
        let minimum = minimise(options, &start, rosenbrock);
        assert_eq!(minimum.stop, Stop::Converged);
        assert!(minimum.gradient_norm() <= 1e-9);
        // the smallest eigenvalue of the Hessian at the minimum is about 0.4
        assert!(minimum.point.iter().all(|x| (x - 1.0).abs() < 1e-8), "{:?}", minimum.point);
        assert!(minimum.evaluations <= limit, "{} evaluations", minimum.evaluations);
    }
}

#[test]
fn a_condition_number_of_a_million_is_solved() {
    let options = Lbfgs { tolerance: 1e-9, ..Lbfgs::default() };
    // an offset makes the last decreases smaller than the rounding of the value
    for offset in [0.0, 6.0, 1e3] {
        let minimum = minimise(options, &[1.0; 20], quadratic(offset));
        assert_eq!(minimum.stop, Stop::Converged, "offset {offset}: |g| = {:e}", minimum.gradient_norm());
        // |x| ≤ |g| / smallest eigenvalue
        assert!(minimum.point.iter().all(|x| x.abs() <= 1e-6));
        assert!(minimum.evaluations < 400, "{} evaluations", minimum.evaluations);
    }
}

#[test]
fn a_logistic_loss_ends_with_a_vanishing_gradient() {
    // forty points on a line with overlapping classes
    let points: Vec<(f64, f64)> =
        (0..40).map(|i| (f64::from(i) / 4.0 - 5.0, if i % 7 < 3 || i > 30 { 1.0 } else { -1.0 })).collect();
    let loss = |x: &[f64], g: &mut [f64]| {
        g.fill(0.0);
        let mut value = 0.0;
        for &(at, class) in &points {
            let u: f64 = class * (x[0] + x[1] * at);
            value += crate::math::softplus(-u);
            let slope = -class * crate::math::sigmoid(-u);
            g[0] += slope;
            g[1] += slope * at;
        }
        value
    };
    let minimum = minimise(Lbfgs { tolerance: 1e-11, ..Lbfgs::default() }, &[0.0, 0.0], loss);
    assert_eq!(minimum.stop, Stop::Converged);
    assert!(minimum.values.windows(2).all(|pair| pair[1] <= pair[0] * (1.0 + 1e-13)));
}

#[test]
fn walls_of_infinity_and_nan_are_survived() {
    for beyond in [f64::INFINITY, f64::NAN] {
        let barrier = |x: &[f64], g: &mut [f64]| {
            let mut value = 0.0;
            for i in 0..3 {
                if x[i].abs() >= 1.0 {
                    g.fill(f64::NAN);
                    return beyond;
                }
                let pull = 0.3 * (i + 1) as f64;
                value += -(1.0 - x[i] * x[i]).ln() + pull * x[i];
                g[i] = 2.0 * x[i] / (1.0 - x[i] * x[i]) + pull;
            }
            value
        };
        let options = Lbfgs { tolerance: 1e-8, ..Lbfgs::default() };
        let minimum = minimise(options, &[0.999_999, -0.999, 0.5], barrier);
        assert_eq!(minimum.stop, Stop::Converged);
        // 2x/(1 − x²) = −a has the root (1 − √(1 + a²))/a
        for (i, x) in minimum.point.iter().enumerate() {
            let a = 0.3 * (i + 1) as f64;
            assert!((x - (1.0 - (1.0 + a * a).sqrt()) / a).abs() < 1e-7);
        }
    }
}

#[test]
fn steep_and_distant_starts_are_survived() {
    // the first steps overflow eˣ
    let exponential = |x: &[f64], g: &mut [f64]| {
        g[0] = x[0].exp() - 1e4;
        x[0].exp() - 1e4 * x[0]
    };
    let minimum = minimise(Lbfgs { tolerance: 1e-6, ..Lbfgs::default() }, &[0.0], exponential);
    assert_eq!(minimum.stop, Stop::Converged);
    assert!((minimum.point[0] - 1e4_f64.ln()).abs() < 1e-9);

    let quartic = |x: &[f64], g: &mut [f64]| {
        g[0] = 4.0 * x[0].powi(3) + x[0];
        x[0].powi(4) + 0.5 * x[0] * x[0]
    };
    let minimum = minimise(Lbfgs::default(), &[1e6], quartic);
    assert_eq!(minimum.stop, Stop::Converged);
    assert!(minimum.evaluations < 120, "{}", minimum.evaluations);
}

#[test]
fn the_end_says_why() {
    let at_once = minimise(Lbfgs::default(), &[0.0; 3], quadratic(1.0));
    assert_eq!((at_once.stop, at_once.evaluations, at_once.iterations()), (Stop::Converged, 1, 0));

    let none: Minimum = minimise(Lbfgs::default(), &[], |_, _| 2.0);
    assert_eq!((none.stop, none.value, none.gradient_norm()), (Stop::Converged, 2.0, 0.0));

    let short = minimise(Lbfgs { max_iterations: 3, ..Lbfgs::default() }, &[-1.2, 1.0], rosenbrock);
    assert_eq!((short.stop, short.iterations()), (Stop::IterationLimit, 3));

    let lost = minimise(Lbfgs::default(), &[1.0], |_, g| {
        g.fill(f64::NAN);
        1.0
    });
    assert_eq!(lost.stop, Stop::NotFinite);

    let bottomless = minimise(Lbfgs::default(), &[1.0], |x, g| {
        g[0] = 1.0;
        x[0]
    });
    assert_eq!(bottomless.stop, Stop::Unbounded);

    // a gradient of the wrong sign: nothing goes down
    let wrong = minimise(Lbfgs::default(), &[1.0], |x, g| {
        g[0] = -2.0 * x[0];
        x[0] * x[0]
    });
    assert_eq!((wrong.stop, wrong.point[0]), (Stop::Stalled, 1.0));
}

#[test]
fn a_tolerance_out_of_reach_stalls_at_the_best_point() {
    let options = Lbfgs { tolerance: 0.0, ..Lbfgs::default() };
    let mut error = 1e-9;
    let minimum = minimise(options, &[0.3; 20], |x, g| {
        let value = quadratic(1.0)(x, g);
        // a gradient whose error changes from point to point never vanishes
        error = -error;
        g.iter_mut().for_each(|g| *g += error);
        value
    });
    assert_eq!(minimum.stop, Stop::Stalled);
    assert!(minimum.gradient_norm() < 1e-6, "{:e}", minimum.gradient_norm());
}

#[test]
fn every_run_is_the_same_to_the_bit() {
    let run = || minimise(Lbfgs::default(), &[-1.2; 30], rosenbrock);
    assert_eq!(run(), run());
}
