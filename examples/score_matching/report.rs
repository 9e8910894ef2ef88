//! A line a fit, as a table or as JSON.

use std::error::Error;
use std::io::{self, Write};

use ebm::runtime::{Fit, LogZ};
use serde_json::{Value, json};

/// One fit and what it is worth; what is not known is `None`.
#[derive(Default)]
pub(crate) struct Line {
    /// The model.
    pub(crate) model: &'static str,
    /// The estimator, its type in snake case.
    pub(crate) estimator: &'static str,
    /// What tells it from other fits by the same estimator.
    pub(crate) variant: String,
    /// Mean log-likelihood of the rows that were fitted, in nats.
    pub(crate) train: Option<f64>,
    /// The same of rows that were not.
    pub(crate) test: Option<f64>,
    /// ‖P − P*‖ / ‖P*‖ from the closed form.
    pub(crate) distance: Option<f64>,
    /// log Z, exact.
    pub(crate) log_z: Option<f64>,
    /// log Z, estimated.
    pub(crate) estimated: Option<LogZ>,
    /// How the fit went.
    pub(crate) fit: Option<Fit>,
    /// What should be known before it is used.
    pub(crate) warnings: Vec<String>,
}

impl Line {
    /// An answer that needs no fit.
    pub(crate) fn new(model: &'static str, estimator: &'static str) -> Self {
        Self { model, estimator, ..Self::default() }
    }

    /// A fit.
    pub(crate) fn of(model: &'static str, fit: &Fit) -> Self {
        let warnings = fit.warnings.iter().map(ToString::to_string).collect();
        Self { fit: Some(fit.clone()), warnings, ..Self::new(model, fit.estimator) }
    }
}

/// Prints lines as they come.
pub(crate) struct Report {
    json: bool,
    /// The model of the line before: each has a head of its own.
    headed: &'static str,
}

impl Report {
    pub(crate) fn new(json: bool) -> Self {
        Self { json, headed: "" }
    }

    /// A line for people.
    pub(crate) fn say(&self, text: &str) {
        if !self.json {
            println!("{text}");
        }
    }

    pub(crate) fn line(&mut self, line: Line) -> Result<(), Box<dyn Error>> {
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", as_json(&line))?;
            return Ok(out.flush()?);
        }
        if self.headed != line.model {
            self.headed = line.model;
            writeln!(
                out,
                "{:<40}{:>12}{:>12}{:>10}{:>11}{:>20}{:>7}{:>9}{:>9}",
                "estimator",
                "train",
                "test",
                "distance",
                "log Z",
                "log Z by AIS",
                "steps",
                "seconds",
                "gradient"
            )?;
        }
        let number = |value: Option<f64>, digits: usize| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
        };
        let fit = line.fit.as_ref();
        let estimated = line.estimated.as_ref().map_or_else(
            || "–".to_owned(),
            |log_z| format!("{:.2} ± {:.2}{}", log_z.estimate, log_z.standard_error, mark(log_z)),
        );
        writeln!(
            out,
            "{:<40}{:>12}{:>12}{:>10}{:>11}{:>20}{:>7}{:>9}{:>9}",
            format!("{} {}", line.estimator, line.variant).trim_end(),
            number(line.train, 6),
            number(line.test, 6),
            line.distance.map_or_else(|| "–".to_owned(), |distance| format!("{distance:.1e}")),
            number(line.log_z, 4),
            estimated,
            fit.map_or_else(|| "–".to_owned(), |fit| fit.iterations.to_string()),
            number(fit.map(|fit| fit.seconds), 3),
            fit.map_or_else(|| "–".to_owned(), |fit| format!("{:.1e}", fit.gradient_norm)),
        )?;
        for warning in &line.warnings {
            writeln!(out, "  warning: {warning}")?;
        }
        Ok(out.flush()?)
    }
}

/// An estimate that does not trust itself is marked.
fn mark(log_z: &LogZ) -> &'static str {
    if log_z.verdict == ebm::prelude::Verdict::Converged { "" } else { " ?" }
}

fn as_json(line: &Line) -> String {
    let fit = line.fit.as_ref();
    let fields: [(&str, Value); 16] = [
        ("model", json!(line.model)),
        ("estimator", json!(line.estimator)),
        ("variant", json!(Some(&line.variant).filter(|variant| !variant.is_empty()))),
        ("train_ll", json!(line.train)),
        ("test_ll", json!(line.test)),
        ("distance", json!(line.distance)),
        ("log_z", json!(line.log_z)),
        ("estimated_log_z", json!(line.estimated.as_ref().map(|log_z| log_z.estimate))),
        ("estimated_log_z_error", json!(line.estimated.as_ref().map(|log_z| log_z.standard_error))),
        ("estimated_log_z_verdict", json!(line.estimated.as_ref().map(|log_z| log_z.verdict.word()))),
        ("learned_log_z", json!(fit.and_then(|fit| fit.log_z))),
        ("seconds", json!(fit.map(|fit| fit.seconds))),
        ("iterations", json!(fit.map(|fit| fit.iterations))),
        ("gradient_norm", json!(fit.map(|fit| fit.gradient_norm))),
        ("converged", json!(fit.map(Fit::converged))),
        ("warnings", json!(line.warnings)),
    ];
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
    format!("{{{}}}", fields.join(", "))
}
