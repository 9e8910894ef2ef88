//! Whole numbers that are no linear forms: sums and products of discrete sites, which index tables through a let.
//!
//! What is a `usize` in Rust is whole and never negative by its type. A number that is cast to one has to be proved so:
//! it is written in the codes of its sites (a spin is 2c − 1), where it must have whole coefficients that are not negative.

use super::array::Operation;
use super::condition::{Case, Condition};
use super::domains::mentions_state;
use super::integer::{times, variables};
use super::value::{Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Binder, Domain, Expr, Factor, Index, IntegerAtom, Range, Source, Term, Variable};
use crate::syntax::{BinaryOperator, Expression, Method, Sign};

/// The largest power of an integer.
const POWER: i64 = 16;
/// Coefficients of indices stay below this.
pub(super) const LARGEST: f64 = 1e9;
/// Terms that a number may have when it is written in codes.
const TERMS: usize = 64;

impl<'a> Lowering<'a, '_> {
    /// `left ∘ right` of whole numbers of which one is no linear form.
    pub(super) fn operate_on_whole(
        &mut self,
        whole: &Expression,
        operation: Operation,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Result<Value<'a>> {
        let place = whole.place;
        match operation {
            Operation::Product(operator @ (BinaryOperator::Divide | BinaryOperator::Remainder)) => {
                let (left, right) = (self.one_index(place, left)?, self.one_index(place, right)?);
                self.integer_product(whole, operator, &left, &right).map(Value::Integer)
            }
            _ => {
                let (left, right) = (self.as_number(place, left)?, self.as_number(place, right)?);
                self.operate_on_numbers(whole, operation, left, right).map(Value::Whole)
            }
        }
    }

    /// `min`, `max`, `abs_diff`, `pow` and `rem_euclid` of integers.
    pub(super) fn integer_method(
        &mut self,
        whole: &'a Expression,
        method: &'a Method,
        base: &Value<'a>,
    ) -> Result<Value<'a>> {
        let (name, place) = (method.name.text.as_str(), method.name.place);
        let [argument] = method.arguments.as_slice() else {
            return self.report(lowering::argument_count(place, name, 1, method.arguments.len()));
        };
        if name == "pow" {
            let exponent = self.integer(argument)?.as_constant().filter(|power| (0..=POWER).contains(power));
            let Some(exponent) = exponent else {
                return self.report(lowering::exponent(argument.place, "pow"));
            };
            let product = Operation::Product(BinaryOperator::Multiply);
            let one = Ok(Value::Integer(Index::constant(1)));
            return (0..exponent).fold(one, |power, _| self.operate(whole, product, power?, base.clone()));
        }
        let base = &match base {
            Value::Whole(number) => Value::Integer(self.whole_index(method.receiver.place, number)?),
            base => base.clone(),
        };
        if name == "rem_euclid" {
            let divisor = self.integer(argument)?;
            let remainder = |lowering: &mut Self, form: &Index| {
                lowering.euclidean_remainder(whole, form, &divisor).map(Value::Integer)
            };
            let cases = self.each_index(base, remainder).unwrap_or_else(|| Ok(Vec::new()))?;
            return self.chosen(place, cases);
        }
        let other = self.index_value(argument)?;
        let less = self.comparison(whole, BinaryOperator::Less, base, &other)?;
        let difference = Operation::Sum(Sign::Minus);
        let (if_less, if_not) = match name {
            "min" => (base.clone(), other),
            "max" => (other, base.clone()),
            _ => (
                self.operate(whole, difference, other.clone(), base.clone())?,
                self.operate(whole, difference, base.clone(), other)?,
            ),
        };
        let mut cases = Vec::new();
        for (condition, value) in [(less.clone(), if_less), (less.negated(), if_not)] {
            // a comparison of indices is made of guards
            let guards = condition.cases.iter().filter_map(Case::as_guards).flatten();
            cases.extend(guards.map(|guards| (guards, value.clone())));
        }
        self.chosen(place, cases)
    }

    fn one_index(&mut self, place: Place, value: Value<'a>) -> Result<Index> {
        match value {
            Value::Integer(index) => Ok(index),
            other => {
                let number = self.as_number(place, other)?;
                self.whole_index(place, &number)
            }
        }
    }

    /// The index that a whole number is: itself if it is linear, else a let that is rounded.
    pub(super) fn whole_index(&mut self, place: Place, number: &Number) -> Result<Index> {
        if let Some(form) = self.linear_form(&number.expr) {
            return self.small(place, form);
        }
        self.rounded(place, number)
    }

    /// A sum of codes and indices with whole coefficients, without loops and conditions.
    fn linear_form(&self, expr: &Expr) -> Option<Index> {
        let mut form = Index::default();
        for term in &expr.terms {
            let whole = term.coefficient.fract() == 0.0 && term.coefficient.abs() < LARGEST;
            if !whole || !term.binders.is_empty() || !term.guards.is_empty() {
                return None;
            }
            let value = match term.factors.as_slice() {
                [] => Index::constant(1),
                [Factor { atom: Atom::Integer(form), power: 1 }] => form.clone(),
                [Factor { atom: Atom::Read(Source::Array(id), indices), .. }]
                    if self.program.array(*id).role.domain() == Some(&Domain::Binary) =>
                {
                    Index::site(*id, indices.clone())
                }
                _ => return None,
            };
            form = &form + &value.scaled(term.coefficient as i64);
        }
        Some(form)
    }

    /// `x as usize` of a number that is known to be whole and not negative.
    pub(super) fn cast_to_whole(&mut self, number: &Number) -> Option<Value<'a>> {
        if let Some(constant) = number.as_constant() {
            // as Rust does it: towards zero, and zero below it
            return (constant < LARGEST).then(|| Value::Integer(Index::constant(constant.max(0.0) as i64)));
        }
        if let Some(code) = self.code_of_spin(&number.expr) {
            return Some(Value::Integer(code));
        }
        let codes = self.in_codes(&number.expr)?;
        let whole = |term: &Term| term.coefficient.fract() == 0.0 && term.coefficient > 0.0;
        if !codes.terms.iter().all(whole) {
            return None;
        }
        Some(Value::Whole(match self.linear_form(&codes) {
            Some(_) => Number::new(codes),
            None => number.clone(),
        }))
    }

    /// The code of a spin that stands alone: −1 saturates to 0 in Rust.
    fn code_of_spin(&self, expr: &Expr) -> Option<Index> {
        let [Term { coefficient: 1.0, binders, guards, factors, .. }] = expr.terms.as_slice() else {
            return None;
        };
        let [Factor { atom: Atom::Read(Source::Array(id), indices), power: 1 }] = factors.as_slice() else {
            return None;
        };
        let is_spin = self.program.array(*id).role.domain() == Some(&Domain::Spin);
        (is_spin && binders.is_empty() && guards.is_empty()).then(|| Index::site(*id, indices.clone()))
    }

    /// [difference ∘ 0] for a number that is whole in codes, up to a factor: a guard.
    pub(super) fn compare_whole(
        &mut self,
        place: Place,
        operator: BinaryOperator,
        difference: &Expr,
    ) -> Result<Option<Condition>> {
        let Some(codes) = self.in_codes(difference) else { return Ok(None) };
        let is_whole =
            |factor: f64| codes.terms.iter().all(|term| (term.coefficient * factor).fract() == 0.0);
        let Some(factor) = [1.0, 2.0, 4.0, 10.0, 100.0].into_iter().find(|factor| is_whole(*factor)) else {
            return Ok(None);
        };
        for binder in codes.terms.iter().flat_map(|term| &term.binders) {
            self.ranges.insert(binder.variable.clone(), binder.range.clone());
        }
        let (above, below): (Vec<Term>, Vec<Term>) =
            codes.scaled(factor).terms.into_iter().partition(|term| term.coefficient > 0.0);
        let (above, below) = (Expr { terms: above }, Expr { terms: below }.scaled(-1.0));
        let above = self.whole_index(place, &Number::new(above))?;
        let below = self.whole_index(place, &Number::new(below))?;
        Ok(Some(Condition::compare(operator, &above, &below)))
    }

    /// A number written in the codes of discrete sites; nothing if it depends on anything else.
    pub(super) fn in_codes(&self, expr: &Expr) -> Option<Expr> {
        let mut terms: Vec<Term> = Vec::new();
        for term in &expr.terms {
            let mut product = vec![Term { factors: Vec::new(), ..term.clone() }];
            for factor in &term.factors {
                let codes = self.factor_in_codes(factor)?;
                let times =
                    |left: &Term| codes.iter().map(|right| multiplied(left, right)).collect::<Vec<_>>();
                product = product.iter().flat_map(times).collect();
                if product.len() > TERMS {
                    return None;
                }
            }
            for term in product {
                let term = canonical(&without_idle_loops(term));
                let same = |other: &&mut Term| {
                    (&other.binders, &other.guards, &other.factors)
                        == (&term.binders, &term.guards, &term.factors)
                };
                match terms.iter_mut().find(same) {
                    Some(other) => other.coefficient += term.coefficient,
                    None => terms.push(term),
                }
            }
        }
        terms.retain(|term| term.coefficient != 0.0);
        Some(Expr { terms: terms.into_iter().map(|term| term.freshened(&self.fresh)).collect() })
    }

    /// A factor as a sum of products of codes: 2c − 1 for a spin.
    fn factor_in_codes(&self, factor: &Factor) -> Option<Vec<Term>> {
        let (id, indices) = match &factor.atom {
            Atom::Integer(_) => {
                return Some(vec![Term { factors: vec![factor.clone()], ..Term::number(1.0) }]);
            }
            Atom::Read(Source::Array(id), indices) => (*id, indices),
            _ => return None,
        };
        let code = |coefficient: f64| Term {
            coefficient,
            ..Term::atom(Atom::Integer(Index::site(id, indices.clone())))
        };
        Some(match self.program.array(id).role.domain()? {
            Domain::Binary => vec![code(1.0)],
            Domain::Spin if factor.power.is_multiple_of(2) => vec![Term::number(1.0)],
            Domain::Spin => vec![code(2.0), Term::number(-1.0)],
            _ => return None,
        })
    }

    /// The largest value of a whole number in terms of sizes, where loops over sites without conditions on indices
    /// give it.
    pub(super) fn largest_whole(&self, expr: &Expr) -> Option<Index> {
        let mut sum = Index::default();
        for term in &self.in_codes(expr)?.terms {
            if term.coefficient.fract() != 0.0 || term.coefficient >= LARGEST {
                return None;
            }
            if term.coefficient < 0.0 {
                continue;
            }
            let mut product = Index::constant(term.coefficient as i64);
            for binder in &term.binders {
                product = times(&product, &rounds(&binder.range)?)?;
            }
            for factor in &term.factors {
                let Atom::Integer(form) = &factor.atom else { return None };
                if self.varies_in_loops(form, &term.binders) {
                    return None;
                }
                let largest = self.largest(form)?;
                for _ in 0..factor.power {
                    product = times(&product, &largest)?;
                }
            }
            if !term.guards.iter().all(|guard| mentions_state(&guard.form)) {
                return None;
            }
            sum = &sum + &product;
        }
        (sum.monomials().count() <= TERMS).then_some(sum)
    }

    /// Whether the variables of loops stand outside codes.
    fn varies_in_loops(&self, form: &Index, binders: &[Binder]) -> bool {
        let outside = form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Site { .. } => Some(Index::default()),
            _ => None,
        });
        binders.iter().any(|binder| outside.mentions(&binder.variable))
    }
}

/// How often a loop runs, if sizes alone say so.
fn rounds(range: &Range) -> Option<Index> {
    let Range::Span { lower, upper } = range else { return None };
    let ([] | [_], [upper]) = (lower.as_slice(), upper.as_slice()) else { return None };
    let rounds = upper - lower.first().unwrap_or(&Index::default());
    (variables(&rounds).is_empty() && !mentions_state(&rounds)).then_some(rounds)
}

/// A loop from 0 over something that does not mention its variable multiplies it by the number of rounds.
fn without_idle_loops(mut term: Term) -> Term {
    while let Some(place) = term.binders.iter().position(|binder| {
        let mentioned = Term { binders: Vec::new(), ..term.clone() }.mentions(&binder.variable)
            || term
                .binders
                .iter()
                .any(|other| other.range.forms().iter().any(|form| form.mentions(&binder.variable)));
        !mentioned
            && matches!(&binder.range, Range::Span { lower, .. } if lower.is_empty())
            && rounds(&binder.range).is_some()
    }) {
        let binder = term.binders.remove(place);
        let rounds = rounds(&binder.range).unwrap_or_default();
        match rounds.as_constant() {
            Some(constant) => term.coefficient *= constant as f64,
            None => term.push_factor(Factor::once(Atom::Integer(rounds))),
        }
    }
    term
}

/// The product of what stands under one sum with a factor that has no sums.
fn multiplied(left: &Term, right: &Term) -> Term {
    let mut product = left.clone();
    product.coefficient *= right.coefficient;
    for factor in &right.factors {
        product.push_factor(factor.clone());
    }
    product
}

/// The term with its loops numbered and its factors and conditions in order, so that equal terms meet.
fn canonical(term: &Term) -> Term {
    let mut term = term.clone();
    for place in 0..term.binders.len() {
        let old = term.binders[place].variable.clone();
        term = term.rename(&old, &Variable::with_id(u32::MAX - place as u32, "i".into()));
    }
    term.factors.sort();
    term.guards.sort();
    term
}
