//! How often the intervals of log Z hold: many repetitions of annealed importance sampling on models whose log Z is known.
//!
//! `cargo run --release --example coverage` prints a line for each model and length of run: the share of runs that the verdict
//! trusts, and how many of the trusted ones have the exact value within 1.96 standard errors (nominally 95 %) and within their
//! 99 % ends. `-- --repetitions N` (400), `-- --steps N,N,…` (the lengths of the runs).

#[path = "../partition/kaufman.rs"]
mod kaufman;

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::{Elimination, FactorGraph};

/// Ising model on a torus with one coupling and one field.
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

/// Restricted Boltzmann machine; `h` sums out.
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

/// What many runs came to.
#[derive(Default)]
struct Tally {
    trusted: usize,
    within_95: usize,
    within_99: usize,
    /// Of runs that were not trusted, those whose ends hold.
    ends_of_others: usize,
    deviation: f64,
    seconds: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut repetitions = 400;
    let mut steps = vec![20, 50, 200];
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--repetitions" => repetitions = value.parse()?,
            "--steps" => steps = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            other => return Err(format!("unknown argument `{other}`").into()),
        }
    }
    println!(
        "model            steps  trusted  95 % holds  99 % holds  ends of others hold  mean sd(ln w)  seconds a run"
    );
    let (torus, exact) = critical()?;
    for &steps in &steps {
        row("lattice 8 × 8", steps, &tally(&torus, exact, steps, repetitions)?, repetitions);
    }
    let (glass, exact) = spin_glass(8)?;
    for &steps in &steps {
        row("spin glass 8 × 8", steps, &tally(&glass, exact, steps, repetitions)?, repetitions);
    }
    let (machine, exact) = machine(20)?;
    for &steps in &steps {
        row("RBM 20 × 20", steps, &tally(&machine, exact, steps, repetitions)?, repetitions);
    }
    Ok(())
}

fn tally<M>(model: &M, exact: f64, steps: usize, repetitions: usize) -> Result<Tally, Box<dyn Error>>
where
    M: ebm::runtime::Model,
    AnnealedImportanceSampling: ebm::runtime::LogZMethod<M>,
{
    let mut tally = Tally::default();
    let start = std::time::Instant::now();
    for seed in 0..repetitions as u64 {
        let method = AnnealedImportanceSampling { steps, warm_up: steps, seed, ..Default::default() };
        let answer = ebm::runtime::log_z(model, method)?;
        let ends = answer.lower < exact && exact < answer.upper;
        tally.deviation += answer.weights.as_ref().map_or(0.0, |weights| weights.deviation);
        if answer.verdict == Verdict::Converged {
            tally.trusted += 1;
            tally.within_95 += usize::from((answer.estimate - exact).abs() < 1.96 * answer.standard_error);
            tally.within_99 += usize::from(ends);
        } else {
            tally.ends_of_others += usize::from(ends);
        }
    }
    tally.deviation /= repetitions as f64;
    tally.seconds = start.elapsed().as_secs_f64() / repetitions as f64;
    Ok(tally)
}

fn row(model: &str, steps: usize, tally: &Tally, repetitions: usize) {
    let share = |part: usize, whole: usize| if whole == 0 { f64::NAN } else { part as f64 / whole as f64 };
    println!(
        "{model:<16} {steps:>5}  {:>7.3}  {:>10.3}  {:>10.3}  {:>19.3}  {:>13.2}  {:>13.3}",
        share(tally.trusted, repetitions),
        share(tally.within_95, tally.trusted),
        share(tally.within_99, tally.trusted),
        share(tally.ends_of_others, repetitions - tally.trusted),
        tally.deviation,
        tally.seconds,
    );
}

/// The torus at the critical coupling ln(1 + √2) / 2 (Kramers & Wannier 1941).
fn critical() -> Result<(Lattice, f64), Box<dyn Error>> {
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
fn machine(size: usize) -> Result<(Rbm, f64), Box<dyn Error>> {
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
fn spin_glass(size: usize) -> Result<(Graph, f64), Box<dyn Error>> {
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
