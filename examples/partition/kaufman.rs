//! The exact partition function of the Ising model on a finite torus without a field.

use std::f64::consts::PI;

/// ln Z of the Ising model on a torus of `rows` × `cols` spins, both at least 1, with coupling βJ = `coupling` ≥ 0.
///
/// ```text
/// Z = ½ (2 sinh 2K)^(mn/2) [ Π 2 cosh(m γ_{2r+1} / 2) + Π 2 sinh(m γ_{2r+1} / 2) + Π 2 cosh(m γ_{2r} / 2) + Π 2 sinh(m γ_{2r} / 2) ]
/// cosh γ_l = cosh 2K coth 2K − cos(l π / n),  γ_0 = 2K + ln tanh K,    r = 0 … n − 1
/// ```
///
/// All in logarithms, so that no coupling overflows.
///
/// On an axis of length 2 every pair of neighbours is coupled twice, as in a sum over sites and their next ones.
///
/// # References
/// Kaufman (1949), Crystal statistics II, Phys. Rev. 76, equation 55.
pub(crate) fn log_z(rows: usize, cols: usize, coupling: f64) -> f64 {
    let (m, n, k) = (rows as f64, cols as f64, coupling);
    if k == 0.0 {
        return m * n * 2.0_f64.ln();
    }
    // ln tanh K and ln 2 sinh 2K, from what is left of 1 by e^(−2K) and e^(−4K)
    let log_tanh = (-(-2.0 * k).exp_m1()).ln() - (-2.0 * k).exp().ln_1p();
    let log_sinh = 2.0 * k + (-(-4.0 * k).exp_m1()).ln();
    let gamma = |l: usize| {
        if l == 0 {
            return 2.0 * k + log_tanh;
        }
        let cosine = (l as f64 * PI / n).cos();
        let cosh = (2.0 * k).cosh() / (2.0 * k).tanh() - cosine;
        // above this arcosh y = ln 2y; where the coupling is strong, cosh 2K may be infinite, and the rest is below its last place
        match cosh < 1e16 {
            true => cosh.acosh(),
            false if k < 1.0 => (2.0 * cosh).ln(),
            false => 2.0 * k,
        }
    };
    // a product in logarithms, and its sign
    let product = |odd: usize, sinh: bool| {
        (0..cols).map(|r| m * gamma(2 * r + odd) / 2.0).fold((0.0, 1.0), |(log, sign), u| {
            let size = u.abs();
            let tail =
                if sinh { -(-(-2.0 * size).exp_m1()).recip().ln() } else { (-2.0 * size).exp().ln_1p() };
            (log + size + tail, if sinh && u < 0.0 { -sign } else { sign })
        })
    };
    let parts = [product(1, false), product(1, true), product(0, false), product(0, true)];
    let top = parts.iter().map(|(log, _)| *log).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = parts.iter().map(|(log, sign)| sign * (log - top).exp()).sum();
    m * n / 2.0 * log_sinh + top + sum.ln() - 2.0_f64.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By a sum over all states.
    fn plain(rows: usize, cols: usize, k: f64) -> f64 {
        let weight = |state: u32| {
            let spin = |r: usize, c: usize| f64::from(2 * (state >> (r % rows * cols + c % cols) & 1)) - 1.0;
            let bonds = (0..rows).flat_map(|r| (0..cols).map(move |c| (r, c)));
            (k * bonds.map(|(r, c)| spin(r, c) * (spin(r + 1, c) + spin(r, c + 1))).sum::<f64>()).exp()
        };
        (0..1_u32 << (rows * cols)).map(weight).sum::<f64>().ln()
    }

    /// The sum rounds 2¹⁶ terms at most, each by parts of 1e-16, and its logarithm is above 2.
    #[test]
    fn small_tori_are_summed_exactly() {
        for (rows, cols) in [(2, 2), (3, 3), (4, 3), (3, 4), (4, 4), (2, 5)] {
            for k in [0.1, 0.4, 0.440_686_793_509_771_5, 0.7] {
                let (exact, sum) = (log_z(rows, cols, k), plain(rows, cols, k));
                assert!((exact - sum).abs() < 1e-10 * sum, "{rows} × {cols}, {k}: {exact} {sum}");
            }
        }
    }

    /// Without a coupling every state weighs 1: K adds parts of its square, and some forty terms are rounded.
    #[test]
    fn free_spins_have_two_states_each() {
        for k in [0.0, 1e-300, 1e-17, 1e-9] {
            let (exact, free) = (log_z(4, 5, k), 20.0 * 2.0_f64.ln());
            assert!((exact - free).abs() < 1e-12 * free, "{k}: {exact} {free}");
        }
    }

    /// All spins alike, one of two ways: the rest weighs less than e^(−8K) of it for each of the sites. That is 1e-35 at K = 10, and
    /// what is left is the rounding of a hundred terms.
    #[test]
    fn frozen_tori_have_two_states() {
        for (rows, cols) in [(3, 3), (8, 8), (4, 7)] {
            for k in [10.0, 300.0, 1e4, 1e6] {
                let frozen = 2.0 * (rows * cols) as f64 * k + 2.0_f64.ln();
                let exact = log_z(rows, cols, k);
                assert!((exact - frozen).abs() < 1e-13 * frozen, "{rows} × {cols}, {k}: {exact} {frozen}");
            }
        }
    }
}
