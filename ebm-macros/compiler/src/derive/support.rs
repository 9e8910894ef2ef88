//! Where a change differs from zero.
//!
//! A change is a sum of products under brackets. A nonlinear function of it is zero where none of them holds; these
//! functions find the brackets and pull them outside, so that only what is touched is left.

use super::rewrite::{
    as_indices, canonical, fresh_axes, is_cheap, is_closed, looks_up, map_arguments, substitute, within,
};
use crate::ir::{
    Atom, Binder, Definition, Expr, Factor, Guard, Index, Let, LetId, Program, Range, Relation, Source, Term,
    Variable,
};

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
            if cases.len() + conditions.len() > MOST_CASES {
                return vec![(everywhere, inside)];
            }
        }
        for held in conditions {
            let value = under_conditions(expr, &held, &sets[..place]);
            cases.push((held, value));
        }
    }
    cases
}

/// `held` where `excluded` fails, as disjoint conjunctions: its first guards hold and the next does not, in the order in
/// which guards are tested, as the first can be what makes the entry exist that the next looks up.
fn without(held: &[Guard], excluded: &[Guard]) -> Vec<Vec<Guard>> {
    if excluded.iter().any(|g| held.contains(&g.negated())) {
        return vec![held.to_vec()];
    }
    let mut in_order: Vec<&Guard> = excluded.iter().collect();
    in_order.sort_by_key(|guard| guard.test_order());
    let mut cases = Vec::new();
    let mut prefix = held.to_vec();
    for guard in in_order {
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
/// Change `[i = s]·f(i)` of `u[i]` becomes `[i = s]·change_u` with the scalar let `change_u = f(s)`; change
/// `[i ≤ s]·[s < i + m]·f(i, s)` becomes `[i ≤ s]·[s < i + m]·change_u[i]`, so that sums of it skip what is zero.
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
        let pins = pins(program, &term, axes);
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

/// A let for terms that differ from zero at a point of some axes only, read where they may differ from zero.
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
    let pins = pinned.iter().map(|(axis, value)| Guard::equal(&Index::variable(&axes[*axis].0), value));
    let mut read = Expr::read_let(id, as_indices(&free));
    read.terms[0].guards = pins.chain(where_nonzero(&terms, axes, &free)).collect();
    read
}

/// The conditions on `axes` that all terms have, without the equations that pin those that are not `free`.
fn where_nonzero(terms: &Expr, axes: &[(Variable, Index)], free: &[(Variable, Index)]) -> Vec<Guard> {
    let (everywhere, _) = common(terms);
    let binders: Vec<&Variable> =
        terms.terms.iter().flat_map(|t| t.binders.iter().map(|b| &b.variable)).collect();
    let closed = |guard: &Guard| !binders.iter().any(|binder| guard.form.mentions(binder));
    let on_axes = |guard: &Guard| match guard.relation {
        Relation::Zero => free.iter().any(|(axis, _)| guard.form.mentions(axis)),
        Relation::NonZero | Relation::NonNegative => axes.iter().any(|(axis, _)| guard.form.mentions(axis)),
    };
    let first = terms.terms.first().map(|term| term.guards.as_slice()).unwrap_or_default();
    let mut found: Vec<Guard> = Vec::new();
    for guard in &everywhere {
        // a look-up may need the conditions before it to be valid
        let preceding = first.iter().take_while(|earlier| *earlier != guard);
        let certain = !looks_up(&guard.form) || preceding.into_iter().all(|earlier| found.contains(earlier));
        if closed(guard) && on_axes(guard) && certain {
            found.push(guard.clone());
        }
    }
    found
}

/// For each axis, the point that the guards of a term pin it to, in terms of the program's inputs.
///
/// Solving is the solver's part: it is asked for the sum over the axes, under these guards, of something that holds
/// their values.
fn pins(program: &Program, term: &Term, axes: &[(Variable, Index)]) -> Vec<Option<Index>> {
    let own = fresh_axes(axes, &program.fresh);
    let renamed: Vec<_> = axes.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
    let values = Atom::Read(Source::Let(LetId(program.lets.len())), as_indices(&own));
    let mut probe = substitute(&term.frame().into(), &renamed).terms.swap_remove(0);
    let binders =
        own.iter().map(|(v, extent)| Binder { variable: v.clone(), range: Range::up_to(extent.clone()) });
    probe.binders.splice(0..0, binders);
    probe.factors.push(Factor::once(values));
    let solved = canonical(program, &[], &probe.into());
    let found = |term: &Term| match term.factors.iter().map(|f| &f.atom).find(|a| matches!(a, Atom::Read(..)))
    {
        Some(Atom::Read(_, values)) => values.clone(),
        _ => Vec::new(),
    };
    let pin = |axis: usize| {
        let mut values = solved.terms.iter().map(|term| found(term).get(axis).cloned());
        let value = values.next()??;
        let same = values.all(|other| other.as_ref() == Some(&value));
        (same && is_closed(&value, program)).then_some(value)
    };
    (0..axes.len()).map(pin).collect()
}

/// The expression with δ² = 1 and x\[s\]·δ = −x\[s\], where δ is the let `flip` and x\[s\] the atom `site`.
pub(super) fn fold_flip(expr: &Expr, flip: LetId, site: &Atom) -> Expr {
    let fold = |term: &Term| {
        let mut folded = Term { coefficient: term.coefficient, ..term.frame() };
        let reads_site = term.factors.iter().any(|f| f.atom == *site);
        for factor in &term.factors {
            let is_flip = matches!(&factor.atom, Atom::Read(Source::Let(id), _) if *id == flip);
            let power = if is_flip { factor.power % 2 } else { factor.power };
            if is_flip && power == 1 && reads_site {
                folded.coefficient = -folded.coefficient;
            } else if power > 0 {
                let atom = map_arguments(&factor.atom, &mut |inner| fold_flip(inner, flip, site));
                folded.factors.push(Factor { atom, power });
            }
        }
        folded
    };
    Expr { terms: expr.terms.iter().map(fold).collect() }
}
