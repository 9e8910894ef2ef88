//! Integers that are in range for the axis they go into, and conditions on integers.

use super::*;

/// An index, what it needs, and how far it runs if it is a plain variable.
pub(super) struct Place {
    pub(super) index: Integer,
    pub(super) needs: Vec<Condition>,
    pub(super) up_to: Option<Reach>,
}

pub(super) fn named(name: &str) -> Integer {
    Integer::Name(name.to_owned())
}

pub(super) fn plus(a: Integer, b: Integer) -> Integer {
    Integer::Add(Box::new(a), Box::new(b))
}

pub(super) fn minus(a: Integer, b: Integer) -> Integer {
    Integer::Subtract(Box::new(a), Box::new(b))
}

pub(super) fn modulo(a: Integer, b: Integer) -> Integer {
    Integer::Remainder(Box::new(a), Box::new(b))
}

pub(super) fn over(a: Integer, b: Integer) -> Integer {
    Integer::Divide(Box::new(a), Box::new(b))
}

fn place(index: Integer) -> Place {
    Place { index, needs: Vec::new(), up_to: None }
}

impl Builder {
    /// An index below an extent; `guarded` says whether it may need a condition.
    pub(super) fn index(&mut self, scope: &Scope, extent: Extent, guarded: bool) -> Place {
        let own: Vec<Variable> =
            scope.variables.iter().filter(|v| v.below == Some(extent)).cloned().collect();
        if let (Extent::Product(rows, cols), true) = (extent, self.random.chance(0.7))
            && let Some(index) = self.row_and_column(scope, rows, cols)
        {
            return place(index);
        }
        if own.is_empty() {
            return self.foreign(scope, extent);
        }
        let variable = self.random.pick(&own).clone();
        let v = named(&variable.name);
        let step = Integer::Constant(1 + self.random.weighted(&[6, 2, 1]));
        match self.random.weighted(&[14, 6, if guarded { 4 } else { 0 }, 1, 1, 2, 1, 1]) {
            0 => Place { index: v, needs: Vec::new(), up_to: variable.up_to },
            1 => place(self.wrapped(v, &own, extent)),
            2 => self.shifted(v, step, extent),
            3 => {
                let length = self.length(extent);
                place(minus(minus(length, Integer::Constant(1)), v))
            }
            4 => place(over(v, Integer::Constant(2))),
            5 if matches!(extent, Extent::Class(_)) => {
                let list = self.list(extent, &[extent]);
                place(Integer::Entry(list, Box::new(v), None))
            }
            7 => {
                let length = self.length(extent);
                place(self.integer_helper(v.clone(), length).unwrap_or(v))
            }
            _ => {
                let other = self.random.pick(&scope.variables).name.clone();
                let length = self.length(extent);
                place(modulo(plus(v, named(&other)), length))
            }
        }
    }

    /// `(v + 1) % n`, `(v + n - 1) % n`, `(2 * v + 1) % n`
    fn wrapped(&mut self, v: Integer, own: &[Variable], extent: Extent) -> Integer {
        let length = self.length(extent);
        let step = Integer::Constant(1 + self.random.weighted(&[6, 2, 1]));
        let inner = match self.random.weighted(&[6, 3, 1, 1]) {
            0 => plus(v, step),
            1 => minus(plus(v, length.clone()), Integer::Constant(1)),
            2 => plus(Integer::Multiply(Box::new(Integer::Constant(2)), Box::new(v)), step),
            _ => {
                let other = named(&self.random.pick(own).name.clone());
                minus(plus(v, length.clone()), other)
            }
        };
        modulo(inner, length)
    }

    /// `v + 1` where that is below the extent, `v - 1` where there is one.
    fn shifted(&mut self, v: Integer, step: Integer, extent: Extent) -> Place {
        if let Integer::Name(name) = &v {
            self.guarded.insert(name.clone());
        }
        if self.random.chance(0.6) {
            let length = self.length(extent);
            let index = plus(v, step);
            let needs = vec![Condition::Compare(Comparison::Less, index.clone(), length)];
            Place { index, needs, up_to: None }
        } else {
            let needs = vec![Condition::Compare(Comparison::GreaterEqual, v.clone(), step.clone())];
            Place { index: minus(v, step), needs, up_to: None }
        }
    }

    /// An index into an axis that no variable in scope was made for.
    fn foreign(&mut self, scope: &Scope, extent: Extent) -> Place {
        self.at_least(extent, 1);
        let length = self.length(extent);
        if scope.variables.is_empty() || self.random.chance(0.15) {
            let last = minus(length, Integer::Constant(1));
            return place(if self.random.chance(0.5) { Integer::Constant(0) } else { last });
        }
        let variable = self.random.pick(&scope.variables).clone();
        match variable.below {
            Some(own @ Extent::Class(_)) if self.random.chance(0.5) => {
                let list = self.list(own, &[extent]);
                place(Integer::Entry(list, Box::new(named(&variable.name)), None))
            }
            // the row or the column of a flat place
            Some(Extent::Product(rows, cols))
                if extent == Extent::Class(cols) || extent == Extent::Class(rows) =>
            {
                let width = self.length(Extent::Class(cols));
                let flat = named(&variable.name);
                place(if extent == Extent::Class(cols) { modulo(flat, width) } else { over(flat, width) })
            }
            _ => place(modulo(named(&variable.name), length)),
        }
    }

    /// `r * cols + c`, perhaps of the next row or column on a torus.
    fn row_and_column(&mut self, scope: &Scope, rows: usize, cols: usize) -> Option<Integer> {
        let of = |class: usize| scope.variables.iter().rev().find(|v| v.below == Some(Extent::Class(class)));
        let (r, c) = (named(&of(rows)?.name), named(&of(cols)?.name));
        let (height, width) = (self.length(Extent::Class(rows)), self.length(Extent::Class(cols)));
        let next = |v: Integer, n: Integer| modulo(plus(v, Integer::Constant(1)), n);
        let (r, c) = match self.random.weighted(&[3, 2, 2]) {
            0 => (r, c),
            1 => (next(r, height), c),
            _ => (r, next(c, width.clone())),
        };
        Some(plus(Integer::Multiply(Box::new(r), Box::new(width)), c))
    }

    /// A condition on what is in scope.
    pub(super) fn condition(&mut self, scope: &Scope) -> Option<Condition> {
        let first = self.simple_condition(scope)?;
        let second = if self.random.chance(0.15) { self.simple_condition(scope) } else { None };
        Some(match second {
            None if self.random.chance(0.1) => Condition::Not(Box::new(first)),
            None => first,
            Some(second) if self.random.chance(0.6) => Condition::And(Box::new(first), Box::new(second)),
            Some(second) => Condition::Or(Box::new(first), Box::new(second)),
        })
    }

    fn simple_condition(&mut self, scope: &Scope) -> Option<Condition> {
        use Comparison::*;
        if self.random.chance(0.25)
            && let Some(condition) = self.site_condition(scope)
        {
            return Some(condition);
        }
        if scope.variables.is_empty() {
            return None;
        }
        let a = self.random.pick(&scope.variables).clone();
        let b = self.random.pick(&scope.variables).clone();
        self.guarded.extend([a.name.clone(), b.name.clone()]);
        let (v, w) = (named(&a.name), named(&b.name));
        let two = Integer::Constant(2);
        Some(match self.random.weighted(&[5, 3, 2, 2, 2]) {
            0 if a.name != b.name => {
                let comparison = *self.random.pick(&[NotEqual, NotEqual, Less, LessEqual, Equal, Greater]);
                Condition::Compare(comparison, v, w)
            }
            1 => {
                let form = if a.name == b.name { v } else { plus(v, w) };
                let bit = Integer::Constant(self.random.below(2));
                Condition::Compare(Equal, modulo(form, two), bit)
            }
            2 => match a.below {
                Some(extent) => {
                    let length = self.length(extent);
                    Condition::Compare(
                        *self.random.pick(&[Less, NotEqual]),
                        plus(v, Integer::Constant(1)),
                        length,
                    )
                }
                None => Condition::Compare(NotEqual, v, two),
            },
            3 => match (a.below, b.below) {
                (Some(x @ Extent::Class(_)), Some(y)) if x == y && a.name != b.name => {
                    let list = self.list(x, &[x]);
                    let entry = |v: Integer| Integer::Entry(list.clone(), Box::new(v), None);
                    Condition::Compare(*self.random.pick(&[Equal, NotEqual]), entry(v), entry(w))
                }
                _ => Condition::Compare(Less, v, two),
            },
            _ => {
                let constant = Integer::Constant(self.random.below(3));
                let comparison =
                    *self.random.pick(&[NotEqual, Equal, Less, GreaterEqual, Greater, LessEqual]);
                Condition::Compare(comparison, v, constant)
            }
        })
    }
}
