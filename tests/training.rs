//! The trainer with models as users write them.

use ebm::prelude::*;
use ebm::runtime::estimator::{Centring, NoUncertainty};

/// Latent variables that are coupled among themselves, so that they do not sum out.
#[energy_model]
pub fn coupled(
    #[visible(binary)] v: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param(shape = (v, hidden), init = normal(1.0))] w: ArrayView2<f64>,
    #[param] u: f64,
) -> f64 {
    let mut energy = -v.dot(&b) - v.dot(&w.dot(&h));
    for k in 1..h.len() {
        energy -= u * h[k] * h[k - 1];
    }
    energy
}

/// Restricted Boltzmann machine.
#[energy_model]
pub fn machine(
    #[visible(binary)] v: ArrayView1<f32>,
    #[latent(binary)] h: ArrayView1<f32>,
    #[param] b: ArrayView1<f32>,
    #[param] c: ArrayView1<f32>,
    #[param(init = normal(0.5))] w: ArrayView2<f32>,
) -> f32 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}

/// Three sites that are all 0 or all 1, but for some noise.
fn rows() -> Array2<u8> {
    let noisy = |row: usize, site: usize| u8::from((row.is_multiple_of(2)) != (row / 2 % 8 == site));
    Array2::from_shape_fn((32, 3), |(row, site)| noisy(row, site))
}

#[test]
fn latent_variables_that_are_sampled_learn_what_they_explain() {
    let data = CoupledData::new(rows().view()).unwrap();
    let mut model = Coupled::new(CoupledShape { v: [3], hidden: 2 }).unwrap();
    let trainer = Trainer { rate: 0.5, least_steps: 3000, ..Trainer::default() };
    let estimator = StochasticMaximumLikelihood { seed: 1, ..Default::default() }.clamped();
    trainer.fit(&mut model, &estimator, data.examples()).unwrap();
    // and without settings
    let mut other = Coupled::new(CoupledShape { v: [3], hidden: 2 }).unwrap();
    let fit = other.fit_with(ContrastiveDivergence::default().clamped(), &data).unwrap();
    assert_eq!(fit.estimator, "clamped_contrastive_divergence");
    let draws = model.joint().sample_with(Gibbs::default(), 4000).unwrap();
    let drawn = draws.array::<f64>(0).unwrap();
    let both =
        |a: usize, b: usize| (0..4000).map(|row| drawn[[row, a]] * drawn[[row, b]]).sum::<f64>() / 4000.0;
    let mean = |a: usize| both(a, a);
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        // sites agree in 3 of 4 rows: 0.125 above independence, learned from noisy gradients and measured to some 0.01
        let covariance = both(a, b) - mean(a) * mean(b);
        assert!((0.08..0.17).contains(&covariance), "{a}, {b}: {covariance}");
    }
}

#[test]
fn a_machine_is_trained_centred_and_its_report_says_so() {
    let data = MachineData::new(rows().view()).unwrap();
    let mut model = Machine::new(MachineShape { v: [3], h: 2 }).unwrap();
    assert_eq!(Centring::of(&model.joint()).couplings(), 6);
    let estimator = StochasticMaximumLikelihood::default().centred(&model.joint());
    let exact = model.log_z(Exact::default()).unwrap();
    let before = model.log_likelihood(&data, &exact).unwrap().mean;
    let trainer = Trainer { least_steps: 600, l2: Penalty::on("w", 1e-3), ..Trainer::default() };
    let fit = trainer.fit(&mut model, &estimator, data.examples()).unwrap();
    let exact = model.log_z(Exact::default()).unwrap();
    let after = model.log_likelihood(&data, &exact).unwrap().mean;
    assert!(after > before, "{before} → {after}");
    assert_eq!(fit.uncertainty, Err(NoUncertainty::Stochastic));
    let text = fit.to_string();
    for part in
        ["centring: Some(6 couplings)", "seed: 0", "l2 by block 0, w: 0.001", "decay: Linear", "ebm 0.1.0"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}
