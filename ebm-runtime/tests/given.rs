//! Models whose energy depends on what each example is given, against enumeration of the states at each row.

mod made;
mod reference;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::log_z::{Exact, log_z, log_z_ratio};
use ebm_runtime::{
    AnnealedImportanceSampling, BridgeSampling, Conditioned, Gibbs, Ladder, MaximumLikelihood, Model,
    SampleError, conditional, fit_with, log_likelihood, log_likelihood_given, sample_with,
};
use made::brute::{Brute, Formula};
use made::formulas::Field;
use ndarray::{Array1, Array2};
use reference::{check, noise};

const N: usize = 3;

fn model() -> Brute<Field> {
    Brute::new(Field(N), &[0.7, -0.4, 1.1])
}

/// Rows of givens: `g`, then `m`.
fn rows() -> Vec<Vec<f64>> {
    (0..4).map(|row| (0..=N as u64).map(|k| 2.0 * noise(row, k)).collect()).collect()
}

/// The states with their unnormalised probabilities at a row.
fn states(theta: &[f64], row: &[f64]) -> Vec<(Vec<f64>, f64)> {
    let states = check::states(&Field(N).layout()).into_iter();
    states
        .map(|x| {
            let full = [x.as_slice(), row].concat();
            let weight = (-Field(N).energy(theta, &full, 1.0_f64)).exp();
            (full, weight)
        })
        .collect()
}

/// Examples of given rows with weights.
fn data(rows: &[(Vec<f64>, f64)]) -> Examples {
    let at = |row: usize, k: usize| rows[row].0[k];
    let x = Array2::from_shape_fn((rows.len(), N), |(row, k)| at(row, k));
    let g = Array2::from_shape_fn((rows.len(), N), |(row, k)| at(row, N + k));
    let m = Array1::from_shape_fn(rows.len(), |row| at(row, 2 * N));
    let builder = ExamplesBuilder::new().array("x", ebm_runtime::Domain::Spin, x.view()).unwrap();
    let builder = builder.given("g", g.view()).unwrap().given("m", m.view()).unwrap();
    let weights: Vec<f64> = rows.iter().map(|(_, weight)| *weight).collect();
    builder.finish().unwrap().with_weights(weights).unwrap()
}

/// Every state at every row, with any weights.
fn examples() -> Vec<(Vec<f64>, f64)> {
    let all = rows().into_iter().flat_map(|row| states(&[0.2, 0.5, -0.3], &row));
    all.enumerate().map(|(k, (x, weight))| (x, weight * (1.0 + 0.5 * noise(9, k as u64)))).collect()
}

#[test]
fn each_row_has_its_own_law() {
    let model = model();
    for row in rows() {
        let at = Conditioned::new(model.clone(), &row).unwrap();
        let states = states(model.theta(), &row);
        let z: f64 = states.iter().map(|(_, weight)| weight).sum();
        let exact = log_z(&at, Exact::default()).unwrap().estimate;
        assert!((exact - z.ln()).abs() < 1e-13);
        let (x, here) = &states[5];
        let law = conditional(&at, x, 1, 1.0).unwrap();
        let there = states[5 ^ 2].1;
        let up = if x[1] > 0.0 { *here } else { there };
        assert!((law.probabilities[1] - up / (here + there)).abs() < 1e-14);

        let kernel = Gibbs { chains: 2048, warm_up: 30, seed: 4, ..Gibbs::default() };
        let draws = sample_with(&at, &kernel, 2048).unwrap();
        assert_eq!(draws.examples().row_len(), N);
        for (site, mean) in draws.examples().means().iter().enumerate() {
            let want = states.iter().map(|(x, weight)| weight * x[site]).sum::<f64>() / z;
            // 5 standard errors, missed once in 1.7 million; 12 looks
            let error = ((1.0 - want * want) / 2048.0_f64).sqrt();
            assert!((mean - want).abs() < 5.0 * error, "{mean} {want}");
        }
    }
}

#[test]
fn the_likelihood_takes_one_log_z_for_each_row() {
    let (model, examples) = (model(), examples());
    let data = data(&examples);
    assert_eq!(data.given_rows().len(), rows().len());
    let total: f64 = examples.iter().map(|(_, weight)| weight).sum();
    let log_p = |x: &Vec<f64>| {
        let z: f64 = states(model.theta(), &x[N..]).iter().map(|(_, weight)| weight).sum();
        -model.plain(x, 1.0) - z.ln()
    };
    let want = examples.iter().map(|(x, weight)| weight * log_p(x)).sum::<f64>() / total;
    let got = log_likelihood_given(&model, &data, &Exact::default()).unwrap();
    assert!((got.mean - want).abs() < 1e-13, "{got} {want}");
    assert_eq!(got.log_z_error, 0.0);
    let z = log_z(&Conditioned::new(model.clone(), &rows()[0]).unwrap(), Exact::default()).unwrap();
    let error = log_likelihood(&model, &data, &z).unwrap_err().to_string();
    let expected =
        "log Z is another one for each row of `g`, which the examples are given: use `log_likelihood_given`";
    assert_eq!(error, expected);
}

/// At the maximum of a likelihood that is linear in θ the mean statistics of the data are those of the model, averaged over the
/// rows of the data.
#[test]
fn maximum_likelihood_matches_moments_given_the_rows() {
    let (mut model, examples) = (Brute::new(Field(N), &[0.0; 3]), examples());
    let fit = fit_with(&mut model, MaximumLikelihood::default(), &data(&examples)).unwrap();
    assert!(fit.gradient_norm < 1e-6, "{fit}");
    // −∂E/∂θ_a = −E at θ = e_a
    let statistic = |a: usize, x: &[f64]| {
        let mut theta = [0.0; 3];
        theta[a] = 1.0;
        Field(N).energy(&theta, x, 1.0_f64)
    };
    let total: f64 = examples.iter().map(|(_, weight)| weight).sum();
    for a in 0..3 {
        let seen = examples.iter().map(|(x, weight)| weight * statistic(a, x)).sum::<f64>() / total;
        let expected = examples.iter().map(|(x, weight)| {
            let states = states(model.theta(), &x[N..]);
            let z: f64 = states.iter().map(|(_, weight)| weight).sum();
            weight * states.iter().map(|(x, p)| p / z * statistic(a, x)).sum::<f64>()
        });
        // the gradient of the fit, whose derivatives are central differences good to 1e-9
        assert!((seen - expected.sum::<f64>() / total).abs() < 2e-6);
    }
    let ceiling = log_likelihood_given(&model, &data(&examples), &Exact::default()).unwrap().mean;
    assert!((ceiling + fit.value).abs() < 1e-12);
}

#[test]
fn without_a_row_there_is_no_law() {
    let model = model();
    let error = sample_with(&model, &Gibbs::default(), 3).unwrap_err();
    assert!(matches!(&error, SampleError::Given { name } if name == "g"), "{error}");
    let refuse = |row: &[f64]| Conditioned::new(model.clone(), row).map(drop).unwrap_err().to_string();
    assert_eq!(refuse(&[0.0; 3]), "6 values where the model has 3 sites and 4 givens");
    assert_eq!(
        refuse(&[0.0, 0.0, f64::NAN, 0.0]),
        "`g` is NaN at its entry 2 (from 0), expected a finite number"
    );
}

/// Chains along paths carry the row; each row has its own log Z, by annealing as by enumeration. 5 standard errors are missed once in
/// two million times.
#[test]
fn paths_keep_what_is_given() {
    let model = model();
    let annealed = AnnealedImportanceSampling { steps: 40, runs: 32, warm_up: 40, ..Default::default() };
    let bridge =
        BridgeSampling(Ladder { steps: 8, chains: 32, draws: 10, ..Ladder::with_kernel(Gibbs::default()) });
    for row in rows() {
        let at = Conditioned::new(model.clone(), &row).unwrap();
        let exact = log_z(&at, Exact::default()).unwrap().estimate;
        for found in [log_z(&at, annealed.clone()).unwrap(), log_z(&at, bridge.clone()).unwrap()] {
            assert!((found.estimate - exact).abs() < 5.0 * found.standard_error, "{found}: {exact}");
            assert!(found.standard_error < 0.1, "{found}");
        }
    }
    let data = data(&examples());
    let exact = log_likelihood_given(&model, &data, &Exact::default()).unwrap();
    let found = log_likelihood_given(&model, &data, &annealed).unwrap();
    assert!((found.mean - exact.mean).abs() < 5.0 * found.log_z_error, "{found}: {exact}");
    // the ratio of a model to itself at other parameters, and at another row
    let mut other = model.clone();
    other.set_theta(&[0.2, 0.5, -0.3]);
    let at = |model: &Brute<Field>, row: usize| Conditioned::new(model.clone(), &rows()[row]).unwrap();
    let exact = |at: &Conditioned<Brute<Field>>| log_z(at, Exact::default()).unwrap().estimate;
    let ratio = log_z_ratio(&at(&model, 1), &at(&other, 1), annealed.clone()).unwrap();
    let expected = exact(&at(&other, 1)) - exact(&at(&model, 1));
    assert!((ratio.estimate - expected).abs() < 5.0 * ratio.standard_error, "{ratio}: {expected}");
    let refused = log_z_ratio(&at(&model, 1), &at(&model, 2), annealed.clone()).unwrap_err().to_string();
    assert!(refused.contains("both need the same row"), "{refused}");
    let without = log_z(&model, annealed).unwrap_err().to_string();
    assert_eq!(
        without,
        "log Z depends on `g`, which each example is given: it belongs to `model.given(&row)`"
    );
}
