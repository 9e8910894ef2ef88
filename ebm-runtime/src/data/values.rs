//! Compact storage of one array of sites over all examples.

use std::cmp::Ordering;

use super::coding::Coding;
use crate::domain::Domain;
use crate::lanes::Lane;

/// Example by example, site by site within each: a byte a discrete site, the float of the source a continuous one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    /// Discrete sites: positions among the values of the domain.
    Codes(Vec<u8>),
    /// The same where some are beyond a byte.
    Wide(Vec<u32>),
    /// Continuous sites from a source of `f32`.
    Single(Vec<f32>),
    /// Continuous sites from any other source.
    Double(Vec<f64>),
}

/// The array that values belong to: what they are, and how many make a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) domain: Domain,
    pub(super) size: usize,
}

/// Applies an expression to the storage, whatever it holds.
macro_rules! each {
    ($values:expr, $storage:ident => $body:expr) => {
        match $values {
            Values::Codes($storage) => $body,
            Values::Wide($storage) => $body,
            Values::Single($storage) => $body,
            Values::Double($storage) => $body,
        }
    };
}

impl Values {
    /// Empty storage; `single` keeps continuous values as `f32`.
    pub(super) fn new(domain: Domain, single: bool) -> Self {
        match (domain.is_discrete(), single) {
            (true, _) => Values::Codes(Vec::new()),
            (false, true) => Values::Single(Vec::new()),
            (false, false) => Values::Double(Vec::new()),
        }
    }

    pub(super) fn len(&self) -> usize {
        each!(self, values => values.len())
    }

    pub(super) fn reserve(&mut self, additional: usize) {
        each!(self, values => values.reserve_exact(additional));
    }

    pub(super) fn shrink(&mut self) {
        each!(self, values => values.shrink_to_fit());
    }

    /// Appends a value; `false`, and nothing is appended, if it is not in the domain.
    #[must_use]
    pub(super) fn push(&mut self, coding: Coding, value: f64) -> bool {
        match self {
            Values::Codes(_) | Values::Wide(_) => {
                let Some(code) = coding.code(value).and_then(|code| u32::try_from(code).ok()) else {
                    return false;
                };
                self.push_code(code);
            }
            _ if !coding.contains(value) => return false,
            Values::Single(values) => values.push(value as f32),
            Values::Double(values) => values.push(value),
        }
        true
    }

    /// Appends a code; all of them become wider at the first one beyond a byte.
    fn push_code(&mut self, code: u32) {
        match (self, u8::try_from(code)) {
            (Values::Codes(codes), Ok(code)) => codes.push(code),
            (Values::Wide(codes), _) => codes.push(code),
            (narrow, _) => {
                let Values::Codes(codes) = narrow else { return };
                let mut wide: Vec<u32> = codes.iter().copied().map(u32::from).collect();
                wide.push(code);
                *narrow = Values::Wide(wide);
            }
        }
    }

    /// Turns values that came site by site, each for all rows, into rows; `sites[k]` is the site that came as
    /// number k.
    pub(super) fn transpose(&mut self, rows: usize, sites: &[usize]) {
        let mut came = vec![0; sites.len()];
        for (k, &site) in sites.iter().enumerate() {
            came[site] = k;
        }
        let by_row = (0..rows).flat_map(|row| came.iter().map(move |k| k * rows + row));
        each!(self, values => *values = by_row.map(|at| values[at]).collect());
    }

    /// The chosen rows of `size` values each.
    pub(super) fn select(&self, size: usize, rows: &[usize]) -> Self {
        fn pick<T: Copy>(values: &[T], size: usize, rows: &[usize]) -> Vec<T> {
            let mut picked = Vec::with_capacity(rows.len() * size);
            for &row in rows {
                picked.extend_from_slice(&values[row * size..][..size]);
            }
            picked
        }
        match self {
            Values::Codes(codes) => Values::Codes(pick(codes, size, rows)),
            Values::Wide(codes) => Values::Wide(pick(codes, size, rows)),
            Values::Single(values) => Values::Single(pick(values, size, rows)),
            Values::Double(values) => Values::Double(pick(values, size, rows)),
        }
    }

    /// Calls `visit(site, value)` for the sites of a row, in order.
    pub(super) fn for_row(&self, part: Part, row: usize, mut visit: impl FnMut(usize, f64)) {
        let range = row * part.size..(row + 1) * part.size;
        let Part { domain, .. } = part;
        match self {
            Values::Codes(codes) => codes[range]
                .iter()
                .enumerate()
                .for_each(|(s, &code)| visit(s, domain.value(usize::from(code)))),
            Values::Wide(codes) => {
                codes[range].iter().enumerate().for_each(|(s, &code)| visit(s, domain.value(code as usize)));
            }
            Values::Single(values) => {
                values[range].iter().enumerate().for_each(|(s, &value)| visit(s, f64::from(value)));
            }
            Values::Double(values) => {
                values[range].iter().enumerate().for_each(|(s, &value)| visit(s, value))
            }
        }
    }

    /// Writes site s of the rows `row(0)`, `row(1)`, … into the lanes of `out[s]`.
    pub(super) fn gather<V: Lane>(&self, part: Part, row: impl Fn(usize) -> usize, out: &mut [V]) {
        for k in 0..V::WIDTH {
            self.for_row(part, row(k), |s, value| out[s].set_lane(k, part.domain.round::<V::Real>(value)));
        }
    }

    /// A total order of rows in which rows of equal bits, and no others, are equal.
    pub(super) fn compare(&self, size: usize, a: usize, b: usize) -> Ordering {
        let (a, b) = (a * size..(a + 1) * size, b * size..(b + 1) * size);
        match self {
            Values::Codes(codes) => codes[a].cmp(&codes[b]),
            Values::Wide(codes) => codes[a].cmp(&codes[b]),
            Values::Single(values) => bits(&values[a], f32::to_bits).cmp(bits(&values[b], f32::to_bits)),
            Values::Double(values) => bits(&values[a], f64::to_bits).cmp(bits(&values[b], f64::to_bits)),
        }
    }
}

fn bits<T: Copy, B>(values: &[T], to_bits: fn(T) -> B) -> impl Iterator<Item = B> {
    values.iter().map(move |&value| to_bits(value))
}
