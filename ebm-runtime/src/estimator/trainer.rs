//! Following stochastic gradients: the run that every estimator without a line search shares.

use std::time::Instant;

use super::fit::all_allowed;
use super::report::{Course, Settings};
use super::{Estimator, Fit, FitError, Stochastic, Warning};
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::model::Energy;
use crate::optimise::Stop;

/// How a step follows from a gradient.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum Descent {
    /// v ← μ v − η g, φ ← φ + v.
    Momentum {
        /// μ, from 0 to below 1.
        momentum: f64,
    },
    /// Steps divided by the root of the running mean square of the gradient.
    ///
    /// # References
    /// Kingma & Ba (2015), Adam: a method for stochastic optimization, algorithm 1, with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    Adam,
}

/// How the rate η falls from its start over the steps of a run; t goes from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum Decay {
    /// η
    Constant,
    /// η (1 − t): noise dies away, as stochastic approximation needs.
    Linear,
    /// η (1 + cos πt) / 2
    Cosine,
    /// η / (1 + t · `half`): half the rate at t = 1 / `half`.
    Inverse {
        /// See there.
        half: f64,
    },
}

impl Decay {
    fn factor(self, t: f64) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Linear => 1.0 - t,
            Self::Cosine => 0.5 * (1.0 + (std::f64::consts::PI * t).cos()),
            Self::Inverse { half } => 1.0 / (1.0 + t * half),
        }
    }
}

/// Follows stochastic gradients for a number of steps that is known beforehand.
///
/// Free coordinates are moved ([`Coordinates`]), so that positive parameters stay positive and tied ones equal. A run stops with the
/// last good parameters and a warning as soon as a gradient or a parameter is not finite, or a coordinate grows beyond `limit`.
///
/// # Exactness
/// Where the rate decays to zero, the end is a root of the expected gradient up to noise (Robbins & Monro 1951, Ann. Math. Stat. 22);
/// [`Fit::converged`] is not known, and false.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Trainer {
    /// How a step follows from a gradient.
    pub descent: Descent,
    /// η, the rate of the first step.
    pub rate: f64,
    /// How it falls.
    pub decay: Decay,
    /// How often the run goes through the data, at least.
    pub epochs: usize,
    /// How many steps it makes, at least: small data are gone through more often.
    pub least_steps: usize,
    /// Free coordinates beyond ± this stop the run.
    pub limit: f64,
}

impl Default for Trainer {
    /// Momentum 0.5, rate 0.05 falling linearly to 0 over 100 epochs but at least 5000 steps, limit 10⁴.
    fn default() -> Self {
        Self {
            descent: Descent::Momentum { momentum: 0.5 },
            rate: 0.05,
            decay: Decay::Linear,
            epochs: 100,
            least_steps: 5000,
            limit: 1e4,
        }
    }
}

/// What a descent remembers.
struct Memory {
    velocity: Vec<f64>,
    square: Vec<f64>,
    count: i32,
}

impl Descent {
    fn step(self, memory: &mut Memory, rate: f64, gradient: &[f64], phi: &mut [f64]) {
        memory.count += 1;
        for (a, &slope) in gradient.iter().enumerate() {
            let velocity = &mut memory.velocity[a];
            match self {
                Self::Momentum { momentum } => {
                    *velocity = momentum * *velocity - rate * slope;
                    phi[a] += *velocity;
                }
                Self::Adam => {
                    let square = &mut memory.square[a];
                    *velocity = 0.9 * *velocity + 0.1 * slope;
                    *square = 0.999 * *square + 0.001 * slope * slope;
                    let mean = *velocity / (1.0 - 0.9_f64.powi(memory.count));
                    let root = (*square / (1.0 - 0.999_f64.powi(memory.count))).sqrt();
                    phi[a] -= rate * mean / (root + 1e-8);
                }
            }
        }
    }
}

impl Trainer {
    /// Fits a model to examples by an estimator, starting from the parameters that it has.
    ///
    /// # Errors
    /// [`FitError`]; the model then keeps its parameters. A run that diverges is no error: the last good parameters are kept, and
    /// [`Fit`] says so.
    pub fn fit<M: Energy, E>(&self, model: &mut M, estimator: &E, data: &Examples) -> Result<Fit, FitError>
    where
        E: Estimator<M, Mode = Stochastic>,
    {
        let start = Instant::now();
        data.check_sites(model.layout().sites())?;
        if !(self.rate.is_finite() && self.rate > 0.0) {
            return Err(FitError::Rate { found: self.rate });
        }
        let coordinates = Coordinates::new(model.layout());
        coordinates.check(model.theta())?;
        all_allowed(model, data)?;
        let mut state = estimator.start(model, data)?;
        let steps = estimator.steps(&state).max(1);
        let l2 = estimator.l2();
        let mut moving = model.clone();
        let mut phi = coordinates.to_free(model.theta());
        let mut good = phi.clone();
        let mut theta = model.theta_f64();
        let mut raw = vec![0.0; theta.len()];
        let mut gradient = vec![0.0; phi.len()];
        let mut memory = Memory { velocity: vec![0.0; phi.len()], square: vec![0.0; phi.len()], count: 0 };
        let (mut objective, mut warnings) = (Vec::new(), Vec::new());
        let mut public = model.theta().to_vec();
        let epochs = self.epochs.max(self.least_steps.div_ceil(steps));
        let total = (epochs * steps) as f64;
        let mut done = 0;
        'run: for epoch in 0..epochs {
            let mut sum = 0.0;
            for step in 0..steps {
                let t = (epoch * steps + step) as f64 / total;
                let value = estimator.evaluate(&moving, &mut state, &theta, &mut raw);
                coordinates.pull_back(&theta, &raw, &mut gradient);
                coordinates.add_l2_gradient(l2, &theta, &mut gradient);
                let sound = gradient.iter().all(|slope| slope.is_finite());
                if sound {
                    self.descent.step(&mut memory, self.rate * self.decay.factor(t), &gradient, &mut phi);
                }
                let wrong =
                    |a: &usize| !gradient[*a].is_finite() || phi[*a].is_nan() || phi[*a].abs() > self.limit;
                if let Some(a) = (0..phi.len()).find(wrong) {
                    let (parameter, value, slope) = (coordinates.name(a), good[a], gradient[a]);
                    warnings.push(Warning::Diverged { epoch, parameter, value, slope });
                    phi.clone_from(&good);
                    break 'run;
                }
                good.clone_from(&phi);
                coordinates.to_public(&phi, &mut theta);
                coordinates.to_public(&phi, &mut public);
                moving.set_theta(&public);
                sum += value;
                done += 1;
            }
            objective.push(sum / steps as f64 + coordinates.l2(l2, &theta));
        }
        coordinates.to_public(&phi, &mut public);
        model.set_theta(&public);
        let examined = Infinity::default().examined;
        let last = objective.last().copied().unwrap_or(f64::NAN);
        Ok(Fit {
            estimator: estimator.name(),
            model: M::name(),
            iterations: done,
            evaluations: done,
            value: last,
            objective: if objective.is_empty() { vec![f64::NAN] } else { objective },
            gradient_norm: gradient.iter().fold(0.0, |norm: f64, slope| norm.max(slope.abs())),
            stop: Stop::IterationLimit,
            seconds: start.elapsed().as_secs_f64(),
            log_z: None,
            examples: data.count(),
            weight: data.total_weight(),
            parameters: coordinates.len(),
            l2,
            examined,
            settings: Settings::Trainer(*self, estimator.settings()),
            course: Course::Epochs,
            warnings,
        })
    }
}
