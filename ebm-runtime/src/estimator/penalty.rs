//! Penalties that pull parameters to 0, each block as strongly as it is told.

use std::fmt;

use super::FitError;
use crate::coordinates::Coordinates;
use crate::setting::SettingsOf;

/// Strengths of a penalty: one for all parameters, and others for single blocks, by name.
///
/// # Example
/// ```
/// use ebm_runtime::estimator::Penalty;
///
/// let on_couplings = Penalty::on("j", 0.01);
/// let all_but_fields = Penalty::of(0.01).and("h", 0.0);
/// assert_eq!(all_but_fields.to_string(), "0.01, h: 0");
/// # let _ = on_couplings;
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Penalty {
    all: f64,
    blocks: Vec<(String, f64)>,
}

impl Penalty {
    /// The same strength for every parameter.
    pub fn of(strength: f64) -> Self {
        Self { all: strength, blocks: Vec::new() }
    }

    /// A strength for one block, 0 for all others.
    pub fn on(block: impl Into<String>, strength: f64) -> Self {
        Self::default().and(block, strength)
    }

    /// Another strength for one block.
    #[must_use]
    pub fn and(mut self, block: impl Into<String>, strength: f64) -> Self {
        self.blocks.push((block.into(), strength));
        self
    }

    /// Whether nothing is pulled.
    pub fn is_none(&self) -> bool {
        self.all == 0.0 && self.blocks.iter().all(|(_, strength)| *strength == 0.0)
    }

    /// The strength for each free coordinate.
    ///
    /// # Errors
    /// A block that the model does not have; a strength that is negative or not finite.
    fn strengths(&self, of: &'static str, coordinates: &Coordinates) -> Result<Vec<f64>, FitError> {
        let known = coordinates.blocks();
        for (block, _) in &self.blocks {
            if !known.contains(&block.as_str()) {
                return Err(FitError::UnknownBlock { name: block.clone(), known: known.join("`, `") });
            }
        }
        SettingsOf(of).not_negative("strength", self.all)?;
        self.blocks.iter().try_for_each(|(block, strength)| SettingsOf(of).not_negative(block, *strength))?;
        let strength = |a: usize| {
            let named = self.blocks.iter().rfind(|(block, _)| block == coordinates.block(a));
            named.map_or(self.all, |(_, strength)| *strength)
        };
        Ok((0..coordinates.len()).map(strength).collect())
    }
}

impl fmt::Display for Penalty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.all)?;
        self.blocks.iter().try_for_each(|(block, strength)| write!(f, ", {block}: {strength}"))
    }
}

/// L1 and L2 of one run: Σ a |θ| + Σ (b/2) θ² over public values, tied ones once.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Penalties {
    /// a
    l1: Vec<f64>,
    /// b
    l2: Vec<f64>,
    /// a where |θ| bends at 0, which proximal steps are for: not where θ is positive.
    pub(super) thresholds: Vec<f64>,
}

impl Penalties {
    /// Of a run; `everywhere` is added to all of L2.
    pub(super) fn new(
        l1: &Penalty,
        l2: &Penalty,
        everywhere: f64,
        coordinates: &Coordinates,
    ) -> Result<Self, FitError> {
        let l1 = l1.strengths("l1", coordinates)?;
        let mut l2 = l2.strengths("l2", coordinates)?;
        l2.iter_mut().for_each(|strength| *strength += everywhere);
        let bends = |(a, &strength): (usize, &f64)| if coordinates.is_positive(a) { 0.0 } else { strength };
        let thresholds = l1.iter().enumerate().map(bends).collect();
        Ok(Self { l1, l2, thresholds })
    }

    /// Whether proximal steps are needed.
    pub(super) fn bends(&self) -> bool {
        self.thresholds.iter().any(|&strength| strength > 0.0)
    }

    /// Whether every coordinate is pulled back, so that the minimum is finite.
    pub(super) fn binds(&self) -> bool {
        self.l1.iter().zip(&self.l2).all(|(l1, l2)| l1 + l2 > 0.0)
    }

    /// All of it at public parameters.
    pub(super) fn value(&self, coordinates: &Coordinates, theta: &[f64]) -> f64 {
        let bent = |a: usize| self.thresholds[a] * theta[coordinates.public_index(a)].abs();
        self.smooth(coordinates, theta)
            + (0..self.l1.len()).filter(|&a| self.thresholds[a] > 0.0).map(bent).sum::<f64>()
    }

    /// What has a slope everywhere.
    pub(super) fn smooth(&self, coordinates: &Coordinates, theta: &[f64]) -> f64 {
        let term = |a: usize| {
            let value = theta[coordinates.public_index(a)];
            // 0 · ∞ is NaN: what is not pulled is left alone wherever it is
            let square = if self.l2[a] > 0.0 { 0.5 * self.l2[a] * value * value } else { 0.0 };
            let linear = self.l1[a] - self.thresholds[a];
            square + if linear > 0.0 { linear * value } else { 0.0 }
        };
        (0..self.l2.len()).map(term).sum()
    }

    /// Adds the slope of the smooth part by free coordinates.
    pub(super) fn add_slope(&self, coordinates: &Coordinates, theta: &[f64], free: &mut [f64]) {
        for (a, out) in free.iter_mut().enumerate() {
            let (linear, square) = (self.l1[a] - self.thresholds[a], self.l2[a]);
            if linear > 0.0 || square > 0.0 {
                let value = theta[coordinates.public_index(a)];
                *out += (linear + square * value) * if coordinates.is_positive(a) { value } else { 1.0 };
            }
        }
    }
}
