//! Gaussian graphical model.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    DenoisingObjective, DirectionalObjective, Domain, Energy, Lane, Model, ParamGradient, Real, RealLine,
    Score, ScoreMatchingObjective, Shift, Sites, Workspace,
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

impl<T: Real> Gaussian<T> {
    /// Adds Σ_lanes weight · (Σ_s a_s ∂slope_s − Σ_s,k b_s b_k ∂precision[s, k]): every objective below changes so.
    fn add<V: Lane>(&self, x: &[V], a: &[V], b: impl Fn(usize, usize) -> V, weight: V, grad: &mut [V::Real]) {
        let (eta, precision) = grad.split_at_mut(self.n);
        for s in 0..self.n {
            let a = a[s] * weight;
            eta[s] -= a.total();
            for k in 0..self.n {
                precision[s * self.n + k] += (a * x[k] - b(s, k) * weight).total();
            }
        }
    }

    fn slopes<V: Lane>(&self, theta: &[V::Real], x: &[V]) -> Vec<V> {
        (0..self.n).map(|s| self.slope(theta, x, s)).collect()
    }
}

fn half<V: Lane>(value: V) -> V {
    value * V::Real::from_f64(0.5)
}

impl<T: Real> ScoreMatchingObjective for Gaussian<T> {
    /// Σ_s ½ slope_s² − precision[s, s]
    fn score_matching<V: Lane>(&self, theta: &[V::Real], x: &[V], _: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for (s, slope) in self.slopes(theta, x).into_iter().enumerate() {
            value += half(slope * slope) - theta[self.n + s * self.n + s];
        }
        value
    }

    fn score_matching_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    ) -> V {
        let diagonal = |s: usize, k: usize| if s == k { V::one() } else { V::zero() };
        self.add(x, &self.slopes(theta, x), diagonal, weight, grad);
        self.score_matching(theta, x, work)
    }
}

impl<T: Real> DirectionalObjective for Gaussian<T> {
    /// ½ (d · slope)² − dᵀ precision d
    fn directional<V: Lane>(&self, theta: &[V::Real], x: &[V], direction: &[V], _: &mut Workspace<V>) -> V {
        let (mut along, mut curvature) = (V::zero(), V::zero());
        for (s, slope) in self.slopes(theta, x).into_iter().enumerate() {
            along += slope * direction[s];
            for k in 0..self.n {
                curvature += direction[s] * direction[k] * theta[self.n + s * self.n + k];
            }
        }
        half(along * along) - curvature
    }

    fn directional_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        direction: &[V],
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    ) -> V {
        let mut along = V::zero();
        self.slopes(theta, x).into_iter().zip(direction).for_each(|(slope, &d)| along += slope * d);
        let a: Vec<V> = direction.iter().map(|&d| along * d).collect();
        self.add(x, &a, |s, k| direction[s] * direction[k], weight, grad);
        self.directional(theta, x, direction, work)
    }
}

impl<T: Real> DenoisingObjective for Gaussian<T> {
    /// ½ Σ_s (slope_s + target_s)²
    fn denoising<V: Lane>(&self, theta: &[V::Real], x: &[V], target: &[V], _: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for (slope, &target) in self.slopes(theta, x).into_iter().zip(target) {
            value += half((slope + target) * (slope + target));
        }
        value
    }

    fn denoising_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        target: &[V],
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    ) -> V {
        let rest: Vec<V> =
            self.slopes(theta, x).into_iter().zip(target).map(|(slope, &t)| slope + t).collect();
        self.add(x, &rest, |_, _| V::zero(), weight, grad);
        self.denoising(theta, x, target, work)
    }
}
