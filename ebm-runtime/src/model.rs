//! The whole contract between generated code and everything that drives it.
//!
//! Small traits, each of which may be absent. Generated models implement those that can be derived; models written by
//! hand may implement them too. Drivers (kernels, estimators, log Z) are generic over these traits and know no model.
//!
//! Conventions, for all methods:
//! - A state `x` is a flat slice of all sites, a parameter vector `theta` a flat slice of all entries ([`Layout`]).
//! - A value is a [`Lane`]: one state, or sixteen of them side by side. `theta` is common to all lanes and is in the
//!   number type of the lane, not of the model: one body serves `f32` and `f64`.
//! - p(x) ∝ exp(−E(x; θ)).
//! - Lengths are the caller's duty: `x.len() == layout().site_count()`, `theta.len() == layout().param_count()`.
//!   Drivers check what users give once, when it is built; a wrong length here is a bug and may panic.

use crate::domain::Space;
use crate::lanes::Lane;
use crate::layout::Layout;
use crate::real::Real;
use crate::workspace::Workspace;

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

    /// All parameters, flat, in `f64`; exact.
    fn theta_f64(&self) -> Vec<f64> {
        self.theta().iter().map(|value| value.to_f64()).collect()
    }

    /// Replaces all parameters. Symmetric entries come mirrored, as [`Coordinates`](crate::coordinates::Coordinates)
    /// makes them; what a user gives is checked before it comes here.
    fn set_theta(&mut self, theta: &[Self::Float]);
}

/// E(x; θ).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no energy",
    note = "annotate an energy function with `#[energy_model]`, or implement `Energy` by hand"
)]
pub trait Energy: Model {
    /// E(x; θ) of each lane.
    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], work: &mut Workspace<V>) -> V;
}

/// Energy differences of two-valued sites, hence their conditionals: p(x_s → other ∣ rest) = σ(−βΔE).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no conditionals of single sites",
    label = "needs energy differences of `binary` or `spin` sites",
    note = "`conditional`, site Gibbs, enumeration and pseudolikelihood are derived for models with `binary` or `spin` sites; the derivation lists what this model has",
    note = "for `real` sites `energy`, `score` and `param_gradient` are there"
)]
pub trait Local: Energy {
    /// E(x with `site` at its other value) − E(x) of each lane. Touches only the terms that involve the site.
    ///
    /// # Panics
    /// May panic if `site` is continuous or not below `site_count()`.
    fn flip<V: Lane>(&self, theta: &[V::Real], x: &[V], site: usize, work: &mut Workspace<V>) -> V;
}

/// Energy differences of continuous sites.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no energy differences of continuous sites",
    label = "needs `real` sites",
    note = "`binary` and `spin` sites have `Local` instead: `conditional`, site Gibbs, pseudolikelihood"
)]
pub trait Shift: Energy {
    /// E(x with `site` at `to`) − E(x) of each lane.
    ///
    /// # Panics
    /// May panic if `site` is discrete or not below `site_count()`.
    fn shift<V: Lane>(&self, theta: &[V::Real], x: &[V], site: usize, to: V, work: &mut Workspace<V>) -> V;
}

/// ∂E/∂θ.
#[diagnostic::on_unimplemented(
    message = "the energy of `{Self}` has no derivative by its parameters",
    label = "cannot be learned",
    note = "it is derived for every energy with at least one `#[param]` that is not `frozen`"
)]
pub trait ParamGradient: Energy {
    /// `grad[a] += Σ_lanes weight · ∂E/∂θ_a`.
    ///
    /// Raw: one entry for each array entry as the energy reads it. Tying (symmetric), log scale (positive) and frozen
    /// blocks are the business of [`Coordinates`](crate::coordinates::Coordinates).
    fn param_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    );
}

/// −∂E/∂x at continuous sites.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no score",
    label = "needs `real` sites",
    note = "the score −∂E/∂x is the slope of the log density by a continuous site; `binary` and `spin` sites have none",
    note = "discrete sites have `conditional` and `logits` instead, and `Pseudolikelihood` to learn with"
)]
pub trait Score: Energy {
    /// `out[s] = −∂E/∂x_s` of each lane; 0 at discrete sites. `out.len() == x.len()`.
    fn score<V: Lane>(&self, theta: &[V::Real], x: &[V], out: &mut [V], work: &mut Workspace<V>);
}

/// −Σ_s log p(x_s ∣ rest) and its slope.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no pseudolikelihood",
    label = "needs the normaliser of every site given the rest",
    note = "pseudolikelihood is derived where every site is `binary` or `spin`, so that p(x_s | rest) can be summed",
    note = "for `real` sites it does not exist yet; `energy`, `score` and `param_gradient` do"
)]
pub trait PseudolikelihoodObjective: Local {
    /// −Σ_s log p(x_s ∣ rest) of each lane: `Σ_s softplus(−ΔE_s)`.
    fn pseudolikelihood<V: Lane>(&self, theta: &[V::Real], x: &[V], work: &mut Workspace<V>) -> V;

    /// The same value, and `grad[a] += Σ_lanes weight · ∂/∂θ_a` of it, raw as in
    /// [`ParamGradient::param_gradient`]. The value that is returned is not weighted.
    fn pseudolikelihood_gradient<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        weight: V,
        grad: &mut [V::Real],
        work: &mut Workspace<V>,
    ) -> V;
}
