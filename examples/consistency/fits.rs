//! Estimators by name, and how each is fitted.

use std::error::Error;
use std::ops::ControlFlow;

use ebm::prelude::*;
use ebm::runtime::data::DataError;
use ebm::runtime::{Deterministic, Energy, Estimator, Examples, Stochastic, fit_with};

/// Fits a model to data, and says whether the estimate is finite.
type Fitting<'a, M> = Box<dyn Fn(&mut M, &Examples, u64) -> Result<bool, Box<dyn Error>> + 'a>;

/// An estimator, and what is known of it beforehand.
pub(crate) struct Candidate<'a, M> {
    pub(crate) name: String,
    /// Whether it tends to the truth.
    pub(crate) consistent: bool,
    /// Against maximum likelihood, in the limit of many examples.
    pub(crate) efficiency: Option<f64>,
    /// What the error tends to.
    pub(crate) limit: Option<f64>,
    pub(crate) fit: Fitting<'a, M>,
}

impl<'a, M> Candidate<'a, M> {
    fn new(name: &str, fit: Fitting<'a, M>) -> Self {
        Self { name: name.to_owned(), consistent: true, efficiency: None, limit: None, fit }
    }

    /// With an efficiency that is known.
    pub(crate) fn with_efficiency(self, efficiency: Option<f64>) -> Self {
        Self { efficiency, ..self }
    }

    /// Not consistent, with the limit of its error where that is known.
    pub(crate) fn off_by(self, limit: Option<f64>) -> Self {
        Self { consistent: false, limit, ..self }
    }
}

/// One whose objective is a function of the parameters; `make` is given a seed.
pub(crate) fn candidate<'a, M: Energy, E>(name: &str, make: impl Fn(u64) -> E + 'a) -> Candidate<'a, M>
where
    E: Estimator<M, Mode = Deterministic>,
{
    let fit = move |model: &mut M, data: &Examples, seed: u64| {
        let fit = fit_with(model, make(seed), data)?;
        Ok(fit.at_infinity().next().is_none())
    };
    Candidate::new(name, Box::new(fit))
}

/// One that runs Markov chains, which leave noise of their own: its parameters are averaged. `make` is told the number of examples and a
/// seed.
pub(crate) fn averaged<'a, M: Energy, E>(
    name: &str,
    steps: usize,
    make: impl Fn(f64, u64) -> E + 'a,
) -> Candidate<'a, M>
where
    E: Estimator<M, Mode = Stochastic>,
{
    let fit = move |model: &mut M, data: &Examples, seed: u64| {
        average(model, &make(data.total_weight(), seed), data, steps)
    };
    Candidate::new(name, Box::new(fit))
}

/// Contrastive divergence of `sweeps`, on rows of which none weighs more than one of `parts` parts, all of them in each step. `parts` is told
/// the number of examples.
pub(crate) fn divergence<'a, M>(
    sweeps: usize,
    parts: impl Fn(f64) -> usize + 'a,
    steps: usize,
) -> Candidate<'a, M>
where
    M: Energy,
    ContrastiveDivergence: Estimator<M, Mode = Stochastic>,
{
    let fit = move |model: &mut M, data: &Examples, seed: u64| {
        let all =
            ContrastiveDivergence { batch: usize::MAX, seed, ..ContrastiveDivergence::with_steps(sweeps) };
        average(model, &all, &split(data, parts(data.total_weight()))?, steps)
    };
    Candidate::new(&format!("contrastive_divergence, k = {sweeps}"), Box::new(fit))
}

/// The rate of the first step of chains; with the momentum of a trainer it doubles. Twice that, and persistent chains no longer follow the
/// parameters; a half of it, and the slowest directions are not there after some thousand steps.
const RATE: f64 = 0.1;

/// Follows gradients and averages the parameters of the last half of the steps (Polyak & Juditsky 1992, SIAM J. Control Optim. 30):
/// as good, in the limit, as all draws of the chains in these steps together. Whether there is a finite optimum.
fn average<M: Energy, E: Estimator<M, Mode = Stochastic>>(
    model: &mut M,
    estimator: &E,
    data: &Examples,
    steps: usize,
) -> Result<bool, Box<dyn Error>> {
    let trainer = Trainer {
        rate: RATE,
        epochs: 1,
        least_steps: steps,
        check: 1,
        progress: false,
        ..Trainer::default()
    };
    let (mut sums, mut count) = (vec![0.0; model.theta().len()], 0.0);
    let late = trainer.on(estimator, data).watch(|check| {
        if 2 * check.step > check.steps {
            sums.iter_mut().zip(check.parameters).for_each(|(sum, value)| *sum += value);
            count += 1.0;
        }
        ControlFlow::Continue(())
    });
    let fit = late.fit(model)?;
    let means: Vec<M::Float> = sums.iter().map(|sum| ebm::runtime::Real::from_f64(sum / count)).collect();
    model.set_theta(&means);
    Ok(fit.at_infinity().next().is_none())
}

/// The same data in rows of which none weighs more than one part of `parts`: heavy rows are repeated, so that a chain from each of them
/// speaks for few examples only.
fn split(data: &Examples, parts: usize) -> Result<Examples, DataError> {
    let most = data.total_weight() / parts as f64;
    let times = |row: usize| (data.weight(row) / most).ceil() as usize;
    let rows: Vec<usize> = (0..data.count()).flat_map(|row| std::iter::repeat_n(row, times(row))).collect();
    let weights: Vec<f64> = rows.iter().map(|&row| data.weight(row) / times(row) as f64).collect();
    data.select(rows)?.with_weights(weights)
}
