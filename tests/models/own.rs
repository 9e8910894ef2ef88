//! Energies beside the gallery of the language: other domains, other ways in which sites meet.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::op_ref,
    clippy::too_many_arguments,
    reason = "written as users write them; each test file uses some"
)]

use ebm::prelude::*;

/// XY model on a square lattice: planar rotors, each aligned with its neighbours.
#[energy_model]
pub fn rotors(#[visible(angle)] x: ArrayView2<f64>, #[param] coupling: f64, #[param] field: f64) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            let here = x[[r, c]];
            energy -= field * here.cos();
            energy -= coupling * (here - x[[(r + 1) % rows, c]]).cos();
            energy -= coupling * (here - x[[r, (c + 1) % cols]]).cos();
        }
    }
    energy
}

/// Spins that interact in threes, on the edges of any hypergraph.
#[energy_model]
pub fn hypergraph(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param] h: ArrayView1<f64>,
    #[param(shape = triples.len())] j: ArrayView1<f64>,
) -> f64 {
    let mut energy = -x.dot(&h);
    for (t, &(a, b, c)) in triples.iter().enumerate() {
        energy -= j[t] * x[a] * x[b] * x[c];
    }
    energy
}

/// Pairwise model of neurons with a potential of how many of them are active (Tkačik et al. 2014).
#[energy_model]
pub fn k_pairwise(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
    #[param] potential: ArrayView1<f64>,
) -> f64 {
    let mut energy = 0.0;
    let mut active = 0.0;
    for i in 0..x.len() {
        active += x[i];
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[[i, k]] * x[i] * x[k];
        }
    }
    energy - potential[active as usize]
}

/// Spike counts with a rate for each neuron, and a potential of the total.
#[energy_model]
pub fn spike_counts(
    #[visible(count(3))] x: ArrayView1<usize>,
    #[param] rate: ArrayView1<f64>,
    #[param] potential: ArrayView1<f64>,
) -> f64 {
    let total: usize = x.iter().sum();
    let single: f64 = x.iter().zip(rate.iter()).map(|(&n, r)| r * n as f64).sum();
    -single - potential[total]
}

/// Deep Boltzmann machine with two hidden layers (Salakhutdinov & Hinton 2009).
#[energy_model]
pub fn deep_boltzmann(
    #[visible(binary)] v: ArrayView1<f64>,
    #[latent(binary)] first: ArrayView1<f64>,
    #[latent(binary)] second: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] d: ArrayView1<f64>,
    #[param(init = normal(0.01))] w: ArrayView2<f64>,
    #[param(init = normal(0.01))] u: ArrayView2<f64>,
) -> f64 {
    -v.dot(&b) - first.dot(&c) - second.dot(&d) - v.dot(&w.dot(&first)) - first.dot(&u.dot(&second))
}

/// Blume–Capel model: spins −1, 0 and +1 on a torus, with a price for those that are not 0.
#[energy_model]
pub fn blume_capel(
    #[visible(categorical(3))] x: ArrayView2<usize>,
    #[param] coupling: f64,
    #[param] crystal: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let spin = |r: usize, c: usize| x[[r % rows, c % cols]] as f64 - 1.0;
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            let s = spin(r, c);
            energy += crystal * s * s - coupling * s * (spin(r + 1, c) + spin(r, c + 1));
        }
    }
    energy
}

/// Truncated Gaussian graphical model: positive values with pairwise interactions.
#[energy_model]
pub fn truncated(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param] eta: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] interaction: ArrayView2<f64>,
    #[param(positive, init = constant(1.0))] precision: ArrayView1<f64>,
) -> f64 {
    0.5 * (&precision * &x * &x).sum() - eta.dot(&x) + 0.5 * x.dot(&interaction.dot(&x))
}

/// Markov field of counts with Poisson conditionals, cut at 4 (Besag 1974).
#[energy_model]
pub fn poisson(
    #[visible(count(4))] x: ArrayView1<usize>,
    #[param] rate: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let n = x.mapv(|count| count as f64);
    let mut energy = 0.0;
    for i in 0..n.len() {
        let log_factorial: f64 = (1..=x[i]).map(|k| (k as f64).ln()).sum();
        energy += log_factorial - rate[i] * n[i];
        for k in 0..i {
            energy += j[[i, k]] * n[i] * n[k];
        }
    }
    energy
}

/// Mixture of Gaussians: a hidden label for each observation, and a mean and a precision for each label.
#[energy_model]
pub fn mixture(
    #[visible(real)] x: ArrayView1<f64>,
    #[latent(categorical)] z: ArrayView1<usize>,
    #[param] logits: ArrayView1<f64>,
    #[param(init = normal(1.0))] mu: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] precision: ArrayView1<f64>,
) -> f64 {
    let log_weights = log_sum_exp(&logits);
    sum(0..x.len(), |i| {
        let k = z[i];
        0.5 * precision[k] * square(x[i] - mu[k]) - 0.5 * precision[k].ln() - logits[k] + log_weights
    })
}

/// Proportions with beta conditionals, whose logarithms of odds interact.
#[energy_model]
pub fn proportions(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] alpha: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] beta: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    let success = x.mapv(f64::ln);
    let failure = x.mapv(|u| (-u).ln_1p());
    let single = (&alpha - 1.0).dot(&success) + (&beta - 1.0).dot(&failure);
    -single - 0.5 * success.dot(&j.dot(&success))
}

/// Conditional Gaussian distribution: labels with scores, and numbers whose mean depends on the labels.
#[energy_model]
pub fn mixed(
    #[visible(categorical(levels))] z: ArrayView1<usize>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] levels: &[usize],
    #[param(shape = (z, most))] score: ArrayView2<f64>,
    #[param(shape = (y, z, most))] shift: ArrayView3<f64>,
    #[param(positive, init = constant(1.0))] precision: ArrayView1<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..z.len() {
        energy -= score[[i, z[i]]];
    }
    for k in 0..y.len() {
        let mean = sum(0..z.len(), |i| shift[[k, i, z[i]]]);
        energy += 0.5 * precision[k] * square(y[k] - mean);
    }
    energy
}

/// Conditional random field along a chain: a label for each position, given two numbers about it.
#[energy_model]
pub fn tagger(
    #[visible(categorical)] label: ArrayView1<usize>,
    #[given] height: ArrayView1<f64>,
    #[given] width: ArrayView1<f64>,
    #[given] temperature: f64,
    #[param] bias: ArrayView1<f64>,
    #[param] by_height: ArrayView1<f64>,
    #[param] by_width: ArrayView1<f64>,
    #[param] transition: ArrayView2<f64>,
) -> f64 {
    let mut score = 0.0;
    for i in 0..label.len() {
        let tag = label[i];
        score += bias[tag] + by_height[tag] * height[i] + by_width[tag] * width[i];
        if i > 0 && label[i - 1] != tag {
            score += transition[[label[i - 1], tag]] * temperature;
        }
    }
    -score
}
