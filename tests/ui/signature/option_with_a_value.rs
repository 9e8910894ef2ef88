use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param(symmetric = true)] j: ArrayView2<f32>) -> f32 {
    x.dot(&j.dot(&x))
}

fn main() {}
