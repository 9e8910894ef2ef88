//! Energies of our own beside the gallery, each compiled and checked the same way: the function over all states, central
//! differences, laws by quadrature, latent sites summed out one by one.
#![allow(dead_code, unreachable_pub, reason = "written as users write them; checks that other tests need")]

#[path = "models/check.rs"]
mod check;
#[path = "models/own.rs"]
mod own;
#[path = "models/quadrature.rs"]
mod quadrature;
#[path = "models/slopes.rs"]
mod slopes;

use check::{BETA, Pair, Random, close};
use ebm::__private::{MinimumProbabilityFlowObjective, PseudolikelihoodObjective, RatioMatchingObjective};
use ebm::prelude::*;
use ebm::runtime::{Local, ParamGradient};
use own::*;

type Function<'a> = &'a dyn Fn(&[f64], &[f64]) -> f64;

fn codes(x: &[f64]) -> Array1<usize> {
    Array1::from_iter(x.iter().map(|&code| code as usize))
}

fn square(n: usize, flat: &[f64]) -> ArrayView2<'_, f64> {
    ArrayView2::from_shape((n, n), flat).unwrap()
}

/// What every model of discrete sites has, at parameters up to this size.
fn discrete<M>(model: &M, function: Function, size: f64)
where
    M: Local + ParamGradient + PseudolikelihoodObjective + MinimumProbabilityFlowObjective,
{
    let pair = Pair { model, function };
    let mut random = Random(21);
    let theta: Vec<f64> = pair.theta(&mut random).iter().map(|value| size * value).collect();
    let states = pair.states(&mut random, 32);
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    pair.pseudolikelihood(&theta, &states[..4]);
    pair.minimum_probability_flow(&theta, &states[..4]);
}

fn ratio_matching<M: RatioMatchingObjective + Local>(model: &M, function: Function) {
    let pair = Pair { model, function };
    let mut random = Random(22);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 4));
    pair.ratio_matching(&theta, &states);
}

/// log Z by enumeration against the sum over all states that the user's function gives.
fn log_z<M: Local>(model: &M, function: Function) {
    let layout = model.layout();
    let mut states = vec![Vec::new()];
    for domain in layout.domains() {
        let values = domain.values().unwrap();
        let grown = |x: Vec<f64>| {
            let longer = |&u: &f64| x.iter().copied().chain([u]).collect::<Vec<f64>>();
            values.iter().map(longer).collect::<Vec<_>>()
        };
        states = states.into_iter().flat_map(grown).collect();
    }
    let theta = Pair { model, function }.theta(&mut Random(23));
    let sum: f64 = states.iter().map(|x| (-function(x, &theta)).exp()).sum();
    let found = ebm::runtime::exact::States::new(model, 20).unwrap().log_z(&theta).unwrap();
    close(found, sum.ln(), 1e-12, "log Z");
}

/// On tori that meet themselves, too.
#[test]
fn rotors_on_a_lattice() {
    for shape in [[2, 3], [1, 2]] {
        let model = Rotors::new(RotorsShape { x: shape }).unwrap();
        let function =
            |x: &[f64], theta: &[f64]| rotors(ArrayView2::from_shape(shape, x).unwrap(), theta[0], theta[1]);
        let pair = Pair { model: &model, function: &function };
        let mut random = Random(24);
        let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 20));
        pair.energy(&theta, &states);
        pair.continuous(&theta, &states);
        pair.laplacian(&theta, &states[..4]);
        pair.param_gradient(&theta, &states[..4]);
        pair.score_matching(&theta, &states[..4]);
        pair.pseudolikelihood_by_quadrature(&theta, &states[..4]);
    }
}

/// A triple twice, one with a repeated site, one with a site three times.
#[test]
fn spins_in_threes() {
    let n = 5;
    let triples = vec![(0, 1, 2), (4, 2, 0), (0, 1, 2), (3, 3, 1), (2, 2, 2), (1, 3, 4)];
    let fixed = HypergraphFixed { triples: triples.clone() };
    let model = Hypergraph::new(HypergraphShape { x: [n] }, fixed).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (h, j) = theta.split_at(n);
        hypergraph(x.into(), &triples, h.into(), j.into())
    };
    discrete(&model, &function, 1.0);
    ratio_matching(&model, &function);
    log_z(&model, &function);
}

#[test]
fn potentials_of_the_total() {
    let n = 4;
    let model = KPairwise::new(KPairwiseShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (h, theta) = theta.split_at(n);
        let (j, potential) = theta.split_at(n * n);
        k_pairwise(x.into(), h.into(), square(n, j), potential.into())
    };
    discrete(&model, &function, 1.0);
    ratio_matching(&model, &function);
    log_z(&model, &function);

    let n = 3;
    let model = SpikeCounts::new(SpikeCountsShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (rate, potential) = theta.split_at(n);
        spike_counts(codes(x).view(), rate.into(), potential.into())
    };
    discrete(&model, &function, 1.0);
    log_z(&model, &function);
}

/// Two layers of latent sites that meet: only the joint density has an energy.
#[test]
fn two_latent_layers() {
    let (n, first, second) = (3, 2, 2);
    let shape = DeepBoltzmannShape { v: [n], first, second };
    let model = DeepBoltzmann::new(shape).unwrap().joint();
    let function = |x: &[f64], theta: &[f64]| {
        let (v, h) = x.split_at(n);
        let (h, k) = h.split_at(first);
        let (b, theta) = theta.split_at(n);
        let (c, theta) = theta.split_at(first);
        let (d, theta) = theta.split_at(second);
        let (w, u) = theta.split_at(n * first);
        let w = ArrayView2::from_shape((n, first), w).unwrap();
        let u = ArrayView2::from_shape((first, second), u).unwrap();
        deep_boltzmann(v.into(), h.into(), k.into(), b.into(), c.into(), d.into(), w, u)
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(25);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    log_z(&model, &function);
}

#[test]
fn spins_with_a_third_value() {
    for shape in [[2, 3], [1, 2], [2, 2]] {
        let model = BlumeCapel::new(BlumeCapelShape { x: shape }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let x = codes(x).into_shape_with_order(shape).unwrap();
            blume_capel(x.view(), theta[0], theta[1])
        };
        discrete(&model, &function, 1.0);
        ratio_matching(&model, &function);
        log_z(&model, &function);
    }
}

#[test]
fn positive_values() {
    let n = 3;
    let model = Truncated::new(TruncatedShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (eta, theta) = theta.split_at(n);
        let (interaction, precision) = theta.split_at(n * n);
        truncated(x.into(), eta.into(), square(n, interaction), precision.into())
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(26);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 20));
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    pair.generalised_score_matching(&theta, &states[..4]);
    pair.pseudolikelihood_by_quadrature(&theta, &states[..4]);
}

#[test]
fn proportions_of_a_whole() {
    let n = 3;
    let model = Proportions::new(ProportionsShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (alpha, theta) = theta.split_at(n);
        let (beta, j) = theta.split_at(n);
        proportions(x.into(), alpha.into(), beta.into(), square(n, j))
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(27);
    // weak interactions: α − 1 + Σ j ln x stays above −1, where the beta law ends
    let mut theta = pair.theta(&mut random);
    theta[2 * n..].iter_mut().for_each(|j| *j *= 0.1);
    let states = pair.states(&mut random, 20);
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    pair.generalised_score_matching(&theta, &states[..4]);
    pair.pseudolikelihood_by_quadrature(&theta, &states[..4]);
}

#[test]
fn counts_with_poisson_conditionals() {
    let n = 3;
    let model = Poisson::new(PoissonShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (rate, j) = theta.split_at(n);
        poisson(codes(x).view(), rate.into(), square(n, j))
    };
    // flows of eˢ for differences of 2s: couplings of counts up to 4 are kept small, or central differences are not enough
    discrete(&model, &function, 0.2);
    log_z(&model, &function);
}

#[test]
fn mixtures_of_gaussians() {
    let (n, count) = (2, 3);
    let own = Mixture::new(MixtureShape { x: [n], logits: count }).unwrap();
    let energy = |x: &[f64], z: &[f64], theta: &[f64]| {
        let (logits, theta) = theta.split_at(count);
        let (mu, precision) = theta.split_at(count);
        mixture(x.into(), codes(z).view(), logits.into(), mu.into(), precision.into())
    };
    let joint = own.joint();
    let function = |x: &[f64], theta: &[f64]| energy(&x[..n], &x[n..], theta);
    let pair = Pair { model: &joint, function: &function };
    let mut random = Random(28);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 20));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);

    let free = |beta: f64| {
        move |x: &[f64], theta: &[f64]| {
            let labels = (0..count).flat_map(|a| (0..count).map(move |b| [a as f64, b as f64]));
            let sum: f64 = labels.map(|z| (-beta * energy(x, &z, theta)).exp()).sum();
            -sum.ln() / beta
        }
    };
    let marginal = free(BETA);
    let pair = Pair { model: &own, function: &marginal };
    let states = pair.states(&mut random, 20);
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    let at_one = free(1.0);
    let pair = Pair { model: &own, function: &at_one };
    pair.score_matching(&theta, &states[..4]);
}

#[test]
fn labels_beside_numbers() {
    let (labels, numbers, most) = (2, 2, 3);
    let levels = vec![2, 3];
    let shape = MixedShape { z: [labels], y: [numbers], most };
    let model = Mixed::new(shape, MixedFixed { levels: levels.clone() }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (z, y) = x.split_at(labels);
        let (score, theta) = theta.split_at(labels * most);
        let (shift, precision) = theta.split_at(numbers * labels * most);
        let score = ArrayView2::from_shape((labels, most), score).unwrap();
        let shift = ArrayView3::from_shape((numbers, labels, most), shift).unwrap();
        mixed(codes(z).view(), y.into(), &levels, score, shift, precision.into())
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(29);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    pair.pseudolikelihood_by_quadrature(&theta, &states[..4]);
}

#[test]
fn a_chain_of_labels_given_numbers() {
    let (n, q) = (4, 3);
    let shape = TaggerShape { label: [n], height: [n], width: [n], bias: q };
    let model = Tagger::new(shape).unwrap();
    let function = |row: &[f64], theta: &[f64]| {
        let (label, given) = row.split_at(n);
        let (height, width) = (&given[..n], &given[n..2 * n]);
        let (bias, by_height) = (&theta[..q], &theta[q..2 * q]);
        let (by_width, transition) = (&theta[2 * q..3 * q], square(q, &theta[3 * q..]));
        tagger(
            codes(label).view(),
            height.into(),
            width.into(),
            given[2 * n],
            bias.into(),
            by_height.into(),
            by_width.into(),
            transition,
        )
    };
    discrete(&model, &function, 1.0);
    ratio_matching(&model, &function);
}

#[test]
fn derivations() {
    insta::assert_snapshot!("rotors", Rotors::derivation());
    insta::assert_snapshot!("k_pairwise", KPairwise::derivation());
    insta::assert_snapshot!("proportions", Proportions::derivation());
}
