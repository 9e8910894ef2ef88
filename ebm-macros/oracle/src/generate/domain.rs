//! Domains of sites, and what is particular to each: tables that codes index, conditions on sites, energies that sum out.

use super::index::{modulo, named, plus};
use super::term::number;
use super::*;

impl Builder {
    /// A domain for an array of this name and these axes.
    pub(super) fn domain(&mut self, name: &str, axes: &[Extent]) -> Domain {
        let continuous: [u32; 5] = if self.style.real { [4, 1, 1, 1, 1] } else { [0; 5] };
        let [real, positive, unit, interval, angle] = continuous;
        match self.random.weighted(&[4, 4, 3, 2, real, positive, unit, interval, angle]) {
            0 => Domain::Spin,
            1 => Domain::Binary,
            2 => Domain::Categorical(self.categories(name, axes)),
            3 => Domain::Count(1 + self.random.weighted(&[1, 4, 2])),
            4 => Domain::Real,
            5 => Domain::Positive,
            6 => Domain::Unit,
            7 => {
                let (low, high) = *self.random.pick(&[(-1.0, 2.0), (0.5, 1.5), (0.0, 1.0)]);
                Domain::Interval(low, high)
            }
            _ => Domain::Angle,
        }
    }

    fn categories(&mut self, name: &str, axes: &[Extent]) -> Categories {
        match self.random.weighted(&[5, 3, if axes.len() == 1 { 2 } else { 0 }]) {
            0 => Categories::Literal(2 + self.random.weighted(&[2, 4, 1])),
            1 => {
                let class = self.class(false);
                self.classes[class].minimum = 1;
                Categories::Axis(Extent::Class(class))
            }
            _ => {
                let class = self.class(false);
                self.classes[class].minimum = 1;
                self.classes[class].shapes.push(format!("most_{name}"));
                Categories::Each(Extent::Class(class))
            }
        }
    }

    /// What goes with an array of such sites that was just added.
    pub(super) fn declared(&mut self, name: &str, domain: Domain, axes: &[Extent]) {
        match domain {
            Domain::Categorical(Categories::Axis(extent @ Extent::Class(class))) => {
                let table = self.argument(&["score", "logits"]);
                self.add(&table, Role::Param(Param::default()), &[extent]);
                self.classes[class].lengths.push(Integer::Length(table.clone(), 0, LengthSpelling::Len));
                self.classes[class].shapes.push(table.clone());
                self.reads(&table, 0, Some(Reach::of(format!("{table}.0"))));
                let value = self.over_sites(axes, |indices| {
                    Scalar::Read(table.clone(), vec![Integer::Site(name.to_owned(), indices)])
                });
                self.required.push(value);
            }
            Domain::Categorical(Categories::Each(most)) => {
                let view = self.random.chance(0.5);
                self.add(&states_of(name), Role::States { most, view }, axes);
            }
            _ => {}
        }
    }

    /// A sum over all sites of an array with these axes.
    fn over_sites(&mut self, axes: &[Extent], value: impl FnOnce(Vec<Integer>) -> Scalar) -> Scalar {
        let names: Vec<&str> = ["p", "q", "r"][..axes.len()].to_vec();
        let mut value = value(names.iter().map(|name| named(name)).collect());
        for (name, &axis) in names.iter().zip(axes).rev() {
            let to = self.length(axis);
            let over = Iteration::Range {
                name: (*name).to_owned(),
                from: Integer::Constant(0),
                to,
                inclusive: false,
                reversed: false,
                step: None,
            };
            let prelude = self.random.chance(0.5);
            value = Scalar::Sum(Box::new(Sum { over, filter: None, value, prelude }));
        }
        value
    }

    /// A parameter or fixed array that categorical sites or counts index, perhaps with other indices before them.
    pub(super) fn by_codes(&mut self, scope: &Scope, guarded: bool, fixed: bool) -> Option<Piece> {
        let coded: Vec<Argument> = self
            .open_arrays()
            .into_iter()
            .filter(|a| a.role.domain().is_some_and(Domain::is_integer))
            .collect();
        if coded.is_empty() {
            return None;
        }
        let extents: Vec<Extent> = scope.variables.iter().filter_map(|v| v.below).collect();
        let plain = if extents.is_empty() { 0 } else { self.random.weighted(&[3, 4]) };
        let mut axes: Vec<Extent> = (0..plain).map(|_| *self.random.pick(&extents)).collect();
        let (mut indices, mut needs, mut reach) = (Vec::new(), Vec::new(), Vec::new());
        for &extent in &axes {
            let place = self.index(scope, extent, guarded);
            indices.push(place.index);
            needs.extend(place.needs);
            reach.push(place.up_to);
        }
        for _ in 0..1 + self.random.weighted(&[3, 1]) {
            let array = self.random.pick(&coded).clone();
            let Some((piece, up_to)) = self.code(scope, &array, guarded) else { continue };
            needs.extend(piece.1);
            indices.push(piece.0);
            axes.extend(array.role.domain().and_then(Domain::codes));
            reach.push(up_to);
        }
        let name = if fixed { self.fixed(&axes) } else { self.param(&axes) };
        for (axis, up_to) in reach.into_iter().enumerate() {
            self.reads(&name, axis, up_to);
        }
        Some(Piece { value: Scalar::Read(name, indices), needs })
    }

    /// A code of an array as an index with what it needs, and how far it goes.
    #[allow(clippy::type_complexity, reason = "an index, its conditions, its reach")]
    fn code(
        &mut self,
        scope: &Scope,
        array: &Argument,
        guarded: bool,
    ) -> Option<((Integer, Vec<Condition>), Option<Reach>)> {
        let domain = array.role.domain()?;
        let codes = domain.codes()?;
        let (mut indices, mut needs) = (Vec::new(), Vec::new());
        for &axis in &array.axes {
            let place = self.index(scope, axis, guarded);
            indices.push(place.index);
            needs.extend(place.needs);
        }
        let site = Integer::Site(array.name.clone(), indices);
        let has_length = !matches!(domain, Domain::Categorical(Categories::Each(_)));
        if has_length && self.random.chance(0.08) {
            let length = self.length(codes);
            let next = modulo(plus(site, Integer::Constant(1)), length);
            return Some(((next, needs), None));
        }
        let reach = match domain {
            // what is read at its own number of states for each site does not say how many there are at most
            Domain::Categorical(Categories::Each(_)) => None,
            Domain::Categorical(Categories::Literal(q)) => Some(Reach::of(q.to_string())),
            Domain::Count(max) => Some(Reach::of((max + 1).to_string())),
            _ => Some(Reach::of(format!("{}.codes", array.name))),
        };
        Some(((site, needs), reach.map(|reach| reach.by(&array.name))))
    }

    /// `potential[x.sum() as usize]`
    pub(super) fn by_total(&mut self) -> Option<Scalar> {
        let fit: Vec<(Argument, usize, (usize, Option<usize>))> = self
            .open_arrays()
            .into_iter()
            .filter_map(|a| {
                let largest = match a.role.domain()? {
                    Domain::Binary => 1,
                    Domain::Count(max) => max,
                    _ => return None,
                };
                let axes = match a.axes[..] {
                    [Extent::Class(one)] => (one, None),
                    [Extent::Class(one), Extent::Class(two)] => (one, Some(two)),
                    _ => return None,
                };
                Some((a, largest, axes))
            })
            .collect();
        if fit.is_empty() {
            return None;
        }
        let (array, largest, axes) = self.random.pick(&fit).clone();
        let numbers = array.role.domain() == Some(Domain::Binary);
        let spelling = match (self.random.chance(0.6), numbers) {
            (false, true) => TotalSpelling::Mapped,
            (true, true) => TotalSpelling::Numbers,
            (_, false) => TotalSpelling::Integers,
        };
        let table = self.param(&[Extent::Sum { largest, axes }]);
        self.reads(&table, 0, Some(Reach::of(format!("{}.total", array.name)).by(&array.name)));
        Some(Scalar::Read(table, vec![Integer::Total(array.name, spelling)]))
    }

    /// `x[i] == x[k]`, `x[i] == 1.0`, `z[i] != 2`
    pub(super) fn site_condition(&mut self, scope: &Scope) -> Option<Condition> {
        let discrete: Vec<Argument> = self
            .open_arrays()
            .into_iter()
            .filter(|a| a.role.domain().is_some_and(Domain::is_discrete))
            .collect();
        if discrete.is_empty() {
            return None;
        }
        let array = self.random.pick(&discrete).clone();
        let domain = array.role.domain()?;
        self.guarded.insert(array.name.clone());
        let mut at = || -> Vec<Integer> {
            array.axes.iter().map(|&axis| self.index(scope, axis, false).index).collect()
        };
        let (one, two) = (at(), at());
        let name = || array.name.clone();
        let equal = self.random.chance(0.6);
        if domain.is_integer() {
            let largest = match domain.codes() {
                Some(Extent::Literal(q)) => q,
                _ => 2,
            };
            let right = if self.random.chance(0.4) {
                Integer::Site(name(), two)
            } else {
                Integer::Constant(self.random.below(largest))
            };
            let comparison = *self.random.pick(&[
                Comparison::Equal,
                Comparison::Equal,
                Comparison::NotEqual,
                Comparison::Less,
            ]);
            return Some(Condition::Compare(comparison, Integer::Site(name(), one), right));
        }
        let right = if self.random.chance(0.4) {
            Scalar::Read(name(), two)
        } else if domain == Domain::Spin && self.random.chance(0.5) {
            Scalar::Negate(Box::new(number(1.0)))
        } else {
            number(1.0)
        };
        Some(Condition::Same { equal, left: Box::new(Scalar::Read(name(), one)), right: Box::new(right) })
    }

    /// `log_sum_exp((0..n).map(|k| …))`
    pub(super) fn log_sum_exp(&mut self, scope: &Scope) -> Piece {
        let array = self.site_array();
        let extent = *self.random.pick(&array.axes);
        let name = self.local(scope, &["i", "k", "l", "m"]);
        let to = self.length(extent);
        let up_to = self.key(&to).map(|key| Reach::of(key).by(&name));
        let inner = scope.with(Variable { name: name.clone(), below: Some(extent), up_to });
        let value = self.affine(&inner, false).value;
        let over = Iteration::Range {
            name,
            from: Integer::Constant(0),
            to,
            inclusive: false,
            reversed: false,
            step: None,
        };
        let sum = Sum { over, filter: None, value, prelude: false };
        Piece { value: Scalar::LogSumExp(Box::new(sum)), needs: Vec::new() }
    }

    /// For some continuous arrays, terms that give their sites a law with a known normaliser, if nothing else is in the way.
    pub(super) fn proper(&mut self) {
        let arrays: Vec<Argument> = self.arguments.clone();
        for array in arrays {
            let Some(domain) = array.role.domain().filter(|domain| !domain.is_discrete()) else { continue };
            let latent = matches!(array.role, Role::Latent(_));
            if latent && self.aside && domain != Domain::Real
                || !self.random.chance(if latent { 0.8 } else { 0.5 })
            {
                continue;
            }
            let weight = self.positive_param(&array.axes);
            let second = self.random.chance(0.5).then(|| self.positive_param(&array.axes));
            for name in [Some(&weight), second.as_ref()].into_iter().flatten() {
                for axis in 0..array.axes.len() {
                    self.reads(name, axis, Some(Reach::of(format!("{}.{axis}", array.name))));
                }
            }
            let value = self.over_sites(&array.axes, |indices| {
                let x = || Scalar::Read(array.name.clone(), indices.clone());
                let of = |name: &str| Scalar::Read(name.to_owned(), indices.clone());
                let apply = |call, of| Scalar::Apply(call, Box::new(of));
                let times = |a, b| binary(Operator::Multiply, a, b);
                let half_square =
                    |name: &str| times(times(number(0.5), of(name)), Scalar::Power(Box::new(x()), 2));
                // of −E, as it is subtracted
                let (first, more) = match domain {
                    Domain::Positive => (
                        Scalar::Negate(Box::new(times(of(&weight), x()))),
                        second.as_ref().map(|name| times(of(name), apply(Call::Ln, x()))),
                    ),
                    Domain::Unit => {
                        let other = binary(Operator::Subtract, number(1.0), x());
                        (
                            times(of(&weight), apply(Call::Ln, x())),
                            second.as_ref().map(|name| times(of(name), apply(Call::Ln, other))),
                        )
                    }
                    Domain::Angle => (
                        times(of(&weight), apply(Call::Cos, x())),
                        second.as_ref().map(|name| times(of(name), apply(Call::Sin, x()))),
                    ),
                    _ => (
                        Scalar::Negate(Box::new(half_square(&weight))),
                        second.as_ref().map(|name| times(of(name), x())),
                    ),
                };
                match more {
                    Some(more) => binary(Operator::Add, first, more),
                    None => first,
                }
            });
            self.required.push(value);
        }
    }

    /// Terms that hold one latent site each, so that it sums out, and which run over all of them, so that it is plain how
    /// many there are.
    pub(super) fn latent_terms(&mut self) {
        let latent: Vec<Argument> =
            self.arguments.iter().filter(|a| matches!(a.role, Role::Latent(_))).cloned().collect();
        for array in latent {
            let Some(domain) = array.role.domain() else { continue };
            for _ in 0..1 + self.random.weighted(&[3, 1]) {
                let names: Vec<&str> = ["p", "q", "r"][..array.axes.len()].to_vec();
                let mut scope = Scope::default();
                for (axis, (name, &extent)) in names.iter().zip(&array.axes).enumerate() {
                    let up_to = Some(Reach::of(format!("{}.{axis}", array.name)).by(name));
                    scope.variables.push(Variable { name: (*name).to_owned(), below: Some(extent), up_to });
                }
                let here: Vec<Integer> = names.iter().map(|name| named(name)).collect();
                let value = match domain.codes() {
                    Some(codes) => {
                        let table = self.param(&[codes]);
                        self.reads(&table, 0, None);
                        Scalar::Read(table, vec![Integer::Site(array.name.clone(), here)])
                    }
                    None => Scalar::Read(array.name.clone(), here),
                };
                let factor = if self.random.chance(0.7) {
                    self.simple_factor(&scope, false).value
                } else {
                    self.affine(&scope, false).value
                };
                let value = self.over_sites(&array.axes, |_| binary(Operator::Multiply, value, factor));
                self.required.push(value);
            }
        }
    }
}
