//! Mistakes in what the attribute stands before, in roles, domains, options and types.

use super::nearest::{list, nearest};
use super::{Mistake, Place};

/// The attributes that give an argument its role.
pub const ROLES: [&str; 6] = ["visible", "latent", "param", "given", "fixed", "neural"];
/// The domains of sites.
pub const DOMAINS: [&str; 9] =
    ["binary", "spin", "categorical", "count", "real", "positive", "unit", "interval", "angle"];
/// The options of `#[param]`.
pub const OPTIONS: [&str; 6] = ["symmetric", "positive", "zero_diagonal", "frozen", "init", "shape"];
/// The values of `init`.
pub const INITS: [&str; 5] = ["zeros", "constant(a)", "normal(sd)", "uniform(a, b)", "glorot"];

const ROLE_LIST: &str = "`#[visible(domain)]`, `#[latent(domain)]`, `#[param]`, `#[given]` or `#[fixed]`";
const TYPE_LIST: &str = "`f32`, `f64`, `usize`, `ArrayView1<f32>` to `ArrayView4<f32>`, `&[usize]`, `&[(usize, usize)]` or \
                         `&[(usize, usize, usize)]`";

/// The nearest of the known words, or all of them.
fn suggest(word: &str, known: &[&str], of: &str) -> String {
    match nearest(word, known.iter().map(|entry| entry.split('(').next().unwrap_or(entry))) {
        Some(best) => format!("did you mean `{best}`?"),
        None => format!("{of} {}", list(known)),
    }
}

/// Nesting beyond the limit.
pub fn too_deep(place: Place) -> Mistake {
    Mistake::new(place, "this is nested too deeply to be followed; bind a part of it with `let`")
}

/// One expression beyond the limit.
pub fn too_long(place: Place, limit: usize) -> Mistake {
    Mistake::new(
        place,
        format!(
            "this expression has more than {limit} tokens, too many to be followed; bind a part of it with `let`"
        ),
    )
}

/// What rustc's own parser would refuse.
pub fn not_rust(place: Place, detail: &str) -> Mistake {
    Mistake::new(place, detail)
}

/// The attribute on something else.
pub fn not_an_energy(place: Place) -> Mistake {
    Mistake::new(
        place,
        "`#[energy_model]` stands before a function that returns an energy, or before a module with one; \
         write `#[energy_model] fn name(…) -> f32 { … }`",
    )
}

/// `#[energy_model] mod name;`.
pub fn module_elsewhere(place: Place) -> Mistake {
    Mistake::new(
        place,
        "this module lies in another file, and a macro sees only its own tokens; write `mod name { … }` with its body",
    )
}

/// A module without an annotated function.
pub fn no_energy_in_module(place: Place) -> Mistake {
    Mistake::new(
        place,
        format!(
            "no function of this module has arguments with roles, so there is no energy in it; put {ROLE_LIST} before the arguments of one"
        ),
    )
}

/// Something in the module that is neither function, constant nor import.
pub fn not_a_helper(place: Place) -> Mistake {
    Mistake::new(
        place,
        "only functions, constants and `use` can stand in a module of energies; move this out of it",
    )
}

/// An unknown word in `#[energy_model(…)]`.
pub fn unknown_setting(place: Place, word: &str) -> Mistake {
    Mistake::new(
        place,
        format!("`{word}` is not a setting of `energy_model`; it takes `require(…)` or nothing"),
    )
}

/// `async`, `unsafe`, `extern`, `...`.
pub fn function_modifier(place: Place, word: &str) -> Mistake {
    Mistake::new(place, format!("an energy is an ordinary function; remove `{word}`"))
}

/// Type parameters or bounds.
pub fn generics(place: Place) -> Mistake {
    Mistake::new(
        place,
        "an energy has no type parameters, as the model has one float type; write the types out with `f32` or `f64`",
    )
}

/// `self`.
pub fn receiver(place: Place) -> Mistake {
    Mistake::new(
        place,
        "an energy is a free function, not a method; take the arrays as arguments instead of `self`",
    )
}

/// A return type that is no number.
pub fn not_a_number(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!("an energy is one number, but this function returns {found}; return `f32` or `f64`"),
    )
}

/// An argument that is taken apart in the signature.
pub fn argument_pattern(place: Place) -> Mistake {
    Mistake::new(
        place,
        "an argument needs a name, as the model's fields are named after it; take it apart in the body",
    )
}

/// No role.
pub fn missing_role(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!("`{name}` has no role, so its part in the model is unknown; put {ROLE_LIST} before it"),
    )
}

/// Two roles.
pub fn second_role(place: Place, name: &str, first: &str) -> Mistake {
    Mistake::new(place, format!("`{name}` already has the role `{first}`; keep one of the two"))
}

/// An attribute that is no role.
pub fn unknown_role(place: Place, word: &str) -> Mistake {
    let known = match nearest(word, ROLES) {
        Some(best) => format!("did you mean `#[{best}]`?"),
        None => format!("the roles are {ROLE_LIST}"),
    };
    Mistake::new(place, format!("`#[{word}]` is not a role of an argument; {known}"))
}

/// `#[given(…)]`.
pub fn role_takes_nothing(place: Place, role: &str) -> Mistake {
    Mistake::new(place, format!("`#[{role}]` has no options; write `#[{role}]`"))
}

/// `#[param = …]`.
pub fn role_by_equals(place: Place, role: &str) -> Mistake {
    Mistake::new(place, format!("a role takes its options in parentheses; write `#[{role}(…)]`"))
}

/// `#[visible]`.
pub fn missing_domain(place: Place, role: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`#[{role}]` needs the domain of its sites; write `#[{role}(spin)]`, or one of {}",
            list(&DOMAINS)
        ),
    )
}

/// More than a domain.
pub fn second_domain(place: Place, role: &str) -> Mistake {
    Mistake::new(place, format!("all sites of an array have one domain; write `#[{role}(domain)]` with one"))
}

/// A word that is no domain.
pub fn unknown_domain(place: Place, word: &str) -> Mistake {
    Mistake::new(place, format!("`{word}` is not a domain; {}", suggest(word, &DOMAINS, "the domains are")))
}

/// A domain with the wrong number of arguments.
pub fn domain_arguments(place: Place, domain: &str, form: &str) -> Mistake {
    let message = match domain == form {
        true => format!("the domain `{domain}` has nothing to be set; write `{domain}` alone"),
        false => format!("the domain `{domain}` does not take these numbers; write `{form}`"),
    };
    Mistake::new(place, message)
}

/// A word that is no option.
pub fn unknown_option(place: Place, word: &str) -> Mistake {
    Mistake::new(
        place,
        format!("`{word}` is not an option of a parameter; {}", suggest(word, &OPTIONS, "the options are")),
    )
}

/// An option given twice.
pub fn repeated_option(place: Place, word: &str) -> Mistake {
    Mistake::new(place, format!("`{word}` is given twice; keep one"))
}

/// An option written in another form.
pub fn option_form(place: Place, word: &str, form: &str) -> Mistake {
    let message = match word == form {
        true => format!("the option `{word}` takes no value; write `{word}` alone"),
        false => format!("the option `{word}` needs a value; write `{form}`"),
    };
    Mistake::new(place, message)
}

/// A word that is no way to start.
pub fn unknown_init(place: Place, word: &str) -> Mistake {
    Mistake::new(
        place,
        format!("`{word}` is not a way to start a parameter; {}", suggest(word, &INITS, "`init` takes")),
    )
}

/// A way to start with the wrong arguments.
pub fn init_form(place: Place, form: &str) -> Mistake {
    let order = if form.starts_with("uniform") { ", the smaller first" } else { "" };
    Mistake::new(place, format!("this start is written `init = {form}`, with numbers written out{order}"))
}

/// A type that no argument has.
pub fn unknown_type(place: Place, found: &str) -> Mistake {
    Mistake::new(place, format!("an argument cannot have the type `{found}`; write {TYPE_LIST}"))
}

/// An owned array or a reference to one.
pub fn not_a_view(place: Place, found: &str, view: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{found}` is not a view, and generated code passes views of its own storage; write `{view}`"
        ),
    )
}

/// An array view without its entry type.
pub fn missing_element(place: Place, found: &str) -> Mistake {
    Mistake::new(place, format!("`{found}` does not say what its entries are; write `{found}<f32>`"))
}

/// An array of something else.
pub fn unknown_element(place: Place, found: &str) -> Mistake {
    Mistake::new(
        place,
        format!("an array of `{found}` is not followed; its entries are `f32`, `f64` or `usize`"),
    )
}

/// A slice of something else.
pub fn unknown_slice(place: Place) -> Mistake {
    Mistake::new(
        place,
        "only slices of indices are followed; write `&[usize]`, `&[(usize, usize)]`, `&[(usize, usize, usize)]`, or `ArrayView1<f32>` \
         for numbers",
    )
}

/// A type that does not go with the role.
pub fn type_of_role(place: Place, role: &str, allowed: &str) -> Mistake {
    Mistake::new(place, format!("`#[{role}]` does not go with this type; write {allowed}"))
}

/// Two float types in one function.
pub fn mixed_floats(place: Place, found: &str, energy: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "a model has one float type: the energy is `{energy}` and this is `{found}`; write `{energy}` here"
        ),
    )
}

/// Two arguments of one name.
pub fn repeated_argument(place: Place, name: &str) -> Mistake {
    Mistake::new(place, format!("`{name}` is the name of an earlier argument; choose another"))
}

/// No visible argument.
pub fn no_visible(place: Place, name: &str) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{name}` has no `#[visible(domain)]` argument, so there is nothing that it is the energy of"
        ),
    )
}

/// `symmetric` or `zero_diagonal` on something that is no matrix.
pub fn option_needs_matrix(place: Place, word: &str) -> Mistake {
    Mistake::new(
        place,
        format!("`{word}` is a property of square matrices; give the argument the type `ArrayView2`"),
    )
}

/// `shape` with the wrong number of sizes.
pub fn shape_rank(place: Place, found: usize, rank: usize) -> Mistake {
    Mistake::new(
        place,
        match rank {
            0 => "a scalar has no axes, so no `shape`; leave it out".to_owned(),
            _ => {
                let (sizes, axes) = (counted(found, "size", "sizes"), counted(rank, "axis", "axes"));
                format!("`shape` has {sizes} and the array {axes}; write one size for each axis")
            }
        },
    )
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("one {one}") } else { format!("{count} {several}") }
}

/// `symmetric` or `zero_diagonal` with a shape of two different numbers.
pub fn not_square(place: Place, word: &str, rows: i64, columns: i64) -> Mistake {
    Mistake::new(
        place,
        format!(
            "`{word}` is a property of square matrices, and this one is {rows} by {columns}; write one size twice, or leave `{word}` out"
        ),
    )
}

/// A start at which a positive parameter is not positive, or may not be.
pub fn start_not_positive(place: Place) -> Mistake {
    Mistake::new(
        place,
        "a positive parameter has no logarithm where it starts; write `init = constant(1.0)`, or `init = uniform(0.5, 1.5)`",
    )
}
