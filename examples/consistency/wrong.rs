//! A model that is wrong: what estimators tend to when data come from somewhere else.

use std::error::Error;
use std::io::{self, Write};

use ebm::prelude::*;
use ebm::runtime::Model;
use serde_json::json;

use crate::couplings::{PICKED, couplings};
use crate::fits::{Candidate, candidate, divergence};
use crate::ring::{Pairs, counted, model};
use crate::study::{Settings, mean_square};
use crate::table::number;
use crate::theory::{LOCAL, PAIRS, Pairs as Theory, SITES, place, shares, spin};

/// The strength of the terms of three neighbours on the ring, which the model does not have.
const TRIPLES: f64 = 0.4;

/// Parts of the whole of which no row weighs more than one, and steps: ten million draws of chains in the half that is averaged, which
/// leave an error of about a thousandth; fewer steps would not forget where they began.
const PARTS: usize = 1024;
const STEPS: usize = 20_000;

/// k of contrastive divergence.
const SWEEPS: [usize; 2] = [1, 3];

/// Shares of all states: the couplings of the ring, and all triples of neighbours.
fn truth(j: &Array1<f64>) -> Vec<f64> {
    shares(|state| {
        let x = |site: usize| f64::from(spin(state, site % SITES));
        let pair = |i: usize, k: usize| j[place(i, k)] * x(i) * x(k);
        let pairs: f64 = (0..SITES).flat_map(|k| (0..k).map(move |i| (i, k))).map(|(i, k)| pair(i, k)).sum();
        pairs + TRIPLES * (0..SITES).map(|site| x(site) * x(site + 1) * x(site + 2)).sum::<f64>()
    })
}

/// The distance of every limit from that of maximum likelihood, computed and by a fit to the whole distribution.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (j, theory) = (couplings(PICKED)?, Theory::new());
    let truth = truth(&j);
    let best = theory.likelihood_limit(&truth, &j).ok_or("maximum likelihood has no limit")?;
    let distance =
        |limit: Option<Array1<f64>>| limit.map(|limit| mean_square(&limit.to_vec(), &best.to_vec()).sqrt());
    let exact = |name: &str| match LOCAL.iter().find(|(known, _)| *known == name) {
        Some((_, of)) => distance(theory.local_limit(&truth, &best, *of)),
        None => {
            let sweeps = SWEEPS.into_iter().find(|sweeps| name.ends_with(&format!("k = {sweeps}")));
            sweeps.map_or(Some(0.0), |sweeps| distance(theory.divergence_limit(&truth, &best, sweeps)))
        }
    };
    let mut candidates: Vec<Candidate<'_, Pairs>> = vec![
        candidate("maximum_likelihood", |_| MaximumLikelihood::default()),
        candidate("pseudolikelihood", |_| Pseudolikelihood::default()),
        candidate("ratio_matching", |_| RatioMatching::default()),
        candidate("minimum_probability_flow", |_| MinimumProbabilityFlow::default()),
    ];
    candidates.extend(SWEEPS.map(|sweeps| divergence(sweeps, |_| PARTS, STEPS)));
    let name = "ring with terms of three spins, fitted without them";
    let data = counted(truth.clone())?;
    let mut out = io::stdout().lock();
    if !settings.json {
        writeln!(out, "{name}: root mean square distance of each limit from that of maximum likelihood")?;
        writeln!(out, "  {:<33}{:>12}{:>12}", "", "exact", "fitted")?;
    }
    // maximum likelihood, what the others are compared with, stands first
    for (place, candidate) in candidates.into_iter().enumerate() {
        if place > 0 && !settings.asks_for(&candidate.name) {
            continue;
        }
        let exact = exact(&candidate.name);
        let mut found = model(&Array1::zeros(PAIRS))?;
        (candidate.fit)(&mut found, &data, settings.seed)?;
        let found: Vec<f64> = (0..SITES)
            .flat_map(|i| (i + 1..SITES).map(move |k| i * SITES + k))
            .map(|entry| found.theta()[entry])
            .collect();
        let fitted = mean_square(&found, &best.to_vec()).sqrt();
        if settings.json {
            let estimator = &candidate.name;
            let line =
                json!({ "model": name, "estimator": estimator, "exact_limit": exact, "limit": fitted });
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "  {:<33}{:>12}{fitted:>12.5}", candidate.name, number(exact, 5))?;
        }
    }
    if !settings.json {
        writeln!(out, "  Fits of contrastive divergence have an error of their own, of about 0.002.\n")?;
    }
    Ok(out.flush()?)
}
