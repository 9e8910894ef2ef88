//! The surface of a body: statements, patterns and expressions, as typed values with places. Types only.

use super::{Float, Name};
use crate::errors::{Place, Reported};

/// A function beside or inside an energy.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Its arguments.
    pub parameters: Vec<Pattern>,
    /// What it computes.
    pub body: Block,
}

/// Statements, and perhaps a value.
#[derive(Clone, Debug)]
pub struct Block {
    /// In order.
    pub statements: Vec<Statement>,
    /// The final expression.
    pub value: Option<Box<Expression>>,
    /// From brace to brace.
    pub place: Place,
}

/// One statement.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `let pattern = value;`.
    Let(Let),
    /// `const NAME: f32 = value;`, known in the whole of its block.
    Constant(Let),
    /// `target += value;` or `target -= value;`.
    Accumulate(Accumulate),
    /// `for pattern in iterator { … }`.
    For(For),
    /// `if … { … } else { … }`, or any other expression whose value is not used.
    Expression(Expression),
    /// `fn helper(…) -> f32 { … }`.
    Function(Function),
    /// `use std::f64::consts::PI;`: the name, and the path it stands for.
    Import(Name, Vec<Name>),
    /// None that could be read.
    Mistake(Reported),
}

/// A binding.
#[derive(Clone, Debug)]
pub struct Let {
    /// What is bound.
    pub pattern: Pattern,
    /// To which value.
    pub value: Expression,
}

/// An accumulation.
#[derive(Clone, Debug)]
pub struct Accumulate {
    /// The accumulator.
    pub target: Name,
    /// Added or taken away.
    pub sign: Sign,
    /// What.
    pub value: Expression,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct For {
    /// The loop variables.
    pub pattern: Pattern,
    /// What is looped over.
    pub iterator: Expression,
    /// What is done each time.
    pub body: Block,
}

/// What a value is taken apart into. References (`&a`) are read through.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// `a` or `mut a`.
    Name {
        /// The name.
        name: Name,
        /// Whether it may be accumulated into.
        mutable: bool,
    },
    /// `(a, b)`.
    Tuple(Vec<Pattern>, Place),
    /// `_`.
    Any(Place),
    /// None that could be read.
    Mistake(Reported),
}

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub place: Place,
}

/// What an expression is. Parentheses and references are read through.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `0.5`.
    Number(f64),
    /// `2`, `2usize`.
    Integer(i64),
    /// `true`.
    Bool(bool),
    /// `x`.
    Name(String),
    /// `std::f64::consts::PI`.
    Path(Vec<Name>),
    /// `a + b − c`: signed summands, in order, at least two.
    Sum(Vec<(Sign, Expression)>),
    /// `a * b` and its like.
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    /// `-a`.
    Negate(Box<Expression>),
    /// `!a`.
    Not(Box<Expression>),
    /// `f(a, b)`.
    Call(Call),
    /// `a.f(b)`.
    Method(Method),
    /// `a[i]`, `a[[i, k]]`.
    Index(Box<Expression>, Vec<Expression>),
    /// `a.0`.
    Field(Box<Expression>, usize),
    /// `(a, b)`.
    Tuple(Vec<Expression>),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `a as f32`.
    Cast(Box<Expression>, NumberType),
    /// `a..b`, `a..=b`.
    Range {
        /// First value.
        from: Option<Box<Expression>>,
        /// End.
        to: Option<Box<Expression>>,
        /// Whether the end belongs to it.
        inclusive: bool,
    },
    /// `|a, b| body`.
    Closure(Closure),
    /// `if condition { … } else { … }`.
    If(If),
    /// `{ … }`.
    Block(Block),
    /// None that could be read.
    Mistake(Reported),
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub function: Box<Expression>,
    /// With what.
    pub arguments: Vec<Expression>,
}

/// A call of a method.
#[derive(Clone, Debug)]
pub struct Method {
    /// On what.
    pub receiver: Box<Expression>,
    /// Which.
    pub name: Name,
    /// `f32` in `sum::<f32>()`.
    pub number: Option<NumberType>,
    /// With what.
    pub arguments: Vec<Expression>,
}

/// A function without a name.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Its arguments.
    pub parameters: Vec<Pattern>,
    /// What it computes.
    pub body: Box<Expression>,
}

/// A choice.
#[derive(Clone, Debug)]
pub struct If {
    /// Of what.
    pub condition: Box<Expression>,
    /// If it holds.
    pub then: Block,
    /// If not: a block or another `if`.
    pub otherwise: Option<Box<Expression>>,
}

/// Plus or minus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// +
    Plus,
    /// −
    Minus,
}

/// An operator between two values. Sums have a form of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named by its symbol in `BinaryOperator::symbol`")]
pub enum BinaryOperator {
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// The type of a cast or of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberType {
    /// `f32`, `f64`.
    Float(Float),
    /// `usize` and the other integers that are never negative.
    Size,
    /// `isize` and the other integers with a sign.
    Integer,
    /// `_`.
    Inferred,
    /// None that could be read.
    Mistake(Reported),
}
