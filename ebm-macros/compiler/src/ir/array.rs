//! What an energy reads: arrays, their roles and domains.

use super::{Index, Number};
use proc_macro2::Span;

/// Names one array of a program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArrayId(pub usize);

/// Names one let of a program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LetId(pub usize);

/// What a read reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// An argument of the energy, or a scalar that a pass introduced.
    Array(ArrayId),
    /// A definition.
    Let(LetId),
}

/// How many states a categorical site has.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum States {
    /// As many for all sites, in terms of sizes.
    All(Index),
    /// An entry of a fixed integer array, of the shape of the sites, for each.
    Each(ArrayId),
}

/// The set a site takes its values from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// {0, …, q − 1}: labels, not numbers.
    Categorical(States),
    /// {0, …, max}
    Count(Index),
    /// The real line.
    Real,
    /// (0, ∞)
    Positive,
    /// (0, 1)
    Unit,
    /// (a, b)
    Interval(Number, Number),
    /// [−π, π), periodic.
    Angle,
}

impl Domain {
    /// Whether sites take finitely many values.
    pub fn is_discrete(&self) -> bool {
        match self {
            Self::Binary | Self::Spin | Self::Categorical(_) | Self::Count(_) => true,
            Self::Real | Self::Positive | Self::Unit | Self::Interval(..) | Self::Angle => false,
        }
    }

    /// Whether sites hold integers, which are read inside [`Index`] forms and never as numbers.
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::Categorical(_) | Self::Count(_))
    }

    /// Whether sites have two values.
    pub fn is_two_valued(&self) -> bool {
        matches!(self, Self::Binary | Self::Spin)
    }

    /// The number of values of the site at `at`: codes run from 0 to one less. Nothing for a continuous domain.
    pub fn value_count(&self, at: &[Index]) -> Option<Index> {
        match self {
            Self::Binary | Self::Spin => Some(Index::constant(2)),
            Self::Categorical(States::All(count)) => Some(count.clone()),
            Self::Categorical(States::Each(array)) => Some(Index::lookup(*array, at.to_vec(), 0)),
            Self::Count(max) => Some(max + &Index::constant(1)),
            Self::Real | Self::Positive | Self::Unit | Self::Interval(..) | Self::Angle => None,
        }
    }

    /// The word of the attribute.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Spin => "spin",
            Self::Categorical(_) => "categorical",
            Self::Count(_) => "count",
            Self::Real => "real",
            Self::Positive => "positive",
            Self::Unit => "unit",
            Self::Interval(..) => "interval",
            Self::Angle => "angle",
        }
    }
}

/// How a parameter starts.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Init {
    /// All zero.
    #[default]
    Zeros,
    /// All one value.
    Constant(f64),
    /// Independent normal draws with this standard deviation.
    Normal(f64),
    /// Independent uniform draws.
    Uniform(f64, f64),
    /// Normal draws scaled by fan-in and fan-out (Glorot & Bengio 2010).
    Glorot,
}

/// What the user said of a parameter.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ParamOptions {
    /// Entry `[i, k]` and entry `[k, i]` are one parameter.
    pub symmetric: bool,
    /// Entries `[i, i]` are zero, always.
    pub zero_diagonal: bool,
    /// Entries are positive; learned on the log scale.
    pub positive: bool,
    /// Not learned.
    pub frozen: bool,
    /// Where learning starts.
    pub init: Init,
}

/// What an array is to the model.
#[derive(Clone, PartialEq, Debug)]
pub enum Role {
    /// Observed variables.
    Visible(Domain),
    /// Hidden variables: summed out, or sampled.
    Latent(Domain),
    /// Learned.
    Param(ParamOptions),
    /// Numbers that come with each example: covariates.
    Given,
    /// Numbers shared by all examples.
    Fixed,
    /// Integers shared by all examples; tuples of `components` integers (1 for plain ones).
    Structure {
        /// How many integers each entry holds.
        components: usize,
    },
    /// A scalar that a pass introduced and whoever runs the program provides: the weight of an example, the new value
    /// of a site, the inverse temperature.
    Scalar,
    /// A number for each site of a site array that a pass introduced and whoever runs the program provides: a direction,
    /// a target.
    Along(ArrayId),
}

impl Role {
    /// The domain of a site array.
    pub fn domain(&self) -> Option<&Domain> {
        match self {
            Self::Visible(domain) | Self::Latent(domain) => Some(domain),
            _ => None,
        }
    }

    /// Whether sites of this array take finitely many values.
    pub fn is_discrete(&self) -> bool {
        self.domain().is_some_and(Domain::is_discrete)
    }

    /// Whether it is an array of continuous sites.
    pub fn is_continuous(&self) -> bool {
        self.domain().is_some_and(|domain| !domain.is_discrete())
    }
}

/// One array that programs read.
#[derive(Clone, Debug)]
pub struct Array {
    /// As the user wrote it.
    pub name: String,
    /// What it is to the model.
    pub role: Role,
    /// The extent of each axis, in terms of primary sizes: `Size(self, axis)` where nothing else determines it.
    pub extents: Vec<Index>,
    /// For `Structure`: for each component, exclusive upper bounds that are checked when the model is built and may be
    /// taken as facts (an entry that is used as an index into an axis of that extent).
    pub bounds: Vec<Vec<Index>>,
    /// Where the user declared it.
    pub span: Span,
}

impl Array {
    /// A scalar that a pass introduces.
    pub fn scalar(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            role: Role::Scalar,
            extents: Vec::new(),
            bounds: Vec::new(),
            span: Span::call_site(),
        }
    }
}
