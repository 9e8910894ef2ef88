//! What a term is summed over, and where it counts.

use super::{ArrayId, Index, IntegerAtom, Variable};

/// The values of a binder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Range {
    /// From the largest of 0 and `lower` to the smallest of `upper`, which is left out; empty if that is not above.
    /// There is always an upper bound.
    Span {
        /// Inclusive.
        lower: Vec<Index>,
        /// Exclusive.
        upper: Vec<Index>,
    },
    /// The flat positions p of a structure array whose entry has `component` equal to `at`: a list that is built with
    /// the model.
    Incidence {
        /// A structure array.
        array: ArrayId,
        /// Which member of its tuples.
        component: usize,
        /// The value looked for.
        at: Index,
    },
}

impl Range {
    /// `0..end`.
    pub fn up_to(end: Index) -> Self {
        Self::Span { lower: Vec::new(), upper: vec![end] }
    }

    /// `start..end`.
    pub fn between(start: Index, end: Index) -> Self {
        let lower = if start.is_zero() { Vec::new() } else { vec![start] };
        Self::Span { lower, upper: vec![end] }
    }

    /// Every form in it.
    pub fn forms(&self) -> Vec<&Index> {
        match self {
            Self::Span { lower, upper } => lower.iter().chain(upper).collect(),
            Self::Incidence { at, .. } => vec![at],
        }
    }

    /// The range with every form replaced.
    pub fn map(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        match self {
            Self::Span { lower, upper } => Self::Span {
                lower: lower.iter().map(&mut *map).collect(),
                upper: upper.iter().map(&mut *map).collect(),
            },
            Self::Incidence { array, component, at } => {
                Self::Incidence { array: *array, component: *component, at: map(at) }
            }
        }
    }
}

/// One variable of a sum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Binder {
    /// The variable.
    pub variable: Variable,
    /// What it runs over.
    pub range: Range,
}

/// How the form of a guard compares with zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// `form = 0`: an Iverson bracket.
    Zero,
    /// `form ≠ 0`
    NonZero,
    /// `form ≥ 0`
    NonNegative,
}

/// A condition on integers; the term counts where it holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Guard {
    /// How.
    pub relation: Relation,
    /// What.
    pub form: Index,
}

impl Guard {
    /// `[a = b]`
    pub fn equal(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::Zero, form: a - b }
    }

    /// `[a ≠ b]`
    pub fn different(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonZero, form: a - b }
    }

    /// `[a < b]`
    pub fn less(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonNegative, form: &(b - a) - &Index::constant(1) }
    }

    /// `[a ≤ b]`
    pub fn at_most(a: &Index, b: &Index) -> Self {
        Self { relation: Relation::NonNegative, form: b - a }
    }

    /// How deep it looks up fixed data. Guards are tested in this order: a shallower one can be what makes the entry
    /// exist that a deeper one reads.
    pub fn look_up_depth(&self) -> usize {
        self.form.look_up_depth()
    }

    /// Where it comes in the order in which guards are tested: by the depth of its look-ups, and among equals those without
    /// a division first, which can be what keeps a divisor from being 0.
    pub fn test_order(&self) -> (usize, bool) {
        let mut divides = false;
        self.form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Remainder(_, n) | IntegerAtom::Quotient(_, n) = atom {
                divides |= n.as_constant().is_none();
            }
        });
        (self.look_up_depth(), divides)
    }

    /// The condition that holds exactly where this one does not.
    pub fn negated(&self) -> Self {
        match self.relation {
            Relation::Zero => Self { relation: Relation::NonZero, form: self.form.clone() },
            Relation::NonZero => Self { relation: Relation::Zero, form: self.form.clone() },
            Relation::NonNegative => {
                Self { relation: Relation::NonNegative, form: &self.form.scaled(-1) - &Index::constant(1) }
            }
        }
    }
}
