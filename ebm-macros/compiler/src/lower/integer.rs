//! Arithmetic on indices, kept linear, small and shallow; and how large an index can get.

use super::domains::mentions_state;
use super::value::{Cases, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Index, IntegerAtom, Range, Relation, Variable};
use crate::syntax::{BinaryOperator, Expression, Sign};

/// Coefficients stay below this, so that sums and products of forms cannot overflow.
const LARGEST: i64 = 1 << 40;
/// Summands of a form.
const MONOMIALS: usize = 64;
/// Factors of a summand: `rows * cols * depth` and a variable are four.
const DEGREE: usize = 6;
/// Remainders, quotients and look-ups within each other.
const NESTING: usize = 6;

impl<'a> Lowering<'a, '_> {
    /// `left ± right`.
    pub(super) fn integer_sum(
        &mut self,
        place: Place,
        left: &Index,
        sign: Sign,
        right: &Index,
    ) -> Result<Index> {
        let form = match sign {
            Sign::Plus => left + right,
            Sign::Minus => left - right,
        };
        self.small(place, form)
    }

    /// `left * right`, `left / right`, `left % right`, where the result is linear in the variables.
    pub(super) fn integer_product(
        &mut self,
        whole: &Expression,
        operator: BinaryOperator,
        left: &Index,
        right: &Index,
    ) -> Result<Index> {
        let varies = |form: &Index| {
            let mut found = false;
            form.visit_atoms(&mut |atom| found |= matches!(atom, IntegerAtom::Variable(_)));
            found
        };
        let place = whole.place;
        match operator {
            BinaryOperator::Multiply => {
                if varies(left) && varies(right) {
                    return self.report(lowering::not_linear(place, whole));
                }
                if extent_of(left).saturating_mul(extent_of(right)) >= LARGEST {
                    return self.report(lowering::index_too_large(place));
                }
                self.small(place, left * right)
            }
            BinaryOperator::Divide | BinaryOperator::Remainder => {
                if varies(right) || right.as_constant().is_some_and(|divisor| divisor <= 0) {
                    return self.report(lowering::not_linear(place, whole));
                }
                if self.may_be_negative(left, right) {
                    return self.report(lowering::negative_dividend(place, whole, operator.symbol()));
                }
                // `n % n` is 0 and would have no value where n is 0, in a loop that is empty then.
                let is_multiple = |atom| left.split_linear(atom).is_some_and(|(_, rest)| rest.is_zero());
                if operator == BinaryOperator::Remainder && right.as_atom().is_some_and(is_multiple) {
                    return Ok(Index::default());
                }
                let form = match operator {
                    BinaryOperator::Divide => left.clone().quotient(right.clone()),
                    _ => left.clone().remainder(right.clone()),
                };
                self.small(place, form)
            }
            _ => self.report(lowering::integer_operator(place, operator.symbol())),
        }
    }

    /// Whether a dividend may be negative: there Rust rounds towards zero, and remainders are negative, too. What is a
    /// `usize` is not, whatever its form looks like.
    fn may_be_negative(&self, dividend: &Index, divisor: &Index) -> bool {
        if let Some(value) = dividend.as_constant() {
            return value < 0;
        }
        let never_positive = |form: &Index| form.monomials().all(|(_, coefficient)| coefficient < 0);
        if !self.signed || never_positive(&-dividend) {
            return false;
        }
        let Some(deepest) = self.largest(&-dividend) else { return true };
        // a divisor is at least 1 wherever it divides
        let with_divisor = divisor.as_atom().and_then(|atom| {
            let (slope, rest) = deepest.split_linear(atom)?;
            let slope = slope.as_constant().filter(|&slope| slope < 0)?;
            Some(&rest + &Index::constant(slope))
        });
        !never_positive(&with_divisor.unwrap_or(deepest))
    }

    /// `a.rem_euclid(n)`: what `%` is of numbers that are not negative.
    pub(super) fn euclidean_remainder(&mut self, whole: &Expression, a: &Index, n: &Index) -> Result<Index> {
        let signed = std::mem::take(&mut self.signed);
        let result = match a.as_constant().zip(n.as_constant()) {
            Some((a, n)) if n > 0 => Ok(Index::constant(a.rem_euclid(n))),
            _ => self.integer_product(whole, BinaryOperator::Remainder, a, n),
        };
        self.signed = signed;
        result
    }

    /// A form that every later pass can take.
    pub(super) fn small(&mut self, place: Place, form: Index) -> Result<Index> {
        let fits = form.monomials().count() <= MONOMIALS
            && form
                .monomials()
                .all(|(atoms, coefficient)| atoms.len() <= DEGREE && coefficient.abs() < LARGEST)
            && nesting(&form) <= NESTING;
        if fits { Ok(form) } else { self.report(lowering::index_too_large(place)) }
    }

    /// Runs `run` on an index, or on each case of one that depends on conditions.
    pub(super) fn each_index(
        &mut self,
        value: &Value<'a>,
        mut run: impl FnMut(&mut Self, &Index) -> Result<Value<'a>>,
    ) -> Option<Result<Cases<'a>>> {
        match value {
            Value::Integer(index) => Some(run(self, index).map(|value| vec![(Vec::new(), value)])),
            Value::Choice(cases) => Some(
                cases
                    .iter()
                    .map(|(guards, index)| {
                        let value = self.under_guards(guards, |lowering| run(lowering, index))?;
                        Ok((guards.clone(), value))
                    })
                    .collect(),
            ),
            _ => None,
        }
    }

    /// The length that an axis read at `form` must have, in terms of sizes, as far as the ranges of variables
    /// and the conditions around tell; nothing if they do not. A variable alone reads the whole of its range.
    pub(super) fn needed(&self, form: &Index) -> Option<Index> {
        let one = Index::constant(1);
        let mut best = self.largest(form);
        if best.is_some() && (form.as_variable().is_some() || variables(form).is_empty()) {
            return best.map(|largest| &largest + &one);
        }
        for guard in self.guards().filter(|guard| guard.relation == Relation::NonNegative) {
            // [U − 1 − f ≥ 0] bounds f by U − 1: f plus the condition's form mentions no variable.
            let bound = form + &guard.form;
            if !variables(&bound).is_empty() {
                continue;
            }
            let Some(bound) = self.without_remainders(bound) else { continue };
            let excess = best.as_ref().map(|best| (best - &bound).as_constant());
            if variables(&bound).is_empty()
                && excess.is_none_or(|excess| excess.is_none_or(|excess| excess > 0))
            {
                best = Some(bound);
            }
        }
        let mut largest = best?;
        for guard in self.guards().filter(|guard| guard.relation == Relation::NonZero) {
            // [f ≠ U] takes the end away if U is the end.
            if largest == form + &guard.form || largest == form - &guard.form {
                largest = &largest - &one;
            }
        }
        Some(&largest + &one)
    }

    /// The largest value of a form in terms of sizes, as far as the ranges of variables tell.
    pub(super) fn largest(&self, form: &Index) -> Option<Index> {
        let mut form = self.largest_states(form)?;
        // Innermost first: the bounds of a variable mention outer ones only. Each round removes one.
        for _ in 0..64 {
            let Some(variable) = variables(&form).pop() else { return self.without_remainders(form) };
            let atom = IntegerAtom::Variable(variable.clone());
            let Some((slope, rest)) = form.split_linear(&atom) else {
                form = self.largest_atoms(&form)?;
                continue;
            };
            let Some(Range::Span { lower, upper }) = self.ranges.get(&variable) else { return None };
            let end = match sign_of(&slope)? {
                // Over k < i < n an axis has length n, not n − 1: the pairs of one array.
                Sign::Plus => match upper.first()? {
                    bound if bound.as_variable().is_some() => bound.clone(),
                    bound => bound - &Index::constant(1),
                },
                Sign::Minus => match lower.first() {
                    Some(bound) if variables(bound).is_empty() => bound.clone(),
                    _ => Index::default(),
                },
            };
            form = &(&slope * &end) + &rest;
        }
        None
    }

    /// Codes of sites replaced by their largest value where they add, by 0 where they are taken away; nothing if they
    /// stand in products with what varies, or have no largest value in terms of sizes.
    fn largest_states(&self, form: &Index) -> Option<Index> {
        if !mentions_state(form) {
            return Some(form.clone());
        }
        let is_state =
            |atom: &&IntegerAtom| matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
        let mut result = Index::default();
        for (atoms, coefficient) in form.monomials() {
            let (states, others): (Vec<&IntegerAtom>, Vec<&IntegerAtom>) = atoms.iter().partition(is_state);
            let mut product = Index::constant(coefficient);
            for atom in others {
                product = &product * &Index::atom(atom.clone());
            }
            for state in states {
                product = match (coefficient > 0, state) {
                    (false, _) => Index::default(),
                    (true, IntegerAtom::Site { array, .. }) => times(&product, &self.largest_code(*array)?)?,
                    (true, IntegerAtom::Rounded { definition, .. }) => {
                        times(&product, self.largest.get(definition)?)?
                    }
                    (true, _) => return None,
                };
            }
            result = &result + &product;
        }
        Some(result)
    }

    /// A length must have a value for all sizes, and `a % n` has none where n is 0; an entry of fixed data is
    /// no length.
    fn without_remainders(&self, form: Index) -> Option<Index> {
        let (mut open, mut data) = (false, false);
        form.visit_atoms(&mut |atom| match atom {
            IntegerAtom::Remainder(_, n) => open |= n.as_constant().is_none(),
            IntegerAtom::Lookup { indices, .. } => data |= !indices.is_empty(),
            _ => {}
        });
        open |= mentions_state(&form);
        match (data, open) {
            (true, _) => None,
            (false, true) => self.largest_atoms(&form),
            (false, false) => Some(form),
        }
    }

    /// `a % n` replaced by `n − 1`, `a / n` by the quotient of a's largest value, where they add; 0 where
    /// they are taken away.
    fn largest_atoms(&self, form: &Index) -> Option<Index> {
        let mut result = Index::default();
        for (atoms, coefficient) in form.monomials() {
            let (inside, others): (Vec<&IntegerAtom>, Vec<&IntegerAtom>) =
                atoms.iter().partition(|atom| match atom {
                    IntegerAtom::Variable(_) => false,
                    IntegerAtom::Remainder(_, n) if n.as_constant().is_none() => true,
                    atom => mentions_variables(atom) || mentions_state(&Index::atom((*atom).clone())),
                });
            let mut product = Index::constant(coefficient);
            for atom in others {
                product = &product * &Index::atom(atom.clone());
            }
            for atom in inside {
                let end = match (atom, sign_of(&Index::constant(coefficient))?) {
                    (_, Sign::Minus) => Index::default(),
                    (IntegerAtom::Remainder(_, n), Sign::Plus) => &**n - &Index::constant(1),
                    (IntegerAtom::Quotient(a, n), Sign::Plus) => largest_quotient(&self.largest(a)?, n),
                    _ => return None,
                };
                product = &product * &end;
            }
            result = &result + &product;
        }
        Some(result)
    }
}

/// ⌊a / n⌋; of `r·n − 1` it is `r − 1`, which has a value also where n is 0.
fn largest_quotient(a: &Index, n: &Index) -> Index {
    let length = a + &Index::constant(1);
    let divided = n.as_atom().and_then(|atom| length.split_linear(atom));
    match divided {
        Some((rows, rest)) if rest.is_zero() => &rows - &Index::constant(1),
        _ => a.clone().quotient(n.clone()),
    }
}

/// The sign of a form whose atoms are never negative, where all summands agree.
fn sign_of(form: &Index) -> Option<Sign> {
    let mut signs = form.monomials().map(|(_, coefficient)| coefficient > 0);
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some(if first { Sign::Plus } else { Sign::Minus })
}

/// The variables of a form, in order of creation.
pub(super) fn variables(form: &Index) -> Vec<Variable> {
    let mut found = std::collections::BTreeSet::new();
    form.visit_atoms(&mut |atom| {
        if let IntegerAtom::Variable(variable) = atom {
            found.insert(variable.clone());
        }
    });
    found.into_iter().collect()
}

fn mentions_variables(atom: &IntegerAtom) -> bool {
    !variables(&Index::atom(atom.clone())).is_empty()
}

/// The product, if it is small enough to be computed with.
pub(super) fn times(left: &Index, right: &Index) -> Option<Index> {
    let fits = extent_of(left).saturating_mul(extent_of(right)) < LARGEST;
    let short = left.monomials().count() * right.monomials().count() <= MONOMIALS;
    (fits && short).then(|| left * right)
}

/// A bound on the coefficients that a product with this form multiplies by.
fn extent_of(form: &Index) -> i64 {
    form.monomials().map(|(_, coefficient)| coefficient.saturating_abs()).fold(0, i64::saturating_add)
}

fn nesting(form: &Index) -> usize {
    let deepest = form.monomials().flat_map(|(atoms, _)| &**atoms).map(|atom| match atom {
        IntegerAtom::Variable(_) | IntegerAtom::Size(..) => 0,
        IntegerAtom::Lookup { indices, .. }
        | IntegerAtom::Site { indices, .. }
        | IntegerAtom::Rounded { indices, .. } => 1 + indices.iter().map(nesting).max().unwrap_or(0),
        IntegerAtom::Remainder(a, n) | IntegerAtom::Quotient(a, n) => 1 + nesting(a).max(nesting(n)),
    });
    deepest.max().unwrap_or(0)
}
