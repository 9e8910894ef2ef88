//! A model with forbidden states: particles in a row that may not be neighbours.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{Binary, Domain, Energy, Lane, Local, Model, ParamGradient, Real, Sites, Workspace};
use ndarray::Ix1;

/// `E = −Σ muᵢ xᵢ`, +∞ where two neighbours are 1.
#[derive(Clone, Debug)]
pub struct HardCore {
    layout: Arc<Layout>,
    theta: Vec<f64>,
    /// Added to every energy.
    penalty: f64,
}

impl HardCore {
    pub fn new(n: usize) -> Self {
        let layout =
            Layout::new(vec![SiteArray::new("x", Domain::Binary, &[n])], vec![ParamBlock::new("mu", &[n])]);
        Self { theta: vec![0.0; n], layout: Arc::new(layout), penalty: 0.0 }
    }

    pub fn nothing_allowed(n: usize) -> Self {
        Self { penalty: f64::INFINITY, ..Self::new(n) }
    }

    pub fn plain(n: usize, theta: &[f64], x: &[f64]) -> f64 {
        let mut energy = 0.0;
        for i in 0..n {
            energy -= theta[i] * x[i];
            if i > 0 && x[i] == 1.0 && x[i - 1] == 1.0 {
                energy = f64::INFINITY;
            }
        }
        energy
    }
}

impl Model for HardCore {
    type Float = f64;
    type Space = (Sites<Binary, Ix1>,);

    fn name() -> &'static str {
        "HardCore"
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

impl Energy for HardCore {
    const FORBIDS: bool = true;

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let mut energy = V::constant(self.penalty);
        for i in 0..x.len() {
            energy -= x[i] * theta[i];
            if i > 0 {
                energy +=
                    (x[i] * x[i - 1]).map(|both| if both > V::Real::ZERO { V::Real::INFINITY } else { both });
            }
        }
        energy * beta
    }
}

impl Local for HardCore {
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        // as generated code does: neighbours first, then what is finite
        let mut neighbours = V::zero();
        if site > 0 {
            neighbours += x[site - 1];
        }
        if site + 1 < x.len() {
            neighbours += x[site + 1];
        }
        let up = V::one() - x[site] * V::Real::from_f64(2.0);
        ((up * neighbours).forbid() - up * theta[site]) * beta
    }
}

impl ParamGradient for HardCore {
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
        for (grad, &x) in grad.iter_mut().zip(x) {
            *grad -= (x * weight).total();
        }
    }
}
