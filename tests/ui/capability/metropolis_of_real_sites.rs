use ebm::prelude::*;

#[energy_model]
pub fn quartic(#[visible(real)] x: ArrayView1<f64>, #[param] lambda: f64) -> f64 {
    sum(0..x.len(), |i| lambda * x[i].powi(4))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Quartic::new(QuarticShape { x: [2] })?;
    model.sample_with(Metropolis::default(), 10)?;
    Ok(())
}
