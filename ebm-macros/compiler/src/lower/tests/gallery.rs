//! The gallery against the same formulas in plain Rust.

use super::*;
use crate::gallery::{gallery, source};

const SEEDS: std::ops::Range<u64> = 0..20;

#[test]
fn ising() {
    let lowered = energy(source("ising"));
    assert_eq!(extents(&lowered, "h"), ["x.0"]);
    assert_eq!(extents(&lowered, "j"), ["x.0", "x.0"]);
    assert!(lowered.sizes.is_empty() && lowered.checks.is_empty() && lowered.program.lets.is_empty());
    for seed in SEEDS {
        let n = seed as usize % 6;
        let mut environment = environment(&lowered, seed, &[("x", &[n])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let (x, h, j) = (array("x"), array("h"), array("j"));
        let mut expected = 0.0;
        for i in 0..n {
            expected -= h[i] * x[i];
            for k in 0..i {
                expected -= j[i * n + k] * x[i] * x[k];
            }
        }
        assert_close(evaluate(&lowered, &mut environment), expected, "ising");
    }
}

#[test]
fn boltzmann_and_gaussian() {
    for (name, linear, quadratic) in [("boltzmann", "b", "w"), ("gaussian", "eta", "precision")] {
        let lowered = energy(source(name));
        assert_eq!(extents(&lowered, linear), ["x.0"]);
        assert_eq!(extents(&lowered, quadratic), ["x.0", "x.0"]);
        assert!(lowered.program.lets.is_empty(), "one double sum, as the loops give it");
        let sign = if name == "boltzmann" { -0.5 } else { 0.5 };
        for seed in SEEDS {
            let n = seed as usize % 6;
            let mut environment = environment(&lowered, seed, &[("x", &[n])]);
            let array = |name: &str| numbers(&lowered, &environment, name);
            let (x, b, w) = (array("x"), array(linear), array(quadratic));
            let mut expected = 0.0;
            for i in 0..n {
                expected -= b[i] * x[i];
                for k in 0..n {
                    expected += sign * w[i * n + k] * x[i] * x[k];
                }
            }
            assert_close(evaluate(&lowered, &mut environment), expected, name);
        }
    }
}

#[test]
fn lattice() {
    let lowered = energy(source("lattice"));
    assert!(lowered.program.lets.is_empty() && lowered.sizes.is_empty());
    for seed in SEEDS {
        let (rows, cols) = (1 + seed as usize % 3, 1 + seed as usize / 3 % 4);
        let mut environment = environment(&lowered, seed, &[("x", &[rows, cols])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let (x, coupling, field) = (array("x"), array("coupling")[0], array("field")[0]);
        let at = |r: usize, c: usize| x[r % rows * cols + c % cols];
        let mut expected = 0.0;
        for r in 0..rows {
            for c in 0..cols {
                expected -= field * at(r, c) + coupling * at(r, c) * (at(r + 1, c) + at(r, c + 1));
            }
        }
        assert_close(evaluate(&lowered, &mut environment), expected, "lattice");
    }
}

#[test]
fn graph() {
    let lowered = energy(source("graph"));
    assert_eq!(
        (extents(&lowered, "h"), extents(&lowered, "j")),
        (vec!["x.0".to_owned()], vec!["edges.0".to_owned()])
    );
    let bounds = &lowered.program.arrays[1].bounds;
    assert!(bounds.iter().all(|bounds| bounds.len() == 1 && text(&lowered, &bounds[0]) == "x.0"));
    assert!(lowered.program.lets.is_empty(), "`pair` is only added up");
    for seed in SEEDS {
        let mut environment = environment(&lowered, seed, &[("x", &[5]), ("edges", &[7])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let (x, edges, h, j) = (array("x"), array("edges"), array("h"), array("j"));
        let fields: f64 = x.iter().zip(&h).map(|(x, h)| x * h).sum();
        let pairs: f64 = (0..7).map(|e| j[e] * x[edges[2 * e] as usize] * x[edges[2 * e + 1] as usize]).sum();
        assert_close(evaluate(&lowered, &mut environment), -fields - pairs, "graph");
    }
}

#[test]
fn phi4_and_experts() {
    let lowered = energy(source("phi4"));
    for seed in SEEDS {
        let (rows, cols) = (1 + seed as usize % 3, 2);
        let mut environment = environment(&lowered, seed, &[("x", &[rows, cols])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let (x, mass, lambda) = (array("x"), array("mass")[0], array("lambda")[0]);
        let at = |r: usize, c: usize| x[r % rows * cols + c % cols];
        let mut expected = 0.0;
        for r in 0..rows {
            for c in 0..cols {
                let s = at(r, c);
                expected += 0.5 * (s - at(r + 1, c)).powi(2) + 0.5 * (s - at(r, c + 1)).powi(2);
                expected += 0.5 * mass * s * s + lambda * s.powi(4);
            }
        }
        assert_close(evaluate(&lowered, &mut environment), expected, "phi4");
    }
    let lowered = energy(source("experts"));
    assert_eq!(extents(&lowered, "w"), ["w.0", "x.0"]);
    assert_eq!(extents(&lowered, "alpha"), ["w.0"]);
    assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), ["alpha"]);
    assert_eq!(lowered.program.lets.len(), 1);
    assert_eq!(lowered.program.lets[0].name, "u");
    for seed in SEEDS {
        let mut environment = environment(&lowered, seed, &[("x", &[3]), ("w", &[2])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let (x, w, alpha) = (array("x"), array("w"), array("alpha"));
        let expected: f64 = (0..2)
            .map(|k| {
                let u: f64 = (0..3).map(|i| w[k * 3 + i] * x[i]).sum();
                alpha[k] * (0.5 * u * u).ln_1p()
            })
            .sum();
        assert_close(evaluate(&lowered, &mut environment), expected, "experts");
    }
}

#[test]
fn perceptron() {
    let lowered = energy(source("perceptron"));
    assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), ["hidden"]);
    assert_eq!(extents(&lowered, "w2"), ["w1.0", "w1.0"]);
    assert_eq!(extents(&lowered, "readout"), ["w1.0"]);
    for seed in SEEDS {
        let (n, m) = (3, 2);
        let mut environment = environment(&lowered, seed, &[("x", &[n]), ("w1", &[m])]);
        let array = |name: &str| numbers(&lowered, &environment, name);
        let softplus = |u: f64| u.exp().ln_1p();
        let layer = |w: Vec<f64>, b: Vec<f64>, x: &[f64]| -> Vec<f64> {
            let width = x.len();
            (0..m)
                .map(|k| softplus((0..width).map(|i| w[k * width + i] * x[i]).sum::<f64>() + b[k]))
                .collect()
        };
        let x = array("x");
        let second = layer(array("w2"), array("b2"), &layer(array("w1"), array("b1"), &x));
        let expected: f64 = second.iter().zip(array("readout")).map(|(u, r)| u * r).sum::<f64>()
            + 0.5 * x.iter().map(|x| x * x).sum::<f64>();
        assert_close(evaluate(&lowered, &mut environment), expected, "perceptron");
    }
}

/// Every energy of the gallery, executed as Rust would run it.
#[test]
fn all_are_what_their_functions_say() {
    for (name, text) in gallery() {
        if name == "deep" {
            continue;
        }
        let lowered = energy(text);
        let function = surface(text);
        let mut ran = 0;
        for seed in SEEDS {
            let sizes = [1 + seed as usize % 4, 1 + seed as usize / 2 % 3, 2];
            let sizes: Vec<(&str, &[usize])> =
                lowered.program.arrays.iter().map(|array| (array.name.as_str(), sizes.as_slice())).collect();
            let mut environment = environment(&lowered, seed, &sizes);
            if !meets_checks(&lowered, &environment) {
                continue;
            }
            let Some(expected) = direct(&function, &lowered, &environment) else { continue };
            assert_close(evaluate(&lowered, &mut environment), expected, name);
            ran += 1;
        }
        assert!(ran >= 10, "{name}: only {ran} of its states could be run");
    }
}

#[test]
fn neural_energies_are_refused_by_name() {
    assert_eq!(
        run(source("deep")).1,
        ["`neural` is not derived yet; write the network out with `dot` and `mapv`"]
    );
}
