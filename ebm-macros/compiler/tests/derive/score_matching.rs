//! Generalised, directional and denoising score matching against differences of energies and against each other.

use crate::build::*;
use crate::check::{close, gradients};
use crate::normaliser::in_unit;
use crate::{bounded, energies, random};
use ebm_compiler::derive::{objective, reverse};
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

type Arrays = BTreeMap<ArrayId, Value>;

/// First and second differences of fourth order with step 1e-3 err by 1e-12 of the fifth and sixth derivative and by 1e-9
/// of the value; logarithms near an end have sixth derivatives of 1e5.
const TWICE_DIFFERENTIATED: f64 = 2e-6;

const STEP: f64 = 1e-3;

/// Both sides are sums of a few hundred products.
const EXACT: f64 = 1e-10;

/// The first and second derivative at 0 by differences.
fn derivatives(f: &dyn Fn(f64) -> f64) -> [f64; 2] {
    let [a, b, here, c, d] = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|k| f(k * STEP));
    [
        (8.0 * (c - b) - (d - a)) / (12.0 * STEP),
        (16.0 * (c + b) - (d + a) - 30.0 * here) / (12.0 * STEP * STEP),
    ]
}

/// h and h′ by hand.
fn weight(domain: &Domain, x: f64) -> [f64; 2] {
    let ends = |low: f64, high: f64| {
        let (d, rise) = if x - low < high - x { (x - low, 1.0) } else { (high - x, -1.0) };
        if d < 1.0 { [d, rise] } else { [1.0, 0.0] }
    };
    match domain {
        Domain::Positive => ends(0.0, f64::INFINITY),
        Domain::Unit => ends(0.0, 1.0),
        Domain::Interval(low, high) => ends(low.0, high.0),
        _ => [1.0, 0.0],
    }
}

fn continuous(case: &Case) -> Vec<(ArrayId, Domain)> {
    case.site_arrays().into_iter().filter(|(_, domain)| !domain.is_discrete()).collect()
}

/// Σ ½ h ψ² + h ψ′ + h′ ψ with ψ = −∂E/∂x by differences of the energy, and the size of what was added up.
fn by_energies(case: &Case) -> (f64, f64) {
    let (mut total, mut scale) = (0.0, 0.0);
    for (array, domain) in continuous(case) {
        let value = &case.arrays[&array];
        for (flat, &x) in numbers(value).iter().enumerate() {
            let energy = |step: f64| {
                let mut moved = case.arrays.clone();
                moved.insert(array, with_entry(value, flat, x + step));
                value_of(&case.program, &moved, &[])
            };
            let [slope, curvature] = derivatives(&energy);
            let [h, rise] = weight(&domain, x);
            total += h * (0.5 * slope * slope - curvature) - rise * slope;
            scale += slope * slope + curvature.abs() + energy(0.0).abs();
        }
    }
    (total, scale)
}

fn slopes(program: &Program, arrays: &Arrays, name: &str) {
    let gradient = reverse::gradient(program, &reverse::learned(program), None);
    let value = |arrays: &Arrays| value_of(program, arrays, &[]);
    gradients(&gradient, arrays, &[], &value, name);
}

/// Values for the arrays along sites, by the place among all their entries.
fn with_along(program: &Program, arrays: &Arrays, mut value: impl FnMut(usize) -> f64) -> Arrays {
    let mut arrays = arrays.clone();
    let mut place = 0;
    for (id, array) in program.arrays.iter().enumerate() {
        let Role::Along(sites) = array.role else { continue };
        let shape = arrays[&sites].shape.clone();
        let count: usize = shape.iter().product();
        let values = (place..place + count).map(&mut value).collect();
        place += count;
        arrays.insert(ArrayId(id), Value::numbers(&shape, values));
    }
    arrays
}

/// Generalised score matching is what differences say, and the mean of the directional one over all signs.
fn generalised(case: &Case, name: &str) {
    let Ok(program) = objective::generalised_score_matching(&case.program) else {
        assert!(objective::directional(&case.program).is_err(), "{name}");
        return;
    };
    let found = value_of(&program, &case.arrays, &[]);
    let (expected, scale) = by_energies(case);
    close(found, expected, scale, TWICE_DIFFERENTIATED, &|| format!("{name}: generalised\n{program}"));
    slopes(&program, &case.arrays, &format!("{name}: generalised"));

    let sites: usize = continuous(case).iter().map(|(array, _)| numbers(&case.arrays[array]).len()).sum();
    if sites <= 6 {
        let directional = objective::directional(&case.program).expect("as the generalised one");
        let with_signs = |signs: usize| {
            let sign = |place: usize| if signs >> place & 1 == 1 { 1.0 } else { -1.0 };
            value_of(&directional, &with_along(&directional, &case.arrays, sign), &[])
        };
        let count = 1_usize << sites;
        let mean = (0..count).map(with_signs).sum::<f64>() / count as f64;
        close(mean, found, scale, EXACT, &|| format!("{name}: mean of the directional\n{directional}"));
    }
    if let Ok(explicit) = objective::score_matching(&case.program) {
        let explicit = value_of(&explicit, &case.arrays, &[]);
        close(explicit, found, 0.0, 0.0, &|| format!("{name}: explicit"));
    }
}

/// ½ (D_v E)² − D_v² E along one direction, by differences, and its gradient.
fn directional(case: &Case, name: &str) {
    let Ok(program) = objective::directional(&case.program) else { return };
    let random = &mut Random(91);
    let arrays = with_along(&program, &case.arrays, |_| random.uniform(-1.5, 1.5));
    let energy = |step: f64| {
        let mut moved = arrays.clone();
        for (id, array) in program.arrays.iter().enumerate() {
            let Role::Along(sites) = array.role else { continue };
            let (x, v) = (numbers(&arrays[&sites]), numbers(&arrays[&ArrayId(id)]));
            let values = x.iter().zip(v).map(|(x, v)| x + step * v).collect();
            moved.insert(sites, Value::numbers(&arrays[&sites].shape, values));
        }
        value_of(&case.program, &moved, &[])
    };
    if continuous(case).iter().all(|(_, domain)| matches!(domain, Domain::Real | Domain::Angle)) {
        let [slope, curvature] = derivatives(&energy);
        let expected = 0.5 * slope * slope - curvature;
        let scale = slope * slope + curvature.abs() + energy(0.0).abs();
        let found = value_of(&program, &arrays, &[]);
        close(found, expected, scale, TWICE_DIFFERENTIATED, &|| format!("{name}: directional\n{program}"));
    }
    slopes(&program, &arrays, &format!("{name}: directional"));
}

/// ½ Σ (score − target)² from the score.
fn denoising(case: &Case, name: &str) {
    let Ok(program) = objective::denoising(&case.program) else { return };
    let random = &mut Random(92);
    let arrays = with_along(&program, &case.arrays, |_| random.uniform(-1.0, 1.0));
    let score = reverse::score(&case.program).expect("continuous sites");
    let mut expected = 0.0;
    for (target, score) in run(&score, &arrays, &[]) {
        let Target::Gradient(sites) = target else { continue };
        let along = program.arrays.iter().position(|a| a.role == Role::Along(sites)).expect("a target");
        let pairs = numbers(&score).iter().zip(numbers(&arrays[&ArrayId(along)]));
        expected += pairs.map(|(s, t)| 0.5 * (s - t) * (s - t)).sum::<f64>();
    }
    let found = value_of(&program, &arrays, &[]);
    close(found, expected, 0.0, EXACT, &|| format!("{name}: denoising\n{program}"));
    slopes(&program, &arrays, &format!("{name}: denoising"));
}

fn all(case: &Case, name: &str) {
    generalised(case, name);
    directional(case, name);
    denoising(case, name);
}

#[test]
fn bounded_sites() {
    for (name, case) in bounded::all(93) {
        assert!(objective::generalised_score_matching(&case.program).is_ok(), "{name}");
        all(&case, &name);
    }
}

#[test]
fn named_energies() {
    for (name, (case, _)) in energies::all(94) {
        all(&case, &name);
    }
}

#[test]
fn random_energies() {
    let mut checked = 0;
    for seed in 10_000..10_080 {
        let on_the_line = random::energy(seed, true);
        for (case, name) in [(on_the_line, "on the line"), (in_unit(seed), "in the unit interval")] {
            // functions of an energy have no orders of their own; from those, a fourth would be needed
            if crate::curvature::highest_order(&case.program) == 0 {
                all(&case, &format!("seed {seed} {name}"));
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "{checked}");
}

/// Σ_s ½ (Kx − η)_s² − K_ss
#[test]
fn a_gaussian_by_hand() {
    let (case, _) = energies::gaussian(3, &mut Random(95));
    let array = |name: &str| {
        let place = case.program.arrays.iter().position(|a| a.name == name).expect(name);
        numbers(&case.arrays[&ArrayId(place)]).to_vec()
    };
    let (x, eta, precision) = (array("x"), array("eta"), array("precision"));
    let row = |s: usize| (0..3).map(|k| precision[3 * s + k] * x[k]).sum::<f64>() - eta[s];
    let expected: f64 = (0..3).map(|s| 0.5 * row(s).powi(2) - precision[4 * s]).sum();
    let program = objective::score_matching(&case.program).expect("smooth");
    close(value_of(&program, &case.arrays, &[]), expected, 0.0, 1e-14, &|| program.to_string());
}

#[test]
fn boundaries_are_not_ignored() {
    let case = bounded::rates(2, &mut Random(96));
    let explicit = objective::score_matching(&case.program).expect_err("a boundary");
    assert!(explicit.reason.starts_with("`x` has a boundary"), "{}", explicit.reason);
    let denoising = objective::denoising(&case.program).expect_err("a boundary");
    assert!(denoising.reason.starts_with("`x` has a boundary"), "{}", denoising.reason);
}
