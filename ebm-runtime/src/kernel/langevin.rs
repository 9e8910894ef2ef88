//! The unadjusted Langevin algorithm.

use super::line::{Density, Line};
use super::{Chains, Kernel, Sampling, normal};
use crate::lanes::{Lane, Lanes};
use crate::model::Score;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::{SettingError, SettingsOf};
use crate::workspace::Workspace;

/// Langevin dynamics without correction: x ← x + (ε²/2) · score + ε ξ on continuous sites, ξ standard normal. Positive sites move
/// as their logarithms, those of an interval as their logits, with the Jacobian in the score; angles turn freely.
///
/// # Exactness
/// Biased: it leaves a density invariant that tends to p only as ε → 0. [`Mala`](super::Mala) is the same with the correction.
///
/// # Cost
/// One score a step.
///
/// # References
/// Parisi (1981), Nucl. Phys. B 180; its bias: Roberts & Tweedie (1996), Bernoulli 2.
#[derive(Clone, PartialEq, Debug)]
pub struct Langevin {
    /// Same seed, same draws, whatever the number of threads.
    pub seed: u64,
    /// The number of independent chains; sixteen are computed at a time.
    pub chains: usize,
    /// Steps of each chain that are thrown away at first.
    pub warm_up: usize,
    /// Steps from one draw of a chain to its next.
    pub thin: usize,
    /// ε, above 0
    pub step_size: f64,
}

impl Default for Langevin {
    /// Seed 0, 32 chains, 1000 steps of warm-up, every step a draw, ε = 0.1.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, step_size: 0.1 }
    }
}

/// Sixteen chains of [`Langevin`].
#[derive(Clone, Debug)]
pub struct LangevinState<T> {
    x: Vec<Lanes<T>>,
    /// Where the chains are on the line; x is made of it.
    y: Vec<Lanes<T>>,
    line: Line,
    score: Vec<Lanes<T>>,
    work: Workspace<Lanes<T>>,
}

impl<T> Chains<T> for LangevinState<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.x
    }
}

impl<M: Score> Kernel<M> for Langevin {
    type State = LangevinState<M::Float>;
    type Info = ();

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn check(&self) -> Result<(), SettingError> {
        SettingsOf("Langevin").positive("step_size", self.step_size)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let line = Line::new(model.layout());
        let (y, score) = (line.coordinates(&x), vec![Lanes::zero(); line.len()]);
        LangevinState { x, y, line, score, work: Workspace::new() }
    }

    fn step(&self, model: &M, beta: Lanes<M::Float>, state: &mut Self::State, streams: &mut Streams) {
        let LangevinState { x, y, line, score, work } = state;
        line.score(&Density { model, theta: model.theta(), beta }, y, x, score, work);
        let (drift, noise) =
            (M::Float::from_f64(0.5 * self.step_size * self.step_size), M::Float::from_f64(self.step_size));
        for (site, (y, &score)) in y.iter_mut().zip(&*score).enumerate() {
            if line.moves(site) {
                *y += score * drift + normal(streams) * noise;
            }
        }
        line.wind(y);
        line.state(y, x);
    }

    /// Not a reversible kernel; its reversal is not one of this kind, and this is the nearest.
    fn reverse(&self) -> Self {
        self.clone()
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.y = state.line.coordinates(&x);
        state.x = x;
    }
}
