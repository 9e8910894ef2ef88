use ebm::prelude::*;

const LIMIT: f32 = 2.0;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    LIMIT * x.dot(&h)
}

fn main() {}
