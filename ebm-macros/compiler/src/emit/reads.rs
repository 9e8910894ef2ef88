//! Reads that nothing proves to be inside their arrays, tried out once when a model is built.
//!
//! Sizes and entries of fixed data may make an energy read where there is nothing: `a[group[k]]` with a group that does
//! not exist. What follows from the ranges of loops, from conditions and from what is checked of fixed data needs no
//! trial; of the rest, the loops of the energy are run without their values, so that a wrong entry is a typed error
//! and not a panic later. For `a[group[k]]`, expands to:
//!
//! ```text
//! for k in 0..n {
//!     check_read("a[group[k]]", (group[k], 0), n_a)?;
//! }
//! ```

use super::scope::Body;
use crate::ir::display::Notation;
use crate::ir::{ArrayId, Atom, Binder, Expr, Guard, Index, IntegerAtom, Range, Source, Term};
use crate::names::runtime;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

impl Body<'_> {
    /// Statements that fail with a typed error where a read of the program is outside its array.
    pub(super) fn trial(&mut self) -> TokenStream {
        let program = self.program;
        let mut statements = TokenStream::new();
        for definition in &program.lets {
            let binders = definition
                .scope()
                .into_iter()
                .map(|(variable, extent)| Binder { variable, range: Range::up_to(extent) });
            let term = |term: &Term| Term {
                binders: binders.clone().chain(term.binders.clone()).collect(),
                ..term.clone()
            };
            let terms = definition.definition.expr().terms.iter().map(term).collect();
            statements.extend(self.trial_of(&Expr { terms }));
        }
        for output in &program.outputs {
            statements.extend(self.trial_of(&output.value));
        }
        statements
    }

    fn trial_of(&mut self, expr: &Expr) -> TokenStream {
        expr.terms.iter().map(|term| self.nest_of(term, &term.binders)).collect()
    }

    /// The loops of a term from some binder on, if anything inside needs a trial.
    fn nest_of(&mut self, term: &Term, binders: &[Binder]) -> TokenStream {
        let Some((binder, inner)) = binders.split_first() else {
            let mut guards = term.guards.clone();
            guards.sort_by_key(|guard| !self.is_safe(&guard.form));
            return self.under(&guards, term);
        };
        let mut before = TokenStream::new();
        for form in binder.range.forms() {
            before.extend(self.lookups_of(form));
        }
        let range = self.range(&binder.range);
        let mark = self.mark();
        let name = self.bind(&binder.variable);
        self.assume_binder(binder);
        let inside = self.nest_of(term, inner);
        self.leave(mark);
        let pattern = match binder.range {
            Range::Span { .. } => quote!(#name),
            Range::Incidence { .. } => quote!(&#name),
        };
        if inside.is_empty() { before } else { quote!(#before for #pattern in #range { #inside }) }
    }

    /// The conditions of a term from some guard on, then its factors.
    fn under(&mut self, guards: &[Guard], term: &Term) -> TokenStream {
        let Some((guard, others)) = guards.split_first() else {
            return term.factors.iter().map(|factor| self.trial_of_atom(&factor.atom)).collect();
        };
        let before = self.lookups_of(&guard.form);
        // some state meets a condition on the state
        let condition = (!of_state(&guard.form)).then(|| self.condition(guard));
        let mark = self.mark();
        self.assume_guard(guard);
        let inside = self.under(others, term);
        let Some(condition) = condition else {
            self.leave(mark);
            return quote!(#before #inside);
        };
        self.leave(mark);
        if inside.is_empty() { before } else { quote!(#before if #condition { #inside }) }
    }

    fn trial_of_atom(&mut self, atom: &Atom) -> TokenStream {
        match atom {
            Atom::Read(source, indices) => {
                let extents: Vec<Index> = match source {
                    Source::Array(id) => self.program.array(*id).extents.clone(),
                    Source::Let(id) => {
                        self.program.definition(*id).binders.iter().map(|b| b.1.clone()).collect()
                    }
                };
                self.trial_of_read(&Expr::atom(atom.clone()), indices, &extents)
            }
            Atom::Apply { argument, .. } => self.trial_of(argument),
            Atom::Change { at, by, .. } => {
                let (at, by) = (self.trial_of(at), self.trial_of(by));
                quote!(#at #by)
            }
            Atom::Integer(form) => self.lookups_of(form),
        }
    }

    /// The look-ups inside a form and the sites whose codes stand in it, innermost first.
    fn lookups_of(&mut self, form: &Index) -> TokenStream {
        let mut found: Vec<(ArrayId, Vec<Index>)> = Vec::new();
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Lookup { array, indices, .. } | IntegerAtom::Site { array, indices } = atom {
                found.push((*array, indices.clone()));
            }
        });
        let mut statements = TokenStream::new();
        for (array, indices) in found.into_iter().rev() {
            let extents = self.program.array(array).extents.clone();
            let read = Expr::read(array, indices.clone());
            statements.extend(self.axes_of(&read, &indices, &extents));
        }
        statements
    }

    fn trial_of_read(&mut self, read: &Expr, indices: &[Index], extents: &[Index]) -> TokenStream {
        let mut statements: TokenStream = indices.iter().map(|index| self.lookups_of(index)).collect();
        statements.extend(self.axes_of(read, indices, extents));
        statements
    }

    fn axes_of(&mut self, read: &Expr, indices: &[Index], extents: &[Index]) -> TokenStream {
        let (check, text) = (runtime("check_read"), Literal::string(&Notation::of(self.program).expr(read)));
        let mut statements = TokenStream::new();
        for (index, extent) in indices.iter().zip(extents) {
            if self.is_inside(index, extent) {
                continue;
            }
            // there is no state yet: each site stands at the value that brings the index furthest
            let highest = if of_state(index) {
                let Some(lowest) = self.lowest(&index.scaled(-1)) else { continue };
                lowest.scaled(-1)
            } else {
                index.clone()
            };
            let (positive, negative) = self.difference(&highest);
            let (positive, extent) = (positive.tokens, self.clipped(extent).tokens);
            let negative = negative.map_or_else(|| quote!(0), |negative| negative.tokens);
            statements.extend(quote!(#check(#text, (#positive, #negative), #extent)?;));
        }
        statements
    }
}

/// Whether a form depends on the values of sites.
fn of_state(form: &Index) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        found |= matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
    });
    found
}
