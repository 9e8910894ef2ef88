//! One JSON object a line for each estimator.
//!
//! The objects are written field by field, so that the fields stand in a fixed order. What is not known or not finite is
//! `null`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Report;
use crate::fit::{Attempt, Fitted};

impl Report<'_> {
    /// Writes all lines.
    pub(crate) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        for attempt in &self.attempts {
            let (estimator, fitted, skipped) = match attempt {
                Attempt::Made(fitted) => (fitted.fit.estimator, Some(&**fitted), None),
                Attempt::TooLarge { estimator, reason } => (*estimator, None, Some(reason)),
            };
            let mut fields = vec![("estimator", json!(estimator))];
            let variant = fitted.map(|fitted| &fitted.variant).filter(|variant| !variant.is_empty());
            fields.push(("variant", json!(variant)));
            fields.extend(self.figures(fitted));
            fields.extend(course(fitted));
            fields.push(("model", json!(self.model)));
            fields.push(("l2", json!(self.settings.l2)));
            fields.push(("warnings", json!(fitted.map(|fitted| &fitted.warnings))));
            fields.push(("skipped", json!(skipped)));
            if self.settings.parameters {
                fields.push(("parameters", json!(fitted.map(|fitted| &fitted.parameters))));
            }
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
            writeln!(out, "{{{}}}", fields.join(", "))?;
        }
        Ok(())
    }

    /// What the fit is worth.
    fn figures(&self, fitted: Option<&Fitted>) -> Vec<(&'static str, Value)> {
        let [train, valid, test] =
            [fitted.map(|f| f.train), fitted.and_then(|f| f.valid), fitted.and_then(|f| f.test)];
        let log_z = fitted.and_then(|fitted| fitted.log_z.as_ref());
        vec![
            ("train_ll", json!(train.and_then(|figures| figures.ll))),
            ("test_ll", json!(test.and_then(|figures| figures.ll))),
            ("ceiling_test_ll", json!(self.ceiling())),
            ("seconds", json!(fitted.map(|fitted| fitted.fit.seconds))),
            ("share_of_gain", json!(fitted.and_then(|fitted| self.share(fitted)))),
            ("distance", json!(fitted.and_then(|fitted| self.distance(fitted)))),
            ("train_pl", json!(train.map(|figures| figures.pl))),
            ("test_pl", json!(test.map(|figures| figures.pl))),
            ("valid_ll", json!(valid.and_then(|figures| figures.ll))),
            ("valid_pl", json!(valid.map(|figures| figures.pl))),
            ("independent_train_ll", json!(self.independent.train)),
            ("independent_valid_ll", json!(self.independent.valid)),
            ("independent_test_ll", json!(self.independent.test)),
            ("test", json!(self.task.test.name())),
            ("log_z", json!(log_z.map(|log_z| log_z.estimate))),
            ("log_z_error", json!(log_z.map(|log_z| log_z.standard_error))),
            ("log_z_verdict", json!(log_z.map(|log_z| log_z.verdict.word()))),
            ("train_ll_estimate", json!(train.and_then(|figures| figures.estimate))),
            ("valid_ll_estimate", json!(valid.and_then(|figures| figures.estimate))),
            ("test_ll_estimate", json!(test.and_then(|figures| figures.estimate))),
        ]
    }
}

/// How the fit went.
fn course(fitted: Option<&Fitted>) -> Vec<(&'static str, Value)> {
    let fit = fitted.map(|fitted| &fitted.fit);
    vec![
        ("learned_log_z", json!(fit.and_then(|fit| fit.log_z))),
        ("gradient_norm", json!(fit.map(|fit| fit.gradient_norm))),
        ("converged", json!(fit.map(|fit| fit.converged()))),
        ("iterations", json!(fit.map(|fit| fit.iterations))),
    ]
}
