//! Data: files and arrays in, checked [`Examples`] out.
//!
//! Nothing else in the runtime looks at raw data: what is in `Examples` has the right shape, lies in its domain
//! and has usable weights. A mistake is a [`DataError`] that names the place. Nothing is guessed about values:
//! 0 and 1 become spins only with [`DataOptions::zero_as_minus_one`].
//!
//! | source | axes of an example |
//! |---|---|
//! | [`Examples::from_csv`]: numbers separated by commas, a line an example, with or without a header | one: the columns |
//! | [`Examples::from_idx`]: the format of the MNIST files, unsigned bytes | any number |
//! | [`Examples::from_npy`]: NumPy arrays of f4, f8, i1, i4, i8, u1 or b1, in C or Fortran order | any number |
//! | [`ExamplesBuilder`]: `ndarray` views | any number |
//!
//! Every file may be compressed by gzip. The sites of an example stand in flat order: arrays in order of
//! declaration, each row-major; behind them stands what the example is given. Files are read as a stream; no copy of one is held in memory.

mod binary;
mod builder;
mod coding;
mod csv;
mod error;
mod examples;
mod filler;
mod idx;
mod input;
mod npy;
mod options;
mod read;
mod schema;
mod values;

pub use builder::{ExamplesBuilder, Number};
pub use error::{DataError, Place};
pub use examples::Examples;
pub use options::{DataOptions, Header};
pub use schema::VisibleArray;
