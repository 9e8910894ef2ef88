//! Blocks against joint changes of two sites.

use crate::build::*;
use crate::{bounded, energies, random};
use ebm_compiler::derive::block;
use ebm_compiler::ir::*;

/// Another value of the domain.
fn other(domain: &Domain, old: f64) -> f64 {
    match domain {
        Domain::Binary => 1.0 - old,
        Domain::Spin => -old,
        Domain::Positive => 0.5 * old + 0.3,
        Domain::Unit => 0.5 * old + 0.2,
        _ => 0.4 - 0.7 * old,
    }
}

/// Whether some two sites of the array change the energy together otherwise than one after the other.
fn meet(case: &Case, array: ArrayId, domain: &Domain) -> bool {
    let value = &case.arrays[&array];
    let count = numbers(value).len();
    let energy = |changed: &[usize]| {
        let flip = |value: evaluate::Value, &site: &usize| {
            let new = other(domain, numbers(&value)[site]);
            with_entry(&value, site, new)
        };
        let mut arrays = case.arrays.clone();
        arrays.insert(array, changed.iter().fold(value.clone(), flip));
        value_of(&case.program, &arrays, &[])
    };
    let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (a, b)));
    let scale = energy(&[]).abs();
    pairs.into_iter().any(|(a, b)| {
        let joint = energy(&[a, b]) - energy(&[a]) - energy(&[b]) + energy(&[]);
        joint.abs() > 1e-9 * (1.0 + scale)
    })
}

/// A block has no two sites that meet; with `exactly`, what is no block has.
fn blocks(case: &Case, name: &str, exactly: bool) -> usize {
    let mut found = 0;
    for (array, domain) in case.site_arrays() {
        let block = block::independent(&case.program, array).is_ok();
        let meet = meet(case, array, &domain);
        assert!(!(block && meet), "{name}: sites of a block meet\n{}", case.program);
        assert!(!exactly || block || meet, "{name}: a block is not seen\n{}", case.program);
        found += usize::from(block);
    }
    found
}

#[test]
fn blocks_of_named_energies() {
    for (name, (case, _)) in energies::all(41) {
        blocks(&case, &name, false);
    }
    for (name, case) in bounded::all(42) {
        // with one site, nothing meets
        blocks(&case, &name, !name.ends_with("of 1"));
    }
}

#[test]
fn blocks_of_random_energies() {
    let found: usize = (11_000..11_150)
        .map(|seed| blocks(&random::energy(seed, false), &format!("seed {seed}"), false))
        .sum();
    assert!(found > 50, "{found}");
}

/// −Σ_i b_i v_i − Σ_k c_k h_k − Σ_ik w_ik v_i h_k, with hidden units as written by a user: both layers are blocks.
#[test]
fn both_layers_of_a_bipartite_energy_are_blocks() {
    let random = &mut Random(43);
    let mut case = Case::new("rbm");
    let x = case.sites("v", Domain::Binary, &[4], random);
    let h = case.sites("h", Domain::Binary, &[3], random);
    let (size, hidden) = (Index::size(x, 0), Index::size(h, 0));
    let w =
        case.param("w", ParamOptions::default(), Some(vec![size.clone(), hidden.clone()]), &[4, 3], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let row = term(1.0, &[up_to(&k, &hidden)], &[], &[read(w, &[&v(&i), &v(&k)]), read(h, &[&v(&k)])]);
    let row = case.define("w_h", vec![(i, size.clone())], row);
    let i = case.variable("i");
    let case =
        case.value(term(-1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read_let(row, &[&v(&i)])]));
    assert_eq!(blocks(&case, "bipartite", true), 2);
}
