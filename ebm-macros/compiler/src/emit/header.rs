//! What emission knows of the user's function besides its mathematics: how it is seen, what it says of itself.

use crate::derivation::formulas;
use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, Index, IntegerAtom, Program, Role};
use crate::lower::{FreeSize, Lowered, SizeCheck};
use crate::names::{Names, identifier, runtime};
use crate::syntax::{Argument, ArgumentType, EnergyFn, Float};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The user's function, as far as it is not an energy.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// `pub`, `pub(crate)`, or nothing; generated types have the same.
    pub visibility: TokenStream,
    /// The lines of its doc comment.
    pub docs: Vec<String>,
    /// The type of its value.
    pub float: Float,
    /// Fixed arguments of rank 1 that are slices and not array views; their owned form is a `Vec`.
    pub slices: Vec<ArrayId>,
    /// Sizes that neither data nor fixed arguments nor literals determine: fields of Shape.
    pub sizes: Vec<FreeSize>,
    /// What must hold between the sizes of data and fixed arguments.
    pub checks: Vec<SizeCheck>,
}

impl Header {
    /// What the signature and lowering say.
    pub fn new(energy: &EnergyFn, lowered: &Lowered) -> Self {
        let is_slice =
            |(_, argument): &(usize, &Argument)| matches!(argument.kind, ArgumentType::Slice { .. });
        Self {
            visibility: energy.visibility.clone(),
            docs: energy.docs.clone(),
            float: energy.float,
            slices: energy
                .arguments
                .iter()
                .enumerate()
                .filter(is_slice)
                .map(|(place, _)| ArrayId(place))
                .collect(),
            sizes: lowered.sizes.clone(),
            checks: lowered.checks.clone(),
        }
    }
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
            Float::F32 => quote!(::core::primitive::f32),
            Float::F64 => quote!(::core::primitive::f64),
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

    /// The name of a field of Shape that is not the shape of an array.
    pub(super) fn field(&self, size: &FreeSize) -> Ident {
        identifier(&size.name)
    }

    /// Whether data alone determine all sizes.
    pub(super) fn data_suffice(&self) -> bool {
        self.fixed().is_empty() && self.header.sizes.is_empty()
    }

    /// `#[visible(spin)] x[n]`, as a line of documentation.
    pub(super) fn declaration(&self, id: ArrayId) -> String {
        Notation::of(self.program).declaration(self.program.array(id))
    }
}

/// The variant of `Domain` and the type that stands for it.
pub(super) fn domain(domain: &Domain) -> (TokenStream, TokenStream) {
    let (variant, marker) = match domain {
        Domain::Binary => ("Binary", "Binary"),
        Domain::Spin => ("Spin", "Spin"),
        Domain::Real => ("Real", "RealLine"),
        Domain::Categorical(_)
        | Domain::Count(_)
        | Domain::Positive
        | Domain::Unit
        | Domain::Interval(..)
        | Domain::Angle => unreachable!("refused while lowering"),
    };
    let variant = Ident::new(variant, Span::call_site());
    (quote!(::ebm::__private::Domain::#variant), runtime(marker))
}

/// The lints that generated items may break, each with its reason. All generated items have them.
pub(super) fn lints() -> TokenStream {
    quote! {
        #[allow(non_snake_case, reason = "arguments keep their names as fields and locals")]
        #[allow(dead_code, unreachable_pub, reason = "a model has all its methods, whoever uses it and from where")]
        #[allow(unused_imports, unused_variables, reason = "which names a method needs depends on the energy")]
        #[allow(clippy::all, clippy::pedantic, reason = "generated, and checked by the tests of the macro")]
    }
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
    formulas(program, value).iter().flat_map(|formula| formula.lines()).map(str::to_owned).collect()
}

/// A length as an operand: in parentheses unless it is one thing.
fn operand(program: &Program, form: &Index) -> String {
    let text = length(program, form);
    if form.as_atom().is_some() || form.as_constant().is_some_and(|c| c >= 0) {
        text
    } else {
        format!("({text})")
    }
}

/// A length as the user would write it: `x.len()`, `2 * mask.shape()[0]`.
pub(super) fn length(program: &Program, form: &Index) -> String {
    let atom = |atom: &IntegerAtom| match atom {
        IntegerAtom::Size(array, axis) => {
            let array = program.array(*array);
            if array.extents.len() == 1 {
                format!("{}.len()", array.name)
            } else {
                format!("{}.shape()[{axis}]", array.name)
            }
        }
        IntegerAtom::Variable(variable) => variable.name().to_owned(),
        IntegerAtom::Lookup { array, .. } | IntegerAtom::Site { array, .. } => {
            program.array(*array).name.clone()
        }
        IntegerAtom::Rounded { definition, .. } => program.definition(*definition).name.clone(),
        IntegerAtom::Remainder(a, n) => format!("({} % {})", operand(program, a), operand(program, n)),
        IntegerAtom::Quotient(a, n) => format!("({} / {})", operand(program, a), operand(program, n)),
    };
    let summands: Vec<String> = form
        .monomials()
        .map(|(monomial, coefficient)| {
            let mut factors: Vec<String> = monomial.iter().map(atom).collect();
            if coefficient != 1 || factors.is_empty() {
                factors.insert(0, coefficient.to_string());
            }
            factors.join(" * ")
        })
        .collect();
    if summands.is_empty() { "0".to_owned() } else { summands.join(" + ").replace("+ -", "- ") }
}
