use ebm::prelude::*;

#[energy_model]
pub fn pair(#[visible(spin)] s: ArrayView1<f64>, #[visible(real)] x: ArrayView1<f64>, #[param] w: f64) -> f64 {
    sum(0..x.len(), |i| 0.5 * x[i] * x[i] - w * s[i] * x[i])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Pair::new(PairShape { s: [2], x: [2] })?;
    println!("{}", model.log_z(Exact::default())?);
    Ok(())
}
