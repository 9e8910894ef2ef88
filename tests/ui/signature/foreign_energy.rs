use ebm::prelude::*;

#[energy_model]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    -x.dot(&h)
}

fn main() {}
