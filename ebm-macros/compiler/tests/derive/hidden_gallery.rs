//! Hidden sites of energies as users write them.

use ebm_compiler::derive::{block, difference, marginal, objective, tidy};
use ebm_compiler::errors::Errors;
use ebm_compiler::ir::{ArrayId, Program};
use ebm_compiler::lower;
use ebm_compiler::syntax::{Item, parse};

const RBM: &str = "
pub fn rbm(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.01))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}";

const GAUSSIAN_RBM: &str = "
pub fn gaussian_rbm(
    #[visible(real)] v: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] precision: ArrayView1<f64>,
    #[param(init = normal(0.01))] w: ArrayView2<f64>,
) -> f64 {
    let centred = &v - &b;
    0.5 * (&centred * &centred * &precision).sum() - h.dot(&c) - (&v * &precision).dot(&w.dot(&h))
}";

/// Two layers: the first sees both the data and the second.
const DEEP: &str = "
pub fn deep_boltzmann(
    #[visible(binary)] v: ArrayView1<f64>,
    #[latent(binary)] first: ArrayView1<f64>,
    #[latent(binary)] second: ArrayView1<f64>,
    #[param] w: ArrayView2<f64>,
    #[param] u: ArrayView2<f64>,
) -> f64 {
    -v.dot(&w.dot(&first)) - first.dot(&u.dot(&second))
}";

fn lowered(source: &str) -> Program {
    let mut errors = Errors::new();
    let item = parse(&mut errors, Default::default(), source.parse().expect("tokens"));
    let Some(Item::Function(energy)) = item else { panic!("a function") };
    let lowered = lower::lower(&mut errors, &energy).expect("an energy");
    assert!(errors.finish().is_empty());
    tidy(&lowered.program)
}

/// The equations of a program, without declarations.
fn equations(program: &Program) -> Vec<String> {
    let text = program.to_string();
    text.lines().skip(1 + program.arrays.len()).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn an_rbm_at_one() {
    let program = marginal::marginal(&lowered(RBM)).expect("independent");
    assert_eq!(
        equations(&program),
        [
            "let input_h[k<n_h] = c[k] + Σ_{i<n_v} v[i]·w[i, k]",
            "value = −Σ_{i<n_v} v[i]·b[i]·beta − Σ_{k<n_h} softplus(beta·input_h[k])",
        ]
    );
    let pseudolikelihood = objective::pseudolikelihood(&program).expect("two values");
    assert_eq!(
        equations(&pseudolikelihood),
        [
            "let input_h[k<n_h] = c[k] + Σ_{i<n_v} v[i]·w[i, k]",
            "let change_v[s<n_v] = 1 − 2·v[s]",
            "let flip[s<n_v] =",
            "−b[s]·change_v[s]",
            "− Σ_{k<n_h} (softplus(input_h[k] + w[s, k]·change_v[s]) − softplus(input_h[k]))",
            "value = Σ_{s<n_v} softplus(−flip[s])",
        ]
    );
}

#[test]
fn a_gaussian_rbm() {
    let energy = lowered(GAUSSIAN_RBM);
    let program = marginal::marginal(&energy).expect("independent");
    assert_eq!(
        equations(&program),
        [
            "let input_h[k<n_h] = c[k] + Σ_{i<n_v} v[i]·precision[i]·w[i, k]",
            "value =",
            "−Σ_{i<n_v} v[i]·b[i]·precision[i]·beta",
            "+ 0.5·Σ_{i<n_v} v[i]²·precision[i]·beta",
            "+ 0.5·Σ_{i<n_v} b[i]²·precision[i]·beta",
            "− Σ_{k<n_h} softplus(beta·input_h[k])",
        ]
    );
    assert!(objective::score_matching(&program).is_ok());
    assert!(block::independent(&energy, ArrayId(0)).is_ok());
}

#[test]
fn two_layers_do_not_sum_out() {
    let energy = lowered(DEEP);
    let why = marginal::marginal(&energy).expect_err("two hidden layers that meet");
    assert_eq!(why.reason, "one term holds both `first[i]` and `second[k]`");
    assert!(why.origin.0.is_some());
    assert!(difference::flip(&energy, ArrayId(1)).is_some());
}
