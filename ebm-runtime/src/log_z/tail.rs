//! How heavy the tail of weights is: whether an error can be told from them at all.

/// With less than this many weights in the tail nothing is said of it.
const FEWEST: usize = 5;

/// The largest weights, to which a generalised Pareto law is fitted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Tail {
    /// k of the law: weights have moments below order 1/k, a variance for k < ½, a mean for k < 1.
    pub(super) shape: f64,
    /// How many weights it is fitted to.
    size: usize,
}

impl Tail {
    /// Up to which shape a spread of weights tells how far off their mean is: where a variance ends, and 1/√M for what M weights tell of
    /// k, whose standard deviation is (1 + k) / √M.
    pub(super) fn allowed(self) -> f64 {
        0.5 + 1.0 / (self.size as f64).sqrt()
    }
}

/// The tail of weights, from their logarithms; none for too few, or where the largest are all alike.
///
/// It is a fifth of S weights, at most 3√S of them; k is drawn towards ½ by the weight of ten.
///
/// # References
/// Zhang & Stephens (2009), Technometrics 51, for the fit; Vehtari, Simpson, Gelman, Yao & Gabry (2024), J. Mach. Learn. Res. 25,
/// sections 2.4 and 3 and appendix C, for all else, but for the limit: they allow 0.7, as they smooth the tail, too.
pub(super) fn tail(log: &[f64]) -> Option<Tail> {
    let mut log = log.to_vec();
    log.sort_unstable_by(f64::total_cmp);
    let largest = *log.last()?;
    let size = (log.len() / 5).min((3.0 * (log.len() as f64).sqrt()).ceil() as usize);
    if size < FEWEST || !largest.is_finite() {
        return None;
    }
    let (below, tail) = log.split_at(log.len() - size);
    let cut = (below.last()? - largest).exp();
    let excess: Vec<f64> = tail.iter().map(|log| (log - largest).exp() - cut).collect();
    let (quartile, longest) = (excess[((size as f64 / 4.0 + 0.5) as usize).max(1) - 1], excess[size - 1]);
    if quartile <= 0.0 {
        return None;
    }
    let shape_at = |b: f64| excess.iter().map(|x| (-b * x).ln_1p()).sum::<f64>() / size as f64;
    // the posterior mean of b = −k / scale over a grid
    let points = 30 + (size as f64).sqrt() as usize;
    let grid = (1..=points).map(|j| {
        let b = 1.0 / longest + (1.0 - (points as f64 / (j as f64 - 0.5)).sqrt()) / (3.0 * quartile);
        let k = shape_at(b);
        (b, size as f64 * ((-b / k).ln() - k - 1.0))
    });
    let grid: Vec<(f64, f64)> = grid.filter(|(_, likelihood)| !likelihood.is_nan()).collect();
    let top = grid.iter().map(|(_, likelihood)| *likelihood).fold(f64::NEG_INFINITY, f64::max);
    let weighted =
        |f: &dyn Fn(f64) -> f64| grid.iter().map(|&(b, log)| f(b) * (log - top).exp()).sum::<f64>();
    let k = shape_at(weighted(&|b| b) / weighted(&|_| 1.0));
    let shape = (k * size as f64 + 0.5 * 10.0) / (size as f64 + 10.0);
    (!shape.is_nan()).then_some(Tail { shape, size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Streams;

    /// w = u^(−k) has P(w > t) = t^(−1/k). The fit to 3√S weights has a standard deviation of about (1 + k) / √(3√S) = 0.06 at
    /// most (de Haan & Ferreira 2006, section 3.4): 0.3 are five.
    #[test]
    fn pareto_weights_have_their_shape() {
        for k in [0.1, 0.5, 0.9] {
            let mut streams = Streams::new(4);
            let log: Vec<f64> = (0..6250).flat_map(|_| streams.uniform()).map(|u| -k * u.ln()).collect();
            let found = tail(&log).unwrap().shape;
            assert!((found - k).abs() < 0.3, "{k}: {found}");
            // and so at any scale
            let shifted: Vec<f64> = log.iter().map(|log| log + 5000.0).collect();
            assert!((tail(&shifted).unwrap().shape - found).abs() < 1e-6);
        }
    }

    /// ln w normal with a deviation of 1: all moments are finite. Of 600 fits the largest shapes were 0.7 for 96 weights and 0.44 for 1000.
    #[test]
    fn weights_that_tell_their_error_are_allowed() {
        let mut streams = Streams::new(6);
        for count in [96, 1008, 20_000] {
            for _ in 0..5 {
                let mut normal = || {
                    let (radius, turn) = (streams.uniform(), streams.uniform());
                    (0..16).map(move |k| {
                        (-2.0 * radius[k].ln()).sqrt() * (std::f64::consts::TAU * turn[k]).cos()
                    })
                };
                let log: Vec<f64> = (0..count / 16).flat_map(|_| normal()).collect();
                let tail = tail(&log).unwrap();
                assert!(tail.shape < tail.allowed(), "{tail:?}");
            }
        }
    }

    #[test]
    fn weights_without_a_tail_have_no_shape() {
        assert_eq!(tail(&[]), None);
        assert_eq!(tail(&[0.0; 24]), None);
        assert_eq!(tail(&[1.5; 1000]), None);
        assert_eq!(tail(&[f64::NEG_INFINITY; 1000]), None);
    }
}
