//! Random programs through every derivation.
//!
//! A failure prints its seed; put it into [`KEPT`], so that it is tried for ever.

use crate::build::*;
use crate::check;
use crate::random_terms::{Kind, Scope, Vocabulary};
use ebm_compiler::ir::*;

/// Seeds that failed once.
const KEPT: &[u64] = &[];

/// A random energy; `smooth` leaves out functions with kinks.
pub(crate) fn energy(seed: u64, smooth: bool) -> Case {
    let random = &mut Random(seed);
    let mut case = Case::new("random");
    let domains = [Domain::Binary, Domain::Spin, Domain::Real];
    let n = 1 + random.below(4);
    let units = 1 + random.below(3);
    let (rows, columns) = (1 + random.below(3), 1 + random.below(2));
    let n_edges = 1 + random.below(4);

    let x = case.sites("x", random.pick(&domains).clone(), &[n], random);
    let grid = case.sites("g", random.pick(&domains).clone(), &[rows, columns], random);
    let size = Index::size(x, 0);
    let sites = |count| Some(vec![size.clone(); count]);
    let plain = ParamOptions::default;
    let field = case.param("h", plain(), sites(1), &[n], random);
    let symmetric = random.chance(50);
    let zero_diagonal = symmetric && random.chance(50);
    let options = ParamOptions { symmetric, zero_diagonal, ..plain() };
    let couplings = case.param("j", options, sites(2), &[n, n], random);
    let own = Index::size(ArrayId(case.program.arrays.len()), 0);
    let weights = case.param("w", plain(), Some(vec![own, size.clone()]), &[units, n], random);
    let scale = case.param("c", plain(), None, &[], random);
    let ends = (0..2 * n_edges).map(|_| random.below(n) as i64).collect();
    let edges = case.structure("edges", 2, ends, &size);
    let strengths = case.param("t", plain(), Some(vec![Index::size(edges, 0)]), &[n_edges], random);
    let positions = (0..n).map(|_| random.below(n) as i64).collect();
    let order = case.structure("order", 1, positions, &size);
    case.program.arrays[order.0].extents = vec![size];

    let lets = Vec::new();
    let mut words =
        Vocabulary { x, grid, field, couplings, weights, scale, edges, strengths, order, lets, smooth };
    let shapes: [&[Kind]; 6] = [
        &[],
        &[Kind::Site],
        &[Kind::Unit],
        &[Kind::Row, Kind::Column],
        &[Kind::Site, Kind::Unit],
        &[Kind::Site, Kind::Site],
    ];
    for name in ["u", "v", "y"].into_iter().take(random.below(4)) {
        let kinds = random.pick(&shapes).to_vec();
        let axes: Vec<_> = kinds.iter().map(|&kind| (case.variable("a"), kind)).collect();
        let binders = axes.iter().map(|(a, kind)| (a.clone(), words.extent(*kind))).collect();
        let scope = Scope { case: &case, words: &words, variables: axes };
        let body = sum((0..1 + random.below(2)).map(|_| scope.term(random)));
        let id = case.define(name, binders, body);
        words.lets.push((id, kinds));
    }
    let scope = Scope { case: &case, words: &words, variables: Vec::new() };
    let value = sum((0..1 + random.below(3)).map(|_| scope.term(random)));
    case.value(value)
}

fn seeds(first: u64, count: u64) -> impl Iterator<Item = u64> {
    KEPT.iter().copied().chain(first..first + count)
}

#[test]
fn differences_of_random_energies() {
    for seed in seeds(1_000, 300) {
        let case = energy(seed, false);
        let name = format!("seed {seed}");
        check::tidying(&case, &name);
        check::differences(&case, &name);
    }
}

#[test]
fn derivatives_of_random_energies() {
    for seed in seeds(2_000, 200) {
        check::energy_gradients(&energy(seed, true), &format!("seed {seed}"));
    }
}

#[test]
fn derivatives_of_differences_of_random_energies() {
    for seed in seeds(3_000, 60) {
        check::difference_gradients(&energy(seed, true), &format!("seed {seed}"));
    }
}

#[test]
fn pseudolikelihoods_of_random_energies() {
    for seed in seeds(4_000, 100) {
        check::pseudolikelihood(&energy(seed, true), &format!("seed {seed}"));
    }
}
