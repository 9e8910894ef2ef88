use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[fixed] weights: Vec<f32>) -> f32 {
    -weights[0] * x[0]
}

fn main() {}
