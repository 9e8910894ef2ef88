//! The traits of a model: the mathematics that was derived, one method each.

use super::header::{Model, docs, domain, formula, ndarray, with_formula};
use super::routine::body;
use crate::ir::{ArrayId, Program};
use crate::names::runtime;
use crate::plan::{Plan, Pseudolikelihood, Shift, Weighted};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Every trait that the plan has programs for.
pub(super) fn capabilities(model: Model, plan: &Plan) -> TokenStream {
    let mut impls = vec![itself(model), facade(model), energy(model)];
    impls.extend((!plan.flips.is_empty()).then(|| local(model, &plan.flips)));
    impls.extend((!plan.shifts.is_empty()).then(|| shift(model, &plan.shifts)));
    impls.extend(plan.param_gradient.as_ref().map(|weighted| param_gradient(model, weighted)));
    impls.extend(plan.score.as_ref().map(|program| score(model, program)));
    impls.extend(plan.pseudolikelihood.as_ref().map(|objective| pseudolikelihood(model, objective)));
    impls.into_iter().collect()
}

/// `impl Name for Ising { … }`
fn implement(model: Model, name: &str, inside: TokenStream) -> TokenStream {
    let (name, model) = (runtime(name), model.names.model(""));
    quote! {
        #[automatically_derived]
        impl #name for #model { #inside }
    }
}

/// A method that is generic over the lanes. `arguments` stand between the state and the workspace.
fn method(
    model: Model,
    name: &str,
    about: &[String],
    arguments: TokenStream,
    gives: Option<TokenStream>,
    inside: TokenStream,
) -> TokenStream {
    let about = docs(about);
    let (name, lane, workspace) =
        (Ident::new(name, Span::call_site()), runtime("Lane"), runtime("Workspace"));
    let (theta, state, work) =
        (model.names.ours("theta"), model.names.ours("state"), model.names.ours("work"));
    let gives = gives.map(|gives| quote!(-> #gives));
    quote! {
        #about
        #[inline]
        fn #name<V: #lane>(
            &self, #theta: &[V::Real], #state: &[V], #arguments #work: &mut #workspace<V>
        ) #gives { #inside }
    }
}

fn itself(model: Model) -> TokenStream {
    let (float, name, layout_of, sites) =
        (model.float(), model.names.model(""), runtime("Layout"), runtime("Sites"));
    let text = Literal::string(&name.to_string());
    let layout = model.names.ours("layout");
    let space = model.sites().into_iter().map(|id| {
        let marker = model.program.array(id).role.domain().map(|of| domain(of).1);
        let axes = ndarray(&format!("Ix{}", model.rank(id)));
        quote!(#sites<#marker, #axes>,)
    });
    implement(
        model,
        "Model",
        quote! {
            type Float = #float;
            type Space = (#(#space)*);
            fn name() -> &'static ::core::primitive::str { #text }
            #[inline]
            fn layout(&self) -> &#layout_of { &self.structure.#layout }
            #[inline]
            fn theta(&self) -> &[#float] { &self.theta }
            fn set_theta(&mut self, theta: &[#float]) { self.theta.copy_from_slice(theta); }
        },
    )
}

fn facade(model: Model) -> TokenStream {
    let (params, state) = (model.names.model("Params"), model.names.model("State"));
    implement(model, "Facade", quote!(type Params = #params; type State = #state;))
}

/// For `ising`, expands to:
///
/// ```text
/// let mut energy = V::zero();
/// for i in 0..n {
///     let mut sum = V::splat(h[i]);
///     for k in 0..i {
///         sum += x[k] * j[i * n + k];
///     }
///     energy -= x[i] * sum;
/// }
/// energy * beta
/// ```
fn energy(model: Model) -> TokenStream {
    let about = with_formula("βE(x; θ)", &formula(model.program, "E"));
    let inside = body(model.program, model.names, None, "energy", Some(&model.names.ours("beta")));
    implement(model, "Energy", method(model, "energy", &about, beta(model), Some(quote!(V)), inside))
}

fn local(model: Model, flips: &[(ArrayId, Program)]) -> TokenStream {
    let about: Vec<String> = flips.iter().flat_map(|(_, program)| formula(program, "ΔE")).collect();
    let about = with_formula("β (E(x with `site` at its other value) − E(x))", &about);
    let inside = by_array(model, flips.iter().map(|(array, program)| (*array, program)), "discrete");
    let site = site(model);
    implement(model, "Local", method(model, "flip", &about, site, Some(quote!(V)), inside))
}

fn shift(model: Model, shifts: &[Shift]) -> TokenStream {
    let about: Vec<String> = shifts.iter().flat_map(|shift| formula(&shift.program, "ΔE")).collect();
    let about = with_formula("β (E(x with `site` at `to`) − E(x))", &about);
    let inside = by_array(model, shifts.iter().map(|shift| (shift.array, &shift.program)), "continuous");
    let site = site(model);
    let to = shifts.first().map(|shift| model.names.ours(&shift.program.array(shift.to).name));
    let inside = method(model, "shift", &about, quote!(#site #to: V,), Some(quote!(V)), inside);
    implement(model, "Shift", inside)
}

/// The inverse temperature, an argument of what is not an objective. No latent variable is summed out yet, so it
/// multiplies the whole.
fn beta(model: Model) -> TokenStream {
    let beta = model.names.ours("beta");
    quote!(#beta: V,)
}

fn site(model: Model) -> TokenStream {
    let (beta, site) = (beta(model), model.names.ours("site"));
    quote!(#beta #site: ::core::primitive::usize,)
}

/// One body for each array, chosen by the flat number of the site.
fn by_array<'a>(
    model: Model,
    parts: impl Iterator<Item = (ArrayId, &'a Program)>,
    what: &str,
) -> TokenStream {
    let mut parts: Vec<_> = parts.collect();
    let beta = model.names.ours("beta");
    let written = |array: ArrayId, program| body(program, model.names, Some(array), "change", Some(&beta));
    if let ([(array, program)], 1) = (parts.as_slice(), model.sites().len()) {
        return written(*array, program);
    }
    let site = model.names.ours("site");
    let mut choice = TokenStream::new();
    for (array, program) in parts.drain(..) {
        let (name, inside) = (model.names.array(array), written(array, program));
        choice.extend(quote!(if self.structure.#name.contains(#site) { #inside } else));
    }
    let message = format!("site {{}} is not {what}");
    quote!(#choice { ::core::panic!(#message, #site) })
}

fn param_gradient(model: Model, weighted: &Weighted) -> TokenStream {
    let about = with_formula("`grad` += Σ_lanes weight · β ∂E/∂θ", &formula(&weighted.program, ""));
    let inside = body(&weighted.program, model.names, None, "energy", None);
    let (first, arguments) = (beta(model), gradient_arguments(model, weighted));
    let (beta, weight) =
        (model.names.ours("beta"), model.names.ours(&weighted.program.array(weighted.weight).name));
    let inside = quote!(let #weight = #weight * #beta; #inside);
    let arguments = quote!(#first #arguments);
    implement(model, "ParamGradient", method(model, "param_gradient", &about, arguments, None, inside))
}

fn gradient_arguments(model: Model, weighted: &Weighted) -> TokenStream {
    let (weight, grad) =
        (model.names.ours(&weighted.program.array(weighted.weight).name), model.names.ours("grad"));
    quote!(#weight: V, #grad: &mut [V::Real],)
}

fn score(model: Model, program: &Program) -> TokenStream {
    let text = "`out` = −β ∂E/∂x at continuous sites, 0 at discrete ones";
    let about = with_formula(text, &formula(program, ""));
    let (out, first, factor) = (model.names.ours("out"), beta(model), model.names.ours("beta"));
    let inside = body(program, model.names, None, "energy", None);
    let inside = quote!(#inside for #out in #out { *#out *= #factor; });
    let discrete = model
        .sites()
        .into_iter()
        .any(|id| model.program.array(id).role.domain().is_some_and(|domain| domain.is_discrete()));
    let inside = if discrete { quote!(#out.fill(V::zero()); #inside) } else { inside };
    implement(model, "Score", method(model, "score", &about, quote!(#first #out: &mut [V],), None, inside))
}

fn pseudolikelihood(model: Model, objective: &Pseudolikelihood) -> TokenStream {
    let about = with_formula("−Σ_s log p(x_s | rest)", &formula(&objective.value, "objective"));
    let value = body(&objective.value, model.names, None, "objective", None);
    let value = method(model, "pseudolikelihood", &about, TokenStream::new(), Some(quote!(V)), value);
    let text = "−Σ_s log p(x_s | rest), and `grad` += Σ_lanes weight · its slope by θ";
    let about = with_formula(text, &formula(&objective.gradient.program, "objective"));
    let inside = body(&objective.gradient.program, model.names, None, "objective", None);
    let arguments = gradient_arguments(model, &objective.gradient);
    let gradient = method(model, "pseudolikelihood_gradient", &about, arguments, Some(quote!(V)), inside);
    implement(model, "PseudolikelihoodObjective", quote!(#value #gradient))
}
