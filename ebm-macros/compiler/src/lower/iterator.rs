//! Iterators: loops and conditions that wait for something to be summed.
//!
//! As the order of a sum does not matter, an iterator is its loops, its conditions and its item; `rev` and
//! `step_by` matter to positions only, which `enumerate` and `zip` ask for.

use super::scope::Layer;
use super::value::{Callable, Comprehension, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Binder, Index, Range, Variable};
use crate::syntax::{Expression, Pattern};

/// Something to loop over.
#[derive(Clone, Debug)]
pub(super) struct Iteration<'a> {
    /// Loops and conditions, outermost first.
    pub(super) layers: Vec<Layer>,
    /// What it gives each time.
    pub(super) item: Value<'a>,
    /// Where it stands, one for each loop, as long as that is linear.
    pub(super) positions: Option<Vec<Position>>,
}

/// The place of `variable` in `lower..upper`.
#[derive(Clone, Debug)]
pub(super) struct Position {
    variable: Variable,
    lower: Index,
    upper: Index,
    reversed: bool,
    /// Whether the range is an axis, which has the length of what it is zipped with.
    is_axis: bool,
    /// Whether the loop ends before `upper` where something else did.
    cut: bool,
}

impl Position {
    fn length(&self) -> Index {
        &self.upper - &self.lower
    }

    /// How many came before.
    fn count(&self) -> Index {
        let variable = Index::variable(&self.variable);
        match self.reversed {
            false => &variable - &self.lower,
            true => &(&self.upper - &Index::constant(1)) - &variable,
        }
    }

    /// The variable where `count` came before.
    fn at(&self, count: &Index) -> Index {
        match self.reversed {
            false => &self.lower + count,
            true => &(&self.upper - &Index::constant(1)) - count,
        }
    }

    fn substitute(&self, variable: &Variable, form: &Index) -> Position {
        Position {
            variable: match form.as_variable() {
                Some(renamed) if self.variable == *variable => renamed.clone(),
                _ => self.variable.clone(),
            },
            lower: self.lower.substitute(variable, form),
            upper: self.upper.substitute(variable, form),
            ..*self
        }
    }
}

impl<'a> Iteration<'a> {
    pub(super) fn substitute(&self, variable: &Variable, form: &Index) -> Iteration<'a> {
        let layer = |layer: &Layer| match (layer.substitute(variable, form), form.as_variable()) {
            (Layer::Binder(binder), Some(renamed)) if binder.variable == *variable => {
                Layer::Binder(Binder { variable: renamed.clone(), range: binder.range })
            }
            (layer, _) => layer,
        };
        Iteration {
            layers: self.layers.iter().map(layer).collect(),
            item: self.item.substitute(variable, form),
            positions: self.positions.as_ref().map(|positions| {
                positions.iter().map(|position| position.substitute(variable, form)).collect()
            }),
        }
    }
}

impl<'a> Lowering<'a, '_> {
    /// `from..to`.
    pub(super) fn range(&mut self, from: Index, to: Index) -> Iteration<'a> {
        let variable = self.variable("i", Range::between(from.clone(), to.clone()));
        self.loop_over(variable, from, to, false)
    }

    fn loop_over(&mut self, variable: Variable, lower: Index, upper: Index, is_axis: bool) -> Iteration<'a> {
        let range = Range::between(lower.clone(), upper.clone());
        self.sizes.span(&upper);
        Iteration {
            item: Value::Integer(Index::variable(&variable)),
            layers: vec![Layer::Binder(Binder { variable: variable.clone(), range })],
            positions: Some(vec![Position { variable, lower, upper, reversed: false, is_axis, cut: false }]),
        }
    }

    /// What a `for` loop or `sum` runs over.
    pub(super) fn iterate(&mut self, place: Place, value: Value<'a>) -> Result<Iteration<'a>> {
        match value {
            Value::Iterator(iteration) => Ok(*iteration),
            Value::Array(array) => {
                let array = self.freshened(array);
                Ok(self.entries(array))
            }
            other => self.report(lowering::not_iterable(place, other.kind())),
        }
    }

    /// All entries of an array, row by row.
    fn entries(&mut self, array: Comprehension<'a>) -> Iteration<'a> {
        let mut layers = Vec::new();
        let mut positions = Vec::new();
        for axis in array.axes {
            let one = self.loop_over(axis.variable, Index::default(), axis.extent, true);
            layers.extend(one.layers);
            positions.extend(one.positions.into_iter().flatten());
        }
        Iteration { layers, item: *array.entry, positions: Some(positions) }
    }

    /// The method `name` of an iterator that gives an iterator; nothing if there is none of that name.
    pub(super) fn adapt(
        &mut self,
        place: Place,
        name: &str,
        iteration: Iteration<'a>,
        arguments: &'a [Expression],
    ) -> Option<Result<Iteration<'a>>> {
        let adapted = match (name, arguments) {
            ("iter" | "into_iter" | "copied" | "cloned" | "by_ref", []) => Ok(iteration),
            ("map", [function]) => self.mapped(iteration, function),
            ("filter", [function]) => self.filtered(iteration, function),
            ("flat_map", [function]) => self.flat_mapped(iteration, function),
            ("enumerate", []) => self.enumerated(place, iteration),
            ("rev", []) => self.reversed(place, iteration),
            ("zip", [other]) => self.zipped(place, iteration, other),
            ("step_by", [step]) => self.stepped(place, iteration, step),
            ("skip", [count]) => self.shortened(place, iteration, count, true),
            ("take", [count]) => self.shortened(place, iteration, count, false),
            _ => return None,
        };
        Some(adapted)
    }

    fn mapped(&mut self, iteration: Iteration<'a>, function: &'a Expression) -> Result<Iteration<'a>> {
        let (iteration, item) = self.run_on(iteration, function)?;
        Ok(Iteration { item, ..iteration })
    }

    /// The function's value for each item. The loop variables take the names of its parameters.
    pub(super) fn run_on(
        &mut self,
        iteration: Iteration<'a>,
        function: &'a Expression,
    ) -> Result<(Iteration<'a>, Value<'a>)> {
        let callable = self.callable(function)?;
        let iteration = match &callable {
            Callable::Closure(closure, _) => match closure.parameters.as_slice() {
                [pattern] => self.with_names(iteration, pattern),
                _ => iteration,
            },
            _ => iteration,
        };
        let item = iteration.item.clone();
        let value = self.under(&iteration.layers.clone(), |lowering| {
            lowering.call(function.place, &callable, vec![item])
        })?;
        Ok((iteration, value))
    }

    fn filtered(&mut self, iteration: Iteration<'a>, function: &'a Expression) -> Result<Iteration<'a>> {
        let (mut iteration, value) = self.run_on(iteration, function)?;
        let condition = self.as_condition(function.place, value)?;
        match condition.cases.as_slice() {
            [case] => iteration.layers.extend(case.layers()),
            _ => {
                // What all cases have in common guards what is read under them.
                let common = condition.common();
                iteration.layers.extend(common.into_iter().map(Layer::Guard));
                iteration.layers.push(Layer::Cases(condition));
            }
        }
        iteration.positions = None;
        Ok(iteration)
    }

    fn flat_mapped(&mut self, iteration: Iteration<'a>, function: &'a Expression) -> Result<Iteration<'a>> {
        let (iteration, value) = self.run_on(iteration, function)?;
        let inner = self.iterate(function.place, value)?;
        let mut layers = iteration.layers;
        layers.extend(inner.layers);
        Ok(Iteration { layers, item: inner.item, positions: None })
    }

    fn enumerated(&mut self, place: Place, iteration: Iteration<'a>) -> Result<Iteration<'a>> {
        let Some(positions) = &iteration.positions else {
            return self.report(lowering::positions(place, "enumerate"));
        };
        let count = positions
            .iter()
            .fold(Index::default(), |count, position| &(&count * &position.length()) + &position.count());
        let count = self.small(place, count)?;
        let item = Value::Tuple(vec![Value::Integer(count), iteration.item]);
        Ok(Iteration { item, ..iteration })
    }

    fn reversed(&mut self, place: Place, mut iteration: Iteration<'a>) -> Result<Iteration<'a>> {
        match &mut iteration.positions {
            Some(positions) if positions.iter().all(|position| !position.cut) => {
                positions.iter_mut().for_each(|position| position.reversed = !position.reversed);
                Ok(iteration)
            }
            _ => self.report(lowering::positions(place, "rev")),
        }
    }

    /// Side by side; as long as the shorter one.
    fn zipped(&mut self, place: Place, first: Iteration<'a>, other: &'a Expression) -> Result<Iteration<'a>> {
        let second = self.expression(other)?;
        let mut second = self.iterate(other.place, second)?;
        let mut layers = first.layers.clone();
        let (Some(mut ours), Some(theirs)) = (first.positions, second.positions.clone()) else {
            return self.report(lowering::positions(place, "zip"));
        };
        if ours.len() != theirs.len() {
            return self.report(lowering::shapes(place, "zip", ours.len(), theirs.len()));
        }
        for (our, their) in ours.iter_mut().zip(&theirs) {
            if their.cut && their.reversed {
                return self.report(lowering::positions(place, "zip"));
            }
            let ends: Vec<Index> =
                match second.layers.iter().find(|layer| layer.variable() == Some(&their.variable)) {
                    Some(Layer::Binder(Binder { range: Range::Span { upper, .. }, .. })) if their.cut => {
                        upper.clone()
                    }
                    _ => vec![their.upper.clone()],
                };
            second = second.substitute(&their.variable, &their.at(&our.count()));
            for end in ends {
                let (length, other_length) = (our.length(), &end - &their.lower);
                if length == other_length {
                    continue;
                }
                if our.is_axis && their.is_axis {
                    self.sizes.equate(place, length, other_length);
                } else {
                    self.shorten(&mut layers, our, &other_length);
                }
            }
        }
        let item = Value::Tuple(vec![first.item, second.item]);
        Ok(Iteration { layers, item, positions: Some(ours) })
    }

    /// At most `length` rounds of one loop.
    fn shorten(&mut self, layers: &mut [Layer], position: &mut Position, length: &Index) {
        position.cut = true;
        let (variable, reversed) = (position.variable.clone(), position.reversed);
        let limit = if reversed { &position.upper - length } else { &position.lower + length };
        self.limit(layers, &variable, limit, reversed);
    }

    /// One more lower or upper bound of a loop.
    fn limit(&mut self, layers: &mut [Layer], of: &Variable, limit: Index, from_below: bool) {
        for layer in layers {
            if let Layer::Binder(Binder { variable, range: Range::Span { lower, upper } }) = layer
                && variable == of
            {
                if from_below {
                    // No lower bound means 0, which then is one bound among others.
                    if lower.is_empty() {
                        lower.push(Index::default());
                    }
                    lower.push(limit.clone());
                } else {
                    upper.push(limit.clone());
                }
                let range = Range::Span { lower: lower.clone(), upper: upper.clone() };
                self.ranges.insert(variable.clone(), range);
            }
        }
    }

    /// Every `step`-th: a new variable counts the rounds.
    fn stepped(
        &mut self,
        place: Place,
        iteration: Iteration<'a>,
        step: &'a Expression,
    ) -> Result<Iteration<'a>> {
        let by = self.integer(step)?;
        let varies = !super::integer::variables(&by).is_empty();
        if varies || by.as_constant().is_some_and(|step| step <= 0) {
            return self.report(lowering::not_linear(step.place, step));
        }
        let Some([position]) = iteration.positions.as_deref() else {
            return self.report(lowering::positions(place, "step_by"));
        };
        if position.cut {
            return self.report(lowering::positions(place, "step_by"));
        }
        let position = position.clone();
        let rounded = &(&position.length() + &by) - &Index::constant(1);
        let rounds = self.small(place, rounded.quotient(by.clone()))?;
        let counted = self.range(Index::default(), rounds);
        let Value::Integer(count) = &counted.item else { return Ok(counted) };
        let offset = self.small(place, count * &by)?;
        let at = self.small(place, position.at(&offset))?;
        let item = iteration.item.substitute(&position.variable, &at);
        Ok(Iteration { item, ..counted })
    }

    /// `skip` and `take`.
    fn shortened(
        &mut self,
        place: Place,
        iteration: Iteration<'a>,
        count: &'a Expression,
        skips: bool,
    ) -> Result<Iteration<'a>> {
        let count = self.integer(count)?;
        let mut layers = iteration.layers;
        let mut position = match iteration.positions.as_deref() {
            Some([position]) if !position.reversed => position.clone(),
            _ => return self.report(lowering::positions(place, if skips { "skip" } else { "take" })),
        };
        if skips {
            position.lower = self.small(place, &position.lower + &count)?;
            let (variable, lower) = (position.variable.clone(), position.lower.clone());
            self.limit(&mut layers, &variable, lower, true);
        } else {
            self.shorten(&mut layers, &mut position, &count);
        }
        position.is_axis = false;
        Ok(Iteration { layers, item: iteration.item, positions: Some(vec![position]) })
    }

    /// The loop variables named as the pattern names them.
    pub(super) fn with_names(&mut self, iteration: Iteration<'a>, pattern: &Pattern) -> Iteration<'a> {
        let mut names = Vec::new();
        collect_names(pattern, &iteration.item, &mut names);
        let mut iteration = iteration;
        for (variable, name) in names {
            let is_loop = iteration.layers.iter().any(|layer| layer.variable() == Some(&variable));
            if !is_loop || variable.name() == name {
                continue;
            }
            let Some(range) = self.ranges.get(&variable).cloned() else { continue };
            let renamed = self.variable(&name, range);
            iteration = iteration.substitute(&variable, &Index::variable(&renamed));
            for layer in &iteration.layers {
                if let Layer::Binder(binder) = layer {
                    self.ranges.insert(binder.variable.clone(), binder.range.clone());
                }
            }
        }
        iteration
    }
}

fn collect_names(pattern: &Pattern, item: &Value, names: &mut Vec<(Variable, String)>) {
    match (pattern, item) {
        (Pattern::Name { name, .. }, Value::Integer(index)) => {
            if let Some(variable) = index.as_variable() {
                names.push((variable.clone(), name.text.clone()));
            }
        }
        (Pattern::Tuple(patterns, _), Value::Tuple(members)) => {
            patterns.iter().zip(members).for_each(|(pattern, member)| collect_names(pattern, member, names));
        }
        _ => {}
    }
}
