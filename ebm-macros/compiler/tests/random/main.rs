//! Random energies through every stage of the compiler, compared with a direct evaluation that shares no code with it.
//!
//! A seed that fails is printed with its source and added to `regressions.txt`, which is run first ever after.

mod environment;
mod stages;

use ebm_oracle::generate::{Case, Style, generate};
use ebm_oracle::shrink::shrink;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
fn run(seeds: impl IntoIterator<Item = u64>, keep_failures: bool) {
    let known = known();
    let (mut failed, mut told, mut report) = (0, 0, String::new());
    for seed in seeds {
        let case = generate(seed, Style::default());
        let started = std::time::Instant::now();
        let checked = checked(&case);
        let wrong = checked.as_ref().err().and_then(|message| message.lines().next()).unwrap_or_default();
        if std::env::var_os("EBM_SEEDS").is_some() {
            println!("seed {seed}: {} ms {wrong}", started.elapsed().as_millis());
        }
        let Err(message) = checked else { continue };
        failed += 1;
        if keep_failures && !known.contains(&seed) {
            keep(seed, &message);
        }
        if told < TOLD || std::env::var_os("EBM_SEEDS").is_some() {
            told += 1;
            let _ = writeln!(report, "{}", describe(&case, &message));
        }
    }
    assert!(failed == 0, "{failed} energies failed, of which {told} are:\n{report}");
}

/// The first stage that is wrong about a case; a panic of the compiler is one more way to be wrong.
fn checked(case: &Case) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| stages::check(case)))
        .unwrap_or_else(|panic| Err(format!("panic: {}", environment::panic_text(&*panic))))
}

/// The case, made as small as it can be while it fails at the same stage.
fn describe(case: &Case, message: &str) -> String {
    let small = shrink(case, &mut |smaller| {
        checked(smaller).err().is_some_and(|other| kind(&other) == kind(message))
    });
    let message = checked(&small).err().unwrap_or_else(|| message.to_owned());
    format!("seed {}: {message}\n{}at {:?}\n", case.seed, small.function.source(), small.instances)
}

/// The stage; of a refusal, its first line without the names in it.
fn kind(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    if line.starts_with("refused") {
        line.split('`').step_by(2).collect()
    } else {
        line.split(':').next().unwrap_or_default().to_owned()
    }
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
    run(known(), false);
}

/// `EBM_SEEDS=100..200 cargo test -p ebm-compiler --test random chosen` looks at other seeds and keeps nothing.
#[test]
fn chosen_seeds() {
    let Ok(text) = std::env::var("EBM_SEEDS") else { return };
    let (from, to) = text.split_once("..").unwrap_or((&text, &text));
    let number = |text: &str| text.trim().parse::<u64>().expect("EBM_SEEDS is a seed or a range of seeds");
    run(number(from)..number(to).max(number(from) + 1), false);
}

macro_rules! blocks {
    ($($name:ident $block:literal),*) => {$(
        #[test]
        fn $name() {
            run($block * SEEDS..($block + 1) * SEEDS, true);
        }
    )*};
}

blocks!(seeds_a 0, seeds_b 1, seeds_c 2, seeds_d 3, seeds_e 4, seeds_f 5, seeds_g 6, seeds_h 7);
