//! What is asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use lexopt::{Error, Parser};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Fits a Gaussian graphical model, p(x) ∝ exp(−½ xᵀ P x + ηᵀ x), and a product of Student-t experts,
p(x) ∝ Π_k (1 + ½ (w_k·x)²)^(−α_k), by every variant of score matching and by noise-contrastive estimation.

usage: score_matching [--data FILE [--columns N]] [--experts K] [--sigma S]… [--l2 A] [--seed N] [--json]

Without --data the Gaussian is fitted to continuous/breast_cancer.csv and the experts to patches of
continuous/china_grey.pgm.gz in the folder that EBM_DATA names; where that is not set they are fitted to draws from a
product of experts, and the report says so. Columns are standardised: mean 0, mean square 1.

data
  --data FILE     comma-separated numbers with or without a header, or .npy; plain or gzip
  --columns N     use only the first N columns

fit
  --experts K     the number of experts [that of columns: then the likelihood is known]
  --sigma S       noise of denoising score matching, in standard deviations of the data; more than once for more fits
                  [0.05 and 0.2]
  --l2 A          penalty (A/2) Σ θ² of the experts: without one explicit score matching has no minimum, as an expert at
                  right angles to a few rows gains by growing without end [0.01]
  --seed N        of directions, noise and starts [0]

output
  --json          one JSON object a line for each fit
  --help          this text

Exit code 0: done; 1: the data cannot be used; 2: the arguments cannot be understood.
";

/// Fits end after so many iterations: where an objective has no minimum none would do.
pub(crate) const MAX_ITERATIONS: usize = 2000;

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Fit and report.
    Run(Settings),
}

/// How to fit what.
#[derive(Debug)]
pub(crate) struct Settings {
    /// A file of the user's own.
    pub(crate) data: Option<PathBuf>,
    /// The first so many columns only.
    pub(crate) columns: Option<usize>,
    /// The number of experts.
    pub(crate) experts: Option<usize>,
    /// Noise of denoising score matching.
    pub(crate) sigmas: Vec<f64>,
    /// A in the penalty of the experts.
    pub(crate) l2: f64,
    /// Of everything random.
    pub(crate) seed: u64,
    /// JSON in place of tables.
    pub(crate) json: bool,
}

/// Understands the arguments that follow the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = Parser::from_args(arguments);
    let mut settings = Settings {
        data: None,
        columns: None,
        experts: None,
        sigmas: Vec::new(),
        l2: 0.01,
        seed: 0,
        json: false,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("data") => settings.data = Some(parser.value()?.into()),
            Long("columns") => settings.columns = Some(count(&mut parser, "--columns")?),
            Long("experts") => settings.experts = Some(count(&mut parser, "--experts")?),
            Long("sigma") => settings.sigmas.push(positive(&mut parser, "--sigma")?),
            Long("l2") => settings.l2 = penalty(&mut parser)?,
            Long("seed") => settings.seed = parser.value()?.parse()?,
            Long("json") => settings.json = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    if settings.sigmas.is_empty() {
        settings.sigmas = vec![0.05, 0.2];
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

fn penalty(parser: &mut Parser) -> Result<f64, Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(l2) if f64::is_finite(l2) && l2 >= 0.0 => Ok(l2),
        _ => Err(format!("found `{text}`, expected --l2 to be a finite number ≥ 0").into()),
    }
}
