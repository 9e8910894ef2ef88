//! A model at one row of what examples are given: p(x ∣ given), a density with a Z of its own.

use crate::lanes::Lane;
use crate::layout::Layout;
use crate::model::{BASIS, Energy, Laplacian, Latents, Local, Model, ParamGradient, Score, Shift};
use crate::real::Real;
use crate::state::StateError;
use crate::workspace::Workspace;

/// A model whose givens are fixed to one row: what `model.given(&row)` gives.
///
/// It has every capability of the model. Its states carry the row behind their sites ([`Model::givens`]), so that nothing is
/// copied while chains run.
#[derive(Clone, Debug)]
pub struct Conditioned<M: Model> {
    model: M,
    givens: Vec<M::Float>,
}

impl<M: Model> Conditioned<M> {
    /// The model at a flat row: all given arrays, one behind the other.
    ///
    /// # Errors
    /// A wrong length; a number that is not finite.
    pub fn new(model: M, givens: &[f64]) -> Result<Self, StateError> {
        let layout = model.layout();
        let (sites, expected) = (layout.site_count(), layout.row_len() - layout.site_count());
        if givens.len() != expected {
            return Err(StateError::Length {
                found: sites + givens.len(),
                expected: sites,
                givens: expected,
            });
        }
        for array in layout.givens() {
            let first = array.offset - sites;
            if let Some(entry) = givens[first..][..array.len()].iter().position(|value| !value.is_finite()) {
                let value = givens[first + entry];
                return Err(StateError::Given { name: array.name.clone(), entry, value });
            }
        }
        let givens = givens.iter().map(|&value| M::Float::from_f64(value)).collect();
        Ok(Self { model, givens })
    }

    /// The model.
    pub fn model(&self) -> &M {
        &self.model
    }
}

impl<M: Model> Model for Conditioned<M> {
    type Float = M::Float;
    type Space = M::Space;

    fn name() -> &'static str {
        M::name()
    }
    fn layout(&self) -> &Layout {
        self.model.layout()
    }
    fn theta(&self) -> &[M::Float] {
        self.model.theta()
    }
    fn set_theta(&mut self, theta: &[M::Float]) {
        self.model.set_theta(theta);
    }
    fn givens(&self) -> &[M::Float] {
        &self.givens
    }
}

impl<M: Energy> Energy for Conditioned<M> {
    const FORBIDS: bool = M::FORBIDS;

    #[inline]
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, work: &mut Workspace<V>) -> V {
        self.model.energy(theta, x, beta, work)
    }
}

impl<M: Local> Local for Conditioned<M> {
    #[inline]
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, work: &mut Workspace<V>) -> V {
        self.model.flip(theta, x, beta, site, work)
    }
    #[inline]
    fn differences<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        work: &mut Workspace<V>,
    ) {
        self.model.differences(theta, x, beta, site, out, work);
    }
}

impl<M: Shift> Shift for Conditioned<M> {
    #[inline]
    fn shift<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        to: V,
        work: &mut Workspace<V>,
    ) -> V {
        self.model.shift(theta, x, beta, site, to, work)
    }
    #[inline]
    fn law<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        work: &mut Workspace<V>,
    ) -> bool {
        self.model.law(theta, x, beta, site, out, work)
    }
}

impl<M: ParamGradient> ParamGradient for Conditioned<M> {
    #[inline]
    fn param_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    ) {
        self.model.param_gradient(theta, x, beta, weight, grad, work);
    }
}

impl<M: Score> Score for Conditioned<M> {
    #[inline]
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, out: &mut [V], work: &mut Workspace<V>) {
        self.model.score(theta, x, beta, out, work);
    }
}

impl<M: Laplacian> Laplacian for Conditioned<M> {
    #[inline]
    fn laplacian<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, work: &mut Workspace<V>) -> V {
        self.model.laplacian(theta, x, beta, work)
    }
}

impl<M: Latents> Latents for Conditioned<M> {
    type Joint = Conditioned<M::Joint>;

    fn joint(&self) -> Self::Joint {
        Conditioned { model: self.model.joint(), givens: self.givens.clone() }
    }
}
