use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[visible(spin)] y: ArrayView1<f32>, #[param(symmetric, shape = (2, 3))] j: ArrayView2<f32>) -> f32 {
    x.dot(&j.dot(&y))
}

fn main() {}
