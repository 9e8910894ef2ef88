//! Chains that estimators run: fast weights, tempering, centred gradients, laws of single examples, latent variables that are sampled.

mod made;
mod reference;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::estimator::{Centring, Checkpoint, Estimator, FastWeights, Penalty, Warning};
use ebm_runtime::{
    ContrastiveDivergence, Domain, FitError, Gibbs, MaximumLikelihood, Model, NoiseContrastive,
    ParallelTempering, StochasticMaximumLikelihood, Trainer, fit_with,
};
use made::brute::Brute;
use made::formulas::Field;
use made::hidden::{Hidden, LATENT, SEEN};
use made::population;
use ndarray::{Array1, Array2};
use reference::{Boltzmann, at_random, noise};

fn trainer() -> Trainer {
    Trainer { rate: 0.2, least_steps: 1500, ..Trainer::default() }
}

fn truth() -> (Boltzmann<f64>, Examples) {
    let truth = at_random(Boltzmann::<f64>::new(5), 1.2, 8);
    (Boltzmann::new(5), population(&truth))
}

/// How far the likelihood of a fit is below the largest: here the divergence from the law of the data.
fn excess(model: &Boltzmann<f64>, data: &Examples) -> f64 {
    let law = population(model);
    (0..32).map(|row| data.weight(row) * (data.weight(row) / law.weight(row)).ln()).sum()
}

/// 128 chains leave gradients with an error of 1/√128 a step, averaged over some hundred steps at the end: 1e-3 nats for 15 parameters, as for
/// plain persistent chains.
#[track_caller]
fn comes_close<E: Estimator<Boltzmann<f64>>>(estimator: &E, by: f64) {
    let (mut model, data) = truth();
    let fit = trainer().fit(&mut model, estimator, &data).unwrap();
    assert!(fit.warnings.is_empty(), "{fit}");
    let excess = excess(&model, &data);
    assert!(excess < by, "{excess} {fit}");
}

#[test]
fn fast_weights_and_tempering_come_to_the_maximum_likelihood() {
    let plain = StochasticMaximumLikelihood { batch: 32, seed: 3, ..Default::default() };
    let fast = Some(FastWeights::default());
    comes_close(&StochasticMaximumLikelihood { fast, ..plain.clone() }, 2e-3);
    let StochasticMaximumLikelihood { chains, sweeps, warm_up, batch, seed, l2, .. } = plain;
    let kernel = ParallelTempering::geometric(Gibbs::default(), 2, 0.5);
    let tempered = StochasticMaximumLikelihood {
        kernel,
        chains,
        sweeps,
        warm_up,
        batch,
        seed,
        l2,
        fast: None,
        centring: None,
    };
    comes_close(&tempered, 2e-3);
}

/// Batches of four of 32 examples whose weights differ much: each counts by what it weighs. Were all batches alike, the fit would end
/// 0.1 nats away. The gradients have more noise than [`comes_close`] is about: twice as much is allowed.
#[test]
fn batches_count_by_their_weight() {
    comes_close(&StochasticMaximumLikelihood { batch: 4, seed: 5, ..Default::default() }, 4e-3);
}

#[test]
fn fast_weights_are_away_from_the_model_while_it_moves() {
    let after = |fast: Option<FastWeights>| {
        let (mut model, data) = truth();
        let estimator = StochasticMaximumLikelihood { fast, ..Default::default() };
        let trainer = Trainer { epochs: 5, least_steps: 0, ..trainer() };
        trainer.fit(&mut model, &estimator, &data).unwrap();
        model.theta().to_vec()
    };
    let none = FastWeights { rate: 1e-300, decay: 0.95 };
    assert_eq!(after(None), after(Some(none)));
    assert_ne!(after(None), after(Some(FastWeights::default())));
    let (mut model, data) = truth();
    let wrong = Some(FastWeights { rate: 0.0, decay: 0.95 });
    let estimator = StochasticMaximumLikelihood { fast: wrong, ..Default::default() };
    let text = fit_with(&mut model, estimator, &data).unwrap_err().to_string();
    assert_eq!(text, "`rate` of `FastWeights` is 0, expected a finite number above 0");
}

#[test]
fn centred_gradients_are_those_of_centred_statistics() {
    let (model, data) = truth();
    let estimator = StochasticMaximumLikelihood { batch: 32, ..Default::default() }.centred(&model);
    assert_eq!(estimator.centring.as_ref().unwrap().couplings(), 10);
    let mut state = Estimator::start(&estimator, &model, &data).unwrap();
    let (theta, mut raw) = (model.theta_f64(), vec![0.0; model.theta().len()]);
    estimator.evaluate(&model, &mut state, &theta, &mut raw);
    // five biases, then w[1, 0] w[2, 0] w[2, 1] w[3, 0] …
    let gradient: Vec<f64> = (0..15).map(|a| noise(7, a)).collect();
    let mut direction = gradient.clone();
    Estimator::<Boltzmann<f64>>::precondition(&estimator, &state, &mut direction);
    let means = data.means();
    let pairs: Vec<(usize, usize)> = (1..5).flat_map(|i| (0..i).map(move |k| (i, k))).collect();
    // T: the derivative by w of E written in x − μ; then Tᵀ, so that the model moves as the centred one would
    let centred =
        |a: usize, (i, k): (usize, usize)| gradient[5 + a] - means[k] * gradient[i] - means[i] * gradient[k];
    let mut expected = gradient.clone();
    for (a, &(i, k)) in pairs.iter().enumerate() {
        let slope = centred(a, (i, k));
        expected[5 + a] = slope;
        expected[i] -= means[k] * slope;
        expected[k] -= means[i] * slope;
    }
    for (a, (found, expected)) in direction.iter().zip(&expected).enumerate() {
        // means of weights that were summed in another order
        assert!((found - expected).abs() < 1e-12, "{a}: {found} and {expected}");
    }
}

#[test]
fn centred_runs_come_to_the_maximum_likelihood_and_take_no_l1() {
    let (model, data) = truth();
    let plain = StochasticMaximumLikelihood { batch: 32, seed: 3, ..Default::default() };
    comes_close(&plain.clone().centred(&model), 2e-3);
    let bent = Trainer { l1: Penalty::of(0.1), ..trainer() };
    let error = bent.fit(&mut model.clone(), &plain.centred(&model), &data).unwrap_err();
    assert!(matches!(error, FitError::CentredL1), "{error}");
}

#[test]
fn what_is_no_bias_and_no_coupling_is_not_centred() {
    // one field and one coupling for all sites
    let lattice = reference::Lattice::<f64>::new(3, 3);
    assert_eq!(Centring::of(&lattice).couplings(), 0);
    // fields and couplings of spins, and a diagonal that is none
    let ising = at_random(reference::Ising::<f64>::new(4), 0.5, 1);
    assert_eq!(Centring::of(&ising).couplings(), 6);
}

#[test]
fn chains_that_do_not_move_are_told() {
    let (_, data) = truth();
    let mut model = Boltzmann::<f64>::new(5);
    let frozen: Vec<f64> = (0..model.theta().len()).map(|a| if a < 5 { 60.0 } else { 0.0 }).collect();
    model.set_theta(&frozen);
    let trainer = Trainer { rate: 1e-9, least_steps: 150, epochs: 1, ..Trainer::default() };
    let fit = trainer.fit(&mut model, &StochasticMaximumLikelihood::default(), &data).unwrap();
    assert_eq!(fit.warnings, [Warning::DeadChains { chains: 128, of: 128, steps: 100 }]);
    assert!(
        fit.to_string().contains("warning    128 of 128 chains did not move in the last 100 steps"),
        "{fit}"
    );
}

/// Examples of a field of three spins, each given its own numbers.
fn field() -> (Brute<Field>, Examples) {
    const N: usize = 3;
    let model = Brute::new(Field(N), &[0.0; 3]);
    let truth = [0.7, -0.4, 1.1];
    let mut rows = Vec::new();
    for row in 0..4 {
        let given: Vec<f64> = (0..=N as u64).map(|k| 2.0 * noise(row, k)).collect();
        let all = reference::check::states(model.layout()).into_iter().map(|x| {
            let full = [x.as_slice(), given.as_slice()].concat();
            let weight = (-Brute::new(Field(N), &truth).plain(&full, 1.0)).exp();
            (full, weight)
        });
        let all: Vec<(Vec<f64>, f64)> = all.collect();
        let z: f64 = all.iter().map(|(_, weight)| weight).sum();
        rows.extend(all.into_iter().map(|(x, weight)| (x, weight / z)));
    }
    let x = Array2::from_shape_fn((rows.len(), N), |(row, k)| rows[row].0[k]);
    let g = Array2::from_shape_fn((rows.len(), N), |(row, k)| rows[row].0[N + k]);
    let m = Array1::from_shape_fn(rows.len(), |row| rows[row].0[2 * N]);
    let builder = ExamplesBuilder::new().array("x", Domain::Spin, x.view()).unwrap();
    let builder = builder.given("g", g.view()).unwrap().given("m", m.view()).unwrap();
    let weights: Vec<f64> = rows.iter().map(|row| row.1).collect();
    (model, builder.finish().unwrap().with_weights(weights).unwrap())
}

#[test]
fn where_each_example_has_a_law_of_its_own_chains_are_clamped_to_it() {
    let (model, data) = field();
    let refused = fit_with(&mut model.clone(), NoiseContrastive::default(), &data).unwrap_err();
    assert!(matches!(&refused, FitError::NoiseGiven { name } if name == "g"), "{refused}");
    let mut exact = model.clone();
    fit_with(&mut exact, MaximumLikelihood::default(), &data).unwrap();
    let mut fitted = model.clone();
    let estimator = StochasticMaximumLikelihood { batch: 32, sweeps: 3, seed: 1, ..Default::default() };
    let trainer = Trainer { least_steps: 1200, ..trainer() };
    trainer.fit(&mut fitted, &estimator, &data).unwrap();
    for (fitted, exact) in fitted.theta().iter().zip(exact.theta()) {
        // one chain an example, of very unequal weight: steps as noisy as of some ten chains, averaged over some hundred
        assert!((fitted - exact).abs() < 0.08, "{fitted} and {exact}");
    }
    // contrastive divergence keeps to the rows too: with many steps it comes as close
    let mut fitted = model;
    trainer.fit(&mut fitted, &ContrastiveDivergence::with_steps(5), &data).unwrap();
    for (fitted, exact) in fitted.theta().iter().zip(exact.theta()) {
        assert!((fitted - exact).abs() < 0.08, "{fitted} and {exact}");
    }
}

fn hidden() -> (Hidden, Examples, Vec<f64>) {
    let truth = [-1.5, -1.0, -1.2, -0.5, 0.5, 3.0, -2.0, 3.0, 2.0, -2.0, 3.0, -2.0];
    let law = Hidden::new(&truth).law();
    let start: Vec<f64> = (0..truth.len()).map(|a| 1.5 * noise(4, a as u64)).collect();
    assert_eq!(truth.len(), SEEN + LATENT + SEEN * LATENT + 1);
    let rows = Array2::from_shape_fn((1 << SEEN, SEEN), |(code, s)| (code >> s & 1) as f64);
    let data = ExamplesBuilder::new().array("v", Domain::Binary, rows.view()).unwrap().finish().unwrap();
    (Hidden::new(&start), data.with_weights(law.clone()).unwrap(), law)
}

fn divergence(from: &[f64], to: &[f64]) -> f64 {
    from.iter().zip(to).map(|(p, q)| p * (p / q).ln()).sum()
}

#[test]
fn latent_variables_that_do_not_sum_out_are_sampled() {
    let (start, data, law) = hidden();
    // 12 parameters for 7 frequencies: without couplings the data cannot be met
    let independent: Vec<f64> = (0..1 << SEEN)
        .map(|code: usize| {
            let means = data.means();
            (0..SEEN).map(|s| if code >> s & 1 == 1 { means[s] } else { 1.0 - means[s] }).product()
        })
        .collect();
    let reach = divergence(&law, &independent);
    assert!(reach > 0.02, "{reach}");
    let trainer = Trainer { least_steps: 2000, rate: 0.3, ..Trainer::default() };
    let mut by_chains = start.clone();
    let estimator = StochasticMaximumLikelihood { seed: 2, ..Default::default() }.clamped();
    let fit = trainer.fit(&mut by_chains, &estimator, &data).unwrap();
    let left = divergence(&law, &by_chains.law());
    assert!(left < 0.2 * reach, "{left} of {reach}: {fit}");
    let mut by_steps = start;
    let estimator = ContrastiveDivergence::with_steps(5).clamped();
    trainer.fit(&mut by_steps, &estimator, &data).unwrap();
    let left = divergence(&law, &by_steps.law());
    assert!(left < 0.3 * reach, "{left} of {reach}");
}

#[test]
fn clamped_runs_go_on_to_the_same_bits() {
    let path = std::env::temp_dir().join(format!("ebm-chains-{}", std::process::id()));
    let (start, data, _) = hidden();
    let estimator = StochasticMaximumLikelihood { chains: 20, batch: 3, ..Default::default() }.clamped();
    let whole = Trainer { least_steps: 60, epochs: 1, ..Trainer::default() };
    let kept = Trainer { checkpoint: Some(Checkpoint::at(&path).every(17)), ..whole.clone() };
    let run = |trainer: &Trainer, stop_at: usize| {
        let mut model = start.clone();
        let trainer = Trainer { check: 17, ..trainer.clone() };
        let watch = |check: &ebm_runtime::estimator::Check<'_>| {
            if check.step >= stop_at {
                std::ops::ControlFlow::Break(())
            } else {
                std::ops::ControlFlow::Continue(())
            }
        };
        trainer.on(&estimator, &data).watch(watch).fit(&mut model).unwrap();
        model.theta().to_vec()
    };
    let uninterrupted = run(&whole, usize::MAX);
    run(&kept, 34);
    let resumed = run(&kept, usize::MAX);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(resumed, uninterrupted);
}
