//! Sites as callers name them.

use thiserror::Error;

/// One site as a caller names it; [`Layout::find`](super::Layout::find) checks it.
///
/// A plain number is flat over all arrays; `[i]`, `[r, c]` and `[r, c, k]` are indices of the first array, and a pair
/// `(array, index)` names an array by its number in order of declaration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// `None`: flat over all arrays, in `index[0]`.
    pub(super) array: Option<usize>,
    pub(super) index: [usize; 3],
    /// How many of `index` count.
    pub(super) axes: usize,
}

impl From<usize> for Site {
    fn from(flat: usize) -> Self {
        Self { array: None, index: [flat, 0, 0], axes: 1 }
    }
}

macro_rules! site_from {
    ($axes:literal: $($k:ident)*) => {
        impl From<[usize; $axes]> for Site {
            fn from(index: [usize; $axes]) -> Self {
                Self::from((0, index))
            }
        }
        impl From<(usize, [usize; $axes])> for Site {
            fn from((array, index): (usize, [usize; $axes])) -> Self {
                let mut padded = [0; 3];
                padded[..$axes].copy_from_slice(&index);
                Self { array: Some(array), index: padded, axes: $axes }
            }
        }
    };
}

site_from!(1:);
site_from!(2:);
site_from!(3:);

/// Why a site does not exist.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum SiteError {
    /// A flat number is too large.
    #[error("site {flat} does not exist: the model has {sites} sites")]
    Flat {
        /// What was asked for.
        flat: usize,
        /// How many there are.
        sites: usize,
    },
    /// There is no such array.
    #[error("site array {array} does not exist: the model has {arrays}")]
    Array {
        /// What was asked for.
        array: usize,
        /// How many there are.
        arrays: usize,
    },
    /// The index does not fit the array.
    #[error("site {index:?} does not exist: `{name}` has shape {shape:?}")]
    Index {
        /// The array.
        name: String,
        /// What was asked for.
        index: Vec<usize>,
        /// The length of each axis.
        shape: Vec<usize>,
    },
}
