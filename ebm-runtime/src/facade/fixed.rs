//! Fixed data: numbers in both float types, look-ups checked once, lists of entries by one of their members.

use std::any::Any;
use std::sync::OnceLock;

use super::BuildError;
use crate::probe::Probe;
use crate::real::Real;

/// Fixed numbers, kept in both float types, as method bodies run in either.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    single: Vec<f32>,
    double: Vec<f64>,
    /// Made when they are first asked for.
    probes: OnceLock<Vec<Probe>>,
}

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        self.double == other.double
    }
}

impl Numbers {
    /// From numbers of the model's float type, row-major.
    pub fn new<'a, T: Real>(values: impl IntoIterator<Item = &'a T>) -> Self {
        let double: Vec<f64> = values.into_iter().map(|value| value.to_f64()).collect();
        Self { single: double.iter().map(|&value| value as f32).collect(), double, probes: OnceLock::new() }
    }

    /// The numbers as [`Probe`]s.
    fn probes(&self) -> &dyn Any {
        self.probes.get_or_init(|| self.double.iter().map(|&value| Probe::number(value)).collect())
    }

    /// The numbers in any of the types.
    #[inline(always)]
    pub fn of<T: Real>(&self) -> &[T] {
        let (single, double): (&dyn Any, &dyn Any) = (&self.single, &self.double);
        let found: Option<&Vec<T>> = single.downcast_ref().or_else(|| double.downcast_ref());
        match found {
            Some(numbers) => numbers,
            None => self.probes().downcast_ref::<Vec<T>>().map_or(&[], Vec::as_slice),
        }
    }
}

/// An entry of fixed integer data: an integer or a tuple of them.
pub trait Entry: Copy + Send + Sync + 'static {
    /// How many integers it holds.
    const MEMBERS: usize;

    /// One of its members; the first is 0.
    fn member(&self, component: usize) -> usize;
}

impl Entry for usize {
    const MEMBERS: usize = 1;

    #[inline(always)]
    fn member(&self, _: usize) -> usize {
        *self
    }
}

impl Entry for (usize, usize) {
    const MEMBERS: usize = 2;

    #[inline(always)]
    fn member(&self, component: usize) -> usize {
        [self.0, self.1][component]
    }
}

impl Entry for (usize, usize, usize) {
    const MEMBERS: usize = 3;

    #[inline(always)]
    fn member(&self, component: usize) -> usize {
        [self.0, self.1, self.2][component]
    }
}

/// Checks that a member of every entry may be used as an index below `bound`.
///
/// Done once, when a model is built; from there on generated code takes it as a fact.
///
/// # Errors
/// The first entry that is too large.
pub fn check_entries<E: Entry>(
    name: &'static str,
    entries: &[E],
    component: usize,
    bound: usize,
) -> Result<(), BuildError> {
    match entries.iter().position(|entry| entry.member(component) >= bound) {
        None => Ok(()),
        Some(row) => {
            let found = entries[row].member(component);
            let component = (E::MEMBERS > 1).then_some(component);
            Err(BuildError::Entry { name, row, component, found, bound })
        }
    }
}

/// For each value of one member, the positions of the entries that have it: the edges at a site.
///
/// Compressed rows: the positions of value `v` stand at `starts[v]..starts[v + 1]`, in ascending order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Incidence {
    starts: Vec<usize>,
    positions: Vec<usize>,
}

impl Incidence {
    /// Sorts the positions of entries by one of their members, whose values are checked to be below some size.
    ///
    /// # Cost
    /// O(entries + largest value)
    pub fn new<E: Entry>(entries: &[E], component: usize) -> Self {
        let values = entries.iter().map(|entry| entry.member(component));
        let count = values.clone().max().map_or(0, |largest| largest + 1);
        let mut starts = vec![0; count + 1];
        for value in values.clone() {
            starts[value + 1] += 1;
        }
        for value in 0..count {
            starts[value + 1] += starts[value];
        }
        let mut next = starts.clone();
        let mut positions = vec![0; entries.len()];
        for (position, value) in values.enumerate() {
            positions[next[value]] = position;
            next[value] += 1;
        }
        Self { starts, positions }
    }

    /// The positions of the entries with this value; none if there are none.
    #[inline(always)]
    pub fn at(&self, value: usize) -> &[usize] {
        match self.starts.get(value..value.saturating_add(2)) {
            Some(&[start, end]) => &self.positions[start..end],
            _ => &[],
        }
    }

    /// The positions of the entries with the value `above` − `below`; none if that is negative.
    #[inline(always)]
    pub fn at_difference(&self, above: usize, below: usize) -> &[usize] {
        above.checked_sub(below).map_or(&[], |value| self.at(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_both_types() {
        let numbers = Numbers::new(&[0.5_f32, 3.0]);
        assert_eq!(numbers.of::<f32>(), [0.5, 3.0]);
        assert_eq!(numbers.of::<f64>(), [0.5, 3.0]);
    }

    #[test]
    fn incidence_lists_every_entry_once() {
        // a self-loop, a double edge, a vertex without edges
        let edges = [(0, 1), (3, 3), (1, 0), (0, 1)];
        let (first, second) = (Incidence::new(&edges, 0), Incidence::new(&edges, 1));
        assert_eq!(
            [first.at(0), first.at(1), first.at(2), first.at(3), first.at(4)],
            [&[0, 3][..], &[2], &[], &[1], &[]]
        );
        assert_eq!([first.at_difference(2, 1), first.at_difference(1, 2)], [&[2][..], &[]]);
        assert_eq!(second.at(1), [0, 3]);
        assert_eq!(Incidence::new::<usize>(&[], 0).at(0), [0; 0]);
        assert_eq!(first.at(usize::MAX), [0; 0]);
    }

    #[test]
    fn entries_that_are_too_large_are_named() {
        let edges = [(0, 1), (1, 4)];
        assert_eq!(check_entries("edges", &edges, 0, 4), Ok(()));
        let error = check_entries("edges", &edges, 1, 4).unwrap_err();
        assert_eq!(error.to_string(), "`edges[1].1` is 4, but it is used as an index below 4");
    }
}
