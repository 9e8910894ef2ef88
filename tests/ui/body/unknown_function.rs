use ebm::prelude::*;

fn mystery(u: f32) -> f32 {
    u
}

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: f32) -> f32 {
    sum(0..x.len(), |i| h * mystery(x[i]))
}

fn main() {}
