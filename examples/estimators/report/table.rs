//! A table for reading.

use std::io::{self, Write};

use super::Report;
use crate::data::Test;
use crate::fit::{Attempt, Figures, Fitted};
use crate::reinis;

/// A column of the table: its head, and its cells, one for each row.
struct Column {
    head: &'static str,
    cells: Vec<String>,
}

impl Report<'_> {
    /// Writes what was fitted, the table, and how to read it.
    pub(crate) fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        self.write_head(out)?;
        let columns = self.columns();
        let width = |column: &Column| {
            let cells = column.cells.iter().map(|cell| cell.chars().count());
            cells.chain([column.head.chars().count()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = columns.iter().map(width).collect();
        let heads: Vec<&str> = columns.iter().map(|column| column.head).collect();
        write_row(out, &heads, &widths)?;
        for row in 0..=self.attempts.len() {
            let cells: Vec<&str> = columns.iter().map(|column| column.cells[row].as_str()).collect();
            write_row(out, &cells, &widths)?;
        }
        self.write_foot(out)
    }

    fn write_head(&self, out: &mut impl Write) -> io::Result<()> {
        let examples = self.task.train.examples();
        let (sites, weight) = (examples.site_count(), examples.total_weight());
        let distinct = examples.compact().count();
        writeln!(out, "data   {}", self.task.name)?;
        writeln!(out, "       {weight} examples of {sites} binary sites, {distinct} of them distinct")?;
        let test = match &self.task.test {
            Test::None => "none".to_owned(),
            Test::Held(data) => format!("{} examples", data.examples().total_weight()),
            Test::LeaveOneOut => "each example predicted by a fit to all others (leave-one-out)".to_owned(),
        };
        writeln!(out, "test   {test}")?;
        let parameters = self.made().map(|fitted| fitted.free.len()).next();
        let parameters = parameters.map_or_else(String::new, |count| format!(", {count} parameters"));
        let hidden =
            if self.identified { String::new() } else { format!(", {} hidden units", self.settings.hidden) };
        writeln!(out, "model  {}{hidden}{parameters}, l2 {}\n", self.model, self.settings.l2)
    }

    /// The first row is independence, the others are the attempts.
    fn columns(&self) -> Vec<Column> {
        let ll = |part: fn(&Fitted) -> Option<Figures>| move |fitted: &Fitted| part(fitted)?.ll;
        let pl = |part: fn(&Fitted) -> Option<Figures>| move |fitted: &Fitted| Some(part(fitted)?.pl);
        let (train, valid, test): (_, _, fn(&Fitted) -> _) =
            (|f: &Fitted| Some(f.train), |f: &Fitted| f.valid, |f| f.test);
        let Self { independent, .. } = self;
        let mut columns = vec![self.names()];
        let mut add = |head, precision, first: Option<f64>, of: &dyn Fn(&Fitted) -> Option<f64>| {
            let number = |value: Option<f64>| number(value, precision);
            let rest = self.attempts.iter().map(|attempt| match attempt {
                Attempt::Made(fitted) => number(of(fitted)),
                Attempt::TooLarge { .. } => number(None),
            });
            columns.push(Column { head, cells: [number(first)].into_iter().chain(rest).collect() });
        };
        add("train", 6, Some(independent.train), &ll(train));
        if self.task.valid.is_some() {
            add("valid", 6, independent.valid, &ll(valid));
        }
        add("test", 6, independent.test, &ll(test));
        if self.made().any(|fitted| fitted.train.estimate.is_some()) {
            add("train ≈", 4, None, &|fitted| fitted.train.estimate);
            add("test ≈", 4, None, &|fitted| fitted.test?.estimate);
            add("±", 4, None, &|fitted| Some(fitted.log_z.as_ref()?.standard_error));
        }
        add("share", 5, Some(0.0), &|fitted| self.share(fitted));
        add("distance", 4, None, &|fitted| self.distance(fitted));
        // of independent sites pseudolikelihood and likelihood are the same
        add("train PL", 6, Some(independent.train), &pl(train));
        if self.task.valid.is_some() {
            add("valid PL", 6, independent.valid, &pl(valid));
        }
        add("test PL", 6, independent.test, &pl(test));
        add("seconds", 3, None, &|fitted| Some(fitted.fit.seconds));
        columns.push(self.gradients());
        columns
    }

    fn names(&self) -> Column {
        let names = self.attempts.iter().map(|attempt| match attempt {
            Attempt::Made(fitted) => {
                format!("{} {}", fitted.fit.estimator, fitted.variant).trim_end().to_owned()
            }
            Attempt::TooLarge { estimator, .. } => (*estimator).to_owned(),
        });
        let cells = ["independent sites".to_owned()].into_iter().chain(names).collect();
        Column { head: "estimator", cells }
    }

    fn gradients(&self) -> Column {
        let cells = self.attempts.iter().map(|attempt| match attempt {
            Attempt::Made(fitted) => format!("{:.1e}", fitted.fit.gradient_norm),
            Attempt::TooLarge { .. } => number(None, 0),
        });
        Column { head: "gradient", cells: [number(None, 0)].into_iter().chain(cells).collect() }
    }

    fn write_foot(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "\ntrain, test  mean log-likelihood in nats an example, exact; – where it cannot be had"
        )?;
        if self.made().any(|fitted| fitted.train.estimate.is_some()) {
            writeln!(
                out,
                "train ≈, ±   by an estimate of log Z (annealed importance sampling), and its standard error"
            )?;
        }
        writeln!(out, "share        (train − independent sites) / (exact fit − independent sites)")?;
        writeln!(out, "distance     Euclidean, from the parameters of the exact fit, tied ones once")?;
        writeln!(out, "PL           mean of Σ_s log p(x_s | rest)")?;
        writeln!(out, "gradient     the largest entry of the objective's gradient where the fit stopped")?;
        self.write_deviances(out)
    }

    /// The embedded table has published deviances to compare with.
    fn write_deviances(&self, out: &mut impl Write) -> io::Result<()> {
        let exact = self.exact().and_then(|exact| exact.train.ll);
        let (true, None, 0.0, Some(exact)) = (self.identified, &self.settings.files, self.settings.l2, exact)
        else {
            return Ok(());
        };
        let table = self.task.train.examples().compact();
        let total = table.total_weight();
        let share = |row: usize| table.weight(row) / total;
        let saturated: f64 = (0..table.count()).map(|row| share(row) * share(row).ln()).sum();
        writeln!(out, "\ndeviance of the saturated model from")?;
        for ((name, ll), (published, freedom)) in
            [("independent sites", self.independent.train), ("maximum_likelihood", exact)]
                .into_iter()
                .zip(reinis::DEVIANCES)
        {
            let deviance = 2.0 * total * (saturated - ll);
            writeln!(
                out,
                "  {name:<19}{deviance:>7.2}  on {freedom} degrees of freedom; published {published}"
            )?;
        }
        Ok(())
    }
}

/// The first cell to the left, numbers to the right.
fn write_row(out: &mut impl Write, cells: &[&str], widths: &[usize]) -> io::Result<()> {
    for (k, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        if k == 0 { write!(out, "{cell:<width$}")? } else { write!(out, "  {cell:>width$}")? }
    }
    writeln!(out)
}

fn number(value: Option<f64>, precision: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.precision$}"))
}
