//! Nothing twice: lets that are equal up to the names of their variables, the order of sums and a number in front are
//! one let.
//!
//! This is global value numbering (Alpern, Wegman & Zadeck 1988) over definitions; inside an expression, equal terms
//! and factors are merged by the canonical form.

use super::rewrite::{canonical, map_arguments, map_roots, read_as_integers, replace_reads};
use crate::ir::{Expr, Factor, Index, LetId, Program, Source, Term, Variable, budget};
use crate::solve::normalise_program;
use std::collections::BTreeMap;

/// Sums with more binders than this are compared in the order in which they are written.
const MOST_PERMUTED: usize = 3;

/// The program with equal lets made one. The others stay, unread: [`super::demand`] drops them.
pub fn share(program: &Program) -> Program {
    let mut result = program.clone();
    let as_integers = read_as_integers(program);
    // value number of each definition: the let that has it and its number in front
    let mut known: BTreeMap<(Vec<Index>, Expr), (LetId, f64)> = BTreeMap::new();
    // let -> (the let to read instead, times what)
    let mut instead: BTreeMap<LetId, (LetId, f64)> = BTreeMap::new();
    for id in (0..result.lets.len()).map(LetId) {
        let binders = result.definition(id).binders.clone();
        let body = redirected(result.definition(id).definition.expr(), &instead);
        let body = canonical(&result, &result.definition(id).scope(), &body);
        result.lets[id.0].definition = result.definition(id).definition.with_expr(body.clone());
        // a log-sum-exp times a number is none
        if result.definition(id).definition.as_sum().is_none() || as_integers.contains(&id) {
            continue;
        }
        let Some((scale, key)) = value_number(&binders, &body) else { continue };
        match known.get(&key) {
            Some(&(same, same_scale)) => drop(instead.insert(id, (same, scale / same_scale))),
            None => drop(known.insert(key, (id, scale))),
        }
    }
    if instead.is_empty() {
        return result;
    }
    map_roots(&mut result, |_, expr| redirected(expr, &instead));
    normalise_program(&result)
}

/// The expression with reads of merged lets redirected.
fn redirected(expr: &Expr, instead: &BTreeMap<LetId, (LetId, f64)>) -> Expr {
    if expr.lets().iter().all(|id| !instead.contains_key(id)) {
        return expr.clone();
    }
    replace_reads(expr, &mut |source, indices| match source {
        Source::Let(id) => {
            instead.get(&id).map(|&(same, scale)| Expr::read_let(same, indices.to_vec()).scaled(scale))
        }
        Source::Array(_) => None,
    })
}

/// The number in front and the rest of a definition, extents included, in a form that is equal for equal definitions;
/// `None` for zero.
fn value_number(axes: &[(Variable, Index)], body: &Expr) -> Option<(f64, (Vec<Index>, Expr))> {
    let numbered = numbered(axes.iter().map(|(v, _)| v), 0);
    let extents = axes.iter().map(|(_, extent)| extent.clone()).collect();
    let mut terms: Vec<Term> =
        body.terms.iter().map(|term| numbered_least(&renamed(term, &numbered), axes.len()).form).collect();
    terms.sort();
    let scale = terms.first()?.coefficient;
    if scale == 0.0 {
        return None;
    }
    for term in &mut terms {
        term.coefficient /= scale;
    }
    Some((scale, (extents, Expr { terms })))
}

/// Variables with the reserved identities from `first` on.
fn numbered<'a>(variables: impl Iterator<Item = &'a Variable>, first: usize) -> Vec<(Variable, Variable)> {
    let number = |(place, v): (usize, &Variable)| {
        let id = u32::try_from(first + place).unwrap_or(u32::MAX);
        (v.clone(), Variable::with_id(id, "".into()))
    };
    variables.enumerate().map(number).collect()
}

fn renamed(term: &Term, names: &[(Variable, Variable)]) -> Term {
    names.iter().fold(term.clone(), |term, (old, new)| term.rename(old, new))
}

/// A term under numbered variables.
pub(super) struct Numbered {
    /// The least form over all orders of the binders.
    pub(super) form: Term,
    /// The places of the binders in that order.
    pub(super) order: Vec<usize>,
}

/// The least of the forms of a term over all orders of its binders, numbered from `first` on.
pub(super) fn numbered_least(term: &Term, first: usize) -> Numbered {
    let mut atoms = 1;
    term.visit_atoms(&mut |_| atoms += 1);
    budget::spend(2 * atoms);
    let as_written: Vec<usize> = (0..term.binders.len()).collect();
    let orders = match term.binders.len() {
        n if n > MOST_PERMUTED => vec![as_written],
        n => permutations(n),
    };
    let numbered = |order: Vec<usize>| {
        let binders = order.iter().map(|&place| &term.binders[place].variable);
        let mut form = renamed(term, &numbered(binders, first));
        form.binders.sort();
        Numbered { form: sorted(&form), order }
    };
    let least = orders.into_iter().map(numbered).min_by(|a, b| a.form.cmp(&b.form));
    least.unwrap_or_else(|| Numbered { form: term.clone(), order: Vec::new() })
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let longer = |shorter: Vec<usize>| {
        (0..n).map(move |place| {
            let mut order = shorter.clone();
            order.insert(place, n - 1);
            order
        })
    };
    permutations(n - 1).into_iter().flat_map(longer).collect()
}

/// The term with guards, factors and arguments in one order.
fn sorted(term: &Term) -> Term {
    let mut sorted = term.clone();
    for factor in &mut sorted.factors {
        let atom = map_arguments(&factor.atom, &mut |argument| {
            let mut terms: Vec<Term> = argument.terms.iter().map(self::sorted).collect();
            terms.sort();
            Expr { terms }
        });
        *factor = Factor { atom, power: factor.power };
    }
    sorted.guards.sort();
    sorted.factors.sort();
    sorted
}
