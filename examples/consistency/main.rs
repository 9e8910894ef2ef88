//! Do estimates tend to the truth, and how fast? Fits to data that are drawn exactly from known models.
//!
//! `cargo run --release --example consistency` draws data sets of growing size from an Ising model on a ring with chords, from a normal
//! density and from a product of experts, fits each by every consistent estimator and by some that are not, and prints root mean square
//! errors of the parameters, the slope of their logarithm against that of the size (−½ where an estimator is consistent), and the
//! efficiency against maximum likelihood. `-- --help` says the rest.
//!
//! A room each: `study` draws, fits and sums up; `ring`, `normal` and `experts` are the models.

mod experts;
mod normal;
mod ring;
mod study;

use std::error::Error;
use std::process::ExitCode;

use lexopt::prelude::*;

use crate::study::Settings;

const HELP: &str = "\
Root mean square errors of estimates on data drawn from known models, against the number of examples.

usage: consistency [--models LIST] [--draws N] [--sizes LIST] [--seed N] [--json]

  --models LIST   apart by commas: ring, dense, gaussian, experts [all]
  --draws N       data sets of each size [20]
  --sizes LIST    numbers of examples, apart by commas [1000,10000,100000,1000000; continuous ones up to 30000]
  --seed N        of the first data set [0]
  --json          one JSON object a line for each estimator
  --help          this text
";

fn main() -> ExitCode {
    match parse().map(|settings| settings.map_or_else(help, |(settings, models)| run(&settings, &models))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}\nSee `--help`.");
            ExitCode::from(2)
        }
    }
}

fn help() -> Result<(), Box<dyn Error>> {
    print!("{HELP}");
    Ok(())
}

/// What is asked for, and of which models; `None` for help.
fn parse() -> Result<Option<(Settings, Vec<String>)>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut settings = Settings { draws: 20, sizes: Vec::new(), seed: 0, json: false };
    let known = ["ring", "dense", "gaussian", "experts"];
    let mut models = known.map(str::to_owned).to_vec();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("models") => {
                models = parser.value()?.string()?.split(',').map(|name| name.trim().to_owned()).collect();
                if let Some(name) = models.iter().find(|name| !known.contains(&name.as_str())) {
                    return Err(
                        format!("found `{name}`, expected --models among {}", known.join(", ")).into()
                    );
                }
            }
            Long("draws") => settings.draws = parser.value()?.parse::<usize>()?.max(1),
            Long("sizes") => {
                let list = parser.value()?.string()?;
                let sizes: Result<Vec<usize>, _> = list.split(',').map(|size| size.trim().parse()).collect();
                settings.sizes = sizes
                    .ok()
                    .filter(|sizes| sizes.iter().all(|&size| size >= 10))
                    .ok_or_else(|| format!("found `{list}`, expected --sizes to be whole numbers ≥ 10"))?;
            }
            Long("seed") => settings.seed = parser.value()?.parse()?,
            Long("json") => settings.json = true,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some((settings, models)))
}

fn run(settings: &Settings, models: &[String]) -> Result<(), Box<dyn Error>> {
    for model in models {
        match model.as_str() {
            "ring" => ring::sparse(settings)?,
            "dense" => ring::dense(settings)?,
            "gaussian" => normal::run(settings)?,
            _ => experts::run(settings)?,
        }
    }
    Ok(())
}
