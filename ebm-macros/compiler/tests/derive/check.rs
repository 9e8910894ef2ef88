//! What has to hold for every program, whatever it stands for.

use crate::build::{Case, numbers, positions, run, value_of, with_entry};
use ebm_compiler::derive::{difference, objective, reverse, tidy};
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// Both sides of an equation that holds exactly are sums of a few hundred products of numbers of the size of `scale` or
/// less; each rounds by 1e-16 relative.
const EXACT: f64 = 1e-10;

/// Fourth-order central differences with step 2e-3 err by h⁴/30 of the fifth derivative (5e-13 of it, which for powers
/// and exponentials of the tests stays below a thousand times the value) and by 1e-13 of the value through rounding.
const DIFFERENTIATED: f64 = 2e-8;

const STEP: f64 = 2e-3;

pub(crate) fn close(a: f64, b: f64, scale: f64, tolerance: f64, what: &dyn Fn() -> String) {
    let bound = tolerance * (1.0 + a.abs() + b.abs() + scale.abs());
    assert!((a - b).abs() <= bound, "{}: {a} is not {b} (off by {:e})", what(), (a - b).abs());
}

/// tidy(E) = E
pub(crate) fn tidying(case: &Case, name: &str) {
    let before = value_of(&case.program, &case.arrays, &[]);
    let after = value_of(&tidy(&case.program), &case.arrays, &[]);
    close(after, before, 0.0, EXACT, &|| format!("{name}: tidied"));
}

/// difference(s) = E(x') − E(x), for every site and some or all values.
pub(crate) fn differences(case: &Case, name: &str) {
    for (array, domain) in case.site_arrays() {
        let site_name = case.program.array(array).name.clone();
        if domain.is_discrete() {
            let flip = difference::flip(&case.program, array).expect("two values");
            let other = |old: f64| if domain == Domain::Binary { 1.0 - old } else { -old };
            changes(case, array, &flip, &case.arrays, &other, &|| format!("{name}: flip of {site_name}"));
        } else {
            let (shift, to) = difference::shift(&case.program, array);
            // no value at a kink of `sign` or `relu`, where rounding decides
            for value in [0.3, -0.8, 1.7] {
                let mut arrays = case.arrays.clone();
                arrays.insert(to, Value::scalar(value));
                let what = || format!("{name}: {site_name} set to {value}");
                changes(case, array, &shift, &arrays, &|_| value, &what);
            }
        }
    }
}

fn changes(
    case: &Case,
    array: ArrayId,
    derived: &Program,
    arrays: &BTreeMap<ArrayId, Value>,
    new: &dyn Fn(f64) -> f64,
    what: &dyn Fn() -> String,
) {
    let old_energy = value_of(&case.program, &case.arrays, &[]);
    let value = &case.arrays[&array];
    for (flat, position) in positions(&value.shape).into_iter().enumerate() {
        let mut changed = case.arrays.clone();
        changed.insert(array, with_entry(value, flat, new(numbers(value)[flat])));
        let new_energy = value_of(&case.program, &changed, &[]);
        let inputs: Vec<_> = derived.inputs.iter().map(|(v, _)| v.clone()).zip(position.clone()).collect();
        let found = value_of(derived, arrays, &inputs);
        let scale = old_energy.abs() + new_energy.abs();
        close(found, new_energy - old_energy, scale, EXACT, &|| format!("{} at {position:?}", what()));
    }
}

/// The places of an array that hold one parameter.
fn tied(program: &Program, array: ArrayId, shape: &[usize], flat: usize) -> Option<Vec<usize>> {
    match (&program.array(array).role, shape) {
        (Role::Param(options), &[n, _]) if options.symmetric => {
            let (i, k) = (flat / n, flat % n);
            match i.cmp(&k) {
                std::cmp::Ordering::Less => None,
                std::cmp::Ordering::Equal => (!options.zero_diagonal).then(|| vec![flat]),
                std::cmp::Ordering::Greater => Some(vec![flat, k * n + i]),
            }
        }
        _ => Some(vec![flat]),
    }
}

/// gradient = central differences of `value`, for all targets; `derived` may have inputs.
pub(crate) fn gradients(
    derived: &Program,
    arrays: &BTreeMap<ArrayId, Value>,
    inputs: &[(Variable, i64)],
    value: &dyn Fn(&BTreeMap<ArrayId, Value>) -> f64,
    name: &str,
) {
    let here = value(arrays);
    for (target, gradient) in run(derived, arrays, inputs) {
        let Target::Gradient(array) = target else { continue };
        let old = &arrays[&array];
        assert_eq!(old.shape, gradient.shape, "shape of a gradient");
        for flat in 0..numbers(old).len() {
            let Some(places) = tied(derived, array, &old.shape, flat) else { continue };
            let at = |step: f64| {
                let mut moved = arrays.clone();
                let shifted = |value: Value, &place: &usize| {
                    let entry = numbers(&value)[place] + step * STEP;
                    with_entry(&value, place, entry)
                };
                moved.insert(array, places.iter().fold(old.clone(), shifted));
                value(&moved)
            };
            let slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * STEP);
            let found: f64 = places.iter().map(|&place| numbers(&gradient)[place]).sum();
            let array = &derived.array(array).name;
            close(found, slope, here, DIFFERENTIATED, &|| {
                format!("{name}: derivative by {array}, entry {flat}")
            });
        }
    }
}

/// Derivatives of the energy by parameters and continuous sites, of its differences by parameters.
pub(crate) fn energy_gradients(case: &Case, name: &str) {
    let energy = |arrays: &BTreeMap<ArrayId, Value>| value_of(&case.program, arrays, &[]);
    let mut targets = reverse::learned(&case.program);
    let real = |(id, domain): (ArrayId, Domain)| (!domain.is_discrete()).then_some(id);
    targets.extend(case.site_arrays().into_iter().filter_map(real));
    let gradient = reverse::gradient(&case.program, &targets, None);
    gradients(&gradient, &case.arrays, &[], &energy, name);

    if let Some(score) = reverse::score(&case.program) {
        let negative = |arrays: &BTreeMap<ArrayId, Value>| -energy(arrays);
        gradients(&score, &case.arrays, &[], &negative, &format!("{name}: score"));
    }
}

/// Derivatives of differences: these go through `Change`.
pub(crate) fn difference_gradients(case: &Case, name: &str) {
    let targets = reverse::learned(&case.program);
    for (array, domain) in case.site_arrays() {
        let mut arrays = case.arrays.clone();
        let difference = if domain.is_discrete() {
            difference::flip(&case.program, array).expect("two values")
        } else {
            let (program, to) = difference::shift(&case.program, array);
            arrays.insert(to, Value::scalar(0.6));
            program
        };
        let gradient = reverse::gradient(&difference, &targets, None);
        for position in positions(&case.arrays[&array].shape) {
            let inputs: Vec<_> = difference.inputs.iter().map(|(v, _)| v.clone()).zip(position).collect();
            let value = |arrays: &BTreeMap<ArrayId, Value>| value_of(&difference, arrays, &inputs);
            gradients(&gradient, &arrays, &inputs, &value, &format!("{name}: difference"));
        }
    }
}

/// The pseudolikelihood from energies only: −Σ ln p(x_s | rest), by two energies a site.
pub(crate) fn pseudolikelihood_by_energies(case: &Case, arrays: &BTreeMap<ArrayId, Value>) -> f64 {
    let energy = value_of(&case.program, arrays, &[]);
    let mut total = 0.0;
    for (array, domain) in case.site_arrays().into_iter().filter(|(_, domain)| domain.is_discrete()) {
        let value = &arrays[&array];
        for (flat, &old) in numbers(value).iter().enumerate() {
            let mut changed = arrays.clone();
            let new = if domain == Domain::Binary { 1.0 - old } else { -old };
            changed.insert(array, with_entry(value, flat, new));
            // −ln(e^{−E} / (e^{−E} + e^{−E'}))
            let other = value_of(&case.program, &changed, &[]);
            let least = energy.min(other);
            total += energy - least + ((least - energy).exp() + (least - other).exp()).ln();
        }
    }
    total
}

/// Value and weighted gradient of the pseudolikelihood of the discrete sites, given the continuous ones.
pub(crate) fn pseudolikelihood(case: &Case, name: &str) {
    let case = &case.given_the_continuous();
    let Ok(mut program) = objective::pseudolikelihood(&case.program) else {
        assert!(case.site_arrays().iter().all(|(_, domain)| !domain.is_discrete()));
        return;
    };
    let expected = pseudolikelihood_by_energies(case, &case.arrays);
    let energy = value_of(&case.program, &case.arrays, &[]);
    let found = value_of(&program, &case.arrays, &[]);
    close(found, expected, energy, EXACT, &|| format!("{name}: pseudolikelihood"));

    let weight = program.add_array(Array::scalar("weight"));
    let mut arrays = case.arrays.clone();
    arrays.insert(weight, Value::scalar(1.5));
    let targets = reverse::learned(&program);
    let gradient = reverse::value_and_gradient(&program, &targets, Some(weight));
    let unweighted = value_of(&gradient, &arrays, &[]);
    close(unweighted, expected, energy, EXACT, &|| format!("{name}: pseudolikelihood with its gradient"));
    let weighted = |arrays: &BTreeMap<ArrayId, Value>| 1.5 * pseudolikelihood_by_energies(case, arrays);
    gradients(&gradient, &arrays, &[], &weighted, &format!("{name}: pseudolikelihood"));
}
