//! The parameters that learning starts with.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::{Init, Layout, ParamBlock};

impl Layout {
    /// The parameters that learning starts with, in `f64`, whatever is drawn being drawn from seed 0.
    pub fn initial_theta(&self) -> Vec<f64> {
        self.initial_theta_from(0)
    }

    /// The parameters that learning starts with, in `f64`. The draws of a block depend on the seed and on the number of the
    /// block alone.
    pub fn initial_theta_from(&self, seed: u64) -> Vec<f64> {
        let mut theta = vec![0.0; self.param_count()];
        for (number, block) in self.params().iter().enumerate() {
            fill(block, seed, number as u64, &mut theta);
        }
        theta
    }
}

/// Starts one block: entries in order, then what ties them.
fn fill(block: &ParamBlock, seed: u64, number: u64, theta: &mut [f64]) {
    // an odd multiplier keeps different blocks apart; the seed is hashed once more by the generator
    let mut draws = Draws(Xoshiro256PlusPlus::seed_from_u64(
        seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
    ));
    let glorot = glorot(&block.shape);
    for entry in &mut theta[block.range()] {
        let value = match block.init {
            Init::Zeros => 0.0,
            Init::Constant(value) => value,
            Init::Normal(deviation) => deviation * draws.normal(),
            Init::Uniform(low, high) => low + (high - low) * draws.uniform(),
            Init::Glorot => glorot * (2.0 * draws.uniform() - 1.0),
        };
        let drawn = matches!(block.init, Init::Normal(_) | Init::Glorot);
        *entry = if drawn && block.constraint.positive { value.abs() } else { value };
    }
    if block.constraint.symmetric {
        let n = block.shape[0];
        for (i, k) in (0..n).flat_map(|i| (0..i).map(move |k| (i, k))) {
            theta[block.offset + k * n + i] = theta[block.offset + i * n + k];
        }
    }
    if block.constraint.zero_diagonal {
        block.diagonal().for_each(|flat| theta[flat] = 0.0);
    }
}

/// √(6 / (rows + columns))
fn glorot(shape: &[usize]) -> f64 {
    let [first, .., last] = shape else {
        return (6.0 / (1.0 + shape.first().copied().unwrap_or(1) as f64)).sqrt();
    };
    let between: usize = shape[1..shape.len() - 1].iter().product();
    (6.0 / ((first + last) * between).max(1) as f64).sqrt()
}

struct Draws(Xoshiro256PlusPlus);

impl Draws {
    /// An odd multiple of 2⁻⁵³, so that it is never 0 nor 1.
    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 12 << 1) | 1) as f64 / (1_u64 << 53) as f64
    }

    /// Box & Muller (1958).
    fn normal(&mut self) -> f64 {
        let (radius, turn) = (self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Constraint;

    fn start(block: ParamBlock, seed: u64) -> Vec<f64> {
        Layout::new(Vec::new(), vec![ParamBlock::new("first", &[2]), block]).initial_theta_from(seed)[2..]
            .to_vec()
    }

    #[test]
    fn what_is_drawn_has_its_moments_and_depends_on_the_seed_alone() {
        let block = |init| ParamBlock::new("w", &[100, 100]).starting_at(init);
        // the mean of 10,000 draws is off by 5 standard errors once in 1.7 million, the mean square likewise
        let check = |init: Init, deviation: f64, kurtosis: f64| {
            let drawn = start(block(init), 7);
            let mean = |power: i32| drawn.iter().map(|x| (x / deviation).powi(power)).sum::<f64>() / 1e4;
            assert!(mean(1).abs() < 0.05, "{init:?}");
            assert!((mean(2) - 1.0).abs() < 5.0 * (kurtosis - 1.0).sqrt() / 100.0, "{init:?}: {}", mean(2));
            assert_eq!(drawn, start(block(init), 7));
            assert_ne!(drawn, start(block(init), 8));
        };
        check(Init::Normal(0.01), 0.01, 3.0);
        // uniform on (−a, a): standard deviation a / √3, kurtosis 9/5
        check(Init::Uniform(-2.0, 2.0), 2.0 / 3.0_f64.sqrt(), 1.8);
        check(Init::Glorot, (6.0 / 200.0_f64).sqrt() / 3.0_f64.sqrt(), 1.8);
        assert!(start(block(Init::Uniform(1.0, 3.0)), 0).iter().all(|x| (1.0..3.0).contains(x)));
    }

    #[test]
    fn ties_hold_from_the_start() {
        let constraint = Constraint { symmetric: true, zero_diagonal: true, ..Constraint::default() };
        let block = ParamBlock::new("j", &[4, 4]).constrained(constraint).starting_at(Init::Normal(1.0));
        let j = start(block, 3);
        for (i, k) in (0..4).flat_map(|i| (0..4).map(move |k| (i, k))) {
            assert_eq!(j[4 * i + k], j[4 * k + i]);
            assert_eq!(j[4 * i + k] == 0.0, i == k);
        }
        let positive = Constraint { positive: true, ..Constraint::default() };
        let block = ParamBlock::new("a", &[50]).constrained(positive).starting_at(Init::Normal(1.0));
        assert!(start(block, 3).iter().all(|a| *a > 0.0));
    }
}
