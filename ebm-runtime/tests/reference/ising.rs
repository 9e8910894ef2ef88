//! Dense Ising model: spins, fields and symmetric couplings.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    Domain, Energy, Lane, Local, MinimumProbabilityFlowObjective, Model, ParamGradient,
    PseudolikelihoodObjective, RatioMatchingObjective, Real, Sites, Spin, Workspace,
};
use ndarray::Ix1;

use super::SYMMETRIC;

/// `E = −Σᵢ hᵢ xᵢ − Σ_{k<i} j[i,k] xᵢ xₖ`
#[derive(Clone, Debug)]
pub struct Ising<T> {
    n: usize,
    layout: Arc<Layout>,
    theta: Vec<T>,
}

impl<T: Real> Ising<T> {
    pub fn new(n: usize) -> Self {
        let layout = Layout::new(
            vec![SiteArray::new("x", Domain::Spin, &[n])],
            vec![ParamBlock::new("h", &[n]), ParamBlock::new("j", &[n, n]).constrained(SYMMETRIC)],
        );
        Self { n, theta: vec![T::ZERO; layout.param_count()], layout: Arc::new(layout) }
    }

    /// h_s + Σ_{k≠s} j[s,k] x_k: the row of `j`, which is mirrored.
    #[inline]
    fn field<V: Lane>(&self, theta: &[V::Real], x: &[V], s: usize) -> V {
        let (h, j) = theta.split_at(self.n);
        let row = &j[s * self.n..][..self.n];
        let mut field = V::splat(h[s]);
        for k in 0..s {
            field += x[k] * row[k];
        }
        for k in s + 1..self.n {
            field += x[k] * row[k];
        }
        field
    }
}

impl<T: Real> Model for Ising<T> {
    type Float = T;
    type Space = (Sites<Spin, Ix1>,);

    fn name() -> &'static str {
        "Ising"
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

impl<T: Real> Energy for Ising<T> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let (h, j) = theta.split_at(self.n);
        let mut energy = V::zero();
        for i in 0..self.n {
            let mut field = V::splat(h[i]);
            for k in 0..i {
                field += x[k] * j[i * self.n + k];
            }
            energy -= x[i] * field;
        }
        energy * beta
    }
}

impl<T: Real> Local for Ising<T> {
    /// ΔE = 2 x_s (h_s + Σ_{k≠s} j[s,k] x_k)
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        x[site] * self.field(theta, x, site) * V::Real::from_f64(2.0) * beta
    }
}

impl<T: Real> ParamGradient for Ising<T> {
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
        let (h, j) = grad.split_at_mut(self.n);
        for i in 0..self.n {
            let weighted = x[i] * weight;
            h[i] -= weighted.total();
            for k in 0..i {
                j[i * self.n + k] -= (weighted * x[k]).total();
            }
        }
    }
}

impl<T: Real> PseudolikelihoodObjective for Ising<T> {
    fn pseudolikelihood<V: Lane>(&self, theta: &[V::Real], x: &[V], _: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for s in 0..self.n {
            value += (x[s] * self.field(theta, x, s) * V::Real::from_f64(-2.0)).softplus();
        }
        value
    }

    /// With u_s = −2 x_s f_s, the slope by f_s is −2 x_s σ(u_s).
    fn pseudolikelihood_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) -> V {
        let (h, j) = grad.split_at_mut(self.n);
        let mut value = V::zero();
        for s in 0..self.n {
            let minus_two_x = x[s] * V::Real::from_f64(-2.0);
            let u = minus_two_x * self.field(theta, x, s);
            value += u.softplus();
            let slope = minus_two_x * u.sigmoid() * weight;
            h[s] += slope.total();
            for k in (0..self.n).filter(|&k| k != s) {
                j[s * self.n + k] += (slope * x[k]).total();
            }
        }
        value
    }
}

impl<T: Real> Ising<T> {
    /// Σ_s f(u_s) with u_s = −ΔE_s = −2 x_s f_s, given f and its slope, and the gradient.
    fn by_site<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        function: impl Fn(V) -> (V, V),
    ) -> V {
        let (h, j) = grad.split_at_mut(self.n);
        let mut value = V::zero();
        for s in 0..self.n {
            let minus_two_x = x[s] * V::Real::from_f64(-2.0);
            let (at, slope) = function(minus_two_x * self.field(theta, x, s));
            value += at;
            let slope = minus_two_x * slope * weight;
            h[s] += slope.total();
            for k in (0..self.n).filter(|&k| k != s) {
                j[s * self.n + k] += (slope * x[k]).total();
            }
        }
        value
    }
}

/// σ(u)² and its slope.
fn ratio<V: Lane>(u: V) -> (V, V) {
    let p = u.sigmoid();
    (p * p, p * p * (V::one() - p) * V::Real::from_f64(2.0))
}

/// exp(u / 2) and its slope.
fn flow<V: Lane>(u: V) -> (V, V) {
    let half = V::Real::from_f64(0.5);
    let rate = (u * half).exp();
    (rate, rate * half)
}

impl<T: Real> RatioMatchingObjective for Ising<T> {
    fn ratio_matching<V: Lane>(&self, theta: &[V::Real], x: &[V], _: &mut Workspace<V>) -> V {
        self.by_site(theta, x, V::zero(), &mut vec![V::Real::ZERO; theta.len()], ratio)
    }

    fn ratio_matching_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) -> V {
        self.by_site(theta, x, weight, grad, ratio)
    }
}

impl<T: Real> MinimumProbabilityFlowObjective for Ising<T> {
    fn minimum_probability_flow<V: Lane>(&self, theta: &[V::Real], x: &[V], _: &mut Workspace<V>) -> V {
        self.by_site(theta, x, V::zero(), &mut vec![V::Real::ZERO; theta.len()], flow)
    }

    fn minimum_probability_flow_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) -> V {
        self.by_site(theta, x, weight, grad, flow)
    }
}
