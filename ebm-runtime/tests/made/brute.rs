//! Models that are nothing but a formula: differences are differences of it, derivatives central differences.

use std::sync::Arc;

use ebm_runtime::domain::Space;
use ebm_runtime::layout::Layout;
use ebm_runtime::model::BASIS;
use ebm_runtime::{Energy, Lane, Local, Model, ParamGradient, Real, Score, Shift, Workspace};

/// An energy as simply as it can be written, of whatever width.
pub trait Formula: Clone + Send + Sync + 'static {
    type Space: Space;

    fn layout(&self) -> Layout;

    /// βE, or −ln Σ_h exp(−βE).
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V;

    fn law<V: Lane>(&self, _: &[V::Real], _: &[V], _: V, _: usize, _: &mut [V; BASIS]) -> bool {
        false
    }
}

#[derive(Clone, Debug)]
pub struct Brute<F> {
    pub formula: F,
    layout: Arc<Layout>,
    theta: Vec<f64>,
}

impl<F: Formula> Brute<F> {
    pub fn new(formula: F, theta: &[f64]) -> Self {
        let layout = formula.layout();
        assert_eq!(theta.len(), layout.param_count());
        Self { formula, layout: Arc::new(layout), theta: theta.to_vec() }
    }

    /// βE of one state.
    pub fn plain(&self, x: &[f64], beta: f64) -> f64 {
        self.formula.energy(&self.theta, x, beta)
    }
}

impl<F: Formula> Model for Brute<F> {
    type Float = f64;
    type Space = F::Space;

    fn name() -> &'static str {
        std::any::type_name::<F>()
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

impl<F: Formula> Brute<F> {
    fn change<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, to: V) -> V {
        let mut other = x.to_vec();
        other[site] = to;
        self.formula.energy(theta, &other, beta) - self.formula.energy(theta, x, beta)
    }
}

impl<F: Formula> Energy for Brute<F> {
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        self.formula.energy(theta, x, beta)
    }
}

impl<F: Formula> Local for Brute<F> {
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        let domain = self.layout.domain_of(site);
        assert!(domain.is_two_valued());
        self.change(theta, x, beta, site, x[site].map(|value| domain.other(value)))
    }

    fn differences<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        _: &mut Workspace<V>,
    ) {
        let domain = self.layout.domain_of(site);
        assert_eq!(Some(out.len()), domain.value_count());
        for (code, out) in out.iter_mut().enumerate() {
            *out = self.change(theta, x, beta, site, V::constant(domain.value(code)));
        }
    }
}

impl<F: Formula> Shift for Brute<F> {
    fn shift<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        to: V,
        _: &mut Workspace<V>,
    ) -> V {
        self.change(theta, x, beta, site, to)
    }

    fn law<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        _: &mut Workspace<V>,
    ) -> bool {
        self.formula.law(theta, x, beta, site, out)
    }
}

impl<F: Formula> ParamGradient for Brute<F> {
    fn param_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        weight: V,
        grad: &mut [V::Real],
        _: &mut Workspace<V>,
    ) {
        let step = V::Real::from_f64(1e-5);
        let mut moved = theta.to_vec();
        for (a, grad) in grad.iter_mut().enumerate() {
            moved[a] = theta[a] + step;
            let up = self.formula.energy(&moved, x, beta);
            moved[a] = theta[a] - step;
            let down = self.formula.energy(&moved, x, beta);
            moved[a] = theta[a];
            *grad += ((up - down) * weight).total() / (step + step);
        }
    }
}

impl<F: Formula> Score for Brute<F> {
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, out: &mut [V], _: &mut Workspace<V>) {
        let mut moved = x.to_vec();
        for (site, (out, domain)) in out.iter_mut().zip(self.layout.domains()).enumerate() {
            *out = V::zero();
            if domain.is_discrete() {
                continue;
            }
            let (low, high) = domain.bounds();
            // inside the domain on both sides
            let step = x[site].map(|x| {
                let x = x.to_f64();
                V::Real::from_f64(1e-5 * (x - low).min(high - x).min(1.0))
            });
            moved[site] = x[site] + step;
            let up = self.formula.energy(theta, &moved, beta);
            moved[site] = x[site] - step;
            let down = self.formula.energy(theta, &moved, beta);
            moved[site] = x[site];
            *out = (down - up) * (step + step).recip();
        }
    }
}
