//! Draws of a site of several values, from the energy differences of all of them.

use crate::lanes::{Lane, Lanes, WIDTH};
use crate::real::Real;

/// The code of each lane, drawn with probabilities ∝ exp(−difference) by inversion; `here(k)` where a lane has none, that
/// is, where every difference is NaN or +∞. A difference of −∞ leads out of a forbidden state: one of those then.
pub(super) fn draw<T: Real>(
    differences: &[Lanes<T>],
    uniform: [f64; WIDTH],
    here: impl Fn(usize) -> usize,
) -> Option<[usize; WIDTH]> {
    if differences.is_empty() {
        return None;
    }
    Some(std::array::from_fn(|k| {
        let least = differences.iter().map(|d| d.lane(k).to_f64()).fold(f64::INFINITY, f64::min);
        let weight = |d: &Lanes<T>| {
            let d = d.lane(k).to_f64();
            let weight =
                if least == f64::NEG_INFINITY { f64::from(u8::from(d == least)) } else { (least - d).exp() };
            if weight.is_nan() { 0.0 } else { weight }
        };
        let mut rest = uniform[k] * differences.iter().map(weight).sum::<f64>();
        let mut last = here(k);
        for (code, weight) in differences.iter().map(weight).enumerate() {
            if weight > 0.0 {
                last = code;
                rest -= weight;
                if rest < 0.0 {
                    break;
                }
            }
        }
        last
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_is_an_inversion_of_the_table() {
        let differences = [0.0, 1.0, f64::INFINITY, -0.5].map(Lanes::<f64>::splat);
        let weights = [1.0, (-1.0_f64).exp(), 0.0, 0.5_f64.exp()];
        let total: f64 = weights.iter().sum();
        let uniform = std::array::from_fn(|k| (k as f64 + 0.5) / WIDTH as f64);
        let drawn = draw(&differences, uniform, |_| 0).unwrap();
        for k in 0..WIDTH {
            let mut below = 0.0;
            let expected = weights.iter().position(|w| {
                below += w / total;
                uniform[k] < below
            });
            assert_eq!(Some(drawn[k]), expected);
        }
    }

    #[test]
    fn forbidden_states_are_left_and_not_entered() {
        let uniform = std::array::from_fn(|k| (k as f64 + 0.5) / WIDTH as f64);
        // from a forbidden value: 0 to itself, as it is written; −∞ to every value that is allowed
        let out = [0.0, f64::NEG_INFINITY, f64::NAN, f64::NEG_INFINITY].map(|d| Lanes::splat(d as f32));
        let drawn = draw(&out, uniform, |_| 0).unwrap();
        assert_eq!((drawn[0], drawn[WIDTH - 1]), (1, 3));
        let nowhere = [f64::NAN, f64::NAN].map(|d| Lanes::<f32>::splat(d as f32));
        assert_eq!(draw(&nowhere, uniform, |_| 1), Some([1; WIDTH]));
    }
}
