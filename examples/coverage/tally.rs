//! What many runs come to, and how it is printed.

use std::error::Error;
use std::io::{self, Write};
use std::ops::AddAssign;
use std::time::Instant;

use ebm::prelude::*;
use ebm::runtime::log_z::LogZ;
use ebm::runtime::{LogZMethod, Model, log_z};

/// Upper ends, not themselves included, of the ranges of sd(ln w) of forward weights that runs are sorted by; the last has none.
const SPREADS: [f64; 5] = [0.5, 1.0, 1.5, 2.0, 3.0];

/// How many runs there were, and in how many of them the exact value was where they say.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    runs: usize,
    /// Within 1.96 standard errors of the estimate.
    within_95: usize,
    trusted: usize,
    trusted_within_95: usize,
    trusted_within_99: usize,
    /// Of runs that were not trusted, those whose ends hold.
    ends_of_others: usize,
    /// Sum over runs.
    deviation: f64,
    /// Sum over runs.
    seconds: f64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.within_95 += other.within_95;
        self.trusted += other.trusted;
        self.trusted_within_95 += other.trusted_within_95;
        self.trusted_within_99 += other.trusted_within_99;
        self.ends_of_others += other.ends_of_others;
        self.deviation += other.deviation;
        self.seconds += other.seconds;
    }
}

impl Tally {
    fn of(answer: &LogZ, exact: f64, seconds: f64) -> Self {
        let within = (answer.estimate - exact).abs() < 1.96 * answer.standard_error;
        let ends = answer.lower < exact && exact < answer.upper;
        let trusted = answer.verdict == Verdict::Converged;
        Self {
            runs: 1,
            within_95: within.into(),
            trusted: trusted.into(),
            trusted_within_95: (trusted && within).into(),
            trusted_within_99: (trusted && ends).into(),
            ends_of_others: (!trusted && ends).into(),
            deviation: answer.weights.as_ref().map_or(f64::NAN, |weights| weights.deviation),
            seconds,
        }
    }
}

/// `part` of `whole`; "–" of nothing.
fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
}

/// The runs of all models by the spread of their forward weights.
#[derive(Default)]
pub(crate) struct Spreads([Tally; SPREADS.len() + 1]);

impl Spreads {
    pub(crate) fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "\nsd(ln w)         runs  trusted  95 % holds  of trusted ones")?;
        for (at, tally) in self.0.iter().enumerate() {
            let range = match (at.checked_sub(1).map(|before| SPREADS[before]), SPREADS.get(at)) {
                (None, Some(to)) => format!("below {to}"),
                (Some(from), Some(to)) => format!("{from} to {to}"),
                (from, None) => format!("above {}", from.unwrap_or(0.0)),
            };
            writeln!(
                out,
                "{range:<14} {:>6}  {:>7}  {:>10}  {:>15}",
                tally.runs,
                share(tally.trusted, tally.runs),
                share(tally.within_95, tally.runs),
                share(tally.trusted_within_95, tally.trusted),
            )?;
        }
        Ok(())
    }
}

pub(crate) fn heading() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "model            steps  trusted  95 % holds  99 % holds  ends of others hold  mean sd(ln w)  seconds a run"
    )
}

/// Runs a model so many times, prints its line, and sorts its runs by their spread.
pub(crate) fn repeat<M>(
    name: &str,
    (model, exact): &(M, f64),
    steps: usize,
    repetitions: usize,
    spreads: &mut Spreads,
) -> Result<(), Box<dyn Error>>
where
    M: Model,
    AnnealedImportanceSampling: LogZMethod<M>,
{
    let mut tally = Tally::default();
    for seed in 0..repetitions as u64 {
        let method = AnnealedImportanceSampling { steps, warm_up: steps, seed, ..Default::default() };
        let start = Instant::now();
        let answer = log_z(model, method)?;
        let one = Tally::of(&answer, *exact, start.elapsed().as_secs_f64());
        // NaN, of fewer than two weights above 0, goes to the last range
        let range = SPREADS.iter().position(|&to| one.deviation < to).unwrap_or(SPREADS.len());
        spreads.0[range] += one;
        tally += one;
    }
    writeln!(
        io::stdout().lock(),
        "{name:<16} {steps:>5}  {:>7}  {:>10}  {:>10}  {:>19}  {:>13.2}  {:>13.3}",
        share(tally.trusted, tally.runs),
        share(tally.trusted_within_95, tally.trusted),
        share(tally.trusted_within_99, tally.trusted),
        share(tally.ends_of_others, tally.runs - tally.trusted),
        tally.deviation / tally.runs as f64,
        tally.seconds / tally.runs as f64,
    )?;
    Ok(())
}
