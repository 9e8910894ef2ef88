//! The geometric path between two models over the same states.

use thiserror::Error;

use super::independent::Independent;
use crate::lanes::Lane;
use crate::layout::Layout;
use crate::model::{BASIS, Energy, Latents, Local, Model, Score, Shift};
use crate::real::Real;
use crate::workspace::Workspace;

/// Why there is no path between two models.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum PathError {
    /// They are not over the same states.
    #[error("the path starts at a model of {from} and ends at one of {to}: both need the same sites")]
    Sites {
        /// The sites where it starts.
        from: String,
        /// The sites where it ends.
        to: String,
    },
    /// They are given different rows, and states carry one.
    #[error("the path starts at a model given other numbers than the one it ends at: both need the same row")]
    Givens,
}

/// The densities p_β(x) ∝ exp(−E_a(x) at inverse temperature 1 − β − E_b(x) at inverse temperature β), from model a (β = 0) to
/// model b (β = 1).
///
/// Where neither has latents that were summed out this is p_a^(1−β) p_b^β, the geometric path. Where b has, they are summed out of
/// βE_b: at β = 0 they are uniform, which Salakhutdinov & Murray (2008), section 4.1, found to be the better path. What the model
/// calls β is the place on the path. What the models are given is kept: states of the path carry it behind their sites.
#[derive(Clone, Debug)]
pub struct Path<A: Model, B: Model> {
    from: A,
    to: B,
    theta: Vec<B::Float>,
    layout: Layout,
    givens: Vec<B::Float>,
}

impl<A, B> Path<A, B>
where
    B: Model,
    A: Model<Float = B::Float, Space = B::Space>,
{
    /// The path from one model to another over the same sites.
    ///
    /// # Errors
    /// Arrays of sites whose shapes or domains differ; two models that are given different rows.
    pub fn new(from: A, to: B) -> Result<Self, PathError> {
        let kinds = |model: &Layout| -> Vec<_> {
            model.sites().iter().map(|array| (array.domain, array.shape.clone())).collect()
        };
        if kinds(from.layout()) != kinds(to.layout()) {
            let text = |layout: &Layout| {
                let arrays = layout.sites().iter();
                arrays.map(|a| format!("{} {:?}", a.domain, a.shape)).collect::<Vec<_>>().join(", ")
            };
            return Err(PathError::Sites { from: text(from.layout()), to: text(to.layout()) });
        }
        // a model that is given nothing reads none of what the other one carries
        let (arrays, givens) = match (from.layout().givens(), to.layout().givens()) {
            ([], arrays) => (arrays.to_vec(), to.givens().to_vec()),
            (arrays, []) => (arrays.to_vec(), from.givens().to_vec()),
            (arrays, others) if arrays == others && from.givens() == to.givens() => {
                (arrays.to_vec(), to.givens().to_vec())
            }
            _ => return Err(PathError::Givens),
        };
        let theta = [from.theta(), to.theta()].concat();
        let params = [from.layout().params(), to.layout().params()].concat();
        let layout = Layout::new(to.layout().sites().to_vec(), params).with_givens(arrays);
        Ok(Self { from, to, theta, layout, givens })
    }

    /// Where it starts.
    pub fn from(&self) -> &A {
        &self.from
    }

    /// Where it ends.
    pub fn to(&self) -> &B {
        &self.to
    }

    /// The parameters of both.
    fn split<'t, T>(&self, theta: &'t [T]) -> (&'t [T], &'t [T]) {
        theta.split_at(self.from.layout().param_count())
    }
}

impl<A, B> Model for Path<A, B>
where
    B: Model,
    A: Model<Float = B::Float, Space = B::Space>,
{
    type Float = B::Float;
    type Space = B::Space;

    fn name() -> &'static str {
        "Path"
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn theta(&self) -> &[B::Float] {
        &self.theta
    }

    fn givens(&self) -> &[B::Float] {
        &self.givens
    }

    fn set_theta(&mut self, theta: &[B::Float]) {
        let (from, to) = self.split(theta);
        let (from, to) = (from.to_vec(), to.to_vec());
        self.from.set_theta(&from);
        self.to.set_theta(&to);
        self.theta.copy_from_slice(theta);
    }
}

impl<A, B> Energy for Path<A, B>
where
    B: Energy,
    A: Energy<Float = B::Float, Space = B::Space>,
{
    const FORBIDS: bool = A::FORBIDS || B::FORBIDS;

    #[inline]
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, work: &mut Workspace<V>) -> V {
        let (from, to) = self.split(theta);
        self.from.energy(from, x, V::one() - beta, work) + self.to.energy(to, x, beta, work)
    }
}

impl<A, B> Local for Path<A, B>
where
    B: Local,
    A: Local<Float = B::Float, Space = B::Space>,
{
    #[inline]
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, work: &mut Workspace<V>) -> V {
        let (from, to) = self.split(theta);
        let rest = V::one() - beta;
        let first = self.from.flip(from, x, rest, site, work);
        at::<A, V>(first, rest) + at::<B, V>(self.to.flip(to, x, beta, site, work), beta)
    }

    fn differences<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        work: &mut Workspace<V>,
    ) {
        let (from, to) = self.split(theta);
        let mut first = vec![V::zero(); out.len()];
        let rest = V::one() - beta;
        self.from.differences(from, x, rest, site, &mut first, work);
        self.to.differences(to, x, beta, site, out, work);
        for (out, first) in out.iter_mut().zip(first) {
            *out = at::<A, V>(first, rest) + at::<B, V>(*out, beta);
        }
    }
}

/// What one end adds to a difference: nothing where its inverse temperature is 0, also if that would be 0 · ∞.
#[inline(always)]
fn at<M: Energy, V: Lane>(change: V, beta: V) -> V {
    if M::FORBIDS {
        change.zip(beta, |change, beta| if beta == V::Real::ZERO { V::Real::ZERO } else { change })
    } else {
        change
    }
}

impl<A, B> Shift for Path<A, B>
where
    B: Shift,
    A: Shift<Float = B::Float, Space = B::Space>,
{
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
        let (from, end) = self.split(theta);
        self.from.shift(from, x, V::one() - beta, site, to, work)
            + self.to.shift(end, x, beta, site, to, work)
    }

    fn law<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        work: &mut Workspace<V>,
    ) -> bool {
        let (from, to) = self.split(theta);
        let mut first = [V::zero(); BASIS];
        let known = self.from.law(from, x, V::one() - beta, site, &mut first, work)
            && self.to.law(to, x, beta, site, out, work);
        out.iter_mut().zip(first).for_each(|(out, first)| *out += first);
        known
    }
}

impl<A, B> Score for Path<A, B>
where
    B: Score,
    A: Score<Float = B::Float, Space = B::Space>,
{
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, out: &mut [V], work: &mut Workspace<V>) {
        let (from, to) = self.split(theta);
        let mut first = vec![V::zero(); out.len()];
        self.from.score(from, x, V::one() - beta, &mut first, work);
        self.to.score(to, x, beta, out, work);
        out.iter_mut().zip(first).for_each(|(out, first)| *out += first);
    }
}

/// From independent sites to a model with latent variables: (1 − β) E_a(v) + β E_b(v, h).
impl<B: Latents> Latents for Path<Independent<B::Float, B::Space>, B> {
    type Joint = Path<Independent<B::Float, <B::Joint as Model>::Space>, B::Joint>;

    fn joint(&self) -> Self::Joint {
        let to = self.to.joint();
        let params = to.layout().params().to_vec();
        let layout = Layout::new(to.layout().sites().to_vec(), params);
        let layout = layout.with_givens(to.layout().givens().to_vec());
        let (theta, givens) = (to.theta().to_vec(), self.givens.clone());
        Path { from: self.from.among(to.layout()), to, theta, layout, givens }
    }
}
