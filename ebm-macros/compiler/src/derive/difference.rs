//! The change of a program's value when one site changes.
//!
//! The result is in gather form once the brackets are solved: only what involves the site is left, also where an atom
//! touches it twice (self-loops, wrap-around on a torus of one row). The rules are those of `change`.

use super::change::Changes;
use super::rewrite::{as_indices, canonical, fresh_axes, substitute_definition};
use super::support::{common, name_by_support};
use super::tidy;
use crate::ir::{
    Array, ArrayId, Definition, Domain, Expr, Guard, Index, Let, LetId, Output, Program, Target, Variable,
};

/// One site of a site array, given by variables: the inputs of a difference.
#[derive(Clone, Debug)]
pub struct Site {
    /// A site array.
    pub array: ArrayId,
    /// One variable for each axis, with its exclusive upper bound.
    pub at: Vec<(Variable, Index)>,
}

impl Site {
    /// A site with new variables: `s` on one axis, `s0`, `s1`, … on several.
    pub fn new(program: &Program, array: ArrayId) -> Self {
        let extents = &program.array(array).extents;
        let name = |axis: usize| if extents.len() == 1 { "s".to_owned() } else { format!("s{axis}") };
        let variable = |axis: usize| program.fresh.variable(&name(axis));
        Self {
            array,
            at: extents.iter().enumerate().map(|(k, extent)| (variable(k), extent.clone())).collect(),
        }
    }

    /// x\[s\]
    pub fn value(&self) -> Expr {
        Expr::read(self.array, as_indices(&self.at))
    }

    /// The change to the other value of a two-valued site: 1 − 2x\[s\] on {0, 1}, −2x\[s\] on {−1, +1}; `None` for
    /// other domains.
    pub fn flip(&self, program: &Program) -> Option<Expr> {
        let away = self.value().scaled(-2.0);
        match program.array(self.array).role.domain()? {
            Domain::Binary => Some(Expr::number(1.0).plus(away)),
            Domain::Spin => Some(away),
            _ => None,
        }
    }
}

/// E(x with x\[s\] + δ in place of x\[s\]) − E(x), for the one value E of a program.
///
/// The variables of `site` are the inputs of the result; `change` is δ, which may read x\[s\] and scalars.
///
/// # Cost
/// What involves the site, once the brackets are solved; lets that are read at the site only are specialised to it.
pub fn difference(program: &Program, site: &Site, change: &Expr) -> Program {
    let mut result = program.clone();
    result.inputs.extend(site.at.iter().cloned());
    let value = append(&mut result, site, change, program.value(), program.lets.len());
    result.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    tidy(&result)
}

/// E(x with x\[s\] flipped) − E(x), for an array of two-valued sites; `None` for other arrays.
pub fn flip(program: &Program, array: ArrayId) -> Option<Program> {
    let site = Site::new(program, array);
    let change = site.flip(program)?;
    Some(difference(program, &site, &change))
}

/// E(x with x\[s\] = to) − E(x), and the scalar array `to` that holds the new value.
pub fn shift(program: &Program, array: ArrayId) -> (Program, ArrayId) {
    let mut program = program.clone();
    let to = program.add_array(Array::scalar("to"));
    let site = Site::new(&program, array);
    let change = Expr::read(to, Vec::new()).plus(site.value().scaled(-1.0));
    (difference(&program, &site, &change), to)
}

/// The change of `value`, an expression over the first `lets` lets of the program, in terms of the variables of `site`,
/// which are among the inputs. Lets that it needs are added to the program; nothing is specialised yet.
pub(super) fn append(program: &mut Program, site: &Site, change: &Expr, value: &Expr, lets: usize) -> Expr {
    let named = name_change(program, site, change);
    let delta = match named {
        Some(id) => Expr::read_let(id, Vec::new()),
        None => change.clone(),
    };
    let binary = program.array(site.array).role.domain() == Some(&Domain::Binary);
    let flip = named.filter(|_| binary && site.flip(program).as_ref() == Some(change));
    let mut changes = Changes::new(program, site, delta, flip);
    for id in (0..lets).map(LetId) {
        let Let { name, binders, definition } = changes.program().definition(id).clone();
        let change = changes.of(definition.expr());
        if change.is_zero() {
            continue;
        }
        if let Definition::LogSumExp { over, body } = definition {
            let change = change_of_log_sum_exp(&mut changes, id, &over, &body, &change);
            changes.record(id, binders, change);
        } else {
            let change = canonical(changes.program(), &binders, &change);
            let change = changes.folded(&change);
            let change = name_by_support(changes.program(), &format!("change_{name}"), &binders, change);
            changes.record(id, binders, change);
        }
    }
    let value = changes.of(value);
    let value = canonical(changes.program(), &[], &value);
    changes.folded(&value)
}

/// ln Σ exp(u + Δu) − ln Σ exp(u) = ln Σ exp(u − lse + Δu), with lse = ln Σ exp(u): a let over the same axes, read under the
/// conditions without which nothing changes.
fn change_of_log_sum_exp(
    changes: &mut Changes,
    id: LetId,
    over: &[(Variable, Index)],
    body: &Expr,
    change: &Expr,
) -> Expr {
    let Let { name, binders, .. } = changes.program().definition(id).clone();
    let scope: Vec<(Variable, Index)> = binders.iter().chain(over).cloned().collect();
    let change = canonical(changes.program(), &scope, change);
    let change = changes.folded(&change);
    if change.is_zero() {
        return change;
    }
    let (everywhere, _) = common(&change);
    let inner = |guard: &Guard| over.iter().any(|(variable, _)| guard.form.mentions(variable));
    let outside: Vec<Guard> =
        everywhere.into_iter().filter(|g| !inner(g) && g.look_up_depth() == 0).collect();
    let change = name_by_support(changes.program(), &format!("change_in_{name}"), &scope, change);
    let before = Expr::read_let(id, as_indices(&binders)).scaled(-1.0);
    let exponent = body.clone().plus(before).plus(change);
    let axes = fresh_axes(&binders, &changes.program().fresh);
    let sums = fresh_axes(over, &changes.program().fresh);
    let renamed: Vec<(Variable, Index)> = scope
        .iter()
        .map(|(v, _)| v.clone())
        .zip(as_indices(&axes).into_iter().chain(as_indices(&sums)))
        .collect();
    let definition = Definition::LogSumExp { over: sums, body: exponent };
    let definition = substitute_definition(&definition, &renamed);
    let new = Let { name: format!("change_{name}"), binders: axes, definition };
    let new = changes.program().add_let(new);
    let mut read = Expr::read_let(new, as_indices(&binders));
    read.terms[0].guards = outside;
    read
}

/// Names δ if it has several terms, so that products with it do not double.
fn name_change(program: &mut Program, site: &Site, change: &Expr) -> Option<LetId> {
    if change.terms.len() <= 1 {
        return None;
    }
    let name = format!("change_{}", program.array(site.array).name);
    Some(program.add_let(Let { name, binders: Vec::new(), definition: Definition::Sum(change.clone()) }))
}
