//! Hamiltonian Monte Carlo, with one leapfrog step the Metropolis-adjusted Langevin algorithm.

use super::adaptation::Adaptation;
use super::line::{Density, Line};
use super::{Chains, Kernel, Sampling, normal};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Score;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::{SettingError, SettingsOf};
use crate::workspace::Workspace;

/// Hamiltonian Monte Carlo on the continuous sites of a model; discrete sites stay as they are.
///
/// One step draws momenta, follows Hamilton's equations for `leapfrogs` leapfrog steps, and accepts the end with probability
/// min(1, exp(−ΔH)), H = E_β(x) + Σ p² / 2m. Positive sites move as their logarithms, those of an interval as their logits, with
/// the Jacobian in H; angles turn freely. The step size of each move is jittered by ± 20 %, so that no orbit closes on itself.
/// Reversible: the kernel is its own reversal.
///
/// While [`sample_with`](crate::sample::sample_with) warms up, step size (dual averaging, one for each chain) and masses (inverse
/// variances, common to sixteen chains) are adapted; afterwards, and everywhere else, they stay what they are.
///
/// # Cost
/// `leapfrogs` + 1 scores and two energies a step.
///
/// # References
/// Duane, Kennedy, Pendleton & Roweth (1987), Hybrid Monte Carlo, Phys. Lett. B 195; Neal (2011), MCMC using Hamiltonian dynamics;
/// Hoffman & Gelman (2014), The No-U-Turn Sampler, section 3.2, for the adaptation.
#[derive(Clone, PartialEq, Debug)]
pub struct Hmc {
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
    /// How many of them make one move, at least 1.
    pub leapfrogs: usize,
    /// What share of moves the adaptation aims to accept, between 0 and 1.
    pub acceptance: f64,
}

impl Default for Hmc {
    /// Seed 0, 32 chains, 1000 steps of warm-up, every step a draw, 16 leapfrog steps of length 0.1 at first, acceptance 0.8.
    fn default() -> Self {
        Self { seed: 0, chains: 32, warm_up: 1000, thin: 1, step_size: 0.1, leapfrogs: 16, acceptance: 0.8 }
    }
}

/// The Metropolis-adjusted Langevin algorithm: [`Hmc`] with a single leapfrog step.
///
/// # References
/// Roberts & Tweedie (1996), Bernoulli 2; acceptance 0.574 is best in many dimensions (Roberts & Rosenthal 1998, J. R. Stat. Soc. B
/// 60).
#[derive(Clone, PartialEq, Debug)]
pub struct Mala(pub Hmc);

impl Default for Mala {
    fn default() -> Self {
        Self(Hmc { leapfrogs: 1, acceptance: 0.574, ..Hmc::default() })
    }
}

/// Sixteen chains of [`Hmc`].
#[derive(Clone, Debug)]
pub struct HmcState<T> {
    x: Vec<Lanes<T>>,
    /// Where the chains are on the line; x is made of it.
    y: Vec<Lanes<T>>,
    line: Line,
    adaptation: Adaptation,
    work: Workspace<Lanes<T>>,
}

impl<T: Real> HmcState<T> {
    fn place(&mut self, x: Vec<Lanes<T>>) {
        self.y = self.line.coordinates(&x);
        self.x = x;
    }
}

impl<T> Chains<T> for HmcState<T> {
    fn x(&self) -> &[Lanes<T>] {
        &self.x
    }
}

/// What a move tells.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HmcInfo {
    /// Which chains moved.
    pub accepted: [bool; WIDTH],
}

impl<M: Score> Kernel<M> for Hmc {
    type State = HmcState<M::Float>;
    type Info = HmcInfo;

    fn sampling(&self) -> Sampling {
        Sampling { seed: self.seed, chains: self.chains, warm_up: self.warm_up, thin: self.thin }
    }

    fn check(&self) -> Result<(), SettingError> {
        let settings = SettingsOf("Hmc");
        settings.positive("step_size", self.step_size)?;
        settings.count("leapfrogs", self.leapfrogs)?;
        settings.open_share("acceptance", self.acceptance)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let line = Line::new(model.layout());
        let adaptation = Adaptation::new(line.len(), self.step_size, self.acceptance);
        HmcState { y: line.coordinates(&x), x, line, adaptation, work: Workspace::new() }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> HmcInfo {
        let HmcState { x, y, line, adaptation, work } = state;
        let number = M::Float::from_f64;
        let jitter = streams.uniform().map(|u| 0.8 + 0.4 * u);
        let size = Lanes::from_fn(|k| number(adaptation.step_size(k) * jitter[k]));
        // deviations of the sites: 1 / √m, so that p = u / deviation and the kinetic energy is Σ u² / 2
        let scale: Vec<M::Float> =
            adaptation.deviations().iter().map(|&deviation| number(deviation)).collect();
        let half = number(0.5);
        let mut u: Vec<Lanes<M::Float>> =
            (0..y.len()).map(|site| if line.moves(site) { normal(streams) } else { Lanes::zero() }).collect();
        let kinetic = |u: &[Lanes<M::Float>]| u.iter().fold(Lanes::zero(), |sum, &u| sum + u * u) * half;
        let of = Density { model, theta: model.theta(), beta };
        // room for the states on the way, with what the examples are given behind their sites
        let mut on_the_way = x.clone();
        let before = line.energy(&of, y, &mut on_the_way, work) + kinetic(&u);
        let mut moved = y.clone();
        let mut score = vec![Lanes::zero(); y.len()];
        line.score(&of, &moved, &mut on_the_way, &mut score, work);
        for _ in 0..self.leapfrogs {
            for (u, (&score, &scale)) in u.iter_mut().zip(score.iter().zip(&scale)) {
                *u += score * size * (scale * half);
            }
            for (y, (&u, &scale)) in moved.iter_mut().zip(u.iter().zip(&scale)) {
                *y += u * size * scale;
            }
            line.score(&of, &moved, &mut on_the_way, &mut score, work);
            for (u, (&score, &scale)) in u.iter_mut().zip(score.iter().zip(&scale)) {
                *u += score * size * (scale * half);
            }
        }
        let after = line.energy(&of, &moved, &mut on_the_way, work) + kinetic(&u);
        let uniform = streams.uniform();
        let mut accepted = [false; WIDTH];
        let mut probability = [0.0; WIDTH];
        for k in 0..WIDTH {
            let rise = (after.lane(k) - before.lane(k)).to_f64();
            // an orbit that left the numbers is refused
            probability[k] = if rise.is_nan() { 0.0 } else { (-rise).exp().min(1.0) };
            accepted[k] = uniform[k] < probability[k];
        }
        line.wind(&mut moved);
        for (y, moved) in y.iter_mut().zip(moved) {
            *y = Lanes::from_fn(|k| if accepted[k] { moved.lane(k) } else { y.lane(k) });
        }
        line.state(y, x);
        adaptation.learn(&probability, y);
        HmcInfo { accepted }
    }

    fn reverse(&self) -> Self {
        self.clone()
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.place(x);
    }

    fn adapt(&self, state: &mut Self::State, on: bool) {
        state.adaptation.switch(on);
    }
}

impl<M: Score> Kernel<M> for Mala {
    type State = HmcState<M::Float>;
    type Info = HmcInfo;

    fn sampling(&self) -> Sampling {
        Kernel::<M>::sampling(&self.0)
    }

    fn check(&self) -> Result<(), SettingError> {
        Kernel::<M>::check(&self.0)
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        self.0.init(model, x)
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> HmcInfo {
        self.0.step(model, beta, state, streams)
    }

    fn reverse(&self) -> Self {
        self.clone()
    }

    fn place(&self, _: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        state.place(x);
    }

    fn adapt(&self, state: &mut Self::State, on: bool) {
        Kernel::<M>::adapt(&self.0, state, on);
    }
}
