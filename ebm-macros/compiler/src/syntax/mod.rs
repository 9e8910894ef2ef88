//! The surface: what a user wrote, as typed values with places.
//!
//! In: tokens. Out: an [`Item`]. The surface knows Rust and the words of the attributes, and no mathematics:
//! which names, methods and indices mean something is the business of `lower`. Nothing here fails: a piece
//! that is not in the language becomes a `Mistake`, which carries the proof that it was reported.
//!
//! This file holds the types of the declarations, `tree` those of the body; together they read as a
//! dictionary.

pub mod attribute;
pub mod body;
pub mod display;
pub mod item;
pub mod limits;
pub mod options;
pub mod reemit;
pub mod signature;
pub mod tree;
pub mod types;

#[cfg(test)]
mod tests;

pub use item::parse;
pub use reemit::{append, reemit};
pub use tree::*;

use crate::errors::{Place, Reported};
use proc_macro2::TokenStream;

/// A word of the user's, where it was written.
#[derive(Clone, Debug)]
pub struct Name {
    /// The identifier, without `r#`.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What `#[energy_model]` stands before.
#[derive(Clone, Debug)]
pub enum Item {
    /// `fn ising(…) -> f32 { … }`.
    Function(EnergyFn),
    /// `mod name { … }`: energies with their helper functions.
    Module(EnergyModule),
}

/// A module of energies and of the functions that they call.
#[derive(Clone, Debug)]
pub struct EnergyModule {
    /// Its name.
    pub name: Name,
    /// The functions whose arguments have roles.
    pub energies: Vec<EnergyFn>,
    /// The other functions and constants, which energies may use.
    pub helpers: Vec<Statement>,
}

/// An annotated energy function.
#[derive(Clone, Debug)]
pub struct EnergyFn {
    /// The function's name.
    pub name: Name,
    /// `pub` and its like, as written: the model gets the same.
    pub visibility: TokenStream,
    /// The lines of its doc comment.
    pub docs: Vec<String>,
    /// The capabilities of `#[energy_model(require(…))]`.
    pub require: Vec<Name>,
    /// The type of the energy, and of every number in it.
    pub float: Float,
    /// In order of declaration.
    pub arguments: Vec<Argument>,
    /// What it computes.
    pub body: Block,
}

/// One argument of an energy function.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// What part it has in the model.
    pub role: Role,
    /// Where its role stands; its name if it has none.
    pub role_place: Place,
    /// What it holds.
    pub kind: ArgumentType,
    /// Where its type stands.
    pub kind_place: Place,
}

/// The part of an argument in the model.
#[derive(Clone, Debug)]
pub enum Role {
    /// `#[visible(domain)]`: observed sites.
    Visible(Domain),
    /// `#[latent(domain)]`: hidden sites.
    Latent(Domain),
    /// `#[param(…)]`: learned.
    Param(ParamOptions),
    /// `#[given]`: covariates, one value per example.
    Given,
    /// `#[fixed]`: structure shared by all examples.
    Fixed,
    /// `#[neural]`: a neural sub-energy.
    Neural,
    /// None that could be read.
    Mistake(Reported),
}

/// The values of a site.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Which values.
    pub kind: DomainKind,
    /// Where the domain was written.
    pub place: Place,
}

/// Which values a site takes.
#[derive(Clone, Debug)]
pub enum DomainKind {
    /// {0, 1}.
    Binary,
    /// {−1, +1}.
    Spin,
    /// {0 … q−1}; without `q` it is read off the parameters that are indexed by a site.
    Categorical(Option<Expression>),
    /// {0 … max}; unbounded without `max`.
    Count(Option<Expression>),
    /// All real numbers.
    Real,
    /// (0, ∞).
    Positive,
    /// (0, 1).
    Unit,
    /// (a, b).
    Interval(Box<Expression>, Box<Expression>),
    /// [−π, π), periodic.
    Angle,
    /// None that could be read.
    Mistake(Reported),
}

/// The options of `#[param(…)]`. A flag is the place where it was written.
#[derive(Clone, Debug, Default)]
pub struct ParamOptions {
    /// `symmetric`: `j[[i, k]] == j[[k, i]]`.
    pub symmetric: Option<Place>,
    /// `zero_diagonal`: `j[[i, i]] == 0`.
    pub zero_diagonal: Option<Place>,
    /// `positive`: every entry is above zero.
    pub positive: Option<Place>,
    /// `frozen`: not learned.
    pub frozen: Option<Place>,
    /// `init = …`.
    pub init: Option<Init>,
    /// `shape = …`: one size for each axis.
    pub shape: Option<Vec<Expression>>,
}

/// How a parameter starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// All zero.
    Zeros,
    /// All the same.
    Constant(f64),
    /// Independent normal draws with mean zero and this standard deviation.
    Normal(f64),
    /// Independent draws from [a, b).
    Uniform(f64, f64),
    /// Uniform within ±√(6 / (rows + columns)) (Glorot & Bengio 2010, equation 16).
    Glorot,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// `f32`, `f64`.
    Scalar(Float),
    /// `usize`.
    Size,
    /// `ArrayView1<f32>` and its like.
    Array {
        /// Number of axes, 1 to 4.
        rank: usize,
        /// What an entry is.
        element: Element,
    },
    /// `&[usize]`, `&[(usize, usize)]`, `&[(usize, usize, usize)]`.
    Slice {
        /// How many numbers an entry has: 1, 2 or 3.
        width: usize,
    },
    /// `&impl NeuralEnergy`.
    Network,
    /// None that could be read.
    Mistake(Reported),
}

/// An entry of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A number.
    Float(Float),
    /// A code or a count.
    Size,
}

/// A floating-point type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Float {
    /// `f32`.
    #[default]
    F32,
    /// `f64`.
    F64,
}
