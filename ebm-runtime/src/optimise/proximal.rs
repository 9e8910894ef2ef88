//! Accelerated proximal gradients, for smooth functions with Σ a |x| added.

use super::{Minimum, Stop};

/// FISTA with backtracking and restarts: minimises f(x) + Σ aᵢ |xᵢ|, whose minima have zeros.
///
/// y = x + momentum; x ← the minimum of the quadratic model of f at y with curvature L, plus Σ a |x|, which is a gradient step followed by
/// shrinking. L doubles until the model is an upper bound at the new x, and is lowered a little each time. Where momentum points uphill it is dropped.
///
/// Deterministic. Trial points at which f is +∞ or NaN are backed away from.
///
/// # Cost
/// Two evaluations for most iterations.
///
/// # References
/// Beck & Teboulle (2009), A fast iterative shrinkage-thresholding algorithm, SIAM J. Imaging Sci. 2, section 4; restarts: O'Donoghue & Candès
/// (2015), Adaptive restart for accelerated gradient schemes, Found. Comput. Math. 15, section 3.2.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Proximal {
    /// Done when no entry of the smallest subgradient is larger than this.
    pub tolerance: f64,
    /// The number of iterations after which it gives up.
    pub max_iterations: usize,
}

/// Values closer than this, relative to their size, are not told apart: as for L-BFGS.
const ROUNDING: f64 = 1e-13;
/// Below this there is no lower bound, as for L-BFGS.
const BOTTOMLESS: f64 = -1e30;

impl Proximal {
    /// Minimises from a start; `function(x, gradient)` is f, and the values reported have Σ a |x| added, the gradient is the smallest
    /// subgradient.
    pub fn minimise(
        &self,
        start: Vec<f64>,
        strengths: &[f64],
        mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
    ) -> Minimum {
        let bent = |x: &[f64]| x.iter().zip(strengths).map(|(x, a)| a * x.abs()).sum::<f64>();
        let mut gradient = vec![0.0; start.len()];
        let value = function(&start, &mut gradient);
        let mut evaluations = 1;
        let mut here = start;
        let mut best = value + bent(&here);
        let mut values = vec![best];
        let mut residual = smallest(&here, &gradient, strengths);
        let finish = |point, gradient, values: Vec<f64>, evaluations, stop| Minimum {
            point,
            value: values.last().copied().unwrap_or(f64::NAN),
            gradient,
            values,
            evaluations,
            stop,
        };
        if !(best.is_finite() && largest(&residual).is_finite()) {
            return finish(here, residual, values, evaluations, Stop::NotFinite);
        }
        let (mut curvature, mut inertia) = (1.0_f64, 1.0_f64);
        // y, and f with its gradient there
        let (mut ahead, mut ahead_value, mut ahead_gradient) = (here.clone(), value, gradient);
        let mut there_gradient = vec![0.0; here.len()];
        let stop = loop {
            if largest(&residual) <= self.tolerance {
                break Stop::Converged;
            }
            if best < BOTTOMLESS {
                break Stop::Unbounded;
            }
            if values.len() > self.max_iterations {
                break Stop::IterationLimit;
            }
            curvature *= 0.9;
            let Some((there, there_value)) = (0..200).find_map(|_| {
                let move_by = |((y, g), a): ((&f64, &f64), &f64)| shrink(y - g / curvature, a / curvature);
                let there: Vec<f64> = ahead.iter().zip(&ahead_gradient).zip(strengths).map(move_by).collect();
                let value = function(&there, &mut there_gradient);
                evaluations += 1;
                let (mut slope, mut square) = (0.0, 0.0);
                for ((x, y), g) in there.iter().zip(&ahead).zip(&ahead_gradient) {
                    slope += g * (x - y);
                    square += (x - y) * (x - y);
                }
                let bound = ahead_value + slope + 0.5 * curvature * square;
                let below = value <= bound + ROUNDING * ahead_value.abs();
                let sound = below && there_gradient.iter().all(|slope| slope.is_finite());
                if !sound {
                    curvature *= 2.0;
                }
                sound.then_some((there, value))
            }) else {
                break Stop::Stalled;
            };
            let uphill: f64 =
                ahead.iter().zip(&there).zip(&here).map(|((y, new), old)| (y - new) * (new - old)).sum();
            let next = 0.5 * (1.0 + (1.0 + 4.0 * inertia * inertia).sqrt());
            let push = if uphill > 0.0 { 0.0 } else { (inertia - 1.0) / next };
            inertia = if uphill > 0.0 { 1.0 } else { next };
            residual = smallest(&there, &there_gradient, strengths);
            best = there_value + bent(&there);
            values.push(best);
            if push == 0.0 {
                (ahead, ahead_value) = (there.clone(), there_value);
                ahead_gradient.copy_from_slice(&there_gradient);
            } else {
                ahead = there.iter().zip(&here).map(|(new, old)| new + push * (new - old)).collect();
                ahead_value = function(&ahead, &mut ahead_gradient);
                evaluations += 1;
                if !(ahead_value.is_finite() && ahead_gradient.iter().all(|slope| slope.is_finite())) {
                    (ahead, ahead_value, inertia) = (there.clone(), there_value, 1.0);
                    ahead_gradient.copy_from_slice(&there_gradient);
                }
            }
            here = there;
        };
        finish(here, residual, values, evaluations, stop)
    }
}

/// The smallest element of the subdifferential: 0 at a minimum.
fn smallest(x: &[f64], gradient: &[f64], strengths: &[f64]) -> Vec<f64> {
    let entry = |((&x, &slope), &strength): ((&f64, &f64), &f64)| {
        if x == 0.0 { shrink(slope, strength) } else { slope + strength * x.signum() }
    };
    x.iter().zip(gradient).zip(strengths).map(entry).collect()
}

/// The minimum over u of (u − `value`)²/2 + `by` |u|: soft thresholding.
pub fn shrink(value: f64, by: f64) -> f64 {
    if by == 0.0 { value } else { value.signum() * (value.abs() - by).max(0.0) }
}

/// The largest absolute value; not finite if one of them is not.
fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |top: f64, v| if v.abs() > top || v.is_nan() { v.abs() } else { top })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ½ (x − c)ᵀ A (x − c) with a badly conditioned A, against the conditions of optimality, which no other point meets.
    #[test]
    fn it_ends_where_the_subgradient_is_zero() {
        let centre = [2.0, -1.0, 0.05, 0.5];
        let matrix =
            [[100.0, 3.0, 0.0, 1.0], [3.0, 1.0, 0.1, 0.0], [0.0, 0.1, 2.0, 0.2], [1.0, 0.0, 0.2, 0.3]];
        let slopes = |x: &[f64]| -> Vec<f64> {
            let dot = |row: &[f64; 4]| row.iter().zip(x).zip(centre).map(|((a, x), c)| a * (x - c)).sum();
            matrix.iter().map(dot).collect()
        };
        let strengths = [0.5, 0.0, 0.3, 0.2];
        let options = Proximal { tolerance: 1e-9, max_iterations: 10_000 };
        let minimum = options.minimise(vec![0.0; 4], &strengths, |x, gradient| {
            gradient.copy_from_slice(&slopes(x));
            0.5 * gradient.iter().zip(x).zip(centre).map(|((g, x), c)| g * (x - c)).sum::<f64>()
        });
        assert_eq!(minimum.stop, Stop::Converged, "{minimum:?}");
        let x = &minimum.point;
        for (a, slope) in slopes(x).into_iter().enumerate() {
            let bound = strengths[a] + 1e-8;
            assert!(slope.abs() <= bound, "{a}: {slope}");
            assert!(x[a] == 0.0 || (slope + strengths[a] * x[a].signum()).abs() < 1e-8, "{a}: {slope}");
        }
        assert!(x.contains(&0.0), "nothing was set to zero: {x:?}");
    }

    #[test]
    fn walls_are_backed_away_from() {
        let options = Proximal { tolerance: 1e-9, max_iterations: 1000 };
        // x − ln x + 0.5 |x|, infinite for x ≤ 0: minimum at 1/1.5
        let minimum = options.minimise(vec![3.0], &[0.5], |x, gradient| {
            gradient[0] = 1.0 - 1.0 / x[0];
            if x[0] > 0.0 { x[0] - x[0].ln() } else { f64::INFINITY }
        });
        assert!((minimum.point[0] - 1.0 / 1.5).abs() < 1e-8, "{minimum:?}");
    }
}
