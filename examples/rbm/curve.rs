//! The curve of a run: log-likelihoods after each epoch that is judged.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use ebm::prelude::*;
use ebm::runtime::{Examples, log_likelihood, log_z};

use crate::arguments::Judging;
use crate::files;
use crate::machine::Rbm;

const HEADER: &str = "epoch,seconds,log_z,train,test,verdict";

/// How many of the training examples are judged: as many as tell a mean to some 0.2 nats.
pub(crate) const JUDGED: usize = 10_000;

/// The rows so far, and what further ones are made of.
pub(crate) struct Curve<'a> {
    file: PathBuf,
    judging: Judging,
    /// Some of the training examples, and the test examples.
    train: &'a Examples,
    test: Option<&'a Examples>,
    /// Epoch, seconds, and the line.
    rows: Vec<(usize, f64, String)>,
    start: Instant,
    /// Seconds of the run before this process; known when the first row is made.
    before: Option<f64>,
}

impl<'a> Curve<'a> {
    /// The curve in a file, which may be there from an earlier process.
    pub(crate) fn at(
        file: PathBuf,
        judging: Judging,
        train: &'a Examples,
        test: Option<&'a Examples>,
    ) -> Self {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let row = |line: &str| {
            let mut fields = line.split(',');
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, line.to_owned()))
        };
        let rows = text.lines().filter_map(row).collect();
        Self { file, judging, train, test, rows, start: Instant::now(), before: None }
    }

    /// Leaves out the rows that another run left in the file.
    pub(crate) fn forget(&mut self) {
        self.rows.clear();
    }

    /// Judges a model after an epoch, if it is the turn of that epoch; the line that was added.
    ///
    /// log Z is that of annealed importance sampling, forward runs only: where its verdict is not `converged` it is likely to be too
    /// low, and the log-likelihoods too high. Rows of this epoch and later ones are of a process that was killed before its next
    /// checkpoint; they are replaced.
    pub(crate) fn judge(
        &mut self,
        model: &Rbm,
        epoch: usize,
        last: bool,
    ) -> Result<Option<String>, Box<dyn Error>> {
        let Judging { every, runs, steps, seed } = self.judging;
        if every == 0 || !(epoch.is_multiple_of(every) || last) {
            return Ok(None);
        }
        self.rows.retain(|(of, ..)| *of < epoch);
        let before = *self.before.get_or_insert(self.rows.last().map_or(0.0, |(_, seconds, _)| *seconds));
        let annealed = AnnealedImportanceSampling {
            start: Start::Marginals(self.train.clone()),
            runs,
            steps,
            seed,
            reverse: false,
            ..AnnealedImportanceSampling::with_kernel(LatentGibbs::default())
        };
        let log_z = log_z(model, annealed)?;
        let train = log_likelihood(model, self.train, &log_z)?.mean;
        let test = match self.test {
            Some(test) => format!("{:.3}", log_likelihood(model, test, &log_z)?.mean),
            None => String::new(),
        };
        let seconds = before + self.start.elapsed().as_secs_f64();
        let (log_z, verdict) = (log_z.estimate, log_z.verdict);
        let line = format!("{epoch},{seconds:.1},{log_z:.3},{train:.3},{test},{verdict}");
        self.rows.push((epoch, seconds, line.clone()));
        let lines = self.rows.iter().map(|(.., line)| format!("{line}\n"));
        files::replace(&self.file, format!("{HEADER}\n{}", lines.collect::<String>()).as_bytes())?;
        Ok(Some(line))
    }
}
