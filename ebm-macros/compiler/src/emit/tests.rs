//! Generated Rust, read by eye as snapshots. That it is right is shown by the tests of the workspace, which compile it
//! and compare it with the user's function.

use super::header::{Density, Model, length};
use super::routine::{Routine, body};
use super::{Header, capabilities, emit};
use crate::errors::Errors;
use crate::gallery::gallery;
use crate::ir::*;
use crate::lower::lower;
use crate::names::Names;
use crate::plan::Plan;
use crate::syntax::{Item, parse};
use proc_macro2::{Span, TokenStream};
use quote::quote;

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("generated code parses"))
}

/// What is known and derived of an energy in the gallery.
fn derived(name: &str) -> (Header, Plan) {
    let (_, source) = gallery().find(|(other, _)| *other == name).expect("an energy of the gallery");
    let mut errors = Errors::new();
    let item = parse(&mut errors, TokenStream::new(), source.parse().expect("the gallery is Rust"));
    let Some(Item::Function(energy)) = item else { panic!("{:?}", errors.finish()) };
    let Some(lowered) = lower(&mut errors, &energy) else { panic!("{:?}", errors.finish()) };
    (Header::new(&energy, &lowered), Plan::of(&lowered.program))
}

/// The traits of a model of the gallery.
fn mathematics(name: &str) -> String {
    let (header, plan) = derived(name);
    let names = Names::new(&plan.programs());
    pretty(capabilities::capabilities(Model { header: &header, names: &names, program: &plan.energy }, &plan))
}

#[test]
fn ising() {
    insta::assert_snapshot!("ising@5-rust", mathematics("ising"));
}

#[test]
fn lattice() {
    insta::assert_snapshot!("lattice@5-rust", mathematics("lattice"));
}

#[test]
fn graph() {
    insta::assert_snapshot!("graph@5-rust", mathematics("graph"));
}

#[test]
fn two_expansions_are_identical() {
    for name in ["ising", "graph", "gaussian"] {
        let expand = || {
            let (header, plan) = derived(name);
            emit(&header, &plan, "").to_string()
        };
        assert_eq!(expand(), expand());
    }
}

/// Σ_i Σ_k over 0..n of terms that a test writes, with `s` the site that changes.
struct Builder {
    program: Program,
    x: ArrayId,
    variables: [Variable; 3],
}

impl Builder {
    fn new() -> Self {
        let fresh = Fresh::new();
        let (x, j) = (ArrayId(0), ArrayId(1));
        let n = Index::size(x, 0);
        let array = |name: &str, role, extents| Array {
            name: name.to_owned(),
            role,
            extents,
            bounds: Vec::new(),
            span: Span::call_site(),
        };
        let variables = ["s", "i", "k"].map(|name| fresh.variable(name));
        let program = Program {
            name: "test".to_owned(),
            arrays: vec![
                array("x", Role::Visible(Domain::Spin), vec![n.clone()]),
                array("j", Role::Param(ParamOptions::default()), vec![n.clone(), n.clone()]),
            ],
            inputs: vec![(variables[0].clone(), n)],
            lets: Vec::new(),
            outputs: Vec::new(),
            fresh,
        };
        debug_assert_eq!(j, ArrayId(1));
        Self { program, x, variables }
    }

    fn forms(&self) -> [Index; 3] {
        [0, 1, 2].map(|place| Index::variable(&self.variables[place]))
    }

    /// coefficient · Σ_i Σ_k j[i, k] · x[a] · x[b] where the guards hold.
    fn pair(&self, coefficient: f64, a: &Index, b: &Index, guards: &[Guard]) -> Expr {
        let [_, i, k] = self.forms();
        let fresh = &self.program.fresh;
        let read = |at: &Index| Expr::read(self.x, vec![at.clone()]);
        let product = Expr::read(ArrayId(1), vec![i, k]).times(&read(a), fresh).times(&read(b), fresh);
        let guarded = guards.iter().fold(product.scaled(coefficient), |e, guard| e.guarded(guard));
        let over = |e: Expr, place: usize| {
            let range = Range::up_to(Index::size(self.x, 0));
            e.summed_over(&Binder { variable: self.variables[place].clone(), range }, fresh)
        };
        over(over(guarded, 2), 1)
    }

    fn rust(mut self, value: Expr) -> String {
        self.program.outputs.push(Output { target: Target::Value, binders: Vec::new(), value });
        let names = Names::new(&[&self.program]);
        let routine = Routine {
            program: &self.program,
            names: &names,
            density: Density::Own,
            site: Some(self.x),
            word: "change",
            tempered: false,
        };
        let body = body(routine);
        pretty(quote!(fn body() { #body }))
    }
}

#[test]
fn guards_that_nobody_solved_stand_outermost() {
    let b = Builder::new();
    let [s, i, k] = b.forms();
    let row = b.pair(2.0, &i, &k, &[Guard::equal(&i, &s)]);
    let column = b.pair(2.0, &i, &k, &[Guard::equal(&k, &s), Guard::less(&k, &i)]);
    insta::assert_snapshot!(b.rust(row.plus(column)));
}

#[test]
fn reads_that_may_be_outside_stay_under_their_guards() {
    let b = Builder::new();
    let [_, i, k] = b.forms();
    let (n, one) = (Index::size(b.x, 0), Index::constant(1));
    // x[i + 1] exists only where some k is left
    let beyond = b.pair(1.0, &(&i + &one), &k, &[Guard::less(&(&i + &k), &(&n - &one))]);
    // x[i − 1] is read in its own loop only, and the form is never negative there
    let before = b.pair(-0.5, &(&i - &one), &k, &[Guard::less(&k, &i)]);
    insta::assert_snapshot!(b.rust(beyond.plus(before)));
}

#[test]
fn names_of_the_user_come_first() {
    let mut b = Builder::new();
    b.program.arrays[1].name = "theta".to_owned();
    b.variables[1] = b.program.fresh.variable("sum");
    b.variables[2] = b.program.fresh.variable("x");
    let [s, i, k] = b.forms();
    let value = b.pair(1.0, &i, &k, &[Guard::different(&k, &s)]);
    insta::assert_snapshot!(b.rust(value));
}

/// What an error prints must mean in Rust what is computed.
#[test]
fn sums_are_divided_in_parentheses() {
    let b = Builder::new();
    let (n, one, two) = (Index::size(b.x, 0), Index::constant(1), Index::constant(2));
    let half = (&n + &one).quotient(two.clone());
    assert_eq!(length(&b.program, &half), "((1 + x.len()) / 2)");
    assert_eq!(length(&b.program, &n.quotient(two)), "(x.len() / 2)");
}

/// Reads, gradients and differences at entries that the state chooses.
#[test]
fn potts() {
    insta::assert_snapshot!("potts@5-rust", mathematics("potts"));
}

/// Two densities.
#[test]
fn rbm() {
    insta::assert_snapshot!("rbm@5-rust", mathematics("rbm"));
}

/// Definitions in definitions.
#[test]
fn perceptron() {
    insta::assert_snapshot!("perceptron@5-rust", mathematics("perceptron"));
}
