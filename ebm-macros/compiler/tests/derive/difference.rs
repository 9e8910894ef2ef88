//! Differences of the named energies.

use crate::{check, energies};

#[test]
fn the_difference_is_that_of_two_energies() {
    for seed in [11, 12] {
        for (name, (case, _)) in energies::all(seed) {
            check::tidying(&case, &name);
            check::differences(&case, &name);
        }
    }
}
