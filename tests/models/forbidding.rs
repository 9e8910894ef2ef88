//! Energies that are +∞ for some states.
#![allow(dead_code, unreachable_pub, reason = "written as users write them; each test file uses some")]

use ebm::prelude::*;

/// Hard-core lattice gas: particles that exclude each other along the edges of a graph.
#[energy_model]
pub fn lattice_gas(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] mu: ArrayView1<f64>,
) -> f64 {
    let mut energy = -x.dot(&mu);
    for &(a, b) in edges {
        if x[a] == 1.0 && x[b] == 1.0 {
            energy += f64::INFINITY;
        }
    }
    energy
}

/// Proper colourings of a graph: the ends of an edge differ. Colours have fields.
#[energy_model]
pub fn colouring(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView2<f64>,
) -> f64 {
    let mut energy = -sum(0..x.len(), |i| h[[i, x[i]]]);
    for e in 0..edges.len() {
        energy += if x[edges[e].0] == x[edges[e].1] { f64::INFINITY } else { 0.0 };
    }
    energy
}

/// Spins without three alike in a row, on a ring, with a coupling.
#[energy_model]
pub fn no_runs(#[visible(spin)] x: ArrayView1<f64>, #[param] coupling: f64, #[param] field: f64) -> f64 {
    let n = x.len();
    let mut energy = 0.0;
    for i in 0..n {
        let next = (i + 1) % n;
        energy -= field * x[i] + coupling * x[i] * x[next];
        if x[i] == x[next] && x[next] == x[(i + 2) % n] {
            energy += f64::INFINITY;
        }
    }
    energy
}

/// Counts with a bound on their sum, and a number beside each whose mean is the count.
#[energy_model]
pub fn budget(
    #[visible(count(2))] n: ArrayView1<usize>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] most: usize,
    #[param] rate: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] precision: f64,
) -> f64 {
    let mut energy = if n.sum() > most { f64::INFINITY } else { 0.0 };
    for i in 0..n.len() {
        energy -= rate[i] * n[i] as f64;
        energy += 0.5 * precision * square(y[i] - n[i] as f64);
    }
    energy
}

/// A restricted Boltzmann machine whose visible neighbours exclude each other.
#[energy_model]
pub fn exclusive_rbm(
    #[visible(binary)] v: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param(init = normal(0.1))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy = -v.dot(&b) - v.dot(&w.dot(&h));
    for i in 1..v.len() {
        if v[i - 1] == 1.0 && v[i] == 1.0 {
            energy += f64::INFINITY;
        }
    }
    energy
}

/// Latent sites that no state of the visible ones allows to be anything: it does not sum out.
#[energy_model]
pub fn matched(
    #[visible(categorical(2))] v: ArrayView1<usize>,
    #[latent(categorical(2))] h: ArrayView1<usize>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..v.len() {
        energy -= b[h[i]];
        if v[i] == h[i] {
            energy += f64::INFINITY;
        }
    }
    energy
}
