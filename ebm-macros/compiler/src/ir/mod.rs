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
pub mod budget;
pub mod display;
pub mod evaluate;
mod index;
mod op;
mod special;
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

    /// Where it comes in the order in which guards are tested: by the depth of its look-ups, and among equals those without
    /// a division first, which can be what keeps a divisor from being 0.
    pub fn test_order(&self) -> (usize, bool) {
        let mut divides = false;
        self.form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Remainder(_, n) | IntegerAtom::Quotient(_, n) = atom {
                divides |= n.as_constant().is_none();
            }
        });
        (self.look_up_depth(), divides)
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

/// What a let is defined as.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Definition {
    /// A sum.
    Sum(Expr),
    /// ln Σ exp(body), the sum running over all values of `over`.
    LogSumExp {
        /// What is summed over, outermost first, with exclusive upper bounds, which may mention the axes.
        over: Vec<(Variable, Index)>,
        /// The exponent, which may mention the axes and `over`; it has no binders, like the argument of a function.
        body: Expr,
    },
}

impl Definition {
    /// The expression inside.
    pub fn expr(&self) -> &Expr {
        match self {
            Self::Sum(expr) | Self::LogSumExp { body: expr, .. } => expr,
        }
    }

    /// The sum that it is, if it is one.
    pub fn as_sum(&self) -> Option<&Expr> {
        match self {
            Self::Sum(expr) => Some(expr),
            Self::LogSumExp { .. } => None,
        }
    }

    /// The variables that the expression inside may mention besides the axes.
    pub fn over(&self) -> &[(Variable, Index)] {
        match self {
            Self::Sum(_) => &[],
            Self::LogSumExp { over, .. } => over,
        }
    }

    /// The same kind of definition with another expression inside.
    pub fn with_expr(&self, expr: Expr) -> Self {
        match self {
            Self::Sum(_) => Self::Sum(expr),
            Self::LogSumExp { over, .. } => Self::LogSumExp { over: over.clone(), body: expr },
        }
    }

    /// The definition with every integer form replaced, at any depth.
    pub fn map_forms(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        match self {
            Self::Sum(expr) => Self::Sum(expr.map_forms(map)),
            Self::LogSumExp { over, body } => Self::LogSumExp {
                over: over.iter().map(|(variable, bound)| (variable.clone(), map(bound))).collect(),
                body: body.map_forms(map),
            },
        }
    }

    /// Every integer form in it, at any depth.
    pub fn visit_forms(&self, visit: &mut dyn FnMut(&Index)) {
        self.over().iter().for_each(|(_, bound)| visit(bound));
        self.expr().visit_forms(visit);
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

impl Let {
    /// The variables that stand around the expression inside: its axes, and what it sums over.
    pub fn scope(&self) -> Vec<(Variable, Index)> {
        self.binders.iter().chain(self.definition.over()).cloned().collect()
    }
}

/// A result of a program.
///
/// Where entries were read at states, a term of an array output, or of a let, goes to few entries only:
///
/// ```text
/// ∂/∂j[p, q, a, b] = −[x[p] = a]·[q < p]·local_bar[q, b] − …
/// ```
///
/// In canonical form such a term has one guard [`Relation::Zero`] whose form is `state − axis`: the axis `a` of the output
/// or let with coefficient −1 (+1 if the state has −1), and what it is equated with, which mentions a
/// [`IntegerAtom::Site`] or [`IntegerAtom::Rounded`], binders, other axes and sizes, but not `a`. *Nothing else in the term
/// mentions `a`*: guards and factors have the state in its place; only where a bound of a binder mentions the axis does it
/// stay everywhere. So the loop over `a` can be left out, and the product be added to the entry at that state (a scatter) if
/// it lies inside the axis; a term with several such guards leaves out several loops.
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
    /// One number for each value of one axis: the changes of an energy for all values of a site.
    Values,
    /// The number that multiplies a function of the new value of a site.
    Coefficient(Basis),
}

/// The functions of one continuous site that conditionals are recognised by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// u
    Linear,
    /// u²
    Square,
    /// u³
    Cube,
    /// u⁴
    Fourth,
    /// ln u
    Ln,
    /// ln(1 − u)
    LnOneMinus,
    /// cos u
    Cos,
    /// sin u
    Sin,
}

impl Basis {
    /// All of them, in the order in which a law holds their coefficients.
    pub const ALL: [Self; 8] = [
        Self::Linear,
        Self::Square,
        Self::Cube,
        Self::Fourth,
        Self::Ln,
        Self::LnOneMinus,
        Self::Cos,
        Self::Sin,
    ];

    /// The function of `u`, as text.
    pub fn formula(self, u: &str) -> String {
        match self {
            Self::Linear => u.to_owned(),
            Self::Square => format!("{u}²"),
            Self::Cube => format!("{u}³"),
            Self::Fourth => format!("{u}⁴"),
            Self::Ln => format!("ln {u}"),
            Self::LnOneMinus => format!("ln(1 − {u})"),
            Self::Cos => format!("cos {u}"),
            Self::Sin => format!("sin {u}"),
        }
    }
}

/// A program: from arrays and inputs to outputs.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name of the model.
    pub name: String,
    /// Everything that can be read.
    pub arrays: Vec<Array>,
    /// Free variables that whoever runs the program provides, with exclusive upper bounds: the site that changes, the code
    /// of its new value. A bound may look up fixed data at earlier ones.
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

    /// Whether its value may be +∞ for a state.
    pub fn forbids(&self) -> bool {
        let mut found = false;
        self.value().visit_atoms(&mut |atom| {
            found |= matches!(atom, Atom::Apply { operator: Operator::Forbid, .. });
        });
        found
    }

    /// The expression of the one value output.
    pub fn value(&self) -> &Expr {
        let output = self.outputs.iter().find(|o| o.target == Target::Value);
        &output.expect("a program with a value").value
    }
}
