//! p(x_site ∣ the rest): exact, normalised over the values of one site.

use crate::lanes::Lane;
use crate::layout::Site;
use crate::math::{log_sum_exp, sigmoid};
use crate::model::Local;
use crate::real::Real;
use crate::state::{StateError, check_state};
use crate::workspace::Workspace;

/// The law of one discrete site given all others.
#[derive(Clone, PartialEq, Debug)]
pub struct Conditional {
    /// The values of the site, in the order of their codes.
    pub values: Vec<f64>,
    /// E_β(x with the first value) − E_β(x with this value): 0 for the first one, and +∞ for what is allowed where that is
    /// forbidden. Depends on the other sites only.
    pub logits: Vec<f64>,
    /// ln Σ exp(logits): the local normaliser, relative to the first value like the logits.
    pub log_normaliser: f64,
    /// exp(logits − log_normaliser); they sum to 1, and small ones keep their relative accuracy.
    pub probabilities: Vec<f64>,
}

/// The probability that a two-valued site takes its other value, given the rest: 1/(1 + exp(ΔE_β)).
///
/// What site Gibbs draws with, and what [`conditional`] tabulates.
#[inline(always)]
pub fn probability_of_other<V: Lane>(flip: V) -> V {
    (-flip).sigmoid()
}

/// p_β(x_site ∣ the rest) ∝ exp(−E_β), in `f64` whatever the model's number type.
///
/// # Errors
/// `x` is no state of the model; the site does not exist, or is continuous.
pub fn conditional<M: Local, T: Real>(
    model: &M,
    x: &[T],
    site: impl Into<Site>,
    beta: f64,
) -> Result<Conditional, StateError> {
    let layout = model.layout();
    check_state(layout, x)?;
    let site = layout.find(site)?;
    let domain = layout.domain_of(site);
    if !domain.is_discrete() {
        return Err(StateError::Continuous { site: layout.site_name(site), domain });
    }
    let theta = model.theta_f64();
    let x: Vec<f64> = x.iter().map(|value| value.to_f64()).collect();
    Ok(conditional_at(model, &theta, &x, site, beta, &mut Workspace::new()))
}

/// The same at other parameters than the model's own, without checks.
///
/// # Panics
/// May panic unless `theta` and `x` have the lengths of the model, `x` is a state of it and `site` is discrete.
pub fn conditional_at<M: Local>(
    model: &M,
    theta: &[f64],
    x: &[f64],
    site: usize,
    beta: f64,
    work: &mut Workspace<f64>,
) -> Conditional {
    let domain = model.layout().domain_of(site);
    let values = domain.values().unwrap_or_default();
    if let ([first, _], true) = (&values[..], domain.is_two_valued()) {
        let first = *first;
        let flip = model.flip(theta, x, beta, site, work);
        // minus the rise of the energy from the first value to the second
        let logit = if x[site] == first { -flip } else { flip };
        let logits = vec![0.0, logit];
        let (log_normaliser, probabilities) = (log_sum_exp(&logits), vec![sigmoid(-logit), sigmoid(logit)]);
        return Conditional { values, log_normaliser, probabilities, logits };
    }
    let mut rises = vec![0.0; values.len()];
    model.differences(theta, x, beta, site, &mut rises, work);
    // from a forbidden value all that are allowed are infinitely lower: they are told apart from one of them
    if rises.contains(&f64::NEG_INFINITY) {
        let mut there = x.to_vec();
        while let Some(lower) = rises.iter().position(|rise| *rise == f64::NEG_INFINITY) {
            there[site] = values[lower];
            model.differences(theta, &there, beta, site, &mut rises, work);
        }
    }
    // the first one may be forbidden: probabilities are relative to the least
    let minus: Vec<f64> = rises.iter().map(|rise| -rise).collect();
    let total = log_sum_exp(&minus);
    let probabilities = minus.iter().map(|minus| (minus - total).exp()).collect();
    let logits = minus.iter().map(|&logit| if logit == minus[0] { 0.0 } else { logit - minus[0] }).collect();
    Conditional { values, log_normaliser: total - minus[0], probabilities, logits }
}
