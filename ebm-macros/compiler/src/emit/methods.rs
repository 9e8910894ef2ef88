//! The inherent methods of a model: one line each, as all they do is the same for every model.
//!
//! Methods that need a capability are always there and say `where for<'always> Self: Score`. The bound is checked
//! where the method is called, so that a model without the capability compiles and a call is answered by the reason
//! that stands on the trait; without `for<…>` the compiler would refuse the definition itself.

use super::header::{Density, Model, docs, ndarray};
use crate::names::runtime;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// All methods of the model but the constructors. `derivation` is what `derivation()` prints.
pub(super) fn methods(model: Model, derivation: &str) -> TokenStream {
    let (parameters, states) = (parameters(model), states(model, Density::Own));
    let (capabilities, drivers) = (capabilities(model), drivers(model));
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

/// The methods of the joint density, and the way to it.
pub(super) fn joint_methods(model: Model) -> TokenStream {
    let (own, joint) = (model.density(Density::Own), model.density(Density::Joint));
    let (parameters, states, latents) =
        (parameters(model), states(model, Density::Joint), runtime("Latents"));
    let (log_z, sample) = (log_z(None), sample(None));
    quote! {
        impl #own {
            /// The density of visible and latent sites together, at the same parameters.
            pub fn joint(&self) -> #joint { #latents::joint(self) }
        }
        impl #joint {
            #parameters
            #states
            #log_z
            #sample
        }
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
    docs: Vec<&'a str>,
    site: bool,
    gives: TokenStream,
    needs: &'a str,
    /// The density whose states it takes.
    density: Density,
    /// What the runtime calls it.
    forward: &'a str,
}

const ERRORS: [&str; 3] = ["", "# Errors", "A wrong shape; a value outside its domain."];

/// The methods of one state. None for a model whose examples are given something: without that there is no density.
fn states(model: Model, of: Density) -> TokenStream {
    if !model.given().is_empty() {
        return TokenStream::new();
    }
    let float = model.float();
    let conditional = runtime("Conditional");
    let latent = of == Density::Own && !model.latent().is_empty();
    // the energy and the conditionals of a model with latent sites are those of its joint density
    let whole = if latent { Density::Joint } else { of };
    let with_errors = |lines: &[&'static str]| [lines, &ERRORS].concat();
    let mut methods = vec![
        OfState {
            name: "energy",
            docs: with_errors(&["E(x; θ) of one state."]),
            site: false,
            gives: float.clone(),
            needs: "Energy",
            density: whole,
            forward: "energy",
        },
        OfState {
            name: "conditional",
            docs: vec![
                "p(x_site | the rest): every value of a site with its probability, in order: 0 before 1, −1 before +1.",
                "",
                "# Errors",
                "A wrong shape; a value outside its domain; a site that does not exist or is continuous.",
            ],
            site: true,
            gives: conditional,
            needs: "Local",
            density: whole,
            forward: "conditional",
        },
        OfState {
            name: "logits",
            docs: vec![
                "The unnormalised log probability of each value of a site given the rest, that of its first value being 0.",
                "",
                "# Errors",
                "As [`Self::conditional`].",
            ],
            site: true,
            gives: quote!(::std::vec::Vec<::core::primitive::f64>),
            needs: "Local",
            density: whole,
            forward: "logits",
        },
    ];
    let state = model.state_of(of);
    methods.push(OfState {
        name: "score",
        docs: with_errors(&["−∂E/∂x at every continuous site, 0 at discrete ones, in the shape of a state."]),
        site: false,
        gives: quote!(#state),
        needs: "Score",
        density: of,
        forward: "score",
    });
    methods.push(OfState {
        name: "laplacian",
        docs: with_errors(&["Σ ∂²E/∂x² over the continuous sites."]),
        site: false,
        gives: float.clone(),
        needs: "Laplacian",
        density: of,
        forward: "laplacian",
    });
    if latent {
        methods.push(OfState {
            name: "free_energy",
            docs: with_errors(&["−log Σ exp(−E(x; θ)) over the latent sites, at one visible state."]),
            site: false,
            gives: float,
            needs: "Energy",
            density: of,
            forward: "energy",
        });
    }
    methods.into_iter().map(|method| of_state(model, of, method)).collect()
}

fn of_state(model: Model, of: Density, method: OfState) -> TokenStream {
    let about = docs(&method.docs.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
    let (name, forward) = (Ident::new(method.name, Span::call_site()), runtime(method.forward));
    let (state, error, gives) = (model.state_of(method.density), runtime("StateError"), method.gives);
    let site_of = runtime("Site");
    let (argument, given) = if method.site {
        (Some(quote!(, site: impl ::core::convert::Into<#site_of>)), Some(quote!(, site)))
    } else {
        (None, None)
    };
    let (needs, density) = if method.density == of {
        let needs = (method.needs != "Energy" || of == Density::Own && !model.latent().is_empty())
            .then(|| needs(method.needs));
        (needs, quote!(self))
    } else {
        let (capability, joint) = (runtime(method.needs), model.density(method.density));
        (Some(quote!(where for<'always> #joint: #capability)), quote!(&self.joint()))
    };
    quote! {
        #about
        pub fn #name(
            &self,
            state: impl ::core::convert::Into<#state> #argument
        ) -> ::core::result::Result<#gives, #error> #needs {
            #forward(#density, &state.into() #given)
        }
    }
}

fn capabilities(model: Model) -> TokenStream {
    let float = model.float();
    let (data, params, array) = (model.names.model("Data"), model.names.model("Params"), ndarray("Array1"));
    let (energies, gradient, error) = (runtime("energies"), runtime("param_gradient"), runtime("DataError"));
    let latent = !model.latent().is_empty();
    let (what, energy) = if latent {
        (
            "The free energy −log Σ exp(−E(x; θ)) over the latent sites, of each example.",
            Some(needs("Energy")),
        )
    } else {
        ("E(x; θ) of each example.", None)
    };
    let (what, needs) = (docs(&[what.to_owned()]), needs("ParamGradient"));
    quote! {
        #what
        ///
        /// # Errors
        /// Examples of another shape.
        pub fn energies(&self, data: &#data) -> ::core::result::Result<#array<#float>, #error> #energy {
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
    let [log_z_of, likelihood, data_error] = ["LogZ", "LogLikelihood", "DataError"].map(runtime);
    let [estimator, fit_of, fit_error, fit] = ["Estimator", "Fit", "FitError", "fit_with"].map(runtime);
    let mean = runtime("log_likelihood");
    let latent = !model.latent().is_empty();
    let joint = latent.then(|| model.density(Density::Joint));
    let given = !model.given().is_empty();
    let of_rows = given.then(|| of_rows(model));
    // log Z and draws of a model with givens are those of one row
    let of_one_density = (!given).then(|| {
        let (log_z, sample, energy) =
            (log_z(latent.then(|| needs("Energy"))), sample(joint.as_ref()), latent.then(|| needs("Energy")));
        quote! {
            #log_z
            /// The mean of log p(x) = −E(x; θ) − log Z over the examples, in nats, with its uncertainty.
            ///
            /// # Errors
            /// Examples of another shape.
            pub fn log_likelihood(
                &self,
                data: &#data,
                log_z: &#log_z_of,
            ) -> ::core::result::Result<#likelihood, #data_error> #energy {
                #mean(self, data.examples(), log_z)
            }
            #sample
        }
    });
    quote! {
        /// Fits the parameters to the examples by an estimator such as `Pseudolikelihood`, from where they are now.
        ///
        /// # Errors
        /// Examples of another shape; an objective without a finite value. The parameters then stay as they were, but after a
        /// run that diverged, which leaves its last good ones. A fit that ends short of its optimum is no error: the result
        /// says so.
        pub fn fit_with<E>(&mut self, estimator: E, data: &#data) -> ::core::result::Result<#fit_of, #fit_error>
        where
            E: #estimator<Self>,
        {
            #fit(self, estimator, data.examples())
        }
        #of_rows
        #of_one_density
    }
}

/// Where examples are given something: the density at one row, and the likelihood with one log Z a row.
fn of_rows(model: Model) -> TokenStream {
    let (data, row) = (model.names.model("Data"), model.names.model("Given"));
    let [conditioned, state_error, given, of_data] =
        ["Conditioned", "StateError", "given", "given_of_data"].map(runtime);
    let [method, likelihood, error, mean] =
        ["LogZMethod", "LogLikelihood", "LogZError", "log_likelihood_given"].map(runtime);
    quote! {
        /// p(x | given) at one row: a density with an energy, conditionals, log Z and draws of its own.
        ///
        /// # Errors
        /// A wrong shape; a number that is not finite.
        pub fn given(
            &self,
            row: impl ::core::convert::Into<#row>
        ) -> ::core::result::Result<#conditioned<Self>, #state_error> {
            #given(self, &row.into())
        }
        /// p(x | given) at what an example is given, counted from 0.
        ///
        /// # Errors
        /// Data that are given something else than the model.
        ///
        /// # Panics
        /// If there is no such example.
        pub fn given_of(
            &self,
            data: &#data,
            row: ::core::primitive::usize
        ) -> ::core::result::Result<#conditioned<Self>, #state_error> {
            #of_data(self, data.examples(), row)
        }
        /// The mean of log p(x | given) over the examples, in nats, with one log Z for each distinct row of what is given.
        ///
        /// # Errors
        /// Examples of another shape; whatever keeps the method from an answer.
        pub fn log_likelihood<L>(
            &self,
            data: &#data,
            method: L,
        ) -> ::core::result::Result<#likelihood, #error>
        where
            L: #method<#conditioned<Self>>,
        {
            #mean(self, data.examples(), &method)
        }
    }
}

fn log_z(needs: Option<TokenStream>) -> TokenStream {
    let [log_z_of, method, error, result] = ["LogZ", "LogZMethod", "LogZError", "log_z"].map(runtime);
    let [any, ratio, ratio_of] = ["Model", "LogZRatioMethod", "log_z_ratio"].map(runtime);
    quote! {
        /// log Z = log Σ_x exp(−E(x; θ)), by a method such as `Exact`.
        ///
        /// # Errors
        /// Whatever keeps the method from an answer: too many states, for one.
        pub fn log_z(&self, method: impl #method<Self>) -> ::core::result::Result<#log_z_of, #error> #needs {
            #result(self, method)
        }
        /// log Z of `other` less log Z of this one, both over the same states, by a method that needs neither of the two.
        ///
        /// # Errors
        /// Whatever keeps the method from an answer: other shapes, for one.
        pub fn log_z_ratio<Other: #any>(
            &self,
            other: &Other,
            method: impl #ratio<Self, Other>,
        ) -> ::core::result::Result<#log_z_of, #error> #needs {
            #ratio_of(self, other, method)
        }
    }
}

/// Draws of a density: of the joint one, where a model has latent sites.
fn sample(joint: Option<&Ident>) -> TokenStream {
    let [kernel, draws_of, error, sample] = ["Kernel", "Draws", "SampleError", "sample_with"].map(runtime);
    let (of, density) = match joint {
        Some(joint) => (quote!(#joint), quote!(&self.joint())),
        None => (quote!(Self), quote!(self)),
    };
    quote! {
        /// So many states drawn from p by a kernel such as `Gibbs`.
        ///
        /// # Errors
        /// Nothing to draw: no draws, no chains or no steps were asked for. A chain that comes to no allowed state.
        pub fn sample_with(
            &self,
            kernel: impl #kernel<#of>,
            draws: ::core::primitive::usize,
        ) -> ::core::result::Result<#draws_of, #error> {
            #sample(#density, &kernel, draws)
        }
    }
}

/// The bound of a method that needs a capability.
fn needs(capability: &str) -> TokenStream {
    let capability = runtime(capability);
    quote!(where for<'always> Self: #capability)
}
