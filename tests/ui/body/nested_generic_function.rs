use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    fn twice<T: std::ops::Add<Output = T> + Copy>(u: T) -> T {
        u + u
    }
    twice(x.dot(&h))
}

fn main() {}
