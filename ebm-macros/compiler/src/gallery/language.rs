//! The gallery of the language.

/// The source of each function, less `#[energy_model]`, by name.
pub(crate) const LANGUAGE: [(&str, &str); 13] = [
    (
        "ising",
        r#"
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
}
"#,
    ),
    (
        "boltzmann",
        r#"
/// Fully visible Boltzmann machine, vector spelling. Same derivation as the loop spelling.
pub fn boltzmann(
    #[visible(binary)] x: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param(symmetric, zero_diagonal)] w: ArrayView2<f32>,
) -> f32 {
    -x.dot(&b) - 0.5 * x.dot(&w.dot(&x))
}
"#,
    ),
    (
        "lattice",
        r#"
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
}
"#,
    ),
    (
        "graph",
        r#"
/// Ising model on any graph.
pub fn graph(
    #[visible(spin)] x: ArrayView1<f32>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView1<f32>,
    #[param(shape = edges.len())] j: ArrayView1<f32>,
) -> f32 {
    let pair: f32 = edges.iter().enumerate().map(|(e, &(a, b))| j[e] * x[a] * x[b]).sum();
    -x.dot(&h) - pair
}
"#,
    ),
    (
        "potts",
        r#"
/// Potts model of aligned sequences (direct coupling analysis).
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
"#,
    ),
    (
        "rbm",
        r#"
/// Restricted Boltzmann machine; `h` sums out, blocks are found.
pub fn rbm(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.01))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}
"#,
    ),
    (
        "gaussian_rbm",
        r#"
/// Gaussian–Bernoulli RBM with learned variances: a mixed model.
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
"#,
    ),
    (
        "gaussian",
        r#"
/// Gaussian graphical model.
pub fn gaussian(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] eta: ArrayView1<f64>,
    #[param(symmetric)] precision: ArrayView2<f64>,
) -> f64 {
    0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
}
"#,
    ),
    (
        "experts",
        r#"
/// Product of Student-t experts.
pub fn experts(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(init = normal(0.1))] w: ArrayView2<f64>,
    #[param(positive, init = constant(1.0))] alpha: ArrayView1<f64>,
) -> f64 {
    let u = w.dot(&x);
    sum(0..u.len(), |k| alpha[k] * (0.5 * u[k] * u[k]).ln_1p())
}
"#,
    ),
    (
        "phi4",
        r#"
/// Lattice φ⁴ field theory.
pub fn phi4(#[visible(real)] x: ArrayView2<f64>, #[param] mass: f64, #[param(positive)] lambda: f64) -> f64 {
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
"#,
    ),
    (
        "denoise",
        r#"
/// Conditional random field: a binary image given a noisy one.
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
"#,
    ),
    (
        "perceptron",
        r#"
/// A multilayer perceptron as the energy, written out: exact Laplacian included.
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
"#,
    ),
    (
        "deep",
        r#"
/// A dfdx network plus a quadratic envelope.
pub fn deep(#[visible(real)] x: ArrayView1<f32>, #[neural] net: &impl NeuralEnergy) -> f32 {
    net.energy(x) + 0.5 * x.dot(&x)
}
"#,
    ),
];
