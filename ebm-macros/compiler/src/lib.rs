//! From the tokens of an energy function to the code that learning without Z needs.

pub mod ir;
pub mod solve;
