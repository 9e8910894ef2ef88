//! The whole compiler on one screen: from the tokens of `#[energy_model]` to the tokens that replace them.
//!
//! The user's function comes out untouched, whatever happens; the model stands beside it. Mistakes become
//! `compile_error!`s, all of them in one compile, and a model that could not be derived is replaced by one without
//! mathematics, so that rustc does not add that it finds no `Ising`.
//!
//! `EBM_DEBUG=ising` (or `*` for every energy) prints each stage while the crate is compiled.

use crate::capability;
use crate::derivation::derivation;
use crate::emit::{Header, emit};
use crate::errors::{Errors, Place, lowering};
use crate::lower::{self, lower_beside};
use crate::plan::Plan;
use crate::syntax::{EnergyFn, Item, Statement, append, parse, reemit};
use proc_macro2::TokenStream;
use quote::quote;

/// What stands in the place of `#[energy_model(settings)] item`.
pub fn expand(settings: TokenStream, item: TokenStream) -> TokenStream {
    let untouched = reemit(item.clone());
    let mut errors = Errors::new();
    let expanded = match parse(&mut errors, settings, item) {
        Some(Item::Function(energy)) => {
            let model = model(&mut errors, &[], &energy);
            quote!(#untouched #model)
        }
        // inside, where the visibility and the imports of the functions hold for their models too
        Some(Item::Module(module)) => {
            let models = module.energies.iter().map(|energy| model(&mut errors, &module.helpers, energy));
            append(untouched, models.collect())
        }
        None => untouched,
    };
    let mistakes = errors.into_tokens();
    quote!(#expanded #mistakes)
}

/// The model of one energy, which may use what stands beside it.
fn model(errors: &mut Errors, helpers: &[Statement], energy: &EnergyFn) -> TokenStream {
    let debug = Debug::of(energy);
    let lowered = lower_beside(errors, helpers, energy);
    let understood = lowered.is_some();
    let Some(lowered) = lowered.or_else(|| lower::outline(helpers, energy)) else {
        return TokenStream::new();
    };
    debug.stage("lowered", &lowered.program);
    let plan = Plan::of(&lowered.program);
    // what could not be read has its messages
    if understood {
        required(errors, energy, &plan);
    }
    let derivation = derivation(&plan);
    debug.stage("derived", &derivation);
    let rust = emit(&Header::new(energy, &lowered), &plan, &derivation);
    debug.rust(&rust);
    rust
}

/// Tells which capabilities of `require(…)` the model lacks, at the terms that are in their way.
fn required(errors: &mut Errors, energy: &EnergyFn, plan: &Plan) {
    let all = capability::of(plan);
    for require in &energy.require {
        let Some(found) = all.iter().find(|capability| capability.word == require.text) else {
            let words: Vec<&str> = all.iter().map(|capability| capability.word).collect();
            errors.report(lowering::unknown_capability(require.place, &require.text, &words));
            continue;
        };
        if let Some(missing) = &found.missing {
            let place = missing.origin.0.map_or(require.place, Place::at);
            errors.report(lowering::lacks(place, found.word, &missing.reason));
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_stays_and_models_stand_inside_it() {
        let source = "pub mod one { use ebm::prelude::*; fn half(u: f64) -> f64 { 0.5 * u } \
            pub fn chain(#[visible(real)] x: ArrayView1<f64>) -> f64 { half(x.dot(&x)) } }";
        let expanded = expand(TokenStream::new(), source.parse().expect("tokens")).to_string();
        assert!(!expanded.contains("compile_error"), "{expanded}");
        let untouched =
            source.replace("#[visible(real)] ", "").parse::<TokenStream>().expect("tokens").to_string();
        let (start, _) = untouched.rsplit_once('}').expect("a module");
        assert!(expanded.starts_with(start.trim_end()), "{expanded}");
        assert!(expanded.trim_end().ends_with('}') && expanded.contains("pub struct Chain"), "{expanded}");
        // mistakes are told, and the module stays
        let mistaken = source.replace("0.5 * u", "nothing * u");
        let expanded = expand(TokenStream::new(), mistaken.parse().expect("tokens")).to_string();
        assert!(
            expanded.contains("compile_error") && expanded.contains("`nothing` is not known here"),
            "{expanded}"
        );
        let kept =
            mistaken.replace("#[visible(real)] ", "").parse::<TokenStream>().expect("tokens").to_string();
        assert!(expanded.starts_with(kept.trim_end_matches(['}', ' '])), "{expanded}");
    }
}
