//! What is to be generated for one model: programs, each for one method.
//!
//! In: the energy. Out: everything that `derive` makes of it, chosen by what the sites are. Knows no Rust; `emit`
//! writes it as it stands, and what is absent here is absent from the model.

use crate::derive::orient::orient;
use crate::derive::{self, difference, objective, reverse};
use crate::ir::{Array, ArrayId, Program};

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

impl Weighted {
    /// The gradient by all learned parameters, if there are any.
    fn gradient(program: &Program) -> Option<Self> {
        Self::by_learned(program, reverse::gradient)
    }

    /// The same with the value.
    fn value_and_gradient(program: &Program) -> Option<Self> {
        Self::by_learned(program, reverse::value_and_gradient)
    }

    fn by_learned(
        program: &Program,
        differentiate: fn(&Program, &[ArrayId], Option<ArrayId>) -> Program,
    ) -> Option<Self> {
        let mut program = program.clone();
        let learned = reverse::learned(&program);
        let weight = program.add_array(Array::scalar("weight"));
        (!learned.is_empty())
            .then(|| Self { program: differentiate(&program, &learned, Some(weight)), weight })
    }
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
    /// Everything that can be derived from an energy.
    pub fn of(energy: &Program) -> Self {
        let mut plan = Self::derived(energy);
        plan.each(&mut |program| *program = orient(program));
        plan
    }

    fn derived(energy: &Program) -> Self {
        let energy = derive::tidy(energy);
        let discrete = energy.arrays_where(|array| array.role.is_discrete());
        let continuous = energy.arrays_where(|array| array.role.is_continuous());
        let flip = |&array: &ArrayId| Some((array, difference::flip(&energy, array)?));
        let shift = |&array: &ArrayId| {
            let (program, to) = difference::shift(&energy, array);
            Shift { array, to, program }
        };
        let pseudolikelihood =
            if continuous.is_empty() { objective::pseudolikelihood(&energy).ok() } else { None };
        Self {
            flips: discrete.iter().filter_map(flip).collect(),
            shifts: continuous.iter().map(shift).collect(),
            param_gradient: Weighted::gradient(&energy),
            score: reverse::score(&energy),
            pseudolikelihood: pseudolikelihood.and_then(|value| {
                let gradient = Weighted::value_and_gradient(&value)?;
                Some(Pseudolikelihood { value, gradient })
            }),
            energy,
        }
    }

    /// Changes every program in it.
    fn each(&mut self, change: &mut dyn FnMut(&mut Program)) {
        change(&mut self.energy);
        self.flips.iter_mut().for_each(|(_, program)| change(program));
        self.shifts.iter_mut().for_each(|shift| change(&mut shift.program));
        self.param_gradient.iter_mut().for_each(|weighted| change(&mut weighted.program));
        self.score.iter_mut().for_each(&mut *change);
        if let Some(objective) = &mut self.pseudolikelihood {
            change(&mut objective.value);
            change(&mut objective.gradient.program);
        }
    }

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
