//! From the surface to the intermediate form: the only module that knows both.
//!
//! In: an [`EnergyFn`]. Out: a [`Lowered`] energy, or messages. Lowering *runs* the body on symbolic values
//! (`value`): a loop pushes a binder on one stack of loops and conditions, `if` pushes a guard, `+=` adds a
//! term under everything on the stack since the accumulator was declared. Functions and closures are applied
//! where they are called. What a sum needs to stand under a product or a nonlinearity is a let (`naming`).
//! Sizes are equations that are collected on the way and solved at the end (`sizes`).
//!
//! A piece that cannot be followed is an `Err(Reported)`: there is no poison that does not carry the proof of
//! its message. Both operands of an operator and all statements of a block are lowered before the first error
//! of theirs is passed on, so that all mistakes are told in one compile.

mod arguments;
mod arithmetic;
mod array;
mod call;
mod condition;
mod domains;
mod expression;
mod integer;
mod iterator;
mod log_sum_exp;
mod loops;
mod method;
mod naming;
mod outline;
mod protect;
mod scalar;
mod scope;
mod shape;
mod sizes;
mod statement;
mod value;
mod whole;

#[cfg(test)]
mod tests;

pub use outline::outline;
pub use shape::{FreeSize, SizeCheck};

use crate::errors::{Errors, Mistake, Place, Reported, lowering};
use crate::ir::{Fresh, Guard, Index, LetId, Program, Range, Variable};
use crate::syntax::{EnergyFn, Statement};
use naming::Naming;
use scope::{Accumulator, Layer, Scope, guards_of};
use sizes::Sizes;
use std::collections::BTreeMap;

/// An energy in the intermediate form.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// One output: the energy.
    pub program: Program,
    /// Sizes that neither data nor fixed arguments nor literals determine: fields of Shape.
    pub sizes: Vec<FreeSize>,
    /// What must hold between the sizes of data and fixed arguments, checked when the model is built.
    pub checks: Vec<SizeCheck>,
}

/// How many expressions may be lowered and terms made, functions and conditions counted each time they are
/// run through: enough for any energy that a person writes, and under a second.
const BUDGET: usize = 40_000;

/// Lowers an energy; nothing if anything was reported, now or before.
pub fn lower(errors: &mut Errors, energy: &EnergyFn) -> Option<Lowered> {
    lower_beside(errors, &[], energy)
}

/// Lowers an energy that may use the functions, constants and imports beside it.
pub fn lower_beside(errors: &mut Errors, helpers: &[Statement], energy: &EnergyFn) -> Option<Lowered> {
    let mut lowering = Lowering::new(errors, &energy.name.text);
    lowering.declare_items(helpers);
    lowering.declare(energy);
    let value = lowering.body(energy);
    // Sizes are solved whatever the body says: their mistakes are told with its.
    let lowered = lowering.finish(value.unwrap_or_default());
    errors.barrier().ok()?;
    Some(lowered)
}

/// A piece that was lowered, or the proof that it was reported.
type Result<T> = std::result::Result<T, Reported>;

/// The state of lowering one energy.
struct Lowering<'a, 'e> {
    errors: &'e mut Errors,
    fresh: Fresh,
    program: Program,
    scope: Scope<'a>,
    /// The loops and conditions around the current statement, outermost first.
    layers: Vec<Layer>,
    accumulators: Vec<Accumulator>,
    /// What every variable runs over.
    ranges: BTreeMap<Variable, Range>,
    naming: Naming,
    sizes: Sizes,
    /// The largest value of a let that is an index, in terms of sizes.
    largest: BTreeMap<LetId, Index>,
    /// Names that `shape` brings in, with the first axis of that length.
    new_sizes: Vec<(String, sizes::Axis)>,
    /// The closures and functions that are being run; closures have no name.
    calls: Vec<String>,
    /// Whether a number may be an integer with a sign: there was a cast to one, or a `-` before one.
    signed: bool,
    /// What is left of [`BUDGET`].
    budget: usize,
    /// The message that the budget is spent.
    spent: Option<Reported>,
}

impl<'a, 'e> Lowering<'a, 'e> {
    fn new(errors: &'e mut Errors, name: &str) -> Lowering<'a, 'e> {
        let fresh = Fresh::new();
        let program = Program {
            name: name.to_owned(),
            arrays: Vec::new(),
            inputs: Vec::new(),
            lets: Vec::new(),
            outputs: Vec::new(),
            fresh: fresh.clone(),
        };
        Lowering {
            errors,
            fresh,
            program,
            scope: Scope::default(),
            layers: Vec::new(),
            accumulators: Vec::new(),
            ranges: BTreeMap::new(),
            naming: Naming::default(),
            sizes: Sizes::default(),
            largest: BTreeMap::new(),
            new_sizes: Vec::new(),
            calls: Vec::new(),
            signed: false,
            budget: BUDGET,
            spent: None,
        }
    }

    fn report<T>(&mut self, mistake: Mistake) -> Result<T> {
        Err(self.errors.report(mistake))
    }

    /// Pays for `cost` pieces of work.
    fn pay(&mut self, cost: usize, place: Place) -> Result<()> {
        if let Some(spent) = self.spent {
            return Err(spent);
        }
        match self.budget.checked_sub(cost) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => {
                let spent = self.errors.report(lowering::too_much(place));
                self.spent = Some(spent);
                Err(spent)
            }
        }
    }

    /// A new variable that runs over `range`.
    fn variable(&mut self, name: &str, range: Range) -> Variable {
        let variable = self.fresh.variable(name);
        self.ranges.insert(variable.clone(), range);
        variable
    }

    /// The conditions on integers around the current expression.
    fn guards(&self) -> impl Iterator<Item = &Guard> {
        guards_of(&self.layers)
    }

    /// Runs `run` under further loops and conditions.
    fn under<T>(&mut self, layers: &[Layer], run: impl FnOnce(&mut Self) -> T) -> T {
        let height = self.layers.len();
        self.layers.extend_from_slice(layers);
        let value = run(self);
        self.layers.truncate(height);
        value
    }

    /// As [`Lowering::under`], for conditions on integers.
    fn under_guards<T>(&mut self, guards: &[Guard], run: impl FnOnce(&mut Self) -> T) -> T {
        let layers: Vec<Layer> = guards.iter().cloned().map(Layer::Guard).collect();
        self.under(&layers, run)
    }
}

/// The indices of variables.
fn forms(variables: &[Variable]) -> Vec<Index> {
    variables.iter().map(Index::variable).collect()
}
