use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param(shape = 3)] a: ArrayView1<f32>, #[param(shape = 4)] b: ArrayView1<f32>) -> f32 {
    x.sum() * a.dot(&b)
}

fn main() {}
