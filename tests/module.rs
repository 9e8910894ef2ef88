//! Energies in a module, with helper functions beside them, as a user writes them.

use ebm::prelude::*;

/// Energies of chains.
#[energy_model]
pub mod chains {
    use ebm::prelude::*;

    const SCALE: f64 = 0.5;

    fn bond(a: f64, b: f64) -> f64 {
        SCALE * square(a - b)
    }

    /// Springs between neighbours, and a well around 0.
    pub fn springs(#[visible(real)] x: ArrayView1<f64>, #[param] stiffness: f64) -> f64 {
        stiffness * sum(1..x.len(), |i| bond(x[i], x[i - 1])) + 0.5 * x.dot(&x)
    }

    /// The same on spins.
    pub fn domains(#[visible(spin)] x: ArrayView1<f64>, #[param] stiffness: f64) -> f64 {
        fn weighted(weight: f64, u: f64) -> f64 {
            weight * u
        }
        sum(1..x.len(), |i| weighted(stiffness, bond(x[i], x[i - 1])))
    }
}

#[test]
fn models_stand_beside_their_functions() {
    use chains::{Domains, DomainsParams, DomainsShape, Springs, SpringsParams, SpringsShape};
    let x = Array1::from(vec![1.0, -1.0, -1.0, 1.0]);
    let springs = Springs::new(SpringsShape { x: [4] }).unwrap();
    let springs = springs.with_params(&SpringsParams { stiffness: 0.7 }).unwrap();
    assert_eq!(springs.energy(&x).unwrap(), chains::springs(x.view(), 0.7));
    let domains = Domains::new(DomainsShape { x: [4] }).unwrap();
    let domains = domains.with_params(&DomainsParams { stiffness: 0.7 }).unwrap();
    // two walls of energy 0.5 · 2² each
    let expected = 2.0 * 0.7 * 2.0;
    assert!((domains.energy(&x).unwrap() - expected).abs() < 1e-15, "rounding of three products");
    assert!((chains::domains(x.view(), 0.7) - expected).abs() < 1e-15);
}
