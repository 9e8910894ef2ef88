//! Lengths in messages.

use super::Sizes;
use crate::ir::{ArrayId, Index, IntegerAtom};

impl Sizes {
    /// A length as the user would write it.
    pub(super) fn text(&self, form: &Index) -> String {
        let atom = |atom: &IntegerAtom| match atom {
            IntegerAtom::Size(array, 0) => format!("{}.len()", self.name(*array)),
            IntegerAtom::Size(array, axis) => format!("{}.shape()[{axis}]", self.name(*array)),
            IntegerAtom::Lookup { array, .. } | IntegerAtom::Site { array, .. } => {
                self.name(*array).to_owned()
            }
            // a length is made of sizes and fixed data only
            IntegerAtom::Rounded { .. } => "a sum of sites".to_owned(),
            IntegerAtom::Variable(variable) => variable.name().to_owned(),
            IntegerAtom::Remainder(a, n) => format!("({} % {})", self.text(a), self.text(n)),
            IntegerAtom::Quotient(a, n) => format!("({} / {})", self.text(a), self.text(n)),
        };
        let mut text = String::new();
        for (position, (atoms, coefficient)) in form.monomials().enumerate() {
            let sign = if coefficient < 0 {
                "- "
            } else if position > 0 {
                "+ "
            } else {
                ""
            };
            let space = if position > 0 { " " } else { "" };
            let mut factors: Vec<String> = atoms.iter().map(atom).collect();
            if coefficient.abs() != 1 || factors.is_empty() {
                factors.insert(0, coefficient.abs().to_string());
            }
            text += &format!("{space}{sign}{}", factors.join(" * "));
        }
        if text.is_empty() { "`0`".to_owned() } else { format!("`{text}`").replace("``", "`") }
    }

    pub(super) fn name(&self, array: ArrayId) -> &str {
        self.arrays.get(&array).map_or("?", |declared| &declared.name)
    }
}
