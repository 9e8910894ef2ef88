//! Which arrays can be drawn at once.
//!
//! The sites of an array are independent given everything else if no term of the energy holds two of them, with definitions
//! written out. Then one block holds the whole array; two such arrays alternate. Where sites meet, which of them can be
//! drawn at once is a colouring of the conflict graph, which is known when a model is built and not here.

use super::coupling::{one_site, written_out};
use super::missing::Missing;
use crate::ir::{ArrayId, Program};

/// For each array of sites, whether its sites are independent given all others: the reason where they are not.
pub fn independent(program: &Program) -> Vec<(ArrayId, Result<(), Missing>)> {
    let arrays = program.arrays_where(|array| array.role.domain().is_some());
    arrays.into_iter().map(|array| (array, is_independent(program, array))).collect()
}

fn is_independent(program: &Program, array: ArrayId) -> Result<(), Missing> {
    for term in written_out(program, &[array])?.terms {
        one_site(program, &term, &[array])?;
    }
    Ok(())
}
