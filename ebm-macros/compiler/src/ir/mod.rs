//! The one intermediate form: every quantity is a sum of guarded products with binders.
//!
//! ```text
//! Expr   = sum of Terms
//! Term   = c · Σ_binders Π [guards] · Π factors      (a sum stands nowhere else)
//! Factor = Atom ^ power
//! Atom   = Read(array or let, [index]) | Apply(operator, order, Expr) | Change(operator, order, u, Δu) | Integer(index)
//! Let    = name[(binder, extent) …] = Expr           (the only way a sum gets under a product or a nonlinearity)
//! ```
//!
//! The energy, its differences, its derivatives and every objective are programs of this form. It knows no Rust
//! syntax; spans travel with terms and are ignored by every comparison.
//!
//! Invariants, checked by [`verify`]: a let reads earlier lets only; a binder's bounds mention earlier binders and free
//! variables only; a binder is bound once on any path from the root.
//!
//! Every let is *total*: at all values of its axes it reads inside its arrays and is a number, also where nothing reads
//! it. A let that is defined under conditions only carries them; reading it under them is not enough, as its derivative
//! is a sum over all of its axes, in which 0 · NaN is NaN. Within a term, ranges and comparisons are evaluated first,
//! then guards that look something up, in the order of [`Guard::test_order`], then factors: whatever comes earlier must be what
//! makes the entries exist that come later, so no pass may drop a condition for what is evaluated after it. That
//! indices are inside [`evaluate`] asserts, and that lets are numbers the random tests, as both depend on data.

pub mod algebra;
mod array;
pub mod budget;
pub mod display;
pub mod evaluate;
mod guard;
mod index;
mod op;
mod program;
mod replace;
mod special;
mod term;
mod variable;
pub mod verify;

pub use array::{Array, ArrayId, Domain, Init, LetId, ParamOptions, Role, Source, States};
pub use guard::{Binder, Guard, Range, Relation};
pub use index::{Index, IntegerAtom, Monomial};
pub use op::{Number, Operator, Slope};
pub use program::{Basis, Let, Output, Program, Target};
pub use term::{Atom, Definition, Expr, Factor, Origin, Term};
pub use variable::{Fresh, Variable};
