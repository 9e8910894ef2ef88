//! log Z without sampling, by the cheapest way there is.

use super::{LogZ, LogZError, LogZMethod, check_given};
use crate::data::Examples;
use crate::domain::{Continuous, Discrete, FiniteSpace, Space};
use crate::exact::{MAX_SITES, Quadratic, QuadraticError, States, quadrature};
use crate::factors::{Elimination, FactorGraph, Layers};
use crate::model::{Energy, Local, Model};
use crate::real::Real;

/// Up to so many states are enumerated, whatever else there is: less than a second.
const FEW: f64 = 20.0;
/// The entries that one table of an elimination may have: 2 GB.
const ENTRIES: f64 = (1_u64 << 28) as f64;

/// log Z exactly, in `f64`, by the cheapest of these:
///
/// | way | for | cost |
/// |---|---|---|
/// | enumeration ([`States`]) | any energy of discrete sites | an energy difference a state |
/// | elimination ([`Elimination`]) | tables of few sites: chains, trees, strips, sparse graphs | the entries of its tables |
/// | layers ([`Layers`]) | pairs of sites, most of them not coupled with each other | the states of the others times the sites |
/// | Gauss ([`Quadratic`]) | real sites with a quadratic energy | n³ |
/// | quadrature ([`quadrature`]) | one or two continuous sites | some thousand to some million energies |
///
/// Up to 2²⁰ states are enumerated. Beyond, tables are read off the energy ([`FactorGraph::of_model`]), and what the sums would cost is
/// known before one is made; an error says it where all cost too much. Latent variables that were summed out leave no small tables:
/// the joint density (`model.joint()`) has the same log Z, and there the smaller layer is enumerated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact {
    /// The binary logarithm of the most terms that are summed: 30 are minutes of enumeration.
    pub max_sites: usize,
    /// Which way for discrete sites.
    pub by: ExactBy,
}

/// A way to sum over the states of discrete sites.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum ExactBy {
    /// Whichever costs least.
    #[default]
    Cheapest,
    /// All states, one after the other.
    Enumeration,
    /// Variable after variable.
    Elimination,
    /// One layer by enumeration, the other in closed form.
    Layers,
}

impl Default for Exact {
    fn default() -> Self {
        Self { max_sites: MAX_SITES, by: ExactBy::Cheapest }
    }
}

/// What was chosen.
enum Chosen {
    Enumeration,
    Elimination(FactorGraph),
    Layers(FactorGraph),
}

impl Exact {
    /// The way for a model of discrete sites.
    fn choose<M: Local>(&self, model: &M) -> Result<Chosen, LogZError> {
        check_given(model)?;
        let counts = model.layout().domains().into_iter().filter_map(|domain| domain.value_count());
        let bits: f64 = counts.map(|count| (count as f64).log2()).sum();
        let limit = self.max_sites.min(60) as f64 + 1e-9;
        match self.by {
            ExactBy::Enumeration => return Ok(Chosen::Enumeration),
            ExactBy::Cheapest if bits <= FEW.min(limit) => return Ok(Chosen::Enumeration),
            _ => {}
        }
        let graph = match FactorGraph::of_model(model) {
            Ok(graph) => graph,
            Err(_) if self.by == ExactBy::Cheapest && bits <= limit => return Ok(Chosen::Enumeration),
            Err(error) => return Err(error.into()),
        };
        let cost = Elimination::new(&graph).cost();
        let elimination = if cost.largest <= ENTRIES { cost.total.log2() } else { f64::INFINITY };
        let layers = Layers::new(&graph).map_or(f64::INFINITY, |layers| layers.cost().log2());
        // a step of the enumeration is an energy difference, of the others a term of a table
        let least = match self.by {
            ExactBy::Elimination => elimination,
            ExactBy::Layers => layers,
            _ => bits.min(elimination).min(layers),
        };
        if least > limit {
            return Err(LogZError::TooCostly {
                bits,
                elimination: cost.total.log2(),
                layers,
                limit: self.max_sites,
            });
        }
        Ok(if least == elimination {
            Chosen::Elimination(graph)
        } else if least == layers {
            Chosen::Layers(graph)
        } else {
            Chosen::Enumeration
        })
    }

    fn states<'m, M: Local>(&self, model: &'m M) -> Result<States<'m, M>, LogZError> {
        Ok(States::new(model, self.max_sites)?)
    }

    /// p(x_s = u) of every value of every site, in flat order.
    ///
    /// # Errors
    /// As for log Z; layers have no marginals, where nothing else is cheap enough.
    pub fn marginals<M: Local>(&self, model: &M) -> Result<Vec<Vec<f64>>, LogZError> {
        match self.choose(model)? {
            Chosen::Enumeration => Ok(self.states(model)?.marginals(&model.theta_f64())?),
            Chosen::Elimination(graph) | Chosen::Layers(graph) => {
                let elimination = Elimination::new(&graph);
                if elimination.cost().total.log2() > self.max_sites as f64 + 1e-9 {
                    return Err(LogZError::NoMarginals);
                }
                let marginals = elimination.marginals().ok_or(crate::exact::EnumerationError::Forbidden)?;
                Ok(marginals.variables)
            }
        }
    }

    /// Independent exact draws.
    ///
    /// # Errors
    /// As [`marginals`](Self::marginals); no draws asked for.
    pub fn sample<M: Local>(&self, model: &M, draws: usize, seed: u64) -> Result<Examples, LogZError> {
        if draws == 0 {
            return Err(LogZError::TooFewRuns { found: 0 });
        }
        let domains = model.layout().domains();
        let rows: Vec<Vec<f64>> = match self.choose(model)? {
            Chosen::Enumeration => self.states(model)?.draws(&model.theta_f64(), draws, seed)?,
            Chosen::Elimination(graph) | Chosen::Layers(graph) => {
                let elimination = Elimination::new(&graph);
                if elimination.cost().total.log2() > self.max_sites as f64 + 1e-9 {
                    return Err(LogZError::NoMarginals);
                }
                let codes =
                    elimination.draws(draws, seed).ok_or(crate::exact::EnumerationError::Forbidden)?;
                let value =
                    |row: Vec<usize>| row.iter().zip(&domains).map(|(&code, d)| d.value(code)).collect();
                codes.into_iter().map(value).collect()
            }
        };
        let sites = model.layout().sites();
        Ok(Examples::from_fn(sites, draws, M::Float::NAME == "f32", |row, site| rows[row][site]))
    }
}

/// Exact sums over the states of models whose sites are of the kind `K`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no exact log Z",
    note = "exact sums are for models whose sites are all discrete, or all continuous",
    note = "`AnnealedImportanceSampling` is for both"
)]
pub trait ExactSum<K>: Energy {
    /// log Z.
    ///
    /// # Errors
    /// Sums that would cost too much.
    fn exact(&self, method: &Exact) -> Result<LogZ, LogZError>;
}

impl<M: Local> ExactSum<Discrete> for M
where
    <M as Model>::Space: FiniteSpace,
{
    fn exact(&self, method: &Exact) -> Result<LogZ, LogZError> {
        let (value, reason) = match method.choose(self)? {
            Chosen::Enumeration => {
                let value = method.states(self)?.log_z(&self.theta_f64())?;
                (value, "a sum over all states".to_owned())
            }
            Chosen::Elimination(graph) => {
                let elimination = Elimination::new(&graph);
                let width = elimination.cost().width;
                (elimination.log_z(), format!("variable elimination, {width} others at a time at most"))
            }
            Chosen::Layers(graph) => {
                let layers = Layers::new(&graph);
                let (value, count) =
                    layers.map_or((f64::NAN, 0), |layers| (layers.log_z(), layers.enumerated().len()));
                (value, format!("a sum over all states of {count} sites, the others in closed form"))
            }
        };
        if value == f64::NEG_INFINITY {
            return Err(crate::exact::EnumerationError::Forbidden.into());
        }
        if !value.is_finite() {
            return Err(LogZError::NotFinite { found: -value, beta: 1.0 });
        }
        Ok(LogZ::exact(value, "exact", reason))
    }
}

impl<M: Energy> ExactSum<Continuous> for M {
    fn exact(&self, _: &Exact) -> Result<LogZ, LogZError> {
        check_given(self)?;
        match (Quadratic::new(self), self.layout().site_count()) {
            (Ok(normal), _) => {
                let reason = "a normal density, by its Cholesky root".to_owned();
                Ok(LogZ::exact(normal.log_z, "exact", reason))
            }
            // an integral over less than the whole line would settle
            (Err(error @ QuadraticError::NotPositive { .. }), _) => Err(error.into()),
            (Err(_), 1 | 2) => {
                let reason = "an integral, by quadrature".to_owned();
                Ok(LogZ::exact(quadrature(self)?, "exact", reason))
            }
            (Err(error), sites) => Err(LogZError::NoExactSum { sites, reason: error.to_string() }),
        }
    }
}

impl<M: ExactSum<<<M as Model>::Space as Space>::Kind>> LogZMethod<M> for Exact {
    fn log_z(&self, model: &M) -> Result<LogZ, LogZError> {
        model.exact(self)
    }
}
