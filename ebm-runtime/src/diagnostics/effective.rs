//! How many independent draws the mean of correlated ones is worth.

/// The mean of the lags' autocovariances over chains, with the divisor of all draws.
struct Autocovariance {
    centred: Vec<Vec<f64>>,
    length: usize,
}

impl Autocovariance {
    fn new(chains: &[Vec<f64>]) -> Self {
        let centre = |chain: &Vec<f64>| {
            let mean = mean(chain);
            chain.iter().map(|value| value - mean).collect()
        };
        Self { centred: chains.iter().map(centre).collect(), length: chains[0].len() }
    }

    fn at(&self, lag: usize) -> f64 {
        let of_chain = |chain: &Vec<f64>| -> f64 {
            chain[lag..].iter().zip(chain).map(|(late, early)| late * early).sum::<f64>() / self.length as f64
        };
        self.centred.iter().map(of_chain).sum::<f64>() / self.centred.len() as f64
    }
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// With the divisor n − 1.
pub(super) fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

/// S / τ, τ = −1 + 2 Σ_t ρ_t over all lags, ρ_t from the variance within and between chains, cut where noise begins (Geyer
/// 1992: sums of neighbouring lags stay positive and fall), and at most S log₁₀ S: Vehtari et al. 2021, section 3.2.
///
/// The chains have been split and are of one length ≥ 2, finite and not constant. Lags are made one by one, so that the cost
/// is S times the lag at which the correlation is gone.
pub(super) fn sample_size(chains: &[Vec<f64>]) -> f64 {
    let (count, length) = (chains.len() as f64, chains[0].len());
    let autocovariance = Autocovariance::new(chains);
    let within = autocovariance.at(0) * length as f64 / (length - 1) as f64;
    let mut total = within * (length - 1) as f64 / length as f64;
    if chains.len() > 1 {
        total += variance(&chains.iter().map(|chain| mean(chain)).collect::<Vec<_>>());
    }
    let correlation = |lag: usize| 1.0 - (within - autocovariance.at(lag)) / total;

    // sums of the pairs (ρ_0, ρ_1), (ρ_2, ρ_3), … while they are positive and the lags have a few draws behind them
    let mut pairs = Vec::new();
    let (mut lag, mut even, mut odd) = (0, 1.0, correlation(1));
    while lag + 4 < length && even + odd > 0.0 {
        pairs.push(even + odd);
        lag += 2;
        (even, odd) = (correlation(lag), correlation(lag + 1));
    }
    // the pair at the cut counts with its even lag, once: this takes off some of the bias that cutting makes
    let last = if even + odd < 0.0 { f64::max(even, 0.0) } else { even };
    let mut ceiling = f64::INFINITY;
    let falling = pairs.iter().map(|&pair| {
        ceiling = f64::min(pair, ceiling);
        ceiling
    });
    let sum: f64 = falling.sum();

    let draws = count * length as f64;
    let time = (-1.0 + 2.0 * sum + last).max(1.0 / draws.log10());
    draws / time
}
