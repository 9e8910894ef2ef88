//! How the numbers of a source are understood: which are legal, and which code each has.

use crate::domain::Domain;

/// The rule by which numbers become stored values: codes 0, 1, … for discrete sites, the number itself for
/// continuous ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Coding {
    domain: Domain,
    /// The domain whose numbers stand in the source; another one than `domain` only for spins written as 0 and
    /// 1.
    written: Domain,
}

impl Coding {
    /// Numbers as they are.
    pub(super) fn plain(domain: Domain) -> Self {
        Coding { domain, written: domain }
    }

    /// Spins written as 0 and 1, other domains as they are.
    pub(super) fn zero_as_minus_one(domain: Domain) -> Self {
        Coding { domain, written: if domain == Domain::Spin { Domain::Binary } else { domain } }
    }

    /// The code of a value of a discrete domain; `None` where the domain does not have it.
    pub(super) fn code(self, value: f64) -> Option<usize> {
        self.written.code(value)
    }

    /// Whether a number is a value of a continuous domain.
    pub(super) fn contains(self, value: f64) -> bool {
        self.written.contains(value)
    }

    /// What is legal, for the message about `found`.
    pub(super) fn expected(self, found: Option<f64>) -> String {
        let mut text = self.written.legal();
        if self.written != self.domain {
            text.push_str(&format!(
                ", which `DataOptions::zero_as_minus_one` reads as {}",
                self.domain.legal()
            ));
        } else if self.domain == Domain::Spin && found == Some(0.0) {
            text.push_str(" (`DataOptions::zero_as_minus_one` reads 0 and 1 as spins)");
        }
        text
    }
}
