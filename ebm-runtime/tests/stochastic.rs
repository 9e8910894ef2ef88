//! Estimators that run Markov chains, against the truth that their data were made from.

mod made;
mod reference;

use ebm_runtime::data::Examples;
use ebm_runtime::{
    ContrastiveDivergence, Decay, Descent, MaximumLikelihood, Model, StochasticMaximumLikelihood, Trainer,
    fit_with,
};
use made::population;
use reference::{Boltzmann, at_random};

/// The mean negative log-likelihood of data under a model, less the smallest that is possible.
fn excess(model: &Boltzmann<f64>, data: &Examples) -> f64 {
    let at = |model: &Boltzmann<f64>| {
        let log_z = ebm_runtime::log_z(model, ebm_runtime::Exact::default()).unwrap();
        -ebm_runtime::log_likelihood(model, data, &log_z).unwrap().mean
    };
    let mut best = model.clone();
    fit_with(&mut best, MaximumLikelihood::default(), data).unwrap();
    at(model) - at(&best)
}

fn truth() -> (Boltzmann<f64>, Examples) {
    let truth = at_random(Boltzmann::<f64>::new(5), 1.2, 8);
    let data = population(&truth);
    (Boltzmann::new(5), data)
}

fn trainer() -> Trainer {
    Trainer { rate: 0.2, least_steps: 1500, ..Trainer::default() }
}

#[test]
fn persistent_chains_come_to_the_maximum_likelihood() {
    let (mut model, data) = truth();
    let estimator = StochasticMaximumLikelihood { batch: 32, seed: 3, ..Default::default() };
    let fit = trainer().fit(&mut model, &estimator, &data).unwrap();
    // 128 chains leave gradients with an error of 1/√128 a step, averaged over some hundred steps at the end
    let excess = excess(&model, &data);
    assert!(excess < 1e-3, "{excess} {fit}");
}

#[test]
fn more_steps_of_contrastive_divergence_have_less_bias() {
    let after = |steps: usize| {
        let (mut model, data) = truth();
        trainer().fit(&mut model, &ContrastiveDivergence::with_steps(steps), &data).unwrap();
        excess(&model, &data)
    };
    let ten = after(10);
    // the 32 chains weigh as their examples do: as noisy as some ten persistent ones
    assert!(ten < 4e-3, "{ten}");
    // one step stays further away, but is no nonsense
    let one = after(1);
    assert!(one < 0.1, "{one}");
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (mut model, data) = truth();
            let trainer = Trainer {
                epochs: 3,
                least_steps: 0,
                descent: Descent::Adam,
                decay: Decay::Cosine,
                ..Trainer::default()
            };
            let fit = trainer.fit(&mut model, &StochasticMaximumLikelihood::default(), &data).unwrap();
            (model.theta().to_vec(), fit.objective)
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_run_that_diverges_keeps_its_last_good_parameters() {
    let (mut model, data) = truth();
    let wild = Trainer { rate: 1e5, limit: 1e3, epochs: 10, ..Trainer::default() };
    let error = wild.fit(&mut model, &ContrastiveDivergence::default(), &data).unwrap_err();
    assert!(model.theta().iter().all(|value| value.abs() <= 1e3));
    let text = error.to_string();
    assert!(text.contains("the run diverged in epoch 0, step 0 (from 0) at `b["), "{text}");
}

#[test]
fn fit_with_follows_gradients_where_there_is_no_line_search() {
    let (mut model, data) = truth();
    let fit = fit_with(&mut model, StochasticMaximumLikelihood::default(), &data).unwrap();
    let text = fit.to_string();
    // every default is printed, the seed too
    for part in
        ["Trainer { descent: Momentum { momentum: 0.5 }, rate: 0.05, decay: Linear", "seed: 0", "chains: 128"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}
