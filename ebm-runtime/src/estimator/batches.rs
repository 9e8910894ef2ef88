//! Rows of the data in batches: each epoch goes through all of them once, in an order of its own.

use crate::data::Examples;
use crate::random::Streams;

/// Rows without replacement, shuffled anew for each epoch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Batches {
    pub(super) order: Vec<usize>,
    pub(super) next: usize,
    pub(super) shuffle: Streams,
    batch: usize,
}

impl Batches {
    /// Of the rows that weigh something.
    pub(super) fn new(data: &Examples, batch: usize, mut shuffle: Streams) -> Self {
        let mut order: Vec<usize> = (0..data.count()).filter(|&row| data.weight(row) > 0.0).collect();
        shuffled(&mut order, &mut shuffle);
        let batch = batch.clamp(1, order.len().max(1));
        Self { order, next: 0, shuffle, batch }
    }

    /// How many go once through the data.
    pub(super) fn count(&self) -> usize {
        self.order.len().div_ceil(self.batch)
    }

    /// The rows of the next one.
    pub(super) fn take(&mut self) -> Vec<usize> {
        if self.next >= self.order.len() {
            shuffled(&mut self.order, &mut self.shuffle);
            self.next = 0;
        }
        let end = (self.next + self.batch).min(self.order.len());
        let rows = self.order[self.next..end].to_vec();
        self.next = end;
        rows
    }
}

/// Fisher–Yates (Durstenfeld 1964, Commun. ACM 7).
fn shuffled(order: &mut [usize], streams: &mut Streams) {
    for last in (1..order.len()).rev() {
        let place = (streams.uniform()[0] * (last + 1) as f64) as usize;
        order.swap(last, place.min(last));
    }
}
