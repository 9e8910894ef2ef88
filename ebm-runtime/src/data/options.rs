//! How a file is to be read, where the file itself does not say.

/// Options of the readers. The default reads a comma-separated file of legal values, with or without a header.
///
/// ```
/// use ebm_runtime::data::DataOptions;
/// let options = DataOptions { zero_as_minus_one: true, ..DataOptions::default() };
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataOptions {
    /// Whether a text file has a header.
    pub header: Header,
    /// Read files of 0 and 1 as spins: 0 stands for −1 and 1 for +1.
    ///
    /// Off by default: a 0 among spins is then an error that names this option, as nothing in the file says
    /// what 0 means. While it is on, a −1 is the error. It concerns arrays of spins only.
    pub zero_as_minus_one: bool,
    /// Read only the first so many columns of each row; all of them where it is `None`.
    pub columns: Option<usize>,
    /// The column of a text file that holds the weight (or the count) of each row, by its name in the header.
    /// Such a column is not one of the sites.
    pub weight_column: Option<String>,
    /// Shapes of arrays that the file does not determine, by name: a row of a text file has one axis, an image
    /// has two.
    pub shapes: Vec<(String, Vec<usize>)>,
}

/// Whether a text file has a header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// The first row is a header if none of its fields is a number. A first row with some numbers in it is
    /// data, and its other fields are reported as errors.
    #[default]
    Detect,
    /// The first row is a header, whatever stands in it.
    Present,
    /// The first row is data.
    Absent,
}
