use ebm::prelude::*;

#[energy_model]
pub fn field<T: ndarray::LinalgScalar>(#[visible(spin)] x: ArrayView1<T>, #[param] h: ArrayView1<T>) -> T {
    h.dot(&x)
}

fn main() {}
