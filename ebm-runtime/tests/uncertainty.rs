//! Standard errors, AIC and BIC against hand formulas and the spread of repeated fits.

mod made;
mod reference;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::estimator::{NoUncertainty, Source, Uncertainty, Warning, uncertainty};
use ebm_runtime::random::Streams;
use ebm_runtime::{
    Domain, FitError, Local, MaximumLikelihood, Model, NoiseContrastive, Pseudolikelihood, ScoreMatching,
    StochasticMaximumLikelihood, Trainer, fit_with,
};
use made::{Rate, examples, population};
use ndarray::{Array2, array};
use reference::{Boltzmann, Gaussian, Graph, Ising, at_random};

/// 100 examples of one site, 30 of them 1.
fn coins() -> Examples {
    let data = examples(&Boltzmann::<f64>::new(1), &array![[0.0], [1.0]]);
    data.with_weights([70.0, 30.0]).unwrap()
}

#[test]
fn of_a_logit_it_is_the_hand_formula() {
    for source in [Source::Fisher, Source::Godambe] {
        let mut model = Boltzmann::<f64>::new(1);
        let fit = match source {
            Source::Fisher => fit_with(&mut model, MaximumLikelihood::default(), &coins()),
            _ => fit_with(&mut model, Pseudolikelihood::default(), &coins()),
        };
        let of = fit.unwrap().uncertainty.unwrap();
        assert_eq!((of.source, of.identified), (source, 1));
        let [ref parameter] = of.parameters[..] else { panic!("{of}") };
        assert_eq!(parameter.parameter, "b[0]");
        // differences good to 1e-9, and an optimum good to 1e-6
        let expected = (1.0 / (100.0 * 0.3 * 0.7_f64)).sqrt();
        assert!((parameter.error.unwrap() / expected - 1.0).abs() < 1e-5, "{of}");
        let log_likelihood = 30.0 * 0.3_f64.ln() + 70.0 * 0.7_f64.ln();
        match source {
            Source::Fisher => {
                assert!((of.aic.unwrap() - (-2.0 * log_likelihood + 2.0)).abs() < 1e-9);
                assert!((of.bic.unwrap() - (-2.0 * log_likelihood + 100.0_f64.ln())).abs() < 1e-9);
            }
            _ => assert_eq!((of.aic, of.bic), (None, None)),
        }
    }
}

#[test]
fn of_a_normal_density_score_matching_has_the_errors_of_maximum_likelihood() {
    // five nodes that have all moments of N(μ, 1/k) up to the ninth (Gauss & Hermite)
    let (mean, k, n) = (0.7, 2.0_f64, 50.0);
    let nodes = [0.0, 1.355_626_179_974_265_8, 2.856_970_013_872_805_6];
    let weights = [8.0 / 15.0, 0.222_075_922_005_612_6, 0.011_257_411_327_720_7];
    let points: Vec<(f64, f64)> = (0..5_usize)
        .map(|place| {
            let side = if place > 2 { -1.0 } else { 1.0 };
            let node = if place > 2 { place - 2 } else { place };
            (mean + side * nodes[node] / k.sqrt(), n * weights[node])
        })
        .collect();
    let rows = Array2::from_shape_fn((5, 1), |(row, _)| points[row].0);
    let data = ExamplesBuilder::new().array("x", Domain::Real, rows.view()).unwrap().finish().unwrap();
    let data = data.with_weights(points.iter().map(|point| point.1).collect::<Vec<_>>()).unwrap();
    let mut model = Gaussian::<f64>::new(1);
    let fit = fit_with(&mut model, ScoreMatching::explicit(), &data).unwrap();
    assert!(fit.warnings.is_empty(), "{fit}");
    let of = fit.uncertainty.unwrap();
    // from var k̂ = 2k²/n, and η = kμ with var μ̂ = 1/(kn)
    let eta = k * mean;
    for (parameter, expected) in of.parameters.iter().zip([(k + 2.0 * eta * eta) / n, 2.0 * k * k / n]) {
        let error = parameter.error.unwrap();
        // weights of 16 digits, an optimum within 1e-6
        assert!((error / expected.sqrt() - 1.0).abs() < 1e-5, "{}: {error}", parameter.parameter);
    }
}

#[test]
fn of_a_positive_parameter_it_is_that_of_its_value() {
    let truth = Rate::with(2, &[0.8, -0.5]);
    let data = scaled(&truth, 200.0);
    let mut model = Rate::new(2);
    let fit = fit_with(&mut model, MaximumLikelihood::default(), &data).unwrap();
    // the covariance of ∂E/∂(rate, bend) = (Σ x, eᵇ x₀ x₁)
    let p: Vec<f64> = (0..4).map(|row| data.weight(row) / 200.0).collect();
    let t = |row: usize| {
        let x = data.row::<f64>(row);
        [x[0] + x[1], (-0.5_f64).exp() * x[0] * x[1]]
    };
    let mean = |a: usize| (0..4).map(|row| p[row] * t(row)[a]).sum::<f64>();
    let fisher = |a: usize, b: usize| {
        (0..4).map(|row| p[row] * (t(row)[a] - mean(a)) * (t(row)[b] - mean(b))).sum::<f64>()
    };
    let determinant = fisher(0, 0) * fisher(1, 1) - fisher(0, 1) * fisher(0, 1);
    let of = fit.uncertainty.unwrap();
    for (a, parameter) in of.parameters.iter().enumerate() {
        let expected = (fisher(1 - a, 1 - a) / determinant / 200.0).sqrt();
        let error = parameter.error.unwrap();
        assert!((error / expected - 1.0).abs() < 1e-4, "{}: {error}, {expected}", parameter.parameter);
    }
}

/// Data without sampling error, as of so many examples.
fn scaled<M: Local>(model: &M, total: f64) -> Examples {
    let data = population(model);
    let weights: Vec<f64> = data.weights().unwrap().iter().map(|weight| total * weight).collect();
    data.with_weights(weights).unwrap()
}

#[test]
fn what_the_data_do_not_determine_has_no_error() {
    // two edges between the same sites: only the sum of their couplings matters
    let truth = at_random(Graph::<f64>::new(3, &[(0, 1), (0, 1), (1, 2)]), 0.7, 3);
    let data = population(&truth);
    let mut model = Graph::<f64>::new(3, &[(0, 1), (0, 1), (1, 2)]);
    let fit = fit_with(&mut model, MaximumLikelihood::default(), &data).unwrap();
    let of = fit.uncertainty.unwrap();
    let known = |name: &str| of.parameters.iter().find(|p| p.parameter == name).unwrap().error.is_some();
    assert_eq!((known("j[0]"), known("j[1]"), known("j[2]"), known("h[0]")), (false, false, true, true));
    assert_eq!(of.identified, 5);
    let likelihood = fit.value * data.total_weight();
    assert!((of.aic.unwrap() - 2.0 * likelihood - 10.0).abs() < 1e-12);
}

/// The spread of fits to 200 samples of 400 draws against the errors that each of them reports.
#[test]
fn errors_are_the_spread_of_repeated_fits() {
    let truth = at_random(Ising::<f64>::new(3), 0.6, 4);
    let states = population(&truth);
    let mut streams = Streams::new(11);
    // three fields, three couplings, and a diagonal that no data determine
    let size = 9;
    let (mut sum, mut square, mut reported) = (vec![0.0; size], vec![0.0; size], vec![0.0; size]);
    for _ in 0..200 {
        let mut counts = vec![0.0; states.count()];
        for _ in 0..400 {
            let (mut u, mut row) = (streams.uniform()[0], 0);
            while row + 1 < counts.len() && u > states.weight(row) {
                u -= states.weight(row);
                row += 1;
            }
            counts[row] += 1.0;
        }
        let data = states.clone().with_weights(counts).unwrap();
        let mut model = Ising::<f64>::new(3);
        let of = fit_with(&mut model, Pseudolikelihood::default(), &data).unwrap().uncertainty.unwrap();
        assert_eq!((of.parameters.len(), of.identified), (size, 6));
        for (a, parameter) in of.parameters.iter().enumerate() {
            sum[a] += parameter.value;
            square[a] += parameter.value * parameter.value;
            reported[a] += parameter.error.unwrap_or(f64::NAN) / 200.0;
        }
    }
    // h[0] h[1] h[2], j[0, 0] j[1, 0] j[1, 1] j[2, 0] j[2, 1] j[2, 2]
    assert!([3, 5, 8].into_iter().all(|a| reported[a].is_nan()));
    for a in [0, 1, 2, 4, 6, 7] {
        let spread = ((square[a] - sum[a] * sum[a] / 200.0) / 199.0).sqrt();
        // a standard deviation of 200 draws is good to 1/√398 = 5 %: 4.5 of it are missed by one of 6 once in 25,000
        assert!((spread / reported[a] - 1.0).abs() < 0.225, "{a}: {spread} and {}", reported[a]);
    }
}

#[test]
fn where_there_is_none_the_reason_is_given() {
    let reason = |of: Result<Uncertainty, NoUncertainty>| of.unwrap_err().to_string();
    let data = coins();
    let mut model = Boltzmann::<f64>::new(1);
    let fit = fit_with(&mut model, NoiseContrastive::default(), &data).unwrap();
    let text = "the objective of `noise_contrastive` is no mean of terms of single examples";
    assert_eq!(reason(fit.uncertainty.clone()), text);
    assert!(fit.to_string().contains(&format!("parameters no standard errors: {text}")), "{fit}");
    let trainer = Trainer { epochs: 1, least_steps: 0, ..Trainer::default() };
    let fit = trainer.fit(&mut model, &StochasticMaximumLikelihood::default(), &data).unwrap();
    assert_eq!(reason(fit.uncertainty), "gradients were stochastic");
    let all_one = data.with_weights([0.0, 1.0]).unwrap();
    let fit = fit_with(&mut model, MaximumLikelihood::default(), &all_one).unwrap();
    assert_eq!(reason(fit.uncertainty), "the optimum lies at infinity");
}

#[test]
fn many_parameters_are_left_until_asked_for() {
    let truth = at_random(Boltzmann::<f64>::new(11), 0.3, 2);
    let data = scaled(&truth, 1e4);
    let data = data.select((0..2048).step_by(3)).unwrap();
    let mut model = Boltzmann::<f64>::new(11);
    let estimator = Pseudolikelihood { l2: 0.01 };
    let fit = fit_with(&mut model, estimator, &data).unwrap();
    assert_eq!(fit.uncertainty, Err(NoUncertainty::TooMuch { parameters: 66, rows: 683 }));
    let of = uncertainty(&model, &estimator, &data).unwrap();
    assert_eq!(of.parameters.len(), 66);
    assert!(of.parameters.iter().all(|parameter| parameter.error.unwrap() > 0.0));
    let sml = StochasticMaximumLikelihood::default();
    let error = uncertainty(&model, &sml, &data).unwrap_err();
    assert!(matches!(error, FitError::NoUncertainty(NoUncertainty::Stochastic)));
}

#[test]
fn a_normal_density_that_is_none_is_told() {
    let rows = array![[0.1, 0.2], [0.3, -0.4], [-0.5, 0.1]];
    let data = ExamplesBuilder::new().array("x", Domain::Real, rows.view()).unwrap().finish().unwrap();
    let mut model = Gaussian::<f64>::new(2);
    model.set_theta(&[0.1, 0.2, 1.0, 2.0, 2.0, 1.5]);
    // a step that moves nothing
    let still = Trainer { rate: 1e-300, epochs: 1, least_steps: 0, ..Trainer::default() };
    let fit = still.fit(&mut model, &ScoreMatching::explicit(), &data).unwrap();
    let improper = |warning: &Warning| match warning {
        Warning::Improper { eigenvalue, site } => Some((*eigenvalue, site.clone())),
        _ => None,
    };
    let (eigenvalue, site) = fit.warnings.iter().find_map(improper).unwrap();
    // (1 + 1.5)/2 − √(0.25² + 2²)
    assert!((eigenvalue - (1.25 - (0.0625_f64 + 4.0).sqrt())).abs() < 1e-12, "{eigenvalue}");
    assert_eq!(site, "x[0]");
    assert!(fit.to_string().contains("no density: the precision of the real sites"), "{fit}");
    // at the optimum it is one
    let fit = fit_with(&mut model, ScoreMatching::explicit(), &data).unwrap();
    assert_eq!(fit.warnings.iter().find_map(improper), None, "{fit}");
}
