//! What is asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use lexopt::{Error, Parser};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Fits a conditional random field to pairs of clean and noisy binary images by pseudolikelihood, restores noisy images that
it has not seen by the more probable value of each pixel, and writes pictures of before and after.

usage: denoise [--noise S] [--train N] [--test N] [--draws N] [--out FOLDER] [--seed N] [--json]

Images are binarised MNIST digits from mnist_binarised/ in the folder that EBM_DATA names; where that is not set the
program says so and draws discs.

  --noise S      standard deviation of the normal noise that is added to pixels of 0 and 1 [0.7]
  --train N      images to learn from [500]
  --test N       images to restore [64]
  --draws N      draws by Gibbs sampling for each of these [400]
  --out FOLDER   where clean.pgm, noisy.pgm and restored.pgm are written [target/denoise]
  --seed N       of noise and draws [0]
  --json         one JSON object in place of text
  --help         this text

Exit code 0: done; 1: the data cannot be used; 2: the arguments cannot be understood.
";

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Fit and restore.
    Run(Settings),
}

/// What to restore, and how.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Standard deviation of the noise.
    pub(crate) noise: f64,
    /// Images to learn from.
    pub(crate) train: usize,
    /// Images to restore.
    pub(crate) test: usize,
    /// Draws for each of these.
    pub(crate) draws: usize,
    /// Where pictures go.
    pub(crate) out: PathBuf,
    /// Of everything random.
    pub(crate) seed: u64,
    /// JSON in place of text.
    pub(crate) json: bool,
}

/// Understands the arguments that follow the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = Parser::from_args(arguments);
    let out = PathBuf::from("target/denoise");
    let mut settings = Settings { noise: 0.7, train: 500, test: 64, draws: 400, out, seed: 0, json: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("noise") => settings.noise = positive(&mut parser, "--noise")?,
            Long("train") => settings.train = count(&mut parser, "--train")?,
            Long("test") => settings.test = count(&mut parser, "--test")?,
            Long("draws") => settings.draws = count(&mut parser, "--draws")?,
            Long("out") => settings.out = parser.value()?.into(),
            Long("seed") => settings.seed = parser.value()?.parse()?,
            Long("json") => settings.json = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Run(settings))
}

fn count(parser: &mut Parser, name: &str) -> Result<usize, Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(format!("found `{text}`, expected {name} to be a whole number ≥ 1").into()),
    }
}

fn positive(parser: &mut Parser, name: &str) -> Result<f64, Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(number) if f64::is_finite(number) && number > 0.0 => Ok(number),
        _ => Err(format!("found `{text}`, expected {name} to be a finite number > 0").into()),
    }
}
