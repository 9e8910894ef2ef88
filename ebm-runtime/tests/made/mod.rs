//! Data made for tests, and models for what the reference models do not have.

// test files use parts of it
#![allow(dead_code, unused_imports, unreachable_pub)]

pub mod brute;
pub mod formulas;
mod hard_core;
pub mod hidden;
mod rate;

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::{Local, Model, Real, Workspace};
use ndarray::Array2;

pub use hard_core::HardCore;
pub use rate::Rate;

/// Rows of a model with one array of discrete sites.
pub fn examples<M: Model>(model: &M, rows: &Array2<f64>) -> Examples {
    let array = &model.layout().sites()[0];
    let shape: Vec<usize> = std::iter::once(rows.nrows()).chain(array.shape.iter().copied()).collect();
    let rows = rows.clone().into_shape_with_order(shape).unwrap();
    ExamplesBuilder::new().array(&array.name, array.domain, rows.view()).unwrap().finish().unwrap()
}

/// Every allowed state once, weighted by its probability: data without sampling error.
pub fn population<M: Local>(model: &M) -> Examples {
    let domains = model.layout().domains();
    let theta: Vec<f64> = model.theta().iter().map(|value| value.to_f64()).collect();
    let mut work = Workspace::new();
    let states = (0..1_usize << domains.len()).map(|code| {
        (0..domains.len()).map(|s| domains[s].values().unwrap()[code >> s & 1]).collect::<Vec<f64>>()
    });
    let weighted: Vec<(Vec<f64>, f64)> = states
        .map(|x| (x.clone(), (-model.energy(&theta, &x, 1.0, &mut work)).exp()))
        .filter(|(_, w)| *w > 0.0)
        .collect();
    let z: f64 = weighted.iter().map(|(_, w)| w).sum();
    let rows = Array2::from_shape_fn((weighted.len(), domains.len()), |(row, s)| weighted[row].0[s]);
    examples(model, &rows).with_weights(weighted.iter().map(|(_, w)| w / z).collect::<Vec<_>>()).unwrap()
}
