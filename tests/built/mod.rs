//! Builds an example with the profile of the test that runs it: `cargo test --test NAME` alone would run a stale one, or none.

use std::path::PathBuf;
use std::process::Command;

/// Where an example is, once it is built with the profile of the test that asks.
pub(crate) fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--quiet", "--example", name]);
    cargo.arg("--target-dir").arg(profile.parent().unwrap());
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success());
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
