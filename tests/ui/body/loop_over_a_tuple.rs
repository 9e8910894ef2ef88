use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = 0.0;
    for s in [1.0, 2.0] {
        energy -= s * x.dot(&h);
    }
    energy
}

fn main() {}
