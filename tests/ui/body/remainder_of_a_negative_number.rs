use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[i] * x[i] * ((i as i64 - 3) % 2) as f32;
        energy += x[i] * ((i as i64 - 3) / 2) as f32;
    }
    energy
}

fn main() {}
