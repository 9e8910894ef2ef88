//! Mistakes in the body that are seen before anything is known of names and arrays: pieces of Rust outside
//! the language.

use super::{Mistake, Place};

/// `while`, `loop`.
pub fn open_loop(place: Place, word: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{word}` runs until a condition of the data says stop, so its terms cannot be found by site; \
             write `for i in 0..n` with an `if` inside"
        ),
    )
}

/// `break`, `continue`, `return`, `?`, `.await`, `yield`.
pub fn jump(place: Place, word: &str) -> Mistake {
    let instead = match word {
        "continue" | "break" => "guard the rest of the loop with `if`",
        "return" => "let the value stand as the last expression of the function",
        "?" => "an energy cannot fail: let it be infinite where a state is forbidden",
        _ => "compute the value in place",
    };
    Mistake::new(
        place,
        format!("`{word}` jumps out of the sum that is being written, which cannot be followed; {instead}"),
    )
}

/// `match`.
pub fn match_expression(place: Place) -> Mistake {
    Mistake::new(
        place,
        "`match` is not followed; write `if … { … } else { … }` with comparisons of indices or fixed data",
    )
}

/// `if let`.
pub fn let_condition(place: Place) -> Mistake {
    Mistake::new(
        place,
        "`let` in a condition is not followed, as nothing here can fail to match; compare with `==`, `<` and the like",
    )
}

/// A macro.
pub fn macro_call(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "the macro `{name}!` is not expanded here, so what it computes is unknown; write it out, or leave it out"
        ),
    )
}

/// `#[cfg(…)]` in a body.
pub fn conditional_code(place: Place) -> Mistake {
    Mistake::new(
        place,
        "whether this is compiled is not known here, and the model would not be the function; choose by an `if` on a `#[fixed]` argument, \
         or write two functions",
    )
}

/// Any other piece of Rust.
pub fn outside(place: Place, what: &str, instead: &str) -> Mistake {
    Mistake::new(place, format!("{what} is outside what an energy can be written with; {instead}"))
}

/// `e *= 2.0`, `e = e + 1.0`.
pub fn not_an_accumulation(place: Place, operator: &str) -> Mistake {
    let instead = match operator {
        "=" => "write `+=` or `-=`, or bind a new name with `let`",
        _ => "bind the result to a new name with `let`",
    };
    Mistake::new(
        place,
        format!("an accumulator can only be added to or taken from, not changed by `{operator}`; {instead}"),
    )
}

/// `u[k] += 1.0`.
pub fn accumulator_entry(place: Place) -> Mistake {
    Mistake::new(
        place,
        "only a scalar can be accumulated into, not an entry of an array; write the entry as a sum where it is used, for instance with \
         `let u = |k: usize| sum(0..n, |i| …)`",
    )
}

/// `let x;`.
pub fn let_without_value(place: Place) -> Mistake {
    Mistake::new(
        place,
        "a name needs its value where it is bound; write `let name = value;`, or `let mut name = 0.0;` to accumulate into it",
    )
}

/// `let … else`.
pub fn let_else(place: Place) -> Mistake {
    Mistake::new(
        place,
        "`let … else` is not followed, as nothing here can fail to match; write `let name = value;`",
    )
}

/// A pattern that can fail, or that renames.
pub fn pattern(place: Place) -> Mistake {
    Mistake::new(place, "only names, tuples and `_` can be bound here; write `name`, `(a, b)` or `&(a, b)`")
}

/// A text, a byte.
pub fn literal(place: Place) -> Mistake {
    Mistake::new(place, "only numbers, `true` and `false` can be written out in an energy; write a number")
}

/// A number beyond its type.
pub fn number_too_large(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this number is too large to be an index; write it as a floating-point number, or a smaller one",
    )
}

/// `^`, `|`, `&`, `<<`, `>>`.
pub fn operator(place: Place, symbol: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "the operator `{symbol}` works on bits, which has no derivative and no linear form; write it with `+ - * / %`, or with `&&` and `||`"
        ),
    )
}

/// `as` to something else.
pub fn cast(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        match found {
            "i8" | "u8" | "i16" | "u16" => format!(
                "a cast to `{found}` cuts off what is larger, which has no linear form; write `as usize`, `as f32` or `as f64`"
            ),
            _ => format!(
                "a cast to `{found}` is not followed; numbers are cast `as f32`, `as f64` or `as usize`"
            ),
        },
    )
}

/// A field by name.
pub fn named_field(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`.{name}` is a field of a struct, and there are none here; the members of a tuple are `.0`, `.1`, `.2`"
        ),
    )
}

/// A nested item that is neither a function, a constant nor an import.
pub fn nested_item(place: Place) -> Mistake {
    Mistake::new(place, "only `fn`, `const` and `use` can be nested in an energy; move this out of it")
}

/// Type parameters of a helper.
pub fn helper_generics(place: Place) -> Mistake {
    Mistake::new(place, "a helper function has no type parameters here; write its types out")
}

/// A function that is `async`, `unsafe` or `extern`.
pub fn helper_modifier(place: Place) -> Mistake {
    Mistake::new(place, "a helper is an ordinary function; write `fn name(…) -> f32 { … }`")
}
