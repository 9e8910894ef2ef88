//! The Gaussian graphical model, where everything is known exactly.

use std::error::Error;
use std::f64::consts::TAU;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching, fit_using};
use ebm::runtime::optimise::Lbfgs;
use ebm::runtime::{Deterministic, Estimator};

use crate::arguments::{MAX_ITERATIONS, Settings};
use crate::data::Table;
use crate::linear::{cholesky, condition, covariance, inverse_triangle, log_determinant, means};
use crate::report::{Line, Report};

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

/// The closed form: the inverse of the covariance, which maximum likelihood and explicit score matching share (Hyvärinen 2005,
/// section 3.1), and the covariance itself.
struct Closed {
    mean: Array1<f64>,
    covariance: Array2<f64>,
    precision: Array2<f64>,
}

impl Closed {
    fn of(rows: &Array2<f64>) -> Option<Self> {
        let covariance = covariance(rows);
        let inverse = inverse_triangle(&cholesky(&covariance)?);
        Some(Self { mean: means(rows), precision: inverse.t().dot(&inverse), covariance })
    }

    /// The mean log-likelihood of the rows under parameters; `None` unless the precision is positive definite.
    fn log_likelihood(&self, params: &GaussianParams) -> Option<f64> {
        let GaussianParams { eta, precision } = params;
        let factor = cholesky(precision)?;
        let solved = inverse_triangle(&factor).dot(eta);
        let log_z = 0.5 * eta.len() as f64 * TAU.ln() - log_determinant(&factor) + 0.5 * solved.dot(&solved);
        let spread = (precision * &self.covariance).sum() + self.mean.dot(&precision.dot(&self.mean));
        Some(eta.dot(&self.mean) - 0.5 * spread - log_z)
    }

    /// ‖P − closed form‖ / ‖closed form‖, Frobenius.
    fn distance(&self, params: &GaussianParams) -> f64 {
        let norm = |matrix: &Array2<f64>| matrix.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
        norm(&(&params.precision - &self.precision)) / norm(&self.precision)
    }
}

/// Every estimator that applies, on all rows.
pub(crate) fn run(table: &Table, settings: &Settings, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let closed = Closed::of(&table.rows)
        .ok_or_else(|| format!("{}: some column follows from the others: no precision", table.name))?;
    let data = GaussianData::new(table.rows.view())?;
    let exact =
        GaussianParams { eta: closed.precision.dot(&closed.mean), precision: closed.precision.clone() };
    let (count, sites) = table.rows.dim();
    report.say(&format!(
        "gaussian: {}, {count} rows of {sites} columns, standardised; condition number of the covariance {:.1e}",
        table.name,
        condition(&closed.covariance, &closed.precision)
    ));
    let line = Line {
        train: closed.log_likelihood(&exact),
        distance: Some(0.0),
        ..Line::new("gaussian", "closed_form")
    };
    report.line(line)?;
    let seed = settings.seed;
    attempt(ScoreMatching::explicit(), "", &closed, &data, report)?;
    for slices in [1, 10] {
        let sliced = SlicedScoreMatching { slices, seed, ..ScoreMatching::sliced() };
        attempt(sliced, &format!("{slices} directions"), &closed, &data, report)?;
    }
    for &sigma in &settings.sigmas {
        let denoising = DenoisingScoreMatching { copies: 10, seed, ..ScoreMatching::denoising(sigma) };
        attempt(denoising, &format!("σ = {sigma}"), &closed, &data, report)?;
    }
    attempt(NoiseContrastive { seed, ..Default::default() }, "", &closed, &data, report)
}

fn attempt<E>(
    estimator: E,
    variant: &str,
    closed: &Closed,
    data: &GaussianData,
    report: &mut Report,
) -> Result<(), Box<dyn Error>>
where
    E: Estimator<Gaussian, Mode = Deterministic>,
{
    let mut model = Gaussian::for_data(data)?;
    // independent columns: what standardised ones would be if they had nothing to do with each other
    let sites = data.examples().site_count();
    model.set_params(&GaussianParams { eta: Array1::zeros(sites), precision: Array2::eye(sites) })?;
    let optimiser = Lbfgs { max_iterations: MAX_ITERATIONS, ..Lbfgs::default() };
    let fit = fit_using(&mut model, estimator, data.examples(), optimiser)?;
    let params = model.params();
    let train = closed.log_likelihood(&params);
    let mut line = Line {
        variant: variant.to_owned(),
        train,
        distance: Some(closed.distance(&params)),
        ..Line::of("gaussian", &fit)
    };
    if train.is_none() {
        line.warnings.push("the precision is not positive definite: the density has no finite Z".to_owned());
    }
    report.line(line)
}
