//! Sums of guarded products.

use super::{Binder, Guard, Index, Number, Operator, Source, Variable};
use proc_macro2::Span;

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
