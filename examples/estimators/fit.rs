//! One fit: made, then measured.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::fit_using;
use ebm::runtime::optimise::Lbfgs;
use ebm::runtime::{
    Coordinates, Deterministic, Estimator, Examples, Fit, FitError, LogZ, Stochastic, fit_with,
    log_likelihood, log_pseudolikelihood,
};
use serde_json::Value;

use crate::arguments::Settings;
use crate::data::{Task, Test};
use crate::machines::{BoltzmannData, Machine};
use crate::watch::Watched;

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
    /// The free coordinates of the fitted parameters.
    pub(crate) free: Vec<f64>,
    /// The fitted parameters by name.
    pub(crate) parameters: Value,
    /// How the fit went.
    pub(crate) fit: Fit,
    /// The log Z that likelihoods are made of.
    pub(crate) log_z: Option<LogZ>,
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
    /// Seconds and train log-likelihood on the way, where a picture is asked for and log Z is exact.
    pub(crate) course: Vec<(f64, f64)>,
}

/// Means over examples, in nats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// log p(x), where the states can be summed over.
    pub(crate) ll: Option<f64>,
    /// log p(x) by an estimate of log Z, where they cannot.
    pub(crate) estimate: Option<f64>,
    /// Σ_s log p(x_s | rest).
    pub(crate) pl: f64,
}

/// Fits by an estimator whose objective is a function of the parameters, and measures.
pub(crate) fn attempt<M, E>(estimator: E, task: &Task, settings: &Settings) -> Result<Attempt, Box<dyn Error>>
where
    M: Machine,
    E: Estimator<M, Mode = Deterministic> + Clone,
{
    attempt_from(M::start(task.train.examples(), settings.hidden, 0)?, estimator, task, settings)
}

/// The best of fits from several starts, by the objective: for the exact fit of a model with several optima.
pub(crate) fn best_of_starts<M, E>(
    estimator: E,
    task: &Task,
    settings: &Settings,
) -> Result<Attempt, Box<dyn Error>>
where
    M: Machine,
    E: Estimator<M, Mode = Deterministic> + Clone,
{
    let mut best: Option<Box<Fitted>> = None;
    for seed in 0..M::STARTS {
        let start = M::start(task.train.examples(), settings.hidden, seed)?;
        match attempt_from(start, estimator.clone(), task, settings)? {
            Attempt::Made(fitted) if best.as_ref().is_none_or(|best| fitted.fit.value < best.fit.value) => {
                best = Some(fitted);
            }
            Attempt::Made(_) => {}
            refused @ Attempt::TooLarge { .. } => return Ok(refused),
        }
    }
    let best = best.ok_or("no start to fit from")?;
    let variant = if M::STARTS > 1 { format!("best of {} starts", M::STARTS) } else { String::new() };
    Ok(Attempt::Made(best).variant(&variant))
}

fn attempt_from<M, E>(
    mut model: M,
    estimator: E,
    task: &Task,
    settings: &Settings,
) -> Result<Attempt, Box<dyn Error>>
where
    M: Machine,
    E: Estimator<M, Mode = Deterministic> + Clone,
{
    let watched = Watched::new(estimator.clone(), true);
    let optimiser = Lbfgs { max_iterations: settings.iterations, ..Lbfgs::default() };
    let fit = match fit_using(&mut model, &watched, task.train.examples(), optimiser) {
        Ok(fit) => fit,
        Err(FitError::Enumeration(reason)) => {
            return Ok(Attempt::TooLarge { estimator: estimator.name(), reason: reason.to_string() });
        }
        Err(error) => return Err(error.into()),
    };
    let mut fitted = Fitted::measure(&model, fit, task, settings)?;
    // a model with several optima would come to another one with each example that is left out
    if let (Test::LeaveOneOut, 1) = (&task.test, M::STARTS) {
        let exact = Exact { max_sites: settings.exact_sites, ..Exact::default() };
        fitted.test = Some(leave_one_out(&model, estimator, &task.train, exact, &mut fitted.warnings)?);
    }
    fitted.follow(&model, watched.places(), task, settings);
    Ok(Attempt::Made(Box::new(fitted)))
}

/// Fits by an estimator that runs Markov chains, and measures; nothing is left out, as each fit would be another draw.
pub(crate) fn chase<M, E>(
    estimator: E,
    trainer: &Trainer,
    task: &Task,
    settings: &Settings,
) -> Result<Attempt, Box<dyn Error>>
where
    M: Machine,
    E: Estimator<M, Mode = Stochastic>,
{
    let mut model = M::start(task.train.examples(), settings.hidden, 0)?;
    let watched = Watched::new(estimator, false);
    let fit = trainer.fit(&mut model, &&watched, task.train.examples())?;
    let mut fitted = Fitted::measure(&model, fit, task, settings)?;
    fitted.follow(&model, watched.places(), task, settings);
    Ok(Attempt::Made(Box::new(fitted)))
}

impl Fitted {
    /// Judges a fit by all that was held out, and by what it has seen.
    fn measure<M: Machine>(
        model: &M,
        fit: Fit,
        task: &Task,
        settings: &Settings,
    ) -> Result<Self, Box<dyn Error>> {
        let warnings: Vec<String> = fit.warnings.iter().map(ToString::to_string).collect();
        let log_z = log_z(
            model,
            Exact { max_sites: settings.exact_sites, ..Exact::default() },
            task.train.examples(),
        );
        let figures = |data: &BoltzmannData| figures(model, data, log_z.as_ref());
        let train = figures(&task.train)?;
        let valid = task.valid.as_ref().map(figures).transpose()?;
        let test = match &task.test {
            Test::Held(data) => Some(figures(data)?),
            Test::None | Test::LeaveOneOut => None,
        };
        let free = Coordinates::new(model.layout()).to_free(model.theta());
        let (parameters, variant, course) = (model.parameters(), String::new(), Vec::new());
        Ok(Self { free, parameters, fit, log_z, train, valid, test, warnings, variant, course })
    }

    /// The likelihood of what was seen, on the way to the fit.
    fn follow<M: Machine>(
        &mut self,
        model: &M,
        places: Vec<(f64, Vec<f64>)>,
        task: &Task,
        settings: &Settings,
    ) {
        let exact = Exact { max_sites: settings.exact_sites, ..Exact::default() };
        if settings.plot.is_none() || self.train.ll.is_none() {
            return;
        }
        let mut moving = model.clone();
        let train = task.train.examples().compact();
        for (seconds, theta) in places {
            moving.set_theta(&theta.into_iter().map(|value| value as f32).collect::<Vec<_>>());
            let Some(log_z) = exact_log_z(&moving, exact) else { continue };
            if let Ok(ll) = log_likelihood(&moving, &train, &log_z) {
                self.course.push((seconds, ll.mean));
            }
        }
        self.course.extend(self.train.ll.map(|ll| (self.fit.seconds, ll)));
    }
}

/// log Z by a sum: over the visible states, or over whatever else the model has fewer of.
fn exact_log_z<M: Machine>(model: &M, exact: Exact) -> Option<LogZ> {
    ebm::runtime::log_z(model, exact).ok().or_else(|| model.other_sum(exact.max_sites))
}

/// log Z by a sum, or else by annealed importance sampling from the marginals of the data.
fn log_z<M: Machine>(model: &M, exact: Exact, train: &Examples) -> Option<LogZ> {
    exact_log_z(model, exact).or_else(|| {
        let start = Start::Marginals(train.clone());
        ebm::runtime::log_z(model, AnnealedImportanceSampling { start, ..Default::default() }).ok()
    })
}

/// What examples say of a model.
fn figures<M: Machine>(
    model: &M,
    data: &BoltzmannData,
    log_z: Option<&LogZ>,
) -> Result<Figures, Box<dyn Error>> {
    let examples = data.examples();
    let found = log_z.map(|log_z| log_likelihood(model, examples, log_z)).transpose()?.map(|ll| ll.mean);
    let is_exact = log_z.is_some_and(|log_z| log_z.verdict == Verdict::Exact);
    let (ll, estimate) = if is_exact { (found, None) } else { (None, found) };
    Ok(Figures { ll, estimate, pl: log_pseudolikelihood(model, examples)? })
}

/// Every example judged by a fit to all others; equal ones at once. A fit starts from that to all examples, which is near.
fn leave_one_out<M, E>(
    whole: &M,
    estimator: E,
    train: &BoltzmannData,
    exact: Exact,
    warnings: &mut Vec<String>,
) -> Result<Figures, Box<dyn Error>>
where
    M: Machine,
    E: Estimator<M, Mode = Deterministic> + Clone,
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
        let others = train.clone().weights(others)?;
        let fit = fit_with(&mut model, estimator.clone(), others.examples())?;
        warned += usize::from(!fit.warnings.is_empty());
        let left_out = train.select([row])?;
        let log_z = exact_log_z(&model, exact);
        let figures = figures(&model, &left_out, log_z.as_ref())?;
        let share = weights[row] / total;
        ll = ll.zip(figures.ll).map(|(sum, ll)| sum + share * ll);
        pl += share * figures.pl;
    }
    if warned > 0 {
        warnings.push(format!("{warned} of the fits with one example left out have warnings of their own"));
    }
    Ok(Figures { ll, estimate: None, pl })
}
