use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f64>) -> f32 {
    -x.dot(&h.mapv(|u| u as f32))
}

fn main() {}
