//! The body: the part of Rust that energies are written in.
//!
//! `syn` has parsed the Rust; here its tree becomes the surface's, and what is outside the language is
//! reported where it stands. Places are built from the leaves up, as asking `syn` for the span of every
//! subtree would be quadratic.

mod chain;
mod expression;
mod items;
mod pattern;
mod statement;

use super::{Block, Expression, ExpressionKind, Function, Name, Statement};
use crate::errors::{Errors, Mistake, Place, body, signature};
use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::Parser as _;
use syn::visit::Visit;

/// How deep expressions and blocks may nest once parsed. The token limits keep the parser safe; this keeps
/// every later phase so, which may recurse with larger frames.
pub(super) const DEPTH: usize = 96;

/// What turns the tree of `syn` into the surface.
pub(super) struct Reader<'e> {
    pub(super) errors: &'e mut Errors,
    depth: usize,
}

impl<'e> Reader<'e> {
    pub(super) fn new(errors: &'e mut Errors) -> Reader<'e> {
        Reader { errors, depth: 0 }
    }

    /// Runs `read` one level deeper, or reports that this is too deep.
    fn deeper<T>(
        &mut self,
        place: impl FnOnce() -> Place,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, Mistake> {
        if self.depth >= DEPTH {
            return Err(signature::too_deep(place()));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        Ok(value)
    }

    /// An expression that was reported as a mistake.
    fn mistake(&mut self, mistake: Mistake) -> Expression {
        let place = mistake.place;
        Expression { kind: ExpressionKind::Mistake(self.errors.report(mistake)), place }
    }
}

/// The body of a function from the tokens between its braces. If they are not Rust, rustc says so too; the
/// rest of the compiler gets a block that is known to be mistaken.
pub(super) fn parse_body(errors: &mut Errors, tokens: TokenStream, place: Place) -> Block {
    match syn::Block::parse_within.parse2(tokens) {
        Ok(statements) => {
            let mut conditional = Conditional(errors);
            statements.iter().for_each(|statement| conditional.visit_stmt(statement));
            Reader::new(errors).block(&statements, place)
        }
        Err(error) => {
            let reported = errors.report(signature::not_rust(Place::at(error.span()), &error.to_string()));
            Block { statements: vec![Statement::Mistake(reported)], value: None, place }
        }
    }
}

/// Reports what is compiled under a condition: whether it holds is known to rustc alone.
struct Conditional<'e>(&'e mut Errors);

impl Visit<'_> for Conditional<'_> {
    fn visit_attribute(&mut self, attribute: &syn::Attribute) {
        let path = attribute.path();
        if path.is_ident("cfg") || path.is_ident("cfg_attr") {
            self.0.report(body::conditional_code(Place::of(path)));
        }
    }
}

/// An expression in an attribute: `edges.len()` in `shape = edges.len()`.
pub(super) fn parse_attribute_expression(errors: &mut Errors, tokens: TokenStream) -> Expression {
    match syn::parse2::<syn::Expr>(tokens) {
        Ok(expression) => Reader::new(errors).expression(&expression),
        Err(error) => {
            let place = Place::at(error.span());
            Reader::new(errors).mistake(signature::not_rust(place, &error.to_string()))
        }
    }
}

/// A function without roles, beside an energy.
pub(super) fn parse_helper(
    errors: &mut Errors,
    written: &syn::Signature,
    body: TokenStream,
    place: Place,
) -> Function {
    let mut reader = Reader::new(errors);
    let (name, parameters) = reader.helper_signature(written);
    Function { name, parameters, body: parse_body(errors, body, place) }
}

/// A constant or an import beside an energy.
pub(super) fn parse_helper_item(errors: &mut Errors, item: &syn::Item) -> Option<Vec<Statement>> {
    match item {
        syn::Item::Const(_) | syn::Item::Use(_) => Some(Reader::new(errors).item(item)),
        _ => None,
    }
}

impl Name {
    /// The name that an identifier writes.
    pub(crate) fn of(ident: &Ident) -> Name {
        Name { text: ident.unraw().to_string(), place: Place::at(ident.span()) }
    }
}
