//! Takes the values of a source one by one, checks each against its domain and appends it to its array.

use super::coding::Coding;
use super::schema::shapes;
use super::values::Values;
use super::{DataError, DataOptions, Examples, VisibleArray};
use crate::layout::{Layout, SiteArray};

/// Examples in the making.
pub(super) struct Filler {
    arrays: Vec<SiteArray>,
    codings: Vec<Coding>,
    values: Vec<Values>,
    width: usize,
}

impl Filler {
    /// For examples of the sizes `found` in a file; `single` keeps real values as `f32`, which is what the file
    /// holds.
    pub(super) fn new(
        file: &str,
        visible: &[VisibleArray],
        options: &DataOptions,
        found: &[usize],
        single: bool,
    ) -> Result<Self, DataError> {
        let shapes = shapes(file, visible, options, found)?;
        let coding = if options.zero_as_minus_one { Coding::zero_as_minus_one } else { Coding::plain };
        let arrays = visible.iter().zip(shapes);
        let layout = arrays.map(|(array, shape)| SiteArray::new(array.name, array.domain, &shape)).collect();
        let layout = Layout::new(layout, Vec::new());
        Ok(Filler {
            codings: visible.iter().map(|array| coding(array.domain)).collect(),
            values: visible.iter().map(|array| Values::new(array.domain, single)).collect(),
            arrays: layout.sites().to_vec(),
            width: layout.site_count(),
        })
    }

    /// Number of columns that are sites.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Appends a value; `false` if it is not in the domain of its column.
    #[must_use]
    pub(super) fn put(&mut self, column: usize, value: f64) -> bool {
        let a = self.array_of(column);
        self.values[a].push(self.codings[a], value)
    }

    /// What is legal in a column, for the message about `value`.
    pub(super) fn expected(&self, column: usize, value: Option<f64>) -> String {
        self.codings[self.array_of(column)].expected(value)
    }

    /// Models have a handful of arrays, so it is found by going through them.
    fn array_of(&self, column: usize) -> usize {
        self.arrays.iter().rposition(|array| array.offset <= column).unwrap_or(0)
    }

    /// Turns values that came column by column, in the order `columns`, into rows.
    pub(super) fn transpose(&mut self, rows: usize, columns: impl Iterator<Item = usize>) {
        let mut arrived = vec![Vec::new(); self.arrays.len()];
        for column in columns.filter(|&column| column < self.width) {
            let a = self.array_of(column);
            arrived[a].push(column - self.arrays[a].offset);
        }
        for (values, sites) in self.values.iter_mut().zip(&arrived) {
            values.transpose(rows, sites);
        }
    }

    /// The examples; every column of every row has been put.
    pub(super) fn finish(mut self, rows: usize) -> Examples {
        for (array, values) in self.arrays.iter().zip(&mut self.values) {
            debug_assert_eq!(values.len(), rows * array.len(), "`{}` is not complete", array.name);
            values.shrink();
        }
        Examples::from_parts(self.arrays, self.values, rows)
    }
}
