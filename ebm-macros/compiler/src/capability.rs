//! What a model may be able to do, by the words of `require(…)`: whether this one can, and why not.
//!
//! A new capability is a line of [`of`].

use crate::derive::block::independent;
use crate::derive::missing::Missing;
use crate::plan::{Derived, Plan};

/// One capability of a model.
#[derive(Clone, Debug)]
pub struct Capability {
    /// Its word in `require(…)`.
    pub word: &'static str,
    /// Why the model lacks it.
    pub missing: Option<Missing>,
    /// Whether one would look for it in such a model: `derivation()` tells of those only.
    pub expected: bool,
}

/// Every capability that does not depend on sizes, in the order of `derivation()`: those of the density of the visible sites, and the
/// density itself where there are latent ones.
pub fn of(plan: &Plan) -> Vec<Capability> {
    let latent = plan.joint.is_some();
    let own = |pick: &dyn Fn(&Derived) -> Option<Missing>| match &plan.own {
        Ok(own) => pick(own),
        Err(missing) => Some(missing.clone()),
    };
    let marginal = if latent { plan.own.as_ref().err().cloned() } else { Some(no_latent()) };
    let mut all = vec![
        ("marginal", marginal, latent),
        // two-valued sites have flips, others a table of values
        ("conditional", own(&|own| own.flips.as_ref().err().filter(|_| own.values.is_err()).cloned()), true),
        ("block_gibbs", block(plan), false),
        ("score", own(&|own| own.score.as_ref().err().cloned()), true),
        ("laplacian", own(&|own| own.laplacian.as_ref().err().cloned()), true),
        ("param_gradient", own(&|own| own.param_gradient.as_ref().err().cloned()), true),
    ];
    for (place, estimand) in crate::plan::Estimand::ALL.into_iter().enumerate() {
        let missing =
            own(&|own| own.objectives.get(place).and_then(|(_, found)| found.as_ref().err().cloned()));
        all.push((estimand.name(), missing, true));
    }
    let hidden = plan.own.is_err();
    let capability = |(word, missing, expected): (&'static str, Option<Missing>, bool)| Capability {
        word,
        missing,
        // where the density is missing, that is said once
        expected: expected && (!hidden || word == "marginal"),
    };
    all.into_iter().map(capability).collect()
}

fn no_latent() -> Missing {
    Missing::everywhere("no site is latent")
}

/// Whether there is an array whose sites can be drawn all at once.
fn block(plan: &Plan) -> Option<Missing> {
    let derived = plan.joint.as_ref().or(plan.own.as_ref().ok())?;
    let sites = derived.energy.arrays_where(|array| array.role.domain().is_some());
    let mut reasons = Vec::new();
    for array in sites {
        match independent(&derived.energy, array) {
            Ok(()) => return None,
            Err(missing) => reasons.push(missing),
        }
    }
    Some(reasons.into_iter().next().unwrap_or_else(|| Missing::everywhere("there are no sites")))
}
