//! States as users give them, checked.

use thiserror::Error;

use super::arrays::{Arrays, Writer};
use crate::domain::Domain;
use crate::layout::{Layout, ShapeMismatch, SiteError};
use crate::real::Real;

/// Why a state, or a site of one, was refused.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum StateError {
    /// An array does not have the model's shape.
    #[error(transparent)]
    Shape(#[from] ShapeMismatch),
    /// A value lies outside its domain.
    #[error("`{site}` is {found}, but its domain is {domain}")]
    Value {
        /// The site: `x[3]`.
        site: String,
        /// What it is.
        found: f64,
        /// What it may be.
        domain: Domain,
    },
    /// There is no such site.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The site takes infinitely many values, so there are no probabilities to list.
    #[error("`{site}` is a real site, so p(x_site | rest) is a density and not a list of probabilities")]
    Continuous {
        /// The site: `x[3]`.
        site: String,
    },
}

/// The flat slice of a state whose shapes and values are as the layout says.
pub(super) fn checked<S: Arrays>(layout: &Layout, state: &S) -> Result<Vec<S::Float>, StateError> {
    let mut writer = Writer::of_sites(layout);
    state.write(&mut writer)?;
    let flat = writer.finish();
    for (site, (&value, domain)) in flat.iter().zip(layout.domains()).enumerate() {
        let found = value.to_f64();
        if !domain.contains(found) {
            return Err(StateError::Value { site: layout.site_name(site), found, domain });
        }
    }
    Ok(flat)
}
