//! What emission knows of the user's function besides its mathematics: how it is seen, what it says of itself.

use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, Index, Program, Role, Target};
use crate::names::Names;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The float type of a model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Float {
    /// `f32`
    Single,
    /// `f64`
    Double,
}

/// The user's function, as far as it is not an energy.
#[derive(Clone, Debug)]
pub struct Header {
    /// `pub`, `pub(crate)`, or nothing; generated types have the same.
    pub visibility: TokenStream,
    /// The lines of its doc comment.
    pub docs: Vec<String>,
    /// The type of its value.
    pub float: Float,
    /// Fixed arguments of rank 1 that are slices and not array views; their owned form is a `Vec`.
    pub slices: Vec<ArrayId>,
}

/// What every emitter of one model is given.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) header: &'a Header,
    pub(super) names: &'a Names,
    /// The program of the energy.
    pub(super) program: &'a Program,
}

impl Model<'_> {
    /// The float type, whatever else is called `f32` where the user is.
    pub(super) fn float(&self) -> TokenStream {
        match self.header.float {
            Float::Single => quote!(::core::primitive::f32),
            Float::Double => quote!(::core::primitive::f64),
        }
    }

    /// The arrays of sites, in order.
    pub(super) fn sites(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| array.role.domain().is_some())
    }

    /// The parameters, in order.
    pub(super) fn params(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| matches!(array.role, Role::Param(_)))
    }

    /// The fixed arguments, in order.
    pub(super) fn fixed(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| matches!(array.role, Role::Fixed | Role::Structure { .. }))
    }

    /// The number of axes of an array.
    pub(super) fn rank(&self, id: ArrayId) -> usize {
        self.program.array(id).extents.len()
    }

    /// `Array2<f32>`, or the float type itself for a scalar.
    pub(super) fn owned(&self, id: ArrayId, element: &TokenStream) -> TokenStream {
        match self.rank(id) {
            0 => element.clone(),
            rank => {
                let array = ndarray(&format!("Array{rank}"));
                quote!(#array<#element>)
            }
        }
    }

    /// The sizes that a user must give besides those of the sites: the size, and the name of its field.
    ///
    /// Named after the first one-dimensional parameter that has the size, else after the array and its axis.
    pub(super) fn open_sizes(&self) -> Vec<((ArrayId, usize), Ident)> {
        let params = self.params();
        let open = self.names.sizes().filter(|(array, _)| params.contains(array));
        let name = |(owner, axis): (ArrayId, usize)| {
            let size = vec![Index::size(owner, axis)];
            match params.iter().find(|id| self.program.array(**id).extents == size) {
                Some(id) => self.names.array(*id),
                None => crate::names::identifier(&format!("{}_{axis}", self.program.array(owner).name)),
            }
        };
        open.map(|size| (size, name(size))).collect()
    }

    /// Whether data alone determine all sizes.
    pub(super) fn data_suffice(&self) -> bool {
        self.fixed().is_empty() && self.open_sizes().is_empty()
    }

    /// `#[visible(spin)] x[n]`, as a line of documentation.
    pub(super) fn declaration(&self, id: ArrayId) -> String {
        Notation::of(self.program).declaration(self.program.array(id))
    }
}

/// The variant of `Domain` and the type that stands for it.
pub(super) fn domain(domain: Domain) -> (TokenStream, TokenStream) {
    let (variant, marker) = match domain {
        Domain::Binary => ("Binary", "Binary"),
        Domain::Spin => ("Spin", "Spin"),
        Domain::Real => ("Real", "RealLine"),
    };
    let variant = Ident::new(variant, Span::call_site());
    (quote!(::ebm::__private::Domain::#variant), crate::names::runtime(marker))
}

/// A path into `ndarray`.
pub(super) fn ndarray(item: &str) -> TokenStream {
    let item = Ident::new(item, Span::call_site());
    quote!(::ebm::__private::ndarray::#item)
}

/// Lines of documentation.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        let line = Literal::string(&if line.is_empty() { String::new() } else { format!(" {line}") });
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// One paragraph, and a formula under it.
pub(super) fn with_formula(text: &str, formula: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if !formula.is_empty() {
        lines.extend([String::new(), "```text".to_owned()]);
        lines.extend(formula.iter().cloned());
        lines.push("```".to_owned());
    }
    lines
}

/// A program as formulas, a line each; `value` names the value.
pub(super) fn formula(program: &Program, value: &str) -> Vec<String> {
    let notation = Notation::of(program);
    let mut lines = Vec::new();
    for (place, definition) in program.lets.iter().enumerate() {
        let name = notation.let_name(crate::ir::LetId(place));
        lines.push(notation.equation(
            name,
            &program.inputs,
            &definition.binders,
            definition.definition.expr(),
        ));
    }
    for output in &program.outputs {
        let name = match output.target {
            Target::Value => value.to_owned(),
            Target::Gradient(array) => format!("∂/∂{}", program.array(array).name),
        };
        lines.push(notation.equation(&name, &program.inputs, &output.binders, &output.value));
    }
    lines.iter().flat_map(|line| line.lines()).map(str::to_owned).collect()
}
