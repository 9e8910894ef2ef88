//! What estimators do in the limit of many examples, by sums over the 2¹⁰ states of ten spins: how far their estimates spread, and what
//! they tend to where the model is wrong. Formulas are written out by hand and share no code with the estimators.

use ebm::ndarray::{Array1, Array2};

use crate::matrix::{contrasted, covariance, inverse, mean, sandwich};

/// Spins.
pub(crate) const SITES: usize = 10;
/// Their states.
pub(crate) const STATES: usize = 1 << SITES;
/// Their pairs, and so the couplings.
pub(crate) const PAIRS: usize = SITES * (SITES - 1) / 2;

/// The value of a site.
pub(crate) fn spin(state: usize, site: usize) -> i8 {
    if state >> site & 1 == 1 { 1 } else { -1 }
}

/// Where the coupling of two sites stands in a list of all, the smaller site varying slowest.
pub(crate) fn place(i: usize, k: usize) -> usize {
    let (i, k) = (i.min(k), i.max(k));
    i * SITES - i * (i + 1) / 2 + k - i - 1
}

/// Shares of all states where ln p is this up to a constant.
pub(crate) fn shares(log: impl Fn(usize) -> f64) -> Vec<f64> {
    let weights: Vec<f64> = (0..STATES).map(|state| log(state).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// The products of all pairs of spins, a row a state: ∂(−E)/∂J.
pub(crate) struct Pairs {
    products: Array2<f64>,
}

/// A function of the change of energy at one site: its first and its second derivative.
pub(crate) type Local = fn(f64) -> (f64, f64);

/// Objectives Σ_s φ(E(x with x_s flipped) − E(x)).
pub(crate) const LOCAL: [(&str, Local); 3] = [
    // φ = −ln σ(D)
    ("pseudolikelihood", |d| (-sigma(-d), sigma(d) * sigma(-d))),
    // φ = σ(−D)²
    ("ratio_matching", |d| {
        let (p, q) = (sigma(-d), sigma(d));
        (-2.0 * p * p * q, 4.0 * p * p * q * q - 2.0 * p * p * p * q)
    }),
    // φ = exp(−D / 2)
    ("minimum_probability_flow", |d| (-0.5 * (-0.5 * d).exp(), 0.25 * (-0.5 * d).exp())),
];

fn sigma(u: f64) -> f64 {
    1.0 / (1.0 + (-u).exp())
}

/// Chains that take longer to forget are not looked at.
const MOST_LAGS: usize = 2000;

/// A step of Newton's method that ends here is at the root, of slopes of order 1, to the last digits.
const CLOSE: f64 = 1e-11;

impl Pairs {
    pub(crate) fn new() -> Self {
        let mut products = Array2::zeros((STATES, PAIRS));
        for state in 0..STATES {
            for k in 0..SITES {
                for i in 0..k {
                    products[[state, place(i, k)]] = f64::from(spin(state, i) * spin(state, k));
                }
            }
        }
        Self { products }
    }

    /// The shares of all states at these couplings.
    pub(crate) fn shares(&self, j: &Array1<f64>) -> Vec<f64> {
        let log = self.products.dot(j);
        shares(|state| log[state])
    }

    /// n times the mean square error of maximum likelihood: the mean diagonal of the inverse Fisher information.
    pub(crate) fn least_spread(&self, j: &Array1<f64>) -> Option<f64> {
        let information = covariance(&self.shares(j), &self.products);
        let inverse = inverse(&information)?;
        Some(inverse.diag().sum() / PAIRS as f64)
    }

    /// n times the mean square error of a local objective.
    pub(crate) fn local_spread(&self, j: &Array1<f64>, of: Local) -> Option<f64> {
        let shares = self.shares(j);
        let (slopes, h) = self.local(&shares, j, of);
        sandwich(&h, &covariance(&shares, &slopes), PAIRS)
    }

    /// Of noise-contrastive estimation with `ratio` draws an example from the tree that is closest to the truth.
    pub(crate) fn contrast_spread(&self, j: &Array1<f64>, ratio: f64) -> Option<f64> {
        let shares = self.shares(j);
        let tree = self.tree(&shares);
        let ratios: Vec<f64> = tree.iter().zip(&shares).map(|(tree, share)| tree / share).collect();
        contrasted(&shares, &self.products, &ratios, ratio)
    }

    /// Of contrastive divergence by sweeps of one-site draws, with so many chains an example in all steps that are averaged.
    pub(crate) fn divergence_spread(&self, j: &Array1<f64>, sweeps: usize, chains: f64) -> Option<f64> {
        let shares = self.shares(j);
        let slopes = self.divergence(j, sweeps);
        // what is left of the variance of the products where a chain starts at a given state
        let own = covariance(&shares, &self.products) - covariance(&shares, &(&slopes + &self.products));
        let v = covariance(&shares, &slopes) + own / chains;
        sandwich(&self.divergence_slope(&shares, j, sweeps), &v, PAIRS)
    }

    /// n times the mean square error that persistent chains add, n being the number of their draws: the sum of the covariances of the
    /// products at all lags takes the place of that of one draw. Lags are added until they no longer matter.
    pub(crate) fn chain_spread(&self, j: &Array1<f64>) -> Option<f64> {
        let shares = self.shares(j);
        let information = covariance(&shares, &self.products);
        let seen = mean(&shares, &self.products);
        let mut weighted = &self.products - &seen;
        weighted.rows_mut().into_iter().zip(&shares).for_each(|(mut row, &share)| row *= share);
        let (mut moved, mut sum) = (self.products.clone(), information.clone());
        for _ in 0..MOST_LAGS {
            self.sweep(j, &mut moved);
            let lag = weighted.t().dot(&moved);
            sum = sum + &lag + lag.t();
            if lag.diag().iter().zip(information.diag()).all(|(lag, own)| lag.abs() < 1e-4 * own) {
                return sandwich(&information, &sum, PAIRS);
            }
        }
        None
    }

    /// The couplings whose model is closest to these shares: the limit of maximum likelihood.
    pub(crate) fn likelihood_limit(&self, shares: &[f64], from: &Array1<f64>) -> Option<Array1<f64>> {
        let seen = mean(shares, &self.products);
        root(from, |j| {
            let own = self.shares(j);
            (mean(&own, &self.products) - &seen, covariance(&own, &self.products))
        })
    }

    /// The limit of a local objective.
    pub(crate) fn local_limit(&self, shares: &[f64], from: &Array1<f64>, of: Local) -> Option<Array1<f64>> {
        root(from, |j| {
            let (slopes, h) = self.local(shares, j, of);
            (mean(shares, &slopes), h)
        })
    }

    /// The fixed point of contrastive divergence.
    pub(crate) fn divergence_limit(
        &self,
        shares: &[f64],
        from: &Array1<f64>,
        sweeps: usize,
    ) -> Option<Array1<f64>> {
        root(from, |j| (mean(shares, &self.divergence(j, sweeps)), self.divergence_slope(shares, j, sweeps)))
    }

    /// The gradient of a local objective at each state, and the mean second derivative under shares.
    fn local(&self, shares: &[f64], j: &Array1<f64>, of: Local) -> (Array2<f64>, Array2<f64>) {
        let mut slopes = Array2::zeros((STATES, PAIRS));
        let mut h = Array2::zeros((PAIRS, PAIRS));
        for (state, share) in shares.iter().enumerate() {
            for s in 0..SITES {
                // D = 2 x_s Σ_k J_sk x_k, a sum over the pairs of s
                let pairs: Vec<usize> = (0..SITES).filter(|&k| k != s).map(|k| place(s, k)).collect();
                let product = |a: usize| 2.0 * self.products[[state, a]];
                let (first, second) = of(pairs.iter().map(|&a| product(a) * j[a]).sum());
                for &a in &pairs {
                    slopes[[state, a]] += first * product(a);
                    for &b in &pairs {
                        h[[a, b]] += share * second * product(a) * product(b);
                    }
                }
            }
        }
        (slopes, h)
    }

    /// What contrastive divergence sees at each state: the expected products after the sweeps less those of the state.
    fn divergence(&self, j: &Array1<f64>, sweeps: usize) -> Array2<f64> {
        let mut expected = self.products.clone();
        (0..sweeps).for_each(|_| self.sweep(j, &mut expected));
        expected - &self.products
    }

    /// Functions of the state before a sweep that have these values behind it, in expectation.
    fn sweep(&self, j: &Array1<f64>, expected: &mut Array2<f64>) {
        // sites are drawn from the first to the last, so that expectations are taken from the last to the first
        for s in (0..SITES).rev() {
            for low in (0..STATES).filter(|state| state >> s & 1 == 0) {
                let high = low | 1 << s;
                let others = (0..SITES).filter(|&k| k != s);
                let field: f64 = others.map(|k| j[place(s, k)] * f64::from(spin(low, k))).sum();
                let up = sigma(2.0 * field);
                for a in 0..PAIRS {
                    let mixed = up * expected[[high, a]] + (1.0 - up) * expected[[low, a]];
                    expected[[low, a]] = mixed;
                    expected[[high, a]] = mixed;
                }
            }
        }
    }

    /// The slope of its mean, by central differences.
    fn divergence_slope(&self, shares: &[f64], j: &Array1<f64>, sweeps: usize) -> Array2<f64> {
        // third derivatives times h², and rounding over h: both 1e-10
        let step = 1e-5;
        let mut slope = Array2::zeros((PAIRS, PAIRS));
        for a in 0..PAIRS {
            let moved = |by: f64| {
                let mut j = j.clone();
                j[a] += by;
                mean(shares, &self.divergence(&j, sweeps))
            };
            slope.column_mut(a).assign(&((moved(step) - moved(-step)) / (2.0 * step)));
        }
        slope
    }

    /// Shares of all states under the closest tree (Chow & Liu 1968). Without fields every spin is up half of the time, two spins share
    /// the more information the larger |E x_i x_k|, and q(x) = ½ Π over edges of (1 + x_i x_k E x_i x_k) / 2.
    fn tree(&self, shares: &[f64]) -> Vec<f64> {
        let correlations = mean(shares, &self.products);
        let (mut inside, mut edges) = (vec![0], Vec::new());
        while inside.len() < SITES {
            let outside = (0..SITES).filter(|site| !inside.contains(site));
            let pairs = outside.flat_map(|new| inside.iter().map(move |&old| (old, new)));
            let size = |&(i, k): &(usize, usize)| correlations[place(i, k)].abs();
            let Some((old, new)) = pairs.max_by(|a, b| size(a).total_cmp(&size(b))) else { break };
            inside.push(new);
            edges.push(place(old, new));
        }
        let share = |state: usize| {
            let edge = |&a: &usize| 0.5 * (1.0 + self.products[[state, a]] * correlations[a]);
            0.5 * edges.iter().map(edge).product::<f64>()
        };
        (0..STATES).map(share).collect()
    }
}

/// Newton's method from a start that is close.
fn root(from: &Array1<f64>, at: impl Fn(&Array1<f64>) -> (Array1<f64>, Array2<f64>)) -> Option<Array1<f64>> {
    let mut point = from.clone();
    for _ in 0..100 {
        let (value, slope) = at(&point);
        let step = inverse(&slope)?.dot(&value);
        let length = step.iter().fold(0.0, |top: f64, entry| top.max(entry.abs()));
        // long steps are cut, so that exponentials stay in reach
        point.scaled_add(-(0.5 / length).min(1.0), &step);
        if length < CLOSE {
            return Some(point);
        }
    }
    None
}
