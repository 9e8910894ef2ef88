//! The energy of a function that could not be followed: its arguments, and zero.
//!
//! What is generated from it has the types and methods of the model, so that rustc reports nothing about code
//! that uses them; it never runs, as the mistakes that made it necessary stop the compile.

use super::{Lowered, Lowering};
use crate::errors::Errors;
use crate::ir::{Expr, Index, Role};
use crate::syntax::{EnergyFn, Statement};

/// The outline of an energy; nothing if its arguments cannot be read either.
pub fn outline(helpers: &[Statement], energy: &EnergyFn) -> Option<Lowered> {
    // what is wrong with the arguments was told by the attempt before
    let mut told = Errors::new();
    let mut lowering = Lowering::new(&mut told, &energy.name.text);
    lowering.declare_items(helpers);
    lowering.declare(energy);
    let mut lowered = lowering.finish(Expr::zero());
    let readable = told.finish().is_empty();
    for array in &mut lowered.program.arrays {
        if matches!(array.role, Role::Param(_)) {
            array.extents.iter_mut().for_each(|extent| *extent = Index::constant(1));
        }
    }
    lowered.sizes.clear();
    lowered.checks.clear();
    readable.then_some(lowered)
}
