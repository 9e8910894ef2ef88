//! One array inside a flat slice.

use std::ops::Range;

/// Where one array of a model stands in the flat slice of its kind: sites in a state, entries in θ.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Block {
    start: usize,
    len: usize,
}

impl Block {
    /// A stretch of a flat slice.
    pub fn new(range: Range<usize>) -> Self {
        Self { start: range.start, len: range.len() }
    }

    /// The flat number of its first entry.
    #[inline(always)]
    pub fn start(self) -> usize {
        self.start
    }

    /// Whether a flat number lies in it.
    #[inline(always)]
    pub fn contains(self, flat: usize) -> bool {
        flat.wrapping_sub(self.start) < self.len
    }

    /// Its part of a flat slice.
    ///
    /// # Panics
    /// If the slice is shorter than the layout says.
    #[inline(always)]
    pub fn of<T>(self, flat: &[T]) -> &[T] {
        &flat[self.start..][..self.len]
    }

    /// Its part of a flat slice, to write to.
    ///
    /// # Panics
    /// If the slice is shorter than the layout says.
    #[inline(always)]
    pub fn of_mut<T>(self, flat: &mut [T]) -> &mut [T] {
        &mut flat[self.start..][..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_its_stretch() {
        let block = Block::new(2..4);
        assert_eq!(block.of(&[0, 1, 2, 3, 4]), [2, 3]);
        assert!(!block.contains(1) && block.contains(2) && block.contains(3) && !block.contains(4));
        let mut flat = [0; 5];
        block.of_mut(&mut flat).fill(1);
        assert_eq!(flat, [0, 0, 1, 1, 0]);
    }
}
