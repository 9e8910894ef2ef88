use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param(zero_diagonal)] h: f32) -> f32 {
    h * x.sum()
}

fn main() {}
