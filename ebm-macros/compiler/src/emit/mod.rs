//! Programs as readable Rust.
//!
//! In: a [`Plan`], and what is known of the user's function besides its mathematics. Out: tokens. Does no mathematics:
//! what is computed was decided before; here it is named, ordered and written. What does not depend on the energy
//! stands in the runtime as ordinary generic code, and generated code calls it.
//!
//! Everything is named by absolute paths, so nothing that the user calls `Vec`, `Option`, `f64` or `exp` is taken for
//! ours. Locals are chosen by [`crate::names`].

mod capabilities;
mod codes;
mod construct;
mod data;
mod fragment;
mod header;
mod index;
mod methods;
mod objectives;
mod ranges;
mod reads;
mod routine;
mod scalar;
mod scatter;
mod scope;
mod sums;
mod table;
mod types;

#[cfg(test)]
mod tests;

pub use header::Header;

use crate::names::Names;
use crate::plan::Plan;
use header::Model;
use proc_macro2::TokenStream;
use quote::quote;

/// Everything that is generated for one model, beside the user's function. `derivation` is what `derivation()` prints.
pub fn emit(header: &Header, plan: &Plan, derivation: &str) -> TokenStream {
    let names = Names::new(&plan.programs());
    let model = Model { header, names: &names, program: &plan.energy };
    let (types, data) = (types::types(model), data::data(model));
    let constructors = construct::constructors(model);
    let methods = methods::methods(model, derivation);
    let joint = (!model.latent().is_empty()).then(|| methods::joint_methods(model));
    let capabilities = capabilities::capabilities(model, plan);
    let lints = header::lints();
    let name = names.model("");
    let [lane, by_lane, real] = ["Lane", "ByLane", "Real"].map(crate::names::runtime);
    quote! {
        #types
        #data
        #lints
        const _: () = {
            use #by_lane as _;
            use #lane as _;
            use #real as _;

            impl #name {
                #constructors
                #methods
            }

            #joint
            #capabilities
        };
    }
}
