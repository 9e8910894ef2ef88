//! How a model is built: sizes resolved, shapes and fixed data checked, lists made.
//!
//! For `graph`, expands to:
//!
//! ```text
//! pub fn new(shape: GraphShape, fixed: GraphFixed) -> Result<Self, BuildError> {
//!     let edges = fixed.edges;
//!     let n = shape.x[0];
//!     let n_edges = edges.len();
//!     check_entries("edges", &edges, 0, n)?;
//!     let layout = layout(vec![SiteArray::new("x", Domain::Spin, &[n])], vec![ParamBlock::new("h", &[n]), …])?;
//!     let structure = GraphStructure { n, n_edges, x: Block::new(layout.sites()[0].range()), …, shape, layout };
//!     let theta = initial(&structure.layout);
//!     Ok(Self { structure: Arc::new(structure), theta })
//! }
//! ```

use super::header::{Density, Model, domain, length};
use super::scope::Body;
use crate::ir::{ArrayId, Domain, Index, Init, ParamOptions, Role, States};
use crate::lower::SizeCheck;
use crate::names::runtime;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `new`, `for_data` where data determine all sizes, and the way to a file and back.
pub(super) fn constructors(model: Model) -> TokenStream {
    let new = new(model);
    let for_data = if model.data_suffice() { for_data(model) } else { TokenStream::new() };
    let persistence = persistence(model);
    quote!(#new #for_data #persistence)
}

/// `save` and `load`. In a file stand the sizes, by the names of the fields of the shape, and the parameters.
fn persistence(model: Model) -> TokenStream {
    let names = model.names;
    let (shape, fixed) = (names.ours("shape"), names.ours("fixed"));
    let (shape_of, fixed_of) = (names.model("Shape"), names.model("Fixed"));
    let [save, saved, error, load_error] = ["save", "Saved", "StoreError", "LoadError"].map(runtime);
    let (path, file) = (names.ours("path"), names.ours("saved"));
    let (argument, given) = match model.fixed().is_empty() {
        true => (None, None),
        false => (Some(quote!(, #fixed: #fixed_of)), Some(quote!(, #fixed))),
    };
    let (mut put, mut taken) = (Vec::new(), Vec::new());
    for id in model.of_data() {
        let (field, text) = (names.array(id), Literal::string(&model.program.array(id).name));
        put.push(quote!((#text, &self.structure.#shape.#field)));
        taken.push(quote!(#field: #file.sizes(#text)?));
    }
    for size in &model.header.sizes {
        let field = model.field(size);
        let text = Literal::string(&field.to_string());
        put.push(quote!((#text, &[self.structure.#shape.#field])));
        taken.push(quote!(#field: #file.sizes::<1>(#text)?[0]));
    }
    quote! {
        /// Writes the parameters and the sizes to a safetensors file: whole, or not at all. Fixed data are not in it.
        ///
        /// # Errors
        /// What the file system says.
        pub fn save(
            &self,
            #path: impl ::core::convert::AsRef<::std::path::Path>,
        ) -> ::core::result::Result<(), #error> {
            #save(self, &[#(#put),*], #path.as_ref())
        }
        /// The model that was saved, with the same parameters to the bit.
        ///
        /// # Errors
        /// No such file; another model, or one of another number type; parameters that are missing, of another shape or not legal.
        pub fn load(
            #path: impl ::core::convert::AsRef<::std::path::Path> #argument
        ) -> ::core::result::Result<Self, #load_error> {
            let #file = #saved::read::<Self>(#path.as_ref())?;
            #file.restore(Self::new(#shape_of { #(#taken),* } #given)?)
        }
    }
}

fn new(model: Model) -> TokenStream {
    let names = model.names;
    let (shape, fixed) = (names.ours("shape"), names.ours("fixed"));
    let (shape_of, fixed_of, error) = (names.model("Shape"), names.model("Fixed"), runtime("BuildError"));
    let argument = (!model.fixed().is_empty()).then(|| quote!(, #fixed: #fixed_of));
    let (owned, sizes, checks) = (owned(model), sizes(model), checks(model));
    let (layouts, made, trial, initial) =
        (layouts(model), structure(model), trial(model), runtime("initial"));
    let layout = names.ours("layout");
    let structure = names.ours("structure");
    quote! {
        /// The model with these sizes, its parameters where learning starts.
        ///
        /// # Errors
        /// Shapes that contradict each other; an axis without sites; fixed data that point outside an array.
        pub fn new(#shape: #shape_of #argument) -> ::core::result::Result<Self, #error> {
            #sizes
            #owned
            #checks
            #layouts
            let #structure = #made;
            #trial
            let theta = #initial(&#structure.#layout);
            ::core::result::Result::Ok(Self { structure: ::std::sync::Arc::new(#structure), theta })
        }
    }
}

fn for_data(model: Model) -> TokenStream {
    let (data_of, shape_of, error) =
        (model.names.model("Data"), model.names.model("Shape"), runtime("BuildError"));
    let (visible, given) = (model.visible(), model.given());
    let fields = model.of_data().into_iter().map(|id| {
        let (arrays, shape_of_data) = match model.program.array(id).role {
            Role::Given => (&given, runtime("shape_of_given")),
            _ => (&visible, runtime("shape_of_data")),
        };
        let place = arrays.iter().position(|&other| other == id).unwrap_or_default();
        let (field, place) = (model.names.array(id), Literal::usize_unsuffixed(place));
        quote!(#field: #shape_of_data(&data.examples, #place))
    });
    quote! {
        /// The model with the sizes of these data, its parameters where learning starts.
        ///
        /// # Errors
        /// Shapes that contradict each other.
        pub fn for_data(data: &#data_of) -> ::core::result::Result<Self, #error> {
            Self::new(#shape_of { #(#fields),* })
        }
    }
}

/// The loops of the energy where a read might be outside its array.
fn trial(model: Model) -> TokenStream {
    let mut body = Body::new(model.program, model.names);
    let trial = body.trial();
    if trial.is_empty() {
        return trial;
    }
    let bindings = body.bindings();
    quote!({ #bindings #trial })
}

/// Integer forms in terms of the sizes, as tokens.
fn forms(model: Model, forms: &[Index]) -> Vec<TokenStream> {
    let mut body = Body::new(model.program, model.names);
    forms.iter().map(|form| body.clipped(form).tokens).collect()
}

/// `let n = shape.x[0];` for every size.
fn sizes(model: Model) -> TokenStream {
    let names = model.names;
    let (shape, fixed) = (names.ours("shape"), names.ours("fixed"));
    let sizes = names.sizes().map(|(array, axis)| {
        let (size, name) = (names.size(array, axis), names.array(array));
        let place = Literal::usize_unsuffixed(axis);
        let value = match &model.program.array(array).role {
            Role::Visible(_) | Role::Given => quote!(#shape.#name[#place]),
            Role::Param(_) | Role::Latent(_) => {
                let found = model.header.sizes.iter().find(|size| (size.array, size.axis) == (array, axis));
                match found.map(|size| model.field(size)) {
                    Some(field) => quote!(#shape.#field),
                    // lowering names every free size; an array of one entry can be built in any case
                    None => quote!(1),
                }
            }
            _ if model.header.slices.contains(&array) => quote!(#fixed.#name.len()),
            _ => quote!(#fixed.#name.shape()[#place]),
        };
        quote!(let #size = #value;)
    });
    sizes.collect()
}

/// Fixed data in the form in which methods read them, their shapes checked.
fn owned(model: Model) -> TokenStream {
    let (fixed, check_shape, numbers) =
        (model.names.ours("fixed"), runtime("check_shape"), runtime("Numbers"));
    let mut lines = TokenStream::new();
    for id in model.fixed() {
        let array = model.program.array(id);
        let (name, text, slice) =
            (model.names.array(id), Literal::string(&array.name), model.header.slices.contains(&id));
        if !array.extents.is_empty() {
            let expected = forms(model, &array.extents);
            let found = if slice { quote!(&[#fixed.#name.len()]) } else { quote!(#fixed.#name.shape()) };
            lines.extend(quote!(#check_shape(#text, #found, &[#(#expected),*])?;));
        }
        lines.extend(match (&array.role, array.extents.is_empty()) {
            (Role::Structure { .. }, true) => quote!(let #name = #fixed.#name;),
            (Role::Structure { .. }, false) if slice => quote!(let #name = #fixed.#name;),
            (Role::Structure { .. }, false) => {
                quote!(let #name: ::std::vec::Vec<_> = #fixed.#name.iter().copied().collect();)
            }
            (_, true) => quote!(let #name = #numbers::new(&[#fixed.#name]);),
            (_, false) => quote!(let #name = #numbers::new(&#fixed.#name);),
        });
    }
    lines
}

/// Shapes of sites against each other, and look-ups against what they point into.
fn checks(model: Model) -> TokenStream {
    let (shape, check_shape, check_entries) =
        (model.names.ours("shape"), runtime("check_shape"), runtime("check_entries"));
    let mut lines = TokenStream::new();
    for id in model.of_data() {
        let array = model.program.array(id);
        let primary = |(axis, extent): (usize, &Index)| *extent == Index::size(id, axis);
        if array.extents.iter().enumerate().all(primary) {
            continue;
        }
        let (name, text, expected) =
            (model.names.array(id), Literal::string(&array.name), forms(model, &array.extents));
        lines.extend(quote!(#check_shape(#text, &#shape.#name, &[#(#expected),*])?;));
    }
    lines.extend(model.header.checks.iter().map(|check| size_check(model, check)));
    for id in model.fixed() {
        let array = model.program.array(id);
        let (name, text) = (model.names.array(id), Literal::string(&array.name));
        let entries = if array.extents.is_empty() { quote!(&[#name]) } else { quote!(&#name) };
        for (component, bounds) in array.bounds.iter().enumerate() {
            let component = Literal::usize_unsuffixed(component);
            for bound in forms(model, bounds) {
                lines.extend(quote!(#check_entries(#text, #entries, #component, #bound)?;));
            }
        }
    }
    lines
}

/// A relation between sizes that lowering could only leave to be checked.
fn size_check(model: Model, check: &SizeCheck) -> TokenStream {
    let (name, left, right) = match check {
        SizeCheck::Equal(left, right) => ("check_equal", left, right),
        SizeCheck::AtMost(left, right) => ("check_at_most", left, right),
    };
    let check = runtime(name);
    let [left, right] = [left, right].map(|form| {
        let (text, value) = (length(model.program, form), forms(model, std::slice::from_ref(form)));
        quote!((#text, #(#value)*))
    });
    quote!(#check(#left, #right)?;)
}

/// `let layout = …;`, and for a model with latent sites the layout of the joint density as well.
fn layouts(model: Model) -> TokenStream {
    let own = layout_of(model, Density::Own);
    let layout = model.names.ours("layout");
    if model.latent().is_empty() {
        return quote!(let #layout = #own;);
    }
    let (joint, joint_layout) = (layout_of(model, Density::Joint), model.names.ours("joint_layout"));
    quote!(let #layout = #own; let #joint_layout = #joint;)
}

fn layout_of(model: Model, density: Density) -> TokenStream {
    let (site_array, given_array) = (runtime("SiteArray"), runtime("GivenArray"));
    let sites = model.sites_of(density).into_iter().map(|id| site_array_of(model, id, &site_array));
    let given = model.given().into_iter().map(|id| {
        let array = model.program.array(id);
        let (name, extents) = (Literal::string(&array.name), forms(model, &array.extents));
        quote!(#given_array::new(#name, &[#(#extents),*]))
    });
    let params = model.params().into_iter().map(|id| param(model, id));
    let (sites, params) =
        (quote!(::std::vec::Vec::from([#(#sites),*])), quote!(::std::vec::Vec::from([#(#params),*])));
    if model.given().is_empty() {
        let layout = runtime("layout");
        quote!(#layout(#sites, #params)?)
    } else {
        let layout = runtime("layout_given");
        quote!(#layout(#sites, ::std::vec::Vec::from([#(#given),*]), #params)?)
    }
}

/// `SiteArray::new("x", Domain::Spin, &[n])`
fn site_array_of(model: Model, id: ArrayId, site_array: &TokenStream) -> TokenStream {
    let array = model.program.array(id);
    let (name, extents) = (Literal::string(&array.name), forms(model, &array.extents));
    let of = array.role.domain().cloned().unwrap_or(Domain::Real);
    let count = |count: &Index| {
        let count = forms(model, std::slice::from_ref(count));
        quote!(#(#count)*)
    };
    let sites = match (domain(&of, count), &of) {
        (Some(domain), _) => quote!(#site_array::new(#name, #domain, &[#(#extents),*])),
        (None, Domain::Categorical(States::Each(states))) => {
            let states = model.names.array(*states);
            quote!(#site_array::with_states(#name, &#states, &[#(#extents),*]))
        }
        (None, _) => TokenStream::new(),
    };
    let latent = matches!(array.role, Role::Latent(_)).then(|| quote!(.latent()));
    quote!(#sites #latent)
}

fn param(model: Model, id: ArrayId) -> TokenStream {
    let (block, constraint, init_of) = (runtime("ParamBlock"), runtime("Constraint"), runtime("Init"));
    let array = model.program.array(id);
    let (name, extents) = (Literal::string(&array.name), forms(model, &array.extents));
    let Role::Param(options) = &array.role else { return TokenStream::new() };
    let ParamOptions { symmetric, zero_diagonal, positive, frozen, init } = options;
    let constrained = (*symmetric || *zero_diagonal || *positive || *frozen).then(|| {
        quote!(.constrained(#constraint {
            symmetric: #symmetric, zero_diagonal: #zero_diagonal, positive: #positive, frozen: #frozen
        }))
    });
    let init = match *init {
        Init::Zeros => None,
        Init::Constant(value) => Some(quote!(#init_of::Constant(#value))),
        Init::Normal(deviation) => Some(quote!(#init_of::Normal(#deviation))),
        Init::Uniform(low, high) => Some(quote!(#init_of::Uniform(#low, #high))),
        Init::Glorot => Some(quote!(#init_of::Glorot)),
    };
    let starting = init.map(|init| quote!(.starting_at(#init)));
    quote!(#block::new(#name, &[#(#extents),*]) #constrained #starting)
}

/// The structure, field by field; lists are made before the entries move.
fn structure(model: Model) -> TokenStream {
    let names = model.names;
    let (block, incidence) = (runtime("Block"), runtime("Incidence"));
    let (name, shape, layout) = (names.model("Structure"), names.ours("shape"), names.ours("layout"));
    let mut fields = Vec::new();
    for (array, component) in names.incidences() {
        let (list, entries) = (names.incidence(array, component), names.array(array));
        let component = Literal::usize_unsuffixed(component);
        fields.push(quote!(#list: #incidence::new(&#entries, #component)));
    }
    for (array, axis) in names.sizes() {
        let size = names.size(array, axis);
        fields.push(quote!(#size));
    }
    // visible sites stand in front in both densities
    let joint_layout = names.ours("joint_layout");
    let of_sites = if model.latent().is_empty() { &layout } else { &joint_layout };
    for (place, id) in model.sites().into_iter().enumerate() {
        let (name, place) = (names.array(id), Literal::usize_unsuffixed(place));
        fields.push(quote!(#name: #block::new(#of_sites.sites()[#place].range())));
    }
    if !model.latent().is_empty() {
        for (place, id) in model.given().into_iter().enumerate() {
            let (name, place) = (names.in_joint(id), Literal::usize_unsuffixed(place));
            fields.push(quote!(#name: #block::new(#joint_layout.givens()[#place].range())));
        }
        fields.push(quote!(#joint_layout));
    }
    for (place, id) in model.given().into_iter().enumerate() {
        let (name, place) = (names.array(id), Literal::usize_unsuffixed(place));
        fields.push(quote!(#name: #block::new(#layout.givens()[#place].range())));
    }
    for (place, id) in model.params().into_iter().enumerate() {
        let (name, place) = (names.array(id), Literal::usize_unsuffixed(place));
        fields.push(quote!(#name: #block::new(#layout.params()[#place].range())));
    }
    for id in model.fixed() {
        let name = names.array(id);
        fields.push(quote!(#name));
    }
    quote!(#name { #(#fields,)* #shape, #layout })
}
