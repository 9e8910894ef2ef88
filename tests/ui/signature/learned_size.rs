use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] n: usize) -> f32 {
    x.sum() * n as f32
}

fn main() {}
