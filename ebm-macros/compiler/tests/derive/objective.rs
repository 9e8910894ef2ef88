//! The pseudolikelihood of the named energies.

use crate::{check, energies};
use ebm_compiler::derive::objective;

#[test]
fn the_pseudolikelihood_is_a_product_of_conditionals() {
    for (name, (case, _)) in energies::all(31) {
        check::pseudolikelihood(&case, &name);
    }
}

#[test]
fn there_is_none_without_local_normalisers() {
    let (case, _) = energies::experts(2, 2, &mut crate::build::Random(32));
    assert!(objective::pseudolikelihood(&case.program).is_err());
    assert!(objective::ratio_matching(&case.program).is_err());
}
