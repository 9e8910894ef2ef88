//! Energies beside the gallery of the language, of every kind that it does not show: those that are compiled and checked as users
//! write them.

use std::sync::LazyLock;

/// The attribute's line, between what a function is and the function.
const ATTRIBUTE: &str = "#[energy_model]\n";

static OWN: LazyLock<String> =
    LazyLock::new(|| include_str!("../../../../tests/models/own.rs").replace(ATTRIBUTE, ""));

/// The source of each function, less `#[energy_model]`, by name.
pub(crate) fn more() -> impl Iterator<Item = (&'static str, &'static str)> {
    // what stands before the first function ends in an empty line, as every function does
    OWN.split_inclusive("\n}\n").filter_map(|text| {
        let text = &text[text.find("///")?..];
        let name = text.split_once("pub fn ")?.1.split('(').next()?;
        Some((name, text))
    })
}
