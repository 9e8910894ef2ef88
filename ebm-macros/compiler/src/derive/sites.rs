//! From one site to all of them: what was derived for a site becomes an array over the sites.

use super::difference::Site;
use super::missing::Missing;
use super::rewrite::{as_indices, fresh_axes, replace_reads, substitute, substitute_definition};
use crate::ir::{
    ArrayId, Binder, Definition, Expr, Index, IntegerAtom, Let, LetId, Program, Range, Role, Source, Variable,
};
use std::collections::BTreeSet;

/// Gives every let from `first` on that depends on the site an axis for each variable of the site, and returns `value`
/// with its reads of them extended likewise.
pub(super) fn over_all_sites(program: &mut Program, first: usize, site: &Site, value: Expr) -> Expr {
    each_over_all_sites(program, first, site, &[value]).swap_remove(0)
}

/// The same for several values.
pub(super) fn each_over_all_sites(
    program: &mut Program,
    first: usize,
    site: &Site,
    values: &[Expr],
) -> Vec<Expr> {
    over_axes(program, first, &site.at, values).0
}

/// Gives every let from `first` on that depends on the axes these axes in front of its own, and returns the values with
/// their reads of them extended likewise, and these lets.
pub(super) fn over_axes(
    program: &mut Program,
    first: usize,
    axes: &[(Variable, Index)],
    values: &[Expr],
) -> (Vec<Expr>, BTreeSet<LetId>) {
    let mut dependent: BTreeSet<LetId> = BTreeSet::new();
    for id in (first..program.lets.len()).map(LetId) {
        let definition = &program.definition(id).definition;
        let mut mentions = definition.expr().lets().iter().any(|read| dependent.contains(read));
        definition
            .visit_forms(&mut |form| mentions |= axes.iter().any(|(variable, _)| form.mentions(variable)));
        if mentions {
            dependent.insert(id);
        }
    }
    let extended = |expr: &Expr| {
        let here = as_indices(axes);
        let expr = expr.map_forms(&mut |form| {
            form.map_atoms(&mut |atom| match atom {
                IntegerAtom::Rounded { definition, indices } if dependent.contains(definition) => {
                    Some(Index::rounded(*definition, here.iter().chain(indices).cloned().collect()))
                }
                _ => None,
            })
        });
        replace_reads(&expr, &mut |source, indices| match source {
            Source::Let(id) if dependent.contains(&id) => {
                let here = as_indices(axes).into_iter().chain(indices.iter().cloned());
                Some(Expr::read_let(id, here.collect()))
            }
            _ => None,
        })
    };
    for id in &dependent {
        let own = fresh_axes(axes, &program.fresh);
        let renamed: Vec<_> = axes.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
        let definition = &mut program.lets[id.0];
        let here = definition.definition.with_expr(extended(definition.definition.expr()));
        definition.definition = substitute_definition(&here, &renamed);
        definition.binders.splice(0..0, own);
    }
    let values = values.iter().map(extended).collect();
    (values, dependent)
}

/// The values of an expression that was derived for a site, as an array over the sites; everything it reads is one
/// already.
pub(super) fn named_over_sites(program: &mut Program, name: String, site: &Site, value: &Expr) -> LetId {
    let axes = fresh_axes(&site.at, &program.fresh);
    let renamed: Vec<_> = site.at.iter().map(|(v, _)| v.clone()).zip(as_indices(&axes)).collect();
    let definition = Definition::Sum(substitute(value, &renamed));
    program.add_let(Let { name, binders: axes, definition })
}

/// The sum of an expression over all sites; `at` are its free variables.
pub(super) fn summed_over(expr: &Expr, at: &[(Variable, Index)]) -> Expr {
    let mut sum = expr.clone();
    for term in &mut sum.terms {
        let over = at.iter().map(|(variable, extent)| Binder {
            variable: variable.clone(),
            range: Range::up_to(extent.clone()),
        });
        term.binders.splice(0..0, over);
    }
    sum
}

/// Nothing, if the program reads no latents.
///
/// # Errors
/// The first term that reads one.
pub(super) fn without_hidden(program: &Program) -> Result<(), Missing> {
    let bodies = program.lets.iter().map(|definition| definition.definition.expr());
    let hidden = program.arrays_where(|array| matches!(array.role, Role::Latent(_)));
    for term in bodies.chain([program.value()]).flat_map(|expr| &expr.terms) {
        let reads = |id: &&ArrayId| Expr::from(term.clone()).reads(Source::Array(**id));
        if let Some(&hidden) = hidden.iter().find(reads) {
            let name = &program.array(hidden).name;
            return Err(Missing::at(term.origin, format!("`{name}` is hidden and not summed out")));
        }
    }
    Ok(())
}
