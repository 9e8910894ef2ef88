//! Gibbs sampling of what is visible by way of latent variables: these given the visible ones, then the visible ones given these.

use super::gibbs::{Gibbs, GibbsState, Order};
use super::site::SiteLaws;
use super::{Chains, Kernel, Sampling};
use crate::domain::{Domain, Space};
use crate::lanes::{Lane, Lanes};
use crate::model::{Energy, Latents, Model};
use crate::random::Streams;
use crate::setting::SettingError;

/// Gibbs sampling for models whose latent variables sum out: a step draws all latent variables given the visible ones, and then the
/// visible ones in turn given all others, by the conditionals of the joint density.
///
/// ```text
/// h ~ p_β(h ∣ v),   then v_s ~ p_β(v_s ∣ v₋ₛ, h) for each s
/// ```
///
/// Chains hold what is visible only. Latent variables that sum out are independent given the visible ones, so that h is an exact draw,
/// and p_β(v) is left as it is. The reversal of a step visits the visible sites in the opposite order; where these are independent
/// given h, as in a restricted Boltzmann machine, a step is its own reversal.
///
/// [`Gibbs`] on such a model draws each visible site with the latent ones summed out: fewer steps, but each site then costs as much as
/// all latent variables together. On a path it needs one that starts at [`Independent`](crate::path::Independent) sites.
///
/// # Cost
/// One energy difference of the joint density for each of its sites.
///
/// # References
/// Smolensky (1986), Information processing in dynamical systems: foundations of harmony theory; Salakhutdinov & Murray (2008), section
/// 4.1, for the path.
///
/// # Example
/// ```
/// use ebm_runtime::{LatentGibbs, StochasticMaximumLikelihood};
/// let estimator = StochasticMaximumLikelihood::with_kernel(LatentGibbs::default());
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LatentGibbs {
    /// How it is run, and the order in which each half of a step visits its sites.
    pub gibbs: Gibbs,
}

impl Default for LatentGibbs {
    /// As [`Gibbs`], colour by colour: a layer whose sites are independent is drawn at once.
    fn default() -> Self {
        Self { gibbs: Gibbs { order: Order::Coloured, ..Gibbs::default() } }
    }
}

/// Sixteen chains of visible sites.
#[derive(Clone, Debug)]
pub struct LatentGibbsState<J: Model> {
    /// The visible sites, and behind them what is given.
    x: Vec<Lanes<J::Float>>,
    /// For its structure: its parameters are those that the model had at first.
    joint: J,
    sites: GibbsState<J::Float>,
    /// Where the latent variables are before they are drawn, so that a step is a function of what is visible.
    rest: Vec<Lanes<J::Float>>,
}

impl<J: Model> Chains<J::Float> for LatentGibbsState<J> {
    fn x(&self) -> &[Lanes<J::Float>] {
        &self.x
    }
}

impl<M> Kernel<M> for LatentGibbs
where
    M: Energy + Latents,
    M::Joint: SiteLaws<<<M::Joint as Model>::Space as Space>::Kind>,
{
    type State = LatentGibbsState<M::Joint>;
    type Info = ();

    fn sampling(&self) -> Sampling {
        let Gibbs { seed, chains, warm_up, thin, .. } = self.gibbs;
        Sampling { seed, chains, warm_up, thin }
    }

    fn check(&self) -> Result<(), SettingError> {
        Kernel::<M::Joint>::check(&self.gibbs)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let (joint, seen) = (model.joint(), model.layout().site_count());
        let latent = joint.layout().domains().split_off(seen);
        let rest: Vec<_> = latent.into_iter().map(|domain| Lanes::constant(any_value(domain))).collect();
        let all = [&x[..seen], &rest, &x[seen..]].concat();
        let sites = self.gibbs.init(&joint, all);
        LatentGibbsState { x, joint, sites, rest }
    }

    fn step(&self, model: &M, beta: Lanes<M::Float>, state: &mut Self::State, streams: &mut Streams) {
        let LatentGibbsState { x, joint, sites, rest } = state;
        let (seen, theta) = (model.layout().site_count(), model.theta());
        let all = sites.x_mut();
        all[..seen].copy_from_slice(&x[..seen]);
        all[seen..][..rest.len()].copy_from_slice(rest);
        all[seen + rest.len()..].copy_from_slice(&x[seen..]);
        self.gibbs.sweep(joint, theta, beta, sites, streams, seen..seen + rest.len());
        self.gibbs.sweep(joint, theta, beta, sites, streams, 0..seen);
        x[..seen].copy_from_slice(&sites.x()[..seen]);
    }

    fn reverse(&self) -> Self {
        Self { gibbs: Kernel::<M::Joint>::reverse(&self.gibbs) }
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.x = x;
    }
}

/// Some value that a site may have.
fn any_value(domain: Domain) -> f64 {
    if domain.is_discrete() {
        return domain.value(0);
    }
    match domain.bounds() {
        (low, high) if low.is_finite() && high.is_finite() => 0.5 * (low + high),
        (low, _) if low.is_finite() => low + 1.0,
        (_, high) if high.is_finite() => high - 1.0,
        _ => 0.0,
    }
}
