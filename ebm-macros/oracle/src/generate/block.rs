//! Statements: loops, conditions, accumulators and lets around terms.

use super::index::{minus, named, over, plus};
use super::*;

/// Whether a loop runs backwards and whether it leaves values out; most do neither.
const LOOPS: [(bool, bool); 20] = {
    let mut loops = [(false, false); 20];
    loops[0] = (true, false);
    loops[1] = (false, true);
    loops[2] = (true, true);
    loops
};

impl Builder {
    /// The whole function, with the classes that instances give sizes to.
    pub(super) fn energy(mut self, name: String) -> (Function, Vec<Class>) {
        self.site_arrays();
        self.helpers();
        let single = self.style.single && self.random.chance(0.3);
        let mut body = self.length_names();
        let mut scope = Scope::default();
        let mut result = if self.random.chance(0.2) {
            self.expression(&mut scope, &mut body)
        } else {
            self.accumulation(&mut scope, &mut body)
        };
        self.proper();
        self.latent_terms();
        for required in std::mem::take(&mut self.required) {
            result = binary(Operator::Subtract, result, required);
        }
        self.shapes();
        let helpers = self.helpers;
        (Function { name, single, helpers, arguments: self.arguments, body, result }, self.classes)
    }

    /// `let (rows, cols) = x.dim();`, `let n = x.len();`, which then spell these extents.
    fn length_names(&mut self) -> Vec<Statement> {
        let mut body = Vec::new();
        for argument in self.arguments.clone() {
            let classes: Vec<usize> = argument
                .axes
                .iter()
                .filter_map(|axis| if let Extent::Class(class) = axis { Some(*class) } else { None })
                .collect();
            if argument.role.domain().is_none() || classes.is_empty() || !self.random.chance(0.6) {
                continue;
            }
            let words: &[&str] = match classes.len() {
                1 => &["n"],
                2 => &["rows", "cols"],
                _ => &["planes", "rows", "cols"],
            };
            let names: Vec<String> =
                words.iter().map(|word| self.local(&Scope::default(), &[*word])).collect();
            for (axis, (&class, name)) in classes.iter().zip(&names).enumerate() {
                self.lengths.insert(name.clone(), format!("{}.{axis}", argument.name));
                self.classes[class].lengths.extend([named(name), named(name), named(name)]);
                self.top.push(name.clone());
            }
            body.push(match &names[..] {
                [one] => Statement::LetInteger(
                    one.clone(),
                    Integer::Length(argument.name.clone(), 0, LengthSpelling::Len),
                ),
                _ => Statement::LetShape(names, argument.name.clone()),
            });
        }
        body
    }

    /// No accumulator: sums and products of arrays, joined by signs.
    fn expression(&mut self, scope: &mut Scope, body: &mut Vec<Statement>) -> Scalar {
        if self.random.chance(0.3)
            && let Some((statement, name, extent)) = self.let_array(scope)
        {
            body.push(statement);
            scope.vectors.push((name, extent));
        }
        if self.random.chance(0.3) {
            let name = self.local(scope, &["pair", "total"]);
            let value = self.sum(scope, 1).value;
            body.push(Statement::Let(name.clone(), value));
            scope.numbers.push(name);
        }
        let count = if self.style.compact { 1 } else { 1 + self.random.weighted(&[2, 3, 1]) };
        let mut value = self.top_number(scope);
        if self.random.chance(0.5) {
            value = Scalar::Negate(Box::new(value));
        }
        for _ in 1..count {
            let other = self.top_number(scope);
            let operator = *self.random.pick(&[Operator::Add, Operator::Subtract, Operator::Subtract]);
            value = binary(operator, value, other);
        }
        value
    }

    /// A number outside all loops.
    fn top_number(&mut self, scope: &Scope) -> Scalar {
        let value =
            if self.random.chance(0.45) { self.sum(scope, 1).value } else { self.vector_number(scope).value };
        match self.random.weighted(&[6, 2, 1, 1]) {
            0 => value,
            1 => binary(Operator::Multiply, Scalar::Number(0.5), value),
            2 => binary(Operator::Multiply, Scalar::Name(self.param(&[])), value),
            _ => {
                Scalar::Apply(*self.random.pick(&[Call::Square, Call::Softplus, Call::Tanh]), Box::new(value))
            }
        }
    }

    /// `let mut energy = 0.0;`, loops, and `energy` or a little more at the end.
    fn accumulation(&mut self, scope: &mut Scope, body: &mut Vec<Statement>) -> Scalar {
        self.top.push("energy".to_owned());
        body.push(Statement::Accumulator("energy".to_owned(), Scalar::Number(0.0)));
        let count = if self.style.compact { 1 } else { 1 + self.random.weighted(&[5, 3, 1]) };
        for _ in 0..count {
            if self.random.chance(0.15)
                && let Some((statement, name, extent)) = self.let_array(scope)
            {
                body.push(statement);
                scope.vectors.push((name, extent));
            }
            if self.random.chance(0.12) {
                let value = self.top_number(scope);
                body.push(Statement::Accumulate { name: "energy".to_owned(), minus: true, value });
                continue;
            }
            body.push(self.nest(scope, 0));
        }
        let energy = Scalar::Name("energy".to_owned());
        match self.random.weighted(&[6, 2]) {
            0 => energy,
            _ => binary(Operator::Subtract, energy, self.top_number(scope)),
        }
    }

    /// A loop with what is inside it.
    fn nest(&mut self, scope: &Scope, depth: usize) -> Statement {
        let (over, inner, pairs) = self.iteration(scope);
        let deeper = match (depth, pairs) {
            (0, false) => 0.65,
            (0, true) => 0.3,
            (1, false) => 0.25,
            _ => 0.0,
        };
        let mut body = Vec::new();
        let mut inner = inner;
        self.lets(&mut inner, &mut body);
        if self.random.chance(0.15) {
            self.inner_accumulator(&mut inner, &mut body);
        }
        if self.random.chance(deeper) {
            if !self.style.compact && self.random.chance(0.4) {
                body.push(self.accumulate(&inner, "energy"));
            }
            let nested = self.nest(&inner, depth + 1);
            body.push(match self.condition(&inner) {
                Some(condition) if self.random.chance(0.15) => {
                    Statement::If(condition, vec![nested], Vec::new())
                }
                _ => nested,
            });
        } else {
            let more = if self.style.compact { 0 } else { self.random.weighted(&[5, 3, 1]) };
            for _ in 0..1 + more {
                body.push(self.accumulate(&inner, "energy"));
            }
        }
        Statement::For(over, body)
    }

    /// `let s = x[i];`, `let k = (i + 1) % n;`
    fn lets(&mut self, scope: &mut Scope, body: &mut Vec<Statement>) {
        if self.random.chance(0.2) {
            let name = self.local(scope, &["s", "d", "g"]);
            let value = self.term(scope, false, 0).value;
            body.push(Statement::Let(name.clone(), value));
            scope.numbers.push(name);
        }
        let extents: Vec<Extent> = scope.variables.iter().filter_map(|v| v.below).collect();
        if !extents.is_empty() && self.random.chance(0.15) {
            let extent = *self.random.pick(&extents);
            let index = self.index(scope, extent, false).index;
            let name = self.local(scope, &["next", "other", "q"]);
            // a condition on it is one on what it was made from
            self.guarded.extend(scope.variables.iter().map(|variable| variable.name.clone()));
            body.push(Statement::LetInteger(name.clone(), index));
            scope.variables.push(Variable { name, below: Some(extent), up_to: None });
        }
    }

    /// `let mut t = 0.0; for k in … { t += …; }`
    fn inner_accumulator(&mut self, scope: &mut Scope, body: &mut Vec<Statement>) {
        let name = self.local(scope, &["t", "local", "drive"]);
        let start =
            if self.random.chance(0.6) { Scalar::Number(0.0) } else { self.term(scope, false, 0).value };
        body.push(Statement::Accumulator(name.clone(), start));
        let (over, inner, _) = self.iteration(scope);
        body.push(Statement::For(over, vec![self.accumulate(&inner, &name)]));
        scope.numbers.push(name);
    }

    /// `energy -= …;`, in an `if` where a term needs one, at times with an `else`.
    fn accumulate(&mut self, scope: &Scope, name: &str) -> Statement {
        let mut piece = self.term(scope, true, 1);
        if self.random.chance(0.2)
            && let Some(condition) = self.condition(scope)
        {
            piece.needs.insert(0, condition);
        }
        let statement = Statement::Accumulate {
            name: name.to_owned(),
            minus: self.random.chance(0.6),
            value: piece.value,
        };
        let Some(condition) = all(piece.needs) else { return statement };
        let otherwise = if self.random.chance(0.25) {
            let other = self.term(scope, true, 0);
            let minus = self.random.chance(0.5);
            let other_statement = Statement::Accumulate { name: name.to_owned(), minus, value: other.value };
            match all(other.needs) {
                Some(condition) => vec![Statement::If(condition, vec![other_statement], Vec::new())],
                None => vec![other_statement],
            }
        } else {
            Vec::new()
        };
        Statement::If(condition, vec![statement], otherwise)
    }

    /// What a loop runs over, the scope inside it, and whether it runs over tuples.
    pub(super) fn iteration(&mut self, scope: &Scope) -> (Iteration, Scope, bool) {
        if self.random.chance(0.15) {
            return self.entries(scope);
        }
        let extents: Vec<Extent> = self
            .open_arrays()
            .iter()
            .flat_map(|a| a.axes.clone())
            .chain(scope.vectors.iter().map(|(_, extent)| *extent))
            .flat_map(|extent| match extent {
                // a flattened lattice is mostly looped over by rows and columns
                Extent::Product(a, b) => {
                    vec![Extent::Class(a), Extent::Class(b), Extent::Class(a), Extent::Class(b), extent]
                }
                Extent::Class(_) | Extent::Literal(_) | Extent::Sum { .. } => vec![extent; 2],
            })
            .collect();
        let kernel = self.random.chance(0.04);
        let extent = if kernel { Extent::Literal(3) } else { *self.random.pick(&extents) };
        // a loop over an extent that a loop around it has already is either triangular or square
        let outer = scope.variables.iter().rev().find(|v| v.below == Some(extent)).cloned();
        let (from, to, inclusive, up_to) = self.bounds(extent, outer.as_ref());
        let shadow = scope.variables.last().filter(|_| self.random.chance(0.02)).map(|v| v.name.clone());
        let name = shadow.unwrap_or_else(|| self.local(scope, &["i", "k", "l", "m"]));
        let (reversed, stepped) = *self.random.pick(&LOOPS);
        let step = stepped.then(|| 2 + self.random.below(2));
        let up_to = up_to.filter(|_| step.is_none()).map(|reach| reach.by(&name));
        let inner = scope.with(Variable { name: name.clone(), below: Some(extent), up_to });
        (Iteration::Range { name, from, to, inclusive, reversed, step }, inner, false)
    }

    /// The bounds of a loop below an extent.
    fn bounds(
        &mut self,
        extent: Extent,
        outer: Option<&Variable>,
    ) -> (Integer, Integer, bool, Option<Reach>) {
        let zero = Integer::Constant(0);
        let one = Integer::Constant(1);
        let length = self.length(extent);
        let key = self.key(&length);
        if let Some(outer) = outer
            && self.random.chance(0.65)
        {
            let v = named(&outer.name);
            let same = outer.up_to.clone().filter(|reach| Some(&reach.length) == key.as_ref());
            return match self.random.weighted(&[6, 4, 1, 1, 1]) {
                0 => (zero, v, false, outer.up_to.clone()),
                1 => (plus(v, one), length, false, same),
                2 => (zero, v, true, outer.up_to.clone()),
                3 => (v, length, false, same),
                _ => (zero, plus(v, one), false, outer.up_to.clone()),
            };
        }
        match self.random.weighted(&[16, 1, 1, 1, 1]) {
            0 => (zero, length, false, key.map(Reach::of)),
            1 => (one, length, false, None),
            2 => (zero, over(length, Integer::Constant(2)), false, None),
            3 => {
                self.at_least(extent, 1);
                (zero, minus(length, one), false, None)
            }
            _ => {
                self.at_least(extent, 1);
                (zero, minus(length, one), true, None)
            }
        }
    }

    /// `for (e, &(a, b)) in edges.iter().enumerate()`
    fn entries(&mut self, scope: &Scope) -> (Iteration, Scope, bool) {
        let width = 1 + self.random.weighted(&[1, 6, 2]);
        let array = self.site_array();
        let below: Vec<Extent> = (0..width).map(|member| array.axes[member % array.axes.len()]).collect();
        let lists: Vec<usize> = (0..self.classes.len()).filter(|&c| self.classes[c].list).collect();
        let class = if !lists.is_empty() && self.random.chance(0.6) {
            *self.random.pick(&lists)
        } else {
            self.class(true)
        };
        let list = self.list(Extent::Class(class), &below);
        let mut inner = scope.clone();
        let mut names = Vec::new();
        for (member, extent) in below.iter().enumerate() {
            let name = self.local(&inner, &[["a", "b", "c"][member]]);
            inner.variables.push(Variable { name: name.clone(), below: Some(*extent), up_to: None });
            names.push(name);
        }
        if self.random.chance(0.5) {
            let position = self.local(&inner, &["e"]);
            inner.variables.push(Variable {
                name: position.clone(),
                below: Some(Extent::Class(class)),
                up_to: Some(Reach::of(format!("{list}.0")).by(&position)),
            });
            return (Iteration::Entries { list, names, position: Some(position) }, inner, true);
        }
        (Iteration::Entries { list, names, position: None }, inner, true)
    }
}
