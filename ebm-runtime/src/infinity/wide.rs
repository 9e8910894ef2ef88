//! Single parameters that many sites share, as the coupling of a lattice.
//!
//! Their statistics are followed one by one: no combination of sites is small enough to list.

use super::against::{Against, EnergyRange};
use super::statistics::Statistics;
use super::widened;
use crate::data::Examples;
use crate::domain::Domain;
use crate::model::ParamGradient;

/// Work beyond this many operations is not begun: about a second.
const BUDGET: usize = 1 << 30;

/// Single directions ±1 of the statistics `wide`; `None` if that is too much work.
pub(super) fn find<M: ParamGradient>(
    statistics: &mut Statistics<'_, M>,
    data: &Examples,
    domains: &[Domain],
    wide: Vec<usize>,
    against: &Against<'_>,
) -> Option<Vec<(usize, f64)>> {
    match against {
        _ if wide.is_empty() => Some(Vec::new()),
        Against::All(range) => extreme(statistics, data, domains, wide, range),
        Against::Neighbours => one_sided(statistics, data, domains, wide),
        Against::Noise(noise, _) => divided(statistics, data, noise, wide),
    }
}

/// Statistics that are nowhere larger among the examples than among the noise, or nowhere smaller, and not all level.
fn divided<M: ParamGradient>(
    statistics: &mut Statistics<'_, M>,
    data: &Examples,
    noise: &Examples,
    wide: Vec<usize>,
) -> Option<Vec<(usize, f64)>> {
    if statistics.cost().saturating_mul(data.count() + noise.count()) > BUDGET {
        return None;
    }
    let mut ends = |rows: &Examples| {
        let mut ends = vec![(f64::INFINITY, f64::NEG_INFINITY); statistics.len()];
        for row in 0..rows.count() {
            for ((low, high), here) in ends.iter_mut().zip(statistics.at(&rows.row::<f64>(row))) {
                (*low, *high) = (low.min(here), high.max(here));
            }
        }
        ends
    };
    let (seen, drawn) = (ends(data), ends(noise));
    let side = |a: usize| {
        let ((low, high), (least, most)) = (seen[a], drawn[a]);
        let (bottom, top) = (low.min(least), high.max(most));
        let level = top - bottom <= 1e-9 * top.abs().max(1.0);
        // θ → +∞ leaves what has the smallest statistic
        match (high <= least, low >= most) {
            _ if level => None,
            (true, false) => Some((a, 1.0)),
            (false, true) => Some((a, -1.0)),
            _ => None,
        }
    };
    Some(wide.into_iter().filter_map(side).collect())
}

/// Statistics that are the same in all examples, and the largest or the smallest of all states.
fn extreme<M: ParamGradient>(
    statistics: &mut Statistics<'_, M>,
    data: &Examples,
    domains: &[Domain],
    mut wide: Vec<usize>,
    range: &EnergyRange<'_>,
) -> Option<Vec<(usize, f64)>> {
    let first = statistics.at(&widened(&data.row(0), domains));
    for row in 1..data.count() {
        let here = statistics.at(&widened(&data.row(row), domains));
        wide.retain(|&a| here[a] == first[a]);
        if wide.is_empty() {
            return Some(Vec::new());
        }
    }
    let nothing = range(&statistics.theta_along(None))?;
    if nothing != (0.0, 0.0) {
        return wide.is_empty().then(Vec::new); // a part without parameters hides what the statistic alone does
    }
    let mut found = Vec::new();
    for a in wide {
        let (low, high) = range(&statistics.theta_along(Some(a)))?;
        let near = |bound: f64| (first[a] - bound).abs() <= 1e-9 * bound.abs().max(1.0);
        // θ → +∞ leaves the states with the smallest statistic
        match (near(low), near(high)) {
            (true, false) => found.push((a, 1.0)),
            (false, true) => found.push((a, -1.0)),
            _ => {}
        }
    }
    Some(found)
}

/// Statistics that change in one sense only, or not at all, whichever site of whichever example changes.
fn one_sided<M: ParamGradient>(
    statistics: &mut Statistics<'_, M>,
    data: &Examples,
    domains: &[Domain],
    mut wide: Vec<usize>,
) -> Option<Vec<(usize, f64)>> {
    let (mut rises, mut falls) = (vec![false; statistics.len()], vec![false; statistics.len()]);
    let mut spent = 0_usize;
    for row in 0..data.count() {
        wide.retain(|&a| !(rises[a] && falls[a]));
        if wide.is_empty() {
            break;
        }
        spent += statistics.cost() * domains.len();
        if spent > BUDGET {
            return None;
        }
        let x = data.row::<f64>(row);
        let here = statistics.at(&x);
        for site in 0..domains.len() {
            let mut there = x.clone();
            there[site] = domains[site].other(x[site]);
            let there = statistics.at(&there);
            for &a in &wide {
                rises[a] |= there[a] > here[a] + 1e-9;
                falls[a] |= there[a] < here[a] - 1e-9;
            }
        }
    }
    let side = |a: usize| match (rises[a], falls[a]) {
        (true, false) => Some((a, 1.0)),
        (false, true) => Some((a, -1.0)),
        _ => None,
    };
    Some(wide.into_iter().filter_map(side).collect())
}
