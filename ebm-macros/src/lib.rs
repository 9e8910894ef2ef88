//! The attribute `#[energy_model]`. Everything but the door lives in `ebm-compiler`.

use proc_macro::TokenStream;
use quote::quote;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// From an ordinary function that returns an energy, the model and all that learning it without its normaliser needs.
///
/// The function stays as it is, less the attributes of its arguments. Beside `fn ising` stand `Ising`, `IsingShape`,
/// `IsingParams`, `IsingData`, `IsingState`, and `IsingFixed` where there are fixed arguments.
///
/// | attribute of an argument | role |
/// |---|---|
/// | `#[visible(binary)]`, `#[visible(spin)]`, `#[visible(real)]` | observed variables |
/// | `#[param]`, `#[param(symmetric, zero_diagonal, shape = …)]` | learned |
/// | `#[fixed]` | structure that all examples share |
///
/// ```
/// use ebm::prelude::*;
///
/// /// Ising model with field `h` and couplings `j`.
/// #[energy_model]
/// pub fn ising(
///     #[visible(spin)] x: ArrayView1<f32>,
///     #[param] h: ArrayView1<f32>,
///     #[param(symmetric)] j: ArrayView2<f32>,
/// ) -> f32 {
///     let mut energy = 0.0;
///     for i in 0..x.len() {
///         energy -= h[i] * x[i];
///         for k in 0..i {
///             energy -= j[[i, k]] * x[i] * x[k];
///         }
///     }
///     energy
/// }
///
/// let model = Ising::new(IsingShape { x: [16] })?;
/// assert_eq!(model.energy(Array1::ones(16))?, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `EBM_DEBUG=ising` in the environment of the compiler prints every stage of the derivation.
#[proc_macro_attribute]
pub fn energy_model(settings: TokenStream, item: TokenStream) -> TokenStream {
    let untouched = proc_macro2::TokenStream::from(item.clone());
    let expanded =
        catch_unwind(AssertUnwindSafe(|| ebm_compiler::expand::expand(settings.into(), item.into())));
    expanded
        .unwrap_or_else(|_| {
            // a panic is always a bug of ours; the function stays, so that the editor keeps working
            let untouched = ebm_compiler::syntax::reemit(untouched);
            quote! {
                #untouched
                ::core::compile_error!("internal error of `#[energy_model]`; please report it with this function");
            }
        })
        .into()
}
