//! A step along a descent direction that meets the strong Wolfe conditions.
//!
//! φ(α) = f(x + α d), φ′(0) < 0. A step is accepted when
//!
//! ```text
//! φ(α) ≤ φ(0) + c₁ α φ′(0)    and    |φ′(α)| ≤ c₂ |φ′(0)|
//! ```
//!
//! (Nocedal & Wright, *Numerical Optimization*, 2nd ed. 2006, eq. 3.7; the bracketing and the safeguarded
//! interpolation follow algorithms 3.5 and 3.6). Close to a minimum the change of φ drowns in its rounding error while
//! φ′ is still exact; there the first condition gives way to φ′(α) ≤ (2c₁ − 1) φ′(0), which is the same thing for a
//! parabola (Hager & Zhang 2005, *SIAM J. Optim.* 16, eq. 4.1). Without it a fit stalls at a gradient of √ε.
//!
//! A trial at which φ or φ′ is not finite is a wall: the bracket closes in front of it.

/// The constants of the search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wolfe {
    /// c₁: the share of the predicted decrease that must be met.
    pub(super) decrease: f64,
    /// c₂: the share of the slope that may remain.
    pub(super) curvature: f64,
    /// How far φ may be off by rounding.
    pub(super) noise: f64,
    /// The number of trials after which the best of them is taken.
    pub(super) max_trials: usize,
}

/// φ and φ′ at one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trial {
    pub(super) step: f64,
    pub(super) value: f64,
    pub(super) slope: f64,
}

/// What a search ended with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found {
    /// The last trial meets both conditions.
    Last(Trial),
    /// No trial did; this earlier one at least lowers φ.
    Earlier(Trial),
    /// No trial lowers φ.
    Nothing,
}

/// Searches along one direction from a first trial step. `evaluate` gives φ and φ′ at a step > 0.
pub(super) fn search(
    wolfe: &Wolfe,
    start: Trial,
    first_step: f64,
    mut evaluate: impl FnMut(f64) -> (f64, f64),
) -> Found {
    // between `low` (downhill, low enough) and `high` (uphill, too high, or a wall) there is a step that will do
    let (mut before, mut low, mut high) = (start, start, None::<Trial>);
    let mut step = first_step;
    let mut wide_trials = 0;
    for _ in 0..wolfe.max_trials {
        let (value, slope) = evaluate(step);
        let trial = Trial { step, value, slope };
        let width_before = high.map(|high| high.step - low.step);
        if !(value.is_finite() && slope.is_finite()) {
            high = Some(Trial { value: f64::INFINITY, ..trial });
        } else {
            let enough = decreases_enough(wolfe, start, trial);
            if enough && slope.abs() <= wolfe.curvature * start.slope.abs() {
                return Found::Last(trial);
            }
            if slope < 0.0 && enough {
                (before, low) = (low, trial);
            } else {
                high = Some(trial);
            }
        }
        step = match high {
            None => extrapolate(before, low),
            Some(high) => {
                let width = high.step - low.step;
                // interpolation that keeps one end of the bracket fixed may creep; then halve
                let creeping = width_before.is_some_and(|before| width > 0.66 * before);
                wide_trials = if creeping { wide_trials + 1 } else { 0 };
                if wide_trials >= 2 { low.step + 0.5 * width } else { interpolate(wolfe, low, high) }
            }
        };
        let ends = (low.step, high.map_or(f64::INFINITY, |high| high.step));
        if !(step > ends.0 && step < ends.1) {
            break; // no number is left between the ends, or the steps overflow
        }
    }
    if low.step > 0.0 { Found::Earlier(low) } else { Found::Nothing }
}

/// The first Wolfe condition, or its stand-in where values differ by rounding only.
fn decreases_enough(wolfe: &Wolfe, start: Trial, trial: Trial) -> bool {
    let exact = trial.value <= start.value + wolfe.decrease * trial.step * start.slope;
    let flat = trial.value <= start.value + wolfe.noise;
    exact || (flat && trial.slope <= (2.0 * wolfe.decrease - 1.0) * start.slope)
}

/// A longer step: where the slope would vanish if it changed evenly, within 2 to 10 times the step so far.
fn extrapolate(before: Trial, low: Trial) -> f64 {
    let change = (low.slope - before.slope) / (low.step - before.step);
    let target = if change > 0.0 { low.step - low.slope / change } else { f64::INFINITY };
    target.clamp(2.0 * low.step, 10.0 * low.step)
}

/// A step strictly inside the bracket.
fn interpolate(wolfe: &Wolfe, low: Trial, high: Trial) -> f64 {
    let width = high.step - low.step;
    if !high.value.is_finite() {
        return low.step + 0.2 * width;
    }
    let flat = (high.value - low.value).abs() <= wolfe.noise;
    let target = if flat && high.slope > low.slope {
        // values say nothing: the zero of the line through both slopes
        low.step - low.slope * width / (high.slope - low.slope)
    } else {
        cubic_minimum(low, high)
    };
    let margin = 0.05 * width;
    if target.is_finite() {
        target.clamp(low.step + margin, high.step - margin)
    } else {
        low.step + 0.5 * width
    }
}

/// The minimum of the cubic through both values and slopes (Nocedal & Wright eq. 3.59); NaN where it has none.
fn cubic_minimum(low: Trial, high: Trial) -> f64 {
    let width = high.step - low.step;
    let bend = low.slope + high.slope - 3.0 * (high.value - low.value) / width;
    let root = (bend * bend - low.slope * high.slope).sqrt();
    high.step - width * (high.slope + root - bend) / (high.slope - low.slope + 2.0 * root)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WOLFE: Wolfe = Wolfe { decrease: 1e-4, curvature: 0.9, noise: 1e-12, max_trials: 40 };

    fn run(first: f64, function: impl Fn(f64) -> (f64, f64)) -> (Found, usize) {
        let (value, slope) = function(0.0);
        let mut trials = 0;
        let found = search(&WOLFE, Trial { step: 0.0, value, slope }, first, |step| {
            trials += 1;
            function(step)
        });
        (found, trials)
    }

    fn meets(found: Found, function: impl Fn(f64) -> (f64, f64)) {
        let Found::Last(trial) = found else { panic!("{found:?}") };
        let (start, end) = (function(0.0), function(trial.step));
        assert!(end.0 <= start.0 + 1e-4 * trial.step * start.1 + 1e-12, "{trial:?}");
        assert!(end.1.abs() <= 0.9 * start.1.abs(), "{trial:?}");
    }

    #[test]
    fn first_steps_of_any_size_find_the_minimum() {
        let parabola = |a: f64| ((a - 1.0).powi(2), 2.0 * (a - 1.0));
        let quartic = |a: f64| ((a - 1.0).powi(4) - a, 4.0 * (a - 1.0).powi(3) - 1.0);
        let wavy = |a: f64| (-(1.5 * a).sin() + 0.02 * a * a, -1.5 * (1.5 * a).cos() + 0.04 * a);
        for first in [1e-8, 1e-3, 0.5, 1.0, 40.0, 1e6] {
            let (found, trials) = run(first, parabola);
            meets(found, parabola);
            assert!(trials <= 20, "{trials} trials from {first}");
            meets(run(first, quartic).0, quartic);
            meets(run(first, wavy).0, wavy);
        }
    }

    #[test]
    fn a_wall_is_backed_away_from() {
        for beyond in
            [(f64::INFINITY, f64::NAN), (f64::NAN, f64::NAN), (f64::NEG_INFINITY, 0.0), (1.0, f64::NAN)]
        {
            let barrier =
                |a: f64| if a < 1e-3 { (-(1e-3 - a).ln() - 2e3 * a, 1.0 / (1e-3 - a) - 2e3) } else { beyond };
            meets(run(1.0, barrier).0, barrier);
        }
    }

    #[test]
    fn values_that_only_differ_by_rounding_leave_it_to_the_slope() {
        // 1 + 1e-20·(a − 3)²: every value is exactly 1
        let flat = |a: f64| (1.0 + 1e-20 * (a - 3.0).powi(2), 2e-20 * (a - 3.0));
        let Found::Last(trial) = run(100.0, flat).0 else { panic!() };
        assert!((trial.step - 3.0).abs() < 2.71, "{trial:?}");
    }

    #[test]
    fn a_slope_that_never_rises_gives_the_longest_step_tried() {
        let (found, _) = run(1.0, |a| (-a, -1.0));
        assert!(matches!(found, Found::Earlier(trial) if trial.step > 1e6), "{found:?}");
    }

    #[test]
    fn a_wrong_slope_finds_nothing() {
        // but for a step that is lost in the rounding of the value
        let (found, _) = run(1.0, |a| (a, -1.0));
        assert!(matches!(found, Found::Nothing | Found::Earlier(Trial { step: ..=1e-12, .. })), "{found:?}");
    }
}
