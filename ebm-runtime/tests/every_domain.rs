//! Conditionals and Gibbs on every domain, against enumeration and numerical integration.

mod made;
mod reference;

use ebm_runtime::conditional::conditional_at;
use ebm_runtime::kernel::{Chains, Kernel, Metropolis};
use ebm_runtime::random::Streams;
use ebm_runtime::{Domain, Energy, Gibbs, Lane, Lanes, Local, Model, Workspace, sample_with};
use made::brute::{Brute, Formula};
use made::formulas::{Counts, MixedPair, Potts, Rotors, one};
use reference::{check, noise};

/// Sums of a hundred terms of order one.
const BY_ROUNDING: f64 = 1e-13;

fn potts(states: &'static [usize]) -> Brute<Potts> {
    let formula = Potts(states);
    let theta: Vec<f64> = (0..formula.layout().param_count()).map(|a| noise(3, a as u64)).collect();
    Brute::new(formula, &theta)
}

fn counts() -> Brute<Counts> {
    Brute::new(Counts { n: 3, max: 4 }, &[0.9, 0.3])
}

/// πP = π: the law after one site has been drawn anew is the law.
fn site_updates_are_invariant<F: Formula>(model: &Brute<F>, beta: f64) {
    let states = check::states(model.layout());
    let weights: Vec<f64> = states.iter().map(|x| (-model.plain(x, beta)).exp()).collect();
    let z: f64 = weights.iter().sum();
    let number = |x: &[f64]| states.iter().position(|other| other == x).unwrap();
    let mut work = Workspace::new();
    for site in 0..model.layout().site_count() {
        let mut after = vec![0.0; states.len()];
        for (x, weight) in states.iter().zip(&weights) {
            let law = conditional_at(model, model.theta(), x, site, beta, &mut work);
            let mut there = x.clone();
            for (value, p) in law.values.iter().zip(&law.probabilities) {
                there[site] = *value;
                after[number(&there)] += weight / z * p;
                // the definition of the conditional
                let joint = (-model.plain(&there, beta)).exp();
                let ratio = law.values.iter().map(|&value| {
                    let mut other = x.clone();
                    other[site] = value;
                    (-model.plain(&other, beta)).exp() / joint
                });
                assert!((p * ratio.sum::<f64>() - 1.0).abs() < BY_ROUNDING);
            }
        }
        for (after, weight) in after.iter().zip(&weights) {
            assert!((after - weight / z).abs() < BY_ROUNDING);
        }
    }
}

#[test]
fn tables_of_conditionals_leave_the_law_invariant() {
    for beta in [0.0, 0.7, 1.0] {
        site_updates_are_invariant(&potts(&[3, 4, 2, 1]), beta);
        site_updates_are_invariant(&counts(), beta);
    }
}

/// One sweep draws by inversion of the tables, in the order of the sites, from one uniform number a site.
fn a_sweep_follows_its_tables<M: Local<Float = f64>>(model: &M)
where
    Gibbs: Kernel<M, State: Chains<f64>>,
{
    let states = check::states(model.layout());
    let n = model.layout().site_count();
    let x: Vec<Lanes<f64>> =
        (0..n).map(|s| Lanes::from_fn(|k| states[(5 * k + 1) % states.len()][s])).collect();
    let beta = Lanes::from_fn(|k| 0.1 * k as f64);
    let kernel = Gibbs::default();
    let (mut streams, mut replay) = (Streams::new(5), Streams::new(5));
    let (mut state, mut expected) = (kernel.init(model, x.clone()), x);
    let mut work = Workspace::new();
    for _ in 0..20 {
        kernel.step(model, beta, &mut state, &mut streams);
        for site in 0..n {
            for (k, uniform) in replay.uniform().into_iter().enumerate() {
                let one: Vec<f64> = expected.iter().map(|x| x.lane(k)).collect();
                let law = conditional_at(model, model.theta(), &one, site, beta.lane(k), &mut work);
                let mut below = 0.0;
                let drawn = law.probabilities.iter().position(|p| {
                    below += p;
                    uniform < below
                });
                expected[site].set_lane(k, law.values[drawn.unwrap_or(law.values.len() - 1)]);
            }
        }
        assert_eq!(state.x(), expected);
    }
}

#[test]
fn a_sweep_draws_from_the_tables() {
    a_sweep_follows_its_tables(&potts(&[3, 4, 5, 3]));
    a_sweep_follows_its_tables(&counts());
}

const CHAINS: usize = 2048;

/// Means of some functions of the last states of many chains, against sums over weighted points. Five standard errors are
/// missed with probability 5.7e-7; about 90 looks make a false alarm of 5e-5.
fn means_are_right<M: Energy<Float = f64>>(model: &M, sweeps: usize, points: &[(Vec<f64>, f64)])
where
    Gibbs: Kernel<M>,
{
    let kernel = Gibbs { seed: 11, chains: CHAINS, warm_up: sweeps - 1, ..Gibbs::default() };
    means_are_right_by(model, &kernel, sweeps, points);
}

fn means_are_right_by<M: Energy<Float = f64>>(
    model: &M,
    kernel: &impl Kernel<M>,
    sweeps: usize,
    points: &[(Vec<f64>, f64)],
) {
    let draws = sample_with(model, kernel, CHAINS).unwrap();
    let rows: Vec<Vec<f64>> = (0..CHAINS).map(|row| draws.examples().row(row)).collect();
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let n = model.layout().site_count();
    let functions: [fn(&[f64], usize) -> f64; 4] =
        [|x, s| x[s], |x, s| x[s] * x[s], |x, s| (x[0] * x[s]).sin(), |x, s| (2.0 * x[s]).cos()];
    for (number, function) in functions.iter().enumerate() {
        for s in 0..n {
            let want = points.iter().map(|(x, weight)| weight * function(x, s)).sum::<f64>() / total;
            let values = rows.iter().map(|x| function(x, s));
            let got = values.clone().sum::<f64>() / CHAINS as f64;
            let variance = values.map(|value| (value - got).powi(2)).sum::<f64>() / CHAINS as f64;
            let error = (variance / CHAINS as f64).sqrt();
            let what = format!("{} after {sweeps}, function {number} of site {s}", M::name());
            assert!((got - want).abs() <= 5.0 * error + 1e-9, "{what}: {got} instead of {want} ± {error}");
        }
    }
}

/// Midpoints of a grid.
fn grid(low: f64, high: f64, cells: usize) -> impl Iterator<Item = f64> + Clone {
    let step = (high - low) / cells as f64;
    (0..cells).map(move |k| low + (k as f64 + 0.5) * step)
}

/// One site, by its law in one sweep where there is one, and by slices in twenty.
fn one_site<D: ebm_runtime::domain::Values + Clone>(domain: Domain, c: &[(usize, f64)], has_law: bool)
where
    Gibbs: Kernel<Brute<made::formulas::One<D>>>,
{
    let mut theta = [0.0; 8];
    c.iter().for_each(|&(k, value)| theta[k] = value);
    let (low, high) = domain.bounds();
    for known in [false, true] {
        let model = Brute::new(one::<D>(domain, known), &theta);
        let points = grid(low.max(-40.0), high.min(40.0), 20_000);
        let points: Vec<_> = points.map(|u| (vec![u], (-model.plain(&[u], 1.0)).exp())).collect();
        means_are_right(&model, if known && has_law { 1 } else { 20 }, &points);
    }
}

#[test]
fn real_sites_have_their_law() {
    one_site::<ebm_runtime::domain::RealLine>(Domain::Real, &[(0, 1.0), (1, -2.0)], true);
    // double well and a cubic term: slices only
    one_site::<ebm_runtime::domain::RealLine>(Domain::Real, &[(1, 1.0), (2, 0.2), (3, -0.5)], false);
}

#[test]
fn positive_sites_have_their_law() {
    type D = ebm_runtime::domain::Positive;
    one_site::<D>(Domain::Positive, &[(0, -2.0), (4, 0.7)], true);
    one_site::<D>(Domain::Positive, &[(0, 1.0), (1, -1.0)], true);
    // no sampler: a gamma law times a Gaussian
    one_site::<D>(Domain::Positive, &[(0, -1.0), (1, -0.5), (4, 1.5)], false);
}

#[test]
fn bounded_sites_have_their_law() {
    type U = ebm_runtime::domain::Unit;
    type I = ebm_runtime::domain::Interval;
    one_site::<U>(Domain::Unit, &[(4, 0.5), (5, 2.0)], true);
    one_site::<U>(Domain::Unit, &[(0, 4.0), (4, 0.5)], false);
    one_site::<I>(Domain::Interval(-2.0, 1.0), &[(0, 1.5), (1, -1.0)], true);
    one_site::<I>(Domain::Interval(-2.0, 1.0), &[(0, 1.0), (3, 0.3)], false);
}

#[test]
fn angles_have_their_law() {
    one_site::<ebm_runtime::domain::Angle>(Domain::Angle, &[(6, 1.0), (7, 2.0)], true);
    let model = Brute::new(Rotors, &[1.5, 0.8]);
    let pi = std::f64::consts::PI;
    let pairs = grid(-pi, pi, 300).flat_map(|a| grid(-pi, pi, 300).map(move |b| vec![a, b]));
    let points: Vec<_> = pairs.map(|x| (x.clone(), (-model.plain(&x, 1.0)).exp())).collect();
    means_are_right(&model, 40, &points);
}

#[test]
fn sites_of_several_kinds_are_drawn_together() {
    let model = Brute::new(MixedPair, &[0.8, 0.3]);
    let points = [-1.0, 1.0].iter().flat_map(|&s| grid(-12.0, 12.0, 20_000).map(move |u| vec![s, u]));
    let points: Vec<_> = points.map(|x| (x.clone(), (-model.plain(&x, 1.0)).exp())).collect();
    means_are_right(&model, 40, &points);
}

#[test]
fn draws_of_categories_and_counts_follow_the_exact_law() {
    let weigh = |x: Vec<f64>, energy: f64| (x, (-energy).exp());
    let model = potts(&[3, 4, 2]);
    let states = check::states(model.layout()).into_iter();
    let points: Vec<_> = states.map(|x| weigh(x.clone(), model.plain(&x, 1.0))).collect();
    let metropolis = Metropolis { seed: 12, chains: CHAINS, warm_up: 80, ..Metropolis::default() };
    means_are_right(&model, 40, &points);
    means_are_right_by(&model, &metropolis, 80, &points);
    let model = counts();
    let states = check::states(model.layout()).into_iter();
    let points: Vec<_> = states.map(|x| weigh(x.clone(), model.plain(&x, 1.0))).collect();
    means_are_right(&model, 40, &points);
    means_are_right_by(&model, &metropolis, 80, &points);
}

/// Random numbers are taken by each chain for itself, also where draws are rejected.
#[test]
fn a_continuous_chain_does_not_depend_on_the_others() {
    for known in [true, false] {
        let model = Brute::new(
            one::<ebm_runtime::domain::Angle>(Domain::Angle, known),
            &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.5],
        );
        let draw = |chains| {
            let kernel = Gibbs { chains, warm_up: 10, ..Gibbs::default() };
            let draws = sample_with(&model, &kernel, 10 * chains).unwrap();
            (0..10).map(|step| draws.examples().row::<f64>(step * chains)[0]).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(20));
    }
}
