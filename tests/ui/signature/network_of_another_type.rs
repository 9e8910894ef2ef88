use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[neural] net: f32) -> f32 {
    net * x[0]
}

fn main() {}
