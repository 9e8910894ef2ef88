//! What a run found, as children write it line by line and a reader wants it.

use crate::judge::{Failure, Passed};
use std::collections::BTreeSet;
use std::fmt;

/// Failures told in full.
pub(crate) const TOLD: usize = 5;

/// The sum of many verdicts.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub inputs: u64,
    pub accepted: u64,
    pub refused: u64,
    pub failures: Vec<u64>,
    /// What was said of each failure when it happened.
    pub reasons: Vec<String>,
    /// Microseconds of the slowest, and its number.
    slowest: (u64, u64),
    microseconds: u64,
    seen: BTreeSet<u64>,
}

/// A verdict as a child prints it.
pub(crate) fn line(verdict: &Result<Passed, Failure>) -> String {
    match verdict {
        Ok(Passed { accepted: true, time }) => format!("accepted {}", time.as_micros()),
        Ok(Passed { accepted: false, time }) => format!("refused {}", time.as_micros()),
        Err(failure) => format!("failed {failure}").replace('\n', " "),
    }
}

impl Report {
    /// Counts what a child printed: the number of an input, then [`line`].
    pub(crate) fn read(&mut self, line: &str) {
        let mut words = line.split(' ');
        let Some(number) = words.next().and_then(|word| word.parse().ok()) else { return };
        self.inputs += 1;
        self.seen.insert(number);
        match words.next() {
            Some("accepted") => self.accepted += 1,
            Some("refused") => self.refused += 1,
            _ => {
                self.reasons.push(line.to_owned());
                return self.failures.push(number);
            }
        }
        let time: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        self.microseconds += time;
        self.slowest = self.slowest.max((time, number));
    }

    /// Whether the verdict on an input arrived.
    pub(crate) fn inputs_of(&self, number: u64) -> bool {
        self.seen.contains(&number)
    }

    /// An input that ended its process.
    pub(crate) fn died(&mut self, number: u64) {
        self.inputs += 1;
        self.seen.insert(number);
        self.failures.push(number);
        self.reasons.push(format!("{number} ended its process"));
    }

    /// Adds the report of a part.
    pub(crate) fn add(&mut self, part: Report) {
        self.inputs += part.inputs;
        self.accepted += part.accepted;
        self.refused += part.refused;
        self.failures.extend(part.failures);
        self.failures.sort_unstable();
        self.reasons.extend(part.reasons);
        self.slowest = self.slowest.max(part.slowest);
        self.microseconds += part.microseconds;
        self.seen.extend(part.seen);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (slowest, number) = self.slowest;
        let mean = self.microseconds as f64 / 1e3 / (self.accepted + self.refused).max(1) as f64;
        write!(
            f,
            "{} inputs: {} energies, {} refused with messages, {} failures; {mean:.2} ms each, the slowest {:.0} ms (input {number})",
            self.inputs,
            self.accepted,
            self.refused,
            self.failures.len(),
            slowest as f64 / 1e3,
        )
    }
}
