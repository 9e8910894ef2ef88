//! What is to be generated for one model: programs, each for one method.
//!
//! Knows no Rust. `emit` writes it as it stands; what is absent here is absent from the model.

use crate::ir::{ArrayId, Program};

/// The programs of one model. The arrays of `energy` are the model's; the other programs have the same ones, and
/// scalars of their own behind them.
#[derive(Clone, Debug)]
pub struct Plan {
    /// E(x; θ)
    pub energy: Program,
    /// For each discrete array, E(x with a site at its other value) − E(x); the inputs are the site.
    pub flips: Vec<(ArrayId, Program)>,
    /// For each continuous array, E(x with a site at a new value) − E(x); the inputs are the site.
    pub shifts: Vec<Shift>,
    /// weight · ∂E/∂θ, if there is anything to learn.
    pub param_gradient: Option<Weighted>,
    /// −∂E/∂x at continuous sites, if there are any.
    pub score: Option<Program>,
    /// −Σ_s log p(x_s ∣ rest), if every site has a local normaliser.
    pub pseudolikelihood: Option<Pseudolikelihood>,
    /// What `derivation()` prints.
    pub derivation: String,
}

/// A difference of the energy for a new value of a site.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The array of the site.
    pub array: ArrayId,
    /// The scalar that holds the new value.
    pub to: ArrayId,
    /// The difference.
    pub program: Program,
}

/// A gradient of a weighted objective; a value in it is not weighted.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// The scalar that holds the weight.
    pub weight: ArrayId,
    /// The gradients, and perhaps the value.
    pub program: Program,
}

/// The pseudolikelihood objective.
#[derive(Clone, Debug)]
pub struct Pseudolikelihood {
    /// Its value.
    pub value: Program,
    /// Its value and its gradient.
    pub gradient: Weighted,
}

impl Plan {
    /// Every program in it, the energy first.
    pub fn programs(&self) -> Vec<&Program> {
        let mut programs = vec![&self.energy];
        programs.extend(self.flips.iter().map(|(_, program)| program));
        programs.extend(self.shifts.iter().map(|shift| &shift.program));
        programs.extend(self.param_gradient.iter().map(|weighted| &weighted.program));
        programs.extend(&self.score);
        if let Some(objective) = &self.pseudolikelihood {
            programs.extend([&objective.value, &objective.gradient.program]);
        }
        programs
    }
}
