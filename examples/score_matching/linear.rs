//! What the exact answers need of linear algebra.

use ebm::prelude::*;

/// The lower triangle L with L Lᵀ = `matrix`; `None` unless the matrix is positive definite.
pub(crate) fn cholesky(matrix: &Array2<f64>) -> Option<Array2<f64>> {
    let n = matrix.nrows();
    let mut factor = Array2::<f64>::zeros((n, n));
    for s in 0..n {
        for t in 0..=s {
            let dot: f64 = (0..t).map(|k| factor[[s, k]] * factor[[t, k]]).sum();
            let rest = matrix[[s, t]] - dot;
            if s != t {
                factor[[s, t]] = rest / factor[[t, t]];
            } else if rest > 0.0 {
                factor[[s, s]] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(factor)
}

/// The inverse of a lower triangle.
pub(crate) fn inverse_triangle(factor: &Array2<f64>) -> Array2<f64> {
    let n = factor.nrows();
    let mut inverse = Array2::<f64>::zeros((n, n));
    for t in 0..n {
        inverse[[t, t]] = factor[[t, t]].recip();
        for s in t + 1..n {
            let dot: f64 = (t..s).map(|k| factor[[s, k]] * inverse[[k, t]]).sum();
            inverse[[s, t]] = -dot / factor[[s, s]];
        }
    }
    inverse
}

/// ln |det L| of a triangle.
pub(crate) fn log_determinant(factor: &Array2<f64>) -> f64 {
    factor.diag().iter().map(|entry| entry.abs().ln()).sum()
}

/// ln |det| of any square matrix, by elimination with partial pivots; −∞ where it is singular.
pub(crate) fn log_absolute_determinant(matrix: &Array2<f64>) -> f64 {
    let (n, mut rest, mut sum) = (matrix.nrows(), matrix.clone(), 0.0);
    for k in 0..n {
        let Some(pivot) = (k..n).max_by(|&a, &b| rest[[a, k]].abs().total_cmp(&rest[[b, k]].abs())) else {
            break;
        };
        for column in 0..n {
            rest.swap([k, column], [pivot, column]);
        }
        sum += rest[[k, k]].abs().ln();
        for row in k + 1..n {
            let factor = rest[[row, k]] / rest[[k, k]];
            for column in k..n {
                rest[[row, column]] -= factor * rest[[k, column]];
            }
        }
    }
    sum
}

/// The mean of every column.
pub(crate) fn means(rows: &Array2<f64>) -> Array1<f64> {
    rows.sum_axis(Axis(0)) / rows.nrows() as f64
}

/// The covariance of the columns; the divisor is the number of rows.
pub(crate) fn covariance(rows: &Array2<f64>) -> Array2<f64> {
    let centred = rows - &means(rows);
    centred.t().dot(&centred) / rows.nrows() as f64
}

/// The condition number of a positive definite matrix, from the largest eigenvalues of it and of its inverse by power iteration.
pub(crate) fn condition(matrix: &Array2<f64>, inverse: &Array2<f64>) -> f64 {
    let largest = |matrix: &Array2<f64>| {
        let mut vector = Array1::from_iter((0..matrix.nrows()).map(|k| 1.0 + 0.1 * k as f64));
        let mut value = 0.0;
        for _ in 0..1000 {
            vector = matrix.dot(&vector);
            value = vector.dot(&vector).sqrt();
            vector /= value;
        }
        value
    };
    largest(matrix) * largest(inverse)
}
