//! Numbers and lets in the vector spelling.

use super::index::named;
use super::term::number;
use super::*;

impl Builder {
    /// One of the visible arrays as a whole, or a vector that was bound by `let`.
    fn whole(&mut self, scope: &Scope, rank: usize) -> Option<(Vector, Vec<Extent>)> {
        let as_numbers = |a: Argument| {
            let is_integer = a.role.domain().is_some_and(Domain::is_integer);
            (if is_integer { Vector::Codes(a.name) } else { Vector::Name(a.name) }, a.axes)
        };
        let mut choices: Vec<(Vector, Vec<Extent>)> =
            self.open_arrays().into_iter().filter(|a| a.axes.len() == rank).map(as_numbers).collect();
        if rank == 1 {
            let vectors = scope.vectors.iter();
            choices.extend(vectors.map(|(name, extent)| (Vector::Name(name.clone()), vec![*extent])));
        }
        if choices.is_empty() {
            return None;
        }
        Some(self.random.pick(&choices).clone())
    }

    /// A row of a two-dimensional visible array, or one of the whole arrays.
    fn sites(&mut self, scope: &Scope) -> Option<(Vector, Extent)> {
        let is_matrix = |a: &Argument| a.axes.len() == 2 && !a.role.domain().is_some_and(Domain::is_integer);
        let matrices: Vec<Argument> = self.open_arrays().into_iter().filter(is_matrix).collect();
        let rows: Vec<(Argument, usize, String)> = matrices
            .into_iter()
            .flat_map(|a| {
                let fit = |axis: usize| {
                    let extent = a.axes[axis];
                    scope.variables.iter().find(move |v| v.below == Some(extent)).map(|v| v.name.clone())
                };
                let found = [fit(0), fit(1)];
                found.into_iter().enumerate().filter_map(move |(axis, v)| v.map(|v| (a.clone(), axis, v)))
            })
            .collect();
        if !rows.is_empty() && self.random.chance(0.6) {
            let (array, axis, variable) = self.random.pick(&rows).clone();
            let line = if axis == 0 { Vector::Row } else { Vector::Column };
            return Some((line(array.name, named(&variable)), array.axes[1 - axis]));
        }
        self.whole(scope, 1).map(|(vector, axes)| (vector, axes[0]))
    }

    /// A parameter (or a row of one) of an extent.
    fn weights(&mut self, scope: &Scope, extent: Extent, up_to: Option<Reach>) -> Vector {
        let fit: Vec<Variable> = scope.variables.iter().filter(|v| v.below.is_some()).cloned().collect();
        if !fit.is_empty() && self.random.chance(0.5) {
            let variable = self.random.pick(&fit).clone();
            let Some(other) = variable.below else { return self.weights(&Scope::default(), extent, up_to) };
            let row = self.random.chance(0.6);
            let axes = if row { [other, extent] } else { [extent, other] };
            let name = self.param(&axes);
            self.reads(&name, usize::from(row), up_to);
            self.reads(&name, usize::from(!row), variable.up_to);
            let line = if row { Vector::Row } else { Vector::Column };
            return line(name, named(&variable.name));
        }
        let name = if self.random.chance(0.2) { self.fixed(&[extent]) } else { self.param(&[extent]) };
        self.reads(&name, 0, up_to);
        Vector::Name(name)
    }

    /// A function of each entry.
    fn mapping(&mut self) -> Mapping {
        match self.random.below(4) {
            0 => Mapping::Function(*self.random.pick(&[
                Call::Softplus,
                Call::Sigmoid,
                Call::LnCosh,
                Call::Square,
            ])),
            1 => {
                let u = || Box::new(Scalar::Name("u".to_owned()));
                Mapping::Closure(
                    "u".to_owned(),
                    Box::new(binary(Operator::Multiply, *u(), Scalar::Apply(Call::Tanh, u()))),
                )
            }
            2 => {
                let square = Scalar::Power(Box::new(Scalar::Name("u".to_owned())), 2);
                Mapping::Closure("u".to_owned(), Box::new(binary(Operator::Multiply, number(0.5), square)))
            }
            _ => {
                let call = *self.random.pick(&[Call::Sin, Call::Cos, Call::Abs, Call::Softplus]);
                Mapping::Closure(
                    "u".to_owned(),
                    Box::new(Scalar::Apply(call, Box::new(Scalar::Name("u".to_owned())))),
                )
            }
        }
    }

    /// A one-dimensional array made of sites: themselves, a product with a matrix, entry by entry.
    fn array(&mut self, scope: &Scope, depth: usize) -> Option<(Vector, Extent)> {
        let (base, extent) = self.sites(scope)?;
        if depth == 0 {
            return Some((base, extent));
        }
        Some(match self.random.weighted(&[3, 5, 2, 2, 1, 1, 1]) {
            0 => (base, extent),
            1 => {
                let (vector, own) = self.array(scope, depth - 1)?;
                self.product(vector, own)
            }
            2 => {
                let up_to = length_of(&base);
                let weights = self.weights(scope, extent, up_to);
                let operator = *self.random.pick(&[Operator::Add, Operator::Subtract, Operator::Multiply]);
                (Vector::Binary(operator, Box::new(base), Box::new(weights)), extent)
            }
            3 => (Vector::Map(Box::new(base), self.mapping()), extent),
            4 => {
                let factor = number(*self.random.pick(&[0.5, 2.0]));
                (Vector::Scaled(Box::new(factor), Box::new(base)), extent)
            }
            5 => {
                let name = Scalar::Name(self.param(&[]));
                let operator = *self.random.pick(&[Operator::Add, Operator::Multiply]);
                (Vector::WithScalar(operator, Box::new(base), Box::new(name)), extent)
            }
            _ => (Vector::Negate(Box::new(base)), extent),
        })
    }

    /// `w.dot(&v)`, `v.dot(&w)` or `w.t().dot(&v)`, for a hidden extent with a bias.
    fn product(&mut self, vector: Vector, own: Extent) -> (Vector, Extent) {
        let known: Vec<Extent> = self.open_arrays().iter().flat_map(|a| a.axes.clone()).collect();
        let (other, bias) = match self.random.weighted(&[5, 3, 2]) {
            0 => (own, None),
            1 => (*self.random.pick(&known), None),
            _ => {
                let (class, name) = self.hidden();
                (Extent::Class(class), Some(name))
            }
        };
        let up_to = length_of(&vector);
        let hidden = bias.as_ref().map(|name| Reach::of(format!("{name}.0")));
        let vector = Box::new(vector);
        let (product, extent) = match self.random.below(3) {
            0 => {
                let name = self.param(&[other, own]);
                self.reads(&name, 1, up_to);
                self.reads(&name, 0, hidden);
                (Vector::Product(Box::new(Vector::Name(name)), vector), other)
            }
            1 => {
                let name = self.param(&[own, other]);
                self.reads(&name, 0, up_to);
                self.reads(&name, 1, hidden);
                (Vector::Product(vector, Box::new(Vector::Name(name))), other)
            }
            _ => {
                let name = self.param(&[own, other]);
                self.reads(&name, 0, up_to);
                self.reads(&name, 1, hidden);
                (Vector::Product(Box::new(Vector::Transposed(name)), vector), other)
            }
        };
        match bias {
            Some(name) => {
                (Vector::Binary(Operator::Add, Box::new(product), Box::new(Vector::Name(name))), extent)
            }
            None => (product, extent),
        }
    }

    /// An extent that only parameters have. It takes its name from a one-dimensional parameter, which is made here.
    fn hidden(&mut self) -> (usize, String) {
        let class = self.class(false);
        let name = self.argument(&["c", "bias", "readout"]);
        self.add(&name, Role::Param(Param::default()), &[Extent::Class(class)]);
        self.classes[class].lengths.push(Integer::Length(name.clone(), 0, LengthSpelling::Len));
        self.classes[class].shapes.push(name.clone());
        // its own size: nothing else determines it
        self.reads(&name, 0, Some(Reach::of(format!("{name}.0"))));
        (class, name)
    }

    /// `x.dot(&b)`, `0.5 * x.dot(&w.dot(&x))`, `u.mapv(softplus).sum()`, `(&x * &mask).sum()`
    pub(super) fn vector_number(&mut self, scope: &Scope) -> Piece {
        let value = self.vector_scalar(scope).unwrap_or(Scalar::Number(0.5));
        Piece { value, needs: Vec::new() }
    }

    fn vector_scalar(&mut self, scope: &Scope) -> Option<Scalar> {
        if self.random.chance(0.3)
            && let Some((base, axes)) = self.whole(scope, 2)
        {
            return Some(self.matrix_scalar(base, &axes));
        }
        if self.random.chance(0.12)
            && let Some((Vector::Name(left), axes)) = self.whole(scope, 1)
        {
            return Some(self.zipped(scope, left, axes[0]));
        }
        let (left, extent) = self.array(scope, 2)?;
        let up_to = length_of(&left);
        let left = Box::new(left);
        Some(match self.random.weighted(&[6, 4, 2, 1]) {
            0 => Scalar::Dot(left, Box::new(self.weights(scope, extent, up_to))),
            1 => {
                let same = self.array(scope, 1)?;
                let right = if same.1 == extent { same.0 } else { self.weights(scope, extent, up_to) };
                Scalar::Dot(left, Box::new(right))
            }
            2 => Scalar::Total(Box::new(Vector::Map(left, self.mapping()))),
            _ => Scalar::Total(left),
        })
    }

    /// `x.iter().zip(h.iter()).map(|(&a, &b)| a * b).sum::<f64>()`
    fn zipped(&mut self, scope: &Scope, left: String, extent: Extent) -> Scalar {
        let right = self.param(&[extent]);
        let up_to = Some(Reach::of(format!("{left}.0")));
        self.reads(&right, 0, up_to.clone());
        let mut inner = scope.clone();
        let mut names = Vec::new();
        for choice in ["site", "weight"] {
            let name = self.local(&inner, &[choice]);
            inner.numbers.push(name.clone());
            names.push(name);
        }
        let position = self.random.chance(0.3).then(|| self.local(&inner, &["place"]));
        if let Some(name) = &position {
            inner.variables.push(Variable {
                name: name.clone(),
                below: Some(extent),
                up_to: up_to.map(|reach| reach.by(name)),
            });
        }
        let both = binary(Operator::Multiply, Scalar::Name(names[0].clone()), Scalar::Name(names[1].clone()));
        let value = if self.random.chance(0.5) {
            both
        } else {
            binary(Operator::Multiply, both, self.term(&inner, false, 0).value)
        };
        let over = Iteration::Values { arrays: vec![left, right], names, position };
        Scalar::Sum(Box::new(Sum { over, filter: None, value, prelude: false }))
    }

    fn matrix_scalar(&mut self, base: Vector, axes: &[Extent]) -> Scalar {
        let with = |builder: &mut Self, operator| {
            let name = if builder.random.chance(0.4) { builder.fixed(axes) } else { builder.param(axes) };
            for axis in 0..2 {
                let up_to = if let Vector::Name(base) | Vector::Codes(base) = &base {
                    Some(Reach::of(format!("{base}.{axis}")))
                } else {
                    None
                };
                builder.reads(&name, axis, up_to);
            }
            Vector::Binary(operator, Box::new(base.clone()), Box::new(Vector::Name(name)))
        };
        let array = match self.random.below(4) {
            0 => with(self, Operator::Multiply),
            1 => {
                let inner = with(self, Operator::Subtract);
                Vector::Map(Box::new(inner), self.mapping())
            }
            2 => Vector::Map(Box::new(base.clone()), self.mapping()),
            _ => base.clone(),
        };
        Scalar::Total(Box::new(array))
    }

    /// `let u = w.dot(&x);`
    pub(super) fn let_array(&mut self, scope: &Scope) -> Option<(Statement, String, Extent)> {
        let (vector, extent) = self.array(scope, 2)?;
        if matches!(vector, Vector::Name(_)) {
            return None;
        }
        let name = self.local(scope, &["u", "field", "hidden", "v"]);
        Some((Statement::LetArray(name.clone(), vector), name, extent))
    }
}

/// The length of an array that is an argument, one of its rows, or made from these entry by entry.
fn length_of(vector: &Vector) -> Option<Reach> {
    match vector {
        Vector::Name(name) | Vector::Codes(name) => Some(Reach::of(format!("{name}.0"))),
        Vector::Row(name, _) => Some(Reach::of(format!("{name}.1"))),
        Vector::Column(name, _) => Some(Reach::of(format!("{name}.0"))),
        Vector::Map(a, _)
        | Vector::Binary(_, a, _)
        | Vector::WithScalar(_, a, _)
        | Vector::Scaled(_, a)
        | Vector::Negate(a) => length_of(a),
        Vector::Transposed(_) | Vector::Product(..) => None,
    }
}
