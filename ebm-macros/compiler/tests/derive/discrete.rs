//! Differences and objectives at discrete sites, against energies of changed states.

use crate::build::*;
use crate::{check, discrete_energies, energies};
use ebm_compiler::derive::{difference, tidy};
use ebm_compiler::ir::*;

/// values(s)[u] = E(x with x_s at its u-th value) − E(x), for every site and value, and 0 at the present one, up to the rounding of
/// a log-sum-exp.
fn values(case: &Case, name: &str) {
    let here = value_of(&case.program, &case.arrays, &[]);
    for (array, domain) in case.site_arrays().into_iter().filter(|(_, domain)| domain.is_discrete()) {
        let derived = difference::values(&case.program, array).expect("discrete");
        let value = &case.arrays[&array];
        for (flat, position) in positions(&value.shape).into_iter().enumerate() {
            let inputs: Vec<_> =
                derived.inputs.iter().map(|(v, _)| v.clone()).zip(position.clone()).collect();
            let results = run(&derived, &case.arrays, &inputs);
            let [(Target::Values, found)] = &results[..] else { panic!("one output: {derived}") };
            assert_eq!(numbers(found).len(), case.value_count(&domain, &position), "{name}");
            for (code, &found) in numbers(found).iter().enumerate() {
                let mut changed = case.arrays.clone();
                changed.insert(array, with_code(value, &domain, flat, code));
                let there = value_of(&case.program, &changed, &[]);
                let what = || format!("{name}: site {position:?} at its value {code}\n{derived}");
                check::close(found, there - here, here.abs() + there.abs(), 1e-10, &what);
                assert!(code != code_of(value, flat) || found.abs() < 1e-14, "{}: {found}", what());
            }
        }
    }
}

#[test]
fn values_are_differences_of_two_energies() {
    for seed in [11, 12] {
        for (name, case) in discrete_energies::all(seed) {
            check::tidying(&case, &name);
            values(&case, &name);
            values(&Case { program: tidy(&case.program), ..case.clone() }, &format!("{name}, tidied"));
        }
    }
}

#[test]
fn values_of_two_valued_sites_are_flips() {
    for (name, (case, _)) in energies::all(13) {
        values(&case, &name);
    }
}
