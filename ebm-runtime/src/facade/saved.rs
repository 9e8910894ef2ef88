//! Models on disk: parameters and sizes, as safetensors.

use std::path::Path;

use thiserror::Error;

use super::BuildError;
use super::arrays::Reader;
use super::methods::{Facade, set_params};
use crate::coordinates::ParamError;
use crate::layout::ShapeMismatch;
use crate::store::{Item, Store, StoreError};

/// Why a model could not be loaded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The file, or one of its arrays.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It holds another model.
    #[error("the file holds {found}, expected {expected}")]
    Model {
        /// What it holds.
        found: String,
        /// What was asked for.
        expected: &'static str,
    },
    /// A size of the model is missing, or no list of whole numbers of the right length.
    #[error("the sizes of `{name}` are {found}, expected {expected} whole numbers")]
    Size {
        /// The array, or the size.
        name: &'static str,
        /// What stands there.
        found: String,
        /// How many numbers it takes.
        expected: usize,
    },
    /// The sizes make no model, or none with these fixed data.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// There are arrays that the model does not have.
    #[error(
        "the file has an array `{name}`, which is no parameter of the model; its parameters are `{known}`"
    )]
    Unknown {
        /// The array.
        name: String,
        /// The parameters.
        known: String,
    },
    /// An array does not have the shape that the sizes give it.
    #[error(transparent)]
    Shape(#[from] ShapeMismatch),
    /// A parameter is not legal.
    #[error(transparent)]
    Param(#[from] ParamError),
}

/// A file that a model was saved in.
pub struct Saved(Store);

impl Saved {
    /// Reads it.
    ///
    /// # Errors
    /// No such file, or another format; another model.
    pub fn read<M: Facade>(path: &Path) -> Result<Self, LoadError> {
        let store = Store::read(path)?;
        match store.noted("model") {
            Some(found) if found == M::name() => Ok(Self(store)),
            found => {
                let found =
                    found.map_or("no model of this library".to_owned(), |name| format!("a model `{name}`"));
                Err(LoadError::Model { found, expected: M::name() })
            }
        }
    }

    /// The sizes under a name.
    ///
    /// # Errors
    /// They are missing, or not so many whole numbers.
    pub fn sizes<const N: usize>(&self, name: &'static str) -> Result<[usize; N], LoadError> {
        let text = self.0.noted(&size_of(name)).unwrap_or("missing");
        let sizes: Option<Vec<usize>> = text.split_whitespace().map(|size| size.parse().ok()).collect();
        let sizes = sizes.and_then(|sizes| <[usize; N]>::try_from(sizes).ok());
        sizes.ok_or_else(|| LoadError::Size { name, found: text.to_owned(), expected: N })
    }

    /// Gives a model of the right sizes its parameters.
    ///
    /// # Errors
    /// Missing or unknown arrays, other shapes, parameters that are not legal.
    pub fn restore<M: Facade>(&self, mut model: M) -> Result<M, LoadError>
    where
        M::Float: Item,
    {
        let blocks = model.layout().params();
        if let Some(name) = self.0.names().find(|name| blocks.iter().all(|block| block.name != *name)) {
            let known = blocks.iter().map(|block| block.name.as_str()).collect::<Vec<_>>().join("`, `");
            return Err(LoadError::Unknown { name: name.to_owned(), known });
        }
        let mut theta = Vec::with_capacity(model.layout().param_count());
        for block in blocks {
            let (found, values) = self.0.get::<M::Float>(&block.name)?;
            if found != block.shape {
                let (name, expected) = (block.name.clone(), block.shape.clone());
                return Err(ShapeMismatch { name, found, expected }.into());
            }
            theta.extend(values);
        }
        let params = <M::Params as super::Arrays>::read(&mut Reader::of_params(model.layout(), &theta));
        set_params(&mut model, &params)?;
        Ok(model)
    }
}

/// Writes the parameters of a model and the sizes that it was built with; whole or not at all.
///
/// # Errors
/// What the file system says.
pub fn save<M: Facade>(model: &M, sizes: &[(&str, &[usize])], path: &Path) -> Result<(), StoreError>
where
    M::Float: Item,
{
    let mut store = Store::default();
    store.note("model", M::name());
    store.note("version", env!("CARGO_PKG_VERSION"));
    for (name, sizes) in sizes {
        let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
        store.note(size_of(name), sizes.join(" "));
    }
    for block in model.layout().params() {
        store.put(&block.name, &block.shape, &model.theta()[block.range()]);
    }
    store.write(path)
}

fn size_of(name: &str) -> String {
    format!("size {name}")
}
