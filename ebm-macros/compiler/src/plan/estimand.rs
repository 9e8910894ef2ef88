//! The local objectives: what each is, and for which sites.

use crate::derive::missing::Missing;
use crate::derive::objective;
use crate::ir::{Array, Domain, Program, Role};

/// A local objective: what it is made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Estimand {
    /// −Σ_s ln p(x_s ∣ rest)
    Pseudolikelihood,
    /// Σ_s Σ_{u≠x_s} σ(−ΔE_s(u))²
    RatioMatching,
    /// Σ_s Σ_{u≠x_s} exp(−ΔE_s(u) / 2)
    MinimumProbabilityFlow,
    /// Σ_s ½ (∂_s E)² − ∂_s² E, weighted where a site has a boundary.
    ScoreMatching,
    /// ½ (Σ_s d_s ∂_s E)² − Σ_{s,t} d_s d_t ∂_s ∂_t E
    Directional,
    /// ½ Σ_s (−∂_s E − t_s)²
    Denoising,
}

impl Estimand {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Pseudolikelihood,
        Self::RatioMatching,
        Self::MinimumProbabilityFlow,
        Self::ScoreMatching,
        Self::Directional,
        Self::Denoising,
    ];

    /// Its name, which is that of its method.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pseudolikelihood => "pseudolikelihood",
            Self::RatioMatching => "ratio_matching",
            Self::MinimumProbabilityFlow => "minimum_probability_flow",
            Self::ScoreMatching => "score_matching",
            Self::Directional => "directional",
            Self::Denoising => "denoising",
        }
    }

    /// Its formula.
    pub fn formula(self) -> &'static str {
        match self {
            Self::Pseudolikelihood => "−Σ_s log p(x_s | rest)",
            Self::RatioMatching => "Σ_s Σ_{u≠x_s} σ(−ΔE_s(u))²",
            Self::MinimumProbabilityFlow => "Σ_s Σ_{u≠x_s} exp(−ΔE_s(u)/2)",
            Self::ScoreMatching => "Σ_s w_s (½ (∂_s E)² − ∂_s² E) − w_s′ ∂_s E",
            Self::Directional => "½ (Σ_s d_s ∂_s E)² − Σ_{s,t} d_s d_t ∂_s ∂_t E",
            Self::Denoising => "½ Σ_s (−∂_s E − t_s)²",
        }
    }

    pub(super) fn derive(self, energy: &Program) -> Result<Program, Missing> {
        match self {
            Self::Pseudolikelihood => objective::pseudolikelihood(energy),
            Self::RatioMatching => {
                only_discrete(energy, false)?;
                objective::ratio_matching(energy)
            }
            Self::MinimumProbabilityFlow => {
                only_discrete(energy, true)?;
                objective::minimum_probability_flow(energy)
            }
            Self::ScoreMatching => {
                only_continuous(energy)?;
                objective::generalised_score_matching(energy)
            }
            Self::Directional => {
                only_continuous(energy)?;
                objective::directional(energy)
            }
            Self::Denoising => {
                only_continuous(energy)?;
                objective::denoising(energy)
            }
        }
    }
}

/// For objectives that compare a state with its neighbours.
fn only_discrete(energy: &Program, counts: bool) -> Result<(), Missing> {
    let wrong = |array: &&Array| match array.role.domain() {
        Some(Domain::Count(_)) => !counts,
        Some(domain) => !domain.is_discrete(),
        None => false,
    };
    match energy.arrays.iter().find(wrong) {
        Some(array) => {
            let domain = array.role.domain().map_or("", Domain::word);
            Err(Missing::everywhere(format!("`{}` is {domain}", array.name)))
        }
        None => Ok(()),
    }
}

/// For objectives of slopes.
fn only_continuous(energy: &Program) -> Result<(), Missing> {
    let visible = |array: &&Array| matches!(&array.role, Role::Visible(domain) if domain.is_discrete());
    match energy.arrays.iter().find(visible) {
        Some(array) => {
            let domain = array.role.domain().map_or("", Domain::word);
            Err(Missing::everywhere(format!("`{}` is {domain}: there is no slope in it", array.name)))
        }
        None => Ok(()),
    }
}
