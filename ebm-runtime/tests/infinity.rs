//! Maxima at infinity: found where there is one, and only there.

mod made;
mod reference;

use ebm_runtime::data::Examples;
use ebm_runtime::estimator::{
    Deterministic, Estimator, MaximumLikelihood, Pseudolikelihood, fit_using, fit_with,
};
use ebm_runtime::infinity::{Infinity, Objective};
use ebm_runtime::optimise::Lbfgs;
use ebm_runtime::{Energy, Local, Model, ParamGradient, PseudolikelihoodObjective};
use made::{HardCore, Rate, examples, population};
use ndarray::Array2;
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, falls, noise};

/// All 2ⁿ states of `model` but those that `drop` holds for.
fn without<M: Model>(model: &M, drop: impl Fn(&[f64]) -> bool) -> Examples {
    let rows: Vec<Vec<f64>> =
        reference::check::states(model.layout()).into_iter().filter(|x| !drop(x)).collect();
    examples(model, &Array2::from_shape_fn((rows.len(), rows[0].len()), |(row, s)| rows[row][s]))
}

/// What both objectives say.
fn told<M: Local + ParamGradient>(model: &M, data: &Examples) -> [Vec<String>; 2] {
    [Objective::Likelihood, Objective::Neighbours].map(|objective| {
        let infinity = Infinity::find(model, &data.compact(), objective);
        infinity.directions.iter().map(ToString::to_string).collect()
    })
}

/// Both objectives say the same.
fn both<M: Local + ParamGradient>(model: &M, data: &Examples, want: &[&str]) {
    for got in told(model, data) {
        assert_eq!(got, want);
    }
}

#[test]
fn a_site_with_one_value() {
    let model = Boltzmann::<f64>::new(4);
    let data = without(&model, |x| x[2] == 1.0);
    // what this implies for pairs is not told again
    both(&model, &data, &["b[2] → −∞: x[2] is never 1 in the data"]);
    let model = Ising::<f64>::new(4);
    both(&model, &without(&model, |x| x[0] == -1.0), &["h[0] → +∞: x[0] is never −1 in the data"]);
}

#[test]
fn pairs_that_never_occur_together() {
    let model = Boltzmann::<f64>::new(6);
    let data = without(&model, |x| x[5] * x[2] == 1.0 || x[4] * x[0] == 1.0);
    both(
        &model,
        &data,
        &[
            "w[4, 0] → −∞: x[4] and x[0] are never 1 together in the data",
            "w[5, 2] → −∞: x[5] and x[2] are never 1 together in the data",
        ],
    );
    let data = without(&model, |x| x[3] == 1.0 && x[1] == 0.0);
    both(
        &model,
        &data,
        &["b[3] → −∞, w[3, 1] → +∞ together: x[3] = 1 and x[1] = 0 never occur together in the data"],
    );
    let data = without(&model, |x| x[3] == 0.0 && x[1] == 0.0);
    both(
        &model,
        &data,
        &["b[1] → +∞, b[3] → +∞, w[3, 1] → −∞ together: x[3] and x[1] are never 0 together in the data"],
    );
}

#[test]
fn pairs_of_spins_mix_fields_and_couplings() {
    let model = Ising::<f64>::new(4);
    for (a, b, signs, text) in [
        (1.0, 1.0, "−−−", "x[3] and x[1] are never 1 together"),
        (1.0, -1.0, "−++", "x[3] = −1 and x[1] = 1 never occur together"),
        (-1.0, 1.0, "+−+", "x[3] = 1 and x[1] = −1 never occur together"),
        (-1.0, -1.0, "++−", "x[3] and x[1] are never −1 together"),
    ] {
        let sign: Vec<char> = signs.chars().collect();
        let want = format!(
            "h[1] → {}∞, h[3] → {}∞, j[3, 1] → {}∞ together: {text} in the data",
            sign[0], sign[1], sign[2]
        );
        both(&model, &without(&model, |x| x[1] == a && x[3] == b), &[&want]);
    }
    // equal spins: both mixed combinations are missing
    let equal = told(&model, &without(&model, |x| x[1] != x[3]));
    assert_eq!(equal[0], equal[1]);
    assert_eq!(
        equal[0],
        [
            "j[3, 1] → +∞: x[3] = −1 and x[1] = 1 never occur together; x[3] = 1 and x[1] = −1 never occur together in the data"
        ]
    );
}

#[test]
fn three_sites_of_which_opposite_combinations_are_missing() {
    let model = Ising::<f64>::new(4);
    let data = without(&model, |x| x[0] == x[1] && x[1] == x[3]);
    let got = told(&model, &data);
    for got in got {
        assert_eq!(got.len(), 1, "{got:?}");
        assert!(got[0].starts_with("j[1, 0] → −∞, j[3, 0] → −∞, j[3, 1] → −∞ together: "), "{got:?}");
    }
    // one missing combination of three sites is nothing to pairs
    both(&model, &without(&model, |x| x[0] + x[1] + x[3] == 3.0), &[]);
}

#[test]
fn models_without_the_statistic_have_nothing_to_tell() {
    // sites 0 and 4 share no edge
    let model = Graph::<f64>::new(5, &[(0, 1), (1, 2), (3, 3)]);
    both(&model, &without(&model, |x| x[0] == 1.0 && x[4] == 1.0), &[]);
    let got = told(&model, &without(&model, |x| x[0] == 1.0 && x[1] == 1.0));
    assert!(got[0][0].contains("j[0] → −∞ together: x[1] and x[0] are never 1 together"), "{got:?}");
    assert_eq!(got[0], got[1]);
}

#[test]
fn full_support_is_finite_however_thin() {
    for seed in 0..3 {
        both(
            &at_random(Ising::<f64>::new(5), 4.0, seed),
            &population(&at_random(Ising::<f64>::new(5), 4.0, seed)),
            &[],
        );
        let model = at_random(Boltzmann::<f64>::new(5), 6.0, seed);
        both(&model, &population(&model), &[]);
    }
}

#[test]
fn forbidden_combinations_are_not_missed() {
    let model = HardCore::new(5);
    both(&model, &population(&model), &[]);
    let data = without(&model, |x| x[3] == 1.0 || x.windows(2).any(|pair| pair == [1.0, 1.0]));
    both(&model, &data, &["mu[3] → −∞: x[3] is never 1 in the data"]);
}

#[test]
fn shared_parameters_at_their_end() {
    let model = Lattice::<f64>::new(2, 4);
    let up = examples(&model, &Array2::ones((1, 8)));
    for got in told(&model, &up) {
        // the field alone would do, and so would the coupling
        assert_eq!(
            got,
            [
                "coupling → +∞: no example speaks against any larger value",
                "field → +∞: no example speaks against any larger value"
            ]
        );
    }
    let board = Array2::from_shape_fn((1, 8), |(_, s)| if (s / 4 + s % 4) % 2 == 0 { 1.0 } else { -1.0 });
    both(&model, &examples(&model, &board), &["coupling → −∞: no example speaks against any larger value"]);
    both(&model, &without(&model, |x| x.iter().sum::<f64>() == 8.0), &[]);
    // one site that is always up is nothing to a field that others do not follow
    both(&model, &without(&model, |x| x[0] == -1.0), &[]);
}

#[test]
fn nonlinear_and_positive_parameters_are_left_out_and_that_is_said() {
    let model = Rate::new(3);
    let data = without(&model, |x| x[0] == 1.0);
    let infinity = Infinity::find(&model, &data, Objective::Likelihood);
    assert!(infinity.directions.is_empty());
    assert_eq!(infinity.examined, "single sites, pairs, triples, but not 2 nonlinear parameters");
}

#[test]
fn a_penalty_makes_it_finite_and_silent() {
    let mut model = Boltzmann::<f64>::new(4);
    let data = without(&model, |x| x[0] * x[1] == 1.0);
    let fit = fit_with(&mut model, MaximumLikelihood::default().with_l2(1e-3), &data).unwrap();
    assert!(fit.converged() && fit.warnings.is_empty() && fit.examined.is_empty());
    let fit = fit_with(&mut Boltzmann::<f64>::new(4), Pseudolikelihood::default(), &data).unwrap();
    assert!(
        fit.to_string().contains("\n    w[1, 0] → −∞: x[1] and x[0] are never 1 together in the data"),
        "{fit}"
    );
}

/// Whether a fit runs away: the parameters at two tolerances are apart. With a minimum they differ by the first tolerance
/// over the smallest curvature, some 1e-3; without one, by a sixth of the logarithm of their ratio at the least.
fn runs_away<E: Estimator<Ising<f64>, Mode = Deterministic> + Copy>(estimator: E, data: &Examples) -> bool {
    let at = |tolerance: f64| {
        let mut model = Ising::<f64>::new(3);
        let fit = fit_using(&mut model, estimator, data, Lbfgs { tolerance, ..Lbfgs::default() }).unwrap();
        assert!(fit.converged(), "{fit}");
        model.theta().to_vec()
    };
    let apart = at(1e-4).iter().zip(at(1e-10)).fold(0.0_f64, |top, (a, b)| top.max((a - b).abs()));
    assert!(!(0.01..0.5).contains(&apart), "no clear case: {apart}");
    apart > 0.1
}

/// Every set of states of three spins: what is told is the truth, and all of it.
#[test]
fn three_spins_are_told_exactly() {
    let model = Ising::<f64>::new(3);
    let states = reference::check::states(model.layout());
    for subset in 1..256_u32 {
        let rows: Vec<&Vec<f64>> = (0..8).filter(|k| subset >> k & 1 == 1).map(|k| &states[k]).collect();
        let data = examples(&model, &Array2::from_shape_fn((rows.len(), 3), |(row, s)| rows[row][s]));
        let likelihood = Infinity::find(&model, &data, Objective::Likelihood).directions;
        let pseudo = Infinity::find(&model, &data, Objective::Neighbours).directions;
        likelihood.iter().for_each(|d| falls(&model, &MaximumLikelihood::default(), &data, d, 10.0));
        pseudo.iter().for_each(|d| falls(&model, &Pseudolikelihood::default(), &data, d, 10.0));
        assert_eq!(
            runs_away(MaximumLikelihood::default(), &data),
            !likelihood.is_empty(),
            "{subset:b} {likelihood:?}"
        );
        assert_eq!(
            runs_away(Pseudolikelihood::default(), &data),
            !pseudo.is_empty(),
            "{subset:b} {pseudo:?}"
        );
    }
}

fn all_true<M: Local + PseudolikelihoodObjective + ParamGradient>(model: &M, data: &Examples) -> usize
where
    MaximumLikelihood: Estimator<M>,
{
    let likelihood = Infinity::find(model, data, Objective::Likelihood).directions;
    let pseudo = Infinity::find(model, data, Objective::Neighbours).directions;
    likelihood.iter().for_each(|d| falls(model, &MaximumLikelihood::default(), data, d, 10.0));
    pseudo.iter().for_each(|d| falls(model, &Pseudolikelihood::default(), data, d, 10.0));
    likelihood.len() + pseudo.len()
}

#[test]
fn no_false_alarm_in_small_random_data() {
    let mut told = 0;
    for seed in 0..12 {
        let binary =
            Array2::from_shape_fn((9, 6), |(row, s)| f64::from(noise(seed, (row * 6 + s) as u64) > 0.2));
        let model = Boltzmann::<f64>::new(6);
        told += all_true(&model, &examples(&model, &binary));
        let model = Ising::<f64>::new(6);
        let spins = binary.mapv(|v| 2.0 * v - 1.0);
        told += all_true(&model, &examples(&model, &spins));
        let few = spins.slice(ndarray::s![..3, ..]).to_owned();
        let model = Lattice::<f64>::new(2, 3);
        told += all_true(&model, &examples(&model, &few));
        let model = Graph::<f64>::new(6, &[(0, 1), (1, 0), (2, 2), (3, 1), (4, 2), (2, 4)]);
        told += all_true(&model, &examples(&model, &few));
    }
    // nine rows leave combinations out
    assert!(told > 100, "{told}");
}

#[test]
fn continuous_models_are_left_alone() {
    fn has_energy<M: Energy>() {}
    has_energy::<reference::Gaussian<f64>>();
}
