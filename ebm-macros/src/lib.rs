//! The attribute `#[energy_model]`. Everything but the door lives in `ebm-compiler`.

use proc_macro::TokenStream;
use quote::quote;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// From an ordinary function that returns an energy, the model and all that learning it without its normaliser needs.
///
/// The function stays as it is, less the attributes of its arguments. Beside `fn ising` stand `Ising`, `IsingShape`,
/// `IsingParams`, `IsingData`, `IsingState`, and `IsingFixed` where there are fixed arguments.
///
/// # Arguments
/// | attribute | role | types |
/// |---|---|---|
/// | `#[visible(domain)]` | observed variables; several arrays, of different domains, may be visible | `ArrayView1<f32>` to `ArrayView3`, `f64`; `<usize>` for categories and counts |
/// | `#[latent(domain)]` | hidden variables: summed out where the energy allows it (`free_energy`), else `model.joint()` samples them | likewise |
/// | `#[param]` | learned | numbers, `ArrayView1` to `ArrayView4` |
/// | `#[given]` | what comes with each example: p(x ∣ given); `model.given(&row)` is the model at one row | numbers, `ArrayView1` to `ArrayView3` |
/// | `#[fixed]` | structure that all examples share: edges, masks, distances, sizes | numbers, `usize`, arrays, `&[usize]`, `&[(usize, usize)]`, `&[(usize, usize, usize)]` |
///
/// | domain | values |
/// |---|---|
/// | `binary`, `spin` | {0, 1}, {−1, +1} |
/// | `categorical(q)` | {0, …, q − 1}; q is a number, a `#[fixed]` size, a `#[fixed]` array (each site its own), or left out where a parameter's axis says it |
/// | `count(max)` | {0, …, max}, with counting measure: there is no 1/n! |
/// | `real`, `positive`, `unit`, `interval(a, b)` | ℝ, (0, ∞), (0, 1), (a, b) |
/// | `angle` | [−π, π), periodic |
///
/// | option of `#[param(…)]` | meaning |
/// |---|---|
/// | `symmetric` | `j[i, k]` and `j[k, i]` are one parameter |
/// | `zero_diagonal` | `j[i, i]` is 0 and not learned. What no energy reads is counted as free unless this says so |
/// | `positive` | kept above zero: learned by its logarithm |
/// | `frozen` | not learned |
/// | `shape = (…)` | where use does not fix it: literals, sizes, names of arrays (their length), or new names, which become fields of `…Shape` |
/// | `init = zeros`, `constant(a)`, `normal(sd)`, `uniform(a, b)`, `glorot` | what a new model starts from; zeros unless said. The weights of interchangeable hidden units need `normal(0.01)` or the like: started equal, they stay equal |
///
/// # What an energy is written with
/// `let`, `for` over ranges and fixed arrays, `if` on indices, fixed data or equality of discrete sites, `+=` and `-=` of one
/// accumulator; sums of iterators and the prelude's `sum(0..n, |i| …)`; indexing, `dot`, `t`, `row`, `column`, `sum`, `mapv`,
/// and element-wise arithmetic of arrays; the functions of numbers, and `softplus`, `sigmoid`, `ln_cosh`, `square`,
/// `log_sum_exp`; closures and nested functions. Indices are affine in loop variables and sizes, wrap around (`% n`), are looked up in fixed arrays, or
/// are categories, counts, and sums of discrete sites. What is outside is an error where it stands, which says what to write
/// instead.
///
/// On a module, `#[energy_model] mod name { … }`, every function whose arguments have roles becomes a model, and the other ones
/// are helpers that energies may call.
///
/// `#[energy_model(require(marginal, score_matching))]` makes it an error, at the term in its way, if a capability cannot be
/// derived: `marginal`, `pseudolikelihood`, `ratio_matching`, `minimum_probability_flow`, `score_matching` and what else the
/// message of a misspelt one lists. Without it, what cannot be derived is absent, and `Model::derivation()` says why.
///
/// An energy may be +∞ where a condition on discrete sites forbids a state: `if x[a] == x[b] { energy += f64::INFINITY; }`.
/// Of two forbidden states the one in which fewer such conditions hold is infinitely lower, so that chains find their way
/// to states that are allowed; derivatives are those of the finite terms.
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
