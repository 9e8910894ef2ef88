//! What was compared how often: a derivation that no energy of a test has is one that the test cannot find wrong.

use std::collections::BTreeMap;
use std::fmt;

/// How often each comparison was made, by its name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<String, usize>,
}

impl Tally {
    /// One more.
    pub(crate) fn add(&mut self, name: impl Into<String>) {
        *self.counts.entry(name.into()).or_default() += 1;
    }

    /// How often.
    pub(crate) fn of(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts.iter().try_for_each(|(name, count)| writeln!(f, "{count:>8} {name}"))
    }
}
