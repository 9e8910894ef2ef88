use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    (0..x.len()).filter(|i| i % 2 == 0).enumerate().map(|(e, i)| h[e] * x[i]).sum::<f32>()
}

fn main() {}
