//! Runs the chains of a kernel and keeps their draws.

mod summary;

pub use summary::Summary;

use std::ops::Range;

use ndarray::{ArrayD, IxDyn};
use rayon::prelude::*;
use thiserror::Error;

use crate::data::Examples;
use crate::domain::Domain;
use crate::kernel::{Chains, Kernel, Sampling};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::layout::Layout;
use crate::model::Energy;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::SettingError;
use crate::workspace::Workspace;

/// Why nothing was drawn.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum SampleError {
    /// No draw was asked for.
    #[error("0 draws were asked for; ask for at least 1")]
    NoDraws,
    /// There is no chain to draw from.
    #[error("the kernel has 0 chains; give it at least 1")]
    NoChains,
    /// The law depends on what an example is given.
    #[error("the law depends on `{name}`, which each example is given: sample `model.given(&row)`")]
    Given {
        /// The given array.
        name: String,
    },
    /// A chain did not come to a state that is allowed.
    #[error(
        "chain {chain} (from 0) began at a random state of energy +∞ and met no allowed one in {steps} steps of the kernel; \
         perhaps none exists, or the kernel does not lead there"
    )]
    Forbidden {
        /// The chain.
        chain: usize,
        /// The number of steps that were made.
        steps: usize,
    },
    /// A chain went where there are no numbers.
    #[error(
        "chain {chain} (from 0) left the numbers at draw {draw} (from 0) of its own: site {site} is NaN or infinite, or the energy is NaN or \
         −∞; where the kernel has a step size, a smaller one may help"
    )]
    NotFinite {
        /// The chain.
        chain: usize,
        /// The first site that is not finite; 0 where only the energy is none.
        site: usize,
        /// The draw of this chain.
        draw: usize,
    },
    /// Draws of a chain would all be one state.
    #[error("the kernel makes 0 steps between draws (`thin`); give it at least 1")]
    NoSteps,
    /// A setting of the kernel makes no sense.
    #[error(transparent)]
    Setting(#[from] SettingError),
}

/// Draws from several chains: draw `t · chains + c` is the t-th of chain c.
///
/// `Display` is that of [`Draws::summary`]: mean, errors, R-hat and effective sample sizes of the sites.
#[derive(Clone, PartialEq, Debug)]
pub struct Draws {
    examples: Examples,
    chains: usize,
    energies: Vec<f64>,
}

impl Draws {
    /// The number of draws.
    pub fn count(&self) -> usize {
        self.examples.count()
    }

    /// The number of chains that they came from.
    pub fn chains(&self) -> usize {
        self.chains
    }

    /// The chain that a draw came from.
    pub fn chain_of(&self, draw: usize) -> usize {
        draw % self.chains
    }

    /// E(x) of each draw.
    pub fn energies(&self) -> &[f64] {
        &self.energies
    }

    /// The draws as data, each with weight 1.
    pub fn examples(&self) -> &Examples {
        &self.examples
    }

    /// The draws as data, each with weight 1.
    pub fn into_examples(self) -> Examples {
        self.examples
    }

    /// All draws of one array of sites, draws along axis 0; `None` if there is no array of that number.
    pub fn array<T: Real>(&self, number: usize) -> Option<ArrayD<T>> {
        let array = self.examples.sites().get(number)?;
        let mut shape = vec![self.count()];
        shape.extend(&array.shape);
        let rows = (0..self.count()).flat_map(|row| self.examples.row::<T>(row)[array.range()].to_vec());
        // as many values as the shape says: one row of the array a draw
        ArrayD::from_shape_vec(IxDyn(&shape), rows.collect()).ok()
    }
}

/// `draws` states of the model at β = 1, from the chains that the kernel describes.
///
/// Every chain starts at a state drawn uniformly (standard normal at real sites), makes `warm_up` steps, and gives a
/// draw every `thin` steps. Where states are forbidden, steps are made before the warm-up until the state is allowed:
/// a step from a forbidden state goes to one where no more of the conditions that forbid it hold. Chains run in parallel, sixteen to a
/// task; the result depends on the seed alone, and that of one chain not on how many others there are.
///
/// # Cost
/// The steps of the kernel, and one energy a draw.
///
/// # Errors
/// No draws, no chains, no steps between draws; a setting of the kernel that makes no sense; a chain that comes to no allowed state,
/// or to none that is finite.
pub fn sample_with<M: Energy, K: Kernel<M>>(
    model: &M,
    kernel: &K,
    draws: usize,
) -> Result<Draws, SampleError> {
    let sampling = kernel.sampling();
    match (draws, sampling.chains, sampling.thin) {
        (0, _, _) => return Err(SampleError::NoDraws),
        (_, 0, _) => return Err(SampleError::NoChains),
        (_, _, 0) => return Err(SampleError::NoSteps),
        _ => kernel.check()?,
    }
    if let Some(array) = model.layout().givens().first()
        && model.givens().is_empty()
    {
        return Err(SampleError::Given { name: array.name.clone() });
    }
    let chains = sampling.chains.min(draws);
    let steps = draws.div_ceil(chains);
    let streams: Vec<Streams> = Streams::successive(sampling.seed).take(chains.div_ceil(WIDTH)).collect();
    let run = |(group, streams)| run_group(model, kernel, sampling, steps, group * WIDTH..chains, streams);
    let groups: Vec<_> = streams.into_par_iter().enumerate().map(run).collect();
    // of several that are stuck the first one is named, whatever the threads do
    let groups: Vec<Drawn<M::Float>> = groups
        .into_iter()
        .collect::<Result<_, _>>()
        .map_err(|chain| SampleError::Forbidden { chain, steps: MOST_STEPS })?;

    let sites = model.layout().site_count();
    let value = |draw: usize, site: usize| {
        let (step, chain) = (draw / chains, draw % chains);
        groups[chain / WIDTH].x[step * sites + site].lane(chain % WIDTH).to_f64()
    };
    let energy = |draw: usize| {
        let (step, chain) = (draw / chains, draw % chains);
        groups[chain / WIDTH].energies[step].lane(chain % WIDTH).to_f64()
    };
    let stray = |draw: usize| (0..sites).find(|&site| !value(draw, site).is_finite());
    let none = |energy: f64| energy.is_nan() || energy == f64::NEG_INFINITY;
    let wrong =
        |draw: usize| stray(draw).or_else(|| none(energy(draw)).then_some(0)).map(|site| (draw, site));
    if let Some((draw, site)) = (0..draws).find_map(wrong) {
        return Err(SampleError::NotFinite { chain: draw % chains, site, draw: draw / chains });
    }
    let examples = Examples::from_fn(model.layout().sites(), draws, M::Float::NAME == "f32", value);
    Ok(Draws { examples, chains, energies: (0..draws).map(energy).collect() })
}

/// The draws of sixteen chains, site by site within each, and their energies.
struct Drawn<T> {
    x: Vec<Lanes<T>>,
    energies: Vec<Lanes<T>>,
}

/// The draws of the first sixteen of these chains; the number of one that found no allowed state.
fn run_group<M: Energy, K: Kernel<M>>(
    model: &M,
    kernel: &K,
    sampling: Sampling,
    draws: usize,
    chains: Range<usize>,
    mut streams: Streams,
) -> Result<Drawn<M::Float>, usize> {
    let beta = Lanes::splat(M::Float::ONE);
    let mut x = random_states(model.layout(), &mut streams);
    x.extend(model.givens().iter().map(|&value| Lanes::splat(value)));
    let mut state = kernel.init(model, x);
    lead(model, kernel, &mut state, &mut streams, chains)?;
    kernel.adapt(&mut state, true);
    for _ in 0..sampling.warm_up {
        kernel.step(model, beta, &mut state, &mut streams);
    }
    kernel.adapt(&mut state, false);
    let sites = model.layout().site_count();
    let mut drawn = Drawn { x: Vec::with_capacity(draws * sites), energies: Vec::with_capacity(draws) };
    let mut work = Workspace::new();
    for _ in 0..draws {
        for _ in 0..sampling.thin {
            kernel.step(model, beta, &mut state, &mut streams);
        }
        drawn.x.extend_from_slice(&state.x()[..sites]);
        drawn.energies.push(model.energy(model.theta(), state.x(), beta, &mut work));
    }
    Ok(drawn)
}

/// How many steps of a kernel may lead from a random state to an allowed one.
const MOST_STEPS: usize = 1000;

/// Steps of the kernel until all sixteen states are allowed, so that no chain depends on how many there are; after
/// [`MOST_STEPS`] the number of the first of `chains`, whose first ones these are, that is not.
pub(crate) fn lead<M: Energy, K: Kernel<M>>(
    model: &M,
    kernel: &K,
    state: &mut K::State,
    streams: &mut Streams,
    chains: Range<usize>,
) -> Result<(), usize> {
    if !M::FORBIDS {
        return Ok(());
    }
    let beta = Lanes::splat(M::Float::ONE);
    let mut work = Workspace::new();
    let mut energy = |state: &K::State| model.energy(model.theta(), state.x(), beta, &mut work);
    let is_forbidden = |energy: &M::Float| *energy == M::Float::INFINITY;
    for _ in 0..MOST_STEPS {
        if !energy(state).0.iter().any(is_forbidden) {
            return Ok(());
        }
        kernel.step(model, beta, state, streams);
    }
    match chains.zip(&energy(state).0).find(|(_, energy)| is_forbidden(energy)) {
        Some((chain, _)) => Err(chain),
        None => Ok(()),
    }
}

/// Sixteen states: discrete sites uniform over their values, those of finite intervals uniform, real ones standard normal
/// (Box & Muller 1958), positive ones exponential with mean 1.
pub fn random_states<T: Real>(layout: &Layout, streams: &mut Streams) -> Vec<Lanes<T>> {
    let mut draw = |domain: Domain| match (domain, domain.value_count()) {
        (_, Some(count)) => {
            let uniform = streams.uniform();
            Lanes::from_fn(|k| T::from_f64(domain.value((uniform[k] * count as f64) as usize)))
        }
        (Domain::Positive, _) => {
            let uniform = streams.uniform();
            Lanes::from_fn(|k| domain.round(-uniform[k].ln()))
        }
        (Domain::Unit | Domain::Interval(..) | Domain::Angle, _) => {
            let ((low, high), uniform) = (domain.bounds(), streams.uniform());
            Lanes::from_fn(|k| domain.round(low + (high - low) * uniform[k]))
        }
        _ => {
            let (radius, turn) = (streams.uniform(), streams.uniform());
            let angle = |k: usize| std::f64::consts::TAU * turn[k];
            Lanes::from_fn(|k| T::from_f64((-2.0 * radius[k].ln()).sqrt() * angle(k).cos()))
        }
    };
    layout.domains().into_iter().map(&mut draw).collect()
}
