use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    assert!(x.len() > 1, "at least a pair");
    -x.dot(&h)
}

fn main() {}
