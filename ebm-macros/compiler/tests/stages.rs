//! The journey of two energies on paper: one readable text for each stage.
//!
//! `@1-lowered` is the user's sum as written, `@2-energy` its canonical form, `@3-derived` what learning needs; the Rust
//! that is emitted from it is `@5-rust`, beside `emit`. Accept a change with `cargo insta review`.

use ebm_compiler::errors::Errors;
use ebm_compiler::ir::Program;
use ebm_compiler::plan::Plan;
use ebm_compiler::syntax::{Item, parse};
use ebm_compiler::{derivation, expand, lower};
use std::fmt::Write;

const ISING: &str = "
/// Ising model with field `h` and couplings `j`.
pub fn ising(
    #[visible(spin)] x: ArrayView1<f32>,
    #[param] h: ArrayView1<f32>,
    #[param(symmetric)] j: ArrayView2<f32>,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[[i, k]] * x[i] * x[k];
        }
    }
    energy
}";

const LATTICE: &str = "
/// Ising model on a torus with shared coupling and field.
pub fn lattice(#[visible(spin)] x: ArrayView2<f32>, #[param] coupling: f32, #[param] field: f32) -> f32 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= field * x[[r, c]];
            energy -= coupling * x[[r, c]] * (x[[(r + 1) % rows, c]] + x[[r, (c + 1) % cols]]);
        }
    }
    energy
}";

/// The same energy in the vector spelling; with a zero diagonal, so that it is the same.
const VECTORS: &str = "
pub fn ising(
    #[visible(spin)] x: ArrayView1<f32>,
    #[param] h: ArrayView1<f32>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f32>,
) -> f32 {
    -x.dot(&h) - 0.5 * x.dot(&j.dot(&x))
}";

fn lowered(source: &str) -> Program {
    let mut errors = Errors::new();
    let item = parse(&mut errors, Default::default(), source.parse().expect("tokens"));
    let Some(Item::Function(energy)) = item else { panic!("a function") };
    let lowered = lower::lower(&mut errors, &energy).expect("an energy");
    assert!(errors.finish().is_empty());
    lowered.program
}

/// The methods of the traits, as emitted.
fn rust(source: &str) -> String {
    let tokens = expand::expand(Default::default(), source.parse().expect("tokens"));
    let file: syn::File = syn::parse2(tokens).expect("Rust");
    let is_mathematics = |item: &syn::Item| match item {
        syn::Item::Impl(implementation) => implementation.trait_.as_ref().is_some_and(|(path, _)| {
            let name = path.segments.last().expect("a name").ident.to_string();
            ["Energy", "Local", "PseudolikelihoodObjective"].contains(&name.as_str())
        }),
        _ => false,
    };
    let mut text = String::new();
    for item in file.items.into_iter().flat_map(unwrapped).filter(is_mathematics) {
        let file: syn::File = syn::parse_quote!(#item);
        let _ = writeln!(text, "{}", prettyplease::unparse(&file));
    }
    text
}

/// Items, and the items inside `const _: () = { … };`.
fn unwrapped(item: syn::Item) -> Vec<syn::Item> {
    match item {
        syn::Item::Const(constant) => match *constant.expr {
            syn::Expr::Block(block) => {
                let items = block.block.stmts.into_iter();
                items.filter_map(|s| if let syn::Stmt::Item(item) = s { Some(item) } else { None }).collect()
            }
            _ => Vec::new(),
        },
        item => vec![item],
    }
}

fn stages(name: &str, source: &str) {
    let program = lowered(source);
    let plan = Plan::of(&program);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}@1-lowered"), program.to_string());
        insta::assert_snapshot!(format!("{name}@2-energy"), plan.energy.to_string());
        insta::assert_snapshot!(format!("{name}@3-derived"), derivation::derivation(&plan));
    });
}

#[test]
fn ising() {
    stages("ising", ISING);
}

#[test]
fn lattice() {
    stages("lattice", LATTICE);
}

/// Both spellings of one energy lead to the same canonical form, so to the same derivation.
#[test]
fn both_spellings_meet() {
    let loops = ISING.replace("symmetric", "symmetric, zero_diagonal");
    let text = |source: &str| derivation::derivation(&Plan::of(&lowered(source)));
    assert_eq!(text(&loops), text(VECTORS));
    assert_eq!(rust(&loops), rust(VECTORS));
}
