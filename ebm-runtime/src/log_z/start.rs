//! Where paths to a model start.

use super::LogZError;
use crate::data::Examples;
use crate::model::Model;
use crate::path::Independent;

/// Where the path to a model starts: at a density whose normaliser is known.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Start {
    /// Every state alike; for bounded domains.
    #[default]
    Uniform,
    /// The marginals of these examples ([`Independent::marginals`]).
    Marginals(Examples),
}

impl Start {
    /// The density for a model.
    pub(super) fn of<M: Model>(&self, model: &M) -> Result<Independent<M::Float, M::Space>, LogZError> {
        match self {
            Self::Uniform => Ok(Independent::uniform(model.layout())?),
            Self::Marginals(examples) => {
                let fits = examples.check_sites(model.layout().sites());
                fits.map_err(|error| LogZError::Data { reason: error.to_string() })?;
                Ok(Independent::marginals(examples))
            }
        }
    }
}
