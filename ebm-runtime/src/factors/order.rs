//! In which order variables are summed out, and what that will cost.

use std::collections::BTreeSet;

use super::FactorGraph;

/// What an elimination needs, known before any table is made; where every order couples 48 variables and more, what it needs at least.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cost {
    /// The number of entries of the largest table.
    pub largest: f64,
    /// The number of entries of all tables together: the work.
    pub total: f64,
    /// The most variables that one table couples, the summed one left out.
    pub width: usize,
}

/// The cheapest of some orders: min-fill, min-degree, the variables as they are numbered, and that of a breadth-first walk.
///
/// # References
/// Koller & Friedman (2009), *Probabilistic Graphical Models*, section 9.4.3.2, for the greedy ones; Cuthill & McKee (1969) for the walk,
/// which along a strip leaves no more than its width open; Bodlaender & Koster (2011), Treewidth computations II, for the bound below which
/// no order is looked for.
pub(super) fn cheapest(graph: &FactorGraph) -> (Vec<usize>, Cost) {
    let numbered: Vec<usize> = (0..graph.counts().len()).collect();
    if let Some(cost) = hopeless(graph) {
        return (numbered, cost);
    }
    let walked = walk(&neighbours(graph));
    let all = [greedy(graph, true), greedy(graph, false), numbered, walked].map(|order| {
        let cost = cost(graph, &order);
        (order, cost)
    });
    let [first, rest @ ..] = all;
    rest.into_iter().fold(first, |best, other| if other.1.total < best.1.total { other } else { best })
}

/// What every order costs at least, where that is beyond all means: some table couples as many variables as the largest subgraph in which
/// each has that many neighbours (the degeneracy of the graph).
fn hopeless(graph: &FactorGraph) -> Option<Cost> {
    const BEYOND: usize = 48;
    let neighbours = neighbours(graph);
    let mut degrees: Vec<usize> = neighbours.iter().map(BTreeSet::len).collect();
    let mut left: BTreeSet<(usize, usize)> = degrees.iter().copied().zip(0..).collect();
    let mut width = 0;
    while let Some((degree, variable)) = left.pop_first() {
        width = width.max(degree);
        for &other in &neighbours[variable] {
            if left.remove(&(degrees[other], other)) {
                degrees[other] -= 1;
                left.insert((degrees[other], other));
            }
        }
    }
    let fewest = graph.counts().iter().copied().filter(|&count| count > 1).min().unwrap_or(1) as f64;
    let largest = fewest.powf(width as f64 + 1.0);
    (width >= BEYOND && fewest > 1.0).then_some(Cost { largest, total: largest, width })
}

/// Which variables share a table with each.
fn neighbours(graph: &FactorGraph) -> Vec<BTreeSet<usize>> {
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); graph.counts().len()];
    for table in graph.tables() {
        for &a in table.scope() {
            neighbours[a].extend(table.scope().iter().copied().filter(|&b| b != a));
        }
    }
    neighbours
}

/// Joins the neighbours of a variable and takes it away; they are returned.
fn eliminate(neighbours: &mut [BTreeSet<usize>], variable: usize) -> BTreeSet<usize> {
    let around = std::mem::take(&mut neighbours[variable]);
    for &a in &around {
        neighbours[a].remove(&variable);
        neighbours[a].extend(around.iter().copied().filter(|&b| b != a));
    }
    around
}

/// The number of entries of the table over a variable and its neighbours.
fn size(counts: &[usize], neighbours: &[BTreeSet<usize>], variable: usize) -> f64 {
    let around: f64 = neighbours[variable].iter().map(|&other| counts[other] as f64).product();
    around * counts[variable] as f64
}

/// What an order costs.
fn cost(graph: &FactorGraph, order: &[usize]) -> Cost {
    let mut neighbours = neighbours(graph);
    let mut cost = Cost { largest: 1.0, total: 0.0, width: 0 };
    for &variable in order {
        let table = size(graph.counts(), &neighbours, variable);
        cost.largest = cost.largest.max(table);
        cost.total += table;
        cost.width = cost.width.max(neighbours[variable].len());
        eliminate(&mut neighbours, variable);
    }
    cost
}

/// The variable is summed out next that brings the fewest new couplings (`by_fill`) or has the smallest table; ties by the smaller table,
/// then by number.
fn greedy(graph: &FactorGraph, by_fill: bool) -> Vec<usize> {
    let counts = graph.counts();
    let mut neighbours = neighbours(graph);
    let fill = |neighbours: &[BTreeSet<usize>], variable: usize| {
        if !by_fill {
            return 0;
        }
        let around: Vec<usize> = neighbours[variable].iter().copied().collect();
        let missing = |(place, &a): (usize, &usize)| {
            around[place + 1..].iter().filter(|b| !neighbours[a].contains(b)).count()
        };
        around.iter().enumerate().map(missing).sum::<usize>()
    };
    let mut left: BTreeSet<usize> = (0..counts.len()).collect();
    let mut fills: Vec<usize> = left.iter().map(|&variable| fill(&neighbours, variable)).collect();
    let mut sizes: Vec<f64> = left.iter().map(|&variable| size(counts, &neighbours, variable)).collect();
    let mut order = Vec::with_capacity(counts.len());
    while let Some(next) =
        left.iter().copied().min_by(|&a, &b| fills[a].cmp(&fills[b]).then(sizes[a].total_cmp(&sizes[b])))
    {
        let around = eliminate(&mut neighbours, next);
        let mut touched = around.clone();
        around.iter().for_each(|&a| touched.extend(&neighbours[a]));
        left.remove(&next);
        order.push(next);
        for variable in touched {
            fills[variable] = fill(&neighbours, variable);
            sizes[variable] = size(counts, &neighbours, variable);
        }
    }
    order
}

/// Breadth first from a variable at the rim of each part of the graph, the less coupled ones first.
fn walk(neighbours: &[BTreeSet<usize>]) -> Vec<usize> {
    let from = |start: usize, met: &mut BTreeSet<usize>| {
        let mut order = vec![start];
        met.insert(start);
        let mut at = 0;
        while at < order.len() {
            let mut next: Vec<usize> =
                neighbours[order[at]].iter().copied().filter(|other| !met.contains(other)).collect();
            next.sort_by_key(|&other| (neighbours[other].len(), other));
            met.extend(&next);
            order.extend(next);
            at += 1;
        }
        order
    };
    let (mut order, mut met) = (Vec::new(), BTreeSet::new());
    for start in 0..neighbours.len() {
        if !met.contains(&start) {
            // the last that a walk comes to lies at the rim
            let far = *from(start, &mut met.clone()).last().unwrap_or(&start);
            order.extend(from(far, &mut met));
        }
    }
    order
}
