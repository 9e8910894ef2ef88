//! An expression as a function of the value u of one site: coefficients in front of products of known functions of u.
//!
//! ```text
//! x[idx]            [idx = s]·u + [idx ≠ s]·x[idx]
//! cos(u − y)        cos y · cos u + sin y · sin u
//! ln(c·uᵖ)          ln c + p·ln u              where u is positive
//! ln(c·(1 − u))     ln c + ln(1 − u)           where u is between 0 and 1
//! (c·uᵖ)ᵃ           cᵃ·uᵖᵃ                     √ and recip likewise
//! ```
//!
//! The coefficients read everything but the site. Whatever has no such form is kept as [`Other`], under the conditions
//! under which it stands there: the solver may still refute them.

use super::rewrite::{canonical, each_under};
use crate::ir::{Basis, Domain, Expr, Factor, Guard, Number, Operator, Program, Relation, Term};
use std::collections::BTreeMap;

/// The most cases that the argument of a function is split into.
const MOST_CASES: usize = 64;

/// The most terms that one product is written out with.
const MOST_TERMS: usize = 512;

/// What has no coefficients.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Other {
    /// A function of u that none of the rules takes apart.
    Function(Operator),
    /// The logarithm of a sum of exponentials of u.
    LogSumExp,
    /// A product of too many sums to be written out.
    Long,
}

/// A product of functions of u.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Shape {
    /// The exponent of u.
    pub(super) power: Number,
    /// The power of ln u.
    pub(super) ln: u32,
    /// The power of ln(1 − u).
    pub(super) ln_one_minus: u32,
    /// The power of cos u.
    pub(super) cos: u32,
    /// The power of sin u.
    pub(super) sin: u32,
    /// Something else, whatever it is multiplied by.
    pub(super) other: Option<Other>,
}

impl Shape {
    /// 1: no u at all.
    pub(super) const ONE: Self =
        Self { power: Number(0.0), ln: 0, ln_one_minus: 0, cos: 0, sin: 0, other: None };

    /// uᵖ
    pub(super) fn power(p: f64) -> Self {
        // no negative zero, which would differ from zero
        Self { power: Number(p + 0.0), ..Self::ONE }
    }

    fn other(other: Other) -> Self {
        Self { other: Some(other), ..Self::ONE }
    }

    fn times(self, by: Self) -> Self {
        if let Some(other) = self.other.or(by.other) {
            return Self::other(other);
        }
        Self {
            ln: self.ln + by.ln,
            ln_one_minus: self.ln_one_minus + by.ln_one_minus,
            cos: self.cos + by.cos,
            sin: self.sin + by.sin,
            ..Self::power(self.power.0 + by.power.0)
        }
    }

    /// The exponent of u, if there is nothing else.
    fn as_power(self) -> Option<f64> {
        (Self::power(self.power.0) == self).then_some(self.power.0)
    }

    /// The function of the basis that it is.
    pub(super) fn basis(self) -> Option<Basis> {
        let of_basis = |basis: &Basis| match basis {
            Basis::Linear => Self::power(1.0),
            Basis::Square => Self::power(2.0),
            Basis::Cube => Self::power(3.0),
            Basis::Fourth => Self::power(4.0),
            Basis::Ln => Self { ln: 1, ..Self::ONE },
            Basis::LnOneMinus => Self { ln_one_minus: 1, ..Self::ONE },
            Basis::Cos => Self { cos: 1, ..Self::ONE },
            Basis::Sin => Self { sin: 1, ..Self::ONE },
        };
        Basis::ALL.into_iter().find(|basis| of_basis(basis) == self)
    }

    /// As a reader would write it, `x` being the value.
    pub(super) fn formula(self, x: &str) -> String {
        let raised = |name: String, power: u32| match power {
            0 => None,
            1 => Some(name),
            p => Some(format!("({name})^{p}")),
        };
        let base = match self.power.0 {
            0.0 => None,
            1.0 => Some(x.to_owned()),
            p => Some(format!("{x}^{p}")),
        };
        let parts = [
            base,
            raised(format!("ln {x}"), self.ln),
            raised(format!("ln(1 − {x})"), self.ln_one_minus),
            raised(format!("cos {x}"), self.cos),
            raised(format!("sin {x}"), self.sin),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("·")
    }
}

/// Σ coefficient · shape. Coefficients have no binders of their own unless a term's frame brought them.
#[derive(Clone, Default)]
pub(super) struct Form(pub(super) BTreeMap<Shape, Expr>);

impl Form {
    /// A coefficient of one shape.
    pub(super) fn single(shape: Shape, coefficient: Expr) -> Self {
        let mut form = Self::default();
        form.add(shape, coefficient);
        form
    }

    /// Something that does not depend on u.
    pub(super) fn constant(value: Expr) -> Self {
        Self::single(Shape::ONE, value)
    }

    /// Something that has no coefficients.
    pub(super) fn other(other: Other) -> Self {
        Self::single(Shape::other(other), Expr::number(1.0))
    }

    fn add(&mut self, shape: Shape, coefficient: Expr) {
        let sum = self.0.entry(shape).or_default();
        sum.terms.extend(coefficient.terms);
        if shape.other.is_some() {
            // only where it stands counts, and nothing may cancel
            let mut frames: Vec<Term> = Vec::new();
            for framed in sum.terms.iter().map(Term::frame) {
                if !frames.contains(&framed) {
                    frames.push(framed);
                }
            }
            sum.terms = frames;
        }
    }

    /// The sum of two forms.
    pub(super) fn plus(mut self, other: Self) -> Self {
        other.0.into_iter().for_each(|(shape, coefficient)| self.add(shape, coefficient));
        self
    }

    /// Every product, that of `other` standing under the binders of `self`.
    pub(super) fn times(&self, other: &Self) -> Self {
        let terms = |form: &Self| form.0.values().map(|c| c.terms.len()).sum::<usize>();
        if terms(self).saturating_mul(terms(other)) > MOST_TERMS {
            let frames = self.0.values().flat_map(|c| c.terms.iter().map(Term::frame));
            return Self::single(Shape::other(Other::Long), Expr { terms: frames.collect() });
        }
        let mut product = Self::default();
        for (a, left) in &self.0 {
            for (b, right) in &other.0 {
                product.add(a.times(*b), each_under(left, right));
            }
        }
        product
    }

    /// The form to a power of at least one.
    pub(super) fn raised(&self, power: u32) -> Self {
        (1..power).fold(self.clone(), |product, _| product.times(self))
    }

    /// Whether u is nowhere in it.
    pub(super) fn is_constant(&self) -> bool {
        self.0.keys().all(|shape| *shape == Shape::ONE)
    }

    /// Its part without u.
    pub(super) fn rest(&self) -> Expr {
        self.0.get(&Shape::ONE).cloned().unwrap_or_default()
    }

    /// Its parts with u.
    fn varying(&self) -> Vec<(Shape, &Expr)> {
        let varies = |(shape, c): &(&Shape, &Expr)| **shape != Shape::ONE && !c.is_zero();
        self.0.iter().filter(varies).map(|(shape, c)| (*shape, c)).collect()
    }

    /// The coefficient and the exponent, if it is c·uᵖ.
    fn monomial(&self) -> Option<(&Expr, f64)> {
        match self.varying()[..] {
            [(shape, c)] if self.rest().is_zero() => Some((c, shape.as_power()?)),
            _ => None,
        }
    }

    /// The coefficient c, if it is c·u and something without u.
    fn linear(&self) -> Option<&Expr> {
        match self.varying()[..] {
            [(shape, c)] if shape == Shape::power(1.0) => Some(c),
            _ => None,
        }
    }

    /// The form under a condition.
    pub(super) fn guarded(&self, guards: &[Guard]) -> Self {
        let condition = Expr::from(Term { guards: guards.to_vec(), ..Term::number(1.0) });
        Self(self.0.iter().map(|(shape, c)| (*shape, each_under(&condition, c))).collect())
    }

    /// The form where a guard holds.
    fn assuming(&self, held: &Guard) -> Self {
        let negated = held.negated();
        let keep = |term: &&Term| !term.guards.contains(&negated);
        let relax = |term: &Term| Term {
            guards: term.guards.iter().filter(|g| *g != held).cloned().collect(),
            ..term.clone()
        };
        let coefficient = |c: &Expr| Expr { terms: c.terms.iter().filter(keep).map(relax).collect() };
        Self(self.0.iter().map(|(shape, c)| (*shape, coefficient(c))).collect())
    }

    /// Disjoint conditions that cover everything, and what the form is under each, with no conditions left on what
    /// varies; `None` if these are too many.
    pub(super) fn cases(&self, program: &Program) -> Option<Vec<(Vec<Guard>, Self)>> {
        let mut open = vec![(Vec::new(), self.clone())];
        let mut cases = Vec::new();
        while let Some((held, form)) = open.pop() {
            if open.len() + cases.len() >= MOST_CASES {
                return None;
            }
            // the first condition of a term: those before it hold, so that its look-ups are inside
            let next =
                form.varying().iter().flat_map(|(_, c)| &c.terms).find_map(|t| t.guards.first().cloned());
            let Some(guard) = next else {
                // u − u has no u in it
                let merged = |(shape, c): (Shape, Expr)| match shape == Shape::ONE {
                    true => (shape, c),
                    false => (shape, canonical(program, &[], &c)),
                };
                cases.push((held, Self(form.0.into_iter().map(merged).collect())));
                continue;
            };
            for guard in [guard.negated(), guard] {
                let inside = form.assuming(&guard);
                open.push((held.iter().cloned().chain([guard]).collect(), inside));
            }
        }
        Some(cases)
    }
}

/// What a function of a form is, on a domain of u; the coefficients of what varies have no conditions.
pub(super) fn applied(
    program: &Program,
    domain: &Domain,
    operator: Operator,
    order: u8,
    argument: &Form,
) -> Form {
    let same = |inner: Expr| Expr::apply(operator, inner);
    if argument.varying().is_empty() {
        let argument = argument.rest();
        return Form::constant(Expr::atom(crate::ir::Atom::Apply { operator, order, argument }));
    }
    if let Some(other) = argument.varying().iter().find_map(|(shape, _)| shape.other) {
        return Form::other(other);
    }
    let monomial = argument.monomial();
    let positive = is_positive(domain);
    let raised =
        |exponent: f64| monomial.map(|(c, p)| Form::single(Shape::power(p * exponent), same(c.clone())));
    let found = match operator {
        _ if order > 0 => None,
        Operator::Cos | Operator::Sin => circular(operator, argument),
        Operator::Ln => logarithm(program, domain, argument),
        Operator::Ln1p => {
            logarithm(program, domain, &argument.clone().plus(Form::constant(Expr::number(1.0))))
        }
        Operator::Recip => raised(-1.0),
        Operator::Sqrt if positive => raised(0.5),
        Operator::Power(Number(a)) if positive => raised(a),
        Operator::Abs | Operator::Relu if positive => raised(1.0),
        Operator::Exp => exponential(argument),
        _ => None,
    };
    found.unwrap_or_else(|| Form::other(Other::Function(operator)))
}

fn is_positive(domain: &Domain) -> bool {
    match domain {
        Domain::Positive | Domain::Unit => true,
        Domain::Interval(Number(low), _) => *low >= 0.0,
        _ => false,
    }
}

/// cos(±u + y) and sin(±u + y) by the addition formulas.
fn circular(operator: Operator, argument: &Form) -> Option<Form> {
    let sign = as_number(argument.linear()?).filter(|c| c.abs() == 1.0)?;
    let rest = argument.rest();
    let (cos_y, sin_y) = match rest.is_zero() {
        true => (Expr::number(1.0), Expr::zero()),
        false => (Expr::apply(Operator::Cos, rest.clone()), Expr::apply(Operator::Sin, rest)),
    };
    let (cos, sin) = match operator {
        Operator::Cos => (cos_y, sin_y.scaled(-sign)),
        _ => (sin_y, cos_y.scaled(sign)),
    };
    let form = Form::single(Shape { cos: 1, ..Shape::ONE }, cos);
    Some(form.plus(Form::single(Shape { sin: 1, ..Shape::ONE }, sin)))
}

/// ln(c·uᵖ) and ln(c·(1 − u)).
fn logarithm(program: &Program, domain: &Domain, argument: &Form) -> Option<Form> {
    let of_coefficient = |c: &Expr| match as_number(c) {
        Some(1.0) => Form::default(),
        _ => Form::constant(Expr::apply(Operator::Ln, c.clone())),
    };
    if let (Some((c, p)), true) = (argument.monomial(), is_positive(domain)) {
        let ln = Form::single(Shape { ln: 1, ..Shape::ONE }, Expr::number(p));
        return Some(of_coefficient(c).plus(ln));
    }
    let slope = argument.linear().filter(|_| *domain == Domain::Unit)?;
    let rest = argument.rest();
    let opposite = canonical(program, &[], &rest.clone().plus(slope.clone())).is_zero();
    let ln = Form::single(Shape { ln_one_minus: 1, ..Shape::ONE }, Expr::number(1.0));
    // written from the slope, which has no conditions
    opposite.then(|| of_coefficient(&canonical(program, &[], &slope.scaled(-1.0))).plus(ln))
}

/// exp(p·ln u + y) = eʸ·uᵖ
fn exponential(argument: &Form) -> Option<Form> {
    let [(shape, p)] = argument.varying()[..] else { return None };
    let p = as_number(p).filter(|_| shape == Shape { ln: 1, ..Shape::ONE })?;
    let rest = argument.rest();
    let factor = if rest.is_zero() { Expr::number(1.0) } else { Expr::apply(Operator::Exp, rest) };
    Some(Form::single(Shape::power(p), factor))
}

/// The number that an expression without conditions is.
fn as_number(expr: &Expr) -> Option<f64> {
    let plain = |t: &Term| t.binders.is_empty() && t.guards.is_empty() && t.factors.is_empty();
    expr.terms.iter().all(plain).then(|| expr.terms.iter().map(|t| t.coefficient).sum())
}

/// u where the read is at the site, the read itself elsewhere: disjoint conditions.
pub(super) fn read(guards: &[Guard], factor: &Factor) -> Form {
    debug_assert!(guards.iter().all(|guard| guard.relation == Relation::Zero));
    let mut form = Form::single(
        Shape::power(f64::from(factor.power)),
        Term { guards: guards.to_vec(), ..Term::number(1.0) }.into(),
    );
    for (place, guard) in guards.iter().enumerate() {
        let conditions = guards[..place].iter().cloned().chain([guard.negated()]).collect();
        let elsewhere = Term { guards: conditions, factors: vec![factor.clone()], ..Term::number(1.0) };
        form.add(Shape::ONE, elsewhere.into());
    }
    form
}
