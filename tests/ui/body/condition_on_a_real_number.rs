use ebm::prelude::*;

#[energy_model]
pub fn hinge(#[visible(real)] x: ArrayView1<f64>, #[param] slope: f64) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            energy += slope * x[i];
        }
    }
    energy
}

fn main() {}
