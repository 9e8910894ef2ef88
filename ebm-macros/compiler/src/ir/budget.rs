//! A limit on the work of one derivation.
//!
//! Products of sums are multiplied out, and a user may write one whose formula has more terms than anybody wants to read
//! or to compile. Whatever makes terms says how many it makes; once the limit is reached, all expressions become zero, so
//! that every pass comes to its end at once, and [`within`] drops the result. Work is counted and not timed, so that two
//! expansions of one input are the same.
//!
//! The count belongs to the thread: as an argument it would have to go through every function that makes an expression.

use std::cell::Cell;

thread_local! {
    /// What is left of the innermost limit; nothing where there is none.
    static LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// What the derivation gives, unless it takes more than `limit` units of work: a unit is about one piece of one term.
///
/// Limits nest: what is spent inside is spent outside, too.
pub fn within<T>(limit: u64, derive: impl FnOnce() -> T) -> Option<T> {
    let outside = LEFT.get();
    let granted = outside.map_or(limit, |left| left.min(limit));
    // a panic in `derive` must not leave its limit to the next user of the thread
    let restore = Restore { outside, granted };
    LEFT.set(Some(granted));
    let result = derive();
    let done = !exhausted();
    drop(restore);
    done.then_some(result)
}

struct Restore {
    outside: Option<u64>,
    granted: u64,
}

impl Drop for Restore {
    fn drop(&mut self) {
        let spent = self.granted - LEFT.get().unwrap_or(0);
        LEFT.set(self.outside.map(|left| left.saturating_sub(spent)));
    }
}

/// Takes work off the innermost limit; whether there was enough left.
pub fn spend(work: usize) -> bool {
    let Some(left) = LEFT.get() else { return true };
    LEFT.set(Some(left.saturating_sub(work as u64)));
    left > work as u64
}

/// Whether the innermost limit is reached: what is made now is dropped.
pub fn exhausted() -> bool {
    LEFT.get() == Some(0)
}

/// What is left of the innermost limit.
pub fn left() -> Option<u64> {
    LEFT.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_within_the_limit_has_its_result() {
        assert_eq!(within(10, || spend(9)), Some(true));
        assert_eq!(within(10, || (spend(5), spend(5), exhausted())), None);
        assert!(spend(usize::MAX), "without a limit there is always enough");
    }

    #[test]
    fn limits_nest() {
        let inside = within(10, || {
            let failed = within(4, || spend(7));
            (failed, exhausted(), left())
        });
        assert_eq!(inside, Some((None, false, Some(6))));
        assert_eq!(within(5, || within(100, || spend(50))), None, "an inner limit is no larger");
        assert_eq!(left(), None);
    }

    #[test]
    fn a_panic_leaves_no_limit() {
        let panicked = std::panic::catch_unwind(|| within(3, || panic!("inside")));
        assert!(panicked.is_err());
        assert_eq!(left(), None);
    }
}
