//! Fits against what they must give: true parameters, closed forms, central differences.

mod made;
mod reference;

use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::data::{DataError, Examples, ExamplesBuilder};
use ebm_runtime::estimator::{Deterministic, Estimator, Fit, FitError, MaximumLikelihood, Pseudolikelihood};
use ebm_runtime::estimator::{fit_using, fit_with, log_pseudolikelihood};
use ebm_runtime::log_z::{Exact, log_likelihood, log_z};
use ebm_runtime::optimise::{Lbfgs, Stop};
use ebm_runtime::{Energy, Local, Model, ParamGradient, PseudolikelihoodObjective};
use made::{HardCore, Rate, examples, population};
use ndarray::{Array2, array};
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, check, energies, noise};

/// Far below what the tests of parameters ask for: their Hessians have eigenvalues above 1e-3.
const TIGHT: Lbfgs = Lbfgs { tolerance: 1e-11, max_iterations: 10_000, memory: 100 };

/// Rows that look random, each site with its own frequency.
fn rows<M: Model>(model: &M, count: usize, seed: u64) -> Examples {
    let domains = model.layout().domains();
    let value = |(row, s): (usize, usize)| {
        let high = noise(seed, (row * domains.len() + s) as u64) > -0.4 + 0.1 * s as f64;
        domains[s].values().unwrap()[usize::from(high)]
    };
    let weights: Vec<f64> = (0..count).map(|row| 1.5 + noise(seed + 1, row as u64)).collect();
    examples(model, &Array2::from_shape_fn((count, domains.len()), value)).with_weights(weights).unwrap()
}

/// The objective of an estimator by free coordinates, with penalty.
fn objective<M, E: Estimator<M>>(model: &M, estimator: &E, data: &Examples, phi: &[f64]) -> (f64, Vec<f64>)
where
    M: Model,
{
    let coordinates = Coordinates::new(model.layout());
    let mut theta = check::theta(model);
    let (mut raw, mut gradient) = (vec![f64::NAN; theta.len()], vec![0.0; phi.len()]);
    coordinates.to_public(phi, &mut theta);
    let mut state = estimator.start(model, data).unwrap();
    let value = estimator.evaluate(model, &mut state, &theta, &mut raw);
    coordinates.pull_back(&theta, &raw, &mut gradient);
    (value, gradient)
}

fn gradient_is_slope<M: Model, E: Estimator<M>>(model: &M, estimator: E, data: &Examples) {
    let phi = Coordinates::new(model.layout()).to_free(model.theta());
    let (_, gradient) = objective(model, &estimator, data, &phi);
    for a in 0..phi.len() {
        let at = |by: f64| {
            let mut moved = phi.clone();
            moved[a] += by;
            objective(model, &estimator, data, &moved).0
        };
        let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
        // h² times third derivatives of a few hundred, and 1e-15 · value / h of rounding
        assert!((gradient[a] - slope).abs() < 5e-8, "{} {a}: {} {slope}", M::name(), gradient[a]);
    }
}

fn gradients_are_slopes<M: PseudolikelihoodObjective + ParamGradient>(model: &M)
where
    MaximumLikelihood: Estimator<M>,
{
    let data = rows(model, 37, 5);
    gradient_is_slope(model, MaximumLikelihood::default(), &data);
    gradient_is_slope(model, Pseudolikelihood::default(), &data);
}

#[test]
fn gradients_are_slopes_of_the_objective() {
    gradients_are_slopes(&at_random(Ising::<f64>::new(5), 0.7, 1));
    gradients_are_slopes(&at_random(Boltzmann::<f64>::new(5), 1.2, 2));
    gradients_are_slopes(&at_random(Lattice::<f64>::new(2, 3), 0.6, 3));
    gradients_are_slopes(&at_random(Graph::<f64>::new(5, &[(0, 1), (1, 0), (2, 2), (4, 3)]), 0.8, 4));
    let mut rate = Rate::new(4);
    rate.set_theta(&[0.7, -0.3]);
    gradient_is_slope(&rate, MaximumLikelihood::default(), &rows(&rate, 20, 6));
}

#[test]
fn the_likelihood_is_that_of_plain_energies() {
    let model = at_random(Ising::<f64>::new(5), 0.7, 1);
    let data = rows(&model, 37, 5);
    let theta = check::theta(&model);
    let plain = |theta: &[f64], x: &[f64]| energies::ising(5, theta, x);
    let log_p = check::log_probabilities(model.layout(), &theta, plain);
    let states = check::states(model.layout());
    let of = |row: usize| log_p[states.iter().position(|x| *x == data.row::<f64>(row)).unwrap()];
    let total = data.total_weight();
    let want = (0..37).map(|row| data.weight(row) * of(row)).sum::<f64>() / total;
    let spread = (0..37).map(|row| data.weight(row) * (of(row) - want).powi(2)).sum::<f64>();

    let exact = log_z(&model, Exact::default()).unwrap();
    let got = log_likelihood(&model, &data, &exact).unwrap();
    assert!((got.mean - want).abs() < 1e-12);
    assert!((got.standard_error - (spread / total / (total - 1.0)).sqrt()).abs() < 1e-12);
    let (value, _) = objective(
        &model,
        &MaximumLikelihood::default(),
        &data,
        &Coordinates::new(model.layout()).to_free(&theta),
    );
    assert!((value + want).abs() < 1e-12);
    // merged rows are the same data
    let merged = log_likelihood(&model, &data.compact(), &exact).unwrap();
    assert!(
        (merged.mean - got.mean).abs() < 1e-13 && (merged.standard_error - got.standard_error).abs() < 1e-13
    );
    assert!(got.to_string().starts_with(&format!("log-likelihood {:.6} nats an example, ± ", got.mean)));
}

#[test]
fn the_pseudolikelihood_is_that_of_plain_conditionals() {
    let model = at_random(Boltzmann::<f64>::new(4), 1.3, 3);
    let data = rows(&model, 21, 9);
    let theta = check::theta(&model);
    let log_conditionals = |x: Vec<f64>| -> f64 {
        let here = energies::boltzmann(4, &theta, &x);
        let there = |s: usize| {
            let mut x = x.clone();
            x[s] = 1.0 - x[s];
            energies::boltzmann(4, &theta, &x)
        };
        (0..4).map(|s| ((-here).exp() / ((-here).exp() + (-there(s)).exp())).ln()).sum()
    };
    let sum: f64 = (0..21).map(|row| data.weight(row) * log_conditionals(data.row(row))).sum();
    let got = log_pseudolikelihood(&model, &data).unwrap();
    assert!((got - sum / data.total_weight()).abs() < 1e-12);
    let phi = Coordinates::new(model.layout()).to_free(&theta);
    assert!((objective(&model, &Pseudolikelihood::default(), &data, &phi).0 + got).abs() < 1e-12);
}

fn recovers<M, E>(truth: &M, blank: M, estimator: E)
where
    M: Local,
    E: Estimator<M, Mode = Deterministic>,
{
    let data = population(truth);
    let mut model = blank;
    let fit = fit_using(&mut model, estimator, &data, TIGHT).unwrap();
    assert!(fit.converged(), "{fit}");
    assert!(fit.at_infinity().next().is_none(), "{fit}");
    for (got, want) in check::theta(&model).iter().zip(check::theta(truth)) {
        assert!((got - want).abs() < 1e-6, "{}: {got} {want}", fit.estimator);
    }
}

/// With every state weighted by its probability, both objectives have their minimum at the true parameters.
#[test]
fn true_parameters_are_recovered_from_the_whole_distribution() {
    let edges = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 1)];
    let graph = at_random(Graph::<f64>::new(5, &edges), 0.9, 4);
    recovers(&graph, Graph::new(5, &edges), MaximumLikelihood::default());
    recovers(&graph, Graph::new(5, &edges), Pseudolikelihood::default());
    let lattice = at_random(Lattice::<f64>::new(3, 3), 0.4, 3);
    recovers(&lattice, Lattice::new(3, 3), MaximumLikelihood::default());
    recovers(&lattice, Lattice::new(3, 3), Pseudolikelihood::default());
    // the diagonal of Ising's `j` is never read and stays 0
    let ising = diagonal_free(at_random(Ising::<f64>::new(6), 0.7, 1));
    recovers(&ising, Ising::new(6), MaximumLikelihood::default());
    recovers(&ising, Ising::new(6), Pseudolikelihood::default());
    let rate = Rate::with(4, &[0.7, -0.3]);
    recovers(&rate, Rate::new(4), MaximumLikelihood::default());
}

fn diagonal_free(mut model: Ising<f64>) -> Ising<f64> {
    let n = model.layout().site_count();
    let mut theta = model.theta().to_vec();
    (0..n).for_each(|i| theta[n + i * n + i] = 0.0);
    model.set_theta(&theta);
    model
}

#[test]
fn a_penalty_is_half_the_square_of_tied_values_once() {
    let (truth, strength) = (at_random(Boltzmann::<f64>::new(4), 1.0, 2), 0.05);
    let data = population(&truth);
    for plain in [true, false] {
        let mut model = Boltzmann::<f64>::new(4);
        let fit = match plain {
            true => fit_using(&mut model, MaximumLikelihood::default().with_l2(strength), &data, TIGHT),
            false => fit_using(&mut model, Pseudolikelihood::default().with_l2(strength), &data, TIGHT),
        };
        let fit = fit.unwrap();
        let coordinates = Coordinates::new(model.layout());
        let phi = coordinates.to_free(model.theta());
        let (value, gradient) = match plain {
            true => objective(&model, &MaximumLikelihood::default(), &data, &phi),
            false => objective(&model, &Pseudolikelihood::default(), &data, &phi),
        };
        // b and the lower triangle of w, as φ has each once
        assert!((fit.value - value - 0.5 * strength * phi.iter().map(|v| v * v).sum::<f64>()).abs() < 1e-12);
        for (slope, value) in gradient.iter().zip(&phi) {
            assert!((slope + strength * value).abs() < 1e-10);
        }
    }
}

#[test]
fn models_in_f32_are_fitted_in_f64() {
    let truth = at_random(Ising::<f64>::new(5), 0.7, 1);
    let data = population(&truth);
    let (mut single, mut double) = (Ising::<f32>::new(5), Ising::<f64>::new(5));
    let first = fit_using(&mut single, Pseudolikelihood::default(), &data, TIGHT).unwrap();
    let second = fit_using(&mut double, Pseudolikelihood::default(), &data, TIGHT).unwrap();
    assert_eq!(first.objective, second.objective);
    for (single, double) in single.theta().iter().zip(double.theta()) {
        assert_eq!(*single, *double as f32);
    }
}

#[test]
fn fits_have_the_same_bits_on_any_number_of_threads() {
    let model = Ising::<f64>::new(9);
    let data = rows(&model, 700, 8);
    let bits = |fit: Fit, model: &Ising<f64>| -> Vec<u64> {
        fit.objective.iter().chain(model.theta()).map(|value| value.to_bits()).collect()
    };
    let run = || {
        let (mut first, mut second) = (model.clone(), model.clone());
        let short = Lbfgs { max_iterations: 12, ..Lbfgs::default() };
        let likelihood = fit_using(&mut first, MaximumLikelihood::default(), &data, short).unwrap();
        let pseudo = fit_using(&mut second, Pseudolikelihood::default(), &data, short).unwrap();
        (bits(likelihood, &first), bits(pseudo, &second))
    };
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run);
    assert_eq!(on(1), on(2));
    assert_eq!(on(2), on(5));
}

#[test]
fn one_site_gives_the_log_odds() {
    let mut model = Boltzmann::<f64>::new(1);
    let data = examples(&model, &array![[1.0], [0.0], [0.0], [0.0]]);
    let fit = fit_using(&mut model, MaximumLikelihood::default(), &data, TIGHT).unwrap();
    assert!((model.theta()[0] + 3_f64.ln()).abs() < 1e-10, "{fit}");
    let before = model.theta().to_vec();
    // at its optimum a fit has nothing to do
    let again = fit_with(&mut model, Pseudolikelihood::default(), &data).unwrap();
    assert_eq!((again.iterations, again.stop, model.theta()), (0, Stop::Converged, &before[..]));
}

#[test]
fn all_weight_on_one_example_is_told_and_ends() {
    let mut model = Ising::<f64>::new(3);
    let data =
        examples(&model, &array![[1.0, -1.0, 1.0], [-1.0, -1.0, -1.0]]).with_weights([0.0, 2.5]).unwrap();
    for fit in [
        fit_with(&mut model.clone(), MaximumLikelihood::default(), &data).unwrap(),
        fit_with(&mut model, Pseudolikelihood::default(), &data).unwrap(),
    ] {
        assert!(fit.converged());
        let names: Vec<String> = fit.at_infinity().map(ToString::to_string).collect();
        assert_eq!(names.len(), 3, "{fit}");
        assert_eq!(names[1], "h[1] → −∞: x[1] is never 1 in the data");
    }
}

#[test]
fn data_that_do_not_fit_are_refused_and_change_nothing() {
    let mut model = at_random(Ising::<f64>::new(3), 0.5, 1);
    let before = model.theta().to_vec();
    let wide = examples(&Ising::<f64>::new(4), &array![[1.0, -1.0, 1.0, 1.0]]);
    let binary = ExamplesBuilder::new()
        .array("x", ebm_runtime::Domain::Binary, array![[0, 1, 1]].view())
        .unwrap()
        .finish()
        .unwrap();
    for data in [&wide, &binary] {
        let error = fit_with(&mut model, MaximumLikelihood::default(), data).unwrap_err();
        assert!(matches!(error, FitError::Data(DataError::Shape { .. })), "{error}");
        assert!(fit_with(&mut model, Pseudolikelihood::default(), data).is_err());
        assert!(log_likelihood(&model, data, &log_z(&model, Exact::default()).unwrap()).is_err());
    }
    assert!(fit_with(&mut Ising::<f64>::new(0), MaximumLikelihood::default(), &wide).is_err());

    let data = rows(&model, 10, 1);
    for l2 in [-1.0, f64::NAN, f64::INFINITY] {
        let error = fit_with(&mut model, MaximumLikelihood::default().with_l2(l2), &data).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`l2` of `MaximumLikelihood` is {l2}, expected a finite number ≥ 0")
        );
        assert!(fit_with(&mut model, Pseudolikelihood::default().with_l2(l2), &data).is_err());
    }
    let few = MaximumLikelihood { max_sites: 2, ..MaximumLikelihood::default() };
    let error = fit_with(&mut model, few, &data).unwrap_err();
    assert_eq!(
        error.to_string(),
        "3 sites have 2^3 states; enumeration goes up to 2 sites; `Pseudolikelihood` needs no sum over states"
    );
    assert_eq!(model.theta(), before);

    let mut broken = Ising::<f64>::new(3);
    broken.set_theta(&[f64::NAN; 12]);
    let error = fit_with(&mut broken, Pseudolikelihood::default(), &data).unwrap_err();
    assert_eq!(error.to_string(), "the fit cannot start: `h[0]` is NaN, which is not a finite number");
}

#[test]
fn impossible_examples_are_named() {
    let mut model = HardCore::new(4);
    let data = examples(&model, &array![[1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 0.0]]);
    let error = fit_with(&mut model, MaximumLikelihood::default(), &data).unwrap_err();
    assert_eq!(
        error.to_string(),
        "example 1 (from 0) has energy inf at the parameters that the fit starts from"
    );
    // with weight 0 it says nothing
    let data = data.with_weights([1.0, 0.0]).unwrap();
    assert!(fit_with(&mut model, MaximumLikelihood::default().with_l2(0.1), &data).unwrap().converged());
}

#[test]
fn forbidden_states_are_fitted_around() {
    let truth = at_random(HardCore::new(5), 0.8, 9);
    recovers(&truth, HardCore::new(5), MaximumLikelihood::default());
}

#[test]
fn a_report_is_made_for_reading() {
    let mut model = Ising::<f64>::new(3);
    let data = population(&at_random(Ising::<f64>::new(3), 0.6, 4));
    let mut fit = fit_with(&mut model, Pseudolikelihood::default(), &data).unwrap();
    fit.seconds = 0.25;
    let text = fit.to_string();
    for line in [
        "pseudolikelihood of Ising: 8 examples of total weight 1",
        "  objective  2.079442 → ",
        "  stopped    gradient within tolerance; gradient norm ",
        "  settings   ebm 0.1.0, l2 0, L-BFGS in f64: tolerance 1e-6, at most 10000 iterations, memory 100",
        "  infinity   looked for among single sites, pairs, triples",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let short = Lbfgs { max_iterations: 1, ..Lbfgs::default() };
    let fit = fit_using(&mut Ising::<f64>::new(3), Pseudolikelihood::default(), &data, short).unwrap();
    assert!(fit.to_string().contains("warning    not at the optimum: iteration limit reached"), "{fit}");
    // the trait bound that users see is the model's
    fn fits<M: Energy, E: Estimator<M, Mode = Deterministic>>() {}
    fits::<Ising<f32>, Pseudolikelihood>();
}
