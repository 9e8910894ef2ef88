//! What differs from lane to lane besides numbers: indices, conditions and places that depend on the state.
//!
//! Sixteen states share the loops of an energy, but `h[[i, x[i]]]` is another entry in each of them. Generated code
//! writes such a read as `V::from_fn(|lane| h[i * q + x[i].code(lane)])`, a condition on sites as a mask, and the
//! gradient by such an entry as a scatter. With one lane all of this is plain indexing.

use crate::lanes::{Lane, WIDTH};
use crate::real::Real;

/// Numbers as indices, masks, gathers and scatters; every [`Lane`] has them.
pub trait ByLane: Lane {
    /// The code in one lane: a category, a count, 0 or 1.
    #[inline(always)]
    fn code(self, lane: usize) -> usize {
        self.lane(lane).to_usize()
    }

    /// The code of a spin in one lane: 0 for −1, 1 for +1.
    #[inline(always)]
    fn spin_code(self, lane: usize) -> usize {
        usize::from(self.lane(lane) > Self::Real::ZERO)
    }

    /// The codes of all lanes, for a loop that needs them in every round; 0 behind the last lane.
    #[inline(always)]
    fn codes(self) -> [usize; WIDTH] {
        std::array::from_fn(|lane| if lane < Self::WIDTH { self.code(lane) } else { 0 })
    }

    /// The codes of spins in all lanes; 0 behind the last lane.
    #[inline(always)]
    fn spin_codes(self) -> [usize; WIDTH] {
        std::array::from_fn(|lane| if lane < Self::WIDTH { self.spin_code(lane) } else { 0 })
    }

    /// The nearest whole number in one lane: a sum of sites that is computed in floating point.
    #[inline(always)]
    fn rounded(self, lane: usize) -> usize {
        (self.lane(lane) + Self::Real::from_f64(0.5)).to_usize()
    }

    /// The numbers of the lanes where a condition holds, 0 in all others, whatever stands there.
    #[inline(always)]
    fn masked(self, holds: impl Fn(usize) -> bool) -> Self {
        Self::from_fn(|lane| if holds(lane) { self.lane(lane) } else { Self::Real::ZERO })
    }

    /// The entry at a place of its own for each lane. NaN where there is none: that lane is masked, or its state is one
    /// for which the energy itself has no value.
    #[inline(always)]
    fn gather(entries: &[Self::Real], place: impl Fn(usize) -> usize) -> Self {
        Self::from_fn(|lane| entries.get(place(lane)).copied().unwrap_or(Self::Real::NAN))
    }

    /// As [`gather`](Self::gather), from entries that differ from lane to lane themselves.
    #[inline(always)]
    fn gather_lanes(entries: &[Self], place: impl Fn(usize) -> usize) -> Self {
        Self::from_fn(|lane| entries.get(place(lane)).map_or(Self::Real::NAN, |entry| entry.lane(lane)))
    }

    /// Adds each lane to the entry at its place, if there is one: the transpose of [`gather`](Self::gather).
    #[inline(always)]
    fn scatter(self, entries: &mut [Self::Real], place: impl Fn(usize) -> usize) {
        for lane in 0..Self::WIDTH {
            if let Some(entry) = entries.get_mut(place(lane)) {
                *entry += self.lane(lane);
            }
        }
    }

    /// The transpose of [`gather_lanes`](Self::gather_lanes).
    #[inline(always)]
    fn scatter_lanes(self, entries: &mut [Self], place: impl Fn(usize) -> usize) {
        for lane in 0..Self::WIDTH {
            if let Some(entry) = entries.get_mut(place(lane)) {
                entry.set_lane(lane, entry.lane(lane) + self.lane(lane));
            }
        }
    }

    /// ln Σ_{u < count} exp(term(u)), shifted by the largest exponent, so that it neither overflows nor loses all of
    /// them; −∞ for no terms. `term` is called twice for each value.
    #[inline(always)]
    fn log_sum_exp(count: usize, term: impl Fn(usize) -> Self) -> Self {
        let mut top = Self::splat(-Self::Real::INFINITY);
        for u in 0..count {
            top = top.max(term(u));
        }
        // −∞ − (−∞) has no value: where all exponents are −∞ nothing is shifted
        let shift = top.map(|top| if top.is_finite() { top } else { Self::Real::ZERO });
        let mut sum = Self::zero();
        for u in 0..count {
            sum += (term(u) - shift).exp();
        }
        shift + sum.ln()
    }
}

impl<V: Lane> ByLane for V {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::Lanes;

    #[test]
    fn each_lane_has_its_own_place() {
        let x: Lanes<f32> = Lanes::from_fn(|lane| (lane % 3) as f32);
        let table = [0.5, 1.5, 2.5_f32];
        let read = Lanes::<f32>::gather(&table, |lane| x.code(lane));
        let mut back = [0.0; 3];
        read.scatter(&mut back, |lane| x.code(lane));
        for lane in 0..WIDTH {
            assert_eq!(read.lane(lane), table[lane % 3]);
        }
        // of sixteen lanes six read the first entry, five each of the others
        assert_eq!(back, [6.0 * 0.5, 5.0 * 1.5, 5.0 * 2.5]);
    }

    #[test]
    fn places_that_do_not_exist_are_nan_and_take_nothing() {
        assert!(f64::gather(&[1.0], |_| 1).is_nan());
        assert_eq!(f64::gather(&[1.0], |_| 7).masked(|_| false), 0.0);
        let mut entries = [1.0];
        2.0_f64.scatter(&mut entries, |_| usize::MAX);
        assert_eq!(entries, [1.0]);
    }

    #[test]
    fn codes_of_numbers() {
        assert_eq!([(-1.0_f32).spin_code(0), 1.0_f32.spin_code(0)], [0, 1]);
        assert_eq!([2.999_f32.rounded(0), 3.2_f32.rounded(0)], [3, 3]);
        assert_eq!(20.0_f64.code(0), 20);
    }

    #[test]
    fn log_sum_exp_neither_overflows_nor_vanishes() {
        let of = |terms: &[f64]| f64::log_sum_exp(terms.len(), |u| terms[u]);
        assert!((of(&[1000.0, 1000.0]) - (1000.0 + 2_f64.ln())).abs() < 1e-12);
        assert!((of(&[-1000.0, -1001.0]) - (-1000.0 + (1.0 + (-1_f64).exp()).ln())).abs() < 1e-12);
        assert_eq!(of(&[f64::NEG_INFINITY; 2]), f64::NEG_INFINITY);
        assert_eq!(of(&[f64::INFINITY, 0.0]), f64::INFINITY);
        assert_eq!(of(&[]), f64::NEG_INFINITY);
    }
}
