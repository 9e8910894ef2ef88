//! What is said of all fits, as a table or as JSON.

mod json;
mod plot;
mod table;

pub(crate) use plot::draw;

use crate::arguments::Settings;
use crate::data::{Task, Test};
use crate::fit::{Attempt, Fitted};
use crate::independence::Independence;
use crate::machines::Machine;

/// All fits of one model.
pub(crate) struct Report<'a> {
    /// The model, in snake case.
    model: &'static str,
    /// Whether its parameters can be told from the law: those of hidden units can be exchanged.
    identified: bool,
    settings: &'a Settings,
    task: &'a Task,
    /// The first one is the exact fit, if there is one.
    attempts: Vec<Attempt>,
    independent: Independent,
}

/// Mean log-likelihoods of independent sites.
struct Independent {
    train: f64,
    valid: Option<f64>,
    test: Option<f64>,
}

impl<'a> Report<'a> {
    /// `attempts` begins with the exact fit.
    pub(crate) fn new<M: Machine>(settings: &'a Settings, task: &'a Task, attempts: Vec<Attempt>) -> Self {
        let sites = Independence::fit(&task.train);
        let test = match &task.test {
            Test::None => None,
            Test::Held(data) => Some(sites.log_likelihood(data)),
            Test::LeaveOneOut => Some(sites.leave_one_out(task.train.examples().total_weight())),
        };
        let independent = Independent {
            train: sites.log_likelihood(&task.train),
            valid: task.valid.as_ref().map(|data| sites.log_likelihood(data)),
            test,
        };
        Self { model: M::NAME, identified: M::STARTS == 1, settings, task, attempts, independent }
    }

    /// The exact fit, where states can be summed over.
    fn exact(&self) -> Option<&Fitted> {
        match self.attempts.first() {
            Some(Attempt::Made(fitted)) if fitted.fit.estimator == "maximum_likelihood" => Some(fitted),
            _ => None,
        }
    }

    /// The test log-likelihood of the exact fit.
    fn ceiling(&self) -> Option<f64> {
        self.exact()?.test?.ll
    }

    /// (train − independent) / (exact − independent), unless exact fitting gains nothing.
    fn share(&self, fitted: &Fitted) -> Option<f64> {
        let gain = self.exact()?.train.ll? - self.independent.train;
        let share = (fitted.train.ll? - self.independent.train) / gain;
        // gains below what parameters in `f32` can show are noise
        (gain > 1e-6).then_some(share)
    }

    /// The Euclidean distance of the parameters from those of the exact fit, tied ones once; for models whose parameters follow from
    /// their law.
    fn distance(&self, fitted: &Fitted) -> Option<f64> {
        let exact = self.exact().filter(|_| self.identified)?;
        let squares = fitted.free.iter().zip(&exact.free).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        Some(squares.sqrt())
    }

    /// The fits that were made.
    fn made(&self) -> impl Iterator<Item = &Fitted> {
        self.attempts.iter().filter_map(|attempt| match attempt {
            Attempt::Made(fitted) => Some(&**fitted),
            Attempt::TooLarge { .. } => None,
        })
    }
}
