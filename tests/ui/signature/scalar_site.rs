use ebm::prelude::*;

#[energy_model]
pub fn field(#[visible(real)] x: f32, #[param] h: f32) -> f32 {
    x * h
}

fn main() {}
