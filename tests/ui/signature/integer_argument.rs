use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[fixed] n: i32) -> f32 {
    n as f32 * x[0]
}

fn main() {}
