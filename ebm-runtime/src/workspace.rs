//! Scratch memory that is allocated once.

use crate::lanes::Lane;

/// Reusable scratch memory for the definitions and adjoints of a generated method body.
///
/// One for each thread; it grows to the largest request and never shrinks.
#[derive(Clone, Debug, Default)]
pub struct Workspace<V> {
    memory: Vec<V>,
}

impl<V: Lane> Workspace<V> {
    /// Empty: the first use allocates.
    pub fn new() -> Self {
        Self { memory: Vec::new() }
    }

    /// Disjoint slices of the given lengths, all zero.
    ///
    /// # Cost
    /// One pass over the slices; an allocation only when more is asked for than ever before.
    #[inline]
    pub fn split<const K: usize>(&mut self, lengths: [usize; K]) -> [&mut [V]; K] {
        let total = lengths.iter().sum();
        if self.memory.len() < total {
            self.memory.resize(total, V::zero());
        }
        let mut rest = &mut self.memory[..total];
        rest.fill(V::zero());
        lengths.map(|length| {
            let (part, behind) = std::mem::take(&mut rest).split_at_mut(length);
            rest = behind;
            part
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_zero_and_memory_is_reused() {
        let mut work = Workspace::<f64>::new();
        let [a, b, c] = work.split([3, 0, 2]);
        assert_eq!([a.len(), b.len(), c.len()], [3, 0, 2]);
        a.fill(1.0);
        c.fill(2.0);
        let at = work.memory.as_ptr();
        let [all] = work.split([5]);
        assert_eq!(all, [0.0; 5]);
        assert_eq!(work.memory.as_ptr(), at);
    }
}
