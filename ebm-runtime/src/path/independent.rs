//! Models whose sites are independent: densities that are known, normaliser included, and drawn from exactly.

use std::marker::PhantomData;

use thiserror::Error;

use crate::data::Examples;
use crate::domain::{Domain, Space};
use crate::lanes::{Lane, Lanes};
use crate::law::Law;
use crate::layout::Layout;
use crate::model::{BASIS, Energy, Local, Model, Score, Shift};
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// The density of one site, normalised.
#[derive(Clone, PartialEq, Debug)]
pub enum SiteLaw {
    /// ln p of each value, in the order of the codes.
    Discrete(Vec<f64>),
    /// Of a continuous site.
    Continuous(Law),
}

/// Why there is no such model.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum IndependentError {
    /// A site whose domain is not bounded has no uniform density.
    #[error("`{site}` is {domain}: there is no uniform density on it")]
    Unbounded {
        /// The site.
        site: String,
        /// Its domain.
        domain: Domain,
    },
}

/// Independent sites, each with a normalised density of its own: Z = 1.
///
/// It has no parameters that are learned. Its β multiplies ln p as everywhere, so that at β ≠ 1 it is not normalised.
#[derive(Debug)]
pub struct Independent<T, S> {
    layout: Layout,
    domains: Vec<Domain>,
    /// Of the first sites; those behind them add nothing to the energy.
    laws: Vec<SiteLaw>,
    /// ln of what [`Law::log_weight`] of each continuous site integrates to.
    log_normalisers: Vec<f64>,
    kind: PhantomData<fn() -> (T, S)>,
}

impl<T, S> Clone for Independent<T, S> {
    fn clone(&self) -> Self {
        let Self { layout, domains, laws, log_normalisers, kind } = self;
        let (domains, log_normalisers) = (domains.clone(), log_normalisers.clone());
        Self { layout: layout.clone(), domains, laws: laws.clone(), log_normalisers, kind: *kind }
    }
}

impl<T: Real, S: Space> Independent<T, S> {
    /// From the law of each site of `layout`, in flat order.
    fn new(layout: &Layout, laws: Vec<SiteLaw>) -> Self {
        let layout = Layout::new(layout.sites().to_vec(), Vec::new());
        let log_normaliser = |law: &SiteLaw| match law {
            SiteLaw::Discrete(_) => 0.0,
            SiteLaw::Continuous(law) => law.log_normaliser(),
        };
        let log_normalisers = laws.iter().map(log_normaliser).collect();
        Self { domains: layout.domains(), layout, laws, log_normalisers, kind: PhantomData }
    }

    /// Every value as likely as any other.
    ///
    /// # Errors
    /// A site whose domain is not bounded.
    pub fn uniform(layout: &Layout) -> Result<Self, IndependentError> {
        let law = |(site, domain): (usize, Domain)| match (domain.value_count(), Law::uniform(domain)) {
            (Some(count), _) => Ok(SiteLaw::Discrete(vec![-(count as f64).ln(); count])),
            (None, Some(law)) => Ok(SiteLaw::Continuous(law)),
            (None, None) => Err(IndependentError::Unbounded { site: layout.site_name(site), domain }),
        };
        let laws: Result<Vec<SiteLaw>, _> = layout.domains().into_iter().enumerate().map(law).collect();
        Ok(Self::new(layout, laws?))
    }

    /// The marginals of examples, whose sites are those of the model. Each value of a discrete site counts one example more than
    /// were seen, so that none is impossible; a continuous site takes the law that [`Law::fit`] finds for it.
    ///
    /// # References
    /// Salakhutdinov & Murray (2008), section 4.2, start from the marginals of the data.
    pub fn marginals(data: &Examples) -> Self {
        let layout = Layout::new(data.sites().to_vec(), Vec::new());
        let rows: Vec<Vec<f64>> = (0..data.count()).map(|row| data.row::<f64>(row)).collect();
        let weights: Vec<f64> = (0..data.count()).map(|row| data.weight(row)).collect();
        Self::fit(&layout, &rows, &weights)
    }

    /// As [`marginals`](Self::marginals), of the states `rows` of the sites of `layout`, each with a weight that stands for a count.
    pub(crate) fn fit(layout: &Layout, rows: &[Vec<f64>], weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let law = |(site, domain): (usize, Domain)| match domain.value_count() {
            Some(count) => {
                let mut counts = vec![1.0; count];
                for (row, weight) in rows.iter().zip(weights) {
                    counts[domain.code(row[site]).unwrap_or(0)] += weight;
                }
                let sum = total + count as f64;
                SiteLaw::Discrete(counts.into_iter().map(|count| (count / sum).ln()).collect())
            }
            None => {
                let values: Vec<f64> = rows.iter().map(|row| row[site]).collect();
                SiteLaw::Continuous(Law::fit(domain, &values, weights))
            }
        };
        Self::new(layout, layout.domains().into_iter().enumerate().map(law).collect())
    }

    /// The same energy as a function of more sites, those of `layout`, which begins with the sites of this model: the rest of them add
    /// nothing, and are not drawn.
    pub(super) fn among<U: Space>(&self, layout: &Layout) -> Independent<T, U> {
        let layout = Layout::new(layout.sites().to_vec(), Vec::new());
        let (laws, log_normalisers) = (self.laws.clone(), self.log_normalisers.clone());
        Independent { domains: layout.domains(), layout, laws, log_normalisers, kind: PhantomData }
    }

    /// The law of each site, in flat order.
    pub fn laws(&self) -> &[SiteLaw] {
        &self.laws
    }

    /// Sixteen independent states.
    pub fn draw(&self, streams: &mut Streams) -> Vec<Lanes<T>> {
        let mut draw = |(domain, law): (&Domain, &SiteLaw)| match law {
            SiteLaw::Discrete(logs) => {
                let uniform = streams.uniform();
                Lanes::from_fn(|k| {
                    let mut left = uniform[k];
                    let found = logs.iter().position(|log| {
                        left -= log.exp();
                        left < 0.0
                    });
                    T::from_f64(domain.value(found.unwrap_or(logs.len().saturating_sub(1))))
                })
            }
            SiteLaw::Continuous(law) => Lanes::from_fn(|k| domain.round(law.draw(&mut streams.lane(k)))),
        };
        self.domains.iter().zip(&self.laws).map(&mut draw).collect()
    }

    /// States from each of the streams, with the streams.
    pub fn begin(&self, streams: Vec<Streams>) -> Vec<(Vec<Lanes<T>>, Streams)> {
        streams.into_iter().map(|mut streams| (self.draw(&mut streams), streams)).collect()
    }

    /// −ln p(x) of one site.
    fn energy_of<V: Lane>(&self, site: usize, x: V) -> V {
        let Some(law) = self.laws.get(site) else { return V::zero() };
        match law {
            SiteLaw::Discrete(logs) => x.map(|value| {
                let code = self.domains[site].code(value.to_f64()).unwrap_or(0);
                V::Real::from_f64(-logs[code])
            }),
            SiteLaw::Continuous(law) => V::constant(self.log_normalisers[site]) - law.log_weight(x),
        }
    }
}

impl<T: Real, S: Space> Model for Independent<T, S> {
    type Float = T;
    type Space = S;

    fn name() -> &'static str {
        "Independent"
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn theta(&self) -> &[T] {
        &[]
    }

    fn set_theta(&mut self, _: &[T]) {}
}

impl<T: Real, S: Space> Energy for Independent<T, S> {
    fn energy<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V, _: &mut Workspace<V>) -> V {
        let mut energy = V::zero();
        for (site, &x) in x[..self.laws.len()].iter().enumerate() {
            energy += self.energy_of(site, x);
        }
        energy * beta
    }
}

impl<T: Real, S: Space> Local for Independent<T, S> {
    fn flip<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V, site: usize, _: &mut Workspace<V>) -> V {
        let other = x[site].map(|value| self.domains[site].other(value));
        (self.energy_of(site, other) - self.energy_of(site, x[site])) * beta
    }

    fn differences<V: Lane>(
        &self,
        _: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        _: &mut Workspace<V>,
    ) {
        let here = self.energy_of(site, x[site]);
        match self.laws.get(site) {
            Some(SiteLaw::Discrete(logs)) => {
                for (out, log) in out.iter_mut().zip(logs) {
                    *out = (V::constant(-log) - here) * beta;
                }
            }
            Some(SiteLaw::Continuous(_)) => {}
            None => out.fill(V::zero()),
        }
    }
}

impl<T: Real, S: Space> Shift for Independent<T, S> {
    fn shift<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V, site: usize, to: V, _: &mut Workspace<V>) -> V {
        (self.energy_of(site, to) - self.energy_of(site, x[site])) * beta
    }

    fn law<V: Lane>(
        &self,
        _: &[V::Real],
        _: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        _: &mut Workspace<V>,
    ) -> bool {
        *out = match self.laws.get(site) {
            Some(SiteLaw::Continuous(law)) => law.coefficients().map(|c| beta * V::Real::from_f64(c)),
            Some(SiteLaw::Discrete(_)) => return false,
            None => [V::zero(); BASIS],
        };
        true
    }
}

impl<T: Real, S: Space> Score for Independent<T, S> {
    fn score<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V, out: &mut [V], _: &mut Workspace<V>) {
        for (site, out) in out.iter_mut().enumerate() {
            *out = match self.laws.get(site) {
                None | Some(SiteLaw::Discrete(_)) => V::zero(),
                Some(SiteLaw::Continuous(law)) => law.slope(x[site]) * beta,
            };
        }
    }
}
