//! Blocks of Gibbs sampling: that their sites are independent, that drawing them at once leaves p invariant, and that threads
//! cannot be seen.

mod made;
mod reference;

use ebm_runtime::conditional::conditional_at;
use ebm_runtime::kernel::{Chains, GibbsState, Kernel, Order};
use ebm_runtime::random::Streams;
use ebm_runtime::{Domain, Gibbs, Lane, Lanes, Local, Model, Workspace, sample_with};
use made::brute::{Brute, Formula};
use made::formulas::{Counts, Potts};
use reference::check;
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, noise};

/// Products of at most 36 probabilities, summed over at most 729 states.
const BY_ROUNDING: f64 = 1e-12;

const COLOURED: [Order; 2] = [Order::Coloured, Order::ColouredBackward];

fn blocks<M: Model<Float = f64>>(model: &M, order: Order) -> Vec<Vec<usize>>
where
    Gibbs: Kernel<M, State = GibbsState<f64>>,
{
    let x = model.layout().domains().iter().map(|domain| Lanes::splat(domain.value(0))).collect();
    let state = Gibbs { order, ..Gibbs::default() }.init(model, x);
    let blocks = state.blocks().to_vec();
    let mut sites: Vec<usize> = blocks.concat();
    sites.sort_unstable();
    assert!(sites.into_iter().eq(0..model.layout().site_count()), "every site once");
    blocks
}

/// πP = π where P draws every block from the product of the conditionals that its sites have before any of them moves: right
/// only if no site of a block sees another.
fn check_invariance<M: Local<Float = f64>>(model: &M)
where
    Gibbs: Kernel<M, State = GibbsState<f64>>,
{
    let (layout, theta) = (model.layout(), check::theta(model));
    let states = check::states(layout);
    let mut work = Workspace::new();
    let weights: Vec<f64> = states.iter().map(|x| (-model.energy(&theta, x, 1.0, &mut work)).exp()).collect();
    let z: f64 = weights.iter().sum();
    let p: Vec<f64> = weights.iter().map(|weight| weight / z).collect();
    let counts: Vec<usize> = layout.domains().iter().map(|domain| domain.value_count().unwrap()).collect();
    // the last site counts fastest in `check::states`
    let stride = |site: usize| counts[site + 1..].iter().product::<usize>();
    for order in COLOURED {
        let mut row = p.clone();
        for block in blocks(model, order) {
            let mut after = vec![0.0; row.len()];
            for (number, x) in states.iter().enumerate() {
                let mut reached = vec![(number, row[number])];
                for &site in &block {
                    let law = conditional_at(model, &theta, x, site, 1.0, &mut work);
                    let here = layout.domain_of(site).code(x[site]).unwrap();
                    let to = |(from, mass): (usize, f64)| {
                        let codes = law.probabilities.iter().enumerate();
                        codes
                            .map(move |(code, p)| {
                                (from + code * stride(site) - here * stride(site), mass * p)
                            })
                            .collect::<Vec<_>>()
                    };
                    reached = reached.into_iter().flat_map(to).collect();
                }
                reached.into_iter().for_each(|(to, mass)| after[to] += mass);
            }
            row = after;
        }
        for (after, before) in row.iter().zip(&p) {
            assert!((after - before).abs() < BY_ROUNDING, "{}: {before} became {after}", M::name());
        }
    }
}

fn random<F: Formula>(formula: F) -> Brute<F> {
    let theta: Vec<f64> = (0..formula.layout().param_count()).map(|a| noise(3, a as u64)).collect();
    Brute::new(formula, &theta)
}

#[test]
fn blocks_leave_every_law_invariant() {
    for (rows, cols) in [(1, 1), (1, 2), (2, 2), (3, 3), (2, 4), (1, 7)] {
        check_invariance(&at_random(Lattice::<f64>::new(rows, cols), 0.8, 13));
    }
    let edges = [(0, 1), (1, 0), (2, 2), (3, 1), (4, 5), (4, 5), (5, 0)];
    check_invariance(&at_random(Graph::<f64>::new(6, &edges), 1.0, 14));
    check_invariance(&at_random(Ising::<f64>::new(5), 1.0, 15));
    check_invariance(&at_random(Boltzmann::<f64>::new(5), 1.0, 16));
    check_invariance(&random(Counts { n: 5, max: 2 }));
    check_invariance(&random(Potts(&[3, 4, 2])));
}

#[test]
fn colours_are_those_of_the_energy() {
    let lattice = blocks(&at_random(Lattice::<f64>::new(4, 6), 0.5, 1), Order::Coloured);
    let even = |site: &usize| (site / 6 + site % 6).is_multiple_of(2);
    assert_eq!(lattice.len(), 2, "a checkerboard");
    assert!(lattice[0].iter().all(even) && !lattice[1].iter().any(even));
    let dense = blocks(&at_random(Ising::<f64>::new(6), 0.5, 1), Order::Coloured);
    assert!(dense.into_iter().eq((0..6).map(|site| vec![site])), "as without colours");
    // no edge at all but a self-loop
    let alone = blocks(&at_random(Graph::<f64>::new(4, &[(2, 2)]), 0.5, 1), Order::Coloured);
    assert_eq!(alone, [[0, 1, 2, 3]]);
    let mut reversed = blocks(&at_random(Lattice::<f64>::new(3, 5), 0.5, 1), Order::ColouredBackward);
    reversed.reverse();
    assert_eq!(reversed, blocks(&at_random(Lattice::<f64>::new(3, 5), 0.5, 1), Order::Coloured));
}

#[test]
fn a_large_block_is_drawn_by_all_threads_as_by_one() {
    // two blocks of 288 sites
    let model = at_random(Lattice::<f64>::new(24, 24), 0.4, 7);
    let kernel = Gibbs { chains: 20, warm_up: 3, order: Order::Coloured, ..Gibbs::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sample_with(&model, &kernel, 40).unwrap())
    };
    assert_eq!(on(1), on(2));
    // and as each conditional says, one site after the other
    let theta = check::theta(&model);
    let x: Vec<Lanes<f64>> =
        (0..576).map(|s| Lanes::from_fn(|k| if noise(k as u64, s) > 0.0 { 1.0 } else { -1.0 })).collect();
    let (mut streams, mut replay) = (Streams::new(5), Streams::new(5));
    let (mut state, mut expected) = (kernel.init(&model, x.clone()), x);
    let mut work = Workspace::new();
    let mut changed = [0; 16];
    let info = kernel.step(&model, Lanes::splat(0.9), &mut state, &mut streams);
    for site in blocks(&model, Order::Coloured).concat() {
        let uniform = replay.uniform();
        for k in 0..16 {
            let one: Vec<f64> = expected.iter().map(|x| x.lane(k)).collect();
            let law = conditional_at(&model, &theta, &one, site, 0.9, &mut work);
            let here = usize::from(one[site] > 0.0);
            if uniform[k] < law.probabilities[1 - here] {
                expected[site].set_lane(k, Domain::Spin.other(one[site]));
                changed[k] += 1;
            }
        }
    }
    assert_eq!(state.x(), expected);
    assert_eq!(info.changed, changed);
}
