//! Differences and objectives at discrete sites, against energies of changed states.

use crate::build::*;
use crate::{check, discrete_energies, energies};
use ebm_compiler::derive::{difference, objective, reverse, tidy};
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// values(s)[u] = E(x with x_s at its u-th value) − E(x), for every site and value, and 0 at the present one, up to the rounding of
/// a log-sum-exp.
pub(crate) fn values(case: &Case, name: &str) {
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

/// A sum over all sites of a function of E(x) − E(x with x_s at its u-th value), for all u but the present one.
fn over_sites(program: &Program, arrays: &BTreeMap<ArrayId, Value>, summand: fn(&[f64]) -> f64) -> f64 {
    let case = Case { program: program.clone(), arrays: arrays.clone() };
    let here = value_of(program, arrays, &[]);
    let mut total = 0.0;
    for (array, domain) in case.site_arrays() {
        if !domain.is_discrete() || matches!(program.array(array).role, Role::Latent(_)) {
            continue;
        }
        let value = &arrays[&array];
        for (flat, position) in positions(&value.shape).into_iter().enumerate() {
            let others = (0..case.value_count(&domain, &position)).filter(|&u| u != code_of(value, flat));
            let gap = |code: usize| {
                let mut changed = arrays.clone();
                changed.insert(array, with_code(value, &domain, flat, code));
                here - value_of(program, &changed, &[])
            };
            total += summand(&others.map(gap).collect::<Vec<_>>());
        }
    }
    total
}

/// The value of an objective is that of the formula, and its gradient that of central differences of the formula.
fn objective_is(case: &Case, derived: Program, summand: fn(&[f64]) -> f64, name: &str) {
    let expected = over_sites(&case.program, &case.arrays, summand);
    let found = value_of(&derived, &case.arrays, &[]);
    check::close(found, expected, 0.0, 1e-10, &|| format!("{name}\n{derived}"));
    let learned = reverse::learned(&derived);
    let gradient = reverse::value_and_gradient(&derived, &learned, None);
    let found = value_of(&gradient, &case.arrays, &[]);
    check::close(found, expected, 0.0, 1e-10, &|| format!("{name}, with its gradient\n{gradient}"));
    let formula = |arrays: &BTreeMap<ArrayId, Value>| over_sites(&case.program, arrays, summand);
    check::gradients(&gradient, &case.arrays, &[], &formula, name);
}

pub(crate) fn objectives(case: &Case, name: &str) {
    let derived = objective::pseudolikelihood(&case.given_the_continuous().program).expect("discrete sites");
    // ln Σ_u exp(E(x) − E(u)), the present value among them
    let normaliser = |gaps: &[f64]| (1.0 + gaps.iter().map(|gap| gap.exp()).sum::<f64>()).ln();
    objective_is(case, derived, normaliser, &format!("{name}: pseudolikelihood"));

    let derived = objective::ratio_matching(&case.program).expect("discrete sites");
    let ratios = |gaps: &[f64]| gaps.iter().map(|gap| (1.0 + (-gap).exp()).powi(-2)).sum();
    objective_is(case, derived, ratios, &format!("{name}: ratio matching"));

    let derived = objective::minimum_probability_flow(&case.program).expect("discrete sites");
    let flow = |gaps: &[f64]| gaps.iter().map(|gap| (0.5 * gap).exp()).sum();
    objective_is(case, derived, flow, &format!("{name}: probability flow"));
}

#[test]
fn objectives_are_their_formulas() {
    for (name, case) in discrete_energies::all(14) {
        objectives(&case, &name);
    }
}
