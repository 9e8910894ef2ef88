//! Reads of symmetric and zero-diagonal parameters: split where the order of the indices is open, so that the lower
//! triangle is read only and both spellings of one coupling meet.

use super::Context;
use super::term::{facts, simplify};
use crate::ir::{ArrayId, Atom, Expr, Guard, Index, ParamOptions, Role, Source, Term};

/// How often one term may be split: twice for each of its symmetric reads. A read whose order stays out of reach of the
/// prover is left as it is, which is slower and still right.
const MAX_SPLITS: usize = 6;

/// The simplified terms whose sum is the given term, with every symmetric read at `[a, b]`, `a ≥ b`.
pub(crate) fn fold_triangles(term: &Term, context: &Context) -> Vec<Term> {
    let mut open = vec![(term.clone(), 0)];
    let mut done = Vec::new();
    while let Some((term, splits)) = open.pop() {
        let Some(term) = simplify(&term, context) else { continue };
        match step(&term, context) {
            Some(parts) if splits < MAX_SPLITS => {
                open.extend(parts.into_iter().rev().map(|p| (p, splits + 1)))
            }
            _ => done.push(term),
        }
    }
    done
}

/// Terms that replace this one because of one of its reads; `None` if every read is as it should be.
fn step(term: &Term, context: &Context) -> Option<Vec<Term>> {
    let facts = facts(term, context, None);
    let mut found = None;
    term.visit_atoms(&mut |atom| {
        let Atom::Read(Source::Array(id), indices) = atom else { return };
        let Role::Param(ParamOptions { symmetric, zero_diagonal, .. }) = context.arrays[id.0].role else {
            return;
        };
        let [a, b] = &indices[..] else { return };
        // inside a function, conditions there may be what makes the entries exist that the split would look up, or what
        // keeps a divisor from being 0; the terms of the argument are split where they stand
        let nested = || term.factors.iter().all(|factor| factor.atom != *atom);
        if Guard::equal(a, b).test_order() > (0, false) && nested() {
            return;
        }
        if found.is_some() || !(symmetric || zero_diagonal) {
            return;
        }
        let gap = a - b;
        if gap.is_zero() {
            if zero_diagonal {
                found = Some(vanished(term, *id, [a, b]).into_iter().collect());
            }
            return;
        }
        let apart = facts.never_zero(&gap);
        let open = |guard: &Guard| !term.guards.contains(guard);
        let diagonal = || {
            let term = match zero_diagonal {
                true => vanished(term, *id, [a, b])?,
                false => redirected(term, *id, [a, b], [b, b]),
            };
            (!apart).then(|| term.guarded(Guard::equal(a, b)))
        };
        if symmetric {
            let ordered = |gap: &Index| facts.positive(gap) || (!zero_diagonal && facts.non_negative(gap));
            let mirrored = || redirected(term, *id, [a, b], [b, a]);
            if ordered(&gap) {
                return;
            }
            if ordered(&-&gap) {
                found = Some(vec![mirrored()]);
                return;
            }
            let mut parts = vec![term.guarded(Guard::less(b, a)), mirrored().guarded(Guard::less(a, b))];
            parts.extend(diagonal());
            found = Some(parts);
        } else if !apart && open(&Guard::different(a, b)) && open(&Guard::different(b, a)) {
            found = Some(std::iter::once(term.guarded(Guard::different(a, b))).chain(diagonal()).collect());
        }
    });
    found
}

/// The term with reads of the array at one pair of indices turned to another.
fn redirected(term: &Term, array: ArrayId, from: [&Index; 2], to: [&Index; 2]) -> Term {
    let mut term = term.clone();
    for factor in &mut term.factors {
        factor.atom = redirected_atom(&factor.atom, array, from, to);
    }
    term
}

fn redirected_atom(atom: &Atom, array: ArrayId, from: [&Index; 2], to: [&Index; 2]) -> Atom {
    let inside =
        |expr: &Expr| Expr { terms: expr.terms.iter().map(|t| redirected(t, array, from, to)).collect() };
    match atom {
        Atom::Read(Source::Array(id), indices) if *id == array && indices.iter().eq(from) => {
            Atom::Read(Source::Array(*id), to.map(Index::clone).to_vec())
        }
        Atom::Read(..) | Atom::Integer(_) => atom.clone(),
        Atom::Apply { operator, order, argument } => {
            Atom::Apply { operator: *operator, order: *order, argument: inside(argument) }
        }
        Atom::Change { operator, order, at, by } => {
            Atom::Change { operator: *operator, order: *order, at: inside(at), by: inside(by) }
        }
    }
}

/// The term where reads of the array at these indices are zero; `None` if that makes it zero.
fn vanished(term: &Term, array: ArrayId, at: [&Index; 2]) -> Option<Term> {
    let inside =
        |expr: &Expr| Expr { terms: expr.terms.iter().filter_map(|t| vanished(t, array, at)).collect() };
    let mut term = term.clone();
    for factor in &mut term.factors {
        match &mut factor.atom {
            Atom::Read(Source::Array(id), indices) if *id == array && indices.iter().eq(at) => return None,
            Atom::Read(..) | Atom::Integer(_) => {}
            Atom::Apply { argument, .. } => *argument = inside(argument),
            Atom::Change { at, by, .. } => (*at, *by) = (inside(at), inside(by)),
        }
    }
    Some(term)
}
