use ebm::prelude::*;

#[energy_model]
pub fn field(#[param] h: ArrayView1<f32>) -> f32 {
    h.sum()
}

fn main() {}
