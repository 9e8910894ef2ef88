//! A product of two Student-t experts of two variables: independent variables in other coordinates, which can be drawn exactly.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching, uncertainty};
use ebm::runtime::infinity::Infinity;
use ebm::runtime::special::{ln_gamma, ln_gamma_derivative};
use ebm::runtime::{
    Deterministic, Energy, Estimator, Examples, FitError, Lane, Lanes, ParamGradient, average,
};
use rand_distr::{Distribution, StudentT};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::fits::candidate;
use crate::matrix::{contrasted, covariance, inverse};
use crate::study::{self, Settings};

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
fn states(u: f64, v: f64) -> [f64; 2] {
    let [[a, b], [c, d]] = WEIGHTS;
    let determinant = a * d - b * c;
    [(d * u - b * v) / determinant, (a * v - c * u) / determinant]
}

/// Exact draws.
fn drawn(size: usize, seed: u64) -> Result<ExpertsData, Box<dyn Error>> {
    let freedom = 2.0 * ALPHA - 1.0;
    let (student, mut random) = (StudentT::new(freedom)?, Xoshiro256PlusPlus::seed_from_u64(seed));
    let mut rows = Array2::<f64>::zeros((size, 2));
    for mut row in rows.rows_mut() {
        let [u, v] = [0, 1].map(|_| (2.0 / freedom).sqrt() * student.sample(&mut random));
        row.assign(&Array1::from(states(u, v).to_vec()));
    }
    Ok(ExpertsData::new(rows.view())?)
}

/// Maximum likelihood: with as many experts as columns the integral over u = W x factorises,
///
/// ```text
/// ln Z = −ln |det W| + Σ_k ½ ln(2π) + ln Γ(α_k − ½) − ln Γ(α_k).
/// ```
struct Likelihood;

impl Estimator<Experts> for Likelihood {
    type State = Examples;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "maximum_likelihood"
    }

    fn measure(&self) -> &'static str {
        "nats an example (negative log-likelihood)"
    }

    fn l2(&self) -> f64 {
        0.0
    }

    fn start(&self, _: &Experts, data: &Examples) -> Result<Examples, FitError> {
        Ok(data.clone())
    }

    fn evaluate(&self, model: &Experts, data: &mut Examples, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let sums = average::sum(data, 1 + theta.len(), |x: &[Lanes<f64>], weight, out, work| {
            let (value, slopes) = out.split_at_mut(1);
            value[0] += (Energy::energy(model, theta, x, Lanes::one(), work) * weight).total();
            ParamGradient::param_gradient(model, theta, x, Lanes::one(), weight, slopes, work);
        });
        let total = data.total_weight();
        gradient.iter_mut().zip(&sums[1..]).for_each(|(slope, sum)| *slope = sum / total);
        // W row by row, then α
        let &[a, b, c, d, ref alpha @ ..] = theta else { return f64::NAN };
        let determinant = a * d - b * c;
        let inverse = [d, -c, -b, a].map(|entry| entry / determinant);
        gradient.iter_mut().zip(inverse).for_each(|(slope, entry)| *slope -= entry);
        let mut log_z = -determinant.abs().ln();
        for (slope, &alpha) in gradient[4..].iter_mut().zip(alpha) {
            log_z += 0.5 * std::f64::consts::TAU.ln() + ln_gamma(alpha - 0.5) - ln_gamma(alpha);
            *slope += ln_gamma_derivative(alpha - 0.5, 1) - ln_gamma_derivative(alpha, 1);
        }
        sums[0] / total + log_z
    }

    fn infinity(&self, _: &Experts, _: &Examples) -> Infinity {
        Infinity::default()
    }
}

/// Nodes of quadrature by u: tangents of equal angles, which have weights cos²ᵅ⁻² and leave smooth periodic functions.
const NODES: usize = 200;

/// States with their shares: everywhere that the density is.
struct Grid {
    x: Array2<f64>,
    u: Array2<f64>,
    shares: Vec<f64>,
}

impl Grid {
    fn new() -> Self {
        let angle = |node: usize| std::f64::consts::PI * ((node as f64 + 0.5) / NODES as f64 - 0.5);
        let value = |node: usize| 2_f64.sqrt() * angle(node).tan();
        let weight = |node: usize| angle(node).cos().powf(2.0 * ALPHA - 2.0);
        let pair = |row: usize| [row / NODES, row % NODES];
        let rows = NODES * NODES;
        let u = Array2::from_shape_fn((rows, 2), |(row, k)| value(pair(row)[k]));
        let weights: Vec<f64> = (0..rows).map(|row| pair(row).map(weight).into_iter().product()).collect();
        let total: f64 = weights.iter().sum();
        let x = Array2::from_shape_fn((rows, 2), |(row, site)| states(u[[row, 0]], u[[row, 1]])[site]);
        Self { x, u, shares: weights.into_iter().map(|weight| weight / total).collect() }
    }

    /// Gradients of −E by W, row by row, and by ln α.
    fn slopes(&self) -> Array2<f64> {
        let entry = |(row, a): (usize, usize)| {
            let u = |k: usize| self.u[[row, k]];
            if a < 4 {
                let (k, site) = (a / 2, a % 2);
                -ALPHA * u(k) / (1.0 + 0.5 * u(k) * u(k)) * self.x[[row, site]]
            } else {
                -ALPHA * (0.5 * u(a - 4) * u(a - 4)).ln_1p()
            }
        };
        Array2::from_shape_fn((self.u.nrows(), FREE), entry)
    }

    /// n times the mean square error of maximum likelihood.
    fn least_spread(&self) -> Option<f64> {
        let inverse = inverse(&covariance(&self.shares, &self.slopes()))?;
        Some(inverse.diag().sum() / FREE as f64)
    }

    /// Of noise-contrastive estimation against the normal density with the true covariance.
    fn contrast_spread(&self) -> Option<f64> {
        let c = covariance(&self.shares, &self.x);
        let precision = inverse(&c)?;
        let determinant = c[[0, 0]] * c[[1, 1]] - c[[0, 1]] * c[[1, 0]];
        let [[w, v], [y, z]] = WEIGHTS;
        let scale = (w * z - v * y).abs().ln()
            - 2.0 * (0.5 * std::f64::consts::TAU.ln() + ln_gamma(ALPHA - 0.5) - ln_gamma(ALPHA));
        let ratio = |(x, u): (ArrayView1<'_, f64>, ArrayView1<'_, f64>)| {
            let noise =
                -0.5 * x.dot(&precision.dot(&x)) - std::f64::consts::TAU.ln() - 0.5 * determinant.ln();
            let own = scale - u.iter().map(|u| ALPHA * (0.5 * u * u).ln_1p()).sum::<f64>();
            (noise - own).exp()
        };
        let ratios: Vec<f64> = self.x.rows().into_iter().zip(self.u.rows()).map(ratio).collect();
        contrasted(&self.shares, &self.slopes(), &ratios, RATIO)
    }

    /// Of score matching, by the standard errors that the library has for it.
    fn matched_spread(&self, truth: &Experts) -> Result<f64, Box<dyn Error>> {
        let nodes = ExpertsData::new(self.x.view())?.examples().clone().with_weights(self.shares.clone())?;
        let errors = uncertainty(truth, &ScoreMatching::explicit(), &nodes)?;
        // of α, where errors are of ln α
        let scale = |a: usize| if a < 4 { 1.0 } else { ALPHA };
        let squares =
            errors.covariance.diag().into_iter().enumerate().map(|(a, entry)| entry / scale(a).powi(2));
        Ok(squares.sum::<f64>() / FREE as f64)
    }
}

/// W and ln α.
const FREE: usize = 6;
/// Draws of noise an example.
const RATIO: f64 = 10.0;

/// Fits start at the truth, so that experts keep their order and sign.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut truth = Experts::new(ExpertsShape { x: [2], alpha: 2 })?;
    let w = Array2::from_shape_fn((2, 2), |(k, site)| WEIGHTS[k][site]);
    truth.set_params(&ExpertsParams { w, alpha: Array1::from_elem(2, ALPHA) })?;
    let grid = Grid::new();
    let least = grid.least_spread().ok_or("the information is singular")?;
    let candidates = vec![
        candidate("maximum_likelihood", |_| Likelihood).with_efficiency(Some(1.0)),
        candidate("score_matching", |_| ScoreMatching::explicit())
            .with_efficiency(Some(least / grid.matched_spread(&truth)?)),
        candidate("sliced, 1 direction", |seed| SlicedScoreMatching { seed, ..ScoreMatching::sliced() }),
        candidate("noise_contrastive, ratio 10", |seed| NoiseContrastive {
            ratio: RATIO,
            seed,
            ..Default::default()
        })
        .with_efficiency(grid.contrast_spread().map(|spread| least / spread)),
        candidate("denoising, σ = 0.3", |seed| DenoisingScoreMatching {
            seed,
            ..ScoreMatching::denoising(0.3)
        })
        .off_by(None),
    ];
    let sizes = [1_000, 10_000, 100_000];
    study::run("product of experts", &truth, &truth, candidates, &sizes, settings, |size, seed| {
        Ok(drawn(size, seed)?.examples().clone())
    })
}
