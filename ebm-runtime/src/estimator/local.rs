//! Estimators that minimise a local objective as the model has it.

use super::{Deterministic, Estimator, FitError};
use crate::average;
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::lanes::{Lane, Lanes};
use crate::model::{
    MinimumProbabilityFlowObjective, ParamGradient, RatioMatchingObjective, ScoreMatchingObjective,
};
use crate::setting::SettingsOf;
use crate::workspace::Workspace;

/// The estimator of an objective without data of its own.
macro_rules! estimator {
    ($(#[$about:meta])* $name:ident = $text:literal, $measure:literal: $objective:ident, $gradient:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Debug, Default)]
        pub struct $name {
            /// A in (A/2) Σ θ², added to the mean objective; tied parameters count once.
            pub l2: f64,
        }

        impl $name {
            /// The same estimator with another penalty.
            #[must_use]
            pub fn with_l2(self, l2: f64) -> Self {
                Self { l2 }
            }
        }

        impl<M: $objective + ParamGradient> Estimator<M> for $name {
            /// The examples, repeated ones merged.
            type State = Examples;
            type Mode = Deterministic;

            fn name(&self) -> &'static str {
                $text
            }

            fn measure(&self) -> &'static str {
                $measure
            }

            fn l2(&self) -> f64 {
                self.l2
            }

            fn start(&self, _: &M, data: &Examples) -> Result<Examples, FitError> {
                SettingsOf(stringify!($name)).not_negative("l2", self.l2)?;
                Ok(data.compact())
            }

            fn part(&self, _: &M, data: &Examples, rows: &[usize]) -> Option<Result<Examples, FitError>> {
                Some(data.select(rows.iter().copied()).map_err(FitError::from))
            }

            fn evaluate(&self, model: &M, data: &mut Examples, theta: &[f64], gradient: &mut [f64]) -> f64 {
                let sums = average::sum(data, 1 + theta.len(), |x: &[Lanes<f64>], weight, out, work| {
                    let (value, raw) = out.split_at_mut(1);
                    value[0] += (model.$gradient(theta, x, weight, raw, work) * weight).total();
                });
                let total = data.total_weight();
                gradient.iter_mut().zip(&sums[1..]).for_each(|(slope, sum)| *slope = sum / total);
                sums[0] / total
            }

            fn forbids(&self) -> bool {
                M::FORBIDS
            }

            fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
                Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
            }

            fn infinity(&self, model: &M, data: &Examples) -> Infinity {
                Infinity::of_neighbours(model, data)
            }
        }
    };
}

estimator! {
    /// Minimises the mean of Σ_s Σ_{u≠x_s} σ(E(x) − E(x_s→u))², which needs no Z.
    ///
    /// # Exactness
    /// Consistent. Beyond two values of a site an extension of ours.
    ///
    /// It has no minimum where the pseudolikelihood has no maximum, which is told. As its terms are bounded it may have none
    /// elsewhere, too: see [`infinity`](crate::infinity).
    ///
    /// # Cost
    /// All local differences of every example for each evaluation. Repeated examples are merged first.
    ///
    /// # References
    /// Hyvärinen 2007, *Some extensions of score matching*, Computational Statistics & Data Analysis 51.
    RatioMatching = "ratio_matching", "an example (squared errors of one-site predictions)":
        RatioMatchingObjective, ratio_matching_gradient
}

estimator! {
    /// Minimises the mean of Σ_s Σ_{u≠x_s} exp((E(x) − E(x_s→u)) / 2), over all states that differ in one site, seen in the data or
    /// not.
    ///
    /// # Exactness
    /// Consistent.
    ///
    /// # Cost
    /// All local differences of every example for each evaluation. Repeated examples are merged first.
    ///
    /// # References
    /// Sohl-Dickstein, Battaglino & DeWeese 2011, *New method for parameter estimation in probabilistic models: minimum probability
    /// flow*, Phys. Rev. Lett. 107.
    MinimumProbabilityFlow = "minimum_probability_flow", "an example (probability flow)":
        MinimumProbabilityFlowObjective, minimum_probability_flow_gradient
}

estimator! {
    /// Minimises the mean of Σ_s ½ (∂_s E)² − ∂_s² E; on bounded domains with weights that vanish at the ends.
    ///
    /// This is explicit score matching, the default of its kinds, as it needs no random numbers and no σ;
    /// [`sliced`](Self::sliced) takes its place where second derivatives of many sites are too expensive,
    /// [`denoising`](Self::denoising) where there are none.
    ///
    /// # Exactness
    /// Consistent.
    ///
    /// # Cost
    /// First and second derivatives of every example for each evaluation. Repeated examples are merged first.
    ///
    /// # References
    /// Hyvärinen 2005, *Estimation of non-normalized statistical models by score matching*, JMLR 6; bounded domains: Yu, Drton &
    /// Shojaie 2019, *Generalized score matching for non-negative data*, JMLR 20.
    ScoreMatching = "score_matching", "an example (score matching)":
        ScoreMatchingObjective, score_matching_gradient
}
