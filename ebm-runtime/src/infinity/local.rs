//! Directions that only few sites show.
//!
//! For a set S of sites, take the statistics that depend on S alone. Along a direction d in their coordinates the energy
//! changes by q(x_S) = Σ d_a T_a(x_S). Whatever the objective, it falls forever if q is nowhere lower among the combinations
//! that examples are weighed against than among those that occur, and somewhere higher: a cone of a few inequalities.

use super::against::Against;
use super::cone;
use super::statistics::Statistics;
use crate::domain::Domain;
use crate::model::ParamGradient;

/// What is known of a set of sites.
pub(super) struct Sites<'a> {
    pub(super) sites: &'a [usize],
    /// Which combinations occur, as in [`Seen::combinations`](super::seen::Seen::combinations).
    pub(super) seen: &'a [bool],
    /// Which of them examples are weighed against.
    pub(super) reach: &'a [bool],
    pub(super) domains: &'a [Domain],
}

/// A direction in the coordinates of some statistics.
pub(super) struct Found {
    /// Statistics with their share in the direction.
    pub(super) shares: Vec<(usize, f64)>,
    /// q of each combination.
    pub(super) levels: Vec<f64>,
    /// The combinations that one side shows and that rise from the other.
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
        against: &Against<'_>,
    ) -> Option<Found> {
        let row = |u: usize| {
            let all = statistics.at(&self.put(context, u));
            local.iter().map(|&a| all[a]).collect::<Vec<f64>>()
        };
        let table: Vec<Vec<f64>> = (0..self.seen.len()).map(row).collect();
        if !table.iter().flatten().all(|statistic| statistic.is_finite()) {
            return None;
        }
        let steps = against.steps(self.sites.len(), self.seen, self.reach);
        let rows: Vec<Vec<f64>> = steps
            .iter()
            .map(|&(to, from)| table[to].iter().zip(&table[from]).map(|(a, b)| a - b).collect())
            .collect();
        let d = cone::direction(&rows)?;
        let rises = |row: &[f64]| row.iter().zip(&d).map(|(r, d)| r * d).sum::<f64>() > 1e-9;
        let risen = steps.iter().zip(&rows).filter(|(_, row)| rises(row)).map(|(step, _)| *step);
        let mut vanishing: Vec<usize> = risen.flat_map(|(to, from)| [to, from]).collect();
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
}
