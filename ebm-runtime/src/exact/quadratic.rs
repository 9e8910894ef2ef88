//! Models of real sites whose energy is a quadratic form: normal densities.

use ndarray::{Array1, Array2};
use thiserror::Error;

use super::cholesky;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// Energies and the form that is read off them may differ by so much of the largest term.
const ROUNDING: f64 = 1e-9;

/// Why a model is no normal density.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum QuadraticError {
    /// A site is not on the real line.
    #[error("`{name}` is {domain}, not real")]
    NotReal {
        /// The site array.
        name: String,
        /// Its domain.
        domain: Domain,
    },
    /// The energy is no quadratic form.
    #[error("the energy of a state differs by {difference:.1e} from the quadratic form that fits it at 0")]
    NotQuadratic {
        /// By how much.
        difference: f64,
    },
    /// The form does not grow in every direction.
    #[error("the quadratic form is not positive definite: the density has no normaliser along `{site}`")]
    NotPositive {
        /// The first site along which it does not grow, given those before it.
        site: String,
    },
}

/// The normal density N(mean, covariance) that a model with a quadratic energy is.
#[derive(Clone, PartialEq, Debug)]
pub struct Quadratic {
    /// log Z = −E(mean) + n/2 ln 2π − ½ ln det(precision).
    pub log_z: f64,
    /// The mean of each site, in flat order: where E is least.
    pub mean: Array1<f64>,
    /// ∂²E / ∂x ∂x.
    pub precision: Array2<f64>,
    /// Lower triangle L of the precision L Lᵀ.
    factor: Array2<f64>,
}

impl Quadratic {
    /// Reads E = E(0) + gᵀx + ½ xᵀHx off a model, and compares it with E at random states of several sizes.
    ///
    /// # Exactness
    /// Up to rounding of second differences of energies: 1e-15 of the largest term of E at unit vectors.
    ///
    /// # Cost
    /// n²/32 energies of sixteen states, and n³/3 operations.
    ///
    /// # Errors
    /// Sites that are not real; an energy that is no quadratic form, or one that does not grow in every direction.
    pub fn new<M: Energy>(model: &M) -> Result<Self, QuadraticError> {
        let layout = model.layout();
        if let Some(array) = layout.sites().iter().find(|array| array.domain != Domain::Real) {
            return Err(QuadraticError::NotReal { name: array.name.clone(), domain: array.domain });
        }
        let (n, theta, mut work) = (layout.site_count(), model.theta_f64(), Workspace::new());
        let mut energies = |states: &[Vec<(usize, f64)>]| -> Vec<f64> {
            let mut out = Vec::with_capacity(states.len());
            for group in states.chunks(WIDTH) {
                let mut x = vec![Lanes::zero(); n];
                for (k, state) in group.iter().enumerate() {
                    state.iter().for_each(|&(site, value)| x[site].set_lane(k, value));
                }
                x.extend(model.givens().iter().map(|value| Lanes::splat(value.to_f64())));
                let energy = model.energy(&theta, &x, Lanes::one(), &mut work);
                out.extend((0..group.len()).map(|k| energy.lane(k)));
            }
            out
        };
        let at_zero = energies(&[Vec::new()])[0];
        let up = energies(&(0..n).map(|s| vec![(s, 1.0)]).collect::<Vec<_>>());
        let down = energies(&(0..n).map(|s| vec![(s, -1.0)]).collect::<Vec<_>>());
        let pairs: Vec<Vec<(usize, f64)>> =
            (0..n).flat_map(|s| (0..s).map(move |t| vec![(s, 1.0), (t, 1.0)])).collect();
        let both = energies(&pairs);
        let slope = Array1::from_shape_fn(n, |s| 0.5 * (up[s] - down[s]));
        let precision = Array2::from_shape_fn((n, n), |(s, t)| match s.cmp(&t) {
            std::cmp::Ordering::Equal => up[s] + down[s] - 2.0 * at_zero,
            _ => {
                let (s, t) = (s.max(t), s.min(t));
                both[s * (s - 1) / 2 + t] - up[s] - up[t] + at_zero
            }
        });
        let form = |x: &Array1<f64>| at_zero + slope.dot(x) + 0.5 * x.dot(&precision.dot(x));
        let mut streams = Streams::new(0);
        for size in [0.03, 1.0, 1.7, 30.0] {
            let states: Vec<Lanes<f64>> = (0..n)
                .map(|_| {
                    let uniform = streams.uniform();
                    Lanes::from_fn(|k| size * (2.0 * uniform[k] - 1.0))
                })
                .collect();
            let state = |k: usize| states.iter().map(|x| x.lane(k)).enumerate().collect::<Vec<_>>();
            let found = energies(&(0..WIDTH).map(state).collect::<Vec<_>>());
            for (k, found) in found.into_iter().enumerate() {
                let x = Array1::from_iter(states.iter().map(|x| x.lane(k)));
                let largest = (0..n).fold(at_zero.abs(), |top, s| {
                    top.max((slope[s] * x[s]).abs()).max((precision[[s, s]] * x[s] * x[s]).abs())
                });
                let difference = (found - form(&x)).abs();
                if difference.is_nan() || difference > ROUNDING * (largest + 1e-3) {
                    return Err(QuadraticError::NotQuadratic { difference });
                }
            }
        }
        let factor = cholesky(&precision)
            .map_err(|site| QuadraticError::NotPositive { site: layout.site_name(site) })?;
        let mean = backward(&factor, forward(&factor, -&slope));
        let half_log_det: f64 = factor.diag().iter().map(|d| d.ln()).sum();
        // the least energy: E(0) + g·mean / 2
        let least = at_zero + 0.5 * slope.dot(&mean);
        let log_z = -least + 0.5 * n as f64 * std::f64::consts::TAU.ln() - half_log_det;
        Ok(Self { log_z, mean, precision, factor })
    }

    /// The covariance of the sites: the inverse of the precision. Its diagonal holds the variances.
    pub fn covariance(&self) -> Array2<f64> {
        let n = self.mean.len();
        let mut covariance = Array2::zeros((n, n));
        for s in 0..n {
            let unit = Array1::from_shape_fn(n, |t| if s == t { 1.0 } else { 0.0 });
            covariance.column_mut(s).assign(&backward(&self.factor, forward(&self.factor, unit)));
        }
        covariance
    }

    /// Independent exact draws, one a row.
    pub fn draws(&self, count: usize, seed: u64) -> Array2<f64> {
        let n = self.mean.len();
        let mut streams = Streams::new(seed);
        let mut draws = Array2::zeros((count, n));
        for mut row in draws.rows_mut() {
            let mut random = streams.lane(0);
            let standard = Array1::from_shape_fn(n, |_| {
                let (radius, turn) = (random.uniform(), random.uniform());
                (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
            });
            row.assign(&(&self.mean + &backward(&self.factor, standard)));
        }
        draws
    }
}

/// L⁻¹ b.
fn forward(factor: &Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    for s in 0..b.len() {
        let dot: f64 = (0..s).map(|t| factor[[s, t]] * b[t]).sum();
        b[s] = (b[s] - dot) / factor[[s, s]];
    }
    b
}

/// L⁻ᵀ b.
fn backward(factor: &Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    for s in (0..b.len()).rev() {
        let dot: f64 = (s + 1..b.len()).map(|t| factor[[t, s]] * b[t]).sum();
        b[s] = (b[s] - dot) / factor[[s, s]];
    }
    b
}
