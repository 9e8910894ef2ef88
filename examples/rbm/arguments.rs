//! What is asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use lexopt::{Error, Parser};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Trains a restricted Boltzmann machine of binary units by stochastic maximum likelihood (persistent contrastive divergence): plain
gradient steps whose rate falls linearly to 0. The run keeps itself in its folder: started anew with the same options after it was
killed, it goes on, and ends with the same weights to the bit.

usage: rbm --train FILE [--test FILE] --out FOLDER [options]

data
  --train FILE  examples: idx, .npy, or 0/1 text separated by commas, plain or gzip
  --test FILE   examples that are only judged
  --out FOLDER  where everything is written: w.npy (visible × hidden), b.npy (visible), c.npy (hidden) at the end, curve.csv after
                every epoch that is judged, checkpoint.safetensors on the way

training
  --hidden N    hidden units [500]
  --epochs N    [54]
  --rate X      of the first step [0.05]
  --batch N     examples a step [100]
  --chains N    persistent chains [100]
  --sweeps N    Gibbs steps of each chain for each step of the weights [1]
  --seed N      of the first weights, the batches and the chains [0]
  --every N     steps from one checkpoint to the next [200]

judging: a glance by forward runs; where the verdict of a row is not `converged`, its likelihoods are likely to be too high
  --judge N     epochs from one estimate of log-likelihoods to the next, 0 for none [1]
  --runs N      runs of annealed importance sampling for it [32]
  --steps N     intervals of each [500]

  --help        this text

Exit code 0: done; 1: the data cannot be used, or a file not written; 2: the arguments cannot be understood.
";

/// More hidden units than this would not fit into the memory of a machine.
const MOST_HIDDEN: usize = 1_000_000;

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Train.
    Run(Settings),
}

/// What is learned from what, and how.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Examples to learn from.
    pub(crate) train: PathBuf,
    /// Examples to judge by.
    pub(crate) test: Option<PathBuf>,
    /// The folder of the run.
    pub(crate) out: PathBuf,
    /// Hidden units.
    pub(crate) hidden: usize,
    /// How often the run goes through the data.
    pub(crate) epochs: usize,
    /// The rate of the first step.
    pub(crate) rate: f64,
    /// Examples a step.
    pub(crate) batch: usize,
    /// Persistent chains.
    pub(crate) chains: usize,
    /// Steps of the chains for each step of the weights.
    pub(crate) sweeps: usize,
    /// Of everything random.
    pub(crate) seed: u64,
    /// Steps from one checkpoint to the next.
    pub(crate) every: usize,
    /// How log-likelihoods are estimated on the way.
    pub(crate) judging: Judging,
}

/// How log-likelihoods are estimated on the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judging {
    /// Epochs from one estimate to the next; 0 for none.
    pub(crate) every: usize,
    /// Runs of annealed importance sampling.
    pub(crate) runs: usize,
    /// Intervals of each.
    pub(crate) steps: usize,
    /// Of the runs.
    pub(crate) seed: u64,
}

/// Understands the arguments that follow the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = Parser::from_args(arguments);
    let (mut train, mut test, mut out) = (None, None, None);
    let (mut hidden, mut epochs, mut rate, mut seed) = (500, 54, 0.05, 0);
    let (mut batch, mut chains, mut sweeps, mut every) = (100, 100, 1, 200);
    let mut judging = Judging { every: 1, runs: 32, steps: 500, seed: 0 };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("train") => train = Some(PathBuf::from(parser.value()?)),
            Long("test") => test = Some(PathBuf::from(parser.value()?)),
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("hidden") => {
                hidden = count(&mut parser, "--hidden", 1)?;
                if hidden > MOST_HIDDEN {
                    return Err(
                        format!("found `{hidden}`, expected --hidden to be at most {MOST_HIDDEN}").into()
                    );
                }
            }
            Long("epochs") => epochs = count(&mut parser, "--epochs", 1)?,
            Long("rate") => rate = positive(&mut parser)?,
            Long("batch") => batch = count(&mut parser, "--batch", 1)?,
            Long("chains") => chains = count(&mut parser, "--chains", 1)?,
            Long("sweeps") => sweeps = count(&mut parser, "--sweeps", 1)?,
            Long("seed") => seed = parser.value()?.parse()?,
            Long("every") => every = count(&mut parser, "--every", 1)?,
            Long("judge") => judging.every = count(&mut parser, "--judge", 0)?,
            Long("runs") => judging.runs = count(&mut parser, "--runs", 2)?,
            Long("steps") => judging.steps = count(&mut parser, "--steps", 1)?,
            Long("help") | Short('h') => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    let (Some(train), Some(out)) = (train, out) else {
        return Err("give --train FILE and --out FOLDER".into());
    };
    judging.seed = seed;
    let settings =
        Settings { train, test, out, hidden, epochs, rate, batch, chains, sweeps, seed, every, judging };
    Ok(Command::Run(settings))
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
        Ok(rate) if f64::is_finite(rate) && rate > 0.0 => Ok(rate),
        _ => Err(format!("found `{text}`, expected --rate to be a finite number > 0").into()),
    }
}
