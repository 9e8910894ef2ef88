use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param(shape = x.sum())] h: ArrayView1<f32>) -> f32 {
    x.sum() * h[0]
}

fn main() {}
