//! Codes that a loop needs in every round, taken once before it.
//!
//! ```text
//! let codes = x[k].codes();
//! for u in 0..q {
//!     local[u] -= V::from_fn(|lane| j[((s * n + k) * q + u) * q + codes[lane]]);
//! }
//! ```
//!
//! A state holds numbers, and to turn sixteen of them into integers takes longer than the sixteen reads that they choose.

use super::scope::Body;
use crate::ir::{Array, Atom, Domain, Index, IntegerAtom, Term, Variable};
use proc_macro2::TokenStream;
use quote::quote;

/// The forms of terms that stand in conditions or as indices.
pub(super) fn forms(terms: &[Term]) -> Vec<Index> {
    let mut found: Vec<Index> = Vec::new();
    for term in terms {
        found.extend(term.guards.iter().map(|guard| guard.form.clone()));
        term.visit_atoms(&mut |atom| {
            if let Atom::Read(_, indices) = atom {
                found.extend(indices.iter().cloned());
            }
        });
    }
    found
}

impl Body<'_> {
    /// Statements that take the codes of the sites in these forms before a loop over a variable: of sites that are the same
    /// in every round, and that are there whatever the conditions inside say.
    pub(super) fn hoisted_codes(&mut self, forms: &[Index], variable: &Variable) -> TokenStream {
        let mut sites: Vec<IntegerAtom> = Vec::new();
        for form in forms {
            form.visit_atoms(&mut |atom| {
                if matches!(atom, IntegerAtom::Site { .. }) && !sites.contains(atom) {
                    sites.push(atom.clone());
                }
            });
        }
        let mut statements = TokenStream::new();
        for site in sites {
            let form = Index::atom(site.clone());
            let nested = match &site {
                IntegerAtom::Site { indices, .. } => indices.iter().any(super::scope::by_lane),
                _ => true,
            };
            if nested || form.mentions(variable) || !self.is_safe(&form) || self.taken_codes(&site).is_some()
            {
                continue;
            }
            let IntegerAtom::Site { array, indices } = &site else { continue };
            let Array { role, extents, .. } = self.program.array(*array);
            let take = if role.domain() == Some(&Domain::Spin) { quote!(spin_codes) } else { quote!(codes) };
            let name = self.array(*array);
            let value = self.element(quote!(#name), indices, extents).tokens;
            let codes = self.local("codes");
            statements.extend(quote!(let #codes = #value.#take();));
            self.take_codes(site, codes);
        }
        statements
    }
}
