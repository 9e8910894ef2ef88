//! Mistakes in the arguments of domains.

use super::lowering::quoted;
use super::{Mistake, Place};

/// `categorical` whose sites index nothing.
pub fn unknown_states(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "no axis is indexed by `{name}` alone, so its number of categories cannot be read off; write `categorical(q)` with a literal, a \
             `#[fixed]` size or a size such as `h.ncols()`"
        ),
    )
}

/// `categorical(q)` with something else than a number of values.
pub fn number_of_values(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} is not a number of values, which is a positive integer; write a literal, a `#[fixed]` size, or a size such as `h.ncols()`",
            quoted(found)
        ),
    )
}

/// `categorical(q)` with an array that is no number for each site.
pub fn states_of_each(place: Place, found: &dyn std::fmt::Display, rank: usize) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} does not hold a number of categories for each site; take it as `#[fixed]` with the type `ArrayView{rank}<usize>`",
            quoted(found)
        ),
    )
}

/// `count`.
pub fn count_without_limit(place: Place) -> Mistake {
    Mistake::new(
        place,
        "a count needs a largest value, as local normalisers sum over all values; write `count(max)` with a literal or a `#[fixed]` size",
    )
}

/// `interval(1, 0)`.
pub fn empty_interval(place: Place) -> Mistake {
    Mistake::new(place, "there is nothing between these ends; write `interval(a, b)` with a < b")
}

/// `interval(0, n)`.
pub fn end_of_interval(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!("{} is not a finite number that is written out; write `interval(0.0, 1.0)`", quoted(found)),
    )
}
