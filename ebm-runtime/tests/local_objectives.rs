//! Estimators of local objectives: on populations they find the truth, and what is drawn has the mean that it should.

mod made;
mod reference;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::estimator::{Deterministic, Estimator};
use ebm_runtime::{Domain, MinimumProbabilityFlow, Model, RatioMatching, ScoreMatching, fit_with};
use made::population;
use ndarray::Array2;
use reference::{Gaussian, Ising, at_random, energies, noise};

#[test]
fn a_population_of_spins_gives_its_parameters_back() {
    let truth = at_random(Ising::<f64>::new(5), 0.5, 3);
    let data = population(&truth);
    fn check<E: Estimator<Ising<f64>, Mode = Deterministic>>(
        estimator: E,
        truth: &Ising<f64>,
        data: &Examples,
    ) {
        let mut model = Ising::<f64>::new(5);
        let fit = fit_with(&mut model, estimator, data).unwrap();
        assert!(fit.gradient_norm < 1e-6, "{fit}");
        // the diagonal of j is not read
        let read = |a: &usize| *a < 5 || (a - 5) / 5 != (a - 5) % 5;
        for a in (0..30).filter(read) {
            let (found, want) = (model.theta()[a], truth.theta()[a]);
            // a gradient of 1e-6 and curvatures above 1e-2
            assert!((found - want).abs() < 1e-4, "{}: {found} {want}", fit.estimator);
        }
    }
    check(RatioMatching::default(), &truth, &data);
    check(MinimumProbabilityFlow::default(), &truth, &data);
}

/// The objectives are those of their definitions, in differences of plain energies.
#[test]
fn values_are_those_of_the_definitions() {
    let model = at_random(Ising::<f64>::new(4), 0.8, 5);
    let data = population(&model);
    let mut gradient = vec![0.0; model.theta().len()];
    let (mut ratio, mut flow) = (0.0, 0.0);
    for row in 0..data.count() {
        let x: Vec<f64> = data.row(row);
        for s in 0..4 {
            let mut there = x.clone();
            there[s] = -x[s];
            let energy = |x: &[f64]| energies::ising(4, model.theta(), x);
            let fall = energy(&x) - energy(&there);
            ratio += data.weight(row) * (1.0 / (1.0 + (-fall).exp())).powi(2);
            flow += data.weight(row) * (0.5 * fall).exp();
        }
    }
    let at = |value: f64, want: f64| assert!((value - want).abs() < 1e-12 * want, "{value} {want}");
    let (rm, mpf) = (RatioMatching::default(), MinimumProbabilityFlow::default());
    let mut state = rm.start(&model, &data).unwrap();
    at(rm.evaluate(&model, &mut state, model.theta(), &mut gradient), ratio / data.total_weight());
    at(mpf.evaluate(&model, &mut state, model.theta(), &mut gradient), flow / data.total_weight());
}

fn rows(count: usize) -> Array2<f64> {
    let raw = Array2::from_shape_fn((count, 3), |(row, s)| noise(row as u64, s as u64));
    // correlated columns of different scales
    Array2::from_shape_fn((count, 3), |(row, s)| match s {
        0 => raw[[row, 0]],
        1 => 0.5 * raw[[row, 0]] + 2.0 * raw[[row, 1]],
        _ => raw[[row, 2]] - raw[[row, 1]] + 0.3,
    })
}

fn examples(count: usize) -> Examples {
    ExamplesBuilder::new().array("x", Domain::Real, rows(count).view()).unwrap().finish().unwrap()
}

/// Minimised by precision = covariance⁻¹ with divisor n, and η = precision · mean (Hyvärinen 2005, section 3.1).
#[test]
fn explicit_score_matching_of_a_gaussian_is_the_inverse_covariance() {
    let count = 200;
    let (rows, data) = (rows(count), examples(count));
    let mut model = Gaussian::<f64>::new(3);
    fit_with(&mut model, ScoreMatching::explicit(), &data).unwrap();
    let mean: Vec<f64> = data.means();
    let covariance = |s: usize, t: usize| {
        rows.rows().into_iter().map(|x| (x[s] - mean[s]) * (x[t] - mean[t])).sum::<f64>() / count as f64
    };
    let (eta, precision) = model.theta().split_at(3);
    for s in 0..3 {
        for t in 0..3 {
            let product: f64 = (0..3).map(|k| precision[3 * s + k] * covariance(k, t)).sum();
            assert!((product - f64::from(u8::from(s == t))).abs() < 1e-6, "{s}, {t}: {product}");
        }
        let want: f64 = (0..3).map(|k| precision[3 * s + k] * mean[k]).sum();
        assert!((eta[s] - want).abs() < 1e-6);
    }
}

/// The mean of an objective over seeds, with its standard error, and its gradient against central differences.
fn mean_over_seeds<E: Estimator<Gaussian<f64>>>(
    model: &Gaussian<f64>,
    estimator: impl Fn(u64) -> E,
) -> (f64, f64) {
    let (data, theta) = (examples(20), model.theta());
    let mut gradient = vec![0.0; theta.len()];
    let values: Vec<f64> = (0..400)
        .map(|seed| {
            let estimator = estimator(seed);
            let mut state = estimator.start(model, &data).unwrap();
            estimator.evaluate(model, &mut state, theta, &mut gradient)
        })
        .collect();
    let estimator = estimator(399);
    let mut state = estimator.start(model, &data).unwrap();
    let mut spare = vec![0.0; theta.len()];
    for (a, slope) in gradient.iter().enumerate() {
        let mut at = |step: f64| {
            let mut moved = theta.to_vec();
            moved[a] += step;
            estimator.evaluate(model, &mut state, &moved, &mut spare)
        };
        let difference = (at(1e-4) - at(-1e-4)) / 2e-4;
        // quadratic in θ, so that only rounding is left
        assert!((slope - difference).abs() < 1e-8 * slope.abs().max(1.0), "{a}: {slope} {difference}");
    }
    let mean = values.iter().sum::<f64>() / 400.0;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 399.0;
    (mean, (variance / 400.0).sqrt())
}

/// Five standard errors are missed once in 1.7 million.
#[test]
fn slices_and_noise_have_their_means() {
    let model = at_random(Gaussian::<f64>::new(3), 0.8, 7);
    let data = examples(20);
    let explicit = ScoreMatching::explicit();
    let mut state = explicit.start(&model, &data).unwrap();
    let mut gradient = vec![0.0; model.theta().len()];
    let value = explicit.evaluate(&model, &mut state, model.theta(), &mut gradient);
    let (mean, error) = mean_over_seeds(&model, |seed| {
        let mut sliced = ScoreMatching::sliced();
        (sliced.seed, sliced.slices) = (seed, 2);
        sliced
    });
    assert!((mean - value).abs() < 5.0 * error, "{mean} ± {error}, not {value}");

    // E ½ |score(x + σz) + z/σ|² = explicit + ½ (σ² Σ precision² + n/σ²), as the score of a Gaussian is linear
    let sigma = 0.4;
    let squares: f64 = model.theta()[3..].iter().map(|p| p * p).sum();
    let want = value + 0.5 * (sigma * sigma * squares + 3.0 / (sigma * sigma));
    let (mean, error) = mean_over_seeds(&model, |seed| {
        let mut denoising = ScoreMatching::denoising(sigma);
        (denoising.seed, denoising.copies) = (seed, 2);
        denoising
    });
    assert!((mean - want).abs() < 5.0 * error, "{mean} ± {error}, not {want}");
    let mut model = Gaussian::<f64>::new(3);
    let error = fit_with(&mut model, ScoreMatching::denoising(0.0), &data).unwrap_err().to_string();
    assert_eq!(error, "`sigma` of `DenoisingScoreMatching` is 0, expected a finite number above 0");
}
