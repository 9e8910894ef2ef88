//! Objectives of local differences, as programs.
//!
//! Each is Σ over sites of a function of the differences there, so that log Z cancels; one reverse pass over it gives
//! its parameter gradient. A new one is one line: what to sum.

use super::difference::{Site, append};
use super::rewrite::{as_indices, fresh_axes, replace_reads, substitute};
use super::tidy;
use crate::ir::{Binder, Definition, Expr, Let, LetId, Operator, Output, Program, Range, Source, Target};
use std::collections::BTreeSet;

/// The negative log pseudolikelihood of one state, over all discrete site arrays; `None` if there is none.
///
/// −Σ_s ln p(x_s | the rest) = Σ_s softplus(−flip\[s\]), where flip\[s\] = E(x with x_s flipped) − E(x).
///
/// # References
/// Besag (1975), Statistical analysis of non-lattice data, eq. 2.
pub fn pseudolikelihood(program: &Program) -> Option<Program> {
    over_flips(program, &|flip| Expr::apply(Operator::Softplus, flip.scaled(-1.0)))
}

/// Σ over all two-valued sites of a function of the difference there; `None` if there is no such site.
fn over_flips(program: &Program, summand: &dyn Fn(Expr) -> Expr) -> Option<Program> {
    let sites = program.arrays_where(|array| array.role.domain().is_some_and(|domain| domain.is_discrete()));
    if sites.is_empty() {
        return None;
    }
    let mut result = program.clone();
    let mut value = Expr::zero();
    for array in sites {
        let site = Site::new(&result, array);
        let change = site.flip(&result)?;
        let flip = differences(&mut result, program, &site, &change);
        let at = fresh_axes(&site.at, &result.fresh);
        let mut sum = summand(Expr::read_let(flip, as_indices(&at)));
        for term in &mut sum.terms {
            let over = at.iter().map(|(variable, extent)| Binder {
                variable: variable.clone(),
                range: Range::up_to(extent.clone()),
            });
            term.binders.splice(0..0, over);
        }
        value = value.plus(sum);
    }
    result.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    Some(tidy(&result))
}

/// Adds the let of the differences at every site of an array.
fn differences(result: &mut Program, energy: &Program, site: &Site, change: &Expr) -> LetId {
    let first = result.lets.len();
    let inputs = std::mem::replace(&mut result.inputs, site.at.clone());
    let value = append(result, site, change, energy.value(), energy.lets.len());
    let value = over_all_sites(result, first, site, value);
    result.inputs = inputs;
    let definition = Definition::Sum(value);
    result.add_let(Let { name: "flip".to_owned(), binders: site.at.clone(), definition })
}

/// Gives every let from `first` on that depends on the site an axis for each variable of the site, and returns `value`
/// with its reads of them extended likewise.
fn over_all_sites(program: &mut Program, first: usize, site: &Site, value: Expr) -> Expr {
    let mut dependent: BTreeSet<LetId> = BTreeSet::new();
    for id in (first..program.lets.len()).map(LetId) {
        let body = program.definition(id).definition.expr();
        let mut mentions = body.lets().iter().any(|read| dependent.contains(read));
        body.visit_forms(&mut |form| mentions |= site.at.iter().any(|(variable, _)| form.mentions(variable)));
        if mentions {
            dependent.insert(id);
        }
    }
    let extended = |expr: &Expr| {
        replace_reads(expr, &mut |source, indices| match source {
            Source::Let(id) if dependent.contains(&id) => {
                let here = as_indices(&site.at).into_iter().chain(indices.iter().cloned());
                Some(Expr::read_let(id, here.collect()))
            }
            _ => None,
        })
    };
    for id in &dependent {
        let own = fresh_axes(&site.at, &program.fresh);
        let renamed: Vec<_> = site.at.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
        let definition = &mut program.lets[id.0];
        let body = substitute(&extended(definition.definition.expr()), &renamed);
        definition.definition = Definition::Sum(body);
        definition.binders.splice(0..0, own);
    }
    extended(&value)
}
