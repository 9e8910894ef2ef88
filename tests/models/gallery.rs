//! The rest of the gallery, in `f32` and in `f64` from one text, with three categories so that all states can be gone
//! through.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::op_ref,
    clippy::too_many_arguments,
    reason = "written as users write them; each test file uses some"
)]

use ebm::prelude::*;

macro_rules! models {
    ($module:ident $float:ident) => {
        pub(crate) mod $module {
            use super::*;

            /// Potts model of aligned sequences (direct coupling analysis).
            #[energy_model]
            pub fn potts(
                #[visible(categorical(3))] x: ArrayView1<usize>,
                #[param] h: ArrayView2<$float>,
                #[param] j: ArrayView4<$float>,
            ) -> $float {
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
                #[visible(binary)] v: ArrayView1<$float>,
                #[latent(binary)] h: ArrayView1<$float>,
                #[param] b: ArrayView1<$float>,
                #[param] c: ArrayView1<$float>,
                #[param(init = normal(0.01))] w: ArrayView2<$float>,
            ) -> $float {
                -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
            }

            /// Gaussian–Bernoulli RBM with learned variances: a mixed model.
            #[energy_model]
            pub fn gaussian_rbm(
                #[visible(real)] v: ArrayView1<$float>,
                #[latent(binary)] h: ArrayView1<$float>,
                #[param] b: ArrayView1<$float>,
                #[param] c: ArrayView1<$float>,
                #[param(positive, init = constant(1.0))] precision: ArrayView1<$float>,
                #[param(init = normal(0.01))] w: ArrayView2<$float>,
            ) -> $float {
                let centred = &v - &b;
                0.5 * (&centred * &centred * &precision).sum() - h.dot(&c) - (&v * &precision).dot(&w.dot(&h))
            }

            /// Product of Student-t experts.
            #[energy_model]
            pub fn experts(
                #[visible(real)] x: ArrayView1<$float>,
                #[param(init = normal(0.1))] w: ArrayView2<$float>,
                #[param(positive, init = constant(1.0))] alpha: ArrayView1<$float>,
            ) -> $float {
                let u = w.dot(&x);
                sum(0..u.len(), |k| alpha[k] * (0.5 * u[k] * u[k]).ln_1p())
            }

            /// Lattice φ⁴ field theory.
            #[energy_model]
            pub fn phi4(
                #[visible(real)] x: ArrayView2<$float>,
                #[param] mass: $float,
                #[param(positive)] lambda: $float,
            ) -> $float {
                let (rows, cols) = x.dim();
                let mut energy = 0.0;
                for r in 0..rows {
                    for c in 0..cols {
                        let s = x[[r, c]];
                        energy += 0.5 * square(s - x[[(r + 1) % rows, c]])
                            + 0.5 * square(s - x[[r, (c + 1) % cols]]);
                        energy += 0.5 * mass * s * s + lambda * s.powi(4);
                    }
                }
                energy
            }

            /// Conditional random field: a binary image given a noisy one.
            #[energy_model]
            pub fn denoise(
                #[visible(binary)] x: ArrayView2<$float>,
                #[given] noisy: ArrayView2<$float>,
                #[param] fidelity: $float,
                #[param] smoothness: $float,
            ) -> $float {
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
                #[visible(real)] x: ArrayView1<$float>,
                #[param(init = glorot, shape = (hidden, x))] w1: ArrayView2<$float>,
                #[param] b1: ArrayView1<$float>,
                #[param(init = glorot, shape = (hidden, hidden))] w2: ArrayView2<$float>,
                #[param] b2: ArrayView1<$float>,
                #[param(init = glorot)] readout: ArrayView1<$float>,
            ) -> $float {
                let first = (w1.dot(&x) + b1).mapv(softplus);
                let second = (w2.dot(&first) + b2).mapv(softplus);
                readout.dot(&second) + 0.5 * x.dot(&x)
            }
        }
    };
}

models!(single f32);
models!(double f64);
