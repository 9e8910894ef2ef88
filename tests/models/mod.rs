//! Small annotated energies that tests of generated code share, in `f32` and in `f64` from one text.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::too_many_arguments,
    reason = "written as users write them; each test file uses some"
)]

use ebm::prelude::*;

macro_rules! models {
    ($module:ident $float:ident) => {
        pub(crate) mod $module {
            use super::*;

            /// Ising model with field `h` and couplings `j`.
            #[energy_model]
            pub fn ising(
                #[visible(spin)] x: ArrayView1<$float>,
                #[param] h: ArrayView1<$float>,
                #[param(symmetric)] j: ArrayView2<$float>,
            ) -> $float {
                let mut energy = 0.0;
                for i in 0..x.len() {
                    energy -= h[i] * x[i];
                    for k in 0..i {
                        energy -= j[[i, k]] * x[i] * x[k];
                    }
                }
                energy
            }

            /// Fully visible Boltzmann machine, vector spelling.
            #[energy_model]
            pub fn boltzmann(
                #[visible(binary)] x: ArrayView1<$float>,
                #[param] b: ArrayView1<$float>,
                #[param(symmetric, zero_diagonal)] w: ArrayView2<$float>,
            ) -> $float {
                -x.dot(&b) - 0.5 * x.dot(&w.dot(&x))
            }

            /// Ising model on a torus with shared coupling and field.
            #[energy_model]
            pub fn lattice(
                #[visible(spin)] x: ArrayView2<$float>,
                #[param] coupling: $float,
                #[param] field: $float,
            ) -> $float {
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
                #[visible(spin)] x: ArrayView1<$float>,
                #[fixed] edges: &[(usize, usize)],
                #[param] h: ArrayView1<$float>,
                #[param(shape = edges.len())] j: ArrayView1<$float>,
            ) -> $float {
                let pair: $float = edges.iter().enumerate().map(|(e, &(a, b))| j[e] * x[a] * x[b]).sum();
                -x.dot(&h) - pair
            }

            /// Gaussian graphical model.
            #[energy_model]
            pub fn gaussian(
                #[visible(real)] x: ArrayView1<$float>,
                #[param] eta: ArrayView1<$float>,
                #[param(symmetric)] precision: ArrayView2<$float>,
            ) -> $float {
                0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
            }

            /// Two site arrays of different domains, a definition, every kind of fixed argument, a power, functions.
            #[energy_model]
            pub fn mixed(
                #[visible(binary)] v: ArrayView2<$float>,
                #[visible(real)] y: ArrayView1<$float>,
                #[fixed] scale: $float,
                #[fixed] group: ArrayView1<usize>,
                #[fixed] distance: ArrayView2<$float>,
                #[fixed] hops: usize,
                #[param] a: ArrayView1<$float>,
                #[param] w: ArrayView3<$float>,
            ) -> $float {
                let mut energy = 0.0;
                for g in 0..a.len() {
                    let mut inside = a[g];
                    for r in 0..v.nrows() {
                        for c in 0..v.ncols() {
                            inside += w[[g, r, c]] * v[[r, c]];
                        }
                    }
                    energy -= softplus(inside * scale);
                }
                for k in 0..y.len() {
                    energy += 0.25 * y[k].powi(4) + (y[k] * a[group[k]]).tanh();
                    for l in 0..k {
                        energy += distance[[k, l]] * square(y[k] - y[l]) * v[[0, (k + hops) % v.ncols()]];
                    }
                }
                energy
            }
        }
    };
}

models!(single f32);
models!(double f64);
