//! From the tokens of an energy function to the code that learning without Z needs.

pub mod capability;
pub mod derivation;
pub mod derive;
pub mod emit;
pub mod errors;
pub mod expand;
#[cfg(test)]
mod gallery;
pub mod ir;
pub mod lower;
pub mod names;
pub mod plan;
pub mod solve;
pub mod syntax;
