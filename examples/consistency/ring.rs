//! Ten spins: on a ring with four chords, or all coupled.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::Examples;
use rand_distr::{Binomial, Distribution, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::couplings::{LARGEST, PICKED, RATIO, couplings, efficiencies};
use crate::fits::{Candidate, averaged, candidate, divergence};
use crate::study::{self, Settings};
use crate::theory::{PAIRS, Pairs as Theory, SITES, STATES, place, spin};

/// Spins with a coupling for each pair and no field.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn pairs(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    -0.5 * x.dot(&j.dot(&x))
}

/// The model with the couplings of all pairs.
pub(crate) fn model(j: &Array1<f64>) -> Result<Pairs, Box<dyn Error>> {
    let coupling = |(i, k): (usize, usize)| if i == k { 0.0 } else { j[place(i, k)] };
    let mut model = Pairs::new(PairsShape { x: [SITES] })?;
    model.set_params(&PairsParams { j: Array2::from_shape_fn((SITES, SITES), coupling) })?;
    Ok(model)
}

/// All states, with their numbers as weights.
pub(crate) fn counted(counts: Vec<f64>) -> Result<Examples, Box<dyn Error>> {
    let states = Array2::from_shape_fn((STATES, SITES), |(state, site)| spin(state, site));
    Ok(PairsData::new(states.view())?.examples().clone().with_weights(counts)?)
}

/// Exact draws: how often each of all states comes, one binomial number after the other. As weights of distinct rows a million
/// examples cost no more than a thousand.
fn drawn(shares: &[f64], size: usize, seed: u64) -> Result<Examples, Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (mut rest, mut left) = (1.0, size as u64);
    let mut counts = Vec::with_capacity(STATES);
    for share in shares {
        let count = Binomial::new(left, (share / rest).clamp(0.0, 1.0))?.sample(&mut random);
        (rest, left) = (rest - share, left - count);
        counts.push(count as f64);
    }
    // rounding may leave a few for the last state
    counts[STATES - 1] += left as f64;
    counted(counts)
}

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Steps of estimators that run chains.
const STEPS: usize = 5000;

/// Draws of chains in the averaged half of the steps, for each of many examples; of few examples there are more.
const DRAWS: f64 = 10.0;

/// How many chains draw so often.
fn chains(size: f64) -> usize {
    (DRAWS * size / (0.5 * STEPS as f64)).max(128.0) as usize
}

/// All 45 couplings are fitted to data from the ring.
pub(crate) fn sparse(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (j, theory) = (couplings(PICKED)?, Theory::new());
    let (truth, start) = (model(&j)?, model(&Array1::zeros(PAIRS))?);
    let known = efficiencies(&theory, &j).ok_or("the information is singular")?;
    let exact = |name: &str| known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let with = |candidate: Candidate<'static, Pairs>| {
        let efficiency = exact(&candidate.name);
        candidate.with_efficiency(efficiency)
    };
    let least = theory.least_spread(&j);
    let against = |spread: Option<f64>| least.zip(spread).map(|(least, spread)| least / spread);
    // these take seconds
    let chain_spread = || {
        let asked = settings.asks_for("stochastic_maximum_likelihood");
        Some(least? + asked.then(|| theory.chain_spread(&j))?? / DRAWS)
    };
    let divergence_spread =
        || settings.asks_for("contrastive_divergence").then(|| theory.divergence_spread(&j, 1, DRAWS))?;
    let contrast = |ratio: f64| move |seed: u64| NoiseContrastive { ratio, seed, ..Default::default() };
    let candidates = vec![
        candidate("maximum_likelihood", |_| MaximumLikelihood::default()).with_efficiency(Some(1.0)),
        with(candidate("pseudolikelihood", |_| Pseudolikelihood::default())),
        with(candidate("ratio_matching", |_| RatioMatching::default())),
        with(candidate("minimum_probability_flow", |_| MinimumProbabilityFlow::default())),
        with(candidate("noise_contrastive, ratio 10", contrast(RATIO))),
        candidate("noise_contrastive, ratio 1", contrast(1.0))
            .with_efficiency(against(theory.contrast_spread(&j, 1.0))),
        averaged("stochastic_maximum_likelihood", STEPS, |size, seed| StochasticMaximumLikelihood {
            chains: chains(size),
            // the whole table of states at once
            batch: STATES,
            seed,
            ..Default::default()
        })
        .with_efficiency(against(chain_spread())),
        divergence(1, chains, STEPS).with_efficiency(against(divergence_spread())),
    ];
    let shares = theory.shares(&j);
    study::run("ring with four chords", &truth, &start, candidates, &SIZES, settings, |size, seed| {
        drawn(&shares, size, seed)
    })
}

/// Couplings of all pairs up to ±1.5: some pairs of spins then never differ, or never agree, in small samples.
pub(crate) fn dense(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    let uniform = Uniform::new_inclusive(-LARGEST, LARGEST)?;
    let j = Array1::from_shape_simple_fn(PAIRS, || uniform.sample(&mut random));
    let (truth, start) = (model(&j)?, model(&Array1::zeros(PAIRS))?);
    let candidates = vec![
        candidate("maximum_likelihood", |_| MaximumLikelihood::default()),
        candidate("pseudolikelihood", |_| Pseudolikelihood::default()),
    ];
    let shares = Theory::new().shares(&j);
    study::run("all pairs coupled", &truth, &start, candidates, &SIZES, settings, |size, seed| {
        drawn(&shares, size, seed)
    })
}
