//! Following gradients, stochastic ones and those of minibatches: the run that every estimator without a line search shares.

mod bar;
mod descent;
mod keep;
mod run;
mod training;

use super::{Checkpoint, Estimator, Fit, FitError, Penalty};
use crate::data::Examples;
use crate::model::Model;
use crate::setting::{SettingError, SettingsOf};

use descent::Memory;

pub use descent::{Decay, Descent};
pub use training::{Check, Training};

/// Follows gradients for a number of steps that is known beforehand.
///
/// Free coordinates are moved ([`Coordinates`](crate::coordinates::Coordinates)), so that positive parameters stay positive and tied ones
/// equal. A run stops with an error that keeps the last good parameters as soon as an objective, a gradient or a parameter is not finite,
/// or a coordinate grows beyond `limit`.
///
/// # Exactness
/// Where the rate decays to zero, the end is a root of the expected gradient up to noise (Robbins & Monro 1951, Ann. Math. Stat. 22);
/// [`Fit::converged`] is not known, and false.
///
/// # Example
/// ```no_run
/// use ebm_runtime::estimator::{Decay, Descent, Penalty};
/// use ebm_runtime::{Examples, Pseudolikelihood, PseudolikelihoodObjective, ParamGradient, Trainer};
/// # fn run<M: PseudolikelihoodObjective + ParamGradient>(mut model: M, data: Examples, held_out: Examples) {
/// let trainer = Trainer {
///     descent: Descent::Adam,
///     rate: 0.01,
///     decay: Decay::Cosine,
///     batch: 100,
///     patience: 5,
///     l1: Penalty::on("j", 1e-3),
///     ..Trainer::default()
/// };
/// let estimator = Pseudolikelihood::default();
/// let fit = trainer.on(&estimator, &data).validate_on(Pseudolikelihood::default(), &held_out).fit(&mut model);
/// # }
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Trainer {
    /// How a step follows from a gradient.
    pub descent: Descent,
    /// η, the rate of the first step, above 0.
    pub rate: f64,
    /// How it falls.
    pub decay: Decay,
    /// How often the run goes through the data, at least; not 0 where `least_steps` is 0, too.
    pub epochs: usize,
    /// How many steps it makes, at least: small data are gone through more often.
    pub least_steps: usize,
    /// Free coordinates beyond ± this stop the run; above 0, +∞ for no limit.
    pub limit: f64,
    /// Examples a step for estimators whose objective is a function of the parameters; 0 for all of them. Those that run chains have a
    /// batch of their own.
    pub batch: usize,
    /// Same seed, same minibatches.
    pub seed: u64,
    /// Steps from one check (validation, callbacks, an entry of [`Fit::objective`]) to the next; 0 for an epoch.
    pub check: usize,
    /// How many checks in a row may bring nothing better before the run stops early; 0 for never.
    pub patience: usize,
    /// a in Σ a |θ|, by a proximal step, so that parameters become exactly 0; tied ones count once.
    pub l1: Penalty,
    /// A in Σ (A/2) θ², added to that of the estimator; tied parameters count once.
    pub l2: Penalty,
    /// Where the run keeps itself, and goes on from if it was there before; `None` for nowhere.
    pub checkpoint: Option<Checkpoint>,
    /// Whether a terminal is shown how far the run is; nothing is written where standard error is none.
    pub progress: bool,
}

impl Default for Trainer {
    /// Momentum 0.5, rate 0.05 falling linearly to 0 over 100 epochs but at least 5000 steps, limit 10⁴, all examples a step, seed 0, a
    /// check each epoch, no early stopping, no
    /// penalties, no checkpoints; progress is shown.
    fn default() -> Self {
        Self {
            descent: Descent::Momentum { momentum: 0.5 },
            rate: 0.05,
            decay: Decay::Linear,
            epochs: 100,
            least_steps: 5000,
            limit: 1e4,
            batch: 0,
            seed: 0,
            check: 0,
            patience: 0,
            l1: Penalty::default(),
            l2: Penalty::default(),
            checkpoint: None,
            progress: true,
        }
    }
}

impl Trainer {
    /// Fits a model to examples by an estimator, starting from the parameters that it has.
    ///
    /// # Errors
    /// [`FitError`]; the model then keeps its parameters, but after a run that diverged ([`FitError::Diverged`]), which leaves it with the
    /// last good ones.
    pub fn fit<M: Model, E: Estimator<M>>(
        &self,
        model: &mut M,
        estimator: &E,
        data: &Examples,
    ) -> Result<Fit, FitError> {
        self.on(estimator, data).fit(model)
    }

    /// A run to which validation and callbacks can be added.
    pub fn on<'a, M: Model, E: Estimator<M>>(
        &'a self,
        estimator: &'a E,
        data: &'a Examples,
    ) -> Training<'a, M, E> {
        Training::new(self, estimator, data)
    }

    fn check_settings(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("Trainer");
        settings.positive("rate", self.rate)?;
        if let Descent::Momentum { momentum } = self.descent {
            settings.left("descent.momentum", momentum)?;
        }
        if let Decay::Inverse { half } = self.decay {
            settings.positive("decay.half", half)?;
        }
        if self.limit.is_nan() || self.limit <= 0.0 {
            return Err(settings.wrong("limit", self.limit, "a number above 0"));
        }
        if self.epochs == 0 && self.least_steps == 0 {
            return Err(settings.wrong("epochs", 0, "at least 1 where `least_steps` is 0, too"));
        }
        match &self.checkpoint {
            Some(checkpoint) => SettingsOf("Checkpoint").count("every", checkpoint.every),
            None => Ok(()),
        }
    }
}
