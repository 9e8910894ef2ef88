//! The energies beside the gallery against the same formulas in plain Rust: sizes, and values.

use super::*;
use crate::gallery::source;

/// The names of free sizes.
fn free(lowered: &Lowered) -> Vec<&str> {
    lowered.sizes.iter().map(|size| size.name.as_str()).collect()
}

/// The lowered energy of a name against a formula of its arrays, at random states.
fn compare(
    name: &str,
    sizes: &[(&str, &[usize])],
    formula: impl Fn(&dyn Fn(&str) -> Vec<f64>) -> f64,
) -> Lowered {
    let lowered = energy(source(name));
    for seed in 0..20 {
        let mut environment = environment(&lowered, seed, sizes);
        assert!(meets_checks(&lowered, &environment), "{name}");
        let expected = formula(&|array| numbers(&lowered, &environment, array));
        assert_close(evaluate(&lowered, &mut environment), expected, name);
    }
    lowered
}

#[test]
fn rotors_and_blume_capel() {
    compare("rotors", &[("x", &[3, 2])], |of| {
        let (x, coupling, field) = (of("x"), of("coupling")[0], of("field")[0]);
        let at = |r: usize, c: usize| x[r % 3 * 2 + c % 2];
        let site = |r, c| {
            let bonds = (at(r, c) - at(r + 1, c)).cos() + (at(r, c) - at(r, c + 1)).cos();
            -field * at(r, c).cos() - coupling * bonds
        };
        (0..6).map(|s| site(s / 2, s % 2)).sum()
    });
    compare("blume_capel", &[("x", &[2, 3])], |of| {
        let (x, coupling, crystal) = (of("x"), of("coupling")[0], of("crystal")[0]);
        let at = |r: usize, c: usize| x[r % 2 * 3 + c % 3] - 1.0;
        let site = |r, c| crystal * at(r, c) * at(r, c) - coupling * at(r, c) * (at(r + 1, c) + at(r, c + 1));
        (0..6).map(|s| site(s / 3, s % 3)).sum()
    });
}

#[test]
fn hypergraph() {
    let lowered = compare("hypergraph", &[("x", &[4]), ("triples", &[5])], |of| {
        let (x, t, h, j) = (of("x"), of("triples"), of("h"), of("j"));
        let field: f64 = x.iter().zip(&h).map(|(x, h)| x * h).sum();
        let three = |e: usize| (0..3).map(|member| x[t[3 * e + member] as usize]).product::<f64>();
        -field - (0..5).map(|e| j[e] * three(e)).sum::<f64>()
    });
    assert_eq!(extents(&lowered, "j"), ["triples.0"]);
}

#[test]
fn potentials_of_totals() {
    let lowered = compare("k_pairwise", &[("x", &[5])], |of| {
        let (x, h, j, potential) = (of("x"), of("h"), of("j"), of("potential"));
        let pairs = (0..5).flat_map(|i| (0..i).map(move |k| (i, k)));
        let pairs: f64 = pairs.map(|(i, k)| j[5 * i + k] * x[i] * x[k]).sum();
        let field: f64 = x.iter().zip(&h).map(|(x, h)| x * h).sum();
        -field - pairs - potential[x.iter().sum::<f64>() as usize]
    });
    assert_eq!(extents(&lowered, "potential"), ["1 + x.0"]);
    assert_eq!(
        lowered.program.lets.iter().map(|definition| definition.name.as_str()).collect::<Vec<_>>(),
        ["active"]
    );
    let lowered = compare("spike_counts", &[("x", &[4])], |of| {
        let (x, rate, potential) = (of("x"), of("rate"), of("potential"));
        let single: f64 = x.iter().zip(&rate).map(|(x, r)| x * r).sum();
        -single - potential[x.iter().sum::<f64>() as usize]
    });
    assert_eq!(extents(&lowered, "potential"), ["1 + 3*x.0"]);
}

#[test]
fn deep_boltzmann() {
    let lowered = compare("deep_boltzmann", &[("v", &[4]), ("first", &[3]), ("second", &[2])], |of| {
        let (v, first, second) = (of("v"), of("first"), of("second"));
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let pairs = |a: &[f64], w: Vec<f64>, b: &[f64]| {
            (0..a.len()).map(|i| a[i] * dot(&w[i * b.len()..(i + 1) * b.len()], b)).sum::<f64>()
        };
        let single = dot(&v, &of("b")) + dot(&first, &of("c")) + dot(&second, &of("d"));
        -single - pairs(&v, of("w"), &first) - pairs(&first, of("u"), &second)
    });
    assert_eq!(free(&lowered), ["first", "second"]);
    assert_eq!(
        (extents(&lowered, "w"), extents(&lowered, "d")),
        (vec!["v.0".into(), "first.0".into()], vec!["second.0".into()])
    );
}

#[test]
fn positive_counts_and_proportions() {
    compare("truncated", &[("x", &[4])], |of| {
        let (x, eta, interaction, precision) = (of("x"), of("eta"), of("interaction"), of("precision"));
        let single: f64 = (0..4).map(|i| 0.5 * precision[i] * x[i] * x[i] - eta[i] * x[i]).sum();
        single + (0..16).map(|p| 0.5 * interaction[p] * x[p / 4] * x[p % 4]).sum::<f64>()
    });
    compare("poisson", &[("x", &[4])], |of| {
        let (x, rate, j) = (of("x"), of("rate"), of("j"));
        let log_factorial = |n: f64| (1..=n as usize).map(|k| (k as f64).ln()).sum::<f64>();
        let single: f64 = (0..4).map(|i| log_factorial(x[i]) - rate[i] * x[i]).sum();
        let below = (0..16).filter(|p| p % 4 < p / 4);
        single + below.map(|p| j[p] * x[p / 4] * x[p % 4]).sum::<f64>()
    });
    compare("proportions", &[("x", &[3])], |of| {
        let (x, alpha, beta, j) = (of("x"), of("alpha"), of("beta"), of("j"));
        let single: f64 =
            (0..3).map(|i| (alpha[i] - 1.0) * x[i].ln() + (beta[i] - 1.0) * (1.0 - x[i]).ln()).sum();
        -single - (0..9).map(|p| 0.5 * j[p] * x[p / 3].ln() * x[p % 3].ln()).sum::<f64>()
    });
}

#[test]
fn labels_seen_and_hidden() {
    let lowered = compare("mixture", &[("x", &[5]), ("logits", &[3])], |of| {
        let (x, z, logits, mu, precision) = (of("x"), of("z"), of("logits"), of("mu"), of("precision"));
        let log_weights = logits.iter().map(|u| u.exp()).sum::<f64>().ln();
        let one = |i: usize| {
            let k = z[i] as usize;
            0.5 * precision[k] * (x[i] - mu[k]).powi(2) - 0.5 * precision[k].ln() - logits[k] + log_weights
        };
        (0..5).map(one).sum()
    });
    assert_eq!((free(&lowered), extents(&lowered, "z")), (vec!["logits"], vec!["x.0".to_owned()]));
    let sizes: [(&str, &[usize]); 3] = [("z", &[3]), ("y", &[2]), ("score", &[3, 4])];
    let lowered = compare("mixed", &sizes, |of| {
        let (z, y, score, shift, precision) = (of("z"), of("y"), of("score"), of("shift"), of("precision"));
        let labels: f64 = (0..3).map(|i| score[4 * i + z[i] as usize]).sum();
        let mean = |k: usize| (0..3).map(|i| shift[(3 * k + i) * 4 + z[i] as usize]).sum::<f64>();
        (0..2).map(|k| 0.5 * precision[k] * (y[k] - mean(k)).powi(2)).sum::<f64>() - labels
    });
    assert_eq!((free(&lowered), extents(&lowered, "levels")), (vec!["most"], vec!["z.0".to_owned()]));
    let lowered = compare("tagger", &[("label", &[4]), ("bias", &[3])], |of| {
        let (label, height, width) = (of("label"), of("height"), of("width"));
        let (bias, by_height, by_width) = (of("bias"), of("by_height"), of("by_width"));
        let (transition, temperature) = (of("transition"), of("temperature")[0]);
        let tag = |i: usize| label[i] as usize;
        let single = |i: usize| bias[tag(i)] + by_height[tag(i)] * height[i] + by_width[tag(i)] * width[i];
        let pair = |i: usize| match tag(i) == tag(i - 1) {
            true => 0.0,
            false => transition[3 * tag(i - 1) + tag(i)] * temperature,
        };
        -(0..4).map(single).sum::<f64>() - (1..4).map(pair).sum::<f64>()
    });
    assert_eq!(
        (free(&lowered), extents(&lowered, "transition")),
        (vec!["bias"], vec!["bias.0".to_owned(); 2])
    );
}
