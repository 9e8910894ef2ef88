//! Gaussian graphical model.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    Domain, Energy, Lane, Model, ParamGradient, Real, RealLine, Score, Shift, Sites, Workspace,
};
use ndarray::Ix1;

use super::SYMMETRIC;

/// `E = ½ xᵀ precision x − η·x`
#[derive(Clone, Debug)]
pub struct Gaussian<T> {
    n: usize,
    layout: Arc<Layout>,
    theta: Vec<T>,
}

impl<T: Real> Gaussian<T> {
    pub fn new(n: usize) -> Self {
        let precision = ParamBlock::new("precision", &[n, n]).constrained(SYMMETRIC);
        let layout = Layout::new(
            vec![SiteArray::new("x", Domain::Real, &[n])],
            vec![ParamBlock::new("eta", &[n]), precision],
        );
        Self { n, theta: vec![T::ZERO; layout.param_count()], layout: Arc::new(layout) }
    }

    /// (precision x)_s − η_s = ∂E/∂x_s; the precision is mirrored.
    #[inline]
    fn slope<V: Lane>(&self, theta: &[V::Real], x: &[V], s: usize) -> V {
        let (eta, precision) = theta.split_at(self.n);
        let mut slope = V::splat(-eta[s]);
        for (&x, &p) in x.iter().zip(&precision[s * self.n..][..self.n]) {
            slope += x * p;
        }
        slope
    }
}

impl<T: Real> Model for Gaussian<T> {
    type Float = T;
    type Space = (Sites<RealLine, Ix1>,);

    fn name() -> &'static str {
        "Gaussian"
    }
    fn layout(&self) -> &Layout {
        &self.layout
    }
    fn theta(&self) -> &[T] {
        &self.theta
    }
    fn set_theta(&mut self, theta: &[T]) {
        self.theta.copy_from_slice(theta);
    }
}

impl<T: Real> Energy for Gaussian<T> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let mut energy = V::zero();
        for s in 0..self.n {
            // ½ x (P x − η) − ½ x η
            energy += x[s] * (self.slope(theta, x, s) - theta[s]);
        }
        energy * V::Real::from_f64(0.5) * beta
    }
}

impl<T: Real> Shift for Gaussian<T> {
    /// δ (∂E/∂x_s + ½ precision[s,s] δ)
    fn shift<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        to: V,
        _: &mut Workspace<V>,
    ) -> V {
        let by = to - x[site];
        let curvature = theta[self.n + site * self.n + site] * V::Real::from_f64(0.5);
        by * (self.slope(theta, x, site) + by * curvature) * beta
    }
}

impl<T: Real> ParamGradient for Gaussian<T> {
    fn param_gradient<V: Lane>(
        &self,
        _: &[V::Real],
        x: &[V],
        beta: V,
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) {
        let weight = weight * beta;
        let (eta, precision) = grad.split_at_mut(self.n);
        for i in 0..self.n {
            let weighted = x[i] * weight;
            eta[i] -= weighted.total();
            let half = weighted * V::Real::from_f64(0.5);
            for k in 0..self.n {
                precision[i * self.n + k] += (half * x[k]).total();
            }
        }
    }
}

impl<T: Real> Score for Gaussian<T> {
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, out: &mut [V], _: &mut Workspace<V>) {
        for (s, out) in out.iter_mut().enumerate() {
            *out = -self.slope(theta, x, s) * beta;
        }
    }
}
