//! The grammar of random programs: what indices, factors, terms and lets may look like.

use crate::build::*;
use ebm_compiler::ir::*;

/// What an integer variable counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Site,
    Row,
    Column,
    Unit,
    Edge,
}

/// The arrays of a random program and what has been defined so far.
pub(crate) struct Vocabulary {
    pub(crate) x: ArrayId,
    pub(crate) grid: ArrayId,
    pub(crate) field: ArrayId,
    pub(crate) couplings: ArrayId,
    pub(crate) weights: ArrayId,
    pub(crate) scale: ArrayId,
    pub(crate) edges: ArrayId,
    pub(crate) strengths: ArrayId,
    pub(crate) order: ArrayId,
    pub(crate) lets: Vec<(LetId, Vec<Kind>)>,
    /// Only functions with a derivative everywhere.
    pub(crate) smooth: bool,
}

impl Vocabulary {
    pub(crate) fn extent(&self, kind: Kind) -> Index {
        match kind {
            Kind::Site => Index::size(self.x, 0),
            Kind::Row => Index::size(self.grid, 0),
            Kind::Column => Index::size(self.grid, 1),
            Kind::Unit => Index::size(self.weights, 0),
            Kind::Edge => Index::size(self.edges, 0),
        }
    }
}

/// A place where terms are written: the variables that run there.
pub(crate) struct Scope<'a> {
    pub(crate) case: &'a Case,
    pub(crate) words: &'a Vocabulary,
    pub(crate) variables: Vec<(Variable, Kind)>,
}

impl Scope<'_> {
    fn of_kind(&self, kind: Kind) -> Vec<&Variable> {
        self.variables.iter().filter(|(_, k)| *k == kind).map(|(v, _)| v).collect()
    }

    fn one(&self, kind: Kind, random: &mut Random) -> Option<Index> {
        let variables = self.of_kind(kind);
        (!variables.is_empty()).then(|| v(variables[random.below(variables.len())]))
    }

    /// An index below the extent of its kind wherever the guards that come with it hold.
    fn index(&self, kind: Kind, guards: &mut Vec<Guard>, random: &mut Random) -> Index {
        let extent = self.words.extent(kind);
        let last = &extent - &Index::constant(1);
        let steps = Index::constant(1 + random.below(2) as i64);
        if kind == Kind::Site && random.chance(30) {
            if let Some(e) = self.one(Kind::Edge, random) {
                return Index::lookup(self.words.edges, vec![e], random.below(2));
            }
            if let Some(i) = self.one(Kind::Site, random) {
                return Index::lookup(self.words.order, vec![i], 0);
            }
        }
        let Some(here) = self.one(kind, random) else {
            return if random.chance(50) { Index::constant(0) } else { last };
        };
        match random.below(10) {
            0 => (&here + &steps).remainder(extent),
            1 => (&here - &steps).remainder(extent),
            2 => &last - &here,
            3 => here.quotient(Index::constant(2)),
            4 => {
                let other = self.one(kind, random).unwrap_or_else(|| here.clone());
                (&here + &other).remainder(extent)
            }
            5 => {
                let next = &here + &steps;
                guards.push(Guard::less(&next, &extent));
                next
            }
            6 => {
                let before = &here - &steps;
                guards.push(Guard::at_most(&steps, &here));
                before
            }
            _ => here,
        }
    }

    fn read(&self, array: ArrayId, kinds: &[Kind], guards: &mut Vec<Guard>, random: &mut Random) -> Factor {
        let indices: Vec<Index> = kinds.iter().map(|&kind| self.index(kind, guards, random)).collect();
        read(array, &indices.iter().collect::<Vec<_>>())
    }

    fn site(&self, guards: &mut Vec<Guard>, random: &mut Random) -> Factor {
        let words = self.words;
        let on_grid = !self.of_kind(Kind::Row).is_empty() || random.chance(20);
        let site = match on_grid {
            true => self.read(words.grid, &[Kind::Row, Kind::Column], guards, random),
            false => self.read(words.x, &[Kind::Site], guards, random),
        };
        power(site, *random.pick(&[1, 1, 1, 2, 3]))
    }

    fn parameter(&self, guards: &mut Vec<Guard>, random: &mut Random) -> Factor {
        let words = self.words;
        match random.below(5) {
            0 => self.read(words.field, &[Kind::Site], guards, random),
            1 => self.read(words.couplings, &[Kind::Site, Kind::Site], guards, random),
            2 => self.read(words.weights, &[Kind::Unit, Kind::Site], guards, random),
            3 => self.read(words.strengths, &[Kind::Edge], guards, random),
            _ => read(words.scale, &[]),
        }
    }

    fn defined(&self, guards: &mut Vec<Guard>, random: &mut Random) -> Option<Factor> {
        if self.words.lets.is_empty() {
            return None;
        }
        let (id, kinds) = random.pick(&self.words.lets);
        let indices: Vec<Index> = kinds.iter().map(|&kind| self.index(kind, guards, random)).collect();
        let factor = read_let(*id, &indices.iter().collect::<Vec<_>>());
        Some(power(factor, *random.pick(&[1, 1, 2])))
    }

    /// A sum without binders, of numbers of about 1.
    fn argument(&self, guards: &mut Vec<Guard>, random: &mut Random) -> Expr {
        let one = |guards: &mut Vec<Guard>, random: &mut Random| {
            let mut inner = Vec::new();
            let factor = match random.below(4) {
                0 => self.defined(&mut inner, random),
                1 => Some(self.parameter(&mut inner, random)),
                _ => None,
            };
            let mut factors = vec![factor.unwrap_or_else(|| self.site(&mut inner, random))];
            if random.chance(40) {
                factors.push(self.parameter(&mut inner, random));
            }
            // conditions may stand inside the argument or around the function
            if random.chance(50) {
                guards.append(&mut inner);
            }
            term(random.uniform(-0.6, 0.6), &[], &inner, &factors)
        };
        sum((0..1 + random.below(2)).map(|_| one(guards, random)))
    }

    /// A function of such a sum, inside its domain.
    fn nonlinear(&self, guards: &mut Vec<Guard>, random: &mut Random) -> Factor {
        use Operator::*;
        let mut argument = self.argument(guards, random);
        let anywhere = [Exp, ExpM1, Tanh, Softplus, Sigmoid, Sin, Cos, LnCosh];
        let above_zero = [Ln, Ln1p, Sqrt, Recip, Power(Number(1.5)), Power(Number(-0.7))];
        let rough = [Abs, Relu, Sign, Step];
        let operator = match random.below(10) {
            0..=2 => *random.pick(&above_zero),
            3 if !self.words.smooth => *random.pick(&rough),
            _ => *random.pick(&anywhere),
        };
        if above_zero.contains(&operator) {
            // 1.5 + sin of it
            argument = Expr::number(1.5).plus(term(1.0, &[], &[], &[apply(Sin, argument)]));
        }
        if random.chance(15) && anywhere.contains(&operator) {
            let by = self.argument(guards, random);
            return Factor::once(Atom::Change { operator, order: 0, at: argument, by });
        }
        let order = if matches!(operator, Tanh | Sigmoid) { random.below(2) as u8 } else { 0 };
        Factor::once(Atom::Apply { operator, order, argument })
    }

    /// A product under binders and guards.
    pub(crate) fn term(&self, random: &mut Random) -> Expr {
        let mut inner = Scope { case: self.case, words: self.words, variables: self.variables.clone() };
        let mut binders = Vec::new();
        for _ in 0..random.below(3) {
            let kinds: &[Kind] = match random.below(6) {
                0 => &[Kind::Row, Kind::Column],
                1 => &[Kind::Unit],
                2 => &[Kind::Edge],
                _ => &[Kind::Site],
            };
            for &kind in kinds {
                let variable =
                    self.case.variable("ijklmpqr".get(binders.len()..=binders.len()).unwrap_or("z"));
                let end = self.words.extent(kind);
                let binder = match (inner.one(kind, random), random.below(4)) {
                    (Some(other), 0) => up_to(&variable, &other),
                    (Some(other), 1) => between(&variable, &(&other + &Index::constant(1)), &end),
                    (Some(other), 2) => between(&variable, &other, &end),
                    _ => up_to(&variable, &end),
                };
                binders.push(binder);
                inner.variables.push((variable, kind));
            }
        }
        let mut guards = Vec::new();
        if random.chance(25) {
            let sites = inner.of_kind(Kind::Site);
            if sites.len() >= 2 {
                let (a, b) = (v(sites[random.below(sites.len())]), v(sites[random.below(sites.len())]));
                guards.push(match random.below(3) {
                    0 => Guard::different(&a, &b),
                    1 => Guard::less(&a, &b),
                    _ => Guard::equal(&a, &b),
                });
            }
        }
        let mut factors = Vec::new();
        for _ in 0..1 + random.below(3) {
            let defined = if random.chance(30) { inner.defined(&mut guards, random) } else { None };
            factors.push(match (defined, random.below(10)) {
                (Some(factor), _) => factor,
                (None, 0..=4) => inner.site(&mut guards, random),
                (None, 5..=6) => inner.parameter(&mut guards, random),
                (None, 7) => match inner.one(Kind::Site, random) {
                    Some(i) => Factor::once(Atom::Integer(i)),
                    None => inner.site(&mut guards, random),
                },
                (None, _) => inner.nonlinear(&mut guards, random),
            });
        }
        term(random.uniform(-1.0, 1.0), &binders, &guards, &factors)
    }
}
