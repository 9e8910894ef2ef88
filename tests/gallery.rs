//! The gallery of the language, as it stands there.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::op_ref,
    clippy::too_many_arguments,
    reason = "written as users write them"
)]

#[path = "models/check.rs"]
mod check;
#[path = "models/gallery.rs"]
mod gallery;
#[path = "models/slopes.rs"]
mod slopes;

use check::{BETA, Pair, Random};
use ebm::prelude::*;
use gallery::double;

#[test]
fn potts() {
    let (n, q) = (4, 3);
    let model = double::Potts::new(double::PottsShape { x: [n] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let x = Array1::from_iter(x.iter().map(|&code| code as usize));
        let (h, j) = theta.split_at(n * q);
        let j = ArrayView4::from_shape((n, n, q, q), j).unwrap();
        double::potts(x.view(), ArrayView2::from_shape((n, q), h).unwrap(), j)
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(11);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    pair.pseudolikelihood(&theta, &states[..4]);
    pair.ratio_matching(&theta, &states[..4]);
    pair.minimum_probability_flow(&theta, &states[..4]);
}

#[test]
fn denoise() {
    let shape = [2, 3];
    let model = double::Denoise::new(double::DenoiseShape { x: shape, noisy: shape }).unwrap();
    let function = |row: &[f64], theta: &[f64]| {
        let (x, noisy) = row.split_at(6);
        let view = |flat| ArrayView2::from_shape(shape, flat).unwrap();
        double::denoise(view(x), view(noisy), theta[0], theta[1])
    };
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(12);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    pair.pseudolikelihood(&theta, &states[..4]);
}

/// −ln Σ_h exp(−βE(v, h)) / β over binary h, state by state.
fn free_energy(energy: &dyn Fn(&[f64]) -> f64, hidden: usize, beta: f64) -> f64 {
    let state = |number: usize| (0..hidden).map(|k| f64::from(u8::from(number >> k & 1 == 1))).collect();
    let weights = (0..1 << hidden).map(|number| {
        let h: Vec<f64> = state(number);
        (-beta * energy(&h)).exp()
    });
    -weights.sum::<f64>().ln() / beta
}

#[test]
fn rbm() {
    let (n, hidden) = (3, 2);
    let own = double::Rbm::new(double::RbmShape { v: [n], h: hidden }).unwrap();
    let energy = |v: &[f64], h: &[f64], theta: &[f64]| {
        let (b, theta) = theta.split_at(n);
        let (c, w) = theta.split_at(hidden);
        let w = ArrayView2::from_shape((n, hidden), w).unwrap();
        double::rbm(v.into(), h.into(), b.into(), c.into(), w)
    };
    let joint = own.joint();
    let function = |x: &[f64], theta: &[f64]| energy(&x[..n], &x[n..], theta);
    let pair = Pair { model: &joint, function: &function };
    let mut random = Random(13);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);

    let marginal = |v: &[f64], theta: &[f64]| free_energy(&|h| energy(v, h, theta), hidden, BETA);
    let pair = Pair { model: &own, function: &marginal };
    let states = pair.states(&mut random, 32);
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
    let at_one = |v: &[f64], theta: &[f64]| free_energy(&|h| energy(v, h, theta), hidden, 1.0);
    let pair = Pair { model: &own, function: &at_one };
    pair.pseudolikelihood(&theta, &states[..4]);
    pair.ratio_matching(&theta, &states[..4]);
    pair.minimum_probability_flow(&theta, &states[..4]);
}

/// The inherent methods: which density each speaks of.
#[test]
fn methods_of_an_rbm() {
    let model = double::Rbm::new(double::RbmShape { v: [2], h: 2 }).unwrap();
    let params =
        double::RbmParams { b: array![0.5, -0.3], c: array![0.2, 0.1], w: array![[1.0, -0.5], [0.4, 0.7]] };
    let model = model.with_params(&params).unwrap();
    let (v, h) = (array![1.0, 0.0], array![1.0, 1.0]);
    let energy = double::rbm(v.view(), h.view(), params.b.view(), params.c.view(), params.w.view());
    let state = double::RbmState { v: v.clone(), h };
    assert!((model.energy(&state).unwrap() - energy).abs() < 1e-12);
    assert_eq!(model.joint().energy(&state).unwrap(), model.energy(&state).unwrap());
    // p(h₀ = 1 | v) = σ(c₀ + w₀₀)
    let law = model.conditional(&state, (1, [0])).unwrap();
    assert!((law.probabilities[1] - 1.0 / (1.0 + (-1.2_f64).exp())).abs() < 1e-12);
    // F(v) = −b·v − Σ_k ln(1 + exp(c_k + v·w_k))
    let free = -0.5 - 1.2_f64.exp().ln_1p() - (-0.4_f64).exp().ln_1p();
    assert!((model.free_energy(&v).unwrap() - free).abs() < 1e-12);
}

#[test]
fn gaussian_rbm() {
    let (n, hidden) = (3, 2);
    let shape = double::GaussianRbmShape { v: [n], h: hidden };
    let own = double::GaussianRbm::new(shape).unwrap();
    let energy = |v: &[f64], h: &[f64], theta: &[f64]| {
        let (b, theta) = theta.split_at(n);
        let ((c, theta), w) = (theta.split_at(hidden), &theta[hidden + n..]);
        let precision = &theta[..n];
        let w = ArrayView2::from_shape((n, hidden), w).unwrap();
        double::gaussian_rbm(v.into(), h.into(), b.into(), c.into(), precision.into(), w)
    };
    let joint = own.joint();
    let function = |x: &[f64], theta: &[f64]| energy(&x[..n], &x[n..], theta);
    let pair = Pair { model: &joint, function: &function };
    let mut random = Random(14);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);

    let marginal = |v: &[f64], theta: &[f64]| free_energy(&|h| energy(v, h, theta), hidden, BETA);
    let pair = Pair { model: &own, function: &marginal };
    let states = pair.states(&mut random, 32);
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    let at_one = |v: &[f64], theta: &[f64]| free_energy(&|h| energy(v, h, theta), hidden, 1.0);
    Pair { model: &own, function: &at_one }.score_matching(&theta, &states[..4]);
}

/// All that a model with sites on the line has.
fn on_the_line<M>(model: &M, function: &dyn Fn(&[f64], &[f64]) -> f64)
where
    M: ebm::runtime::Shift
        + ebm::runtime::Score
        + ebm::runtime::ParamGradient
        + ebm::__private::Laplacian
        + ebm::__private::ScoreMatchingObjective
        + ebm::__private::DirectionalObjective
        + ebm::__private::DenoisingObjective,
{
    let pair = Pair { model, function };
    let mut random = Random(15);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.continuous(&theta, &states);
    pair.laplacian(&theta, &states[..4]);
    pair.param_gradient(&theta, &states[..4]);
    pair.score_matching(&theta, &states[..4]);
}

#[test]
fn experts() {
    let (n, k) = (3, 2);
    let model = double::Experts::new(double::ExpertsShape { x: [n], alpha: k }).unwrap();
    on_the_line(&model, &|x, theta| {
        let (w, alpha) = theta.split_at(k * n);
        double::experts(x.into(), ArrayView2::from_shape((k, n), w).unwrap(), alpha.into())
    });
}

/// On tori that meet themselves, too.
#[test]
fn phi4() {
    for shape in [[2, 3], [1, 2]] {
        let model = double::Phi4::new(double::Phi4Shape { x: shape }).unwrap();
        on_the_line(&model, &|x, theta| {
            double::phi4(ArrayView2::from_shape(shape, x).unwrap(), theta[0], theta[1])
        });
    }
}

#[test]
fn perceptron() {
    let (n, hidden) = (3, 2);
    let model = double::Perceptron::new(double::PerceptronShape { x: [n], hidden }).unwrap();
    on_the_line(&model, &|x, theta| {
        let (w1, theta) = theta.split_at(hidden * n);
        let (b1, theta) = theta.split_at(hidden);
        let (w2, theta) = theta.split_at(hidden * hidden);
        let (b2, readout) = theta.split_at(hidden);
        double::perceptron(
            x.into(),
            ArrayView2::from_shape((hidden, n), w1).unwrap(),
            b1.into(),
            ArrayView2::from_shape((hidden, hidden), w2).unwrap(),
            b2.into(),
            readout.into(),
        )
    });
}

mod verbatim {
    use ebm::prelude::*;

    /// Fully visible Boltzmann machine, vector spelling. Same derivation as the loop spelling.
    #[energy_model]
    pub fn boltzmann(
        #[visible(binary)] x: ArrayView1<f32>,
        #[param] b: ArrayView1<f32>,
        #[param(symmetric, zero_diagonal)] w: ArrayView2<f32>,
    ) -> f32 {
        -x.dot(&b) - 0.5 * x.dot(&w.dot(&x))
    }

    /// Ising model on a torus with shared coupling and field.
    #[energy_model]
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
    }

    /// Ising model on any graph.
    #[energy_model]
    pub fn graph(
        #[visible(spin)] x: ArrayView1<f32>,
        #[fixed] edges: &[(usize, usize)],
        #[param] h: ArrayView1<f32>,
        #[param(shape = edges.len())] j: ArrayView1<f32>,
    ) -> f32 {
        let pair: f32 = edges.iter().enumerate().map(|(e, &(a, b))| j[e] * x[a] * x[b]).sum();
        -x.dot(&h) - pair
    }

    /// Potts model of aligned sequences (direct coupling analysis).
    #[energy_model]
    pub fn potts(
        #[visible(categorical(21))] x: ArrayView1<usize>,
        #[param] h: ArrayView2<f32>,
        #[param] j: ArrayView4<f32>,
    ) -> f32 {
        let mut energy = 0.0;
        for i in 0..x.len() {
            energy -= h[[i, x[i]]];
            for k in 0..i {
                energy -= j[[i, k, x[i], x[k]]];
            }
        }
        energy
    }

    /// Restricted Boltzmann machine; `h` sums out, blocks are found.
    #[energy_model]
    pub fn rbm(
        #[visible(binary)] v: ArrayView1<f32>,
        #[latent(binary)] h: ArrayView1<f32>,
        #[param] b: ArrayView1<f32>,
        #[param] c: ArrayView1<f32>,
        #[param(init = normal(0.01))] w: ArrayView2<f32>,
    ) -> f32 {
        -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
    }

    /// Gaussian–Bernoulli RBM with learned variances: a mixed model.
    #[energy_model]
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
    }

    /// Gaussian graphical model.
    #[energy_model]
    pub fn gaussian(
        #[visible(real)] x: ArrayView1<f64>,
        #[param] eta: ArrayView1<f64>,
        #[param(symmetric)] precision: ArrayView2<f64>,
    ) -> f64 {
        0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
    }

    /// Product of Student-t experts.
    #[energy_model]
    pub fn experts(
        #[visible(real)] x: ArrayView1<f64>,
        #[param(init = normal(0.1))] w: ArrayView2<f64>,
        #[param(positive, init = constant(1.0))] alpha: ArrayView1<f64>,
    ) -> f64 {
        let u = w.dot(&x);
        sum(0..u.len(), |k| alpha[k] * (0.5 * u[k] * u[k]).ln_1p())
    }

    /// Lattice φ⁴ field theory.
    #[energy_model]
    pub fn phi4(
        #[visible(real)] x: ArrayView2<f64>,
        #[param] mass: f64,
        #[param(positive)] lambda: f64,
    ) -> f64 {
        let (rows, cols) = x.dim();
        let mut energy = 0.0;
        for r in 0..rows {
            for c in 0..cols {
                let s = x[[r, c]];
                energy += 0.5 * square(s - x[[(r + 1) % rows, c]]) + 0.5 * square(s - x[[r, (c + 1) % cols]]);
                energy += 0.5 * mass * s * s + lambda * s.powi(4);
            }
        }
        energy
    }

    /// Conditional random field: a binary image given a noisy one.
    #[energy_model]
    pub fn denoise(
        #[visible(binary)] x: ArrayView2<f32>,
        #[given] noisy: ArrayView2<f32>,
        #[param] fidelity: f32,
        #[param] smoothness: f32,
    ) -> f32 {
        let (rows, cols) = x.dim();
        let mut energy = 0.0;
        for r in 0..rows {
            for c in 0..cols {
                energy += fidelity * square(x[[r, c]] - noisy[[r, c]]);
                if r + 1 < rows {
                    energy += smoothness * square(x[[r, c]] - x[[r + 1, c]]);
                }
                if c + 1 < cols {
                    energy += smoothness * square(x[[r, c]] - x[[r, c + 1]]);
                }
            }
        }
        energy
    }

    /// A multilayer perceptron as the energy, written out: exact Laplacian included.
    #[energy_model]
    pub fn perceptron(
        #[visible(real)] x: ArrayView1<f64>,
        #[param(init = glorot, shape = (hidden, x))] w1: ArrayView2<f64>,
        #[param] b1: ArrayView1<f64>,
        #[param(init = glorot, shape = (hidden, hidden))] w2: ArrayView2<f64>,
        #[param] b2: ArrayView1<f64>,
        #[param(init = glorot)] readout: ArrayView1<f64>,
    ) -> f64 {
        let first = (w1.dot(&x) + b1).mapv(softplus);
        let second = (w2.dot(&first) + b2).mapv(softplus);
        readout.dot(&second) + 0.5 * x.dot(&x)
    }
}
