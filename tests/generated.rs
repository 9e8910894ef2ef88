//! Generated code against the functions it was generated from: energy, differences, score, gradients.

#[path = "models/check.rs"]
mod check;
mod models;

use check::{Pair, Random};
use ebm::__private::{
    Local, MinimumProbabilityFlowObjective, ParamGradient, PseudolikelihoodObjective, RatioMatchingObjective,
};
use ebm::prelude::*;
use models::{double, single};

#[test]
fn ising() {
    let n = 5;
    let model = double::Ising::new(double::IsingShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (h, j) = theta.split_at(n);
        double::ising(x.into(), h.into(), ArrayView2::from_shape((n, n), j).unwrap())
    };
    discrete(&model, &function);
}

#[test]
fn boltzmann() {
    let n = 4;
    let model = double::Boltzmann::new(double::BoltzmannShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (b, w) = theta.split_at(n);
        double::boltzmann(x.into(), b.into(), ArrayView2::from_shape((n, n), w).unwrap())
    };
    discrete(&model, &function);
}

/// Tori of one row or column meet themselves, those of two meet their neighbours twice.
#[test]
fn lattice() {
    for shape in [[3, 4], [1, 4], [2, 2], [2, 1], [1, 1]] {
        let model = double::Lattice::new(double::LatticeShape { x: shape }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            double::lattice(ArrayView2::from_shape(shape, x).unwrap(), theta[0], theta[1])
        };
        discrete(&model, &function);
    }
}

/// A self-loop, a double edge in both directions, a vertex without edges.
#[test]
fn graph() {
    let n = 5;
    for edges in [vec![(0, 1), (2, 2), (1, 0), (0, 1), (3, 1)], Vec::new()] {
        let fixed = double::GraphFixed { edges: edges.clone() };
        let model = double::Graph::new(double::GraphShape { x: [n] }, fixed).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (h, j) = theta.split_at(n);
            double::graph(x.into(), &edges, h.into(), j.into())
        };
        discrete(&model, &function);
    }
}

#[test]
fn gaussian() {
    let n = 4;
    let model = double::Gaussian::new(double::GaussianShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (eta, precision) = theta.split_at(n);
        double::gaussian(x.into(), eta.into(), ArrayView2::from_shape((n, n), precision).unwrap())
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(4);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
}

fn mixed_fixed() -> double::MixedFixed {
    double::MixedFixed {
        scale: 0.8,
        group: array![1, 0, 1],
        distance: Array2::from_shape_fn((3, 3), |(k, l)| 0.1 * (1 + k + 2 * l) as f64),
        hops: 3,
    }
}

#[test]
fn mixed() {
    let (shape, groups) = ([2, 3], 2);
    let fixed = mixed_fixed();
    let model =
        double::Mixed::new(double::MixedShape { v: shape, y: [3], a: groups }, fixed.clone()).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let ((v, y), (a, w)) = (x.split_at(6), theta.split_at(groups));
        let v = ArrayView2::from_shape(shape, v).unwrap();
        let w = ArrayView3::from_shape((groups, shape[0], shape[1]), w).unwrap();
        let (group, distance) = (fixed.group.view(), fixed.distance.view());
        double::mixed(v, y.into(), fixed.scale, group, distance, fixed.hops, a.into(), w)
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(5);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.continuous(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
}

/// All that a model with discrete sites only has.
fn discrete<M>(model: &M, function: &dyn Fn(&[f64], &[f64]) -> f64)
where
    M: PseudolikelihoodObjective
        + RatioMatchingObjective
        + MinimumProbabilityFlowObjective
        + Local
        + ParamGradient,
{
    let pair = Pair { model, function };
    let mut random = Random(3);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    pair.pseudolikelihood(&theta, &states[..4]);
    pair.ratio_matching(&theta, &states[..4]);
    pair.minimum_probability_flow(&theta, &states[..4]);
}

/// The same text in the other float type, through the methods that users call.
#[test]
fn single_precision() {
    let n = 4;
    let model = single::Ising::new(single::IsingShape { x: [n] }).unwrap();
    let h = Array1::from_shape_fn(n, |i| 0.3 * i as f32 - 0.4);
    let j = Array2::from_shape_fn((n, n), |(i, k)| 0.1 * (i * k) as f32 - 0.2);
    let model = model.with_params(&single::IsingParams { h: h.clone(), j: j.clone() }).unwrap();
    let x = array![1.0, -1.0, -1.0, 1.0_f32];
    let energy = single::ising(x.view(), h.view(), j.view());
    // a dozen roundings of numbers of order 1 in f32
    assert!((model.energy(&x).unwrap() - energy).abs() < 1e-5);
    for site in 0..n {
        let mut other = x.clone();
        other[site] = -other[site];
        let change = f64::from(single::ising(other.view(), h.view(), j.view()) - energy);
        let law = model.conditional(&x, site).unwrap();
        let of_other = law.probabilities[usize::from(other[site] > 0.0)];
        assert!((of_other - 1.0 / (1.0 + change.exp())).abs() < 1e-5);
    }
}
