//! Settings that make no sense, and the checks that find them before any work is done.

use thiserror::Error;

/// A setting that makes no sense.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{name}` of `{of}` is {found}, expected {expected}")]
#[non_exhaustive]
pub struct SettingError {
    /// The type whose setting it is.
    pub of: &'static str,
    /// The setting, as it is written in code.
    pub name: String,
    /// What was given.
    pub found: String,
    /// What would make sense.
    pub expected: &'static str,
}

/// Checks of the settings of a type of this name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SettingsOf(pub(crate) &'static str);

impl SettingsOf {
    /// The error for a setting.
    pub(crate) fn wrong(
        self,
        name: impl Into<String>,
        found: impl ToString,
        expected: &'static str,
    ) -> SettingError {
        SettingError { of: self.0, name: name.into(), found: found.to_string(), expected }
    }

    /// A length, a rate, a width.
    pub(crate) fn positive(self, name: &str, found: f64) -> Result<(), SettingError> {
        let legal = found.is_finite() && found > 0.0;
        if legal { Ok(()) } else { Err(self.wrong(name, found, "a finite number above 0")) }
    }

    /// A strength, a tolerance.
    pub(crate) fn not_negative(self, name: &str, found: f64) -> Result<(), SettingError> {
        let legal = found.is_finite() && found >= 0.0;
        if legal { Ok(()) } else { Err(self.wrong(name, found, "a finite number ≥ 0")) }
    }

    /// A probability that is neither impossible nor certain.
    pub(crate) fn open_share(self, name: &str, found: f64) -> Result<(), SettingError> {
        let legal = found > 0.0 && found < 1.0;
        if legal { Ok(()) } else { Err(self.wrong(name, found, "a number between 0 and 1")) }
    }

    /// What is left of something after a step: a momentum.
    pub(crate) fn left(self, name: &str, found: f64) -> Result<(), SettingError> {
        let legal = (0.0..1.0).contains(&found);
        if legal { Ok(()) } else { Err(self.wrong(name, found, "a number from 0 to below 1")) }
    }

    /// A number of things.
    pub(crate) fn count(self, name: &str, found: usize) -> Result<(), SettingError> {
        if found > 0 { Ok(()) } else { Err(self.wrong(name, found, "at least 1")) }
    }
}
