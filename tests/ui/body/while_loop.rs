use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = 0.0;
    let mut i = 0;
    while i < x.len() {
        energy -= h[i] * x[i];
        i += 1;
    }
    energy
}

fn main() {}
