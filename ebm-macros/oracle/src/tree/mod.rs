//! An energy function as a small tree: what is printed and what is evaluated.
//!
//! Names are strings, as in the source. The tree can say more than the language allows; keeping to the language is the
//! business of [`mod@crate::generate`].

mod argument;

pub use argument::{Argument, Categories, Domain, Param, Role, states_of};

/// An energy function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Whether its numbers are `f32` in the source; it is evaluated in f64 in any case.
    pub single: bool,
    /// In order.
    pub arguments: Vec<Argument>,
    /// Functions that are written at the beginning of the body.
    pub helpers: Vec<Helper>,
    /// In order.
    pub body: Vec<Statement>,
    /// The final expression.
    pub result: Scalar,
}

/// `fn name(a: f64, b: f64) -> f64 { … }`, which sees its parameters only.
#[derive(Clone, Debug, PartialEq)]
pub struct Helper {
    /// Its name.
    pub name: String,
    /// Names of its parameters.
    pub parameters: Vec<String>,
    /// Its value.
    pub body: HelperBody,
}

/// What a helper computes, from parameters of the same kind.
#[derive(Clone, Debug, PartialEq)]
pub enum HelperBody {
    /// A number.
    Number(Scalar),
    /// A `usize`.
    Integer(Integer),
}

/// The extent of an axis: a number that an instance gives to a class of equal extents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extent {
    /// One class.
    Class(usize),
    /// The product of two: a flattened lattice.
    Product(usize, usize),
    /// A number in the source: the width of a kernel.
    Literal(usize),
    /// The values that a sum of sites from 0 to a literal takes: 1 + largest · number of sites, on one or two axes.
    Sum {
        /// The largest value of a site.
        largest: usize,
        /// The classes of the axes of the sites.
        axes: (usize, Option<usize>),
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `let name = …;`
    Let(String, Scalar),
    /// `let mut name: f64 = …;`
    Accumulator(String, Scalar),
    /// `let name = …;` for an index.
    LetInteger(String, Integer),
    /// `let (rows, cols) = x.dim();`
    LetShape(Vec<String>, String),
    /// `let name = …;` for an array.
    LetArray(String, Vector),
    /// `name += …;`, or `-=` if `minus`.
    Accumulate {
        /// The accumulator.
        name: String,
        /// Whether it is subtracted.
        minus: bool,
        /// What.
        value: Scalar,
    },
    /// `for … in … { … }`
    For(Iteration, Vec<Statement>),
    /// `if … { … } else { … }`; no `else` if that is empty.
    If(Condition, Vec<Statement>, Vec<Statement>),
}

/// What a loop or a sum runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum Iteration {
    /// `name in (from..to).rev().step_by(step)`
    Range {
        /// The variable.
        name: String,
        /// First value.
        from: Integer,
        /// End.
        to: Integer,
        /// Whether the end belongs to it.
        inclusive: bool,
        /// Backwards.
        reversed: bool,
        /// Every how many.
        step: Option<usize>,
    },
    /// The entries of a list: `(e, &(a, b)) in edges.iter().enumerate()`.
    Entries {
        /// The list.
        list: String,
        /// One for each member of an entry.
        names: Vec<String>,
        /// The place in the list.
        position: Option<String>,
    },
    /// The numbers of arrays of one length: `(a, b) in x.iter().zip(h.iter())`.
    Values {
        /// One or two arrays.
        arrays: Vec<String>,
        /// One for each array.
        names: Vec<String>,
        /// The place.
        position: Option<String>,
    },
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// A literal, not negative.
    Number(f64),
    /// A scalar argument, a `let`, an accumulator or a loop value.
    Name(String),
    /// `x[i]`, `j[[i, k]]`
    Read(String, Vec<Integer>),
    /// `-a`
    Negate(Box<Scalar>),
    /// `a + b` and its like.
    Binary(Operator, Box<Scalar>, Box<Scalar>),
    /// `a.powi(n)`
    Power(Box<Scalar>, i32),
    /// `a.powf(n)`
    RealPower(Box<Scalar>, f64),
    /// `a.exp()`, `softplus(a)`
    Apply(Call, Box<Scalar>),
    /// `a.max(b)`
    Max(Box<Scalar>, Box<Scalar>),
    /// `a.min(b)`
    Min(Box<Scalar>, Box<Scalar>),
    /// `i as f64`
    Cast(Integer),
    /// `if c { a } else { b }`
    Choose(Box<Condition>, Box<Scalar>, Box<Scalar>),
    /// An iterator sum.
    Sum(Box<Sum>),
    /// `log_sum_exp((0..n).map(|k| …))`
    LogSumExp(Box<Sum>),
    /// `helper(a, b)`
    Helper(String, Vec<Scalar>),
    /// `u.dot(&v)`
    Dot(Box<Vector>, Box<Vector>),
    /// `v.sum()`
    Total(Box<Vector>),
}

/// `(0..n).filter(|&i| …).map(|i| …).sum::<f64>()`, or the prelude's `sum(0..n, |i| …)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// What it runs over.
    pub over: Iteration,
    /// What counts.
    pub filter: Option<Condition>,
    /// What is added.
    pub value: Scalar,
    /// Whether it is the prelude's.
    pub prelude: bool,
}

/// An operator between two numbers or two arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// +
    Add,
    /// −
    Subtract,
    /// ·
    Multiply,
    /// /
    Divide,
}

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the function of that name")]
pub enum Call {
    Exp,
    Ln,
    Ln1p,
    ExpM1,
    Sqrt,
    Abs,
    Sin,
    Cos,
    Tanh,
    Recip,
    Softplus,
    Sigmoid,
    LnCosh,
    Square,
}

/// An integer.
#[derive(Clone, Debug, PartialEq)]
pub enum Integer {
    /// A literal.
    Constant(usize),
    /// A loop variable, a `let` or a `usize` argument.
    Name(String),
    /// The extent of an axis, in one of its spellings.
    Length(String, usize, LengthSpelling),
    /// `a + b`
    Add(Box<Integer>, Box<Integer>),
    /// `a - b`, a fault where negative.
    Subtract(Box<Integer>, Box<Integer>),
    /// `a * b`
    Multiply(Box<Integer>, Box<Integer>),
    /// `a % b`
    Remainder(Box<Integer>, Box<Integer>),
    /// `a / b`
    Divide(Box<Integer>, Box<Integer>),
    /// `list[i]`, `list[i].0`
    Entry(String, Box<Integer>, Option<usize>),
    /// A categorical site or a count.
    Site(String, Vec<Integer>),
    /// `x.sum()`, `x.sum() as usize` where sites are numbers.
    Total(String, TotalSpelling),
    /// `helper(a, b)`
    Helper(String, Vec<Integer>),
}

/// How a sum of discrete sites is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalSpelling {
    /// `n.sum()`, of counts.
    Integers,
    /// `x.sum() as usize`, of binary sites.
    Numbers,
    /// `x.iter().map(|&u| u as usize).sum::<usize>()`
    Mapped,
}

/// How a length is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthSpelling {
    /// `x.len()`, one axis only.
    Len,
    /// `x.nrows()`, `x.ncols()`
    Named,
    /// `x.shape()[0]`
    Shape,
    /// `x.dim().0`; one axis: `x.dim()`
    Dim,
}

/// A condition on integers.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `a < b` and its like.
    Compare(Comparison, Integer, Integer),
    /// `x[i] == 1.0`, `x[i] != x[k]`: discrete sites that are numbers.
    Same {
        /// Whether they are.
        equal: bool,
        /// A site.
        left: Box<Scalar>,
        /// A site or a value of one.
        right: Box<Scalar>,
    },
    /// `a && b`
    And(Box<Condition>, Box<Condition>),
    /// `a || b`
    Or(Box<Condition>, Box<Condition>),
    /// `!a`
    Not(Box<Condition>),
}

/// How two integers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator of that name")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// An array of one or two axes.
#[derive(Clone, Debug, PartialEq)]
pub enum Vector {
    /// An argument or a `let`.
    Name(String),
    /// `x.mapv(|code| code as f64)`, of categorical sites or counts.
    Codes(String),
    /// `m.row(i)`
    Row(String, Integer),
    /// `m.column(i)`
    Column(String, Integer),
    /// `m.t()`
    Transposed(String),
    /// `m.dot(&v)`, `v.dot(&m)`
    Product(Box<Vector>, Box<Vector>),
    /// `v.mapv(|u| …)`; the body's `u` is the name. With a bare function, `v.mapv(softplus)`.
    Map(Box<Vector>, Mapping),
    /// Entry by entry.
    Binary(Operator, Box<Vector>, Box<Vector>),
    /// An array times (or plus …) a number on the right.
    WithScalar(Operator, Box<Vector>, Box<Scalar>),
    /// A number times an array.
    Scaled(Box<Scalar>, Box<Vector>),
    /// `-v`
    Negate(Box<Vector>),
}

/// What `mapv` applies.
#[derive(Clone, Debug, PartialEq)]
pub enum Mapping {
    /// `softplus`
    Function(Call),
    /// `|u| …`
    Closure(String, Box<Scalar>),
}
