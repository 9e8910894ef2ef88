use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    use std::f32::consts::*;
    PI * x.dot(&h)
}

fn main() {}
