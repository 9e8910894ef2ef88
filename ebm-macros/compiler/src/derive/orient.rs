//! Reads of symmetric parameters turned along the rows.
//!
//! The solver reads the lower triangle only, so that equal couplings meet; a sum over the row index then walks down a
//! column. Both entries of a pair are stored, so the last pass turns every such read: the index that runs fastest comes
//! last. Nothing may be normalised after this, which would turn the reads back.

use crate::ir::{Array, Atom, Expr, Index, ParamOptions, Program, Role, Source, Term, Variable};

/// The program with symmetric parameters read along their rows.
pub fn orient(program: &Program) -> Program {
    let mut result = program.clone();
    for definition in &mut result.lets {
        let inside = oriented(definition.definition.expr(), &[], &program.arrays);
        definition.definition = definition.definition.with_expr(inside);
    }
    for output in &mut result.outputs {
        output.value = oriented(&output.value, &[], &program.arrays);
    }
    result
}

fn oriented(expr: &Expr, outer: &[Variable], arrays: &[Array]) -> Expr {
    Expr { terms: expr.terms.iter().map(|term| oriented_term(term, outer, arrays)).collect() }
}

fn oriented_term(term: &Term, outer: &[Variable], arrays: &[Array]) -> Term {
    let mut scope = outer.to_vec();
    scope.extend(term.binders.iter().map(|binder| binder.variable.clone()));
    let mut term = term.clone();
    for factor in &mut term.factors {
        match &mut factor.atom {
            Atom::Read(Source::Array(id), indices) => turn(indices, &arrays[id.0], &scope),
            Atom::Read(Source::Let(_), _) | Atom::Integer(_) => {}
            Atom::Apply { argument, .. } => *argument = oriented(argument, &scope, arrays),
            Atom::Change { at, by, .. } => {
                *at = oriented(at, &scope, arrays);
                *by = oriented(by, &scope, arrays);
            }
        }
    }
    term
}

fn turn(indices: &mut [Index], array: &Array, scope: &[Variable]) {
    let Role::Param(ParamOptions { symmetric: true, .. }) = array.role else { return };
    // how deep the innermost summed variable of an index stands; indices that the sums leave alone come first
    let depth = |index: &Index| scope.iter().rposition(|variable| index.mentions(variable));
    if let [row, column] = indices
        && depth(row) > depth(column)
    {
        std::mem::swap(row, column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::difference;
    use crate::ir::{ArrayId, Domain, Target};

    /// x·(J x) / 2 with a symmetric, hollow J.
    fn pairwise() -> Program {
        let text = "fn pairwise(#[visible(spin)] x: ArrayView1<f64>, #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>) -> f64 { -0.5 * x.dot(&j.dot(&x)) }";
        let mut errors = crate::errors::Errors::new();
        let item = crate::syntax::parse(&mut errors, Default::default(), text.parse().expect("tokens"));
        let Some(crate::syntax::Item::Function(energy)) = item else { panic!("a function") };
        let lowered = crate::lower::lower(&mut errors, &energy).expect("an energy");
        assert!(errors.finish().is_empty());
        lowered.program
    }

    #[test]
    fn both_halves_of_a_difference_walk_along_row_s() {
        let program = pairwise();
        assert_eq!(program.array(ArrayId(0)).role.domain(), Some(&Domain::Spin));
        let flip = orient(&difference::flip(&program, ArrayId(0)).expect("two values"));
        let value = flip.outputs.iter().find(|output| output.target == Target::Value).expect("a value");
        let (site, _) = &flip.inputs[0];
        let mut rows = Vec::new();
        value.value.visit_atoms(&mut |atom| {
            if let Atom::Read(Source::Array(ArrayId(1)), indices) = atom {
                rows.push(indices[0].as_variable() == Some(site));
            }
        });
        assert_eq!(rows, [true, true], "{flip}");
    }
}
