//! Turning values into what is needed: numbers, indices, conditions; and choices between values.

use super::condition::{Case, Condition};
use super::value::{Cases, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Expr, Index};
use crate::syntax::{Block, Expression, If};

impl<'a> Lowering<'a, '_> {
    /// A number. Indices among numbers are a type error of Rust's, which says so itself; here they are taken
    /// for what they count.
    pub(super) fn as_number(&mut self, place: Place, value: Value<'a>) -> Result<Number> {
        let of_index = |index: &Index| match index.as_constant() {
            Some(constant) => Expr::number(constant as f64),
            None => Expr::atom(Atom::Integer(index.clone())),
        };
        match value {
            Value::Number(number) | Value::Whole(number) => Ok(number),
            Value::Integer(index) => Ok(Number::new(of_index(&index))),
            Value::Choice(cases) => {
                Ok(Number::new(cases.iter().fold(Expr::zero(), |sum, (guards, index)| {
                    sum.plus(guards.iter().fold(of_index(index), |expr, guard| expr.guarded(guard)))
                })))
            }
            other => self.report(lowering::wrong_kind(place, other.kind(), "a number")),
        }
    }

    pub(super) fn number(&mut self, written: &'a Expression) -> Result<Number> {
        let value = self.expression(written)?;
        self.as_number(written.place, value)
    }

    /// An index or cases of one.
    pub(super) fn index_value(&mut self, written: &'a Expression) -> Result<Value<'a>> {
        match self.expression(written)? {
            value @ (Value::Integer(_) | Value::Choice(_)) => Ok(value),
            Value::Whole(number) => self.whole_index(written.place, &number).map(Value::Integer),
            Value::Number(_) => self.report(lowering::index_from_number(written.place, written)),
            other => self.report(lowering::wrong_kind(written.place, other.kind(), "an index")),
        }
    }

    /// An index without cases.
    pub(super) fn integer(&mut self, written: &'a Expression) -> Result<Index> {
        match self.index_value(written)? {
            Value::Integer(index) => Ok(index),
            _ => self.report(lowering::wrong_kind(written.place, "an index with cases", "one linear form")),
        }
    }

    pub(super) fn as_condition(&mut self, place: Place, value: Value<'a>) -> Result<Condition> {
        match value {
            Value::Condition(condition) => Ok(condition),
            other => self.report(lowering::not_a_condition(place, other.kind())),
        }
    }

    /// `if … { … } else { … }`: the cases of the condition on the stack while each branch is lowered. Its
    /// value is their sum.
    pub(super) fn choice(&mut self, place: Place, choice: &'a If) -> Result<Value<'a>> {
        let condition = self
            .expression(&choice.condition)
            .and_then(|value| self.as_condition(choice.condition.place, value));
        let opposite = condition.clone().and_then(|holds| self.small_condition(place, holds.negated()));
        let mut values = Vec::new();
        let then = self.branch(condition, &mut values, &mut |lowering| lowering.block(&choice.then));
        let otherwise = match &choice.otherwise {
            Some(otherwise) => {
                self.branch(opposite, &mut values, &mut |lowering| lowering.expression(otherwise))
            }
            None => opposite.map(|_| ()),
        };
        then?;
        otherwise?;
        self.joined(place, values)
    }

    /// A branch under each case of its condition. If the condition is mistaken, the branch is lowered for its
    /// mistakes only.
    fn branch(
        &mut self,
        condition: Result<Condition>,
        values: &mut Vec<(Case, Value<'a>)>,
        lower: &mut dyn FnMut(&mut Self) -> Result<Value<'a>>,
    ) -> Result<()> {
        match condition {
            Ok(condition) => {
                for case in condition.cases {
                    let value = self.under(&case.layers(), &mut *lower)?;
                    values.push((case, value));
                }
                Ok(())
            }
            Err(reported) => {
                let _ = lower(self);
                Err(reported)
            }
        }
    }

    /// The value of the branches together.
    fn joined(&mut self, place: Place, values: Vec<(Case, Value<'a>)>) -> Result<Value<'a>> {
        let is_nothing = |value: &Value| matches!(value, Value::Tuple(members) if members.is_empty());
        if values.iter().all(|(_, value)| is_nothing(value)) {
            return Ok(Value::Tuple(Vec::new()));
        }
        if let [(case, value)] = values.as_slice()
            && case.guards.is_empty()
            && case.factors.is_empty()
        {
            return Ok(value.clone());
        }
        let is_whole = values.iter().all(|(_, value)| value.is_integer());
        if is_whole && let Some(cases) = by_guards(&values) {
            return self.chosen(place, cases);
        }
        if values.iter().all(|(_, value)| matches!(value, Value::Condition(_))) {
            let mut cases = Condition::default();
            for (case, value) in values {
                if let Value::Condition(condition) = value {
                    cases.cases.extend(Condition { cases: vec![case] }.and(&condition).cases);
                }
            }
            return self.small_condition(place, cases).map(Value::Condition);
        }
        let mut sum = Number::new(Expr::zero());
        for (case, value) in values {
            let number = self.as_number(place, value)?;
            let part = self.summed(place, number.expr, &case.layers())?;
            sum = self.plus(place, sum, Number::new(part))?;
        }
        Ok(if is_whole { Value::Whole(sum) } else { Value::Number(sum) })
    }

    /// `{ … }`.
    pub(super) fn block(&mut self, block: &'a Block) -> Result<Value<'a>> {
        let names = self.scope.len();
        let value = self.statements(block);
        self.scope.truncate(names);
        value
    }
}

/// The values with conditions on integers only; nothing if there are others.
fn by_guards<'a>(values: &[(Case, Value<'a>)]) -> Option<Cases<'a>> {
    let mut cases = Vec::new();
    for (case, value) in values {
        cases.extend(case.as_guards()?.into_iter().map(|guards| (guards, value.clone())));
    }
    Some(cases)
}
