use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = x.dot(&h);
    let total = &mut energy;
    *total += 1.0;
    energy
}

fn main() {}
