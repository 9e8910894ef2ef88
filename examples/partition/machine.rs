//! Restricted Boltzmann machines from files.

use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use ebm::prelude::*;
use ebm::runtime::ndarray::{ArrayD, Ix1, Ix2};
use ebm::runtime::{ExactBy, LogZ};
use flate2::read::MultiGzDecoder;
use ndarray_npy::{ReadNpyError, ReadNpyExt};

use crate::arguments::Settings;
use crate::report::Report;

/// Restricted Boltzmann machine; `h` sums out.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn rbm(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.01))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}

/// Numbers of f32 or f64 from an .npy file, plain or gzip.
fn read(path: &Path) -> Result<ArrayD<f32>, Box<dyn Error>> {
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut bytes = Vec::new();
    File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(|error| wrong(&error))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(&*bytes).read_to_end(&mut plain).map_err(|error| wrong(&error))?;
        bytes = plain;
    }
    let numbers = match ArrayD::<f32>::read_npy(&*bytes) {
        Err(ReadNpyError::WrongDescriptor(_)) => match ArrayD::<f64>::read_npy(&*bytes) {
            Err(ReadNpyError::WrongDescriptor(found)) => {
                return Err(wrong(&format!("found numbers of type {found}, expected f32 or f64")).into());
            }
            double => double.map_err(|error| wrong(&error))?.mapv(|value| value as f32),
        },
        single => single.map_err(|error| wrong(&error))?,
    };
    match numbers.iter().position(|value| !value.is_finite()) {
        Some(place) => Err(wrong(&format!("value {place} is not a finite number of f32")).into()),
        None => Ok(numbers),
    }
}

/// Every method on a machine in three files.
pub(crate) fn run(
    [weights, visible, hidden]: [&Path; 3],
    data: Option<&Path>,
    settings: &Settings,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let w = read(weights)?
        .into_dimensionality::<Ix2>()
        .map_err(|_| format!("{}: expected a matrix, visible × hidden", weights.display()))?;
    let vector = |path: &Path, length: usize, of: &str| -> Result<Array1<f32>, Box<dyn Error>> {
        let found = read(path)?;
        let shape = found.shape().to_vec();
        let vector = found.into_dimensionality::<Ix1>().ok().filter(|vector| vector.len() == length);
        vector.ok_or_else(|| {
            format!(
                "{}: found shape {shape:?}, expected [{length}], one for each {of} unit of the weights",
                path.display()
            )
            .into()
        })
    };
    let (b, c) = (vector(visible, w.nrows(), "visible")?, vector(hidden, w.ncols(), "hidden")?);
    let mut model = Rbm::new(RbmShape { v: [w.nrows()], h: w.ncols() })?;
    let smaller = w.nrows().min(w.ncols());
    report.say(&format!(
        "restricted Boltzmann machine, {} visible and {} hidden units",
        w.nrows(),
        w.ncols()
    ));
    model.set_params(&RbmParams { b, c, w })?;
    let data = data.map(RbmData::from_file).transpose()?;
    let judge = |log_z: &LogZ| -> Result<Option<f64>, Box<dyn Error>> {
        let Some(data) = &data else { return Ok(None) };
        Ok(Some(model.log_likelihood(data, log_z)?.mean))
    };
    if smaller <= 20 {
        // the joint density has the same log Z; its smaller layer is enumerated
        report.line(
            "exact",
            || ebm::runtime::log_z(&model.joint(), Exact { max_sites: 34, by: ExactBy::Layers }),
            judge,
        )?;
    }
    let start = match &data {
        Some(data) => Start::Marginals(data.examples().clone()),
        None => Start::Automatic,
    };
    let annealed = AnnealedImportanceSampling {
        start: start.clone(),
        steps: settings.steps(2000),
        runs: settings.runs,
        warm_up: settings.steps(2000),
        seed: settings.seed,
        // with the hidden units summed out, each visible one would cost as much as all hidden ones together
        ..AnnealedImportanceSampling::with_kernel(LatentGibbs::default())
    };
    report.line("annealed_importance_sampling", || model.log_z(annealed), judge)?;
    let plain = ImportanceSampling { start, seed: settings.seed, ..Default::default() };
    report.line("importance_sampling", || model.log_z(plain), judge)?;
    Ok(())
}
