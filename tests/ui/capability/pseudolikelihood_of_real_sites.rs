use ebm::prelude::*;

#[energy_model]
pub fn gaussian(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] eta: ArrayView1<f64>,
    #[param(symmetric)] precision: ArrayView2<f64>,
) -> f64 {
    0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = GaussianData::new(array![[0.5, -1.0], [0.1, 0.3]].view())?;
    let mut model = Gaussian::for_data(&data)?;
    model.fit_with(Pseudolikelihood::default(), &data)?;
    Ok(())
}
