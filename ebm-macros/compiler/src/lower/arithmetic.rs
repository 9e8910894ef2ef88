//! Arithmetic on numbers: sums, products that never grow, quotients, powers, scalar functions.
//!
//! Products distribute, as the intermediate form is a sum of products, but only where that does not swell: a
//! product of two sums, or of two brackets with many members, is a product of names (`naming`).

use super::value::{Number, constant};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Expr, Factor, Number as Exact, Operator, Term};

/// How many terms a product may distribute into.
const DISTRIBUTED: usize = 16;
/// How many factors a term may have, powers counted.
const DEGREE: u32 = 24;
/// The largest exponent of `powi`.
const EXPONENT: i64 = 1000;
/// The largest power of a single product.
const LARGEST_POWER: u32 = 100_000;
/// Functions within functions, before the inner one gets a name.
const NESTING: usize = 3;
/// Terms inside a function, before they get a name.
const ARGUMENT: usize = 8;

impl Lowering<'_, '_> {
    /// `left + right`.
    pub(super) fn plus(&mut self, place: Place, left: Number, right: Number) -> Result<Number> {
        if left.expr.is_zero() {
            return Ok(right);
        }
        if right.expr.is_zero() {
            return Ok(left);
        }
        self.pay(1 + right.expr.terms.len(), place)?;
        let mut sum = left.expr;
        for term in right.expr.terms {
            // Constants meet at once, so that a constant is one term and is recognised as such.
            let is_number =
                |term: &Term| term.factors.is_empty() && term.binders.is_empty() && term.guards.is_empty();
            match sum.terms.iter_mut().find(|other| is_number(&term) && is_number(other)) {
                Some(other) => other.coefficient += term.coefficient,
                None => sum.terms.push(term),
            }
        }
        sum.terms.retain(|term| term.coefficient != 0.0);
        self.finite(place, sum)
    }

    /// `left · right`.
    pub(super) fn product(&mut self, place: Place, left: Number, right: Number) -> Result<Number> {
        for (number, other) in [(&left, &right), (&right, &left)] {
            if let Some(factor) = number.as_constant() {
                if factor == 0.0 || factor.is_infinite() {
                    self.refuse_infinity(place, other)?;
                }
                let scaled = other.scaled(factor);
                return if factor == 0.0 {
                    Ok(Number::new(Expr::zero()))
                } else {
                    self.check_finite(place, scaled)
                };
            }
        }
        self.refuse_infinity(place, &left)?;
        self.refuse_infinity(place, &right)?;
        let (mut left, mut right) = (left, right);
        if left.expr.has_binders() && right.expr.has_binders() {
            left = self.shortened_by_name(place, left)?;
            right = self.shortened_by_name(place, right)?;
        }
        // Naming the longer bracket is enough if the other is short.
        for _ in 0..2 {
            if left.expr.terms.len() * right.expr.terms.len() <= DISTRIBUTED {
                break;
            }
            if left.expr.terms.len() >= right.expr.terms.len() {
                left = self.shortened_by_name(place, left)?;
            } else {
                right = self.shortened_by_name(place, right)?;
            }
        }
        if degree(&left.expr) + degree(&right.expr) > DEGREE {
            left = self.named(place, &left)?;
            right = self.named(place, &right)?;
        }
        self.pay(1 + left.expr.terms.len() * right.expr.terms.len(), place)?;
        let product = left.expr.times(&right.expr, &self.fresh);
        self.finite(place, product)
    }

    /// The number by name; itself where no size bounds it, as then there is no let: a product of such sums is
    /// a double sum.
    fn shortened_by_name(&mut self, place: Place, number: Number) -> Result<Number> {
        Ok(self.try_named(place, &number)?.unwrap_or(number))
    }

    /// `left / right`.
    pub(super) fn quotient(&mut self, place: Place, left: Number, right: Number) -> Result<Number> {
        match right.as_constant() {
            Some(0.0) => self.report(lowering::not_finite(place)),
            Some(divisor) => self.check_finite(place, left.scaled(1.0 / divisor)),
            None => {
                let reciprocal = self.apply(place, Operator::Recip, right)?;
                self.product(place, left, reciprocal)
            }
        }
    }

    /// `baseⁿ` for a whole number n.
    pub(super) fn power(&mut self, place: Place, base: Number, exponent: i64) -> Result<Number> {
        if exponent.abs() > EXPONENT {
            return self.report(lowering::exponent(place, "powi"));
        }
        if exponent < 0 {
            let reciprocal = self.apply(place, Operator::Recip, base)?;
            return self.power(place, reciprocal, -exponent);
        }
        let Ok(exponent) = u32::try_from(exponent) else {
            return self.report(lowering::exponent(place, "powi"));
        };
        if exponent == 0 {
            return Ok(Number::new(Expr::number(1.0)));
        }
        if exponent == 1 {
            return Ok(base);
        }
        self.refuse_infinity(place, &base)?;
        if let Some(number) = base.as_constant() {
            return self.finite(place, Expr::number(number.powi(exponent as i32)));
        }
        let terms = base.expr.terms.len();
        let expanded = terms.checked_pow(exponent).is_some_and(|terms| terms <= DISTRIBUTED);
        let factors = degree(&base.expr).saturating_mul(exponent);
        let flat = !base.expr.has_binders()
            && (factors <= DEGREE && expanded || terms == 1 && factors <= LARGEST_POWER);
        if flat && terms > 1 {
            return self.repeated(place, &base, exponent);
        }
        let base = match flat {
            true => base,
            false => match self.try_named(place, &base)? {
                Ok(named) => named,
                Err(_) if expanded => return self.repeated(place, &base, exponent),
                Err(unbounded) => return self.report(lowering::unbounded(place, unbounded.name())),
            },
        };
        if base.expr.terms.len() > 1 {
            return self.repeated(place, &base, exponent);
        }
        let raised = base.expr.terms.iter().map(|term| Term {
            coefficient: term.coefficient.powi(exponent as i32),
            factors: term
                .factors
                .iter()
                .map(|factor| Factor {
                    atom: factor.atom.clone(),
                    power: factor.power.saturating_mul(exponent),
                })
                .collect(),
            ..term.clone()
        });
        let raised = Expr { terms: raised.collect() };
        self.finite(place, raised)
    }

    fn repeated(&mut self, place: Place, base: &Number, exponent: u32) -> Result<Number> {
        let mut product = base.clone();
        for _ in 1..exponent {
            product = self.product(place, product, base.clone())?;
        }
        Ok(product)
    }

    /// `operator(argument)`.
    pub(super) fn apply(&mut self, place: Place, operator: Operator, argument: Number) -> Result<Number> {
        self.refuse_infinity(place, &argument)?;
        if let Some(number) = argument.as_constant() {
            return self.finite(place, Expr::number(operator.evaluate(0, number)));
        }
        self.pay(1 + argument.expr.terms.len(), place)?;
        let deep = nesting(&argument.expr) >= NESTING;
        let long = argument.expr.terms.len() > ARGUMENT || degree(&argument.expr) > DEGREE;
        let argument = match (argument.expr.has_binders() || deep, long) {
            (true, _) => self.named(place, &argument)?,
            (false, true) => self.shortened_by_name(place, argument)?,
            (false, false) => argument,
        };
        Ok(Number::new(Expr::apply(operator, argument.expr)))
    }

    fn refuse_infinity(&mut self, place: Place, number: &Number) -> Result<()> {
        if is_infinite(&number.expr) { self.report(lowering::not_finite(place)) } else { Ok(()) }
    }

    fn finite(&mut self, place: Place, expr: Expr) -> Result<Number> {
        self.check_finite(place, Number::new(expr))
    }

    /// Coefficients that overflow would be infinities or worse; an infinity that stands alone may forbid a state.
    fn check_finite(&mut self, place: Place, number: Number) -> Result<Number> {
        let fits = |term: &Term| {
            term.coefficient.is_finite() || term.coefficient.is_infinite() && term.factors.is_empty()
        };
        if number.expr.terms.iter().all(fits) { Ok(number) } else { self.report(lowering::not_finite(place)) }
    }

    /// `base` to a constant exponent.
    pub(super) fn real_power(&mut self, place: Place, base: Number, exponent: &Number) -> Result<Number> {
        match constant(&exponent.expr) {
            Some(exponent) if exponent.fract() == 0.0 && exponent.abs() <= EXPONENT as f64 => {
                self.power(place, base, exponent as i64)
            }
            Some(exponent) => self.apply(place, Operator::Power(Exact(exponent)), base),
            None => self.report(lowering::exponent(place, "powf")),
        }
    }

    /// max(a, b) = b + relu(a − b); min(a, b) = b − relu(b − a).
    pub(super) fn extreme(
        &mut self,
        place: Place,
        left: Number,
        greatest: bool,
        right: Number,
    ) -> Result<Number> {
        let sign = if greatest { 1.0 } else { -1.0 };
        let difference = self.plus(place, left.scaled(sign), right.scaled(-sign))?;
        let excess = self.apply(place, Operator::Relu, difference)?;
        self.plus(place, right, excess.scaled(sign))
    }
}

/// Whether a value may be infinite by a coefficient.
pub(super) fn is_infinite(expr: &Expr) -> bool {
    expr.terms.iter().any(|term| term.coefficient.is_infinite())
}

/// The largest number of factors in a term, powers counted.
fn degree(expr: &Expr) -> u32 {
    let of_term =
        |term: &Term| term.factors.iter().fold(0u32, |sum, factor| sum.saturating_add(factor.power));
    expr.terms.iter().map(of_term).max().unwrap_or(0)
}

/// How deep functions stand within functions.
fn nesting(expr: &Expr) -> usize {
    let factors = expr.terms.iter().flat_map(|term| &term.factors);
    let of_factor = |factor: &Factor| match &factor.atom {
        Atom::Apply { argument, .. } => 1 + nesting(argument),
        Atom::Change { at, by, .. } => 1 + nesting(at).max(nesting(by)),
        Atom::Read(..) | Atom::Integer(_) => 0,
    };
    factors.map(of_factor).max().unwrap_or(0)
}
