//! The types that stand beside a model: shape, parameters, state, fixed data, and what they determine together.
//!
//! For `ising`, expands to:
//!
//! ```text
//! pub struct IsingShape { pub x: [usize; 1] }
//! pub struct IsingParams { pub h: Array1<f32>, pub j: Array2<f32> }
//! pub struct IsingState { pub x: Array1<f32> }
//! struct IsingStructure { n: usize, x: Block, h: Block, j: Block, shape: IsingShape, layout: Layout }
//! pub struct Ising { structure: Arc<IsingStructure>, theta: Vec<f32> }
//! ```

use super::header::{Density, Model, docs, formula, lints, ndarray, with_formula};
use crate::ir::{ArrayId, Role};
use crate::names::runtime;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// All type definitions of a model.
pub(super) fn types(model: Model) -> TokenStream {
    let mut parts = vec![shape(model), params(model), state(model, Density::Own), fixed(model)];
    parts.extend([structure(model), itself(model)]);
    if !model.given().is_empty() {
        parts.push(given(model));
    }
    if !model.latent().is_empty() {
        parts.extend([state(model, Density::Joint), joint(model)]);
    }
    parts.into_iter().collect()
}

/// A public struct of the user's visibility with documented public fields.
fn record(
    model: Model,
    name: &Ident,
    about: &[String],
    fields: &[(Ident, TokenStream, String)],
    eq: bool,
) -> TokenStream {
    let visibility = &model.header.visibility;
    let about = docs(about);
    let eq = eq.then(|| quote!(, ::core::cmp::Eq));
    let fields = fields.iter().map(|(name, of, about)| {
        let about = docs(std::slice::from_ref(about));
        quote!(#about pub #name: #of)
    });
    let lints = lints();
    quote! {
        #about
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq #eq)]
        #lints
        #visibility struct #name { #(#fields),* }
    }
}

/// `IsingShape`: what must be known before there is a model.
fn shape(model: Model) -> TokenStream {
    let mut fields = Vec::new();
    for id in model.of_data() {
        let rank = Literal::usize_unsuffixed(model.rank(id));
        let of = quote!([::core::primitive::usize; #rank]);
        fields.push((
            model.names.array(id),
            of,
            format!("The length of each axis of `{}`.", model.names.array(id)),
        ));
    }
    for size in &model.header.sizes {
        let about = format!("The length of axis {} of `{}`.", size.axis, model.names.array(size.array));
        fields.push((model.field(size), quote!(::core::primitive::usize), about));
    }
    let about = format!("The sizes of [`{}`] that nothing else determines.", model.names.model(""));
    record(model, &model.names.model("Shape"), &[about], &fields, true)
}

/// `IsingParams`, with its way from and to flat slices.
fn params(model: Model) -> TokenStream {
    let float = model.float();
    let fields: Vec<_> = model
        .params()
        .into_iter()
        .map(|id| (model.names.array(id), model.owned(id, &float), format!("`{}`", model.declaration(id))))
        .collect();
    let about = format!("The parameters of [`{}`].", model.names.model(""));
    let name = model.names.model("Params");
    let record = record(model, &name, &[about], &fields, false);
    let arrays = arrays(model, &name, &fields.iter().map(|(name, ..)| name.clone()).collect::<Vec<_>>());
    quote!(#record #arrays)
}

/// `IsingState`, with its way from and to flat slices, and from a single array.
fn state(model: Model, density: Density) -> TokenStream {
    let sites = model.sites_of(density);
    let fields: Vec<_> = sites
        .iter()
        .map(|&id| {
            let element = model.element(id);
            (model.names.array(id), model.owned(id, &element), format!("`{}`", model.declaration(id)))
        })
        .collect();
    let of = model.density(density);
    let about = match (density, model.latent().is_empty()) {
        (Density::Own, false) => format!("The visible part of a state of [`{of}`]."),
        _ => format!("One state of [`{of}`]: discrete sites as the numbers they stand for."),
    };
    let name = model.state_of(density);
    let record = record(model, &name, &[about], &fields, false);
    let arrays = arrays(model, &name, &fields.iter().map(|(name, ..)| name.clone()).collect::<Vec<_>>());
    let single = match sites.as_slice() {
        [id] => from_array(model, &name, *id),
        _ => TokenStream::new(),
    };
    quote! {
        #record
        #arrays
        #[automatically_derived]
        impl ::core::convert::From<&#name> for #name {
            fn from(state: &#name) -> Self { ::core::clone::Clone::clone(state) }
        }
        #single
    }
}

/// `DenoiseGiven`: what one example is given.
fn given(model: Model) -> TokenStream {
    let float = model.float();
    let fields: Vec<_> = model
        .given()
        .into_iter()
        .map(|id| (model.names.array(id), model.owned(id, &float), format!("`{}`", model.declaration(id))))
        .collect();
    let about = format!("What an example of [`{}`] is given.", model.names.model(""));
    let name = model.names.model("Given");
    let record = record(model, &name, &[about], &fields, false);
    let arrays = arrays(model, &name, &fields.iter().map(|(name, ..)| name.clone()).collect::<Vec<_>>());
    let single = match model.given().as_slice() {
        [id] if model.rank(*id) > 0 => from_array(model, &name, *id),
        _ => TokenStream::new(),
    };
    quote! {
        #record
        #arrays
        #[automatically_derived]
        impl ::core::convert::From<&#name> for #name {
            fn from(given: &#name) -> Self { ::core::clone::Clone::clone(given) }
        }
        #single
    }
}

/// The state of a model with one array of sites, from that array.
fn from_array(model: Model, name: &Ident, id: ArrayId) -> TokenStream {
    let (element, field) = (model.element(id), model.names.array(id));
    let rank = model.rank(id);
    let (array, view) = (ndarray(&format!("Array{rank}")), ndarray(&format!("ArrayView{rank}")));
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#array<#element>> for #name {
            fn from(#field: #array<#element>) -> Self { Self { #field } }
        }
        #[automatically_derived]
        impl ::core::convert::From<&#array<#element>> for #name {
            fn from(#field: &#array<#element>) -> Self { Self { #field: ::core::clone::Clone::clone(#field) } }
        }
        #[automatically_derived]
        impl ::core::convert::From<#view<'_, #element>> for #name {
            fn from(#field: #view<'_, #element>) -> Self { Self { #field: #field.to_owned() } }
        }
    }
}

/// From flat slices to fields and back.
fn arrays(model: Model, name: &Ident, fields: &[Ident]) -> TokenStream {
    let (float, arrays, reader, writer) =
        (model.float(), runtime("Arrays"), runtime("Reader"), runtime("Writer"));
    let mismatch = runtime("ShapeMismatch");
    let lints = lints();
    quote! {
        #lints
        #[automatically_derived]
        impl #arrays for #name {
            type Float = #float;
            fn read(source: &mut #reader<'_, #float>) -> Self {
                Self { #(#fields: source.take()),* }
            }
            fn write(&self, target: &mut #writer<'_, #float>) -> ::core::result::Result<(), #mismatch> {
                #(target.put(&self.#fields)?;)*
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// `GraphFixed`, where there are fixed arguments: the same data, owned.
fn fixed(model: Model) -> TokenStream {
    let fixed = model.fixed();
    if fixed.is_empty() {
        return TokenStream::new();
    }
    let fields: Vec<_> = fixed
        .into_iter()
        .map(|id| (model.names.array(id), owned_fixed(model, id), format!("`{}`", model.declaration(id))))
        .collect();
    let about = format!("The fixed data of [`{}`], shared by all examples.", model.names.model(""));
    record(model, &model.names.model("Fixed"), &[about], &fields, false)
}

fn owned_fixed(model: Model, id: ArrayId) -> TokenStream {
    let entry = entry(model, id);
    if model.header.slices.contains(&id) { quote!(::std::vec::Vec<#entry>) } else { model.owned(id, &entry) }
}

/// What a fixed array holds: a number, an integer, a tuple of integers.
pub(super) fn entry(model: Model, id: ArrayId) -> TokenStream {
    let size = quote!(::core::primitive::usize);
    match model.program.array(id).role {
        Role::Structure { components: 1 } => size,
        Role::Structure { components } => {
            let members = std::iter::repeat_n(size, components);
            quote!((#(#members),*))
        }
        Role::Fixed
        | Role::Param(_)
        | Role::Visible(_)
        | Role::Latent(_)
        | Role::Given
        | Role::Along(_)
        | Role::Scalar => model.float(),
    }
}

/// `IsingStructure`: all that copies of a model share.
fn structure(model: Model) -> TokenStream {
    let names = model.names;
    let (block, numbers, incidence, layout) =
        (runtime("Block"), runtime("Numbers"), runtime("Incidence"), runtime("Layout"));
    let mut fields = Vec::new();
    for (array, axis) in names.sizes() {
        let size = names.size(array, axis);
        fields.push(quote!(#size: ::core::primitive::usize));
    }
    for id in model.sites().into_iter().chain(model.given()).chain(model.params()) {
        let name = names.array(id);
        fields.push(quote!(#name: #block));
    }
    if !model.latent().is_empty() {
        for name in model.given().into_iter().map(|id| names.in_joint(id)) {
            fields.push(quote!(#name: #block));
        }
        let joint_layout = names.ours("joint_layout");
        fields.push(quote!(#joint_layout: #layout));
    }
    for id in model.fixed() {
        let (name, entry) = (names.array(id), entry(model, id));
        fields.push(match model.program.array(id).role {
            Role::Structure { .. } if model.rank(id) == 0 => quote!(#name: #entry),
            Role::Structure { .. } => quote!(#name: ::std::vec::Vec<#entry>),
            _ => quote!(#name: #numbers),
        });
    }
    for (array, component) in names.incidences() {
        let name = names.incidence(array, component);
        fields.push(quote!(#name: #incidence));
    }
    let (name, shape, shape_of, layout_of) =
        (names.model("Structure"), names.model("Shape"), names.ours("shape"), names.ours("layout"));
    let lints = lints();
    quote! {
        #[derive(::core::fmt::Debug)]
        #lints
        struct #name { #(#fields,)* #shape_of: #shape, #layout_of: #layout }
    }
}

/// The model itself.
fn itself(model: Model) -> TokenStream {
    let names = model.names;
    let (visibility, name, structure, float) =
        (&model.header.visibility, names.model(""), names.model("Structure"), model.float());
    let mut about = model.header.docs.iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    if about.is_empty() {
        about.push(format!("The model of the energy `{}`.", model.program.name));
    }
    about.push(String::new());
    about.extend(with_formula("p(x) = exp(−E(x; θ)) / Z(θ), with", &formula(model.program, "E")));
    let about = docs(&about);
    let lints = lints();
    quote! {
        #about
        #lints
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #visibility struct #name {
            structure: ::std::sync::Arc<#structure>,
            theta: ::std::vec::Vec<#float>,
        }
    }
}

/// The joint density of a model with latent sites.
fn joint(model: Model) -> TokenStream {
    let names = model.names;
    let (visibility, name, structure, float) =
        (&model.header.visibility, names.model("Joint"), names.model("Structure"), model.float());
    let own = names.model("");
    let text = format!("The joint density of the visible and the latent sites of [`{own}`].");
    let mut about = vec![text, String::new()];
    about.extend(with_formula("p(x) = exp(−E(x; θ)) / Z(θ), with", &formula(model.program, "E")));
    let (about, lints) = (docs(&about), lints());
    quote! {
        #about
        #lints
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #visibility struct #name {
            structure: ::std::sync::Arc<#structure>,
            theta: ::std::vec::Vec<#float>,
        }
    }
}
