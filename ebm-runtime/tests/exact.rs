//! Sums over all states against brute force over plain energies.

mod made;
mod reference;

use ebm_runtime::exact::{EnumerationError, States};
use ebm_runtime::log_z::{Exact, ExactBy, LogZError, log_z};
use ebm_runtime::{Local, Model, ParamGradient};
use made::HardCore;
use made::brute::{Brute, Formula};
use made::formulas::{Counts, Field, Potts, Rbm, RbmJoint};
use reference::check::{self, PlainEnergy};
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, energies};

/// Sums of up to 2¹³ positive terms of order one, differently ordered.
const BY_ROUNDING: f64 = 1e-11;

/// Every quantity against the list of all probabilities.
fn compare<M: Local + ParamGradient>(model: &M, plain: impl PlainEnergy + Copy) {
    let layout = model.layout();
    let theta = check::theta(model);
    let states = check::states(layout);
    let minus: Vec<f64> = states.iter().map(|x| -plain(&theta, x)).collect();
    let log_p = check::log_probabilities(layout, &theta, plain);
    let p: Vec<f64> = log_p.iter().map(|l| l.exp()).collect();
    let close = |got: f64, want: f64| {
        assert!((got - want).abs() <= BY_ROUNDING * want.abs().max(1.0), "{}: {got}, {want}", M::name());
    };

    let exact = States::new(model, 30).unwrap();
    let moments = exact.moments(&theta).unwrap();
    let allowed = (0..p.len()).find(|&i| p[i] > 0.0).unwrap();
    close(moments.log_z, minus[allowed] - log_p[allowed]);
    close(moments.entropy, -p.iter().zip(&log_p).filter(|(p, _)| **p > 0.0).map(|(p, l)| p * l).sum::<f64>());
    close(moments.energy, -p.iter().zip(&minus).filter(|(p, _)| **p > 0.0).map(|(p, m)| p * m).sum::<f64>());
    for s in 0..layout.site_count() {
        close(moments.mean[s], states.iter().zip(&p).map(|(x, p)| p * x[s]).sum());
        for t in 0..layout.site_count() {
            close(moments.second[[s, t]], states.iter().zip(&p).map(|(x, p)| p * x[s] * x[t]).sum());
        }
    }
    let energies = || minus.iter().map(|m| -m).filter(|e| e.is_finite());
    let (low, high) = exact.energy_range(&theta);
    close(low, energies().fold(f64::INFINITY, f64::min));
    close(high, energies().fold(f64::NEG_INFINITY, f64::max));

    // ∂ log Z / ∂θ = −E_p[∂E/∂θ], by central differences of the brute-force log Z
    let gradient = exact.mean_param_gradient(&theta, moments.log_z);
    let brute = |theta: &[f64]| {
        let top = energies().fold(f64::INFINITY, f64::min);
        states.iter().map(|x| (top - plain(theta, x)).exp()).sum::<f64>().ln() - top
    };
    for (a, slope) in gradient.iter().enumerate() {
        let mut moved = theta.clone();
        moved[a] = theta[a] + 1e-5;
        let above = brute(&moved);
        moved[a] = theta[a] - 1e-5;
        let difference = (above - brute(&moved)) / 2e-5;
        // h² times a third cumulant of at most a hundred, and 1e-15 / h of rounding
        assert!((slope + difference).abs() < 2e-8, "{}, {a}: {slope} {difference}", M::name());
    }
}

#[test]
fn spins_of_any_number() {
    // below 4 sites lanes are left over, below 8 there are fewer shards
    for n in [1, 2, 3, 4, 5, 7, 8, 9] {
        compare(&at_random(Ising::<f64>::new(n), 0.8, n as u64), move |theta, x| {
            energies::ising(n, theta, x)
        });
    }
}

#[test]
fn binary_sites_and_shared_parameters() {
    compare(&at_random(Boltzmann::<f64>::new(6), 2.0, 1), |theta, x| energies::boltzmann(6, theta, x));
    compare(&at_random(Lattice::<f64>::new(3, 3), 0.7, 2), |theta, x| energies::lattice(3, 3, theta, x));
    let edges = [(0, 1), (1, 0), (2, 2), (3, 1), (4, 2), (0, 4)];
    compare(&at_random(Graph::<f64>::new(5, &edges), 0.9, 3), |t, x| energies::graph(&edges, 5, t, x));
}

#[test]
fn sites_of_any_number_of_values() {
    for states in [&[3, 2, 1, 4][..], &[21, 3], &[2, 2, 5, 2, 2, 3, 2], &[300, 2], &[1], &[4, 4, 4, 4, 4, 4]]
    {
        let formula = Potts(states);
        let theta: Vec<f64> =
            (0..formula.layout().param_count()).map(|a| reference::noise(3, a as u64)).collect();
        let model = Brute::new(formula.clone(), &theta);
        compare_log_z(&model, |theta, x| formula.energy(theta, x, 1.0));
        if theta.len() < 500 {
            compare(&model, |theta, x| formula.energy(theta, x, 1.0));
        }
    }
    let formula = Counts { n: 4, max: 6 };
    compare(&Brute::new(formula.clone(), &[0.7, 0.2]), |theta, x| formula.energy(theta, x, 1.0));
    // many sites between recomputations: 3¹⁰ states
    let formula = Counts { n: 10, max: 2 };
    compare_log_z(&Brute::new(formula.clone(), &[0.7, 0.2]), |theta, x| formula.energy(theta, x, 1.0));
}

#[test]
fn latent_variables_are_summed_by_hand_or_by_the_walk() {
    let rbm = Rbm { visible: 5, hidden: 4 };
    let theta: Vec<f64> = (0..29).map(|a| 1.5 * reference::noise(8, a)).collect();
    let marginal = log_z(&Brute::new(rbm.clone(), &theta), Exact::default()).unwrap().estimate;
    let joint = log_z(&Brute::new(RbmJoint(rbm), &theta), Exact::default()).unwrap().estimate;
    assert!((marginal - joint).abs() < 1e-12, "{marginal} {joint}");
}

#[test]
fn forbidden_states_count_for_nothing() {
    for n in [1, 2, 5, 9, 11] {
        let model = at_random(HardCore::new(n), 1.2, 7);
        compare(&model, move |theta, x| HardCore::plain(n, theta, x));
    }
    // without fields Z is the number of allowed states, the Fibonacci number F(n + 2)
    let z = log_z(&HardCore::new(15), Exact::default()).unwrap().estimate.exp();
    assert!((z - 1597.0).abs() < 1e-9, "{z}");
}

#[test]
fn huge_energies_do_not_overflow() {
    let model = at_random(Ising::<f64>::new(9), 2000.0, 4);
    compare_log_z(&model, |theta, x| energies::ising(9, theta, x));
}

#[test]
fn energies_do_not_drift_over_thousands_of_flips() {
    // 17 sites leave 2⁹ steps to each shard: two stretches of differences
    compare_log_z(&at_random(Ising::<f64>::new(17), 3.0, 8), |theta, x| energies::ising(17, theta, x));
}

fn compare_log_z<M: Local>(model: &M, plain: impl PlainEnergy) {
    let theta = check::theta(model);
    let log_p = check::log_probabilities(model.layout(), &theta, &plain);
    let (state, best) =
        check::states(model.layout()).into_iter().zip(log_p).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    let want = -plain(&theta, &state) - best;
    let got = States::new(model, 30).unwrap().log_z(&theta).unwrap();
    assert!((got - want).abs() < 1e-12 * want.abs(), "{got} {want}");
}

#[test]
fn a_model_in_f32_is_summed_in_f64() {
    let single = at_random(Ising::<f32>::new(8), 0.8, 5);
    compare_log_z(&single, |theta, x| energies::ising(8, theta, x));
}

#[test]
fn no_sites_have_one_state() {
    let none = Ising::<f64>::new(0);
    let moments = States::new(&none, 30).unwrap().moments(&[]).unwrap();
    assert_eq!((moments.log_z, moments.entropy), (0.0, 0.0));
    let only = at_random(Boltzmann::<f64>::new(1), 1.0, 3);
    let z = log_z(&only, Exact::default()).unwrap();
    let (b, w) = (only.theta()[0], only.theta()[1]);
    assert!((z.estimate - (b + 0.5 * w).exp().ln_1p()).abs() < 1e-15);
    assert_eq!((z.lower, z.upper, z.standard_error, z.method), (z.estimate, z.estimate, 0.0, "exact"));
    assert_eq!(z.to_string(), format!("log Z = {:.6} (exact)", z.estimate));
}

#[test]
fn what_cannot_be_summed_is_refused() {
    let wide = Ising::<f64>::new(31);
    let enumerated = Exact { by: ExactBy::Enumeration, ..Exact::default() };
    let error = log_z(&wide, enumerated).unwrap_err();
    assert_eq!(error, LogZError::Enumeration(EnumerationError::TooManySites { sites: 31, limit: 30 }));
    assert_eq!(error.to_string(), "31 sites have 2^31 states; enumeration goes up to 30 sites");
    assert!(States::new(&Ising::<f64>::new(100), usize::MAX).is_err());

    let mut broken = Ising::<f64>::new(4);
    let mut theta = broken.theta().to_vec();
    theta[2] = f64::NAN;
    broken.set_theta(&theta);
    assert!(matches!(
        log_z(&broken, Exact::default()),
        Err(LogZError::Enumeration(EnumerationError::NotFinite { .. }))
    ));
    theta[2] = f64::INFINITY;
    broken.set_theta(&theta);
    assert!(matches!(
        log_z(&broken, Exact::default()),
        Err(LogZError::Enumeration(EnumerationError::NotFinite { .. }))
    ));

    let many = Brute::new(Counts { n: 20, max: 9 }, &[0.0; 2]);
    let error = log_z(&many, enumerated).unwrap_err().to_string();
    assert_eq!(error, "there are about 1.0e20 states; enumeration goes up to 2^30");
    let given = Brute::new(Field(3), &[0.0; 3]);
    let error = log_z(&given, Exact::default()).unwrap_err().to_string();
    assert_eq!(error, "log Z depends on `g`, which each example is given: it belongs to `model.given(&row)`");

    let forbidden = HardCore::nothing_allowed(6);
    assert_eq!(log_z(&forbidden, Exact::default()), Err(LogZError::Enumeration(EnumerationError::Forbidden)));
}

#[test]
fn the_bits_do_not_depend_on_threads() {
    let model = at_random(Ising::<f64>::new(12), 0.6, 6);
    let theta = check::theta(&model);
    let run = || {
        let states = States::new(&model, 30).unwrap();
        let log_z = states.log_z(&theta).unwrap();
        (
            log_z.to_bits(),
            states.mean_param_gradient(&theta, log_z).iter().map(|g| g.to_bits()).collect::<Vec<_>>(),
        )
    };
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run);
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(5));
}
