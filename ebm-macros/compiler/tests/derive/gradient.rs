//! Derivatives of the named energies and of their differences.

use crate::{check, energies};

#[test]
fn derivatives_are_central_differences() {
    for (name, (case, _)) in energies::all(21) {
        check::energy_gradients(&case, &name);
    }
}

#[test]
fn derivatives_of_differences_are_central_differences() {
    for (name, (case, _)) in energies::all(22) {
        check::difference_gradients(&case, &name);
    }
}
