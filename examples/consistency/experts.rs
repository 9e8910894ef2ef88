//! A product of two Student-t experts of two variables: independent variables in other coordinates, which can be drawn exactly.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching};
use rand_distr::{Distribution, StudentT};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::study::{self, Settings, candidate};

/// Product of Student-t experts.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn experts(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(init = normal(0.1))] w: ArrayView2<f64>,
    #[param(positive, init = constant(1.0))] alpha: ArrayView1<f64>,
) -> f64 {
    let u = w.dot(&x);
    sum(0..u.len(), |k| alpha[k] * (0.5 * u[k] * u[k]).ln_1p())
}

/// The experts, a row each.
const WEIGHTS: [[f64; 2]; 2] = [[1.0, 0.5], [-0.4, 1.2]];
/// Their exponents: u of exponent α is √(2/ν) t with ν = 2α − 1 degrees of freedom.
const ALPHA: f64 = 2.0;

/// x = W⁻¹ u.
fn drawn(size: usize, seed: u64) -> Result<ExpertsData, Box<dyn Error>> {
    let freedom = 2.0 * ALPHA - 1.0;
    let (student, mut random) = (StudentT::new(freedom)?, Xoshiro256PlusPlus::seed_from_u64(seed));
    let [[a, b], [c, d]] = WEIGHTS;
    let determinant = a * d - b * c;
    let mut rows = Array2::<f64>::zeros((size, 2));
    for mut row in rows.rows_mut() {
        let [u, v] = [0, 1].map(|_| (2.0 / freedom).sqrt() * student.sample(&mut random));
        row[0] = (d * u - b * v) / determinant;
        row[1] = (a * v - c * u) / determinant;
    }
    Ok(ExpertsData::new(rows.view())?)
}

/// Fits start at the truth, so that experts keep their order and sign. Maximum likelihood needs Z, which changes with W and α: there is
/// none, and efficiencies are against explicit score matching.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut truth = Experts::new(ExpertsShape { x: [2], alpha: 2 })?;
    let w = Array2::from_shape_fn((2, 2), |(k, site)| WEIGHTS[k][site]);
    truth.set_params(&ExpertsParams { w, alpha: Array1::from_elem(2, ALPHA) })?;
    let candidates = [
        candidate("score_matching", true, |_| ScoreMatching::explicit()),
        candidate("sliced, 1 direction", true, |seed| SlicedScoreMatching {
            seed,
            ..ScoreMatching::sliced()
        }),
        candidate("noise_contrastive, ratio 10", true, |seed| NoiseContrastive {
            seed,
            ..Default::default()
        }),
        candidate("denoising, σ = 0.3", false, |seed| DenoisingScoreMatching {
            seed,
            ..ScoreMatching::denoising(0.3)
        }),
    ];
    let sizes = [1_000, 3_000, 10_000, 30_000];
    study::run("product of experts", &truth, &truth, &candidates, &sizes, settings, |size, seed| {
        Ok(drawn(size, seed)?.examples().clone())
    })
}
