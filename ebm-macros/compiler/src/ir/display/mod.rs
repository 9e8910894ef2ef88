//! The notation of snapshots, `derivation()` and debugging: formulas with the user's names.
//!
//! ```text
//! value = −Σ_{i<n} h[i]·x[i] − Σ_{i<n} Σ_{k<i} j[i, k]·x[i]·x[k]
//! ```
//!
//! A sum reaches over the product behind it and no further. Nothing printed depends on identities of variables, so two
//! expansions of one input print alike.

mod formula;
mod integer;
mod names;

pub use names::Notation;

use super::*;
use std::fmt;

/// A line longer than this is broken before each term.
const LINE: usize = 100;

impl fmt::Display for Program {
    /// Arrays, inputs, lets and outputs, one a line; a long formula takes one line for each term.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let notation = Notation::of(self);
        writeln!(f, "{}", self.name)?;
        for array in &self.arrays {
            writeln!(f, "  {}", notation.declaration(array))?;
        }
        for (variable, bound) in &self.inputs {
            let scope = notation.scope(&self.inputs);
            writeln!(f, "  input {} < {}", scope.variable(variable), scope.index(bound))?;
        }
        for (id, definition) in self.lets.iter().enumerate() {
            let name = notation.let_name(LetId(id));
            writeln!(f, "  let {}", notation.definition(name, &self.inputs, definition))?;
        }
        for output in &self.outputs {
            let name = match output.target {
                Target::Value => "value".to_owned(),
                Target::Gradient(array) => format!("∂/∂{}", self.array(array).name),
                Target::Values => "values".to_owned(),
                Target::Coefficient(basis) => format!("coefficient of {}", basis.formula("u")),
            };
            writeln!(f, "  {}", notation.equation(&name, &self.inputs, &output.binders, &output.value))?;
        }
        Ok(())
    }
}

impl Notation<'_> {
    /// `visible spin x[n]`, `param symmetric j[n, n]`, `structure edges[|edges|] of 2`
    pub fn declaration(&self, array: &Array) -> String {
        let scope = self.scope(&[]);
        let extents = array.extents.iter().map(|e| scope.index(e)).collect::<Vec<_>>().join(", ");
        let shaped =
            if array.extents.is_empty() { array.name.clone() } else { format!("{}[{extents}]", array.name) };
        match &array.role {
            Role::Visible(domain) => format!("visible {} {shaped}", self.domain(domain)),
            Role::Latent(domain) => format!("latent {} {shaped}", self.domain(domain)),
            Role::Given => format!("given {shaped}"),
            Role::Along(_) => format!("along {shaped}"),
            Role::Param(options) => {
                let words = [
                    (options.symmetric, "symmetric "),
                    (options.zero_diagonal, "zero_diagonal "),
                    (options.positive, "positive "),
                    (options.frozen, "frozen "),
                ];
                let words: String = words.iter().filter(|(said, _)| *said).map(|(_, word)| *word).collect();
                format!("param {words}{shaped}")
            }
            Role::Fixed => format!("fixed {shaped}"),
            Role::Structure { components: 1 } => format!("structure {shaped}"),
            Role::Structure { components } => format!("structure {shaped} of {components}"),
            Role::Scalar => format!("scalar {shaped}"),
        }
    }

    /// `binary`, `categorical(21)`, `interval(-1, 1)`
    pub fn domain(&self, domain: &Domain) -> String {
        let scope = self.scope(&[]);
        let word = domain.word();
        match domain {
            Domain::Categorical(States::All(states)) => format!("{word}({})", scope.index(states)),
            Domain::Categorical(States::Each(array)) => format!("{word}({})", self.array_name(*array)),
            Domain::Count(max) => format!("{word}({})", scope.index(max)),
            Domain::Interval(Number(low), Number(high)) => format!("{word}({low}, {high})"),
            Domain::Binary
            | Domain::Spin
            | Domain::Real
            | Domain::Positive
            | Domain::Unit
            | Domain::Angle => word.to_owned(),
        }
    }

    /// A let as an equation: `u[k<m] = …`, `u[k<m] = ln Σ_{c<q} exp(…)`.
    pub fn definition(&self, name: &str, inputs: &[(Variable, Index)], definition: &Let) -> String {
        match &definition.definition {
            Definition::Sum(value) => self.equation(name, inputs, &definition.binders, value),
            Definition::LogSumExp { over, body } => {
                let inside = definition.scope();
                let all: Vec<(Variable, Index)> = inputs.iter().chain(&inside).cloned().collect();
                let scope = self.scope(&all);
                let axes: Vec<String> = definition
                    .binders
                    .iter()
                    .map(|(variable, extent)| format!("{}<{}", scope.variable(variable), scope.index(extent)))
                    .collect();
                let axes = if axes.is_empty() { String::new() } else { format!("[{}]", axes.join(", ")) };
                let sums: String = over
                    .iter()
                    .map(|(variable, bound)| {
                        format!("Σ_{{{}<{}}} ", scope.variable(variable), scope.index(bound))
                    })
                    .collect();
                format!("{name}{axes} = ln {sums}exp({})", scope.expr(body))
            }
        }
    }

    /// `u[k<m] = …`, with one line for each term where one line would be too long.
    pub fn equation(
        &self,
        name: &str,
        inputs: &[(Variable, Index)],
        binders: &[(Variable, Index)],
        value: &Expr,
    ) -> String {
        let all: Vec<(Variable, Index)> = inputs.iter().chain(binders).cloned().collect();
        let scope = self.scope(&all);
        let axes: Vec<String> = binders
            .iter()
            .map(|(variable, extent)| format!("{}<{}", scope.variable(variable), scope.index(extent)))
            .collect();
        let axes = if axes.is_empty() { String::new() } else { format!("[{}]", axes.join(", ")) };
        let line = format!("{name}{axes} = {}", scope.expr(value));
        if line.chars().count() <= LINE || value.terms.len() < 2 {
            return line;
        }
        let terms: Vec<String> =
            value.terms.iter().enumerate().map(|(place, term)| scope.signed_term(term, place == 0)).collect();
        format!("{name}{axes} =\n      {}", terms.join("\n      "))
    }
}

#[cfg(test)]
mod tests;
