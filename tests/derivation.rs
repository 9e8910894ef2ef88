//! What was derived, snapshot-tested through the public API, as a user would.

use ebm::prelude::*;

/// Ising model with field `h` and couplings `j`.
#[energy_model]
pub fn ising(
    #[visible(spin)] x: ArrayView1<f32>,
    #[param] h: ArrayView1<f32>,
    #[param(symmetric)] j: ArrayView2<f32>,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[[i, k]] * x[i] * x[k];
        }
    }
    energy
}

/// Ising model on a torus with shared coupling and field.
#[energy_model]
pub fn lattice(#[visible(spin)] x: ArrayView2<f32>, #[param] coupling: f32, #[param] field: f32) -> f32 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= field * x[[r, c]];
            energy -= coupling * x[[r, c]] * (x[[(r + 1) % rows, c]] + x[[r, (c + 1) % cols]]);
        }
    }
    energy
}

#[test]
fn ising_derivation() {
    insta::assert_snapshot!(Ising::derivation());
}

#[test]
fn lattice_derivation() {
    insta::assert_snapshot!(Lattice::derivation());
}
