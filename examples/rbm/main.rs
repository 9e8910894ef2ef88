//! Trains a restricted Boltzmann machine by stochastic maximum likelihood, with checkpoints and a curve.
//!
//! `cargo run --release --example rbm -- --train FILE --test FILE --out FOLDER` writes weights that `--example partition` judges by
//! runs of both directions; `-- --help` says the rest.
//!
//! # Binarised MNIST
//!
//! 60000 images of 28 × 28 pixels, drawn black or white by their grey values once and for all (the sample of Salakhutdinov & Murray
//! 2008), 500 hidden units, everything else as it is if not asked for:
//!
//! ```text
//! cargo run --release --example rbm -- --train train-images-idx3-ubyte.gz --test test-images-idx3-ubyte.gz --out run --judge 3
//! cargo run --release --example partition -- --rbm run/w.npy run/b.npy run/c.npy --data test-images-idx3-ubyte.gz \
//!     --methods annealed_importance_sampling --steps 12000 --runs 64
//! ```
//!
//! On two cores, compiled for no wider vectors than every x86-64 has, the first took 86 minutes of processor time and the second 20; on
//! faster cores, with `--judge 27`, 30 and 7. At the end log Z is 502.93 ± 0.13; forward runs say 502.82, reverse ones 502.89, and the
//! verdict is `converged`. The mean log-probability of the 10000 test images is **−88.77** nats, −88.73 by the reverse runs alone. The
//! ends of the 99 % interval, which assumes nothing of the law of the weights, but that the reverse runs start at draws from the
//! machine, are **−89.50** and −88.01. Salakhutdinov & Murray give −86.34 for 25 steps of contrastive divergence.
//!
//! The curve on the way, in nats a test image. Its log Z is estimated by 32 forward runs of 500 intervals each, too few once the machine
//! has learned something: from epoch 3 on these are glances. At epoch 28 runs of both directions of 1000 intervals said −97.4.
//!
//! | epoch | 3 | 9 | 15 | 21 | 27 | 33 | 39 | 42 | 54 |
//! |---|---|---|---|---|---|---|---|---|---|
//! | test | −111.6 | −101.0 | −94.9 | −89.8 | −88.8 | −95.2 | −89.9 | −89.7 | −87.2 |
//!
//! A room each: `arguments` says what is asked for, `machine` is the model and its files, `curve` judges on the way, `files` are
//! written whole.

mod arguments;
mod curve;
mod files;
mod machine;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use ebm::prelude::*;
use ebm::runtime::Examples;

use crate::arguments::{Command, HELP, Settings};
use crate::curve::{Curve, JUDGED};
use crate::machine::RbmData;

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
        Err(error) => {
            say(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// From the files of the data to those of the machine.
fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let train = RbmData::from_file(&settings.train)?;
    let test = settings.test.as_ref().map(RbmData::from_file).transpose()?;
    let out = &settings.out;
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut model = machine::start(train.examples(), settings.hidden, settings.seed)?;
    if let Some(test) = &test {
        test.examples().check(model.layout())?;
    }
    let judged = train.examples().select(0..train.count().min(JUDGED))?;
    let test = test.as_ref().map(RbmData::examples);
    let mut curve = Curve::at(out.join("curve.csv"), settings.judging, &judged, test);
    if !checkpoint(settings).exists() {
        curve.forget();
    }
    let curve_is_whole = train_on(train.examples(), &mut model, &mut curve, settings)?;
    machine::write(&model, out)?;
    curve_is_whole
}

/// The run, from its checkpoint if there is one. A curve that cannot be written does not end it; why it could not is what comes back.
fn train_on(
    data: &Examples,
    model: &mut machine::Rbm,
    curve: &mut Curve<'_>,
    settings: &Settings,
) -> Result<Result<(), Box<dyn Error>>, Box<dyn Error>> {
    let estimator = StochasticMaximumLikelihood {
        batch: settings.batch,
        chains: settings.chains,
        sweeps: settings.sweeps,
        seed: settings.seed,
        ..StochasticMaximumLikelihood::with_kernel(LatentGibbs::default())
    };
    let trainer = Trainer {
        descent: Descent::Momentum { momentum: 0.0 },
        rate: settings.rate,
        decay: Decay::Linear,
        epochs: settings.epochs,
        least_steps: 0,
        checkpoint: Some(Checkpoint::at(checkpoint(settings)).every(settings.every)),
        ..Trainer::default()
    };
    let (mut judged, mut written) = (model.clone(), Ok(()));
    let training = trainer.on(&estimator, data).watch(|check| {
        let theta: Vec<f32> = check.parameters.iter().map(|&value| value as f32).collect();
        judged.set_theta(&theta);
        match curve.judge(&judged, check.epoch, check.step == check.steps) {
            Ok(Some(line)) => say(format_args!("{line}")),
            Ok(None) => {}
            Err(error) => written = Err(error),
        }
        ControlFlow::Continue(())
    });
    let fit = training.fit(model)?;
    say(format_args!("{fit}"));
    Ok(written)
}

/// Where the run keeps itself.
fn checkpoint(settings: &Settings) -> PathBuf {
    settings.out.join("checkpoint.safetensors")
}

/// A line for people, beside the results. Nobody may be listening.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}
