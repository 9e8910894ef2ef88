use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView4<f32>, #[param] h: f32) -> f32 {
    h * x.sum()
}

fn main() {}
