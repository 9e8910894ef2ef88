use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = x.dot(&h);
    if x.len() > 100 {
        energy += f32::INFINITY;
    }
    energy
}

fn main() {}
