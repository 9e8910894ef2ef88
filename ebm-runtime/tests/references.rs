//! The hand-written models against brute force and central differences: they are trusted elsewhere.

mod reference;

use ebm_runtime::{Local, ParamGradient, PseudolikelihoodObjective};
use reference::check::{self, PlainEnergy};
use reference::{Boltzmann, Gaussian, Graph, Ising, Lattice, at_random, energies};

/// Everything that a discrete model has.
fn check_discrete<M: Local + ParamGradient + PseudolikelihoodObjective>(model: &M, plain: impl PlainEnergy) {
    check::energy(model, &plain);
    check::flips(model, &plain);
    check::param_gradient(model, &plain);
    check::pseudolikelihood(model, &plain);
}

#[test]
fn ising() {
    for n in 1..=6 {
        check_discrete(&at_random(Ising::<f64>::new(n), 0.8, 1), |theta, x| energies::ising(n, theta, x));
    }
}

#[test]
fn boltzmann() {
    for n in 1..=6 {
        let model = at_random(Boltzmann::<f64>::new(n), 1.5, 2);
        check_discrete(&model, |theta, x| energies::boltzmann(n, theta, x));
    }
}

#[test]
fn lattice_of_any_shape() {
    for (rows, cols) in [(1, 1), (1, 2), (2, 1), (2, 2), (1, 5), (3, 1), (2, 3), (3, 3)] {
        let model = at_random(Lattice::<f64>::new(rows, cols), 0.7, 3);
        check_discrete(&model, |theta, x| energies::lattice(rows, cols, theta, x));
    }
}

#[test]
fn graph_with_loops_and_repeated_edges() {
    let edges = [(0, 1), (1, 0), (0, 1), (2, 2), (3, 1), (4, 2), (2, 4), (4, 4)];
    let model = at_random(Graph::<f64>::new(6, &edges), 0.9, 4);
    check_discrete(&model, |theta, x| energies::graph(&edges, 6, theta, x));
}

#[test]
fn gaussian() {
    for n in 1..=4 {
        let model = at_random(Gaussian::<f64>::new(n), 1.0, 5);
        let plain = |theta: &[f64], x: &[f64]| energies::gaussian(n, theta, x);
        check::energy(&model, plain);
        check::shifts(&model, plain);
        check::score(&model, plain);
        check::param_gradient(&model, plain);
    }
}
