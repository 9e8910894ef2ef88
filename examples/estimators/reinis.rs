//! The table that the example brings along, and what is published about it.

use std::error::Error;

use ebm::prelude::*;

use crate::data::{Task, Test};
use crate::machines::BoltzmannData;

const TABLE: &str = include_str!("reinis.csv");

/// Deviances of the saturated model from this table's maximum-likelihood fits, with the degrees of freedom: from
/// independence, and from all pairwise interactions. Published with the R package vcdExtra; see `reinis.csv`.
pub(crate) const DEVIANCES: [(f64, usize); 2] = [(843.96, 57), (47.35, 42)];

/// The whole table is fitted: 1841 men are few, and what is published is about all of them. So that fits are judged by
/// men whom they have not seen all the same, each is left out in turn; nothing is random in that.
pub(crate) fn task() -> Result<Task, Box<dyn Error>> {
    let options = DataOptions { weight_column: Some("count".to_owned()), ..DataOptions::default() };
    let train = BoltzmannData::from_reader("reinis.csv", TABLE.as_bytes(), &options)?;
    let name = "risk factors of coronary heart disease (Edwards & Havránek, Biometrika 72, 1985)".to_owned();
    Ok(Task { name, train, valid: None, test: Test::LeaveOneOut })
}
