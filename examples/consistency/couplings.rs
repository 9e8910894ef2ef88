//! Couplings on a ring with four chords, and how much efficiencies depend on them.

use std::error::Error;
use std::io::{self, Write};

use ebm::ndarray::Array1;
use rand_distr::{Distribution, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::json;

use crate::study::Settings;
use crate::theory::{LOCAL, PAIRS, Pairs, SITES, place};

/// Beside the ring from each site to the next.
const CHORDS: [(usize, usize); 4] = [(0, 5), (1, 4), (2, 7), (3, 8)];

/// The largest size of a coupling.
pub(crate) const LARGEST: f64 = 1.5;

/// How many sets of couplings are looked at.
const SETS: u64 = 1000;

/// The set whose efficiencies are closest to 0.97, 0.86 and 0.75, published for pseudolikelihood, ratio matching and minimum probability
/// flow on such a ring with couplings that are not known. Picked for that: others give others, as `--models couplings` shows.
pub(crate) const PICKED: u64 = 764;

/// Draws of noise an example.
pub(crate) const RATIO: f64 = 10.0;

/// Independent couplings on the ring and its chords, uniform between ± [`LARGEST`]; 0 elsewhere.
pub(crate) fn couplings(number: u64) -> Result<Array1<f64>, Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(number);
    let uniform = Uniform::new_inclusive(-LARGEST, LARGEST)?;
    let mut j = Array1::zeros(PAIRS);
    for (i, k) in (0..SITES).map(|site| (site, (site + 1) % SITES)).chain(CHORDS) {
        j[place(i, k)] = uniform.sample(&mut random);
    }
    Ok(j)
}

/// The efficiencies at some couplings, with their names; `None` where a matrix has no inverse.
pub(crate) fn efficiencies(pairs: &Pairs, j: &Array1<f64>) -> Option<Vec<(&'static str, f64)>> {
    let least = pairs.least_spread(j)?;
    let local = LOCAL.map(|(name, of)| Some((name, least / pairs.local_spread(j, of)?)));
    let contrast = Some(("noise_contrastive, ratio 10", least / pairs.contrast_spread(j, RATIO)?));
    local.into_iter().chain([contrast]).collect()
}

/// Quantiles of the efficiencies over random couplings.
pub(crate) fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let pairs = Pairs::new();
    let mut sets = Vec::new();
    for number in 0..SETS {
        sets.extend(efficiencies(&pairs, &couplings(number)?).map(|found| (number, found)));
    }
    let published = [0.97, 0.86, 0.75];
    let off = |(_, found): &&(u64, Vec<(&str, f64)>)| -> f64 {
        found.iter().zip(published).map(|((_, value), published)| (value - published).powi(2)).sum()
    };
    let closest = sets.iter().min_by(|a, b| off(a).total_cmp(&off(b))).ok_or("no set has efficiencies")?;
    let mut out = io::stdout().lock();
    if !settings.json {
        let count = sets.len();
        writeln!(
            out,
            "exact efficiencies over {count} random sets of couplings; picked: number {}",
            closest.0
        )?;
        writeln!(
            out,
            "  {:<33}{:>8}{:>8}{:>8}{:>8}{:>8}{:>9}",
            "", "least", "10 %", "median", "90 %", "most", "picked"
        )?;
    }
    for (rank, (name, picked)) in closest.1.iter().enumerate() {
        let mut values: Vec<f64> = sets.iter().map(|(_, found)| found[rank].1).collect();
        values.sort_by(f64::total_cmp);
        let quantiles =
            [0.0, 0.1, 0.5, 0.9, 1.0].map(|share| values[(share * (values.len() - 1) as f64) as usize]);
        if settings.json {
            let line = json!({
                "model": "couplings",
                "estimator": name,
                "sets": values.len(),
                "exact_efficiency_quantiles": quantiles,
                "picked": closest.0,
                "exact_efficiency": picked,
            });
            writeln!(out, "{line}")?;
        } else {
            write!(out, "  {name:<33}")?;
            quantiles.iter().try_for_each(|value| write!(out, "{value:>8.3}"))?;
            writeln!(out, "{picked:>9.3}")?;
        }
    }
    if !settings.json {
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
