//! The whole compiler on one screen: from the tokens of `#[energy_model]` to the tokens that replace them.
//!
//! The user's function comes out untouched, whatever happens; the model stands beside it. Mistakes become
//! `compile_error!`s, all of them in one compile, and a model that could not be derived is replaced by one without
//! mathematics, so that rustc does not add that it finds no `Ising`.
//!
//! `EBM_DEBUG=ising` (or `*` for every energy) prints each stage while the crate is compiled.

use crate::derivation::derivation;
use crate::emit::{Header, emit};
use crate::errors::{Errors, Reported, lowering};
use crate::ir::{Domain, Index, IntegerAtom, Program, Role};
use crate::lower::{self, lower};
use crate::plan::Plan;
use crate::syntax::{self, EnergyFn, Item, parse, reemit};
use proc_macro2::TokenStream;
use quote::quote;

/// What stands in the place of `#[energy_model(settings)] item`.
pub fn expand(settings: TokenStream, item: TokenStream) -> TokenStream {
    let untouched = reemit(item.clone());
    let mut errors = Errors::new();
    let model = match parse(&mut errors, settings, item) {
        Some(Item::Function(energy)) => model(&mut errors, &energy),
        Some(Item::Module(module)) => {
            let instead = "write `#[energy_model]` before the function, and helper functions inside it";
            errors.report(lowering::not_derived(module.name.place, "mod", instead));
            TokenStream::new()
        }
        None => TokenStream::new(),
    };
    let mistakes = errors.into_tokens();
    quote!(#untouched #model #mistakes)
}

/// The model of one energy.
fn model(errors: &mut Errors, energy: &EnergyFn) -> TokenStream {
    let debug = Debug::of(energy);
    let lowered = lower(errors, energy);
    let Some(lowered) = lowered.or_else(|| lower::outline(energy)) else { return TokenStream::new() };
    if emitted(errors, energy, &lowered.program).is_err() {
        return TokenStream::new();
    }
    debug.stage("lowered", &lowered.program);
    let plan = Plan::of(&lowered.program);
    let derivation = derivation(&plan);
    debug.stage("derived", &derivation);
    let rust = emit(&Header::new(energy, &lowered), &plan, &derivation);
    debug.rust(&rust);
    rust
}

/// Refuses what is lowered and not emitted yet.
fn emitted(errors: &mut Errors, energy: &EnergyFn, program: &Program) -> Result<(), Reported> {
    let mut refused = Ok(());
    let mut refuse = |place, feature: &str, instead| {
        refused = Err(errors.report(lowering::not_derived(place, feature, instead)));
    };
    for (argument, array) in energy.arguments.iter().zip(&program.arrays) {
        match (&array.role, &argument.role) {
            (Role::Latent(_), _) => {
                refuse(argument.role_place, "latent", "sites are `#[visible(…)]` for now")
            }
            (Role::Given, _) => {
                refuse(argument.role_place, "given", "data shared by all examples is `#[fixed]`")
            }
            (Role::Visible(Domain::Binary | Domain::Spin | Domain::Real), _) => {}
            (Role::Visible(domain), syntax::Role::Visible(written)) => {
                let instead = "the domains are `binary`, `spin` and `real` for now";
                refuse(written.place, domain.word(), instead);
            }
            _ => {}
        }
    }
    let mut codes = false;
    let mut look = |form: &Index| {
        form.visit_atoms(&mut |atom| {
            codes |= matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
        });
    };
    program.lets.iter().for_each(|definition| definition.definition.visit_forms(&mut look));
    program.value().visit_forms(&mut look);
    if codes && refused.is_ok() {
        let mistake =
            lowering::not_derived(energy.name.place, "an index that depends on sites", "use loop variables");
        refused = Err(errors.report(mistake));
    }
    refused
}

/// Whether the stages of an energy are printed.
struct Debug<'a> {
    name: Option<&'a str>,
}

impl<'a> Debug<'a> {
    fn of(energy: &'a EnergyFn) -> Self {
        let name = energy.name.text.as_str();
        let wanted = std::env::var("EBM_DEBUG").unwrap_or_default();
        let named = wanted.split(',').any(|word| word.trim() == name || word.trim() == "*");
        Self { name: named.then_some(name) }
    }

    fn stage(&self, title: &str, text: &dyn std::fmt::Display) {
        if let Some(name) = self.name {
            eprintln!("── {name}: {title}\n{text}");
        }
    }

    fn rust(&self, tokens: &TokenStream) {
        if self.name.is_some() {
            let text = match syn::parse2(tokens.clone()) {
                Ok(file) => prettyplease::unparse(&file),
                Err(_) => tokens.to_string(),
            };
            self.stage("Rust", &text);
        }
    }
}
