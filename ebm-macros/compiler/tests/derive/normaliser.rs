//! Local normalisers of continuous sites against quadrature.

use crate::build::*;
use crate::check::{close, gradients};
use crate::{bounded, check, random};
use ebm_compiler::derive::{objective, reverse};
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// The quadrature has 1800 nodes and an error far below rounding for integrands that are analytic inside and small at the
/// ends; a sum over four sites rounds by 1e-14.
const INTEGRATED: f64 = 1e-11;

/// ∫ f over (low, high) by the double exponential rule (Takahasi & Mori 1974).
fn integral(low: f64, high: f64, f: &dyn Fn(f64) -> f64) -> f64 {
    let half = 0.5 * (high - low);
    let node = |n: i32| {
        let s = f64::from(n) / 256.0;
        let inner = std::f64::consts::FRAC_PI_2 * s.sinh();
        // from the nearer end, so that it is not rounded onto it
        let gap = 2.0 * half / (1.0 + (2.0 * inner.abs()).exp());
        let u = if n < 0 { low + gap } else { high - gap };
        let weight = half * std::f64::consts::FRAC_PI_2 * s.cosh() / inner.cosh().powi(2) / 256.0;
        if u > low && u < high && weight > 0.0 { weight * f(u) } else { 0.0 }
    };
    (-900..=900).map(node).sum()
}

/// Where the mass of a conditional lies, for the energies here.
fn ends(domain: &Domain) -> (f64, f64) {
    match domain {
        Domain::Positive => (0.0, 150.0),
        Domain::Unit => (0.0, 1.0),
        Domain::Interval(low, high) => (low.0, high.0),
        Domain::Angle => (-std::f64::consts::PI, std::f64::consts::PI),
        _ => (-40.0, 40.0),
    }
}

/// −Σ_s ln p(x_s | rest) over continuous sites, from energies only.
fn by_quadrature(case: &Case, arrays: &BTreeMap<ArrayId, evaluate::Value>) -> f64 {
    let here = value_of(&case.program, arrays, &[]);
    let mut total = 0.0;
    for (array, domain) in case.site_arrays().into_iter().filter(|(_, domain)| !domain.is_discrete()) {
        let value = &arrays[&array];
        for flat in 0..numbers(value).len() {
            let density = |u: f64| {
                let mut changed = arrays.clone();
                changed.insert(array, with_entry(value, flat, u));
                (here - value_of(&case.program, &changed, &[])).exp()
            };
            let (low, high) = ends(&domain);
            total += integral(low, high, &density).ln();
        }
    }
    total
}

fn conditionals(case: &Case, name: &str) {
    let program =
        objective::pseudolikelihood(&case.program).unwrap_or_else(|m| panic!("{name}: {}", m.reason));
    let found = value_of(&program, &case.arrays, &[]);
    let expected = by_quadrature(case, &case.arrays);
    close(found, expected, 0.0, INTEGRATED, &|| format!("{name}\n{program}"));
    slopes(&program, case, name);
}

fn slopes(program: &Program, case: &Case, name: &str) {
    let gradient = reverse::gradient(program, &reverse::learned(program), None);
    let value = |arrays: &BTreeMap<ArrayId, evaluate::Value>| value_of(program, arrays, &[]);
    gradients(&gradient, &case.arrays, &[], &value, name);
}

#[test]
fn conditionals_of_bounded_sites() {
    for (name, case) in bounded::all(81) {
        conditionals(&case, &name);
    }
    for n in [1, 3] {
        conditionals(&bounded::truncated(Domain::Real, n, &mut Random(82)), "normal");
    }
}

/// The mode below, inside and above the domain, near and far.
#[test]
fn truncated_normals_have_no_bad_corner() {
    for domain in [Domain::Positive, Domain::Unit, Domain::Interval(Number(-1.5), Number(2.0))] {
        for precision in [1e-4, 0.3, 2.0, 900.0] {
            for pull in [-800.0, -30.0, -1.0, 0.0, 0.45, 3.0, 30.0, 800.0] {
                if domain == Domain::Positive && (precision < 0.1 || pull > 3.0) {
                    // beyond the ends of the quadrature
                    continue;
                }
                let mut case = bounded::truncated(domain.clone(), 1, &mut Random(83));
                let array = |name: &str| {
                    ArrayId(case.program.arrays.iter().position(|a| a.name == name).expect(name))
                };
                let (a, b) = (array("a"), array("b"));
                case.arrays.insert(a, evaluate::Value::numbers(&[1], vec![precision]));
                case.arrays.insert(b, evaluate::Value::numbers(&[1], vec![pull]));
                let program = objective::pseudolikelihood(&case.program).expect("a family");
                let found = value_of(&program, &case.arrays, &[]);
                let expected = by_quadrature(&case, &case.arrays);
                // M(z) is z²/2 where the mode is inside: up to 1e6, of which the last places are lost
                let scale = pull * pull / precision.max(1.0);
                close(found, expected, scale, 1e-10, &|| {
                    format!("{}, precision {precision}, pull {pull}", domain.word())
                });
            }
        }
    }
}

/// Σ ½a(x − m)² − ½ ln(a/2π) with the conditional mean m, by hand.
#[test]
fn a_gaussian_by_hand() {
    let mut case = Case::new("gaussian");
    let x = case.sites("x", Domain::Real, &[2], &mut Random(84));
    let precision = case.param(
        "precision",
        ParamOptions { symmetric: true, ..ParamOptions::default() },
        Some(vec![Index::size(x, 0); 2]),
        &[2, 2],
        &mut Random(84),
    );
    case.arrays.insert(x, evaluate::Value::numbers(&[2], vec![0.7, -1.3]));
    case.arrays.insert(precision, evaluate::Value::numbers(&[2, 2], vec![2.0, 0.6, 0.6, 1.5]));
    let (i, k) = (case.variable("i"), case.variable("k"));
    let size = Index::size(x, 0);
    let factors = [read(precision, &[&v(&i), &v(&k)]), read(x, &[&v(&i)]), read(x, &[&v(&k)])];
    let case = case.value(term(0.5, &[up_to(&i, &size), up_to(&k, &size)], &[], &factors));
    let program = objective::pseudolikelihood(&case.program).expect("normal conditionals");
    let one = |x: f64, other: f64, a: f64| {
        let mean = -0.6 * other / a;
        0.5 * a * (x - mean).powi(2) - 0.5 * (a / (2.0 * std::f64::consts::PI)).ln()
    };
    let expected = one(0.7, -1.3, 2.0) + one(-1.3, 0.7, 1.5);
    close(value_of(&program, &case.arrays, &[]), expected, 0.0, 1e-14, &|| program.to_string());
}

/// A random energy with its real sites between 0 and 1.
pub(crate) fn in_unit(seed: u64) -> Case {
    let mut case = random::energy(seed, true);
    let draws = &mut Random(seed + 1);
    for (array, _) in case.site_arrays().into_iter().filter(|(_, domain)| *domain == Domain::Real) {
        case.program.arrays[array.0].role = Role::Visible(Domain::Unit);
        let shape = case.arrays[&array].shape.clone();
        let values = (0..shape.iter().product()).map(|_| draws.uniform(0.1, 0.9)).collect();
        case.arrays.insert(array, evaluate::Value::numbers(&shape, values));
    }
    case
}

#[test]
fn conditionals_of_random_energies() {
    let mut checked = 0;
    for seed in 9_000..9_100 {
        let case = in_unit(seed);
        let Ok(program) = objective::pseudolikelihood(&case.program) else { continue };
        let found = value_of(&program, &case.arrays, &[]);
        // parameters are random: where there is a square, half of the precisions are negative
        if !found.is_nan() {
            let discrete = check::pseudolikelihood_by_energies(&case, &case.arrays);
            let expected = by_quadrature(&case, &case.arrays) + discrete;
            close(found, expected, 0.0, INTEGRATED, &|| format!("seed {seed}\n{program}"));
            checked += 1;
        }
    }
    assert!(checked > 15, "{checked}");
}

#[test]
fn what_has_no_normaliser_says_why() {
    let reason = |case: &Case| objective::pseudolikelihood(&case.program).expect_err("no normaliser").reason;
    let random = &mut Random(85);
    let linear = bounded::slopes(Domain::Real, 2, random);
    assert_eq!(reason(&linear), "the energy is linear in x, so that nothing keeps `x` from running away");
    let product = bounded::truncated(Domain::Angle, 2, random);
    assert_eq!(
        reason(&product),
        "the conditional of `x` (angle) is linear in x, x², which is no family with a known normaliser"
    );
}
