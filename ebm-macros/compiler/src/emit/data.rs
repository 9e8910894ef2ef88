//! The data of a model: checked examples that fit its arrays of sites.
//!
//! For `ising`, expands to:
//!
//! ```text
//! pub struct IsingData { examples: Examples }
//! impl IsingData {
//!     pub fn new<X: Number>(x: ArrayView2<'_, X>) -> Result<Self, DataError> { … }
//!     pub fn from_csv(path: impl AsRef<Path>) -> Result<Self, DataError> { … }
//!     …
//! }
//! ```

use super::header::{Model, docs, domain_of_data, lints, ndarray};
use crate::names::runtime;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// The type and its constructors.
pub(super) fn data(model: Model) -> TokenStream {
    let (visibility, name) = (&model.header.visibility, model.names.model("Data"));
    let examples = runtime("Examples");
    let held = [model.visible(), model.given()].concat();
    let list = held.iter().map(|&id| format!("`{}`", model.declaration(id))).collect::<Vec<_>>().join(", ");
    let about = docs(&[
        format!("Examples for [`{}`]: {list}, checked for shape and domain.", model.names.model("")),
        String::new(),
        "Every example has a weight, 1 unless `weights` says otherwise.".to_owned(),
    ]);
    let (new, readers) = (new(model), readers());
    let (arrays, lints) = (arrays(model), lints());
    quote! {
        #about
        #lints
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #visibility struct #name { examples: #examples }

        #lints
        impl #name {
            #new
            #readers
            #arrays
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<#examples> for #name {
            fn as_ref(&self) -> &#examples { &self.examples }
        }
        #[automatically_derived]
        impl ::core::convert::From<#name> for #examples {
            fn from(data: #name) -> Self { data.examples }
        }
    }
}

/// From arrays, one for each visible and each given argument, in the order of the arguments.
fn new(model: Model) -> TokenStream {
    let (number, builder, error) = (runtime("Number"), runtime("ExamplesBuilder"), runtime("DataError"));
    let mut arguments = [model.visible(), model.given()].concat();
    arguments.sort();
    let types: Vec<Ident> = (0..arguments.len()).map(|place| format_ident!("T{place}")).collect();
    let fields: Vec<Ident> = arguments.iter().map(|&id| model.names.array(id)).collect();
    let views = arguments.iter().zip(&types).map(|(&id, element)| {
        let view = ndarray(&format!("ArrayView{}", model.rank(id) + 1));
        quote!(#view<'_, #element>)
    });
    let added = [model.visible(), model.given()].concat().into_iter().map(|id| {
        let (array, field) = (model.program.array(id), model.names.array(id));
        let name = Literal::string(&array.name);
        match array.role.domain() {
            Some(domain) => {
                let domain = domain_of_data(domain);
                quote!(.array(#name, #domain, #field)?)
            }
            None => quote!(.given(#name, #field)?),
        }
    });
    quote! {
        /// From arrays whose axis 0 runs over the examples.
        ///
        /// # Errors
        /// A value outside its domain, with its row and column; arrays with different numbers of examples; none at all.
        pub fn new<#(#types: #number),*>(#(#fields: #views),*) -> ::core::result::Result<Self, #error> {
            let examples = #builder::new() #(#added)* .finish()?;
            ::core::result::Result::Ok(Self { examples })
        }
    }
}

/// From files, and what can be asked of the examples.
fn readers() -> TokenStream {
    let (examples, options, error) = (runtime("Examples"), runtime("DataOptions"), runtime("DataError"));
    let formats = [
        ("csv", "comma-separated text, a line an example, with or without a header"),
        ("idx", "an idx file of unsigned bytes, examples along its first axis"),
        ("npy", "a NumPy array, examples along its first axis"),
        ("file", "a file of any of these formats, told apart by its first bytes"),
    ];
    let readers = formats.map(|(format, what)| {
        let read = Ident::new(&format!("from_{format}"), Span::call_site());
        let with = format_ident!("from_{format}_with");
        let about = docs(&[
            format!("From {what}, plain or compressed by gzip."),
            String::new(),
            "# Errors".to_owned(),
            "What is wrong with the file, with its line and column or row and index.".to_owned(),
        ]);
        let about_with = docs(&[
            format!("As [`Self::from_{format}`], with options: header, weights, columns, spins written as 0 and 1, shapes."),
            String::new(),
            "# Errors".to_owned(),
            "What is wrong with the file, with its line and column or row and index.".to_owned(),
        ]);
        quote! {
            #about
            pub fn #read(path: impl ::core::convert::AsRef<::std::path::Path>) -> ::core::result::Result<Self, #error> {
                Self::#with(path, &::core::default::Default::default())
            }
            #about_with
            pub fn #with(
                path: impl ::core::convert::AsRef<::std::path::Path>,
                options: &#options,
            ) -> ::core::result::Result<Self, #error> {
                let examples = #examples::#read(path, &Self::arrays(), options)?;
                ::core::result::Result::Ok(Self { examples })
            }
        }
    });
    quote! {
        #(#readers)*
        /// From a source that is no file, in any of these formats; `name` stands for the file in messages.
        ///
        /// # Errors
        /// What is wrong with it, with its line and column or row and index.
        pub fn from_reader(
            name: &::core::primitive::str,
            reader: impl ::std::io::BufRead,
            options: &#options,
        ) -> ::core::result::Result<Self, #error> {
            let examples = #examples::from_reader(name, reader, &Self::arrays(), options)?;
            ::core::result::Result::Ok(Self { examples })
        }
        /// The chosen examples with their weights, counted from 0; one may be chosen more than once.
        ///
        /// # Errors
        /// A row that does not exist; no row at all; only rows of weight 0.
        pub fn select(
            &self,
            rows: impl ::core::iter::IntoIterator<Item = ::core::primitive::usize>,
        ) -> ::core::result::Result<Self, #error> {
            ::core::result::Result::Ok(Self { examples: self.examples.select(rows)? })
        }
        /// The same data with equal examples merged into one whose weight is the sum of theirs.
        #[must_use]
        pub fn compact(&self) -> Self { Self { examples: self.examples.compact() } }
        /// The same examples with these weights, one an example.
        ///
        /// # Errors
        /// A wrong number of weights; one that is negative or not finite; none above 0.
        pub fn weights(
            self,
            weights: impl ::core::convert::Into<::std::vec::Vec<::core::primitive::f64>>,
        ) -> ::core::result::Result<Self, #error> {
            ::core::result::Result::Ok(Self { examples: self.examples.with_weights(weights)? })
        }
        /// The checked examples.
        pub fn examples(&self) -> &#examples { &self.examples }
        /// The number of examples.
        pub fn count(&self) -> ::core::primitive::usize { self.examples.count() }
    }
}

/// What the readers must know of the arrays.
fn arrays(model: Model) -> TokenStream {
    let array_of = runtime("VisibleArray");
    let arrays = [model.visible(), model.given()].concat();
    let count = Literal::usize_unsuffixed(arrays.len());
    let arrays = arrays.iter().map(|&id| {
        let array = model.program.array(id);
        let (name, axes) = (Literal::string(&array.name), Literal::usize_unsuffixed(model.rank(id)));
        match array.role.domain() {
            Some(domain) => {
                let domain = domain_of_data(domain);
                quote!(#array_of::new(#name, #domain, #axes))
            }
            None => quote!(#array_of::given(#name, #axes)),
        }
    });
    quote! {
        fn arrays() -> [#array_of; #count] { [#(#arrays),*] }
    }
}
