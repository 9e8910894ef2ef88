//! Score matching by random directions and by noise. What is drawn is drawn once from the seed, so that the objective is a function
//! of the parameters.

use super::{Deterministic, Estimator, FitError, ScoreMatching};
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::{DenoisingObjective, DirectionalObjective, ParamGradient};
use crate::parallel;
use crate::random::Streams;
use crate::setting::SettingsOf;
use crate::workspace::Workspace;

impl ScoreMatching {
    /// With exact second derivatives, on bounded domains the generalised one: the default.
    pub fn explicit() -> Self {
        Self::default()
    }

    /// Along random directions: one second derivative for each instead of one for each site.
    pub fn sliced() -> SlicedScoreMatching {
        SlicedScoreMatching { l2: 0.0, slices: 1, seed: 0 }
    }

    /// By the noise that was added: first derivatives only.
    pub fn denoising(sigma: f64) -> DenoisingScoreMatching {
        DenoisingScoreMatching { l2: 0.0, sigma, copies: 1, seed: 0 }
    }
}

/// Minimises the mean of ½ (d·∂E)² − dᵀ ∂²E d over directions d of independent signs, fixed for each example.
///
/// # Exactness
/// Consistent; its mean over directions is explicit score matching.
///
/// # References
/// Song, Garg, Shi & Ermon 2019, *Sliced score matching: a scalable approach to density and score estimation*, UAI.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SlicedScoreMatching {
    /// A in (A/2) Σ θ², added to the mean objective; tied parameters count once.
    pub l2: f64,
    /// Directions for each example, at least 1.
    pub slices: usize,
    /// Same seed, same directions.
    pub seed: u64,
}

/// Minimises the mean of ½ Σ_s (score_s(x + σz) + z_s / σ)² over standard normal noise z, fixed for each example.
///
/// # Exactness
/// It estimates the density of the data with noise of standard deviation σ added; not consistent for σ > 0.
///
/// # References
/// Vincent 2011, *A connection between score matching and denoising autoencoders*, Neural Computation 23.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DenoisingScoreMatching {
    /// A in (A/2) Σ θ², added to the mean objective; tied parameters count once.
    pub l2: f64,
    /// The standard deviation of the noise, above 0.
    pub sigma: f64,
    /// Noisy copies of each example, at least 1.
    pub copies: usize,
    /// Same seed, same noise.
    pub seed: u64,
}

/// Examples with the random streams of each tile.
#[derive(Clone, Debug)]
pub struct Noisy {
    data: Examples,
    streams: Vec<Streams>,
}

impl Noisy {
    fn new(data: &Examples, seed: u64) -> Self {
        // merged rows would share their noise
        let data = data.clone();
        let streams = Streams::successive(seed).take(data.count().div_ceil(WIDTH)).collect();
        Self { data, streams }
    }

    /// The mean over examples, and over `draws` draws for each, of what `add` adds: a value and a gradient.
    fn mean(
        &self,
        draws: usize,
        gradient: &mut [f64],
        add: impl Fn(&mut [Lanes<f64>], Lanes<f64>, &mut Streams, &mut [f64], &mut Workspace<Lanes<f64>>) -> f64
        + Sync,
    ) -> f64 {
        let ranges = parallel::ranges(self.data.count(), WIDTH);
        let parts = parallel::shards(ranges.len(), |k| {
            let mut out = vec![0.0; 1 + gradient.len()];
            let mut work = Workspace::new();
            let mut x = vec![Lanes::zero(); self.data.row_len()];
            for start in ranges[k].clone().step_by(WIDTH) {
                let mut streams = self.streams[start / WIDTH].clone();
                for _ in 0..draws {
                    let weight = self.data.tile(start, &mut x);
                    let (value, raw) = out.split_at_mut(1);
                    value[0] += add(&mut x, weight, &mut streams, raw, &mut work);
                }
            }
            out
        });
        let sums = parallel::join(parts, parallel::add).unwrap_or_else(|| vec![0.0; 1 + gradient.len()]);
        let total = self.data.total_weight() * draws as f64;
        gradient.iter_mut().zip(&sums[1..]).for_each(|(slope, sum)| *slope = sum / total);
        sums[0] / total
    }
}

impl<M: DirectionalObjective + ParamGradient> Estimator<M> for SlicedScoreMatching {
    type State = Noisy;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "sliced_score_matching"
    }

    fn measure(&self) -> &'static str {
        "an example (sliced score matching)"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("{} directions an example, seed {}", self.slices, self.seed)
    }

    fn start(&self, _: &M, data: &Examples) -> Result<Noisy, FitError> {
        let settings = SettingsOf("SlicedScoreMatching");
        settings.not_negative("l2", self.l2)?;
        settings.count("slices", self.slices)?;
        Ok(Noisy::new(data, self.seed))
    }

    fn evaluate(&self, model: &M, state: &mut Noisy, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let sites = model.layout().site_count();
        state.mean(self.slices, gradient, |x, weight, streams, raw, work| {
            let sign = |u: f64| if u < 0.5 { -1.0 } else { 1.0 };
            let direction: Vec<Lanes<f64>> = (0..sites).map(|_| Lanes(streams.uniform().map(sign))).collect();
            (model.directional_gradient(theta, x, &direction, weight, raw, work) * weight).total()
        })
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, _: &M, _: &Noisy) -> Infinity {
        Infinity::default()
    }
}

impl<M: DenoisingObjective + ParamGradient> Estimator<M> for DenoisingScoreMatching {
    type State = Noisy;
    type Mode = Deterministic;

    fn name(&self) -> &'static str {
        "denoising_score_matching"
    }

    fn measure(&self) -> &'static str {
        "an example (denoising score matching)"
    }

    fn l2(&self) -> f64 {
        self.l2
    }

    fn settings(&self) -> String {
        format!("σ = {}, {} noisy copies an example, seed {}", self.sigma, self.copies, self.seed)
    }

    fn start(&self, _: &M, data: &Examples) -> Result<Noisy, FitError> {
        let settings = SettingsOf("DenoisingScoreMatching");
        settings.not_negative("l2", self.l2)?;
        settings.positive("sigma", self.sigma)?;
        settings.count("copies", self.copies)?;
        Ok(Noisy::new(data, self.seed))
    }

    fn evaluate(&self, model: &M, state: &mut Noisy, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let sites = model.layout().site_count();
        state.mean(self.copies, gradient, |x, weight, streams, raw, work| {
            let mut target = vec![Lanes::zero(); sites];
            for (x, target) in x.iter_mut().zip(&mut target) {
                // Box & Muller 1958
                let (radius, turn) = (streams.uniform(), streams.uniform());
                let noise =
                    |k: usize| (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos();
                let noise = Lanes::from_fn(noise);
                *x += noise * self.sigma;
                *target = noise * (-1.0 / self.sigma);
            }
            (model.denoising_gradient(theta, x, &target, weight, raw, work) * weight).total()
        })
    }

    fn forbids(&self) -> bool {
        M::FORBIDS
    }

    fn energy(&self, model: &M, theta: &[f64], row: &[f64]) -> Option<f64> {
        Some(model.energy(theta, row, 1.0, &mut Workspace::new()))
    }

    fn infinity(&self, _: &M, _: &Noisy) -> Infinity {
        Infinity::default()
    }
}
