use ebm::prelude::*;

#[energy_model(require(conditionals))]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    -x.dot(&h)
}

fn main() {}
