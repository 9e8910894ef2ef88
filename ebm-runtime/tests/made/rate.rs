//! A model with a positive parameter and one that its energy is not linear in.

use std::sync::Arc;

use ebm_runtime::layout::{Constraint, Init, Layout, ParamBlock, SiteArray};
use ebm_runtime::{Binary, Domain, Energy, Lane, Local, Model, ParamGradient, Real, Sites, Workspace};
use ndarray::Ix1;

/// `E = rate Σ xᵢ + exp(bend) x₀ x₁`, rate positive.
#[derive(Clone, Debug)]
pub struct Rate {
    layout: Arc<Layout>,
    theta: Vec<f64>,
}

impl Rate {
    pub fn new(n: usize) -> Self {
        Self::with(n, &[1.0, 0.0])
    }

    pub fn with(n: usize, theta: &[f64; 2]) -> Self {
        let positive = Constraint { positive: true, ..Constraint::default() };
        let rate = ParamBlock::new("rate", &[]).constrained(positive).starting_at(Init::Constant(1.0));
        let sites = vec![SiteArray::new("x", Domain::Binary, &[n])];
        let layout = Layout::new(sites, vec![rate, ParamBlock::new("bend", &[])]);
        Self { layout: Arc::new(layout), theta: theta.to_vec() }
    }
}

impl Model for Rate {
    type Float = f64;
    type Space = (Sites<Binary, Ix1>,);

    fn name() -> &'static str {
        "Rate"
    }
    fn layout(&self) -> &Layout {
        &self.layout
    }
    fn theta(&self) -> &[f64] {
        &self.theta
    }
    fn set_theta(&mut self, theta: &[f64]) {
        self.theta.copy_from_slice(theta);
    }
}

impl Energy for Rate {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let mut count = V::zero();
        x.iter().for_each(|&x| count += x);
        (count * theta[0] + x[0] * x[1] * theta[1].exp()) * beta
    }
}

impl Local for Rate {
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        let change = x[site] * V::Real::from_f64(-2.0) + V::Real::ONE;
        let mut slope = V::splat(theta[0]);
        if site < 2 {
            slope += x[1 - site] * theta[1].exp();
        }
        change * slope * beta
    }
}

impl ParamGradient for Rate {
    fn param_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) {
        let weight = weight * beta;
        x.iter().for_each(|&x| grad[0] += (x * weight).total());
        grad[1] += (x[0] * x[1] * weight * theta[1].exp()).total();
    }
}
