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

pub mod algebra;
pub mod display;
pub mod evaluate;
mod index;
mod op;
mod variable;
pub mod verify;

pub use index::{Index, IntegerAtom, Monomial};
pub use op::{Number, Operator, Slope};
pub use variable::{Fresh, Variable};

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

/// The set a site takes its values from. Grows with the language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// The real line.
    Real,
}

impl Domain {
    /// Whether sites take finitely many values.
    pub fn is_discrete(self) -> bool {
        match self {
            Self::Binary | Self::Spin => true,
            Self::Real => false,
        }
    }

    /// The word of the attribute.
    pub fn word(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Spin => "spin",
            Self::Real => "real",
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
    /// Learned.
    Param(ParamOptions),
    /// Numbers shared by all examples.
    Fixed,
    /// Integers shared by all examples; tuples of `components` integers (1 for plain ones).
    Structure {
        /// How many integers each entry holds.
        components: usize,
    },
    /// A scalar that a pass introduced and whoever runs the program provides: the weight of an example, the new value
    /// of a site.
    Scalar,
}

impl Role {
    /// The domain of a site array.
    pub fn domain(&self) -> Option<Domain> {
        match self {
            Self::Visible(domain) => Some(*domain),
            _ => None,
        }
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

/// The values of a binder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Range {
    /// From the largest of 0 and `lower` to the smallest of `upper`, which is left out; empty if that is not above.
    /// There is always an upper bound.
    Span {
        /// Inclusive.
        lower: Vec<Index>,
        /// Exclusive.
        upper: Vec<Index>,
    },
    /// The flat positions p of a structure array whose entry has `component` equal to `at`: a list that is built with
    /// the model.
    Incidence {
        /// A structure array.
        array: ArrayId,
        /// Which member of its tuples.
        component: usize,
        /// The value looked for.
        at: Index,
    },
}

impl Range {
    /// `0..end`.
    pub fn up_to(end: Index) -> Self {
        Self::Span { lower: Vec::new(), upper: vec![end] }
    }

    /// `start..end`.
    pub fn between(start: Index, end: Index) -> Self {
        let lower = if start.is_zero() { Vec::new() } else { vec![start] };
        Self::Span { lower, upper: vec![end] }
    }

    /// Every form in it.
    pub fn forms(&self) -> Vec<&Index> {
        match self {
            Self::Span { lower, upper } => lower.iter().chain(upper).collect(),
            Self::Incidence { at, .. } => vec![at],
        }
    }

    /// The range with every form replaced.
    pub fn map(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        match self {
            Self::Span { lower, upper } => Self::Span {
                lower: lower.iter().map(&mut *map).collect(),
                upper: upper.iter().map(&mut *map).collect(),
            },
            Self::Incidence { array, component, at } => {
                Self::Incidence { array: *array, component: *component, at: map(at) }
            }
        }
    }
}

/// One variable of a sum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Binder {
    /// The variable.
    pub variable: Variable,
    /// What it runs over.
    pub range: Range,
}

/// How the form of a guard compares with zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// `form = 0`: an Iverson bracket.
    Zero,
    /// `form ≠ 0`
    NonZero,
    /// `form ≥ 0`
    NonNegative,
}

/// A condition on integers; the term counts where it holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Guard {
    /// How.
    pub relation: Relation,
    /// What.
    pub form: Index,
}

impl Guard {
    /// `[a = b]`
    pub fn equal(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::Zero, form: a - b }
    }

    /// `[a ≠ b]`
    pub fn different(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonZero, form: a - b }
    }

    /// `[a < b]`
    pub fn less(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonNegative, form: &(b - a) - &Index::constant(1) }
    }

    /// `[a ≤ b]`
    pub fn at_most(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonNegative, form: b - a }
    }

    /// How deep it looks up fixed data. Guards are tested in this order: a shallower one can be what makes the entry
    /// exist that a deeper one reads.
    pub fn look_up_depth(&self) -> usize {
        self.form.look_up_depth()
    }

    /// The condition that holds exactly where this one does not.
    pub fn negated(&self) -> Self {
        match self.relation {
            Relation::Zero => Self { relation: Relation::NonZero, form: self.form.clone() },
            Relation::NonZero => Self { relation: Relation::Zero, form: self.form.clone() },
            Relation::NonNegative => {
                Self { relation: Relation::NonNegative, form: &self.form.scaled(-1) - &Index::constant(1) }
            }
        }
    }
}

/// What is multiplied.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Atom {
    /// An entry of an array or of a let.
    Read(Source, Vec<Index>),
    /// The `order`-th derivative of an operator at `argument`. The argument has no binders of its own that sum: such
    /// sums are lets.
    Apply {
        /// Which function.
        operator: Operator,
        /// Which derivative of it; above 0 only where [`Operator::slope`] keeps orders.
        order: u8,
        /// Where.
        argument: Expr,
    },
    /// f(u + Δu) − f(u), kept as one atom because split it would cancel; f is the `order`-th derivative.
    Change {
        /// Which function.
        operator: Operator,
        /// Which derivative of it.
        order: u8,
        /// u
        at: Expr,
        /// Δu
        by: Expr,
    },
    /// An integer used as a number (`i as f64`, a count of equal terms).
    Integer(Index),
}

/// An atom to a power of at least one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Factor {
    /// What.
    pub atom: Atom,
    /// How often.
    pub power: u32,
}

/// One guarded product under binders.
#[derive(Clone, Debug)]
pub struct Term {
    /// The number in front.
    pub coefficient: f64,
    /// Outermost first.
    pub binders: Vec<Binder>,
    /// All must hold.
    pub guards: Vec<Guard>,
    /// The product.
    pub factors: Vec<Factor>,
    /// Where the user wrote it, for messages.
    pub origin: Origin,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == std::cmp::Ordering::Equal
    }
}

impl Eq for Term {}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Term {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.binders, &self.guards, &self.factors, Number(self.coefficient)).cmp(&(
            &other.binders,
            &other.guards,
            &other.factors,
            Number(other.coefficient),
        ))
    }
}

/// Where something was written; never compared.
#[derive(Clone, Copy, Debug)]
pub struct Origin(pub Option<Span>);

/// A sum of terms; empty is zero.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Expr {
    /// The summands.
    pub terms: Vec<Term>,
}

/// What a let is defined as. Later: a log-sum-exp, an integer form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Definition {
    /// A sum.
    Sum(Expr),
}

impl Definition {
    /// The expression inside.
    pub fn expr(&self) -> &Expr {
        match self {
            Self::Sum(expr) => expr,
        }
    }
}

/// A named array of values that are computed once and read often.
#[derive(Clone, Debug)]
pub struct Let {
    /// For readers; made unique where it is printed.
    pub name: String,
    /// Its axes with their extents, which mention sizes only.
    pub binders: Vec<(Variable, Index)>,
    /// Its value.
    pub definition: Definition,
}

/// A result of a program.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it is.
    pub target: Target,
    /// For an array output: its axes with their extents.
    pub binders: Vec<(Variable, Index)>,
    /// Its value at the binders.
    pub value: Expr,
}

/// What an output is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The one number that the program stands for.
    Value,
    /// The derivative of that number by every entry of an array, as it is read (symmetric entries not yet tied).
    Gradient(ArrayId),
}

/// A program: from arrays and inputs to outputs.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name of the model.
    pub name: String,
    /// Everything that can be read.
    pub arrays: Vec<Array>,
    /// Free variables that whoever runs the program provides, with exclusive upper bounds: the site that changes.
    pub inputs: Vec<(Variable, Index)>,
    /// In order of definition.
    pub lets: Vec<Let>,
    /// The results.
    pub outputs: Vec<Output>,
    /// New variables for passes.
    pub fresh: Fresh,
}

impl Program {
    /// An array by its id.
    pub fn array(&self, id: ArrayId) -> &Array {
        &self.arrays[id.0]
    }

    /// A let by its id.
    pub fn definition(&self, id: LetId) -> &Let {
        &self.lets[id.0]
    }

    /// Ids of arrays for which a condition holds.
    pub fn arrays_where(&self, condition: impl Fn(&Array) -> bool) -> Vec<ArrayId> {
        (0..self.arrays.len()).map(ArrayId).filter(|&id| condition(self.array(id))).collect()
    }

    /// Adds an array.
    pub fn add_array(&mut self, array: Array) -> ArrayId {
        self.arrays.push(array);
        ArrayId(self.arrays.len() - 1)
    }

    /// Adds a let behind all others.
    pub fn add_let(&mut self, definition: Let) -> LetId {
        self.lets.push(definition);
        LetId(self.lets.len() - 1)
    }

    /// The expression of the one value output.
    pub fn value(&self) -> &Expr {
        let output = self.outputs.iter().find(|o| o.target == Target::Value);
        &output.expect("a program with a value").value
    }
}
