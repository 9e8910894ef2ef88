//! Generated code under strict lints: whatever a user denies, the model beside the function is silent.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    nonstandard_style,
    unused,
    unused_qualifications
)]
#![deny(unreachable_pub, unused_results, elided_lifetimes_in_paths, trivial_casts, trivial_numeric_casts)]
#![deny(single_use_lifetimes, explicit_outlives_requirements, let_underscore_drop, unused_lifetimes)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![allow(clippy::needless_pass_by_value, reason = "energies take views by value")]

use ebm::prelude::*;

/// Nothing of it is used but that it exists; the names are not snake case.
#[energy_model]
#[allow(non_snake_case, dead_code)]
fn unused(
    #[visible(binary)] X: ArrayView1<'_, f32>,
    #[fixed] Pairs: &[(usize, usize)],
    #[param] J: ArrayView1<'_, f32>,
) -> f32 {
    Pairs.iter().enumerate().map(|(e, &(a, b))| J[e] * X[a] * X[b]).sum()
}

/// A size that only a domain uses.
#[energy_model]
#[allow(dead_code)]
fn labels(
    #[visible(categorical(states))] x: ArrayView1<'_, usize>,
    #[fixed] states: usize,
    #[param] h: ArrayView2<'_, f32>,
) -> f32 {
    -sum(0..x.len(), |i| h[[i, x[i]]])
}

/// No parameters, no documentation beyond this.
#[energy_model]
#[allow(dead_code)]
pub(crate) fn bare(#[visible(real)] x: ArrayView2<'_, f64>) -> f64 {
    0.5 * (&x * &x).sum()
}

#[test]
fn the_models_exist() {
    let model = Bare::new(BareShape { x: [1, 2] }).unwrap();
    assert!((model.energy(array![[1.0, 2.0]]).unwrap() - 2.5).abs() < 1e-15);
    assert_eq!(model.params(), BareParams {});
    let fixed = UnusedFixed { Pairs: vec![(0, 1)] };
    assert_eq!(Unused::new(UnusedShape { X: [2] }, fixed).unwrap().params().J.len(), 1);
}
