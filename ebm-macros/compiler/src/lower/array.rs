//! Arrays: indexing, products, element-wise operations, all on comprehensions.

use super::domains::mentions_state;
use super::value::{Axis, Cases, Comprehension, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Expr, Index, IntegerAtom};
use crate::syntax::{BinaryOperator, Expression, Sign};

impl<'a> Lowering<'a, '_> {
    /// The same array with axes of its own, so that it can be read twice in one expression.
    pub(super) fn freshened(&mut self, array: Comprehension<'a>) -> Comprehension<'a> {
        let mut entry = *array.entry;
        let mut axes = Vec::new();
        for axis in array.axes {
            let own = self.axis(axis.variable.name(), &axis.extent);
            entry = entry.substitute(&axis.variable, &Index::variable(&own.variable));
            axes.push(own);
        }
        Comprehension { axes, entry: Box::new(entry) }
    }

    /// `base[indices]`.
    pub(super) fn index(
        &mut self,
        whole: &Expression,
        base: Value<'a>,
        indices: &'a [Expression],
    ) -> Result<Value<'a>> {
        let array = match base {
            Value::Array(array) => array,
            Value::Tuple(members) => return self.tuple_index(whole.place, &members, indices),
            other => return self.report(lowering::wrong_kind(whole.place, other.kind(), "an array")),
        };
        let values: Vec<Result<Value<'a>>> = indices.iter().map(|index| self.index_value(index)).collect();
        if indices.len() != array.axes.len() {
            return self.report(lowering::index_count(whole.place, whole, array.axes.len(), indices.len()));
        }
        let places = indices.iter().map(|index| index.place);
        let values = values.into_iter().zip(places).map(|(value, place)| Ok((value?, place)));
        let values = values.collect::<Result<Vec<_>>>()?;
        self.fix(whole.place, array.axes, *array.entry, &values)
    }

    /// An entry at indices; each of the cases where an index depends on conditions.
    fn fix(
        &mut self,
        place: Place,
        axes: Vec<Axis>,
        entry: Value<'a>,
        indices: &[(Value<'a>, Place)],
    ) -> Result<Value<'a>> {
        let (Some((axis, axes)), Some(((index, at), indices))) = (axes.split_first(), indices.split_first())
        else {
            return Ok(entry);
        };
        let cases = self.each_index(index, |lowering, form| {
            lowering.check_no_sites_at(*at, &entry, &axis.variable, form)?;
            lowering.check_index(form, &axis.extent);
            let entry = entry.substitute(&axis.variable, form);
            lowering.fix(place, axes.to_vec(), entry, indices)
        });
        match cases {
            Some(cases) => {
                let cases = cases?;
                self.chosen(place, cases)
            }
            None => self.report(lowering::wrong_kind(place, index.kind(), "an index")),
        }
    }

    /// Notes what indexing an axis at `form` says of its length, and of the fixed data that `form` looks up.
    fn check_index(&mut self, form: &Index, extent: &Index) {
        let needed = self.needed(form);
        let always = self.layers.iter().all(|layer| matches!(layer, super::scope::Layer::Binder(_)));
        self.sizes.read(extent.clone(), needed, always);
        if let Some(each) = self.states_of_each(form).filter(|_| always) {
            let bound = extent + &Index::constant(1);
            let bounds = &mut self.program.arrays[each.0].bounds[0];
            if !bounds.contains(&bound) {
                bounds.push(bound);
            }
        }
        let Some(IntegerAtom::Lookup { array, indices, component }) = form.as_atom() else { return };
        // A bound on all entries is claimed only where all entries are read, whatever else holds.
        let covers = |(axis, index): (usize, &Index)| {
            let Some(variable) = index.as_variable() else { return false };
            let whole = crate::ir::Range::up_to(Index::size(*array, axis));
            let guarded = self
                .guards()
                .any(|guard| guard.form.mentions(variable) || mentions_lookup(&guard.form, *array));
            self.ranges.get(variable) == Some(&whole) && !guarded
        };
        if indices.iter().enumerate().all(covers) {
            let bounds = &mut self.program.arrays[array.0].bounds;
            if let Some(bounds) = bounds.get_mut(*component)
                && !bounds.contains(extent)
            {
                bounds.push(extent.clone());
            }
        }
    }

    /// `x.shape()[0]`.
    fn tuple_index(
        &mut self,
        place: Place,
        members: &[Value<'a>],
        indices: &'a [Expression],
    ) -> Result<Value<'a>> {
        if let [index] = indices {
            let position = self.integer(index)?;
            if let Some(member) = position.as_constant().and_then(|at| members.get(usize::try_from(at).ok()?))
            {
                return Ok(member.clone());
            }
        }
        self.report(lowering::member(place, "this tuple"))
    }

    /// `row(i)`, `column(i)`: the array with one axis fixed.
    pub(super) fn slice(
        &mut self,
        place: Place,
        mut array: Comprehension<'a>,
        axis: usize,
        at: &'a Expression,
    ) -> Result<Value<'a>> {
        let value = self.index_value(at)?;
        let fixed = array.axes.remove(axis);
        let rest = array.axes;
        let Value::Integer(form) = value else {
            return self.report(lowering::wrong_kind(place, value.kind(), "an index without cases"));
        };
        self.check_no_sites_at(at.place, &array.entry, &fixed.variable, &form)?;
        self.check_index(&form, &fixed.extent);
        Ok(Value::Array(Comprehension {
            axes: rest,
            entry: Box::new(array.entry.substitute(&fixed.variable, &form)),
        }))
    }

    /// The matrix product, of vectors and matrices.
    pub(super) fn dot(
        &mut self,
        place: Place,
        left: Comprehension<'a>,
        right: Value<'a>,
    ) -> Result<Value<'a>> {
        let Value::Array(right) = right else {
            return self.report(lowering::wrong_kind(place, right.kind(), "a vector or a matrix"));
        };
        let right = self.freshened(right);
        let (ours, theirs) = (left.axes.len(), right.axes.len());
        if !(1..=2).contains(&ours) || !(1..=2).contains(&theirs) {
            return self.report(lowering::shapes(place, "dot", ours, theirs));
        }
        let mut axes = left.axes;
        let mut other = right.axes;
        let (Some(inner), false) = (axes.pop(), other.is_empty()) else { return Ok(*left.entry) };
        let joined = other.remove(0);
        self.sizes.equate(place, inner.extent.clone(), joined.extent);
        let entry = right.entry.substitute(&joined.variable, &Index::variable(&inner.variable));
        let left = self.as_number(place, *left.entry)?;
        let right = self.as_number(place, entry)?;
        let product = self.product(place, left, right)?;
        let sum = self.summed_over_axes(place, product.expr, &[inner])?;
        axes.extend(other);
        let entry = Value::number(sum);
        Ok(if axes.is_empty() { entry } else { Value::Array(Comprehension { axes, entry: Box::new(entry) }) })
    }

    /// `sum()` of an array.
    pub(super) fn total(&mut self, place: Place, array: Comprehension<'a>) -> Result<Value<'a>> {
        let is_integer = array.entry.is_integer();
        let entry = self.as_number(place, *array.entry)?;
        let sum = Number::new(self.summed_over_axes(place, entry.expr, &array.axes)?);
        Ok(if is_integer { Value::Whole(sum) } else { Value::Number(sum) })
    }

    /// An operator on two arrays, entry by entry. As in `ndarray`, the last axes are matched, and an array
    /// with fewer is spread.
    pub(super) fn element_wise(
        &mut self,
        place: Place,
        left: Comprehension<'a>,
        right: Comprehension<'a>,
        run: &mut dyn FnMut(&mut Self, Value<'a>, Value<'a>) -> Result<Value<'a>>,
    ) -> Result<Value<'a>> {
        let right = self.freshened(right);
        let left_is_longer = left.axes.len() >= right.axes.len();
        let (long, short) =
            if left_is_longer { (&left.axes, &right.axes) } else { (&right.axes, &left.axes) };
        let mut long_entry = if left_is_longer { (*left.entry).clone() } else { (*right.entry).clone() };
        let mut short_entry = if left_is_longer { *right.entry } else { *left.entry };
        let skipped = long.len() - short.len();
        let axes = long.clone();
        axes.iter().for_each(|axis| self.sizes.span(&axis.extent));
        for (axis, other) in long.iter().skip(skipped).zip(short) {
            self.sizes.equate(place, axis.extent.clone(), other.extent.clone());
            short_entry = short_entry.substitute(&other.variable, &Index::variable(&axis.variable));
        }
        if !left_is_longer {
            std::mem::swap(&mut long_entry, &mut short_entry);
        }
        let entry = run(self, long_entry, short_entry)?;
        Ok(Value::Array(Comprehension { axes, entry: Box::new(entry) }))
    }

    /// `left ∘ right` for any two values that have an operator.
    pub(super) fn operate(
        &mut self,
        whole: &Expression,
        operator: Operation,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Result<Value<'a>> {
        let place = whole.place;
        self.pay(1, place)?;
        match (left, right) {
            (Value::Array(left), Value::Array(right)) => {
                self.element_wise(place, left, right, &mut |lowering, a, b| {
                    lowering.operate(whole, operator, a, b)
                })
            }
            (Value::Array(array), other) => {
                array.axes.iter().for_each(|axis| self.sizes.span(&axis.extent));
                let entry = self.operate(whole, operator, *array.entry, other)?;
                Ok(Value::Array(Comprehension { axes: array.axes, entry: Box::new(entry) }))
            }
            (other, Value::Array(array)) => {
                array.axes.iter().for_each(|axis| self.sizes.span(&axis.extent));
                let entry = self.operate(whole, operator, other, *array.entry)?;
                Ok(Value::Array(Comprehension { axes: array.axes, entry: Box::new(entry) }))
            }
            (
                left @ (Value::Integer(_) | Value::Choice(_)),
                right @ (Value::Integer(_) | Value::Choice(_)),
            ) => self.operate_on_indices(whole, operator, &left, &right),
            (left, right) if left.is_integer() && right.is_integer() => {
                self.operate_on_whole(whole, operator, left, right)
            }
            (left, right) if left.is_scalar() && right.is_scalar() => {
                let (left, right) = (self.as_number(place, left)?, self.as_number(place, right)?);
                Ok(Value::Number(self.operate_on_numbers(whole, operator, left, right)?))
            }
            (left, right) => {
                self.report(lowering::operands(place, operator.symbol(), left.kind(), right.kind()))
            }
        }
    }

    fn operate_on_indices(
        &mut self,
        whole: &Expression,
        operator: Operation,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Result<Value<'a>> {
        let cases = self.each_index(left, |lowering, a| {
            let inner = lowering.each_index(right, |lowering, b| {
                let form = match operator {
                    Operation::Sum(sign) => lowering.integer_sum(whole.place, a, sign, b),
                    Operation::Product(BinaryOperator::Multiply) if varies_by_state(a, b) => {
                        let (a, b) = (Value::Integer(a.clone()), Value::Integer(b.clone()));
                        return lowering.operate_on_whole(whole, operator, a, b);
                    }
                    Operation::Product(operator) => lowering.integer_product(whole, operator, a, b),
                };
                form.map(Value::Integer)
            });
            match inner {
                Some(cases) => {
                    let cases = cases?;
                    lowering.chosen(whole.place, cases)
                }
                None => Ok(Value::Integer(a.clone())),
            }
        });
        match cases {
            Some(cases) => {
                let cases = cases?;
                self.chosen(whole.place, cases)
            }
            None => self.report(lowering::wrong_kind(whole.place, left.kind(), "an index")),
        }
    }

    pub(super) fn operate_on_numbers(
        &mut self,
        whole: &Expression,
        operator: Operation,
        left: Number,
        right: Number,
    ) -> Result<Number> {
        let place = whole.place;
        match operator {
            Operation::Sum(Sign::Plus) => self.plus(place, left, right),
            Operation::Sum(Sign::Minus) => self.plus(place, left, right.scaled(-1.0)),
            Operation::Product(BinaryOperator::Multiply) => self.product(place, left, right),
            Operation::Product(BinaryOperator::Divide) => self.quotient(place, left, right),
            Operation::Product(other) => {
                self.report(lowering::operands(place, other.symbol(), "a number", "a number"))
            }
        }
    }

    /// One value out of cases of which exactly one holds.
    pub(super) fn chosen(&mut self, place: Place, cases: Cases<'a>) -> Result<Value<'a>> {
        if let [(guards, value)] = cases.as_slice()
            && guards.is_empty()
        {
            return Ok(value.clone());
        }
        self.pay(cases.len(), place)?;
        let mut indices = Vec::new();
        let mut sum = Number::new(Expr::zero());
        let mut all_indices = true;
        let is_whole = cases.iter().all(|(_, value)| value.is_integer());
        for (guards, value) in cases {
            match value {
                Value::Integer(index) => indices.push((guards, index)),
                Value::Choice(inner) => {
                    let joined =
                        |(more, index): (Vec<_>, _)| (guards.iter().cloned().chain(more).collect(), index);
                    indices.extend(inner.into_iter().map(joined));
                }
                other => {
                    all_indices = false;
                    let number = self.as_number(place, other)?;
                    let guarded = guards.iter().fold(number.expr, |expr, guard| expr.guarded(guard));
                    sum = self.plus(place, sum, Number::new(guarded))?;
                }
            }
        }
        if indices.len() > 16 {
            return self.report(lowering::condition_too_large(place));
        }
        if all_indices {
            return Ok(Value::Choice(indices));
        }
        let rest = self.as_number(place, Value::Choice(indices))?;
        let sum = self.plus(place, sum, rest)?;
        Ok(if is_whole { Value::Whole(sum) } else { Value::Number(sum) })
    }
}

/// An operator that works on numbers, indices and arrays.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    /// `+`, `-`
    Sum(Sign),
    /// `*`, `/`, `%`
    Product(BinaryOperator),
}

impl Operation {
    fn symbol(self) -> &'static str {
        match self {
            Operation::Sum(Sign::Plus) => "+",
            Operation::Sum(Sign::Minus) => "-",
            Operation::Product(operator) => operator.symbol(),
        }
    }
}

impl Value<'_> {
    fn is_scalar(&self) -> bool {
        matches!(self, Value::Number(_)) || self.is_integer()
    }

    /// Whether it is a `usize` in Rust.
    pub(super) fn is_integer(&self) -> bool {
        matches!(self, Value::Integer(_) | Value::Choice(_) | Value::Whole(_))
    }
}

/// Whether a product is no linear form, and depends on the state.
fn varies_by_state(a: &Index, b: &Index) -> bool {
    let varies = |form: &Index| form.as_constant().is_none();
    varies(a) && varies(b) && (mentions_state(a) || mentions_state(b))
}

fn mentions_lookup(form: &Index, array: crate::ir::ArrayId) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        found |= matches!(atom, IntegerAtom::Lookup { array: looked, .. } if *looked == array)
    });
    found
}
