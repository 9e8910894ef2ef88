use ebm::prelude::*;

#[energy_model]
pub fn wrong(
    #[visible(spin)] x: ArrayView1<f32>,
    #[param] h: ArrayView1<f32>,
    _edges: usize,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy *= 2.0;
        energy -= h[i] * x[i].cbrt();
        energy -= unknown(x[i]);
    }
    loop {
        break;
    }
    energy
}

fn unknown(u: f32) -> f32 {
    u
}

fn main() {}
