//! Domains of sites: which values they take, in terms of literals, sizes and fixed data.
//!
//! A domain may name arguments that are declared behind it, so arrays are declared with an outline of it first.

use super::value::Value;
use super::{Lowering, Result};
use crate::errors::{Place, domains as mistakes, lowering};
use crate::ir::{self, ArrayId, Index, IntegerAtom, Number, Role, States};
use crate::syntax::{Domain, DomainKind, Expression, ExpressionKind};

/// The domain before its arguments are known. The number of categories that nothing states is written as the length
/// of an axis behind the last one, until it is read off an array (`sizes`).
pub(super) fn outline(domain: &Domain, id: ArrayId, rank: usize) -> Result<ir::Domain> {
    Ok(match &domain.kind {
        DomainKind::Binary => ir::Domain::Binary,
        DomainKind::Spin => ir::Domain::Spin,
        DomainKind::Real => ir::Domain::Real,
        DomainKind::Positive => ir::Domain::Positive,
        DomainKind::Unit => ir::Domain::Unit,
        DomainKind::Angle => ir::Domain::Angle,
        DomainKind::Interval(..) => ir::Domain::Interval(Number(0.0), Number(1.0)),
        DomainKind::Categorical(_) => ir::Domain::Categorical(States::All(Index::size(id, rank))),
        DomainKind::Count(_) => ir::Domain::Count(Index::constant(1)),
        DomainKind::Mistake(reported) => return Err(*reported),
    })
}

impl<'a> Lowering<'a, '_> {
    /// Fills in the arguments of the domain of an array.
    pub(super) fn declare_domain(&mut self, id: ArrayId, written: &'a Domain) -> Result<()> {
        let domain = match &written.kind {
            DomainKind::Categorical(Some(states)) => ir::Domain::Categorical(self.states(id, states)?),
            DomainKind::Categorical(None) => {
                let rank = self.program.array(id).extents.len();
                self.sizes.states_of((id, rank), written.place);
                return Ok(());
            }
            DomainKind::Count(Some(largest)) => ir::Domain::Count(self.number_of(largest)?),
            DomainKind::Count(None) => return self.report(mistakes::count_without_limit(written.place)),
            DomainKind::Interval(from, to) => {
                let (low, high) = (self.end(from), self.end(to));
                let (low, high) = (low?, high?);
                if low >= high {
                    return self.report(mistakes::empty_interval(written.place));
                }
                ir::Domain::Interval(Number(low), Number(high))
            }
            _ => return Ok(()),
        };
        match &mut self.program.arrays[id.0].role {
            Role::Visible(own) | Role::Latent(own) => *own = domain,
            _ => {}
        }
        Ok(())
    }

    /// How many categories the sites of an array have.
    fn states(&mut self, id: ArrayId, written: &'a Expression) -> Result<States> {
        let array = match &written.kind {
            ExpressionKind::Name(name) => self.array_named(name),
            _ => None,
        };
        let Some(each) = array.filter(|array| !self.program.array(*array).extents.is_empty()) else {
            return self.number_of(written).map(States::All);
        };
        let of = self.program.array(each);
        let (rank, own) = (of.extents.len(), self.program.array(id).extents.len());
        if of.role != (Role::Structure { components: 1 }) || rank != own {
            return self.report(mistakes::states_of_each(written.place, written, own));
        }
        for axis in 0..rank {
            self.sizes.equate(written.place, Index::size(id, axis), Index::size(each, axis));
        }
        Ok(States::Each(each))
    }

    /// A number of values: at least 1 where it is written out, in terms of sizes and fixed integers.
    fn number_of(&mut self, written: &'a Expression) -> Result<Index> {
        match self.expression(written)? {
            Value::Integer(form) if form.as_constant().is_none_or(|number| number >= 1) => Ok(form),
            _ => self.report(mistakes::number_of_values(written.place, written)),
        }
    }

    /// An end of an interval.
    fn end(&mut self, written: &'a Expression) -> Result<f64> {
        match self.number(written)?.as_constant().filter(|end| end.is_finite()) {
            Some(end) => Ok(end),
            None => self.report(mistakes::end_of_interval(written.place, written)),
        }
    }

    /// The largest code of a discrete site, if it is the same for all sites of the array.
    pub(super) fn largest_code(&self, array: ArrayId) -> Option<Index> {
        match self.program.array(array).role.domain()? {
            ir::Domain::Categorical(States::Each(_)) => None,
            domain => domain.value_count(&[]).map(|count| &count - &Index::constant(1)),
        }
    }

    /// The fixed array that holds the number of states of each site, if the form is the code of such a site, over all
    /// sites.
    pub(super) fn states_of_each(&self, form: &Index) -> Option<ArrayId> {
        let IntegerAtom::Site { array, indices } = form.as_atom()? else { return None };
        let ir::Domain::Categorical(States::Each(each)) = self.program.array(*array).role.domain()? else {
            return None;
        };
        let whole = |(axis, index): (usize, &Index)| {
            let whole = ir::Range::up_to(Index::size(*array, axis));
            index.as_variable().is_some_and(|variable| self.ranges.get(variable) == Some(&whole))
        };
        indices.iter().enumerate().all(whole).then_some(*each)
    }

    /// Refuses an index that depends on a state, where what is indexed are sites.
    pub(super) fn check_no_sites_at(
        &mut self,
        place: Place,
        entry: &Value<'a>,
        axis: &ir::Variable,
        form: &Index,
    ) -> Result<()> {
        if mentions_state(form) && self.reads_sites_at(entry, axis) {
            return self.report(lowering::sites_indexed_by_sites(place));
        }
        Ok(())
    }

    fn reads_sites_at(&self, entry: &Value<'a>, axis: &ir::Variable) -> bool {
        match entry {
            Value::Number(number) | Value::Whole(number) => self.expr_reads_sites_at(&number.expr, axis),
            Value::Integer(form) => site_at(form, axis),
            Value::Choice(cases) => cases.iter().any(|(_, form)| site_at(form, axis)),
            Value::Array(array) => self.reads_sites_at(&array.entry, axis),
            Value::Tuple(members) => members.iter().any(|member| self.reads_sites_at(member, axis)),
            Value::Iterator(_) | Value::Condition(_) | Value::Function(_) => false,
        }
    }

    fn expr_reads_sites_at(&self, expr: &ir::Expr, axis: &ir::Variable) -> bool {
        let mut found = false;
        expr.visit_forms(&mut |form| found |= site_at(form, axis));
        expr.visit_atoms(&mut |atom| match atom {
            ir::Atom::Read(ir::Source::Array(id), indices)
                if self.program.array(*id).role.domain().is_some() =>
            {
                found |= indices.iter().any(|index| index.mentions(axis));
            }
            ir::Atom::Read(ir::Source::Let(id), indices) => {
                let definition = self.program.definition(*id);
                let axes = definition.binders.iter().zip(indices);
                found |= axes
                    .filter(|(_, index)| index.mentions(axis))
                    .any(|((inner, _), _)| self.expr_reads_sites_at(definition.definition.expr(), inner));
            }
            _ => {}
        });
        found
    }
}

/// Whether a site is read at the variable.
fn site_at(form: &Index, axis: &ir::Variable) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        if let IntegerAtom::Site { indices, .. } = atom {
            found |= indices.iter().any(|index| index.mentions(axis));
        }
    });
    found
}

/// Whether a form depends on the state.
pub(super) fn mentions_state(form: &Index) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        found |= matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
    });
    found
}
