//! What one method body knows while it is written: the names in use, what holds, what the prologue must bind.

use super::fragment::Kind;
use super::header::Density;
use crate::ir::{
    Array, ArrayId, Atom, Binder, Definition, Expr, Guard, Index, IntegerAtom, LetId, Program, Role, Source,
    Variable,
};
use crate::names::{Names, identifier};
use crate::solve::facts::Facts;
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// One method body in the making.
pub(super) struct Body<'a> {
    pub(super) program: &'a Program,
    pub(super) names: &'a Names,
    /// The density whose states the body reads.
    pub(super) density: Density,
    /// What the prologue must bind.
    pub(super) used: Used,
    kinds: BTreeMap<LetId, Kind>,
    lets: BTreeMap<LetId, String>,
    variables: BTreeMap<Variable, String>,
    /// Names that cannot be given to another local here.
    live: Vec<String>,
    /// Forms that are not negative here.
    facts: Vec<Index>,
    /// Sites whose codes a local holds here.
    codes: Vec<(IntegerAtom, Ident)>,
}

/// What a body mentions.
#[derive(Default)]
pub(super) struct Used {
    pub(super) arrays: BTreeSet<ArrayId>,
    pub(super) sizes: BTreeSet<(ArrayId, usize)>,
    pub(super) numbers: bool,
    pub(super) integers: bool,
}

/// A place to come back to when a block ends.
pub(super) struct Mark {
    live: usize,
    facts: usize,
    codes: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(program: &'a Program, names: &'a Names) -> Self {
        let mut body = Self {
            program,
            names,
            density: Density::Own,
            used: Used::default(),
            kinds: BTreeMap::new(),
            lets: BTreeMap::new(),
            variables: BTreeMap::new(),
            live: names.taken_by_others().into_iter().collect(),
            facts: Vec::new(),
            codes: Vec::new(),
        };
        for (place, definition) in program.lets.iter().enumerate() {
            let name = body.unused(&definition.name);
            body.live.push(name.clone());
            body.lets.insert(LetId(place), name);
            // an array of scratch holds lanes, whatever its values are
            let kind = match &definition.definition {
                Definition::Sum(expr) if definition.binders.is_empty() => body.kind(expr),
                _ => Kind::Lane,
            };
            body.kinds.insert(LetId(place), kind);
        }
        for input in &program.inputs {
            body.bind(&input.0);
            body.assume_below(&input.0, &input.1);
        }
        body
    }

    /// The word, with the lowest number behind it that makes it new here.
    fn unused(&self, word: &str) -> String {
        let is_new = |name: &String| !self.live.contains(name);
        let first = word.to_owned();
        if is_new(&first) {
            return first;
        }
        (2..).map(|number| format!("{word}_{number}")).find(is_new).unwrap_or(first)
    }

    /// A new local of ours, in use until the block ends: out of the way of every word of the user's.
    pub(super) fn local(&mut self, word: &str) -> Ident {
        let name = self.unused(&self.names.out_of_the_way(word));
        self.live.push(name.clone());
        identifier(&name)
    }

    /// Brings a variable into scope under a name that nothing else has here: its own if possible.
    pub(super) fn bind(&mut self, variable: &Variable) -> Ident {
        let name = self.unused(variable.name());
        self.live.push(name.clone());
        self.variables.insert(variable.clone(), name.clone());
        identifier(&name)
    }

    /// The name of a variable in scope.
    pub(super) fn variable(&self, variable: &Variable) -> Ident {
        identifier(self.variables.get(variable).map_or(variable.name(), String::as_str))
    }

    /// The name of a let.
    pub(super) fn definition(&self, id: LetId) -> Ident {
        identifier(&self.lets[&id])
    }

    /// The name of a size, which the prologue will bind.
    pub(super) fn size(&mut self, array: ArrayId, axis: usize) -> Ident {
        self.used.sizes.insert((array, axis));
        self.names.size(array, axis)
    }

    /// The name of an array, which the prologue will bind.
    pub(super) fn array(&mut self, id: ArrayId) -> Ident {
        let array = self.program.array(id);
        if array.role == Role::Scalar {
            return self.names.ours(&array.name);
        }
        self.used.arrays.insert(id);
        if let Role::Along(_) = array.role {
            return self.names.ours(&array.name);
        }
        self.names.array(id)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { live: self.live.len(), facts: self.facts.len(), codes: self.codes.len() }
    }

    /// Ends a block: names come free, and what held in it need not hold any more.
    pub(super) fn leave(&mut self, mark: Mark) {
        self.live.truncate(mark.live);
        self.facts.truncate(mark.facts);
        self.codes.truncate(mark.codes);
    }

    /// Remembers, until the block ends, that a local holds the codes of a site.
    pub(super) fn take_codes(&mut self, site: IntegerAtom, codes: Ident) {
        self.codes.push((site, codes));
    }

    /// The local that holds the codes of a site.
    pub(super) fn taken_codes(&self, site: &IntegerAtom) -> Option<&Ident> {
        self.codes.iter().find(|(taken, _)| taken == site).map(|(_, codes)| codes)
    }

    pub(super) fn assume_below(&mut self, variable: &Variable, extent: &Index) {
        let below = &(extent - &Index::variable(variable)) - &Index::constant(1);
        self.facts.push(self.in_primary_sizes(&below));
    }

    pub(super) fn assume_binder(&mut self, binder: &Binder) {
        let mut facts = Facts::new(&self.program.arrays, &self.facts);
        facts.assume_binder(binder);
        self.facts = facts.into_forms();
    }

    pub(super) fn assume_guard(&mut self, guard: &Guard) {
        let mut facts = Facts::new(&self.program.arrays, &self.facts);
        facts.assume_guard(guard);
        self.facts = facts.into_forms();
    }

    fn facts(&self) -> Facts<'_> {
        Facts::new(&self.program.arrays, &self.facts)
    }

    /// Whether a form is proved to be at least one here.
    pub(super) fn is_positive(&self, form: &Index) -> bool {
        self.facts().positive(&self.in_primary_sizes(form))
    }

    /// Whether a form is proved not to be negative here.
    pub(super) fn is_non_negative(&self, form: &Index) -> bool {
        self.facts().non_negative(&self.in_primary_sizes(form))
    }

    /// The form with every size in terms of those that nothing else determines.
    pub(super) fn in_primary_sizes(&self, form: &Index) -> Index {
        let arrays: &[Array] = &self.program.arrays;
        form.map_atoms(&mut |atom| match atom {
            // an axis that does not exist stands for a number that could not be read
            IntegerAtom::Size(array, axis) => {
                Some(arrays[array.0].extents.get(*axis).cloned().unwrap_or_else(|| Index::constant(1)))
            }
            _ => None,
        })
    }

    /// Whether every look-up and every division in a form is proved to be safe here, so that the form may be computed
    /// although nothing else of its term is known to hold.
    pub(super) fn is_safe(&self, form: &Index) -> bool {
        let mut safe = true;
        form.visit_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(_) | IntegerAtom::Size(..) => {}
            IntegerAtom::Lookup { array, indices, .. } => {
                let extents = &self.program.array(*array).extents;
                safe &= indices.iter().zip(extents).all(|(index, extent)| self.is_inside(index, extent));
            }
            IntegerAtom::Site { array, indices } => {
                let extents = &self.program.array(*array).extents;
                safe &= indices.iter().zip(extents).all(|(index, extent)| self.is_inside(index, extent));
            }
            IntegerAtom::Rounded { definition, indices } => {
                let binders = &self.program.definition(*definition).binders;
                let inside =
                    |(index, (_, extent)): (&Index, &(Variable, Index))| self.is_inside(index, extent);
                safe &= indices.iter().zip(binders).all(inside);
            }
            IntegerAtom::Remainder(_, n) => safe &= self.is_positive(n),
            IntegerAtom::Quotient(a, n) => safe &= self.is_positive(n) && self.is_non_negative(a),
        });
        safe
    }

    /// Whether an index is proved to be inside an axis here.
    pub(super) fn is_inside(&self, index: &Index, extent: &Index) -> bool {
        self.is_never_negative(index) && self.is_never_negative(&(&(extent - index) - &Index::constant(1)))
    }

    /// Whether a form is proved not to be negative here, whatever values of their domains the sites in it have.
    pub(super) fn is_never_negative(&self, form: &Index) -> bool {
        let form = self.in_primary_sizes(form);
        self.is_non_negative(&form) || self.lowest(&form).is_some_and(|lowest| self.is_non_negative(&lowest))
    }

    /// The form with each site at the value that makes it smallest, if there are sites in it and the form is linear in
    /// them.
    pub(super) fn lowest(&self, form: &Index) -> Option<Index> {
        let mut lowest = Index::default();
        let mut any = false;
        for (monomial, coefficient) in form.monomials() {
            let mut part = Index::constant(coefficient);
            let bounded = coefficient < 0;
            for atom in monomial.iter() {
                part = match atom {
                    IntegerAtom::Site { array, indices } => {
                        any = true;
                        let domain = self.program.array(*array).role.domain()?;
                        let most = &domain.value_count(indices)? - &Index::constant(1);
                        if bounded { &part * &most } else { Index::default() }
                    }
                    atom => &part * &Index::atom(atom.clone()),
                };
            }
            lowest = &lowest + &part;
        }
        any.then(|| self.in_primary_sizes(&lowest))
    }

    /// Whether every read in an atom is proved to be inside its array here.
    pub(super) fn is_safe_atom(&self, atom: &Atom) -> bool {
        let mut safe = true;
        atom.visit_forms(&mut |form| safe &= self.is_safe(form));
        atom.visit_atoms(&mut |inner| {
            if let Atom::Read(source, indices) = inner {
                let extents: Vec<&Index> = match source {
                    Source::Array(id) => self.program.array(*id).extents.iter().collect(),
                    Source::Let(id) => self.program.definition(*id).binders.iter().map(|b| &b.1).collect(),
                };
                safe &= indices.iter().zip(extents).all(|(index, extent)| self.is_inside(index, extent));
            }
        });
        safe
    }

    /// Whether a value differs from lane to lane.
    pub(super) fn kind(&self, expr: &Expr) -> Kind {
        let masked = expr.terms.iter().flat_map(|term| &term.guards).any(|guard| by_lane(&guard.form));
        let factors = expr.terms.iter().flat_map(|term| &term.factors);
        let kind = factors.map(|factor| self.kind_of_atom(&factor.atom)).max();
        if masked { Kind::Lane } else { kind.unwrap_or(Kind::Real) }
    }

    /// Whether an atom differs from lane to lane.
    pub(super) fn kind_of_atom(&self, atom: &Atom) -> Kind {
        match atom {
            Atom::Read(_, indices) if indices.iter().any(by_lane) => Kind::Lane,
            Atom::Read(Source::Array(id), _) => self.kind_of_array(*id),
            Atom::Read(Source::Let(id), _) => self.kinds[id],
            Atom::Apply { argument, .. } => self.kind(argument),
            Atom::Change { at, by, .. } => self.kind(at).max(self.kind(by)),
            Atom::Integer(form) if by_lane(form) => Kind::Lane,
            Atom::Integer(_) => Kind::Real,
        }
    }

    /// Whether the entries of an array differ from lane to lane.
    pub(super) fn kind_of_array(&self, id: ArrayId) -> Kind {
        match self.program.array(id).role {
            Role::Visible(_) | Role::Latent(_) | Role::Given | Role::Along(_) | Role::Scalar => Kind::Lane,
            Role::Param(_) | Role::Fixed | Role::Structure { .. } => Kind::Real,
        }
    }
}

/// Whether a form depends on the state, so that it differs from lane to lane.
pub(super) fn by_lane(form: &Index) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        found |= matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
    });
    found
}
