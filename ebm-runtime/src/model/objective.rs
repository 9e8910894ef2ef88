//! Local objectives: what is minimised instead of the likelihood, free of Z. All are of β = 1 and of one example.

use super::Energy;
use crate::lanes::Lane;
use crate::workspace::Workspace;

/// Declares the trait of an objective: its value, and its value with its gradient.
macro_rules! objective {
    (
        $(#[$about:meta])*
        $trait:ident: $value:ident, $gradient:ident $(, $(#[$aside:meta])* $extra:ident)?;
        $(#[$formula:meta])*
    ) => {
        $(#[$about])*
        pub trait $trait: Energy {
            $(#[$formula])*
            fn $value<V: Lane>(
                &self,
                theta: &[V::Real],
                x: &[V],
                $($extra: &[V],)?
                work: &mut Workspace<V>,
            ) -> V;

            /// The same value, and `grad[a] += Σ_lanes weight · ∂/∂θ_a` of it, raw as in
            /// [`ParamGradient::param_gradient`](super::ParamGradient::param_gradient). The value that is returned is
            /// not weighted.
            fn $gradient<V: Lane>(
                &self,
                theta: &[V::Real],
                x: &[V],
                $($extra: &[V],)?
                weight: V,
                grad: &mut [V::Real],
                work: &mut Workspace<V>,
            ) -> V;
        }
    };
}

objective! {
    /// −Σ_s ln p(x_s ∣ rest) and its slope (Besag 1975).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no pseudolikelihood",
        label = "needs the normaliser of every site given the rest",
        note = "pseudolikelihood is derived where every site is discrete, so that p(x_s | rest) can be summed, or continuous with a conditional law whose normaliser is known; the derivation says which site has none",
        note = "for other continuous sites there is `ScoreMatching`"
    )]
    PseudolikelihoodObjective: pseudolikelihood, pseudolikelihood_gradient;
    /// −Σ_s ln p(x_s ∣ rest) of each lane: at a discrete site ln Σ_u exp(−ΔE_s(u)), which is softplus(−ΔE_s) for two
    /// values.
}

objective! {
    /// Σ_s Σ_{u≠x_s} σ(E(x) − E(x_s→u))² and its slope (Hyvärinen 2007; beyond two values an extension of ours).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no ratio matching",
        label = "needs `binary`, `spin` or `categorical` sites only",
        note = "ratio matching compares an example with those that differ from it in one site; `count` sites have `Pseudolikelihood` and `MinimumProbabilityFlow`, continuous ones `ScoreMatching`"
    )]
    RatioMatchingObjective: ratio_matching, ratio_matching_gradient;
    /// Σ_s Σ_{u≠x_s} σ(−ΔE_s(u))² of each lane.
}

objective! {
    /// Σ_s Σ_{u≠x_s} exp((E(x) − E(x_s→u)) / 2) and its slope (Sohl-Dickstein, Battaglino & DeWeese 2011).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no minimum probability flow",
        label = "needs discrete sites only",
        note = "probability flows to states that differ in one discrete site; continuous sites have `ScoreMatching`, which is its limit"
    )]
    MinimumProbabilityFlowObjective: minimum_probability_flow, minimum_probability_flow_gradient;
    /// Σ_s Σ_{u≠x_s} exp(−ΔE_s(u) / 2) of each lane.
}

objective! {
    /// Explicit score matching and its slope (Hyvärinen 2005); on bounded domains the generalised one, with weights
    /// that vanish at the boundary (Yu, Drton & Shojaie 2019).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no explicit score matching",
        label = "needs continuous sites only, in which the slope of the energy has no jumps",
        note = "discrete sites have no slope: `RatioMatching` and `Pseudolikelihood` are for them",
        note = "where `abs`, `max` or `min` bends the energy, `ScoreMatching::denoising(sigma)` needs first derivatives only"
    )]
    ScoreMatchingObjective: score_matching, score_matching_gradient;
    /// Σ_s ½ (∂_s E)² − ∂_s² E of each lane; with a weight w(x_s), Σ_s ½ w (∂_s E)² − w ∂_s² E − w′ ∂_s E.
}

objective! {
    /// Score matching along one direction and its slope (Song, Garg, Shi & Ermon 2019).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no sliced score matching",
        label = "needs `real` or `angle` sites only, in which the slope of the energy has no jumps",
        note = "discrete sites have no slope: `RatioMatching` and `Pseudolikelihood` are for them",
        note = "on bounded domains `ScoreMatching::explicit()` is the generalised one"
    )]
    DirectionalObjective: directional, directional_gradient, direction;
    /// ½ (Σ_s d_s ∂_s E)² − Σ_{s,t} d_s d_t ∂_s ∂_t E of each lane, d being `direction`: `site_count()` numbers.
}

objective! {
    /// The distance of the score from a target and its slope (Vincent 2011).
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no denoising score matching",
        label = "needs `real` or `angle` sites only",
        note = "discrete sites have no slope: `RatioMatching` and `Pseudolikelihood` are for them",
        note = "noise would leave a bounded domain: `ScoreMatching::explicit()` is the generalised one there"
    )]
    DenoisingObjective: denoising, denoising_gradient, target;
    /// ½ Σ_s (−∂_s E − t_s)² of each lane, t being `target`: `site_count()` numbers, (clean − noisy) / σ² where `x` is
    /// clean + σ · noise.
}
