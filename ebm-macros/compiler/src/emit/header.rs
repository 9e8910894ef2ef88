//! What emission knows of the user's function besides its mathematics: how it is seen, what it says of itself.

use crate::derivation::formulas;
use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, Index, IntegerAtom, Number, Program, Role, States};
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

/// Which density of a model a type stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Density {
    /// That of the visible sites: of all sites, where none is latent.
    Own,
    /// That of visible and latent sites.
    Joint,
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

    /// The arrays of visible sites, in order.
    pub(super) fn visible(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| matches!(array.role, Role::Visible(_)))
    }

    /// The arrays of latent sites, in order.
    pub(super) fn latent(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| matches!(array.role, Role::Latent(_)))
    }

    /// The arrays of sites in the order of the joint density: visible ones, then latent ones.
    pub(super) fn sites(&self) -> Vec<ArrayId> {
        [self.visible(), self.latent()].concat()
    }

    /// The arrays of sites of one of the two densities.
    pub(super) fn sites_of(&self, density: Density) -> Vec<ArrayId> {
        match density {
            Density::Own => self.visible(),
            Density::Joint => self.sites(),
        }
    }

    /// What each example is given, in order.
    pub(super) fn given(&self) -> Vec<ArrayId> {
        self.program.arrays_where(|array| array.role == Role::Given)
    }

    /// The arrays whose shapes data determine: visible ones, then given ones with axes.
    pub(super) fn of_data(&self) -> Vec<ArrayId> {
        let given = self.given().into_iter().filter(|&id| self.rank(id) > 0);
        self.visible().into_iter().chain(given).collect()
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

    /// The type of the entries of an array of sites or givens as users hold them: integers for categories and counts.
    pub(super) fn element(&self, id: ArrayId) -> TokenStream {
        match self.program.array(id).role.domain() {
            Some(domain) if domain.is_integer() => quote!(::core::primitive::usize),
            _ => self.float(),
        }
    }

    /// The type of a density: `Rbm`, `RbmJoint`.
    pub(super) fn density(&self, density: Density) -> Ident {
        self.names.model(match density {
            Density::Own => "",
            Density::Joint => "Joint",
        })
    }

    /// The type of its states: `RbmState`, or `RbmVisible` where the latent sites are summed out.
    pub(super) fn state_of(&self, density: Density) -> Ident {
        self.names.model(match density {
            Density::Own if !self.latent().is_empty() => "Visible",
            Density::Own | Density::Joint => "State",
        })
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

/// The type that stands for a domain in the type of a state space.
pub(super) fn marker(domain: &Domain) -> TokenStream {
    runtime(match domain {
        Domain::Binary => "Binary",
        Domain::Spin => "Spin",
        Domain::Categorical(_) => "Categorical",
        Domain::Count(_) => "Count",
        Domain::Real => "RealLine",
        Domain::Positive => "Positive",
        Domain::Unit => "Unit",
        Domain::Interval(..) => "Interval",
        Domain::Angle => "Angle",
    })
}

/// The value of `Domain` for a domain whose numbers of states are written by `count`; nothing where each site has its own.
pub(super) fn domain(domain: &Domain, count: impl FnOnce(&Index) -> TokenStream) -> Option<TokenStream> {
    let variant = |word: &str| Ident::new(word, Span::call_site());
    let (variant, inside) = match domain {
        Domain::Binary => (variant("Binary"), None),
        Domain::Spin => (variant("Spin"), None),
        Domain::Categorical(States::All(states)) => (variant("Categorical"), Some(count(states))),
        Domain::Categorical(States::Each(_)) => return None,
        Domain::Count(max) => (variant("Count"), Some(count(max))),
        Domain::Real => (variant("Real"), None),
        Domain::Positive => (variant("Positive"), None),
        Domain::Unit => (variant("Unit"), None),
        Domain::Interval(Number(low), Number(high)) => (variant("Interval"), Some(quote!(#low, #high))),
        Domain::Angle => (variant("Angle"), None),
    };
    let inside = inside.map(|inside| quote!((#inside)));
    Some(quote!(::ebm::__private::Domain::#variant #inside))
}

/// The domain as data know it, before a model says how many categories there are.
pub(super) fn domain_of_data(of: &Domain) -> TokenStream {
    let any = quote!(::ebm::__private::Domain::ANY_CATEGORY);
    match of {
        Domain::Categorical(States::All(count)) | Domain::Count(count) if count.as_constant().is_none() => {
            any
        }
        _ => domain(of, |count| {
            let count = Literal::i64_unsuffixed(count.as_constant().unwrap_or_default().max(0));
            quote!(#count)
        })
        .unwrap_or(any),
    }
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
