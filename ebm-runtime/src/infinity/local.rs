//! Directions that only few sites show.
//!
//! For a set S of sites, take the statistics that depend on S alone. Along a direction d in their coordinates the energy
//! changes by q(x_S) = Σ d_a T_a(x_S). The objective falls forever if
//!
//! - likelihood: every combination that occurs has the smallest q of all combinations, and some other has a larger one
//!   (Barndorff-Nielsen 1978, *Information and Exponential Families*, theorem 9.13: the mean statistic lies on a face);
//! - pseudolikelihood: no change of one site of a combination that occurs lowers q, and some raises it (separation of
//!   the logistic regressions of all sites at once, Albert & Anderson 1984, Biometrika 71).
//!
//! Both are cones of a few inequalities; which of the two is the only difference.

use super::Objective;
use super::cone;
use super::statistics::Statistics;
use crate::domain::Domain;
use crate::model::ParamGradient;

/// What is known of a set of sites.
pub(super) struct Sites<'a> {
    pub(super) sites: &'a [usize],
    /// Which combinations occur, as in [`Seen::combinations`](super::seen::Seen::combinations).
    pub(super) seen: &'a [bool],
    pub(super) domains: &'a [Domain],
}

/// A direction in the coordinates of some statistics.
pub(super) struct Found {
    /// Statistics with their share in the direction.
    pub(super) shares: Vec<(usize, f64)>,
    /// q of each combination.
    pub(super) levels: Vec<f64>,
    /// The combinations that do not occur and become impossible along it.
    pub(super) vanishing: Vec<usize>,
}

impl Sites<'_> {
    /// Looks for a direction in the coordinates of the statistics `local`, which depend on these sites alone. The other
    /// sites stand as in `context`.
    pub(super) fn find<M: ParamGradient>(
        &self,
        statistics: &mut Statistics<'_, M>,
        local: &[usize],
        context: &[f64],
        objective: Objective,
    ) -> Option<Found> {
        let row = |u: usize| {
            let all = statistics.at(&self.put(context, u));
            local.iter().map(|&a| all[a]).collect::<Vec<f64>>()
        };
        let table: Vec<Vec<f64>> = (0..self.seen.len()).map(row).collect();
        if !table.iter().flatten().all(|statistic| statistic.is_finite()) {
            return None;
        }
        let steps = self.steps(objective);
        let rows: Vec<Vec<f64>> = steps
            .iter()
            .map(|&(to, from)| table[to].iter().zip(&table[from]).map(|(a, b)| a - b).collect())
            .collect();
        let d = cone::direction(&rows)?;
        let rises = |row: &[f64]| row.iter().zip(&d).map(|(r, d)| r * d).sum::<f64>() > 1e-9;
        let mut vanishing: Vec<usize> =
            steps.iter().zip(&rows).filter(|(_, row)| rises(row)).map(|(&(to, _), _)| to).collect();
        vanishing.sort_unstable();
        vanishing.dedup();
        let shares = local.iter().copied().zip(d.iter().copied()).filter(|(_, d)| *d != 0.0).collect();
        let levels = table.iter().map(|row| row.iter().zip(&d).map(|(t, d)| t * d).sum()).collect();
        Some(Found { shares, levels, vanishing })
    }

    /// A state with the combination `u` at these sites.
    pub(super) fn put(&self, context: &[f64], u: usize) -> Vec<f64> {
        let mut x = context.to_vec();
        self.sites.iter().enumerate().for_each(|(k, &site)| x[site] = self.value(k, u));
        x
    }

    /// The value of the k-th site in a combination.
    pub(super) fn value(&self, k: usize, combination: usize) -> f64 {
        self.domains[self.sites[k]].values().map_or(0.0, |values| values[combination >> k & 1])
    }

    /// Pairs (to, from) of combinations such that q may not fall from the second to the first.
    fn steps(&self, objective: Objective) -> Vec<(usize, usize)> {
        let seen: Vec<usize> = (0..self.seen.len()).filter(|&u| self.seen[u]).collect();
        let Some(&any) = seen.first() else { return Vec::new() };
        match objective {
            Objective::Likelihood => {
                let above = (0..self.seen.len()).map(|u| (u, any));
                let level = seen.iter().map(|&u| (any, u));
                above.chain(level).collect()
            }
            Objective::Pseudolikelihood => {
                let flips = |&u: &usize| (0..self.sites.len()).map(move |k| (u ^ 1 << k, u));
                seen.iter().flat_map(flips).collect()
            }
        }
    }
}
