//! One fit: made, then measured.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{Deterministic, Estimator, Fit, FitError, Stochastic};
use ebm::runtime::log_z::LogZ;

use crate::arguments::Settings;
use crate::data::{Task, Test};
use crate::{Boltzmann, BoltzmannData};

/// What came of an estimator.
pub(crate) enum Attempt {
    /// A fit.
    Made(Box<Fitted>),
    /// It sums over all states, and these are too many.
    TooLarge {
        /// Its type in snake case.
        estimator: &'static str,
        /// Why, in words.
        reason: String,
    },
}

impl Attempt {
    /// The same, told from other fits by the same estimator.
    pub(crate) fn variant(mut self, variant: &str) -> Self {
        if let Self::Made(fitted) = &mut self {
            variant.clone_into(&mut fitted.variant);
        }
        self
    }
}

/// A fit and what it is worth.
pub(crate) struct Fitted {
    /// The model at its fitted parameters.
    pub(crate) model: Boltzmann,
    /// How the fit went.
    pub(crate) fit: Fit,
    /// Judged by what it has seen.
    pub(crate) train: Figures,
    /// Judged by `--valid`.
    pub(crate) valid: Option<Figures>,
    /// Judged by [`Task::test`].
    pub(crate) test: Option<Figures>,
    /// What should be known before the figures are used.
    pub(crate) warnings: Vec<String>,
    /// What tells it from other fits by the same estimator: `10 steps`; empty where there is one.
    pub(crate) variant: String,
}

/// Means over examples, in nats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// log p(x), where the states can be summed over.
    pub(crate) ll: Option<f64>,
    /// Σ_s log p(x_s | rest).
    pub(crate) pl: f64,
}

/// Fits by an estimator whose objective is a function of the parameters, and measures.
pub(crate) fn attempt<E>(estimator: E, task: &Task, settings: &Settings) -> Result<Attempt, Box<dyn Error>>
where
    E: Estimator<Boltzmann, Mode = Deterministic> + Clone,
{
    let exact = Exact { max_sites: settings.exact_sites };
    let mut model = Boltzmann::for_data(&task.train)?;
    let fit = match model.fit_with(estimator.clone(), &task.train) {
        Ok(fit) => fit,
        Err(FitError::Enumeration(reason)) => {
            return Ok(Attempt::TooLarge { estimator: estimator.name(), reason: reason.to_string() });
        }
        Err(error) => return Err(error.into()),
    };
    let mut fitted = Fitted::measure(model, fit, task, exact)?;
    if let Test::LeaveOneOut = &task.test {
        fitted.test =
            Some(leave_one_out(&fitted.model, estimator, &task.train, exact, &mut fitted.warnings)?);
    }
    Ok(Attempt::Made(Box::new(fitted)))
}

/// Fits by an estimator that runs Markov chains, and measures; nothing is left out, as each fit would be another draw.
pub(crate) fn chase<E>(
    estimator: E,
    trainer: &Trainer,
    task: &Task,
    settings: &Settings,
) -> Result<Attempt, Box<dyn Error>>
where
    E: Estimator<Boltzmann, Mode = Stochastic>,
{
    let mut model = Boltzmann::for_data(&task.train)?;
    let fit = trainer.fit(&mut model, &estimator, task.train.examples())?;
    let fitted = Fitted::measure(model, fit, task, Exact { max_sites: settings.exact_sites })?;
    Ok(Attempt::Made(Box::new(fitted)))
}

impl Fitted {
    /// Judges a fit by all that was held out, and by what it has seen.
    fn measure(model: Boltzmann, fit: Fit, task: &Task, exact: Exact) -> Result<Self, Box<dyn Error>> {
        let warnings: Vec<String> = fit.warnings.iter().map(ToString::to_string).collect();
        let log_z = model.log_z(exact).ok();
        let figures = |data: &BoltzmannData| figures(&model, data, log_z.as_ref());
        let train = figures(&task.train)?;
        let valid = task.valid.as_ref().map(figures).transpose()?;
        let test = match &task.test {
            Test::Held(data) => Some(figures(data)?),
            Test::None | Test::LeaveOneOut => None,
        };
        Ok(Self { model, fit, train, valid, test, warnings, variant: String::new() })
    }
}

/// What examples say of a model.
fn figures(model: &Boltzmann, data: &BoltzmannData, log_z: Option<&LogZ>) -> Result<Figures, Box<dyn Error>> {
    let ll = log_z.map(|log_z| model.log_likelihood(data, log_z)).transpose()?;
    let estimator = Pseudolikelihood::default();
    let mut state = estimator.start(model, data.examples())?;
    let theta = model.theta_f64();
    let mean = estimator.evaluate(model, &mut state, &theta, &mut vec![0.0; theta.len()]);
    Ok(Figures { ll: ll.map(|ll| ll.mean), pl: -mean })
}

/// Every example judged by a fit to all others; equal ones at once. A fit starts from that to all examples, which is near.
fn leave_one_out<E>(
    whole: &Boltzmann,
    estimator: E,
    train: &BoltzmannData,
    exact: Exact,
    warnings: &mut Vec<String>,
) -> Result<Figures, Box<dyn Error>>
where
    E: Estimator<Boltzmann, Mode = Deterministic> + Clone,
{
    let train = train.compact();
    let rows = train.count();
    let weights: Vec<f64> = (0..rows).map(|row| train.examples().weight(row)).collect();
    if let Some(row) = weights.iter().position(|weight| weight.fract() != 0.0) {
        let found = weights[row];
        return Err(format!(
            "row {row} (from 0) of the distinct ones has weight {found}: leaving one out needs counts"
        )
        .into());
    }
    let total: f64 = weights.iter().sum();
    let (mut ll, mut pl, mut warned) = (Some(0.0), 0.0, 0);
    for row in (0..rows).filter(|&row| weights[row] > 0.0) {
        let mut others = weights.clone();
        others[row] -= 1.0;
        let mut model = whole.clone();
        let fit = model.fit_with(estimator.clone(), &train.clone().weights(others)?)?;
        warned += usize::from(!fit.warnings.is_empty());
        let left_out = train.select([row])?;
        let log_z = model.log_z(exact).ok();
        let figures = figures(&model, &left_out, log_z.as_ref())?;
        let share = weights[row] / total;
        ll = ll.zip(figures.ll).map(|(sum, ll)| sum + share * ll);
        pl += share * figures.pl;
    }
    if warned > 0 {
        warnings.push(format!("{warned} of the fits with one example left out have warnings of their own"));
    }
    Ok(Figures { ll, pl })
}
