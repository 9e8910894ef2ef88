//! Weighted sums over examples, sixteen at a time, in parallel, with the same bits on any number of threads.

use crate::data::Examples;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::parallel;
use crate::workspace::Workspace;

/// Σ over all examples of whatever `add(x, weights, out, work)` adds to a vector of `size` entries.
///
/// `x` holds `V::WIDTH` examples; `weights` is 0 in lanes that only pad the last tile. Nothing is divided by the sum of
/// the weights.
pub fn sum<V: Lane>(
    data: &Examples,
    size: usize,
    add: impl Fn(&[V], V, &mut [f64], &mut Workspace<V>) + Sync,
) -> Vec<f64> {
    sum_rows(data, size, |_, x, weights, out, work| add(x, weights, out, work))
}

/// As [`sum`], for functions that look up something of each example: they are told the number of the first of the tile.
pub fn sum_rows<V: Lane>(
    data: &Examples,
    size: usize,
    add: impl Fn(usize, &[V], V, &mut [f64], &mut Workspace<V>) + Sync,
) -> Vec<f64> {
    let ranges = parallel::ranges(data.count(), V::WIDTH);
    let parts = parallel::shards(ranges.len(), |k| {
        let mut out = vec![0.0; size];
        let mut work = Workspace::new();
        let mut x = vec![V::zero(); data.row_len()];
        for start in ranges[k].clone().step_by(V::WIDTH) {
            let weights = data.tile(start, &mut x);
            add(start, &x, weights, &mut out, &mut work);
        }
        out
    });
    parallel::join(parts, parallel::add).unwrap_or_else(|| vec![0.0; size])
}

/// A number for each example, in order.
pub fn each(
    data: &Examples,
    of: impl Fn(&[Lanes<f64>], &mut Workspace<Lanes<f64>>) -> Lanes<f64> + Sync,
) -> Vec<f64> {
    let ranges = parallel::ranges(data.count(), WIDTH);
    let parts = parallel::shards(ranges.len(), |k| {
        let mut out = Vec::with_capacity(ranges[k].len());
        let mut work = Workspace::new();
        let mut x = vec![Lanes::zero(); data.site_count()];
        for start in ranges[k].clone().step_by(WIDTH) {
            data.tile(start, &mut x);
            let values = of(&x, &mut work);
            out.extend((start..ranges[k].end.min(start + WIDTH)).map(|row| values.lane(row - start)));
        }
        out
    });
    parts.concat()
}
