//! Where a change differs from zero.
//!
//! A change is a sum of products under brackets. A nonlinear function of it is zero where none of them holds; these
//! functions find the brackets and pull them outside, so that only what is touched is left.

use super::rewrite::{as_indices, canonical, fresh_axes, is_cheap, looks_up, substitute, within};
use crate::ir::{Definition, Expr, Guard, Index, IntegerAtom, Let, Program, Relation, Term, Variable};

/// The most cases that a change is split into. A stencil of five points has five sites that may be the changed one, on
/// two axes: nine cases. Beyond that, the change is computed everywhere, brackets inside.
const MOST_CASES: usize = 12;

/// The most terms that the change of a let is written out with at each read: a product with it grows as much.
const LONGEST_INLINE: usize = 2;

/// The guards that all terms of an expression have, and the expression without them.
pub(super) fn common(expr: &Expr) -> (Vec<Guard>, Expr) {
    let everywhere = |guard: &&Guard| expr.terms.iter().all(|term| term.guards.contains(guard));
    let first = expr.terms.first().map(|term| term.guards.as_slice()).unwrap_or_default();
    let common: Vec<Guard> = first.iter().filter(everywhere).cloned().collect();
    let inside = under_conditions(expr, &common, &[]);
    (common, inside)
}

/// Disjoint conditions, with what the expression is under each; zero where none holds.
///
/// Terms under one set of brackets are one case; where sets G₁, G₂, … differ, the cases are G₁, then G₂ without G₁, and
/// so on. Terms keep their other brackets.
pub(super) fn cases(expr: &Expr) -> Vec<(Vec<Guard>, Expr)> {
    if expr.is_zero() {
        return Vec::new();
    }
    let mut sets: Vec<&Vec<Guard>> = Vec::new();
    for term in &expr.terms {
        if !sets.contains(&&term.guards) {
            sets.push(&term.guards);
        }
    }
    let (everywhere, inside) = common(expr);
    if sets.iter().any(|set| set.len() == everywhere.len()) {
        return vec![(everywhere, inside)];
    }
    let mut cases = Vec::new();
    for (place, set) in sets.iter().enumerate() {
        let mut conditions = vec![(*set).clone()];
        for excluded in &sets[..place] {
            conditions = conditions.iter().flat_map(|held| without(held, excluded)).collect();
        }
        for held in conditions {
            let value = under_conditions(expr, &held, &sets[..place]);
            cases.push((held, value));
        }
        if cases.len() > MOST_CASES {
            return vec![(everywhere, inside)];
        }
    }
    cases
}

/// `held` where `excluded` fails, as disjoint conjunctions: its first guards hold and the next does not.
fn without(held: &[Guard], excluded: &[Guard]) -> Vec<Vec<Guard>> {
    if excluded.iter().any(|g| held.contains(&g.negated())) {
        return vec![held.to_vec()];
    }
    let mut cases = Vec::new();
    let mut prefix = held.to_vec();
    for guard in excluded {
        if held.contains(guard) {
            continue;
        }
        let mut case = prefix.clone();
        case.push(guard.negated());
        cases.push(case);
        prefix.push(guard.clone());
    }
    cases
}

/// The expression where `held` holds and none of the sets `excluded` does.
fn under_conditions(expr: &Expr, held: &[Guard], excluded: &[&Vec<Guard>]) -> Expr {
    let keep = |term: &&Term| {
        !excluded.contains(&&term.guards) && !term.guards.iter().any(|g| held.contains(&g.negated()))
    };
    let relax = |term: &Term| Term {
        guards: term.guards.iter().filter(|g| !held.contains(g)).cloned().collect(),
        ..term.clone()
    };
    Expr { terms: expr.terms.iter().filter(keep).map(relax).collect() }
}

/// The change of a let, over its axes, as an expression without binders: written out if that is cheap, otherwise read
/// from new lets, one for each set of axes that the brackets pin to a point.
///
/// Change `[i = s]·f(i)` of `u[i]` becomes `[i = s]·change_u` with the scalar let `change_u = f(s)`.
pub(super) fn name_by_support(
    program: &mut Program,
    name: &str,
    axes: &[(Variable, Index)],
    change: Expr,
) -> Expr {
    if is_cheap(&change) && change.terms.len() <= LONGEST_INLINE {
        return change;
    }
    let mut groups: Vec<(Vec<Option<Index>>, Vec<Term>)> = Vec::new();
    for term in change.terms {
        let pins = pins(&term, axes);
        match groups.iter_mut().find(|(same, _)| *same == pins) {
            Some((_, terms)) => terms.push(term),
            None => groups.push((pins, vec![term])),
        }
    }
    let mut total = Expr::zero();
    for (pins, terms) in groups {
        let terms = Expr { terms };
        if is_cheap(&terms) && terms.terms.len() <= LONGEST_INLINE {
            total = total.plus(terms);
            continue;
        }
        let pinned: Vec<(usize, Index)> =
            pins.into_iter().enumerate().filter_map(|(axis, pin)| Some((axis, pin?))).collect();
        total = total.plus(name_pinned(program, name, axes, &pinned, terms));
    }
    total
}

/// A let for terms that differ from zero at a point of some axes only.
fn name_pinned(
    program: &mut Program,
    name: &str,
    axes: &[(Variable, Index)],
    pinned: &[(usize, Index)],
    terms: Expr,
) -> Expr {
    let free: Vec<(Variable, Index)> = (0..axes.len())
        .filter(|axis| pinned.iter().all(|(pin, _)| pin != axis))
        .map(|axis| axes[axis].clone())
        .collect();
    let own = fresh_axes(&free, &program.fresh);
    let mut values: Vec<(Variable, Index)> =
        pinned.iter().map(|(axis, value)| (axes[*axis].0.clone(), value.clone())).collect();
    values.extend(free.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)));
    // the let is computed wherever the pin lies, so it has to say itself where that is inside; these conditions come
    // first, as the others may need them
    let mut inside = Vec::new();
    for (axis, value) in pinned {
        inside.extend(within(value, &axes[*axis].1, &program.inputs));
    }
    let mut body = substitute(&terms, &values);
    for term in &mut body.terms {
        term.guards.splice(0..0, inside.iter().cloned());
    }
    let body = canonical(program, &own, &body);
    if body.is_zero() {
        return body;
    }
    let id = program.add_let(Let { name: name.to_owned(), binders: own, definition: Definition::Sum(body) });
    let guards = pinned.iter().map(|(axis, value)| Guard::equal(&Index::variable(&axes[*axis].0), value));
    let mut read = Expr::read_let(id, as_indices(&free));
    read.terms[0].guards = guards.collect();
    read
}

/// For each axis, the point that the guards of a term pin it to, in terms of free variables other than axes.
fn pins(term: &Term, axes: &[(Variable, Index)]) -> Vec<Option<Index>> {
    let pin = |(variable, _): &(Variable, Index)| {
        term.guards.iter().filter(|g| g.relation == Relation::Zero).find_map(|guard| {
            let (coefficient, rest) = guard.form.split_linear(&IntegerAtom::Variable(variable.clone()))?;
            let value = match coefficient.as_constant()? {
                1 => -&rest,
                -1 => rest,
                _ => return None,
            };
            let closed = !axes.iter().any(|(axis, _)| value.mentions(axis))
                && !term.binders.iter().any(|b| value.mentions(&b.variable));
            (closed && !looks_up(&value)).then_some(value)
        })
    };
    axes.iter().map(pin).collect()
}
