//! Fits a fully visible binary model, and a restricted Boltzmann machine if asked for, by every estimator that applies, and judges
//! each fit by the exact likelihood.
//!
//! `cargo run --release --example estimators` runs on a published contingency table; `-- --help` says how to run it on
//! files of your own.
//!
//! A room each: `arguments` and `data` bring the task, `machines` are the models, `fit` makes and measures one fit, `watch` looks
//! on, `independence` is the model to beat, `report` says it all.

mod arguments;
mod data;
mod fit;
mod independence;
mod machines;
mod reinis;
mod report;
mod watch;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use ebm::prelude::*;

use crate::arguments::{Command, HELP, Settings};
use crate::data::Task;
use crate::fit::Attempt;
use crate::machines::{Boltzmann, Machine, Rbm};
use crate::report::Report;

fn main() -> ExitCode {
    let done = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => io::stdout().write_all(HELP.as_bytes()).map_err(Into::into),
        Ok(Command::Run(settings)) => run(&settings),
        Err(error) => {
            say(format_args!("error: {error}\nSee `--help`."));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // whoever reads the output has seen enough: `… | head`
        Err(error) if broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            say(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// From the settings to the reports, one for each model.
fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let task = data::read(settings)?;
    let mut reports = vec![report::<Boltzmann>(&task, settings)?];
    if settings.hidden > 0 {
        reports.push(report::<Rbm>(&task, settings)?);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, report) in reports.iter().enumerate() {
        if settings.json {
            report.write_json(&mut out)?;
        } else {
            if number > 0 {
                writeln!(out)?;
            }
            report.write_table(&mut out)?;
        }
    }
    out.flush()?;
    match &settings.plot {
        Some(file) => {
            report::draw(&reports, file).map_err(|error| format!("{}: {error}", file.display()).into())
        }
        None => Ok(()),
    }
}

/// All fits of one model.
fn report<'a, M: Machine>(task: &'a Task, settings: &'a Settings) -> Result<Report<'a>, Box<dyn Error>> {
    let attempts = attempts::<M>(task, settings)?;
    if !settings.json {
        for attempt in &attempts {
            match attempt {
                Attempt::Made(fitted) => say(format_args!("{}\n", fitted.fit)),
                Attempt::TooLarge { estimator, reason } => {
                    say(format_args!("{estimator}: not run: {reason}; `--exact-sites` raises that\n"));
                }
            }
        }
    }
    Ok(Report::new::<M>(settings, task, attempts))
}

/// A fit by every estimator that is asked for, in the order of the report: the first one is the ceiling for the others.
fn attempts<M: Machine>(task: &Task, settings: &Settings) -> Result<Vec<Attempt>, Box<dyn Error>> {
    let l2 = settings.l2;
    let mut attempts = Vec::new();
    if settings.asks_for("maximum_likelihood") {
        let estimator = MaximumLikelihood { l2, max_sites: settings.exact_sites };
        attempts.push(fit::best_of_starts::<M, _>(estimator, task, settings)?);
    }
    if settings.asks_for("pseudolikelihood") {
        attempts.push(fit::attempt::<M, _>(Pseudolikelihood { l2 }, task, settings)?);
    }
    if settings.asks_for("ratio_matching") {
        attempts.push(fit::attempt::<M, _>(RatioMatching { l2 }, task, settings)?);
    }
    if settings.asks_for("minimum_probability_flow") {
        attempts.push(fit::attempt::<M, _>(MinimumProbabilityFlow { l2 }, task, settings)?);
    }
    if settings.asks_for("noise_contrastive") {
        attempts.push(fit::attempt::<M, _>(NoiseContrastive { l2, ..Default::default() }, task, settings)?);
    }
    let rate = settings.rate.unwrap_or(M::RATE);
    let trainer = Trainer { epochs: settings.epochs, rate, ..Trainer::default() };
    if settings.asks_for("stochastic_maximum_likelihood") {
        let estimator = StochasticMaximumLikelihood { l2, ..Default::default() };
        attempts.push(fit::chase::<M, _>(estimator, &trainer, task, settings)?);
    }
    if settings.asks_for("contrastive_divergence") {
        for steps in [1, 10] {
            let estimator = ContrastiveDivergence { l2, ..ContrastiveDivergence::with_steps(steps) };
            let variant = format!("k = {steps}");
            attempts.push(fit::chase::<M, _>(estimator, &trainer, task, settings)?.variant(&variant));
        }
    }
    Ok(attempts)
}

/// A line for people, beside the results. Nobody may be listening.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
