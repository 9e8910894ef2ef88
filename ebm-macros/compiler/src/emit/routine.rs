//! A program as the body of one trait method: prologue, definitions, outputs.
//!
//! For the difference of `ising`, expands to:
//!
//! ```text
//! let structure = &*self.structure;
//! let number = V::Real::from_f64;
//! let n = structure.n;
//! let x = structure.x.of(state);
//! let h = structure.h.of(theta);
//! let j = structure.j.of(theta);
//! let s = site;
//! let mut sum = V::splat(h[s]);
//! for k in 0..n { … }
//! x[s] * sum * number(2.0)
//! ```

use super::fragment::{Kind, Level, Scalar, product};
use super::header::Density;
use super::ranges::with_shared_ranges;
use super::scope::Body;
use super::table::Table;
use crate::ir::{
    ArrayId, Binder, Definition, Expr, Index, Let, LetId, Program, Range, Role, Target, Variable,
};
use crate::names::Names;
use proc_macro2::TokenStream;
use quote::quote;

/// What is written as the body of a method.
#[derive(Clone, Copy)]
pub(super) struct Routine<'a> {
    pub(super) program: &'a Program,
    pub(super) names: &'a Names,
    /// The density whose states it reads.
    pub(super) density: Density,
    /// The array whose flat site number the method is given, if the program's inputs are a site of it.
    pub(super) site: Option<ArrayId>,
    /// Names the accumulator of the value.
    pub(super) word: &'a str,
    /// Whether results that stand for the energy are multiplied by the inverse temperature, an argument of the method.
    pub(super) tempered: bool,
}

/// The body of a method.
pub(super) fn body(routine: Routine) -> TokenStream {
    let Routine { program, names, density, site, word, tempered } = routine;
    let program = &with_shared_ranges(program);
    let mut body = Body::new(program, names);
    body.density = density;
    let inputs = site.map(|array| body.inputs(array));
    let lets: Vec<TokenStream> =
        (0..program.lets.len()).map(|place| body.definition_of(LetId(place))).collect();
    let scratch = body.scratch();
    let mut statements = TokenStream::new();
    let mut value = TokenStream::new();
    let beta = tempered.then(|| names.ours("beta"));
    for output in &program.outputs {
        match output.target {
            Target::Value => {
                let (before, scalar) = body.evaluate(output.value.terms.clone(), word);
                statements.extend(before);
                let factor = beta.as_ref().map(|name| Scalar::whole(quote!(#name), Kind::Lane));
                value = product([Some(scalar.widened(Kind::Lane)), factor].into_iter().flatten().collect())
                    .map_or_else(TokenStream::new, |scalar| scalar.tokens);
            }
            Target::Gradient(array) => statements.extend(body.gradient(array, output)),
            Target::Values => statements.extend(body.values(output)),
            Target::Coefficient(basis) => statements.extend(body.coefficient(basis, output)),
        }
    }
    let by_sites = |target: Target| match target {
        Target::Gradient(array) => program.array(array).role.domain().is_some(),
        Target::Values | Target::Coefficient(_) => true,
        Target::Value => false,
    };
    if let Some(beta) = beta.filter(|_| program.outputs.iter().any(|output| by_sites(output.target))) {
        let out = names.ours("out");
        statements.extend(quote!(for #out in #out { *#out *= #beta; }));
    }
    let (structure, bindings) = (names.ours("structure"), body.bindings());
    quote!(let #structure = &*self.structure; #bindings #inputs #scratch #(#lets)* #statements #value)
}

impl Body<'_> {
    /// What the body mentions, bound once, from a local that is the structure.
    pub(super) fn bindings(&mut self) -> TokenStream {
        let names = self.names;
        let (structure, state, theta) = (names.ours("structure"), names.ours("state"), names.ours("theta"));
        let mut lines = TokenStream::new();
        if self.used.numbers {
            let number = names.ours("number");
            lines.extend(quote!(let #number = V::Real::from_f64;));
        }
        if self.used.integers {
            let integer = names.ours("integer");
            lines.extend(quote!(let #integer = V::Real::from_usize;));
        }
        for (array, axis) in self.used.sizes.clone() {
            let size = names.size(array, axis);
            lines.extend(quote!(let #size = #structure.#size;));
        }
        for id in self.used.arrays.clone() {
            let array = self.program.array(id);
            let name = self.array(id);
            let scalar = array.extents.is_empty();
            lines.extend(match (&array.role, scalar) {
                (Role::Visible(_) | Role::Latent(_) | Role::Given, _) => {
                    let behind_latent = array.role == Role::Given && self.density == Density::Joint;
                    let block = if behind_latent { names.in_joint(id) } else { name.clone() };
                    let only = scalar.then(|| quote!([0]));
                    quote!(let #name = #structure.#block.of(#state) #only;)
                }
                (Role::Param(_), false) => quote!(let #name = #structure.#name.of(#theta);),
                (Role::Param(_), true) => quote!(let #name = #structure.#name.of(#theta)[0];),
                (Role::Fixed, false) => quote!(let #name = #structure.#name.of::<V::Real>();),
                (Role::Fixed, true) => quote!(let #name = #structure.#name.of::<V::Real>()[0];),
                (Role::Structure { .. }, false) => quote!(let #name = #structure.#name.as_slice();),
                (Role::Structure { .. }, true) => quote!(let #name = #structure.#name;),
                (Role::Along(sites), _) => {
                    let word = array.name.strip_suffix(&format!("_{}", self.program.array(*sites).name));
                    let (whole, sites) = (names.ours(word.unwrap_or(&array.name)), names.array(*sites));
                    quote!(let #name = #structure.#sites.of(#whole);)
                }
                (Role::Scalar, _) => TokenStream::new(),
            });
        }
        lines
    }

    /// The inputs of a program from the flat number of a site of `array`.
    fn inputs(&mut self, array: ArrayId) -> TokenStream {
        let site = self.names.ours("site");
        let first =
            self.program.arrays_where(|array| matches!(array.role, Role::Visible(_))).first() == Some(&array);
        let start = if first {
            quote!(#site)
        } else {
            let (structure, name) = (self.names.ours("structure"), self.names.array(array));
            quote!((#site - #structure.#name.start()))
        };
        let variables: Vec<_> = self.program.inputs.iter().map(|(v, _)| self.variable(v)).collect();
        let extents = self.program.array(array).extents.clone();
        let extents: Vec<TokenStream> =
            extents.iter().map(|extent| self.integer(extent).at(Level::Prefix)).collect();
        match (variables.as_slice(), extents.as_slice()) {
            ([s], _) => quote!(let #s = #start;),
            ([r, c], [_, cols]) => quote!(let (#r, #c) = (#start / #cols, #start % #cols);),
            ([a, b, c], [_, rows, cols]) => {
                quote!(let (#a, #b, #c) = (#start / (#rows * #cols), #start / #cols % #rows, #start % #cols);)
            }
            _ => TokenStream::new(),
        }
    }

    /// Room for the definitions that have axes.
    fn scratch(&mut self) -> TokenStream {
        let work = self.names.ours("work");
        let program = self.program;
        let mut names = Vec::new();
        let mut sizes = Vec::new();
        for (place, definition) in program.lets.iter().enumerate() {
            if definition.binders.is_empty() {
                continue;
            }
            names.push(self.definition(LetId(place)));
            let mut extents = Vec::new();
            for (_, extent) in &definition.binders {
                extents.push(self.clipped(extent).at(Level::Product));
            }
            let (first, others) = (&extents[0], &extents[1..]);
            sizes.push(quote!(#first #(* #others)*));
        }
        if names.is_empty() {
            TokenStream::new()
        } else {
            quote!(let [#(#names),*] = #work.split([#(#sizes),*]);)
        }
    }

    fn definition_of(&mut self, id: LetId) -> TokenStream {
        let program = self.program;
        let Let { binders, definition, .. } = program.definition(id);
        let name = self.definition(id);
        match definition {
            Definition::Sum(value) if binders.is_empty() => {
                let mark = self.mark();
                let (statements, value) = self.evaluate(value.terms.clone(), "sum");
                self.leave(mark);
                let value = value.tokens;
                if statements.is_empty() {
                    quote!(let #name = #value;)
                } else {
                    quote!(let #name = { #statements #value };)
                }
            }
            Definition::Sum(value) => self.table(&Table::lanes(&name, binders), value.terms.clone()),
            Definition::LogSumExp { over, body } => {
                let value = |this: &mut Self| this.log_sum_exp(over, body).widened(Kind::Lane).tokens;
                if binders.is_empty() {
                    let value = value(self);
                    return quote!(let #name = #value;);
                }
                self.over(binders, Vec::new(), |body| {
                    let place = body.place(binders);
                    let value = value(body);
                    quote!(#name[#place] = #value;)
                })
            }
        }
    }

    /// `V::log_sum_exp(q, |u| …)`, one in another for several variables.
    fn log_sum_exp(&mut self, over: &[(Variable, Index)], body: &Expr) -> Scalar {
        let Some(((variable, bound), inner)) = over.split_first() else {
            return self.expression(body).widened(Kind::Lane);
        };
        let count = self.clipped(bound).tokens;
        let mark = self.mark();
        let name = self.bind(variable);
        self.assume_below(variable, bound);
        let inside = self.log_sum_exp(inner, body).tokens;
        self.leave(mark);
        Scalar::whole(quote!(V::log_sum_exp(#count, |#name| #inside)), Kind::Lane)
    }

    /// The flat place of the binders in the array whose axes they run along.
    pub(super) fn place(&mut self, binders: &[(Variable, Index)]) -> TokenStream {
        let indices: Vec<Index> = binders.iter().map(|(v, _)| Index::variable(v)).collect();
        let extents: Vec<Index> = binders.iter().map(|(_, extent)| extent.clone()).collect();
        self.flat(&indices, &extents).tokens
    }

    /// Loops over all values of binders, those outside the extra bounds left out.
    pub(super) fn over(
        &mut self,
        binders: &[(Variable, Index)],
        bounds: Vec<(Vec<Index>, Vec<Index>)>,
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        self.over_reading(binders, bounds, &[], inside)
    }

    /// The same; the codes of sites in these forms are taken before the innermost loop where that can be.
    pub(super) fn over_reading(
        &mut self,
        binders: &[(Variable, Index)],
        bounds: Vec<(Vec<Index>, Vec<Index>)>,
        forms: &[Index],
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let mark = self.mark();
        let mut headers = Vec::new();
        for (place, (variable, extent)) in binders.iter().enumerate() {
            let (lower, mut upper) = bounds.get(place).cloned().unwrap_or_default();
            // a bound that a term states need not be inside the axis: `if i == 2`
            if !upper.iter().any(|bound| self.is_non_negative(&(extent - bound))) {
                upper.push(extent.clone());
            }
            let innermost = place + 1 == binders.len();
            let codes = if innermost { self.hoisted_codes(forms, variable) } else { TokenStream::new() };
            let range = Range::Span { lower, upper };
            let header = self.range(&range);
            let name = self.bind(variable);
            self.assume_below(variable, extent);
            self.assume_binder(&Binder { variable: variable.clone(), range });
            headers.push(quote!(#codes for #name in #header));
        }
        let inside = inside(self);
        self.leave(mark);
        headers.into_iter().rev().fold(inside, |inside, header| quote!(#header { #inside }))
    }
}
