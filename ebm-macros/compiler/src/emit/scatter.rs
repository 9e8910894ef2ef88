//! Terms that count for one entry of a table, which the state chooses: `Σ_i [a = x[i]] …` in the derivative by `h[i, a]`.
//!
//! Looked at entry by entry such a term would be tested for every value of every site. Instead each lane adds to its
//! own entry:
//!
//! ```text
//! for i in 0..n {
//!     (-weight).scatter(grad_h, |lane| i * q + x[i].code(lane));
//! }
//! ```

use super::codes;
use super::fragment::{Kind, Level};
use super::scope::{Body, by_lane};
use super::table::{Fill, Table};
use crate::ir::{Expr, Guard, Index, IntegerAtom, Relation, Term, Variable};
use proc_macro2::TokenStream;
use quote::quote;

/// Terms that one statement scatters.
pub(super) struct Group {
    /// For each axis of the table, where on it the terms count, if the state says so.
    places: Vec<Option<Index>>,
    terms: Vec<Term>,
}

/// Parts the terms that are scattered from those that are not.
pub(super) fn scattered(
    body: &Body,
    binders: &[(Variable, Index)],
    terms: Vec<Term>,
) -> (Vec<Group>, Vec<Term>) {
    let (mut groups, mut dense) = (Vec::<Group>::new(), Vec::new());
    for term in terms {
        let (places, inside) = with_places(body, binders, &term);
        if places.iter().all(Option::is_none) {
            dense.push(term);
            continue;
        }
        let local = |place: &Index| inside.binders.iter().any(|binder| place.mentions(&binder.variable));
        let shares = !places.iter().flatten().any(local);
        // a place that needs conditions to exist is shared by terms that have the same ones
        let exists = places.iter().flatten().all(|place| body.is_safe(place));
        let alike = |group: &Group| exists || common(&group.terms[0], &inside);
        match groups.iter_mut().find(|group| shares && group.places == places && alike(group)) {
            Some(group) => group.terms.push(inside),
            None => groups.push(Group { places, terms: vec![inside] }),
        }
    }
    (groups, dense)
}

/// Whether two terms have the same conditions but for those on the state.
fn common(one: &Term, other: &Term) -> bool {
    let within = |one: &Term, other: &Term| {
        one.guards.iter().all(|guard| by_lane(&guard.form) || other.guards.contains(guard))
    };
    within(one, other) && within(other, one)
}

/// The places that the conditions of a term say, and the term without these conditions.
fn with_places(body: &Body, binders: &[(Variable, Index)], term: &Term) -> (Vec<Option<Index>>, Term) {
    let mut places: Vec<Option<Index>> = vec![None; binders.len()];
    let mut term = term.clone();
    for (axis, (variable, extent)) in binders.iter().enumerate() {
        let solved = |places: &[Option<Index>], value: &Index| {
            let others = binders.iter().zip(places).filter(|(_, place)| place.is_some());
            let mentions_other = others.into_iter().any(|((other, _), _)| value.mentions(other));
            by_lane(value)
                && !mentions_other
                && !value.mentions(variable)
                && !places.iter().flatten().any(|place| place.mentions(variable))
        };
        if term.binders.iter().any(|b| b.range.forms().iter().any(|form| form.mentions(variable))) {
            continue;
        }
        let found = term.guards.iter().enumerate().find_map(|(number, guard)| {
            if guard.relation != Relation::Zero {
                return None;
            }
            let (slope, rest) = guard.form.split_linear(&IntegerAtom::Variable(variable.clone()))?;
            let sign = slope.as_constant().filter(|slope| slope.abs() == 1)?;
            let value = rest.scaled(-sign);
            solved(&places, &value).then_some((number, value))
        });
        let Some((number, value)) = found else { continue };
        term.guards.remove(number);
        term = term.substitute(variable, &value);
        if !body.is_inside(&value, extent) {
            term.guards.push(Guard::at_most(&Index::constant(0), &value));
            term.guards.push(Guard::less(&value, extent));
        }
        places[axis] = Some(value);
    }
    (places, term)
}

impl Body<'_> {
    /// The loops of a group, and the statement that scatters it.
    pub(super) fn scatter(&mut self, table: &Table, group: Group) -> TokenStream {
        let Group { places, mut terms } = group;
        let axes = table.binders.iter().zip(&places);
        let free: Vec<(Variable, Index)> =
            axes.filter(|(_, place)| place.is_none()).map(|(axis, _)| axis.clone()).collect();
        // loops of a term that choose the entry stand outside; a group of several terms has none
        let chooses =
            |term: &Term, b: usize| places.iter().flatten().any(|p| p.mentions(&term.binders[b].variable));
        let outer = (0..terms[0].binders.len()).rev().find(|&b| chooses(&terms[0], b)).map_or(0, |b| b + 1);
        let chosen: Vec<_> = terms[0].binders[..outer].to_vec();
        terms[0].binders.drain(..outer);
        let bounds = if chosen.is_empty() { self.shared_bounds(&free, &terms) } else { Vec::new() };
        let mut forms = codes::forms(&terms);
        forms.extend(places.iter().flatten().cloned());
        self.over_reading(&free, bounds, &forms, |body| {
            body.nest(&chosen, |body| {
                let guards = body.common_guards(&mut terms);
                body.where_holds(&guards, |body| body.scattered_value(table, &places, terms))
            })
        })
    }

    /// `value.scatter(grad, |lane| place);`
    fn scattered_value(&mut self, table: &Table, places: &[Option<Index>], terms: Vec<Term>) -> TokenStream {
        let (statements, value) = if terms.iter().any(|term| !term.binders.is_empty()) {
            self.evaluate(terms, "sum")
        } else {
            (TokenStream::new(), self.expression(&Expr { terms }))
        };
        let indices: Vec<Index> = table
            .binders
            .iter()
            .zip(places)
            .map(|((variable, _), place)| place.clone().unwrap_or_else(|| Index::variable(variable)))
            .collect();
        let extents: Vec<Index> = table.binders.iter().map(|(_, extent)| extent.clone()).collect();
        let (place, lane, slice) =
            (self.flat(&indices, &extents).tokens, self.names.ours("lane"), table.slice);
        let value = value.widened(Kind::Lane).at(Level::Whole);
        match table.fill {
            Fill::Totals => quote!(#statements #value.scatter(#slice, |#lane| #place);),
            Fill::Zeroed | Fill::Written => {
                quote!(#statements #value.scatter_lanes(#slice, |#lane| #place);)
            }
        }
    }

    /// The conditions that all terms share and that hold for all lanes or for none, taken out of the terms.
    fn common_guards(&mut self, terms: &mut [Term]) -> Vec<Guard> {
        let mut common = self.ready_guards(&terms[0]);
        common.retain(|guard| {
            !by_lane(&guard.form) && !self.holds(guard) && terms.iter().all(|t| t.guards.contains(guard))
        });
        for term in terms {
            term.guards.retain(|guard| !common.contains(guard) && !self.holds(guard));
        }
        common
    }
}
