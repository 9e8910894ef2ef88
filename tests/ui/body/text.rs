use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let name = "energy";
    x.dot(&h) * name.len() as f32
}

fn main() {}
