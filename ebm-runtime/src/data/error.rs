//! What can be wrong with data, each mistake with the place where it stands and what was expected there.

use std::fmt;
use std::io;

/// Why data were refused.
///
/// Every message names the file or the array, the place in it, what was found and what was expected. Lines and
/// columns of text files count from 1, as editors do; rows and indices of arrays, idx and `.npy` files count
/// from 0, as programs do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// The operating system refused to open or to read the file, or its compressed stream is damaged.
    #[error("{file}: {error}")]
    Io {
        /// The file, as it was named by the caller.
        file: String,
        /// What went wrong.
        #[source]
        error: io::Error,
    },
    /// A gzip stream stops before its end mark.
    #[error("{file}: the compressed data end too early, expected a complete gzip stream")]
    TruncatedGzip {
        /// The file, as it was named by the caller.
        file: String,
    },
    /// A value outside its domain: NaN, infinite, a 2 among spins, text among numbers.
    #[error("{at}: found {}, expected {expected}", Found(found))]
    Value {
        /// Where the value stands.
        at: Place,
        /// The value as it is written in the file, or as Rust prints it.
        found: String,
        /// The values that the domain allows.
        expected: String,
    },
    /// Text that is not UTF-8: a binary file read as CSV, or UTF-16 from a spreadsheet.
    #[error("{at}: found bytes that are not UTF-8 (`{found}`), expected {expected}")]
    NotUtf8 {
        /// Where the text stands.
        at: Place,
        /// The bytes, those outside ASCII escaped.
        found: String,
        /// What would be legal there.
        expected: String,
    },
    /// A row of a text file with more or fewer fields than the first one.
    #[error("{file}, line {line}: found {}, expected {expected} as in line {first}", fields(*found))]
    Ragged {
        /// The file, as it was named by the caller.
        file: String,
        /// The line of the row, from 1.
        line: u64,
        /// Fields in this row.
        found: usize,
        /// Fields in the first row.
        expected: usize,
        /// The line of the first row, from 1.
        first: u64,
    },
    /// There is no example at all.
    #[error("{name}: found no example, expected at least one")]
    Empty {
        /// The file or the array.
        name: String,
    },
    /// A text file that ends after its header.
    #[error("{file}: found a header in line {line} and no row after it, expected at least one example")]
    HeaderOnly {
        /// The file, as it was named by the caller.
        file: String,
        /// The line of the header, from 1.
        line: u64,
    },
    /// The named column is not in the header, or there is no header.
    #[error("{file}: found no column `{column}`, expected {expected}")]
    NoSuchColumn {
        /// The file, as it was named by the caller.
        file: String,
        /// The name that was asked for.
        column: String,
        /// The names in the header, or that there should be one.
        expected: String,
    },
    /// The number of values of an example does not fit the arrays of the model.
    #[error("{name}: found {found}, expected {expected}")]
    Shape {
        /// The file or the array.
        name: String,
        /// The sizes of one example, or what else does not fit.
        found: String,
        /// What would fit.
        expected: String,
    },
    /// Arrays of one data set that do not have the same number of examples.
    #[error("`{name}`: found {found} examples, expected {expected} as in `{first}`")]
    ExampleCount {
        /// The array that differs.
        name: String,
        /// Its number of examples.
        found: usize,
        /// The number of examples of the first array.
        expected: usize,
        /// The first array.
        first: String,
    },
    /// An idx or `.npy` file whose header cannot be used.
    #[error("{file}: found {found}, expected {expected}")]
    Format {
        /// The file, as it was named by the caller.
        file: String,
        /// What the header says.
        found: String,
        /// What can be read.
        expected: String,
    },
    /// An idx or `.npy` file that holds more or fewer values than its header says.
    #[error("{file}: found {found} values, expected {expected} = {product} from the header")]
    Length {
        /// The file, as it was named by the caller.
        file: String,
        /// Number of values in the file, or "more".
        found: String,
        /// Number of values that the header announces.
        expected: u64,
        /// The same as a product of sizes.
        product: String,
    },
    /// A list of weights that is not as long as the data.
    #[error("weights: found {found}, expected {expected}, one an example")]
    WeightCount {
        /// Length of the list.
        found: usize,
        /// Number of examples.
        expected: usize,
    },
    /// A weight that is negative, NaN or infinite.
    #[error("weights, row {row} (from 0): found `{found}`, expected a finite number ≥ 0")]
    Weight {
        /// The example, from 0.
        row: usize,
        /// Its weight.
        found: f64,
    },
    /// The sum of all weights is beyond `f64`, so that there is no mean over examples.
    #[error("weights: found a sum beyond {max:e}, expected a finite sum; divide all weights by one number", max = f64::MAX)]
    WeightSum,
    /// All weights are zero: there is nothing to learn from.
    #[error("weights: found only zeros in {rows}, expected at least one positive weight", rows = rows(*count))]
    NoWeight {
        /// Number of examples.
        count: usize,
    },
    /// There is no one log Z for all examples.
    #[error(
        "log Z is another one for each row of `{name}`, which the examples are given: use `log_likelihood_given`"
    )]
    Given {
        /// The first given array.
        name: String,
    },
    /// A row that does not exist.
    #[error("row {row} (from 0): expected a row below {count}, the number of examples")]
    NoSuchRow {
        /// The row that was asked for, from 0.
        row: usize,
        /// Number of examples.
        count: usize,
    },
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In a text file.
    Line {
        /// The file, as it was named by the caller.
        file: String,
        /// The line, from 1, comments and blank lines included.
        line: u64,
        /// The field of that line, from 1.
        column: usize,
    },
    /// In an array, an idx or a `.npy` file.
    Entry {
        /// The file, or the name of the array in back quotes.
        name: String,
        /// The example, from 0.
        row: usize,
        /// The index within the example, from 0; empty where an example is one number.
        index: Vec<usize>,
    },
}

impl Place {
    /// The entry of an example of the sizes `axes` at a flat row-major position.
    pub(super) fn entry(name: String, row: usize, mut flat: usize, axes: &[usize]) -> Self {
        let mut index = vec![0; axes.len()];
        for (entry, &size) in index.iter_mut().zip(axes).rev() {
            *entry = flat % size;
            flat /= size;
        }
        Place::Entry { name, row, index }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line { file, line, column } => write!(f, "{file}, line {line}, column {column}"),
            Place::Entry { name, row, index } if index.is_empty() => write!(f, "{name}, row {row} (from 0)"),
            Place::Entry { name, row, index } if index.len() == 1 => {
                write!(f, "{name}, row {row}, column {} (from 0)", index[0])
            }
            Place::Entry { name, row, index } => write!(f, "{name}, row {row}, index {index:?} (from 0)"),
        }
    }
}

/// A field of a text file as it is quoted in a message: cut where it is long, and an empty one is said to be
/// empty.
struct Found<'a>(&'a str);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 40;
        if self.0.is_empty() {
            return f.write_str("an empty field");
        }
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "`{}…`", &self.0[..end]),
            None => write!(f, "`{}`", self.0),
        }
    }
}

fn fields(count: usize) -> String {
    if count == 1 { "1 field".to_owned() } else { format!("{count} fields") }
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

/// Sizes as a product, `10 × 28 × 28`, as messages show them.
pub(super) fn product(shape: &[usize]) -> String {
    if shape.is_empty() {
        return "1".to_owned();
    }
    shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" × ")
}
