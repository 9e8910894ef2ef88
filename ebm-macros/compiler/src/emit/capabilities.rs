//! The traits of a density: the mathematics that was derived, one method each.

use super::header::{Density, Model, docs, formula, marker, ndarray, with_formula};
use super::objectives::objective;
use super::routine::{Routine, body};
use crate::ir::{ArrayId, Program};
use crate::names::runtime;
use crate::plan::{Derived, Plan, Shift, Weighted};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Every trait that the plan has programs for.
pub(super) fn capabilities(model: Model, plan: &Plan) -> TokenStream {
    let mut impls = vec![itself(model, Density::Own), facade(model, Density::Own)];
    impls.extend(
        plan.own.as_ref().ok().map(|derived| mathematics(&Of { model, density: Density::Own, derived })),
    );
    if let Some(derived) = &plan.joint {
        impls.extend([itself(model, Density::Joint), facade(model, Density::Joint), latents(model)]);
        impls.push(mathematics(&Of { model, density: Density::Joint, derived }));
    }
    impls.into_iter().collect()
}

/// One density of a model, and what was derived for it.
pub(super) struct Of<'a> {
    pub(super) model: Model<'a>,
    density: Density,
    derived: &'a Derived,
}

fn mathematics(of: &Of) -> TokenStream {
    let derived = of.derived;
    let mut impls = vec![energy(of)];
    if derived.flips.is_ok() || derived.values.is_ok() {
        impls.push(local(of));
    }
    impls.extend(derived.shifts.iter().map(|shifts| shift(of, shifts)));
    impls.extend(derived.param_gradient.iter().map(|weighted| param_gradient(of, weighted)));
    impls.extend(derived.score.iter().map(|program| score(of, program)));
    impls.extend(derived.laplacian.iter().map(|program| laplacian(of, program)));
    let objectives = derived.objectives.iter();
    impls.extend(objectives.filter_map(|(kind, found)| Some(objective(of, *kind, found.as_ref().ok()?))));
    impls.into_iter().collect()
}

impl Of<'_> {
    /// `impl Name for Ising { … }`
    pub(super) fn implement(&self, name: &str, inside: TokenStream) -> TokenStream {
        implement(self.model, self.density, name, inside)
    }

    /// The body of a method.
    pub(super) fn body(&self, program: &Program, word: &str) -> TokenStream {
        body(self.routine(program, None, word))
    }

    fn routine<'b>(&'b self, program: &'b Program, site: Option<ArrayId>, word: &'b str) -> Routine<'b> {
        Routine { program, names: self.model.names, density: self.density, site, word, tempered: false }
    }

    /// A body that is multiplied by β, unless β is inside.
    fn tempered(&self, program: &Program, site: Option<ArrayId>, word: &str) -> TokenStream {
        body(Routine { tempered: self.derived.tempered, ..self.routine(program, site, word) })
    }

    /// What the quantity of −ln p_β is called in formulas.
    fn beta_times(&self, quantity: &str) -> String {
        if self.derived.tempered { format!("β {quantity}") } else { quantity.to_owned() }
    }

    /// The name of the energy in formulas.
    fn energy_name(&self) -> &'static str {
        if self.derived.tempered { "E" } else { "F" }
    }
}

fn implement(model: Model, density: Density, name: &str, inside: TokenStream) -> TokenStream {
    let (name, of) = (runtime(name), model.density(density));
    quote! {
        #[automatically_derived]
        impl #name for #of { #inside }
    }
}

/// A method that is generic over the lanes. `arguments` stand between the state and the workspace.
pub(super) fn method(
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

fn itself(model: Model, density: Density) -> TokenStream {
    let (float, name, layout_of, sites) =
        (model.float(), model.density(density), runtime("Layout"), runtime("Sites"));
    let text = Literal::string(&name.to_string());
    let layout = model.names.ours(match density {
        Density::Own => "layout",
        Density::Joint => "joint_layout",
    });
    let space = model.sites_of(density).into_iter().map(|id| {
        let marker = model.program.array(id).role.domain().map(marker);
        let axes = ndarray(&format!("Ix{}", model.rank(id)));
        quote!(#sites<#marker, #axes>,)
    });
    implement(
        model,
        density,
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

fn facade(model: Model, density: Density) -> TokenStream {
    let (params, state) = (model.names.model("Params"), model.state_of(density));
    implement(model, density, "Facade", quote!(type Params = #params; type State = #state;))
}

/// From the density of the visible sites to the joint one.
fn latents(model: Model) -> TokenStream {
    let joint = model.density(Density::Joint);
    let inside = quote! {
        type Joint = #joint;
        fn joint(&self) -> #joint {
            #joint {
                structure: ::std::sync::Arc::clone(&self.structure),
                theta: ::core::clone::Clone::clone(&self.theta),
            }
        }
    };
    implement(model, Density::Own, "Latents", inside)
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
fn energy(of: &Of) -> TokenStream {
    let (model, program) = (of.model, &of.derived.energy);
    let text =
        if of.derived.tempered { "βE(x; θ)" } else { "−ln Σ exp(−βE(x; θ)) over the latent sites" };
    let about = with_formula(text, &formula(program, of.energy_name()));
    let inside = of.tempered(program, None, "energy");
    let forbids = program.forbids().then(|| {
        quote!(
            const FORBIDS: ::core::primitive::bool = true;
        )
    });
    let energy = method(model, "energy", &about, beta(model), Some(quote!(V)), inside);
    of.implement("Energy", quote!(#forbids #energy))
}

/// Changes to the other value of a site of two values, and to each value of any site.
fn local(of: &Of) -> TokenStream {
    let model = of.model;
    let mut inside = TokenStream::new();
    if let Ok(flips) = &of.derived.flips {
        let about: Vec<String> = flips.iter().flat_map(|(_, program)| formula(program, "ΔE")).collect();
        let text = of.beta_times("(E(x with `site` at its other value) − E(x))");
        let about = with_formula(&text, &about);
        let choice = by_array(of, flips.iter().map(|(id, program)| (*id, program)), "two-valued");
        inside.extend(method(model, "flip", &about, site(model), Some(quote!(V)), choice));
    }
    if let Ok(values) = &of.derived.values {
        let about: Vec<String> = values.iter().flat_map(|(_, program)| formula(program, "ΔE")).collect();
        let text = of.beta_times("(E(x with `site` at its u-th value) − E(x)), for all u");
        let about = with_formula(&format!("`out[u]` = {text}"), &about);
        let choice = by_array(of, values.iter().map(|(id, program)| (*id, program)), "discrete");
        let (site, out) = (site(model), model.names.ours("out"));
        inside.extend(method(model, "differences", &about, quote!(#site #out: &mut [V],), None, choice));
    }
    of.implement("Local", inside)
}

/// Changes to a new value of a continuous site, and its law where it is known.
fn shift(of: &Of, shifts: &[Shift]) -> TokenStream {
    let model = of.model;
    let about: Vec<String> = shifts.iter().flat_map(|shift| formula(&shift.program, "ΔE")).collect();
    let about = with_formula(&of.beta_times("(E(x with `site` at `to`) − E(x))"), &about);
    let inside = by_array(of, shifts.iter().map(|shift| (shift.array, &shift.program)), "continuous");
    let site = site(model);
    let to = shifts.first().map(|shift| model.names.ours(&shift.program.array(shift.to).name));
    let shift = method(model, "shift", &about, quote!(#site #to: V,), Some(quote!(V)), inside);
    let law = law(of);
    of.implement("Shift", quote!(#shift #law))
}

/// The coefficients of −E as a function of one site, where it is a combination of known functions.
fn law(of: &Of) -> TokenStream {
    let model = of.model;
    let known: Vec<(ArrayId, &Program)> =
        of.derived.laws.iter().filter_map(|(id, law)| Some((*id, law.as_ref().ok()?))).collect();
    if known.is_empty() {
        return TokenStream::new();
    }
    let about: Vec<String> = known.iter().flat_map(|(_, program)| formula(program, "")).collect();
    let about = with_formula("The coefficients of −E_β as a function of `site`, if it is known", &about);
    let (site_of, out, basis) = (site(model), model.names.ours("out"), runtime("BASIS"));
    let all = known.len() == model.sites_of(of.density).len();
    let written = |(id, program): &(ArrayId, &Program)| {
        let inside = of.tempered(program, Some(*id), "sum");
        quote!(#out.fill(V::zero()); #inside true)
    };
    let choice = match known.as_slice() {
        [one] if all => written(one),
        _ => {
            let site = model.names.ours("site");
            let mut choice = TokenStream::new();
            for one in &known {
                let (name, inside) = (model.names.array(one.0), written(one));
                choice.extend(quote!(if self.structure.#name.contains(#site) { #inside } else));
            }
            quote!(#choice { false })
        }
    };
    let arguments = quote!(#site_of #out: &mut [V; #basis],);
    method(model, "law", &about, arguments, Some(quote!(::core::primitive::bool)), choice)
}

/// The inverse temperature, an argument of what is not an objective.
pub(super) fn beta(model: Model) -> TokenStream {
    let beta = model.names.ours("beta");
    quote!(#beta: V,)
}

fn site(model: Model) -> TokenStream {
    let (beta, site) = (beta(model), model.names.ours("site"));
    quote!(#beta #site: ::core::primitive::usize,)
}

/// One body for each array, chosen by the flat number of the site.
fn by_array<'a>(of: &Of, parts: impl Iterator<Item = (ArrayId, &'a Program)>, what: &str) -> TokenStream {
    let model = of.model;
    let mut parts: Vec<_> = parts.collect();
    let written = |array: ArrayId, program| of.tempered(program, Some(array), "change");
    if let ([(array, program)], 1) = (parts.as_slice(), model.sites_of(of.density).len()) {
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

fn param_gradient(of: &Of, weighted: &Weighted) -> TokenStream {
    let model = of.model;
    let text = format!("`grad` += Σ_lanes weight · {}", of.beta_times("∂E/∂θ"));
    let about = with_formula(&text, &formula(&weighted.program, ""));
    let inside = of.body(&weighted.program, "energy");
    let (first, arguments) = (beta(model), gradient_arguments(model, weighted));
    let (beta, weight) =
        (model.names.ours("beta"), model.names.ours(&weighted.program.array(weighted.weight).name));
    let scaled = of.derived.tempered.then(|| quote!(let #weight = #weight * #beta;));
    let inside = quote!(#scaled #inside);
    let arguments = quote!(#first #arguments);
    of.implement("ParamGradient", method(model, "param_gradient", &about, arguments, None, inside))
}

/// `weight: V, grad: &mut [V::Real],`
pub(super) fn gradient_arguments(model: Model, weighted: &Weighted) -> TokenStream {
    let (weight, grad) =
        (model.names.ours(&weighted.program.array(weighted.weight).name), model.names.ours("grad"));
    quote!(#weight: V, #grad: &mut [V::Real],)
}

fn score(of: &Of, program: &Program) -> TokenStream {
    let model = of.model;
    let text = format!("`out` = −{} at continuous sites, 0 at discrete ones", of.beta_times("∂E/∂x"));
    let about = with_formula(&text, &formula(program, ""));
    let (out, first) = (model.names.ours("out"), beta(model));
    let inside = of.tempered(program, None, "energy");
    let discrete =
        model.sites_of(of.density).into_iter().any(|id| model.program.array(id).role.is_discrete());
    let inside = if discrete { quote!(#out.fill(V::zero()); #inside) } else { inside };
    of.implement("Score", method(model, "score", &about, quote!(#first #out: &mut [V],), None, inside))
}

fn laplacian(of: &Of, program: &Program) -> TokenStream {
    let text = of.beta_times("Σ ∂²E/∂x² over the continuous sites");
    let about = with_formula(&text, &formula(program, "ΔE"));
    let inside = of.tempered(program, None, "laplacian");
    let inside = method(of.model, "laplacian", &about, beta(of.model), Some(quote!(V)), inside);
    of.implement("Laplacian", inside)
}
