//! Models written by hand as an expert would write them, and their energies written once more as plainly as possible.
//!
//! Generated code is compared with these, and drivers are tested on them. `energies` shares no code with the models:
//! it is what `tests/references.rs` checks them against. Include with
//! `#[path = "…/ebm-runtime/tests/reference/mod.rs"] mod reference;`.

// every test file that includes this uses a part of it, and includes it privately
#![allow(dead_code, unused_imports, unreachable_pub)]

mod boltzmann;
pub mod check;
pub mod energies;
mod falling;
mod gaussian;
mod graph;
mod ising;
mod lattice;

pub use boltzmann::Boltzmann;
pub use falling::{along, falls};
pub use gaussian::Gaussian;
pub use graph::Graph;
pub use ising::Ising;
pub use lattice::Lattice;

use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::layout::Constraint;
use ebm_runtime::{Model, Real};

/// What `symmetric` alone declares.
pub const SYMMETRIC: Constraint =
    Constraint { symmetric: true, zero_diagonal: false, positive: false, frozen: false };

/// `model` at parameters that look random and are the same each time: free coordinates between −size and size.
pub fn at_random<M: Model>(mut model: M, size: f64, seed: u64) -> M {
    let coordinates = Coordinates::new(model.layout());
    let phi: Vec<f64> = (0..coordinates.len() as u64).map(|a| size * noise(seed, a)).collect();
    let mut theta: Vec<M::Float> =
        model.layout().initial_theta().into_iter().map(M::Float::from_f64).collect();
    coordinates.to_public(&phi, &mut theta);
    model.set_theta(&theta);
    model
}

/// A number in (−1, 1) that depends on both arguments (the finaliser of SplitMix64).
pub fn noise(seed: u64, a: u64) -> f64 {
    let mut z = (seed << 32).wrapping_add(a).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}
