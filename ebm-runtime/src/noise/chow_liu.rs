//! The tree of discrete sites that is closest to data.

use super::Noise;
use crate::data::Examples;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::layout::Layout;
use crate::random::Streams;

/// A tree-shaped density of discrete sites: q(x) = Π_s q(x_s ∣ x_parent(s)), on the spanning tree of largest mutual information.
///
/// Every joint value of a pair is counted `smoothing` times more than it was seen, so that no state has density 0; conditionals and
/// marginals follow from these counts.
///
/// # Cost
/// n² / 2 passes over the data to fit; n operations for a density or a draw.
///
/// # References
/// Chow & Liu (1968), Approximating discrete probability distributions with dependence trees, IEEE Trans. Inf. Theory 14.
#[derive(Clone, PartialEq, Debug)]
pub struct ChowLiu {
    domains: Vec<Domain>,
    /// Sites, each behind its parent.
    order: Vec<Node>,
}

/// One site of the tree.
#[derive(Clone, PartialEq, Debug)]
struct Node {
    site: usize,
    /// None at the root.
    parent: Option<usize>,
    /// How many values the site has.
    count: usize,
    /// ln q(value ∣ value of the parent), row by row of the parent's values.
    logs: Vec<f64>,
    /// Their exponentials, for draws.
    shares: Vec<f64>,
}

impl Node {
    fn new(site: usize, parent: Option<usize>, count: usize, logs: Vec<f64>) -> Self {
        Self { site, parent, count, shares: logs.iter().map(|log| log.exp()).collect(), logs }
    }
}

/// Examples as codes, site by site.
struct Coded {
    counts: Vec<usize>,
    codes: Vec<Vec<usize>>,
    weights: Vec<f64>,
    smoothing: f64,
}

impl ChowLiu {
    /// The tree of examples; `None` if a site is continuous.
    pub fn fit(data: &Examples, smoothing: f64) -> Option<Self> {
        let domains = Layout::new(data.sites().to_vec(), Vec::new()).domains();
        let coded = Coded::new(data, &domains, smoothing)?;
        let n = domains.len();
        // Prim's algorithm: from site 0 always along the pair of largest mutual information
        let mut best: Vec<(f64, usize)> = vec![(f64::NEG_INFINITY, 0); n];
        let mut left: Vec<usize> = (1..n).collect();
        let mut order: Vec<Node> = (n > 0).then(|| coded.root()).into_iter().collect();
        let mut newest = 0;
        while !left.is_empty() {
            for &site in &left {
                let information = coded.mutual_information(newest, site);
                if information > best[site].0 {
                    best[site] = (information, newest);
                }
            }
            let place =
                (0..left.len()).reduce(|a, b| if best[left[b]].0 > best[left[a]].0 { b } else { a })?;
            newest = left.remove(place);
            order.push(coded.child(best[newest].1, newest));
        }
        Some(Self { domains, order })
    }

    /// Pairs (parent, site) of the tree.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize)> {
        self.order.iter().filter_map(|node| Some((node.parent?, node.site)))
    }
}

impl Coded {
    fn new(data: &Examples, domains: &[Domain], smoothing: f64) -> Option<Self> {
        let count = |domain: &Domain| Some(domain.values()?.len());
        let counts = domains.iter().map(count).collect::<Option<Vec<usize>>>()?;
        let mut codes = vec![Vec::with_capacity(data.count()); domains.len()];
        for row in 0..data.count() {
            for ((codes, domain), x) in codes.iter_mut().zip(domains).zip(data.row::<f64>(row)) {
                codes.push(domain.code(x).unwrap_or(0));
            }
        }
        let weights = (0..data.count()).map(|row| data.weight(row)).collect();
        Some(Self { counts, codes, weights, smoothing })
    }

    /// The share of each joint value of two sites, the first one's varying slowest.
    fn joint(&self, s: usize, t: usize) -> Vec<f64> {
        let columns = self.counts[t];
        let mut table = vec![self.smoothing; self.counts[s] * columns];
        for ((&a, &b), weight) in self.codes[s].iter().zip(&self.codes[t]).zip(&self.weights) {
            table[a * columns + b] += weight;
        }
        let total: f64 = table.iter().sum();
        table.iter().map(|entry| entry / total).collect()
    }

    /// Σ p(a, b) ln(p(a, b) / p(a) p(b)).
    fn mutual_information(&self, s: usize, t: usize) -> f64 {
        let (joint, rows, columns) = (self.joint(s, t), self.counts[s], self.counts[t]);
        let row = |a: usize| joint[a * columns..(a + 1) * columns].iter().sum::<f64>();
        let column = |b: usize| (0..rows).map(|a| joint[a * columns + b]).sum::<f64>();
        let entry = |(place, &p): (usize, &f64)| {
            if p > 0.0 { p * (p / (row(place / columns) * column(place % columns))).ln() } else { 0.0 }
        };
        joint.iter().enumerate().map(entry).sum()
    }

    /// Site 0, counted as in a pair of two-valued sites.
    fn root(&self) -> Node {
        let mut table = vec![2.0 * self.smoothing; self.counts[0]];
        self.codes[0].iter().zip(&self.weights).for_each(|(&code, weight)| table[code] += weight);
        let total: f64 = table.iter().sum();
        let logs = table.iter().map(|entry| (entry / total).ln()).collect();
        Node::new(0, None, self.counts[0], logs)
    }

    fn child(&self, parent: usize, site: usize) -> Node {
        let count = self.counts[site];
        let joint = self.joint(parent, site);
        let rows = joint.chunks(count).flat_map(|row| {
            let sum: f64 = row.iter().sum();
            row.iter().map(move |entry| (entry / sum).ln())
        });
        Node::new(site, Some(parent), count, rows.collect())
    }
}

impl Noise for ChowLiu {
    fn log_density(&self, x: &[Lanes<f64>]) -> Lanes<f64> {
        let code = |site: usize, k: usize| self.domains[site].code(x[site].lane(k)).map_or(0, usize::from);
        Lanes::from_fn(|k| {
            let log = |node: &Node| {
                let row = node.parent.map_or(0, |parent| code(parent, k));
                node.logs[row * node.count + code(node.site, k)]
            };
            self.order.iter().map(log).sum()
        })
    }

    fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
        let mut codes = vec![[0_usize; WIDTH]; self.domains.len()];
        let mut x = vec![Lanes::zero(); self.domains.len()];
        for Node { site, parent, count, shares, .. } in &self.order {
            let uniform = streams.uniform();
            let above: [usize; WIDTH] = parent.map_or([0; WIDTH], |parent| codes[parent]);
            let domain = self.domains[*site];
            for k in 0..WIDTH {
                let row = &shares[above[k] * count..(above[k] + 1) * count];
                // the first value at which the shares exceed the uniform number, counted without a jump
                let (mut left, mut code) = (uniform[k], 0);
                for share in &row[..count - 1] {
                    left -= share;
                    code += usize::from(left >= 0.0);
                }
                codes[*site][k] = code;
                x[*site].set_lane(k, domain.value(code));
            }
        }
        x
    }
}
