//! What all derivations need: products under binders, reads replaced by expressions, simultaneous substitution.

use crate::ir::{
    Atom, Definition, Expr, Factor, Fresh, Guard, Index, IntegerAtom, Let, LetId, Origin, Program, Relation,
    Source, Term, Variable, budget,
};
use crate::solve::{Context, normalise};
use std::collections::BTreeSet;

/// `outer · inner`, where `inner` stands under the binders of `outer` and may mention them.
///
/// [`Term::times`] renames binders apart, so that nothing is captured; here capture is what is meant. Guards of `outer`
/// come first: they may be what makes the indices of `inner` valid.
pub(super) fn under(outer: &Term, inner: &Term) -> Term {
    let mut product = outer.clone();
    product.coefficient *= inner.coefficient;
    product.binders.extend(inner.binders.iter().cloned());
    for guard in &inner.guards {
        if !product.guards.contains(guard) {
            product.guards.push(guard.clone());
        }
    }
    for factor in &inner.factors {
        product.push_factor(factor.clone());
    }
    product.origin = Origin(inner.origin.0.or(outer.origin.0));
    product
}

/// Every product of a term of `outer` with a term of `inner` under it.
pub(super) fn each_under(outer: &Expr, inner: &Expr) -> Expr {
    let size = |expr: &Expr| expr.terms.iter().map(Term::size).sum::<usize>();
    if !budget::spend(size(outer) * inner.terms.len() + outer.terms.len() * size(inner)) {
        return Expr::zero();
    }
    let pairs = outer.terms.iter().flat_map(|a| inner.terms.iter().map(move |b| under(a, b)));
    Expr { terms: pairs.collect() }
}

/// The expression with free variables replaced, all at once.
pub(super) fn substitute(expr: &Expr, values: &[(Variable, Index)]) -> Expr {
    expr.map_forms(&mut |form| {
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(v) => {
                values.iter().find(|(variable, _)| variable == v).map(|(_, value)| value.clone())
            }
            _ => None,
        })
    })
}

/// The definition with free variables replaced, all at once.
pub(super) fn substitute_definition(definition: &Definition, values: &[(Variable, Index)]) -> Definition {
    let mut map = |form: &Index| {
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(v) => {
                values.iter().find(|(variable, _)| variable == v).map(|(_, value)| value.clone())
            }
            _ => None,
        })
    };
    definition.map_forms(&mut map)
}

/// The expression with every binder renamed to a new variable.
pub(super) fn freshened(expr: &Expr, fresh: &Fresh) -> Expr {
    Expr { terms: expr.terms.iter().map(|t| t.freshened(fresh)).collect() }
}

/// The value of a let with these axes and this body at a point.
pub(super) fn instantiate(axes: &[(Variable, Index)], body: &Expr, point: &[Index], fresh: &Fresh) -> Expr {
    let values: Vec<_> = axes.iter().map(|(v, _)| v.clone()).zip(point.iter().cloned()).collect();
    substitute(&freshened(body, fresh), &values)
}

/// New variables for axes.
pub(super) fn fresh_axes(axes: &[(Variable, Index)], fresh: &Fresh) -> Vec<(Variable, Index)> {
    axes.iter().map(|(variable, extent)| (fresh.like(variable), extent.clone())).collect()
}

/// Axes as the indices that read them.
pub(super) fn as_indices(axes: &[(Variable, Index)]) -> Vec<Index> {
    axes.iter().map(|(variable, _)| Index::variable(variable)).collect()
}

/// The atom with the expressions directly inside it replaced.
pub(super) fn map_arguments(atom: &Atom, map: &mut dyn FnMut(&Expr) -> Expr) -> Atom {
    match atom {
        Atom::Read(..) | Atom::Integer(_) => atom.clone(),
        Atom::Apply { operator, order, argument } => {
            Atom::Apply { operator: *operator, order: *order, argument: map(argument) }
        }
        Atom::Change { operator, order, at, by } => {
            Atom::Change { operator: *operator, order: *order, at: map(at), by: map(by) }
        }
    }
}

/// The expression with reads replaced where `replace` gives a value, at any depth, distributed.
///
/// A value is asked for once for each power of each read, so values with binders come with binders of their own.
pub(super) fn replace_reads(expr: &Expr, replace: &mut dyn FnMut(Source, &[Index]) -> Option<Expr>) -> Expr {
    let mut terms = Vec::new();
    for term in &expr.terms {
        let mut products = Expr::from(Term { coefficient: term.coefficient, ..term.frame() });
        for factor in &term.factors {
            let mut values = Vec::new();
            if let Atom::Read(source, indices) = &factor.atom {
                values = (0..factor.power).map_while(|_| replace(*source, indices)).collect();
            }
            if values.is_empty() {
                let atom = map_arguments(&factor.atom, &mut |inner| replace_reads(inner, replace));
                values = vec![
                    Term { factors: vec![Factor { atom, power: factor.power }], ..Term::number(1.0) }.into(),
                ];
            }
            for value in &values {
                products = each_under(&products, value);
            }
        }
        terms.extend(products.terms);
    }
    Expr { terms }
}

/// The lets of a program that are read as integers somewhere: they stay as they are.
pub(super) fn read_as_integers(program: &Program) -> BTreeSet<LetId> {
    let lets = program.lets.iter().map(|definition| definition.definition.expr());
    let outputs = program.outputs.iter().map(|output| &output.value);
    lets.chain(outputs).flat_map(Expr::rounded_lets).collect()
}

/// The expression with every let that is read as an integer renumbered; reads as numbers stay.
pub(super) fn renumber_rounded(expr: &Expr, moved: &dyn Fn(LetId) -> LetId) -> Expr {
    if expr.rounded_lets().iter().all(|&id| moved(id) == id) {
        return expr.clone();
    }
    expr.map_forms(&mut |form| {
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Rounded { definition, indices } => {
                Some(Index::rounded(moved(*definition), indices.clone()))
            }
            _ => None,
        })
    })
}

/// The program with every expression replaced; `map` also sees the axes around it, and what a log-sum-exp sums over.
pub(super) fn map_roots(program: &mut Program, mut map: impl FnMut(&[(Variable, Index)], &Expr) -> Expr) {
    for definition in &mut program.lets {
        let inside = map(&definition.scope(), definition.definition.expr());
        definition.definition = definition.definition.with_expr(inside);
    }
    for output in &mut program.outputs {
        output.value = map(&output.binders, &output.value);
    }
}

/// The program with one let replaced by any number of lets in its place; `read` says how to read them, given the old
/// indices and the id of the first new one. What read the old let is in canonical form again.
pub(super) fn replace_let(
    program: &Program,
    old: LetId,
    new: Vec<Let>,
    read: &mut dyn FnMut(&[Index], LetId) -> Expr,
) -> Program {
    let shift = |id: LetId| if id > old { LetId(id.0 + new.len() - 1) } else { id };
    let mut result = program.clone();
    result.lets.remove(old.0);
    map_roots(&mut result, |axes, expr| {
        let lets = expr.lets();
        if lets.range(old..).next().is_none() {
            return expr.clone();
        }
        let replaced = replace_reads(expr, &mut |source, indices| match source {
            Source::Let(id) if id == old => Some(read(indices, old)),
            Source::Let(id) if id > old => Some(Expr::read_let(shift(id), indices.to_vec())),
            _ => None,
        });
        let replaced = renumber_rounded(&replaced, &shift);
        if lets.contains(&old) { canonical(program, axes, &replaced) } else { replaced }
    });
    result.lets.splice(old.0..old.0, new);
    // all new variables came from the original
    Program { fresh: program.fresh.clone(), ..result }
}

/// The canonical form of a value that stands under axes in a program.
pub(super) fn canonical(program: &Program, axes: &[(Variable, Index)], expr: &Expr) -> Expr {
    normalise(expr, &Context::of(program).with(axes))
}

/// The conditions under which `value` lies in `0..extent`; none where that is plain: an input below its own bound.
pub(super) fn within(value: &Index, extent: &Index, inputs: &[(Variable, Index)]) -> Vec<Guard> {
    let input = inputs.iter().find(|(v, _)| value.as_variable() == Some(v));
    if input.is_some_and(|(_, bound)| bound == extent) {
        return Vec::new();
    }
    let not_negative = Guard { relation: Relation::NonNegative, form: value.clone() };
    vec![not_negative, Guard::less(value, extent)]
}

/// Whether the form looks up data, states or definitions, so that it may only be evaluated where its guards hold.
pub(super) fn looks_up(form: &Index) -> bool {
    form.look_up_depth() > 0
}

/// Whether a form mentions inputs and sizes only. Look-ups are left where they stand: a guard there may be what makes
/// them valid.
pub(super) fn is_closed(form: &Index, program: &Program) -> bool {
    let mut closed = !looks_up(form);
    form.visit_atoms(&mut |atom| {
        if let IntegerAtom::Variable(variable) = atom {
            closed &= program.inputs.iter().any(|(input, _)| input == variable);
        }
    });
    closed
}

/// Whether an atom is a nonlinear function.
pub(super) fn is_nonlinear(atom: &Atom) -> bool {
    matches!(atom, Atom::Apply { .. } | Atom::Change { .. })
}

/// Whether every evaluation costs a few multiplications: no sums, no nonlinear functions.
pub(super) fn is_cheap(expr: &Expr) -> bool {
    expr.terms.iter().all(|t| t.binders.is_empty() && !t.factors.iter().any(|f| is_nonlinear(&f.atom)))
}
