//! Estimates of log Z against sums over all states.

mod made;
mod reference;

use ebm_runtime::{
    AnnealedImportanceSampling, BridgeSampling, Exact, Gibbs, ImportanceSampling, Ladder, LogZ, LogZError,
    Model, Schedule, Start, ThermodynamicIntegration, Verdict, log_likelihood_difference, log_z, log_z_ratio,
};
use made::{HardCore, examples, population};
use reference::{Boltzmann, Lattice, at_random};

fn short(seed: u64) -> AnnealedImportanceSampling<Gibbs> {
    AnnealedImportanceSampling { steps: 60, runs: 48, warm_up: 60, seed, ..Default::default() }
}

fn exact<M: ebm_runtime::Local>(model: &M) -> f64
where
    M::Space: ebm_runtime::FiniteSpace,
{
    log_z(model, Exact::default()).unwrap().estimate
}

/// At 5 standard errors a converged estimate is wrong once in two million times; the ends miss once in a hundred.
fn holds(log_z: &LogZ, exact: f64) {
    assert_eq!(log_z.verdict, Verdict::Converged, "{log_z}");
    assert!((log_z.estimate - exact).abs() < 5.0 * log_z.standard_error + 1e-9, "{log_z}: {exact}");
    assert!(log_z.lower < exact && exact < log_z.upper, "{log_z}: {exact}");
}

fn lattice(coupling: f32) -> Lattice<f32> {
    let mut lattice = Lattice::new(3, 4);
    lattice.set_theta(&[coupling, 0.1]);
    lattice
}

#[test]
fn every_schedule_meets_the_sum_over_all_states() {
    let schedules = [
        Schedule::Linear,
        Schedule::Geometric { first: 0.02 },
        Schedule::Sigmoid { steepness: 4.0 },
        Schedule::Adaptive,
    ];
    let model = lattice(0.4);
    for (schedule, reverse) in schedules.into_iter().zip([true, false, true, false]) {
        let method = AnnealedImportanceSampling { schedule, reverse, ..short(3) };
        let answer = log_z(&model, method).unwrap();
        holds(&answer, exact(&model));
        assert_eq!(answer.weights.unwrap().reverse.is_some(), reverse);
    }
}

#[test]
fn a_start_at_the_marginals_of_the_data_is_closer() {
    let model = at_random(Boltzmann::<f64>::new(8), 1.5, 4);
    let data = population(&model);
    let from = |start: Start| {
        let answer = log_z(&model, AnnealedImportanceSampling { start, ..short(5) }).unwrap();
        holds(&answer, exact(&model));
        answer.weights.unwrap().deviation
    };
    assert!(from(Start::Marginals(data)) < from(Start::Uniform));
}

#[test]
fn chains_at_every_place_meet_the_sum_over_all_states() {
    let model = lattice(0.4);
    let ladder = || Ladder { steps: 12, draws: 10, seed: 2, ..Ladder::with_kernel(Gibbs::default()) };
    holds(&log_z(&model, BridgeSampling(ladder())).unwrap(), exact(&model));
    holds(&log_z(&model, ThermodynamicIntegration(ladder())).unwrap(), exact(&model));
}

#[test]
fn a_ladder_with_few_rungs_says_so() {
    let model = at_random(Boltzmann::<f64>::new(10), 6.0, 3);
    let ladder = Ladder { steps: 1, draws: 10, ..Ladder::with_kernel(Gibbs::default()) };
    let answer = log_z(&model, BridgeSampling(ladder.clone())).unwrap();
    assert_eq!(answer.verdict, Verdict::WeightsDegenerate, "{answer}");
    let answer = log_z(&model, ThermodynamicIntegration(ladder)).unwrap();
    assert_eq!(answer.verdict, Verdict::WeightsDegenerate, "{answer}");
}

#[test]
fn importance_sampling_is_right_where_the_weights_are_even() {
    let model = lattice(0.1);
    holds(
        &log_z(&model, ImportanceSampling { draws: 4000, seed: 1, ..Default::default() }).unwrap(),
        exact(&model),
    );
    let answer = log_z(&lattice(1.0), ImportanceSampling { draws: 4000, ..Default::default() }).unwrap();
    assert_eq!(answer.verdict, Verdict::WeightsDegenerate, "{answer}");
}

#[test]
fn ratios_need_no_log_z() {
    let (from, to) = (lattice(0.3), lattice(0.45));
    let ratio = log_z_ratio(&from, &to, short(6)).unwrap();
    holds(&ratio, exact(&to) - exact(&from));
    // of two models of different kinds, as long as the states are the same
    let (from, to) =
        (at_random(Boltzmann::<f64>::new(6), 0.5, 1), at_random(Boltzmann::<f64>::new(6), 1.0, 2));
    holds(&log_z_ratio(&from, &to, short(7)).unwrap(), exact(&to) - exact(&from));
}

/// The difference of two fits on the same examples has the error of the differences, not of two likelihoods.
#[test]
fn two_fits_are_compared_example_by_example() {
    let model = |coupling: f64| {
        let mut model = Boltzmann::<f64>::new(5);
        let w = |s: usize, t: usize| if s == t { 0.0 } else { coupling };
        let theta: Vec<f64> =
            (0..5).map(|s| 0.3 * s as f64).chain((0..25).map(|k| w(k / 5, k % 5))).collect();
        model.set_theta(&theta);
        model
    };
    let (first, second) = (model(0.5), model(0.55));
    let rows = ndarray::Array2::from_shape_fn((40, 5), |(row, s)| f64::from((row * (s + 3) % 7) % 2 == 0));
    let data = examples(&first, &rows);
    let [a, b] = [&first, &second].map(|model| log_z(model, Exact::default()).unwrap());
    // by hand: each example's log-probability under both
    let log_p = |model: &Boltzmann<f64>, z: f64, row: usize| {
        let x = data.row::<f64>(row);
        -ebm_runtime::Energy::energy(model, model.theta(), &x, 1.0, &mut ebm_runtime::Workspace::new()) - z
    };
    let gains: Vec<f64> =
        (0..40).map(|row| log_p(&second, b.estimate, row) - log_p(&first, a.estimate, row)).collect();
    let mean = gains.iter().sum::<f64>() / 40.0;
    let error = (gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / 39.0 / 40.0).sqrt();
    let found = log_likelihood_difference(&first, &second, &data, &b.minus(&a)).unwrap();
    assert!((found.mean - mean).abs() < 1e-12 && (found.standard_error - error).abs() < 1e-12, "{found}");
    assert_eq!((found.log_z_error, found.verdict), (0.0, Verdict::Exact));
    // far less than that of either likelihood, whose examples are the same
    let alone = ebm_runtime::log_likelihood(&first, &data, &a).unwrap();
    assert!(found.standard_error < 0.2 * alone.standard_error, "{found}; {alone}");
    let ratio = log_z_ratio(&first, &second, short(6)).unwrap();
    let found = log_likelihood_difference(&first, &second, &data, &ratio).unwrap();
    assert!((found.mean - mean).abs() < 5.0 * found.log_z_error, "{found}: {mean}");
    assert!((found.total_error() - error.hypot(ratio.standard_error)).abs() < 1e-12);
    let other = lattice(0.1);
    let refused = log_likelihood_difference(&first, &other, &data, &ratio).unwrap_err().to_string();
    assert!(refused.starts_with("the data: "), "{refused}");
    // two estimates of their own: errors add in squares, the ends cross over
    let [x, y] = [&first, &second].map(|model| log_z(model, short(3)).unwrap());
    let minus = y.minus(&x);
    assert_eq!((minus.lower, minus.upper), (y.lower - x.upper, y.upper - x.lower));
    holds(&minus, b.estimate - a.estimate);
}

#[test]
fn flat_energies_and_single_weights_are_judged_for_what_they_are() {
    // every state alike: weights are equal, and log Z is known to rounding
    let mut flat = lattice(0.0);
    flat.set_theta(&[0.0, 0.0]);
    let ladder = || Ladder { steps: 4, draws: 5, chains: 16, ..Ladder::with_kernel(Gibbs::default()) };
    let answers = [
        log_z(&flat, short(1)).unwrap(),
        log_z(&flat, BridgeSampling(ladder())).unwrap(),
        log_z(&flat, ThermodynamicIntegration(ladder())).unwrap(),
    ];
    for answer in answers {
        assert_eq!(answer.verdict, Verdict::Converged, "{answer}");
        assert!((answer.estimate - 12.0 * 2.0_f64.ln()).abs() < 1e-9, "{answer}");
    }
    // few weights say nothing of their spread, however even they are
    for (reverse, runs) in [(true, 3), (false, 3), (true, 7)] {
        let answer = log_z(&flat, AnnealedImportanceSampling { reverse, runs, ..short(1) }).unwrap();
        assert_eq!(answer.verdict, Verdict::WeightsDegenerate, "{answer}");
    }
    // far too short: ends never cross over
    let answer = log_z(&lattice(1000.0), AnnealedImportanceSampling { steps: 20, ..short(1) }).unwrap();
    assert!(answer.lower < answer.upper && answer.verdict != Verdict::Converged, "{answer}");
}

#[test]
fn forbidden_states_weigh_nothing() {
    let model = HardCore::new(8);
    let answer = log_z(&model, AnnealedImportanceSampling { runs: 256, ..short(8) }).unwrap();
    holds(&answer, exact(&model));
    assert!(answer.weights.unwrap().dead > 0);
}

#[test]
fn an_integrand_that_is_infinite_is_told() {
    let ladder = || Ladder { steps: 8, draws: 5, chains: 16, ..Ladder::with_kernel(Gibbs::default()) };
    let error = log_z(&HardCore::new(8), ThermodynamicIntegration(ladder())).unwrap_err();
    assert_eq!(error, LogZError::InfiniteIntegrand);
    assert!(error.to_string().contains("bridge sampling"));
}

/// The steepest places are 1 for long before the last one.
#[test]
fn places_may_stand_together() {
    let schedule = Schedule::Sigmoid { steepness: 100.0 };
    let ladder =
        Ladder { schedule, steps: 20, draws: 5, chains: 16, ..Ladder::with_kernel(Gibbs::default()) };
    let model = lattice(0.2);
    for found in [
        log_z(&model, BridgeSampling(ladder.clone())).unwrap(),
        log_z(&model, ThermodynamicIntegration(ladder)).unwrap(),
    ] {
        assert!(found.estimate.is_finite() && found.standard_error.is_finite(), "{found}");
    }
}

#[test]
fn runs_that_are_too_short_say_so() {
    let model = lattice(1.2);
    let answer = log_z(&model, AnnealedImportanceSampling { steps: 1, ..short(9) }).unwrap();
    assert_eq!(answer.verdict, Verdict::WeightsDegenerate, "{answer}");
    // and their ends hold nevertheless
    assert!(answer.lower < exact(&model) && answer.upper > exact(&model), "{answer}");
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| log_z(&lattice(0.4), AnnealedImportanceSampling { steps: 30, ..short(1) }).unwrap())
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn nothing_to_run_is_an_error() {
    let refuse =
        |method: AnnealedImportanceSampling<Gibbs>| log_z(&lattice(0.1), method).unwrap_err().to_string();
    let none = AnnealedImportanceSampling { steps: 0, ..short(0) };
    assert_eq!(refuse(none), "0 steps from the start to the model; give it at least 1");
    let one = AnnealedImportanceSampling { runs: 1, ..short(0) };
    assert_eq!(refuse(one), "1 runs have no spread that errors could be judged by; ask for at least 2");
    let schedule = Schedule::Geometric { first: 1.5 };
    let expected = "`first` of `Schedule::Geometric` is 1.5, expected a number between 0 and 1";
    assert_eq!(refuse(AnnealedImportanceSampling { schedule, ..short(0) }), expected);
    let ladder = Ladder { schedule, ..Ladder::with_kernel(Gibbs::default()) };
    assert_eq!(log_z(&lattice(0.1), BridgeSampling(ladder)).unwrap_err().to_string(), expected);
    let other = Boltzmann::<f32>::new(3);
    let rows = ndarray::array![[0.0, 1.0, 1.0]];
    let data = AnnealedImportanceSampling { start: Start::Marginals(examples(&other, &rows)), ..short(0) };
    assert!(refuse(data).contains("`x`"));
}

/// A forbidden state is told from one whose energy is no number: the sum of 17 terms of 1e308 is ±∞.
#[test]
fn energies_beyond_all_numbers_are_errors_and_not_forbidden() {
    let mut model = Lattice::<f64>::new(3, 4);
    model.set_theta(&[1e308, 0.0]);
    let ladder = || Ladder { steps: 4, draws: 5, chains: 16, ..Ladder::with_kernel(Gibbs::default()) };
    let plain = ImportanceSampling { draws: 1000, ..Default::default() };
    let errors = [
        log_z(&model, plain).unwrap_err(),
        log_z(&model, AnnealedImportanceSampling { seed: 1, ..Default::default() }).unwrap_err(),
        log_z(&model, BridgeSampling(ladder())).unwrap_err(),
        log_z(&model, ThermodynamicIntegration(ladder())).unwrap_err(),
    ];
    for error in errors {
        let LogZError::NotFinite { found, .. } = error else { panic!("{error}") };
        assert!(found.is_nan() || found == f64::NEG_INFINITY, "{error}");
        assert!(error.to_string().ends_with("expected a number or +∞"), "{error}");
    }
    let exact = log_z(&model, Exact::default()).unwrap_err().to_string();
    assert_eq!(exact, "the energy of a state is NaN or −∞ (log Z comes out as NaN)");
}
