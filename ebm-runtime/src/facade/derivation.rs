//! What the compiler found, as text.

use std::fmt;

/// What was derived from an energy: formulas in the user's names, and what is unavailable and why.
///
/// Made for reading and for snapshots: two builds of one energy print the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Derivation {
    text: &'static str,
}

impl Derivation {
    /// As the macro wrote it.
    #[doc(hidden)]
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The text that `Display` prints.
    pub fn as_str(&self) -> &'static str {
        self.text
    }
}

impl fmt::Display for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// The same text: it is for readers.
impl fmt::Debug for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}
