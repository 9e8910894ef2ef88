//! Oracles: what any model must satisfy, given its energy as a plain function of (θ, x) in `f64`.
//!
//! Public, so that generated models are judged by the same functions: give them the user's own function. States are
//! all states for discrete sites, and pseudo-random numbers for continuous ones.

use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::domain::Domain;
use ebm_runtime::{Energy, Lane, Lanes, Layout, Local, Model, ParamGradient, PseudolikelihoodObjective};
use ebm_runtime::{Real, Score, Shift, Workspace};

use super::noise;

/// Step of central differences: their error is h² times a third derivative, and 1e-15 / h of rounding.
const STEP: f64 = 1e-5;

/// Bound for central differences with [`STEP`] where third derivatives and values are below 100.
const BY_DIFFERENCES: f64 = 1e-8;

/// Bound for sums of a few hundred terms of order one in another order.
const BY_ROUNDING: f64 = 1e-12;

/// The inverse temperature of all checks: any but 1 and 0 would do.
const BETA: f64 = 0.75;

/// The energy of one state, as simply as it can be written.
pub trait PlainEnergy: Fn(&[f64], &[f64]) -> f64 {}
impl<F: Fn(&[f64], &[f64]) -> f64> PlainEnergy for F {}

/// θ in `f64`.
pub fn theta<M: Model>(model: &M) -> Vec<f64> {
    model.theta().iter().map(|value| value.to_f64()).collect()
}

/// All states of a discrete model in order of code, the last site fastest; eight made-up states of a continuous one.
pub fn states(layout: &Layout) -> Vec<Vec<f64>> {
    let domains = layout.domains();
    if let Some(values) = domains.iter().map(|d| d.values()).collect::<Option<Vec<_>>>() {
        return values.iter().fold(vec![Vec::new()], |states, values| {
            let longer = |state: &Vec<f64>, value: f64| state.iter().copied().chain([value]).collect();
            states.iter().flat_map(|state| values.iter().map(move |&value| longer(state, value))).collect()
        });
    }
    let value = |seed: u64, s: usize| match domains[s].values() {
        Some(values) => values[usize::from(noise(seed, s as u64) > 0.0)],
        None => 2.0 * noise(seed, s as u64),
    };
    (0..8).map(|seed| (0..domains.len()).map(|s| value(seed, s)).collect()).collect()
}

/// Log probabilities of all states of a discrete model, from the plain energy.
pub fn log_probabilities(layout: &Layout, theta: &[f64], plain: impl PlainEnergy) -> Vec<f64> {
    let minus: Vec<f64> = states(layout).iter().map(|x| -plain(theta, x)).collect();
    let top = minus.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let log_z = top + minus.iter().map(|m| (m - top).exp()).sum::<f64>().ln();
    minus.iter().map(|m| m - log_z).collect()
}

fn close(what: &str, got: f64, want: f64, bound: f64) {
    let scale = want.abs().max(1.0);
    assert!((got - want).abs() <= bound * scale, "{what}: {got} instead of {want}");
}

/// The energy, alone and in lanes, in `f64` and (to its own rounding) in `f32`.
pub fn energy<M: Energy>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let single: Vec<f32> = theta.iter().map(|&value| value as f32).collect();
    let states = states(model.layout());
    let (mut one, mut many, mut short) = (Workspace::new(), Workspace::new(), Workspace::new());
    for tile in states.chunks(16) {
        let lanes: Vec<Lanes<f64>> =
            (0..tile[0].len()).map(|s| Lanes::from_fn(|k| tile[k % tile.len()][s])).collect();
        let short_lanes: Vec<Lanes<f32>> =
            lanes.iter().map(|value| Lanes::from_fn(|k| value.lane(k) as f32)).collect();
        let together = model.energy(&theta, &lanes, Lanes::splat(BETA), &mut many);
        let shortly = model.energy(&single, &short_lanes, Lanes::splat(BETA as f32), &mut short);
        for (k, x) in tile.iter().enumerate() {
            let want = BETA * plain(&theta, x);
            close("energy", model.energy(&theta, x, BETA, &mut one), want, BY_ROUNDING);
            assert_eq!(together.lane(k), model.energy(&theta, x, BETA, &mut one), "a lane is like a number");
            // f32: θ and every term rounded to 6e-8, some dozens of terms of order one
            close("energy in f32", f64::from(shortly.lane(k)), want, 2e-5);
        }
    }
}

/// `flip` at every discrete site of every state is a difference of plain energies.
pub fn flips<M: Local>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let mut work = Workspace::new();
    for mut x in states(model.layout()) {
        let here = plain(&theta, &x);
        for s in 0..x.len() {
            let domain = model.layout().domain_of(s);
            if domain == Domain::Real {
                continue;
            }
            let got = model.flip(&theta, &x, BETA, s, &mut work);
            let old = x[s];
            x[s] = domain.other(old);
            close("flip", got, BETA * (plain(&theta, &x) - here), BY_ROUNDING);
            x[s] = old;
        }
    }
}

/// `shift` at every continuous site is a difference of plain energies.
pub fn shifts<M: Shift>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let mut work = Workspace::new();
    for mut x in states(model.layout()) {
        let here = plain(&theta, &x);
        for s in (0..x.len()).filter(|&s| model.layout().domain_of(s) == Domain::Real) {
            for to in [-1.5, 0.0, x[s], 2.5] {
                let got = model.shift(&theta, &x, BETA, s, to, &mut work);
                let old = std::mem::replace(&mut x[s], to);
                close("shift", got, BETA * (plain(&theta, &x) - here), BY_ROUNDING);
                x[s] = old;
            }
        }
    }
}

/// The score is minus the central difference of the plain energy at continuous sites, 0 elsewhere.
pub fn score<M: Score>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let mut work = Workspace::new();
    for x in states(model.layout()) {
        let mut out = vec![f64::NAN; x.len()];
        model.score(&theta, &x, BETA, &mut out, &mut work);
        for (s, &out) in out.iter().enumerate() {
            let slope = match model.layout().domain_of(s) {
                Domain::Real => difference(&x, s, |x| plain(&theta, x)),
                _ => 0.0,
            };
            close("score", out, -BETA * slope, BY_DIFFERENCES);
        }
    }
}

/// `param_gradient` of sixteen weighted states at once, pulled back, is the slope of the plain energies by φ.
pub fn param_gradient<M: ParamGradient>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let (lanes, tile, weight) = weighted_tile(model.layout());
    let mut raw = vec![0.0; theta.len()];
    model.param_gradient(&theta, &lanes, Lanes::splat(BETA), weight, &mut raw, &mut Workspace::new());
    let total = |theta: &[f64]| (0..16).map(|k| BETA * weight.lane(k) * plain(theta, &tile[k])).sum::<f64>();
    compare_gradient("param_gradient", model, &raw, total);
}

/// The pseudolikelihood and its gradient against conditionals made of plain energies.
pub fn pseudolikelihood<M: PseudolikelihoodObjective>(model: &M, plain: impl PlainEnergy) {
    let theta = theta(model);
    let (lanes, tile, weight) = weighted_tile(model.layout());
    let domains = model.layout().domains();
    let objective = |theta: &[f64], x: &[f64]| {
        let mut x = x.to_vec();
        let here = (-plain(theta, &x)).exp();
        let mut sum = 0.0;
        for s in 0..x.len() {
            let old = x[s];
            x[s] = domains[s].other(old);
            sum -= (here / (here + (-plain(theta, &x)).exp())).ln();
            x[s] = old;
        }
        sum
    };
    let mut raw = vec![0.0; theta.len()];
    let mut work = Workspace::new();
    let value = model.pseudolikelihood(&theta, &lanes, &mut work);
    let again = model.pseudolikelihood_gradient(&theta, &lanes, weight, &mut raw, &mut work);
    for (k, x) in tile.iter().enumerate() {
        let want = objective(&theta, x);
        close("pseudolikelihood", value.lane(k), want, BY_ROUNDING);
        close("value beside the gradient", again.lane(k), want, BY_ROUNDING);
    }
    let total = |theta: &[f64]| (0..16).map(|k| weight.lane(k) * objective(theta, &tile[k])).sum::<f64>();
    compare_gradient("pseudolikelihood_gradient", model, &raw, total);
}

/// Sixteen states, as lanes and one by one, with weights of both signs and one that is 0.
fn weighted_tile(layout: &Layout) -> (Vec<Lanes<f64>>, Vec<Vec<f64>>, Lanes<f64>) {
    let states = states(layout);
    let tile: Vec<Vec<f64>> = (0..16).map(|k| states[(7 * k + 3) % states.len()].clone()).collect();
    let lanes = (0..layout.site_count()).map(|s| Lanes::from_fn(|k| tile[k][s])).collect();
    (lanes, tile, Lanes::from_fn(|k| if k == 5 { 0.0 } else { noise(9, k as u64) }))
}

fn compare_gradient<M: Model>(what: &str, model: &M, raw: &[f64], function: impl Fn(&[f64]) -> f64) {
    let coordinates = Coordinates::new(model.layout());
    let theta = theta(model);
    let mut gradient = vec![0.0; coordinates.len()];
    coordinates.pull_back(&theta, raw, &mut gradient);
    let phi = coordinates.to_free(&theta);
    let of_phi = |phi: &[f64]| {
        let mut theta = theta.clone();
        coordinates.to_public(phi, &mut theta);
        function(&theta)
    };
    for (a, &got) in gradient.iter().enumerate() {
        let what = format!("{what} by {}", coordinates.name(a));
        close(&what, got, difference(&phi, a, of_phi), BY_DIFFERENCES);
    }
}

fn difference(at: &[f64], a: usize, function: impl Fn(&[f64]) -> f64) -> f64 {
    let mut moved = at.to_vec();
    moved[a] = at[a] + STEP;
    let up = function(&moved);
    moved[a] = at[a] - STEP;
    (up - function(&moved)) / (2.0 * STEP)
}
