//! Work that is shared among threads with the same bits as on one.
//!
//! Sums are cut into shards whose number depends on the work alone. Each shard is summed in its own order, and the
//! shards are joined pairwise in order, so that which thread did what, and how many there were, cannot be seen.

use std::ops::Range;

use rayon::prelude::*;

/// Into how many shards work is cut; fewer where there is less of it.
pub const SHARDS: usize = 16;

/// The results of the shards `0..count` in order, computed by all threads.
pub fn shards<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    (0..count).into_par_iter().map(&work).collect()
}

/// Cuts `0..items` into at most [`SHARDS`] ranges whose starts are multiples of `tile`.
///
/// # Panics
/// If `tile` is 0.
pub fn ranges(items: usize, tile: usize) -> Vec<Range<usize>> {
    let tiles = items.div_ceil(tile);
    let count = tiles.min(SHARDS);
    let start = |k: usize| (tiles * k / count * tile).min(items);
    (0..count).map(|k| start(k)..start(k + 1)).collect()
}

/// Joins results pairwise in order: ((0 1)(2 3))((4 5)…). `None` for none.
pub fn join<T>(mut parts: Vec<T>, mut with: impl FnMut(T, T) -> T) -> Option<T> {
    while parts.len() > 1 {
        let mut rest = parts.into_iter();
        let mut joined = Vec::new();
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => with(left, right),
                None => left,
            });
        }
        parts = joined;
    }
    parts.pop()
}

/// Adds the second vector to the first.
pub fn add(mut left: Vec<f64>, right: Vec<f64>) -> Vec<f64> {
    for (left, right) in left.iter_mut().zip(right) {
        *left += right;
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once_and_start_at_tiles() {
        for items in [0, 1, 15, 16, 17, 255, 256, 257, 5000] {
            let ranges = ranges(items, 16);
            assert_eq!(ranges.iter().map(ExactSizeIterator::len).sum::<usize>(), items);
            assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
            assert!(ranges.iter().all(|range| range.start % 16 == 0 && !range.is_empty()));
            assert!(ranges.len() <= SHARDS);
        }
    }

    #[test]
    fn parts_are_joined_in_pairs() {
        let parts: Vec<String> = (0..5).map(|k| k.to_string()).collect();
        assert_eq!(join(parts, |a, b| format!("({a}{b})")).unwrap(), "(((01)(23))4)");
        assert_eq!(join(Vec::<u8>::new(), |a, _| a), None);
    }

    #[test]
    fn sums_have_the_same_bits_on_any_number_of_threads() {
        let sum = || {
            let parts = shards(SHARDS, |k| (0..1000).map(|i| 1.0 / (k * 1000 + i + 1) as f64).sum::<f64>());
            join(parts, |a, b| a + b).unwrap().to_bits()
        };
        let on = |threads: usize| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(sum)
        };
        assert_eq!(on(1), on(2));
        assert_eq!(on(1), on(7));
    }
}
