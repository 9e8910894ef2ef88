//! Limited-memory BFGS.
//!
//! Our own, because no crate did what a fit to its optimum needs. Tried in November 2026 on the functions of the tests and
//! a few more, each with a wrapper that shares one evaluation between value and gradient:
//!
//! - `argmin` 0.11: its Moré–Thuente search asks for the same point forever after a NaN, gives up at +∞, and its
//!   bookkeeping of modified values is off (issue 400), which cost 2,500 evaluations on a logistic loss that takes 60;
//!   its Hager–Zhang search begins at the far end of its interval, which is a wall here, and gives up.
//! - `ganesh` 0.29: evaluates value and gradient apart; after a search that fails it repeats the same search until its
//!   steps run out, without a word (Σ eˣ − 1000 x); its Hager–Zhang search never comes back from a wall.
//! - `liblbfgs` 0.1: sound, and survives walls, but keeps 6 past steps, which cannot be changed; with as few, the exact
//!   fit of NLTCS takes 540 evaluations here instead of 100.
//! - `lbfgsb-rs-pure` 0.1 needed 6,000 evaluations for Rosenbrock's function in two dimensions; `lbfgs` 0.3 gives
//!   directions only; `wolfe_bfgs` is dense, and AGPL.

use std::collections::VecDeque;
use std::fmt;

use super::line_search::{Found, Trial, Wolfe, search};
use crate::setting::{SettingError, SettingsOf};

/// L-BFGS with a strong Wolfe line search.
///
/// d = −H ∇f with H the inverse Hessian that the last `memory` steps and gradient changes imply, applied by the two-loop
/// recursion on H₀ = (sᵀy / yᵀy) I (Nocedal & Wright 2006, algorithms 7.4 and 7.5, eq. 7.20).
///
/// Deterministic. Trial points at which the function is +∞ or NaN are backed away from.
///
/// # Cost
/// One evaluation for most iterations, and 4 · `memory` · dimensions multiplications.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lbfgs {
    /// Done when no entry of the gradient is larger than this, 0 or more. A gradient of 1e-6 by the parameters of an exponential
    /// family is a mismatch of 1e-6 between moments of model and data, far below their standard errors; on NLTCS it
    /// leaves parameters within 2e-4 of the optimum, a hundredth of theirs.
    pub tolerance: f64,
    /// The number of iterations after which it gives up, at least 1.
    pub max_iterations: usize,
    /// How many past steps are kept, at least 1, within 256 MB. More than the customary 5 to 20: an evaluation costs far more here
    /// than the recursion, and ill-conditioned fits need fewer of them the more is remembered (exact fit of NLTCS, 136
    /// parameters: 540 evaluations with 6, 150 with 50, 100 with 100).
    pub memory: usize,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self { tolerance: 1e-6, max_iterations: 10_000, memory: 100 }
    }
}

/// Why a search for a minimum ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Stop {
    /// The gradient is within the tolerance.
    Converged,
    /// All iterations were used.
    IterationLimit,
    /// Neither value nor gradient gets any smaller: rounding, or a gradient that does not belong to the value.
    Stalled,
    /// The function goes to −∞.
    Unbounded,
    /// The function has no finite value or gradient at the start.
    NotFinite,
    /// What is watched got no better for as long as one was willing to wait.
    EarlyStopping,
    /// Someone who watched asked for it.
    Cancelled,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Converged => "gradient within tolerance",
            Self::IterationLimit => "iteration limit reached",
            Self::Stalled => "no further decrease within rounding",
            Self::Unbounded => "no lower bound",
            Self::NotFinite => "not finite at the start",
            Self::EarlyStopping => "early, as what is watched got no better",
            Self::Cancelled => "asked to stop",
        })
    }
}

/// The best point that a search met.
#[derive(Clone, PartialEq, Debug)]
pub struct Minimum {
    /// The point.
    pub point: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// The gradient there.
    pub gradient: Vec<f64>,
    /// The value at the start and after each iteration.
    pub values: Vec<f64>,
    /// How often value and gradient were evaluated.
    pub evaluations: usize,
    /// Why the search ended.
    pub stop: Stop,
}

impl Minimum {
    /// The number of iterations.
    pub fn iterations(&self) -> usize {
        self.values.len() - 1
    }

    /// The largest entry of the gradient, in absolute value.
    pub fn gradient_norm(&self) -> f64 {
        largest(&self.gradient)
    }
}

/// c₁ and c₂ as Nocedal & Wright recommend for quasi-Newton steps (section 3.1).
const DECREASE: f64 = 1e-4;
const CURVATURE: f64 = 0.9;
/// Values closer than this, relative to their size, are not told apart: sums of 10⁵ terms are good to some 1e-15, and an
/// objective that is the small difference of two such sums to 1e-13.
const ROUNDING: f64 = 1e-13;
/// So many iterations without a smaller value or gradient are a stall. Ill-conditioned problems go through tens of
/// iterations in which the value changes by less than its rounding and the gradient goes up and down.
const PATIENCE: usize = 100;
/// Below this there is no lower bound: no mean of logarithms of `f64` densities is as low.
const BOTTOMLESS: f64 = -1e30;
const MAX_TRIALS: usize = 40;
/// The memory of past steps is cut to this many bytes, but not below ten steps.
const MEMORY_BYTES: usize = 256 << 20;

impl Lbfgs {
    /// Minimises a function from a start.
    ///
    /// `function(x, gradient)` returns f(x) and overwrites `gradient`; both may be infinite or NaN at points that are
    /// out of bounds. A failed search returns the best point so far.
    pub fn minimise(&self, start: Vec<f64>, function: impl FnMut(&[f64], &mut [f64]) -> f64) -> Minimum {
        Search::new(*self, start, function).run()
    }

    /// Whether the settings make sense; what [`minimise`](Self::minimise) does otherwise is not said.
    ///
    /// # Errors
    /// The first setting that makes none.
    pub fn check(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("Lbfgs");
        settings.not_negative("tolerance", self.tolerance)?;
        settings.count("max_iterations", self.max_iterations)?;
        settings.count("memory", self.memory)
    }
}

/// A point with what is known there.
#[derive(Clone)]
struct Place {
    point: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

impl Place {
    /// A copy that keeps its memory.
    fn copy_from(&mut self, other: &Self) {
        self.point.copy_from_slice(&other.point);
        self.value = other.value;
        self.gradient.copy_from_slice(&other.gradient);
    }
}

struct Search<F> {
    options: Lbfgs,
    function: F,
    here: Place,
    /// The trial point; swapped with `here` on acceptance.
    there: Place,
    /// The lowest trial of a line search that has not been accepted yet.
    lowest: Place,
    /// The best place so far.
    best: Place,
    direction: Vec<f64>,
    memory: Memory,
    values: Vec<f64>,
    evaluations: usize,
    /// Iterations since the last better place.
    idle: usize,
}

impl<F: FnMut(&[f64], &mut [f64]) -> f64> Search<F> {
    fn new(options: Lbfgs, start: Vec<f64>, mut function: F) -> Self {
        let mut gradient = vec![0.0; start.len()];
        let value = function(&start, &mut gradient);
        let direction = vec![0.0; start.len()];
        let capacity = options.memory.min((MEMORY_BYTES / (16 * start.len().max(1))).max(10));
        let here = Place { point: start, value, gradient };
        Self {
            options,
            function,
            there: here.clone(),
            lowest: here.clone(),
            best: here.clone(),
            here,
            direction,
            memory: Memory::new(capacity),
            values: vec![value],
            evaluations: 1,
            idle: 0,
        }
    }

    fn run(mut self) -> Minimum {
        let stop = loop {
            let norm = largest(&self.here.gradient);
            if !(self.here.value.is_finite() && norm.is_finite()) {
                break Stop::NotFinite;
            }
            if norm <= self.options.tolerance {
                self.best.copy_from(&self.here);
                break Stop::Converged;
            }
            if self.here.value < BOTTOMLESS {
                self.best.copy_from(&self.here);
                break Stop::Unbounded;
            }
            if self.values.len() > self.options.max_iterations {
                break Stop::IterationLimit;
            }
            if self.idle > PATIENCE || !(self.advance() || self.restart()) {
                break Stop::Stalled;
            }
            self.values.push(self.here.value);
            self.judge();
        };
        let Place { point, value, gradient } = self.best;
        Minimum { point, value, gradient, values: self.values, evaluations: self.evaluations, stop }
    }

    /// One step along the quasi-Newton direction, or along the gradient where there is no memory.
    fn advance(&mut self) -> bool {
        self.memory.direction(&self.here.gradient, &mut self.direction);
        let mut slope = dot(&self.direction, &self.here.gradient);
        if !(slope < 0.0 && slope.is_finite()) {
            self.memory.clear();
            self.memory.direction(&self.here.gradient, &mut self.direction);
            slope = dot(&self.direction, &self.here.gradient);
        }
        let unscaled = self.memory.pairs.is_empty();
        let first_step = if unscaled { (1.0 / norm(&self.here.gradient)).min(1.0) } else { 1.0 };
        let noise = ROUNDING * self.here.value.abs();
        let wolfe = Wolfe { decrease: DECREASE, curvature: CURVATURE, noise, max_trials: MAX_TRIALS };
        let start = Trial { step: 0.0, value: self.here.value, slope };
        let Self { function, here, there, lowest, direction, evaluations, .. } = self;
        let mut lowest_step = 0.0;
        lowest.value = f64::INFINITY;
        let found = search(&wolfe, start, first_step, |step| {
            for ((t, x), d) in there.point.iter_mut().zip(&here.point).zip(&*direction) {
                *t = x + step * d;
            }
            there.value = function(&there.point, &mut there.gradient);
            *evaluations += 1;
            let slope = dot(direction, &there.gradient);
            if slope.is_finite() && there.value < lowest.value {
                lowest.copy_from(there);
                lowest_step = step;
            }
            (there.value, slope)
        });
        match found {
            Found::Last(_) => {}
            // taken only if it is a real decrease: otherwise nothing would be gained, forever
            Found::Earlier(_) if lowest_step > 0.0 && lowest.value < here.value => {
                std::mem::swap(there, lowest)
            }
            Found::Earlier(_) | Found::Nothing => return false,
        }
        self.memory.learn(&self.here, &self.there);
        std::mem::swap(&mut self.here, &mut self.there);
        true
    }

    /// A second try along the gradient itself, for a direction spoilt by rounding.
    fn restart(&mut self) -> bool {
        let had_memory = !self.memory.pairs.is_empty();
        self.memory.clear();
        had_memory && self.advance()
    }

    /// Keeps the best place, and counts iterations that bring nothing.
    fn judge(&mut self) {
        let noise = ROUNDING * self.best.value.abs();
        let lower = self.here.value < self.best.value - noise;
        // among values that rounding cannot tell apart the smaller gradient is better
        let level = self.here.value <= self.best.value + noise;
        let flatter = norm(&self.here.gradient) < 0.99 * norm(&self.best.gradient);
        if lower || (level && flatter) {
            self.best.copy_from(&self.here);
            self.idle = 0;
        } else {
            self.idle += 1;
        }
    }
}

/// One step s and the change y of the gradient along it.
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    /// sᵀy
    curvature: f64,
}

/// The last steps, newest at the back.
struct Memory {
    capacity: usize,
    pairs: VecDeque<Pair>,
}

impl Memory {
    fn new(capacity: usize) -> Self {
        Self { capacity, pairs: VecDeque::with_capacity(capacity) }
    }

    fn clear(&mut self) {
        self.pairs.clear();
    }

    fn learn(&mut self, from: &Place, to: &Place) {
        let step: Vec<f64> = to.point.iter().zip(&from.point).map(|(a, b)| a - b).collect();
        let change: Vec<f64> = to.gradient.iter().zip(&from.gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&step, &change);
        // the second Wolfe condition makes it positive, but a step without that condition need not
        if curvature <= f64::EPSILON * dot(&change, &change) || self.capacity == 0 {
            return;
        }
        if self.pairs.len() == self.capacity {
            self.pairs.pop_front();
        }
        self.pairs.push_back(Pair { step, change, curvature });
    }

    /// −H g by the two-loop recursion.
    fn direction(&self, gradient: &[f64], out: &mut [f64]) {
        for (out, g) in out.iter_mut().zip(gradient) {
            *out = -g;
        }
        let mut shares = vec![0.0; self.pairs.len()];
        for (pair, share) in self.pairs.iter().zip(&mut shares).rev() {
            *share = dot(&pair.step, out) / pair.curvature;
            add(out, -*share, &pair.change);
        }
        if let Some(newest) = self.pairs.back() {
            let scale = newest.curvature / dot(&newest.change, &newest.change);
            out.iter_mut().for_each(|out| *out *= scale);
        }
        for (pair, share) in self.pairs.iter().zip(&shares) {
            let back = dot(&pair.change, out) / pair.curvature;
            add(out, share - back, &pair.step);
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += factor * what;
    }
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// The largest absolute value; not finite if one of them is not.
fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |top: f64, v| if v.abs() > top || v.is_nan() { v.abs() } else { top })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
