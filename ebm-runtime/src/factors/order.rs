//! In which order variables are summed out, and what that will cost.

use std::collections::BTreeSet;

use super::FactorGraph;

/// What an elimination needs, known before any table is made.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cost {
    /// The number of entries of the largest table.
    pub largest: f64,
    /// The number of entries of all tables together: the work.
    pub total: f64,
    /// The most variables that one table couples, the summed one left out.
    pub width: usize,
}

/// Min-fill: the variable is summed out next that brings the fewest new couplings; ties by the smaller table, then by number.
///
/// # References
/// Koller & Friedman (2009), *Probabilistic Graphical Models*, section 9.4.3.2.
pub(super) fn min_fill(graph: &FactorGraph) -> (Vec<usize>, Cost) {
    let counts = graph.counts();
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); counts.len()];
    for table in graph.tables() {
        for &a in table.scope() {
            neighbours[a].extend(table.scope().iter().copied().filter(|&b| b != a));
        }
    }
    let fill = |neighbours: &[BTreeSet<usize>], variable: usize| {
        let around: Vec<usize> = neighbours[variable].iter().copied().collect();
        let missing = |(place, &a): (usize, &usize)| {
            around[place + 1..].iter().filter(|b| !neighbours[a].contains(b)).count()
        };
        around.iter().enumerate().map(missing).sum::<usize>()
    };
    let size = |neighbours: &[BTreeSet<usize>], variable: usize| {
        neighbours[variable].iter().map(|&other| counts[other] as f64).product::<f64>()
            * counts[variable] as f64
    };
    let mut left: BTreeSet<usize> = (0..counts.len()).collect();
    let mut fills: Vec<usize> = (0..counts.len()).map(|variable| fill(&neighbours, variable)).collect();
    let mut order = Vec::with_capacity(counts.len());
    let mut cost = Cost { largest: 1.0, total: 0.0, width: 0 };
    while let Some(next) = left
        .iter()
        .copied()
        .min_by(|&a, &b| fills[a].cmp(&fills[b]).then(size(&neighbours, a).total_cmp(&size(&neighbours, b))))
    {
        let table = size(&neighbours, next);
        cost.largest = cost.largest.max(table);
        cost.total += table;
        cost.width = cost.width.max(neighbours[next].len());
        let around = std::mem::take(&mut neighbours[next]);
        let mut touched = around.clone();
        for &a in &around {
            neighbours[a].remove(&next);
            neighbours[a].extend(around.iter().copied().filter(|&b| b != a));
            touched.extend(&neighbours[a]);
        }
        left.remove(&next);
        order.push(next);
        for variable in touched {
            fills[variable] = fill(&neighbours, variable);
        }
    }
    (order, cost)
}
