//! The functions that energies are written with, besides those of Rust's numbers.

use crate::math;
use crate::real::Real;
use std::iter::Sum;

pub use crate::math::{ln_cosh, sigmoid, softplus, square};

/// Σ f(i) over the values of an iterator, mostly a range: `sum(0..n, |i| h[i] * x[i])`.
pub fn sum<I: IntoIterator, T: Sum>(values: I, term: impl FnMut(I::Item) -> T) -> T {
    values.into_iter().map(term).sum()
}

/// ln Σ eᵘ over a list, an array or an iterator: `log_sum_exp(&[a, b])`, `log_sum_exp(&u)`,
/// `log_sum_exp((0..n).map(|k| u[k]))`. Finite for any finite values; −∞ for none.
pub fn log_sum_exp<I: IntoIterator<Item: Exponent>>(values: I) -> <I::Item as Exponent>::Float {
    math::log_sum_exp(&values.into_iter().map(Exponent::value).collect::<Vec<_>>())
}

/// What [`log_sum_exp`] takes: a number, or a reference to one.
pub trait Exponent {
    /// The type of the number.
    type Float: Real;
    /// The number.
    fn value(self) -> Self::Float;
}

macro_rules! exponents {
    ($($float:ty),*) => {$(
        impl Exponent for $float {
            type Float = $float;
            fn value(self) -> $float {
                self
            }
        }

        impl Exponent for &$float {
            type Float = $float;
            fn value(self) -> $float {
                *self
            }
        }
    )*};
}

exponents!(f32, f64);

#[cfg(test)]
mod tests {
    use super::{log_sum_exp, sum};
    use ndarray::array;

    #[test]
    fn log_sum_exp_takes_lists_arrays_and_iterators() {
        let u = array![0.5_f64, -1.0, 2.0];
        let expected = (0.5_f64.exp() + (-1.0_f64).exp() + 2.0_f64.exp()).ln();
        let values = [
            log_sum_exp(&[0.5, -1.0, 2.0]),
            log_sum_exp([0.5, -1.0, 2.0]),
            log_sum_exp(&u),
            log_sum_exp(u.view()),
            log_sum_exp(u.iter()),
            log_sum_exp((0..3).map(|k| u[k])),
        ];
        // three additions and two functions in f64
        assert!(values.iter().all(|value| (value - expected).abs() < 1e-14), "{values:?}");
        assert_eq!(log_sum_exp(&[1.0_f32, f32::NEG_INFINITY]), 1.0);
    }

    #[test]
    fn sums_over_ranges() {
        assert_eq!(sum(1..4, |i| i as f32), 6.0);
        assert_eq!(sum(0..0, |_| 1.0), 0.0_f64);
    }
}
