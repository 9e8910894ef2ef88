//! A normal density of four variables.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::fits::candidate;
use crate::matrix::{inverse, outer, sandwich};
use crate::study::{self, Settings};

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

/// Free parameters: η, and the precision with each pair once.
const FREE: usize = 4 + 10;

/// Pairs of sites in the order of the free parameters.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..4).flat_map(|a| (a..4).map(move |b| (a, b)))
}

/// n times the mean square error of maximum likelihood: gradients of −E are x_a, −x_a x_b and −x_a² / 2, whose covariances follow from
/// Isserlis' theorem, E x_a x_b x_c x_d = C_ab C_cd + C_ac C_bd + C_ad C_bc.
fn least_spread(covariance: &Array2<f64>) -> Option<f64> {
    let c = |a: usize, b: usize| covariance[[a, b]];
    let mut information = Array2::zeros((FREE, FREE));
    for a in 0..4 {
        for b in 0..4 {
            information[[a, b]] = c(a, b);
        }
    }
    let scale = |(a, b): (usize, usize)| if a == b { 0.5 } else { 1.0 };
    for (row, (a, b)) in pairs().enumerate() {
        for (column, (e, f)) in pairs().enumerate() {
            let product = c(a, e) * c(b, f) + c(a, f) * c(b, e);
            information[[4 + row, 4 + column]] = scale((a, b)) * scale((e, f)) * product;
        }
    }
    sandwich(&Array2::eye(FREE), &inverse(&information)?, FREE)
}

/// n times the mean square error of sliced score matching with one direction d of signs an example, averaged over all d.
///
/// The objective is ½ s² − dᵀ P d with s = dᵀ(P x − η), and its gradient s y − constant with y linear in x: −d_a for η_a, d_a x_b + d_b x_a
/// for the pair a < b and d_a x_a for a = b. So H = E y yᵀ, and V = Var(s) E y yᵀ + Cov(s, y) Cov(s, y)ᵀ given d.
fn sliced_spread(precision: &Array2<f64>, covariance: &Array2<f64>) -> Option<f64> {
    let (mut h, mut v) = (Array2::zeros((FREE, FREE)), Array2::zeros((FREE, FREE)));
    for signs in 0..16_u32 {
        let d = Array1::from_shape_fn(4, |a| if signs >> a & 1 == 1 { 1.0 } else { -1.0 });
        // y = means + slopes x
        let (mut means, mut slopes) = (Array1::<f64>::zeros(FREE), Array2::<f64>::zeros((FREE, 4)));
        (0..4).for_each(|a| means[a] = -d[a]);
        for (row, (a, b)) in pairs().enumerate() {
            slopes[[4 + row, b]] += d[a];
            if a != b {
                slopes[[4 + row, a]] += d[b];
            }
        }
        let moments = slopes.dot(covariance).dot(&slopes.t()) + outer(&means);
        // Cov(s, x) = dᵀ P C = dᵀ
        let spread = d.dot(&precision.dot(&d));
        v = v + (outer(&slopes.dot(&d)) + spread * &moments) / 16.0;
        h = h + moments / 16.0;
    }
    sandwich(&h, &v, FREE)
}

/// What the root mean square error of denoising tends to: it fits the density of the data with noise, whose covariance is C + σ² I.
fn noisy_error(precision: &Array2<f64>, covariance: &Array2<f64>) -> Option<f64> {
    let noisy = inverse(&(covariance + SIGMA * SIGMA * Array2::<f64>::eye(4)))?;
    let squares = pairs().map(|pair| (noisy[pair] - precision[pair]).powi(2)).sum::<f64>();
    Some((squares / FREE as f64).sqrt())
}

/// Draws of noise an example.
const RATIO: f64 = 10.0;
/// Of denoising.
const SIGMA: f64 = 0.3;

/// Explicit score matching is maximum likelihood here (Hyvärinen 2005, section 3.1): efficiencies are against it. The noise of
/// noise-contrastive estimation is fitted and thus the truth in the limit: ν draws an example leave ν / (1 + ν) of the information.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let factor = Array2::from_shape_fn((4, 4), |(s, t)| FACTOR[s][t]);
    let precision = factor.dot(&factor.t());
    let covariance = inverse(&precision).ok_or("the precision is singular")?;
    let mut truth = Gaussian::new(GaussianShape { x: [4] })?;
    let mut start = truth.clone();
    truth.set_params(&GaussianParams { eta: Array1::zeros(4), precision: precision.clone() })?;
    start.set_params(&GaussianParams { eta: Array1::zeros(4), precision: Array2::eye(4) })?;
    let sliced = least_spread(&covariance).zip(sliced_spread(&precision, &covariance));
    let candidates = vec![
        candidate("score_matching, maximum likelihood", |_| ScoreMatching::explicit())
            .with_efficiency(Some(1.0)),
        candidate("sliced, 1 direction", |seed| SlicedScoreMatching { seed, ..ScoreMatching::sliced() })
            .with_efficiency(sliced.map(|(least, spread)| least / spread)),
        candidate("noise_contrastive, ratio 10", |seed| NoiseContrastive {
            ratio: RATIO,
            seed,
            ..Default::default()
        })
        .with_efficiency(Some(RATIO / (1.0 + RATIO))),
        candidate("denoising, σ = 0.3", |seed| DenoisingScoreMatching {
            seed,
            ..ScoreMatching::denoising(SIGMA)
        })
        .off_by(noisy_error(&precision, &covariance)),
    ];
    let sizes = [1_000, 10_000, 100_000];
    study::run("normal density", &truth, &start, candidates, &sizes, settings, |size, seed| {
        Ok(drawn(size, seed)?.examples().clone())
    })
}
