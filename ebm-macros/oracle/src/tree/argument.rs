//! Arguments: their roles, and the domains of those that hold sites.

use super::Extent;

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its part and type.
    pub role: Role,
    /// The extent of each axis.
    pub axes: Vec<Extent>,
}

/// The part of an argument in the model, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// `#[visible(…)]`
    Visible(Domain),
    /// `#[latent(…)]`
    Latent(Domain),
    /// `#[given]` numbers.
    Given,
    /// `#[param(…)]`
    Param(Param),
    /// `#[fixed]` numbers; with `mask`, zeros and ones.
    Fixed {
        /// Whether entries are 0 or 1.
        mask: bool,
    },
    /// `#[fixed]` of type `usize`, with the value of this extent.
    Size(Extent),
    /// `#[fixed]` integers: `&[usize]`, `&[(usize, usize)]` …, or `ArrayView1<usize>`.
    List {
        /// For each member of an entry, what it stays below.
        below: Vec<Extent>,
        /// Whether it is an `ArrayView1<usize>`.
        view: bool,
    },
    /// `#[fixed]` numbers of states of categorical sites, `ArrayView1<usize>` or `&[usize]`: from 1 to this.
    States {
        /// The largest number of states.
        most: Extent,
        /// Whether it is an `ArrayView1<usize>`.
        view: bool,
    },
}

impl Role {
    /// The domain of an array of sites.
    pub fn domain(&self) -> Option<Domain> {
        match self {
            Self::Visible(domain) | Self::Latent(domain) => Some(*domain),
            _ => None,
        }
    }
}

/// What is said of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Param {
    /// `symmetric`
    pub symmetric: bool,
    /// `zero_diagonal`
    pub zero_diagonal: bool,
    /// `positive`
    pub positive: bool,
    /// `frozen`
    pub frozen: bool,
    /// `shape = …`, one expression for each axis.
    pub shape: Option<Vec<String>>,
}

/// The values of a site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// {0, …, q − 1}
    Categorical(Categories),
    /// {0, …, max}
    Count(usize),
    /// The real line.
    Real,
    /// (0, ∞)
    Positive,
    /// (0, 1)
    Unit,
    /// (a, b)
    Interval(f64, f64),
    /// [−π, π)
    Angle,
}

/// How many states categorical sites have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Categories {
    /// `categorical(3)`
    Literal(usize),
    /// `categorical`: the extent of the axis that they index first.
    Axis(Extent),
    /// `categorical(states)`: for each its own, at most this, in the array that [`states_of`] names.
    Each(Extent),
}

/// The name of the numbers of states of a site array.
pub fn states_of(array: &str) -> String {
    format!("{array}_states")
}

impl Domain {
    /// The attribute's argument for an array of this name.
    pub fn word(self, array: &str) -> String {
        match self {
            Self::Binary => "binary".to_owned(),
            Self::Spin => "spin".to_owned(),
            Self::Categorical(Categories::Literal(q)) => format!("categorical({q})"),
            Self::Categorical(Categories::Axis(_)) => "categorical".to_owned(),
            Self::Categorical(Categories::Each(_)) => format!("categorical({})", states_of(array)),
            Self::Count(max) => format!("count({max})"),
            Self::Real => "real".to_owned(),
            Self::Positive => "positive".to_owned(),
            Self::Unit => "unit".to_owned(),
            Self::Interval(low, high) => format!("interval({low:?}, {high:?})"),
            Self::Angle => "angle".to_owned(),
        }
    }

    /// Whether a site has finitely many values.
    pub fn is_discrete(self) -> bool {
        matches!(self, Self::Binary | Self::Spin | Self::Categorical(_) | Self::Count(_))
    }

    /// Whether sites are of type `usize`.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::Categorical(_) | Self::Count(_))
    }

    /// The number of codes that index an axis: the largest number of states.
    pub fn codes(self) -> Option<Extent> {
        match self {
            Self::Categorical(Categories::Literal(q)) => Some(Extent::Literal(q)),
            Self::Categorical(Categories::Axis(extent) | Categories::Each(extent)) => Some(extent),
            Self::Count(max) => Some(Extent::Literal(max + 1)),
            _ => None,
        }
    }

    /// The ends of the domain of a continuous site, which do not belong to it.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Positive => (0.0, f64::INFINITY),
            Self::Unit => (0.0, 1.0),
            Self::Interval(low, high) => (low, high),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}
