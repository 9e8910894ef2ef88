//! Lengths of axes: what lowering finds out about them, and the solution.
//!
//! Two kinds of facts are collected. An *equation* says that two lengths are one (`dot`, element-wise
//! operators, `symmetric`, `shape`). A *reading* says that an axis is read up to some length, which fixes the
//! length of a latent array or a parameter that nothing else fixes: over k < i < n, that is n. Lengths of visible
//! arrays come first, then those of given and fixed ones, then those of latent arrays and of parameters; a length later
//! in that order is written in terms of earlier ones. A number of categories that nothing states is the length of the
//! first axis that such sites index, and stands as one more axis of theirs until then.

mod text;

use crate::errors::{Errors, Place, domains, lowering};
use crate::ir::{ArrayId, Index, IntegerAtom};
use crate::syntax::{Name, Role};
use std::collections::BTreeMap;

/// One axis of one array.
pub(super) type Axis = (ArrayId, usize);

/// What was found out.
#[derive(Clone, Debug, Default)]
pub(super) struct Sizes {
    arrays: BTreeMap<ArrayId, Declared>,
    equations: Vec<Equation>,
    readings: Vec<Reading>,
    /// Axes of parameters whose `shape` says that their length stands for itself.
    own: Vec<Axis>,
    /// Lengths that something runs over.
    spans: Vec<Index>,
    /// Numbers of categories to be read off, and where the domain stands.
    states: Vec<(Axis, Place)>,
}

/// Where an array comes in the order of lengths.
#[derive(Clone, Debug)]
struct Declared {
    name: String,
    rank: Rank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Visible,
    Given,
    Fixed,
    Latent,
    Param,
}

impl Rank {
    /// Whether the model brings such lengths, and not data or fixed arguments.
    fn is_own(self) -> bool {
        self >= Rank::Latent
    }
}

#[derive(Clone, Debug)]
struct Equation {
    place: Place,
    left: Index,
    right: Index,
}

/// An axis of length `extent` is read up to `needed`; nothing if that is not known.
#[derive(Clone, Debug)]
struct Reading {
    extent: Index,
    needed: Option<Index>,
    /// Whether that holds in all cases.
    always: bool,
}

/// What must hold between lengths that data and fixed arguments bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeCheck {
    /// Two lengths are one.
    Equal(Index, Index),
    /// The first is at most the second.
    AtMost(Index, Index),
}

/// The lengths.
#[derive(Clone, Debug, Default)]
pub(super) struct Solution {
    values: BTreeMap<Axis, Index>,
    pub(super) checks: Vec<SizeCheck>,
}

impl Sizes {
    pub(super) fn declare(&mut self, id: ArrayId, name: &Name, role: &Role) {
        let rank = match role {
            Role::Visible(_) => Rank::Visible,
            Role::Latent(_) => Rank::Latent,
            Role::Given => Rank::Given,
            Role::Param(_) => Rank::Param,
            _ => Rank::Fixed,
        };
        self.arrays.insert(id, Declared { name: name.text.clone(), rank });
    }

    /// The number of categories, written as the length of `axis`, is read off an array.
    pub(super) fn states_of(&mut self, axis: Axis, place: Place) {
        self.states.push((axis, place));
    }

    /// Two lengths are one.
    pub(super) fn equate(&mut self, place: Place, left: Index, right: Index) {
        if left != right {
            self.equations.push(Equation { place, left, right });
        }
    }

    /// How far this axis is read does not say how long it is.
    pub(super) fn stands_for_itself(&mut self, axis: Axis) {
        self.own.push(axis);
    }

    /// Something runs up to this length.
    pub(super) fn span(&mut self, length: &Index) {
        let mut sized = false;
        length.visit_atoms(&mut |atom| sized |= matches!(atom, IntegerAtom::Size(..)));
        if sized && !self.spans.contains(length) {
            self.spans.push(length.clone());
        }
    }

    /// An axis is read up to a length.
    pub(super) fn read(&mut self, extent: Index, needed: Option<Index>, always: bool) {
        if let Some(needed) = &needed {
            self.span(needed);
        }
        let known = |reading: &Reading| {
            reading.extent == extent && reading.needed == needed && reading.always == always
        };
        if Some(&extent) != needed.as_ref() && !self.readings.iter().any(known) {
            self.readings.push(Reading { extent, needed, always });
        }
    }

    pub(super) fn solve(&self, errors: &mut Errors) -> Solution {
        let mut solution = Solution::default();
        for &(axis, place) in &self.states {
            let own = Index::size(axis.0, axis.1);
            let indexed = self.readings.iter().filter(|reading| reading.needed.as_ref() == Some(&own));
            match indexed.map(|reading| &reading.extent).min_by_key(|extent| self.last(extent)) {
                Some(extent) => solution.assign(axis, extent.clone()),
                None => drop(errors.report(domains::unknown_states(place, self.name(axis.0)))),
            }
        }
        for equation in &self.equations {
            self.solve_equation(errors, &mut solution, equation);
        }
        // Each round fixes at least one length, or is the last.
        while self.solve_one_reading(&mut solution) {}
        for reading in &self.readings {
            let Some(needed) = &reading.needed else { continue };
            let (extent, needed) = (solution.of(&reading.extent), solution.of(needed));
            let check = SizeCheck::AtMost(needed.clone(), extent.clone());
            if (&extent - &needed).as_constant().is_none()
                && reading.always
                && !solution.checks.contains(&check)
            {
                solution.checks.push(check);
            }
        }
        solution
    }

    fn solve_equation(&self, errors: &mut Errors, solution: &mut Solution, equation: &Equation) {
        let (left, right) = (solution.of(&equation.left), solution.of(&equation.right));
        let difference = &left - &right;
        match difference.as_constant() {
            Some(0) => return,
            Some(_) => {
                errors.report(lowering::shape_conflict(
                    equation.place,
                    &self.text(&left),
                    &self.text(&right),
                ));
                return;
            }
            None => {}
        }
        match self.solvable(&difference) {
            Some((axis, value)) => solution.assign(axis, value),
            None => solution.check(SizeCheck::Equal(left, right)),
        }
    }

    /// The last length in the order for which `difference = 0` can be solved.
    fn solvable(&self, difference: &Index) -> Option<(Axis, Index)> {
        let mut best: Option<((Rank, bool, Axis), Index)> = None;
        let mut atoms = Vec::new();
        difference.visit_atoms(&mut |atom| atoms.push(atom.clone()));
        for atom in atoms {
            let IntegerAtom::Size(array, axis) = atom else { continue };
            let Some(order) = self.order(&atom) else { continue };
            let Some((slope, rest)) = difference.split_linear(&atom) else { continue };
            let value = match slope.as_constant() {
                Some(1) => -&rest,
                Some(-1) => rest,
                _ => continue,
            };
            // Between lengths that the model brings the order is a wish.
            let earlier = self.last(&value).is_none_or(|others| others < order);
            if !earlier && !order.0.is_own() {
                continue;
            }
            let key = (order.0, earlier, (array, axis));
            if best.as_ref().is_none_or(|(known, _)| *known < key) {
                best = Some((key, value));
            }
        }
        best.map(|((.., axis), value)| (axis, value))
    }

    /// A fixed integer counts as a length that comes before all lengths of fixed arrays.
    fn order(&self, atom: &IntegerAtom) -> Option<(Rank, Axis)> {
        match atom {
            IntegerAtom::Size(array, axis) => Some((self.arrays.get(array)?.rank, (*array, *axis))),
            IntegerAtom::Lookup { .. } => Some((Rank::Fixed, (ArrayId(0), 0))),
            _ => None,
        }
    }

    /// Fixes one length that is not known by how far the axis is read; whether there was one.
    fn solve_one_reading(&self, solution: &mut Solution) -> bool {
        // How far axes are read, then which lengths loops run over; with known lengths first.
        for (backwards, open) in [(false, false), (false, true), (true, false)] {
            let found = self.candidates(solution, backwards, open);
            let own: Vec<Index> =
                self.own.iter().map(|(array, axis)| solution.of(&Index::size(*array, *axis))).collect();
            let mut found =
                found.into_iter().filter(|((array, axis), _)| !own.contains(&Index::size(*array, *axis)));
            if let Some((axis, mut candidates)) = found.next() {
                // A loop over a parameter that reads several arrays: the first says how long it is, the
                // others are checked.
                if backwards {
                    candidates.truncate(1);
                }
                if let Some(value) = self.greatest(solution, candidates) {
                    solution.assign(axis, value);
                    return true;
                }
            }
        }
        false
    }

    /// What readings say of parameters' lengths that are not known. `backwards`: a loop over the length of a
    /// parameter reads an axis of known length. `open`: also in terms of lengths that are not known
    /// themselves.
    fn candidates(&self, solution: &Solution, backwards: bool, open: bool) -> BTreeMap<Axis, Vec<Index>> {
        let mut found: BTreeMap<Axis, Vec<Index>> = BTreeMap::new();
        let mut unknown: Vec<Axis> = Vec::new();
        for reading in &self.readings {
            let extent = solution.of(&reading.extent);
            let Some(needed) = &reading.needed else {
                unknown.extend(self.unknown_axis(&extent));
                continue;
            };
            let needed = solution.of(needed);
            let (axis, value) = if backwards { (&needed, &extent) } else { (&extent, &needed) };
            let Some(axis) = self.unknown_axis(axis) else { continue };
            let is_open = self.mentions_unknown(value);
            let (IntegerAtom::Size(..), false) = (IntegerAtom::Size(axis.0, axis.1), mentions(value, axis))
            else {
                continue;
            };
            if is_open && !(open && self.unknown_axis(value).is_some_and(|other| other < axis)) {
                continue;
            }
            found.entry(axis).or_default().push(value.clone());
        }
        // A literal index says little where the axis is read in other ways too, or something runs over it.
        for span in &self.spans {
            solution
                .of(span)
                .visit_atoms(&mut |atom| unknown.extend(self.unknown_axis(&Index::atom(atom.clone()))));
        }
        for (axis, candidates) in &mut found {
            let mixed =
                unknown.contains(axis) || candidates.iter().any(|value| value.as_constant().is_none());
            if mixed {
                candidates.retain(|value| value.as_constant().is_none());
            }
        }
        found.retain(|_, candidates| !candidates.is_empty());
        found
    }

    /// The greatest of the lengths that a parameter is read over. Of two that cannot be compared the one that
    /// comes first in the order of lengths; whether that is enough is checked when the model is built.
    fn greatest(&self, solution: &mut Solution, candidates: Vec<Index>) -> Option<Index> {
        let mut candidates = candidates;
        candidates.sort_by_key(|candidate| self.last(candidate));
        let mut best: Option<Index> = None;
        for candidate in &candidates {
            let excess = best.as_ref().map(|best| (candidate - best).as_constant());
            if excess.is_none_or(|excess| excess.is_some_and(|excess| excess > 0)) {
                best = Some(candidate.clone());
            }
        }
        let best = best?;
        for candidate in candidates {
            if (&best - &candidate).as_constant().is_none() {
                solution.check(SizeCheck::AtMost(candidate, best.clone()));
            }
        }
        Some(best)
    }

    /// The last of the lengths in a form.
    fn last(&self, form: &Index) -> Option<(Rank, Axis)> {
        let mut greatest = None;
        form.visit_atoms(&mut |atom| greatest = greatest.max(self.order(atom)));
        greatest
    }

    /// The axis of a latent array or a parameter whose length this is, if it is nothing else.
    fn unknown_axis(&self, form: &Index) -> Option<Axis> {
        match form.as_atom()? {
            IntegerAtom::Size(array, axis) if self.arrays.get(array)?.rank.is_own() => Some((*array, *axis)),
            _ => None,
        }
    }

    fn mentions_unknown(&self, form: &Index) -> bool {
        let mut found = false;
        form.visit_atoms(&mut |atom| found |= self.unknown_axis(&Index::atom(atom.clone())).is_some());
        found
    }
}

impl Solution {
    /// A form in terms of lengths that nothing determines.
    pub(super) fn of(&self, form: &Index) -> Index {
        if self.values.is_empty() {
            return form.clone();
        }
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Size(array, axis) => self.values.get(&(*array, *axis)).cloned(),
            _ => None,
        })
    }

    fn check(&mut self, check: SizeCheck) {
        if !self.checks.contains(&check) {
            self.checks.push(check);
        }
    }

    fn assign(&mut self, axis: Axis, value: Index) {
        let one = Solution { values: BTreeMap::from([(axis, value.clone())]), checks: Vec::new() };
        for known in self.values.values_mut() {
            *known = one.of(known);
        }
        self.values.insert(axis, value);
    }

    /// Whether a length stands for itself.
    pub(super) fn is_free(&self, axis: Axis) -> bool {
        self.values.get(&axis).is_none_or(|value| *value == Index::size(axis.0, axis.1))
    }
}

fn mentions(form: &Index, (array, axis): Axis) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| found |= *atom == IntegerAtom::Size(array, axis));
    found
}
