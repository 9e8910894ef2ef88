//! The surface executed as Rust would run it: loops in order, numbers and not formulas. The oracle of
//! lowering; it shares the parser with it and nothing else.

mod operations;

use crate::syntax::{
    BinaryOperator, Block, EnergyFn, Expression, ExpressionKind as Kind, NumberType, Pattern, Sign, Statement,
};
use operations::{constant, dot, flat, float, int, items, operate, scalar, total, truth};
use std::rc::Rc;

/// A value at run time.
#[derive(Clone, Debug)]
pub(super) enum Datum<'a> {
    Float(f64),
    Int(i64),
    Bool(bool),
    Array(Vec<usize>, Vec<Datum<'a>>),
    List(Vec<Datum<'a>>),
    Tuple(Vec<Datum<'a>>),
    Closure(&'a [Pattern], &'a Expression, Rc<Vec<(String, Datum<'a>)>>),
    Function(&'a crate::syntax::Function),
    Word(String),
}

/// Nothing where Rust would panic or not compile.
type Run<T> = Option<T>;

pub(super) struct Machine<'a> {
    pub(super) names: Vec<(String, Datum<'a>)>,
    fuel: usize,
}

use Datum::{Array, Bool, Float, Int, List, Tuple};

impl<'a> Machine<'a> {
    pub(super) fn energy(names: Vec<(String, Datum<'a>)>, energy: &'a EnergyFn) -> Run<f64> {
        match (Machine { names, fuel: 200_000 }).block(&energy.body)? {
            Float(value) => Some(value),
            Int(value) => Some(value as f64),
            _ => None,
        }
    }

    fn block(&mut self, block: &'a Block) -> Run<Datum<'a>> {
        let depth = self.names.len();
        for statement in &block.statements {
            match statement {
                Statement::Import(name, path) => {
                    let value = constant(&path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>())?;
                    self.names.push((name.text.clone(), value));
                }
                Statement::Constant(binding) => {
                    let value = self.eval(&binding.value)?;
                    self.bind(&binding.pattern, value)?;
                }
                Statement::Function(function) => {
                    self.names.push((function.name.text.clone(), Datum::Function(function)));
                }
                _ => {}
            }
        }
        for statement in &block.statements {
            self.statement(statement)?;
        }
        let value = match &block.value {
            Some(value) => self.eval(value)?,
            None => Tuple(Vec::new()),
        };
        self.names.truncate(depth);
        Some(value)
    }

    fn statement(&mut self, statement: &'a Statement) -> Run<()> {
        match statement {
            Statement::Let(binding) => {
                let value = self.eval(&binding.value)?;
                self.bind(&binding.pattern, value)?;
            }
            Statement::Accumulate(step) => {
                let by = self.eval(&step.value)?;
                let (_, target) = self.names.iter_mut().rev().find(|(name, _)| *name == step.target.text)?;
                *target = operate(if step.sign == Sign::Plus { "+" } else { "-" }, target.clone(), by)?;
            }
            Statement::For(each) => {
                let items = items(self.eval(&each.iterator)?)?;
                for item in items {
                    let depth = self.names.len();
                    self.bind(&each.pattern, item)?;
                    self.block(&each.body)?;
                    self.names.truncate(depth);
                }
            }
            Statement::Expression(expression) => drop(self.eval(expression)?),
            Statement::Mistake(_) => return None,
            Statement::Constant(_) | Statement::Function(_) | Statement::Import(..) => {}
        }
        Some(())
    }

    fn bind(&mut self, pattern: &'a Pattern, value: Datum<'a>) -> Run<()> {
        match (pattern, value) {
            (Pattern::Name { name, .. }, value) => self.names.push((name.text.clone(), value)),
            (Pattern::Any(_), _) => {}
            (Pattern::Tuple(patterns, _), Tuple(values)) if patterns.len() == values.len() => {
                for (pattern, value) in patterns.iter().zip(values) {
                    self.bind(pattern, value)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn eval(&mut self, written: &'a Expression) -> Run<Datum<'a>> {
        self.fuel = self.fuel.checked_sub(1)?;
        Some(match &written.kind {
            Kind::Number(value) => Float(*value),
            Kind::Integer(value) => Int(*value),
            Kind::Bool(value) => Bool(*value),
            Kind::Name(name) => match self.names.iter().rev().find(|(known, _)| known == name) {
                Some((_, value)) => value.clone(),
                None => Datum::Word(name.clone()),
            },
            Kind::Path(path) => constant(&path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>())?,
            Kind::Sum(members) => {
                let mut sum: Option<Datum> = None;
                for (sign, member) in members {
                    let value = self.eval(member)?;
                    sum = Some(match sum {
                        None => value,
                        Some(sum) => operate(if *sign == Sign::Plus { "+" } else { "-" }, sum, value)?,
                    });
                }
                sum?
            }
            Kind::Binary(BinaryOperator::And, a, b) => Bool(truth(self.eval(a)?)? && truth(self.eval(b)?)?),
            Kind::Binary(BinaryOperator::Or, a, b) => Bool(truth(self.eval(a)?)? || truth(self.eval(b)?)?),
            Kind::Binary(operator, a, b) => {
                let (a, b) = (self.eval(a)?, self.eval(b)?);
                operate(operator.symbol(), a, b)?
            }
            Kind::Negate(operand) => match self.eval(operand)? {
                Int(value) => Int(-value),
                other => operate("*", Float(-1.0), other)?,
            },
            Kind::Not(operand) => Bool(!truth(self.eval(operand)?)?),
            Kind::Call(call) => {
                let function = self.eval(&call.function)?;
                let arguments =
                    call.arguments.iter().map(|argument| self.eval(argument)).collect::<Run<Vec<_>>>()?;
                self.call(function, arguments)?
            }
            Kind::Method(method) => {
                let receiver = self.eval(&method.receiver)?;
                let arguments =
                    method.arguments.iter().map(|argument| self.eval(argument)).collect::<Run<Vec<_>>>()?;
                self.method(receiver, &method.name.text, arguments)?
            }
            Kind::Index(base, indices) => {
                let base = self.eval(base)?;
                let at = indices
                    .iter()
                    .map(|index| usize::try_from(int(&self.eval(index)?)?).ok())
                    .collect::<Run<Vec<_>>>()?;
                match base {
                    Array(shape, entries) => entries[flat(&shape, &at)?].clone(),
                    Tuple(members) if at.len() == 1 => members.get(at[0])?.clone(),
                    _ => return None,
                }
            }
            Kind::Field(base, member) => match self.eval(base)? {
                Tuple(members) => members.get(*member)?.clone(),
                _ => return None,
            },
            Kind::Tuple(members) | Kind::List(members) => {
                Tuple(members.iter().map(|member| self.eval(member)).collect::<Run<Vec<_>>>()?)
            }
            Kind::Cast(operand, number) => match (self.eval(operand)?, number) {
                (value, NumberType::Inferred) => value,
                (Bool(_), NumberType::Float(_)) => return None,
                (Bool(value), _) => Int(i64::from(value)),
                (value, NumberType::Float(_)) => Float(float(&value)?),
                (Int(value), _) => Int(value),
                // towards zero, and zero below it
                (Float(value), _) => Int(value.max(0.0) as i64),
                _ => return None,
            },
            Kind::Range { from, to, inclusive } => {
                let (from, to) = (int(&self.eval(from.as_ref()?)?)?, int(&self.eval(to.as_ref()?)?)?);
                List((from..to + i64::from(*inclusive)).map(Int).collect())
            }
            Kind::Closure(closure) => {
                Datum::Closure(&closure.parameters, &closure.body, Rc::new(self.names.clone()))
            }
            Kind::If(choice) => {
                if truth(self.eval(&choice.condition)?)? {
                    self.block(&choice.then)?
                } else {
                    match &choice.otherwise {
                        Some(otherwise) => self.eval(otherwise)?,
                        None => Tuple(Vec::new()),
                    }
                }
            }
            Kind::Block(block) => self.block(block)?,
            Kind::Mistake(_) => return None,
        })
    }

    fn call(&mut self, function: Datum<'a>, arguments: Vec<Datum<'a>>) -> Run<Datum<'a>> {
        self.fuel = self.fuel.checked_sub(1)?;
        match function {
            Datum::Closure(parameters, body, names) => {
                if parameters.len() != arguments.len() {
                    return None;
                }
                let outside = std::mem::replace(&mut self.names, (*names).clone());
                let run = |machine: &mut Self| {
                    for (pattern, value) in parameters.iter().zip(arguments) {
                        machine.bind(pattern, value)?;
                    }
                    machine.eval(body)
                };
                let value = run(self);
                self.names = outside;
                value
            }
            Datum::Function(function) => {
                if function.parameters.len() != arguments.len() {
                    return None;
                }
                let depth = self.names.len();
                for (pattern, value) in function.parameters.iter().zip(arguments) {
                    self.bind(pattern, value)?;
                }
                let value = self.block(&function.body)?;
                self.names.truncate(depth);
                Some(value)
            }
            Datum::Word(name) => {
                let mut arguments = arguments.into_iter();
                let (first, rest) = (arguments.next()?, arguments.collect::<Vec<_>>());
                match (name.as_str(), rest.as_slice()) {
                    ("sum", [function]) => {
                        let values = items(first)?.into_iter();
                        let values = values.map(|item| self.call(function.clone(), vec![item]));
                        total(values.collect::<Run<Vec<_>>>()?)
                    }
                    ("log_sum_exp", []) => {
                        let values = items(first)?.iter().map(float).collect::<Run<Vec<_>>>()?;
                        Some(Float(values.iter().map(|u| u.exp()).sum::<f64>().ln()))
                    }
                    ("from", []) => float(&first).map(Float),
                    _ => self.method(first, &name, rest),
                }
            }
            _ => None,
        }
    }

    fn method(&mut self, receiver: Datum<'a>, name: &str, arguments: Vec<Datum<'a>>) -> Run<Datum<'a>> {
        if matches!(
            name,
            "clone"
                | "view"
                | "to_owned"
                | "reborrow"
                | "borrow"
                | "iter"
                | "into_iter"
                | "copied"
                | "cloned"
                | "by_ref"
        ) && arguments.is_empty()
        {
            return Some(if name.contains("iter") { List(items(receiver)?) } else { receiver });
        }
        match (receiver, arguments.as_slice()) {
            (Float(value), arguments) => scalar(name, value, arguments).map(Float),
            (Int(a), [Int(b)]) => Some(Int(match name {
                "min" => a.min(*b),
                "max" => a.max(*b),
                "abs_diff" => (a - b).abs(),
                "pow" => a.checked_pow(u32::try_from(*b).ok()?)?,
                _ => return None,
            })),
            (Int(value), arguments) if !matches!(name, "max" | "min" | "powi") => {
                scalar(name, value as f64, arguments).map(Float)
            }
            (List(items), arguments) => self.iterator(items, name, arguments),
            (Array(shape, entries), arguments) => self.array(shape, entries, name, arguments),
            (Tuple(members), []) if name == "len" => Some(Int(members.len() as i64)),
            _ => None,
        }
    }

    fn iterator(&mut self, list: Vec<Datum<'a>>, name: &str, arguments: &[Datum<'a>]) -> Run<Datum<'a>> {
        let numbered = |list: Vec<Datum<'a>>| list.into_iter().enumerate();
        Some(match (name, arguments) {
            ("sum", []) => total(list)?,
            ("enumerate", []) => {
                List(numbered(list).map(|(at, item)| Tuple(vec![Int(at as i64), item])).collect())
            }
            ("rev", []) => List(list.into_iter().rev().collect()),
            ("zip", [other]) => {
                List(list.into_iter().zip(items(other.clone())?).map(|(a, b)| Tuple(vec![a, b])).collect())
            }
            ("step_by", [step]) => {
                let step = usize::try_from(int(step)?).ok().filter(|step| *step > 0)?;
                List(list.into_iter().step_by(step).collect())
            }
            ("skip", [count]) => List(list.into_iter().skip(usize::try_from(int(count)?).ok()?).collect()),
            ("take", [count]) => List(list.into_iter().take(usize::try_from(int(count)?).ok()?).collect()),
            ("map", [function]) => List(
                list.into_iter()
                    .map(|item| self.call(function.clone(), vec![item]))
                    .collect::<Run<Vec<_>>>()?,
            ),
            ("flat_map", [function]) => {
                let mut all = Vec::new();
                for item in list {
                    all.extend(items(self.call(function.clone(), vec![item])?)?);
                }
                List(all)
            }
            ("filter", [function]) => {
                let mut kept = Vec::new();
                for item in list {
                    if truth(self.call(function.clone(), vec![item.clone()])?)? {
                        kept.push(item);
                    }
                }
                List(kept)
            }
            _ => return None,
        })
    }

    fn array(
        &mut self,
        shape: Vec<usize>,
        entries: Vec<Datum<'a>>,
        name: &str,
        arguments: &[Datum<'a>],
    ) -> Run<Datum<'a>> {
        let size = |axis: usize| Int(shape[axis] as i64);
        let transposed = |shape: &[usize], entries: &[Datum<'a>]| match shape {
            [rows, cols] => {
                let swapped =
                    (0..rows * cols).map(|at| entries[at % rows * cols + at / rows].clone()).collect();
                Some(Array(vec![*cols, *rows], swapped))
            }
            _ => Some(Array(shape.to_vec(), entries.to_vec())),
        };
        Some(match (name, arguments) {
            ("len", []) => Int(entries.len() as i64),
            ("is_empty", []) => Bool(entries.is_empty()),
            ("dim", []) if shape.len() == 1 => size(0),
            ("dim" | "shape", []) => Tuple((0..shape.len()).map(size).collect()),
            ("nrows", []) if shape.len() == 2 => size(0),
            ("ncols", []) if shape.len() == 2 => size(1),
            ("t", []) if shape.len() <= 2 => transposed(&shape, &entries)?,
            ("row", [at]) if shape.len() == 2 => {
                let at = usize::try_from(int(at)?).ok().filter(|at| *at < shape[0])?;
                Array(vec![shape[1]], entries[at * shape[1]..(at + 1) * shape[1]].to_vec())
            }
            ("column", [_]) => {
                let Array(shape, entries) = transposed(&shape, &entries)? else { return None };
                return self.array(shape, entries, "row", arguments);
            }
            ("sum", []) => total(entries)?,
            ("mapv" | "map", [function]) => {
                let values = entries.into_iter().map(|entry| self.call(function.clone(), vec![entry]));
                Array(shape, values.collect::<Run<Vec<_>>>()?)
            }
            ("dot", [Array(other, others)]) => dot(&shape, &entries, other, others)?,
            _ => return None,
        })
    }
}
