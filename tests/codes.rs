//! Indices and conditions that depend on the state, against the functions they came from: conditions on equal sites,
//! sums that index tables, sites with numbers of values of their own, look-ups, covariates beside latent sites.
#![allow(
    dead_code,
    unused_variables,
    unreachable_pub,
    clippy::too_many_arguments,
    reason = "written as users write them"
)]

#[path = "models/check.rs"]
mod check;

use check::{BETA, Pair, Random};
use ebm::__private::{Local, MinimumProbabilityFlowObjective, ParamGradient, PseudolikelihoodObjective};
use ebm::prelude::*;

/// A Potts ferromagnet on a graph: conditions on two sites, on one site, on spins.
#[energy_model]
pub fn clustered(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
    #[param] price: f64,
    #[param] mixed: ArrayView1<f64>,
) -> f64 {
    let mut energy = 0.0;
    for &(a, b) in edges {
        if x[a] == x[b] {
            energy -= coupling;
        } else {
            energy += 0.3 * coupling * coupling;
        }
    }
    for i in 0..y.len() {
        if x[i] == 1 {
            energy += price * y[i];
        }
        for k in 0..i {
            if y[i] == y[k] {
                energy += mixed[x[i]] * softplus(price);
            }
        }
    }
    energy
}

/// A potential of the total, and counts as numbers and as indices.
#[energy_model]
pub fn totals(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(count(2))] c: ArrayView1<usize>,
    #[param(shape = x.len() + 1)] potential: ArrayView1<f64>,
    #[param(shape = (c.len(), 3))] table: ArrayView2<f64>,
    #[param] slope: f64,
) -> f64 {
    let total: usize = (0..x.len()).map(|i| x[i] as usize).sum();
    let mut energy = potential[total];
    for i in 0..c.len() {
        energy += table[[i, c[i]]] + slope * c[i] as f64 * c[(i + 1) % c.len()] as f64;
    }
    energy
}

/// Each site has its own number of categories; a function of looked-up entries.
#[energy_model]
pub fn ragged(
    #[visible(categorical(states))] z: ArrayView1<usize>,
    #[fixed] states: ArrayView1<usize>,
    #[param(shape = (z.len(), 4))] h: ArrayView2<f64>,
    #[param(shape = (4, 4))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..z.len() {
        energy -= h[[i, z[i]]];
        for k in 0..i {
            energy -= (w[[z[i], z[k]]] + 0.2 * h[[i, z[i]]]).tanh();
        }
    }
    energy
}

/// Covariates beside latent sites.
#[energy_model]
pub fn covariates(
    #[given] c: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[visible(binary)] v: ArrayView1<f64>,
    #[param] w: ArrayView2<f64>,
    #[param] u: ArrayView2<f64>,
) -> f64 {
    -v.dot(&w.dot(&h)) - c.dot(&u.dot(&h)) - 0.4 * v.sum() * c.sum()
}

/// Tables of sums of two counts around a ring and over a graph, signed distances, and conditions that read through a graph.
#[energy_model]
pub fn crowded(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[fixed] edges: ArrayView2<usize>,
    #[param(shape = 5)] t: ArrayView1<f64>,
    #[param(shape = edges.nrows())] j: ArrayView1<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy += t[x[i] + x[(i + 1) % x.len()]] * ((i as i64 - 2).rem_euclid(3)) as f64;
        energy += 0.3 * t[((i as isize - 1 + x.len() as isize) % x.len() as isize) as usize] * x[i] as f64;
    }
    for e in 0..edges.nrows() {
        energy += t[x[edges[[e, 0]]] + x[edges[[e, 1]]]].tanh();
        if x[edges[[e, 0]]] == x[edges[[e, 1]]] {
            energy -= j[e];
        }
    }
    energy
}

/// Two conditions at once along a row, at whose ends their neighbours do not exist.
#[energy_model]
pub fn windows(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param] a: f64,
    #[param] h: ArrayView2<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() - 3 {
        if x[i] == x[i + 1] && x[i + 2] == x[i + 3] {
            energy += a;
        }
    }
    for i in 0..x.len() {
        energy += h[[i, x[i]]];
    }
    energy
}

fn codes(x: &[f64]) -> Array1<usize> {
    x.iter().map(|&code| code as usize).collect()
}

/// All that a model with discrete sites only has, but for ratio matching of counts.
fn discrete<M>(model: &M, function: &dyn Fn(&[f64], &[f64]) -> f64, seed: u64)
where
    M: PseudolikelihoodObjective + MinimumProbabilityFlowObjective + Local + ParamGradient,
{
    let pair = Pair { model, function };
    let mut random = Random(seed);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 48));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..6]);
    pair.pseudolikelihood(&theta, &states[..6]);
    pair.minimum_probability_flow(&theta, &states[..6]);
}

#[test]
fn clusters() {
    let edges = vec![(0, 1), (1, 2), (2, 2), (0, 1), (3, 0)];
    let shape = ClusteredShape { x: [4], y: [3] };
    let model = Clustered::new(shape, ClusteredFixed { edges: edges.clone() }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let (x, y) = x.split_at(4);
        clustered(codes(x).view(), y.into(), &edges, theta[0], theta[1], theta[2..].into())
    };
    discrete(&model, &function, 21);
    let pair = Pair { model: &model, function: &function };
    let mut random = Random(22);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 6));
    pair.ratio_matching(&theta, &states);
}

#[test]
fn sums_that_index() {
    let model = Totals::new(TotalsShape { x: [4], c: [3] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        let ((x, c), (potential, theta)) = (x.split_at(4), theta.split_at(5));
        let table = ArrayView2::from_shape((3, 3), &theta[..9]).unwrap();
        totals(x.into(), codes(c).view(), potential.into(), table, theta[9])
    };
    discrete(&model, &function, 23);
}

#[test]
fn sums_of_two_counts() {
    let edges = array![[0, 1], [3, 1], [2, 2], [0, 1]];
    let shape = CrowdedShape { x: [4] };
    let model = Crowded::new(shape, CrowdedFixed { edges: edges.clone() }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        crowded(codes(x).view(), edges.view(), theta[..5].into(), theta[5..].into())
    };
    discrete(&model, &function, 29);
    // a site that does not exist, named by a condition or by the index of a table
    let far = Crowded::new(CrowdedShape { x: [4] }, CrowdedFixed { edges: array![[0, 1], [1, 4]] });
    let refused = far.map(drop).unwrap_err().to_string();
    assert!(refused.contains("x[edges[e, 1]]") && refused.contains('4'), "{refused}");
}

#[test]
fn conditions_at_the_ends() {
    let model = Windows::new(WindowsShape { x: [5] }).unwrap();
    let function = |x: &[f64], theta: &[f64]| {
        windows(codes(x).view(), theta[0], ArrayView2::from_shape((5, 3), &theta[1..]).unwrap())
    };
    discrete(&model, &function, 31);
}

#[test]
fn numbers_of_values_of_their_own() {
    let states = array![2, 4, 3];
    let fixed = RaggedFixed { states: states.clone() };
    let model = Ragged::new(RaggedShape { z: [3] }, fixed).unwrap();
    let function = |z: &[f64], theta: &[f64]| {
        let (h, w) = theta.split_at(12);
        let view = |rows, flat| ArrayView2::from_shape((rows, 4), flat).unwrap();
        ragged(codes(z).view(), states.view(), view(3, h), view(4, w))
    };
    discrete(&model, &function, 25);
}

#[test]
fn covariates_and_latents() {
    let (visible, hidden, given) = (3, 2, 2);
    let shape = CovariatesShape { v: [visible], c: [given], h: hidden };
    let own = Covariates::new(shape).unwrap();
    let energy = |v: &[f64], h: &[f64], c: &[f64], theta: &[f64]| {
        let (w, u) = theta.split_at(visible * hidden);
        let view = |rows, flat| ArrayView2::from_shape((rows, hidden), flat).unwrap();
        covariates(c.into(), h.into(), v.into(), view(visible, w), view(given, u))
    };
    let joint = ebm::__private::Latents::joint(&own);
    let function = |x: &[f64], theta: &[f64]| {
        let ((v, x), theta) = (x.split_at(visible), theta);
        energy(v, &x[..hidden], &x[hidden..], theta)
    };
    let pair = Pair { model: &joint, function: &function };
    let mut random = Random(26);
    let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 32));
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);

    let marginal = |x: &[f64], theta: &[f64]| {
        let (v, c) = x.split_at(visible);
        let all = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
        -all.iter().map(|h| (-BETA * energy(v, h, c, theta)).exp()).sum::<f64>().ln() / BETA
    };
    let pair = Pair { model: &own, function: &marginal };
    let states = pair.states(&mut random, 32);
    pair.energy(&theta, &states);
    pair.flips(&theta, &states);
    pair.param_gradient(&theta, &states[..4]);
}
