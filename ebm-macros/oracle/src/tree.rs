//! An energy function as a small tree: what is printed and what is evaluated.
//!
//! Names are strings, as in the source. The tree can say more than the language allows; keeping to the language is the
//! business of [`mod@crate::generate`].

/// An energy function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Whether its numbers are `f32` in the source; it is evaluated in f64 in any case.
    pub single: bool,
    /// In order.
    pub arguments: Vec<Argument>,
    /// In order.
    pub body: Vec<Statement>,
    /// The final expression.
    pub result: Scalar,
}

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
    /// `#[param(…)]`
    Param {
        /// `symmetric`
        symmetric: bool,
        /// `zero_diagonal`
        zero_diagonal: bool,
        /// `shape = …`, one expression for each axis.
        shape: Option<Vec<String>>,
    },
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
}

/// The values of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// The real line.
    Real,
}

impl Domain {
    /// The word of the attribute.
    pub fn word(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Spin => "spin",
            Self::Real => "real",
        }
    }

    /// The values of a discrete site.
    pub fn values(self) -> &'static [f64] {
        match self {
            Self::Binary => &[0.0, 1.0],
            Self::Spin => &[-1.0, 1.0],
            Self::Real => &[],
        }
    }
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
