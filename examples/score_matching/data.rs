//! The table to fit.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use ebm::prelude::*;
use flate2::read::MultiGzDecoder;
use rand_distr::{Distribution, StandardNormal, StandardUniform, StudentT};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::arguments::Settings;
use crate::normal::GaussianData;

/// Standardised numbers.
pub(crate) struct Table {
    /// What they are, in words.
    pub(crate) name: String,
    /// An example a row; each column has mean 0 and mean square 1.
    pub(crate) rows: Array2<f64>,
}

/// The measured columns of the breast cancer table; behind them stands the diagnosis.
const MEASURED: usize = 30;

/// The table for the Gaussian and that for the experts: one file of the user's, or one each.
pub(crate) fn read(settings: &Settings) -> Result<[Table; 2], Box<dyn Error>> {
    let (measured, patches) = match (&settings.data, std::env::var_os("EBM_DATA")) {
        (Some(file), _) => {
            let data = GaussianData::from_file_with(file, &DataOptions::default())?;
            let table = (file.display().to_string(), array(&data));
            (table.clone(), table)
        }
        (None, Some(folder)) => {
            let folder = PathBuf::from(folder).join("continuous");
            (
                breast_cancer(&folder.join("breast_cancer.csv"))?,
                patches(&folder.join("china_grey.pgm.gz"), settings.seed)?,
            )
        }
        (None, None) => {
            let name =
                "draws of this program, as EBM_DATA does not name the folder of the data sets".to_owned();
            let table = (name, draws(settings.seed));
            (table.clone(), table)
        }
    };
    Ok([standardised(measured, settings)?, standardised(patches, settings)?])
}

fn standardised(
    (name, mut rows): (String, Array2<f64>),
    settings: &Settings,
) -> Result<Table, Box<dyn Error>> {
    let columns = settings.columns.unwrap_or(rows.ncols());
    if columns > rows.ncols() {
        return Err(format!("{name}: found {} columns, but --columns is {columns}", rows.ncols()).into());
    }
    rows = rows.slice_move(ebm::ndarray::s![.., ..columns]);
    for (column, mut values) in rows.columns_mut().into_iter().enumerate() {
        let count = values.len() as f64;
        let mean = values.sum() / count;
        values -= mean;
        let deviation = (values.dot(&values) / count).sqrt();
        if deviation.is_nan() || deviation <= 1e-12 * mean.abs() {
            return Err(format!("{name}: column {column} (from 0) is the same number in every row").into());
        }
        values /= deviation;
    }
    Ok(Table { name, rows })
}

fn breast_cancer(file: &Path) -> Result<(String, Array2<f64>), Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    // the first line counts rows and columns and names the classes
    let (_, lines) = text.split_once('\n').unwrap_or_default();
    let options = DataOptions { columns: Some(MEASURED), ..DataOptions::default() };
    let data = GaussianData::from_reader(&file.display().to_string(), lines.as_bytes(), &options)?;
    Ok(("Wisconsin breast cancer (UCI, as in scikit-learn)".to_owned(), array(&data)))
}

/// Patches of 4 × 4 pixels, 8 pixels apart, of a grey picture of 8 bits a pixel. Grey levels are whole numbers, of which no density
/// says anything sensible: a uniform number within half a level is added to each.
fn patches(file: &Path, seed: u64) -> Result<(String, Array2<f64>), Box<dyn Error>> {
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(|error| wrong(&error))?;
    MultiGzDecoder::new(opened).read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
    // `P5 width height 255`, apart by white space, then the pixels
    let mut words =
        bytes.splitn(5, u8::is_ascii_whitespace).map(|word| std::str::from_utf8(word).unwrap_or_default());
    let (Some("P5"), Some(width), Some(height), Some("255")) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(wrong(&"expected a binary grey picture, `P5 width height 255`").into());
    };
    let (width, height): (usize, usize) = (width.parse()?, height.parse()?);
    let pixels = bytes.len().checked_sub(width * height).map(|start| &bytes[start..]);
    let pixels = pixels.ok_or_else(|| wrong(&"the picture ends early"))?;
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (across, down) = (width / 8, height / 8);
    let rows = Array2::from_shape_fn((across * down, 16), |(patch, pixel)| {
        let (row, column) = (patch / across * 8 + pixel / 4, patch % across * 8 + pixel % 4);
        let within: f64 = StandardUniform.sample(&mut random);
        f64::from(pixels[row * width + column]) + within - 0.5
    });
    Ok(("4 × 4 patches of the picture china.jpg (CC BY 2.0, as in scikit-learn)".to_owned(), rows))
}

fn array(data: &GaussianData) -> Array2<f64> {
    let examples = data.examples();
    let rows: Vec<f64> = (0..examples.count()).flat_map(|row| examples.row::<f64>(row)).collect();
    Array2::from_shape_fn((examples.count(), examples.site_count()), |(row, site)| {
        rows[row * examples.site_count() + site]
    })
}

/// 2000 mixtures of eight independent Student-t variables with five degrees of freedom: a product of experts with α = 3.
fn draws(seed: u64) -> Array2<f64> {
    let (count, sites) = (2000, 8);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mixing: Array2<f64> =
        Array2::from_shape_simple_fn((sites, sites), || StandardNormal.sample(&mut random));
    let heavy = StudentT::new(5.0).expect("five is positive");
    let sources = Array2::from_shape_simple_fn((count, sites), || heavy.sample(&mut random));
    sources.dot(&mixing)
}
