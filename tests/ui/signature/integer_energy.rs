use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>) -> i32 {
    x.len() as i32
}

fn main() {}
