use ebm::prelude::*;

#[energy_model]
pub fn tilted(
    #[visible(spin)] x: ArrayView1<f32>,
    #[given] covariate: ArrayView1<f32>,
    #[param] slope: f32,
) -> f32 {
    -slope * x.dot(&covariate)
}

fn main() {}
