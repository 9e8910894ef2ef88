//! The inherent methods of a model: one line each, as all they do is the same for every model.
//!
//! Methods that need a capability are always there and say `where for<'always> Self: Score`. The bound is checked
//! where the method is called, so that a model without the capability compiles and a call is answered by the reason
//! that stands on the trait; without `for<…>` the compiler would refuse the definition itself.

use super::header::{Model, docs, ndarray};
use crate::names::runtime;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// All methods but the constructors. `derivation` is what `derivation()` prints.
pub(super) fn methods(model: Model, derivation: &str) -> TokenStream {
    let (parameters, states, capabilities) = (parameters(model), states(model), capabilities(model));
    let drivers = drivers(model);
    let derivation_of = runtime("Derivation");
    quote! {
        #parameters
        #states
        #capabilities
        #drivers
        /// What was derived from the energy, in formulas, and what is unavailable and why.
        pub fn derivation() -> #derivation_of { #derivation_of::new(#derivation) }
    }
}

fn parameters(model: Model) -> TokenStream {
    let names = model.names;
    let (shape_of, shape, params, error) =
        (names.model("Shape"), names.ours("shape"), names.model("Params"), runtime("ParamError"));
    let [get, set, with] = ["params", "set_params", "with_params"].map(runtime);
    quote! {
        /// The sizes that the model was built with.
        pub fn shape(&self) -> &#shape_of { &self.structure.#shape }
        /// The parameters as arrays.
        pub fn params(&self) -> #params { #get(self) }
        /// Replaces the parameters.
        ///
        /// # Errors
        /// A wrong shape; an entry that is not finite, or against what is declared of the parameter: not symmetric, not
        /// zero on the diagonal, not positive.
        pub fn set_params(&mut self, params: &#params) -> ::core::result::Result<(), #error> { #set(self, params) }
        /// The same model with other parameters. Sizes and fixed data are shared, so it is cheap.
        ///
        /// # Errors
        /// As [`Self::set_params`].
        pub fn with_params(&self, params: &#params) -> ::core::result::Result<Self, #error> { #with(self, params) }
    }
}

/// One method of one state.
struct OfState<'a> {
    name: &'a str,
    docs: &'a [&'a str],
    site: bool,
    gives: TokenStream,
    needs: Option<&'a str>,
}

fn states(model: Model) -> TokenStream {
    let float = model.float();
    let (state, conditional) = (model.names.model("State"), runtime("Conditional"));
    let methods = [
        OfState {
            name: "energy",
            docs: &["E(x; θ) of one state.", "", "# Errors", "A wrong shape; a value outside its domain."],
            site: false,
            gives: float.clone(),
            needs: None,
        },
        OfState {
            name: "conditional",
            docs: &[
                "p(x_site | the rest): every value of a site with its probability, in order: 0 before 1, −1 before +1.",
                "",
                "# Errors",
                "A wrong shape; a value outside its domain; a site that does not exist or is continuous.",
            ],
            site: true,
            gives: conditional,
            needs: Some("Local"),
        },
        OfState {
            name: "logits",
            docs: &[
                "The unnormalised log probability of each value of a site given the rest, that of its first value being 0.",
                "",
                "# Errors",
                "As [`Self::conditional`].",
            ],
            site: true,
            gives: quote!(::std::vec::Vec<::core::primitive::f64>),
            needs: Some("Local"),
        },
        OfState {
            name: "score",
            docs: &[
                "−∂E/∂x at every continuous site, 0 at discrete ones, in the shape of a state.",
                "",
                "# Errors",
                "A wrong shape; a value outside its domain.",
            ],
            site: false,
            gives: quote!(#state),
            needs: Some("Score"),
        },
    ];
    methods.into_iter().map(|method| of_state(model, method)).collect()
}

fn of_state(model: Model, method: OfState) -> TokenStream {
    let about = docs(&method.docs.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
    let (name, forward) = (Ident::new(method.name, Span::call_site()), runtime(method.name));
    let (state, error, gives) = (model.names.model("State"), runtime("StateError"), method.gives);
    let (site_of, needs) = (runtime("Site"), method.needs.map(needs));
    let (argument, given) = if method.site {
        (Some(quote!(, site: impl ::core::convert::Into<#site_of>)), Some(quote!(, site)))
    } else {
        (None, None)
    };
    quote! {
        #about
        pub fn #name(
            &self,
            state: impl ::core::convert::Into<#state> #argument
        ) -> ::core::result::Result<#gives, #error> #needs {
            #forward(self, &state.into() #given)
        }
    }
}

fn capabilities(model: Model) -> TokenStream {
    let float = model.float();
    let (data, params, array) = (model.names.model("Data"), model.names.model("Params"), ndarray("Array1"));
    let (energies, gradient, error) = (runtime("energies"), runtime("param_gradient"), runtime("DataError"));
    let needs = needs("ParamGradient");
    quote! {
        /// E(x; θ) of each example.
        ///
        /// # Errors
        /// Examples of another shape.
        pub fn energies(&self, data: &#data) -> ::core::result::Result<#array<#float>, #error> {
            #energies(self, data.examples())
        }
        /// Σ weight · ∂E/∂θ over the examples. Both entries of a symmetric pair hold the derivative by their common value.
        ///
        /// # Errors
        /// Examples of another shape.
        pub fn param_gradient(&self, data: &#data) -> ::core::result::Result<#params, #error> #needs {
            #gradient(self, data.examples())
        }
    }
}

/// Learning, log Z, the likelihood, draws.
fn drivers(model: Model) -> TokenStream {
    let data = model.names.model("Data");
    let [log_z_of, method, error, result, likelihood, data_error] =
        ["LogZ", "LogZMethod", "LogZError", "log_z", "LogLikelihood", "DataError"].map(runtime);
    let [estimator, fit_of, fit_error, fit] = ["Estimator", "Fit", "FitError", "fit_with"].map(runtime);
    let [mean, kernel, draws_of, sample_error, sample] =
        ["log_likelihood", "Kernel", "Draws", "SampleError", "sample_with"].map(runtime);
    quote! {
        /// Fits the parameters to the examples by an estimator such as `Pseudolikelihood`, from where they are now.
        ///
        /// # Errors
        /// Examples of another shape; an objective without a finite value. The parameters then stay as they were. A fit
        /// that ends short of its optimum is no error: the result says so.
        pub fn fit_with<E>(&mut self, estimator: E, data: &#data) -> ::core::result::Result<#fit_of, #fit_error>
        where
            E: #estimator<Self>,
        {
            #fit(self, estimator, data.examples())
        }
        /// log Z = log Σ_x exp(−E(x; θ)), by a method such as `Exact`.
        ///
        /// # Errors
        /// Whatever keeps the method from an answer: too many states, for one.
        pub fn log_z(&self, method: impl #method<Self>) -> ::core::result::Result<#log_z_of, #error> {
            #result(self, method)
        }
        /// The mean of log p(x) = −E(x; θ) − log Z over the examples, in nats, with its uncertainty.
        ///
        /// # Errors
        /// Examples of another shape.
        pub fn log_likelihood(
            &self,
            data: &#data,
            log_z: &#log_z_of,
        ) -> ::core::result::Result<#likelihood, #data_error> {
            #mean(self, data.examples(), log_z)
        }
        /// So many states drawn from p by a kernel such as `Gibbs`.
        ///
        /// # Errors
        /// Nothing to draw: no draws, no chains or no steps were asked for.
        pub fn sample_with(
            &self,
            kernel: impl #kernel<Self>,
            draws: ::core::primitive::usize,
        ) -> ::core::result::Result<#draws_of, #sample_error> {
            #sample(self, &kernel, draws)
        }
    }
}

/// The bound of a method that needs a capability.
fn needs(capability: &str) -> TokenStream {
    let capability = runtime(capability);
    quote!(where for<'always> Self: #capability)
}
