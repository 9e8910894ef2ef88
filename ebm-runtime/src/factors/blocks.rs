//! Which variables can be summed together while all others stay as they are.

use std::collections::BTreeSet;

use super::FactorGraph;

/// A variable that is summed out, and those of its block that its sum depends on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The variable.
    pub variable: usize,
    /// Variables of the block that are summed out later and couple with it by then, ascending.
    pub scope: Vec<usize>,
}

/// Variables that are summed out one after the other, given all that are not among them.
pub type Block = Vec<Step>;

/// Blocks that cover all variables, each with small tables only.
///
/// A block is made like an elimination order by min-fill; where every variable that is left would need too large a table, one of them
/// is left out of the block, and stays as it is while the block is summed: first those that an earlier block has, and of these the one
/// that couples most.
///
/// # References
/// Bidyuk & Dechter (2007), Cutset sampling for Bayesian networks, J. Artif. Intell. Res. 28; Hamze & de Freitas (2004), From fields
/// to trees, for blocks that are trees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocks(pub Vec<Block>);

impl Blocks {
    /// Blocks with tables of at most `entries` entries (those of one variable alone apart). One block where that suffices for all
    /// variables, at least two otherwise.
    pub fn new(graph: &FactorGraph, entries: usize) -> Self {
        let mut met = vec![0_usize; graph.counts().len()];
        let mut blocks: Vec<Block> = Vec::new();
        while met.contains(&0) || (blocks.len() == 1 && met.len() > blocks[0].len()) {
            let block = block(graph, entries as f64, &met, blocks.len() as u64);
            block.iter().for_each(|step: &Step| met[step.variable] += 1);
            blocks.push(block);
        }
        Self(blocks)
    }
}

/// Which variables share a table with each, among those of `among`.
fn neighbours(graph: &FactorGraph, among: impl Fn(usize) -> bool) -> Vec<BTreeSet<usize>> {
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); graph.counts().len()];
    for table in graph.tables() {
        for &a in table.scope().iter().filter(|&&a| among(a)) {
            neighbours[a].extend(table.scope().iter().copied().filter(|&b| b != a && among(b)));
        }
    }
    neighbours
}

/// One block; `met` says how many blocks have each variable already.
fn block(graph: &FactorGraph, entries: f64, met: &[usize], number: u64) -> Block {
    let counts = graph.counts();
    let mut neighbours = neighbours(graph, |_| true);
    let fill = |neighbours: &[BTreeSet<usize>], variable: usize| {
        let around: Vec<usize> = neighbours[variable].iter().copied().collect();
        let missing = |(place, &a): (usize, &usize)| {
            around[place + 1..].iter().filter(|b| !neighbours[a].contains(b)).count()
        };
        around.iter().enumerate().map(missing).sum::<usize>()
    };
    let size = |neighbours: &[BTreeSet<usize>], variable: usize| {
        let around: f64 = neighbours[variable].iter().map(|&other| counts[other] as f64).product();
        if around == 1.0 { 1.0 } else { around * counts[variable] as f64 }
    };
    // ties are broken otherwise in each block, so that blocks differ (the finaliser of SplitMix64)
    let tie = |variable: usize| {
        let mut z = (number << 32 | variable as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z ^ (z >> 27)
    };
    let mut left: BTreeSet<usize> = (0..counts.len()).collect();
    let mut fills: Vec<usize> = left.iter().map(|&variable| fill(&neighbours, variable)).collect();
    let mut sizes: Vec<f64> = left.iter().map(|&variable| size(&neighbours, variable)).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let small = left.iter().copied().filter(|&variable| sizes[variable] <= entries);
        let next = small.min_by_key(|&variable| (fills[variable], tie(variable)));
        let gone = next.or_else(|| {
            left.iter().copied().max_by(|&a, &b| {
                let known = |variable: usize| met[variable] > 0;
                known(a).cmp(&known(b)).then(sizes[a].total_cmp(&sizes[b])).then(tie(a).cmp(&tie(b)))
            })
        });
        let Some(gone) = gone else { break };
        left.remove(&gone);
        let around = std::mem::take(&mut neighbours[gone]);
        let mut touched = around.clone();
        for &a in &around {
            neighbours[a].remove(&gone);
            if next.is_some() {
                neighbours[a].extend(around.iter().copied().filter(|&b| b != a));
            }
            touched.extend(&neighbours[a]);
        }
        for variable in touched {
            fills[variable] = fill(&neighbours, variable);
            sizes[variable] = size(&neighbours, variable);
        }
        order.extend(next);
    }
    steps(graph, &order)
}

/// What the sums over these variables, in this order, depend on: those that were left out later are no part of it.
fn steps(graph: &FactorGraph, order: &[usize]) -> Block {
    let members: BTreeSet<usize> = order.iter().copied().collect();
    let mut neighbours = neighbours(graph, |variable| members.contains(&variable));
    let step = |&variable: &usize| {
        let scope = std::mem::take(&mut neighbours[variable]);
        for &a in &scope {
            neighbours[a].remove(&variable);
            neighbours[a].extend(scope.iter().copied().filter(|&b| b != a));
        }
        Step { variable, scope: scope.into_iter().collect() }
    };
    order.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn torus(size: usize) -> FactorGraph {
        let mut graph = FactorGraph::new(&vec![2; size * size]).unwrap();
        for r in 0..size {
            for c in 0..size {
                let site = |r: usize, c: usize| r % size * size + c % size;
                graph.add(&[site(r, c), site(r + 1, c)], &[0.0; 4]).unwrap();
                graph.add(&[site(r, c), site(r, c + 1)], &[0.0; 4]).unwrap();
            }
        }
        graph
    }

    #[test]
    fn blocks_cover_all_variables_with_small_tables() {
        for (size, entries) in [(4, 4), (10, 4), (10, 64), (16, 64)] {
            let blocks = Blocks::new(&torus(size), entries).0;
            let mut met = vec![0; size * size];
            for block in &blocks {
                for (place, step) in block.iter().enumerate() {
                    met[step.variable] += 1;
                    assert!(2 << step.scope.len() <= entries);
                    let later = |variable: &usize| block[place + 1..].iter().any(|s| s.variable == *variable);
                    assert!(step.scope.iter().all(later), "what a sum depends on is summed later");
                }
            }
            assert!(met.iter().all(|&met| met > 0) && blocks.len() >= 2);
            // trees on a square lattice may have two thirds of the sites (Hamze & de Freitas 2004, figure 2); more with wider tables
            let share = blocks[0].len() as f64 / (size * size) as f64;
            assert!(share > if entries == 4 { 0.5 } else { 0.75 }, "{share}");
        }
    }

    #[test]
    fn one_block_is_all_where_tables_are_small() {
        let mut chain = FactorGraph::new(&[3; 7]).unwrap();
        (1..7).for_each(|k| chain.add(&[k - 1, k], &[0.0; 9]).unwrap());
        let blocks = Blocks::new(&chain, 9).0;
        assert_eq!((blocks.len(), blocks[0].len()), (1, 7));
        // one value more than the tables may have: variables alone
        let blocks = Blocks::new(&chain, 2).0;
        assert!(blocks.iter().flatten().all(|step| step.scope.is_empty()));
    }
}
