//! Ten spins: on a ring with four chords, or all coupled.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::Examples;
use rand_distr::{Binomial, Distribution, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::study::{self, Settings, candidate, chased};

/// Spins with a coupling for each pair and no field.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn pairs(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    -0.5 * x.dot(&j.dot(&x))
}

const SITES: usize = 10;
const STATES: usize = 1 << SITES;

/// The couplings of the ring, from site k to k + 1, and of the chords.
const RING: [f64; SITES] = [0.7, -0.5, 0.6, 0.4, -0.8, 0.5, 0.7, -0.6, 0.4, 0.6];
const CHORDS: [(usize, usize, f64); 4] = [(0, 5, 0.5), (2, 7, -0.7), (1, 4, 0.4), (3, 8, 1.5)];

fn model(j: Array2<f64>) -> Result<Pairs, Box<dyn Error>> {
    let mut model = Pairs::new(PairsShape { x: [SITES] })?;
    model.set_params(&PairsParams { j })?;
    Ok(model)
}

fn spin(state: usize, site: usize) -> i8 {
    if state >> site & 1 == 1 { 1 } else { -1 }
}

/// Exact draws: how often each of all states comes, one binomial number after the other. As weights of distinct rows a million
/// examples cost no more than a thousand.
fn drawn(truth: &Pairs, size: usize, seed: u64) -> Result<Examples, Box<dyn Error>> {
    let j = truth.params().j;
    let weight = |state: usize| {
        let x = Array1::from_iter((0..SITES).map(|site| f64::from(spin(state, site))));
        (0.5 * x.dot(&j.dot(&x))).exp()
    };
    let weights: Vec<f64> = (0..STATES).map(weight).collect();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (mut rest, mut left) = (weights.iter().sum::<f64>(), size as u64);
    let mut counts = Vec::with_capacity(STATES);
    for weight in weights {
        let share = (weight / rest).clamp(0.0, 1.0);
        let count = Binomial::new(left, share)?.sample(&mut random);
        (rest, left) = (rest - weight, left - count);
        counts.push(count as f64);
    }
    // rounding may leave a few for the last state
    counts[STATES - 1] += left as f64;
    let states = Array2::from_shape_fn((STATES, SITES), |(state, site)| spin(state, site));
    Ok(PairsData::new(states.view())?.examples().clone().with_weights(counts)?)
}

/// All 45 couplings are fitted to data from the ring.
pub(crate) fn sparse(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut j = Array2::zeros((SITES, SITES));
    let ring = RING.iter().enumerate().map(|(k, &coupling)| (k, (k + 1) % SITES, coupling));
    for (i, k, coupling) in ring.chain(CHORDS) {
        j[[i, k]] = coupling;
        j[[k, i]] = coupling;
    }
    let (truth, start) = (model(j)?, model(Array2::zeros((SITES, SITES)))?);
    let trainer = Trainer { rate: 0.1, epochs: 1000, least_steps: 1000, ..Trainer::default() };
    let candidates = [
        candidate("maximum_likelihood", true, |_| MaximumLikelihood::default()),
        candidate("pseudolikelihood", true, |_| Pseudolikelihood::default()),
        candidate("ratio_matching", true, |_| RatioMatching::default()),
        candidate("minimum_probability_flow", true, |_| MinimumProbabilityFlow::default()),
        candidate("noise_contrastive, ratio 1", true, |seed| NoiseContrastive {
            ratio: 1.0,
            seed,
            ..Default::default()
        }),
        // the whole table of states at once
        chased("contrastive_divergence, k = 1", trainer, |seed| ContrastiveDivergence {
            batch: STATES,
            seed,
            ..Default::default()
        }),
    ];
    let sizes = [1_000, 10_000, 100_000, 1_000_000];
    study::run("ring with four chords", &truth, &start, &candidates, &sizes, settings, |size, seed| {
        drawn(&truth, size, seed)
    })
}

/// Couplings of all pairs up to ±1.5: some pairs of spins then never differ, or never agree, in small samples.
pub(crate) fn dense(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    let uniform = Uniform::new_inclusive(-1.5, 1.5)?;
    let mut j = Array2::zeros((SITES, SITES));
    for i in 0..SITES {
        for k in 0..i {
            j[[i, k]] = uniform.sample(&mut random);
            j[[k, i]] = j[[i, k]];
        }
    }
    let (truth, start) = (model(j)?, model(Array2::zeros((SITES, SITES)))?);
    let candidates = [
        candidate("maximum_likelihood", true, |_| MaximumLikelihood::default()),
        candidate("pseudolikelihood", true, |_| Pseudolikelihood::default()),
    ];
    let name = "all pairs coupled up to 1.5; fits with their maximum at infinity are counted, and left out of the errors";
    study::run(name, &truth, &start, &candidates, &[1_000, 10_000], settings, |size, seed| {
        drawn(&truth, size, seed)
    })
}
