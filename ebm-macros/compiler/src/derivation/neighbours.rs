//! What a site sees of the others, and what an update of it costs, read off the formula of its difference.

use crate::ir::display::Notation;
use crate::ir::{ArrayId, Atom, Binder, Expr, Index, IntegerAtom, Program, Range, Source, Term, Variable};
use std::collections::BTreeSet;

/// The other sites in the difference of a site, each with the conditions under which it is seen: `x[k] for k<s`.
pub(super) fn neighbours(program: &Program) -> Vec<String> {
    let notation = Notation::of(program);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (axes, expr) in roots(program) {
        let around: Vec<_> = program.inputs.iter().chain(&axes).cloned().collect();
        for term in &expr.terms {
            for (array, indices) in sites(program, term) {
                let itself = indices.len() == program.inputs.len()
                    && indices.iter().zip(&program.inputs).all(|(i, (s, _))| i.as_variable() == Some(s));
                if itself {
                    continue;
                }
                let conditions = term.binders.iter().filter(|binder| mentions(&indices, &binder.variable));
                let scope = notation.scope(&around);
                let conditions: Vec<String> = conditions.map(|binder| scope.range(binder)).collect();
                let site = scope.expr(&Expr::read(array, indices));
                let text = match conditions.as_slice() {
                    [] => site,
                    _ => format!("{site} for {}", conditions.join(", ")),
                };
                if seen.insert(text.clone()) {
                    found.push(text);
                }
            }
        }
    }
    found
}

/// The sites that a term reads, as numbers or by their codes.
fn sites(program: &Program, term: &Term) -> Vec<(ArrayId, Vec<Index>)> {
    let mut found = Vec::new();
    term.visit_atoms(&mut |atom| {
        if let Atom::Read(Source::Array(array), indices) = atom
            && program.array(*array).role.domain().is_some()
        {
            found.push((*array, indices.clone()));
        }
    });
    term.visit_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Site { array, indices } = atom {
                found.push((*array, indices.clone()));
            }
        });
    });
    found
}

fn mentions(indices: &[Index], variable: &Variable) -> bool {
    indices.iter().any(|index| index.mentions(variable))
}

/// Every expression of a program with the axes around it.
fn roots(program: &Program) -> Vec<(Vec<(Variable, Index)>, &Expr)> {
    let lets = program.lets.iter().map(|l| (l.scope(), l.definition.expr()));
    let outputs = program.outputs.iter().map(|output| (output.binders.clone(), &output.value));
    lets.chain(outputs).collect()
}

/// The number of additions, in sizes: `O(n)`, `O(1)`, `O(n + degree)`.
pub(super) fn cost(program: &Program) -> String {
    let notation = Notation::of(program);
    let mut products: BTreeSet<Vec<String>> = BTreeSet::new();
    for (axes, expr) in roots(program) {
        for term in &expr.terms {
            let mut known: Vec<(Variable, Index)> = program.inputs.clone();
            let mut product: Vec<String> = Vec::new();
            let mut count = |variable: &Variable, length: Result<Index, &str>| {
                let text = match length {
                    Ok(length) => {
                        let length = bounded(&length, &known);
                        known.push((variable.clone(), length.clone()));
                        match length.as_constant() {
                            Some(_) => return,
                            None => notation.scope(&[]).index(&length),
                        }
                    }
                    Err(text) => text.to_owned(),
                };
                product.push(text);
            };
            axes.iter().for_each(|(variable, extent)| count(variable, Ok(extent.clone())));
            term.binders.iter().for_each(|binder| count(&binder.variable, length(binder)));
            product.sort();
            products.insert(product);
        }
    }
    // what is contained in a larger product adds nothing to the order
    let within = |small: &[String], large: &[String]| {
        small.len() < large.len() && small.iter().all(|factor| large.contains(factor))
    };
    let largest: Vec<String> = products
        .iter()
        .filter(|product| !products.iter().any(|other| within(product, other)))
        .map(|product| if product.is_empty() { "1".to_owned() } else { product.join("·") })
        .collect();
    match largest.as_slice() {
        [] => "O(1)".to_owned(),
        _ => format!("O({})", largest.join(" + ")),
    }
}

/// How many values a binder has at most.
fn length(binder: &Binder) -> Result<Index, &'static str> {
    match &binder.range {
        Range::Span { upper, .. } => upper.first().cloned().ok_or("?"),
        Range::Incidence { .. } => Err("degree"),
    }
}

/// A bound with its variables at their own bounds, and without what is added to it.
fn bounded(form: &Index, known: &[(Variable, Index)]) -> Index {
    let mut form = form.clone();
    for (variable, bound) in known.iter().rev() {
        let atom = IntegerAtom::Variable(variable.clone());
        if form.as_variable() == Some(variable) {
            form = bound.clone();
        } else if let Some((coefficient, rest)) = form.split_linear(&atom)
            && coefficient.as_constant().is_some_and(|c| c < 0)
        {
            form = rest;
        } else if form.mentions(variable) {
            form = form.substitute(variable, bound);
        }
    }
    let constant = Index::constant(form.constant_part());
    let variable_part = &form - &constant;
    if variable_part.is_zero() { form } else { variable_part }
}
