//! Statements: bindings, accumulation, loops.

use super::domains::mentions_state;
use super::iterator::Iteration;
use super::scope::{Accumulator, Binding, targets};
use super::value::{Callable, Number, Value};
use super::{Lowering, Result};
use crate::errors::{Place, lowering};
use crate::ir::{Atom, Definition, Expr, Let as Named, Operator, Origin, Term};
use crate::syntax::{Accumulate, Block, EnergyFn, For, Let, Pattern, Sign, Statement};

/// Beyond this a coefficient is refused: objectives have its square, and gradients of them a small multiple of that.
const LARGEST_COEFFICIENT: f64 = 1e100;

impl<'a> Lowering<'a, '_> {
    /// The energy: the value of the function's body.
    pub(super) fn body(&mut self, energy: &'a EnergyFn) -> Result<Expr> {
        let value = self.block(&energy.body)?;
        let place = energy.body.value.as_ref().map_or(energy.body.place, |value| value.place);
        if matches!(&value, Value::Tuple(members) if members.is_empty()) {
            return self.report(lowering::no_value(energy.name.place, &format!("`{}`", energy.name)));
        }
        let number = self.as_number(place, value)?;
        let forbids = |term: &Term| {
            term.coefficient.is_finite()
                || term.coefficient > 0.0 && term.guards.iter().any(|guard| mentions_state(&guard.form))
        };
        if !number.expr.terms.iter().all(forbids) {
            return self.report(lowering::not_finite(place));
        }
        let energy = with_origin(self.counted(number.expr), place);
        self.moderate(place, &energy)?;
        Ok(energy)
    }

    /// Checks that squares of coefficients, which objectives have, are numbers: everywhere in the energy.
    fn moderate(&mut self, place: Place, energy: &Expr) -> Result<()> {
        let mut found = None;
        let mut look = |expr: &Expr| {
            let term = expr.terms.iter().find(|term| term.coefficient.abs() > LARGEST_COEFFICIENT);
            found = found.or(term.map(|term| term.origin));
        };
        let definitions = self.program.lets.iter().map(|definition| definition.definition.expr());
        for expr in definitions.chain([energy]) {
            look(expr);
            expr.visit_atoms(&mut |atom| {
                if let Atom::Apply { argument, .. } = atom {
                    look(argument);
                }
            });
        }
        match found {
            None => Ok(()),
            Some(origin) => self.report(lowering::number_too_large(origin.0.map_or(place, Place::at))),
        }
    }

    /// The energy with all terms that are +∞ in one: ∞ times the number of them, so that a difference is one of numbers.
    fn counted(&mut self, energy: Expr) -> Expr {
        let (forbidding, finite): (Vec<Term>, Vec<Term>) =
            energy.terms.into_iter().partition(|term| term.coefficient.is_infinite());
        let Some(origin) = forbidding.first().map(|term| term.origin) else { return Expr { terms: finite } };
        let once = |term: Term| Term { coefficient: 1.0, ..term };
        let count = Expr { terms: forbidding.into_iter().map(once).collect() };
        let definition = Definition::Sum(count);
        let count =
            self.program.add_let(Named { name: "forbidden".to_owned(), binders: Vec::new(), definition });
        let mut forbid = Expr::apply(Operator::Forbid, Expr::read_let(count, Vec::new()));
        forbid.terms[0].origin = origin;
        Expr { terms: finite }.plus(forbid)
    }

    /// All statements, and the value behind them. Every statement is lowered before the first mistake is
    /// passed on.
    pub(super) fn statements(&mut self, block: &'a Block) -> Result<Value<'a>> {
        self.declare_items(&block.statements);
        let mut outcome = Ok(());
        for statement in &block.statements {
            outcome = outcome.and(self.statement(statement));
        }
        let value = match &block.value {
            Some(value) => self.expression(value),
            None => Ok(Value::Tuple(Vec::new())),
        };
        outcome?;
        value
    }

    /// Imports, constants and functions are known in the whole of their block.
    pub(super) fn declare_items(&mut self, statements: &'a [Statement]) {
        for statement in statements {
            match statement {
                Statement::Import(name, path) => self.scope.bind(&name.text, Binding::Path(path)),
                Statement::Constant(binding) => self.binding(binding),
                _ => {}
            }
        }
        let functions = || {
            statements.iter().filter_map(|statement| match statement {
                Statement::Function(function) => Some(function),
                _ => None,
            })
        };
        // Each sees all of them: its sight ends behind the last.
        let mut sight = self.scope.sight();
        sight.names += functions().count();
        sight.serial = self.scope.next_serial(functions().count());
        for function in functions() {
            let callable = Callable::Function(function, sight);
            self.scope.bind(&function.name.text, Binding::Value(Value::Function(callable)));
        }
    }

    fn statement(&mut self, statement: &'a Statement) -> Result<()> {
        match statement {
            Statement::Let(binding) => {
                self.binding(binding);
                Ok(())
            }
            Statement::Accumulate(step) => self.accumulate(step),
            Statement::For(each) => self.for_loop(each),
            Statement::Expression(expression) => match self.expression(expression)? {
                Value::Tuple(members) if members.is_empty() => Ok(()),
                other => self.report(lowering::unused_value(expression.place, other.kind())),
            },
            Statement::Constant(_) | Statement::Function(_) | Statement::Import(..) => Ok(()),
            Statement::Mistake(reported) => Err(*reported),
        }
    }

    fn binding(&mut self, written: &'a Let) {
        let value = self.expression(&written.value);
        if let Pattern::Name { name, mutable: true } = &written.pattern {
            let binding = match value.and_then(|value| self.accumulator_start(written.value.place, value)) {
                Ok((start, whole)) => {
                    self.accumulators.push(Accumulator {
                        name: name.text.clone(),
                        value: start.expr,
                        whole,
                        height: self.layers.len(),
                        closures: self.calls.len(),
                        open: 0,
                        view: None,
                    });
                    Binding::Accumulator(self.accumulators.len() - 1)
                }
                Err(reported) => Binding::Mistake(reported),
            };
            self.scope.bind(&name.text, binding);
            return;
        }
        match value {
            Ok(value) => {
                let value = match &written.pattern {
                    Pattern::Name { name, .. } => self.remember(&name.text, value),
                    _ => value,
                };
                self.bind(&written.pattern, value);
            }
            Err(reported) => bind_mistake(&mut self.scope, &written.pattern, reported),
        }
    }

    /// The value, and whether it is a `usize`.
    fn accumulator_start(&mut self, place: Place, value: Value<'a>) -> Result<(Number, bool)> {
        match value {
            Value::Number(number) => Ok((number, false)),
            integer if integer.is_integer() => Ok((self.as_number(place, integer)?, true)),
            other => self.report(lowering::accumulator_kind(place, other.kind())),
        }
    }

    /// Binds the names of a pattern to the parts of a value.
    pub(super) fn bind(&mut self, pattern: &'a Pattern, value: Value<'a>) {
        match pattern {
            Pattern::Name { name, .. } => self.scope.bind(&name.text, Binding::Value(value)),
            Pattern::Any(_) => {}
            Pattern::Tuple(members, place) => match value {
                Value::Tuple(values) if values.len() == members.len() => {
                    members.iter().zip(values).for_each(|(member, value)| self.bind(member, value));
                }
                other => {
                    let reported = self.errors.report(lowering::pattern_mismatch(
                        *place,
                        members.len(),
                        &described(&other),
                    ));
                    bind_mistake(&mut self.scope, pattern, reported);
                }
            },
            Pattern::Mistake(_) => {}
        }
    }

    fn accumulate(&mut self, step: &'a Accumulate) -> Result<()> {
        let value = self.expression(&step.value);
        let id = match self.scope.find(&step.target.text) {
            Some(Binding::Accumulator(id)) => *id,
            Some(Binding::Mistake(reported)) => return Err(*reported),
            Some(_) => {
                return self.report(lowering::not_an_accumulator(step.target.place, &step.target.text));
            }
            None => {
                let mistake =
                    lowering::unknown_name(step.target.place, &step.target.text, self.scope.names());
                return self.report(mistake);
            }
        };
        let accumulator = &self.accumulators[id];
        if accumulator.closures != self.calls.len() {
            return self.report(lowering::accumulates_in_closure(step.target.place, &step.target.text));
        }
        let height = accumulator.height;
        let value = value?;
        self.accumulators[id].whole &= value.is_integer();
        let value = self.as_number(step.value.place, value)?;
        let value = with_origin(value.expr, step.value.place);
        let layers = self.layers[height..].to_vec();
        let summed = self.summed(step.value.place, value, &layers)?;
        let signed = match step.sign {
            Sign::Plus => summed,
            Sign::Minus => summed.scaled(-1.0),
        };
        let before = std::mem::take(&mut self.accumulators[id].value);
        let after = self.plus(step.value.place, Number::new(before), Number::new(signed))?;
        self.accumulators[id].value = after.expr;
        self.accumulators[id].view = None;
        Ok(())
    }

    fn for_loop(&mut self, each: &'a For) -> Result<()> {
        let names = self.scope.len();
        let open = self.open_accumulators(&each.body, 1);
        let outcome = match self
            .expression(&each.iterator)
            .and_then(|value| self.iterate(each.iterator.place, value))
        {
            Ok(iteration) => {
                let iteration = self.with_names(iteration, &each.pattern);
                self.round(each, iteration)
            }
            Err(reported) => {
                // The body is lowered for its own mistakes.
                bind_mistake(&mut self.scope, &each.pattern, reported);
                let _ = self.statements(&each.body);
                Err(reported)
            }
        };
        for id in open {
            self.accumulators[id].open -= 1;
        }
        self.scope.truncate(names);
        outcome
    }

    fn round(&mut self, each: &'a For, iteration: Iteration<'a>) -> Result<()> {
        let layers = iteration.layers.clone();
        self.under(&layers, |lowering| {
            lowering.bind(&each.pattern, iteration.item);
            match lowering.statements(&each.body)? {
                Value::Tuple(members) if members.is_empty() => Ok(()),
                other => {
                    let place = each.body.value.as_ref().map_or(each.body.place, |value| value.place);
                    lowering.report(lowering::unused_value(place, other.kind()))
                }
            }
        })
    }

    /// Marks what a loop adds to, so that reading it in the loop is told.
    fn open_accumulators(&mut self, body: &Block, by: usize) -> Vec<usize> {
        let mut open = Vec::new();
        for name in targets(body) {
            if let Some(Binding::Accumulator(id)) = self.scope.find(name) {
                open.push(*id);
            }
        }
        for id in &open {
            self.accumulators[*id].open += by;
        }
        open
    }
}

fn described(value: &Value) -> String {
    match value {
        Value::Tuple(members) => format!("a tuple of {}", members.len()),
        other => other.kind().to_owned(),
    }
}

/// Binds all names of a pattern to something that was reported.
pub(super) fn bind_mistake(
    scope: &mut super::scope::Scope,
    pattern: &Pattern,
    reported: crate::errors::Reported,
) {
    match pattern {
        Pattern::Name { name, .. } => scope.bind(&name.text, Binding::Mistake(reported)),
        Pattern::Tuple(members, _) => members.iter().for_each(|member| bind_mistake(scope, member, reported)),
        Pattern::Any(_) | Pattern::Mistake(_) => {}
    }
}

/// Terms that do not know where they come from come from here.
pub(super) fn with_origin(mut expr: Expr, place: Place) -> Expr {
    for term in &mut expr.terms {
        if term.origin.0.is_none() {
            term.origin = Origin(Some(place.whole()));
        }
    }
    expr
}
