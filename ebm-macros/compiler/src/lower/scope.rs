//! Names, and the one stack of loops and conditions.
//!
//! An accumulator remembers how high the stack was where it was declared; what is added to it goes under
//! everything that was pushed since, loops and conditions alike, in one place. (A prototype had two stacks
//! and lost a condition around a `+=`.)

use super::condition::{Condition, Indicator};
use super::value::{Sight, Value};
use crate::errors::Reported;
use crate::ir::{Binder, Expr, Guard, Index, Variable};
use crate::syntax::{Block, Expression, ExpressionKind, Name, Statement};

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding<'a> {
    /// A value.
    Value(Value<'a>),
    /// `let mut e = 0.0`.
    Accumulator(usize),
    /// `use std::f64::consts::PI`.
    Path(&'a [Name]),
    /// Something that was reported.
    Mistake(Reported),
}

/// The names in scope, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    entries: Vec<(String, Binding<'a>, usize)>,
    bound: usize,
}

impl<'a> Scope<'a> {
    pub(super) fn bind(&mut self, name: &str, binding: Binding<'a>) {
        self.bound += 1;
        self.entries.push((name.to_owned(), binding, self.bound));
    }

    pub(super) fn find(&self, name: &str) -> Option<&Binding<'a>> {
        self.entries.iter().rev().find(|(known, ..)| known == name).map(|(_, binding, _)| binding)
    }

    /// All names, for the nearest to a misspelt one.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().rev().map(|(name, ..)| name.as_str())
    }

    /// What a function defined here sees.
    pub(super) fn sight(&self) -> Sight {
        Sight { names: self.entries.len(), serial: self.entries.last().map_or(0, |entry| entry.2) }
    }

    /// The serial number that the `count`-th name from now will have; that of the last name for 0.
    pub(super) fn next_serial(&self, count: usize) -> usize {
        if count == 0 { self.sight().serial } else { self.bound + count }
    }

    /// Hides what a function does not see, until [`Scope::restore`]; nothing if what it saw is gone.
    pub(super) fn hide(&mut self, sight: Sight) -> Option<Hidden<'a>> {
        let last =
            sight.names.checked_sub(1).map_or(Some(0), |last| self.entries.get(last).map(|entry| entry.2));
        (last == Some(sight.serial)).then(|| Hidden(self.entries.split_off(sight.names)))
    }

    /// Takes the names of the function away and shows again what was hidden.
    pub(super) fn restore(&mut self, sight: Sight, hidden: Hidden<'a>) {
        self.entries.truncate(sight.names);
        self.entries.extend(hidden.0);
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.entries.truncate(len);
    }
}

/// Names out of sight.
pub(super) struct Hidden<'a>(Vec<(String, Binding<'a>, usize)>);

/// A loop or a condition around what is being lowered.
#[derive(Clone, Debug)]
pub(super) enum Layer {
    /// A loop.
    Binder(Binder),
    /// A condition on integers.
    Guard(Guard),
    /// A condition on discrete sites or fixed numbers: 1 where it holds, else 0.
    Factor(Indicator),
    /// A condition with several cases, of which at most one holds.
    Cases(Condition),
}

/// The conditions on integers among layers.
pub(super) fn guards_of(layers: &[Layer]) -> impl Iterator<Item = &Guard> {
    layers.iter().filter_map(|layer| match layer {
        Layer::Guard(guard) => Some(guard),
        _ => None,
    })
}

impl Layer {
    pub(super) fn substitute(&self, variable: &Variable, form: &Index) -> Layer {
        match self {
            Layer::Binder(binder) => Layer::Binder(Binder {
                variable: binder.variable.clone(),
                range: binder.range.map(&mut |bound| bound.substitute(variable, form)),
            }),
            Layer::Guard(guard) => {
                Layer::Guard(Guard { relation: guard.relation, form: guard.form.substitute(variable, form) })
            }
            Layer::Factor(factor) => Layer::Factor(factor.substitute(variable, form)),
            Layer::Cases(condition) => Layer::Cases(condition.substitute(variable, form)),
        }
    }
}

/// `let mut e = 0.0`.
#[derive(Clone, Debug)]
pub(super) struct Accumulator {
    /// As the user wrote it.
    pub(super) name: String,
    /// What it holds.
    pub(super) value: Expr,
    /// Whether that is a `usize`: it started as one, and nothing else was added.
    pub(super) whole: bool,
    /// How high the stack was where it was declared.
    pub(super) height: usize,
    /// In how many closures it was declared.
    pub(super) closures: usize,
    /// How many of the loops being lowered add to it.
    pub(super) open: usize,
    /// The view of its value, until the next addition.
    pub(super) view: Option<usize>,
}

/// The names that statements accumulate into, at any depth.
pub(super) fn targets(block: &Block) -> Vec<&str> {
    let mut found = Vec::new();
    block_targets(block, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn block_targets<'a>(block: &'a Block, found: &mut Vec<&'a str>) {
    for statement in &block.statements {
        match statement {
            Statement::Accumulate(step) => found.push(&step.target.text),
            Statement::For(each) => block_targets(&each.body, found),
            Statement::Expression(expression) => expression_targets(expression, found),
            Statement::Let(binding) => expression_targets(&binding.value, found),
            Statement::Constant(_)
            | Statement::Function(_)
            | Statement::Import(..)
            | Statement::Mistake(_) => {}
        }
    }
    if let Some(value) = &block.value {
        expression_targets(value, found);
    }
}

/// Only blocks and choices hold statements; a closure may not accumulate into what is outside it.
fn expression_targets<'a>(expression: &'a Expression, found: &mut Vec<&'a str>) {
    match &expression.kind {
        ExpressionKind::If(choice) => {
            block_targets(&choice.then, found);
            if let Some(otherwise) = &choice.otherwise {
                expression_targets(otherwise, found);
            }
        }
        ExpressionKind::Block(block) => block_targets(block, found),
        ExpressionKind::Sum(members) => {
            members.iter().for_each(|(_, member)| expression_targets(member, found))
        }
        ExpressionKind::Binary(_, left, right) => {
            expression_targets(left, found);
            expression_targets(right, found);
        }
        _ => {}
    }
}
