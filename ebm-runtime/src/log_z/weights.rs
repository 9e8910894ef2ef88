//! What independent log weights say about log of the ratio of two normalisers.

/// So far below the largest weight a lower end says nothing.
const LOWEST: f64 = -1e15;

/// Logarithms of independent weights w ≥ 0 whose expectation is the ratio that is looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    log: Vec<f64>,
}

impl Weights {
    /// From ln w of each run; −∞ for a weight of 0.
    pub fn new(log: Vec<f64>) -> Self {
        Self { log }
    }

    /// ln w of each run.
    pub fn log(&self) -> &[f64] {
        &self.log
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.log.len()
    }

    /// ln of the mean weight. Unbiased before the logarithm, too low after it on average (Jensen's inequality).
    pub fn log_mean(&self) -> f64 {
        log_mean(&self.log)
    }

    /// The standard error of [`log_mean`](Self::log_mean) by the delta method: cv / √N, with cv = sd(w) / mean(w). NaN for
    /// fewer than two weights.
    pub fn standard_error(&self) -> f64 {
        (self.variation() / self.count() as f64).sqrt()
    }

    /// [`log_mean`](Self::log_mean) without the bias that the logarithm brings, to first order: + cv² / 2N.
    pub fn corrected(&self) -> f64 {
        let correction = self.variation() / (2.0 * self.count() as f64);
        self.log_mean() + if correction.is_finite() { correction } else { 0.0 }
    }

    /// cv² = Var(w) / mean(w)².
    fn variation(&self) -> f64 {
        let count = self.count() as f64;
        let mean = self.log_mean();
        let sum: f64 = self.log.iter().map(|log| ((log - mean).exp() - 1.0).powi(2)).sum();
        sum / (count - 1.0)
    }

    /// (Σ w)² / Σ w²: to how many equal weights they amount.
    ///
    /// # References
    /// Kong, Liu & Wong (1994), J. Amer. Statist. Assoc. 89, section 4.1.
    pub fn effective_sample_size(&self) -> f64 {
        let doubled: Vec<f64> = self.log.iter().map(|log| 2.0 * log).collect();
        let size = self.count() as f64 * (2.0 * self.log_mean() - log_mean(&doubled)).exp();
        if size.is_nan() { 0.0 } else { size }
    }

    /// How many weights are 0: runs that met a forbidden state.
    pub fn dead(&self) -> usize {
        self.log.iter().filter(|&&log| log == f64::NEG_INFINITY).count()
    }

    /// The standard deviation of ln w over the weights above 0; NaN for fewer than two.
    pub fn deviation(&self) -> f64 {
        let alive = self.log.iter().filter(|&&log| log > f64::NEG_INFINITY);
        let count = alive.clone().count() as f64;
        let mean = alive.clone().sum::<f64>() / count;
        (alive.map(|log| (log - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt()
    }

    /// A number that ln of the expectation is not below, but for a chance of `miss`, whatever the law of the weights.
    ///
    /// If m is the expectation, C_λ(m) = Π_i (1 − λ + λ w_i / m) has expectation 1 for every λ in 0 to 1, and so has the mean of
    /// C_λ(m) over several λ: by Markov's inequality it reaches 1 / `miss` with a chance of at most `miss`. It falls with m, so every
    /// m at which it does is refused, and the largest of them is the bound. λ is 1, ½, ¼, … down to 1/N. For one weight that is
    /// w · `miss`; for many of little spread the bound comes near to that of the normal law. −∞ where a weight is NaN or infinite, or
    /// `miss` is not above 0. O(N ln N) for each of some thirty m.
    ///
    /// # References
    /// Waudby-Smith & Ramdas (2024), J. R. Stat. Soc. B 86, section 4: capital of bets against a mean. Burda, Grosse &
    /// Salakhutdinov (2015), section 3, use Markov's inequality for the mean weight itself.
    pub fn lower(&self, miss: f64) -> f64 {
        let top = self.log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if top.is_infinite() || self.log.iter().any(|log| log.is_nan()) {
            return f64::NEG_INFINITY;
        }
        // all from the largest weight down, where no factor is above 1
        let refused = |down: f64| self.log_capital(top, down) >= -miss.ln();
        let (mut low, mut high, mut width) = (0.0, 0.0, 1.0);
        while !refused(low) {
            high = low;
            low -= width;
            width *= 2.0;
            // with weights of 0 only capped factors are left, which may never come to 1 / `miss`
            if low < LOWEST {
                return f64::NEG_INFINITY;
            }
        }
        // an error in the seventh digit is far below what any of this is about
        while high - low > 1e-7 * (1.0 - low) {
            let middle = f64::midpoint(low, high);
            if refused(middle) { low = middle } else { high = middle }
        }
        top + low
    }

    /// ln of the mean over λ of Π_i (1 − λ + λ w_i / m), for ln m = `top` + `down`.
    fn log_capital(&self, top: f64, down: f64) -> f64 {
        let shares = 1 + self.count().ilog2() as i32;
        let ratios: Vec<f64> = self.log.iter().map(|log| (log - top - down).exp()).collect();
        // λ = 1 by sums of logarithms: its factors may underflow, those of the others are at least ½
        let whole = self.log.iter().map(|log| log - top - down).sum::<f64>();
        let parts = (1..shares).map(|halvings| {
            let share = 0.5_f64.powi(halvings);
            // products of four factors at most e^80 each cannot overflow
            let product =
                |four: &[f64]| four.iter().map(|w| 1.0 + share * (w.min(5e34) - 1.0)).product::<f64>();
            ratios.chunks(4).map(|four| product(four).ln()).sum::<f64>()
        });
        log_mean(&std::iter::once(whole).chain(parts).collect::<Vec<f64>>())
    }
}

/// ln of the mean of exp(u); −∞ for none.
pub(super) fn log_mean(terms: &[f64]) -> f64 {
    let top = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top.is_infinite() {
        return top;
    }
    let sum: f64 = terms.iter().map(|term| (term - top).exp()).sum();
    top + (sum / terms.len() as f64).ln()
}

/// Bennett's acceptance ratio: Δ = ln Z_b − ln Z_a from weights in both directions, and its standard error.
///
/// `forward` has expectation Z_b / Z_a, `reverse` Z_a / Z_b. Δ solves Σ_i σ(f_i − Δ + m) = Σ_j σ(r_j + Δ − m), m = ln(N_r / N_f):
/// the most probable ratio given which run came from which side. The error is that of independent runs.
///
/// # References
/// Bennett (1976), J. Comput. Phys. 22, equations 12 and 10; Shirts, Bair, Hooker & Pande (2003), Phys. Rev. Lett. 91.
pub fn bennett(forward: &Weights, reverse: &Weights) -> (f64, f64) {
    let sigmoid = |u: f64| 1.0 / (1.0 + (-u).exp());
    let shift = (reverse.count() as f64 / forward.count() as f64).ln();
    let sides = |delta: f64| {
        let from: Vec<f64> = forward.log.iter().map(|f| sigmoid(f - delta + shift)).collect();
        let back: Vec<f64> = reverse.log.iter().map(|r| sigmoid(r + delta - shift)).collect();
        (from, back)
    };
    let excess = |delta: f64| {
        let (from, back) = sides(delta);
        from.iter().sum::<f64>() - back.iter().sum::<f64>()
    };
    // the difference falls in Δ from N_f to −N_r
    let (mut low, mut high) =
        (forward.log_mean().min(-reverse.log_mean()), forward.log_mean().max(-reverse.log_mean()));
    if !(low.is_finite() && high.is_finite()) {
        return (f64::NAN, f64::NAN);
    }
    let mut width = 1.0;
    while excess(low) < 0.0 {
        low -= width;
        width *= 2.0;
    }
    width = 1.0;
    while excess(high) > 0.0 {
        high += width;
        width *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    let delta = f64::midpoint(low, high);
    let (from, back) = sides(delta);
    let part = |values: &[f64]| {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let square = values.iter().map(|v| v * v).sum::<f64>() / count;
        (square / (mean * mean) - 1.0) / count
    };
    (delta, (part(&from) + part(&back)).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Streams;

    /// Independent normal numbers, sixteen streams in turn (Box & Muller 1958).
    fn normal(seed: u64, count: usize) -> Vec<f64> {
        let mut streams = Streams::new(seed);
        let mut out = Vec::new();
        while out.len() < count {
            let (radius, turn) = (streams.uniform(), streams.uniform());
            out.extend(
                (0..16).map(|k| (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos()),
            );
        }
        out.truncate(count);
        out
    }

    #[test]
    fn equal_weights_are_exact() {
        let weights = Weights::new(vec![1.5; 10]);
        assert_eq!(weights.log_mean(), 1.5);
        assert_eq!(weights.standard_error(), 0.0);
        assert_eq!(weights.corrected(), 1.5);
        assert!((weights.effective_sample_size() - 10.0).abs() < 1e-12);
        assert_eq!(weights.deviation(), 0.0);
    }

    #[test]
    fn weights_of_zero_do_not_poison() {
        let weights = Weights::new(vec![0.0, f64::NEG_INFINITY]);
        assert_eq!(weights.log_mean(), 0.5_f64.ln());
        assert_eq!(weights.dead(), 1);
        assert_eq!(Weights::new(vec![0.0, 2.0, f64::NEG_INFINITY]).deviation(), 2.0_f64.sqrt());
        assert!(weights.lower(0.1) > f64::NEG_INFINITY);
        assert_eq!(weights.effective_sample_size(), 1.0);
        assert_eq!(Weights::new(vec![f64::NEG_INFINITY; 3]).effective_sample_size(), 0.0);
        for odd in [vec![], vec![0.0, f64::NAN], vec![0.0, f64::INFINITY], vec![f64::NEG_INFINITY]] {
            assert_eq!(Weights::new(odd).lower(0.01), f64::NEG_INFINITY);
        }
    }

    /// How many of 400 runs of 100 weights each, of expectation 1, miss it with a chance of at most 0.05: more than 40 come once in
    /// 10⁵ even if it were that much.
    fn missed(weights: impl Fn(f64) -> f64) -> usize {
        let draws = normal(3, 400 * 100);
        let run = |run: &[f64]| Weights::new(run.iter().map(|&z| weights(z)).collect()).lower(0.05) > 0.0;
        draws.chunks(100).filter(|draws| run(draws)).count()
    }

    #[test]
    fn lower_ends_hold_whatever_the_law() {
        // ln w normal with variance v and mean −v/2
        for variance in [0.1_f64, 1.0, 4.0, 25.0] {
            assert!(missed(|z| variance.sqrt() * z - variance / 2.0) <= 40, "{variance}");
        }
        // w = 1 / p with a chance of p, else 0: P(z > 2.054) = 0.02, P(z > 0.524) = 0.3
        for (chance, above) in [(0.02_f64, 2.0537), (0.3, 0.5244)] {
            let weight = |z: f64| if z > above { -chance.ln() } else { f64::NEG_INFINITY };
            assert!(missed(weight) <= 40, "{chance}");
        }
    }

    #[test]
    fn lower_ends_are_where_the_capital_says() {
        // one weight: w · miss; two equal ones, w / m = r: (r² + ((1 + r) / 2)²) / 2 = 1 / miss
        assert!((Weights::new(vec![3.0]).lower(0.01) - (3.0 + 0.01_f64.ln())).abs() < 1e-6);
        let ratio = (3.0 - Weights::new(vec![3.0; 2]).lower(0.01)).exp();
        assert!((f64::midpoint(ratio * ratio, (0.5 + ratio / 2.0).powi(2)) - 100.0).abs() < 1e-3);
        // one weight that outdoes the rest is Markov's inequality for the mean, but for the mean over λ: ln 11 and the rest's share
        let mut log = vec![-800.0; 1024];
        log[7] = 900.0;
        let weights = Weights::new(log);
        let markov = weights.log_mean() + 0.01_f64.ln();
        let found = weights.lower(0.01);
        assert!(found < markov && found > markov - 11.0_f64.ln() - 1.0, "{found} {markov}");
    }

    #[test]
    fn lower_ends_are_found_for_any_chance_at_any_scale() {
        let weights = Weights::new(vec![0.0, f64::NEG_INFINITY]);
        for miss in [0.0, -1.0, f64::NAN, 1e-300] {
            assert_eq!(weights.lower(miss), f64::NEG_INFINITY, "{miss}");
        }
        // ln w of 1e8 has an eighth digit after the point
        let spread = |from: f64| Weights::new((0..1000).map(|i| from + f64::from(i % 10) / 16.0).collect());
        assert!((spread(1e8).lower(0.005) - 1e8 - spread(0.0).lower(0.005)).abs() < 1e-6);
    }

    #[test]
    fn lower_ends_come_near_to_the_mean_with_many_weights() {
        // sd(ln w) = 1/2: the 0.005-quantile of the mean's normal law is 0.0438 below for 1024 weights
        let weights = Weights::new(normal(5, 1024).iter().map(|z| z / 2.0 - 0.125).collect());
        let margin = weights.log_mean() - weights.lower(0.005);
        assert!(margin > 0.0438 && margin < 2.0 * 0.0438, "{margin}");
    }

    #[test]
    fn bennett_meets_the_ratio_of_two_normal_densities() {
        // a = N(0, 1), b = 3 N(1, 1): ln w = ln 3 + x − 1/2 under a, its negative under b
        let (n, m) = (40_000, 10_000);
        let log = |x: &f64| 3.0_f64.ln() + x - 0.5;
        let forward = Weights::new(normal(1, n).iter().map(log).collect());
        let reverse = Weights::new(normal(2, m).iter().map(|z| -log(&(z + 1.0))).collect());
        let (delta, error) = bennett(&forward, &reverse);
        // 4 standard errors are missed once in 16,000 times
        assert!((delta - 3.0_f64.ln()).abs() < 4.0 * error, "{delta} ± {error}");
        assert!(error > 0.002 && error < 0.01, "{error}");
        // and is better than either direction alone
        assert!(error < reverse.standard_error());
    }

    #[test]
    fn bennetts_error_is_the_spread_over_repetitions() {
        let one = |seed: u64| {
            let log = |x: &f64| x - 0.5;
            let forward = Weights::new(normal(2 * seed, 100).iter().map(log).collect());
            let reverse = Weights::new(normal(2 * seed + 1, 100).iter().map(|z| -log(&(z + 1.0))).collect());
            bennett(&forward, &reverse)
        };
        let runs: Vec<(f64, f64)> = (0..400).map(one).collect();
        let spread = (runs.iter().map(|(delta, _)| delta * delta).sum::<f64>() / 400.0).sqrt();
        let said = (runs.iter().map(|(_, error)| error * error).sum::<f64>() / 400.0).sqrt();
        // the relative error of a standard deviation from 400 values is 0.035; 5 of them
        assert!((spread / said - 1.0).abs() < 0.18, "{spread} {said}");
    }
}
