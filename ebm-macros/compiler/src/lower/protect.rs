//! What keeps the entries of a let from reading outside their arrays.
//!
//! A let is computed for all values of its axes, also those at which the user's function never comes to the
//! expression: loops may be empty, and conditions may fail. Such entries are never read, but they must not
//! read anything that does not exist.

use super::Lowering;
use super::integer::variables;
use crate::ir::{Atom, Expr, Guard, Index, IntegerAtom, Range, Source, Term, Variable};

impl Lowering<'_, '_> {
    /// The value with a condition for each index that could lie outside its axis.
    pub(super) fn protected(&self, value: &Expr) -> Expr {
        let one = |term: &Term| {
            self.validity(term).into_iter().fold(term.clone(), |term, guard| term.guarded(guard))
        };
        Expr { terms: value.terms.iter().map(one).collect() }
    }

    /// The conditions under which all reads of a term exist. A variable alone is within its own limits; fixed
    /// data that are looked up beside a variable would need a condition before they could be asked, so there
    /// the conditions around have to do.
    fn validity(&self, term: &Term) -> Vec<Guard> {
        let mut guards = Vec::new();
        let mut inside = |index: &Index, extent: &Index| {
            if index.as_variable().is_some() || looks_up_beside(index) {
                return;
            }
            if !self.is_at_most(index, &(extent - &Index::constant(1))) {
                guards.push(Guard::less(index, extent));
            }
            if !self.is_at_most(&-index, &Index::default()) {
                guards.push(Guard::at_most(&Index::default(), index));
            }
        };
        // codes first: they are what other conditions may ask for
        term.visit_forms(&mut |form| {
            form.visit_atoms(&mut |atom| match atom {
                IntegerAtom::Site { array, indices } => {
                    let sites = indices.iter().enumerate();
                    sites.for_each(|(axis, index)| inside(index, &Index::size(*array, axis)));
                }
                IntegerAtom::Rounded { definition, indices } => {
                    let axes = &self.program.definition(*definition).binders;
                    indices.iter().zip(axes).for_each(|(index, (_, extent))| inside(index, extent));
                }
                _ => {}
            });
        });
        term.visit_atoms(&mut |atom| {
            let Atom::Read(source, indices) = atom else { return };
            for (axis, index) in indices.iter().enumerate() {
                match source {
                    Source::Array(id) => inside(index, &Index::size(*id, axis)),
                    Source::Let(id) => inside(index, &self.program.definition(*id).binders[axis].1),
                }
            }
        });
        guards
    }

    /// Whether ranges prove `form ≤ bound`.
    fn is_at_most(&self, form: &Index, bound: &Index) -> bool {
        self.largest(form)
            .is_some_and(|largest| (bound - &largest).as_constant().is_some_and(|slack| slack >= 0))
    }

    /// The limits of a range that its extent does not imply.
    pub(super) fn limits(&self, axis: &Variable, extent: &Index, axes: &[Variable]) -> Vec<Guard> {
        let Some(Range::Span { lower, upper }) = self.ranges.get(axis) else { return Vec::new() };
        let variable = Index::variable(axis);
        let known = |bound: &&Index| variables(bound).iter().all(|mentioned| axes.contains(mentioned));
        let from = lower.iter().filter(known).map(|bound| Guard::at_most(bound, &variable));
        let to = upper
            .iter()
            .filter(known)
            .filter(|bound| *bound != extent)
            .map(|bound| Guard::less(&variable, bound));
        from.chain(to).collect()
    }

    /// The length of an axis that is read at the variable, or at it plus something that is never negative: it
    /// stays below that.
    pub(super) fn read_extent(&self, value: &Expr, variable: &Variable) -> Option<Index> {
        let own = IntegerAtom::Variable(variable.clone());
        let bounds = |index: &Index| {
            let Some((slope, rest)) = index.split_linear(&own) else { return false };
            slope.as_constant().is_some_and(|slope| slope > 0)
                && rest.monomials().all(|(_, coefficient)| coefficient > 0)
        };
        let mut found = None;
        value.visit_atoms(&mut |atom| {
            if let Atom::Read(Source::Array(id), indices) = atom
                && let Some(axis) = indices.iter().position(bounds)
            {
                found.get_or_insert(Index::size(*id, axis));
            }
        });
        value.visit_forms(&mut |form| {
            form.visit_atoms(&mut |atom| {
                if let IntegerAtom::Lookup { array, indices, .. } | IntegerAtom::Site { array, indices } =
                    atom
                    && let Some(axis) = indices.iter().position(bounds)
                {
                    found.get_or_insert(Index::size(*array, axis));
                }
            });
        });
        found
    }
}

/// Whether fixed data are looked up at an index that is not just a variable.
pub(super) fn looks_up_beside_variables(value: &Expr) -> bool {
    let mut found = false;
    value.visit_forms(&mut |form| found |= looks_up_beside(form));
    found
}

fn looks_up_beside(form: &Index) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        if let IntegerAtom::Lookup { indices, .. } = atom {
            found |= indices.iter().any(|index| index.as_variable().is_none());
        }
    });
    found
}
