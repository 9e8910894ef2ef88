//! log Z of a model by every method that applies, each with its error, its interval and its verdict on itself.
//!
//! `cargo run --release --example partition` compares an Ising lattice with its exact finite-lattice value; `-- --uai FILE` reads a
//! Markov network, `-- --rbm W B C [--data FILE]` a restricted Boltzmann machine; `-- --help` says the rest.
//!
//! A room each: `arguments` brings the task; `lattice`, `network` and `machine` are the models; `report` prints a line a method.

mod arguments;
mod kaufman;
mod lattice;
mod machine;
mod network;
mod report;
mod uai;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::arguments::{Command, HELP, Settings, Task};
use crate::report::Report;

fn main() -> ExitCode {
    let done = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => io::stdout().write_all(HELP.as_bytes()).map_err(Into::into),
        Ok(Command::Run(settings)) => run(&settings),
        Err(error) => {
            eprintln!("error: {error}\nSee `--help`.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // whoever reads has seen enough
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut report = Report::new(settings);
    match &settings.task {
        Task::Lattice { size, beta } => lattice::run(*size, *beta, settings, &mut report),
        Task::Uai(file) => network::run(file, settings, &mut report),
        Task::Rbm { weights, visible, hidden, data } => {
            machine::run([weights, visible, hidden], data.as_deref(), settings, &mut report)
        }
    }?;
    if report.is_empty() {
        Err("none of the methods that were asked for had an answer".into())
    } else {
        Ok(())
    }
}
