//! How well parameters are known: standard errors, and what a likelihood says of the number of parameters.

use std::fmt;

use ndarray::Array2;
use thiserror::Error;

use super::penalty::Penalties;
use super::symmetric::{Spectrum, spectrum};
use super::{Estimator, FitError, Penalty};
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::model::Model;

/// Standard errors of parameters and criteria of the model, at a minimum of an objective.
///
/// With H the second derivatives of the objective by free coordinates and n the weight of the data, the covariance of the parameters is
/// H⁻¹ J H⁻¹ / n (Godambe). For maximum likelihood J = H, the Fisher information, so that it is the inverse of nH; for other objectives J is
/// the covariance of the gradients of single examples. With a penalty the outer H has it, J has not.
///
/// H is made of central differences of the gradient. What H does not determine (its eigenvalues 0, scaled to a diagonal of 1) has no
/// standard error; the others are of the pseudo-inverse.
///
/// # References
/// Godambe (1960), Ann. Math. Stat. 31; Varin, Reid & Firth (2011), An overview of composite likelihood methods, Statistica Sinica 21,
/// section 2.3; Akaike (1974); Schwarz (1978).
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Uncertainty {
    /// Of each free coordinate, in their order.
    pub parameters: Vec<StandardError>,
    /// The covariance of the public values of these parameters; NaN where one is not determined.
    pub covariance: Array2<f64>,
    /// How many directions of the parameters the data determine: the rank of H.
    pub identified: usize,
    /// −2 ln L + 2k with k identified parameters, where the objective is the likelihood without penalty.
    pub aic: Option<f64>,
    /// −2 ln L + k ln n, likewise.
    pub bic: Option<f64>,
    /// What the errors are made of.
    pub source: Source,
}

/// A parameter with its standard error.
#[derive(Clone, PartialEq, Debug)]
pub struct StandardError {
    /// `h[0]`, `j[3, 1]`.
    pub parameter: String,
    /// Its value.
    pub value: f64,
    /// The standard error of the value; `None` where the data do not determine it. Of a positive parameter that of its logarithm times
    /// the value.
    pub error: Option<f64>,
}

/// What standard errors are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Source {
    /// (nH)⁻¹
    Fisher,
    /// H⁻¹ J H⁻¹ / n
    Godambe,
}

/// Why there are no standard errors.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum NoUncertainty {
    /// Too much work to be done unasked.
    #[error("{parameters} parameters and {rows} distinct examples take long: ask `uncertainty` for them")]
    TooMuch {
        /// Free parameters.
        parameters: usize,
        /// Rows.
        rows: usize,
    },
    /// Too many parameters for a dense matrix.
    #[error("{parameters} parameters, more than {MOST}")]
    TooMany {
        /// Free parameters.
        parameters: usize,
    },
    /// The fit ended elsewhere than at a minimum.
    #[error("the fit did not end at its optimum")]
    NotConverged,
    /// The optimum lies at infinity.
    #[error("the optimum lies at infinity")]
    AtInfinity,
    /// L1 put parameters at a kink.
    #[error("parameters under l1 have no normal distribution")]
    Bent,
    /// Gradients are of chains or batches.
    #[error("gradients were stochastic")]
    Stochastic,
    /// The objective is no mean of terms of single examples.
    #[error("the objective of `{estimator}` is no mean of terms of single examples")]
    NotOfExamples {
        /// The estimator.
        estimator: &'static str,
    },
    /// The second derivatives are not those of a minimum.
    #[error("the objective is no minimum here: its second derivatives have the eigenvalue {eigenvalue:.1e}")]
    NoMinimum {
        /// The smallest, where the diagonal is scaled to 1.
        eigenvalue: f64,
    },
    /// A gradient nearby is not finite.
    #[error("the objective is not finite around the optimum")]
    NotFinite,
}

/// More coordinates than this take minutes.
const MOST: usize = 500;
/// What is done unasked: so many coordinates, and so many products of entries of gradients.
const UNASKED: usize = 64;
const UNASKED_PRODUCTS: usize = 20_000_000;
/// Steps of 1e-5 leave differences of `f64` gradients good to some 1e-10 (third derivatives times h² and rounding over h are equal).
const STEP: f64 = 1e-5;
/// Eigenvalues of H, scaled to a diagonal of 1, that are not told from 0: differences are good to 1e-9 of typical entries.
const ZERO: f64 = 1e-7;

/// Standard errors at the parameters of the model, which should be where a fit by this estimator has ended.
///
/// # Errors
/// As of the fit; [`FitError::NoUncertainty`] with the reason.
///
/// # Cost
/// Two evaluations for each free parameter; but for maximum likelihood one gradient for each distinct example; the square of the
/// number of parameters for each of these, and its cube.
pub fn uncertainty<M: Model, E: Estimator<M>>(
    model: &M,
    estimator: &E,
    data: &Examples,
) -> Result<Uncertainty, FitError> {
    data.check(model.layout())?;
    let coordinates = Coordinates::new(model.layout());
    let mut state = estimator.start(model, data)?;
    let none = Penalty::default();
    let penalties = Penalties::new(&none, &none, estimator.l2(), &coordinates)?;
    let at = Place { model, estimator, data, coordinates: &coordinates, penalties: &penalties };
    Ok(at.uncertainty(&mut state, true)?)
}

/// Where uncertainty is asked for.
pub(super) struct Place<'a, M, E> {
    pub(super) model: &'a M,
    pub(super) estimator: &'a E,
    pub(super) data: &'a Examples,
    pub(super) coordinates: &'a Coordinates,
    pub(super) penalties: &'a Penalties,
}

impl<M: Model, E: Estimator<M>> Place<'_, M, E> {
    pub(super) fn uncertainty(
        &self,
        state: &mut E::State,
        asked: bool,
    ) -> Result<Uncertainty, NoUncertainty> {
        use super::Mode;
        let size = self.coordinates.len();
        if E::Mode::STOCHASTIC {
            return Err(NoUncertainty::Stochastic);
        }
        if self.penalties.bends() {
            return Err(NoUncertainty::Bent);
        }
        if size > MOST {
            return Err(NoUncertainty::TooMany { parameters: size });
        }
        let fisher = self.estimator.is_likelihood();
        let rows = if fisher { self.data.clone() } else { self.data.compact() };
        // known beforehand, so that no derivatives are taken in vain
        if !fisher && self.estimator.part(self.model, &rows, &[0]).is_none() {
            return Err(NoUncertainty::NotOfExamples { estimator: self.estimator.name() });
        }
        let products = if fisher { 0 } else { rows.count() * (size * size + 200) };
        if !asked && (size > UNASKED || products > UNASKED_PRODUCTS) {
            return Err(NoUncertainty::TooMuch { parameters: size, rows: rows.count() });
        }
        let theta = self.model.theta_f64();
        let phi = self.coordinates.to_free(self.model.theta());
        let mut gradient = |phi: &[f64], out: &mut [f64]| {
            let (mut theta, mut raw) = (theta.clone(), vec![0.0; theta.len()]);
            self.coordinates.to_public(phi, &mut theta);
            let value = self.estimator.evaluate(self.model, state, &theta, &mut raw);
            self.coordinates.pull_back(&theta, &raw, out);
            value
        };
        let value = gradient(&phi, &mut vec![0.0; size]);
        let own = differences(&phi, &mut gradient);
        let penalty = differences(&phi, &mut |phi: &[f64], out: &mut [f64]| {
            let mut theta = theta.clone();
            self.coordinates.to_public(phi, &mut theta);
            out.fill(0.0);
            self.penalties.add_slope(self.coordinates, &theta, out);
            0.0
        });
        let whole = &own + &penalty;
        if !whole.iter().all(|entry| entry.is_finite()) {
            return Err(NoUncertainty::NotFinite);
        }
        let inverse = Inverse::of(&whole)?;
        let spread = if fisher { own } else { self.spread(&rows)? };
        let total = self.data.total_weight();
        let mut covariance = inverse.matrix.dot(&spread).dot(&inverse.matrix) / total;
        // to public values: dθ/dφ = θ where positive
        let value_of = |a: usize| theta[self.coordinates.public_index(a)];
        let slope = |a: usize| if self.coordinates.is_positive(a) { value_of(a) } else { 1.0 };
        for ((a, b), entry) in covariance.indexed_iter_mut() {
            *entry *= slope(a) * slope(b);
            if !(inverse.determined[a] && inverse.determined[b]) {
                *entry = f64::NAN;
            }
        }
        let parameter = |a: usize| StandardError {
            parameter: self.coordinates.name(a),
            value: value_of(a),
            error: inverse.determined[a].then(|| covariance[[a, a]].max(0.0).sqrt()),
        };
        let plain = fisher && penalty.iter().all(|entry| *entry == 0.0);
        let (twice, rank) = (2.0 * value * total, inverse.rank as f64);
        Ok(Uncertainty {
            parameters: (0..size).map(parameter).collect(),
            identified: inverse.rank,
            aic: plain.then_some(twice + 2.0 * rank),
            bic: plain.then_some(twice + rank * total.ln()),
            source: if fisher { Source::Fisher } else { Source::Godambe },
            covariance,
        })
    }

    /// The covariance of the gradients of single examples.
    fn spread(&self, rows: &Examples) -> Result<Array2<f64>, NoUncertainty> {
        let Self { model, estimator, coordinates, .. } = self;
        let size = coordinates.len();
        let theta = model.theta_f64();
        let (mut raw, mut slope) = (vec![0.0; theta.len()], vec![0.0; size]);
        let (mut mean, mut second) = (vec![0.0; size], Array2::<f64>::zeros((size, size)));
        let total = rows.total_weight();
        let missing = || NoUncertainty::NotOfExamples { estimator: estimator.name() };
        for row in 0..rows.count() {
            let part = estimator.part(model, rows, &[row]).ok_or_else(missing)?;
            let mut part = part.map_err(|_| missing())?;
            estimator.evaluate(model, &mut part, &theta, &mut raw);
            coordinates.pull_back(&theta, &raw, &mut slope);
            let share = rows.weight(row) / total;
            for a in 0..size {
                mean[a] += share * slope[a];
                for b in 0..=a {
                    second[[a, b]] += share * slope[a] * slope[b];
                }
            }
        }
        Ok(Array2::from_shape_fn((size, size), |(a, b)| second[[a.max(b), a.min(b)]] - mean[a] * mean[b]))
    }
}

/// The derivative of a gradient, made symmetric.
fn differences(phi: &[f64], gradient: &mut impl FnMut(&[f64], &mut [f64]) -> f64) -> Array2<f64> {
    let size = phi.len();
    let mut matrix = Array2::zeros((size, size));
    let (mut up, mut down, mut moved) = (vec![0.0; size], vec![0.0; size], phi.to_vec());
    for a in 0..size {
        let step = STEP * phi[a].abs().max(1.0);
        moved[a] = phi[a] + step;
        gradient(&moved, &mut up);
        moved[a] = phi[a] - step;
        gradient(&moved, &mut down);
        moved[a] = phi[a];
        for b in 0..size {
            let entry = (up[b] - down[b]) / (4.0 * step);
            matrix[[a, b]] += entry;
            matrix[[b, a]] += entry;
        }
    }
    matrix
}

/// The pseudo-inverse of second derivatives, and what they determine.
struct Inverse {
    matrix: Array2<f64>,
    rank: usize,
    determined: Vec<bool>,
}

impl Inverse {
    fn of(matrix: &Array2<f64>) -> Result<Self, NoUncertainty> {
        let size = matrix.nrows();
        let largest = matrix.diag().iter().fold(0.0, |top: f64, &entry| top.max(entry));
        let scale: Vec<f64> =
            matrix
                .diag()
                .iter()
                .map(|&entry| {
                    if entry > 1e-9 * largest { 1.0 / entry.sqrt() } else { 1.0 / largest.max(1e-300).sqrt() }
                })
                .collect();
        let scaled = Array2::from_shape_fn((size, size), |(a, b)| scale[a] * scale[b] * matrix[[a, b]]);
        let Spectrum { values, vectors } = spectrum(&scaled);
        if let Some(&eigenvalue) = values.iter().filter(|&&value| value < -ZERO).min_by(|a, b| a.total_cmp(b))
        {
            return Err(NoUncertainty::NoMinimum { eigenvalue });
        }
        let kept: Vec<usize> = (0..size).filter(|&k| values[k] > ZERO).collect();
        let inverse = |(a, b): (usize, usize)| {
            let sum: f64 = kept.iter().map(|&k| vectors[[a, k]] * vectors[[b, k]] / values[k]).sum();
            scale[a] * scale[b] * sum
        };
        let lost = |a: usize| -> f64 {
            (0..size).filter(|k| !kept.contains(k)).map(|k| vectors[[a, k]] * vectors[[a, k]]).sum()
        };
        Ok(Self {
            matrix: Array2::from_shape_fn((size, size), inverse),
            rank: kept.len(),
            // a direction is known to the square root of its accuracy
            determined: (0..size).map(|a| lost(a) < 1e-6).collect(),
        })
    }
}

/// Parameters that are printed; the others are counted.
const SHOWN: usize = 12;

impl fmt::Display for Uncertainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = match self.source {
            Source::Fisher => "inverse Fisher information",
            Source::Godambe => "Godambe sandwich",
        };
        write!(
            f,
            "{} of {} directions identified, standard errors by {source}:",
            self.identified,
            self.parameters.len()
        )?;
        for StandardError { parameter, value, error } in self.parameters.iter().take(SHOWN) {
            match error {
                Some(error) => write!(f, " {parameter} {value:.4} ± {error:.4},")?,
                None => write!(f, " {parameter} {value:.4} ± unknown,")?,
            }
        }
        match self.parameters.len().saturating_sub(SHOWN) {
            0 => write!(f, " that is all")?,
            more => write!(f, " and {more} more in `uncertainty`")?,
        }
        if let (Some(aic), Some(bic)) = (self.aic, self.bic) {
            write!(f, "; AIC {aic:.3}, BIC {bic:.3}")?;
        }
        Ok(())
    }
}
