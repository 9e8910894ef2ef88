//! Every name that generated code uses: types, locals, paths into the runtime.
//!
//! | name | pattern | example |
//! |---|---|---|
//! | types beside the model | model in camel case + what it is | `Ising`, `IsingParams` |
//! | runtime items | absolute path behind one root | `::ebm::__private::Lane` |
//! | arrays, binders, definitions | the user's own | `x`, `j`, `i` |
//! | sizes | `n`, or `rows` and `cols`; with the name of the array if there are several | `rows`, `n_edges` |
//! | everything else | a word of ours, `_` behind it while the user has the same word | `theta`, `theta_` |
//! | two binders of one name in one nest | a number behind the inner one | `k`, `k_2` |
//!
//! Ours give way to the user's, and never the other way round. Nothing here depends on an order of hashing or on state
//! outside one expansion, so two expansions of one input are identical.

use crate::ir::{Array, ArrayId, Atom, Expr, Index, Program, Range, Role, Term, Variable};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// A word as an identifier: raw if it is a keyword, with a letter in front if it could not be one.
pub fn identifier(word: &str) -> Ident {
    if let Ok(ident) = syn::parse_str::<Ident>(word) {
        return ident;
    }
    if let Ok(ident) = syn::parse_str::<Ident>(&format!("r#{word}")) {
        return ident;
    }
    let letters: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    syn::parse_str::<Ident>(&letters).unwrap_or_else(|_| format_ident!("v_{letters}"))
}

/// `gaussian_rbm` becomes `GaussianRbm`.
pub fn camel_case(word: &str) -> String {
    let mut result = String::new();
    for part in word.split('_').filter(|part| !part.is_empty()) {
        let mut letters = part.chars();
        result.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        result.extend(letters);
    }
    if result.is_empty() { "Model".to_owned() } else { result }
}

/// The path to an item of the runtime that only generated code names.
pub fn runtime(item: &str) -> TokenStream {
    let item = Ident::new(item, Span::call_site());
    quote!(::ebm::__private::#item)
}

/// A word, made different from all that are taken by `_` behind it.
fn given_way(word: &str, taken: &BTreeSet<String>) -> String {
    let mut word = word.to_owned();
    while taken.contains(&word) {
        word.push('_');
    }
    word
}

/// `joint_noisy`
fn joint_word(array: &str) -> String {
    format!("joint_{array}")
}

/// The words of ours that stand in method bodies and in the structure behind a model.
const OURS: &[&str] = &[
    "theta",
    "state",
    "beta",
    "site",
    "work",
    "structure",
    "lane",
    "number",
    "integer",
    "grad",
    "out",
    "shape",
    "fixed",
    "layout",
    "joint_layout",
    "weight",
    "direction",
    "target",
    "path",
    "saved",
];

/// The names of one model, the same in all of its methods.
#[derive(Clone, Debug)]
pub struct Names {
    model: String,
    arrays: BTreeMap<ArrayId, String>,
    sizes: BTreeMap<(ArrayId, usize), String>,
    ours: BTreeMap<String, String>,
    incidences: BTreeMap<(ArrayId, usize), String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Chooses the names for a model from its energy and everything derived from it.
    ///
    /// The first program's arrays are the model's; later ones may only add scalars behind them.
    pub fn new(programs: &[&Program]) -> Self {
        let mut taken = BTreeSet::new();
        let mut arrays = BTreeMap::new();
        let mut words: BTreeSet<String> = OURS.iter().map(|word| (*word).to_owned()).collect();
        for program in programs {
            for (place, array) in program.arrays.iter().enumerate() {
                if matches!(array.role, Role::Scalar | Role::Along(_)) {
                    words.insert(array.name.clone());
                    continue;
                }
                if array.role == Role::Given {
                    words.insert(joint_word(&array.name));
                }
                arrays.entry(ArrayId(place)).or_insert_with(|| array.name.clone());
                taken.insert(array.name.clone());
            }
            visit_variables(program, &mut |variable| {
                taken.insert(variable.name().to_owned());
            });
            taken.extend(program.lets.iter().map(|definition| definition.name.clone()));
        }
        let ours: BTreeMap<String, String> =
            words.into_iter().map(|word| (word.clone(), given_way(&word, &taken))).collect();
        taken.extend(ours.values().cloned());
        let mut names = Self {
            model: programs.first().map(|program| camel_case(&program.name)).unwrap_or_default(),
            arrays,
            sizes: BTreeMap::new(),
            ours,
            incidences: BTreeMap::new(),
            taken,
        };
        if let Some(program) = programs.first() {
            names.name_sizes(program);
        }
        for program in programs {
            names.name_incidences(program);
        }
        names
    }

    /// As in formulas: `n`, or `rows` and `cols`, for the one array of sites, with the array's name for all others.
    fn name_sizes(&mut self, program: &Program) {
        let is_visible = |array: &Array| array.role.domain().is_some() && !array.extents.is_empty();
        let alone = program.arrays.iter().filter(|array| is_visible(array)).count() == 1;
        for (id, axis) in primary_sizes(program) {
            let array = program.array(id);
            let words: &[&str] = match array.extents.len() {
                1 => &["n"],
                2 => &["rows", "cols"],
                3 => &["depth", "rows", "cols"],
                _ => &[],
            };
            let word = words.get(axis).map_or_else(|| format!("n{axis}"), |word| (*word).to_owned());
            let word = if alone && is_visible(array) { word } else { format!("{word}_{}", array.name) };
            let word = given_way(&word, &self.taken);
            self.taken.insert(word.clone());
            self.sizes.insert((id, axis), word);
        }
    }

    fn name_incidences(&mut self, program: &Program) {
        let mut found = BTreeSet::new();
        visit_ranges(program, &mut |range| {
            if let Range::Incidence { array, component, .. } = range {
                found.insert((*array, *component));
            }
        });
        for (array, component) in found {
            if self.incidences.contains_key(&(array, component)) {
                continue;
            }
            let word = given_way(&format!("{}_incidence_{component}", self.arrays[&array]), &self.taken);
            self.taken.insert(word.clone());
            self.incidences.insert((array, component), word);
        }
    }

    /// `Ising`, or with a suffix `IsingParams`.
    pub fn model(&self, suffix: &str) -> Ident {
        identifier(&format!("{}{suffix}", self.model))
    }

    /// A word of ours, out of the user's way.
    ///
    /// Scalars that passes introduced (the weight of an example, the new value of a site) are such words too.
    pub fn ours(&self, word: &str) -> Ident {
        debug_assert!(self.ours.contains_key(word), "`{word}` is not registered");
        identifier(self.ours.get(word).map_or(word, String::as_str))
    }

    /// An array, as the user wrote it.
    pub fn array(&self, array: ArrayId) -> Ident {
        identifier(&self.arrays[&array])
    }

    /// Where a given array stands in a row of the joint density.
    pub fn in_joint(&self, array: ArrayId) -> Ident {
        self.ours(&joint_word(&self.arrays[&array]))
    }

    /// The list of entries of a structure array by one of their members.
    pub fn incidence(&self, array: ArrayId, component: usize) -> Ident {
        identifier(&self.incidences[&(array, component)])
    }

    /// Every list of that kind that some method walks along.
    pub fn incidences(&self) -> impl Iterator<Item = (ArrayId, usize)> {
        self.incidences.keys().copied()
    }

    /// A primary size.
    pub fn size(&self, array: ArrayId, axis: usize) -> Ident {
        identifier(&self.sizes[&(array, axis)])
    }

    /// The primary sizes, in order.
    pub fn sizes(&self) -> impl Iterator<Item = (ArrayId, usize)> {
        self.sizes.keys().copied()
    }

    /// Words that a local of a method cannot have.
    pub(crate) fn taken_by_others(&self) -> BTreeSet<String> {
        let fixed = self.arrays.values().chain(self.sizes.values()).chain(self.ours.values());
        fixed.chain(self.incidences.values()).cloned().collect()
    }

    /// A word for a local of ours, with `_` behind it while the user or the model has the same.
    pub(crate) fn out_of_the_way(&self, word: &str) -> String {
        given_way(word, &self.taken)
    }
}

/// The sizes that nothing else determines and that are not the caller's to know: `Size(a, k)` where the extent of axis
/// k of a is just that.
pub fn primary_sizes(program: &Program) -> Vec<(ArrayId, usize)> {
    let mut sizes = Vec::new();
    for (place, array) in program.arrays.iter().enumerate() {
        if matches!(array.role, Role::Scalar | Role::Along(_)) {
            continue;
        }
        for (axis, extent) in array.extents.iter().enumerate() {
            if *extent == Index::size(ArrayId(place), axis) {
                sizes.push((ArrayId(place), axis));
            }
        }
    }
    sizes
}

/// Every term of a program, at any depth.
fn visit_terms(program: &Program, visit: &mut dyn FnMut(&Term)) {
    fn inside(expr: &Expr, visit: &mut dyn FnMut(&Term)) {
        for term in &expr.terms {
            visit(term);
            for factor in &term.factors {
                match &factor.atom {
                    Atom::Read(..) | Atom::Integer(_) => {}
                    Atom::Apply { argument, .. } => inside(argument, visit),
                    Atom::Change { at, by, .. } => {
                        inside(at, visit);
                        inside(by, visit);
                    }
                }
            }
        }
    }
    program.lets.iter().for_each(|definition| inside(definition.definition.expr(), visit));
    program.outputs.iter().for_each(|output| inside(&output.value, visit));
}

fn visit_ranges(program: &Program, visit: &mut dyn FnMut(&Range)) {
    visit_terms(program, &mut |term| term.binders.iter().for_each(|binder| visit(&binder.range)));
}

fn visit_variables(program: &Program, visit: &mut dyn FnMut(&Variable)) {
    let bound =
        program.lets.iter().flat_map(|l| &l.binders).chain(program.outputs.iter().flat_map(|o| &o.binders));
    bound.chain(&program.inputs).for_each(|(variable, _)| visit(variable));
    visit_terms(program, &mut |term| term.binders.iter().for_each(|binder| visit(&binder.variable)));
}
