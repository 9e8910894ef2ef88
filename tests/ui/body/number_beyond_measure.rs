use ebm::prelude::*;

#[energy_model]
pub fn quadratic(#[visible(real)] v: ArrayView1<f64>, #[param] b: ArrayView1<f64>) -> f64 {
    let strength = 1e60 * 1e60;
    v.dot(&b) + strength * (&v * &v * &b).sum()
}

fn main() {}
