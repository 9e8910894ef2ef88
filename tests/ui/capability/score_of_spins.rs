use ebm::prelude::*;

#[energy_model]
pub fn ising(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    -x.dot(&h)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Ising::new(IsingShape { x: [2] })?;
    model.score(array![1.0, -1.0])?;
    Ok(())
}
