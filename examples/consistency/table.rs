//! What is printed.

use std::error::Error;
use std::io::{self, Write};

use serde_json::json;

/// The errors of all estimators on data of one model.
pub(crate) struct Table<'a> {
    pub(crate) name: &'a str,
    pub(crate) parameters: usize,
    pub(crate) draws: usize,
    pub(crate) sizes: &'a [usize],
    pub(crate) lines: Vec<Line>,
}

/// Those of one estimator.
pub(crate) struct Line {
    pub(crate) estimator: String,
    pub(crate) consistent: bool,
    /// The root mean square error at each size; `None` where no estimate is finite.
    pub(crate) roots: Vec<Option<f64>>,
    pub(crate) slope: Option<f64>,
    /// Against maximum likelihood, measured.
    pub(crate) efficiency: Option<f64>,
    /// The same in the limit of many examples, computed.
    pub(crate) exact: Option<f64>,
    /// What the error tends to where the estimator is not consistent, computed.
    pub(crate) limit: Option<f64>,
    /// Data sets of each size without a finite estimate.
    pub(crate) infinite: Vec<usize>,
}

impl Table<'_> {
    pub(crate) fn print(&self, json: bool) -> Result<(), Box<dyn Error>> {
        let mut out = io::stdout().lock();
        if json {
            for line in &self.lines {
                writeln!(out, "{}", self.object(line))?;
            }
        } else {
            self.text(&mut out)?;
        }
        Ok(out.flush()?)
    }

    fn object(&self, line: &Line) -> serde_json::Value {
        json!({
            "model": self.name,
            "estimator": line.estimator,
            "consistent": line.consistent,
            "draws": self.draws,
            "sizes": self.sizes,
            "rmse": line.roots,
            "slope": line.slope,
            "efficiency": line.efficiency,
            "exact_efficiency": line.exact,
            "exact_limit": line.limit,
            "at_infinity": line.infinite,
        })
    }

    fn text(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { name, parameters, draws, sizes, lines } = self;
        writeln!(
            out,
            "{name}: {parameters} parameters, {draws} data sets of each size, root mean square errors"
        )?;
        write!(out, "  {:<33}", "")?;
        sizes.iter().try_for_each(|size| write!(out, "{:>12}", format!("n = {size}")))?;
        writeln!(out, "{:>9}{:>12}{:>8}", "slope", "efficiency", "exact")?;
        for line in lines {
            write!(out, "  {:<33}", line.estimator)?;
            line.roots.iter().try_for_each(|&root| write!(out, "{:>12}", number(root, 5)))?;
            let (efficiency, exact) = (number(line.efficiency, 3), number(line.exact, 3));
            writeln!(out, "{:>9}{efficiency:>12}{exact:>8}", number(line.slope, 3))?;
        }
        for line in lines.iter().filter(|line| !line.consistent) {
            let limit =
                line.limit.map_or_else(String::new, |limit| format!(" Its error tends to {limit:.5}."));
            writeln!(out, "  {} is not consistent.{limit}", line.estimator)?;
        }
        let first = lines.first().map(|line| &line.infinite);
        for (rank, line) in lines.iter().enumerate() {
            let told =
                line.infinite.iter().any(|&count| count > 0) && (rank == 0 || Some(&line.infinite) != first);
            if told {
                let counts: Vec<String> = line.infinite.iter().map(ToString::to_string).collect();
                let (name, counts) = (&line.estimator, counts.join(", "));
                writeln!(out, "  {name}: optimum at infinity, told and left out, in {counts} of {draws}")?;
            }
        }
        writeln!(out)
    }
}

/// A number, or a dash.
pub(crate) fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}
