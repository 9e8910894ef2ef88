//! A normal density of four variables.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::study::{self, Settings, candidate};

/// Gaussian graphical model.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn gaussian(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] eta: ArrayView1<f64>,
    #[param(symmetric)] precision: ArrayView2<f64>,
) -> f64 {
    0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
}

/// A lower triangle: the precision is L Lᵀ.
const FACTOR: [[f64; 4]; 4] =
    [[1.2, 0.0, 0.0, 0.0], [0.5, 1.0, 0.0, 0.0], [0.0, -0.6, 1.1, 0.0], [0.3, 0.0, 0.4, 0.9]];

/// x = L⁻ᵀ z has the precision L Lᵀ and mean 0.
fn drawn(size: usize, seed: u64) -> Result<GaussianData, Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut rows = Array2::<f64>::zeros((size, 4));
    for mut row in rows.rows_mut() {
        for s in (0..4).rev() {
            let z: f64 = StandardNormal.sample(&mut random);
            let dot: f64 = (s + 1..4).map(|t| FACTOR[t][s] * row[t]).sum();
            row[s] = (z - dot) / FACTOR[s][s];
        }
    }
    Ok(GaussianData::new(rows.view())?)
}

/// Explicit score matching is maximum likelihood here (Hyvärinen 2005, section 3.1): efficiencies are against it.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut truth = Gaussian::new(GaussianShape { x: [4] })?;
    let mut start = truth.clone();
    let factor = Array2::from_shape_fn((4, 4), |(s, t)| FACTOR[s][t]);
    truth.set_params(&GaussianParams { eta: Array1::zeros(4), precision: factor.dot(&factor.t()) })?;
    start.set_params(&GaussianParams { eta: Array1::zeros(4), precision: Array2::eye(4) })?;
    let candidates = [
        candidate("score_matching = maximum likelihood", true, |_| ScoreMatching::explicit()),
        candidate("sliced, 1 direction", true, |seed| SlicedScoreMatching {
            seed,
            ..ScoreMatching::sliced()
        }),
        candidate("noise_contrastive, ratio 1", true, |seed| NoiseContrastive {
            ratio: 1.0,
            seed,
            ..Default::default()
        }),
        candidate("denoising, σ = 0.3", false, |seed| DenoisingScoreMatching {
            seed,
            ..ScoreMatching::denoising(0.3)
        }),
    ];
    study::run(
        "normal density",
        &truth,
        &start,
        &candidates,
        &[1_000, 3_000, 10_000, 30_000],
        settings,
        |size, seed| Ok(drawn(size, seed)?.examples().clone()),
    )
}
