//! Step sizes and masses that are learned while chains warm up.

use crate::lanes::{Lane, Lanes, WIDTH};
use crate::real::Real;

/// γ, t₀ and κ of Hoffman & Gelman (2014), section 3.2.1.
const SHRINKAGE: f64 = 0.05;
const OFFSET: f64 = 10.0;
const DECAY: f64 = 0.75;
/// The first window of the variances; each is twice as long as the one before.
const WINDOW: u32 = 50;

/// Dual averaging of the step size of each chain, and variances of the sites over windows of all sixteen.
#[derive(Clone, Debug)]
pub(super) struct Adaptation {
    on: bool,
    acceptance: f64,
    steps: [Averaging; WIDTH],
    deviations: Vec<f64>,
    /// How many states there were in this window, their mean and the sum of squares about it.
    window: u32,
    seen: u32,
    mean: Vec<f64>,
    squares: Vec<f64>,
}

/// ln of a step size, and what dual averaging remembers.
#[derive(Clone, Copy, Debug)]
struct Averaging {
    target: f64,
    now: f64,
    smooth: f64,
    error: f64,
    count: f64,
}

impl Averaging {
    fn new(log: f64) -> Self {
        Self { target: log + 10.0_f64.ln(), now: log, smooth: log, error: 0.0, count: 0.0 }
    }

    fn learn(&mut self, missing: f64) {
        self.count += 1.0;
        let weight = 1.0 / (self.count + OFFSET);
        self.error += weight * (missing - self.error);
        self.now = self.target - self.count.sqrt() / SHRINKAGE * self.error;
        let weight = self.count.powf(-DECAY);
        self.smooth += weight * (self.now - self.smooth);
    }
}

impl Adaptation {
    pub(super) fn new(sites: usize, step_size: f64, acceptance: f64) -> Self {
        Self {
            on: false,
            acceptance,
            steps: [Averaging::new(step_size.ln()); WIDTH],
            deviations: vec![1.0; sites],
            window: WINDOW,
            seen: 0,
            mean: vec![0.0; sites],
            squares: vec![0.0; sites],
        }
    }

    /// The step size of a chain.
    pub(super) fn step_size(&self, chain: usize) -> f64 {
        let averaging = &self.steps[chain];
        if self.on { averaging.now.exp() } else { averaging.smooth.exp() }
    }

    /// 1 / √mass of each site.
    pub(super) fn deviations(&self) -> &[f64] {
        &self.deviations
    }

    /// Starts or stops to learn.
    pub(super) fn switch(&mut self, on: bool) {
        self.on = on;
    }

    /// Learns from one move of all chains: the probability that it was accepted, and where they are now.
    pub(super) fn learn<T: Real>(&mut self, probability: &[f64; WIDTH], x: &[Lanes<T>]) {
        if !self.on {
            return;
        }
        for (averaging, probability) in self.steps.iter_mut().zip(probability) {
            averaging.learn(self.acceptance - probability);
        }
        for k in 0..WIDTH {
            self.seen += 1;
            // Welford (1962), Technometrics 4
            for ((x, mean), squares) in x.iter().zip(&mut self.mean).zip(&mut self.squares) {
                let away = x.lane(k).to_f64() - *mean;
                *mean += away / f64::from(self.seen);
                *squares += away * (x.lane(k).to_f64() - *mean);
            }
        }
        if self.seen >= self.window * WIDTH as u32 {
            let seen = f64::from(self.seen);
            for (deviation, squares) in self.deviations.iter_mut().zip(&self.squares) {
                // shrunk towards 10⁻³ as in Stan's reference manual, section "HMC algorithm parameters"
                let variance = squares / (seen - 1.0) * seen / (seen + 5.0) + 1e-3 * 5.0 / (seen + 5.0);
                *deviation = if variance.is_finite() { variance.sqrt() } else { 1.0 };
            }
            self.window *= 2;
            self.seen = 0;
            self.mean.fill(0.0);
            self.squares.fill(0.0);
            // new masses, new step sizes
            for averaging in &mut self.steps {
                *averaging = Averaging::new(averaging.now.clamp(-10.0, 0.0));
            }
        }
    }
}
