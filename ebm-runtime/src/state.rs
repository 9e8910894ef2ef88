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
    #[error("{found} values where the model has {expected} sites{}", if *.givens > 0 { format!(" and {givens} givens") } else { String::new() })]
    Length {
        /// How many were given.
        found: usize,
        /// How many sites there are.
        expected: usize,
        /// How many numbers a state is given behind them.
        givens: usize,
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
    /// A number that the example is given is not finite.
    #[error("`{name}` is {value} at its entry {entry} (from 0), expected a finite number")]
    Given {
        /// The array.
        name: String,
        /// The entry, flat.
        entry: usize,
        /// What it is.
        value: f64,
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
    if domain == Domain::Real { String::new() } else { format!(" ({})", domain.legal()) }
}

/// Checks that a flat slice is a state, with what it is given behind its sites: its length, each value against its domain,
/// and the givens, which must be finite.
///
/// # Errors
/// A wrong length; the first value that is not in its domain (NaN and infinities are in none).
pub fn check_state<T: Real>(layout: &Layout, x: &[T]) -> Result<(), StateError> {
    let (found, expected) = (x.len(), layout.site_count());
    let givens = layout.row_len() - expected;
    if found != expected + givens {
        return Err(StateError::Length { found, expected, givens });
    }
    for array in layout.sites() {
        for (k, flat) in array.range().enumerate() {
            let (value, domain) = (x[flat].to_f64(), array.domain_at(k));
            if !domain.contains(value) {
                return Err(StateError::Value { site: layout.site_name(flat), value, domain });
            }
        }
    }
    for array in layout.givens() {
        if let Some(entry) = x[array.range()].iter().position(|value| !value.is_finite()) {
            let (name, value) = (array.name.clone(), x[array.offset + entry].to_f64());
            return Err(StateError::Given { name, entry, value });
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
