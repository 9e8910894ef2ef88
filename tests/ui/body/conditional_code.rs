use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[i] * x[i];
        #[cfg(debug_assertions)]
        {
            energy += 50.0 * x[i];
        }
    }
    energy
}

fn main() {}
