//! Why something cannot be derived.

use crate::ir::Origin;

/// The reason why a derivation has no result, and where the user wrote what stands in its way.
#[derive(Clone, Debug)]
pub struct Missing {
    /// One sentence in the names of the user, without a full stop.
    pub reason: String,
    /// The guilty term of the energy, where it is one.
    pub origin: Origin,
}

impl Missing {
    /// A reason with the place of a term.
    pub fn at(origin: Origin, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), origin }
    }

    /// A reason that lies in the model as a whole, not in one of its terms.
    pub fn everywhere(reason: impl Into<String>) -> Self {
        Self::at(Origin(None), reason)
    }
}
