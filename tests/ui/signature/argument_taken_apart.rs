use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[fixed] (a, b): (usize, usize)) -> f32 {
    x[a] * x[b]
}

fn main() {}
