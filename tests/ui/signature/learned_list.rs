use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(spin)] x: ArrayView1<f32>, #[param] edges: &[(usize, usize)]) -> f32 {
    x.sum() * edges.len() as f32
}

fn main() {}
