//! Loops that all lanes share: a range that depends on the state becomes a longer one and conditions.
//!
//! Sixteen lanes run through one loop together. What a loop counts in some states only is masked in the others.

use super::scope::by_lane;
use crate::ir::{ArrayId, Binder, Expr, Guard, Index, IntegerAtom, Program, Range, Term};

/// The same program with no range that depends on the state.
pub(super) fn with_shared_ranges(program: &Program) -> Program {
    let mut result = program.clone();
    let shared = |expr: &Expr| Expr { terms: expr.terms.iter().map(|term| of_term(program, term)).collect() };
    for definition in &mut result.lets {
        definition.definition = definition.definition.with_expr(shared(definition.definition.expr()));
    }
    for output in &mut result.outputs {
        output.value = shared(&output.value);
    }
    result
}

fn of_term(program: &Program, term: &Term) -> Term {
    let mut result = term.clone();
    for binder in &mut result.binders {
        if binder.range.forms().into_iter().any(by_lane) {
            let (range, guards) = of_binder(program, binder);
            binder.range = range;
            result.guards.extend(guards);
        }
    }
    result
}

/// The range for all lanes, and the conditions that single out each lane's part of it.
fn of_binder(program: &Program, binder: &Binder) -> (Range, Vec<Guard>) {
    let variable = Index::variable(&binder.variable);
    match &binder.range {
        Range::Span { lower, upper } => {
            let (low, kept): (Vec<Index>, Vec<Index>) = lower.iter().cloned().partition(by_lane);
            let (high, mut ends): (Vec<Index>, Vec<Index>) = upper.iter().cloned().partition(by_lane);
            if ends.is_empty() {
                ends.extend(high.iter().map(|bound| highest(program, bound)));
            }
            let low = low.iter().map(|bound| Guard::at_most(bound, &variable));
            let high = high.iter().map(|bound| Guard::less(&variable, bound));
            (Range::Span { lower: kept, upper: ends }, low.chain(high).collect())
        }
        Range::Incidence { array, component, at } => {
            let (count, indices) = unflattened(program, *array, &variable);
            let entry = Index::lookup(*array, indices, *component);
            (Range::up_to(count), vec![Guard::equal(&entry, at)])
        }
    }
}

/// The form with each site at the value that makes it largest.
fn highest(program: &Program, form: &Index) -> Index {
    form.map_atoms(&mut |atom| match atom {
        IntegerAtom::Site { array, indices } => {
            let count = program.array(*array).role.domain().and_then(|domain| domain.value_count(indices));
            count.map(|count| &count - &Index::constant(1))
        }
        _ => None,
    })
}

/// The number of entries of an array, and the indices of the one at a flat position.
fn unflattened(program: &Program, array: ArrayId, position: &Index) -> (Index, Vec<Index>) {
    let extents = &program.array(array).extents;
    let count = extents.iter().fold(Index::constant(1), |product, extent| &product * extent);
    let mut rest = position.clone();
    let mut indices = Vec::new();
    for extent in extents.iter().skip(1).rev() {
        indices.push(rest.clone().remainder(extent.clone()));
        rest = rest.quotient(extent.clone());
    }
    indices.push(rest);
    indices.reverse();
    (count, indices)
}
