//! Posterior densities whose draws are published (posteriordb, Magnusson et al. 2024), written as energies: the parameters of the
//! regressions are the sites, their data fixed or given.
//!
//! `EBM_DATA` names the folder that holds `posteriordb/`. In debug builds the longest orbits would take minutes, so that the
//! test is one of release builds.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use ebm::prelude::*;
use ebm::runtime::diagnostics::Diagnosis;
use ebm::runtime::{Draws, Kernel};
use serde_json::Value;

/// Intelligence of children by that of their mothers: N(β₀ + β₁ iq, σ), σ half-Cauchy(0, 2.5). One row of data is one given table
/// with the columns iq and score.
#[energy_model]
pub fn kidiq(
    #[visible(real)] beta: ArrayView1<f64>,
    #[visible(positive)] sigma: ArrayView1<f64>,
    #[given] table: ArrayView2<f64>,
) -> f64 {
    let mut energy = square(sigma[0] / 2.5).ln_1p();
    for i in 0..table.nrows() {
        energy +=
            0.5 * square((table[[i, 1]] - beta[0] - beta[1] * table[[i, 0]]) / sigma[0]) + sigma[0].ln();
    }
    energy
}

/// Linear regression: N(x β, σ), β normal and σ half-normal with the precision `prior`, 0 for flat priors.
#[energy_model]
pub fn regression(
    #[visible(real)] beta: ArrayView1<f64>,
    #[visible(positive)] sigma: ArrayView1<f64>,
    #[fixed] x: ArrayView2<f64>,
    #[fixed] y: ArrayView1<f64>,
    #[fixed] prior: f64,
) -> f64 {
    let mean = x.dot(&beta);
    let mut energy = 0.5 * prior * (beta.dot(&beta) + square(sigma[0]));
    for i in 0..y.len() {
        energy += 0.5 * square((y[i] - mean[i]) / sigma[0]) + sigma[0].ln();
    }
    energy
}

/// The folder of the sets; prints why a test is skipped.
fn folder() -> Option<PathBuf> {
    if cfg!(debug_assertions) {
        println!("skipped: run with --release");
        return None;
    }
    let folder = std::env::var_os("EBM_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: EBM_DATA does not name the folder of the data sets");
    }
    folder.map(|folder| folder.join("posteriordb"))
}

/// The one file of a zip archive: a header of 30 bytes, name and extra field of the lengths that it tells, a deflate stream.
fn unzipped(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(bytes[..4], *b"PK\x03\x04", "{}", path.display());
    let length = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    assert_eq!(length(8), 8, "deflate");
    let start = 30 + length(26) + length(28);
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(&bytes[start..]).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn column(data: &Value, name: &str) -> Vec<f64> {
    data[name].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// The published chains of every parameter.
fn reference(folder: &Path, name: &str) -> BTreeMap<String, Vec<Vec<f64>>> {
    let chains = unzipped(&folder.join(format!("{name}.draws.json.zip")));
    let mut parameters: BTreeMap<String, Vec<Vec<f64>>> = BTreeMap::new();
    for chain in chains.as_array().unwrap() {
        for name in chain.as_object().unwrap().keys() {
            parameters.entry(name.clone()).or_default().push(column(chain, name));
        }
    }
    parameters
}

/// Mean and standard deviation of every parameter against those of the published draws, in units of both Monte Carlo errors:
/// 80 looks in this file at 4 of them, one of which is missed by chance with probability 0.5 % for one choice of seeds.
fn check(name: &str, kernel: &str, folder: &Path, draws: &Draws) {
    let published = reference(folder, name);
    let summary = draws.summary();
    // the last quantity is the energy
    let (_, sites) = summary.quantities().split_last().unwrap();
    assert_eq!(published.len(), sites.len());
    let mut worst: f64 = 0.0;
    for (site, found) in sites {
        // sites count from 0, parameters from 1
        let (array, index) = site.split_once('[').unwrap();
        let index: usize = index.trim_end_matches(']').parse().unwrap();
        let parameter = if array == "beta" { format!("beta[{}]", index + 1) } else { array.to_owned() };
        let wanted = Diagnosis::new(&published[&parameter]);
        assert!(found.is_reliable(), "{name} by {kernel}: {parameter}: {found:?}");
        let distance = |found: f64, wanted: f64, error: [Option<f64>; 2]| {
            (found - wanted) / error[0].unwrap().hypot(error[1].unwrap())
        };
        let mean = distance(found.mean, wanted.mean, [found.mean_error, wanted.mean_error]);
        let errors = [found.standard_deviation_error, wanted.standard_deviation_error];
        let deviation = distance(found.standard_deviation, wanted.standard_deviation, errors);
        println!(
            "{name:24} {kernel:5} {parameter:8} mean {:14.6} {mean:6.2}  sd {:12.6} {deviation:6.2}  ESS {:6.0}",
            found.mean,
            found.standard_deviation,
            found.bulk_sample_size.unwrap(),
        );
        assert!(mean.abs() < 4.0 && deviation.abs() < 4.0, "{name} by {kernel}: {parameter}");
        worst = worst.max(mean.abs()).max(deviation.abs());
    }
    assert!(worst > 0.2, "too good to be true");
}

/// Both kernels, on one model.
fn check_both<M: ebm::runtime::Score>(name: &str, folder: &Path, model: &M)
where
    Nuts: Kernel<M>,
    Hmc: Kernel<M>,
{
    let draw =
        |draws: Result<Draws, _>| draws.unwrap_or_else(|error: ebm::runtime::SampleError| panic!("{error}"));
    let nuts = Nuts { seed: 1, chains: 16, ..Nuts::default() };
    check(name, "nuts", folder, &draw(ebm::runtime::sample_with(model, &nuts, 16 * 500)));
    let hmc = Hmc { seed: 2, chains: 16, leapfrogs: 32, thin: 4, ..Hmc::default() };
    check(name, "hmc", folder, &draw(ebm::runtime::sample_with(model, &hmc, 16 * 500)));
}

fn regression_of(columns: &[Vec<f64>], y: Vec<f64>, prior: f64) -> Regression {
    let x = Array2::from_shape_fn((y.len(), columns.len()), |(i, k)| columns[k][i]);
    let shape = RegressionShape { beta: [columns.len()], sigma: [1] };
    Regression::new(shape, RegressionFixed { x, y: Array1::from_vec(y), prior }).unwrap()
}

#[test]
fn kidiq_is_met() {
    let Some(folder) = folder() else { return };
    let data = unzipped(&folder.join("kidiq.data.json.zip"));
    let (iq, score) = (column(&data, "mom_iq"), column(&data, "kid_score"));
    let table = Array2::from_shape_fn((iq.len(), 2), |(i, k)| if k == 0 { iq[i] } else { score[i] });
    let model = Kidiq::new(KidiqShape { beta: [2], sigma: [1], table: [iq.len(), 2] }).unwrap();
    check_both("kidiq-kidscore_momiq", &folder, &model.given(&table).unwrap());
}

#[test]
fn a_linear_regression_with_priors_is_met() {
    let Some(folder) = folder() else { return };
    let data = unzipped(&folder.join("sblri.data.json.zip"));
    let rows: Vec<Vec<f64>> = data["X"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect())
        .collect();
    let columns: Vec<Vec<f64>> = (0..5).map(|k| rows.iter().map(|row| row[k]).collect()).collect();
    check_both("sblri-blr", &folder, &regression_of(&columns, column(&data, "y"), 0.01));
}

#[test]
fn mesquite_is_met() {
    let Some(folder) = folder() else { return };
    let data = unzipped(&folder.join("mesquite.data.json.zip"));
    let logarithm = |name: &str| column(&data, name).into_iter().map(f64::ln).collect::<Vec<f64>>();
    let mut columns = vec![vec![1.0; 46]];
    columns.extend(["diam1", "diam2", "canopy_height", "total_height", "density"].map(logarithm));
    columns.push(column(&data, "group"));
    check_both("mesquite-logmesquite", &folder, &regression_of(&columns, logarithm("weight"), 0.0));
}

#[test]
fn earnings_are_met() {
    let Some(folder) = folder() else { return };
    let data = unzipped(&folder.join("earnings.data.json.zip"));
    let height = column(&data, "height");
    let columns = [vec![1.0; height.len()], height];
    check_both("earnings-earn_height", &folder, &regression_of(&columns, column(&data, "earn"), 0.0));
}
