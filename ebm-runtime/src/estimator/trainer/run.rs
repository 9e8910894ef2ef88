//! The loop itself.

use std::cell::OnceCell;
use std::time::Instant;

use super::super::alike::alike;
use super::super::batches::Batches;
use super::super::checkpoint::Identity;
use super::super::fit::all_allowed;
use super::super::penalty::Penalties;
use super::super::proper::improper;
use super::super::report::{Course, Settings};
use super::super::{Estimator, Fit, FitError, Mode, NoUncertainty, Warning};
use super::bar::Bar;
use super::descent::Memory;
use super::training::{Check, Training};
use crate::coordinates::Coordinates;
use crate::infinity::Infinity;
use crate::model::Model;
use crate::optimise::Stop;
use crate::random::Streams;

/// All that changes from step to step, but for the estimator's own.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Progress {
    pub(super) phi: Vec<f64>,
    pub(super) memory: Memory,
    /// Steps done.
    pub(super) done: usize,
    /// Objectives since the last check, and how many.
    pub(super) sum: f64,
    pub(super) counted: usize,
    pub(super) objective: Vec<f64>,
    pub(super) validation: Vec<f64>,
    pub(super) best: Option<Best>,
    /// Checks since the best.
    pub(super) idle: usize,
}

/// The best parameters of a run.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Best {
    pub(super) phi: Vec<f64>,
    pub(super) value: f64,
    pub(super) check: usize,
}

pub(super) struct Run<'a, M: Model, E: Estimator<M>> {
    pub(super) training: Training<'a, M, E>,
    /// At the parameters of the last step.
    pub(super) model: M,
    pub(super) state: E::State,
    pub(super) coordinates: Coordinates,
    penalties: Penalties,
    infinity: Infinity,
    /// Of an estimator that has none of its own.
    pub(super) batches: Option<Batches>,
    /// Steps of an epoch, of the run.
    steps: usize,
    total: usize,
    /// Steps from one check to the next.
    check_every: usize,
    pub(super) progress: Progress,
    /// The parameters that the run, or the one that it goes on with, was started from.
    started: Vec<f64>,
    theta: Vec<f64>,
    raw: Vec<f64>,
    pub(super) gradient: Vec<f64>,
    /// What its checkpoints are known by; none of it changes in a run.
    pub(super) identity: OnceCell<Identity>,
}

/// The free coordinate at which a run went wrong.
struct Wrong(usize);

impl<'a, M: Model, E: Estimator<M>> Run<'a, M, E> {
    pub(super) fn new(training: Training<'a, M, E>, model: &M) -> Result<Self, FitError> {
        let Training { trainer, estimator, data, validation, .. } = &training;
        data.check(model.layout())?;
        trainer.check_settings()?;
        if trainer.patience > 0 && validation.is_none() && E::Mode::STOCHASTIC {
            return Err(FitError::NothingToJudge);
        }
        let coordinates = Coordinates::new(model.layout());
        coordinates.check(model.theta())?;
        all_allowed(model, *estimator, data)?;
        let penalties = Penalties::new(&trainer.l1, &trainer.l2, estimator.l2(), &coordinates)?;
        if penalties.bends() && estimator.is_preconditioned() {
            return Err(FitError::CentredL1);
        }
        let batches = (trainer.batch > 0 && !E::Mode::STOCHASTIC)
            .then(|| Batches::new(data, trainer.batch, Streams::new(trainer.seed)));
        let state = estimator.start(model, data)?;
        if batches.is_some() && estimator.part(model, data, &[0]).is_none() {
            return Err(FitError::NoBatches { estimator: estimator.name() });
        }
        let steps = batches.as_ref().map_or_else(|| estimator.steps(&state), Batches::count).max(1);
        // a penalty makes the optimum finite
        let infinity =
            if penalties.binds() { Infinity::default() } else { estimator.infinity(model, &state) };
        let phi = coordinates.to_free(model.theta());
        let total = trainer.epochs.max(trainer.least_steps.div_ceil(steps)).saturating_mul(steps);
        let progress = Progress {
            memory: Memory::new(phi.len()),
            done: 0,
            sum: 0.0,
            counted: 0,
            objective: Vec::new(),
            validation: Vec::new(),
            best: None,
            idle: 0,
            phi,
        };
        let theta = model.theta_f64();
        Ok(Self {
            model: model.clone(),
            raw: vec![0.0; theta.len()],
            started: theta.clone(),
            gradient: vec![0.0; progress.phi.len()],
            theta,
            state,
            coordinates,
            penalties,
            infinity,
            batches,
            steps,
            total,
            check_every: if trainer.check == 0 { steps } else { trainer.check },
            progress,
            training,
            identity: OnceCell::new(),
        })
    }

    pub(super) fn run(mut self, model: &mut M, start: Instant) -> Result<Fit, FitError> {
        let check = self.check_every;
        let every = self.training.trainer.checkpoint.as_ref().map_or(1, |checkpoint| checkpoint.every);
        self.resume()?;
        if self.progress.done == 0 {
            // a file that cannot be written is known at once
            self.keep()?;
        }
        let name = self.training.estimator.name();
        let bar = Bar::new(self.training.trainer.progress, name, self.progress.done, self.total);
        let mut stop = if self.is_idle() { Stop::EarlyStopping } else { Stop::IterationLimit };
        while !self.is_idle() && self.progress.done < self.total {
            if let Err(Wrong(a)) = self.step()? {
                let (step, parameter) = (self.progress.done, self.coordinates.name(a));
                let (value, slope) = (self.progress.phi[a], self.gradient[a]);
                let (epoch, theta) = (step / self.steps, self.theta.clone());
                let last = Box::new(self.finish(model, Stop::NotFinite, start));
                return Err(FitError::Diverged { epoch, step, parameter, value, slope, last, theta });
            }
            let done = self.progress.done;
            bar.at(done);
            if done.is_multiple_of(check) || done == self.total {
                let reason = self.check()?;
                let Progress { objective, validation, .. } = &self.progress;
                bar.tell(name, objective.last().copied().unwrap_or(f64::NAN), validation.last().copied());
                if let Some(reason) = reason {
                    stop = reason;
                    self.keep()?;
                    break;
                }
            }
            if done.is_multiple_of(every) || done == self.total {
                self.keep()?;
            }
        }
        if let Some(Best { phi, .. }) = &self.progress.best {
            self.progress.phi.clone_from(phi);
        }
        Ok(self.finish(model, stop, start))
    }

    fn rate(&self, step: usize) -> f64 {
        let trainer = self.training.trainer;
        trainer.rate * trainer.decay.factor(step as f64 / self.total as f64)
    }

    /// One step; if it went wrong, everything is as before.
    fn step(&mut self) -> Result<Result<(), Wrong>, FitError> {
        let rate = self.rate(self.progress.done);
        let value = self.evaluate()?;
        let Self { coordinates, penalties, progress, theta, gradient, training, .. } = self;
        coordinates.pull_back(theta, &self.raw, gradient);
        penalties.add_slope(coordinates, theta, gradient);
        training.estimator.precondition(&self.state, gradient);
        let trainer = training.trainer;
        let wrong = (0..gradient.len()).find(|&a| !gradient[a].is_finite());
        if let Some(a) = wrong.or((!value.is_finite() && !gradient.is_empty()).then_some(0)) {
            return Ok(Err(Wrong(a)));
        }
        let Progress { phi, memory, .. } = progress;
        let before = (phi.clone(), memory.clone());
        trainer.descent.step(memory, rate, gradient, &penalties.thresholds, phi);
        if let Some(a) = (0..phi.len()).find(|&a| phi[a].is_nan() || phi[a].abs() > trainer.limit) {
            (*phi, *memory) = before;
            return Ok(Err(Wrong(a)));
        }
        progress.sum += value + penalties.value(coordinates, theta);
        progress.counted += 1;
        progress.done += 1;
        self.place();
        Ok(Ok(()))
    }

    /// The objective and its raw gradient, of all examples or of the next batch.
    fn evaluate(&mut self) -> Result<f64, FitError> {
        let Self { training, model, state, batches, theta, raw, .. } = self;
        let Training { estimator, data, .. } = training;
        let Some(batches) = batches else { return Ok(estimator.evaluate(model, state, theta, raw)) };
        let rows = batches.take();
        // batches of less weight count less, so that the mean over an epoch is that over the examples
        let weight: f64 = rows.iter().map(|&row| data.weight(row)).sum();
        let share = weight * batches.count() as f64 / data.total_weight();
        let Some(part) = estimator.part(model, data, &rows) else {
            return Err(FitError::NoBatches { estimator: estimator.name() });
        };
        let value = estimator.evaluate(model, &mut part?, theta, raw);
        raw.iter_mut().for_each(|slope| *slope *= share);
        Ok(value * share)
    }

    /// Brings the model to where the free coordinates are.
    pub(super) fn place(&mut self) {
        let mut public = self.model.theta().to_vec();
        self.coordinates.to_public(&self.progress.phi, &mut public);
        self.coordinates.to_public(&self.progress.phi, &mut self.theta);
        self.model.set_theta(&public);
    }

    /// Records, validates, shows; tells whether and why to stop.
    fn check(&mut self) -> Result<Option<Stop>, FitError> {
        let rate = self.rate(self.progress.done - 1);
        let Self { training, progress, model, theta, gradient, .. } = self;
        let objective = progress.sum / progress.counted as f64;
        progress.objective.push(objective);
        (progress.sum, progress.counted) = (0.0, 0);
        let patience = training.trainer.patience;
        let validation = training.validation.as_mut().map(|by| by(model)).transpose()?;
        progress.validation.extend(validation);
        if let Some(value) = validation.or((patience > 0).then_some(objective)) {
            // whatever is a number is better than what is none
            let better = |best: &Best| value < best.value || best.value.is_nan() && !value.is_nan();
            if progress.best.as_ref().is_none_or(better) {
                let (phi, check) = (progress.phi.clone(), progress.objective.len() - 1);
                progress.best = Some(Best { phi, value, check });
                progress.idle = 0;
            } else {
                progress.idle += 1;
            }
        }
        let shown = Check {
            step: progress.done,
            steps: self.total,
            epoch: progress.done.div_ceil(self.steps),
            objective,
            validation,
            rate,
            gradient_norm: largest(gradient),
            parameters: theta,
        };
        // everyone is shown everything, also what another one stops at
        let stops = training.watchers.iter_mut().filter_map(|watch| watch(&shown).break_value()).count();
        Ok(if stops > 0 { Some(Stop::Cancelled) } else { self.is_idle().then_some(Stop::EarlyStopping) })
    }

    /// Whether nothing has become better for too long.
    fn is_idle(&self) -> bool {
        let patience = self.training.trainer.patience;
        patience > 0 && self.progress.idle >= patience
    }

    /// The report, and the model at the parameters that are kept.
    fn finish(mut self, model: &mut M, stop: Stop, start: Instant) -> Fit {
        self.place();
        model.set_theta(self.model.theta());
        let Training { trainer, estimator, data, .. } = &self.training;
        let Progress { done, sum, counted, mut objective, validation, best, .. } = self.progress;
        if counted > 0 || objective.is_empty() {
            objective.push(sum / counted as f64);
        }
        let directions = std::mem::take(&mut self.infinity.directions);
        let mut warnings: Vec<Warning> = directions.into_iter().map(Warning::MaximumAtInfinity).collect();
        warnings.extend(estimator.warnings(model, &self.state));
        warnings.extend(improper(model, *estimator, data));
        warnings.extend(alike(model, *estimator, data, &self.started));
        let last = objective.len() - 1;
        let kept = best.map_or(last, |best| best.check);
        Fit {
            estimator: estimator.name(),
            measure: estimator.measure(),
            model: M::name(),
            iterations: done,
            evaluations: done,
            value: objective[kept],
            objective,
            validation,
            restored: (kept != last).then_some(kept),
            gradient_norm: largest(&self.gradient),
            stop,
            seconds: start.elapsed().as_secs_f64(),
            log_z: None,
            examples: data.count(),
            weight: data.total_weight(),
            parameters: self.coordinates.len(),
            l2: estimator.l2(),
            l1: trainer.l1.clone(),
            more_l2: trainer.l2.clone(),
            examined: self.infinity.examined,
            settings: Settings::Trainer((*trainer).clone(), estimator.settings()),
            course: Course::Steps(self.check_every),
            uncertainty: Err(NoUncertainty::Stochastic),
            warnings,
        }
    }
}

/// The largest entry in absolute value.
fn largest(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |norm: f64, slope| norm.max(slope.abs()))
}
