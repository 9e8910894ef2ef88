//! What is to be generated for one model: programs, each for one method.
//!
//! In: the energy. Out: everything that `derive` makes of it, chosen by what the sites are. Knows no Rust; `emit`
//! writes it as it stands, and what is absent here is absent from the model.

use crate::derive::missing::Missing;
use crate::derive::orient::orient;
use crate::derive::{self, affordable, difference, objective, reverse};
use crate::ir::{Array, ArrayId, Program, budget};

/// The work that all derivations from one energy may take together, a microsecond a unit or less. The gallery takes ten
/// thousand units an energy.
const WORK: u64 = 250_000;

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
    /// Everything that can be derived from an energy with a bounded amount of work.
    pub fn of(energy: &Program) -> Self {
        let mut plan = budget::within(WORK, || Self::derived(energy)).unwrap_or_else(|| Self::energy(energy));
        plan.each(&mut |program| *program = orient(program));
        plan
    }

    /// Nothing but the energy, as it stands.
    fn energy(energy: &Program) -> Self {
        Self {
            energy: energy.clone(),
            flips: Vec::new(),
            shifts: Vec::new(),
            param_gradient: None,
            score: None,
            pseudolikelihood: None,
        }
    }

    fn derived(energy: &Program) -> Self {
        let Ok(energy) = affordable("the energy", || derive::tidy(energy)) else {
            return Self::energy(energy);
        };
        let discrete = energy.arrays_where(|array| array.role.is_discrete());
        let continuous = energy.arrays_where(|array| array.role.is_continuous());
        let flip = |&array: &ArrayId| {
            let program = affordable("the difference", || difference::flip(&energy, array))?;
            Ok(program.map(|program| (array, program)))
        };
        let shift = |&array: &ArrayId| {
            let (program, to) = affordable("the difference", || difference::shift(&energy, array))?;
            Ok(Shift { array, to, program })
        };
        let pseudolikelihood = || {
            let value = objective::pseudolikelihood(&energy).ok().filter(|_| continuous.is_empty())?;
            let gradient = Weighted::value_and_gradient(&value)?;
            Some(Pseudolikelihood { value, gradient })
        };
        // of all arrays or of none, as a method takes any site
        let flips: Result<Vec<_>, Missing> = discrete.iter().map(flip).collect();
        let shifts: Result<Vec<_>, Missing> = continuous.iter().map(shift).collect();
        Self {
            flips: flips.unwrap_or_default().into_iter().flatten().collect(),
            shifts: shifts.unwrap_or_default(),
            param_gradient: affordable("the gradient", || Weighted::gradient(&energy)).ok().flatten(),
            score: affordable("the score", || reverse::score(&energy)).ok().flatten(),
            pseudolikelihood: affordable("the objective", pseudolikelihood).ok().flatten(),
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
