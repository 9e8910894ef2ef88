//! Programs as readable Rust. Does no mathematics: what is computed was decided before.

mod fragment;
mod index;
mod routine;
mod scalar;
mod scope;
mod sums;

#[cfg(test)]
mod tests;
