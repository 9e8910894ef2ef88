//! The doors: a path or a reader in, examples out.

use std::io::BufRead;
use std::path::Path;

use super::input::Input;
use super::{DataError, DataOptions, Examples, VisibleArray, csv, idx, npy};

impl Examples {
    /// Reads comma-separated numbers, a line an example, plain or gzip.
    ///
    /// The columns are the sites in flat order. Fields may be in double quotes; blank lines and lines that
    /// start with `#` are skipped. See [`DataOptions`] for headers, weights and spins written as 0 and 1.
    ///
    /// # Errors
    /// See [`DataError`]; the first mistake in the order of the file.
    pub fn from_csv(
        path: impl AsRef<Path>,
        arrays: &[VisibleArray],
        options: &DataOptions,
    ) -> Result<Self, DataError> {
        csv::read(Input::open(path.as_ref())?, arrays, options)
    }

    /// Reads an idx file of unsigned bytes, examples along its first axis, plain or gzip.
    ///
    /// An array with one axis takes the other axes flattened, row-major.
    ///
    /// # Errors
    /// See [`DataError`]; also where the file is longer or shorter than its header says.
    pub fn from_idx(
        path: impl AsRef<Path>,
        arrays: &[VisibleArray],
        options: &DataOptions,
    ) -> Result<Self, DataError> {
        idx::read(Input::open(path.as_ref())?, arrays, options)
    }

    /// Reads a `.npy` array, examples along its first axis, plain or gzip.
    ///
    /// An array with one axis takes the other axes flattened, row-major. Column-major files ("Fortran order")
    /// need twice the memory of the examples while they are read.
    ///
    /// # Errors
    /// See [`DataError`]; also where the file is longer or shorter than its header says.
    pub fn from_npy(
        path: impl AsRef<Path>,
        arrays: &[VisibleArray],
        options: &DataOptions,
    ) -> Result<Self, DataError> {
        npy::read(Input::open(path.as_ref())?, arrays, options)
    }

    /// Reads a file of any of the three formats, which its first bytes tell apart.
    ///
    /// # Errors
    /// See [`DataError`].
    pub fn from_file(
        path: impl AsRef<Path>,
        arrays: &[VisibleArray],
        options: &DataOptions,
    ) -> Result<Self, DataError> {
        read(Input::open(path.as_ref())?, arrays, options)
    }

    /// Reads any of the three formats from memory or another source; `name` stands for the file in messages.
    ///
    /// # Errors
    /// See [`DataError`].
    pub fn from_reader(
        name: &str,
        reader: impl BufRead,
        arrays: &[VisibleArray],
        options: &DataOptions,
    ) -> Result<Self, DataError> {
        read(Input::new(name, reader)?, arrays, options)
    }
}

fn read(input: Input<'_>, arrays: &[VisibleArray], options: &DataOptions) -> Result<Examples, DataError> {
    if input.head().starts_with(npy::MAGIC) {
        npy::read(input, arrays, options)
    } else if idx::is_idx(input.head()) {
        idx::read(input, arrays, options)
    } else {
        csv::read(input, arrays, options)
    }
}
