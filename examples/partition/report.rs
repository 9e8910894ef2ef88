//! A line for each method, as a table or as JSON.

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use ebm::runtime::LogZ;
use serde_json::{Value, json};

use crate::arguments::Settings;

/// Prints what methods find, one after the other.
pub(crate) struct Report {
    json: bool,
    /// Those that are run; all where none is named.
    methods: Vec<String>,
    lines: usize,
}

impl Report {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self { json: settings.json, methods: settings.methods.clone(), lines: 0 }
    }

    /// Whether no method had an answer.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Says something beside the results; nothing where programs read them.
    pub(crate) fn say(&self, text: &str) {
        if !self.json {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Runs a method, if it is asked for, and prints its line; `judge` gives the mean log-probability of data for a log Z.
    pub(crate) fn line<E: Error + 'static>(
        &mut self,
        method: &str,
        run: impl FnOnce() -> Result<LogZ, E>,
        judge: impl FnOnce(&LogZ) -> Result<Option<f64>, Box<dyn Error>>,
    ) -> Result<Option<LogZ>, Box<dyn Error>> {
        if !(self.methods.is_empty() || self.methods.iter().any(|name| name == method)) {
            return Ok(None);
        }
        self.say(&format!("{method} …"));
        let start = Instant::now();
        let answer = match run() {
            Ok(answer) => answer,
            Err(error) => {
                self.say(&format!("{method}: not run: {error}"));
                return Ok(None);
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let mean = judge(&answer)?;
        self.print(method, &answer, seconds, mean)?;
        Ok(Some(answer))
    }

    fn print(&mut self, method: &str, answer: &LogZ, seconds: f64, mean: Option<f64>) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.json {
            let finite = |value: f64| if value.is_finite() { json!(value) } else { Value::Null };
            let mut fields = vec![
                ("method", json!(method)),
                ("log_z", finite(answer.estimate)),
                ("standard_error", finite(answer.standard_error)),
                ("lower", finite(answer.lower)),
                ("upper", finite(answer.upper)),
                ("verdict", json!(answer.verdict.word())),
                ("reason", json!(answer.reason)),
                ("seconds", json!(seconds)),
            ];
            if let Some(weights) = &answer.weights {
                fields.push(("forward", finite(weights.forward)));
                fields.push(("reverse", weights.reverse.map_or(Value::Null, finite)));
            }
            if let Some(mean) = mean {
                let [from, to] = ends(answer, mean);
                fields.push(("mean_test_log_probability", finite(mean)));
                fields.push(("mean_test_log_probability_from", finite(from)));
                fields.push(("mean_test_log_probability_to", finite(to)));
            }
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
            writeln!(out, "{{{}}}", fields.join(", "))?;
        } else {
            if self.lines == 0 {
                writeln!(
                    out,
                    "{:<30} {:>14} {:>9} {:>14} {:>14}  {:<18} {:>8}",
                    "method", "log Z", "± error", "99 % from", "to", "verdict", "seconds"
                )?;
            }
            let LogZ { estimate, standard_error, lower, upper, verdict, .. } = answer;
            write!(
                out,
                "{method:<30} {estimate:>14.6} {standard_error:>9.2e} {lower:>14.6} {upper:>14.6}  {:<18} {seconds:>8.3}",
                verdict.word()
            )?;
            match mean {
                Some(mean) => {
                    let [from, to] = ends(answer, mean);
                    writeln!(out, "   mean log-probability {mean:.4}, from {from:.4} to {to:.4}")?;
                }
                None => writeln!(out)?,
            }
            let weights = answer.weights.as_ref();
            if let Some((forward, reverse)) = weights.and_then(|of| Some((of.forward, of.reverse?))) {
                writeln!(
                    out,
                    "  forward runs {forward:.4}, reverse runs {reverse:.4}: {:.4} apart",
                    (reverse - forward).abs()
                )?;
            }
        }
        self.lines += 1;
        out.flush()
    }
}

/// The mean log-probability at the pessimistic end of the interval of log Z, and at the other one, from that at the estimate.
fn ends(answer: &LogZ, mean: f64) -> [f64; 2] {
    [answer.upper, answer.lower].map(|end| mean + answer.estimate - end)
}
