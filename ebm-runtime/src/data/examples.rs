//! Checked data: what every estimator learns from.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use super::error::product;
use super::values::{Part, Values};
use super::{DataError, Place};
use crate::domain::Domain;
use crate::lanes::Lane;
use crate::layout::{GivenArray, Layout, SiteArray};
use crate::real::Real;

/// Examples of the visible variables and of what each is given, checked for shape and domain, with a weight each.
///
/// A discrete site takes one byte (four from code 256 on), a continuous one the float of its source. Weights are finite, at least 0 and not
/// all 0; they stand for counts, sequence weights or importance. Objectives are weighted means, so that
/// doubling all weights changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    layout: Layout,
    values: Vec<Values>,
    count: usize,
    /// `None` where every example has weight 1.
    weights: Option<Vec<f64>>,
}

impl Examples {
    /// `count` ≥ 1 rows of every array, sites first, already checked.
    pub(super) fn from_parts(layout: Layout, values: Vec<Values>, count: usize) -> Self {
        Examples { layout, values, count, weights: None }
    }

    /// The arrays, sites first, with their places in a row and their values.
    fn parts(&self) -> impl Iterator<Item = (Range<usize>, Part, &Values)> {
        let sites = self.layout.sites().iter().map(|array| (array.range(), array.domain));
        let givens = self.layout.givens().iter().map(|array| (array.range(), Domain::Real));
        let arrays = sites.chain(givens).zip(&self.values);
        arrays.map(|((range, domain), values)| {
            let size = range.len();
            (range, Part { domain, size }, values)
        })
    }

    /// The same examples with these weights, one an example, in place of the old ones.
    ///
    /// # Errors
    /// A wrong number of weights; a weight that is negative, NaN or infinite; a sum that is infinite; all weights 0.
    pub fn with_weights(mut self, weights: impl Into<Vec<f64>>) -> Result<Self, DataError> {
        let weights = weights.into();
        if weights.len() != self.count {
            return Err(DataError::WeightCount { found: weights.len(), expected: self.count });
        }
        if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(DataError::Weight { row, found: weights[row] });
        }
        if weights.iter().all(|&weight| weight == 0.0) {
            return Err(DataError::NoWeight { count: self.count });
        }
        if !weights.iter().sum::<f64>().is_finite() {
            return Err(DataError::WeightSum);
        }
        self.weights = Some(weights);
        Ok(self)
    }

    /// Weights that are known to be good: one an example, positive and finite.
    pub(crate) fn weighing(self, weights: Vec<f64>) -> Self {
        debug_assert_eq!(weights.len(), self.count);
        Self { weights: Some(weights), ..self }
    }

    /// Number of examples, at least 1; repeated rows that were merged count once.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The visible arrays: names, domains, shapes and places in the flat order of sites.
    pub fn sites(&self) -> &[SiteArray] {
        self.layout.sites()
    }

    /// Number of sites of an example, over all arrays.
    pub fn site_count(&self) -> usize {
        self.layout.site_count()
    }

    /// The arrays that each example is given: names, shapes and places in a row.
    pub fn givens(&self) -> &[GivenArray] {
        self.layout.givens()
    }

    /// Numbers of an example: its sites, and what it is given.
    pub fn row_len(&self) -> usize {
        self.layout.row_len()
    }

    /// The weights, or `None` where each is 1.
    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }

    /// The weight of an example.
    ///
    /// # Panics
    /// Unless `row < count()`.
    pub fn weight(&self, row: usize) -> f64 {
        assert!(row < self.count, "row {row} of {} examples", self.count);
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    /// The sum of all weights, summed in order.
    pub fn total_weight(&self) -> f64 {
        self.weights.as_ref().map_or(self.count as f64, |weights| weights.iter().sum())
    }

    /// Gathers the examples `start`, `start + 1`, … into lanes, and returns their weights.
    ///
    /// `out[s]` holds site s of `V::WIDTH` examples, as the numbers that the values stand for, and behind the sites stands
    /// what the examples are given. Lanes beyond the last example hold a copy of it with weight 0: a state of the model like any other, so that 0 · E is 0
    /// and not NaN.
    ///
    /// # Shapes
    /// `out.len() == row_len()`, `start < count()`.
    ///
    /// # Panics
    /// If the shapes are others.
    pub fn tile<V: Lane>(&self, start: usize, out: &mut [V]) -> V {
        assert!(start < self.count, "row {start} of {} examples", self.count);
        assert_eq!(out.len(), self.row_len(), "one lane a number");
        let last = self.count - 1;
        for (range, part, values) in self.parts() {
            values.gather(part, |k| last.min(start + k), &mut out[range]);
        }
        V::from_fn(
            |k| if start + k <= last { V::Real::from_f64(self.weight(start + k)) } else { V::Real::ZERO },
        )
    }

    /// One example: all sites in flat order, as the numbers that their values stand for, then what it is given.
    ///
    /// # Panics
    /// Unless `row < count()`.
    pub fn row<T: Real>(&self, row: usize) -> Vec<T> {
        let mut out = vec![T::ZERO; self.row_len()];
        self.tile(row, &mut out);
        out
    }

    /// What the examples are given: each distinct row, with the sum of the weights of its examples, in the order of first
    /// occurrence; one empty row where they are given nothing.
    pub fn given_rows(&self) -> Vec<(Vec<f64>, f64)> {
        let places = self.given_places();
        let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
        for (row, &place) in places.iter().enumerate() {
            if place == rows.len() {
                rows.push((self.row::<f64>(row)[self.site_count()..].to_vec(), 0.0));
            }
            rows[place].1 += self.weight(row);
        }
        rows
    }

    /// For each example the place of what it is given in [`given_rows`](Self::given_rows).
    pub fn given_places(&self) -> Vec<usize> {
        if self.givens().is_empty() {
            return vec![0; self.count];
        }
        let mut known = BTreeMap::new();
        let bits = |row: usize| {
            let row = self.row::<f64>(row);
            row[self.site_count()..].iter().map(|value| value.to_bits()).collect::<Vec<u64>>()
        };
        (0..self.count)
            .map(|row| {
                let next = known.len();
                *known.entry(bits(row)).or_insert(next)
            })
            .collect()
    }

    /// The chosen examples with their weights, in the given order; a row may be chosen more than once.
    ///
    /// # Errors
    /// A row that does not exist; no row at all; only rows of weight 0.
    pub fn select(&self, rows: impl IntoIterator<Item = usize>) -> Result<Self, DataError> {
        let rows: Vec<usize> = rows.into_iter().collect();
        if let Some(&row) = rows.iter().find(|&&row| row >= self.count) {
            return Err(DataError::NoSuchRow { row, count: self.count });
        }
        if rows.is_empty() {
            return Err(DataError::Empty { name: "the selection of rows".to_owned() });
        }
        let selected = self.pick(&rows);
        match &self.weights {
            None => Ok(selected),
            Some(weights) => selected.with_weights(rows.iter().map(|&row| weights[row]).collect::<Vec<_>>()),
        }
    }

    /// Existing rows, each with weight 1.
    fn pick(&self, rows: &[usize]) -> Self {
        let values = self.parts().map(|(_, part, values)| values.select(part.size, rows)).collect();
        Examples { layout: self.layout.clone(), values, count: rows.len(), weights: None }
    }

    /// The same data with equal rows merged into one whose weight is the sum of theirs.
    ///
    /// Rows stay in the order in which each first occurs; rows of weight 0 vanish. Weighted sums over the data
    /// are those of the original up to rounding, and take less time where rows repeat: the 16,181 rows of 16
    /// binary answers of NLTCS are 2,671 distinct ones. Real values are merged only where they are equal in all
    /// bits.
    ///
    /// # Cost
    /// O(n log n) comparisons of rows.
    #[must_use]
    pub fn compact(&self) -> Self {
        let mut order: Vec<usize> = (0..self.count).collect();
        // stable, so that every group begins with its first row
        order.sort_by(|&a, &b| self.compare(a, b));
        let groups = order.chunk_by(|&a, &b| self.compare(a, b).is_eq());
        let weight = |group: &[usize]| group.iter().map(|&row| self.weight(row)).sum::<f64>();
        let mut merged: Vec<(usize, f64)> = groups.map(|group| (group[0], weight(group))).collect();
        merged.retain(|&(_, weight)| weight > 0.0);
        merged.sort_unstable_by_key(|&(row, _)| row);
        let (rows, weights): (Vec<usize>, Vec<f64>) = merged.into_iter().unzip();
        Examples { weights: Some(weights), ..self.pick(&rows) }
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        self.parts().fold(Ordering::Equal, |order, (_, part, values)| {
            order.then_with(|| values.compare(part.size, a, b))
        })
    }

    /// The weighted mean of every site, in flat order: `Σ w x_s / Σ w`.
    pub fn means(&self) -> Vec<f64> {
        let mut means = vec![0.0; self.site_count()];
        for row in 0..self.count {
            let weight = self.weight(row);
            for (range, part, values) in self.parts().take(self.sites().len()) {
                let means = &mut means[range];
                values.for_row(part, row, |s, value| means[s] += weight * value);
            }
        }
        let total = self.total_weight();
        means.iter_mut().for_each(|mean| *mean /= total);
        means
    }

    /// Checks that these are examples of a model with this layout: its arrays of sites, and what it is given.
    ///
    /// # Errors
    /// Another number of arrays; the first array that differs in domain or shape; a category that the model does not have.
    /// Names do not matter.
    pub fn check(&self, layout: &Layout) -> Result<(), DataError> {
        self.check_sites(layout.sites())?;
        let shapes =
            |arrays: &[GivenArray]| arrays.iter().map(|array| array.shape.clone()).collect::<Vec<_>>();
        if shapes(self.givens()) != shapes(layout.givens()) {
            let list = |arrays: &[GivenArray]| {
                let each = |array: &GivenArray| format!("`{}` of {}", array.name, product(&array.shape));
                let names: Vec<_> = arrays.iter().map(each).collect();
                if names.is_empty() {
                    "nothing given".to_owned()
                } else {
                    format!("given {}", names.join(", "))
                }
            };
            let (found, expected) = (list(self.givens()), list(layout.givens()));
            return Err(DataError::Shape { name: "the data".to_owned(), found, expected });
        }
        Ok(())
    }

    /// Checks the arrays of sites alone, as [`check`](Self::check) does.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn check_sites(&self, expected: &[SiteArray]) -> Result<(), DataError> {
        if self.sites().len() != expected.len() {
            let list = |arrays: &[SiteArray]| {
                let names: Vec<_> = arrays.iter().map(|array| format!("`{}`", array.name)).collect();
                if names.is_empty() {
                    "no array".to_owned()
                } else {
                    format!("the arrays {}", names.join(", "))
                }
            };
            let (found, expected) = (list(self.sites()), list(expected));
            return Err(DataError::Shape { name: "the data".to_owned(), found, expected });
        }
        for (number, (found, expected)) in self.sites().iter().zip(expected).enumerate() {
            let categories =
                matches!((found.domain, expected.domain), (Domain::Categorical(_), Domain::Categorical(_)));
            let same = categories || found.domain == expected.domain;
            if !same || found.shape != expected.shape {
                let describe =
                    |array: &SiteArray| format!("{} {} sites", product(&array.shape), array.domain);
                return Err(DataError::Shape {
                    name: format!("the data of `{}`", expected.name),
                    found: describe(found),
                    expected: format!("{} as in the model", describe(expected)),
                });
            }
            if categories && (0..found.len()).any(|k| found.domain_at(k) != expected.domain_at(k)) {
                self.check_categories(number, expected)?;
            }
        }
        Ok(())
    }

    /// Checks every category of an array against the number of categories that the model gives its site.
    fn check_categories(&self, number: usize, expected: &SiteArray) -> Result<(), DataError> {
        let Some((_, part, values)) = self.parts().nth(number) else { return Ok(()) };
        for row in 0..self.count {
            let mut wrong = None;
            values.for_row(part, row, |k, value| {
                if wrong.is_none() && !expected.domain_at(k).contains(value) {
                    wrong = Some((k, value));
                }
            });
            if let Some((k, value)) = wrong {
                let at = Place::entry(format!("`{}`", expected.name), row, k, &expected.shape);
                let expected = format!("{} as in the model", expected.domain_at(k).legal());
                return Err(DataError::Value { at, found: value.to_string(), expected });
            }
        }
        Ok(())
    }
}
