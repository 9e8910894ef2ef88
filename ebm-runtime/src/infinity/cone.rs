//! Is there a direction that no row points against, and some row points along?

/// Below this, relative to the entries, a number is rounding: statistics are sums of a few products of ±1, 0 and 1.
const TINY: f64 = 1e-9;

/// A vector d with r·d ≥ 0 for all rows r and r·d > 0 for some, or `None` if there is none.
///
/// Either such a d exists or positive numbers λ with Σ λ r = 0 do (Stiemke 1915). Writing λ = 1 + μ, the smallest
/// ‖Σ (1 + μ) r‖ over μ ≥ 0 is 0 in the second case; in the first, its minimiser *is* such a d: the optimality
/// conditions say r·d ≥ 0, and ‖d‖² = Σ (1 + μ) r·d = Σ r·d is positive. The minimum is found by the active-set method
/// of Lawson & Hanson 1974, *Solving Least Squares Problems*, chapter 23.
///
/// # Shapes
/// All rows have the same length. Made for tens of rows of a few entries.
pub(super) fn direction(rows: &[Vec<f64>]) -> Option<Vec<f64>> {
    let size = rows.iter().flatten().fold(0.0_f64, |top, entry| top.max(entry.abs()));
    let sum = combine(rows, &vec![1.0; rows.len()], rows.first()?.len());
    let mut extra = vec![0.0; rows.len()];
    let mut active: Vec<usize> = Vec::new();
    // each round adds a row and lowers the norm; rounding could make it cycle, hence the bound
    for _ in 0..10 * rows.len() {
        let mut rest = combine(rows, &extra, sum.len());
        rest.iter_mut().zip(&sum).for_each(|(rest, sum)| *rest += sum);
        let norm = dot(&rest, &rest).sqrt();
        if norm <= TINY * size * rows.len() as f64 {
            return None;
        }
        let against = (0..rows.len()).filter(|j| !active.contains(j)).map(|j| (dot(&rows[j], &rest), j));
        match against.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((product, j)) if product < -TINY * size * norm => active.push(j),
            _ => return Some(cleaned(rest)),
        }
        reduce(rows, &sum, &mut active, &mut extra);
    }
    None
}

/// Makes `extra` the best non-negative weights on the active rows, dropping rows whose weight would be negative.
fn reduce(rows: &[Vec<f64>], sum: &[f64], active: &mut Vec<usize>, extra: &mut [f64]) {
    while let Some(best) = least_squares(rows, sum, active) {
        let blocked = |&(&j, &s): &(&usize, &f64)| (s <= 0.0).then(|| extra[j] / (extra[j] - s));
        let share = active.iter().zip(&best).filter_map(|pair| blocked(&pair)).fold(1.0, f64::min);
        for (&j, &s) in active.iter().zip(&best) {
            extra[j] += share * (s - extra[j]);
        }
        if share >= 1.0 {
            return;
        }
        active.retain(|&j| {
            let stays = extra[j] > TINY;
            if !stays {
                extra[j] = 0.0;
            }
            stays
        });
    }
    // the newest row depends on the others: it adds nothing
    if let Some(newest) = active.pop() {
        extra[newest] = 0.0;
    }
}

/// The weights of the active rows that minimise ‖sum + Σ weight · row‖; `None` if the rows are dependent.
fn least_squares(rows: &[Vec<f64>], sum: &[f64], active: &[usize]) -> Option<Vec<f64>> {
    let n = active.len();
    let mut system: Vec<Vec<f64>> = active
        .iter()
        .map(|&i| {
            let mut line: Vec<f64> = active.iter().map(|&j| dot(&rows[i], &rows[j])).collect();
            line.push(-dot(&rows[i], sum));
            line
        })
        .collect();
    let size = system.iter().flatten().fold(0.0_f64, |top, entry| top.max(entry.abs()));
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| system[a][k].abs().total_cmp(&system[b][k].abs()))?;
        system.swap(k, pivot);
        if system[k][k].abs() <= TINY * size {
            return None;
        }
        let pivot = system[k].clone();
        for (_, line) in system.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            let factor = line[k] / pivot[k];
            line.iter_mut().zip(&pivot).for_each(|(entry, pivot)| *entry -= factor * pivot);
        }
    }
    Some((0..n).map(|k| system[k][n] / system[k][k]).collect())
}

/// The same direction with its largest entry ±1 and without rounding dust.
fn cleaned(mut direction: Vec<f64>) -> Vec<f64> {
    let top = direction.iter().fold(0.0_f64, |top, entry| top.max(entry.abs()));
    for entry in &mut direction {
        *entry /= top;
        if entry.abs() < TINY {
            *entry = 0.0;
        }
    }
    direction
}

fn combine(rows: &[Vec<f64>], weights: &[f64], length: usize) -> Vec<f64> {
    let mut out = vec![0.0; length];
    for (row, weight) in rows.iter().zip(weights) {
        out.iter_mut().zip(row).for_each(|(out, entry)| *out += weight * entry);
    }
    out
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(rows: &[&[f64]]) -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.to_vec()).collect()
    }

    #[test]
    fn opposite_rows_leave_nothing() {
        assert_eq!(direction(&rows(&[&[1.0, 2.0], &[-1.0, -2.0]])), None);
        assert_eq!(direction(&rows(&[&[1.0, 0.0], &[0.0, 1.0], &[-1.0, -1.0]])), None);
        assert_eq!(direction(&rows(&[&[0.0, 0.0]])), None);
        assert_eq!(direction(&[]), None);
    }

    #[test]
    fn a_row_without_an_opposite_gives_its_direction() {
        let found = direction(&rows(&[&[1.0, 0.0], &[-1.0, 0.0], &[3.0, 2.0]])).unwrap();
        assert_eq!(found, [0.0, 1.0]);
    }

    proptest! {
        /// Against all directions with entries −2 … 2, which hold a solution of such small systems if there is one.
        #[test]
        fn agrees_with_trying_all_directions(
            rows in proptest::collection::vec(proptest::collection::vec(-1_i32..=1, 3), 1..9),
        ) {
            let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|&v| f64::from(v)).collect()).collect();
            let works = |d: &[f64]| {
                rows.iter().all(|row| dot(row, d) >= -1e-12) && rows.iter().any(|row| dot(row, d) > 1e-12)
            };
            let grid = || (0..125).map(|k| [k % 5, k / 5 % 5, k / 25].map(|v| f64::from(v) - 2.0));
            match direction(&rows) {
                Some(found) => prop_assert!(
                    rows.iter().all(|row| dot(row, &found) >= -1e-8) && rows.iter().any(|row| dot(row, &found) > 1e-8),
                    "{found:?}"
                ),
                None => prop_assert!(!grid().any(|d| works(&d))),
            }
        }
    }
}
