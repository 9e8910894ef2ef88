use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let weight;
    if x.len() > 2 {
        weight = 2.0;
    } else {
        weight = 1.0;
    }
    weight * x.dot(&h)
}

fn main() {}
