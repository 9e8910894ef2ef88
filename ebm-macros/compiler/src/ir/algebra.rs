//! Arithmetic on expressions: sums, products, substitution, renaming of binders.
//!
//! Nothing here simplifies; that is the solver's part. Products distribute, so a caller names a factor as a let first
//! where that would grow (see `lower`).

use super::*;

impl Factor {
    /// An atom once.
    pub fn once(atom: Atom) -> Self {
        Self { atom, power: 1 }
    }
}

impl Term {
    /// A number.
    pub fn number(coefficient: f64) -> Self {
        Self {
            coefficient,
            binders: Vec::new(),
            guards: Vec::new(),
            factors: Vec::new(),
            origin: Origin(None),
        }
    }

    /// One atom.
    pub fn atom(atom: Atom) -> Self {
        Self { factors: vec![Factor::once(atom)], ..Self::number(1.0) }
    }

    /// The term with binders renamed apart from everything else.
    pub fn freshened(&self, fresh: &Fresh) -> Self {
        let mut term = self.clone();
        for place in 0..term.binders.len() {
            let old = term.binders[place].variable.clone();
            let new = fresh.like(&old);
            term = term.rename(&old, &new);
        }
        term
    }

    /// The term with one variable (bound or free) renamed throughout.
    pub fn rename(&self, old: &Variable, new: &Variable) -> Self {
        let value = Index::variable(new);
        let mut term = self.map_forms(&mut |form| form.substitute(old, &value));
        for binder in &mut term.binders {
            if binder.variable == *old {
                binder.variable = new.clone();
            }
        }
        term
    }

    /// The term with a *free* variable replaced by a form. The form's variables must not be bound by the term.
    pub fn substitute(&self, variable: &Variable, value: &Index) -> Self {
        self.map_forms(&mut |form| form.substitute(variable, value))
    }

    /// The term with every integer form replaced, at any depth; binders keep their names.
    pub fn map_forms(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        Self {
            coefficient: self.coefficient,
            binders: self
                .binders
                .iter()
                .map(|b| Binder { variable: b.variable.clone(), range: b.range.map(map) })
                .collect(),
            guards: self.guards.iter().map(|g| Guard { relation: g.relation, form: map(&g.form) }).collect(),
            factors: self
                .factors
                .iter()
                .map(|f| Factor { atom: f.atom.map_forms(map), power: f.power })
                .collect(),
            origin: self.origin,
        }
    }

    /// The term with its integer forms replaced, but not those inside the arguments of functions.
    pub fn map_own_forms(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        let mut result = Self { coefficient: self.coefficient, ..self.frame() };
        for Binder { range, .. } in &mut result.binders {
            *range = range.map(map);
        }
        for guard in &mut result.guards {
            guard.form = map(&guard.form);
        }
        for Factor { atom, power } in &self.factors {
            let atom = match atom {
                Atom::Read(..) | Atom::Integer(_) => atom.map_forms(map),
                Atom::Apply { .. } | Atom::Change { .. } => atom.clone(),
            };
            result.push_factor(Factor { atom, power: *power });
        }
        result
    }

    /// Every integer form in it, but not those inside the arguments of functions.
    pub fn visit_own_forms(&self, visit: &mut dyn FnMut(&Index)) {
        self.binders.iter().flat_map(|b| b.range.forms()).for_each(&mut *visit);
        self.guards.iter().for_each(|g| visit(&g.form));
        for factor in &self.factors {
            match &factor.atom {
                Atom::Read(_, indices) => indices.iter().for_each(&mut *visit),
                Atom::Integer(form) => visit(form),
                Atom::Apply { .. } | Atom::Change { .. } => {}
            }
        }
    }

    /// The term without its product: its sums and conditions, and the coefficient 1.
    pub fn frame(&self) -> Self {
        Self {
            coefficient: 1.0,
            binders: self.binders.clone(),
            guards: self.guards.clone(),
            factors: Vec::new(),
            origin: self.origin,
        }
    }

    /// How many pieces it is written with, at any depth.
    pub fn size(&self) -> usize {
        let mut size = 1;
        self.visit_forms(&mut |_| size += 1);
        size
    }

    /// Every integer form in it, at any depth.
    pub fn visit_forms(&self, visit: &mut dyn FnMut(&Index)) {
        self.binders.iter().flat_map(|b| b.range.forms()).for_each(&mut *visit);
        self.guards.iter().for_each(|g| visit(&g.form));
        self.factors.iter().for_each(|f| f.atom.visit_forms(visit));
    }

    /// Every atom in it, at any depth, outermost first.
    pub fn visit_atoms(&self, visit: &mut dyn FnMut(&Atom)) {
        for factor in &self.factors {
            factor.atom.visit_atoms(visit);
        }
    }

    /// Whether a variable occurs free or in a bound, at any depth.
    pub fn mentions(&self, variable: &Variable) -> bool {
        let mut found = false;
        self.visit_forms(&mut |form| found |= form.mentions(variable));
        found
    }

    /// The product of two terms; binders are renamed apart.
    pub fn times(&self, other: &Term, fresh: &Fresh) -> Self {
        let clash = other
            .binders
            .iter()
            .any(|b| self.binders.iter().any(|a| a.variable == b.variable) || self.mentions(&b.variable))
            || self.binders.iter().any(|a| other.mentions(&a.variable));
        let other = if clash { other.freshened(fresh) } else { other.clone() };
        let mut product = if clash && self.binders.iter().any(|a| other.mentions(&a.variable)) {
            self.freshened(fresh)
        } else {
            self.clone()
        };
        product.coefficient *= other.coefficient;
        product.binders.extend(other.binders);
        product.guards.extend(other.guards);
        for factor in other.factors {
            product.push_factor(factor);
        }
        product.origin = Origin(product.origin.0.or(other.origin.0));
        product
    }

    /// Multiplies by a factor, joining powers of equal atoms.
    pub fn push_factor(&mut self, factor: Factor) {
        match self.factors.iter_mut().find(|f| f.atom == factor.atom) {
            Some(same) => same.power += factor.power,
            None => self.factors.push(factor),
        }
    }

    /// The term under one more sum, outermost.
    pub fn summed_over(&self, binder: Binder) -> Self {
        let mut term = self.clone();
        term.binders.insert(0, binder);
        term
    }

    /// The term where a condition holds.
    pub fn guarded(&self, guard: Guard) -> Self {
        let mut term = self.clone();
        if !term.guards.contains(&guard) {
            term.guards.push(guard);
        }
        term
    }

    /// The term times a number.
    pub fn scaled(&self, factor: f64) -> Self {
        Self { coefficient: self.coefficient * factor, ..self.clone() }
    }
}

impl Atom {
    /// The atom with every integer form replaced, at any depth.
    pub fn map_forms(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        match self {
            Self::Read(source, indices) => Self::Read(*source, indices.iter().map(map).collect()),
            Self::Apply { operator, order, argument } => {
                Self::Apply { operator: *operator, order: *order, argument: argument.map_forms(map) }
            }
            Self::Change { operator, order, at, by } => Self::Change {
                operator: *operator,
                order: *order,
                at: at.map_forms(map),
                by: by.map_forms(map),
            },
            Self::Integer(form) => Self::Integer(map(form)),
        }
    }

    /// Every integer form in it, at any depth.
    pub fn visit_forms(&self, visit: &mut dyn FnMut(&Index)) {
        match self {
            Self::Read(_, indices) => indices.iter().for_each(visit),
            Self::Apply { argument, .. } => argument.visit_forms(visit),
            Self::Change { at, by, .. } => {
                at.visit_forms(visit);
                by.visit_forms(visit);
            }
            Self::Integer(form) => visit(form),
        }
    }

    /// Whether all functions in it, at any depth, are numbers wherever their arguments are.
    pub fn is_total(&self) -> bool {
        let mut total = true;
        self.visit_atoms(&mut |atom| {
            if let Self::Apply { operator, .. } | Self::Change { operator, .. } = atom {
                total &= operator.is_total();
            }
        });
        total
    }

    /// This atom and every atom inside it, outermost first.
    pub fn visit_atoms(&self, visit: &mut dyn FnMut(&Atom)) {
        visit(self);
        match self {
            Self::Read(..) | Self::Integer(_) => {}
            Self::Apply { argument, .. } => argument.visit_atoms(visit),
            Self::Change { at, by, .. } => {
                at.visit_atoms(visit);
                by.visit_atoms(visit);
            }
        }
    }
}

impl Expr {
    /// Zero.
    pub fn zero() -> Self {
        Self::default()
    }

    /// A number.
    pub fn number(value: f64) -> Self {
        if value == 0.0 { Self::zero() } else { Term::number(value).into() }
    }

    /// One atom.
    pub fn atom(atom: Atom) -> Self {
        Term::atom(atom).into()
    }

    /// An entry of an array.
    pub fn read(array: ArrayId, indices: Vec<Index>) -> Self {
        Self::atom(Atom::Read(Source::Array(array), indices))
    }

    /// An entry of a let.
    pub fn read_let(id: LetId, indices: Vec<Index>) -> Self {
        Self::atom(Atom::Read(Source::Let(id), indices))
    }

    /// A function of an expression.
    pub fn apply(operator: Operator, argument: Expr) -> Self {
        Self::atom(Atom::Apply { operator, order: 0, argument })
    }

    /// Whether there is no term.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The sum of two expressions.
    pub fn plus(mut self, other: Expr) -> Self {
        self.terms.extend(other.terms);
        self
    }

    /// The expression times a number.
    pub fn scaled(&self, factor: f64) -> Self {
        Self { terms: self.terms.iter().map(|t| t.scaled(factor)).collect() }
    }

    /// The product, distributed.
    pub fn times(&self, other: &Expr, fresh: &Fresh) -> Self {
        let pairs = self.terms.iter().flat_map(|a| other.terms.iter().map(move |b| a.times(b, fresh)));
        Self { terms: pairs.collect() }
    }

    /// Every term under one more sum, outermost; each with a binder of its own.
    pub fn summed_over(&self, binder: &Binder, fresh: &Fresh) -> Self {
        let one = |term: &Term| {
            let own = Binder { variable: fresh.like(&binder.variable), range: binder.range.clone() };
            term.rename(&binder.variable, &own.variable).summed_over(own)
        };
        Self { terms: self.terms.iter().map(one).collect() }
    }

    /// Every term where a condition holds.
    pub fn guarded(&self, guard: &Guard) -> Self {
        Self { terms: self.terms.iter().map(|t| t.guarded(guard.clone())).collect() }
    }

    /// The expression with a free variable replaced.
    pub fn substitute(&self, variable: &Variable, value: &Index) -> Self {
        self.map_forms(&mut |form| form.substitute(variable, value))
    }

    /// The expression with every integer form replaced, at any depth.
    pub fn map_forms(&self, map: &mut dyn FnMut(&Index) -> Index) -> Self {
        Self { terms: self.terms.iter().map(|t| t.map_forms(map)).collect() }
    }

    /// Every integer form, at any depth.
    pub fn visit_forms(&self, visit: &mut dyn FnMut(&Index)) {
        self.terms.iter().for_each(|t| t.visit_forms(visit));
    }

    /// Every atom, at any depth, outermost first.
    pub fn visit_atoms(&self, visit: &mut dyn FnMut(&Atom)) {
        self.terms.iter().for_each(|t| t.visit_atoms(visit));
    }

    /// Whether a source is read, at any depth.
    pub fn reads(&self, source: Source) -> bool {
        let mut found = false;
        self.visit_atoms(&mut |atom| found |= matches!(atom, Atom::Read(s, _) if *s == source));
        self.visit_forms(&mut |form| {
            form.visit_atoms(&mut |atom| {
                found |= match atom {
                    IntegerAtom::Site { array, .. } => source == Source::Array(*array),
                    IntegerAtom::Rounded { definition, .. } => source == Source::Let(*definition),
                    _ => false,
                };
            });
        });
        found
    }

    /// The lets that are read as integers, at any depth.
    pub fn rounded_lets(&self) -> std::collections::BTreeSet<LetId> {
        let mut lets = std::collections::BTreeSet::new();
        self.visit_forms(&mut |form| {
            form.visit_atoms(&mut |atom| {
                if let IntegerAtom::Rounded { definition, .. } = atom {
                    lets.insert(*definition);
                }
            });
        });
        lets
    }

    /// The lets that are read, at any depth.
    pub fn lets(&self) -> std::collections::BTreeSet<LetId> {
        let mut lets = self.rounded_lets();
        self.visit_atoms(&mut |atom| {
            if let Atom::Read(Source::Let(id), _) = atom {
                lets.insert(*id);
            }
        });
        lets
    }

    /// Whether all functions in it, at any depth, are numbers wherever their arguments are.
    pub fn is_total(&self) -> bool {
        self.terms.iter().flat_map(|term| &term.factors).all(|factor| factor.atom.is_total())
    }

    /// Whether any term sums.
    pub fn has_binders(&self) -> bool {
        self.terms.iter().any(|t| !t.binders.is_empty())
    }
}

impl From<Term> for Expr {
    fn from(term: Term) -> Self {
        Self { terms: vec![term] }
    }
}
