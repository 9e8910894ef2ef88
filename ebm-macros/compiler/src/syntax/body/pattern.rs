//! Patterns: names, tuples, `_`, through references.

use super::Reader;
use crate::errors::{Place, body};
use crate::syntax::{Name, Pattern};
use syn::Pat;

impl Reader<'_> {
    pub(super) fn pattern(&mut self, written: &Pat) -> Pattern {
        match written {
            Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => {
                Pattern::Name { name: Name::of(&ident.ident), mutable: ident.mutability.is_some() }
            }
            Pat::Wild(wild) => Pattern::Any(Place::of(&wild.underscore_token)),
            Pat::Type(typed) => self.pattern(&typed.pat),
            Pat::Paren(inner) => self.pattern(&inner.pat),
            Pat::Reference(inner) if inner.mutability.is_none() => self.pattern(&inner.pat),
            Pat::Tuple(tuple) => {
                let place = Place::of(tuple);
                let members = self.deeper(
                    || place,
                    |reader| tuple.elems.iter().map(|member| reader.pattern(member)).collect(),
                );
                match members {
                    Ok(members) => Pattern::Tuple(members, place),
                    Err(mistake) => Pattern::Mistake(self.errors.report(mistake)),
                }
            }
            other => Pattern::Mistake(self.errors.report(body::pattern(Place::of(other)))),
        }
    }
}
