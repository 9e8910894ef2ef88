//! What users give to a generated model, and what they are told where it does not fit.

mod models;

use ebm::prelude::*;
use ebm::runtime::{BuildError, DataError, ParamError, StateError};
use models::double::*;

fn ising_of(n: usize) -> Ising {
    Ising::new(IsingShape { x: [n] }).unwrap()
}

#[test]
fn sizes_are_checked_when_a_model_is_built() {
    let text = |result: Result<(), BuildError>| result.unwrap_err().to_string();
    let ising = Ising::new(IsingShape { x: [0] }).map(drop);
    assert_eq!(text(ising), "`x` has shape [0], so it has no sites; every axis must be at least 1 long");
    let huge = Lattice::new(LatticeShape { x: [usize::MAX, 2] }).map(drop);
    assert!(matches!(huge, Err(BuildError::TooLarge { .. })));
}

#[test]
fn fixed_data_are_checked_when_a_model_is_built() {
    let graph = |edges| Graph::new(GraphShape { x: [3] }, GraphFixed { edges });
    assert_eq!(graph(vec![(0, 2), (2, 1)]).unwrap().params().j.len(), 2);
    let error = graph(vec![(0, 2), (2, 3)]).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "`edges[1].1` is 3, but it is used as an index below 3");

    let fixed = || MixedFixed { scale: 1.0, group: array![1, 0], distance: Array2::zeros((2, 2)), hops: 1 };
    let shape = || MixedShape { v: [2, 2], y: [2], a: 2 };
    assert!(Mixed::new(shape(), fixed()).is_ok());
    let error = Mixed::new(MixedShape { a: 1, ..shape() }, fixed()).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "the energy reads `a[group[k]]` at index 1, beyond an axis of length 1");
    let short = MixedFixed { group: array![1], ..fixed() };
    let error = Mixed::new(shape(), short).map(drop).unwrap_err();
    let told =
        "the energy reads up to `y.len()`, which is 2, on an axis that ends at `group.len()`, which is 1";
    assert_eq!(error.to_string(), told);
    let narrow = MixedFixed { distance: Array2::zeros((2, 0)), ..fixed() };
    let error = Mixed::new(shape(), narrow).map(drop).unwrap_err();
    assert!(matches!(error, BuildError::TooLong { left: "y.len()", found: 2, bound: 0, .. }), "{error}");
}

#[test]
fn parameters_are_checked_when_they_are_set() {
    let mut model = ising_of(2);
    let params = IsingParams { h: array![0.5, 0.25], j: array![[0.0, 1.0], [1.0, 0.0]] };
    model.set_params(&params).unwrap();
    assert_eq!(model.params(), params);

    let mut refuse = |h, j| model.set_params(&IsingParams { h, j }).unwrap_err();
    let (h, j) = (params.h.clone(), params.j.clone());
    let shape = refuse(array![1.0], j.clone());
    assert_eq!(shape.to_string(), "`h` has shape [1], but in this model it has shape [2]");
    let lopsided = refuse(h.clone(), array![[0.0, 1.0], [2.0, 0.0]]);
    assert!(matches!(lopsided, ParamError::NotSymmetric { .. }), "{lopsided}");
    let infinite = refuse(array![0.0, f64::NAN], j);
    assert!(matches!(infinite, ParamError::NotFinite { .. }), "{infinite}");
    // what was refused has changed nothing
    assert_eq!(model.params(), params);

    let boltzmann = Boltzmann::new(BoltzmannShape { x: [2] }).unwrap();
    let diagonal = BoltzmannParams { b: h, w: array![[1.0, 0.0], [0.0, 0.0]] };
    let error = boltzmann.with_params(&diagonal).map(drop).unwrap_err();
    assert!(matches!(error, ParamError::NotZero { .. }), "{error}");
}

#[test]
fn states_are_checked_when_they_are_used() {
    let model = ising_of(3);
    let error = model.energy(array![1.0, -1.0]).unwrap_err();
    assert_eq!(error.to_string(), "`x` has shape [2], but in this model it has shape [3]");
    let error = model.conditional(array![1.0, 0.0, 1.0], 0).unwrap_err();
    assert!(matches!(error, StateError::Value { .. }), "{error}");
    let error = model.logits(array![1.0, -1.0, 1.0], 3).unwrap_err();
    assert!(matches!(error, StateError::Site(_)), "{error}");
    let lattice = Lattice::new(LatticeShape { x: [2, 2] }).unwrap();
    let uniform = lattice.conditional(Array2::ones((2, 2)), [1, 0]).unwrap();
    assert_eq!(uniform.probabilities, [0.5, 0.5]);
}

#[test]
fn data_are_checked_against_the_model() {
    let data = IsingData::new(array![[1, -1, 1], [1, 1, -1]].view()).unwrap();
    assert!(matches!(ising_of(2).energies(&data), Err(DataError::Shape { .. })));
    let error = IsingData::new(array![[1, -1], [1, 2]].view()).map(drop).unwrap_err();
    assert!(error.to_string().starts_with("`x`, row 1, column 1"), "{error}");
}

/// E is linear in θ, so ∂E/∂θ says E itself; both halves of a pair hold the derivative by their common value.
#[test]
fn gradients_are_by_tied_values() {
    let data = IsingData::new(array![[1, -1, 1], [1, 1, -1], [-1, -1, -1]].view()).unwrap();
    let data = data.weights([2.0, 1.0, 0.5]).unwrap();
    let params = IsingParams {
        h: array![0.5, -0.25, 1.0],
        j: array![[7.0, 0.5, 0.25], [0.5, 8.0, -1.0], [0.25, -1.0, 9.0]],
    };
    let model = Ising::for_data(&data).unwrap().with_params(&params).unwrap();
    let gradient = model.param_gradient(&data).unwrap();
    assert_eq!(gradient.j, gradient.j.t());
    let pairs: f64 =
        (0..3).flat_map(|i| (0..i).map(move |k| [i, k])).map(|ik| gradient.j[ik] * params.j[ik]).sum();
    let energies = model.energies(&data).unwrap();
    let expected = 2.0 * energies[0] + energies[1] + 0.5 * energies[2];
    // a dozen products and sums of dyadic numbers
    assert_eq!(gradient.h.dot(&params.h) + pairs, expected);
    assert_eq!(energies[1], model.energy(array![1.0, 1.0, -1.0]).unwrap());
}

/// Two spins that agree three times in four: the fit is atanh(1/2) where nothing else is in the model.
#[test]
fn a_model_is_fitted_normalised_and_sampled() {
    let data = IsingData::new(array![[1, 1], [-1, -1], [1, -1], [-1, 1]].view()).unwrap();
    let data = data.weights([3.0, 3.0, 1.0, 1.0]).unwrap();
    let mut model = Ising::for_data(&data).unwrap();
    model.fit_with(MaximumLikelihood::default(), &data).unwrap();
    // E[x0 x1] = tanh(j); L-BFGS stops at a gradient of 1e-6 or less
    assert!((model.params().j[[0, 1]] - 0.5_f64.atanh()).abs() < 1e-5);
    let log_z = model.log_z(Exact::default()).unwrap();
    let likelihood = model.log_likelihood(&data, &log_z).unwrap();
    let entropy = -(0.75 * 0.375_f64.ln() + 0.25 * 0.125_f64.ln());
    assert!((likelihood.mean + entropy).abs() < 1e-8);
    let draws = model.sample_with(Gibbs::default(), 100).unwrap();
    assert_eq!(draws.count(), 100);
    assert!(Ising::derivation().as_str().starts_with("ising\n"));
}
