//! What a model may be able to do, by the words of `require(…)`: whether this one can, and why not.
//!
//! A new capability is a line of [`of`].

use crate::derive::missing::Missing;
use crate::ir::{ArrayId, Domain, Program, Role};
use crate::plan::Plan;

/// One capability of a model.
#[derive(Clone, Debug)]
pub struct Capability {
    /// Its word in `require(…)`.
    pub word: &'static str,
    /// Why the model lacks it.
    pub missing: Option<Missing>,
}

/// Every capability that does not depend on sizes, in the order of `derivation()`.
pub fn of(plan: &Plan) -> Vec<Capability> {
    let energy = &plan.energy;
    let sites = Sites::of(energy);
    let unless = |is_there: bool, reason: &dyn Fn() -> Missing| (!is_there).then(reason);
    let capability = |(word, missing)| Capability { word, missing };
    [
        ("conditional", unless(!plan.flips.is_empty(), &|| sites.no_conditional(energy))),
        ("score", unless(plan.score.is_some(), &|| sites.no_score(energy))),
        ("param_gradient", unless(plan.param_gradient.is_some(), &|| no_gradient(energy))),
        ("pseudolikelihood", unless(plan.pseudolikelihood.is_some(), &|| sites.no_normaliser(energy))),
    ]
    .map(capability)
    .into()
}

/// The sites of a model, by what is known of them.
struct Sites {
    discrete: Vec<ArrayId>,
    continuous: Vec<ArrayId>,
    two_valued: bool,
}

impl Sites {
    fn of(energy: &Program) -> Self {
        let discrete = energy.arrays_where(|array| array.role.is_discrete());
        let two_valued = |id: &ArrayId| energy.array(*id).role.domain().is_some_and(Domain::is_two_valued);
        Self {
            two_valued: discrete.iter().all(two_valued),
            continuous: energy.arrays_where(|array| array.role.is_continuous()),
            discrete,
        }
    }

    fn no_conditional(&self, energy: &Program) -> Missing {
        match self.discrete.as_slice() {
            [] => Missing::everywhere("no site is binary or spin"),
            _ if self.two_valued => too_long(energy, "a difference of the energy"),
            _ => Missing::everywhere("a site has more than two values"),
        }
    }

    fn no_score(&self, energy: &Program) -> Missing {
        match self.continuous.as_slice() {
            [] => Missing::everywhere("no site is real"),
            _ => too_long(energy, "the score"),
        }
    }

    fn no_normaliser(&self, energy: &Program) -> Missing {
        match self.continuous.first() {
            Some(&array) => {
                let array = energy.array(array);
                let domain = array.role.domain().map_or("real", Domain::word);
                Missing::everywhere(format!(
                    "the local normaliser of `{}` ({domain}) is not known",
                    array.name
                ))
            }
            None if !self.two_valued => Missing::everywhere("a site has more than two values"),
            None if no_parameters(energy) => no_gradient(energy),
            None => too_long(energy, "the objective"),
        }
    }
}

fn no_parameters(energy: &Program) -> bool {
    !energy.arrays.iter().any(|array| matches!(&array.role, Role::Param(options) if !options.frozen))
}

fn no_gradient(energy: &Program) -> Missing {
    let any = energy.arrays.iter().any(|array| matches!(array.role, Role::Param(_)));
    match (any, no_parameters(energy)) {
        (false, _) => Missing::everywhere("there are no parameters"),
        (true, true) => Missing::everywhere("every parameter is frozen"),
        (true, false) => too_long(energy, "the gradient"),
    }
}

/// The work on a formula reached its limit; the longest term is what most likely made it grow.
fn too_long(energy: &Program, what: &str) -> Missing {
    let longest = energy.value().terms.iter().max_by_key(|term| {
        let mut atoms = 0;
        term.visit_atoms(&mut |_| atoms += 1);
        atoms
    });
    let reason = format!(
        "the formula of {what} has more terms than can be written out, as products of sums are multiplied out"
    );
    match longest {
        Some(term) => Missing::at(term.origin, reason),
        None => Missing::everywhere(reason),
    }
}
