//! The main example as a user runs it: the program itself, its output and its exit codes.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The example that cargo built for these tests: tests lie in `target/<profile>/deps`, examples beside that folder.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps");
    profile.join("examples").join(format!("estimators{}", std::env::consts::EXE_SUFFIX))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().expect("the example was built with the tests")
}

/// The objects that it prints, one a line.
fn objects(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::str::from_utf8(&output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
}

fn number(object: &Value, field: &str) -> f64 {
    object[field].as_f64().unwrap_or_else(|| panic!("`{field}` of {object}"))
}

fn close(object: &Value, field: &str, wanted: f64, tolerance: f64) {
    let found = number(object, field);
    assert!((found - wanted).abs() <= tolerance, "{}: {field} is {found}, not {wanted}", object["estimator"]);
}

/// What a run on a file with this content says and exits with.
fn refused(name: &str, content: &str, more: &[&str]) -> (Option<i32>, String) {
    let file = std::env::temp_dir().join(format!("ebm-example-{}-{name}", std::process::id()));
    std::fs::write(&file, content).expect("a scratch file");
    let path = file.to_str().expect("a plain path");
    let output = run(&[&["--train", path][..], more].concat());
    std::fs::remove_file(&file).expect("the scratch file");
    assert!(output.stdout.is_empty());
    let message = String::from_utf8_lossy(&output.stderr).replace(path, "FILE");
    (output.status.code(), message.trim_end().to_owned())
}

/// Deviances of the published table from the saturated model: 843.96 and 47.35 (Edwards & Havránek 1985), which are
/// −2·1841·(ll − ll of the saturated model, −3.6084376142).
#[test]
fn the_table_that_it_brings_along() {
    let objects = objects(&run(&["--json"]));
    let names: Vec<_> = objects.iter().map(|object| object["estimator"].as_str().expect("a name")).collect();
    assert_eq!(names, ["maximum_likelihood", "pseudolikelihood"]);
    // both fits stop at a gradient of 1e-6, where the likelihood is flat to 1e-9; figures have ten digits
    close(&objects[0], "train_ll", -3.6212977388, 1e-8);
    close(&objects[0], "independent_train_ll", -3.8376491720, 1e-9);
    assert_eq!(number(&objects[0], "share_of_gain"), 1.0);
    // exact fitting is the ceiling, by definition
    assert!(number(&objects[1], "train_ll") < number(&objects[0], "train_ll"));
    for object in &objects {
        assert!(number(object, "gradient_norm") <= 1e-6 && number(object, "seconds") >= 0.0, "{object}");
        close(object, "ceiling_test_ll", number(&objects[0], "test_ll"), 0.0);
    }
}

/// Published optima, found by Newton's method over all 2^16 states (exact) and by another program (pseudolikelihood).
#[test]
fn nltcs_ends_at_the_published_optima() {
    let Some(data) = std::env::var_os("EBM_DATA") else {
        println!("skipped: EBM_DATA is not set");
        return;
    };
    if cfg!(debug_assertions) {
        println!("skipped: a hundred sums over 2^16 states take minutes without optimisation");
        return;
    }
    let file = |part: &str| Path::new(&data).join(format!("debd/nltcs/nltcs.{part}.data.gz"));
    let (train, test) = (file("train"), file("test"));
    let paths = [train.to_str().expect("a plain path"), test.to_str().expect("a plain path")];
    let objects = objects(&run(&["--train", paths[0], "--test", paths[1], "--json"]));
    close(&objects[0], "train_ll", -6.025468, 2e-5);
    close(&objects[0], "test_ll", -6.028409, 2e-5);
    close(&objects[1], "train_ll", -6.02883, 2e-4);
    close(&objects[1], "test_ll", -6.03386, 2e-4);
}

#[test]
fn what_is_too_large_to_sum_is_null() {
    let row = ["0", "1"].repeat(12).join(",");
    let other = ["1", "1"].repeat(12).join(",");
    let file = std::env::temp_dir().join(format!("ebm-example-{}-wide", std::process::id()));
    std::fs::write(&file, format!("{row}\n{other}\n")).expect("a scratch file");
    let objects = objects(&run(&["--train", file.to_str().expect("a plain path"), "--l2", "0.1", "--json"]));
    std::fs::remove_file(&file).expect("the scratch file");
    let pseudolikelihood = &objects[objects.len() - 1];
    assert_eq!(pseudolikelihood["estimator"], "pseudolikelihood");
    assert!(pseudolikelihood["train_ll"].is_null() && pseudolikelihood["ceiling_test_ll"].is_null());
    assert!(number(pseudolikelihood, "train_pl") < 0.0);
}

#[test]
fn bad_data_are_refused_with_their_place() {
    let cases = [
        ("two", "0,1\n2,0\n", "error: FILE, line 2, column 1: found `2`, expected 0 or 1"),
        ("ragged", "0,1\n0\n", "error: FILE, line 2: found 1 field, expected 2 as in line 1"),
        ("empty", "", "error: FILE: found no example, expected at least one"),
    ];
    for (name, content, message) in cases {
        assert_eq!(refused(name, content, &[]), (Some(1), message.to_owned()));
    }
    let (code, message) = refused("columns", "0,1\n1,0\n", &["--columns", "5"]);
    assert_eq!(code, Some(1), "{message}");
    let missing = run(&["--train", "no such file"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).starts_with("error: no such file"));
}

#[test]
fn bad_arguments_are_refused_with_another_code() {
    for arguments in [&["--frobnicate"][..], &["--l2", "-1"], &["--l2", "many"], &["--train"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}
