//! Fast weights: parameters of the chains that run ahead of the model's.

use crate::setting::{SettingError, SettingsOf};

/// Lets the chains follow θ + f instead of θ: f ← `decay` · f − `rate` · gradient.
///
/// Chains are driven away from where they have been, so that they mix fast although the model learns slowly.
///
/// # Exactness
/// f vanishes with the gradient only: beside the end of a run it biases the chains by some `rate` / (1 − `decay`) gradients.
///
/// # References
/// Tieleman & Hinton (2009), Using fast weights to improve persistent contrastive divergence, section 3.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FastWeights {
    /// The rate of f, above 0; it does not fall with that of θ.
    pub rate: f64,
    /// What of f is left after a step, from 0 to below 1.
    pub decay: f64,
}

impl Default for FastWeights {
    /// Rate 0.05, decay 19/20, as in the paper.
    fn default() -> Self {
        Self { rate: 0.05, decay: 0.95 }
    }
}

impl FastWeights {
    pub(super) fn check(self) -> Result<(), SettingError> {
        let settings = SettingsOf("FastWeights");
        settings.positive("rate", self.rate)?;
        settings.left("decay", self.decay)
    }

    pub(super) fn follow(self, slope: &[f64], fast: &mut [f64]) {
        for (fast, slope) in fast.iter_mut().zip(slope) {
            *fast = self.decay * *fast - self.rate * slope;
        }
    }
}
