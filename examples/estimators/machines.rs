//! The models that are fitted, and what the example has to know of each.

use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::{
    Examples, FiniteSpace, Local, LogZ, MinimumProbabilityFlowObjective, ParamGradient,
    PseudolikelihoodObjective, RatioMatchingObjective,
};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::{Value, json};

/// Fully visible Boltzmann machine: a bias for each site, a weight for each pair.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn boltzmann(
    #[visible(binary)] x: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param(symmetric, zero_diagonal)] w: ArrayView2<f32>,
) -> f32 {
    -x.dot(&b) - 0.5 * x.dot(&w.dot(&x))
}

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

/// What every estimator of binary data needs, and a little more.
pub(crate) trait Machine:
    Model<Float = f32, Space: FiniteSpace>
    + Local
    + ParamGradient
    + PseudolikelihoodObjective
    + RatioMatchingObjective
    + MinimumProbabilityFlowObjective
{
    /// In snake case, for reports.
    const NAME: &'static str;

    /// Whether objectives may have several minima, so that exact fits are made from several starts.
    const STARTS: u64;

    /// The rate of the first step of stochastic gradients, unless another is asked for.
    const RATE: f64;

    /// The parameters that fits start from.
    fn start(data: &Examples, hidden: usize, seed: u64) -> Result<Self, Box<dyn Error>>;

    /// log Z by summing over something else than the visible states, if that is what `max_sites` allows.
    fn other_sum(&self, max_sites: usize) -> Option<LogZ>;

    /// The parameters by name.
    fn parameters(&self) -> Value;
}

fn rows(matrix: &Array2<f32>) -> Vec<Vec<f32>> {
    matrix.rows().into_iter().map(|row| row.to_vec()).collect()
}

impl Machine for Boltzmann {
    const NAME: &'static str = "boltzmann";
    const STARTS: u64 = 1;
    const RATE: f64 = 0.05;

    fn start(data: &Examples, _: usize, _: u64) -> Result<Self, Box<dyn Error>> {
        Ok(Self::new(BoltzmannShape { x: [data.site_count()] })?)
    }

    fn other_sum(&self, _: usize) -> Option<LogZ> {
        None
    }

    fn parameters(&self) -> Value {
        let params = self.params();
        json!({ "b": params.b.to_vec(), "w": rows(&params.w) })
    }
}

/// The standard deviation of the weights that fits of restricted Boltzmann machines start from.
const SPREAD: f32 = 0.1;

impl Machine for Rbm {
    const NAME: &'static str = "rbm";
    const STARTS: u64 = 3;
    const RATE: f64 = 0.5;

    /// Visible biases that explain the means, and small random weights, which tell the hidden units apart.
    fn start(data: &Examples, hidden: usize, seed: u64) -> Result<Self, Box<dyn Error>> {
        let mut model = Self::new(RbmShape { v: [data.site_count()], h: hidden })?;
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        // a mean of 0 or 1 has no finite bias
        let logit =
            |mean: f64| (mean.clamp(1e-3, 1.0 - 1e-3) / (1.0 - mean.clamp(1e-3, 1.0 - 1e-3))).ln() as f32;
        let w = Array2::from_shape_simple_fn((data.site_count(), hidden), || {
            let normal: f32 = StandardNormal.sample(&mut random);
            SPREAD * normal
        });
        let b = data.means().into_iter().map(logit).collect();
        model.set_params(&RbmParams { b, c: Array1::zeros(hidden), w })?;
        Ok(model)
    }

    /// Z is the same with visible and hidden units exchanged.
    fn other_sum(&self, max_sites: usize) -> Option<LogZ> {
        let RbmParams { b, c, w } = self.params();
        let mut mirrored = Self::new(RbmShape { v: [c.len()], h: b.len() }).ok()?;
        mirrored
            .set_params(&RbmParams { b: c, c: b, w: w.reversed_axes().as_standard_layout().to_owned() })
            .ok()?;
        mirrored.log_z(Exact { max_sites, ..Exact::default() }).ok()
    }

    fn parameters(&self) -> Value {
        let params = self.params();
        json!({ "b": params.b.to_vec(), "c": params.c.to_vec(), "w": rows(&params.w) })
    }
}
