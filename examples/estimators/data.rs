//! The task: what to fit, and what to judge by.

use std::error::Error;

use ebm::prelude::*;

use crate::arguments::{Files, Part, Settings};
use crate::machines::BoltzmannData;
use crate::reinis;

/// Examples in their parts.
pub(crate) struct Task {
    /// What is fitted, in words.
    pub(crate) name: String,
    /// What is fitted.
    pub(crate) train: BoltzmannData,
    /// What is reported and used for nothing.
    pub(crate) valid: Option<BoltzmannData>,
    /// What fits are judged by.
    pub(crate) test: Test,
}

/// Where the figures called "test" come from.
pub(crate) enum Test {
    /// There are none.
    None,
    /// From examples that no fit has seen.
    Held(BoltzmannData),
    /// From each training example, by a fit to all others.
    LeaveOneOut,
}

impl Test {
    /// Its name in the output, if there is any.
    pub(crate) fn name(&self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Held(_) => Some("held_out"),
            Self::LeaveOneOut => Some("leave_one_out"),
        }
    }
}

/// Reads what the settings name.
pub(crate) fn read(settings: &Settings) -> Result<Task, Box<dyn Error>> {
    let Some(files) = &settings.files else { return reinis::task() };
    let train = part(&files.train, files)?;
    let read = |of: &Option<Part>| -> Result<Option<BoltzmannData>, Box<dyn Error>> {
        let Some(of) = of else { return Ok(None) };
        let data = part(of, files)?;
        let same = data.examples().check_sites(train.examples().sites());
        same.map_err(|error| format!("{}: {error}", of.file.display()))?;
        Ok(Some(data))
    };
    let (valid, test) = (read(&files.valid)?, read(&files.test)?);
    let test = match test {
        Some(test) => Test::Held(test),
        None if settings.leave_one_out => Test::LeaveOneOut,
        None => Test::None,
    };
    Ok(Task { name: files.train.file.display().to_string(), train, valid, test })
}

/// Some rows of one file.
fn part(part: &Part, files: &Files) -> Result<BoltzmannData, Box<dyn Error>> {
    let options = DataOptions {
        columns: files.columns,
        weight_column: files.weights.clone(),
        ..DataOptions::default()
    };
    let data = BoltzmannData::from_file_with(&part.file, &options)?;
    let Some(rows) = part.rows else { return Ok(data) };
    let end = rows.end.unwrap_or_else(|| data.count());
    Ok(data.select(rows.start..end).map_err(|error| format!("{}: {error}", part.file.display()))?)
}
