//! The log-likelihood of examples.

use std::fmt;

use super::{LogZ, LogZError, LogZMethod};
use crate::average;
use crate::data::{DataError, Examples};
use crate::given::Conditioned;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::workspace::Workspace;

/// The mean log-likelihood of examples, −E(x) − log Z, in nats an example.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct LogLikelihood {
    /// The weighted mean over examples.
    pub mean: f64,
    /// Its standard error as an estimate for the population that the examples were drawn from; weights are taken for
    /// counts, so that merged rows give the same as repeated ones. NaN where the weights add to no more than 1.
    pub standard_error: f64,
    /// The standard error that comes from log Z; 0 where that is exact.
    pub log_z_error: f64,
    /// The sum of all weights: the number of examples where they have none.
    pub weight: f64,
}

impl fmt::Display for LogLikelihood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log-likelihood {:.6} nats an example", self.mean)?;
        if self.standard_error.is_finite() {
            write!(f, ", ± {:.2e} over {} examples", self.standard_error, self.weight)?;
        }
        if self.log_z_error > 0.0 {
            write!(f, ", ± {:.2e} from log Z", self.log_z_error)?;
        }
        Ok(())
    }
}

/// The mean log-likelihood of examples of a model whose energy depends on what they are given: −E(x; given) − log Z(given), with
/// one log Z for each distinct row.
///
/// Computed in `f64` but for log Z, which is the method's. −∞ where an example is forbidden.
///
/// # Errors
/// Data of another shape or domain than the model; as the method's.
pub fn log_likelihood_given<M: Energy>(
    model: &M,
    data: &Examples,
    method: &impl LogZMethod<Conditioned<M>>,
) -> Result<LogLikelihood, LogZError> {
    let wrong = |reason: String| LogZError::Data { reason };
    data.check(model.layout()).map_err(|error| wrong(error.to_string()))?;
    let (rows, places, weight) = (data.given_rows(), data.given_places(), data.total_weight());
    let (mut log_z, mut error) = (Vec::with_capacity(rows.len()), 0.0);
    for (row, of_row) in &rows {
        let at = Conditioned::new(model.clone(), row).map_err(|error| wrong(error.to_string()))?;
        let value = method.log_z(&at)?;
        // rows share their seed, so that their errors may be those of one and the same run: they add up at worst
        error += of_row / weight * value.standard_error;
        log_z.push(value.estimate);
    }
    let (theta, mut work) = (model.theta_f64(), Workspace::new());
    let mut x = vec![Lanes::<f64>::zero(); data.row_len()];
    let mut log_p = Vec::with_capacity(data.count());
    for start in (0..data.count()).step_by(WIDTH) {
        data.tile(start, &mut x);
        let energy = model.energy(&theta, &x, Lanes::one(), &mut work);
        let end = data.count().min(start + WIDTH);
        log_p.extend((start..end).map(|row| -energy.lane(row - start) - log_z[places[row]]));
    }
    // forbidden examples of weight 0 count for nothing
    let weighted = |f: &dyn Fn(f64) -> f64| -> f64 {
        let rows = log_p.iter().enumerate().filter(|&(row, _)| data.weight(row) > 0.0);
        rows.map(|(row, &log_p)| data.weight(row) * f(log_p)).sum()
    };
    let mean = weighted(&|log_p| log_p) / weight;
    let spread = weighted(&|log_p| (log_p - mean).powi(2));
    let standard_error = if weight > 1.0 { (spread / (weight - 1.0) / weight).sqrt() } else { f64::NAN };
    Ok(LogLikelihood { mean, standard_error, log_z_error: error, weight })
}

/// The mean log-likelihood of `data` under `model`, with log Z of the same model at the same parameters.
///
/// Computed in `f64` whatever the model's number type. −∞ where an example is forbidden.
///
/// # Errors
/// Data of another shape or domain than the model.
pub fn log_likelihood<M: Energy>(
    model: &M,
    data: &Examples,
    log_z: &LogZ,
) -> Result<LogLikelihood, DataError> {
    data.check(model.layout())?;
    if let Some(array) = data.givens().first() {
        return Err(DataError::Given { name: array.name.clone() });
    }
    let theta = model.theta_f64();
    // the spread is summed about the first mean, as Σ w E² − (Σ w E)² would cancel
    let sum = |about: f64| {
        average::sum(data, 2, |x: &[Lanes<f64>], weight, out, work| {
            let energy = model.energy(&theta, x, Lanes::one(), work);
            for k in 0..WIDTH {
                // forbidden examples of weight 0 count for nothing
                if weight.0[k] > 0.0 {
                    out[0] += weight.0[k] * energy.0[k];
                    out[1] += weight.0[k] * (energy.0[k] - about).powi(2);
                }
            }
        })
    };
    let weight = data.total_weight();
    let energy = sum(0.0)[0] / weight;
    let spread = sum(energy)[1];
    let standard_error = if weight > 1.0 { (spread / (weight - 1.0) / weight).sqrt() } else { f64::NAN };
    Ok(LogLikelihood {
        mean: -energy - log_z.estimate,
        standard_error,
        log_z_error: log_z.standard_error,
        weight,
    })
}
