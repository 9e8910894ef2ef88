//! Where paths to a model start.

use super::walk::Walk;
use super::{LogZError, check_given};
use crate::data::Examples;
use crate::kernel::Kernel;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::path::{Independent, IndependentError, Path};
use crate::random::Streams;
use crate::real::Real;
use crate::sample::random_states;

/// Groups of sixteen chains whose states a start is fitted to.
const GROUPS: usize = 4;
/// Steps of each before the first state that counts.
const WARM_UP: usize = 200;
/// States of each chain that count.
const STATES: usize = 20;
/// Steps from one of them to the next.
const THIN: usize = 5;

/// Where the path to a model starts: at a density whose normaliser is known.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Start {
    /// [`Uniform`](Self::Uniform) where all domains are bounded, and [`Chains`](Self::Chains) where one is not.
    #[default]
    Automatic,
    /// Every state alike; for bounded domains.
    Uniform,
    /// The marginals of these examples ([`Independent::marginals`]).
    Marginals(Examples),
    /// The marginals of 1280 states of 64 chains that the kernel has moved at the model itself: laws that are fitted, and known, so
    /// that log Z is right whatever they are. Better ones make for shorter paths.
    Chains,
}

impl Start {
    /// The density for a model.
    pub(super) fn of<M, K>(
        &self,
        model: &M,
        kernel: &K,
        seed: u64,
    ) -> Result<Independent<M::Float, M::Space>, LogZError>
    where
        M: Energy,
        K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
    {
        check_given(model)?;
        let uniform = Independent::uniform(model.layout());
        match (self, uniform) {
            (Self::Marginals(examples), _) => {
                let fits = examples.check_sites(model.layout().sites());
                fits.map_err(|error| LogZError::Data { reason: error.to_string() })?;
                Ok(Independent::marginals(examples))
            }
            (Self::Automatic | Self::Uniform, Ok(uniform)) => Ok(uniform),
            (Self::Uniform, Err(error)) => Err(error.into()),
            (Self::Automatic, Err(IndependentError::Unbounded { .. })) | (Self::Chains, _) => {
                from_chains(model, kernel, seed)
            }
        }
    }
}

/// The marginals of chains at the model, from random states.
fn from_chains<M, K>(model: &M, kernel: &K, seed: u64) -> Result<Independent<M::Float, M::Space>, LogZError>
where
    M: Energy,
    K: Kernel<Path<Independent<M::Float, M::Space>, M>>,
{
    let layout = model.layout();
    let fit = |rows: &[Vec<f64>]| Independent::fit(layout, rows, &vec![1.0; rows.len()]);
    // streams of its own: the other end of the seeds, so that no run of the path meets them
    let streams: Vec<Streams> = Streams::successive(!seed).take(GROUPS).collect();
    let random = |mut streams: Streams| (random_states::<M::Float>(layout, &mut streams), streams);
    let mut chains: Vec<_> = streams.into_iter().map(random).collect();
    let mut rows = Vec::new();
    let collect = |chains: &[(Vec<Lanes<M::Float>>, Streams)], rows: &mut Vec<Vec<f64>>| {
        for (x, _) in chains {
            let sites = &x[..layout.site_count()];
            rows.extend((0..WIDTH).map(|k| sites.iter().map(|x| x.lane(k).to_f64()).collect::<Vec<f64>>()));
        }
    };
    collect(&chains, &mut rows);
    // what the path starts at does not matter at its other end
    let path = Path::new(fit(&rows), model.clone())?;
    let walk = Walk::new(&path, kernel.clone(), &chains[0].0)?;
    rows.clear();
    chains = walk.stay(1.0, WARM_UP, chains);
    for _ in 0..STATES {
        chains = walk.stay(1.0, THIN, chains);
        collect(&chains, &mut rows);
    }
    if rows.iter().flatten().any(|value| !value.is_finite()) {
        return Err(LogZError::Escaped);
    }
    Ok(fit(&rows))
}
