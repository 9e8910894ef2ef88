use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    fn tower(u: f32, n: usize) -> f32 {
        if n == 0 { u } else { tower(u.exp(), n - 1) }
    }
    tower(x.dot(&h), 2)
}

fn main() {}
