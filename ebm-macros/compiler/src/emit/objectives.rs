//! The traits of the local objectives: a value, and a value with its gradient.

use super::capabilities::{Of, gradient_arguments, method};
use super::header::{formula, with_formula};
use crate::plan::{Estimand, Objective};
use proc_macro2::TokenStream;
use quote::quote;

/// The trait of one objective.
pub(super) fn objective(of: &Of, estimand: Estimand, objective: &Objective) -> TokenStream {
    let (model, name, text) = (of.model, estimand.name(), estimand.formula());
    let (implemented, extra) = match estimand {
        Estimand::Pseudolikelihood => ("PseudolikelihoodObjective", None),
        Estimand::RatioMatching => ("RatioMatchingObjective", None),
        Estimand::MinimumProbabilityFlow => ("MinimumProbabilityFlowObjective", None),
        Estimand::ScoreMatching => ("ScoreMatchingObjective", None),
        Estimand::Directional => ("DirectionalObjective", Some("direction")),
        Estimand::Denoising => ("DenoisingObjective", Some("target")),
    };
    let extra = extra.map(|word| {
        let word = model.names.ours(word);
        quote!(#word: &[V],)
    });
    let extra = extra.unwrap_or_default();
    let about = with_formula(text, &formula(&objective.value, "objective"));
    let inside = of.body(&objective.value, "objective");
    let value = method(model, name, &about, extra.clone(), Some(quote!(V)), inside);
    let text = format!("{text}, and `grad` += Σ_lanes weight · its slope by θ");
    let about = with_formula(&text, &formula(&objective.gradient.program, "objective"));
    let inside = of.body(&objective.gradient.program, "objective");
    let weighted = gradient_arguments(model, &objective.gradient);
    let arguments = quote!(#extra #weighted);
    let gradient = method(model, &format!("{name}_gradient"), &about, arguments, Some(quote!(V)), inside);
    of.implement(implemented, quote!(#value #gradient))
}
