//! A product of Student-t experts, of which the likelihood is known where there are as many experts as columns.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::estimator::{DenoisingScoreMatching, SlicedScoreMatching, fit_using};
use ebm::runtime::optimise::Lbfgs;
use ebm::runtime::special::ln_gamma;
use ebm::runtime::{Deterministic, Estimator};

use crate::arguments::{MAX_ITERATIONS, Settings};
use crate::data::Table;
use crate::linear::{
    cholesky, covariance, inverse_triangle, log_absolute_determinant, log_determinant, means,
};
use crate::report::{Line, Report};

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

/// Every row of these stands aside to judge by.
const KEPT: usize = 5;

/// Whitened rows: the covariance of those that are fitted is the identity.
struct Parts {
    train: ExpertsData,
    test: ExpertsData,
    /// What whitening added to the log density of a row: likelihoods are of the standardised columns.
    shift: f64,
}

impl Parts {
    fn of(table: &Table) -> Result<Self, Box<dyn Error>> {
        let rows = &table.rows;
        let chosen = |test: bool| -> Vec<usize> {
            (0..rows.nrows()).filter(|row| (row % KEPT == KEPT - 1) == test).collect()
        };
        let (train, test) = (rows.select(Axis(0), &chosen(false)), rows.select(Axis(0), &chosen(true)));
        let factor = cholesky(&covariance(&train))
            .ok_or_else(|| format!("{}: some column follows from the others", table.name))?;
        let (mean, whitening) = (means(&train), inverse_triangle(&factor));
        let data = |rows: &Array2<f64>| ExpertsData::new((rows - &mean).dot(&whitening.t()).view());
        Ok(Self { train: data(&train)?, test: data(&test)?, shift: -log_determinant(&factor) })
    }
}

/// log Z = Σ_k ln(√2 B(½, α_k − ½)) − ln |det W| of as many experts as columns: each expert is a density of its own. `None` where there
/// are more or fewer experts, or one that cannot be normalised.
fn log_z(params: &ExpertsParams) -> Option<f64> {
    let ExpertsParams { w, alpha } = params;
    if !w.is_square() || alpha.iter().any(|&alpha| alpha <= 0.5) {
        return None;
    }
    let half_ln_pi = 0.5 * std::f64::consts::PI.ln();
    let each = |alpha: &f64| 0.5 * 2_f64.ln() + half_ln_pi + ln_gamma(alpha - 0.5) - ln_gamma(*alpha);
    Some(alpha.iter().map(each).sum::<f64>() - log_absolute_determinant(w))
}

/// Every estimator that applies.
pub(crate) fn run(table: &Table, settings: &Settings, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let parts = Parts::of(table)?;
    let (rows, sites) = table.rows.dim();
    let count = settings.experts.unwrap_or(sites);
    report.say(&format!(
        "\nexperts: {count} on {}, {rows} rows of {sites} columns; every {KEPT}th row is kept to judge by\n\
         whitened for the fit, likelihoods are of the standardised columns; l2 {}",
        table.name, settings.l2
    ));
    report.line(normal(&parts, sites)?)?;
    let (seed, l2) = (settings.seed, settings.l2);
    attempt(ScoreMatching::explicit().with_l2(l2), "", count, &parts, report)?;
    let sliced = SlicedScoreMatching { slices: 10, seed, l2 };
    attempt(sliced, "10 directions", count, &parts, report)?;
    for &sigma in &settings.sigmas {
        let denoising = DenoisingScoreMatching { copies: 10, l2, seed, ..ScoreMatching::denoising(sigma) };
        attempt(denoising, &format!("σ = {sigma}"), count, &parts, report)?;
    }
    attempt(NoiseContrastive { seed, l2, ..Default::default() }, "", count, &parts, report)
}

/// The normal density to beat: standard after whitening.
fn normal(parts: &Parts, sites: usize) -> Result<Line, Box<dyn Error>> {
    let judge = |data: &ExpertsData| {
        let examples = data.examples();
        let squares = (0..examples.count()).flat_map(|row| examples.row::<f64>(row)).map(|x| x * x);
        let mean = squares.sum::<f64>() / examples.count() as f64;
        parts.shift - 0.5 * mean - 0.5 * sites as f64 * std::f64::consts::TAU.ln()
    };
    Ok(Line {
        train: Some(judge(&parts.train)),
        test: Some(judge(&parts.test)),
        ..Line::new("experts", "normal_density")
    })
}

fn attempt<E>(
    estimator: E,
    variant: &str,
    count: usize,
    parts: &Parts,
    report: &mut Report,
) -> Result<(), Box<dyn Error>>
where
    E: Estimator<Experts, Mode = Deterministic>,
{
    let sites = parts.train.examples().site_count();
    let mut model = Experts::new(ExpertsShape { x: [sites], alpha: count })?;
    let optimiser = Lbfgs { max_iterations: MAX_ITERATIONS, ..Lbfgs::default() };
    let fit = fit_using(&mut model, estimator, parts.train.examples(), optimiser)?;
    let known = log_z(&model.params());
    let start = Start::Marginals(parts.train.examples().clone());
    let annealed =
        AnnealedImportanceSampling { start, steps: 300, runs: 32, warm_up: 300, ..Default::default() };
    let estimated = model.log_z(annealed).ok();
    let judge = |data: &ExpertsData| -> Result<Option<f64>, Box<dyn Error>> {
        let energies = model.energies(data)?;
        let mean = energies.sum() / energies.len() as f64;
        Ok(known.map(|log_z| parts.shift - mean - log_z))
    };
    let mut line = Line {
        variant: variant.to_owned(),
        train: judge(&parts.train)?,
        test: judge(&parts.test)?,
        log_z: known,
        estimated,
        ..Line::of("experts", &fit)
    };
    let improper = model.params().alpha.iter().filter(|&&alpha| alpha <= 0.5).count();
    if count == sites && improper > 0 {
        line.warnings.push(format!("{improper} of the experts have α ≤ ½: the product has no finite Z"));
    }
    report.line(line)
}
