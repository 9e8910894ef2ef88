//! Fully visible Boltzmann machine: binary sites, biases and symmetric weights without self-coupling.

use std::sync::Arc;

use ebm_runtime::layout::{Constraint, Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    Binary, Domain, Energy, Lane, Local, Model, ParamGradient, PseudolikelihoodObjective, Real, Sites,
    Workspace,
};
use ndarray::Ix1;

use super::SYMMETRIC;

/// `E = −b·x − ½ xᵀ w x`, with a zero diagonal of w.
#[derive(Clone, Debug)]
pub struct Boltzmann<T> {
    n: usize,
    layout: Arc<Layout>,
    theta: Vec<T>,
}

impl<T: Real> Boltzmann<T> {
    pub fn new(n: usize) -> Self {
        let tied = Constraint { zero_diagonal: true, ..SYMMETRIC };
        let layout = Layout::new(
            vec![SiteArray::new("x", Domain::Binary, &[n])],
            vec![ParamBlock::new("b", &[n]), ParamBlock::new("w", &[n, n]).constrained(tied)],
        );
        Self { n, theta: vec![T::ZERO; layout.param_count()], layout: Arc::new(layout) }
    }

    /// b_s + Σ_k w[s,k] x_k; w[s,s] is zero.
    #[inline]
    fn input<V: Lane>(&self, theta: &[V::Real], x: &[V], s: usize) -> V {
        let (b, w) = theta.split_at(self.n);
        let mut input = V::splat(b[s]);
        for (&x, &w) in x.iter().zip(&w[s * self.n..][..self.n]) {
            input += x * w;
        }
        input
    }

    /// 2 x_s − 1 = −(x_s' − x_s)
    #[inline]
    fn sign<V: Lane>(x: V) -> V {
        x + x - V::Real::ONE
    }
}

impl<T: Real> Model for Boltzmann<T> {
    type Float = T;
    type Space = (Sites<Binary, Ix1>,);

    fn name() -> &'static str {
        "Boltzmann"
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

impl<T: Real> Energy for Boltzmann<T> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let (b, w) = theta.split_at(self.n);
        let mut energy = V::zero();
        for i in 0..self.n {
            let mut half_input = V::zero();
            for k in 0..self.n {
                half_input += x[k] * w[i * self.n + k];
            }
            energy -= x[i] * (half_input * V::Real::from_f64(0.5) + b[i]);
        }
        energy * beta
    }
}

impl<T: Real> Local for Boltzmann<T> {
    /// ΔE = (2 x_s − 1)(b_s + Σ_k w[s,k] x_k)
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        Self::sign(x[site]) * self.input(theta, x, site) * beta
    }
}

impl<T: Real> ParamGradient for Boltzmann<T> {
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
        let (b, w) = grad.split_at_mut(self.n);
        for i in 0..self.n {
            let weighted = x[i] * weight;
            b[i] -= weighted.total();
            let half = weighted * V::Real::from_f64(0.5);
            for k in 0..self.n {
                w[i * self.n + k] -= (half * x[k]).total();
            }
        }
    }
}

impl<T: Real> PseudolikelihoodObjective for Boltzmann<T> {
    fn pseudolikelihood<V: Lane>(&self, theta: &[V::Real], x: &[V], _: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for s in 0..self.n {
            value += (-Self::sign(x[s]) * self.input(theta, x, s)).softplus();
        }
        value
    }

    /// With u_s = (1 − 2 x_s) a_s, the slope by a_s is (1 − 2 x_s) σ(u_s).
    fn pseudolikelihood_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) -> V {
        let (b, w) = grad.split_at_mut(self.n);
        let mut value = V::zero();
        for s in 0..self.n {
            let change = -Self::sign(x[s]);
            let u = change * self.input(theta, x, s);
            value += u.softplus();
            let slope = change * u.sigmoid() * weight;
            b[s] += slope.total();
            for (&x, w) in x.iter().zip(&mut w[s * self.n..][..self.n]) {
                *w += (slope * x).total();
            }
        }
        value
    }
}
