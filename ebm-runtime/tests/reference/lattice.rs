//! Ising model on a torus with one coupling and one field.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    Domain, Energy, Lane, Local, Model, ParamGradient, PseudolikelihoodObjective, Real, Sites, Spin,
    Workspace,
};
use ndarray::Ix2;

/// `E = −field Σ x − coupling Σ_{r,c} x[r,c] (x[r+1,c] + x[r,c+1])`, indices modulo rows and columns.
///
/// On an axis of length 1 a site is its own neighbour, and that term is constant; on an axis of length 2 it meets the
/// same neighbour twice.
#[derive(Clone, Debug)]
pub struct Lattice<T> {
    rows: usize,
    cols: usize,
    layout: Arc<Layout>,
    theta: Vec<T>,
}

impl<T: Real> Lattice<T> {
    pub fn new(rows: usize, cols: usize) -> Self {
        let layout = Layout::new(
            vec![SiteArray::new("x", Domain::Spin, &[rows, cols])],
            vec![ParamBlock::new("coupling", &[]), ParamBlock::new("field", &[])],
        );
        Self { rows, cols, theta: vec![T::ZERO; 2], layout: Arc::new(layout) }
    }

    /// The sum over the neighbours of a site other than itself.
    #[inline]
    fn neighbours<V: Lane>(&self, x: &[V], site: usize) -> V {
        let (rows, cols) = (self.rows, self.cols);
        let (r, c) = (site / cols, site % cols);
        let mut sum = V::zero();
        if rows > 1 {
            sum += x[(r + 1) % rows * cols + c] + x[(r + rows - 1) % rows * cols + c];
        }
        if cols > 1 {
            sum += x[r * cols + (c + 1) % cols] + x[r * cols + (c + cols - 1) % cols];
        }
        sum
    }
}

impl<T: Real> Model for Lattice<T> {
    type Float = T;
    type Space = (Sites<Spin, Ix2>,);

    fn name() -> &'static str {
        "Lattice"
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

impl<T: Real> Energy for Lattice<T> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let (bonds, sum) = self.statistics(x);
        -(bonds * theta[0] + sum * theta[1]) * beta
    }
}

impl<T: Real> Lattice<T> {
    /// Σ over bonds of the product, and the sum of all sites: −∂E/∂coupling and −∂E/∂field.
    #[inline]
    fn statistics<V: Lane>(&self, x: &[V]) -> (V, V) {
        let (rows, cols) = (self.rows, self.cols);
        let (mut bonds, mut sum) = (V::zero(), V::zero());
        for r in 0..rows {
            for c in 0..cols {
                let s = x[r * cols + c];
                sum += s;
                bonds += s * (x[(r + 1) % rows * cols + c] + x[r * cols + (c + 1) % cols]);
            }
        }
        (bonds, sum)
    }
}

impl<T: Real> Local for Lattice<T> {
    /// ΔE = 2 x_s (field + coupling Σ neighbours)
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        let field = self.neighbours(x, site) * theta[0] + theta[1];
        x[site] * field * V::Real::from_f64(2.0) * beta
    }
}

impl<T: Real> ParamGradient for Lattice<T> {
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
        let (bonds, sum) = self.statistics(x);
        grad[0] -= (bonds * weight).total();
        grad[1] -= (sum * weight).total();
    }
}

impl<T: Real> PseudolikelihoodObjective for Lattice<T> {
    fn pseudolikelihood<V: Lane>(&self, theta: &[V::Real], x: &[V], work: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for s in 0..x.len() {
            value += (-self.flip(theta, x, V::one(), s, work)).softplus();
        }
        value
    }

    fn pseudolikelihood_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) -> V {
        let (mut value, mut by_coupling, mut by_field) = (V::zero(), V::zero(), V::zero());
        for s in 0..x.len() {
            let neighbours = self.neighbours(x, s);
            let change = x[s] * V::Real::from_f64(-2.0);
            let u = change * (neighbours * theta[0] + theta[1]);
            value += u.softplus();
            let slope = change * u.sigmoid();
            by_coupling += slope * neighbours;
            by_field += slope;
        }
        grad[0] += (by_coupling * weight).total();
        grad[1] += (by_field * weight).total();
        value
    }
}
