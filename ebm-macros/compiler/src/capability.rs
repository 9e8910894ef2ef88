//! What a model may be able to do, by the words of `require(…)`: whether this one can, and why not.
//!
//! A new capability is a line of [`of`].

use crate::derive::missing::Missing;
use crate::plan::{Derived, Estimand, Plan};

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
    let capability = |(word, missing)| Capability { word, missing };
    // conditionals are those of all sites, the rest is of what is seen
    let all = plan.joint.as_ref().or(plan.own.as_ref().ok());
    let mut found = vec![
        ("conditional", all.and_then(no_conditional)),
        ("score", of_own(plan, |own| own.score.as_ref().err())),
        ("laplacian", of_own(plan, |own| own.laplacian.as_ref().err())),
        ("param_gradient", of_own(plan, |own| own.param_gradient.as_ref().err())),
    ];
    if plan.joint.is_some() {
        found.insert(0, ("marginal", plan.own.as_ref().err().cloned()));
    }
    found.extend(Estimand::ALL.map(|estimand| {
        let missing = of_own(plan, |own| {
            let (_, objective) = own.objectives.iter().find(|(other, _)| *other == estimand)?;
            objective.as_ref().err()
        });
        (estimand.name(), missing)
    }));
    found.into_iter().map(capability).collect()
}

/// What the density of the visible sites lacks: all, where there is none.
fn of_own(plan: &Plan, missing: impl Fn(&Derived) -> Option<&Missing>) -> Option<Missing> {
    match &plan.own {
        Ok(own) => missing(own).cloned(),
        Err(none) => Some(none.clone()),
    }
}

fn no_conditional(derived: &Derived) -> Option<Missing> {
    match (&derived.flips, &derived.values) {
        (Err(missing), Err(_)) => Some(missing.clone()),
        _ => None,
    }
}
