//! Canonical form: brackets solved, guards proved or refuted, equal terms merged.
//!
//! One solver serves every derivation. It knows no models and no access patterns by name, only equations between
//! integer forms; what it cannot solve stays as a guard, which is slower and still right.

mod bracket;
mod canonical;
pub(crate) mod facts;
mod symmetry;
mod term;

use crate::ir::{Array, Expr, Fresh, Index, Origin, Program, Term, Variable, budget};
use std::collections::BTreeMap;

/// What may be taken for granted while an expression is simplified.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The arrays of the program: domains, symmetry, bounds of fixed data.
    pub arrays: &'a [Array],
    /// Forms known not to be negative.
    pub facts: Vec<Index>,
    /// New variables.
    pub fresh: &'a Fresh,
}

impl<'a> Context<'a> {
    /// What holds in a program: its inputs lie below their bounds.
    pub fn of(program: &'a Program) -> Self {
        let mut context = Self { arrays: &program.arrays, facts: Vec::new(), fresh: &program.fresh };
        context.assume_below(&program.inputs);
        context
    }

    /// The context inside binders that run over `0..extent`.
    pub fn with(&self, binders: &[(Variable, Index)]) -> Self {
        let mut context = self.clone();
        context.assume_below(binders);
        context
    }

    fn assume_below(&mut self, variables: &[(Variable, Index)]) {
        for (variable, extent) in variables {
            self.facts.push(&(extent - &Index::variable(variable)) - &Index::constant(1));
        }
    }
}

/// The canonical form of an expression: the same value in every environment that meets the facts.
///
/// Terms come in a fixed order, equal ones merged; binders are renamed apart from everything else.
///
/// Zero once the limit on work is reached (see [`budget`]).
pub fn normalise(expr: &Expr, context: &Context) -> Expr {
    if budget::exhausted() {
        return Expr::zero();
    }
    let mut merged: BTreeMap<Term, (f64, Origin)> = BTreeMap::new();
    for term in &expr.terms {
        for part in symmetry::fold_triangles(term, context) {
            let entry = merged.entry(canonical::key(&part, context)).or_insert((0.0, part.origin));
            entry.0 += part.coefficient;
        }
    }
    let merged = merged.into_iter().filter(|(_, (coefficient, _))| *coefficient != 0.0);
    let open = |(key, (coefficient, origin)): (Term, (f64, Origin))| {
        let term = canonical::opened(&key, context.fresh);
        Term { coefficient, origin, ..term }
    };
    Expr { terms: merged.map(open).collect() }
}

/// The program with every let and every output in canonical form.
pub fn normalise_program(program: &Program) -> Program {
    let mut result = program.clone();
    let context = Context::of(program);
    for definition in &mut result.lets {
        let inside = context.with(&definition.scope());
        let value = normalise(definition.definition.expr(), &inside);
        definition.definition = definition.definition.with_expr(value);
    }
    for output in &mut result.outputs {
        output.value = normalise(&output.value, &context.with(&output.binders));
    }
    result.fresh = program.fresh.clone();
    result
}
