//! Parameter arrays: their shape, what ties their entries, where learning starts.

use std::ops::Range;

/// What ties or restricts the entries of a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Constraint {
    /// Entries `[i, k]` and `[k, i]` are one parameter.
    pub symmetric: bool,
    /// Entries `[i, i]` are zero, always.
    pub zero_diagonal: bool,
    /// Entries are positive; learned on the log scale.
    pub positive: bool,
    /// Not learned.
    pub frozen: bool,
}

/// Where learning starts.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
#[non_exhaustive]
pub enum Init {
    /// All zero.
    #[default]
    Zeros,
    /// All one value.
    Constant(f64),
    /// Normal with mean 0 and this standard deviation; the absolute value where the parameter is positive.
    Normal(f64),
    /// Uniform between two numbers.
    Uniform(f64, f64),
    /// Uniform between −a and a, a = √(6 / (rows + columns)) (Glorot & Bengio 2010, eq. 16); the absolute value where the
    /// parameter is positive. Axes between the first and the last count for both, and a missing one is 1.
    Glorot,
}

/// One parameter array.
#[derive(Clone, PartialEq, Debug)]
pub struct ParamBlock {
    /// As the user wrote it.
    pub name: String,
    /// The length of each axis; empty for a scalar.
    pub shape: Vec<usize>,
    /// The flat number of its first entry.
    pub offset: usize,
    /// What ties or restricts its entries.
    pub constraint: Constraint,
    /// Where learning starts.
    pub init: Init,
}

impl ParamBlock {
    /// A parameter without constraints that starts at zero; its place is given by [`Layout::new`](super::Layout::new).
    pub fn new(name: impl Into<String>, shape: &[usize]) -> Self {
        let (constraint, init) = (Constraint::default(), Init::default());
        Self { name: name.into(), shape: shape.to_vec(), offset: 0, constraint, init }
    }

    /// The same block with other constraints.
    pub fn constrained(self, constraint: Constraint) -> Self {
        Self { constraint, ..self }
    }

    /// The same block with another start.
    pub fn starting_at(self, init: Init) -> Self {
        Self { init, ..self }
    }

    /// The number of entries, tied ones each.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The flat numbers of its entries.
    pub fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.len()
    }

    /// The flat numbers of the entries `[i, i]` of a square matrix.
    pub fn diagonal(&self) -> impl Iterator<Item = usize> {
        let n = self.shape.first().copied().unwrap_or(0);
        let offset = self.offset;
        (0..n).map(move |i| offset + i * n + i)
    }
}
