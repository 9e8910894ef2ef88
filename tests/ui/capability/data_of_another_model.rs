use ebm::prelude::*;

#[energy_model]
pub fn ising(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    -x.dot(&h)
}

/// Another.
#[energy_model]
pub fn quartic(#[visible(real)] x: ArrayView1<f64>, #[param] lambda: f64) -> f64 {
    sum(0..x.len(), |i| lambda * x[i].powi(4))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = QuarticData::new(array![[0.5, -1.0]].view())?;
    let mut model = Ising::new(IsingShape { x: [2] })?;
    model.fit_with(Pseudolikelihood::default(), &data)?;
    Ok(())
}
