//! Arrays with shapes that are not the model's.

use thiserror::Error;

/// An array with a shape that is not the model's.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{name}` has shape {found:?}, but in this model it has shape {expected:?}")]
pub struct ShapeMismatch {
    /// The array.
    pub name: String,
    /// Its shape.
    pub found: Vec<usize>,
    /// The model's.
    pub expected: Vec<usize>,
}
