//! One readable name for each array, let, size and variable.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// The names of one program: those of the user where there are any, unique everywhere.
#[derive(Clone, Debug)]
pub struct Notation<'a> {
    pub(super) program: &'a Program,
    lets: Vec<String>,
    sizes: BTreeMap<(ArrayId, usize), String>,
    /// What a variable must not be called.
    taken: BTreeSet<String>,
}

/// A notation together with the variables that are in scope.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    pub(super) notation: &'a Notation<'a>,
    variables: Vec<(Variable, String)>,
}

impl<'a> Notation<'a> {
    /// The names for a program.
    pub fn of(program: &'a Program) -> Self {
        let mut taken: BTreeSet<String> = program.arrays.iter().map(|a| a.name.clone()).collect();
        let mut lets = Vec::with_capacity(program.lets.len());
        for definition in &program.lets {
            let name = unique(&definition.name, numbered(&definition.name), |n| taken.contains(n));
            taken.insert(name.clone());
            lets.push(name);
        }
        let sizes = size_names(program, &taken);
        taken.extend(sizes.values().cloned());
        Self { program, lets, sizes, taken }
    }

    /// The name of a let, unique in the program.
    pub fn let_name(&self, id: LetId) -> &str {
        self.lets.get(id.0).map_or("?", String::as_str)
    }

    /// The name of the extent of an axis: `n`, `rows`, `|edges|`.
    pub fn size_name(&self, array: ArrayId, axis: usize) -> String {
        self.sizes
            .get(&(array, axis))
            .cloned()
            .unwrap_or_else(|| format!("size({}, {axis})", self.array_name(array)))
    }

    pub(super) fn array_name(&self, id: ArrayId) -> &str {
        self.program.arrays.get(id.0).map_or("?", |a| a.name.as_str())
    }

    /// The notation where these variables are in scope.
    pub fn scope(&self, variables: &[(Variable, Index)]) -> Scope<'_> {
        let mut scope = Scope { notation: self, variables: Vec::new() };
        variables.iter().for_each(|(variable, _)| scope.bind(variable));
        scope
    }

    /// A formula; variables that it does not bind keep their names.
    pub fn expr(&self, expr: &Expr) -> String {
        self.scope(&[]).expr(expr)
    }
}

impl Scope<'_> {
    /// Brings a variable into scope under a name that nothing else in scope has.
    pub(super) fn bind(&mut self, variable: &Variable) {
        let in_use = |name: &str| {
            self.notation.taken.contains(name) || self.variables.iter().any(|(_, other)| other == name)
        };
        let name = unique(variable.name(), primed(variable.name()), in_use);
        self.variables.push((variable.clone(), name));
    }

    /// Brings in what an expression mentions and nobody bound, so that no binder takes its name.
    pub(super) fn bind_free(&mut self, expr: &Expr) {
        let mut bound = Vec::new();
        let mut free = Vec::new();
        free_variables(expr, &mut bound, &mut free);
        for variable in free {
            if !self.variables.iter().any(|(v, _)| *v == variable) {
                self.bind(&variable);
            }
        }
    }

    /// The name of a variable here.
    pub fn variable(&self, variable: &Variable) -> String {
        let found = self.variables.iter().rev().find(|(v, _)| v == variable);
        found.map_or_else(|| variable.name().to_owned(), |(_, name)| name.clone())
    }
}

/// The variables that an expression mentions and does not bind, in order of appearance.
fn free_variables(expr: &Expr, bound: &mut Vec<Variable>, free: &mut Vec<Variable>) {
    for term in &expr.terms {
        let outside = bound.len();
        bound.extend(term.binders.iter().map(|b| b.variable.clone()));
        let mut inner: Vec<&Expr> = Vec::new();
        let mut forms: Vec<&Index> = term.binders.iter().flat_map(|b| b.range.forms()).collect();
        forms.extend(term.guards.iter().map(|g| &g.form));
        for factor in &term.factors {
            match &factor.atom {
                Atom::Read(_, indices) => forms.extend(indices),
                Atom::Integer(form) => forms.push(form),
                Atom::Apply { argument, .. } => inner.push(argument),
                Atom::Change { at, by, .. } => inner.extend([at, by]),
            }
        }
        for form in forms {
            form.visit_atoms(&mut |atom| {
                if let IntegerAtom::Variable(variable) = atom
                    && !bound.contains(variable)
                    && !free.contains(variable)
                {
                    free.push(variable.clone());
                }
            });
        }
        for expr in inner {
            free_variables(expr, bound, free);
        }
        bound.truncate(outside);
    }
}

/// A name for each primary size: `n` or `rows`, `cols` for the one visible array, with the array's name added where
/// several compete, and `|edges|` for lists and parameters that have a length of their own.
fn size_names(program: &Program, taken: &BTreeSet<String>) -> BTreeMap<(ArrayId, usize), String> {
    let mut names: BTreeMap<(ArrayId, usize), String> = BTreeMap::new();
    let mentioned = sizes_in(program);
    let visible = program.arrays_where(|a| a.role.domain().is_some() && !a.extents.is_empty());
    for (id, array) in program.arrays.iter().enumerate() {
        let (id, rank) = (ArrayId(id), array.extents.len());
        let words: &[&str] = match rank {
            1 => &["n"],
            2 => &["rows", "cols"],
            3 => &["depth", "rows", "cols"],
            _ => &[],
        };
        for axis in (0..rank).filter(|&axis| mentioned.contains(&(id, axis))) {
            let is_visible = array.role.domain().is_some();
            let word = words.get(axis).map_or_else(|| format!("n{axis}"), |word| (*word).to_owned());
            let alone = format!("{word}_{}", array.name);
            let wanted = match (is_visible, rank) {
                (true, _) if visible.len() == 1 => word,
                (false, 1) => format!("|{}|", array.name),
                _ => alone.clone(),
            };
            let used = |name: &str| taken.contains(name) || names.values().any(|other| other == name);
            let others = std::iter::once(alone.clone()).chain(numbered(&alone));
            let name = unique(&wanted, others, used);
            names.insert((id, axis), name);
        }
    }
    names
}

/// Every size that a program mentions.
fn sizes_in(program: &Program) -> BTreeSet<(ArrayId, usize)> {
    let mut sizes = BTreeSet::new();
    let mut look = |form: &Index| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Size(array, axis) = atom {
                sizes.insert((*array, *axis));
            }
        });
    };
    program.arrays.iter().flat_map(|a| &a.extents).for_each(&mut look);
    program.inputs.iter().for_each(|(_, bound)| look(bound));
    for definition in &program.lets {
        definition.binders.iter().for_each(|(_, extent)| look(extent));
        definition.definition.expr().visit_forms(&mut look);
    }
    for output in &program.outputs {
        output.binders.iter().for_each(|(_, extent)| look(extent));
        output.value.visit_forms(&mut look);
    }
    sizes
}

/// The first of a name and its alternatives that is not in use.
fn unique(name: &str, others: impl Iterator<Item = String>, in_use: impl Fn(&str) -> bool) -> String {
    if !in_use(name) {
        return name.to_owned();
    }
    let mut others = others;
    others.find(|other| !in_use(other)).unwrap_or_else(|| name.to_owned())
}

/// `u_2`, `u_3`, …
fn numbered(name: &str) -> impl Iterator<Item = String> + use<> {
    let name = name.to_owned();
    (2..).map(move |count| format!("{name}_{count}"))
}

/// `i′`, `i″`, `i‴`, `i_2`, `i_3`, …
fn primed(name: &str) -> impl Iterator<Item = String> + use<> {
    let base = name.to_owned();
    let primes = ["′", "″", "‴"].into_iter().map(move |prime| format!("{base}{prime}"));
    primes.chain(numbered(name))
}
