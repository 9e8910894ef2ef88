//! Random energies through every stage of the compiler, compared with a direct evaluation that shares no code with it.
//!
//! A seed that fails is printed with its source and added to `regressions.txt`, which is run first ever after.

mod density;
mod environment;
mod objectives;
mod stages;
mod tally;

use ebm_oracle::generate::{Case, Style, generate};
use ebm_oracle::shrink::shrink;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use tally::Tally;

/// Long energies of a test, which are lowered and evaluated.
const LONG: u64 = 75;
/// Short energies of a test, of which everything is derived, too.
const SHORT: u64 = 1250;
/// Comparisons that are made for many of the short energies of a test: without one, the test would not see what it is for.
const COMPARED: [&str; 44] = [
    "energy",
    "energy of the joint density",
    "energy of the marginal",
    "flip, binary",
    "flip, spin",
    "flip of the marginal, binary",
    "flip of the joint density, spin",
    "values, binary",
    "values, spin",
    "values, categorical",
    "values, count",
    "values of the joint density, categorical",
    "values of the marginal, count",
    "shift, real",
    "shift, positive",
    "shift, unit",
    "shift, interval",
    "shift, angle",
    "shift of the joint density, real",
    "shift of the marginal, real",
    "law, real",
    "law, positive",
    "law, unit",
    "law, interval",
    "law, angle",
    "score, real",
    "score, positive",
    "score, unit",
    "score, interval",
    "score, angle",
    "Laplacian",
    "param gradient",
    "param gradient of the joint density",
    "param gradient of the marginal",
    "pseudolikelihood gradient",
    "pseudolikelihood with continuous sites, real",
    "pseudolikelihood with continuous sites, interval",
    "pseudolikelihood with continuous sites, angle",
    "pseudolikelihood with continuous sites gradient",
    "ratio_matching gradient",
    "minimum_probability_flow gradient",
    "score_matching gradient",
    "directional gradient",
    "denoising gradient",
];
/// Failures printed in full; the others are counted.
const TOLD: usize = 3;

fn regressions() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/random/regressions.txt")
}

/// The seeds of the regressions file, of short energies: the first word of each line that is a number.
fn known() -> Vec<u64> {
    let text = std::fs::read_to_string(regressions()).unwrap_or_default();
    text.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

/// What is done with a seed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// A long energy, lowered and evaluated.
    Lowered,
    /// A short energy with all its derivations.
    Derived,
    /// A long energy with all its derivations, which takes seconds for some.
    All,
}

impl Depth {
    fn case(self, seed: u64) -> Case {
        generate(seed, if self == Self::Derived { Style::compact() } else { Style::default() })
    }

    /// The first stage that is wrong about a case; a panic of the compiler is one more way to be wrong.
    fn checked(self, case: &Case, tally: &mut Tally) -> Result<(), String> {
        catch_unwind(AssertUnwindSafe(|| stages::check(case, self != Self::Lowered, tally)))
            .unwrap_or_else(|panic| Err(format!("panic: {}", environment::panic_text(&*panic))))
    }
}

/// Runs the cases of seeds and panics with what failed; what was compared.
fn run(seeds: impl IntoIterator<Item = u64>, depth: Depth, keep_failures: bool) -> Tally {
    let known = known();
    let told_of_each = std::env::var_os("EBM_SEEDS").is_some();
    let (mut failed, mut told, mut report) = (0, 0, String::new());
    let mut tally = Tally::default();
    for seed in seeds {
        let case = depth.case(seed);
        let started = std::time::Instant::now();
        let checked = depth.checked(&case, &mut tally);
        let wrong = checked.as_ref().err().and_then(|message| message.lines().next()).unwrap_or_default();
        if told_of_each {
            println!("seed {seed}: {} ms {wrong}", started.elapsed().as_millis());
        }
        let Err(message) = checked else { continue };
        failed += 1;
        if keep_failures && !known.contains(&seed) {
            keep(seed, &message);
        }
        if told < TOLD {
            told += 1;
            let _ = writeln!(report, "{}", describe(&case, depth, &message));
        }
    }
    if told_of_each {
        println!("{tally}");
    }
    assert!(failed == 0, "{failed} energies failed, of which {told} are:\n{report}");
    tally
}

/// The case, made as small as it can be while it fails at the same stage.
fn describe(case: &Case, depth: Depth, message: &str) -> String {
    let small = shrink(case, &mut |smaller| {
        depth.checked(smaller, &mut Tally::default()).err().is_some_and(|other| kind(&other) == kind(message))
    });
    let message = depth.checked(&small, &mut Tally::default()).err().unwrap_or_else(|| message.to_owned());
    format!("seed {}: {message}\n{}at {:?}\n", case.seed, small.function.source(), small.instances)
}

/// The stage; of a refusal, its first line without the names in it; of a wrong shape, the array.
fn kind(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    if line.starts_with("refused") {
        line.split('`').step_by(2).collect()
    } else if line.starts_with("shape") {
        line.split('`').nth(1).unwrap_or_default().to_owned()
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
    let _ = run(known(), Depth::Derived, false);
}

/// `EBM_SEEDS=100..200 cargo test -p ebm-compiler --test random chosen` derives from the short energies of other seeds,
/// with `EBM_LONG=1` from the long ones, and keeps nothing.
#[test]
fn chosen_seeds() {
    let Ok(text) = std::env::var("EBM_SEEDS") else { return };
    let (from, to) = text.split_once("..").unwrap_or((&text, &text));
    let number = |text: &str| text.trim().parse::<u64>().expect("EBM_SEEDS is a seed or a range of seeds");
    let depth = if std::env::var_os("EBM_LONG").is_some() { Depth::All } else { Depth::Derived };
    let _ = run(number(from)..number(to).max(number(from) + 1), depth, false);
}

macro_rules! blocks {
    ($($lowered:ident $derived:ident $block:literal),*) => {$(
        #[test]
        fn $derived() {
            let tally = run($block * SHORT..($block + 1) * SHORT, Depth::Derived, true);
            let unseen: Vec<&str> = COMPARED.into_iter().filter(|name| tally.of(name) == 0).collect();
            assert!(unseen.is_empty(), "no energy has {unseen:?}\n{tally}");
        }

        #[test]
        fn $lowered() {
            let _ = run($block * LONG..($block + 1) * LONG, Depth::Lowered, false);
        }
    )*};
}

blocks!(
    lowered_a derived_a 0, lowered_b derived_b 1, lowered_c derived_c 2, lowered_d derived_d 3,
    lowered_e derived_e 4, lowered_f derived_f 5, lowered_g derived_g 6, lowered_h derived_h 7
);
