//! Models whose sites are independent: densities that are known, normaliser included, and drawn from exactly.

use std::marker::PhantomData;

use thiserror::Error;

use crate::data::Examples;
use crate::domain::{Domain, Space};
use crate::lanes::{Lane, Lanes};
use crate::layout::Layout;
use crate::model::{BASIS, Energy, Local, Model, Score, Shift};
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// The density of one site, normalised.
#[derive(Clone, PartialEq, Debug)]
pub enum Law {
    /// ln p of each value, in the order of the codes.
    Discrete(Vec<f64>),
    /// Normal, on the real line.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation, above 0.
        deviation: f64,
    },
}

/// Why there is no such model.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum IndependentError {
    /// A continuous site has no uniform density.
    #[error("`{site}` is {domain}: there is no uniform density on it; fit the start of the path to data")]
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
    laws: Vec<Law>,
    kind: PhantomData<fn() -> (T, S)>,
}

impl<T, S> Clone for Independent<T, S> {
    fn clone(&self) -> Self {
        let Self { layout, domains, laws, kind } = self;
        Self { layout: layout.clone(), domains: domains.clone(), laws: laws.clone(), kind: *kind }
    }
}

impl<T: Real, S: Space> Independent<T, S> {
    /// From the law of each site of `layout`, in flat order.
    fn new(layout: &Layout, laws: Vec<Law>) -> Self {
        let layout = Layout::new(layout.sites().to_vec(), Vec::new());
        Self { domains: layout.domains(), layout, laws, kind: PhantomData }
    }

    /// Every value as likely as any other.
    ///
    /// # Errors
    /// A site whose domain is not bounded.
    pub fn uniform(layout: &Layout) -> Result<Self, IndependentError> {
        let law = |(site, domain): (usize, Domain)| match domain.values() {
            Some(values) => Ok(Law::Discrete(vec![-(values.len() as f64).ln(); values.len()])),
            None => Err(IndependentError::Unbounded { site: layout.site_name(site), domain }),
        };
        let laws: Result<Vec<Law>, _> = layout.domains().into_iter().enumerate().map(law).collect();
        Ok(Self::new(layout, laws?))
    }

    /// The marginals of examples, whose sites are those of the model. Each value of a discrete site counts one example more than
    /// were seen, so that none is impossible; a real site takes mean and standard deviation.
    ///
    /// # References
    /// Salakhutdinov & Murray (2008), section 4.2, start from the marginals of the data.
    pub fn marginals(data: &Examples) -> Self {
        let layout = Layout::new(data.sites().to_vec(), Vec::new());
        let total = data.total_weight();
        let rows: Vec<Vec<f64>> = (0..data.count()).map(|row| data.row::<f64>(row)).collect();
        let law = |(site, domain): (usize, Domain)| match domain.values() {
            Some(values) => {
                let mut counts = vec![1.0; values.len()];
                for (row, x) in rows.iter().enumerate() {
                    counts[domain.code(x[site]).unwrap_or(0)] += data.weight(row);
                }
                let sum = total + values.len() as f64;
                Law::Discrete(counts.into_iter().map(|count| (count / sum).ln()).collect())
            }
            None => {
                let weighted = |f: &dyn Fn(f64) -> f64| {
                    rows.iter().enumerate().map(|(row, x)| data.weight(row) * f(x[site])).sum::<f64>() / total
                };
                let mean = weighted(&|x| x);
                let variance = weighted(&|x| (x - mean).powi(2));
                Law::Normal { mean, deviation: if variance > 0.0 { variance.sqrt() } else { 1.0 } }
            }
        };
        let laws = layout.domains().into_iter().enumerate().map(law).collect();
        Self::new(&layout, laws)
    }

    /// The law of each site, in flat order.
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// Sixteen independent states.
    pub fn draw(&self, streams: &mut Streams) -> Vec<Lanes<T>> {
        let mut draw = |(domain, law): (&Domain, &Law)| match law {
            Law::Discrete(logs) => {
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
            Law::Normal { mean, deviation } => {
                let (radius, turn) = (streams.uniform(), streams.uniform());
                let standard =
                    |k: usize| (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos();
                Lanes::from_fn(|k| T::from_f64(mean + deviation * standard(k)))
            }
        };
        self.domains.iter().zip(&self.laws).map(&mut draw).collect()
    }

    /// States from each of the streams, with the streams.
    pub fn begin(&self, streams: Vec<Streams>) -> Vec<(Vec<Lanes<T>>, Streams)> {
        streams.into_iter().map(|mut streams| (self.draw(&mut streams), streams)).collect()
    }

    /// −ln p(x) of one site.
    fn energy_of<V: Lane>(&self, site: usize, x: V) -> V {
        match &self.laws[site] {
            Law::Discrete(logs) => x.map(|value| {
                let code = self.domains[site].code(value.to_f64()).unwrap_or(0);
                V::Real::from_f64(-logs[code])
            }),
            Law::Normal { mean, deviation } => {
                let standard = (x - V::constant(*mean)) * V::Real::from_f64(1.0 / deviation);
                let log_scale = deviation.ln() + 0.5 * std::f64::consts::TAU.ln();
                standard.square() * V::Real::from_f64(0.5) + V::constant(log_scale)
            }
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
        if let Law::Discrete(logs) = &self.laws[site] {
            for (out, log) in out.iter_mut().zip(logs) {
                *out = (V::constant(-log) - here) * beta;
            }
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
        let Law::Normal { mean, deviation } = self.laws[site] else { return false };
        let precision = 1.0 / (deviation * deviation);
        *out = [V::zero(); BASIS];
        out[0] = beta * V::Real::from_f64(mean * precision);
        out[1] = beta * V::Real::from_f64(-0.5 * precision);
        true
    }
}

impl<T: Real, S: Space> Score for Independent<T, S> {
    fn score<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V, out: &mut [V], _: &mut Workspace<V>) {
        for (site, out) in out.iter_mut().enumerate() {
            *out = match self.laws[site] {
                Law::Discrete(_) => V::zero(),
                Law::Normal { mean, deviation } => {
                    (V::constant(mean) - x[site]) * V::Real::from_f64(1.0 / (deviation * deviation)) * beta
                }
            };
        }
    }
}
