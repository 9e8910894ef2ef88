//! Densities that are known, to tell data from: what noise-contrastive estimation needs.
//!
//! A [`Noise`] has a normalised log density and a sampler. Products of site marginals are [`Independent`]; [`ChowLiu`] is the best
//! tree of discrete sites; [`Gaussian`] has the mean and covariance of the data. Others implement the trait.

mod chow_liu;
mod drawn;
mod gaussian;

pub use chow_liu::ChowLiu;
pub use drawn::NoiseOutside;
pub use gaussian::{Gaussian, GaussianError};

pub(crate) use drawn::drawn;

use crate::domain::Space;
use crate::lanes::{Lane, Lanes};
use crate::model::Energy;
use crate::path::Independent;
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// A normalised density that can be drawn from.
pub trait Noise: Send + Sync {
    /// ln q(x) of sixteen states; −∞ where q is 0. `x` holds all sites, flat.
    fn log_density(&self, x: &[Lanes<f64>]) -> Lanes<f64>;

    /// Sixteen independent states, one from each stream, inside the domains of the sites.
    fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>>;
}

impl<T: Real, S: Space> Noise for Independent<T, S> {
    fn log_density(&self, x: &[Lanes<f64>]) -> Lanes<f64> {
        -self.energy(&[], x, Lanes::one(), &mut Workspace::new())
    }

    fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
        Self::draw(self, streams).into_iter().map(|x| Lanes(x.0.map(Real::to_f64))).collect()
    }
}
