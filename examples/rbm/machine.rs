//! The model, what it starts from, and its parameters on disk.

use std::error::Error;
use std::path::Path;

use ebm::prelude::*;
use ebm::runtime::Examples;
use ndarray_npy::WriteNpyExt;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::files;

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

/// The standard deviation of the weights at first (Hinton 2012, A practical guide to training restricted Boltzmann machines,
/// section 8).
const SPREAD: f32 = 0.01;

/// A machine of so many hidden units: visible biases that explain the means of the examples, small random weights.
pub(crate) fn start(data: &Examples, hidden: usize, seed: u64) -> Result<Rbm, Box<dyn Error>> {
    let mut model = Rbm::new(RbmShape { v: [data.site_count()], h: hidden })?;
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    // one example of each sort more than there are: a mean of 0 or 1 has no finite bias
    let total = data.total_weight();
    let logit = |mean: f64| ((mean * total + 1.0) / ((1.0 - mean) * total + 1.0)).ln() as f32;
    let w = Array2::from_shape_simple_fn((data.site_count(), hidden), || {
        let normal: f32 = StandardNormal.sample(&mut random);
        SPREAD * normal
    });
    let b = data.means().into_iter().map(logit).collect();
    model.set_params(&RbmParams { b, c: Array1::zeros(hidden), w })?;
    Ok(model)
}

/// `w.npy`, `b.npy` and `c.npy` in a folder.
pub(crate) fn write(model: &Rbm, folder: &Path) -> Result<(), Box<dyn Error>> {
    let RbmParams { b, c, w } = model.params();
    let (mut weights, mut visible, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    w.write_npy(&mut weights)?;
    b.write_npy(&mut visible)?;
    c.write_npy(&mut hidden)?;
    for (name, bytes) in [("w.npy", weights), ("b.npy", visible), ("c.npy", hidden)] {
        files::replace(&folder.join(name), &bytes)?;
    }
    Ok(())
}
