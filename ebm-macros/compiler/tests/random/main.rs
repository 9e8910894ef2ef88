//! Random energies through every stage of the compiler, compared with a direct evaluation that shares no code with it.
//!
//! A seed that fails is printed with its source and added to `regressions.txt`, which is run first ever after.

mod stages;

use ebm_oracle::generate::{Case, Style, generate};
use ebm_oracle::shrink::shrink;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

/// Seeds of a test; eight tests run side by side.
const SEEDS: u64 = 300;
/// Failures printed in full; the others are counted.
const TOLD: usize = 3;

fn regressions() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/random/regressions.txt")
}

/// The seeds of the regressions file: the first word of each line that is a number.
fn known() -> Vec<u64> {
    let text = std::fs::read_to_string(regressions()).unwrap_or_default();
    text.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

/// Runs the cases of seeds and panics with what failed.
fn run(seeds: impl IntoIterator<Item = u64>) {
    let known = known();
    let (mut failed, mut told, mut report) = (0, 0, String::new());
    for seed in seeds {
        let case = generate(seed, Style::default());
        let Err(message) = stages::check(&case) else { continue };
        failed += 1;
        if !known.contains(&seed) {
            keep(seed, &message);
        }
        if told < TOLD {
            told += 1;
            let _ = writeln!(report, "{}", describe(&case, &message));
        }
    }
    assert!(failed == 0, "{failed} energies failed, of which {told} are:\n{report}");
}

/// The case, made as small as it can be while it fails at the same stage.
fn describe(case: &Case, message: &str) -> String {
    let stage = |message: &str| message.split(':').next().map(str::to_owned);
    let small = shrink(case, &mut |smaller| {
        stages::check(smaller).err().is_some_and(|other| stage(&other) == stage(message))
    });
    let message = stages::check(&small).err().unwrap_or_else(|| message.to_owned());
    format!("seed {}: {message}\n{}at {:?}\n", case.seed, small.function.source(), small.instances)
}

/// Adds a seed to the regressions file with the first line of its message.
fn keep(seed: u64, message: &str) {
    let line = message.lines().next().unwrap_or_default();
    let file = std::fs::OpenOptions::new().append(true).create(true).open(regressions());
    // a read-only checkout must not hide the failure itself
    let _ = file.and_then(|mut file| writeln!(file, "{seed} # {line}"));
}

#[test]
fn regressions_first() {
    run(known());
}

macro_rules! blocks {
    ($($name:ident $block:literal),*) => {$(
        #[test]
        fn $name() {
            run($block * SEEDS..($block + 1) * SEEDS);
        }
    )*};
}

blocks!(seeds_a 0, seeds_b 1, seeds_c 2, seeds_d 3, seeds_e 4, seeds_f 5, seeds_g 6, seeds_h 7);
