//! Fits of real data against figures computed elsewhere. `EBM_DATA` names the folder that holds them.

mod reference;

use std::path::PathBuf;

use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::data::{DataOptions, Examples, VisibleArray};
use ebm_runtime::estimator::{Estimator, MaximumLikelihood, Pseudolikelihood, fit_with};
use ebm_runtime::exact::States;
use ebm_runtime::infinity::{Infinity, Objective};
use ebm_runtime::log_z::{Exact, log_likelihood, log_z};
use ebm_runtime::{Domain, Model};
use reference::Boltzmann;
use serde_json::Value;

/// The folder of the data; prints why a test is skipped where there is none.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("EBM_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: EBM_DATA does not name the folder of the data sets");
    }
    folder
}

fn binary(folder: &std::path::Path, file: &str) -> Examples {
    let array = VisibleArray::new("x", Domain::Binary, 1);
    Examples::from_file(folder.join(file), &[array], &DataOptions::default()).unwrap()
}

/// The exact fits: `h`, and the couplings as an upper triangle, row by row.
fn oracle(folder: &std::path::Path, name: &str) -> Value {
    let text = std::fs::read_to_string(folder.join("exact_ml_ising.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()[name].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// The parameters of `exact_ml_ising.json` as θ of [`Boltzmann`].
fn theta(oracle: &Value) -> Vec<f64> {
    let (h, upper) = (numbers(&oracle["h"]), numbers(&oracle["J_upper_rowmajor"]));
    let n = h.len();
    let mut theta = h;
    theta.resize(n + n * n, 0.0);
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |k| (i, k)));
    for ((i, k), j) in pairs.zip(upper) {
        theta[n + i * n + k] = j;
        theta[n + k * n + i] = j;
    }
    theta
}

/// At the published optimum the gradient vanishes and all figures agree. One evaluation, so that a debug build can.
#[test]
fn the_published_optimum_of_nltcs_is_ours() {
    let Some(folder) = folder() else { return };
    let (train, oracle) = (binary(&folder, "debd/nltcs/nltcs.train.data.gz"), oracle(&folder, "nltcs"));
    assert_eq!(train.compact().count(), 2671);
    let model = Boltzmann::<f64>::new(16);
    let (theta, mut raw) = (theta(&oracle), vec![0.0; 16 + 256]);
    let estimator = MaximumLikelihood::default();
    let mut state = estimator.start(&model, &train).unwrap();
    let value = estimator.evaluate(&model, &mut state, &theta, &mut raw);
    // printed with 17 digits, found by Newton's method to a moment gap of 6e-14
    assert!((value + number(&oracle["train_ll"])).abs() < 1e-10, "{value}");
    let coordinates = Coordinates::new(model.layout());
    let mut gradient = vec![0.0; coordinates.len()];
    coordinates.pull_back(&theta, &raw, &mut gradient);
    assert!(gradient.iter().all(|slope| slope.abs() < 1e-12), "{gradient:?}");
    assert!((States::new(&model, 30).unwrap().log_z(&theta).unwrap() - number(&oracle["lnZ"])).abs() < 1e-10);
}

/// The optimum of pseudolikelihood, judged exactly; both figures as the project's issue states them.
#[test]
fn pseudolikelihood_of_nltcs_ends_at_its_own_optimum() {
    let Some(folder) = folder() else { return };
    let [train, test] =
        ["train", "test"].map(|part| binary(&folder, &format!("debd/nltcs/nltcs.{part}.data.gz")));
    let mut model = Boltzmann::<f32>::new(16);
    let fit = fit_with(&mut model, Pseudolikelihood::default(), &train).unwrap();
    println!("{fit}");
    assert!(fit.converged() && fit.warnings.is_empty());
    let z = log_z(&model, Exact::default()).unwrap();
    assert!((log_likelihood(&model, &train, &z).unwrap().mean + 6.02883).abs() < 2e-5);
    assert!((log_likelihood(&model, &test, &z).unwrap().mean + 6.03386).abs() < 2e-5);
}

#[test]
fn pairs_that_neurons_never_fire_in_are_named() {
    let Some(folder) = folder() else { return };
    let all = binary(&folder, "spikes/spikes15_40000x15-idx2-ubyte.gz");
    let train = all.select(0..20_000).unwrap().compact();
    let model = Boltzmann::<f64>::new(15);
    let pairs = ["w[12, 0]", "w[11, 1]", "w[11, 10]"];
    for objective in [Objective::Likelihood, Objective::Neighbours] {
        let infinity = Infinity::find(&model, &train, objective);
        let names: Vec<_> = infinity.directions.iter().map(|d| d.parameters[0].0.as_str()).collect();
        assert_eq!(names.len(), number(&oracle(&folder, "spikes15")["zero_pair_counts"]) as usize);
        assert!(pairs.iter().all(|pair| names.contains(pair)), "{names:?}");
    }
}

/// Whole exact fits: seconds in a release build, minutes in a debug one.
#[test]
#[cfg(not(debug_assertions))]
fn exact_fits_reach_the_published_optima() {
    let Some(folder) = folder() else { return };
    let [train, test] =
        ["train", "test"].map(|part| binary(&folder, &format!("debd/nltcs/nltcs.{part}.data.gz")));
    let all = binary(&folder, "spikes/spikes15_40000x15-idx2-ubyte.gz");
    let (first, second) = (all.select(0..20_000).unwrap(), all.select(20_000..40_000).unwrap());
    for (name, train, test) in [("nltcs", train, test), ("spikes15", first, second)] {
        let oracle = oracle(&folder, name);
        let mut model = Boltzmann::<f32>::new(train.site_count());
        let fit = fit_with(&mut model, MaximumLikelihood::default(), &train).unwrap();
        println!("{fit}");
        assert!(fit.converged());
        let z = log_z(&model, Exact::default()).unwrap();
        let mean = |data| log_likelihood(&model, data, &z).unwrap().mean;
        assert!((mean(&train) - number(&oracle["train_ll"])).abs() < 1e-5);
        if name == "nltcs" {
            assert!((mean(&test) - number(&oracle["test_ll"])).abs() < 1e-5);
            let distances =
                model.theta().iter().zip(theta(&oracle)).map(|(got, want)| (f64::from(*got) - want).abs());
            assert!(distances.fold(0.0, f64::max) < 1e-3);
        }
    }
}
