//! Site Gibbs leaves p invariant: shown without random numbers, by the transition matrix over all states.

mod reference;

use ebm_runtime::conditional::conditional_at;
use ebm_runtime::kernel::{Chains, Kernel, Order};
use ebm_runtime::random::Streams;
use ebm_runtime::{Gibbs, Lane, Lanes, Local, Model, Workspace};
use reference::check::{self, PlainEnergy};
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, energies};

/// Sums of at most 64 products of probabilities, composed over 6 sites.
const BY_ROUNDING: f64 = 1e-12;

/// Distributes the mass of every state over the states that a sweep reaches from it.
///
/// `row` holds the probability of each state; a site update moves it by the conditionals of the library.
fn sweep<M: Local>(model: &M, beta: f64, order: Order, mut row: Vec<f64>) -> Vec<f64> {
    let states = check::states(model.layout());
    let theta = check::theta(model);
    let mut work = Workspace::new();
    let sites = model.layout().site_count();
    for site in order.sites(sites) {
        let mut moved = vec![0.0; row.len()];
        for (number, x) in states.iter().enumerate() {
            let law = conditional_at(model, &theta, x, site, beta, &mut work);
            let bit = 1 << (sites - 1 - site);
            moved[number & !bit] += row[number] * law.probabilities[0];
            moved[number | bit] += row[number] * law.probabilities[1];
        }
        row = moved;
    }
    row
}

/// p(x) ∝ exp(−βE(x)) over all states, from the plain energy.
fn law<M: Model>(model: &M, beta: f64, plain: impl PlainEnergy) -> Vec<f64> {
    let tempered = |theta: &[f64], x: &[f64]| beta * plain(theta, x);
    check::log_probabilities(model.layout(), &check::theta(model), tempered).iter().map(|l| l.exp()).collect()
}

fn check_invariance<M: Local>(model: &M, plain: impl PlainEnergy) {
    for beta in [0.0, 0.6, 1.0] {
        let p = law(model, beta, &plain);
        for order in [Order::Forward, Order::Backward] {
            for (after, before) in sweep(model, beta, order, p.clone()).iter().zip(&p) {
                assert!((after - before).abs() < BY_ROUNDING, "β {beta}, {order:?}: {before} became {after}");
            }
        }
    }
}

#[test]
fn a_sweep_leaves_every_discrete_law_as_it_is() {
    for n in 1..=6 {
        check_invariance(&at_random(Ising::<f64>::new(n), 1.0, 11), |t, x| energies::ising(n, t, x));
        let boltzmann = at_random(Boltzmann::<f64>::new(n), 2.0, 12);
        check_invariance(&boltzmann, |t, x| energies::boltzmann(n, t, x));
    }
    for (rows, cols) in [(1, 1), (1, 2), (2, 2), (2, 3), (1, 6)] {
        let lattice = at_random(Lattice::<f64>::new(rows, cols), 0.8, 13);
        check_invariance(&lattice, |t, x| energies::lattice(rows, cols, t, x));
    }
    let edges = [(0, 1), (1, 0), (2, 2), (3, 1), (4, 5), (4, 5), (5, 0)];
    let graph = at_random(Graph::<f64>::new(6, &edges), 1.0, 14);
    check_invariance(&graph, |t, x| energies::graph(&edges, 6, t, x));
}

#[test]
fn the_reversal_reverses() {
    let model = at_random(Ising::<f64>::new(4), 1.0, 21);
    let p = law(&model, 1.0, |t, x| energies::ising(4, t, x));
    let from = |x: usize| (0..16).map(|y| f64::from(u8::from(x == y))).collect::<Vec<f64>>();
    let kernel = Gibbs::default();
    let back = Kernel::<Ising<f64>>::reverse(&kernel);
    let forward: Vec<_> = (0..16).map(|x| sweep(&model, 1.0, kernel.order, from(x))).collect();
    let backward: Vec<_> = (0..16).map(|y| sweep(&model, 1.0, back.order, from(y))).collect();
    let mut asymmetry: f64 = 0.0;
    for x in 0..16 {
        for y in 0..16 {
            assert!((p[x] * forward[x][y] - p[y] * backward[y][x]).abs() < BY_ROUNDING);
            asymmetry = asymmetry.max((p[x] * forward[x][y] - p[y] * forward[y][x]).abs());
        }
    }
    assert!(asymmetry > 1e-3, "a sweep is not reversible by itself, so the test means something");
}

#[test]
fn a_step_does_to_every_site_what_its_conditional_says() {
    let model = at_random(Boltzmann::<f64>::new(5), 2.0, 31);
    let theta = check::theta(&model);
    let states = check::states(model.layout());
    let x = (0..5).map(|s| Lanes::from_fn(|k| states[k + 7][s])).collect();
    let beta = Lanes::from_fn(|k| 0.1 * k as f64);
    for order in [Order::Forward, Order::Backward] {
        let kernel = Gibbs { order, ..Gibbs::default() };
        let (mut streams, mut replay) = (Streams::new(5), Streams::new(5));
        let mut state = kernel.init(&model, Vec::clone(&x));
        let mut expected = Vec::clone(&x);
        let mut work = Workspace::new();
        for _ in 0..50 {
            let info = kernel.step(&model, beta, &mut state, &mut streams);
            let mut changed = [0; 16];
            for site in order.sites(5) {
                let uniform = replay.uniform();
                for k in 0..16 {
                    let one: Vec<f64> = expected.iter().map(|x: &Lanes<f64>| x.lane(k)).collect();
                    let law = conditional_at(&model, &theta, &one, site, beta.lane(k), &mut work);
                    let here = usize::from(one[site] == law.values[1]);
                    if uniform[k] < law.probabilities[1 - here] {
                        expected[site].set_lane(k, law.values[1 - here]);
                        changed[k] += 1;
                    }
                }
            }
            assert_eq!(state.x(), expected);
            assert_eq!(info.changed, changed);
        }
    }
}
