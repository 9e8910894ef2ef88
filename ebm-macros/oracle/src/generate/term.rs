//! Numbers: products of sites, parameters, fixed data and functions of sums of these.

use super::index::{Place, named, over, plus};
use super::*;

impl Piece {
    pub(super) fn plain(value: Scalar) -> Self {
        Self { value, needs: Vec::new() }
    }

    /// Both, joined by an operator.
    pub(super) fn join(self, operator: Operator, other: Self) -> Self {
        let mut needs = self.needs;
        for condition in other.needs {
            if !needs.contains(&condition) {
                needs.push(condition);
            }
        }
        Self { value: binary(operator, self.value, other.value), needs }
    }

    pub(super) fn map(self, map: impl FnOnce(Scalar) -> Scalar) -> Self {
        Self { value: map(self.value), needs: self.needs }
    }
}

pub(super) fn number(value: f64) -> Scalar {
    Scalar::Number(value)
}

impl Builder {
    /// A coefficient times one to four factors, the first of which reads a site if it can.
    pub(super) fn term(&mut self, scope: &Scope, guarded: bool, depth: usize) -> Piece {
        let first = if self.random.chance(0.85) {
            self.site(scope, guarded)
        } else {
            self.factor(scope, guarded, depth)
        };
        let mut piece = first;
        let most = if self.style.compact { 2 } else { 3 };
        for _ in 0..self.random.weighted(&[2, 5, 4, 1][..=most]) {
            let factor = self.factor(scope, guarded, depth);
            let (left, right) = if self.random.chance(0.5) { (piece, factor) } else { (factor, piece) };
            piece = left.join(Operator::Multiply, right);
        }
        match self.random.weighted(&[10, 4, 2, 2]) {
            0 => piece,
            1 => {
                let coefficient = *self.random.pick(&[0.5, 2.0, 0.25, 1.5, 0.3]);
                piece.map(|value| binary(Operator::Multiply, number(coefficient), value))
            }
            2 => piece.map(|value| binary(Operator::Divide, value, number(2.0))),
            _ => piece.map(|value| Scalar::Negate(Box::new(value))),
        }
    }

    /// A sum of one to three products, so small that it may stand inside a function.
    pub(super) fn affine(&mut self, scope: &Scope, guarded: bool) -> Piece {
        let mut sum = self.site(scope, guarded);
        for _ in 0..self.random.weighted(&[3, 4, 2]) {
            let mut other = self.simple_factor(scope, guarded);
            if self.random.chance(0.5) {
                other = other.join(Operator::Multiply, self.simple_factor(scope, guarded));
            }
            let operator = *self.random.pick(&[Operator::Add, Operator::Subtract, Operator::Multiply]);
            sum = sum.join(operator, other);
        }
        if self.random.chance(0.2) {
            sum = sum.join(Operator::Subtract, Piece::plain(number(0.5)));
        }
        sum
    }

    pub(super) fn site(&mut self, scope: &Scope, guarded: bool) -> Piece {
        if !scope.numbers.is_empty() && self.random.chance(0.35) {
            return Piece::plain(Scalar::Name(self.random.pick(&scope.numbers).clone()));
        }
        if !scope.vectors.is_empty() && self.random.chance(0.35) {
            let (name, extent) = self.random.pick(&scope.vectors).clone();
            let place = self.index(scope, extent, guarded);
            return Piece { value: Scalar::Read(name, vec![place.index]), needs: place.needs };
        }
        let array = self.site_array();
        self.read(scope, &array.name, &array.axes, guarded)
    }

    pub(super) fn read(&mut self, scope: &Scope, name: &str, axes: &[Extent], guarded: bool) -> Piece {
        if axes.is_empty() {
            return Piece::plain(Scalar::Name(name.to_owned()));
        }
        let mut indices = Vec::new();
        let mut needs = Vec::new();
        for (axis, &extent) in axes.iter().enumerate() {
            let Place { index, needs: more, up_to } = self.index(scope, extent, guarded);
            indices.push(index);
            needs.extend(more);
            self.reads(name, axis, up_to);
        }
        let is_integer =
            self.arguments.iter().any(|a| a.name == name && a.role.domain().is_some_and(Domain::is_integer));
        let value = if is_integer {
            Scalar::Cast(Integer::Site(name.to_owned(), indices))
        } else {
            Scalar::Read(name.to_owned(), indices)
        };
        Piece { value, needs }
    }

    /// A parameter or fixed array whose axes belong to variables in scope.
    fn coefficient(&mut self, scope: &Scope, guarded: bool, fixed: bool) -> Piece {
        if self.random.chance(0.5)
            && let Some(piece) = self.by_codes(scope, guarded, fixed)
        {
            return piece;
        }
        let extents: Vec<Extent> = scope.variables.iter().filter_map(|v| v.below).collect();
        let rank = if extents.is_empty() { 0 } else { self.random.weighted(&[2, 6, 5, 1]) };
        let axes: Vec<Extent> = (0..rank).map(|_| *self.random.pick(&extents)).collect();
        let name = if fixed { self.fixed(&axes) } else { self.param(&axes) };
        // most reads are plain, one variable for each axis, so that extents follow from use
        if rank > 0 && self.random.chance(0.6) {
            let own: Option<Vec<Variable>> = axes
                .iter()
                .enumerate()
                .map(|(axis, extent)| {
                    let fit: Vec<&Variable> =
                        scope.variables.iter().filter(|v| v.below == Some(*extent)).collect();
                    fit.get(axis % fit.len().max(1)).map(|v| (*v).clone())
                })
                .collect();
            if let Some(own) = own {
                for (axis, variable) in own.iter().enumerate() {
                    self.reads(&name, axis, variable.up_to.clone());
                }
                return Piece::plain(Scalar::Read(name, own.iter().map(|v| named(&v.name)).collect()));
            }
        }
        self.read(scope, &name, &axes, guarded)
    }

    pub(super) fn simple_factor(&mut self, scope: &Scope, guarded: bool) -> Piece {
        match self.random.weighted(&[6, 6, 2, 1]) {
            0 => self.site(scope, guarded),
            1 => self.coefficient(scope, guarded, false),
            2 => self.coefficient(scope, guarded, true),
            _ => self.cast(scope),
        }
    }

    /// `i as f64`, `(i + k) as f64 / n as f64`
    fn cast(&mut self, scope: &Scope) -> Piece {
        if scope.variables.is_empty() {
            return Piece::plain(number(0.5));
        }
        let a = self.random.pick(&scope.variables).clone();
        let v = named(&a.name);
        let form = match self.random.weighted(&[4, 2, 1, 1]) {
            0 => v,
            1 => plus(v, named(&self.random.pick(&scope.variables).name.clone())),
            2 => over(v, Integer::Constant(2)),
            _ => match a.below {
                Some(extent @ Extent::Class(_)) => {
                    Integer::Entry(self.list(extent, &[extent]), Box::new(v), None)
                }
                _ => plus(v, Integer::Constant(1)),
            },
        };
        let cast = Scalar::Cast(form);
        match a.below {
            Some(extent) if self.random.chance(0.3) => {
                let length = Scalar::Cast(self.length(extent));
                Piece::plain(binary(Operator::Divide, cast, length))
            }
            _ => Piece::plain(cast),
        }
    }

    fn factor(&mut self, scope: &Scope, guarded: bool, depth: usize) -> Piece {
        let deep = if depth > 0 { 1 } else { 0 };
        match self.random.weighted(&[12, 4, 2, 2, 1, 1, 2 * deep, deep, 2 * deep, 1, 1]) {
            0 => self.simple_factor(scope, guarded),
            1 => self.nonlinear(scope, guarded),
            2 => {
                let power = *self.random.pick(&[2, 2, 3, 4]);
                self.site(scope, guarded).map(|value| Scalar::Power(Box::new(value), power))
            }
            3 => {
                let other = self.simple_factor(scope, guarded);
                let operator = *self.random.pick(&[Operator::Add, Operator::Subtract]);
                self.site(scope, guarded).join(operator, other)
            }
            4 => {
                let below = self.affine(scope, guarded).map(|u| {
                    let square = Scalar::Apply(Call::Square, Box::new(u));
                    binary(Operator::Add, number(1.0), square)
                });
                self.simple_factor(scope, guarded).join(Operator::Divide, below)
            }
            5 => {
                let (a, b) = (self.site(scope, guarded), self.simple_factor(scope, guarded));
                let max = self.random.chance(0.5);
                let value = |a, b| if max { Scalar::Max(a, b) } else { Scalar::Min(a, b) };
                let needs = a.needs.iter().chain(&b.needs).cloned().collect();
                Piece { value: value(Box::new(a.value), Box::new(b.value)), needs }
            }
            6 => self.choice(scope, guarded),
            7 => self.vector_number(scope),
            9 => self.helped(scope, guarded),
            10 => self.by_total().map_or_else(|| self.simple_factor(scope, guarded), Piece::plain),
            _ => self.sum(scope, depth - 1),
        }
    }

    /// A function of a small sum, at a point where it is smooth and moderate.
    fn nonlinear(&mut self, scope: &Scope, guarded: bool) -> Piece {
        let inner = self.affine(scope, guarded);
        let apply = |call| move |u| Scalar::Apply(call, Box::new(u));
        let above = |least: f64| {
            move |u| binary(Operator::Add, number(least), Scalar::Apply(Call::Square, Box::new(u)))
        };
        let half = |u| binary(Operator::Multiply, number(0.5), u);
        match self.random.below(18) {
            0 => inner.map(half).map(apply(Call::Exp)),
            1 => inner.map(above(1.0)).map(apply(Call::Ln)),
            2 => inner.map(apply(Call::Square)).map(half).map(apply(Call::Ln1p)),
            3 => inner.map(half).map(apply(Call::ExpM1)),
            4 => inner.map(above(0.5)).map(apply(Call::Sqrt)),
            5 => inner.map(apply(Call::Abs)),
            6 => inner.map(apply(Call::Sin)),
            7 => inner.map(apply(Call::Cos)),
            8 => inner.map(apply(Call::Tanh)),
            9 => inner.map(above(1.5)).map(apply(Call::Recip)),
            10 | 11 => inner.map(apply(Call::Softplus)),
            12 => inner.map(apply(Call::Sigmoid)),
            13 => inner.map(apply(Call::LnCosh)),
            14 | 15 => inner.map(apply(Call::Square)),
            16 => self.log_sum_exp(scope),
            _ => {
                let power = *self.random.pick(&[0.75, 1.5, -0.5]);
                inner.map(above(1.0)).map(|u| Scalar::RealPower(Box::new(u), power))
            }
        }
    }

    /// `if i + 1 < n { x[i + 1] } else { 0.0 }`
    fn choice(&mut self, scope: &Scope, guarded: bool) -> Piece {
        let then = self.simple_factor(scope, true);
        let otherwise = if self.random.chance(0.5) {
            Piece::plain(number(*self.random.pick(&[0.0, 1.0, 0.5])))
        } else {
            self.simple_factor(scope, guarded)
        };
        let condition = match all(then.needs.clone()) {
            Some(condition) => Some(condition),
            None => self.condition(scope),
        };
        let Some(condition) = condition else { return then };
        let (then, value) = (Box::new(then.value), Box::new(otherwise.value));
        Piece { value: Scalar::Choose(Box::new(condition), then, value), needs: otherwise.needs }
    }

    /// An iterator sum over a new variable or the entries of a list.
    pub(super) fn sum(&mut self, scope: &Scope, depth: usize) -> Piece {
        let (over, inner, _) = self.iteration(scope);
        let mut piece = self.term(&inner, true, depth);
        if self.random.chance(0.2)
            && let Some(condition) = self.condition(&inner)
        {
            piece.needs.push(condition);
        }
        let plain = matches!(&over, Iteration::Range { reversed: false, step: None, .. });
        let filter = all(piece.needs);
        let prelude = plain && filter.is_none() && self.random.chance(0.4);
        Piece::plain(Scalar::Sum(Box::new(Sum { over, filter, value: piece.value, prelude })))
    }
}
