//! Laws of continuous sites against energies.

use crate::build::positions;
use crate::build::*;
use crate::check::close;
use crate::{bounded, energies, random};
use ebm_compiler::derive::family::Family;
use ebm_compiler::derive::law;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// Both sides are sums of a few hundred products.
const EXACT: f64 = 1e-10;

pub(crate) fn basis(function: Basis, u: f64) -> f64 {
    match function {
        Basis::Linear => u,
        Basis::Square => u * u,
        Basis::Cube => u * u * u,
        Basis::Fourth => u * u * u * u,
        Basis::Ln => u.ln(),
        Basis::LnOneMinus => (1.0 - u).ln(),
        Basis::Cos => u.cos(),
        Basis::Sin => u.sin(),
    }
}

/// The coefficients at a site.
pub(crate) fn coefficients(
    program: &Program,
    arrays: &BTreeMap<ArrayId, evaluate::Value>,
    position: &[i64],
) -> Vec<(Basis, f64)> {
    let inputs: Vec<_> =
        program.inputs.iter().map(|(v, _)| v.clone()).zip(position.iter().copied()).collect();
    let results = run(program, arrays, &inputs).into_iter();
    let one = |(target, value): (Target, evaluate::Value)| match target {
        Target::Coefficient(function) => (function, numbers(&value)[0]),
        _ => panic!("coefficients only"),
    };
    results.map(one).collect()
}

/// Two values of the domain.
fn values(domain: &Domain) -> [f64; 2] {
    match domain {
        Domain::Positive => [0.4, 2.5],
        Domain::Unit => [0.15, 0.8],
        Domain::Interval(low, high) => [0.9 * low.0 + 0.1 * high.0, 0.2 * low.0 + 0.8 * high.0],
        _ => [0.3, -1.1],
    }
}

/// −(E(x with u) − E(x with v)) = Σ c_b (b(u) − b(v)), and no coefficient reads the site. Gives the number of laws.
fn laws(case: &Case, name: &str) -> usize {
    let mut found = 0;
    for (array, domain) in case.site_arrays().into_iter().filter(|(_, domain)| !domain.is_discrete()) {
        let Ok(program) = law::law(&case.program, array) else { continue };
        found += 1;
        let value = &case.arrays[&array];
        for (flat, position) in positions(&value.shape).into_iter().enumerate() {
            let energy = |u: f64| {
                let mut changed = case.arrays.clone();
                changed.insert(array, with_entry(value, flat, u));
                value_of(&case.program, &changed, &[])
            };
            let [u, v] = values(&domain);
            let law = coefficients(&program, &case.arrays, &position);
            let rise: f64 = law.iter().map(|&(b, c)| c * (basis(b, u) - basis(b, v))).sum();
            let scale = energy(u).abs() + energy(v).abs();
            close(rise, energy(v) - energy(u), scale, EXACT, &|| {
                format!("{name} at {position:?}\n{program}")
            });

            let mut blind = case.arrays.clone();
            blind.insert(array, with_entry(value, flat, f64::NAN));
            let blind = coefficients(&program, &blind, &position);
            assert_eq!(law, blind, "{name} at {position:?} reads the site\n{program}");
        }
    }
    found
}

#[test]
fn laws_of_named_energies() {
    for (name, (case, _)) in energies::all(71) {
        let known = laws(&case, &name);
        let has_none = ["free", "experts", "two layers", "high order", "convolution"];
        let expected = case.site_arrays().iter().filter(|(_, domain)| !domain.is_discrete()).count();
        if !has_none.iter().any(|prefix| name.starts_with(prefix)) {
            assert_eq!(known, expected, "{name}: {:?}", case.site_arrays());
        }
    }
}

#[test]
fn laws_of_bounded_sites() {
    for (name, case) in bounded::all(72) {
        assert_eq!(laws(&case, &name), 1, "{name}");
    }
}

#[test]
fn laws_of_random_energies() {
    let known: usize =
        (8_000..8_300).map(|seed| laws(&random::energy(seed, false), &format!("seed {seed}"))).sum();
    // so that the test cannot pass by finding none
    assert!(known > 60, "{known}");
}

/// The family of the law of the first array.
fn family_of(case: &Case) -> Option<Family> {
    let (array, domain) = case.site_arrays()[0].clone();
    let program = law::law(&case.program, array).ok()?;
    let functions: Vec<Basis> = program
        .outputs
        .iter()
        .map(|output| match output.target {
            Target::Coefficient(function) => function,
            _ => panic!("coefficients only"),
        })
        .collect();
    Family::of(&domain, &functions)
}

#[test]
fn families_are_recognised() {
    let random = &mut Random(73);
    let interval = || Domain::Interval(Number(-1.5), Number(2.0));
    let cases = [
        (energies::gaussian(3, random).0, Some(Family::Normal)),
        (energies::lattice(2, 2, Domain::Real, random).0, Some(Family::Normal)),
        (bounded::waits(3, random), Some(Family::Exponential)),
        (bounded::rates(3, random), Some(Family::Gamma)),
        (bounded::fractions(3, random), Some(Family::Beta)),
        (bounded::compass(3, random), Some(Family::VonMises)),
        (bounded::truncated(Domain::Positive, 3, random), Some(Family::TruncatedNormal)),
        (bounded::truncated(Domain::Unit, 3, random), Some(Family::TruncatedNormal)),
        (bounded::truncated(interval(), 3, random), Some(Family::TruncatedNormal)),
        (bounded::slopes(Domain::Unit, 3, random), Some(Family::TruncatedExponential)),
        (bounded::slopes(interval(), 3, random), Some(Family::TruncatedExponential)),
        (energies::experts(3, 2, random).0, None),
    ];
    for (case, expected) in cases {
        assert_eq!(family_of(&case), expected, "{}", case.program);
    }
}

#[test]
fn the_guilty_function_is_named() {
    let (case, _) = energies::experts(3, 2, &mut Random(74));
    let missing = law::law(&case.program, case.site_arrays()[0].0).expect_err("ln(1 + u²/2) has no law");
    assert_eq!(missing.reason, "`x` stands inside `ln_1p`, so its conditional has no known form");

    let (case, _) = energies::high_order(7, Domain::Real, &mut Random(74));
    let missing = law::law(&case.program, case.site_arrays()[0].0).expect_err("sixth powers");
    assert!(missing.reason.contains("`x`"), "{}", missing.reason);
}
