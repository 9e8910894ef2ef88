//! Mistakes that are seen when names and arrays are known.

use super::nearest::{list, nearest};
use super::{Mistake, Place};

/// At most this much of an expression is quoted.
const QUOTED: usize = 60;

/// An expression for a message, cut where it is long.
pub(super) fn quoted(expression: &dyn std::fmt::Display) -> String {
    let text = expression.to_string();
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("`{} …`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// What comes later in the language.
pub fn not_derived(place: Place, feature: &str, instead: &str) -> Mistake {
    Mistake::new(place, format!("`{feature}` is not derived yet; {instead}"))
}

/// More work than any energy needs.
pub fn too_much(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this energy is too long to be followed, counting functions each time they are called; split it, or write it with loops",
    )
}

/// A name that is not bound.
pub fn unknown_name<'a>(place: Place, name: &str, known: impl IntoIterator<Item = &'a str>) -> Mistake {
    let known = match nearest(name, known) {
        Some(best) => format!("did you mean `{best}`?"),
        None => "take it as a `#[fixed]` argument, or bind it, or import it by its name, inside the function"
            .to_owned(),
    };
    Mistake::new(place, format!("`{name}` is not known here, as a macro sees only its own tokens; {known}"))
}

/// A function that is not known.
pub fn unknown_function<'a>(place: Place, name: &str, known: impl IntoIterator<Item = &'a str>) -> Mistake {
    let known = match nearest(name, known) {
        Some(best) => format!("did you mean `{best}`?"),
        None => format!(
            "nest `fn {name}` in the body, or write it with arithmetic and the functions of the prelude"
        ),
    };
    Mistake::new(
        place,
        format!("the function `{name}` is not known here, as a macro sees only its own tokens; {known}"),
    )
}

/// A method that is not known.
pub fn unknown_method(place: Place, name: &str, receiver: &str, known: &[&str]) -> Mistake {
    let known = match (name, nearest(name, known.iter().copied())) {
        // what changes something outside is a loop, what carries something along is a sum
        ("for_each" | "try_for_each", _) => "write a `for` loop".to_owned(),
        ("fold" | "reduce" | "scan", _) => "write it as a sum, `.map(…).sum()`".to_owned(),
        (_, Some(best)) => format!("did you mean `{best}`?"),
        (_, None) => format!("what is known here is {}", list(known)),
    };
    Mistake::new(place, format!("the method `{name}` of {receiver} is not followed; {known}"))
}

/// A method of something that has none.
pub fn no_methods(place: Place, name: &str, receiver: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "the method `{name}` of {receiver} is not followed; write it with `+ - * / %`, or look it up in a `#[fixed]` array"
        ),
    )
}

/// A path that is not known.
pub fn unknown_path(place: Place, path: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{path}` is not known here, as a macro sees only its own tokens; write the number out, or use `std::f64::consts`"
        ),
    )
}

/// An infinity that does not forbid single states.
pub fn not_finite(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this may be infinite, and an energy may be +∞ only where a condition on discrete sites forbids a state; write a finite number, or \
         `if … { energy += f64::INFINITY; }`",
    )
}

/// A number whose square is none.
pub fn number_too_large(place: Place) -> Mistake {
    Mistake::new(
        place,
        "a number here is beyond 1e100, and what is derived has squares of it, which overflow; write the energy in other units, or make \
         the number a `#[fixed]` argument",
    )
}

/// The wrong number of arguments.
pub fn argument_count(place: Place, name: &str, expected: usize, found: usize) -> Mistake {
    let s = if expected == 1 { "" } else { "s" };
    Mistake::new(place, format!("`{name}` takes {expected} argument{s}, not {found}"))
}

/// A value of one kind where another is needed.
pub fn wrong_kind(place: Place, found: &str, needed: &str) -> Mistake {
    Mistake::new(place, format!("this is {found}, and {needed} is needed here"))
}

/// An operator between values that it does not go with.
pub fn operands(place: Place, operator: &str, left: &str, right: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{operator}` between {left} and {right} is not followed; compute with numbers, indices and arrays of them"
        ),
    )
}

/// A pattern that does not go with its value.
pub fn pattern_mismatch(place: Place, members: usize, found: &str) -> Mistake {
    Mistake::new(place, format!("this pattern takes a tuple of {members} apart, and the value is {found}"))
}

/// A number used as an index.
pub fn index_from_number(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} is a number and not an index: which terms a site touches must not depend on its value; index with loop variables, sizes, \
             fixed data, and whole sums of discrete sites",
            quoted(found)
        ),
    )
}

/// `x[z[i]]`.
pub fn sites_indexed_by_sites(place: Place) -> Mistake {
    Mistake::new(
        place,
        "sites indexed by sites: which site this reads would depend on the state, so nothing could be found by site; index a parameter or a \
         `#[fixed]` array by a state, and sites by loop variables and fixed data",
    )
}

/// A product of two indices, or a division by one.
pub fn not_linear(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} is not linear in the loop variables, so it cannot be solved for a site; write `a * i + b` with sizes or literals `a`, `b`, or \
             look it up in a `#[fixed]` array",
            quoted(found)
        ),
    )
}

/// A quotient or remainder of what Rust rounds towards zero.
pub fn negative_dividend(place: Place, found: &dyn std::fmt::Display, operator: &str) -> Mistake {
    let advice = match operator {
        "%" => "write `.rem_euclid(…)` to wrap around, or compute with `usize`",
        _ => "compute with `usize`, or add a multiple of the divisor before and take it away after",
    };
    Mistake::new(
        place,
        format!("{} may divide a negative number, which Rust rounds towards zero; {advice}", quoted(found)),
    )
}

/// An integer form that is too large or too deep.
pub fn index_too_large(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this index is too large or too deeply nested to be followed; look it up in a `#[fixed]` array",
    )
}

/// An operator that integers do not have.
pub fn integer_operator(place: Place, operator: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{operator}` of indices is not followed; cast them with `as f64` to compute with them as numbers"
        ),
    )
}

/// The wrong number of indices.
pub fn index_count(place: Place, found: &dyn std::fmt::Display, rank: usize, indices: usize) -> Mistake {
    let form = match rank {
        1 => "[i]",
        2 => "[[i, k]]",
        3 => "[[i, k, l]]",
        _ => "[[i, k, l, m]]",
    };
    Mistake::new(place, format!("{} has {rank} axes and {indices} indices; write `{form}`", quoted(found)))
}

/// An index of a tuple, or a member that it does not have.
pub fn member(place: Place, found: &str) -> Mistake {
    Mistake::new(place, format!("{found} has no such member; the first is `.0`, and of a shape `[0]`"))
}

/// An accumulator that is read while it is being summed.
pub fn read_while_summed(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{name}` is read inside the loop that adds to it, so each round depends on the rounds before; sum into an accumulator of its own \
             and read it behind the loop"
        ),
    )
}

/// Something else than an accumulator is accumulated into.
pub fn not_an_accumulator(place: Place, name: &str) -> Mistake {
    Mistake::new(place, format!("`{name}` is not an accumulator; declare it with `let mut {name} = 0.0;`"))
}

/// A closure that accumulates into what is outside it.
pub fn accumulates_in_closure(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{name}` is declared outside this closure, which can only compute a value; write a `for` loop instead"
        ),
    )
}

/// `let mut n = 0usize`.
pub fn accumulator_kind(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!("only a number can be accumulated into, and this is {found}; start with `0.0`"),
    )
}

/// A condition on a real site or a parameter.
pub fn condition_on_number(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} compares a real site or a parameter, where the energy would jump and have no derivative; compare indices, fixed data or \
             discrete sites, or write it with `max`, `min` or `abs`",
            quoted(found)
        ),
    )
}

/// A condition that is too complicated.
pub fn condition_too_large(place: Place) -> Mistake {
    Mistake::new(place, "this condition has too many alternatives to be followed; split it into several `if`")
}

/// Something that may be infinite under a condition that is not on indices.
pub fn singular_under_condition(place: Place, function: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{function}` may be infinite where this condition fails, and such a condition multiplies by 0 or 1; put what it selects into a \
             `#[fixed]` list of indices and loop over that"
        ),
    )
}

/// Not a boolean.
pub fn not_a_condition(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!("a condition is needed here, and this is {found}; compare with `==`, `<` and the like"),
    )
}

/// An exponent that is no literal.
pub fn exponent(place: Place, method: &str) -> Mistake {
    let instead = match method {
        "powi" => "write a whole number of at most 1000, or a product",
        "pow" => "write a whole number of at most 16, or a product",
        _ => "write a number, or `(a * u.ln()).exp()`",
    };
    Mistake::new(place, format!("the exponent of `{method}` must be a constant; {instead}"))
}

/// Something that cannot be looped over.
pub fn not_iterable(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!("{found} cannot be looped over; write a range such as `0..n`, or `.iter()` of an array"),
    )
}

/// A range without an end or a start.
pub fn open_range(place: Place) -> Mistake {
    Mistake::new(place, "a range needs both ends here; write `0..n`")
}

/// `0..x[i]` where no size bounds `x[i]`.
pub fn range_by_state(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this range ends at a state that sizes alone do not bound; loop over all values with an `if` inside",
    )
}

/// `log_sum_exp` of an iterator with conditions.
pub fn log_sum_exp_under_condition(place: Place) -> Mistake {
    Mistake::new(
        place,
        "`log_sum_exp` runs over all values of its loops, without conditions; write the loop that gives just the values that count, with \
         `step_by` or over a `#[fixed]` list",
    )
}

/// `.enumerate()` or `.zip()` where positions are not known.
pub fn positions(place: Place, method: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{method}` behind `filter` or `flat_map` counts what passed, which has no linear form; put `{method}` before it"
        ),
    )
}

/// A variable whose range has no bound by sizes.
pub fn unbounded(place: Place, variable: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{variable}` runs to a limit that sizes alone do not bound, so what is computed for each `{variable}` cannot be kept in an array; \
             write the sum out where it is used"
        ),
    )
}

/// A function that calls itself.
pub fn recursion(place: Place, name: &str) -> Mistake {
    Mistake::new(place, format!("`{name}` calls itself, so it cannot be written out; use a loop"))
}

/// A closure that outlives what it sees.
pub fn escaped(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this closure is used where the names that it sees are gone; bind it with `let` in the block where it is used",
    )
}

/// A body or a branch without a value.
pub fn no_value(place: Place, of: &str) -> Mistake {
    Mistake::new(
        place,
        format!("{of} has no value; let the number stand as its last expression, without `;`"),
    )
}

/// A statement whose value goes nowhere.
pub fn unused_value(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "this statement computes {found} and drops it; add it to the energy with `+=`, or leave it out"
        ),
    )
}

/// Axes that would have two lengths.
pub fn shape_conflict(place: Place, left: &str, right: &str) -> Mistake {
    Mistake::new(
        place,
        format!("these axes have the lengths {left} and {right}, which differ; use arrays of one length"),
    )
}

/// Arrays that do not go together.
pub fn shapes(place: Place, method: &str, left: usize, right: usize) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{method}` of arrays with {left} and {right} axes is not followed; it takes vectors and matrices that fit"
        ),
    )
}

/// A size in `shape` that cannot be read.
pub fn size_expression(place: Place, found: &dyn std::fmt::Display) -> Mistake {
    Mistake::new(
        place,
        format!(
            "{} is not a size; write a literal, a size such as `x.len()`, the name of a vector, or a new name",
            quoted(found)
        ),
    )
}

/// The axes of a size in `shape`.
pub fn size_of_matrix(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{name}` has several axes, so its name is not one size; write `{name}.nrows()` or `{name}.ncols()`"
        ),
    )
}

/// A word of `require(…)` that is no capability.
pub fn unknown_capability(place: Place, word: &str, known: &[&str]) -> Mistake {
    let known = match nearest(word, known.iter().copied()) {
        Some(best) => format!("did you mean `{best}`?"),
        None => format!("what can be required is {}", list(known)),
    };
    Mistake::new(place, format!("`{word}` is not a capability of a model; {known}"))
}

/// A required capability that the model does not have.
pub fn lacks(place: Place, word: &str, reason: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{word}` is required and cannot be derived: {reason}; change this, or take `{word}` out of `require(…)`"
        ),
    )
}
