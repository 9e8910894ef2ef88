//! Small dense matrices.

use ebm::ndarray::{Array1, Array2};

/// The inverse, by Gauss and Jordan with pivots of rows; `None` where a pivot is 0.
pub(crate) fn inverse(matrix: &Array2<f64>) -> Option<Array2<f64>> {
    let n = matrix.nrows();
    let (mut left, mut right) = (matrix.clone(), Array2::eye(n));
    for column in 0..n {
        let pivot =
            (column..n).max_by(|&a, &b| left[[a, column]].abs().total_cmp(&left[[b, column]].abs()))?;
        for k in 0..n {
            left.swap([column, k], [pivot, k]);
            right.swap([column, k], [pivot, k]);
        }
        let scale = left[[column, column]].recip();
        if !scale.is_finite() {
            return None;
        }
        left.row_mut(column).mapv_inplace(|entry| entry * scale);
        right.row_mut(column).mapv_inplace(|entry| entry * scale);
        for row in (0..n).filter(|&row| row != column) {
            let factor = left[[row, column]];
            for side in [&mut left, &mut right] {
                let above = side.row(column).to_owned();
                side.row_mut(row).scaled_add(-factor, &above);
            }
        }
    }
    Some(right)
}

/// Σ w tᵀt − what the means leave: the covariance of rows under weights that sum to 1.
pub(crate) fn covariance(weights: &[f64], rows: &Array2<f64>) -> Array2<f64> {
    let mean = mean(weights, rows);
    second(weights, rows) - outer(&mean)
}

/// Σ w t.
pub(crate) fn mean(weights: &[f64], rows: &Array2<f64>) -> Array1<f64> {
    let zero = Array1::zeros(rows.ncols());
    weights.iter().zip(rows.rows()).fold(zero, |mut sum, (&weight, row)| {
        sum.scaled_add(weight, &row);
        sum
    })
}

/// Σ w t tᵀ.
pub(crate) fn second(weights: &[f64], rows: &Array2<f64>) -> Array2<f64> {
    let mut scaled = rows.clone();
    scaled.rows_mut().into_iter().zip(weights).for_each(|(mut row, &weight)| row *= weight);
    rows.t().dot(&scaled)
}

/// v vᵀ.
pub(crate) fn outer(vector: &Array1<f64>) -> Array2<f64> {
    Array2::from_shape_fn((vector.len(), vector.len()), |(a, b)| vector[a] * vector[b])
}

/// The mean of the first `count` diagonal entries of H⁻¹ V H⁻ᵀ: n times the mean square error of `count` parameters whose estimating
/// equation has the slope H and, an example, the covariance V (Godambe 1960, Ann. Math. Stat. 31; van der Vaart 1998, theorem 5.21).
pub(crate) fn sandwich(h: &Array2<f64>, v: &Array2<f64>, count: usize) -> Option<f64> {
    let inverse = inverse(h)?;
    let middle = inverse.dot(v);
    let entry = |a: usize| middle.row(a).dot(&inverse.row(a));
    Some((0..count).map(entry).sum::<f64>() / count as f64)
}

/// The spread of noise-contrastive estimates, as [`sandwich`]: `rows` are the gradients of −E, `shares` the density of the data and
/// `ratios` that of the noise over it.
///
/// With t = (∂(−E)/∂θ, −1), the last for log Z, and w = ν q / (p + ν q):
/// H = E_p[w t tᵀ], V = Cov_p[w t] + ν Cov_q[(1 − w) t] (Gutmann & Hyvärinen 2012, theorem 3).
pub(crate) fn contrasted(shares: &[f64], rows: &Array2<f64>, ratios: &[f64], noise: f64) -> Option<f64> {
    let size = rows.ncols();
    let with_log_z = |factor: &dyn Fn(f64) -> f64| {
        Array2::from_shape_fn((rows.nrows(), size + 1), |(row, a)| {
            factor(ratios[row]) * if a < size { rows[[row, a]] } else { -1.0 }
        })
    };
    let told = |ratio: f64| noise * ratio / (1.0 + noise * ratio);
    let weights: Vec<f64> = shares.iter().zip(ratios).map(|(share, &ratio)| share * told(ratio)).collect();
    let h = second(&weights, &with_log_z(&|_| 1.0));
    let drawn: Vec<f64> = shares.iter().zip(ratios).map(|(share, ratio)| share * ratio).collect();
    let v = covariance(shares, &with_log_z(&told))
        + noise * covariance(&drawn, &with_log_z(&|ratio| 1.0 - told(ratio)));
    sandwich(&h, &v, size)
}
