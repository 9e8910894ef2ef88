//! Integer forms: polynomials with integer coefficients over variables, sizes, look-ups in fixed data, and
//! remainders and quotients of such forms.
//!
//! The form is canonical: equal polynomials are equal values, so `(s + 1) - 1` is `s` without a simplifier. Every atom
//! stands for a number that is never negative (all come from `usize`), which the solver relies on.

use super::{ArrayId, LetId, Variable};
use std::ops::{Add, Mul, Neg, Sub};
use std::rc::Rc;

/// What an integer polynomial is made of. None is ever negative.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IntegerAtom {
    /// A binder or a free variable.
    Variable(Variable),
    /// The extent of an axis of an array.
    Size(ArrayId, usize),
    /// An entry of fixed integer data; `component` picks a member of a tuple (0 for plain integers).
    Lookup {
        /// A fixed integer array.
        array: ArrayId,
        /// One form for each axis; none for a scalar.
        indices: Vec<Index>,
        /// Which member of the tuple that is stored there.
        component: usize,
    },
    /// The code of the value of a discrete site: the category, the count, 0 or 1 on {0, 1} and on {−1, +1}.
    Site {
        /// A discrete site array.
        array: ArrayId,
        /// One form for each axis.
        indices: Vec<Index>,
    },
    /// The value of a let that is a whole number and not negative: a sum of discrete sites that indexes a table.
    Rounded {
        /// Which let.
        definition: LetId,
        /// One form for each axis.
        indices: Vec<Index>,
    },
    /// `a mod n`, in `0..n`, for `n > 0` (Euclidean: never negative).
    Remainder(Box<Index>, Box<Index>),
    /// `⌊a / n⌋` for `n > 0`; 0 where `a` is negative, so that it is never negative itself.
    Quotient(Box<Index>, Box<Index>),
}

/// A product of atoms, sorted; empty for the constant.
pub type Monomial = Rc<[IntegerAtom]>;

/// An integer polynomial in canonical form: no zero coefficients.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Index {
    /// Sorted by monomial; a vector because real forms have one to four, shared because the solver copies forms far more
    /// often than it changes them.
    monomials: Rc<Vec<(Monomial, i64)>>,
}

impl Index {
    fn of(monomials: Vec<(Monomial, i64)>) -> Self {
        Self { monomials: Rc::new(monomials) }
    }

    /// A constant.
    pub fn constant(value: i64) -> Self {
        Self::of(if value == 0 { Vec::new() } else { vec![(Rc::from([]), value)] })
    }

    /// One atom.
    pub fn atom(atom: IntegerAtom) -> Self {
        Self::of(vec![(Rc::from([atom]), 1)])
    }

    /// One variable.
    pub fn variable(variable: &Variable) -> Self {
        Self::atom(IntegerAtom::Variable(variable.clone()))
    }

    /// The extent of an axis.
    pub fn size(array: ArrayId, axis: usize) -> Self {
        Self::atom(IntegerAtom::Size(array, axis))
    }

    /// An entry of fixed integer data.
    pub fn lookup(array: ArrayId, indices: Vec<Index>, component: usize) -> Self {
        Self::atom(IntegerAtom::Lookup { array, indices, component })
    }

    /// The code of a discrete site.
    pub fn site(array: ArrayId, indices: Vec<Index>) -> Self {
        Self::atom(IntegerAtom::Site { array, indices })
    }

    /// A let that is a whole number.
    pub fn rounded(definition: LetId, indices: Vec<Index>) -> Self {
        Self::atom(IntegerAtom::Rounded { definition, indices })
    }

    /// `self mod n`.
    pub fn remainder(self, n: Index) -> Self {
        let reduced = self.without_remainders(&n);
        match (reduced.as_constant(), n.as_constant()) {
            (Some(a), Some(n)) if n > 0 => Self::constant(a.rem_euclid(n)),
            (_, Some(1)) | (Some(0), _) => Self::constant(0),
            _ => Self::atom(IntegerAtom::Remainder(Box::new(reduced), Box::new(n))),
        }
    }

    /// The form with `a` for `a mod n`: equal modulo n.
    fn without_remainders(self, n: &Index) -> Self {
        let inside = |monomial: &Monomial| match &monomial[..] {
            [IntegerAtom::Remainder(a, m)] if **m == *n => Some((**a).clone()),
            _ => None,
        };
        if self.monomials.iter().all(|(monomial, _)| inside(monomial).is_none()) {
            return self;
        }
        let mut result = Self::default();
        for (monomial, coefficient) in self.monomials.iter() {
            match inside(monomial) {
                Some(a) => result = &result + &a.scaled(*coefficient),
                None => result.add_monomial(monomial.clone(), *coefficient),
            }
        }
        result
    }

    /// `⌊self / n⌋`, 0 where `self` is negative.
    pub fn quotient(self, n: Index) -> Self {
        match (self.as_constant(), n.as_constant()) {
            (Some(a), Some(n)) if n > 0 => Self::constant(a.div_euclid(n).max(0)),
            (_, Some(1)) if self.monomials.iter().all(|(_, c)| *c >= 0) => self,
            (Some(0), _) => Self::constant(0),
            _ => Self::atom(IntegerAtom::Quotient(Box::new(self), Box::new(n))),
        }
    }

    /// Monomials with their coefficients, in order.
    pub fn monomials(&self) -> impl Iterator<Item = (&Monomial, i64)> {
        self.monomials.iter().map(|(monomial, coefficient)| (monomial, *coefficient))
    }

    /// The number it is, if it mentions nothing.
    pub fn as_constant(&self) -> Option<i64> {
        match &self.monomials[..] {
            [] => Some(0),
            [(monomial, value)] if monomial.is_empty() => Some(*value),
            _ => None,
        }
    }

    /// The variable it is, if it is just one.
    pub fn as_variable(&self) -> Option<&Variable> {
        match self.as_atom()? {
            IntegerAtom::Variable(variable) => Some(variable),
            _ => None,
        }
    }

    /// The atom it is, if it is just one.
    pub fn as_atom(&self) -> Option<&IntegerAtom> {
        match &self.monomials[..] {
            [(monomial, 1)] if monomial.len() == 1 => Some(&monomial[0]),
            _ => None,
        }
    }

    /// The constant summand.
    pub fn constant_part(&self) -> i64 {
        // the empty product sorts first
        self.monomials.first().filter(|(monomial, _)| monomial.is_empty()).map_or(0, |(_, value)| *value)
    }

    /// Whether nothing is left.
    pub fn is_zero(&self) -> bool {
        self.monomials.is_empty()
    }

    /// Multiplied by an integer.
    pub fn scaled(&self, factor: i64) -> Self {
        if factor == 0 {
            return Self::default();
        }
        Self::of(self.monomials.iter().map(|(m, c)| (m.clone(), c * factor)).collect())
    }

    fn add_monomial(&mut self, monomial: Monomial, coefficient: i64) {
        let place = self.monomials.binary_search_by(|(own, _)| own.cmp(&monomial));
        if coefficient == 0 {
            return;
        }
        let monomials = Rc::make_mut(&mut self.monomials);
        match place {
            Ok(place) => {
                monomials[place].1 += coefficient;
                if monomials[place].1 == 0 {
                    monomials.remove(place);
                }
            }
            Err(place) => monomials.insert(place, (monomial, coefficient)),
        }
    }

    /// `self + times · other`
    fn plus_times(&self, other: &Self, times: i64) -> Self {
        let mut sum = self.clone();
        for (monomial, coefficient) in other.monomials.iter() {
            sum.add_monomial(monomial.clone(), coefficient * times);
        }
        sum
    }

    /// Every atom, at any depth, outermost first.
    pub fn visit_atoms(&self, visit: &mut dyn FnMut(&IntegerAtom)) {
        for atom in self.monomials.iter().flat_map(|(monomial, _)| &**monomial) {
            visit(atom);
            match atom {
                IntegerAtom::Variable(_) | IntegerAtom::Size(..) => {}
                IntegerAtom::Lookup { indices, .. }
                | IntegerAtom::Site { indices, .. }
                | IntegerAtom::Rounded { indices, .. } => indices.iter().for_each(|i| i.visit_atoms(visit)),
                IntegerAtom::Remainder(a, n) | IntegerAtom::Quotient(a, n) => {
                    a.visit_atoms(visit);
                    n.visit_atoms(visit);
                }
            }
        }
    }

    /// How deep look-ups in fixed data are nested: 0 without any, 1 for `edges[e].0`, 2 for `order[edges[e].0]`. A number
    /// without axes is no look-up: it exists whatever the conditions around it say.
    pub fn look_up_depth(&self) -> usize {
        let deepest = |forms: &[Index]| forms.iter().map(Index::look_up_depth).max().unwrap_or(0);
        let of_atom = |atom: &IntegerAtom| match atom {
            IntegerAtom::Variable(_) | IntegerAtom::Size(..) => 0,
            IntegerAtom::Lookup { indices, .. } if indices.is_empty() => 0,
            IntegerAtom::Lookup { indices, .. } => 1 + deepest(indices),
            // a state or a definition is no fixed data, but an entry that a condition may be what makes exist
            IntegerAtom::Site { indices, .. } | IntegerAtom::Rounded { indices, .. } => 1 + deepest(indices),
            IntegerAtom::Remainder(a, n) | IntegerAtom::Quotient(a, n) => {
                a.look_up_depth().max(n.look_up_depth())
            }
        };
        self.monomials.iter().flat_map(|(monomial, _)| &**monomial).map(of_atom).max().unwrap_or(0)
    }

    /// Whether a variable occurs, at any depth.
    pub fn mentions(&self, variable: &Variable) -> bool {
        let mut found = false;
        self.visit_atoms(&mut |atom| found |= matches!(atom, IntegerAtom::Variable(v) if v == variable));
        found
    }

    /// `(c, rest)` with `self = c · atom + rest`, where neither `c` nor `rest` mentions the atom; `None` if it occurs
    /// otherwise (in a power, or inside another atom).
    pub fn split_linear(&self, atom: &IntegerAtom) -> Option<(Index, Index)> {
        let mut coefficient = Index::default();
        let mut rest = Index::default();
        for (monomial, c) in self.monomials.iter() {
            match monomial.iter().position(|a| a == atom) {
                Some(place) => {
                    let others = [&monomial[..place], &monomial[place + 1..]].concat();
                    coefficient.add_monomial(others.into(), *c);
                }
                None => rest.add_monomial(monomial.clone(), *c),
            }
        }
        let mut inside = false;
        let mut look = |a: &IntegerAtom| inside |= a == atom;
        coefficient.visit_atoms(&mut look);
        rest.visit_atoms(&mut look);
        (!inside).then_some((coefficient, rest))
    }
}

impl From<i64> for Index {
    fn from(value: i64) -> Self {
        Self::constant(value)
    }
}

impl Add for &Index {
    type Output = Index;
    fn add(self, other: &Index) -> Index {
        self.plus_times(other, 1)
    }
}

impl Sub for &Index {
    type Output = Index;
    fn sub(self, other: &Index) -> Index {
        self.plus_times(other, -1)
    }
}

impl Neg for &Index {
    type Output = Index;
    fn neg(self) -> Index {
        self.scaled(-1)
    }
}

impl Mul for &Index {
    type Output = Index;
    fn mul(self, other: &Index) -> Index {
        let mut product = Index::default();
        for (m, c) in self.monomials.iter() {
            for (n, d) in other.monomials.iter() {
                let atoms = match (m.is_empty(), n.is_empty()) {
                    (true, _) => n.clone(),
                    (_, true) => m.clone(),
                    _ => {
                        let mut atoms = [&m[..], &n[..]].concat();
                        atoms.sort();
                        atoms.into()
                    }
                };
                product.add_monomial(atoms, c * d);
            }
        }
        product
    }
}

macro_rules! by_value {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Index {
            type Output = Index;
            fn $method(self, other: Index) -> Index {
                (&self).$method(&other)
            }
        }
    )*};
}

by_value!(Add add, Sub sub, Mul mul);
