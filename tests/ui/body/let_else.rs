use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let Some(first) = x.first() else { panic!() };
    -x.dot(&h) * x.len() as f32
}

fn main() {}
