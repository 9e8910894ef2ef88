//! What a fit prints: objectives by their own names and units, values with the steps that they stand at, warnings of densities and of
//! chains by every estimator that may meet them.

mod made;
mod reference;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::estimator::{Course, Warning};
use ebm_runtime::{
    ContrastiveDivergence, Domain, Estimator, Fit, Hmc, MaximumLikelihood, MinimumProbabilityFlow, Model,
    NoiseContrastive, Pseudolikelihood, RatioMatching, ScoreMatching, StochasticMaximumLikelihood, Trainer,
    fit_with,
};
use made::brute::Brute;
use made::formulas::{Field, Rbm};
use made::hidden::{Hidden, LATENT, SEEN};
use made::{examples, population};
use ndarray::array;
use reference::{Gaussian, Ising, at_random};

/// The line that begins with a word.
fn line<'a>(text: &'a str, word: &str) -> &'a str {
    text.lines().find(|line| line.trim_start().starts_with(word)).unwrap()
}

fn spins() -> (Ising<f64>, Examples) {
    (Ising::new(3), population(&at_random(Ising::<f64>::new(3), 0.6, 4)))
}

fn short() -> Trainer {
    Trainer { epochs: 1, least_steps: 10, rate: 0.01, progress: false, ..Trainer::default() }
}

#[test]
fn objectives_are_called_what_they_are() {
    fn objective<M: Model, E: Estimator<M>>(model: &M, estimator: E, data: &Examples) -> String {
        let fit = short().fit(&mut model.clone(), &estimator, data).unwrap();
        line(&fit.to_string(), "objective").to_owned()
    }
    let (model, data) = spins();
    let chains = "(mean energy of the examples less that of the chains; no likelihood), ";
    let (sml, cd) = (StochasticMaximumLikelihood::default(), ContrastiveDivergence::default());
    for (line, measure) in [
        (
            objective(&model, MaximumLikelihood::default(), &data),
            "nats an example (negative log-likelihood), ",
        ),
        (
            objective(&model, Pseudolikelihood::default(), &data),
            "nats an example (negative log-pseudolikelihood), ",
        ),
        (
            objective(&model, RatioMatching::default(), &data),
            "an example (squared errors of one-site predictions), ",
        ),
        (objective(&model, MinimumProbabilityFlow::default(), &data), "an example (probability flow), "),
        (
            objective(&model, NoiseContrastive::default(), &data),
            "an example (logistic loss of telling examples from noise), ",
        ),
        (objective(&model, sml, &data), chains),
        (objective(&model, cd, &data), chains),
    ] {
        assert!(line.contains(measure), "{line}");
        assert_eq!(line.contains("nats"), measure.contains("nats"), "{line}");
    }
    let (model, data) = normal();
    for (line, measure) in [
        (objective(&model, ScoreMatching::default(), &data), " an example (score matching), "),
        (objective(&model, ScoreMatching::sliced(), &data), " an example (sliced score matching), "),
        (objective(&model, ScoreMatching::denoising(0.5), &data), " an example (denoising score matching), "),
    ] {
        assert!(line.contains(measure), "{line}");
    }
}

#[test]
fn values_of_a_trainer_stand_at_their_steps() {
    let (mut model, data) = spins();
    let estimator = StochasticMaximumLikelihood { batch: 3, ..StochasticMaximumLikelihood::default() };
    // eight examples are three batches; the last check comes early
    let trainer = Trainer { epochs: 6, least_steps: 0, check: 4, ..short() };
    let fit = trainer.fit(&mut model, &estimator, &data).unwrap();
    assert_eq!((fit.iterations, fit.objective.len(), fit.course), (18, 5, Course::Steps(4)));
    let text = fit.to_string();
    assert!(line(&text, "objective").contains(", 18 steps, "), "{text}");
    assert!(!text.contains("evaluations"), "{text}");
    let places = |text: &str, word: &str| -> Vec<usize> {
        line(text, word).split_whitespace().filter_map(|part| part.strip_suffix(':')?.parse().ok()).collect()
    };
    assert_eq!(places(&text, "path"), [4, 8, 12, 18]);
    let held_out = data.clone();
    let fit =
        trainer.on(&estimator, &data).validate_on(Pseudolikelihood::default(), &held_out).fit(&mut model);
    assert_eq!(places(&fit.unwrap().to_string(), "validation"), [4, 8, 12, 18]);
    // an optimiser's stand at its iterations
    let fit = fit_with(&mut model, Pseudolikelihood::default(), &data).unwrap();
    assert_eq!(places(&fit.to_string(), "path").last(), Some(&fit.iterations));
}

fn normal() -> (Gaussian<f64>, Examples) {
    let mut model = Gaussian::<f64>::new(2);
    model.set_theta(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
    let data = examples(&model, &array![[0.1, 0.2], [0.3, -0.4], [-0.5, 0.1], [0.6, 0.9]]);
    (model, data)
}

/// A step that moves nothing, at parameters without a density: every estimator of real sites says so.
#[test]
fn densities_that_are_none_are_told_by_every_estimator() {
    fn told<E: Estimator<Gaussian<f64>>>(estimator: E, precision: &[f64; 4]) -> bool {
        let (mut model, data) = normal();
        model.set_theta(&[&[0.1, 0.2], &precision[..]].concat());
        let still = Trainer { rate: 1e-300, least_steps: 0, ..short() };
        let fit = still.fit(&mut model, &estimator, &data).unwrap();
        let is_improper = |warning: &Warning| matches!(warning, Warning::Improper { .. });
        let said = fit.to_string().contains("no density: the precision of the real sites");
        assert_eq!(said, fit.warnings.iter().any(is_improper), "{fit}");
        said
    }
    for (precision, expected) in [([1.0, 2.0, 2.0, 1.5], true), ([1.0, 0.2, 0.2, 1.5], false)] {
        let kernel = Hmc { step_size: 1e-3, leapfrogs: 1, ..Hmc::default() };
        let chains = StochasticMaximumLikelihood {
            kernel: kernel.clone(),
            chains: 16,
            sweeps: 1,
            warm_up: 0,
            batch: 4,
            seed: 0,
            l2: 0.0,
            fast: None,
            centring: None,
        };
        let from_data =
            ContrastiveDivergence { kernel, steps: 1, batch: 4, seed: 0, l2: 0.0, centring: None };
        assert_eq!(told(ScoreMatching::default(), &precision), expected);
        assert_eq!(told(ScoreMatching::sliced(), &precision), expected);
        assert_eq!(told(ScoreMatching::denoising(0.1), &precision), expected);
        assert_eq!(told(NoiseContrastive::default(), &precision), expected);
        assert_eq!(told(chains, &precision), expected);
        assert_eq!(told(from_data, &precision), expected);
    }
}

/// What a fit says of chains that did not move.
fn dead(fit: &Fit) -> Option<(usize, usize, usize)> {
    fit.warnings.iter().find_map(|warning| match warning {
        Warning::DeadChains { chains, of, steps } => Some((*chains, *of, *steps)),
        _ => None,
    })
}

/// Couplings that hold every state where it is: chains that begin anywhere stay there, whoever runs them.
#[test]
fn chains_that_do_not_move_are_told_by_every_estimator_that_runs_some() {
    let after = |frozen: bool, estimator: &dyn Fn(&Trainer, &mut Ising<f64>, &Examples) -> Fit| {
        let mut model = Ising::<f64>::new(3);
        let data = examples(&model, &array![[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]);
        if frozen {
            // each spin is held by the two others: it turns once in e^160
            let pair = |a: usize, b: usize| if a == b { 0.0 } else { 40.0 };
            let couplings = (0..9).map(|k| pair(k / 3, k % 3));
            model.set_theta(&[0.0; 3].into_iter().chain(couplings).collect::<Vec<f64>>());
        }
        let still = Trainer { rate: 1e-12, least_steps: 120, ..short() };
        dead(&estimator(&still, &mut model, &data))
    };
    let sml = StochasticMaximumLikelihood { chains: 20, warm_up: 10, ..Default::default() };
    let persistent =
        |trainer: &Trainer, model: &mut Ising<f64>, data: &Examples| trainer.fit(model, &sml, data).unwrap();
    let from_data = |trainer: &Trainer, model: &mut Ising<f64>, data: &Examples| {
        trainer.fit(model, &ContrastiveDivergence::default(), data).unwrap()
    };
    assert_eq!(after(true, &persistent), Some((20, 20, 100)));
    assert_eq!(after(true, &from_data), Some((2, 2, 100)));
    // free spins stay where they are once in 8^100
    assert_eq!(after(false, &persistent), None);
    assert_eq!(after(false, &from_data), None);
}

#[test]
fn chains_of_sampled_latent_variables_that_do_not_move_are_told() {
    let dead_of = |bias: f64| {
        let mut theta = [0.0; SEEN + LATENT + SEEN * LATENT + 1];
        theta[..SEEN + LATENT].fill(bias);
        let data = examples(&Hidden::new(&theta), &array![[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]);
        let still = Trainer { rate: 1e-12, least_steps: 120, ..short() };
        let sml = StochasticMaximumLikelihood { chains: 20, ..Default::default() }.clamped();
        let cd = ContrastiveDivergence::default().clamped();
        let of_sml = still.fit(&mut Hidden::new(&theta), &sml, &data).unwrap();
        (dead(&of_sml), dead(&still.fit(&mut Hidden::new(&theta), &cd, &data).unwrap()))
    };
    assert_eq!(dead_of(60.0), (Some((20, 20, 100)), Some((2, 2, 100))));
    assert_eq!(dead_of(0.0), (None, None));
}

/// Where each example has a law of its own, so have the chains.
#[test]
fn chains_of_examples_with_givens_are_told() {
    let dead_of = |strength: f64| {
        let builder =
            ExamplesBuilder::new().array("x", Domain::Spin, array![[1.0, 1.0, 1.0]].view()).unwrap();
        let builder = builder.given("g", array![[1.0, 1.0, 1.0]].view()).unwrap();
        let data = builder.given("m", array![0.0].view()).unwrap().finish().unwrap();
        let mut model = Brute::new(Field(3), &[strength, 0.0, 0.0]);
        let still = Trainer { rate: 1e-12, least_steps: 120, ..short() };
        dead(&still.fit(&mut model, &StochasticMaximumLikelihood::default(), &data).unwrap())
    };
    assert_eq!(dead_of(60.0), Some((1, 1, 100)));
    assert_eq!(dead_of(0.0), None);
}

/// The part of the warning that names what is alike.
fn alike(fit: &Fit) -> Option<&[Vec<String>]> {
    fit.warnings.iter().find_map(|warning| match warning {
        Warning::Alike { parts } => Some(&parts[..]),
        _ => None,
    })
}

#[test]
fn hidden_units_that_start_alike_are_told() {
    // as many visible units as hidden ones: axes of one length are told apart
    let machine = || Brute::new(Rbm { visible: 3, hidden: 3 }, &[0.0; 15]);
    let data = population(&at_random(machine(), 1.0, 5));
    let start = |c: [f64; 3], column: [f64; 3]| {
        let mut model = machine();
        let theta = [0.1, -0.2, 0.3].into_iter().chain(c);
        let w = (0..3).flat_map(|i| (0..3).map(move |k| column[k] * [0.4, -0.3, 0.2][i]));
        model.set_theta(&theta.chain(w).collect::<Vec<f64>>());
        model
    };
    let likelihood = |model: &mut Brute<Rbm>| fit_with(model, MaximumLikelihood::default(), &data).unwrap();
    let all = likelihood(&mut start([0.0; 3], [0.0; 3]));
    let parts = alike(&all).unwrap();
    assert_eq!(parts, [["c[0]", "w[.., 0]"], ["c[1]", "w[.., 1]"], ["c[2]", "w[.., 2]"]]);
    let said = all.to_string();
    assert!(said.contains("3 parts of the model started alike"), "{said}");
    assert!(said.contains("as `c[0]` and `w[.., 0]` with `c[1]` and `w[.., 1]`"), "{said}");
    // the first one by itself
    let two = likelihood(&mut start([0.5, 0.0, 0.0], [1.0, 0.7, 0.7]));
    assert_eq!(alike(&two).unwrap(), [["c[1]", "w[.., 1]"], ["c[2]", "w[.., 2]"]]);
    // one bias is enough to part them
    assert_eq!(alike(&likelihood(&mut start([0.0, 0.1, -0.1], [1.0; 3]))), None);
    // by a trainer, too
    let trained = short().fit(&mut start([0.0; 3], [1.0; 3]), &MaximumLikelihood::default(), &data).unwrap();
    assert_eq!(alike(&trained).unwrap().len(), 3);
}

/// Two sites that the examples never tell apart have equal parameters, too: but other states do.
#[test]
fn sites_that_are_equal_in_the_data_are_no_symmetry() {
    let mut model = Ising::<f64>::new(3);
    // the last two are equal, and have another mean than the first: the fields of these two, and no others, come out alike
    let data = examples(
        &model,
        &array![[1.0, 1.0, 1.0], [-1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, -1.0, -1.0], [-1.0, 1.0, 1.0]],
    );
    let ridge = MaximumLikelihood { l2: 0.1, ..MaximumLikelihood::default() };
    let fit = fit_with(&mut model, ridge, &data).unwrap();
    let fields = &model.theta()[..3];
    assert!((fields[1] - fields[2]).abs() < 1e-6 && (fields[0] - fields[1]).abs() > 0.01, "{fields:?}");
    assert_eq!(alike(&fit), None);
}
