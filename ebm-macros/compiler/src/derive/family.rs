//! Which distribution a law is, by the functions of the value that it has.
//!
//! Symbolic: which coefficients are there, not which signs they have. Whether a precision or a rate is positive is known
//! where the model runs.

use super::difference;
use crate::ir::{
    ArrayId, Atom, Basis, Domain, Expr, Factor, Index, LetId, Operator, Output, Program, Range, Source, Term,
    Variable,
};

/// A distribution of one continuous value whose log density is linear in known functions of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// exp(c₁u + c₂u²) on the real line, c₂ < 0.
    Normal,
    /// exp(c₁u + c₂u² + c₃u³ + c₄u⁴) on the real line, c₄ < 0: no closed normaliser.
    Quartic,
    /// exp(c₁u) on (0, ∞), c₁ < 0.
    Exponential,
    /// exp(c₁u + c ln u) on (0, ∞), c₁ < 0, c > −1.
    Gamma,
    /// exp(c₁u + c₂u²) on (0, ∞), (0, 1) or (a, b).
    TruncatedNormal,
    /// exp(c₁u) on (0, 1) or (a, b).
    TruncatedExponential,
    /// exp(c ln u + d ln(1 − u)) on (0, 1), c, d > −1.
    Beta,
    /// exp(c cos u + d sin u) on the circle.
    VonMises,
    /// Constant on (0, 1), (a, b) or the circle.
    Uniform,
    /// exp(c₁u) / u! on {0, …, max}.
    Poisson,
    /// exp(c₁u) on {0, …, max}.
    Geometric,
}

impl Family {
    /// The family of a law with these functions, none of them twice; `None` where none of the known ones is it. Then the
    /// conditional is drawn from by slice sampling.
    pub fn of(domain: &Domain, functions: &[Basis]) -> Option<Self> {
        use Basis::{Cos, Cube, Fourth, Linear, Ln, LnOneMinus, Sin, Square};
        let within = |known: &[Basis]| functions.iter().all(|function| known.contains(function));
        let has = |function: Basis| functions.contains(&function);
        let bounded = matches!(domain, Domain::Unit | Domain::Interval(..));
        match domain {
            Domain::Real if within(&[Linear, Square]) && has(Square) => Some(Self::Normal),
            Domain::Real if within(&[Linear, Square, Cube, Fourth]) && has(Fourth) => Some(Self::Quartic),
            Domain::Positive if functions == [Linear] => Some(Self::Exponential),
            Domain::Positive if within(&[Linear, Ln]) && has(Linear) => Some(Self::Gamma),
            Domain::Positive if within(&[Linear, Square]) && has(Square) => Some(Self::TruncatedNormal),
            Domain::Angle if functions.is_empty() => Some(Self::Uniform),
            Domain::Angle if within(&[Cos, Sin]) => Some(Self::VonMises),
            _ if bounded && functions.is_empty() => Some(Self::Uniform),
            _ if bounded && functions == [Linear] => Some(Self::TruncatedExponential),
            _ if bounded && within(&[Linear, Square]) => Some(Self::TruncatedNormal),
            Domain::Unit if within(&[Ln, LnOneMinus]) => Some(Self::Beta),
            _ => None,
        }
    }

    /// The family of a count given the rest, for an array of counts; `None` where it is another, or where a coefficient is
    /// zero in some sizes only. Counts are drawn by their differences whatever they are: this is for readers.
    pub fn of_counts(program: &Program, array: ArrayId) -> Option<Self> {
        if !matches!(program.array(array).role.domain(), Some(Domain::Count(_))) {
            return None;
        }
        let values = difference::values(program, array)?;
        let [Output { binders, value, .. }] = &values.outputs[..] else { return None };
        let [(u, _)] = &binders[..] else { return None };
        let mut parts = CountParts::default();
        parts.add(&values, value, u)?;
        match parts {
            CountParts { linear: true, ln_factorial: 0.0 } => Some(Self::Geometric),
            CountParts { ln_factorial: 1.0, .. } => Some(Self::Poisson),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Quartic => "exponential of a quartic polynomial",
            Self::Exponential => "exponential",
            Self::Gamma => "gamma",
            Self::TruncatedNormal => "truncated normal",
            Self::TruncatedExponential => "truncated exponential",
            Self::Beta => "beta",
            Self::VonMises => "von Mises",
            Self::Uniform => "uniform",
            Self::Poisson => "Poisson, cut off",
            Self::Geometric => "geometric, cut off",
        }
    }
}

/// What an energy has of a count u.
#[derive(Default)]
struct CountParts {
    /// A term in u.
    linear: bool,
    /// How often ln u!.
    ln_factorial: f64,
}

impl CountParts {
    /// Adds an expression in u; `None` where it has anything else of u.
    fn add(&mut self, program: &Program, expr: &Expr, u: &Variable) -> Option<()> {
        expr.terms.iter().filter(|term| term.mentions(u)).try_for_each(|term| self.add_term(program, term, u))
    }

    fn add_term(&mut self, program: &Program, term: &Term, u: &Variable) -> Option<()> {
        if let Some(id) = as_let_at(term, u) {
            let definition = program.definition(id);
            let [(own, _)] = &definition.binders[..] else { return None };
            return self.add(program, definition.definition.as_sum()?, own);
        }
        if is_ln_factorial(term, u) {
            self.ln_factorial += term.coefficient;
            return Some(());
        }
        // u once, and nothing else that mentions it
        let count = Factor::once(Atom::Integer(Index::variable(u)));
        let place = term.factors.iter().position(|factor| *factor == count)?;
        let mut rest = term.clone();
        rest.factors.remove(place);
        self.linear = true;
        (!rest.mentions(u)).then_some(())
    }
}

/// The let that a term reads at u and is nothing else.
fn as_let_at(term: &Term, u: &Variable) -> Option<LetId> {
    let [Factor { atom: Atom::Read(Source::Let(id), indices), power: 1 }] = &term.factors[..] else {
        return None;
    };
    let plain = term.coefficient == 1.0 && term.binders.is_empty() && term.guards.is_empty();
    (plain && *indices == [Index::variable(u)]).then_some(*id)
}

/// Whether a term is Σ_{1≤k≤u} ln k, in front of it a number: with k shifted by any constant.
fn is_ln_factorial(term: &Term, u: &Variable) -> bool {
    let ([binder], [], [Factor { atom: Atom::Apply { operator, order: 0, argument }, power: 1 }]) =
        (&term.binders[..], &term.guards[..], &term.factors[..])
    else {
        return false;
    };
    let Range::Span { lower, upper } = &binder.range else { return false };
    let first = match &lower[..] {
        [] => Index::constant(0),
        [first] => first.clone(),
        _ => return false,
    };
    let [end] = &upper[..] else { return false };
    // the number under the logarithm, less k
    let shift = match operator {
        Operator::Ln => shift(argument, &binder.variable),
        Operator::Ln1p => shift(argument, &binder.variable).map(|shift| shift + 1),
        _ => None,
    };
    shift.is_some_and(|shift| {
        let shift = Index::constant(shift);
        &first + &shift == Index::constant(1) && end + &shift == &Index::variable(u) + &Index::constant(1)
    })
}

/// c, if an expression is k + c with a whole number c.
fn shift(expr: &Expr, k: &Variable) -> Option<i64> {
    let mut total = Index::default();
    for term in &expr.terms {
        let whole = term.coefficient.fract() == 0.0 && term.binders.is_empty() && term.guards.is_empty();
        let form = match &term.factors[..] {
            [] => Index::constant(1),
            [Factor { atom: Atom::Integer(form), power: 1 }] => form.clone(),
            _ => return None,
        };
        if !whole || term.coefficient.abs() > 1e6 {
            return None;
        }
        total = &total + &form.scaled(term.coefficient as i64);
    }
    (&total - &Index::variable(k)).as_constant()
}
