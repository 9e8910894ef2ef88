//! Laplacians and the objectives made of slopes, curvatures and flips.

use crate::build::*;
use crate::check::{close, gradients};
use crate::{energies, random};
use ebm_compiler::derive::{curvature, objective, reverse};
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// Fourth-order second differences with step 1e-2 err by h⁴/90 of the sixth derivative (1e-10 of it, at most a few
/// thousand times the value for the tests' powers and exponentials) and by 1e-12 of the value through rounding.
const TWICE_DIFFERENTIATED: f64 = 1e-6;

const STEP: f64 = 1e-2;

/// Both sides are sums of a few hundred products.
const EXACT: f64 = 1e-10;

fn continuous(case: &Case) -> Vec<ArrayId> {
    let sites = case.site_arrays().into_iter();
    sites.filter(|(_, domain)| !domain.is_discrete()).map(|(array, _)| array).collect()
}

/// Σ_s ∂²E/∂x_s² by second differences, and the size of what was added up.
fn laplacian_by_energies(case: &Case) -> (f64, f64) {
    let here = value_of(&case.program, &case.arrays, &[]);
    let (mut total, mut scale) = (0.0, here.abs());
    for array in continuous(case) {
        let value = &case.arrays[&array];
        for flat in 0..numbers(value).len() {
            let at = |steps: f64| {
                let mut moved = case.arrays.clone();
                moved.insert(array, with_entry(value, flat, numbers(value)[flat] + steps * STEP));
                value_of(&case.program, &moved, &[])
            };
            let near = at(1.0) + at(-1.0);
            let curvature = (16.0 * near - (at(2.0) + at(-2.0)) - 30.0 * here) / (12.0 * STEP * STEP);
            total += curvature;
            scale += curvature.abs();
        }
    }
    (total, scale)
}

fn laplacian(case: &Case, name: &str) {
    let Ok(program) = curvature::laplacian(&case.program) else {
        assert!(continuous(case).is_empty(), "{name}");
        return;
    };
    let (expected, scale) = laplacian_by_energies(case);
    let found = value_of(&program, &case.arrays, &[]);
    close(found, expected, scale, TWICE_DIFFERENTIATED, &|| format!("{name}: Laplacian\n{program}"));
}

/// ½ |∂E|² − ΔE from the score and the Laplacian, and its gradient by differences of itself.
fn score_matching(case: &Case, name: &str) {
    let Ok(program) = objective::score_matching(&case.program) else { return };
    let score = reverse::score(&case.program).expect("continuous sites");
    let squares: f64 =
        run(&score, &case.arrays, &[]).iter().flat_map(|(_, s)| numbers(s)).map(|s| s * s).sum();
    let laplacian = curvature::laplacian(&case.program).expect("continuous sites");
    let curvature = value_of(&laplacian, &case.arrays, &[]);
    let found = value_of(&program, &case.arrays, &[]);
    let scale = squares + curvature.abs();
    close(found, 0.5 * squares - curvature, scale, EXACT, &|| format!("{name}: score matching"));
    by_differences(&program, case, &format!("{name}: score matching"));
}

/// The gradient of an objective against differences of its value.
fn by_differences(program: &Program, case: &Case, name: &str) {
    let gradient = reverse::gradient(program, &reverse::learned(program), None);
    let value = |arrays: &BTreeMap<ArrayId, Value>| value_of(program, arrays, &[]);
    gradients(&gradient, &case.arrays, &[], &value, name);
}

/// Σ over one-site neighbours of a function of E(x) − E(neighbour), by energies.
fn over_neighbours(case: &Case, summand: fn(f64) -> f64) -> f64 {
    let energy = value_of(&case.program, &case.arrays, &[]);
    let mut total = 0.0;
    for (array, domain) in case.site_arrays().into_iter().filter(|(_, domain)| domain.is_discrete()) {
        let value = &case.arrays[&array];
        for (flat, &old) in numbers(value).iter().enumerate() {
            let new = if domain == Domain::Binary { 1.0 - old } else { -old };
            let mut changed = case.arrays.clone();
            changed.insert(array, with_entry(value, flat, new));
            total += summand(energy - value_of(&case.program, &changed, &[]));
        }
    }
    total
}

fn flip_objectives(case: &Case, name: &str) {
    let squared_ratio = |gap: f64| (1.0 / (1.0 + (-gap).exp())).powi(2);
    let flow = |gap: f64| (0.5 * gap).exp();
    if let Ok(program) = objective::ratio_matching(&case.program) {
        let found = value_of(&program, &case.arrays, &[]);
        let expected = over_neighbours(case, squared_ratio);
        close(found, expected, 0.0, EXACT, &|| format!("{name}: ratio matching"));
        by_differences(&program, case, &format!("{name}: ratio matching"));
    }
    if let Ok(program) = objective::minimum_probability_flow(&case.program) {
        let found = value_of(&program, &case.arrays, &[]);
        let expected = over_neighbours(case, flow);
        close(found, expected, expected, EXACT, &|| format!("{name}: probability flow"));
        by_differences(&program, case, &format!("{name}: probability flow"));
    }
}

#[test]
fn laplacians_of_named_energies() {
    for (name, (case, _)) in energies::all(61) {
        laplacian(&case, &name);
    }
}

#[test]
fn score_matching_of_named_energies() {
    for (name, (case, _)) in energies::all(62) {
        score_matching(&case, &name);
    }
}

#[test]
fn flip_objectives_of_named_energies() {
    for (name, (case, _)) in energies::all(63) {
        flip_objectives(&case, &name);
    }
}

#[test]
fn laplacians_of_random_energies() {
    for seed in 6_000..6_150 {
        laplacian(&random::energy(seed, true), &format!("seed {seed}"));
    }
}

#[test]
fn score_matching_of_random_energies() {
    let mut checked = 0;
    for seed in 7_000..7_100 {
        let case = random::energy(seed, true);
        // an energy has functions, not their derivatives: from those, this would need a fourth
        if highest_order(&case.program) == 0 {
            score_matching(&case, &format!("seed {seed}"));
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

/// The highest order of derivative that an energy is written with.
pub(crate) fn highest_order(program: &Program) -> u8 {
    let mut highest = 0;
    let bodies = program.lets.iter().map(|definition| definition.definition.expr());
    for expr in bodies.chain([program.value()]) {
        expr.visit_atoms(&mut |atom| match atom {
            Atom::Apply { order, .. } | Atom::Change { order, .. } => highest = highest.max(*order),
            Atom::Read(..) | Atom::Integer(_) => {}
        });
    }
    highest
}

/// The Gaussian's Laplacian is the trace of its precision, whatever x is.
#[test]
fn the_laplacian_of_a_gaussian_is_a_trace() {
    let (case, _) = energies::gaussian(3, &mut Random(64));
    let laplacian = curvature::laplacian(&case.program).expect("continuous sites");
    assert!(laplacian.lets.is_empty(), "{laplacian}");
    let [trace] = &laplacian.value().terms[..] else { panic!("one term: {laplacian}") };
    assert_eq!((trace.factors.len(), trace.coefficient), (1, 1.0), "{laplacian}");
}

/// Where a slope jumps, score matching would not see the jump; the term says where.
#[test]
fn kinks_in_a_site_have_no_laplacian() {
    let mut case = Case::new("laplace");
    let x = case.sites("x", Domain::Real, &[2], &mut Random(65));
    let y = case.sites("y", Domain::Real, &[2], &mut Random(65));
    let size = Index::size(x, 0);
    let over = |array: ArrayId, operator: Operator| {
        let i = case.variable("i");
        let argument = term(1.0, &[], &[], &[read(array, &[&v(&i)])]);
        term(1.0, &[up_to(&i, &size)], &[], &[apply(operator, argument)])
    };
    let value = over(y, Operator::LnCosh).plus(over(x, Operator::Abs));
    let case = case.value(value);
    let reason = "the slope of the energy jumps in `x`, which stands inside `abs`";
    let missing = curvature::laplacian(&case.program).expect_err("a kink");
    assert_eq!(missing.reason, reason);
    assert_eq!(objective::score_matching(&case.program).expect_err("a kink").reason, reason);
    assert_eq!(objective::directional(&case.program).expect_err("a kink").reason, reason);
    // what needs no second derivative is there
    assert!(objective::denoising(&case.program).is_ok());
    assert!(reverse::score(&case.program).is_some());
}
