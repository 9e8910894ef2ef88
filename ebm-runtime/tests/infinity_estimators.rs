//! Optima at infinity by estimator: each tells the directions of its own objective, and only those.

mod made;
mod reference;

use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::data::Examples;
use ebm_runtime::estimator::{Deterministic, Estimator, fit_using};
use ebm_runtime::infinity::{Infinity, Objective};
use ebm_runtime::optimise::Lbfgs;
use ebm_runtime::{
    ContrastiveDivergence, Energy, Fit, MaximumLikelihood, MinimumProbabilityFlow, Model, NoiseContrastive,
    NoiseKind, Pseudolikelihood, RatioMatching, StochasticMaximumLikelihood, Trainer, Workspace, fit_with,
};
use made::hidden::{Hidden, LATENT, SEEN};
use made::{HardCore, examples, population};
use ndarray::Array2;
use reference::{Ising, Lattice, along, at_random, falls, noise};

/// Some states as examples.
fn rows<M: Model>(model: &M, states: &[Vec<f64>]) -> Examples {
    examples(model, &Array2::from_shape_fn((states.len(), states[0].len()), |(row, s)| states[row][s]))
}

/// All states of `model` but those that `drop` holds for.
fn without<M: Model>(model: &M, drop: impl Fn(&[f64]) -> bool) -> Examples {
    let states: Vec<_> = reference::check::states(model.layout()).into_iter().filter(|x| !drop(x)).collect();
    rows(model, &states)
}

fn told(fit: &Fit) -> Vec<String> {
    fit.at_infinity().map(ToString::to_string).collect()
}

fn short() -> Trainer {
    Trainer { epochs: 1, least_steps: 20, rate: 0.01, progress: false, ..Trainer::default() }
}

/// Uniform noise that has every state of a few sites many times.
fn much() -> NoiseContrastive {
    NoiseContrastive { noise: NoiseKind::Uniform, ratio: 100.0, ..NoiseContrastive::default() }
}

#[test]
fn a_pair_that_is_never_up_together_is_told_by_every_estimator() {
    let model = Ising::<f64>::new(4);
    let data = without(&model, |x| x[1] == 1.0 && x[3] == 1.0);
    let want = "h[1] → −∞, h[3] → −∞, j[3, 1] → −∞ together: x[3] and x[1] are never 1 together in the data";
    let by = |estimate: &dyn Fn(&mut Ising<f64>) -> Fit| {
        let fit = estimate(&mut model.clone());
        assert_eq!(told(&fit), [want], "{fit}");
        assert_eq!(fit.examined, "single sites, pairs, triples", "{fit}");
        assert!(fit.to_string().contains("the optimum lies at infinity"), "{fit}");
    };
    by(&|model| fit_with(model, MaximumLikelihood::default(), &data).unwrap());
    by(&|model| fit_with(model, Pseudolikelihood::default(), &data).unwrap());
    by(&|model| fit_with(model, RatioMatching::default(), &data).unwrap());
    by(&|model| fit_with(model, MinimumProbabilityFlow::default(), &data).unwrap());
    by(&|model| fit_with(model, much(), &data).unwrap());
    by(&|model| short().fit(model, &StochasticMaximumLikelihood::default(), &data).unwrap());
    by(&|model| short().fit(model, &ContrastiveDivergence::default(), &data).unwrap());
    by(&|model| short().fit(model, &Pseudolikelihood::default(), &data).unwrap());
}

#[test]
fn a_penalty_makes_it_finite_for_every_estimator_and_full_support_is() {
    let model = Ising::<f64>::new(4);
    let quiet = |data: &Examples, l2: f64| {
        let silent = |estimate: &dyn Fn(&mut Ising<f64>) -> Fit| {
            let fit = estimate(&mut model.clone());
            assert_eq!(told(&fit), [""; 0], "{fit}");
            assert_eq!(fit.examined.is_empty(), l2 > 0.0, "{fit}");
        };
        let (sml, cd) = (StochasticMaximumLikelihood::default(), ContrastiveDivergence::default());
        silent(&|model| fit_with(model, RatioMatching::default().with_l2(l2), data).unwrap());
        silent(&|model| fit_with(model, MinimumProbabilityFlow::default().with_l2(l2), data).unwrap());
        silent(&|model| fit_with(model, much().with_l2(l2), data).unwrap());
        silent(&|model| {
            short().fit(model, &StochasticMaximumLikelihood { l2, ..sml.clone() }, data).unwrap()
        });
        silent(&|model| short().fit(model, &ContrastiveDivergence { l2, ..cd.clone() }, data).unwrap());
    };
    quiet(&without(&model, |x| x[1] == 1.0 && x[3] == 1.0), 1e-3);
    quiet(&population(&at_random(model.clone(), 2.0, 1)), 0.0);
}

/// How far apart the parameters at two tolerances are. With a minimum that is the first tolerance over the smallest
/// curvature; without one, a share of the logarithm of their ratio, 14.
fn apart<E: Estimator<Ising<f64>, Mode = Deterministic> + Copy>(estimator: E, data: &Examples) -> f64 {
    let at = |tolerance: f64| {
        let mut model = Ising::<f64>::new(3);
        let fit = fit_using(&mut model, estimator, data, Lbfgs { tolerance, ..Lbfgs::default() }).unwrap();
        assert!(fit.converged(), "{fit}");
        model.theta().to_vec()
    };
    at(1e-4).iter().zip(at(1e-10)).fold(0.0_f64, |top, (a, b)| top.max((a - b).abs()))
}

/// Every set of states of three spins: what is told of probability flow is the truth, and all of it; that of ratio matching is, too, as
/// long as all states weigh the same.
#[test]
fn three_spins_are_told_exactly() {
    let model = Ising::<f64>::new(3);
    let states = reference::check::states(model.layout());
    let (flow, ratios) = (MinimumProbabilityFlow::default(), RatioMatching::default());
    let mut beyond = Vec::new();
    for subset in 1..256_u32 {
        let chosen: Vec<_> = (0..8).filter(|k| subset >> k & 1 == 1).map(|k| states[k].clone()).collect();
        let data = rows(&model, &chosen);
        let directions = Infinity::find(&model, &data, Objective::Neighbours).directions;
        for direction in &directions {
            falls(&Ising::<f64>::new(data.site_count()), &flow, &data, direction, 8.0);
            falls(&Ising::<f64>::new(data.site_count()), &ratios, &data, direction, 8.0);
        }
        let of_flow = apart(flow, &data);
        assert!(!(0.01..0.5).contains(&of_flow), "no clear case: {of_flow}");
        assert_eq!(of_flow > 0.1, !directions.is_empty(), "{subset:b} {directions:?}");
        if apart(ratios, &data) > 0.1 && directions.is_empty() {
            beyond.push(subset);
        }
    }
    assert_eq!(beyond, [0; 0]);
}

#[test]
fn ratio_matching_may_run_away_where_nothing_is_told() {
    // one spin is the product of two others; the last state speaks against every direction, and is too light for the bounded loss
    let model = Ising::<f64>::new(3);
    let states =
        [[-1.0, -1.0, -1.0], [1.0, -1.0, 1.0], [-1.0, 1.0, 1.0], [1.0, 1.0, -1.0]].map(|x| x.to_vec());
    let data = rows(&model, &states).with_weights(vec![1.0, 1.0, 1.0, 0.2]).unwrap();
    assert!(Infinity::find(&model, &data, Objective::Neighbours).directions.is_empty());
    assert!(apart(MinimumProbabilityFlow::default(), &data) < 0.01);
    assert!(apart(Pseudolikelihood::default(), &data) < 0.01);
    assert!(apart(RatioMatching::default(), &data) > 1.0);
}

/// q of every state of three spins for the directions with entries −2 … 2 in h₀, h₁, h₂, j₁₀, j₂₀, j₂₁: any separation of states
/// by sums of such products has one of them.
fn grid(states: &[Vec<f64>]) -> Vec<[f64; 8]> {
    let q = |d: [f64; 6], x: &[f64]| {
        -(d[0] * x[0] + d[1] * x[1] + d[2] * x[2])
            - (d[3] * x[1] * x[0] + d[4] * x[2] * x[0] + d[5] * x[2] * x[1])
    };
    let entry = |code: u32, k: u32| f64::from(code / 5_u32.pow(k) % 5) - 2.0;
    let direction = |code: u32| std::array::from_fn(|k| entry(code, k as u32));
    (0..5_u32.pow(6)).map(|code| std::array::from_fn(|u| q(direction(code), &states[u]))).collect()
}

/// Sets of states as examples and as noise: a direction is told where trying all directions finds one, and only there.
#[test]
fn examples_and_noise_of_three_spins_are_told_exactly() {
    let model = Ising::<f64>::new(3);
    let states = reference::check::states(model.layout());
    let levels = grid(&states);
    let (mut separable, mut mixed) = (0, 0);
    for pair in 0..400_u64 {
        let bits = |k: u64| ((noise(pair, k) + 1.0) * 128.0) as u32 % 255 + 1;
        // most states, so that separations are no matter of course
        let (seen, drawn) = (bits(1) | bits(2), bits(3) | bits(4) | bits(5));
        let chosen = |set: u32| (0..8).filter(move |k| set >> k & 1 == 1);
        let of = |set: u32| chosen(set).map(|k| states[k].clone()).collect::<Vec<_>>();
        let divides = |q: &&[f64; 8]| {
            let top = chosen(seen).map(|k| q[k]).fold(f64::NEG_INFINITY, f64::max);
            let bottom = chosen(drawn).map(|k| q[k]).fold(f64::INFINITY, f64::min);
            let level = chosen(seen | drawn).all(|k| q[k] == top);
            top <= bottom && !level
        };
        let expected = levels.iter().any(|q| divides(&q));
        let found = Infinity::of_contrast(&model, &rows(&model, &of(seen)), &rows(&model, &of(drawn)));
        assert_eq!(!found.directions.is_empty(), expected, "{seen:b} {drawn:b} {found:?}");
        if expected { separable += 1 } else { mixed += 1 }
    }
    assert!(separable > 40 && mixed > 40, "{separable} {mixed}");
}

#[test]
fn little_noise_is_told_from_data_that_say_nothing() {
    let model = Ising::<f64>::new(3);
    let data = without(&model, |_| false);
    let noise = without(&model, |x| x[0] == 1.0 && x[2] == 1.0);
    let found = Infinity::of_contrast(&model, &data, &noise).directions;
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "h[0] → +∞, h[2] → +∞, j[2, 0] → +∞ together: x[2] and x[0] are never 1 together in the noise, but are in the data"
        ]
    );
    // what neither shows is flat
    assert!(Infinity::of_contrast(&model, &noise, &noise).directions.is_empty());
    // the loss falls along what a fit tells: one draw an example leaves states out
    let estimator = NoiseContrastive { ratio: 1.0, seed: 4, ..much() };
    let states = reference::check::states(model.layout());
    let data = rows(&model, &states[..5]);
    let fit = fit_with(&mut model.clone(), estimator.clone(), &data).unwrap();
    assert!(fit.at_infinity().next().is_some(), "{fit}");
    fit.at_infinity().for_each(|direction| {
        falls(&Ising::<f64>::new(data.site_count()), &estimator, &data, direction, 8.0)
    });
}

#[test]
fn shared_parameters_and_noise() {
    let model = Lattice::<f64>::new(2, 4);
    let told_of = |data: &Examples, noise: &Examples| {
        let found = Infinity::of_contrast(&model, data, noise).directions;
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let up = examples(&model, &Array2::ones((1, 8)));
    let all = without(&model, |_| false);
    let text = |parameter: &str| format!("{parameter}: no example speaks against any larger value");
    assert_eq!(told_of(&up, &all), [text("coupling → +∞"), text("field → +∞")]);
    // noise that is down everywhere says the same of the field, and nothing of the coupling
    let down = examples(&model, &Array2::from_elem((1, 8), -1.0));
    assert_eq!(told_of(&up, &down), [text("field → +∞")]);
    assert_eq!(told_of(&all, &all), [""; 0]);
}

#[test]
fn forbidden_noise_says_nothing() {
    // uniform noise has neighbours that are both 1, which the model forbids whatever its parameters
    let model = HardCore::new(5);
    let fit = fit_with(&mut model.clone(), much(), &population(&model)).unwrap();
    assert_eq!(told(&fit), [""; 0], "{fit}");
    let data = without(&model, |x| x[3] == 1.0 || x.windows(2).any(|pair| pair == [1.0, 1.0]));
    let fit = fit_with(&mut model.clone(), much(), &data).unwrap();
    assert_eq!(told(&fit), ["mu[3] → −∞: x[3] is never 1 in the data"], "{fit}");
}

#[test]
fn latent_variables_that_are_sampled_leave_what_acts_on_the_visible_ones_alone() {
    let mut model = Hidden::new(&[0.0; SEEN + LATENT + SEEN * LATENT + 1]);
    let data = examples(&model, &ndarray::array![[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 1.0]]);
    let want = ["b[0] → −∞: v[0] is never 1 in the data"];
    let fit = short().fit(&mut model, &StochasticMaximumLikelihood::default().clamped(), &data).unwrap();
    assert_eq!(told(&fit), want, "{fit}");
    let fit = short().fit(&mut model, &ContrastiveDivergence::default().clamped(), &data).unwrap();
    assert_eq!(told(&fit), want, "{fit}");
}

/// The distribution of three spins after a sweep of Gibbs from the examples.
fn after_a_sweep(model: &Ising<f64>, states: &[Vec<f64>], seen: u32) -> Vec<f64> {
    let theta = model.theta();
    let energy = |u: usize| model.energy(theta, &states[u], 1.0, &mut Workspace::new());
    let place = |x: &[f64]| states.iter().position(|state| state == x).unwrap();
    let mut p: Vec<f64> = (0..8).map(|u| f64::from(seen >> u & 1) / f64::from(seen.count_ones())).collect();
    for site in 0..3 {
        let mut next = vec![0.0; 8];
        for (u, p) in p.iter().enumerate() {
            let mut x = states[u].clone();
            x[site] = -x[site];
            let other = place(&x);
            let moves = 1.0 / (1.0 + (energy(other) - energy(u)).exp());
            next[other] += p * moves;
            next[u] += p * (1.0 - moves);
        }
        p = next;
    }
    p
}

/// Along what is told, contrastive divergence goes on from wherever it is: its expected gradient is negative there.
#[test]
fn contrastive_divergence_has_no_fixed_point_where_the_likelihood_has_no_maximum() {
    let states = reference::check::states(Ising::<f64>::new(3).layout());
    let coordinates = Coordinates::new(Ising::<f64>::new(3).layout());
    let mut looked = 0;
    for seen in (1..256_u32).step_by(7) {
        let chosen: Vec<_> = (0..8).filter(|k| seen >> k & 1 == 1).map(|k| states[k].clone()).collect();
        let data = rows(&Ising::<f64>::new(3), &chosen);
        for direction in Infinity::of_likelihood(&Ising::<f64>::new(3), &data).directions {
            let d = along(&coordinates, &direction);
            for seed in 0..4 {
                let model = at_random(Ising::<f64>::new(3), 2.0, seed);
                let mut moved = model.clone();
                let mut theta = model.theta().to_vec();
                let phi = coordinates.to_free(&theta);
                let phi: Vec<f64> = phi.iter().zip(&d).map(|(phi, d)| phi + d).collect();
                coordinates.to_public(&phi, &mut theta);
                moved.set_theta(&theta);
                let q = |u: usize| {
                    let energy =
                        |of: &Ising<f64>| of.energy(of.theta(), &states[u], 1.0, &mut Workspace::new());
                    energy(&moved) - energy(&model)
                };
                let after = after_a_sweep(&model, &states, seen);
                let observed = (0..8).map(|u| f64::from(seen >> u & 1) * q(u)).sum::<f64>();
                let expected: f64 = (0..8).map(|u| after[u] * q(u)).sum();
                let slope = observed / f64::from(seen.count_ones()) - expected;
                assert!(slope < -1e-9, "{direction}: {slope}");
                looked += 1;
            }
        }
    }
    assert!(looked > 40, "{looked}");
}
