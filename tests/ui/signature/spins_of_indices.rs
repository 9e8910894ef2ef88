use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<usize>, #[param] h: ArrayView1<f32>) -> f32 {
    h[x[0]]
}

fn main() {}
