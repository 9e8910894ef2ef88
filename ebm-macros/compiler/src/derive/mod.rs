//! Programs from programs: differences, derivatives, objectives, and what keeps them small.
//!
//! In comes a [`Program`] whose value is an energy or anything made from one; out comes a program for its change when
//! one site changes ([`difference`]), for its derivatives by whole arrays ([`reverse`]), or for an objective of local
//! differences ([`objective`]). Both derivations write Iverson brackets `[index = s]` and leave every solution to
//! [`crate::solve`]; neither knows models or access patterns. [`demand`] and [`share`] then see to it that nothing is
//! computed that is not read, and nothing twice.
//!
//! Order: forward derivations (differences) first, one reverse pass last. So nothing here differentiates a reverse pass.

pub mod block;
mod change;
mod codes;
mod coupling;
pub mod curvature;
pub mod demand;
pub mod difference;
mod discrete;
pub mod family;
mod form;
mod functions;
pub mod law;
mod local;
pub mod marginal;
pub mod missing;
mod normaliser;
pub mod notes;
pub mod objective;
pub mod orient;
pub mod reverse;
mod rewrite;
mod score_matching;
pub mod share;
mod sites;
mod support;
mod tangent;

use crate::ir::{Program, budget};
use crate::solve::normalise_program;
use missing::Missing;

/// A program with the same results in its smallest form: every expression canonical, equal lets shared, lets where
/// they are needed and nowhere else.
pub fn tidy(program: &Program) -> Program {
    let demanded = demand::demand(&normalise_program(program));
    let shared = functions::share_functions(&share::share(&demanded));
    // what two lets shared may now be read once, and what was a function may now be a read
    demand::demand(&share::share(&shared))
}

/// A derivation within half of what is left of the limit on work, so that one whose formula grows beyond reason leaves
/// enough for the others. `what` is said of it: `its difference`.
pub fn affordable<T>(what: &str, derive: impl FnOnce() -> T) -> Result<T, Missing> {
    let derived = match budget::left() {
        Some(left) => budget::within(left / 2, derive),
        None => Some(derive()),
    };
    derived.ok_or_else(|| {
        Missing::everywhere(format!(
            "the formula of {what} has more terms than can be written out, as products of sums are multiplied out"
        ))
    })
}
