use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    let first = unsafe { *x.uget(0) };
    first - x.dot(&h)
}

fn main() {}
