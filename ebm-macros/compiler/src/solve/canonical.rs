//! One name for each term: binders in the one order that makes the term least, so that equal terms merge however they
//! were written.
//!
//! `Σ_{i<n} Σ_{k<i}` and `Σ_{k<n} Σ_{i>k}` are one region; it is taken as a set of inequalities and laid out again for
//! every order of the binders in which each has an upper bound. With more binders than [`MAX_PERMUTED`] the given order
//! stands.

use super::Context;
use super::facts::Facts;
use crate::ir::{Binder, Expr, Fresh, Guard, Index, IntegerAtom, Range, Relation, Term, Variable};

/// 4! orders are tried at most; real energies sum over two or three.
const MAX_PERMUTED: usize = 4;

/// The least form of a simplified term: coefficient 1, binders numbered from 0. Names are kept for readers.
pub(crate) fn key(term: &Term, context: &Context) -> Term {
    let term = Term { coefficient: 1.0, ..term.clone() };
    let constraints = constraints(&term, context);
    let count = term.binders.len();
    let mut best: Option<Term> = None;
    let mut order: Vec<usize> = (0..count).collect();
    loop {
        if let Some(candidate) = lay_out(&term, &constraints, &order)
            && best.as_ref().is_none_or(|b| candidate < *b)
        {
            best = Some(candidate);
        }
        if count > MAX_PERMUTED || !next_permutation(&mut order) {
            break;
        }
    }
    best.unwrap_or_else(|| numbered(&term, &(0..count).collect::<Vec<_>>()))
}

/// The term with binders of its own instead of the numbered ones.
pub(crate) fn opened(key: &Term, fresh: &Fresh) -> Term {
    key.freshened(fresh)
}

/// The inequalities of a term's region, without those that follow from the others.
fn constraints(term: &Term, context: &Context) -> Vec<Index> {
    let mut forms = Vec::new();
    for binder in &term.binders {
        let variable = Index::variable(&binder.variable);
        if let Range::Span { lower, upper } = &binder.range {
            forms.extend(lower.iter().map(|bound| &variable - bound));
            forms.extend(upper.iter().map(|bound| &(bound - &variable) - &Index::constant(1)));
        }
    }
    forms.extend(term.guards.iter().filter(|g| g.relation == Relation::NonNegative).map(|g| g.form.clone()));
    // longer forms first: they are the ones that follow from others
    forms.sort_by_key(|form| std::cmp::Reverse(form.monomials().count()));
    let mut kept = forms.clone();
    for form in forms {
        let others: Vec<Index> = kept.iter().filter(|f| **f != form).cloned().collect();
        let mut facts = Facts::before(context.arrays, &context.facts, &form, term);
        others.iter().for_each(|f| facts.assume(f.clone()));
        term.guards.iter().filter(|g| g.relation == Relation::Zero).for_each(|g| facts.assume_guard(g));
        for binder in term.binders.iter().filter(|b| matches!(b.range, Range::Incidence { .. })) {
            facts.assume_binder(binder);
        }
        if facts.non_negative(&form) {
            kept = others;
        }
    }
    kept
}

/// The term with its binders in this order and its region laid out for it; `None` if some binder would have no upper
/// bound.
fn lay_out(term: &Term, constraints: &[Index], order: &[usize]) -> Option<Term> {
    let innermost = |form: &Index| order.iter().rposition(|&b| form.mentions(&term.binders[b].variable));
    let mut binders: Vec<Binder> = Vec::new();
    for (place, &b) in order.iter().enumerate() {
        let Binder { variable, range } = &term.binders[b];
        let range = match range {
            Range::Incidence { at, .. } => {
                if innermost(at).is_some_and(|inner| inner >= place) {
                    return None;
                }
                range.clone()
            }
            Range::Span { .. } => Range::Span { lower: Vec::new(), upper: Vec::new() },
        };
        binders.push(Binder { variable: variable.clone(), range });
    }
    let mut guards: Vec<Guard> =
        term.guards.iter().filter(|g| g.relation != Relation::NonNegative).cloned().collect();
    for form in constraints {
        let attached = innermost(form).is_some_and(|place| attach(&mut binders[place], form));
        if !attached {
            guards.push(Guard { relation: Relation::NonNegative, form: form.clone() });
        }
    }
    let bounded = |b: &Binder| match &b.range {
        Range::Span { upper, .. } => !upper.is_empty(),
        Range::Incidence { .. } => true,
    };
    if !binders.iter().all(bounded) {
        return None;
    }
    Some(numbered(&Term { binders, guards, ..term.clone() }, &(0..order.len()).collect::<Vec<_>>()))
}

fn attach(binder: &mut Binder, form: &Index) -> bool {
    let Range::Span { lower, upper } = &mut binder.range else { return false };
    let Some((c, rest)) = form.split_linear(&IntegerAtom::Variable(binder.variable.clone())) else {
        return false;
    };
    match c.as_constant() {
        Some(1) => lower.push(-&rest),
        Some(-1) => upper.push(&rest + &Index::constant(1)),
        _ => return false,
    }
    true
}

/// Binders renamed to 0, 1, … and everything sorted.
fn numbered(term: &Term, order: &[usize]) -> Term {
    let mut result = term.clone();
    for (place, &b) in order.iter().enumerate() {
        let old = term.binders[b].variable.clone();
        result = result.rename(&old, &Variable::with_id(place as u32, old.shared_name()));
    }
    sort(&mut result);
    result
}

/// Puts everything inside a term in order.
fn sort(term: &mut Term) {
    for binder in &mut term.binders {
        if let Range::Span { lower, upper } = &mut binder.range {
            lower.sort();
            upper.sort();
        }
    }
    term.guards.sort();
    for factor in &mut term.factors {
        match &mut factor.atom {
            crate::ir::Atom::Apply { argument, .. } => sort_expr(argument),
            crate::ir::Atom::Change { at, by, .. } => {
                sort_expr(at);
                sort_expr(by);
            }
            crate::ir::Atom::Read(..) | crate::ir::Atom::Integer(_) => {}
        }
    }
    term.factors.sort();
}

fn sort_expr(expr: &mut Expr) {
    expr.terms.iter_mut().for_each(sort);
    expr.terms.sort();
}

fn next_permutation(order: &mut [usize]) -> bool {
    let Some(pivot) = order.windows(2).rposition(|w| w[0] < w[1]) else { return false };
    let swap = order.iter().rposition(|&v| v > order[pivot]).expect("a larger one behind the pivot");
    order.swap(pivot, swap);
    order[pivot + 1..].reverse();
    true
}
