//! The trainer: minibatches, validation, callbacks, penalties, what happens when a run goes wrong.

mod made;
mod reference;

use std::ops::ControlFlow;

use ebm_runtime::data::Examples;
use ebm_runtime::estimator::{Penalty, fit_penalised, fit_using};
use ebm_runtime::optimise::{Lbfgs, Stop};
use ebm_runtime::{
    Decay, Descent, FitError, MaximumLikelihood, Model, NoiseContrastive, Pseudolikelihood,
    StochasticMaximumLikelihood, Trainer, fit_with,
};
use made::{examples, population};
use reference::{Boltzmann, at_random};

fn truth() -> (Boltzmann<f64>, Examples) {
    let truth = at_random(Boltzmann::<f64>::new(4), 1.0, 8);
    (Boltzmann::new(4), population(&truth))
}

/// `rows` examples at random, in a row that has no pattern.
fn rows(model: &Boltzmann<f64>, count: usize, seed: u64) -> Examples {
    let value = |(row, site): (usize, usize)| {
        let u = reference::noise(seed, (7 * row + site) as u64);
        f64::from(u > 0.2 * site as f64 - 0.3)
    };
    examples(model, &ndarray::Array2::from_shape_fn((count, 4), value))
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

#[test]
fn every_schedule_and_descent_comes_to_the_optimum_of_a_deterministic_objective() {
    let (mut exact, data) = truth();
    fit_with(&mut exact, Pseudolikelihood::default(), &data).unwrap();
    let adam = |rate: f64| (Descent::Adam, rate);
    let momentum = |momentum: f64, rate: f64| (Descent::Momentum { momentum }, rate);
    for ((descent, rate), decay) in [
        (momentum(0.0, 0.8), Decay::Constant),
        (momentum(0.9, 0.3), Decay::Linear),
        (momentum(0.9, 0.3), Decay::Cosine),
        (momentum(0.9, 0.3), Decay::Inverse { half: 0.5 }),
        (adam(0.02), Decay::Linear),
    ] {
        let (mut model, _) = truth();
        let trainer = Trainer { descent, rate, decay, least_steps: 3000, ..Trainer::default() };
        trainer.fit(&mut model, &Pseudolikelihood::default(), &data).unwrap();
        let off = distance(model.theta(), exact.theta());
        // both within rounding of the optimum, which L-BFGS leaves at a gradient of 1e-6 and a curvature above 1e-2
        assert!(off < 2e-4, "{descent:?}, {decay:?}: {off}");
    }
}

#[test]
fn minibatches_come_to_the_optimum_of_all_examples() {
    let (mut exact, data) = truth();
    fit_with(&mut exact, MaximumLikelihood::default(), &data).unwrap();
    let (mut model, _) = truth();
    let trainer = Trainer { batch: 3, rate: 0.5, least_steps: 6000, seed: 4, ..Trainer::default() };
    trainer.fit(&mut model, &MaximumLikelihood::default(), &data).unwrap();
    // 16 rows of very unequal weight, of which the last batch has one: a mean over batches that forgot the weights would be off by 0.1
    // and more; the noise of the last steps, of rate below 0.01, is some 1e-2
    let off = distance(model.theta(), exact.theta());
    assert!(off < 0.03, "{off}");
}

#[test]
fn minibatches_are_those_of_the_seed() {
    let after = |seed: u64| {
        let (mut model, data) = truth();
        let trainer = Trainer { batch: 5, epochs: 3, least_steps: 0, seed, ..Trainer::default() };
        trainer.fit(&mut model, &Pseudolikelihood::default(), &data).unwrap();
        model.theta().to_vec()
    };
    assert_eq!(after(1), after(1));
    assert_ne!(after(1), after(2));
}

#[test]
fn an_objective_that_cannot_be_cut_has_no_minibatches() {
    let (mut model, data) = truth();
    let trainer = Trainer { batch: 3, ..Trainer::default() };
    let error = trainer.fit(&mut model, &NoiseContrastive::default(), &data).unwrap_err();
    assert_eq!(error.to_string(), "noise_contrastive has no minibatches; leave `batch` at 0");
}

#[test]
fn the_best_parameters_by_validation_come_back() {
    let model = Boltzmann::<f64>::new(4);
    let (few, held_out) = (rows(&model, 12, 1), rows(&model, 200, 2));
    let trainer = Trainer {
        rate: 0.5,
        decay: Decay::Constant,
        least_steps: 4000,
        check: 10,
        patience: 15,
        ..Trainer::default()
    };
    let mut fitted = model.clone();
    let estimator = Pseudolikelihood::default();
    let fit = trainer
        .on(&estimator, &few)
        .validate_on(Pseudolikelihood::default(), &held_out)
        .fit(&mut fitted)
        .unwrap();
    assert_eq!(fit.stop, Stop::EarlyStopping, "{fit}");
    let best = fit.validation.iter().copied().fold(f64::INFINITY, f64::min);
    let kept = fit.restored.unwrap();
    assert_eq!(fit.validation[kept], best);
    assert_eq!(fit.validation.len(), kept + 1 + 15, "it waits for 15 checks");
    let again = -ebm_runtime::log_pseudolikelihood(&fitted, &held_out).unwrap();
    // one sum in two orders
    assert!((again - best).abs() < 1e-12, "{again} and {best}");
    let text = fit.to_string();
    assert!(
        text.contains(&format!("restored   the parameters of step {}, the best", 10 * (kept + 1))),
        "{text}"
    );
}

#[test]
fn a_run_of_chains_has_to_be_told_what_is_better() {
    let (mut model, data) = truth();
    let trainer = Trainer { patience: 2, epochs: 30, least_steps: 0, ..Trainer::default() };
    let estimator = StochasticMaximumLikelihood::default();
    assert!(matches!(trainer.fit(&mut model, &estimator, &data), Err(FitError::NothingToJudge)));
    let mut calls = 0.0;
    let worse = |_: &Boltzmann<f64>| {
        calls += 1.0;
        calls
    };
    let fit = trainer.on(&estimator, &data).validate(worse).fit(&mut model).unwrap();
    assert_eq!((fit.stop, fit.validation), (Stop::EarlyStopping, vec![1.0, 2.0, 3.0]));
}

#[test]
fn any_number_is_better_than_a_validation_that_is_none() {
    let (mut model, data) = truth();
    let trainer = Trainer {
        check: 5,
        patience: 2,
        epochs: 1,
        least_steps: 25,
        decay: Decay::Constant,
        ..Trainer::default()
    };
    let mut values = [f64::NAN, 4.0, f64::NAN, 3.0, 5.0].into_iter();
    let estimator = Pseudolikelihood::default();
    let fit = trainer.on(&estimator, &data).validate(|_| values.next().unwrap()).fit(&mut model).unwrap();
    assert_eq!((fit.restored, fit.validation.len()), (Some(3), 5), "{fit}");
    let never = trainer.on(&estimator, &data).validate(|_| f64::NAN).fit(&mut model).unwrap();
    assert_eq!((never.stop, never.validation.len()), (Stop::EarlyStopping, 3), "{never}");
}

#[test]
fn callbacks_see_every_check_and_may_stop_the_run() {
    let (mut model, data) = truth();
    let trainer = Trainer { check: 7, least_steps: 100, epochs: 1, ..Trainer::default() };
    let mut seen = Vec::new();
    let estimator = Pseudolikelihood::default();
    let fit = trainer
        .on(&estimator, &data)
        .watch(|check| {
            seen.push((check.step, check.objective, check.parameters.to_vec()));
            if check.step >= 21 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .fit(&mut model)
        .unwrap();
    assert_eq!(seen.iter().map(|seen| seen.0).collect::<Vec<_>>(), [7, 14, 21]);
    assert_eq!((fit.stop, fit.iterations), (Stop::Cancelled, 21));
    assert_eq!(fit.objective, seen.iter().map(|seen| seen.1).collect::<Vec<_>>());
    assert_eq!(seen[2].2, model.theta());
}

#[test]
fn a_run_that_diverges_is_an_error_that_keeps_the_last_good_state() {
    let (mut model, data) = truth();
    let wild = Trainer { rate: 1e5, limit: 1e3, ..Trainer::default() };
    let error = wild.fit(&mut model, &Pseudolikelihood::default(), &data).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("the run diverged in epoch 0, step 0 (from 0) at `b["), "{text}");
    let FitError::Diverged { theta, last, .. } = error else { panic!("{text}") };
    assert_eq!(theta, model.theta());
    assert!(theta.iter().all(|value| value.abs() <= 1e3));
    assert_eq!(last.iterations, 0);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let refuse = |trainer: Trainer| {
        let (mut model, data) = truth();
        trainer.fit(&mut model, &Pseudolikelihood::default(), &data).unwrap_err().to_string()
    };
    let default = Trainer::default;
    let text = refuse(Trainer { descent: Descent::Momentum { momentum: 1.0 }, ..default() });
    assert_eq!(text, "`descent.momentum` of `Trainer` is 1, expected a number from 0 to below 1");
    let text = refuse(Trainer { decay: Decay::Inverse { half: 0.0 }, ..default() });
    assert_eq!(text, "`decay.half` of `Trainer` is 0, expected a finite number above 0");
    let text = refuse(Trainer { l1: Penalty::on("couplings", 1.0), ..default() });
    assert_eq!(text, "the model has no parameter `couplings` to penalise; it has `b`, `w`");
    let text = refuse(Trainer { l2: Penalty::of(1.0).and("w", -1.0), ..default() });
    assert_eq!(text, "`w` of `l2` is -1, expected a finite number ≥ 0");
}

/// The conditions of optimality of Σ a |w| + Σ (A/2) b² on top of the objective, by central differences.
fn assert_optimal(model: &Boltzmann<f64>, data: &Examples, on_w: f64, on_b: f64, tolerance: f64) {
    let coordinates = ebm_runtime::Coordinates::new(model.layout());
    let phi = coordinates.to_free(model.theta());
    let value = |a: usize, by: f64| {
        let (mut moved, mut theta, mut phi) = (model.clone(), model.theta().to_vec(), phi.clone());
        phi[a] += by;
        coordinates.to_public(&phi, &mut theta);
        moved.set_theta(&theta);
        -ebm_runtime::log_pseudolikelihood(&moved, data).unwrap()
    };
    for (a, &free) in phi.iter().enumerate() {
        let slope = (value(a, 1e-5) - value(a, -1e-5)) / 2e-5;
        let name = coordinates.name(a);
        let off = match (name.starts_with('b'), free == 0.0) {
            (true, _) => (slope + on_b * free).abs(),
            (false, true) => (slope.abs() - on_w).max(0.0),
            (false, false) => (slope + on_w * free.signum()).abs(),
        };
        assert!(off < tolerance, "{name} = {}: slope {slope}, off by {off}", free);
    }
}

#[test]
fn l1_and_l2_by_block_meet_the_conditions_of_optimality() {
    let (mut by_trainer, data) = truth();
    let mut by_fista = by_trainer.clone();
    let (l1, l2) = (Penalty::on("w", 0.05), Penalty::on("b", 0.1));
    let trainer =
        Trainer { rate: 0.5, least_steps: 4000, l1: l1.clone(), l2: l2.clone(), ..Trainer::default() };
    trainer.fit(&mut by_trainer, &Pseudolikelihood::default(), &data).unwrap();
    let fit =
        fit_penalised(&mut by_fista, Pseudolikelihood::default(), &data, Lbfgs::default(), &l1, &l2).unwrap();
    assert!(fit.converged(), "{fit}");
    // a subgradient within the tolerance of 1e-6, and differences good to 1e-9
    assert_optimal(&by_fista, &data, 0.05, 0.1, 2e-6);
    assert_optimal(&by_trainer, &data, 0.05, 0.1, 1e-5);
    let zeros = |model: &Boltzmann<f64>| -> Vec<usize> {
        (4..model.theta().len()).filter(|&a| model.theta()[a] == 0.0).collect()
    };
    assert_eq!(zeros(&by_trainer), zeros(&by_fista));
    let text = fit.to_string();
    assert!(text.contains("l1 0, w: 0.05, l2 by block 0, b: 0.1, FISTA in f64 where l1 bends"), "{text}");
}

#[test]
fn strong_l1_leaves_nothing_and_names_are_checked_by_every_optimiser() {
    let (mut model, data) = truth();
    let none = Penalty::default();
    fit_penalised(&mut model, Pseudolikelihood::default(), &data, Lbfgs::default(), &Penalty::of(9.0), &none)
        .unwrap();
    assert!(model.theta().iter().all(|&value| value == 0.0));
    let unknown = Penalty::on("x", 1.0);
    let refused =
        fit_penalised(&mut model, Pseudolikelihood::default(), &data, Lbfgs::default(), &none, &unknown);
    let text = refused.unwrap_err().to_string();
    assert_eq!(text, "the model has no parameter `x` to penalise; it has `b`, `w`");
}

#[test]
fn l2_by_block_equals_l2_of_the_estimator_where_it_is_on_all_blocks() {
    let (mut one, data) = truth();
    let mut two = one.clone();
    let (none, strength) = (Penalty::default(), Penalty::of(0.2));
    fit_using(&mut one, Pseudolikelihood { l2: 0.2 }, &data, Lbfgs::default()).unwrap();
    fit_penalised(&mut two, Pseudolikelihood::default(), &data, Lbfgs::default(), &none, &strength).unwrap();
    assert_eq!(one.theta(), two.theta());
}
