//! An estimator that is watched while it fits: where the parameters were, and when.

use std::sync::Mutex;
use std::time::Instant;

use ebm::runtime::infinity::Infinity;
use ebm::runtime::{Estimator, Examples, FitError, Model};

/// Passes everything on, and keeps parameters that were evaluated on the way.
pub(crate) struct Watched<E> {
    estimator: E,
    /// Whether only parameters that lower the objective are kept: not the trials of a line search, but every step of chains.
    falling: bool,
    start: Instant,
    seen: Mutex<Seen>,
}

struct Seen {
    places: Vec<(f64, Vec<f64>)>,
    lowest: f64,
}

/// From one place that is kept to the next, time grows by this factor.
const PACE: f64 = 1.2;

impl<E> Watched<E> {
    pub(crate) fn new(estimator: E, falling: bool) -> Self {
        let seen = Mutex::new(Seen { places: Vec::new(), lowest: f64::INFINITY });
        Self { estimator, falling, start: Instant::now(), seen }
    }

    /// Seconds since the start, with the parameters then.
    pub(crate) fn places(self) -> Vec<(f64, Vec<f64>)> {
        self.seen.into_inner().map(|seen| seen.places).unwrap_or_default()
    }

    fn see(&self, theta: &[f64], value: f64) {
        let Ok(mut seen) = self.seen.lock() else { return };
        let seconds = self.start.elapsed().as_secs_f64();
        let due = seen.places.last().is_none_or(|(last, _)| seconds > PACE * last);
        if (!self.falling || value <= seen.lowest) && due {
            seen.places.push((seconds, theta.to_vec()));
        }
        seen.lowest = seen.lowest.min(value);
    }
}

impl<M: Model, E: Estimator<M>> Estimator<M> for &Watched<E> {
    type State = E::State;
    type Mode = E::Mode;

    fn name(&self) -> &'static str {
        self.estimator.name()
    }

    fn measure(&self) -> &'static str {
        self.estimator.measure()
    }

    fn l2(&self) -> f64 {
        self.estimator.l2()
    }

    fn settings(&self) -> String {
        self.estimator.settings()
    }

    fn steps(&self, state: &E::State) -> usize {
        self.estimator.steps(state)
    }

    fn start(&self, model: &M, data: &Examples) -> Result<E::State, FitError> {
        self.estimator.start(model, data)
    }

    fn evaluate(&self, model: &M, state: &mut E::State, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let value = self.estimator.evaluate(model, state, theta, gradient);
        self.see(theta, value);
        value
    }

    fn log_z(&self, state: &E::State) -> Option<f64> {
        self.estimator.log_z(state)
    }

    fn infinity(&self, model: &M, state: &E::State) -> Infinity {
        self.estimator.infinity(model, state)
    }
}
