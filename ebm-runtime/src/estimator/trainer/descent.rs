//! How a step follows from a gradient, and how steps shrink.

use crate::optimise::shrink;

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
    /// η / (1 + t / `half`), the 1/t of Robbins & Monro (1951): half the rate at t = `half`.
    Inverse {
        /// See there; above 0.
        half: f64,
    },
}

impl Decay {
    /// What the rate is multiplied by at t.
    pub fn factor(self, t: f64) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Linear => 1.0 - t,
            Self::Cosine => 0.5 * (1.0 + (std::f64::consts::PI * t).cos()),
            Self::Inverse { half } => 1.0 / (1.0 + t / half),
        }
    }
}

/// What a descent remembers of the gradients before.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Memory {
    pub(super) velocity: Vec<f64>,
    pub(super) square: Vec<f64>,
    pub(super) count: u64,
}

impl Memory {
    pub(super) fn new(size: usize) -> Self {
        Self { velocity: vec![0.0; size], square: vec![0.0; size], count: 0 }
    }
}

impl Descent {
    /// One step. `thresholds` are the strengths of Σ a |φ|, taken into account by a proximal step: the smooth part moves φ, and what
    /// then lies within η a of 0 becomes 0, all else comes that much closer to it.
    ///
    /// The velocity is what φ really moved by, so that fixed points are those of the penalised objective: with momentum this is iPiano
    /// (Ochs, Chen, Brox & Pock 2014, SIAM J. Imaging Sci. 7), with Adam the proximal step in its diagonal metric.
    pub(super) fn step(
        self,
        memory: &mut Memory,
        rate: f64,
        gradient: &[f64],
        thresholds: &[f64],
        phi: &mut [f64],
    ) {
        memory.count += 1;
        // 0.9^count is 0 to the last place long before the cast could matter
        let count = memory.count.min(1 << 20) as i32;
        for (a, (&slope, &threshold)) in gradient.iter().zip(thresholds).enumerate() {
            let velocity = &mut memory.velocity[a];
            match self {
                Self::Momentum { momentum } => {
                    let before = phi[a];
                    let moved = momentum * *velocity - rate * slope;
                    phi[a] = shrink(before + moved, rate * threshold);
                    *velocity = if threshold == 0.0 { moved } else { phi[a] - before };
                }
                Self::Adam => {
                    let square = &mut memory.square[a];
                    *velocity = 0.9 * *velocity + 0.1 * slope;
                    *square = 0.999 * *square + 0.001 * slope * slope;
                    let mean = *velocity / (1.0 - 0.9_f64.powi(count));
                    let root = (*square / (1.0 - 0.999_f64.powi(count))).sqrt();
                    let rate = rate / (root + 1e-8);
                    phi[a] = shrink(phi[a] - rate * mean, rate * threshold);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_start_at_one_and_end_where_they_say() {
        let ends = |decay: Decay| (decay.factor(0.0), decay.factor(1.0));
        assert_eq!(ends(Decay::Constant), (1.0, 1.0));
        assert_eq!(ends(Decay::Linear), (1.0, 0.0));
        assert_eq!(ends(Decay::Cosine), (1.0, 0.0));
        assert_eq!(ends(Decay::Inverse { half: 0.25 }), (1.0, 0.2));
        assert_eq!(Decay::Inverse { half: 0.25 }.factor(0.25), 0.5);
    }

    /// (φ − c)²/2 · h + a |φ| has its minimum at c shrunk by a/h, for every descent.
    #[test]
    fn proximal_steps_end_at_the_penalised_minimum() {
        let (centre, curvature, strength) = ([1.0, -0.4, 0.05], 2.0, 0.3);
        for (descent, rate) in [(Descent::Momentum { momentum: 0.7 }, 0.1), (Descent::Adam, 0.01)] {
            let (mut phi, mut memory) = (vec![0.5; 3], Memory::new(3));
            for k in 0..20_000 {
                let gradient: Vec<f64> = phi.iter().zip(centre).map(|(p, c)| curvature * (p - c)).collect();
                let rate = rate * Decay::Linear.factor(f64::from(k) / 20_000.0);
                descent.step(&mut memory, rate, &gradient, &[strength; 3], &mut phi);
            }
            for (phi, expected) in phi.iter().zip([0.85, -0.25, 0.0]) {
                // the rate has gone to 0, and steps of Adam with it
                assert!((phi - expected).abs() < 1e-6, "{descent:?}: {phi} and {expected}");
            }
        }
    }
}
