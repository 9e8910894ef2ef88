//! Lets: sums that stand under a product or a nonlinearity get a name.
//!
//! A let is made where it is needed and not where the user writes `let`: what is only added up is inlined, so
//! that a sum which was given a name first and one which was not reach the same form. A name of the user's is
//! remembered as a *view*, so that all uses share one let, also at other indices (`u[k]`, `u[k + 1]`). Equal
//! definitions are one let, up to a factor in front.
//!
//! A let is an array over every variable that it mentions, with extents in sizes; entries which no use reads
//! must not read outside their arrays either, so the conditions around, and the limits of ranges, go into the
//! definition.

use super::arithmetic::is_infinite;
use super::integer::variables;
use super::protect::looks_up_beside_variables;
use super::scope::{Layer, guards_of};
use super::value::{Number, Value, View};
use super::whole::LARGEST;
use super::{Lowering, Result, forms};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Expr, Guard, Index, Let, LetId, Range, Source, Term, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// The names so far.
#[derive(Debug, Default)]
pub(super) struct Naming {
    views: Vec<Named>,
    lets: BTreeMap<Key, LetId>,
}

/// Something that the user named.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    axes: Vec<Variable>,
    value: Expr,
    guards: Vec<Guard>,
    /// Whether the let must be whole: nothing is factored out of it.
    whole: bool,
    /// The let, its axes among `axes`, and the factor in front, once it was needed.
    defined: Option<Defined>,
}

#[derive(Clone, Debug)]
struct Defined {
    id: LetId,
    axes: Vec<Variable>,
    factor: f64,
}

/// What stands around the value of a let.
pub(super) struct Frame {
    pub(super) axes: Vec<Variable>,
    pub(super) extents: Vec<Index>,
    /// Conditions on the axes.
    pub(super) guards: Vec<Guard>,
}

/// A definition up to names: extents, and the value with variables numbered in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(Vec<Index>, Expr);

impl<'a> Lowering<'a, '_> {
    /// Remembers a value under the user's name, if it is more than products of reads.
    pub(super) fn remember(&mut self, name: &str, value: Value<'a>) -> Value<'a> {
        match value {
            Value::Number(number) => Value::Number(self.remember_number(name, number)),
            Value::Whole(number) => Value::Whole(self.remember_number(name, number)),
            Value::Array(mut array) => {
                *array.entry = self.remember(name, *array.entry);
                Value::Array(array)
            }
            other => other,
        }
    }

    pub(super) fn remember_number(&mut self, name: &str, number: Number) -> Number {
        if number.view.is_some() || !number.expr.has_binders() {
            return number;
        }
        let id = self.view_of(name, &number.expr, self.layers.len());
        let indices = forms(&self.naming.views[id].axes);
        Number { expr: number.expr, view: Some(View { id, indices, scale: 1.0 }) }
    }

    /// A view of a value, with the conditions around the place where it was bound, which has `height` layers:
    /// later reads may stand under more of them, and share the definition with reads that do not.
    fn view_of(&mut self, name: &str, value: &Expr, height: usize) -> usize {
        let guards: Vec<Guard> = guards_of(&self.layers[..height]).cloned().collect();
        let axes: Vec<Variable> = free_variables(value).into_iter().collect();
        self.naming.views.push(Named {
            name: name.to_owned(),
            axes,
            value: value.clone(),
            guards,
            whole: false,
            defined: None,
        });
        self.naming.views.len() - 1
    }

    /// The number as one read of a let.
    pub(super) fn named(&mut self, place: Place, number: &Number) -> Result<Number> {
        match self.try_named(place, number)? {
            Ok(named) => Ok(named),
            Err(unbounded) => self.report(lowering::unbounded(place, unbounded.name())),
        }
    }

    /// The number as one read of a let, or with its sums as reads of lets; the variable that no size bounds
    /// if that cannot be.
    pub(super) fn try_named(
        &mut self,
        place: Place,
        number: &Number,
    ) -> Result<std::result::Result<Number, Variable>> {
        if is_one_read(&number.expr) {
            return Ok(Ok(number.clone()));
        }
        if is_infinite(&number.expr) {
            return self.report(lowering::not_finite(place));
        }
        let (view, scale, indices) = match &number.view {
            Some(view) => (view.id, view.scale, Some(view.indices.clone())),
            None => (self.view_of("t", &number.expr, self.layers.len()), 1.0, None),
        };
        let defined = match self.defined(place, view)? {
            Ok(defined) => defined,
            Err(unbounded) => return self.named_in_part(place, number, unbounded),
        };
        let read = Expr::read_let(defined.id, self.indices_of(view, &defined, indices));
        Ok(Ok(Number::new(read.scaled(defined.factor * scale))))
    }

    /// The let of a name, made when it is needed for the first time.
    fn defined(&mut self, place: Place, view: usize) -> Result<std::result::Result<Defined, Variable>> {
        let named = self.naming.views[view].clone();
        if let Some(defined) = named.defined {
            return Ok(Ok(defined));
        }
        let defined = self.define(place, &named)?;
        if let Ok(defined) = &defined {
            self.naming.views[view].defined = Some(defined.clone());
        }
        Ok(defined)
    }

    /// What the axes of a let are where its name has `indices`; itself without.
    fn indices_of(&self, view: usize, defined: &Defined, indices: Option<Vec<Index>>) -> Vec<Index> {
        let axes = &self.naming.views[view].axes;
        let indices = indices.unwrap_or_else(|| forms(axes));
        let at = |axis: &Variable| match axes.iter().position(|known| known == axis) {
            Some(position) => indices[position].clone(),
            // An axis that a condition brought in: it is a variable of a loop around.
            None => Index::variable(axis),
        };
        defined.axes.iter().map(at).collect()
    }

    /// A whole number as an index: a let that is rounded.
    pub(super) fn rounded(&mut self, place: Place, number: &Number) -> Result<Index> {
        if let Some((definition, indices)) = one_read_of_let(&number.expr) {
            return Ok(Index::rounded(definition, indices));
        }
        let shared = number.view.clone().filter(|view| {
            let defined = &self.naming.views[view.id].defined;
            view.scale.fract() == 0.0
                && view.scale.abs() < LARGEST
                && defined.as_ref().is_none_or(|defined| defined.factor == 1.0)
        });
        let (view, scale, indices) = match shared {
            Some(view) => (view.id, view.scale, Some(view.indices)),
            None => (self.view_of("count", &number.expr, self.layers.len()), 1.0, None),
        };
        self.naming.views[view].whole = true;
        let defined = match self.defined(place, view)? {
            Ok(defined) => defined,
            Err(unbounded) => return self.report(lowering::unbounded(place, unbounded.name())),
        };
        if let Some(largest) = self.largest_whole(&self.naming.views[view].value) {
            self.largest.insert(defined.id, largest);
        }
        Ok(Index::rounded(defined.id, self.indices_of(view, &defined, indices)).scaled(scale as i64))
    }

    /// A name for the sums only, which mention fewer variables: the rest stays beside it.
    fn named_in_part(
        &mut self,
        place: Place,
        number: &Number,
        unbounded: Variable,
    ) -> Result<std::result::Result<Number, Variable>> {
        let (sums, rest): (Vec<Term>, Vec<Term>) =
            number.expr.terms.iter().cloned().partition(|term| !term.binders.is_empty());
        if sums.is_empty() || rest.is_empty() {
            return Ok(Err(unbounded));
        }
        let sums = self.try_named(place, &Number::new(Expr { terms: sums }))?;
        Ok(sums.map(|sums| Number::new(sums.expr.plus(Expr { terms: rest }))))
    }

    /// The let of a name; the variable that has no bound by sizes if there is one.
    fn define(&mut self, place: Place, named: &Named) -> Result<std::result::Result<Defined, Variable>> {
        let Frame { axes, extents, guards } =
            match self.frame(&named.value, &named.guards, named.axes.clone()) {
                Ok(frame) => frame,
                Err(unbounded) => return Ok(Err(unbounded)),
            };
        let first = named.value.terms.first().map_or(1.0, |term| term.coefficient);
        let factor = if named.whole { 1.0 } else { first };
        let value = named.value.scaled(1.0 / factor);
        let value = guards.iter().fold(self.protected(&value), |value, guard| value.guarded(guard));
        self.pay(value.terms.len(), place)?;
        let key = Key(extents.clone(), canonical(&value, &axes));
        let id = match self.naming.lets.get(&key) {
            Some(id) => *id,
            None => {
                let id = self.add_let(&named.name, &axes, &extents, &value);
                self.naming.lets.insert(key, id);
                id
            }
        };
        Ok(Ok(Defined { id, axes, factor }))
    }

    /// The axes of a let with a value, beside those that it mentions, and the conditions that keep its entries inside
    /// their arrays; the variable that has no bound by sizes if there is one.
    pub(super) fn frame(
        &self,
        value: &Expr,
        around: &[Guard],
        axes: Vec<Variable>,
    ) -> std::result::Result<Frame, Variable> {
        let mut axes = axes;
        let mut guards = Vec::new();
        let conditional = looks_up_beside_variables(value) || !value.is_total();
        for guard in around {
            let mentioned = variables(&guard.form);
            if !mentioned.is_empty() && !mentioned.iter().any(|variable| axes.contains(variable)) {
                continue;
            }
            let missing: Vec<Variable> =
                mentioned.into_iter().filter(|variable| !axes.contains(variable)).collect();
            // A condition that involves other variables can be what makes `next[i + 1]` exist, or what keeps the
            // argument of a logarithm above 0; see `protect` for numbers.
            if !missing.is_empty() && !conditional {
                continue;
            }
            axes.extend(missing);
            guards.push(guard.clone());
        }
        axes.sort();
        let mut extents = Vec::new();
        for axis in &axes {
            let extent = match self.largest(&Index::variable(axis)) {
                Some(largest) => &largest + &Index::constant(1),
                None => match self.read_extent(value, axis) {
                    Some(extent) => extent,
                    None => return Err(axis.clone()),
                },
            };
            guards.extend(self.limits(axis, &extent, &axes));
            extents.push(extent);
        }
        Ok(Frame { axes, extents, guards })
    }

    fn add_let(&mut self, name: &str, axes: &[Variable], extents: &[Index], value: &Expr) -> LetId {
        let mut value = value.clone();
        let mut binders = Vec::new();
        for (axis, extent) in axes.iter().zip(extents) {
            let own = self.fresh.like(axis);
            self.ranges.insert(own.clone(), Range::up_to(extent.clone()));
            value = value.substitute(axis, &Index::variable(&own));
            binders.push((own, extent.clone()));
        }
        let definition = crate::ir::Definition::Sum(value);
        self.program.add_let(Let { name: name.to_owned(), binders, definition })
    }

    /// What an accumulator holds, as a number that all reads share.
    pub(super) fn accumulated(&mut self, id: usize) -> Number {
        let accumulator = self.accumulators[id].clone();
        if !accumulator.value.has_binders() {
            return Number::new(accumulator.value);
        }
        let view = match accumulator.view {
            Some(view) => view,
            None => self.view_of(&accumulator.name, &accumulator.value, accumulator.height),
        };
        self.accumulators[id].view = Some(view);
        let indices = forms(&self.naming.views[view].axes);
        Number { expr: accumulator.value, view: Some(View { id: view, indices, scale: 1.0 }) }
    }
}

impl Layer {
    /// The variable that it binds.
    pub(super) fn variable(&self) -> Option<&Variable> {
        match self {
            Layer::Binder(binder) => Some(&binder.variable),
            _ => None,
        }
    }
}

/// `c · a[…]`: naming it again would give nothing.
fn is_one_read(expr: &Expr) -> bool {
    match expr.terms.as_slice() {
        [term] => {
            term.binders.is_empty()
                && term.guards.is_empty()
                && matches!(term.factors.as_slice(), [factor] if factor.power == 1 && matches!(factor.atom, Atom::Read(..)))
        }
        _ => false,
    }
}

/// The let that an expression is one entry of.
fn one_read_of_let(expr: &Expr) -> Option<(LetId, Vec<Index>)> {
    match expr.terms.as_slice() {
        [term] if is_one_read(expr) && term.coefficient == 1.0 => match &term.factors[0].atom {
            Atom::Read(Source::Let(id), indices) => Some((*id, indices.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The variables that an expression mentions and does not bind.
pub(super) fn free_variables(expr: &Expr) -> BTreeSet<Variable> {
    let mut found = BTreeSet::new();
    expr.visit_forms(&mut |form| found.extend(variables(form)));
    for term in &expr.terms {
        for binder in &term.binders {
            found.remove(&binder.variable);
        }
    }
    found
}

/// The value with its variables numbered in the order in which they are bound.
fn canonical(value: &Expr, axes: &[Variable]) -> Expr {
    let number = |id: usize| Variable::with_id(id as u32, "".into());
    let mut value = value.clone();
    for term in &mut value.terms {
        for binder in 0..term.binders.len() {
            let old = term.binders[binder].variable.clone();
            *term = term.rename(&old, &number(axes.len() + binder));
        }
        for (position, axis) in axes.iter().enumerate() {
            *term = term.substitute(axis, &Index::variable(&number(position)));
        }
    }
    value
}
