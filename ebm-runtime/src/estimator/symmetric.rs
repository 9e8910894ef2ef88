//! Eigenvalues of small symmetric matrices.

use ndarray::Array2;

/// A = U diag(values) Uᵀ: eigenvalues, and eigenvectors as columns.
pub(super) struct Spectrum {
    pub(super) values: Vec<f64>,
    pub(super) vectors: Array2<f64>,
}

/// By cyclic Jacobi rotations, which find small eigenvalues of scaled matrices to full relative accuracy.
///
/// # References
/// Golub & Van Loan (2013), Matrix Computations, 4th ed., section 8.5.
pub(super) fn spectrum(matrix: &Array2<f64>) -> Spectrum {
    let n = matrix.nrows();
    let mut a = matrix.clone();
    let mut vectors = Array2::eye(n);
    // quadratic convergence: six to ten sweeps for any size
    for _ in 0..60 {
        let off: f64 = (0..n).flat_map(|p| (0..p).map(move |q| (p, q))).map(|at| a[at] * a[at]).sum();
        let all: f64 = a.iter().map(|value| value * value).sum();
        if off <= 1e-32 * all || !all.is_finite() {
            break;
        }
        for p in 1..n {
            for q in 0..p {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    Spectrum { values: a.diag().to_vec(), vectors }
}

/// Makes the entry (p, q) zero.
fn rotate(a: &mut Array2<f64>, vectors: &mut Array2<f64>, p: usize, q: usize) {
    if a[[p, q]] == 0.0 {
        return;
    }
    let tau = (a[[q, q]] - a[[p, p]]) / (2.0 * a[[p, q]]);
    let tangent = tau.signum() / (tau.abs() + (1.0 + tau * tau).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = tangent * cosine;
    for k in 0..a.nrows() {
        let (x, y) = (a[[k, p]], a[[k, q]]);
        a[[k, p]] = cosine * x - sine * y;
        a[[k, q]] = sine * x + cosine * y;
    }
    for k in 0..a.nrows() {
        let (x, y) = (a[[p, k]], a[[q, k]]);
        a[[p, k]] = cosine * x - sine * y;
        a[[q, k]] = sine * x + cosine * y;
    }
    for k in 0..a.nrows() {
        let (x, y) = (vectors[[k, p]], vectors[[k, q]]);
        vectors[[k, p]] = cosine * x - sine * y;
        vectors[[k, q]] = sine * x + cosine * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second difference on a line of n points has the eigenvalues 2 − 2 cos(πk / (n + 1)).
    #[test]
    fn the_string_has_its_tones() {
        let n = 9;
        let string = Array2::from_shape_fn((n, n), |(s, t)| match s.abs_diff(t) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        let Spectrum { mut values, vectors } = spectrum(&string);
        // n² rotations of entries up to 4, each rounded to 2⁻⁵³
        let back = vectors.dot(&Array2::from_diag(&ndarray::Array1::from(values.clone()))).dot(&vectors.t());
        assert!((back - &string).iter().all(|off| off.abs() < 1e-13));
        values.sort_by(f64::total_cmp);
        for (k, value) in values.iter().enumerate() {
            let expected = 2.0 - 2.0 * (std::f64::consts::PI * (k + 1) as f64 / (n + 1) as f64).cos();
            assert!((value - expected).abs() < 1e-13, "{k}: {value} and {expected}");
        }
    }
}
