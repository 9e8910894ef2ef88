//! Lets where they are needed: what is read at one point is computed at that point, what is read once is written where
//! it is read, what is not read is dropped.
//!
//! After differentiation a program has lets of which it reads little: the difference at `s` of `x·(J x)` reads entry
//! `s` of `J x` and no other. Every step here leaves fewer lets or fewer axes, and none makes the program do more work:
//! sums and nonlinear functions are never evaluated more often than before.

use super::rewrite::{
    as_indices, canonical, fresh_axes, instantiate, is_cheap, is_closed, is_nonlinear, looks_up,
    read_as_integers, replace_let, substitute_definition, within,
};
use crate::ir::{Atom, Definition, Expr, Index, Let, LetId, Program, Source, Variable, budget};
use std::collections::BTreeMap;

/// The most points that a let is split into.
const MOST_POINTS: usize = 4;

/// The most terms of a cheap let that is written where it is read as a summand.
const LONGEST_INLINE: usize = 4;

/// The program with every let as small as its reads allow.
pub fn demand(program: &Program) -> Program {
    let mut result = program.clone();
    while let Some(next) = step(&result)
        && !budget::exhausted()
    {
        result = next;
    }
    result
}

/// The first step that applies, from the last let to the first, so that what a dropped let read is seen as unread.
fn step(program: &Program) -> Option<Program> {
    let mut reads = reads(program);
    let as_integers = read_as_integers(program);
    (0..program.lets.len()).rev().map(LetId).find_map(|id| {
        let reads = reads.remove(&id).unwrap_or_default();
        if as_integers.contains(&id) {
            return None;
        }
        if reads.is_empty() {
            return Some(replace_let(program, id, Vec::new(), &mut |_, _| Expr::zero()));
        }
        if may_inline(program.definition(id), &reads) {
            return Some(inlined(program, id));
        }
        at_points(program, id, &reads)
            .or_else(|| merged_axes(program, id, &reads))
            .or_else(|| without_unused_axis(program, id))
    })
}

/// One read of a let.
struct Read {
    indices: Vec<Index>,
    power: u32,
    /// Every variable that runs around it: binders of the term, axes of the let or output that it stands in.
    loops: Vec<Variable>,
    /// Inside the argument of a function, or in an exponent.
    nested: bool,
    /// A term of its own, with a number in front.
    alone: bool,
    /// Beside a nonlinear function, which would be evaluated as often as the let has terms.
    beside_nonlinear: bool,
}

/// All reads of all lets.
fn reads(program: &Program) -> BTreeMap<LetId, Vec<Read>> {
    let mut reads = BTreeMap::new();
    for definition in &program.lets {
        let loops: Vec<Variable> = definition.scope().into_iter().map(|(v, _)| v).collect();
        // an exponent, like the argument of a function, has no sums of its own
        let nested = definition.definition.as_sum().is_none();
        collect(definition.definition.expr(), &loops, nested, &mut reads);
    }
    for output in &program.outputs {
        let loops: Vec<Variable> = output.binders.iter().map(|(v, _)| v.clone()).collect();
        collect(&output.value, &loops, false, &mut reads);
    }
    reads
}

fn collect(expr: &Expr, loops: &[Variable], nested: bool, reads: &mut BTreeMap<LetId, Vec<Read>>) {
    for term in &expr.terms {
        let mut loops = loops.to_vec();
        loops.extend(term.binders.iter().map(|b| b.variable.clone()));
        for factor in &term.factors {
            match &factor.atom {
                Atom::Read(Source::Let(id), indices) => reads.entry(*id).or_default().push(Read {
                    indices: indices.clone(),
                    power: factor.power,
                    loops: loops.clone(),
                    nested,
                    alone: term.factors.len() == 1 && factor.power == 1,
                    beside_nonlinear: term.factors.iter().any(|f| is_nonlinear(&f.atom)),
                }),
                Atom::Read(Source::Array(_), _) | Atom::Integer(_) => {}
                Atom::Apply { argument, .. } => collect(argument, &loops, true, reads),
                Atom::Change { at, by, .. } => {
                    collect(at, &loops, true, reads);
                    collect(by, &loops, true, reads);
                }
            }
        }
    }
}

/// Whether writing the definition at each read costs no more than reading does, and grows no product.
fn may_inline(definition: &Let, reads: &[Read]) -> bool {
    let Some(body) = definition.definition.as_sum() else { return false };
    let terms = body.terms.len();
    if is_cheap(body) {
        let bare = terms <= LONGEST_INLINE && reads.iter().all(|read| read.alone);
        return terms <= 1 || (bare && (reads.len() == 1 || terms <= 2));
    }
    let [read] = reads else { return false };
    // what stands beside the read is multiplied once for every value that the definition sums
    let summed = terms > 1 || body.has_binders();
    let product = read.alone || !summed || (terms <= LONGEST_INLINE && !read.beside_nonlinear);
    read.power == 1 && !read.nested && product && reads_each_once(read)
}

/// Whether no entry is read twice: each loop around the read is one of its indices.
fn reads_each_once(read: &Read) -> bool {
    let as_variables: Vec<&Variable> = read.indices.iter().filter_map(Index::as_variable).collect();
    read.loops.iter().all(|variable| as_variables.contains(&variable))
}

fn inlined(program: &Program, id: LetId) -> Program {
    let Let { binders, definition, .. } = program.definition(id);
    let body = definition.expr();
    replace_let(program, id, Vec::new(), &mut |point, _| instantiate(binders, body, point, &program.fresh))
}

/// A let that is read, on some axes, at few points that depend on inputs only becomes one let for each point.
fn at_points(program: &Program, id: LetId, reads: &[Read]) -> Option<Program> {
    let definition = program.definition(id);
    let axes: Vec<usize> = (0..definition.binders.len())
        .filter(|&axis| reads.iter().all(|read| is_closed(&read.indices[axis], program)))
        .collect();
    let at = |indices: &[Index]| axes.iter().map(|&axis| indices[axis].clone()).collect::<Vec<Index>>();
    let mut points: Vec<Vec<Index>> = Vec::new();
    for read in reads {
        let point = at(&read.indices);
        if !points.contains(&point) {
            points.push(point);
        }
    }
    if axes.is_empty() || points.len() > MOST_POINTS {
        return None;
    }
    let lets = points.iter().map(|point| specialised(program, definition, &axes, point)).collect();
    Some(replace_let(program, id, lets, &mut |indices, first| {
        let place = points.iter().position(|point| *point == at(indices)).unwrap_or_default();
        Expr::read_let(LetId(first.0 + place), remaining(indices, &axes))
    }))
}

/// What is left of a list without some places.
fn remaining<T: Clone>(all: &[T], dropped: &[usize]) -> Vec<T> {
    all.iter()
        .enumerate()
        .filter(|(place, _)| !dropped.contains(place))
        .map(|(_, item)| item.clone())
        .collect()
}

/// The let at one point of some of its axes; zero where the point lies outside.
fn specialised(program: &Program, definition: &Let, axes: &[usize], point: &[Index]) -> Let {
    let free = remaining(&definition.binders, axes);
    let own = fresh_axes(&free, &program.fresh);
    let mut values: Vec<(Variable, Index)> =
        free.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
    let mut inside = Vec::new();
    for (&axis, value) in axes.iter().zip(point) {
        let (variable, extent) = &definition.binders[axis];
        values.push((variable.clone(), value.clone()));
        inside.extend(within(value, extent, &program.inputs));
    }
    let mut at_point = substitute_definition(&definition.definition, &values);
    let mut body = at_point.expr().clone();
    for term in &mut body.terms {
        term.guards.splice(0..0, inside.iter().cloned());
    }
    let scope: Vec<_> = own.iter().chain(at_point.over()).cloned().collect();
    at_point = at_point.with_expr(canonical(program, &scope, &body));
    Let { name: definition.name.clone(), binders: own, definition: at_point }
}

/// A let that is read on a diagonal only keeps one of its two axes.
fn merged_axes(program: &Program, id: LetId, reads: &[Read]) -> Option<Program> {
    let binders = &program.definition(id).binders;
    let pairs = (0..binders.len()).flat_map(|a| (a + 1..binders.len()).map(move |b| (a, b)));
    let (kept, dropped) = pairs.into_iter().find(|&(a, b)| {
        binders[a].1 == binders[b].1 && reads.iter().all(|read| read.indices[a] == read.indices[b])
    })?;
    let value = (binders[dropped].0.clone(), Index::variable(&binders[kept].0));
    Some(without_axis(program, id, dropped, &|definition| {
        substitute_definition(definition, std::slice::from_ref(&value))
    }))
}

/// A let that does not mention one of its axes does not need it, if it has a value also where that axis has none.
fn without_unused_axis(program: &Program, id: LetId) -> Option<Program> {
    let Let { binders, definition, .. } = program.definition(id);
    let body = definition.expr();
    let mentions = |variable: &Variable| {
        body.terms.iter().any(|t| t.mentions(variable))
            || definition.over().iter().any(|(_, bound)| bound.mentions(variable))
    };
    let unused = (0..binders.len()).find(|&axis| !mentions(&binders[axis].0))?;
    (reads_by_variables(body) && body.is_total())
        .then(|| without_axis(program, id, unused, &Definition::clone))
}

/// Whether every index is just a variable, so that every read is valid even where an axis that is being dropped would
/// have had no entries.
fn reads_by_variables(body: &Expr) -> bool {
    let mut plain = true;
    body.visit_atoms(&mut |atom| {
        if let Atom::Read(_, indices) = atom {
            plain &= indices.iter().all(|index| index.as_variable().is_some());
        }
    });
    body.terms.iter().for_each(|term| term.frame().visit_forms(&mut |form| plain &= !looks_up(form)));
    plain
}

fn without_axis(
    program: &Program,
    id: LetId,
    axis: usize,
    changed: &dyn Fn(&Definition) -> Definition,
) -> Program {
    let mut definition = program.definition(id).clone();
    definition.binders.remove(axis);
    definition.definition = changed(&definition.definition);
    replace_let(program, id, vec![definition], &mut |indices, id| {
        Expr::read_let(id, remaining(indices, &[axis]))
    })
}
