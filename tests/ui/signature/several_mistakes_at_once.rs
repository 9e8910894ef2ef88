use ebm::prelude::*;

#[energy_model]
pub unsafe fn field(
    #[visible(spinn)] x: ArrayView1<f32>,
    #[param(symmetric, init = ones)] h: ArrayView1<f32>,
    #[param] w: &Array2<f32>,
    n: usize,
) -> f32 {
    -x.dot(&h) + x.dot(&w.dot(&x)) + n as f32
}

fn main() {}
