//! What is asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use lexopt::{Error, Parser};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Fits a fully visible binary model, p(x) ∝ exp(Σ b_i x_i + Σ_{i<k} w_ik x_i x_k) with x_i ∈ {0, 1}, by every estimator
that applies, and judges each fit by the exact likelihood. With --hidden a restricted Boltzmann machine, too.

usage: estimators [--train FILE [--valid FILE] [--test FILE] …] [--l2 A] [--hidden H] [--plot F.svg] [--json]

Without --train it runs on a table that it brings along: risk factors of 1841 men (Edwards & Havránek 1985).

data
  --train FILE          examples to fit: comma-separated 0/1, with or without a header, or idx; plain or gzip
  --valid FILE          examples that are reported and used for nothing
  --test FILE           examples to judge by
  --train-rows RANGE    use only these rows of the file, counted from 0: A..B (without B), A..=B, A.. or ..B;
  --valid-rows RANGE    so one file can give two parts: --train F --train-rows ..20000 --test F --test-rows 20000..
  --test-rows RANGE
  --columns N           use only the first N columns
  --weights NAME        this column of the files (by its name in the header) holds weights or counts
  --leave-one-out       instead of --test: predict each example by a fit to all others; one fit for each distinct row

fit
  --l2 A                adds (A/2) Σ θ² over all parameters, tied ones once, to the mean negative objective [0]
  --hidden H            fits a restricted Boltzmann machine with H binary hidden units besides [0: none]
  --estimators LIST     only these, apart by commas: maximum_likelihood, pseudolikelihood, ratio_matching,
                        minimum_probability_flow, noise_contrastive, stochastic_maximum_likelihood,
                        contrastive_divergence [all]
  --iterations N        L-BFGS ends after so many [10000; with --hidden 500]
  --epochs N            how often fits by Markov chains go through the data [100]
  --rate R              the rate of their first step, which falls to 0 [0.05; restricted Boltzmann machines 0.5]
  --exact-sites N       sum over all states where there are at most N sites, 2^N states for each evaluation [20]

output
  --json                one JSON object a line for each estimator; what cannot be had exactly is null
  --parameters          in each JSON object the parameters, too
  --plot F.svg          a picture of the exact likelihood of the training data against time, a line for each estimator
  --help                this text

Exit code 0: done; 1: the data cannot be used; 2: the arguments cannot be understood.
";

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Fit and report.
    Run(Box<Settings>),
}

/// How to fit what.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Settings {
    /// Files of the user's own, or the embedded table.
    pub(crate) files: Option<Files>,
    /// Judge by leaving out one example after the other.
    pub(crate) leave_one_out: bool,
    /// A in (A/2) Σ θ².
    pub(crate) l2: f64,
    /// All states are summed over up to so many sites.
    pub(crate) exact_sites: usize,
    /// Names of the estimators that are run; all if there are none.
    pub(crate) estimators: Vec<String>,
    /// How often fits by Markov chains go through the data.
    pub(crate) epochs: usize,
    /// The largest number of iterations of L-BFGS.
    pub(crate) iterations: usize,
    /// The rate of the first step of these.
    pub(crate) rate: Option<f64>,
    /// JSON in place of a table.
    pub(crate) json: bool,
    /// Parameters in the JSON.
    pub(crate) parameters: bool,
    /// Hidden units of the restricted Boltzmann machine; 0 without one.
    pub(crate) hidden: usize,
    /// Where the picture goes.
    pub(crate) plot: Option<PathBuf>,
}

/// The estimators by name.
const ESTIMATORS: [&str; 7] = [
    "maximum_likelihood",
    "pseudolikelihood",
    "ratio_matching",
    "minimum_probability_flow",
    "noise_contrastive",
    "stochastic_maximum_likelihood",
    "contrastive_divergence",
];

impl Settings {
    /// Whether an estimator is to be run.
    pub(crate) fn asks_for(&self, estimator: &str) -> bool {
        self.estimators.is_empty() || self.estimators.iter().any(|name| name == estimator)
    }
}

/// Files of examples.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Files {
    /// What is fitted.
    pub(crate) train: Part,
    /// What is only reported.
    pub(crate) valid: Option<Part>,
    /// What fits are judged by.
    pub(crate) test: Option<Part>,
    /// The first so many columns only.
    pub(crate) columns: Option<usize>,
    /// The column of weights.
    pub(crate) weights: Option<String>,
}

/// Some rows of a file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Part {
    /// The file.
    pub(crate) file: PathBuf,
    /// All rows if there is none.
    pub(crate) rows: Option<Rows>,
}

/// A range of rows, counted from 0.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Rows {
    /// The first.
    pub(crate) start: usize,
    /// The one after the last; open if there is none.
    pub(crate) end: Option<usize>,
}

/// Understands the arguments that follow the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = Parser::from_args(arguments);
    let mut files: [Option<PathBuf>; 3] = [const { None }; 3];
    let mut rows = [None; 3];
    let (mut columns, mut weights) = (None, None);
    let mut settings = Settings {
        files: None,
        leave_one_out: false,
        l2: 0.0,
        exact_sites: 20,
        estimators: Vec::new(),
        epochs: 100,
        iterations: 0,
        rate: None,
        json: false,
        parameters: false,
        hidden: 0,
        plot: None,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("train") => files[0] = Some(parser.value()?.into()),
            Long("valid") => files[1] = Some(parser.value()?.into()),
            Long("test") => files[2] = Some(parser.value()?.into()),
            Long("train-rows") => rows[0] = Some(range(&mut parser)?),
            Long("valid-rows") => rows[1] = Some(range(&mut parser)?),
            Long("test-rows") => rows[2] = Some(range(&mut parser)?),
            Long("columns") => columns = Some(count(&mut parser, "--columns")?),
            Long("weights") => weights = Some(parser.value()?.string()?),
            Long("leave-one-out") => settings.leave_one_out = true,
            Long("l2") => settings.l2 = penalty(&mut parser)?,
            Long("exact-sites") => settings.exact_sites = count(&mut parser, "--exact-sites")?,
            Long("estimators") => settings.estimators = estimators(&mut parser)?,
            Long("epochs") => settings.epochs = count(&mut parser, "--epochs")?,
            Long("json") => settings.json = true,
            Long("iterations") => settings.iterations = count(&mut parser, "--iterations")?,
            Long("rate") => settings.rate = Some(rate(&mut parser)?),
            Long("hidden") => settings.hidden = count(&mut parser, "--hidden")?,
            Long("plot") => settings.plot = Some(parser.value()?.into()),
            Long("parameters") => settings.parameters = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    for ((name, file), rows) in ["train", "valid", "test"].iter().zip(&files).zip(&rows) {
        if rows.is_some() && file.is_none() {
            return Err(format!("--{name}-rows needs --{name}, the file of these rows").into());
        }
    }
    let [train, valid, test] = {
        let mut rows = rows.into_iter();
        files.map(|file| {
            let rows = rows.next().flatten();
            file.map(|file| Part { file, rows })
        })
    };
    if settings.iterations == 0 {
        settings.iterations = if settings.hidden > 0 { 500 } else { 10_000 };
    }
    if settings.parameters && !settings.json {
        return Err("--parameters needs --json".into());
    }
    if settings.leave_one_out && test.is_some() {
        return Err("--leave-one-out stands in place of --test: give one of them".into());
    }
    settings.files = match train {
        Some(train) => Some(Files { train, valid, test, columns, weights }),
        None if valid.is_some() || test.is_some() || columns.is_some() || weights.is_some() => {
            return Err("--valid, --test, --columns and --weights need --train".into());
        }
        None => None,
    };
    Ok(Command::Run(Box::new(settings)))
}

/// The next value as a text that `read` understands.
fn value<T>(parser: &mut Parser, expected: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    let text = parser.value()?.string()?;
    read(&text).ok_or_else(|| format!("found `{text}`, expected {expected}").into())
}

fn count(parser: &mut Parser, option: &str) -> Result<usize, Error> {
    value(parser, &format!("{option} to be a whole number ≥ 1"), |text| {
        text.parse().ok().filter(|&count| count > 0)
    })
}

fn penalty(parser: &mut Parser) -> Result<f64, Error> {
    value(parser, "--l2 to be a finite number ≥ 0", |text| {
        text.parse().ok().filter(|l2: &f64| l2.is_finite() && *l2 >= 0.0)
    })
}

fn rate(parser: &mut Parser) -> Result<f64, Error> {
    value(parser, "--rate to be a finite number > 0", |text| {
        text.parse().ok().filter(|rate: &f64| rate.is_finite() && *rate > 0.0)
    })
}

fn range(parser: &mut Parser) -> Result<Rows, Error> {
    value(parser, "rows as A..B (without B), A..=B, A.. or ..B, counted from 0", |text| {
        let (start, end) = text.split_once("..")?;
        let start = if start.is_empty() { 0 } else { start.parse().ok()? };
        let end = match end.strip_prefix('=') {
            Some(last) => Some(last.parse::<usize>().ok()?.checked_add(1)?),
            None if end.is_empty() => None,
            None => Some(end.parse().ok()?),
        };
        let some = end.is_none_or(|end| start < end);
        some.then_some(Rows { start, end })
    })
}

fn estimators(parser: &mut Parser) -> Result<Vec<String>, Error> {
    let list = parser.value()?.string()?;
    let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    match names.iter().find(|name| !ESTIMATORS.contains(&name.as_str())) {
        Some(name) => {
            Err(format!("found `{name}`, expected --estimators among {}", ESTIMATORS.join(", ")).into())
        }
        None => Ok(names),
    }
}
