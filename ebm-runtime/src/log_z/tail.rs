//! How heavy the tail of weights is: whether an error can be told from them at all.

/// With fewer than this many weights in the tail nothing is said of it.
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
    /// The largest shape at which the spread of weights is believed to tell the error of their mean: ½, where the variance ends, and
    /// 1/√M more, about two thirds of the standard deviation (1 + k) / √M with which M weights tell k.
    pub(super) fn allowed(self) -> f64 {
        0.5 + 1.0 / (self.size as f64).sqrt()
    }
}

/// The tail of weights, from their logarithms; none where too few are above the rest.
///
/// It is a fifth of S weights, at most 3√S of them, those that tie with the rest left out; k is drawn towards ½ by the weight of ten.
/// Weights in clusters far apart look heavy, too, though they are bounded.
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
    let excess = tail.iter().map(|log| (log - largest).exp() - cut).filter(|&excess| excess > 0.0);
    let excess: Vec<f64> = excess.collect();
    let size = excess.len();
    if size < FEWEST {
        return None;
    }
    let (quartile, longest) = (excess[((size as f64 / 4.0 + 0.5) as usize).max(1) - 1], excess[size - 1]);
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
    let weighted = |f: &dyn Fn(f64) -> f64| {
        grid.iter().map(|&(b, likelihood)| f(b) * (likelihood - top).exp()).sum::<f64>()
    };
    let k = shape_at(weighted(&|b| b) / weighted(&|_| 1.0));
    let shape = (k * size as f64 + 0.5 * 10.0) / (size as f64 + 10.0);
    (!shape.is_nan()).then_some(Tail { shape, size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Streams;

    /// w = u^(−k) has P(w > t) = t^(−1/k). The fit to M = 949 of 10⁵ weights has a standard deviation of about (1 + k) / √M (de Haan &
    /// Ferreira 2006, section 3.4); five are allowed.
    #[test]
    fn pareto_weights_have_their_shape() {
        for k in [0.1, 0.5, 0.9] {
            let mut streams = Streams::new(4);
            let log: Vec<f64> = (0..6250).flat_map(|_| streams.uniform()).map(|u| -k * u.ln()).collect();
            let found = tail(&log).unwrap().shape;
            assert!((found - k).abs() < 5.0 * (1.0 + k) / 949_f64.sqrt(), "{k}: {found}");
            // and so at any scale
            let shifted: Vec<f64> = log.iter().map(|log| log + 5000.0).collect();
            assert!((tail(&shifted).unwrap().shape - found).abs() < 1e-6);
        }
    }

    /// Of 425 weights that are the largest 25 tie with the rest.
    #[test]
    fn ties_with_the_rest_hide_no_tail() {
        let mut streams = Streams::new(4);
        let mut log = vec![0.0; 19_600];
        log.extend((0..25).flat_map(|_| streams.uniform()).map(|u| -0.9 * u.ln()));
        let tail = tail(&log).unwrap();
        assert!(tail.size == 400 && tail.shape > tail.allowed(), "{tail:?}");
    }

    /// ln w normal with a deviation of 1: all moments are finite. Of many fits 3 to 4 % are above what is allowed for 96 weights, 1 % for
    /// 1008: 20 of 200 come less than once in 10⁴.
    #[test]
    fn weights_that_tell_their_error_are_allowed() {
        let mut streams = Streams::new(6);
        for count in [96, 1008] {
            let refused = (0..200).filter(|_| {
                let mut normal = || {
                    let (radius, turn) = (streams.uniform(), streams.uniform());
                    let angle = |k: usize| std::f64::consts::TAU * turn[k];
                    std::array::from_fn::<f64, 16, _>(|k| (-2.0 * radius[k].ln()).sqrt() * angle(k).cos())
                };
                let log: Vec<f64> = (0..count / 16).flat_map(|_| normal()).collect();
                tail(&log).is_some_and(|tail| tail.shape > tail.allowed())
            });
            assert!(refused.count() < 20, "{count}");
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
