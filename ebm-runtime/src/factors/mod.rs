//! Tables over few discrete variables, and exact sums over their product.
//!
//! A [`FactorGraph`] stands for p(x) ∝ Π_f exp(t_f(x_f)), each table t_f over the scope of a factor, in logarithms; −∞ forbids.
//! [`Elimination`] sums it exactly, one variable after the other, in an order whose cost is known beforehand; [`Blocks`] says which
//! variables can be summed together while the others stay. [`FactorGraph::of_model`] reads the tables off a model of discrete sites.

mod blocks;
mod elimination;
mod graph;
mod layers;
mod order;
mod reading;
mod table;

pub use blocks::{Block, Blocks, Step};
pub use elimination::{Elimination, Marginals};
pub use graph::{FactorGraph, GraphError};
pub use layers::Layers;
pub use order::Cost;
pub use reading::ReadingError;
pub use table::Table;
