use ebm::prelude::*;

#[energy_model]
pub fn quartic(#[visible(real)] x: ArrayView1<f64>, #[param] lambda: f64) -> f64 {
    sum(0..x.len(), |i| lambda * x[i].powi(4))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = QuarticData::new(array![[0.5, -1.0], [0.1, 0.3]].view())?;
    let mut model = Quartic::for_data(&data)?;
    model.fit_with(Pseudolikelihood::default(), &data)?;
    Ok(())
}
