//! Items nested in a body: helper functions, constants, imports.

use super::Reader;
use crate::errors::{Place, body};
use crate::syntax::{Function, Let, Name, Pattern, Statement};
use syn::{Item, ReturnType, Safety, UseTree};

impl Reader<'_> {
    /// A nested item; an import may bind several names.
    pub(super) fn item(&mut self, item: &Item) -> Vec<Statement> {
        match item {
            Item::Fn(function) => {
                let span = &function.block.brace_token.span;
                let place = Place { start: span.open(), end: span.close() };
                let (name, parameters) = self.helper_signature(&function.sig);
                let read = self.deeper(|| place, |reader| reader.block(&function.block.stmts, place));
                vec![match read {
                    Ok(body) => Statement::Function(Function { name, parameters, body }),
                    Err(mistake) => Statement::Mistake(self.errors.report(mistake)),
                }]
            }
            Item::Const(constant) => {
                let pattern = Pattern::Name { name: Name::of(&constant.ident), mutable: false };
                vec![Statement::Constant(Let { pattern, value: self.expression(&constant.expr) })]
            }
            Item::Use(import) => {
                let mut statements = Vec::new();
                self.imports(&mut Vec::new(), &import.tree, &mut statements);
                statements
            }
            other => vec![Statement::Mistake(self.errors.report(body::nested_item(Place::of(other))))],
        }
    }

    fn imports(&mut self, path: &mut Vec<Name>, tree: &UseTree, statements: &mut Vec<Statement>) {
        match tree {
            UseTree::Path(inner) => {
                path.push(Name::of(&inner.ident));
                self.imports(path, &inner.tree, statements);
                path.pop();
            }
            UseTree::Name(name) => {
                let name = Name::of(&name.ident);
                let mut whole = path.clone();
                whole.push(name.clone());
                statements.push(Statement::Import(name, whole));
            }
            UseTree::Rename(rename) => {
                let mut whole = path.clone();
                whole.push(Name::of(&rename.ident));
                statements.push(Statement::Import(Name::of(&rename.rename), whole));
            }
            UseTree::Group(group) => {
                for inner in &group.items {
                    self.imports(path, inner, statements);
                }
            }
            // which names it brings in is not to be seen; those that are not known anyway are told where they are used
            UseTree::Glob(_) => {}
        }
    }

    /// The name and the arguments of a helper function.
    pub(super) fn helper_signature(&mut self, written: &syn::Signature) -> (Name, Vec<Pattern>) {
        let name = Name::of(&written.ident);
        if written.asyncness.is_some() || written.abi.is_some() || matches!(written.safety, Safety::Unsafe(_))
        {
            self.errors.report(body::helper_modifier(name.place));
        }
        if written.generics.type_params().next().is_some() || written.generics.const_params().next().is_some()
        {
            self.errors.report(body::helper_generics(Place::of(&written.generics.params)));
        }
        let parameters = written.inputs.iter().map(|input| match input {
            syn::FnArg::Typed(typed) => self.pattern(&typed.pat),
            syn::FnArg::Receiver(receiver) => {
                Pattern::Mistake(self.errors.report(body::pattern(Place::at(receiver.self_token.span))))
            }
        });
        let parameters = parameters.collect();
        if let ReturnType::Default = written.output {
            self.errors.report(body::helper_modifier(name.place));
        }
        (name, parameters)
    }
}
