use ebm::prelude::*;

#[energy_model]
mod helpers {
    pub fn half(u: f32) -> f32 {
        0.5 * u
    }
}

fn main() {
    helpers::half(1.0);
}
