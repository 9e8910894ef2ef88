//! Discrete variables and the tables that couple them.

use thiserror::Error;

use super::table::Table;

/// Why tables do not make a graph.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum GraphError {
    /// A variable has no value.
    #[error("variable {variable} (from 0) has 0 values, expected at least 1")]
    NoValues {
        /// Which.
        variable: usize,
    },
    /// A factor names a variable that does not exist.
    #[error("factor {factor} (from 0) is about variable {variable}, but there are {count}")]
    NoSuchVariable {
        /// Which factor.
        factor: usize,
        /// What it names.
        variable: usize,
        /// How many there are.
        count: usize,
    },
    /// A factor names a variable twice.
    #[error("factor {factor} (from 0) names variable {variable} twice")]
    Twice {
        /// Which factor.
        factor: usize,
        /// What it names.
        variable: usize,
    },
    /// A table has another length than its variables say.
    #[error("the table of factor {factor} (from 0) has {found} entries, expected {expected}")]
    Length {
        /// Which factor.
        factor: usize,
        /// How many entries it has.
        found: usize,
        /// The product of the numbers of values.
        expected: usize,
    },
    /// An entry is NaN or +∞.
    #[error(
        "entry {entry} of the table of factor {factor} (both from 0) is {value}, expected a number or −∞"
    )]
    Value {
        /// Which factor.
        factor: usize,
        /// Which entry.
        entry: usize,
        /// What it is.
        value: f64,
    },
}

/// p(x) ∝ Π_f exp(t_f(x_f)) over variables with finitely many values.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FactorGraph {
    counts: Vec<usize>,
    tables: Vec<Table>,
}

impl FactorGraph {
    /// Variables with these numbers of values, not coupled yet.
    ///
    /// # Errors
    /// A variable without values.
    pub fn new(counts: &[usize]) -> Result<Self, GraphError> {
        match counts.iter().position(|&count| count == 0) {
            Some(variable) => Err(GraphError::NoValues { variable }),
            None => Ok(Self { counts: counts.to_vec(), tables: Vec::new() }),
        }
    }

    /// Adds a factor: `values` holds ln t for all joint values of `scope`, whose first variable varies slowest.
    ///
    /// # Errors
    /// A variable that does not exist or is named twice; a table of another length; NaN or +∞ in it.
    pub fn add(&mut self, scope: &[usize], values: &[f64]) -> Result<(), GraphError> {
        let factor = self.tables.len();
        for (place, &variable) in scope.iter().enumerate() {
            if variable >= self.counts.len() {
                return Err(GraphError::NoSuchVariable { factor, variable, count: self.counts.len() });
            }
            if scope[..place].contains(&variable) {
                return Err(GraphError::Twice { factor, variable });
            }
        }
        let counts: Vec<usize> = scope.iter().map(|&variable| self.counts[variable]).collect();
        let expected: usize = counts.iter().product();
        if values.len() != expected {
            return Err(GraphError::Length { factor, found: values.len(), expected });
        }
        if let Some(entry) = values.iter().position(|value| value.is_nan() || *value == f64::INFINITY) {
            return Err(GraphError::Value { factor, entry, value: values[entry] });
        }
        self.tables.push(Table::sorted(scope, &counts, values));
        Ok(())
    }

    /// How many values each variable has.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// The factors, in the order in which they were added, their scopes ascending.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Σ_f t_f(x_f), the logarithm of the unnormalised probability of a state.
    ///
    /// # Panics
    /// If the state has another length, or a value that its variable has not.
    pub fn log_weight(&self, state: &[usize]) -> f64 {
        self.tables.iter().map(|table| table.at(state)).sum()
    }
}
