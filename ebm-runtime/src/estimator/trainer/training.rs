//! A run with those who watch it: validation, callbacks.

use std::ops::ControlFlow;
use std::time::Instant;

use super::super::{Deterministic, Estimator, Fit, FitError};
use super::Trainer;
use super::run::Run;
use crate::data::Examples;
use crate::model::Model;

/// What a callback is shown at each check.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Check<'a> {
    /// Steps done.
    pub step: usize,
    /// Steps of the whole run.
    pub steps: usize,
    /// Epochs begun.
    pub epoch: usize,
    /// The mean objective since the last check, penalties included.
    pub objective: f64,
    /// What is validated by, less being better.
    pub validation: Option<f64>,
    /// The rate of the last step.
    pub rate: f64,
    /// The largest entry of the last gradient, by free coordinates.
    pub gradient_norm: f64,
    /// All parameters, flat.
    pub parameters: &'a [f64],
}

/// What parameters are judged by.
pub(super) type Validation<'a, M> = Box<dyn FnMut(&M) -> Result<f64, FitError> + 'a>;
/// Who is shown the checks.
pub(super) type Watcher<'a> = Box<dyn FnMut(&Check<'_>) -> ControlFlow<()> + 'a>;

/// A run of a [`Trainer`] that has not begun; made by [`Trainer::on`].
pub struct Training<'a, M, E> {
    pub(super) trainer: &'a Trainer,
    pub(super) estimator: &'a E,
    pub(super) data: &'a Examples,
    pub(super) validation: Option<Validation<'a, M>>,
    pub(super) watchers: Vec<Watcher<'a>>,
}

impl<'a, M: Model, E: Estimator<M>> Training<'a, M, E> {
    pub(super) fn new(trainer: &'a Trainer, estimator: &'a E, data: &'a Examples) -> Self {
        Self { trainer, estimator, data, validation: None, watchers: Vec::new() }
    }

    /// Judges the parameters at each check by a number, less being better; the best ones are kept at the end.
    #[must_use]
    pub fn validate(mut self, mut by: impl FnMut(&M) -> f64 + 'a) -> Self {
        self.validation = Some(Box::new(move |model| Ok(by(model))));
        self
    }

    /// Judges the parameters at each check by the objective of an estimator on examples that are not learned from; the best ones are kept
    /// at the end.
    #[must_use]
    pub fn validate_on<V>(mut self, estimator: V, held_out: &'a Examples) -> Self
    where
        V: Estimator<M, Mode = Deterministic> + 'a,
    {
        let mut prepared = None;
        self.validation = Some(Box::new(move |model| {
            let state = match &mut prepared {
                Some(state) => state,
                none => {
                    held_out.check(model.layout())?;
                    none.insert(estimator.start(model, held_out)?)
                }
            };
            let mut gradient = vec![0.0; model.layout().param_count()];
            Ok(estimator.evaluate(model, state, &model.theta_f64(), &mut gradient))
        }));
        self
    }

    /// Shows each check to a function, which may stop the run: `ControlFlow::Break(())`.
    #[must_use]
    pub fn watch(mut self, by: impl FnMut(&Check<'_>) -> ControlFlow<()> + 'a) -> Self {
        self.watchers.push(Box::new(by));
        self
    }

    /// Fits a model, starting from the parameters that it has.
    ///
    /// # Errors
    /// As [`Trainer::fit`].
    pub fn fit(self, model: &mut M) -> Result<Fit, FitError> {
        let start = Instant::now();
        Run::new(self, model)?.run(model, start)
    }
}
