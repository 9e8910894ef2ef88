//! A model of discrete sites as a product of tables, read off its energy differences.

use rayon::prelude::*;
use thiserror::Error;

use super::FactorGraph;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Local;
use crate::random::Streams;
use crate::real::Real;
use crate::workspace::Workspace;

/// Second differences up to this part of the largest difference are rounding: energies are sums of fewer than 10⁵ terms.
const ROUNDING: f64 = 1e-11;
/// Random states at which the tables are compared with the energy: this many times the cube of the number of values.
const CHECKS: usize = 64;
/// And not more than this.
const MOST_CHECKS: usize = 1 << 16;
/// The number of entries that one table may have.
const ENTRIES: f64 = (1 << 20) as f64;
/// Random states around which it is looked for sites that are coupled.
const CONTEXTS: u64 = 4;

/// Why a model is not a product of small tables.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// A site has infinitely many values.
    #[error("`{name}` is {domain}: a table has finitely many entries")]
    Continuous {
        /// The site array.
        name: String,
        /// Its domain.
        domain: Domain,
    },
    /// The energy depends on what an example is given.
    #[error("the energy depends on `{name}`, which each example is given: it belongs to `model.given(&row)`")]
    Given {
        /// The given array.
        name: String,
    },
    /// No state of finite energy was met.
    #[error("no state of finite energy was met among {tried}")]
    NothingAllowed {
        /// How many states were tried.
        tried: usize,
    },
    /// More than two sites interact at a time, in tables that would be too large.
    #[error("`{site}` interacts with so many others at a time that a table would have {entries:.1e} entries")]
    TooManyEntries {
        /// The site.
        site: String,
        /// The number of entries.
        entries: f64,
    },
    /// The tables that were read off are not the energy.
    #[error("the energy of a state differs by {difference:.1e} from the tables read off it")]
    Differs {
        /// By how much.
        difference: f64,
    },
}

/// The energy of a model around one state.
struct Reader<'a, M> {
    model: &'a M,
    theta: Vec<f64>,
    domains: Vec<Domain>,
    /// The state, and behind it what the model is given.
    origin: Vec<f64>,
    /// E there.
    energy: f64,
    /// E with one site at each of its values − E there.
    single: Vec<Vec<f64>>,
    /// What counts as 0.
    zero: f64,
}

impl FactorGraph {
    /// The tables t_f with E(x) = −Σ_f t_f(x_f), of one site, of two, and of more where that is not all; −∞ where E is +∞.
    ///
    /// Tables hold differences from one state: t_{ab}(u, v) is minus the second difference of E by sites a and b. Where they do not
    /// make up E, more than two sites interact at a time, and site after site is given the difference that setting it makes to those
    /// before it: a table over the site and its neighbours among them.
    ///
    /// # Exactness
    /// Up to rounding. What was read is compared with E at random states, 64 q³ of them for sites of q values (at most 2¹⁶): a coupling
    /// of three sites that shows at one joint value only is missed with a chance of e⁻⁶⁴ up to q = 10, and of 0.1 % at q = 21.
    ///
    /// # Cost
    /// For n sites of q values n² q / 32 differences, shared among all threads; 1 + 8 times that where more than two sites interact.
    ///
    /// # Errors
    /// Continuous sites; an energy that depends on what an example is given; no state of finite energy; tables that would have more
    /// than 2²⁰ entries, and energies that are not made of tables, as those of latent variables that were summed out.
    pub fn of_model<M: Local>(model: &M) -> Result<Self, ReadingError> {
        let reader = Reader::new(model)?;
        let pairs = reader.pairs();
        let mut graph = reader.pairwise(&pairs);
        if reader.check(&graph).is_err() {
            graph = reader.higher()?;
            reader.check(&graph)?;
        }
        Ok(graph)
    }
}

impl<'a, M: Local> Reader<'a, M> {
    fn new(model: &'a M) -> Result<Self, ReadingError> {
        let layout = model.layout();
        if let Some(array) = layout.sites().iter().find(|array| !array.domain.is_discrete()) {
            return Err(ReadingError::Continuous { name: array.name.clone(), domain: array.domain });
        }
        if let Some(array) = layout.givens().first()
            && model.givens().is_empty()
        {
            return Err(ReadingError::Given { name: array.name.clone() });
        }
        let (theta, domains) = (model.theta_f64(), layout.domains());
        let (origin, energy) = Self::origin(model, &theta, &domains)?;
        let mut reader = Self { model, theta, domains, origin, energy, single: Vec::new(), zero: 0.0 };
        let x = reader.splat();
        let single = |site: usize| {
            let mut out = vec![Lanes::zero(); reader.count(site)];
            reader.differences(&x, site, &mut out, &mut Workspace::new());
            out.iter().map(|out| out.lane(0)).collect::<Vec<f64>>()
        };
        reader.single = (0..reader.domains.len()).into_par_iter().map(single).collect();
        let finite = reader.single.iter().flatten().filter(|d| d.is_finite());
        let largest = finite.fold(1.0_f64, |top, d| top.max(d.abs()));
        reader.zero = ROUNDING * largest;
        Ok(reader)
    }

    /// An allowed state and its energy: the first values of all sites, else a random one.
    fn origin(model: &M, theta: &[f64], domains: &[Domain]) -> Result<(Vec<f64>, f64), ReadingError> {
        const TRIED: usize = 256;
        let mut streams = Streams::new(0);
        let givens = || model.givens().iter().map(|value| Lanes::splat(value.to_f64()));
        for attempt in 0..TRIED {
            let value = |domain: &Domain| {
                let uniform = streams.uniform();
                let count = domain.value_count().unwrap_or(1) as f64;
                Lanes::from_fn(|k| domain.value(if attempt == 0 { 0 } else { (uniform[k] * count) as usize }))
            };
            let x: Vec<Lanes<f64>> = domains.iter().map(value).chain(givens()).collect();
            let energy = model.energy(theta, &x, Lanes::one(), &mut Workspace::new());
            if let Some(k) = (0..WIDTH).find(|&k| energy.lane(k).is_finite()) {
                return Ok((x.iter().map(|x| x.lane(k)).collect(), energy.lane(k)));
            }
        }
        Err(ReadingError::NothingAllowed { tried: TRIED * WIDTH })
    }

    fn count(&self, site: usize) -> usize {
        self.domains[site].value_count().unwrap_or(1)
    }

    fn splat(&self) -> Vec<Lanes<f64>> {
        self.origin.iter().map(|&value| Lanes::splat(value)).collect()
    }

    /// The code of a site in the origin.
    fn here(&self, site: usize) -> usize {
        self.domains[site].code(self.origin[site]).unwrap_or(0)
    }

    fn differences(
        &self,
        x: &[Lanes<f64>],
        site: usize,
        out: &mut [Lanes<f64>],
        work: &mut Workspace<Lanes<f64>>,
    ) {
        self.model.differences(&self.theta, x, Lanes::one(), site, out, work);
        // from the value of the origin, not of each lane
        let here = out[self.here(site)];
        out.iter_mut().for_each(|out| *out -= here);
    }

    /// Second differences of sites that have some: (a, b, table), a < b, the table row-major by the values of a and b.
    fn pairs(&self) -> Vec<(usize, usize, Vec<f64>)> {
        let of_site = |b: usize| {
            let others: Vec<(usize, usize)> = (0..b)
                .flat_map(|a| (0..self.count(a)).map(move |u| (a, u)))
                .filter(|&(a, u)| u != self.here(a) && self.single[a][u].is_finite())
                .collect();
            let (mut x, mut work) = (self.splat(), Workspace::new());
            let mut out = vec![Lanes::zero(); self.count(b)];
            let mut found: Vec<(usize, usize, Vec<f64>)> = Vec::new();
            for chunk in others.chunks(WIDTH) {
                for (k, &(a, u)) in chunk.iter().enumerate() {
                    x[a].set_lane(k, self.domains[a].value(u));
                }
                self.differences(&x, b, &mut out, &mut work);
                for (k, &(a, u)) in chunk.iter().enumerate() {
                    x[a].set_lane(k, self.origin[a]);
                    for (v, out) in out.iter().enumerate() {
                        let second = out.lane(k) - self.single[b][v];
                        // where the site alone forbids the state nothing is added to that
                        if !self.single[b][v].is_finite() || second.abs() <= self.zero {
                            continue;
                        }
                        if found.last().is_none_or(|last| last.0 != a) {
                            found.push((a, b, vec![0.0; self.count(a) * self.count(b)]));
                        }
                        if let Some(last) = found.last_mut() {
                            last.2[u * self.count(b) + v] = -second;
                        }
                    }
                }
            }
            found
        };
        (0..self.domains.len()).into_par_iter().flat_map_iter(of_site).collect()
    }

    /// A graph of no table but −E at the origin.
    fn start(&self) -> FactorGraph {
        let counts: Vec<usize> = (0..self.domains.len()).map(|site| self.count(site)).collect();
        let mut graph = FactorGraph::new(&counts).unwrap_or_default();
        let _ = graph.add(&[], &[-self.energy]);
        graph
    }

    fn pairwise(&self, pairs: &[(usize, usize, Vec<f64>)]) -> FactorGraph {
        let mut graph = self.start();
        for (site, single) in self.single.iter().enumerate() {
            let logs: Vec<f64> = single.iter().map(|d| -d).collect();
            // NaN is refused here, and then found to differ from the energy
            let _ = graph.add(&[site], &logs);
        }
        for (a, b, table) in pairs {
            let _ = graph.add(&[*a, *b], table);
        }
        graph
    }

    /// Which sites change the differences of each, around a few random states.
    fn neighbours(&self) -> Vec<Vec<usize>> {
        let n = self.domains.len();
        let of_site = |site: usize| {
            let (mut coupled, mut work) = (vec![false; n], Workspace::new());
            let mut plain = vec![Lanes::zero(); self.count(site)];
            let mut moved = plain.clone();
            for context in 0..CONTEXTS {
                let mut x = self.random(&mut Streams::new(1 + context));
                self.differences(&x, site, &mut plain, &mut work);
                for other in (0..n).filter(|&other| other != site) {
                    let here = x[other];
                    for step in 1..self.count(other) {
                        if coupled[other] {
                            break;
                        }
                        let (domain, count) = (self.domains[other], self.count(other));
                        let code = |k: usize| domain.code(here.lane(k)).unwrap_or(0);
                        x[other] = Lanes::from_fn(|k| domain.value((code(k) + step) % count));
                        self.differences(&x, site, &mut moved, &mut work);
                        coupled[other] = plain.iter().zip(&moved).any(|(plain, moved)| {
                            let same = |k: usize| {
                                let (a, b) = (plain.lane(k), moved.lane(k));
                                a == b || (a - b).abs() <= self.zero || (a.is_nan() && b.is_nan())
                            };
                            !(0..WIDTH).all(same)
                        });
                    }
                    x[other] = here;
                }
            }
            (0..n).filter(|&other| coupled[other]).collect()
        };
        (0..n).into_par_iter().map(of_site).collect()
    }

    /// Sites are set one after the other, those with the fewest neighbours last; each brings a table over itself and its neighbours
    /// among those that are set.
    fn higher(&self) -> Result<FactorGraph, ReadingError> {
        let neighbours = self.neighbours();
        let mut left = vec![true; self.domains.len()];
        let degree =
            |left: &[bool], site: usize| neighbours[site].iter().filter(|&&other| left[other]).count();
        let mut graph = self.start();
        for _ in 0..left.len() {
            let sites = (0..left.len()).filter(|&site| left[site]);
            let Some(site) = sites.min_by_key(|&site| degree(&left, site)) else { break };
            left[site] = false;
            let mut scope: Vec<usize> =
                neighbours[site].iter().copied().filter(|&other| left[other]).collect();
            scope.push(site);
            let entries: f64 = scope.iter().map(|&site| self.count(site) as f64).product();
            if entries > ENTRIES {
                return Err(ReadingError::TooManyEntries {
                    site: self.model.layout().site_name(site),
                    entries,
                });
            }
            let _ = graph.add(&scope, &self.table(&scope));
        }
        Ok(graph)
    }

    /// −ΔE of the last site of a scope, for all joint values, all other sites at the origin.
    fn table(&self, scope: &[usize]) -> Vec<f64> {
        let (site, others) = (scope[scope.len() - 1], &scope[..scope.len() - 1]);
        let total: usize = others.iter().map(|&other| self.count(other)).product();
        let mut values = Vec::with_capacity(total * self.count(site));
        let (mut x, mut work) = (self.splat(), Workspace::new());
        let mut out = vec![Lanes::zero(); self.count(site)];
        for start in (0..total).step_by(WIDTH) {
            for k in 0..WIDTH {
                let mut number = (start + k).min(total - 1);
                for &other in others.iter().rev() {
                    x[other].set_lane(k, self.domains[other].value(number % self.count(other)));
                    number /= self.count(other);
                }
            }
            self.differences(&x, site, &mut out, &mut work);
            for k in 0..WIDTH.min(total - start) {
                // ∞ − ∞: the state is forbidden without this site
                values.extend(out.iter().map(|out| if out.lane(k).is_nan() { 0.0 } else { -out.lane(k) }));
            }
        }
        values
    }

    fn random(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
        let mut x = self.splat();
        for (x, domain) in x.iter_mut().zip(&self.domains) {
            let (uniform, count) = (streams.uniform(), domain.value_count().unwrap_or(1) as f64);
            *x = Lanes::from_fn(|k| domain.value((uniform[k] * count) as usize));
        }
        x
    }

    /// Compares tables and energy at random states, half of them with most sites as in the origin, so that allowed ones are met.
    fn check(&self, graph: &FactorGraph) -> Result<(), ReadingError> {
        let most = (0..self.domains.len()).map(|site| self.count(site)).max().unwrap_or(1);
        let groups = (CHECKS * most.pow(3)).clamp(512, MOST_CHECKS) / WIDTH;
        let streams: Vec<Streams> = Streams::successive(7).take(groups).collect();
        let worst = |mut streams: Streams| {
            let mut x = self.random(&mut streams);
            if streams.uniform()[0] < 0.5 {
                for (x, &origin) in x.iter_mut().zip(&self.origin) {
                    let keep = streams.uniform();
                    *x = Lanes::from_fn(|k| if keep[k] < 0.7 { origin } else { x.lane(k) });
                }
            }
            let energy = self.model.energy(&self.theta, &x, Lanes::one(), &mut Workspace::new());
            let mut worst = 0.0_f64;
            for k in 0..WIDTH {
                let code = |(x, domain): (&Lanes<f64>, &Domain)| domain.code(x.lane(k)).unwrap_or(0);
                let state: Vec<usize> = x.iter().zip(&self.domains).map(code).collect();
                let (found, expected) = (-graph.log_weight(&state), energy.lane(k));
                let difference = if found == expected { 0.0 } else { (found - expected).abs() };
                // sums of all tables, each with the rounding of the largest
                let allowed = 1e-9 * (1.0 + expected.abs()) + self.zero * graph.tables().len() as f64;
                if difference.is_nan() || difference > allowed {
                    worst = worst.max(if difference.is_nan() { f64::INFINITY } else { difference });
                }
            }
            worst
        };
        let worst = streams.into_par_iter().map(worst).reduce(|| 0.0, f64::max);
        if worst == 0.0 { Ok(()) } else { Err(ReadingError::Differs { difference: worst }) }
    }
}
