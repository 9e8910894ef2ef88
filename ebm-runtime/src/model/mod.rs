//! The whole contract between generated code and everything that drives it.
//!
//! Small traits, each of which may be absent. Generated models implement those that can be derived; models written by
//! hand may implement them too. Drivers (kernels, estimators, log Z) are generic over these traits and know no model.
//!
//! Conventions, for all methods:
//! - A state `x` is a flat slice of all sites, and behind them what the example is given; a parameter vector `theta` is
//!   a flat slice of all entries ([`Layout`]). Binary sites hold 0 or 1, spins −1 or +1, categories and counts their
//!   number.
//! - A value is a [`Lane`]: one state, or sixteen of them side by side. `theta` is common to all lanes and is in the
//!   number type of the lane, not of the model: one body serves `f32` and `f64`.
//! - p_β(x) ∝ exp(−E_β(x; θ)), densities against counting measure at discrete sites and Lebesgue measure at continuous
//!   ones. For a joint density E_β = βE; where latent variables h are summed out E_β(v) = −ln Σ_h exp(−βE(v, h)), which
//!   is not β times anything. So β is an argument, a number for each lane, finite and ≥ 0; where energies are infinite
//!   it is positive, as 0 · ∞ is NaN.
//! - The local objectives are those of β = 1, and have no such argument.
//! - The order of arguments is `theta`, `x`, `beta`, what else the method needs, and `work` last.
//! - Lengths are the caller's duty: `x.len() == layout().row_len()`, `theta.len() == layout().param_count()`. Drivers
//!   check what users give once, when it is built; a wrong length here is a bug and may panic.

use crate::domain::Space;
use crate::lanes::Lane;
use crate::layout::Layout;
use crate::real::Real;
use crate::workspace::Workspace;

mod objective;

pub use objective::{
    DenoisingObjective, DirectionalObjective, MinimumProbabilityFlowObjective, PseudolikelihoodObjective,
    RatioMatchingObjective, ScoreMatchingObjective,
};

/// A model: a state space, parameters, and (through the other traits) an energy.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    note = "annotate an energy function with `#[energy_model]`; the model is the type it generates beside the function (`fn ising` gives `Ising`)"
)]
pub trait Model: Clone + Send + Sync + 'static {
    /// The number type that the user chose.
    type Float: Real;

    /// The states, named by what they are: `(Sites<Spin, Ix1>,)`.
    type Space: Space;

    /// The name of the type, for messages and tables.
    fn name() -> &'static str;

    /// What the flat slices hold.
    fn layout(&self) -> &Layout;

    /// All parameters, flat.
    fn theta(&self) -> &[Self::Float];

    /// What every state carries behind its sites. Empty, also for a model whose energy depends on what an example is given:
    /// its rows come with the examples, and one row is fixed by [`Conditioned`](crate::given::Conditioned).
    fn givens(&self) -> &[Self::Float] {
        &[]
    }

    /// All parameters, flat, in `f64`; exact.
    fn theta_f64(&self) -> Vec<f64> {
        self.theta().iter().map(|value| value.to_f64()).collect()
    }

    /// Replaces all parameters. Symmetric entries come mirrored, as [`Coordinates`](crate::coordinates::Coordinates)
    /// makes them; what a user gives is checked before it comes here.
    fn set_theta(&mut self, theta: &[Self::Float]);
}

/// E_β(x; θ): βE, or the free energy where latent variables are summed out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no energy of visible states",
    label = "needs an energy without latent variables, or with latent variables that sum out",
    note = "annotate an energy function with `#[energy_model]`, or implement `Energy` by hand",
    note = "where latent variables do not sum out, the joint density has an energy: `model.joint()`; its derivation says which term is in the way"
)]
pub trait Energy: Model {
    /// Whether energies may be +∞: those states are forbidden.
    ///
    /// Then examples are checked before a fit, and chains are led to allowed states before they are drawn from. Of two
    /// forbidden states the one in which fewer of the conditions that forbid a state hold is infinitely lower, and if as
    /// many hold in both, the terms that are finite make the difference: a difference is never ∞ − ∞, and never depends
    /// on what is not near the site. Derivatives are those of the finite terms.
    const FORBIDS: bool = false;

    /// E_β(x; θ) of each lane.
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, work: &mut Workspace<V>) -> V;
}

/// Energy differences of discrete sites, hence their conditionals: p(x_s = u ∣ rest) ∝ exp(−ΔE_β(u)).
///
/// Whoever implements it writes `flip` if there are two-valued sites, and `differences` if there are sites of more
/// values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no conditionals of single sites",
    label = "needs energy differences of discrete sites",
    note = "`conditional`, site Gibbs, enumeration and pseudolikelihood are derived for models with discrete sites (`binary`, `spin`, `categorical`, `count`); the derivation lists what this model has",
    note = "for continuous sites `energy`, `score` and `param_gradient` are there"
)]
pub trait Local: Energy {
    /// E_β(x with `site` at its other value) − E_β(x) of each lane, at a site of two values. Touches only the terms
    /// that involve the site.
    ///
    /// # Panics
    /// May panic unless `site` is two-valued and below `site_count()`.
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, work: &mut Workspace<V>) -> V {
        let _ = (theta, x, beta, work);
        panic!("{} does not implement `flip`, which site {site} needs", Self::name())
    }

    /// `out[u]` = E_β(x with `site` at its u-th value) − E_β(x) of each lane: 0 at the value that it has. Values are
    /// counted as in [`Domain`](crate::domain::Domain::values): the u-th value of a spin is 2u − 1.
    ///
    /// # Shapes
    /// `out.len()` is the number of values of the site.
    ///
    /// # Panics
    /// May panic if `site` is continuous or not below `site_count()`.
    fn differences<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        work: &mut Workspace<V>,
    ) {
        let [first, second] = out else {
            panic!("{} does not implement `differences`, which site {site} needs", Self::name())
        };
        let flip = self.flip(theta, x, beta, site, work);
        // the second of two values is 1, the first 0 or −1
        *first = x[site].zip(flip, |value, flip| if value > V::Real::ZERO { flip } else { V::Real::ZERO });
        *second = x[site].zip(flip, |value, flip| if value > V::Real::ZERO { V::Real::ZERO } else { flip });
    }
}

/// The number of functions that a conditional law can be made of: see [`Shift::law`].
pub const BASIS: usize = 8;

/// Energy differences of continuous sites, and their conditional laws where these are known.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no energy differences of continuous sites",
    label = "needs continuous sites",
    note = "discrete sites have `Local` instead: `conditional`, site Gibbs, pseudolikelihood"
)]
pub trait Shift: Energy {
    /// E_β(x with `site` at `to`) − E_β(x) of each lane.
    ///
    /// # Panics
    /// May panic if `site` is discrete or not below `site_count()`.
    fn shift<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        to: V,
        work: &mut Workspace<V>,
    ) -> V;

    /// Whether ln p(u ∣ rest) of a continuous site is a combination Σ_k c_k b_k(u) + const of the functions
    ///
    /// | k | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
    /// |---|---|---|---|---|---|---|---|---|
    /// | b_k(u) | u | u² | u³ | u⁴ | ln u | ln(1 − u) | cos u | sin u |
    ///
    /// and if so `out[k]` = c_k of each lane, with β in it: −E_β(x with u at `site`) = Σ_k c_k b_k(u) + const. The answer
    /// depends on the array of the site only, not on the numbers; if it is no, `out` is left as it is.
    ///
    /// # Panics
    /// May panic if `site` is discrete or not below `site_count()`.
    fn law<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        work: &mut Workspace<V>,
    ) -> bool {
        let _ = (theta, x, beta, site, out, work);
        false
    }
}

/// ∂E_β/∂θ.
#[diagnostic::on_unimplemented(
    message = "the energy of `{Self}` has no derivative by its parameters",
    label = "cannot be learned",
    note = "it is derived for every energy with at least one `#[param]` that is not `frozen`; where latent variables do not sum out, for `model.joint()` only"
)]
pub trait ParamGradient: Energy {
    /// `grad[a] += Σ_lanes weight · ∂E_β/∂θ_a`.
    ///
    /// Raw: one entry for each array entry as the energy reads it. Tying (symmetric), log scale (positive) and frozen
    /// blocks are the business of [`Coordinates`](crate::coordinates::Coordinates).
    fn param_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    );
}

/// −∂E_β/∂x at continuous sites.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no score",
    label = "needs continuous sites",
    note = "the score −∂E/∂x is the slope of the log density by a continuous site; discrete sites have none",
    note = "discrete sites have `conditional` and `logits` instead, and `Pseudolikelihood` to learn with"
)]
pub trait Score: Energy {
    /// `out[s] = −∂E_β/∂x_s` of each lane; 0 at discrete sites.
    ///
    /// # Shapes
    /// `out.len() == layout().site_count()`.
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, out: &mut [V], work: &mut Workspace<V>);
}

/// Σ_s ∂²E_β/∂x_s² over continuous sites.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no Laplacian",
    label = "needs continuous sites in which the slope of the energy has no jumps",
    note = "the second derivative of `abs`, `max` and `min` is no function; the derivation names the term"
)]
pub trait Laplacian: Energy {
    /// Σ_s ∂²E_β/∂x_s² of each lane.
    fn laplacian<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, work: &mut Workspace<V>) -> V;
}

/// A model with latent variables: its joint density.
///
/// The model itself is the density of what is visible, with the latent variables summed out; where they do not sum out
/// it has no [`Energy`], and this is all that drivers have to go by. A model that has an [`Energy`] has latent variables that are
/// independent of each other given the visible ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no latent variables",
    note = "mark an argument of the energy `#[latent(…)]`; a model without them is its own joint density"
)]
pub trait Latents: Model {
    /// The density of visible and latent variables together: its sites are the visible ones, then the latent ones, and its parameters
    /// those of the model.
    type Joint: Model<Float = Self::Float>;

    /// The joint density at the parameters that the model has.
    fn joint(&self) -> Self::Joint;
}
