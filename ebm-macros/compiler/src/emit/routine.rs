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
use super::scope::Body;
use crate::ir::{
    ArrayId, Binder, Index, IntegerAtom, Let, LetId, Output, Program, Range, Relation, Role, Target, Term,
    Variable,
};
use crate::names::Names;
use crate::solve::facts::Facts;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

/// The body of a method that runs `program`. `word` names the accumulator of the value.
///
/// `site` is the array whose flat site number the method was given, if the program's inputs are a site of it; the value
/// is multiplied by `factor`.
pub(super) fn body(
    program: &Program,
    names: &Names,
    site: Option<ArrayId>,
    word: &str,
    factor: Option<&Ident>,
) -> TokenStream {
    let mut body = Body::new(program, names);
    let inputs = site.map(|array| body.inputs(array));
    let lets: Vec<TokenStream> =
        (0..program.lets.len()).map(|place| body.definition_of(LetId(place))).collect();
    let scratch = body.scratch();
    let mut statements = TokenStream::new();
    let mut value = TokenStream::new();
    for output in &program.outputs {
        match output.target {
            Target::Value => {
                let (before, scalar) = body.evaluate(output.value.terms.clone(), word);
                statements.extend(before);
                let factor = factor.map(|name| Scalar::whole(quote!(#name), Kind::Lane));
                value = product([Some(scalar.widened(Kind::Lane)), factor].into_iter().flatten().collect())
                    .map_or_else(TokenStream::new, |scalar| scalar.tokens);
            }
            Target::Gradient(array) => statements.extend(body.gradient(array, output)),
            Target::Values | Target::Coefficient(_) => unreachable!("not planned yet"),
        }
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
                (Role::Visible(_), _) => quote!(let #name = #structure.#name.of(#state);),
                (Role::Param(_), false) => quote!(let #name = #structure.#name.of(#theta);),
                (Role::Param(_), true) => quote!(let #name = #structure.#name.of(#theta)[0];),
                (Role::Fixed, false) => quote!(let #name = #structure.#name.of::<V::Real>();),
                (Role::Fixed, true) => quote!(let #name = #structure.#name.of::<V::Real>()[0];),
                (Role::Structure { .. }, false) => quote!(let #name = #structure.#name.as_slice();),
                (Role::Structure { .. }, true) => quote!(let #name = #structure.#name;),
                (Role::Scalar, _) => TokenStream::new(),
                (Role::Latent(_) | Role::Given | Role::Along(_), _) => unreachable!("refused while lowering"),
            });
        }
        lines
    }

    /// The inputs of a program from the flat number of a site of `array`.
    fn inputs(&mut self, array: ArrayId) -> TokenStream {
        let site = self.names.ours("site");
        let alone = self.program.arrays.iter().filter(|a| a.role.domain().is_some()).count() == 1;
        let start = if alone {
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
        let terms = definition.expr().terms.clone();
        if binders.is_empty() {
            let mark = self.mark();
            let (statements, value) = self.evaluate(terms, "sum");
            self.leave(mark);
            let value = value.tokens;
            return if statements.is_empty() {
                quote!(let #name = #value;)
            } else {
                quote!(let #name = { #statements #value };)
            };
        }
        self.over(binders, Vec::new(), |body| {
            let (statements, value) = body.evaluate(terms, "sum");
            let indices: Vec<Index> = binders.iter().map(|(v, _)| Index::variable(v)).collect();
            let extents: Vec<Index> = binders.iter().map(|(_, extent)| extent.clone()).collect();
            let flat = body.flat(&indices, &extents).tokens;
            let value = value.widened(Kind::Lane).tokens;
            quote!(#statements #name[#flat] = #value;)
        })
    }

    /// The derivative by every entry of an array: summed over lanes into `grad` for a parameter, written to `out` for sites.
    fn gradient(&mut self, array: ArrayId, output: &Output) -> TokenStream {
        let sites = self.program.array(array).role.domain().is_some();
        if output.value.is_zero() && !sites {
            return TokenStream::new();
        }
        let names = self.names;
        let (structure, name) = (names.ours("structure"), names.array(array));
        let whole = if sites { names.ours("out") } else { names.ours("grad") };
        let mark = self.mark();
        let slice = self.local(&format!("{}_{}", whole.unraw(), name.unraw()));
        let bounds = if sites { Vec::new() } else { shared_bounds(self.program, output) };
        let extents = self.program.array(array).extents.clone();
        let mut terms = output.value.terms.clone();
        let common = if sites { 1.0 } else { common_coefficient(&mut terms) };
        let nest = self.over(&output.binders, bounds, |body| {
            let (statements, value) = body.evaluate(terms, "sum");
            let indices: Vec<Index> = output.binders.iter().map(|(v, _)| Index::variable(v)).collect();
            let flat = body.flat(&indices, &extents).tokens;
            let value = value.widened(Kind::Lane);
            if sites {
                let value = value.tokens;
                return quote!(#statements #slice[#flat] = #value;);
            }
            let value = value.at(Level::Whole);
            let number = (common.abs() != 1.0).then(|| body.number(common.abs()).tokens);
            let number = number.map(|number| quote!(#number *));
            let assign = if common < 0.0 { quote!(-=) } else { quote!(+=) };
            quote!(#statements #slice[#flat] #assign #number #value.total();)
        });
        self.leave(mark);
        quote!(let #slice = #structure.#name.of_mut(#whole); #nest)
    }

    /// Loops over all values of binders, those outside the extra bounds left out.
    fn over(
        &mut self,
        binders: &[(Variable, Index)],
        bounds: Vec<(Vec<Index>, Vec<Index>)>,
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let mark = self.mark();
        let mut headers = Vec::new();
        for (place, (variable, extent)) in binders.iter().enumerate() {
            let (lower, upper) = bounds.get(place).cloned().unwrap_or_default();
            let upper = if upper.is_empty() { vec![extent.clone()] } else { upper };
            let range = Range::Span { lower, upper };
            let header = self.range(&range);
            let name = self.bind(variable);
            self.assume_below(variable, extent);
            self.assume_binder(&Binder { variable: variable.clone(), range });
            headers.push(quote!(for #name in #header));
        }
        let inside = inside(self);
        self.leave(mark);
        headers.into_iter().rev().fold(inside, |inside, header| quote!(#header { #inside }))
    }
}

/// The number that all terms have in front, up to sign, taken out of them: it multiplies the sum over lanes once.
fn common_coefficient(terms: &mut [Term]) -> f64 {
    let Some(common) = terms.first().map(|term| term.coefficient) else { return 1.0 };
    if common == 0.0 || terms.iter().any(|term| term.coefficient.abs() != common.abs()) {
        return 1.0;
    }
    terms.iter_mut().for_each(|term| term.coefficient /= common);
    common
}

/// A loop is narrowed only by bounds that all terms obey, so few candidates are worth a proof.
const MOST_CANDIDATES: usize = 16;

/// For each binder of an output, bounds that hold wherever any term of it counts: `for q in 0..p` in place of
/// `for q in 0..n { if q < p { … } }`.
fn shared_bounds(program: &Program, output: &Output) -> Vec<(Vec<Index>, Vec<Index>)> {
    let terms = &output.value.terms;
    let mut candidates: Vec<Index> = Vec::new();
    for guard in terms.iter().flat_map(|term| &term.guards) {
        match guard.relation {
            Relation::NonNegative => candidates.push(guard.form.clone()),
            Relation::Zero => candidates.extend([guard.form.clone(), -&guard.form]),
            Relation::NonZero => {}
        }
    }
    candidates.sort();
    candidates.dedup();
    candidates.truncate(MOST_CANDIDATES);
    let obeyed = |form: &Index| {
        terms.iter().all(|term| {
            let mut facts = Facts::new(&program.arrays, &[]);
            term.guards.iter().for_each(|guard| facts.assume_guard(guard));
            facts.non_negative(form)
        })
    };
    candidates.retain(obeyed);
    let place = |(place, (variable, _)): (usize, &(Variable, Index))| {
        let known = &output.binders[..place];
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        for form in &candidates {
            let Some((slope, rest)) = form.split_linear(&IntegerAtom::Variable(variable.clone())) else {
                continue;
            };
            match slope.as_constant() {
                _ if !is_known(&rest, known) => {}
                Some(1) => lower.push(-&rest),
                Some(-1) => upper.push(&rest + &Index::constant(1)),
                _ => {}
            }
        }
        (lower, upper)
    };
    output.binders.iter().enumerate().map(place).collect()
}

/// Whether a form mentions sizes and these variables only.
fn is_known(form: &Index, variables: &[(Variable, Index)]) -> bool {
    let mut known = true;
    form.visit_atoms(&mut |atom| {
        known &= match atom {
            IntegerAtom::Variable(variable) => variables.iter().any(|(other, _)| other == variable),
            IntegerAtom::Size(..) => true,
            IntegerAtom::Lookup { .. }
            | IntegerAtom::Site { .. }
            | IntegerAtom::Rounded { .. }
            | IntegerAtom::Remainder(..)
            | IntegerAtom::Quotient(..) => false,
        };
    });
    known
}
