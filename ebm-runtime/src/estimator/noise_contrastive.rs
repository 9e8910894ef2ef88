//! Noise-contrastive estimation: telling data from noise of a known density.

use std::sync::Arc;

use super::{Deterministic, Estimator, FitError};
use crate::average;
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::lanes::{Lane, Lanes};
use crate::math::{sigmoid, softplus};
use crate::model::{Energy, Model, ParamGradient};
use crate::noise::{ChowLiu, Gaussian, Noise, drawn};
use crate::path::Independent;
use crate::random::Streams;
use crate::setting::SettingsOf;
use crate::workspace::Workspace;

/// What data are told from.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum NoiseKind {
    /// A Chow–Liu tree of the data on discrete sites, a normal density with their mean and covariance on real ones, and independent
    /// site marginals where there are both.
    #[default]
    Fitted,
    /// Every state alike; for bounded domains.
    Uniform,
    /// Independent sites with the marginals of the data.
    Marginals,
    /// A density of the user's own. It must not be 0 where the model is not.
    Own(Arc<dyn Noise>),
}

impl std::fmt::Debug for NoiseKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fitted => "Fitted",
            Self::Uniform => "Uniform",
            Self::Marginals => "Marginals",
            Self::Own(_) => "Own",
        })
    }
}

/// Minimises the logistic loss of telling examples from `ratio` times as many draws from noise of density q:
///
/// ```text
/// L(θ, c) = mean over examples of −ln σ(G(x)) + ratio · mean over noise of −ln σ(−G(y)),   G = −E − c − ln q − ln(ratio)
/// ```
///
/// c is the model's log Z, learned with the parameters: for given θ the loss is convex in c, and its minimum is found at every
/// evaluation. The noise is drawn once, from `seed`, so that the loss is a function of the parameters.
///
/// # Exactness
/// Consistent, whatever the noise, as long as it is nowhere 0 where the data are not; with much noise as efficient as maximum
/// likelihood.
///
/// # Cost
/// 1 + `ratio` energies and gradients an example for each evaluation, of distinct states only: examples are merged first, discrete noise
/// while it is drawn. That is what is kept in memory, so that many draws of few states take no more than their drawing.
///
/// # References
/// Gutmann & Hyvärinen (2012), Noise-contrastive estimation of unnormalized statistical models, J. Mach. Learn. Res. 13, equation 8.
#[derive(Clone, Debug)]
pub struct NoiseContrastive {
    /// What the noise is.
    pub noise: NoiseKind,
    /// ν: how many draws of noise for each example, above 0; at least 1 draw in all, at most 2³².
    pub ratio: f64,
    /// Same seed, same noise.
    pub seed: u64,
    /// A in (A/2) Σ θ², added to the loss; tied parameters count once.
    pub l2: f64,
}

impl Default for NoiseContrastive {
    /// Noise fitted to the data, ten draws an example, seed 0, no penalty.
    fn default() -> Self {
        Self { noise: NoiseKind::Fitted, ratio: 10.0, seed: 0, l2: 0.0 }
    }
}

/// More draws would not be held in memory; a number of them overflows.
const MOST_DRAWS: f64 = 4_294_967_296.0;

/// Examples and noise, each with ln(ratio · q) of every row.
#[derive(Debug)]
pub struct Contrast {
    data: Told,
    noise: Told,
    ratio: f64,
    log_z: f64,
}

/// One side of the contrast.
#[derive(Debug)]
struct Told {
    rows: Examples,
    /// ln(ratio · q).
    offset: Vec<f64>,
}

impl Told {
    fn new(rows: Examples, noise: &dyn Noise, ratio: f64) -> Self {
        let logs = average::each(&rows, |x: &[Lanes<f64>], _| noise.log_density(x));
        Self { offset: logs.into_iter().map(|log| log + ratio.ln()).collect(), rows }
    }

    /// −E − ln(ratio · q) of each row: what G is without −c.
    fn scores<M: Energy>(&self, model: &M, theta: &[f64]) -> Vec<f64> {
        let energies = average::each(&self.rows, |x, work| model.energy(theta, x, Lanes::one(), work));
        energies.iter().zip(&self.offset).map(|(energy, offset)| -energy - offset).collect()
    }

    /// The weighted mean of a function of G.
    fn mean(&self, scores: &[f64], log_z: f64, of: impl Fn(f64) -> f64) -> f64 {
        let terms = scores.iter().enumerate().filter(|(row, _)| self.rows.weight(*row) > 0.0);
        terms.map(|(row, score)| self.rows.weight(row) * of(score - log_z)).sum::<f64>()
            / self.rows.total_weight()
    }

    /// Adds factor · mean of slope(G) · ∂E/∂θ.
    fn add_gradient<M: ParamGradient>(
        &self,
        model: &M,
        theta: &[f64],
        slopes: &[f64],
        factor: f64,
        gradient: &mut [f64],
    ) {
        let sums =
            average::sum_rows(&self.rows, theta.len(), |start, x: &[Lanes<f64>], weight, out, work| {
                let slope = Lanes::from_fn(|k| slopes.get(start + k).copied().unwrap_or(0.0));
                model.param_gradient(theta, x, Lanes::one(), weight * slope, out, work);
            });
        let scale = factor / self.rows.total_weight();
        gradient.iter_mut().zip(sums).for_each(|(gradient, sum)| *gradient += scale * sum);
    }
}

impl NoiseContrastive {
    /// The same estimator with another penalty.
    #[must_use]
    pub fn with_l2(self, l2: f64) -> Self {
        Self { l2, ..self }
    }

    fn density<M: Model>(&self, model: &M, data: &Examples) -> Result<Arc<dyn Noise>, FitError> {
        let marginals = || Arc::new(Independent::<f64, M::Space>::marginals(data));
        let domains = model.layout().domains();
        Ok(match &self.noise {
            NoiseKind::Own(noise) => Arc::clone(noise),
            NoiseKind::Uniform => Arc::new(Independent::<f64, M::Space>::uniform(model.layout())?),
            NoiseKind::Marginals => marginals(),
            NoiseKind::Fitted if domains.iter().all(|domain| domain.is_discrete()) => {
                // a pair counts one example more, shared among its joint values
                match ChowLiu::fit(data, 1.0) {
                    Some(tree) => Arc::new(tree),
                    None => marginals(),
                }
            }
            NoiseKind::Fitted if domains.iter().all(|domain| *domain == crate::domain::Domain::Real) => {
                Arc::new(Gaussian::fit(data)?)
            }
            NoiseKind::Fitted => marginals(),
        })
    }
}

impl<M: ParamGradient> Estimator<M> for NoiseContrastive {
    type State = Contrast;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "noise_contrastive"
    }

    fn measure(&self) -> &'static str {
        "an example (logistic loss of telling examples from noise)"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        let Self { noise, ratio, seed, .. } = self;
        format!("noise {noise:?}, {ratio} draws an example, seed {seed}")
    }

    fn start(&self, model: &M, data: &Examples) -> Result<Contrast, FitError> {
        let settings = SettingsOf("NoiseContrastive");
        settings.not_negative("l2", self.l2)?;
        settings.positive("ratio", self.ratio)?;
        let count = (self.ratio * data.total_weight()).round().max(1.0);
        if count > MOST_DRAWS {
            return Err(settings.wrong("ratio", self.ratio, "at most 2³² draws in all").into());
        }
        if let Some(array) = data.givens().first() {
            return Err(FitError::NoiseGiven { name: array.name.clone() });
        }
        let noise = self.density(model, data)?;
        let count = count as usize;
        let drawn = drawn(&*noise, &mut Streams::new(self.seed), model.layout(), count)?;
        let side = |rows: Examples| Told::new(rows, &*noise, self.ratio);
        Ok(Contrast { data: side(data.compact()), noise: side(drawn), ratio: self.ratio, log_z: 0.0 })
    }

    fn evaluate(&self, model: &M, state: &mut Contrast, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let Contrast { data, noise, ratio, log_z } = state;
        let (seen, drawn) = (data.scores(model, theta), noise.scores(model, theta));
        let Some(c) = best_log_z(data, noise, &seen, &drawn, *ratio) else { return f64::NAN };
        *log_z = c;
        let slopes =
            |scores: &[f64], sign: f64| scores.iter().map(|score| sigmoid(sign * (score - c))).collect();
        let (missed, fooled): (Vec<f64>, Vec<f64>) = (slopes(&seen, -1.0), slopes(&drawn, 1.0));
        gradient.fill(0.0);
        data.add_gradient(model, theta, &missed, 1.0, gradient);
        noise.add_gradient(model, theta, &fooled, -*ratio, gradient);
        data.mean(&seen, c, |g| softplus(-g)) + *ratio * noise.mean(&drawn, c, softplus)
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, model: &M, state: &Contrast) -> Infinity {
        let Contrast { data, noise, .. } = state;
        if !M::FORBIDS {
            return Infinity::of_contrast(model, &data.rows, &noise.rows);
        }
        // forbidden draws are told apart whatever the parameters
        let scores = noise.scores(model, &model.theta_f64());
        let allowed = (0..scores.len()).filter(|&row| scores[row].is_finite());
        match noise.rows.select(allowed) {
            Ok(allowed) => Infinity::of_contrast(model, &data.rows, &allowed),
            Err(_) => Infinity::default(),
        }
    }

    fn log_z(&self, state: &Contrast) -> Option<f64> {
        Some(state.log_z)
    }
}

/// The c where mean σ(−G) over the data equals ratio · mean σ(G) over the noise: the left side grows with c, the right one falls.
/// `None` where scores are not finite.
fn best_log_z(data: &Told, noise: &Told, seen: &[f64], drawn: &[f64], ratio: f64) -> Option<f64> {
    // of one side: the mean of σ(±G), and of its slope
    let sums = |told: &Told, scores: &[f64], c: f64, sign: f64| {
        let rows = scores.iter().enumerate().map(|(row, score)| (told.rows.weight(row), score));
        let sums = rows.fold((0.0, 0.0), |(value, slope), (weight, score)| {
            let share = if weight > 0.0 { sigmoid(sign * (score - c)) } else { 0.0 };
            (value + weight * share, slope + weight * share * (1.0 - share))
        });
        (sums.0 / told.rows.total_weight(), sums.1 / sums.0)
    };
    // the logarithm of left over right, and its slope: far from the root it is a line of slope 1, along which one step leads close
    let balance = |c: f64| {
        let (missed, rising) = sums(data, seen, c, -1.0);
        let (fooled, falling) = sums(noise, drawn, c, 1.0);
        (missed.ln() - (ratio * fooled).ln(), rising + falling)
    };
    let finite = || seen.iter().chain(drawn).copied().filter(|score| score.is_finite());
    let low = finite().fold(f64::INFINITY, f64::min);
    let high = finite().fold(f64::NEG_INFINITY, f64::max);
    if !(low.is_finite() && high.is_finite()) || seen.iter().any(|score| !score.is_finite()) {
        return None;
    }
    let spread = 1.0 + ratio.ln().abs();
    let (mut low, mut high) = (low - spread, high + spread);
    while balance(low).0 > 0.0 && low > -1e300 {
        low -= (high - low).max(1.0);
    }
    while balance(high).0 < 0.0 && high < 1e300 {
        high += (high - low).max(1.0);
    }
    // Newton's steps, and halves of what is left where they would leave it
    let mut c = f64::midpoint(low, high);
    for _ in 0..200 {
        let (value, slope) = balance(c);
        if value < 0.0 {
            low = c
        } else {
            high = c
        }
        let step = c - value / slope;
        let next = if low <= step && step <= high { step } else { f64::midpoint(low, high) };
        let moved = (next - c).abs();
        c = next;
        if moved <= 4.0 * f64::EPSILON * c.abs().max(1.0) {
            break;
        }
    }
    c.is_finite().then_some(c)
}
