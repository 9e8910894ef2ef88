//! Exact log Z, marginals and draws, by every way, against closed forms and sums written out.

mod made;
mod reference;

use std::f64::consts::TAU;

use ebm_runtime::domain::{Angle, Positive, RealLine, Sites, Unit};
use ebm_runtime::exact::{Quadratic, quadrature};
use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::log_z::ExactBy;
use ebm_runtime::{
    AnnealedImportanceSampling, Domain, Exact, Lane, Local, Model, Real, Verdict, Workspace, log_z,
};
use made::HardCore;
use made::brute::{Brute, Formula};
use made::formulas::{Counts, One, Potts, Rbm, RbmJoint, one};
use ndarray::Ix1;
use reference::{Boltzmann, Gaussian, Graph, Lattice, at_random, check, noise};

fn by(by: ExactBy) -> Exact {
    Exact { by, ..Exact::default() }
}

/// The states with their probabilities, and log Z.
fn written_out<M: Local>(model: &M) -> (Vec<(Vec<f64>, f64)>, f64) {
    let (theta, mut work) = (model.theta_f64(), Workspace::new());
    let states = check::states(model.layout()).into_iter();
    let weighted: Vec<(Vec<f64>, f64)> =
        states.map(|x| (x.clone(), (-model.energy(&theta, &x, 1.0, &mut work)).exp())).collect();
    let z: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    (weighted.into_iter().map(|(x, weight)| (x, weight / z)).collect(), z.ln())
}

fn every_way<M: Local>(model: &M)
where
    M::Space: ebm_runtime::FiniteSpace,
    Exact: ebm_runtime::LogZMethod<M>,
{
    let (law, expected) = written_out(model);
    let domains = model.layout().domains();
    for way in [ExactBy::Cheapest, ExactBy::Enumeration, ExactBy::Elimination, ExactBy::Layers] {
        let found = log_z(model, by(way)).unwrap();
        // sums of up to 4096 terms
        assert!((found.estimate - expected).abs() < 1e-12 * (1.0 + expected.abs()), "{found}: {expected}");
        assert_eq!(found.verdict, Verdict::Exact);
        let marginals = by(way).marginals(model).unwrap();
        for (site, (domain, marginal)) in domains.iter().zip(marginals).enumerate() {
            for (value, p) in domain.values().unwrap().into_iter().zip(marginal) {
                let expected: f64 = law.iter().filter(|(x, _)| x[site] == value).map(|(_, p)| p).sum();
                assert!((p - expected).abs() < 1e-12, "{p} {expected}");
            }
        }
        // χ² over the states that expect 5 and more: 8 standard deviations above its mean once in 10⁷ looks
        let draws = by(way).sample(model, 4000, 5).unwrap();
        let mut seen = vec![0.0; law.len()];
        for row in 0..draws.count() {
            let x = draws.row::<f64>(row);
            seen[law.iter().position(|(state, _)| *state == x).unwrap()] += 1.0;
        }
        let expected = law.iter().map(|(_, p)| p * 4000.0).zip(&seen).filter(|(e, _)| *e > 5.0);
        let chi: f64 = expected.clone().map(|(e, seen)| (seen - e).powi(2) / e).sum();
        let cells = expected.count() as f64;
        assert!(chi < cells + 8.0 * (2.0 * cells).sqrt(), "{way:?}: {chi} of {cells}");
    }
}

#[test]
fn every_way_is_the_sum_written_out() {
    let mut lattice = Lattice::<f32>::new(3, 3);
    lattice.set_theta(&[0.4, 0.1]);
    every_way(&lattice);
    every_way(&at_random(Boltzmann::<f64>::new(8), 1.0, 2));
    let potts = Potts(&[3, 4, 2, 3]);
    let theta: Vec<f64> = (0..potts.layout().param_count() as u64).map(|a| noise(3, a)).collect();
    every_way(&Brute::new(potts, &theta));
    every_way(&Brute::new(Counts { n: 4, max: 3 }, &[0.9, 0.3]));
    every_way(&HardCore::new(8));
}

#[test]
fn long_chains_are_eliminated() {
    let n = 300;
    let edges: Vec<(usize, usize)> = (1..n).map(|k| (k - 1, k)).collect();
    let mut chain = Graph::<f64>::new(n, &edges);
    // without fields an open chain factorises: Z = 2 Π 2 cosh J
    let couplings: Vec<f64> = (0..n as u64 - 1).map(|k| 2.0 * noise(1, k)).collect();
    let mut theta = vec![0.0; n];
    theta.extend(&couplings);
    chain.set_theta(&theta);
    let expected = 2.0_f64.ln() + couplings.iter().map(|j| (2.0 * j.cosh()).ln()).sum::<f64>();
    let found = log_z(&chain, Exact::default()).unwrap();
    assert!((found.estimate - expected).abs() < 1e-10, "{found}: {expected}");
    assert!(found.reason.contains("elimination, 1 others"), "{found}");
    // E[x_0 x_1] = tanh J by exact draws: 5 standard errors of 2000 draws
    let draws = Exact::default().sample(&chain, 2000, 3).unwrap();
    let mean = (0..2000).map(|row| draws.row::<f64>(row)).map(|x| x[0] * x[1]).sum::<f64>() / 2000.0;
    assert!((mean - couplings[0].tanh()).abs() < 5.0 / 2000.0_f64.sqrt());
}

#[test]
fn the_smaller_layer_is_enumerated() {
    for (visible, hidden) in [(40, 6), (6, 40)] {
        let formula = RbmJoint(Rbm { visible, hidden });
        let count = visible + hidden + visible * hidden;
        let theta: Vec<f64> = (0..count as u64).map(|a| 0.7 * noise(5, a)).collect();
        let (b, rest) = theta.split_at(visible);
        let (c, w) = rest.split_at(hidden);
        // the six units of one layer by hand, the others in closed form
        let input = |on: &dyn Fn(usize) -> bool, unit: usize| -> f64 {
            if visible < hidden {
                c[unit] + (0..6).filter(|&i| on(i)).map(|i| w[i * hidden + unit]).sum::<f64>()
            } else {
                b[unit] + (0..6).filter(|&k| on(k)).map(|k| w[unit * hidden + k]).sum::<f64>()
            }
        };
        let own = if visible < hidden { b } else { c };
        let z: f64 = (0..64_u32)
            .map(|code| {
                let on = |k: usize| code >> k & 1 == 1;
                let bias: f64 = (0..6).filter(|&k| on(k)).map(|k| own[k]).sum();
                (bias + (0..40).map(|unit| input(&on, unit).exp().ln_1p()).sum::<f64>()).exp()
            })
            .sum();
        let found = log_z(&Brute::new(formula, &theta), Exact::default()).unwrap();
        assert!((found.estimate - z.ln()).abs() < 1e-11, "{found}: {}", z.ln());
        let layers =
            log_z(&Brute::new(RbmJoint(Rbm { visible, hidden }), &theta), by(ExactBy::Layers)).unwrap();
        assert!((layers.estimate - z.ln()).abs() < 1e-11, "{layers}");
        assert!(layers.reason.contains("6 sites"), "{layers}");
    }
}

#[test]
fn what_costs_too_much_says_how_much() {
    let model = at_random(Boltzmann::<f64>::new(40), 0.1, 1);
    let error = log_z(&model, Exact::default()).unwrap_err().to_string();
    // every pair is coupled: 40 sites, elimination with 2⁴⁰ + 2³⁹ + … entries, layers of 39 and one site
    assert_eq!(
        error,
        "exact sums would take 2^40.0 states by enumeration, 2^41.0 terms by elimination, 2^40.0 by layers; the limit is 2^30"
    );
    let error =
        log_z(&at_random(Boltzmann::<f64>::new(8), 0.1, 1), Exact { max_sites: 5, ..Exact::default() });
    assert!(error.unwrap_err().to_string().ends_with("the limit is 2^5"));
}

#[test]
fn normal_densities_of_2_to_100_dimensions_are_exact() {
    for n in [2, 3, 10, 30, 100] {
        let mut model = Gaussian::<f64>::new(n);
        // precision D + u uᵀ: det = Π D (1 + Σ u²/D) (matrix determinant lemma), inverse by Sherman & Morrison
        let d: Vec<f64> = (0..n as u64).map(|s| 1.5 + noise(1, s)).collect();
        let u: Vec<f64> = (0..n as u64).map(|s| noise(2, s)).collect();
        let eta: Vec<f64> = (0..n as u64).map(|s| 2.0 * noise(3, s)).collect();
        let mut theta = eta.clone();
        theta.extend((0..n * n).map(|k| if k / n == k % n { d[k / n] } else { 0.0 } + u[k / n] * u[k % n]));
        model.set_theta(&theta);
        let plus: f64 = 1.0 + u.iter().zip(&d).map(|(u, d)| u * u / d).sum::<f64>();
        let log_det = d.iter().map(|d| d.ln()).sum::<f64>() + plus.ln();
        let dot: f64 = (0..n).map(|s| u[s] / d[s] * eta[s]).sum();
        let mean: Vec<f64> = (0..n).map(|s| (eta[s] - u[s] * dot / plus) / d[s]).collect();
        let peak: f64 = eta.iter().zip(&mean).map(|(e, m)| 0.5 * e * m).sum();
        let expected = peak + 0.5 * (n as f64 * TAU.ln() - log_det);
        let found = log_z(&model, Exact::default()).unwrap();
        // second differences of energies of order n
        assert!((found.estimate - expected).abs() < 1e-11 * n as f64, "{found}: {expected}");
        let normal = Quadratic::new(&model).unwrap();
        let covariance = normal.covariance();
        let draws = normal.draws(2000, 4);
        for s in 0..n {
            assert!((normal.mean[s] - mean[s]).abs() < 1e-11 * n as f64);
            let variance = 1.0 / d[s] - (u[s] / d[s]).powi(2) / plus;
            assert!((covariance[[s, s]] - variance).abs() < 1e-11 * n as f64);
            // 5 standard errors of a mean of 2000, 145 looks: a false alarm once in 10⁴
            let drawn = draws.column(s).mean().unwrap();
            assert!((drawn - mean[s]).abs() < 5.0 * (variance / 2000.0).sqrt());
        }
    }
    let mut saddle = Gaussian::<f64>::new(2);
    saddle.set_theta(&[0.0, 0.0, 1.0, 2.0, 2.0, 1.0]);
    let error = log_z(&saddle, Exact::default()).unwrap_err().to_string();
    assert!(error.contains("not positive definite"), "{error}");
}

/// φ⁴ on a line with wrap-around: E = Σ ½ (x_i − x_{i+1})² + ½ m x_i² + λ x_i⁴.
#[derive(Clone, Debug)]
struct Phi4(usize);

impl Formula for Phi4 {
    type Space = (Sites<RealLine, Ix1>,);

    fn layout(&self) -> Layout {
        let sites = vec![SiteArray::new("x", Domain::Real, &[self.0])];
        Layout::new(sites, vec![ParamBlock::new("mass", &[]), ParamBlock::new("lambda", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let half = V::Real::from_f64(0.5);
        let mut energy = V::zero();
        for i in 0..self.0 {
            energy += (x[i] - x[(i + 1) % self.0]).square() * half;
            energy += x[i].square() * (half * theta[0]) + x[i].powi(4) * theta[1];
        }
        energy * beta
    }
}

/// Student-t experts on two real sites: E = Σ_k a ln(1 + u_k²/2), u = three directions in the plane.
#[derive(Clone, Debug)]
struct Experts(usize);

impl Formula for Experts {
    type Space = (Sites<RealLine, Ix1>,);

    fn layout(&self) -> Layout {
        let sites = vec![SiteArray::new("x", Domain::Real, &[self.0])];
        Layout::new(sites, vec![ParamBlock::new("alpha", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let mut energy = V::zero();
        for k in 0..3 {
            let mut u = V::zero();
            for (s, &x) in x.iter().enumerate() {
                u += x * V::Real::from_f64([[1.0, 0.3], [-0.5, 1.2], [0.8, -0.9]][k][s]);
            }
            energy += (u.square() * V::Real::from_f64(0.5)).ln_1p() * theta[0];
        }
        energy * beta
    }
}

/// By the midpoint rule on a grid: an oracle of its own.
fn grid<F: Formula>(model: &Brute<F>, reach: f64, cells: usize) -> f64 {
    let step = 2.0 * reach / cells as f64;
    let at = |k: usize| -reach + (k as f64 + 0.5) * step;
    let n = model.layout().site_count();
    let states: usize = cells.pow(n as u32);
    let state = |k: usize| (0..n as u32).map(|s| at(k / cells.pow(s) % cells)).collect::<Vec<f64>>();
    ((0..states).map(|k| (-model.plain(&state(k), 1.0)).exp()).sum::<f64>() * step.powi(n as i32)).ln()
}

#[test]
fn integrals_over_one_and_two_sites_meet_closed_forms() {
    let close = |found: f64, expected: f64, tolerance: f64| {
        assert!((found - expected).abs() < tolerance, "{found} {expected}");
    };
    let of = |c: &[(usize, f64)]| {
        let mut theta = [0.0; 8];
        c.iter().for_each(|&(k, value)| theta[k] = value);
        theta
    };
    let ln_gamma = ebm_runtime::special::ln_gamma::<f64>;
    // ∫ exp(−λu⁴) = Γ(1/4) λ^(−1/4) / 2
    let quartic = Brute::new(one::<RealLine>(Domain::Real, true), &of(&[(3, -3.0)]));
    close(quadrature(&quartic).unwrap(), ln_gamma(0.25) - 0.25 * 3.0_f64.ln() - 2.0_f64.ln(), 1e-9);
    // far from 0 and narrow
    let far = Brute::new(one::<RealLine>(Domain::Real, true), &of(&[(0, 5000.0), (1, -50.0)]));
    close(quadrature(&far).unwrap(), 125_000.0 + 0.5 * (TAU / 100.0).ln(), 1e-6);
    let gamma = Brute::new(one::<Positive>(Domain::Positive, true), &of(&[(0, -2.0), (4, 1.5)]));
    close(quadrature(&gamma).unwrap(), ln_gamma(2.5) - 2.5 * 2.0_f64.ln(), 1e-9);
    // poles at both ends
    let beta = Brute::new(one::<Unit>(Domain::Unit, true), &of(&[(4, -0.5), (5, -0.3)]));
    close(quadrature(&beta).unwrap(), ln_gamma(0.5) + ln_gamma(0.7) - ln_gamma(1.2), 1e-6);
    let angle = Brute::new(one::<Angle>(Domain::Angle, true), &of(&[(6, 1.5)]));
    // I₀(1.5) (Abramowitz & Stegun 1964, table 9.8: e^−1.5 I₀ = 0.3674336091)
    close(quadrature(&angle).unwrap(), TAU.ln() + 0.367_433_609_1_f64.ln() + 1.5, 1e-9);
    // without a normaliser
    let open: Brute<One<RealLine>> = Brute::new(one::<RealLine>(Domain::Real, true), &of(&[(0, 1.0)]));
    assert!(log_z(&open, Exact::default()).is_err());
    let wells = Brute::new(one::<RealLine>(Domain::Real, true), &of(&[(1, 4.0), (3, -0.5)]));
    close(quadrature(&wells).unwrap(), grid(&wells, 8.0, 10_000), 1e-9);
}

#[test]
fn fields_and_experts_meet_quadrature() {
    let phi4 = |n: usize| Brute::new(Phi4(n), &[-1.0, 0.3]);
    let experts = |n: usize| Brute::new(Experts(n), &[1.5]);
    let exact = |found: f64, expected: f64, tolerance: f64| {
        assert!((found - expected).abs() < tolerance, "{found} {expected}");
        found
    };
    // the grid is exact to rounding for φ⁴; beyond it the tails of experts fall as u⁻⁹, along the ridges of two as r⁻⁶
    let two = exact(log_z(&phi4(2), Exact::default()).unwrap().estimate, grid(&phi4(2), 5.0, 200), 1e-8);
    let one = log_z(&experts(1), Exact::default()).unwrap().estimate;
    exact(one, grid(&experts(1), 200.0, 100_000), 1e-9);
    let plane =
        exact(log_z(&experts(2), Exact::default()).unwrap().estimate, grid(&experts(2), 30.0, 400), 1e-4);
    // estimates from chains: slices of each site; 5 standard errors are missed once in two million times
    let short = AnnealedImportanceSampling { steps: 30, runs: 48, warm_up: 30, ..Default::default() };
    let holds = |found: ebm_runtime::LogZ, exact: f64| {
        assert_eq!(found.verdict, Verdict::Converged, "{found}");
        assert!((found.estimate - exact).abs() < 5.0 * found.standard_error, "{found}: {exact}");
    };
    holds(log_z(&phi4(2), short.clone()).unwrap(), two);
    holds(log_z(&phi4(4), short.clone()).unwrap(), grid(&phi4(4), 3.6, 16));
    holds(log_z(&experts(2), short).unwrap(), plane);
}
