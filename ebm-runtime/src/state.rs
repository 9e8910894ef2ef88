//! Checks of states that users give.

use thiserror::Error;

use crate::domain::Domain;
use crate::layout::{Layout, ShapeMismatch, SiteError};
use crate::real::Real;

/// Why a state, or a site of it, was refused.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum StateError {
    /// An array does not have the model's shape.
    #[error(transparent)]
    Shape(#[from] ShapeMismatch),
    /// There are too many values or too few.
    #[error("{found} values where the model has {expected} sites")]
    Length {
        /// How many were given.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A value is not in the domain of its site.
    #[error("`{site}` is {value}, which is not a {domain} value{}", listed(*.domain))]
    Value {
        /// The site.
        site: String,
        /// What it is.
        value: f64,
        /// What it could be.
        domain: Domain,
    },
    /// The site does not exist.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The site has infinitely many values.
    #[error(
        "`{site}` is {domain}: only sites with finitely many values have a table of conditional probabilities"
    )]
    Continuous {
        /// The site.
        site: String,
        /// Its domain.
        domain: Domain,
    },
}

fn listed(domain: Domain) -> String {
    let Some(values) = domain.values() else { return String::new() };
    let values: Vec<String> = values.iter().map(f64::to_string).collect();
    format!(" ({})", values.join(" or "))
}

/// Checks that a flat slice is a state: its length, and each value against its domain.
///
/// # Errors
/// A wrong length; the first value that is not in its domain (NaN and infinities are in none).
pub fn check_state<T: Real>(layout: &Layout, x: &[T]) -> Result<(), StateError> {
    let (found, expected) = (x.len(), layout.site_count());
    if found != expected {
        return Err(StateError::Length { found, expected });
    }
    for array in layout.sites() {
        for flat in array.range() {
            let (value, domain) = (x[flat].to_f64(), array.domain);
            if !domain.contains(value) {
                return Err(StateError::Value { site: layout.site_name(flat), value, domain });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::SiteArray;

    #[test]
    fn a_wrong_value_is_named() {
        let arrays =
            vec![SiteArray::new("x", Domain::Spin, &[2, 2]), SiteArray::new("y", Domain::Real, &[1])];
        let layout = Layout::new(arrays, Vec::new());
        let refuse = |x: &[f64]| check_state(&layout, x).unwrap_err().to_string();
        assert_eq!(check_state(&layout, &[1.0_f32, -1.0, 1.0, 1.0, 0.3]), Ok(()));
        assert_eq!(
            refuse(&[1.0, -1.0, 2.0, 1.0, 0.3]),
            "`x[1, 0]` is 2, which is not a spin value (-1 or 1)"
        );
        assert_eq!(refuse(&[1.0, -1.0, 1.0, 1.0, f64::NAN]), "`y[0]` is NaN, which is not a real value");
        assert_eq!(refuse(&[1.0]), "1 values where the model has 5 sites");
    }
}
