//! Energies as users write them: what every stage is tested on.

mod language;
mod more;

use language::LANGUAGE;
use more::more;

/// The source of each function, less `#[energy_model]`, by name.
pub(crate) fn gallery() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGE.into_iter().chain(more())
}

/// One of them.
pub(crate) fn source(name: &str) -> &'static str {
    gallery().find(|(known, _)| *known == name).map_or("", |(_, source)| source)
}
