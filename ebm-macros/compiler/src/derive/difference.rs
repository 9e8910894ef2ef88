//! The change of a program's value when one site changes.
//!
//! The result is in gather form once the brackets are solved: only what involves the site is left, also where an atom
//! touches it twice (self-loops, wrap-around on a torus of one row). The rules are those of `change`.

use super::change::Changes;
use super::local;
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

    /// The code of the present value of a discrete site.
    pub fn code(&self) -> Index {
        Index::site(self.array, as_indices(&self.at))
    }

    /// The code of the other value of a two-valued site; `None` for other domains.
    pub fn other_code(&self, program: &Program) -> Option<Index> {
        let two_valued = program.array(self.array).role.domain()?.is_two_valued();
        two_valued.then(|| &Index::constant(1) - &self.code())
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
    let code = site.other_code(program);
    let value = append(&mut result, site, change, code, program.value(), program.lets.len());
    result.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    tidy(&result)
}

/// E(x with x\[s\] flipped) − E(x), for an array of two-valued sites; `None` for other arrays.
pub fn flip(program: &Program, array: ArrayId) -> Option<Program> {
    let site = Site::new(program, array);
    let change = site.flip(program)?;
    Some(difference(program, &site, &change))
}

/// E(x with x\[s\] at its u-th value) − E(x) for all u, for an array of discrete sites; `None` for other arrays.
///
/// The output is [`Target::Values`] over u. On {−1, +1} the u-th value is 2u − 1, elsewhere it is u. At the present value
/// it is 0, up to the rounding of a log-sum-exp.
///
/// # Cost
/// What involves the site, for each value; sums that do not depend on the value once.
pub fn values(program: &Program, array: ArrayId) -> Option<Program> {
    let site = Site::new(program, array);
    let count = program.array(array).role.domain()?.value_count(&as_indices(&site.at))?;
    let mut result = program.clone();
    result.inputs.extend(site.at.iter().cloned());
    let u = result.fresh.variable("u");
    let value = match site.flip(program) {
        Some(change) => {
            let code = site.other_code(program);
            let value = append(&mut result, &site, &change, code, program.value(), program.lets.len());
            let (name, definition) = ("flip".to_owned(), Definition::Sum(value));
            let flip = result.add_let(Let { name, binders: Vec::new(), definition });
            let elsewhere = Guard::different(&Index::variable(&u), &site.code());
            Expr::read_let(flip, Vec::new()).guarded(&elsewhere)
        }
        None => local::of_one_site(&mut result, program, &site)?.difference(&[], &Index::variable(&u)),
    };
    result.outputs = vec![Output { target: Target::Values, binders: vec![(u, count)], value }];
    Some(tidy(&result))
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
///
/// `code` is the code of the new value of a discrete site, for terms that read it.
pub(super) fn append(
    program: &mut Program,
    site: &Site,
    change: &Expr,
    code: Option<Index>,
    value: &Expr,
    lets: usize,
) -> Expr {
    let named = name_change(program, site, change);
    let delta = match named {
        Some(id) => Expr::read_let(id, Vec::new()),
        None => change.clone(),
    };
    let binary = program.array(site.array).role.domain() == Some(&Domain::Binary);
    let flip = named.filter(|_| binary && site.flip(program).as_ref() == Some(change));
    let mut changes = Changes::new(program, site, delta, code, flip);
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
