use ebm::prelude::*;

#[energy_model]
pub fn rbm(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.01))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}

fn main() {}
