//! Conditions: on indices, sizes and fixed data they are guards; on discrete sites and fixed numbers a factor
//! that is 0 or 1.
//!
//! A condition is a list of cases of which at most one holds, each a conjunction. `a || b` is `a`, or `b`
//! where `a` fails.

use super::scope::Layer;
use super::value::Number;
use super::value::{Value, substitute_guards};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{
    ArrayId, Atom, Domain, Expr, Guard, Index, Operator, Relation, Role, Source, Term, Variable,
};
use crate::syntax::{BinaryOperator, Expression};

/// Cases of a condition.
const CASES: usize = 32;

/// Cases of which at most one holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Condition {
    pub(super) cases: Vec<Case>,
}

/// All of it must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Case {
    pub(super) guards: Vec<Guard>,
    pub(super) factors: Vec<Indicator>,
}

/// A condition as an expression that is 1 where it holds, else 0: with it, an energy stays a polynomial in its sites.
#[derive(Clone, Debug)]
pub(super) struct Indicator {
    pub(super) expr: Expr,
    /// The same as conditions on codes, if it can be said in them.
    pub(super) guards: Option<Box<Condition>>,
}

impl Indicator {
    fn negated(&self) -> Indicator {
        Indicator {
            expr: Expr::number(1.0).plus(self.expr.scaled(-1.0)),
            guards: self.guards.as_ref().map(|condition| Box::new(condition.negated())),
        }
    }

    pub(super) fn substitute(&self, variable: &Variable, form: &Index) -> Indicator {
        Indicator {
            expr: self.expr.substitute(variable, form),
            guards: self.guards.as_ref().map(|condition| Box::new(condition.substitute(variable, form))),
        }
    }
}

impl Case {
    /// The case as conditions on integers, of which at most one list holds; nothing if it is not made of such.
    pub(super) fn as_guards(&self) -> Option<Vec<Vec<Guard>>> {
        let own = Case { guards: self.guards.clone(), factors: Vec::new() };
        let mut all = Condition { cases: vec![own] };
        for factor in &self.factors {
            all = all.and(factor.guards.as_ref()?);
        }
        all.cases.into_iter().map(|case| case.factors.is_empty().then_some(case.guards)).collect()
    }

    /// The case as layers of the stack.
    pub(super) fn layers(&self) -> Vec<Layer> {
        let guards = self.guards.iter().cloned().map(Layer::Guard);
        guards.chain(self.factors.iter().cloned().map(Layer::Factor)).collect()
    }

    /// Both; nothing if one excludes the other.
    fn and(&self, other: &Case) -> Option<Case> {
        let mut both = self.clone();
        for guard in &other.guards {
            if both.guards.contains(&guard.negated()) {
                return None;
            }
            if !both.guards.contains(guard) {
                both.guards.push(guard.clone());
            }
        }
        both.factors.extend(other.factors.iter().cloned());
        Some(both)
    }
}

impl Condition {
    /// Always, or never.
    pub(super) fn constant(holds: bool) -> Condition {
        Condition { cases: if holds { vec![Case::default()] } else { Vec::new() } }
    }

    fn guard(guard: Guard) -> Condition {
        if let Some(form) = guard.form.as_constant() {
            return Condition::constant(match guard.relation {
                Relation::Zero => form == 0,
                Relation::NonZero => form != 0,
                Relation::NonNegative => form >= 0,
            });
        }
        Condition { cases: vec![Case { guards: vec![guard], factors: Vec::new() }] }
    }

    /// Where an expression that is 0 or 1 is 1.
    fn factor(expr: Expr, guards: Option<Condition>) -> Condition {
        match super::value::constant(&expr) {
            Some(value) => Condition::constant(value != 0.0),
            None => {
                let indicator = Indicator { expr, guards: guards.map(Box::new) };
                Condition { cases: vec![Case { guards: Vec::new(), factors: vec![indicator] }] }
            }
        }
    }

    /// `left ∘ right` of indices.
    pub(super) fn compare(operator: BinaryOperator, left: &Index, right: &Index) -> Condition {
        Condition::guard(compare(operator, left, right))
    }

    pub(super) fn and(&self, other: &Condition) -> Condition {
        Condition {
            cases: self.cases.iter().flat_map(|a| other.cases.iter().filter_map(|b| a.and(b))).collect(),
        }
    }

    /// Where it fails: for each case, the first of its conditions that fails.
    pub(super) fn negated(&self) -> Condition {
        self.cases.iter().fold(Condition::constant(true), |rest, case| {
            let mut fails = Condition::default();
            let mut before = Case::default();
            for guard in &case.guards {
                fails.cases.extend(before.and(&Case { guards: vec![guard.negated()], factors: Vec::new() }));
                before.guards.push(guard.clone());
            }
            for factor in &case.factors {
                let opposite = Case { guards: Vec::new(), factors: vec![factor.negated()] };
                fails.cases.extend(before.and(&opposite));
                before.factors.push(factor.clone());
            }
            rest.and(&fails)
        })
    }

    /// The conditions on integers that hold in every case.
    pub(super) fn common(&self) -> Vec<Guard> {
        let Some((first, rest)) = self.cases.split_first() else { return Vec::new() };
        let everywhere = |guard: &&Guard| rest.iter().all(|case| case.guards.contains(guard));
        first.guards.iter().filter(everywhere).cloned().collect()
    }

    pub(super) fn or(&self, other: &Condition) -> Condition {
        let mut either = self.clone();
        either.cases.extend(other.and(&self.negated()).cases);
        either
    }

    pub(super) fn substitute(&self, variable: &Variable, form: &Index) -> Condition {
        let one = |case: &Case| Case {
            guards: substitute_guards(&case.guards, variable, form),
            factors: case.factors.iter().map(|factor| factor.substitute(variable, form)).collect(),
        };
        Condition { cases: self.cases.iter().map(one).collect() }
    }
}

impl<'a> Lowering<'a, '_> {
    /// A condition small enough to be followed.
    pub(super) fn small_condition(&mut self, place: Place, condition: Condition) -> Result<Condition> {
        self.pay(condition.cases.len(), place)?;
        if condition.cases.len() > CASES {
            self.report(lowering::condition_too_large(place))
        } else {
            Ok(condition)
        }
    }

    /// `left < right` and its like.
    pub(super) fn comparison(
        &mut self,
        whole: &Expression,
        operator: BinaryOperator,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Result<Condition> {
        let (left, right) = (self.as_index(whole.place, left)?, self.as_index(whole.place, right)?);
        match (&left, &right) {
            (Value::Integer(_) | Value::Choice(_), Value::Integer(_) | Value::Choice(_)) => {
                let mut all = Condition::default();
                for (left_guards, left) in cases_of(&left) {
                    for (right_guards, right) in cases_of(&right) {
                        let holds = Condition::compare(operator, &left, &right);
                        let here = Case {
                            guards: left_guards.iter().chain(&right_guards).cloned().collect(),
                            factors: Vec::new(),
                        };
                        all.cases.extend(Condition { cases: vec![here] }.and(&holds).cases);
                    }
                }
                self.small_condition(whole.place, all)
            }
            (Value::Condition(left), Value::Condition(right))
                if matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual) =>
            {
                let same = left.and(right).or(&left.negated().and(&right.negated()));
                let condition = if operator == BinaryOperator::Equal { same } else { same.negated() };
                self.small_condition(whole.place, condition)
            }
            _ => {
                let left = self.as_number(whole.place, left.clone());
                let right = self.as_number(whole.place, right.clone());
                self.compare_numbers(whole, operator, left?, right?)
            }
        }
    }

    /// A whole number as an index; any other value as it is.
    fn as_index(&mut self, place: Place, value: &Value<'a>) -> Result<Value<'a>> {
        match value {
            Value::Whole(number) => self.whole_index(place, number).map(Value::Integer),
            other => Ok(other.clone()),
        }
    }

    /// A comparison of numbers: exact where discrete sites or fixed numbers decide it.
    fn compare_numbers(
        &mut self,
        whole: &Expression,
        operator: BinaryOperator,
        left: Number,
        right: Number,
    ) -> Result<Condition> {
        let difference = self.plus(whole.place, left, right.scaled(-1.0))?.expr;
        let mut reads: Vec<Atom> = Vec::new();
        let mut fixed_only = true;
        let mut sites_only = !difference.has_binders();
        difference.visit_atoms(&mut |atom| match atom {
            Atom::Read(Source::Array(id), _) => match &self.program.array(*id).role {
                Role::Visible(Domain::Binary | Domain::Spin) => {
                    fixed_only = false;
                    if !reads.contains(atom) {
                        reads.push(atom.clone());
                    }
                }
                Role::Fixed => sites_only = false,
                _ => (fixed_only, sites_only) = (false, false),
            },
            Atom::Read(Source::Let(_), _) => (fixed_only, sites_only) = (false, false),
            Atom::Integer(_) => sites_only = false,
            Atom::Apply { .. } | Atom::Change { .. } => {}
        });
        sites_only &= difference.terms.iter().all(|term| term.guards.is_empty());
        sites_only &= reads.len() <= 3;
        if fixed_only && !difference.has_binders() {
            return Ok(Condition::factor(self.compare_fixed(whole.place, operator, difference)?, None));
        }
        if !sites_only {
            return match self.compare_whole(whole.place, operator, &difference)? {
                Some(condition) => self.small_condition(whole.place, condition),
                None => self.report(lowering::condition_on_number(whole.place, whole)),
            };
        }
        let guards = match self.in_codes(&difference).is_some_and(|codes| is_linear(&codes)) {
            true => self.compare_whole(whole.place, operator, &difference)?,
            false => None,
        };
        Ok(Condition::factor(self.compare_sites(operator, &difference, &reads), guards))
    }

    /// Whether u ∘ 0, by steps: u > 0 is the step function.
    fn compare_fixed(&mut self, place: Place, operator: BinaryOperator, u: Expr) -> Result<Expr> {
        let above = self.apply(place, Operator::Step, Number::new(u.clone()))?.expr;
        let below = self.apply(place, Operator::Step, Number::new(u.scaled(-1.0)))?.expr;
        let not = |expr: Expr| Expr::number(1.0).plus(expr.scaled(-1.0));
        Ok(match operator {
            BinaryOperator::Greater => above,
            BinaryOperator::GreaterEqual => not(below),
            BinaryOperator::Less => below,
            BinaryOperator::LessEqual => not(above),
            BinaryOperator::NotEqual => above.plus(below),
            _ => not(above.plus(below)),
        })
    }

    /// The multilinear polynomial in two-valued sites that is 1 where `difference ∘ 0` holds, else 0.
    fn compare_sites(&mut self, operator: BinaryOperator, difference: &Expr, sites: &[Atom]) -> Expr {
        let mut indicator = Expr::zero();
        for code in 0..1usize << sites.len() {
            let high = |site: usize| code >> site & 1 == 1;
            let value = |atom: &Atom| {
                let site = sites.iter().position(|known| known == atom)?;
                let (low, up) = self.values_of(atom)?;
                Some(if high(site) { up } else { low })
            };
            if !holds(operator, evaluate(difference, &value)) {
                continue;
            }
            // Π over sites of (x − other value) / (value − other value).
            let mut weight = Expr::number(1.0);
            for (site, atom) in sites.iter().enumerate() {
                let Some((low, up)) = self.values_of(atom) else { continue };
                let (value, other) = if high(site) { (up, low) } else { (low, up) };
                let linear =
                    Expr::atom(atom.clone()).plus(Expr::number(-other)).scaled(1.0 / (value - other));
                weight = weight.times(&linear, &self.fresh);
            }
            indicator = indicator.plus(weight);
        }
        merged(indicator)
    }

    /// The two values of a discrete site.
    fn values_of(&self, atom: &Atom) -> Option<(f64, f64)> {
        let domain = |id: ArrayId| self.program.array(id).role.domain();
        match atom {
            Atom::Read(Source::Array(id), _) => match domain(*id)? {
                Domain::Binary => Some((0.0, 1.0)),
                Domain::Spin => Some((-1.0, 1.0)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether an expression in codes has no products.
fn is_linear(codes: &Expr) -> bool {
    codes.terms.iter().all(|term| match term.factors.as_slice() {
        [] => true,
        [factor] => factor.power == 1,
        _ => false,
    })
}

/// The cases of an index.
fn cases_of(value: &Value) -> Vec<(Vec<Guard>, Index)> {
    match value {
        Value::Integer(index) => vec![(Vec::new(), index.clone())],
        Value::Choice(cases) => cases.clone(),
        _ => Vec::new(),
    }
}

fn compare(operator: BinaryOperator, left: &Index, right: &Index) -> Guard {
    match operator {
        BinaryOperator::NotEqual => Guard::different(left, right),
        BinaryOperator::Less => Guard::less(left, right),
        BinaryOperator::LessEqual => Guard::at_most(left, right),
        BinaryOperator::Greater => Guard::less(right, left),
        BinaryOperator::GreaterEqual => Guard::at_most(right, left),
        _ => Guard::equal(left, right),
    }
}

fn holds(operator: BinaryOperator, difference: f64) -> bool {
    match operator {
        BinaryOperator::NotEqual => difference != 0.0,
        BinaryOperator::Less => difference < 0.0,
        BinaryOperator::LessEqual => difference <= 0.0,
        BinaryOperator::Greater => difference > 0.0,
        BinaryOperator::GreaterEqual => difference >= 0.0,
        _ => difference == 0.0,
    }
}

/// The value of an expression without sums, its sites given.
fn evaluate(expr: &Expr, value: &impl Fn(&Atom) -> Option<f64>) -> f64 {
    let atom = |atom: &Atom| match atom {
        Atom::Apply { operator, order, argument } => operator.evaluate(*order, evaluate(argument, value)),
        other => value(other).unwrap_or(f64::NAN),
    };
    let term = |term: &Term| {
        term.factors
            .iter()
            .fold(term.coefficient, |product, factor| product * atom(&factor.atom).powi(factor.power as i32))
    };
    expr.terms.iter().map(term).sum()
}

/// Equal products added up, and what cancels left out.
fn merged(expr: Expr) -> Expr {
    let mut merged: Vec<Term> = Vec::new();
    for mut term in expr.terms {
        term.factors.sort();
        match merged.iter_mut().find(|other| other.factors == term.factors) {
            Some(other) => other.coefficient += term.coefficient,
            None => merged.push(term),
        }
    }
    merged.retain(|term| term.coefficient.abs() > 1e-12);
    Expr { terms: merged }
}
