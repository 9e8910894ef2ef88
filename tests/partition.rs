//! The example `partition` as a user runs it: networks and machines from files against sums written out, its JSON, its messages.

mod built;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use ndarray::{Array1, Array2};
use ndarray_npy::WriteNpyExt;
use serde_json::Value;

/// The example, built once.
fn example() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built::example("partition"))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(example()).args(arguments).args(["--steps", "40", "--runs", "64"]).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The lines of `--json`, each with the fields that it has to have.
fn json(arguments: &[&str]) -> Vec<Value> {
    let output = run(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "JSON says it all");
    let lines = text(&output.stdout);
    let lines = lines.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        for field in ["log_z", "standard_error", "lower", "seconds"] {
            assert!(line[field].is_number(), "{field} in {line}");
        }
        // nothing is known from above where importance sampling has degenerate weights
        assert!(line["upper"].is_number() || line["upper"].is_null(), "{line}");
        let verdict = line["verdict"].as_str().unwrap();
        assert!(["exact", "converged", "bounds_disagree", "weights_degenerate"].contains(&verdict), "{line}");
        line
    });
    lines.collect()
}

fn line<'l>(lines: &'l [Value], method: &str) -> &'l Value {
    lines.iter().find(|line| line["method"] == method).unwrap_or_else(|| panic!("{method} in {lines:?}"))
}

/// Exact lines are exact; estimates that call themselves converged are within 5 standard errors (wrong once in two million times).
fn meets(lines: &[Value], expected: f64) {
    for line in lines {
        let number = |field: &str| line[field].as_f64().unwrap();
        let allowed = match line["verdict"].as_str() {
            Some("exact") => 1e-6,
            Some("converged") => 5.0 * number("standard_error") + 1e-6,
            _ => continue,
        };
        assert!((number("log_z") - expected).abs() <= allowed, "{line}: {expected}");
        assert!(
            number("lower") - 1e-6 <= expected
                && line["upper"].as_f64().is_none_or(|up| expected <= up + 1e-6)
        );
    }
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("partition");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
    folder.join(name)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Variables of 2, 3, 4 and 1 values; factors of none to three of them, scopes in any order, some entries 0.
const NETWORK: &str = "MARKOV
4
2 3 4 1
5
1 0
2 2 1
3 1 0 2
2 3 0
0

2 0.5 1.5
12 1 0 2 0.5 3 1 1 1 0 2 0.25 4
24 1 2 3 4 1 0 2 2 1 1 0.5 0.5 3 1 2 1 1 4 0 1 2 2 1 1
2 3 0.5
1 2.5
";

/// Its sum, written out.
fn sum() -> f64 {
    let pair = [1.0, 0.0, 2.0, 0.5, 3.0, 1.0, 1.0, 1.0, 0.0, 2.0, 0.25, 4.0];
    let triple = [
        1.0, 2.0, 3.0, 4.0, 1.0, 0.0, 2.0, 2.0, 1.0, 1.0, 0.5, 0.5, 3.0, 1.0, 2.0, 1.0, 1.0, 4.0, 0.0, 1.0,
        2.0, 2.0, 1.0, 1.0,
    ];
    let mut z = 0.0_f64;
    for a in 0..2 {
        for b in 0..3 {
            for c in 0..4 {
                let single = [0.5, 1.5][a] * [3.0, 0.5][a] * 2.5;
                z += single * pair[3 * c + b] * triple[8 * b + 4 * a + c];
            }
        }
    }
    z.ln()
}

#[test]
fn networks_of_every_shape_are_summed() {
    for bytes in [NETWORK.as_bytes().to_vec(), gzip(NETWORK.as_bytes())] {
        let path = file("mixed.uai", &bytes);
        let lines = json(&["--uai", path.to_str().unwrap()]);
        let methods =
            ["elimination", "annealed_importance_sampling", "bridge_sampling", "importance_sampling"];
        methods.iter().for_each(|method| assert!(line(&lines, method)["log_z"].is_number()));
        let exact = line(&lines, "elimination");
        assert_eq!(exact["verdict"], "exact");
        assert!((exact["log_z"].as_f64().unwrap() - sum()).abs() < 1e-12, "{exact}: {}", sum());
        meets(&lines, sum());
    }
}

#[test]
fn networks_that_are_not_understood_say_why() {
    let refuse = |network: &str| {
        let path = file("wrong.uai", network.as_bytes());
        let output = run(&["--uai", path.to_str().unwrap()]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
        text(&output.stderr)
    };
    let wide = format!("MARKOV 4 2 2 2 2 1 4 0 1 2 3 16 {}", "1 ".repeat(16));
    assert!(refuse(&wide).contains("factor 0 (from 0) has 4 variables, expected at most 3"));
    assert!(refuse("BAYES 1 2 0").contains("expected the word MARKOV"));
    assert!(refuse("MARKOV 0 0").contains("a network without variables"));
    assert!(refuse("MARKOV 1 99999999999 0").contains("would not fit into 2 GB"));
}

#[test]
fn machines_are_read_and_judge_data() {
    let (visible, hidden) = (7, 4);
    let number = |k: usize| ((k * 37 % 19) as f64 - 9.0) / 6.0;
    let w = Array2::from_shape_fn((visible, hidden), |(i, k)| number(4 * i + k));
    let (b, c) = (
        Array1::from_shape_fn(visible, |i| number(i + 50)),
        Array1::from_shape_fn(hidden, |k| number(k + 80)),
    );
    // ln Σ_h exp(−E(v, h))
    let log_weight = |v: &[f64]| -> f64 {
        let input = |k: usize| c[k] + (0..visible).map(|i| v[i] * w[[i, k]]).sum::<f64>();
        (0..visible).map(|i| v[i] * b[i]).sum::<f64>()
            + (0..hidden).map(|k| input(k).exp().ln_1p()).sum::<f64>()
    };
    let state = |code: usize| (0..visible).map(|i| (code >> i & 1) as f64).collect::<Vec<f64>>();
    let z = (0..1 << visible).map(|code| log_weight(&state(code)).exp()).sum::<f64>().ln();
    let rows: Vec<Vec<f64>> = [3, 17, 96, 127].map(state).to_vec();
    let mean = rows.iter().map(|v| log_weight(v) - z).sum::<f64>() / 4.0;
    let csv: Vec<String> =
        rows.iter().map(|v| v.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(",")).collect();
    let data = file("rows.data", csv.join("\n").as_bytes());
    let (mut single, mut double, mut biases) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    w.mapv(|w| w as f32).write_npy(&mut single).unwrap();
    w.write_npy(&mut double).unwrap();
    b.write_npy(&mut biases[0]).unwrap();
    c.mapv(|c| c as f32).write_npy(&mut biases[1]).unwrap();
    let [b, c] = [file("b.npy", &biases[0]), file("c.npy.gz", &gzip(&biases[1]))];
    let cut = file("cut.npy", &single[..single.len() - 5]);
    let wrong = run(&["--rbm", cut.to_str().unwrap(), b.to_str().unwrap(), c.to_str().unwrap()]);
    let message = text(&wrong.stderr);
    assert!(wrong.status.code() == Some(1) && !message.contains("descriptor"), "{message}");
    for w in [file("w.npy", &single), file("w8.npy.gz", &gzip(&double))] {
        let paths = [&w, &b, &c, &data].map(|path| path.to_str().unwrap());
        let lines = json(&["--rbm", paths[0], paths[1], paths[2], "--data", paths[3]]);
        // parameters are rounded to f32: 40 of them, 1e-7 each
        let exact = line(&lines, "exact");
        assert!((exact["log_z"].as_f64().unwrap() - z).abs() < 1e-5, "{exact}: {z}");
        assert!(
            (exact["mean_test_log_probability"].as_f64().unwrap() - mean).abs() < 1e-5,
            "{exact}: {mean}"
        );
        for line in &lines {
            let judged = line["mean_test_log_probability"].as_f64().unwrap();
            let shift = line["log_z"].as_f64().unwrap() - z;
            assert!((judged + shift - mean).abs() < 1e-5, "{line}");
            // what the ends of log Z say of the data, where they say something
            for (end, of) in [("from", "upper"), ("to", "lower")] {
                let end = line[format!("mean_test_log_probability_{end}")].as_f64();
                let expected = line[of].as_f64().map(|log_z| mean - (log_z - z));
                assert_eq!(end.is_some(), expected.is_some(), "{line}");
                let apart = end.zip(expected).map_or(0.0, |(end, expected)| (end - expected).abs());
                assert!(apart < 1e-5, "{line}");
            }
        }
        let found = line(&lines, "annealed_importance_sampling");
        let error = found["standard_error"].as_f64().unwrap();
        assert!((found["log_z"].as_f64().unwrap() - z).abs() < 5.0 * error + 1e-5, "{found}: {z}");
        let [forward, reverse] = ["forward", "reverse"].map(|way| found[way].as_f64().unwrap());
        assert!((forward - z).abs() < 0.5 && (reverse - z).abs() < 0.5, "{found}: {z}");
        assert!(exact.get("forward").is_none(), "{exact}");
    }
    let wrong =
        run(&["--rbm", file("w.npy", &single).to_str().unwrap(), c.to_str().unwrap(), c.to_str().unwrap()]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("found shape [4], expected [7], one for each visible unit"));
}

#[test]
fn a_lattice_meets_its_closed_form() {
    let lines = json(&["--lattice", "4", "--beta", "0.44"]);
    let closed = line(&lines, "kaufman")["log_z"].as_f64().unwrap();
    // and that is the sum over 2¹⁶ states: parameters are f32, 32 couplings of 1e-8 each
    assert!((line(&lines, "exact")["log_z"].as_f64().unwrap() - closed).abs() < 1e-9, "{lines:?}");
    meets(&lines, closed);
}

#[test]
fn only_methods_that_are_asked_for_are_run() {
    let lines = json(&["--lattice", "3", "--beta", "0.3", "--methods", "exact, kaufman"]);
    let found: Vec<&str> = lines.iter().map(|line| line["method"].as_str().unwrap()).collect();
    assert_eq!(found, ["kaufman", "exact"]);
    let none = run(&["--lattice", "3", "--methods", "elimination"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("none of the methods that were asked for had an answer"));
    let wrong = run(&["--methods", "exact,guess"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("found `guess`, expected --methods among kaufman, elimination"));
}

/// `head` closes the pipe after a line: no failure.
#[test]
fn a_reader_may_go_before_the_end() {
    let mut child = Command::new(example())
        .args(["--lattice", "3", "--methods", "kaufman,exact", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
