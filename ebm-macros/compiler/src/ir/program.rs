//! Definitions, what is asked for, and the whole.

use super::{Array, ArrayId, Atom, Definition, Expr, Fresh, Index, LetId, Operator, Variable};

/// A named array of values that are computed once and read often.
#[derive(Clone, Debug)]
pub struct Let {
    /// For readers; made unique where it is printed.
    pub name: String,
    /// Its axes with their extents, which mention sizes only.
    pub binders: Vec<(Variable, Index)>,
    /// Its value.
    pub definition: Definition,
}

impl Let {
    /// The variables that stand around the expression inside: its axes, and what it sums over.
    pub fn scope(&self) -> Vec<(Variable, Index)> {
        self.binders.iter().chain(self.definition.over()).cloned().collect()
    }
}

/// A result of a program.
///
/// Where entries were read at states, a term of an array output, or of a let, goes to few entries only:
///
/// ```text
/// ∂/∂j[p, q, a, b] = −[x[p] = a]·[q < p]·local_bar[q, b] − …
/// ```
///
/// In canonical form such a term has one guard [`Relation::Zero`](super::Relation::Zero) whose form is `state − axis`: the axis `a` of the output
/// or let with coefficient −1 (+1 if the state has −1), and what it is equated with, which mentions a
/// [`IntegerAtom::Site`](super::IntegerAtom::Site) or [`IntegerAtom::Rounded`](super::IntegerAtom::Rounded), binders, other axes and sizes, but not `a`. *Nothing else in the term
/// mentions `a`*: guards and factors have the state in its place; only where a bound of a binder mentions the axis does it
/// stay everywhere. So the loop over `a` can be left out, and the product be added to the entry at that state (a scatter) if
/// it lies inside the axis; a term with several such guards leaves out several loops.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it is.
    pub target: Target,
    /// For an array output: its axes with their extents.
    pub binders: Vec<(Variable, Index)>,
    /// Its value at the binders.
    pub value: Expr,
}

/// What an output is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The one number that the program stands for.
    Value,
    /// The derivative of that number by every entry of an array, as it is read (symmetric entries not yet tied).
    Gradient(ArrayId),
    /// One number for each value of one axis: the changes of an energy for all values of a site.
    Values,
    /// The number that multiplies a function of the new value of a site.
    Coefficient(Basis),
}

/// The functions of one continuous site that conditionals are recognised by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// u
    Linear,
    /// u²
    Square,
    /// u³
    Cube,
    /// u⁴
    Fourth,
    /// ln u
    Ln,
    /// ln(1 − u)
    LnOneMinus,
    /// cos u
    Cos,
    /// sin u
    Sin,
}

impl Basis {
    /// All of them, in the order in which a law holds their coefficients.
    pub const ALL: [Self; 8] = [
        Self::Linear,
        Self::Square,
        Self::Cube,
        Self::Fourth,
        Self::Ln,
        Self::LnOneMinus,
        Self::Cos,
        Self::Sin,
    ];

    /// The function of `u`, as text.
    pub fn formula(self, u: &str) -> String {
        match self {
            Self::Linear => u.to_owned(),
            Self::Square => format!("{u}²"),
            Self::Cube => format!("{u}³"),
            Self::Fourth => format!("{u}⁴"),
            Self::Ln => format!("ln {u}"),
            Self::LnOneMinus => format!("ln(1 − {u})"),
            Self::Cos => format!("cos {u}"),
            Self::Sin => format!("sin {u}"),
        }
    }
}

/// A program: from arrays and inputs to outputs.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name of the model.
    pub name: String,
    /// Everything that can be read.
    pub arrays: Vec<Array>,
    /// Free variables that whoever runs the program provides, with exclusive upper bounds: the site that changes, the code
    /// of its new value. A bound may look up fixed data at earlier ones.
    pub inputs: Vec<(Variable, Index)>,
    /// In order of definition.
    pub lets: Vec<Let>,
    /// The results.
    pub outputs: Vec<Output>,
    /// New variables for passes.
    pub fresh: Fresh,
}

impl Program {
    /// An array by its id.
    pub fn array(&self, id: ArrayId) -> &Array {
        &self.arrays[id.0]
    }

    /// A let by its id.
    pub fn definition(&self, id: LetId) -> &Let {
        &self.lets[id.0]
    }

    /// Ids of arrays for which a condition holds.
    pub fn arrays_where(&self, condition: impl Fn(&Array) -> bool) -> Vec<ArrayId> {
        (0..self.arrays.len()).map(ArrayId).filter(|&id| condition(self.array(id))).collect()
    }

    /// Adds an array.
    pub fn add_array(&mut self, array: Array) -> ArrayId {
        self.arrays.push(array);
        ArrayId(self.arrays.len() - 1)
    }

    /// Adds a let behind all others.
    pub fn add_let(&mut self, definition: Let) -> LetId {
        self.lets.push(definition);
        LetId(self.lets.len() - 1)
    }

    /// Whether its value may be +∞ for a state.
    pub fn forbids(&self) -> bool {
        let mut found = false;
        self.value().visit_atoms(&mut |atom| {
            found |= matches!(atom, Atom::Apply { operator: Operator::Forbid, .. });
        });
        found
    }

    /// The expression of the one value output.
    pub fn value(&self) -> &Expr {
        let output = self.outputs.iter().find(|o| o.target == Target::Value);
        &output.expect("a program with a value").value
    }
}
