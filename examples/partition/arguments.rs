//! What is asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use lexopt::{Error, Parser};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
log Z of a model by every method that applies, each with its standard error, a 99 % interval and a verdict on itself.

usage: partition [--lattice L --beta B | --uai FILE | --rbm W B C [--data FILE]]
                 [--methods LIST] [--steps N] [--runs N] [--seed N] [--json]

models
  --lattice L --beta B  Ising model on an L × L torus at inverse temperature B, compared with the exact finite-lattice
                        value of Kaufman (1949); 16 and 0.44 if nothing is asked for
  --uai FILE            a Markov network in the UAI format, plain or gzip: discrete variables, factors of up to three
  --rbm W B C           a restricted Boltzmann machine of binary units from .npy files of f32 or f64, plain or gzip:
                        weights (visible × hidden), visible biases, hidden biases
  --data FILE           with --rbm: examples (idx, .npy or 0/1 text) whose mean log-probability is reported, at the
                        estimate of log Z and at both ends of its interval

methods
  --methods LIST        only these, apart by commas, of kaufman, elimination, exact, annealed_importance_sampling, bridge_sampling,
                        thermodynamic_integration, importance_sampling [all that apply]
  --steps N             intervals of annealed importance sampling [500 where states are drawn by blocks, else 2000]
  --runs N              runs in each direction [96]
  --seed N              [0]

output
  --json                one JSON object a line for each method
  --help                this text

Exit code 0: done; 1: the model cannot be used; 2: the arguments cannot be understood.
";

/// Every method by its name in the output.
const METHODS: [&str; 7] = [
    "kaufman",
    "elimination",
    "exact",
    "annealed_importance_sampling",
    "bridge_sampling",
    "thermodynamic_integration",
    "importance_sampling",
];

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Estimate and report.
    Run(Settings),
}

/// Which model.
#[derive(Debug)]
pub(crate) enum Task {
    /// An Ising model on a torus.
    Lattice {
        /// Sites along each axis.
        size: usize,
        /// Inverse temperature.
        beta: f64,
    },
    /// A Markov network in a file.
    Uai(PathBuf),
    /// A restricted Boltzmann machine in three files.
    Rbm {
        /// visible × hidden
        weights: PathBuf,
        /// Visible biases.
        visible: PathBuf,
        /// Hidden biases.
        hidden: PathBuf,
        /// Examples to judge.
        data: Option<PathBuf>,
    },
}

/// Which model, and how.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The model.
    pub(crate) task: Task,
    /// The methods that are run; all where none is named.
    pub(crate) methods: Vec<String>,
    /// Intervals of a path, if they were asked for.
    pub(crate) steps: Option<usize>,
    /// Runs in each direction.
    pub(crate) runs: usize,
    /// Of everything random.
    pub(crate) seed: u64,
    /// JSON in place of a table.
    pub(crate) json: bool,
}

impl Settings {
    /// Intervals of a path: `usual` unless others were asked for.
    pub(crate) fn steps(&self, usual: usize) -> usize {
        self.steps.unwrap_or(usual)
    }
}

/// Understands the arguments that follow the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = Parser::from_args(arguments);
    let (mut size, mut beta, mut uai, mut rbm, mut data) = (None, None, None, None, None);
    let (mut steps, mut runs, mut seed, mut json) = (None, 96, 0, false);
    let mut methods = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("lattice") => size = Some(count(&mut parser, "--lattice", 1)?),
            Long("beta") => beta = Some(positive(&mut parser)?),
            Long("uai") => uai = Some(PathBuf::from(parser.value()?)),
            Long("rbm") => {
                let mut next = || parser.value().map(PathBuf::from);
                rbm = Some((next()?, next()?, next()?));
            }
            Long("data") => data = Some(PathBuf::from(parser.value()?)),
            Long("methods") => methods = names(&mut parser)?,
            Long("steps") => steps = Some(count(&mut parser, "--steps", 1)?),
            Long("runs") => runs = count(&mut parser, "--runs", 2)?,
            Long("seed") => seed = parser.value()?.parse()?,
            Long("json") => json = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    let lattice = size.is_some() || beta.is_some();
    if usize::from(lattice) + usize::from(uai.is_some()) + usize::from(rbm.is_some()) > 1 {
        return Err("give one of --lattice, --uai and --rbm".into());
    }
    if data.is_some() && rbm.is_none() {
        return Err("--data needs --rbm".into());
    }
    let task = match (uai, rbm) {
        (Some(file), _) => Task::Uai(file),
        (None, Some((weights, visible, hidden))) => Task::Rbm { weights, visible, hidden, data },
        (None, None) => Task::Lattice { size: size.unwrap_or(16), beta: beta.unwrap_or(0.44) },
    };
    Ok(Command::Run(Settings { task, methods, steps, runs, seed, json }))
}

fn names(parser: &mut Parser) -> Result<Vec<String>, Error> {
    let list = parser.value()?.string()?;
    let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    match names.iter().find(|name| !METHODS.contains(&name.as_str())) {
        Some(name) => Err(format!("found `{name}`, expected --methods among {}", METHODS.join(", ")).into()),
        None => Ok(names),
    }
}

fn count(parser: &mut Parser, name: &str, least: usize) -> Result<usize, Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(count) if count >= least => Ok(count),
        _ => Err(format!("found `{text}`, expected {name} to be a whole number ≥ {least}").into()),
    }
}

fn positive(parser: &mut Parser) -> Result<f64, Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(beta) if f64::is_finite(beta) && beta > 0.0 => Ok(beta),
        _ => Err(format!("found `{text}`, expected --beta to be a finite number > 0").into()),
    }
}
