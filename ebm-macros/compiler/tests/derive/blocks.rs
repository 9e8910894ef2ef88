//! Which arrays are independent given the rest, against conditional independence by energies.

use crate::build::*;
use crate::{discrete_energies, energies, marginal};
use ebm_compiler::derive::{blocks, tidy};
use ebm_compiler::ir::*;

/// Whether changing two sites of an array at once changes the energy by the sum of both changes, for all pairs of sites and
/// values.
fn additive(case: &Case, array: ArrayId, domain: &Domain) -> bool {
    let value = &case.arrays[&array];
    let all = positions(&value.shape);
    let here = value_of(&case.program, &case.arrays, &[]);
    let energy = |changes: &[(usize, usize)]| {
        let mut arrays = case.arrays.clone();
        let changed = changes.iter().fold(value.clone(), |value, &(flat, code)| match domain.is_discrete() {
            true => with_code(&value, domain, flat, code),
            false => with_entry(&value, flat, [0.3, 0.9][code]),
        });
        arrays.insert(array, changed);
        value_of(&case.program, &arrays, &[])
    };
    let count = |at: &[i64]| if domain.is_discrete() { case.value_count(domain, at) } else { 2 };
    for (a, at_a) in all.iter().enumerate() {
        for (b, at_b) in all.iter().enumerate().take(a) {
            for u in 0..count(at_a) {
                for w in 0..count(at_b) {
                    let both = energy(&[(a, u), (b, w)]) - energy(&[(a, u)]) - energy(&[(b, w)]) + here;
                    if both.abs() > 1e-9 * (1.0 + here.abs()) {
                        return false;
                    }
                }
            }
        }
    }
    true
}

/// What is called independent is; and what is, at this size, is not refused, if `complete`.
fn agrees(case: &Case, name: &str, complete: bool) {
    for program in [case.program.clone(), tidy(&case.program)] {
        for (array, found) in blocks::independent(&program) {
            let domain = program.array(array).role.domain().expect("sites").clone();
            let expected = additive(case, array, &domain);
            match found {
                Ok(()) => assert!(expected, "{name}: {} is coupled", program.array(array).name),
                Err(why) => assert!(!complete || !expected, "{name}: {}", why.reason),
            }
        }
    }
}

#[test]
fn independent_sites_change_the_energy_independently() {
    // sizes at which no coupling vanishes
    for (name, case) in discrete_energies::all(91) {
        agrees(&case, &name, false);
    }
    for (name, (case, _)) in energies::all(92) {
        agrees(&case, &name, false);
    }
    let random = &mut Random(93);
    for domain in [Domain::Binary, Domain::Spin, Domain::Real] {
        agrees(&marginal::rbm(3, 2, domain, Domain::Binary, random), "rbm", true);
    }
    agrees(&discrete_energies::potts(3, 3, random), "potts", true);
    agrees(&discrete_energies::counts(3, 2, random), "counts", true);
    agrees(&energies::ising(3, random).0, "ising", true);
}

#[test]
fn the_reason_names_two_sites() {
    let (case, _) = energies::ising(3, &mut Random(94));
    let [(_, Err(why))] = &blocks::independent(&case.program)[..] else { panic!("one coupled array") };
    assert_eq!(why.reason, "one term holds both `x[i]` and `x[k]`");
    let case = discrete_energies::total_count(3, &mut Random(95));
    let [(_, Err(why))] = &blocks::independent(&case.program)[..] else { panic!("one coupled array") };
    assert_eq!(why.reason, "`total`, which indexes a table, depends on `x`");
}
