//! The interpreter: the meaning of a program, in f64, as plainly as it can be said.
//!
//! Every pass is tested against it; speed is of no concern.

use super::*;
use std::collections::BTreeMap;

/// The contents of an array.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// Numbers, row-major.
    Numbers(Vec<f64>),
    /// Tuples of integers, row-major, members of one tuple side by side.
    Integers(Vec<i64>),
}

/// An array with its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The extent of each axis.
    pub shape: Vec<usize>,
    /// Row-major.
    pub contents: Contents,
}

impl Value {
    /// An array of numbers.
    pub fn numbers(shape: &[usize], values: Vec<f64>) -> Self {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "shape and number of values");
        Self { shape: shape.to_vec(), contents: Contents::Numbers(values) }
    }

    /// An array of tuples of integers.
    pub fn integers(shape: &[usize], values: Vec<i64>) -> Self {
        Self { shape: shape.to_vec(), contents: Contents::Integers(values) }
    }

    /// A number.
    pub fn scalar(value: f64) -> Self {
        Self::numbers(&[], vec![value])
    }

    fn flat(&self, indices: &[i64]) -> usize {
        assert_eq!(indices.len(), self.shape.len(), "one index for each axis");
        indices.iter().zip(&self.shape).fold(0, |flat, (&index, &extent)| {
            assert!((0..extent as i64).contains(&index), "index {index} outside 0..{extent}");
            flat * extent + index as usize
        })
    }
}

/// What a program runs on.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// One value for each array that is read or asked for its size.
    pub arrays: BTreeMap<ArrayId, Value>,
    /// The inputs of the program.
    pub variables: BTreeMap<Variable, i64>,
    lets: BTreeMap<LetId, Value>,
}

impl Environment {
    /// An environment with these arrays, in the order of the program's.
    pub fn new(arrays: impl IntoIterator<Item = (ArrayId, Value)>) -> Self {
        Self { arrays: arrays.into_iter().collect(), ..Self::default() }
    }

    /// The value of an integer form.
    pub fn index(&self, form: &Index) -> i64 {
        form.monomials()
            .map(|(atoms, c)| atoms.iter().fold(c, |product, atom| product * self.integer(atom)))
            .sum()
    }

    fn integer(&self, atom: &IntegerAtom) -> i64 {
        match atom {
            IntegerAtom::Variable(v) => {
                *self.variables.get(v).unwrap_or_else(|| panic!("variable `{}` has no value", v.name()))
            }
            IntegerAtom::Size(array, axis) => self.arrays[array].shape[*axis] as i64,
            IntegerAtom::Lookup { array, indices, component } => {
                let indices: Vec<i64> = indices.iter().map(|i| self.index(i)).collect();
                let value = &self.arrays[array];
                let Contents::Integers(entries) = &value.contents else { panic!("look-up in numbers") };
                let components = entries.len() / value.shape.iter().product::<usize>().max(1);
                entries[value.flat(&indices) * components + component]
            }
            IntegerAtom::Site { array, indices } => {
                let indices: Vec<i64> = indices.iter().map(|i| self.index(i)).collect();
                let value = &self.arrays[array];
                match &value.contents {
                    Contents::Integers(codes) => codes[value.flat(&indices)],
                    // 0 and 1 are their own codes; −1 has code 0
                    Contents::Numbers(numbers) => numbers[value.flat(&indices)].max(0.0) as i64,
                }
            }
            IntegerAtom::Rounded { definition, indices } => {
                let indices: Vec<i64> = indices.iter().map(|i| self.index(i)).collect();
                let value = &self.lets[definition];
                let Contents::Numbers(numbers) = &value.contents else { panic!("a let of integers") };
                numbers[value.flat(&indices)].round() as i64
            }
            IntegerAtom::Remainder(a, n) => self.index(a).rem_euclid(self.index(n)),
            IntegerAtom::Quotient(a, n) => self.index(a).div_euclid(self.index(n)).max(0),
        }
    }

    fn holds(&self, guard: &Guard) -> bool {
        let form = self.index(&guard.form);
        match guard.relation {
            Relation::Zero => form == 0,
            Relation::NonZero => form != 0,
            Relation::NonNegative => form >= 0,
        }
    }

    /// The values that a range stands for, in order.
    pub fn range(&self, range: &Range) -> Vec<i64> {
        match range {
            Range::Span { lower, upper } => {
                let lower = lower.iter().map(|form| self.index(form)).max().unwrap_or(0).max(0);
                let upper = upper.iter().map(|form| self.index(form)).min().expect("an upper bound");
                (lower..upper).collect()
            }
            Range::Incidence { array, component, at } => {
                let value = &self.arrays[array];
                let Contents::Integers(entries) = &value.contents else { panic!("incidence in numbers") };
                let count = value.shape.iter().product::<usize>();
                let components = entries.len() / count.max(1);
                let at = self.index(at);
                (0..count as i64).filter(|p| entries[*p as usize * components + component] == at).collect()
            }
        }
    }

    /// The value of an expression.
    pub fn expr(&mut self, expr: &Expr) -> f64 {
        expr.terms.iter().map(|term| self.term(term, 0)).sum()
    }

    /// The term with its first `depth` variables bound. A comparison is tested as soon as its variables are bound, as it may
    /// be what keeps a look-up in a range or in another condition inside its list; a condition that looks something up is
    /// tested last, as a range may be what keeps it inside.
    fn term(&mut self, term: &Term, depth: usize) -> f64 {
        let unbound = |form: &Index, from: usize| {
            term.binders.iter().skip(from).any(|binder| form.mentions(&binder.variable))
        };
        let is_new =
            |guard: &&Guard| !unbound(&guard.form, depth) && (depth == 0 || unbound(&guard.form, depth - 1));
        let (mut looking_up, mut comparing): (Vec<&Guard>, Vec<&Guard>) =
            term.guards.iter().partition(|guard| guard.look_up_depth() > 0);
        // a shallower look-up can be what makes the entry exist that a deeper one reads
        looking_up.sort_by_key(|guard| guard.test_order());
        comparing.sort_by_key(|guard| guard.test_order());
        if !comparing.into_iter().filter(is_new).all(|guard| self.holds(guard)) {
            return 0.0;
        }
        let Some(binder) = term.binders.get(depth) else {
            if !looking_up.into_iter().all(|guard| self.holds(guard)) {
                return 0.0;
            }
            return term
                .factors
                .iter()
                .fold(term.coefficient, |product, f| product * self.atom(&f.atom).powi(f.power as i32));
        };
        let mut total = 0.0;
        for value in self.range(&binder.range) {
            let shadowed = self.variables.insert(binder.variable.clone(), value);
            assert!(shadowed.is_none(), "variable `{}` is bound twice", binder.variable.name());
            total += self.term(term, depth + 1);
            self.variables.remove(&binder.variable);
        }
        total
    }

    fn atom(&mut self, atom: &Atom) -> f64 {
        match atom {
            Atom::Read(source, indices) => {
                let indices: Vec<i64> = indices.iter().map(|i| self.index(i)).collect();
                let value = match source {
                    Source::Array(id) => &self.arrays[id],
                    Source::Let(id) => &self.lets[id],
                };
                let Contents::Numbers(numbers) = &value.contents else { panic!("integers read as numbers") };
                numbers[value.flat(&indices)]
            }
            Atom::Apply { operator, order, argument } => operator.evaluate(*order, self.expr(argument)),
            Atom::Change { operator, order, at, by } => {
                let (at, by) = (self.expr(at), self.expr(by));
                operator.evaluate(*order, at + by) - operator.evaluate(*order, at)
            }
            Atom::Integer(form) => self.index(form) as f64,
        }
    }

    /// The value of a definition where its axes are bound.
    fn definition(&mut self, definition: &Definition) -> f64 {
        match definition {
            Definition::Sum(expr) => self.expr(expr),
            Definition::LogSumExp { over, body } => {
                let mut exponents = Vec::new();
                self.exponents(over, body, &mut exponents);
                let top = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                if top == f64::NEG_INFINITY {
                    return top;
                }
                top + exponents.iter().map(|u| (u - top).exp()).sum::<f64>().ln()
            }
        }
    }

    fn exponents(&mut self, over: &[(Variable, Index)], body: &Expr, found: &mut Vec<f64>) {
        let Some(((variable, bound), inner)) = over.split_first() else {
            found.push(self.expr(body));
            return;
        };
        for value in 0..self.index(bound) {
            let shadowed = self.variables.insert(variable.clone(), value);
            assert!(shadowed.is_none(), "variable `{}` is bound twice", variable.name());
            self.exponents(inner, body, found);
            self.variables.remove(variable);
        }
    }

    fn table(&mut self, binders: &[(Variable, Index)], value: &mut dyn FnMut(&mut Self) -> f64) -> Value {
        let shape: Vec<usize> =
            binders.iter().map(|(_, extent)| self.index(extent).max(0) as usize).collect();
        let count = shape.iter().product::<usize>();
        let mut numbers = Vec::with_capacity(count);
        for flat in 0..count {
            let mut rest = flat;
            for ((variable, _), &extent) in binders.iter().zip(&shape).rev() {
                self.variables.insert(variable.clone(), (rest % extent) as i64);
                rest /= extent;
            }
            numbers.push(value(self));
        }
        for (variable, _) in binders {
            self.variables.remove(variable);
        }
        Value::numbers(&shape, numbers)
    }

    /// The values of the lets of the program that was run last.
    pub fn lets(&self) -> &BTreeMap<LetId, Value> {
        &self.lets
    }

    /// Runs a program: one value for each output, scalars as arrays without axes.
    pub fn run(&mut self, program: &Program) -> Vec<Value> {
        self.lets.clear();
        for (id, definition) in program.lets.iter().enumerate() {
            let value = self.table(&definition.binders, &mut |this| this.definition(&definition.definition));
            self.lets.insert(LetId(id), value);
        }
        let outputs = program.outputs.iter();
        outputs.map(|output| self.table(&output.binders, &mut |this| this.expr(&output.value))).collect()
    }
}
