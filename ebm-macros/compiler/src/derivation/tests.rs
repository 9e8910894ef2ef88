//! What is printed for the gallery, and the remarks on parameters.

use super::*;
use crate::errors::Errors;
use crate::gallery::source;
use crate::lower::lower;
use crate::syntax::{Item, parse};

fn text(source: &str) -> String {
    let mut errors = Errors::new();
    let item = parse(&mut errors, Default::default(), source.parse().expect("tokens"));
    let Some(Item::Function(energy)) = item else { panic!("a function") };
    let lowered = lower(&mut errors, &energy);
    assert_eq!(errors.finish().len(), 0);
    derivation(&Plan::of(&lowered.expect("an energy").program))
}

macro_rules! gallery {
    ($($name:ident),*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), text(source(stringify!($name))));
        }
    )*};
}

gallery!(
    ising,
    boltzmann,
    lattice,
    graph,
    potts,
    rbm,
    gaussian_rbm,
    gaussian,
    experts,
    phi4,
    denoise,
    perceptron,
    rotors,
    hypergraph,
    k_pairwise,
    spike_counts,
    deep_boltzmann,
    blume_capel,
    truncated,
    poisson,
    mixture,
    proportions,
    mixed,
    tagger
);

/// The remarks under a heading.
fn under(heading: &str, source: &str) -> Vec<String> {
    let text = text(source);
    let lines = text.lines().skip_while(|line| *line != heading).skip(1);
    lines.take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn parameters_that_data_cannot_tell() {
    let source = "fn e(#[visible(spin)] x: ArrayView1<f64>, #[param] h: ArrayView1<f64>, #[param] a: f64, #[param] b: f64) -> f64 {
        a * a - x.dot(&h)
    }";
    assert_eq!(
        under("notes", source),
        [
            "`a²` is the same for all states and cancels in the density",
            "`a` cancels in every difference between two states: data say nothing of it",
            "`b` is never read: data say nothing of it",
        ]
    );
}

#[test]
fn squares_of_spins_are_constants() {
    let source = "fn e(#[visible(spin)] x: ArrayView1<f64>, #[param] h: ArrayView1<f64>) -> f64 {
        (0..x.len()).map(|i| h[i] * x[i] * x[i]).sum::<f64>()
    }";
    assert_eq!(
        under("notes", source).last().map(String::as_str),
        Some("`h` cancels in every difference between two states: data say nothing of it")
    );
}

#[test]
fn reasons_for_what_is_missing() {
    let real = "fn e(#[visible(real)] x: ArrayView1<f64>, #[param(frozen)] h: f64) -> f64 { h * x.sum() }";
    assert_eq!(
        under("not available", real),
        [
            "conditional: no site is binary or spin",
            "param_gradient: every parameter is frozen",
            "pseudolikelihood: the energy is linear in x, so that nothing keeps `x` from running away",
            "ratio_matching: `x` is real",
            "minimum_probability_flow: `x` is real",
            "score_matching: every parameter is frozen",
            "directional: every parameter is frozen",
            "denoising: every parameter is frozen",
        ]
    );
}
