use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut energy = x.dot(&h);
    for i in 0..x.len() {
        if i < 18446744073709551615 {
            energy += x[i];
        }
    }
    energy
}

fn main() {}
