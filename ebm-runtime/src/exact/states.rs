//! What is summed over all states: log Z, expectations, moments.

use std::ops::Range;

use ndarray::Array2;
use thiserror::Error;

use super::gray::{Block, Plan, States16, walk};
use super::log_sum::{LogSum, Scaled};
use crate::domain::Domain;
use crate::lanes::Lane;
use crate::model::{Local, ParamGradient};
use crate::parallel;
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// Why the states of a model cannot be summed over.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum EnumerationError {
    /// 2ⁿ states are too many.
    #[error("{sites} sites have 2^{sites} states; enumeration goes up to {limit} sites")]
    TooManySites {
        /// Sites of the model.
        sites: usize,
        /// The largest number that was allowed.
        limit: usize,
    },
    /// There are too many states of sites with more than two values.
    #[error("there are about {states:.1e} states; enumeration goes up to 2^{limit}")]
    TooManyStates {
        /// States of the model.
        states: f64,
        /// The binary logarithm of the largest number that was allowed.
        limit: usize,
    },
    /// The energy depends on what an example is given.
    #[error("log Z depends on `{name}`, which each example is given: it belongs to `model.given(&row)`")]
    Given {
        /// The given array.
        name: String,
    },
    /// A site has infinitely many values.
    #[error("`{name}` is {domain}: its values cannot be enumerated")]
    Continuous {
        /// The site array.
        name: String,
        /// Its domain.
        domain: Domain,
    },
    /// The energy of some state is NaN or −∞.
    #[error("the energy of a state is NaN or −∞ (log Z comes out as {log_z})")]
    NotFinite {
        /// What the sum came to.
        log_z: f64,
    },
    /// No state is allowed.
    #[error("every state has energy +∞: there is nothing to sum")]
    Forbidden,
}

/// All states of a model of discrete sites.
///
/// Sums have the same bits for any number of threads: they are cut into shards that depend on the sites only.
///
/// # Cost
/// For n two-valued sites 2ⁿ⁻⁴ steps of sixteen states each, shared among all threads: n = 20 takes well under a second for
/// log Z; every further site doubles it. Of sites with q values, one difference of all values serves q − 1 steps. Memory
/// does not grow with the number of states.
#[derive(Clone, Debug)]
pub struct States<'a, M> {
    model: &'a M,
    plan: Plan,
}

/// Exact moments of a model.
#[derive(Clone, PartialEq, Debug)]
pub struct Moments {
    /// log Z.
    pub log_z: f64,
    /// E_p\[E\].
    pub energy: f64,
    /// −Σ p ln p = log Z + E_p\[E\], in nats.
    pub entropy: f64,
    /// E_p\[x_s\] of every site, in flat order.
    pub mean: Vec<f64>,
    /// E_p\[x_s x_t\], symmetric; the diagonal holds E_p\[x_s²\].
    pub second: Array2<f64>,
}

impl<'a, M: Local> States<'a, M> {
    /// The states of `model`, if there are at most 2^`limit`.
    ///
    /// # Errors
    /// Too many states; continuous sites; an energy that depends on what an example is given.
    pub fn new(model: &'a M, limit: usize) -> Result<Self, EnumerationError> {
        let layout = model.layout();
        if let Some(array) = layout.sites().iter().find(|array| !array.domain.is_discrete()) {
            return Err(EnumerationError::Continuous { name: array.name.clone(), domain: array.domain });
        }
        if let Some(array) = layout.givens().first()
            && model.givens().is_empty()
        {
            return Err(EnumerationError::Given { name: array.name.clone() });
        }
        let domains = layout.domains();
        let bits: f64 =
            domains.iter().filter_map(|d| d.value_count()).map(|count| (count as f64).log2()).sum();
        // 2⁶⁰ states will not be walked on any machine; above, counters would overflow
        let limit = limit.min(60);
        if bits > limit as f64 + 1e-9 {
            let sites = domains.len();
            let two_valued = domains.iter().all(|domain| domain.is_two_valued());
            return Err(if two_valued {
                EnumerationError::TooManySites { sites, limit }
            } else {
                EnumerationError::TooManyStates { states: bits.exp2(), limit }
            });
        }
        let givens = model.givens().iter().map(|value| value.to_f64()).collect();
        Ok(Self { model, plan: Plan::new(domains, givens) })
    }

    /// log Z(θ) = ln Σ_x exp(−E(x; θ)).
    ///
    /// # Exactness
    /// Exact up to rounding, about 1e-13 relative to the largest |E|: energies follow from differences for 256 steps at
    /// most, and are summed after the largest exponent is taken out.
    ///
    /// # Errors
    /// An energy that is NaN or −∞; no state that is allowed.
    pub fn log_z(&self, theta: &[f64]) -> Result<f64, EnumerationError> {
        let sums = self.shards(|shard: Range<usize>| {
            let mut sum = LogSum::default();
            walk(self.model, theta, &self.plan, shard, |Block { energy, .. }| sum.push(-energy));
            sum.finish()
        });
        let log_z = parallel::join(sums, Scaled::plus).map_or(f64::NEG_INFINITY, Scaled::ln);
        if log_z == f64::NEG_INFINITY {
            Err(EnumerationError::Forbidden)
        } else if log_z.is_finite() {
            Ok(log_z)
        } else {
            Err(EnumerationError::NotFinite { log_z })
        }
    }

    /// Σ_x p(x) f(x) for functions that are added to a vector of `size` entries, with `log_z` from
    /// [`log_z`](Self::log_z) at the same θ.
    ///
    /// `add(x, p, energy, out)` adds the terms of sixteen states. Lanes of probability 0 hold allowed states, so that
    /// 0 · f(x) is 0, unless the shard has none.
    pub(crate) fn expect(
        &self,
        theta: &[f64],
        log_z: f64,
        size: usize,
        add: impl Fn(&[States16], States16, States16, &mut [f64], &mut Workspace<States16>) + Sync,
    ) -> Vec<f64> {
        let parts = self.shards(|shard: Range<usize>| {
            let mut out = vec![0.0; size];
            let mut work = Workspace::new();
            let mut spare = Vec::new();
            walk(self.model, theta, &self.plan, shard, |Block { x, mut energy }| {
                let weight = (-energy - log_z).exp();
                if let Some(allowed) = energy.0.iter().position(|e| e.is_finite()) {
                    let x = replace_forbidden(x, &mut energy, allowed, &mut spare);
                    add(x, weight, energy, &mut out, &mut work);
                }
            });
            out
        });
        parallel::join(parts, parallel::add).unwrap_or_default()
    }

    /// log Z, mean energy, entropy, and first and second moments of the sites.
    ///
    /// # Errors
    /// As [`log_z`](Self::log_z).
    pub fn moments(&self, theta: &[f64]) -> Result<Moments, EnumerationError> {
        let log_z = self.log_z(theta)?;
        let n = self.model.layout().site_count();
        let sums = self.expect(theta, log_z, 1 + n + n * n, |x, weight, energy, out, _| {
            out[0] += (energy * weight).total();
            for s in 0..n {
                let weighted = x[s] * weight;
                out[1 + s] += weighted.total();
                for t in 0..=s {
                    out[1 + n + s * n + t] += (weighted * x[t]).total();
                }
            }
        });
        let second = Array2::from_shape_fn((n, n), |(s, t)| sums[1 + n + s.max(t) * n + s.min(t)]);
        let (energy, mean) = (sums[0], sums[1..=n].to_vec());
        Ok(Moments { log_z, energy, entropy: log_z + energy, mean, second })
    }

    /// p(x_s = u) of every value of every site, in flat order.
    ///
    /// # Errors
    /// As [`log_z`](Self::log_z).
    pub fn marginals(&self, theta: &[f64]) -> Result<Vec<Vec<f64>>, EnumerationError> {
        let log_z = self.log_z(theta)?;
        let domains = self.model.layout().domains();
        let counts: Vec<usize> = domains.iter().map(|domain| domain.value_count().unwrap_or(0)).collect();
        let sums = self.expect(theta, log_z, counts.iter().sum(), |x, weight, _, out, _| {
            let mut first = 0;
            for (s, domain) in domains.iter().enumerate() {
                for k in 0..States16::WIDTH {
                    out[first + domain.code(x[s].lane(k)).unwrap_or(0)] += weight.lane(k);
                }
                first += counts[s];
            }
        });
        let mut rest = sums.into_iter();
        Ok(counts.iter().map(|&count| rest.by_ref().take(count).collect()).collect())
    }

    /// Independent exact draws: the values of all sites, flat.
    ///
    /// # Cost
    /// A walk over all states by one thread, after that for log Z.
    ///
    /// # Errors
    /// As [`log_z`](Self::log_z).
    pub fn draws(&self, theta: &[f64], count: usize, seed: u64) -> Result<Vec<Vec<f64>>, EnumerationError> {
        let log_z = self.log_z(theta)?;
        let mut streams = Streams::new(seed);
        // each draw is the state at which the sum of probabilities passes a uniform number; rounding may end that sum a little below 1
        const ALL: f64 = 1.0 - 1e-10;
        let mut places: Vec<(f64, usize)> =
            (0..count).map(|draw| (ALL * streams.lane(0).uniform(), draw)).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sites = self.model.layout().site_count();
        let mut draws = vec![Vec::new(); count];
        let (mut sum, mut next) = (0.0, 0);
        for shard in self.plan.shards() {
            walk(self.model, theta, &self.plan, shard, |Block { x, energy }| {
                for k in 0..States16::WIDTH {
                    let p = (-energy.lane(k) - log_z).exp();
                    if p > 0.0 {
                        sum += p;
                        while next < count && places[next].0 < sum {
                            draws[places[next].1] = x[..sites].iter().map(|x| x.lane(k)).collect();
                            next += 1;
                        }
                    }
                }
            });
        }
        Ok(draws)
    }

    /// The smallest and the largest energy among allowed states; (+∞, −∞) if there is none.
    pub fn energy_range(&self, theta: &[f64]) -> (f64, f64) {
        let parts = self.shards(|shard: Range<usize>| {
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            walk(self.model, theta, &self.plan, shard, |Block { energy, .. }| {
                for &e in energy.0.iter().filter(|e| e.is_finite()) {
                    low = low.min(e);
                    high = high.max(e);
                }
            });
            (low, high)
        });
        let join = |(a, b): (f64, f64), (c, d): (f64, f64)| (a.min(c), b.max(d));
        parallel::join(parts, join).unwrap_or((f64::INFINITY, f64::NEG_INFINITY))
    }

    fn shards<T: Send>(&self, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        let blocks = self.plan.shards();
        parallel::shards(blocks.len(), |shard| work(blocks[shard].clone()))
    }
}

impl<M: Local + ParamGradient> States<'_, M> {
    /// E_p[∂E/∂θ], raw as in [`ParamGradient::param_gradient`], with `log_z` from [`log_z`](Self::log_z) at the same θ.
    pub fn mean_param_gradient(&self, theta: &[f64], log_z: f64) -> Vec<f64> {
        self.expect(theta, log_z, theta.len(), |x, weight, _, out, work| {
            self.model.param_gradient(theta, x, States16::one(), weight, out, work);
        })
    }
}

/// Puts an allowed state into the lanes that hold none, so that what is computed there is finite.
fn replace_forbidden<'x>(
    x: &'x [States16],
    energy: &mut States16,
    allowed: usize,
    spare: &'x mut Vec<States16>,
) -> &'x [States16] {
    if energy.0.iter().all(|e| e.is_finite()) {
        return x;
    }
    let lane = |k: usize| if energy.0[k].is_finite() { k } else { allowed };
    spare.clear();
    spare.extend(x.iter().map(|x| States16::from_fn(|k| x.lane(lane(k)))));
    *energy = States16::from_fn(|k| energy.0[lane(k)]);
    spare
}
