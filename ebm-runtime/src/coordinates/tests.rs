//! Both coordinates against each other and against central differences.

use super::*;
use crate::layout::{Init, SiteArray};

const TIED: Constraint = Constraint { symmetric: true, zero_diagonal: false, positive: false, frozen: false };

/// One block of each kind: 2 plain, a 3×3 symmetric (6), a 3×3 symmetric with zero diagonal (3), a 2×2 positive
/// (4), a 2×2 symmetric and positive (3), a frozen one (0).
fn layout() -> Layout {
    let block = |name: &str, shape: &[usize], c: Constraint| ParamBlock::new(name, shape).constrained(c);
    let plain = Constraint::default();
    Layout::new(
        vec![SiteArray::new("x", crate::domain::Domain::Spin, &[3])],
        vec![
            block("h", &[2], plain),
            block("j", &[3, 3], TIED),
            block("w", &[3, 3], Constraint { zero_diagonal: true, ..TIED }),
            block("a", &[2, 2], Constraint { positive: true, ..plain }),
            block("p", &[2, 2], Constraint { positive: true, ..TIED }),
            block("fixed", &[2], Constraint { frozen: true, ..plain }).starting_at(Init::Constant(3.0)),
        ],
    )
}

fn point(coordinates: &Coordinates) -> Vec<f64> {
    (0..coordinates.len()).map(|a| 0.3 * (1.7 * a as f64).sin()).collect()
}

/// A function that reads every entry by itself, with both triangles unequal in weight.
fn function(theta: &[f64]) -> f64 {
    theta.iter().enumerate().map(|(a, t)| (0.1 * a as f64 + 0.2) * (t + 0.3 * t * t * t)).sum()
}

fn raw_gradient(theta: &[f64]) -> Vec<f64> {
    theta.iter().enumerate().map(|(a, t)| (0.1 * a as f64 + 0.2) * (1.0 + 0.9 * t * t)).collect()
}

fn central_differences(phi: &[f64], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let moved = |a: usize, by: f64| {
        let mut phi = phi.to_vec();
        phi[a] += by;
        f(&phi)
    };
    (0..phi.len()).map(|a| (moved(a, 1e-5) - moved(a, -1e-5)) / 2e-5).collect()
}

#[test]
fn free_coordinates_are_counted_and_named() {
    let coordinates = Coordinates::new(&layout());
    assert_eq!(coordinates.len(), 2 + 6 + 3 + 4 + 3);
    let names: Vec<String> = (0..coordinates.len()).map(|a| coordinates.name(a)).collect();
    assert_eq!(
        names.join(" "),
        "h[0] h[1] j[0, 0] j[1, 0] j[1, 1] j[2, 0] j[2, 1] j[2, 2] w[1, 0] w[2, 0] w[2, 1] \
         a[0, 0] a[0, 1] a[1, 0] a[1, 1] p[0, 0] p[1, 0] p[1, 1]"
    );
}

#[test]
fn going_to_public_and_back_changes_nothing() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let phi = point(&coordinates);
    let mut theta = layout.initial_theta();
    coordinates.to_public(&phi, &mut theta);
    assert_eq!(coordinates.check(&theta), Ok(()));
    assert_eq!(theta[layout.params()[5].range()], [3.0, 3.0], "frozen parameters stay");
    for (back, phi) in coordinates.to_free(&theta).iter().zip(&phi) {
        // exp and ln undo each other to a rounding of a number near 1
        assert!((back - phi).abs() < 1e-15);
    }
}

#[test]
fn pull_back_is_the_slope_by_free_coordinates() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let phi = point(&coordinates);
    let public = |phi: &[f64]| {
        let mut theta = layout.initial_theta();
        coordinates.to_public(phi, &mut theta);
        theta
    };
    let theta = public(&phi);
    let mut gradient = vec![0.0; coordinates.len()];
    coordinates.pull_back(&theta, &raw_gradient(&theta), &mut gradient);
    coordinates.add_l2_gradient(0.7, &theta, &mut gradient);
    let objective = |phi: &[f64]| function(&public(phi)) + coordinates.l2(0.7, &public(phi));
    for (a, slope) in central_differences(&phi, objective).into_iter().enumerate() {
        // a third derivative below 200 times h²/6, and a value below 100 rounded, divided by h
        assert!((gradient[a] - slope).abs() < 5e-9, "{}: {} and {slope}", coordinates.name(a), gradient[a]);
    }
}

#[test]
fn l2_counts_tied_entries_once() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let mut phi = vec![0.0; coordinates.len()];
    phi[3] = 2.0; // j[1, 0]
    let mut theta = layout.initial_theta();
    coordinates.to_public(&phi, &mut theta);
    // seven positive coordinates at e⁰ = 1, and the one tied pair
    assert_eq!(coordinates.l2(2.0, &theta), 7.0 + 4.0);
}

/// 0 · ∞ is NaN: a fit without a penalty could not start where θ² overflows.
#[test]
fn no_penalty_is_none_wherever_theta_is() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let theta = vec![1e300; coordinates.public_len()];
    let mut gradient = vec![0.0; coordinates.len()];
    coordinates.add_l2_gradient(0.0, &theta, &mut gradient);
    assert_eq!(coordinates.l2(0.0, &theta), 0.0);
    assert!(gradient.iter().all(|&slope| slope == 0.0));
}

#[test]
fn tying_adds_both_triangles_and_clears_zero_diagonals() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let mut raw: Vec<f64> = (0..layout.param_count()).map(|a| a as f64).collect();
    coordinates.tie(&mut raw);
    assert_eq!(raw[2..11], [2.0, 8.0, 12.0, 8.0, 6.0, 16.0, 12.0, 16.0, 10.0]);
    assert_eq!([raw[11], raw[15], raw[19]], [0.0; 3]);
    assert_eq!(raw[20..24], [20.0, 21.0, 22.0, 23.0]);
}

#[test]
fn parameters_that_break_a_promise_are_named() {
    let layout = layout();
    let coordinates = Coordinates::new(&layout);
    let mut good = layout.initial_theta();
    coordinates.to_public(&vec![0.0; coordinates.len()], &mut good);
    let refuse = |flat: usize, value: f64| {
        let mut theta = good.clone();
        theta[flat] = value;
        coordinates.check(&theta).unwrap_err().to_string()
    };
    assert_eq!(refuse(1, f64::NAN), "`h[1]` is NaN, which is not a finite number");
    assert_eq!(
        refuse(5, 1.0),
        "`j[0, 1]` is 0 but `j[1, 0]` is 1, and the parameter is declared `symmetric`"
    );
    assert_eq!(refuse(11, 1.0), "`w[0, 0]` is 1, but the parameter is declared `zero_diagonal`");
    assert_eq!(refuse(20, 0.0), "`a[0, 0]` is 0, but the parameter is declared `positive`");
    let short = coordinates.check(&good[1..]).unwrap_err();
    assert_eq!(short.to_string(), "29 parameters where the model has 30");
}
