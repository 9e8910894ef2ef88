//! What is to be generated for one model: programs, each for one method.
//!
//! In: the energy. Out: everything that `derive` makes of it, chosen by what the sites are, or the reason why it makes
//! nothing. Knows no Rust; `emit` writes it as it stands, and what is missing here is absent from the model.

mod estimand;

pub use estimand::Estimand;

use crate::derive::missing::Missing;
use crate::derive::notes::{self, Note};
use crate::derive::orient::orient;
use crate::derive::{self, curvature, difference, law, marginal, reverse};
use crate::ir::{Array, ArrayId, Domain, Program, Role, Target, budget};

/// The work that all derivations from one energy may take together, a microsecond a unit or less. The gallery takes ten
/// thousand units an energy.
const WORK: u64 = 250_000;

/// The programs of one model. The arrays of `energy` are the model's; the other programs have the same ones, and
/// scalars of their own behind them.
#[derive(Clone, Debug)]
pub struct Plan {
    /// E(x; θ) over all sites.
    pub energy: Program,
    /// The density of the visible sites.
    pub own: Result<Derived, Missing>,
    /// The density of visible and latent sites, if some are latent.
    pub joint: Option<Derived>,
    /// What data cannot tell of the parameters.
    pub notes: Vec<Note>,
}

/// What is derived from the energy of one density.
#[derive(Clone, Debug)]
pub struct Derived {
    /// E, or −ln Σ_h exp(−βE) for latent sites h.
    pub energy: Program,
    /// Whether E_β is β times the energy; otherwise the programs read β, an array of that name.
    pub tempered: bool,
    /// For each array of two-valued sites, E(x with a site at its other value) − E(x); the inputs are the site.
    pub flips: Result<Vec<(ArrayId, Program)>, Missing>,
    /// For each discrete array, E(x with a site at its u-th value) − E(x) for all u; where some sites have more than two.
    pub values: Result<Vec<(ArrayId, Program)>, Missing>,
    /// For each continuous array, E(x with a site at a new value) − E(x); the inputs are the site.
    pub shifts: Result<Vec<Shift>, Missing>,
    /// For each continuous array, −E as a function of one site on a fixed basis; the inputs are the site.
    pub laws: Vec<(ArrayId, Result<Program, Missing>)>,
    /// weight · ∂E/∂θ
    pub param_gradient: Result<Weighted, Missing>,
    /// −∂E/∂x at continuous sites.
    pub score: Result<Program, Missing>,
    /// Σ ∂²E/∂x² over continuous sites.
    pub laplacian: Result<Program, Missing>,
    /// The local objectives, in the order of [`Estimand::ALL`].
    pub objectives: Vec<(Estimand, Result<Objective, Missing>)>,
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
    /// The gradient by all learned parameters.
    fn gradient(program: &Program) -> Result<Self, Missing> {
        Self::by_learned(program, reverse::gradient)
    }

    /// The same with the value.
    fn value_and_gradient(program: &Program) -> Result<Self, Missing> {
        Self::by_learned(program, reverse::value_and_gradient)
    }

    fn by_learned(
        program: &Program,
        differentiate: fn(&Program, &[ArrayId], Option<ArrayId>) -> Program,
    ) -> Result<Self, Missing> {
        let mut program = program.clone();
        let learned = reverse::learned(&program);
        if learned.is_empty() {
            let frozen = program.arrays.iter().any(|array| matches!(array.role, Role::Param(_)));
            let reason = if frozen { "every parameter is frozen" } else { "there are no parameters" };
            return Err(Missing::everywhere(reason));
        }
        let weight = program.add_array(Array::scalar("weight"));
        Ok(Self { program: differentiate(&program, &learned, Some(weight)), weight })
    }
}

/// A local objective.
#[derive(Clone, Debug)]
pub struct Objective {
    /// Its value.
    pub value: Program,
    /// Its value and its gradient.
    pub gradient: Weighted,
}

impl Plan {
    /// Everything that can be derived from an energy with a bounded amount of work.
    pub fn of(energy: &Program) -> Self {
        let mut plan = budget::within(WORK, || Self::derived(energy))
            .unwrap_or_else(|| Self::nothing(energy, "the formulas are larger than can be written out"));
        plan.each(&mut |program| *program = orient(program));
        plan
    }

    fn derived(energy: &Program) -> Self {
        let energy = match affordable("the energy", energy, || derive::tidy(energy)) {
            Ok(energy) => energy,
            Err(missing) => return Self::nothing(energy, &missing.reason),
        };
        let latent = energy.arrays.iter().any(|array| matches!(array.role, Role::Latent(_)));
        let (own, joint) = if latent {
            let marginal =
                affordable("the sum over the latent sites", &energy, || marginal::marginal(&energy));
            let own = marginal.and_then(|marginal| marginal);
            let own = own.map(|marginal| Derived::of(&marginal, &marginal::at_one(&marginal), false));
            (own, Some(Derived::of(&energy, &energy, true)))
        } else {
            (Ok(Derived::of(&energy, &energy, true)), None)
        };
        let notes = affordable("the notes", &energy, || notes::notes(&energy)).unwrap_or_default();
        Self { energy, own, joint, notes }
    }

    /// Nothing but the energy, as it stands.
    fn nothing(energy: &Program, reason: &str) -> Self {
        let own = Ok(Derived::nothing(energy, reason));
        Self { energy: energy.clone(), own, joint: None, notes: Vec::new() }
    }

    /// Changes every program in it.
    fn each(&mut self, change: &mut dyn FnMut(&mut Program)) {
        change(&mut self.energy);
        self.own.iter_mut().chain(&mut self.joint).for_each(|derived| derived.each(change));
    }

    /// Every program in it, the energy first.
    pub fn programs(&self) -> Vec<&Program> {
        let mut programs = vec![&self.energy];
        programs.extend(self.own.iter().chain(&self.joint).flat_map(Derived::programs));
        programs
    }
}

impl Derived {
    /// Everything that can be derived from the energy of a density: `at_one` is the same at β = 1.
    fn of(energy: &Program, at_one: &Program, tempered: bool) -> Self {
        // what is summed out is no site any more
        let is_site = |role: &Role| match role {
            Role::Visible(_) => true,
            Role::Latent(_) => tempered,
            _ => false,
        };
        let sites = energy.arrays_where(|array| is_site(&array.role));
        let of = |wanted: fn(&Domain) -> bool| -> Vec<ArrayId> {
            let fits = |id: &ArrayId| energy.array(*id).role.domain().is_some_and(wanted);
            sites.iter().copied().filter(fits).collect()
        };
        let discrete = of(Domain::is_discrete);
        let (two_valued, continuous) = (of(Domain::is_two_valued), of(|domain| !domain.is_discrete()));
        let many_valued = of(|domain| domain.is_discrete() && !domain.is_two_valued());
        let flip = |&array: &ArrayId| {
            let program = affordable("the difference", energy, || difference::flip(energy, array))?;
            Ok((array, program.ok_or_else(no_discrete)?))
        };
        let values = |&array: &ArrayId| {
            let program = affordable("the difference", energy, || difference::values(energy, array))?;
            Ok((array, program.ok_or_else(no_common_count)?))
        };
        let shift = |&array: &ArrayId| {
            let (program, to) = affordable("the difference", energy, || difference::shift(energy, array))?;
            Ok(Shift { array, to, program })
        };
        let law = |&array: &ArrayId| {
            (array, affordable("the law", energy, || law::law(energy, array)).and_then(|l| l))
        };
        let gradients_of_sites = |mut program: Program| {
            program.outputs.retain(|output| match output.target {
                Target::Gradient(array) => sites.contains(&array),
                _ => true,
            });
            program
        };
        let score = || {
            let program = affordable("the score", energy, || reverse::score(energy))?;
            program.filter(|_| !continuous.is_empty()).map(gradients_of_sites).ok_or_else(no_continuous)
        };
        let objective = |estimand: Estimand| {
            let derive = || {
                let value = estimand.derive(at_one)?;
                Ok(Objective { gradient: Weighted::value_and_gradient(&value)?, value })
            };
            (estimand, affordable("the objective", energy, derive).and_then(|objective| objective))
        };
        // of all arrays or of none, as a method takes any site
        Self {
            flips: needed(&two_valued, "no site is binary or spin")
                .and_then(|arrays| arrays.iter().map(flip).collect()),
            values: needed(&many_valued, "no site has more than two values")
                .and_then(|_| discrete.iter().map(values).collect()),
            shifts: needed(&continuous, "no site is continuous")
                .and_then(|arrays| arrays.iter().map(shift).collect()),
            laws: continuous.iter().map(law).collect(),
            param_gradient: affordable("the gradient", energy, || Weighted::gradient(energy)).and_then(|g| g),
            score: score(),
            laplacian: affordable("the Laplacian", energy, || curvature::laplacian(energy)).and_then(|l| l),
            objectives: Estimand::ALL.into_iter().map(objective).collect(),
            energy: energy.clone(),
            tempered,
        }
    }

    /// Nothing but the energy, as it stands.
    fn nothing(energy: &Program, reason: &str) -> Self {
        let missing = || Missing::everywhere(reason);
        Self {
            energy: energy.clone(),
            tempered: true,
            flips: Err(missing()),
            values: Err(missing()),
            shifts: Err(missing()),
            laws: Vec::new(),
            param_gradient: Err(missing()),
            score: Err(missing()),
            laplacian: Err(missing()),
            objectives: Estimand::ALL.into_iter().map(|estimand| (estimand, Err(missing()))).collect(),
        }
    }

    fn each(&mut self, change: &mut dyn FnMut(&mut Program)) {
        change(&mut self.energy);
        self.flips.iter_mut().flatten().for_each(|(_, program)| change(program));
        self.values.iter_mut().flatten().for_each(|(_, program)| change(program));
        self.shifts.iter_mut().flatten().for_each(|shift| change(&mut shift.program));
        self.laws.iter_mut().filter_map(|(_, law)| law.as_mut().ok()).for_each(&mut *change);
        self.param_gradient.iter_mut().for_each(|weighted| change(&mut weighted.program));
        self.score.iter_mut().for_each(&mut *change);
        self.laplacian.iter_mut().for_each(&mut *change);
        for objective in self.objectives.iter_mut().filter_map(|(_, objective)| objective.as_mut().ok()) {
            change(&mut objective.value);
            change(&mut objective.gradient.program);
        }
    }

    /// Every program in it, the energy first.
    pub fn programs(&self) -> Vec<&Program> {
        let mut programs = vec![&self.energy];
        programs.extend(self.flips.iter().flatten().map(|(_, program)| program));
        programs.extend(self.values.iter().flatten().map(|(_, program)| program));
        programs.extend(self.shifts.iter().flatten().map(|shift| &shift.program));
        programs.extend(self.laws.iter().filter_map(|(_, law)| law.as_ref().ok()));
        programs.extend(self.param_gradient.iter().map(|weighted| &weighted.program));
        programs.extend(&self.score);
        programs.extend(&self.laplacian);
        for objective in self.objectives.iter().filter_map(|(_, objective)| objective.as_ref().ok()) {
            programs.extend([&objective.value, &objective.gradient.program]);
        }
        programs
    }
}

/// A derivation from an energy, if it is not beyond the limit on work: the longest term is what most likely makes it grow.
fn affordable<T>(what: &str, energy: &Program, derive: impl FnOnce() -> T) -> Result<T, Missing> {
    derive::affordable(what, derive).map_err(|missing| {
        let longest = energy.value().terms.iter().max_by_key(|term| {
            let mut atoms = 0;
            term.visit_atoms(&mut |_| atoms += 1);
            atoms
        });
        longest.map_or(missing.clone(), |term| Missing::at(term.origin, missing.reason))
    })
}

fn needed<'a>(arrays: &'a [ArrayId], reason: &str) -> Result<&'a [ArrayId], Missing> {
    if arrays.is_empty() { Err(Missing::everywhere(reason)) } else { Ok(arrays) }
}

fn no_discrete() -> Missing {
    Missing::everywhere("no site is discrete")
}

fn no_common_count() -> Missing {
    Missing::everywhere("the sites have numbers of values of their own without a common bound")
}

fn no_continuous() -> Missing {
    Missing::everywhere("no site is continuous")
}
