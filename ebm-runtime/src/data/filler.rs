//! Takes the values of a source one by one, checks each against its domain and appends it to its array.

use std::ops::Range;

use super::coding::Coding;
use super::schema::shapes;
use super::values::Values;
use super::{DataError, DataOptions, Examples, VisibleArray};
use crate::layout::{GivenArray, Layout, SiteArray};

/// Examples in the making.
pub(super) struct Filler {
    layout: Layout,
    /// The places of each array in a row: of sites, then of givens.
    ranges: Vec<Range<usize>>,
    codings: Vec<Coding>,
    values: Vec<Values>,
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
        // sites first, in the file as in a row
        let (sites, givens): (Vec<_>, Vec<_>) = visible.iter().cloned().partition(|array| !array.given);
        let arrays = [sites.as_slice(), &givens].concat();
        let mut shapes = shapes(file, &arrays, options, found)?;
        let behind = shapes.split_off(sites.len());
        let site =
            |(array, shape): (&VisibleArray, Vec<usize>)| SiteArray::new(array.name, array.domain, &shape);
        let given = |(array, shape): (&VisibleArray, Vec<usize>)| GivenArray::new(array.name, &shape);
        let layout = Layout::new(sites.iter().zip(shapes).map(site).collect(), Vec::new())
            .with_givens(givens.iter().zip(behind).map(given).collect());
        let coding = if options.zero_as_minus_one { Coding::zero_as_minus_one } else { Coding::plain };
        let ranges = layout.sites().iter().map(SiteArray::range);
        Ok(Filler {
            codings: arrays.iter().map(|array| coding(array.domain)).collect(),
            values: arrays.iter().map(|array| Values::new(array.domain, single)).collect(),
            ranges: ranges.chain(layout.givens().iter().map(GivenArray::range)).collect(),
            layout,
        })
    }

    /// Number of columns that are read.
    pub(super) fn width(&self) -> usize {
        self.layout.row_len()
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
        self.ranges.iter().rposition(|range| range.start <= column).unwrap_or(0)
    }

    /// Turns values that came column by column, in the order `columns`, into rows.
    pub(super) fn transpose(&mut self, rows: usize, columns: impl Iterator<Item = usize>) {
        let width = self.width();
        let mut arrived = vec![Vec::new(); self.ranges.len()];
        for column in columns.filter(|&column| column < width) {
            let a = self.array_of(column);
            arrived[a].push(column - self.ranges[a].start);
        }
        for (values, sites) in self.values.iter_mut().zip(&arrived) {
            values.transpose(rows, sites);
        }
    }

    /// The examples; every column of every row has been put.
    pub(super) fn finish(mut self, rows: usize) -> Examples {
        for (range, values) in self.ranges.iter().zip(&mut self.values) {
            debug_assert_eq!(values.len(), rows * range.len(), "columns {range:?} are not complete");
            values.shrink();
        }
        Examples::from_parts(self.layout, self.values, rows)
    }
}
