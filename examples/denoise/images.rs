//! Clean images and noisy ones.

use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ebm::ndarray::s;
use ebm::prelude::*;
use flate2::read::MultiGzDecoder;
use rand_distr::{Distribution, Normal, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::arguments::Settings;

/// Images along axis 0, in both versions.
pub(crate) struct Pairs {
    /// Pixels of 0 and 1.
    pub(crate) clean: Array3<f32>,
    /// The same with noise added.
    pub(crate) noisy: Array3<f32>,
}

/// What is learned from, and what is restored.
pub(crate) struct Images {
    /// What they show, in words.
    pub(crate) name: String,
    /// To learn from.
    pub(crate) train: Pairs,
    /// To restore.
    pub(crate) test: Pairs,
}

/// The share of pixels that differ.
pub(crate) fn error(images: &Array3<f32>, clean: &Array3<f32>) -> f64 {
    images.iter().zip(clean).filter(|(a, b)| a != b).count() as f64 / clean.len() as f64
}

/// Images with noise from the seed.
pub(crate) fn read(settings: &Settings) -> Result<Images, Box<dyn Error>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    let (name, train, test) = match std::env::var_os("EBM_DATA") {
        Some(folder) => {
            let folder = PathBuf::from(folder).join("mnist_binarised");
            let part =
                |part: &str, count: usize| idx(&folder.join(format!("{part}-images-idx3-ubyte.gz")), count);
            let name = "handwritten digits (MNIST, binarised by Salakhutdinov & Murray 2008)";
            (name, part("train", settings.train)?, part("test", settings.test)?)
        }
        None => {
            let name = "discs of this program, as EBM_DATA does not name the folder of the data sets";
            (name, discs(settings.train, &mut random)?, discs(settings.test, &mut random)?)
        }
    };
    let noise = Normal::new(0.0, settings.noise as f32)?;
    let mut pairs = |clean: Array3<f32>| {
        let noisy = clean.mapv(|pixel| pixel + noise.sample(&mut random));
        Pairs { clean, noisy }
    };
    Ok(Images { name: name.to_owned(), train: pairs(train), test: pairs(test) })
}

/// The first images of an idx file of three axes, gzip: four bytes that say so, three big-endian sizes, a byte a pixel.
fn idx(file: &Path, count: usize) -> Result<Array3<f32>, Box<dyn Error>> {
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(|error| wrong(&error))?;
    MultiGzDecoder::new(opened).read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
    let (head, pixels) = bytes.split_at_checked(16).ok_or_else(|| wrong(&"the file ends early"))?;
    let (magic, sizes) = head.split_at(4);
    if magic != [0, 0, 8, 3] {
        return Err(wrong(&"expected idx of bytes with three axes").into());
    }
    let size = |k: usize| sizes[4 * k..4 * k + 4].iter().fold(0, |size, &byte| size << 8 | usize::from(byte));
    let (held, rows, cols) = (size(0), size(1), size(2));
    if count > held || pixels.len() < count * rows * cols {
        return Err(wrong(&format!("found {held} images, but {count} are asked for")).into());
    }
    let pixel =
        |(image, r, c): (usize, usize, usize)| f32::from(u8::from(pixels[(image * rows + r) * cols + c] > 0));
    Ok(Array3::from_shape_fn((count, rows, cols), pixel))
}

/// Two discs an image, 28 × 28 pixels.
fn discs(count: usize, random: &mut Xoshiro256PlusPlus) -> Result<Array3<f32>, Box<dyn Error>> {
    let (place, radius) = (Uniform::new(4.0, 24.0)?, Uniform::new(2.5, 7.0)?);
    let mut images = Array3::zeros((count, 28, 28));
    for image in 0..count {
        for _ in 0..2 {
            let (row, col): (f32, f32) = (place.sample(random), place.sample(random));
            let radius: f32 = radius.sample(random);
            for ((r, c), pixel) in images.slice_mut(s![image, .., ..]).indexed_iter_mut() {
                if (r as f32 - row).hypot(c as f32 - col) <= radius {
                    *pixel = 1.0;
                }
            }
        }
    }
    Ok(images)
}
