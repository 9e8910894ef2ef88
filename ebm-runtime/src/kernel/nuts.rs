//! The no-U-turn sampler.

use super::adaptation::Adaptation;
use super::line::{Density, Line};
use super::orbit::{Orbit, Point};
use super::{Chains, Kernel, Sampling, normal};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Score;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::{SettingError, SettingsOf};
use crate::workspace::Workspace;

/// The no-U-turn sampler on the continuous sites of a model; discrete sites stay as they are.
///
/// One step draws momenta and follows Hamilton's equations in both directions of time, doubling the orbit until it turns back on
/// itself; of its points one is drawn with probability ∝ exp(−H), later halves preferred. Positive sites move as their
/// logarithms, those of an interval as their logits, with the Jacobian in H; angles turn freely. Orbits are computed in `f64`
/// whatever the number type of the model: H changes by less than one over hundreds of steps. Reversible: the kernel is its own
/// reversal.
///
/// While [`sample_with`](crate::sample::sample_with) warms up, step size (dual averaging, one for each chain) and masses (inverse
/// variances, common to sixteen chains) are adapted; afterwards, and everywhere else, they stay what they are.
///
/// # Cost
/// One score and one energy for each leapfrog step, as many as the longest of sixteen orbits takes, at most 2^`deepest` − 1.
///
/// # References
/// Hoffman & Gelman (2014), The No-U-Turn Sampler, J. Mach. Learn. Res. 15; Betancourt (2017), A Conceptual Introduction to
/// Hamiltonian Monte Carlo, arXiv 1701.02434, appendix A, for the weights of the points and the criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct Nuts {
    /// Same seed, same draws, whatever the number of threads.
    pub seed: u64,
    /// The number of independent chains; sixteen are computed at a time.
    pub chains: usize,
    /// Steps of each chain that are thrown away at first, and adapted in.
    pub warm_up: usize,
    /// Steps from one draw of a chain to its next.
    pub thin: usize,
    /// The length of a leapfrog step, at first or for good; above 0.
    pub step_size: f64,
    /// What mean of min(1, exp(−ΔH)) along orbits the adaptation aims at, between 0 and 1.
    pub acceptance: f64,
    /// How often an orbit may double, from 1 to 30.
    pub deepest: u32,
}

impl Default for Nuts {
    /// Seed 0, 32 chains, 1000 steps of warm-up, every step a draw, step size 0.1 at first, acceptance 0.8, orbits of at most 2¹⁰
    /// points: the last two are Stan's.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, step_size: 0.1, acceptance: 0.8, deepest: 10 }
    }
}

/// Points of an orbit are counted in 32 bits.
const MOST_DOUBLINGS: u32 = 30;

/// Sixteen chains of [`Nuts`].
#[derive(Clone, Debug)]
pub struct NutsState<T> {
    x: Vec<Lanes<T>>,
    /// Where the chains are on the line; x is made of it.
    y: Vec<Lanes<f64>>,
    line: Line,
    /// Room for states on the way, with what the examples are given behind their sites.
    on_the_way: Vec<Lanes<f64>>,
    adaptation: Adaptation,
    work: Workspace<Lanes<f64>>,
}

impl<T> Chains<T> for NutsState<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.x
    }
}

/// What a step tells of each chain.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NutsInfo {
    /// How often its orbit doubled.
    pub depth: [u32; WIDTH],
    /// How many leapfrog steps it took.
    pub leapfrogs: [u32; WIDTH],
    /// The mean of min(1, exp(−ΔH)) along its orbit.
    pub acceptance: [f64; WIDTH],
    /// Whether the orbit was lost, ΔH > 1000: there the step is too long, and what lies beyond is visited too rarely.
    pub diverged: [bool; WIDTH],
}

impl<M: Score> Kernel<M> for Nuts {
    type State = NutsState<M::Float>;
    type Info = NutsInfo;

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn check(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("Nuts");
        settings.positive("step_size", self.step_size)?;
        settings.open_share("acceptance", self.acceptance)?;
        let legal = (1..=MOST_DOUBLINGS).contains(&self.deepest);
        if legal { Ok(()) } else { Err(settings.wrong("deepest", self.deepest, "a number from 1 to 30")) }
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let line = Line::new(model.layout());
        let on_the_way = in_f64(&x);
        NutsState {
            y: line.coordinates(&on_the_way),
            x,
            adaptation: Adaptation::new(line.len(), self.step_size, self.acceptance),
            line,
            on_the_way,
            work: Workspace::new(),
        }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> NutsInfo {
        let NutsState { x, y, line, on_the_way, adaptation, work } = state;
        let theta = model.theta_f64();
        let of = Density { model, theta: &theta, beta: Lanes::from_fn(|k| beta.lane(k).to_f64()) };
        let size: Lanes<f64> = Lanes::from_fn(|k| adaptation.step_size(k));
        let mut u: Vec<Lanes<f64>> =
            (0..y.len()).map(|site| if line.moves(site) { normal(streams) } else { Lanes::zero() }).collect();
        let mut score = vec![Lanes::zero(); y.len()];
        let start = line.energy(&of, y, on_the_way, work) + kinetic(&u);
        line.score(&of, y, on_the_way, &mut score, work);
        let point = |k: usize, y: &[Lanes<f64>], u: &[Lanes<f64>], score: &[Lanes<f64>]| {
            let of = |values: &[Lanes<f64>]| values.iter().map(|value| value.lane(k)).collect();
            Point { y: of(y), u: of(u), score: of(score) }
        };
        let mut orbits: Vec<Orbit> = (0..WIDTH)
            .map(|k| Orbit::new(point(k, y, &u, &score), start.lane(k), self.deepest, &mut streams.lane(k)))
            .collect();
        while orbits.iter().any(Orbit::is_open) {
            // chains whose orbits have ended go along, and nobody looks at them
            let fronts: Vec<(&Point, f64)> = orbits.iter().map(Orbit::front).collect();
            let signed = Lanes::from_fn(|k| size.lane(k) * fronts[k].1);
            for (site, &scale) in adaptation.deviations().iter().enumerate() {
                let slope = Lanes::from_fn(|k| fronts[k].0.score[site]);
                u[site] = Lanes::from_fn(|k| fronts[k].0.u[site]) + slope * signed * (0.5 * scale);
                y[site] = Lanes::from_fn(|k| fronts[k].0.y[site]) + u[site] * signed * scale;
            }
            line.score(&of, y, on_the_way, &mut score, work);
            for ((u, &score), &scale) in u.iter_mut().zip(&score).zip(adaptation.deviations()) {
                *u += score * signed * (0.5 * scale);
            }
            let energy = line.energy(&of, y, on_the_way, work) + kinetic(&u);
            for (k, orbit) in orbits.iter_mut().enumerate().filter(|(_, orbit)| orbit.is_open()) {
                orbit.grow(point(k, y, &u, &score), energy.lane(k), &mut streams.lane(k));
            }
        }
        for (site, y) in y.iter_mut().enumerate() {
            *y = Lanes::from_fn(|k| orbits[k].chosen()[site]);
        }
        line.wind(y);
        line.state(y, on_the_way);
        line.rounded(on_the_way, x);
        let info = NutsInfo {
            depth: std::array::from_fn(|k| orbits[k].depth()),
            leapfrogs: std::array::from_fn(|k| orbits[k].points()),
            acceptance: std::array::from_fn(|k| orbits[k].acceptance()),
            diverged: std::array::from_fn(|k| orbits[k].is_divergent()),
        };
        adaptation.learn(&info.acceptance, y);
        info
    }

    fn reverse(&self) -> Self {
        self.clone()
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.on_the_way = in_f64(&x);
        state.y = state.line.coordinates(&state.on_the_way);
        state.x = x;
    }

    fn adapt(&self, state: &mut Self::State, on: bool) {
        state.adaptation.switch(on);
    }
}

fn in_f64<T: Real>(x: &[Lanes<T>]) -> Vec<Lanes<f64>> {
    x.iter().map(|x| Lanes::from_fn(|k| x.lane(k).to_f64())).collect()
}

/// Σ u² / 2
fn kinetic(u: &[Lanes<f64>]) -> Lanes<f64> {
    u.iter().fold(Lanes::zero(), |sum, &u| sum + u * u) * 0.5
}
