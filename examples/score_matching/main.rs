//! Score matching of a Gaussian graphical model and of a product of experts on real continuous data.
//!
//! `cargo run --release --example score_matching` runs on the Wisconsin breast cancer data and on patches of a
//! picture where `EBM_DATA` names the folder that holds them, and otherwise on draws of its own; `-- --data FILE` on a file of yours; `-- --help` says the rest.
//!
//! A room each: `arguments` and `data` bring the task; `normal` and `experts` are the models, each with its exact answers; `linear` is
//! the algebra of these; `report` says it all.

mod arguments;
mod data;
mod experts;
mod linear;
mod normal;
mod report;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::arguments::{Command, HELP, Settings};
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
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let [measured, patches] = data::read(settings)?;
    let mut report = Report::new(settings.json);
    normal::run(&measured, settings, &mut report)?;
    experts::run(&patches, settings, &mut report)
}
