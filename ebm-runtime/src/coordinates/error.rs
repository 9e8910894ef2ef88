//! What can be wrong with parameters.

use thiserror::Error;

use crate::layout::ShapeMismatch;

/// Why an array of parameters was refused.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ParamError {
    /// An array does not have the model's shape.
    #[error(transparent)]
    Shape(#[from] ShapeMismatch),
    /// There are too many entries or too few.
    #[error("{found} parameters where the model has {expected}")]
    Length {
        /// How many were given.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A NaN or an infinity.
    #[error("`{name}` is {value}, which is not a finite number")]
    NotFinite {
        /// The entry.
        name: String,
        /// What it is.
        value: f64,
    },
    /// A parameter that is declared positive is not.
    #[error("`{name}` is {value}, but the parameter is declared `positive`")]
    NotPositive {
        /// The entry.
        name: String,
        /// What it is.
        value: f64,
    },
    /// A parameter that is declared symmetric is not.
    #[error("`{name}` is {value} but `{mirror}` is {other}, and the parameter is declared `symmetric`")]
    NotSymmetric {
        /// The entry.
        name: String,
        /// What it is.
        value: f64,
        /// The entry with its two indices exchanged.
        mirror: String,
        /// What that is.
        other: f64,
    },
    /// A diagonal that is declared zero is not.
    #[error("`{name}` is {value}, but the parameter is declared `zero_diagonal`")]
    NotZero {
        /// The entry.
        name: String,
        /// What it is.
        value: f64,
    },
}
