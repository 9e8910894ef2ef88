//! Integrals over one or two continuous sites.

use thiserror::Error;

use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::real::Real;
use crate::workspace::Workspace;

/// Halving the steps may move ln ∫ by so much, over one and over two sites.
const TOLERANCE: [f64; 2] = [1e-10, 1e-8];
/// Nodes of the first rule and of the last, along each of one and of two axes.
const NODES: [(usize, usize); 2] = [(64, 1 << 17), (64, 1 << 11)];
/// Rounds that move the rule to where the density is.
const ROUNDS: usize = 6;

/// Why there is no integral.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum QuadratureError {
    /// More sites than that.
    #[error("{sites} continuous sites; integrals are over one or two")]
    Sites {
        /// How many.
        sites: usize,
    },
    /// The rule does not settle: a density without a normaliser, or one that is too rough.
    #[error("halving the steps of the integral still moves log Z by {difference:.1e}")]
    Unsettled {
        /// By how much.
        difference: f64,
    },
}

/// Points and the logarithms of their weights, along one axis.
type Rule = Vec<(f64, f64)>;

/// ln ∫ exp(−E) over one or two continuous sites, by double-exponential rules whose steps are halved until nothing moves any more.
///
/// # Exactness
/// The last halving moved the result by less than 1e-10 (two sites: 1e-8), and it is better than that by far for smooth densities. Densities of several peaks far apart compared with their width may have one
/// missed.
///
/// # Cost
/// Some thousand energies for one site, 10⁴ to 4 · 10⁶ for two.
///
/// # Errors
/// More sites; an integral that does not settle.
///
/// # References
/// Takahasi & Mori (1974), Double exponential formulas for numerical integration, Publ. RIMS 9; on the circle the trapezoid rule.
pub fn quadrature<M: Energy>(model: &M) -> Result<f64, QuadratureError> {
    let domains = model.layout().domains();
    let sites = domains.len();
    if !(1..=2).contains(&sites) || domains.iter().any(|domain| domain.is_discrete()) {
        return Err(QuadratureError::Sites { sites });
    }
    let theta = model.theta_f64();
    let givens: Vec<Lanes<f64>> = model.givens().iter().map(|value| Lanes::splat(value.to_f64())).collect();
    // ln of the sum, with mean and spread of each site
    let sum = |rules: &[Rule]| -> (f64, Vec<(f64, f64)>) {
        let points: Vec<(f64, f64, f64)> = match rules {
            [one] => one.iter().map(|&(u, w)| (u, 0.0, w)).collect(),
            [one, two, ..] => {
                one.iter().flat_map(|&(u, w)| two.iter().map(move |&(v, z)| (u, v, w + z))).collect()
            }
            [] => Vec::new(),
        };
        let mut work = Workspace::new();
        let mut logs = Vec::with_capacity(points.len());
        for group in points.chunks(WIDTH) {
            let at = |k: usize| group[k.min(group.len() - 1)];
            let mut x = vec![Lanes::from_fn(|k| at(k).0)];
            x.extend((sites == 2).then(|| Lanes::from_fn(|k| at(k).1)));
            x.extend(&givens);
            let energy = model.energy(&theta, &x, Lanes::one(), &mut work);
            logs.extend((0..group.len()).map(|k| at(k).2 - energy.lane(k)));
        }
        // far out energies overflow to ∞ or cancel to NaN: nothing is there unless they fall to −∞
        let known = |log: f64| if log.is_nan() { f64::NEG_INFINITY } else { log };
        let top = logs.iter().fold(f64::NEG_INFINITY, |top, &log| top.max(known(log)));
        let shares: Vec<f64> = logs.iter().map(|&log| (known(log) - top).exp()).collect();
        let total: f64 = shares.iter().sum();
        let moments = (0..sites).map(|site| {
            let value = |point: &(f64, f64, f64)| if site == 0 { point.0 } else { point.1 };
            let mean =
                points.iter().zip(&shares).filter(|(_, s)| **s > 0.0).map(|(p, s)| value(p) * s).sum::<f64>()
                    / total;
            let square = points.iter().zip(&shares).filter(|(_, s)| **s > 0.0);
            let variance = square.map(|(p, s)| (value(p) - mean).powi(2) * s).sum::<f64>() / total;
            (mean, variance.sqrt())
        });
        (top + total.ln(), moments.collect())
    };
    let (first, last) = NODES[sites - 1];
    // where the density is: rules on unbounded domains are moved there
    let start = |&domain: &Domain| (if domain == Domain::Positive { 1.0 } else { 0.0 }, 1.0);
    let mut places: Vec<(f64, f64)> = domains.iter().map(start).collect();
    let rules = |places: &[(f64, f64)], nodes: usize| -> Vec<Rule> {
        domains.iter().zip(places).map(|(&domain, &place)| rule(domain, place, nodes)).collect()
    };
    for round in 0..ROUNDS {
        let (_, found) = sum(&rules(&places, (first << round).min(8 * first)));
        for (place, (mean, spread)) in places.iter_mut().zip(found) {
            if mean.is_finite() && spread.is_finite() {
                *place = (mean, spread.max(1e-3 * place.1).max(1e-12));
            }
        }
    }
    let mut nodes = first;
    let (mut before, _) = sum(&rules(&places, nodes));
    let mut difference = f64::INFINITY;
    while nodes < last {
        nodes *= 2;
        let (now, _) = sum(&rules(&places, nodes));
        difference = (now - before).abs();
        before = now;
        if difference < TOLERANCE[sites - 1] * (1.0 + now.abs()) && now.is_finite() {
            return Ok(now);
        }
    }
    Err(QuadratureError::Unsettled { difference })
}

/// A rule of about so many nodes on a domain, around a place of some spread where it is unbounded.
fn rule(domain: Domain, (mean, spread): (f64, f64), nodes: usize) -> Rule {
    use std::f64::consts::{FRAC_PI_2, TAU};
    let (low, high) = domain.bounds();
    if domain == Domain::Angle {
        let step = TAU / nodes as f64;
        return (0..nodes).map(|k| (low + (k as f64 + 0.5) * step, step.ln())).collect();
    }
    // t from −4 to 4: beyond, every rule is below rounding or above overflow
    let step = 8.0 / nodes as f64;
    let at = |k: usize| {
        let t = -4.0 + (k as f64 + 0.5) * step;
        let (inner, slope) = (FRAC_PI_2 * t.sinh(), (FRAC_PI_2 * t.cosh()).ln());
        let (point, log) = match domain {
            Domain::Real => (
                mean + spread * inner.sinh(),
                inner.abs() + (-2.0 * inner.abs()).exp().ln_1p() - 2.0_f64.ln() + spread.ln(),
            ),
            // around the mean on the logarithmic scale
            Domain::Positive => {
                let point = mean.max(f64::MIN_POSITIVE) * inner.exp();
                (point, point.ln())
            }
            // (high + low) / 2 + (high − low) / 2 tanh, by the distance from the nearer end
            _ => {
                let near = (high - low) / (1.0 + (2.0 * inner.abs()).exp());
                let point = if inner < 0.0 { low + near } else { high - near };
                let cosh = inner.abs() + (-2.0 * inner.abs()).exp().ln_1p() - 2.0_f64.ln();
                (point, (0.5 * (high - low)).ln() - 2.0 * cosh)
            }
        };
        (point, log + slope + step.ln())
    };
    (0..nodes).map(at).filter(|&(point, log)| domain.contains(point) && log > -700.0).collect()
}
