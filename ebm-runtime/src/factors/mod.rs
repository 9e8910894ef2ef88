//! Tables over few discrete variables, and exact sums over their product.
//!
//! A [`FactorGraph`] stands for p(x) ∝ Π_f exp(t_f(x_f)), each table t_f over the scope of a factor, in logarithms; −∞ forbids.
//! [`Elimination`] sums it exactly, one variable after the other, in an order whose cost is known beforehand. It knows no model.

mod elimination;
mod graph;
mod order;
mod table;

pub use elimination::{Elimination, Marginals};
pub use graph::{FactorGraph, GraphError};
pub use order::Cost;
pub use table::Table;
