//! Random energies, written as Rust source and evaluated directly.
//!
//! A seed becomes a [`tree::Function`] in the language of `#[energy_model]`. The tree is printed as source, which the
//! compiler reads, and walked statement by statement in f64, which is what the compiler is compared with. Nothing here
//! depends on the compiler: a mistake would have to be made twice, in two different ways, to go unnoticed.
//!
//! What grows with the language: a domain or role in [`tree`], its values in [`instance`], its spelling in [`mod@print`],
//! its meaning in [`mod@evaluate`], and a way to draw it in [`mod@generate`].

pub mod check;
pub mod evaluate;
pub mod generate;
pub mod instance;
pub mod print;
pub mod random;
pub mod shrink;
pub mod tree;

pub use evaluate::{Evaluation, Fault};
pub use generate::{Case, generate};
pub use instance::{Array, Entries, Instance};
pub use tree::Function;
