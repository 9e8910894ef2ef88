use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: &[f32]) -> f32 {
    -h[0] * x[0]
}

fn main() {}
