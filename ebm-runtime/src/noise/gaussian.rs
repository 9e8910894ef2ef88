//! The normal density with the mean and covariance of data.

use ndarray::{Array1, Array2};
use thiserror::Error;

use super::Noise;
use crate::data::Examples;
use crate::exact::cholesky;
use crate::lanes::{Lane, Lanes};
use crate::layout::Layout;
use crate::random::Streams;

/// Why there is no normal density for data.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum GaussianError {
    /// A site is discrete.
    #[error("`{site}` is discrete: a normal density is for real sites")]
    Discrete {
        /// Which.
        site: String,
    },
    /// The covariance has no inverse.
    #[error("the covariance of the data is singular: `{site}` follows from the sites before it")]
    Singular {
        /// The first site without variance of its own.
        site: String,
    },
}

/// The normal density N(mean, covariance) of real sites.
#[derive(Clone, PartialEq, Debug)]
pub struct Gaussian {
    mean: Array1<f64>,
    /// Lower triangle L of the covariance L Lᵀ.
    factor: Array2<f64>,
    /// ln of the normaliser.
    log_scale: f64,
}

impl Gaussian {
    /// Mean and covariance (divisor: the sum of the weights) of examples of real sites.
    ///
    /// # Errors
    /// A discrete site; a covariance that is singular to rounding.
    ///
    /// # Cost
    /// n² operations an example, and n³.
    pub fn fit(data: &Examples) -> Result<Self, GaussianError> {
        let layout = Layout::new(data.sites().to_vec(), Vec::new());
        if let Some(site) = layout.domains().iter().position(|domain| domain.is_discrete()) {
            return Err(GaussianError::Discrete { site: layout.site_name(site) });
        }
        let n = layout.site_count();
        let total = data.total_weight();
        let rows =
            || (0..data.count()).map(|row| (data.weight(row) / total, Array1::from(data.row::<f64>(row))));
        let mean = rows().fold(Array1::zeros(n), |sum: Array1<f64>, (weight, x)| sum + x * weight);
        let mut covariance = Array2::<f64>::zeros((n, n));
        for (weight, x) in rows() {
            let centred = x - &mean;
            for s in 0..n {
                for t in 0..=s {
                    covariance[[s, t]] += weight * centred[s] * centred[t];
                }
            }
        }
        let factor =
            cholesky(&covariance).map_err(|site| GaussianError::Singular { site: layout.site_name(site) })?;
        let log_scale =
            factor.diag().iter().map(|d| d.ln()).sum::<f64>() + 0.5 * n as f64 * std::f64::consts::TAU.ln();
        Ok(Self { mean, factor, log_scale })
    }
}

impl Noise for Gaussian {
    fn log_density(&self, x: &[Lanes<f64>]) -> Lanes<f64> {
        // L u = x − mean, by substitution; ln q = −|u|²/2 − ln of the normaliser
        let mut solved: Vec<Lanes<f64>> = Vec::with_capacity(x.len());
        let mut square = Lanes::zero();
        for (s, &x) in x.iter().enumerate() {
            let mut rest = x - self.mean[s];
            for (t, &u) in solved.iter().enumerate() {
                rest -= u * self.factor[[s, t]];
            }
            let u = rest * self.factor[[s, s]].recip();
            square += u * u;
            solved.push(u);
        }
        square * -0.5 - self.log_scale
    }

    fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
        let standard: Vec<Lanes<f64>> = (0..self.mean.len())
            .map(|_| {
                let (radius, turn) = (streams.uniform(), streams.uniform());
                Lanes::from_fn(|k| (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos())
            })
            .collect();
        let site = |s: usize| {
            let mut x = Lanes::splat(self.mean[s]);
            for (t, &u) in standard[..=s].iter().enumerate() {
                x += u * self.factor[[s, t]];
            }
            x
        };
        (0..self.mean.len()).map(site).collect()
    }
}
