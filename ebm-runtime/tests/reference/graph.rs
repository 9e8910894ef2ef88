//! Ising model on any graph, with self-loops and repeated edges where the list has them.

use std::sync::Arc;

use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{
    Domain, Energy, Lane, Local, Model, ParamGradient, PseudolikelihoodObjective, Real, Sites, Spin,
    Workspace,
};
use ndarray::Ix1;

/// `E = −h·x − Σ_e j_e x_a x_b`; a self-loop is a constant, repeated edges add.
#[derive(Clone, Debug)]
pub struct Graph<T> {
    n: usize,
    edges: Arc<Vec<(usize, usize)>>,
    /// For each site, (edge, other end) of its edges other than self-loops.
    incident: Arc<Vec<Vec<(usize, usize)>>>,
    layout: Arc<Layout>,
    theta: Vec<T>,
}

impl<T: Real> Graph<T> {
    /// Panics if an edge has an end that is not below `n`.
    pub fn new(n: usize, edges: &[(usize, usize)]) -> Self {
        let layout = Layout::new(
            vec![SiteArray::new("x", Domain::Spin, &[n])],
            vec![ParamBlock::new("h", &[n]), ParamBlock::new("j", &[edges.len()])],
        );
        let mut incident = vec![Vec::new(); n];
        for (e, &(a, b)) in edges.iter().enumerate().filter(|(_, (a, b))| a != b) {
            incident[a].push((e, b));
            incident[b].push((e, a));
        }
        Self {
            n,
            edges: Arc::new(edges.to_vec()),
            incident: Arc::new(incident),
            theta: vec![T::ZERO; layout.param_count()],
            layout: Arc::new(layout),
        }
    }

    #[inline]
    fn field<V: Lane>(&self, theta: &[V::Real], x: &[V], s: usize) -> V {
        let (h, j) = theta.split_at(self.n);
        let mut field = V::splat(h[s]);
        for &(e, other) in &self.incident[s] {
            field += x[other] * j[e];
        }
        field
    }
}

impl<T: Real> Model for Graph<T> {
    type Float = T;
    type Space = (Sites<Spin, Ix1>,);

    fn name() -> &'static str {
        "Graph"
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

impl<T: Real> Energy for Graph<T> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let (h, j) = theta.split_at(self.n);
        let mut energy = V::zero();
        for (&x, &h) in x.iter().zip(h) {
            energy -= x * h;
        }
        for (&(a, b), &j) in self.edges.iter().zip(j) {
            energy -= x[a] * x[b] * j;
        }
        energy * beta
    }
}

impl<T: Real> Local for Graph<T> {
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        x[site] * self.field(theta, x, site) * V::Real::from_f64(2.0) * beta
    }
}

impl<T: Real> ParamGradient for Graph<T> {
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
        for (&x, h) in x.iter().zip(h) {
            *h -= (x * weight).total();
        }
        for (&(a, b), j) in self.edges.iter().zip(j) {
            *j -= (x[a] * x[b] * weight).total();
        }
    }
}

impl<T: Real> PseudolikelihoodObjective for Graph<T> {
    fn pseudolikelihood<V: Lane>(&self, theta: &[V::Real], x: &[V], work: &mut Workspace<V>) -> V {
        let mut value = V::zero();
        for s in 0..self.n {
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
        let (h, j) = grad.split_at_mut(self.n);
        let mut value = V::zero();
        for s in 0..self.n {
            let change = x[s] * V::Real::from_f64(-2.0);
            let u = change * self.field(theta, x, s);
            value += u.softplus();
            let slope = change * u.sigmoid() * weight;
            h[s] += slope.total();
            for &(e, other) in &self.incident[s] {
                j[e] += (slope * x[other]).total();
            }
        }
        value
    }
}
