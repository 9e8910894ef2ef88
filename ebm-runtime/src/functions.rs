//! The functions that energies are written with, besides those of Rust's numbers.

use std::iter::Sum;

pub use crate::math::{ln_cosh, log_sum_exp, sigmoid, softplus, square};

/// Σ f(i) over the values of an iterator, mostly a range: `sum(0..n, |i| h[i] * x[i])`.
pub fn sum<I: IntoIterator, T: Sum>(values: I, term: impl FnMut(I::Item) -> T) -> T {
    values.into_iter().map(term).sum()
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn sums_over_ranges() {
        assert_eq!(sum(1..4, |i| i as f32), 6.0);
        assert_eq!(sum(0..0, |_| 1.0), 0.0_f64);
    }
}
