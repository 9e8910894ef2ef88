//! How often the intervals of log Z hold: many repetitions of annealed importance sampling on models whose log Z is known.
//!
//! `cargo run --release --example coverage` prints a line for each model and length of run: the share of runs that the verdict
//! trusts, and how many of the trusted ones have the exact value within 1.96 standard errors (nominally 95 %) and within their
//! 99 % ends. A second table sorts the runs of all models by the spread of their forward weights.
//!
//! A room each: `models` have a known log Z, `tally` runs, counts and prints.

#[path = "../partition/kaufman.rs"]
mod kaufman;
mod models;
mod tally;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use lexopt::prelude::*;

use crate::tally::{Spreads, heading, repeat};

const HELP: &str = "\
How often the intervals of log Z by annealed importance sampling hold, on an Ising lattice at its critical point, a spin glass
(both 8 × 8) and a restricted Boltzmann machine of 20 × 20 units.

usage: coverage [--repetitions N] [--steps LIST]

  --repetitions N  runs of each model and length [400]
  --steps LIST     lengths of the runs, apart by commas: intervals of the path [20,50,200]
  --help           this text

Exit code 0: done; 1: something cannot be run; 2: the arguments cannot be understood.
";

struct Settings {
    repetitions: usize,
    steps: Vec<usize>,
}

fn main() -> ExitCode {
    let done = match parse() {
        Ok(Some(settings)) => run(&settings),
        Ok(None) => io::stdout().write_all(HELP.as_bytes()).map_err(Into::into),
        Err(error) => {
            eprintln!("error: {error}\nSee `--help`.");
            return ExitCode::from(2);
        }
    };
    match done {
        Err(error) if !broken_pipe(&*error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        // whoever reads has seen enough
        _ => ExitCode::SUCCESS,
    }
}

fn broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// What is asked for; nothing for `--help`.
fn parse() -> Result<Option<Settings>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut settings = Settings { repetitions: 400, steps: vec![20, 50, 200] };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("repetitions") => settings.repetitions = count(&parser.value()?.string()?)?,
            Long("steps") => {
                let list = parser.value()?.string()?;
                settings.steps = list.split(',').map(count).collect::<Result<_, _>>()?;
            }
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(settings))
}

fn count(text: &str) -> Result<usize, lexopt::Error> {
    match text.parse() {
        Ok(count) if count >= 1 => Ok(count),
        _ => Err(format!("found `{text}`, expected a whole number ≥ 1").into()),
    }
}

fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (torus, glass, machine) = (models::critical()?, models::spin_glass(8)?, models::machine(20)?);
    let mut spreads = Spreads::default();
    heading()?;
    for &steps in &settings.steps {
        repeat("lattice 8 × 8", &torus, steps, settings.repetitions, &mut spreads)?;
    }
    for &steps in &settings.steps {
        repeat("spin glass 8 × 8", &glass, steps, settings.repetitions, &mut spreads)?;
    }
    for &steps in &settings.steps {
        repeat("RBM 20 × 20", &machine, steps, settings.repetitions, &mut spreads)?;
    }
    spreads.print()?;
    Ok(())
}
