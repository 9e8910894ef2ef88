//! The models whose log Z is known by a route of its own each.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::{Elimination, FactorGraph};

use crate::kaufman;

/// Ising model on a torus with one coupling and one field.
#[energy_model]
#[allow(dead_code, reason = "the model stands for it")]
pub(crate) fn lattice(
    #[visible(spin)] x: ArrayView2<f32>,
    #[param] coupling: f32,
    #[param] field: f32,
) -> f32 {
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
#[allow(dead_code, reason = "the model stands for it")]
pub(crate) fn graph(
    #[visible(spin)] x: ArrayView1<f32>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView1<f32>,
    #[param(shape = edges.len())] j: ArrayView1<f32>,
) -> f32 {
    let pair: f32 = edges.iter().enumerate().map(|(e, &(a, b))| j[e] * x[a] * x[b]).sum();
    -x.dot(&h) - pair
}

/// Restricted Boltzmann machine; `h` sums out.
#[energy_model]
#[allow(dead_code, reason = "the model stands for it")]
pub(crate) fn rbm(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.01))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}

/// The torus at the critical coupling ln(1 + √2) / 2 (Kramers & Wannier 1941).
pub(crate) fn critical() -> Result<(Lattice, f64), Box<dyn Error>> {
    let coupling = (0.5 * (1.0 + 2.0_f64.sqrt()).ln()) as f32;
    let mut model = Lattice::new(LatticeShape { x: [8, 8] })?;
    model.set_params(&LatticeParams { coupling, field: 0.0 })?;
    Ok((model, kaufman::log_z(8, 8, f64::from(coupling))))
}

/// A linear congruential generator (Knuth, TAOCP 2, section 3.3.4, table 1, line 26).
fn generator() -> impl FnMut() -> u64 {
    let mut word = 1_u64;
    move || {
        word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        word
    }
}

/// As many visible as hidden units, weights between −2 and 2, biases between −1 and 1.
pub(crate) fn machine(size: usize) -> Result<(Rbm, f64), Box<dyn Error>> {
    let mut next = generator();
    let mut uniform = |scale: f32| scale * (2.0 * (next() >> 40) as f32 / (1_u64 << 24) as f32 - 1.0);
    let mut model = Rbm::new(RbmShape { v: [size], h: size })?;
    let w = Array2::from_shape_fn((size, size), |_| uniform(2.0));
    let (b, c) =
        (Array1::from_shape_fn(size, |_| uniform(1.0)), Array1::from_shape_fn(size, |_| uniform(1.0)));
    model.set_params(&RbmParams { b, c, w })?;
    let exact = model.log_z(Exact::default())?.estimate;
    Ok((model, exact))
}

/// Couplings +1 or −1 at random on a torus: frustrated, with many states of almost the lowest energy.
pub(crate) fn spin_glass(size: usize) -> Result<(Graph, f64), Box<dyn Error>> {
    let site = |r: usize, c: usize| r % size * size + c % size;
    let places = (0..size).flat_map(|r| (0..size).map(move |c| (r, c)));
    let edges: Vec<(usize, usize)> =
        places.flat_map(|(r, c)| [(site(r, c), site(r + 1, c)), (site(r, c), site(r, c + 1))]).collect();
    let mut next = generator();
    let couplings: Vec<f32> = edges.iter().map(|_| if next() >> 63 == 1 { 1.0_f32 } else { -1.0 }).collect();
    let mut tables = FactorGraph::new(&vec![2; size * size])?;
    for (&(a, b), &j) in edges.iter().zip(&couplings) {
        let j = f64::from(j);
        tables.add(&[a, b], &[j, -j, -j, j])?;
    }
    let exact = Elimination::new(&tables).log_z();
    let mut model = Graph::new(GraphShape { x: [size * size] }, GraphFixed { edges })?;
    model.set_params(&GraphParams { h: Array1::zeros(size * size), j: Array1::from(couplings) })?;
    Ok((model, exact))
}
