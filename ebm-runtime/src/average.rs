//! Weighted sums over examples, sixteen at a time, in parallel, with the same bits on any number of threads.

use crate::data::Examples;
use crate::lanes::Lane;
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
    let ranges = parallel::ranges(data.count(), V::WIDTH);
    let parts = parallel::shards(ranges.len(), |k| {
        let mut out = vec![0.0; size];
        let mut work = Workspace::new();
        let mut x = vec![V::zero(); data.row_len()];
        for start in ranges[k].clone().step_by(V::WIDTH) {
            let weights = data.tile(start, &mut x);
            add(&x, weights, &mut out, &mut work);
        }
        out
    });
    parallel::join(parts, parallel::add).unwrap_or_else(|| vec![0.0; size])
}
