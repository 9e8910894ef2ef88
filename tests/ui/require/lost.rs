use ebm::prelude::*;

#[energy_model(require(score, pseudolikelihood))]
pub fn field(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    -x.dot(&h)
}

fn main() {}
