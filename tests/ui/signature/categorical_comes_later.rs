use ebm::prelude::*;

#[energy_model]
pub fn potts(
    #[visible(categorical(21))] x: ArrayView1<usize>,
    #[param] h: ArrayView2<f32>,
    #[param] j: ArrayView4<f32>,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[[i, x[i]]];
        for k in 0..i {
            energy -= j[[i, k, x[i], x[k]]];
        }
    }
    energy
}

fn main() {}
