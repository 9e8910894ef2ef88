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
    /// The combinations that do not occur and become impossible along it.
    pub(super) vanishing: Vec<usize>,
}

impl Sites<'_> {
    /// Looks for a direction. `contexts` are values of the other sites, by which local statistics are told apart.
    pub(super) fn find<M: ParamGradient>(
        &self,
        statistics: &mut Statistics<'_, M>,
        contexts: &[Vec<f64>],
        objective: Objective,
    ) -> Option<Found> {
        let (coordinates, table) = self.table(statistics, contexts)?;
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
        let shares = coordinates.into_iter().zip(d).filter(|(_, d)| *d != 0.0).collect();
        Some(Found { shares, vanishing })
    }

    /// The value of the k-th site in a combination.
    pub(super) fn value(&self, k: usize, combination: usize) -> f64 {
        self.domains[self.sites[k]].values().map_or(0.0, |values| values[combination >> k & 1])
    }

    /// The statistics that depend on these sites alone, and their values for each combination.
    fn table<M: ParamGradient>(
        &self,
        statistics: &mut Statistics<'_, M>,
        contexts: &[Vec<f64>],
    ) -> Option<(Vec<usize>, Vec<Vec<f64>>)> {
        let mut first: Option<Vec<Vec<f64>>> = None;
        let mut local = vec![true; statistics.len()];
        for context in contexts {
            let mut x = context.clone();
            let mut rows: Vec<Vec<f64>> = Vec::new();
            for combination in 0..self.seen.len() {
                for (k, &site) in self.sites.iter().enumerate() {
                    x[site] = self.value(k, combination);
                }
                rows.push(statistics.at(&x));
            }
            // what is another number beside other values of the other sites depends on those too
            let known = first.get_or_insert_with(|| rows.clone());
            for (known, row) in known.iter().zip(&rows) {
                for ((local, a), b) in local.iter_mut().zip(known).zip(row) {
                    *local &= (a - b).abs() <= 1e-9 * a.abs().max(1.0);
                }
            }
        }
        let first = first?;
        let moves = |a: usize| first.iter().any(|row| row[a] != first[0][a]);
        let coordinates: Vec<usize> = (0..local.len()).filter(|&a| local[a] && moves(a)).collect();
        let table = first.iter().map(|row| coordinates.iter().map(|&a| row[a]).collect()).collect();
        (!coordinates.is_empty()).then_some((coordinates, table))
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
