//! Ranks in place of values, which makes diagnostics of heavy tails and of monotone functions of a quantity the same.

use statrs::distribution::{ContinuousCDF, Normal};

/// Φ⁻¹((r − 3/8) / (S + 1/4)) of the rank r of every value among all S of them; ties share the mean of their ranks
/// (Blom 1958; Vehtari et al. 2021, equation 14).
pub(super) fn normal_scores(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let length = chains.first().map_or(0, Vec::len);
    let values: Vec<f64> = chains.concat();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]));
    let normal = Normal::standard();
    let mut scores = vec![0.0; values.len()];
    let mut before = 0;
    // −0 and 0 are one value, though the order tells them apart
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        // the mean of the ranks before + 1, …, before + tied.len()
        let rank = before as f64 + 0.5 * (tied.len() + 1) as f64;
        let score = normal.inverse_cdf((rank - 0.375) / (values.len() as f64 + 0.25));
        tied.iter().for_each(|&at| scores[at] = score);
        before += tied.len();
    }
    scores.chunks(length.max(1)).map(<[f64]>::to_vec).collect()
}

/// |value − median|: small in the middle, large in both tails.
pub(super) fn folded(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let median = quantile(&sorted(chains), 0.5);
    chains.iter().map(|chain| chain.iter().map(|value| (value - median).abs()).collect()).collect()
}

/// Whether each value is at most `threshold`, as 1 or 0.
pub(super) fn at_most(chains: &[Vec<f64>], threshold: f64) -> Vec<Vec<f64>> {
    chains
        .iter()
        .map(|chain| chain.iter().map(|&value| f64::from(u8::from(value <= threshold))).collect())
        .collect()
}

/// All values in order.
pub(super) fn sorted(chains: &[Vec<f64>]) -> Vec<f64> {
    let mut values = chains.concat();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The `p`-quantile of values in order, linear between them: the value at place p(S − 1) (Hyndman & Fan 1996, type 7).
/// p is in 0 to 1.
pub(super) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let (below, share) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + share * (sorted[above] - sorted[below])
}
