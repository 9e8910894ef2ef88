//! The root of a symmetric matrix.

use ndarray::Array2;

/// The lower triangle L with L Lᵀ = `matrix`, of which the lower triangle is read; the row where it fails otherwise.
pub(crate) fn cholesky(matrix: &Array2<f64>) -> Result<Array2<f64>, usize> {
    let n = matrix.nrows();
    let mut factor = Array2::<f64>::zeros((n, n));
    for s in 0..n {
        for t in 0..=s {
            let dot: f64 = (0..t).map(|k| factor[[s, k]] * factor[[t, k]]).sum();
            let rest = matrix[[s, t]] - dot;
            if s != t {
                factor[[s, t]] = rest / factor[[t, t]];
            } else if rest > 1e-12 * matrix[[s, s]] {
                factor[[s, s]] = rest.sqrt();
            } else {
                return Err(s);
            }
        }
    }
    Ok(factor)
}
