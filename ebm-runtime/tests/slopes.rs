//! Kernels that follow slopes, on every domain: positive sites, bounded ones, angles, and discrete ones that have to stay.

mod made;
mod reference;

use ebm_runtime::domain::{Angle, Interval, Positive, RealLine, Sites, Spin, Unit};
use ebm_runtime::kernel::Kernel;
use ebm_runtime::layout::{Layout, SiteArray};
use ebm_runtime::{Domain, Draws, Hmc, Lane, Langevin, Mala, Model, Nuts, Real, sample_with};
use made::brute::{Brute, Formula};
use ndarray::Ix1;

/// The name of a quantity, its value at a state, and its exact mean.
type Moment = (&'static str, fn(&[f64]) -> f64, f64);

/// Gamma(3, 2) at p and N(0, 1/p) at r; Beta(0.7, 2) at u; ∝ e^(−1.5 i) at i in (−2, 1); von Mises (1, 2) at t; a spin s.
#[derive(Clone, Debug)]
struct Everywhere;

impl Formula for Everywhere {
    type Space = (
        Sites<Positive, Ix1>,
        Sites<RealLine, Ix1>,
        Sites<Unit, Ix1>,
        Sites<Interval, Ix1>,
        Sites<Angle, Ix1>,
        Sites<Spin, Ix1>,
    );

    fn layout(&self) -> Layout {
        let site = |name: &str, domain| SiteArray::new(name, domain, &[1]);
        let sites = vec![
            site("p", Domain::Positive),
            site("r", Domain::Real),
            site("u", Domain::Unit),
            site("i", Domain::Interval(-2.0, 1.0)),
            site("t", Domain::Angle),
            site("s", Domain::Spin),
        ];
        Layout::new(sites, Vec::new())
    }

    fn energy<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V) -> V {
        let number = V::Real::from_f64;
        let &[p, r, u, i, t, _] = x else { unreachable!("six sites") };
        let gamma = p * number(2.0) - p.ln() * number(2.5) + p * r * r * number(0.5);
        let bounded = u.ln() * number(0.3) - (-u).ln_1p() + i * number(1.5);
        (gamma + bounded - (t - number(1.0)).cos() * number(2.0)) * beta
    }
}

/// ∫ f(i) e^(−1.5 i) di / ∫ e^(−1.5 i) di over (−2, 1), by midpoints.
fn of_the_interval(f: fn(f64) -> f64) -> f64 {
    let points = (0..30_000).map(|k| -2.0 + 3.0 * (f64::from(k) + 0.5) / 30_000.0);
    let (sum, total) = points.fold((0.0, 0.0), |(sum, total), i| {
        let weight = (-1.5 * i).exp();
        (sum + weight * f(i), total + weight)
    });
    sum / total
}

/// The last states of 512 chains: 15 looks at 5 standard errors, missed once in 100,000 times.
fn check(draws: &Draws) {
    let moments: [Moment; 15] = [
        ("p", |x| x[0], 1.5),
        ("p²", |x| x[0] * x[0], 3.0),
        // ψ(3) − ln 2, ψ(3) = 3/2 − γ
        ("ln p", |x| x[0].ln(), 1.5 - 0.577_215_664_901_532_9 - 2.0_f64.ln()),
        ("r", |x| x[1], 0.0),
        ("p r²", |x| x[0] * x[1] * x[1], 1.0),
        ("u", |x| x[2], 0.7 / 2.7),
        ("u²", |x| x[2] * x[2], 0.7 * 1.7 / (2.7 * 3.7)),
        ("(1 − u)²", |x| (1.0 - x[2]).powi(2), 2.0 * 3.0 / (2.7 * 3.7)),
        ("i", |x| x[3], of_the_interval(|i| i)),
        ("i²", |x| x[3] * x[3], of_the_interval(|i| i * i)),
        ("e^i", |x| x[3].exp(), of_the_interval(f64::exp)),
        // I₁(2) / I₀(2), Abramowitz & Stegun (1964), table 9.8
        ("cos(t − 1)", |x| (x[4] - 1.0).cos(), 0.697_774_657_964),
        ("sin(t − 1)", |x| (x[4] - 1.0).sin(), 0.0),
        // sites that have nothing to do with each other
        ("r u", |x| x[1] * x[2], 0.0),
        ("sin(t − 1) i", |x| (x[4] - 1.0).sin() * x[3], 0.0),
    ];
    let rows: Vec<Vec<f64>> = (0..draws.count()).map(|row| draws.examples().row(row)).collect();
    let n = rows.len() as f64;
    for (name, function, want) in moments {
        let got = rows.iter().map(|x| function(x)).sum::<f64>() / n;
        let variance = rows.iter().map(|x| (function(x) - got).powi(2)).sum::<f64>() / n;
        let error = (variance / n).sqrt();
        assert!((got - want).abs() < 5.0 * error, "{name}: {got} instead of {want} ± {error}");
    }
    for row in &rows {
        let domains = Everywhere.layout().domains();
        assert!(row.iter().zip(domains).all(|(&value, domain)| domain.contains(value)), "{row:?}");
    }
    let up = rows.iter().filter(|x| x[5] > 0.0).count();
    // binomial with variance n / 4
    assert!((up as f64 - 0.5 * n).abs() < 5.0 * (0.25 * n).sqrt(), "spins stay as they were drawn: {up}");
}

fn draw(kernel: &impl Kernel<Brute<Everywhere>>) -> Draws {
    sample_with(&Brute::new(Everywhere, &[]), kernel, 512).unwrap()
}

#[test]
fn hamiltonian_orbits_stay_inside_every_domain() {
    check(&draw(&Hmc { seed: 1, chains: 512, warm_up: 30, thin: 20, leapfrogs: 8, ..Hmc::default() }));
    let mala = Hmc { seed: 2, chains: 512, warm_up: 60, thin: 100, step_size: 0.5, ..Mala::default().0 };
    check(&draw(&Mala(mala)));
}

#[test]
fn orbits_without_u_turns_stay_inside_every_domain() {
    check(&draw(&Nuts { seed: 3, chains: 512, warm_up: 20, thin: 10, ..Nuts::default() }));
}

/// ln x standard normal.
#[derive(Clone, Debug)]
struct LogNormal;

impl Formula for LogNormal {
    type Space = (Sites<Positive, Ix1>,);

    fn layout(&self) -> Layout {
        Layout::new(vec![SiteArray::new("x", Domain::Positive, &[1])], Vec::new())
    }

    fn energy<V: Lane>(&self, _: &[V::Real], x: &[V], beta: V) -> V {
        (x[0].ln().square() * V::Real::from_f64(0.5) + x[0].ln()) * beta
    }
}

#[test]
fn langevin_moves_logarithms() {
    // on a normal density of variance 1 the invariant variance of the unadjusted chain is 1 / (1 − ε²/4)
    let model = Brute::new(LogNormal, &[]);
    let kernel = Langevin { seed: 2, chains: 4000, warm_up: 60, step_size: 0.8, ..Langevin::default() };
    let draws = sample_with(&model, &kernel, 4000).unwrap();
    let square = (0..4000).map(|row| draws.examples().row::<f64>(row)[0].ln().powi(2)).sum::<f64>() / 4000.0;
    // the standard error of a variance is √(2/n); 5 of them
    assert!((square * (1.0 - 0.16) - 1.0).abs() < 5.0 * (2.0_f64 / 4000.0).sqrt(), "{square}");
}

#[test]
fn extreme_places_stay_inside() {
    // steps of 1e8 on the line: far beyond where f64 can tell σ(y) from 0 and 1
    let model = Brute::new(Everywhere, &[]);
    let kernel = Langevin { seed: 4, chains: 16, warm_up: 3, step_size: 1e8, ..Langevin::default() };
    let draws = sample_with(&model, &kernel, 16).unwrap();
    for row in 0..draws.count() {
        for (value, domain) in draws.examples().row::<f64>(row).into_iter().zip(model.layout().domains()) {
            assert!(domain.contains(value) || domain == Domain::Real, "{value} in {domain:?}");
        }
    }
}
