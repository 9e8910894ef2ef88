use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let mut u = x.mapv(|v| v);
    u[0] += 1.0;
    u.dot(&h)
}

fn main() {}
