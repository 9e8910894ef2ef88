//! Conditionals against ratios of the joint law, and what they refuse.

mod reference;

use ebm_runtime::{Model, conditional};
use reference::check;
use reference::{Boltzmann, Lattice, at_random, energies};

#[test]
fn a_conditional_is_a_ratio_of_joint_probabilities() {
    let model = at_random(Lattice::<f32>::new(2, 3), 0.7, 41);
    let theta = check::theta(&model);
    for beta in [0.3, 1.0] {
        for x in check::states(model.layout()) {
            for site in 0..6 {
                let law = conditional(&model, &x, [site / 3, site % 3], beta).unwrap();
                assert_eq!(law.values, [-1.0, 1.0]);
                let joint = [-1.0, 1.0].map(|value| {
                    let mut x = x.clone();
                    x[site] = value;
                    (-beta * energies::lattice(2, 3, &theta, &x)).exp()
                });
                for value in 0..2 {
                    let ratio = joint[value] / (joint[0] + joint[1]);
                    // f64 throughout: a dozen roundings of numbers of order one
                    assert!((law.probabilities[value] - ratio).abs() < 1e-14);
                    let log = law.logits[value] - law.log_normaliser;
                    assert!((log - ratio.ln()).abs() < 1e-13);
                }
            }
        }
    }
}

#[test]
fn improbable_values_keep_their_probability() {
    let mut model = Boltzmann::<f64>::new(1);
    model.set_theta(&[-200.0, 0.0]);
    let law = conditional(&model, &[0.0], 0, 1.0).unwrap();
    // relative to 1e-13: exp of a number of size 200 multiplies its rounding by 200
    assert!((law.probabilities[1] / (-200.0_f64).exp() - 1.0).abs() < 1e-13);
    assert_eq!(law.log_normaliser, law.probabilities[1].ln_1p());
}

#[test]
fn mistakes_are_named() {
    let model = at_random(Lattice::<f32>::new(2, 3), 0.7, 41);
    let good = [1.0_f32; 6];
    let refuse = |x: &[f32], site: [usize; 2]| conditional(&model, x, site, 1.0).unwrap_err().to_string();
    assert_eq!(refuse(&good[1..], [0, 0]), "5 values where the model has 6 sites");
    assert_eq!(refuse(&good, [0, 3]), "site [0, 3] does not exist: `x` has shape [2, 3]");
    let mut bad = good;
    bad[4] = 0.0;
    assert_eq!(refuse(&bad, [0, 0]), "`x[1, 1]` is 0, which is not a spin value (-1 or 1)");
}
