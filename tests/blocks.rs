//! Blocks of Gibbs sampling as a user meets them: found from the energy, whatever its arrays, conditions and look-ups.

use ebm::prelude::*;
use ebm::runtime::kernel::{GibbsState, Kernel, Order};
use ebm::runtime::{Lane, Lanes, Model};

/// Restricted Boltzmann machine: neither layer sees itself.
#[energy_model]
pub fn rbm(
    #[visible(binary)] v: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] w: ArrayView2<f64>,
) -> f64 {
    -v.dot(&b) - h.dot(&c) - v.dot(&w.dot(&h))
}

/// A chain of sites, each with a normal measurement whose weights are fixed.
#[energy_model]
pub fn chain(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] weight: ArrayView1<f64>,
    #[param] j: f64,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy += 0.5 * weight[i] * square(y[i] - x[i]);
        if i > 0 {
            energy -= j * x[i] * x[i - 1];
        }
    }
    energy
}

/// On a ring, two pairs of categories that have to agree at the same time: a site is seen whether or not the other pair agrees.
#[energy_model]
pub fn agreement(#[visible(categorical(3))] x: ArrayView1<usize>, #[param] a: f64) -> f64 {
    let n = x.len();
    let mut energy = 0.0;
    for i in 0..n {
        if x[i] == x[(i + 1) % n] && x[(i + 2) % n] == x[(i + 3) % n] {
            energy += a;
        }
    }
    energy
}

/// The blocks of the kernel as it comes, from a state of the code `(7 site + 3 lane) mod count` at each site.
fn blocks<M: Model>(model: &M, order: Order) -> Vec<Vec<usize>>
where
    Gibbs: Kernel<M, State = GibbsState<M::Float>>,
{
    let value = |(site, domain): (usize, ebm::runtime::Domain)| {
        let code = |k: usize| (7 * site + 3 * k) % domain.value_count().unwrap_or(1);
        Lanes::from_fn(|k| ebm::runtime::Real::from_f64(domain.value(code(k))))
    };
    let x = model.layout().domains().into_iter().enumerate().map(value).collect();
    Gibbs { order, ..Gibbs::default() }.init(model, x).blocks().to_vec()
}

#[test]
fn layers_are_blocks() {
    let model = Rbm::new(RbmShape { v: [5], h: 3 }).unwrap();
    assert_eq!(blocks(&model.joint(), Order::Coloured), [vec![0, 1, 2, 3, 4], vec![5, 6, 7]]);
    // with the hidden layer summed out every visible site sees every other
    assert_eq!(blocks(&model, Order::Coloured), [[0], [1], [2], [3], [4]]);
}

#[test]
fn chains_have_two_colours_and_measurements_a_third() {
    let weight = Array1::from_vec(vec![1.0, 2.0, 0.5, 0.0]);
    let model = Chain::new(ChainShape { x: [4], y: [4] }, ChainFixed { weight }).unwrap();
    // y₀ sees x₀ only, and so may be drawn with x₁ and x₃
    assert_eq!(blocks(&model, Order::Coloured), [vec![0, 2, 5, 7], vec![1, 3, 4, 6]]);
}

#[test]
fn conditions_are_seen_whatever_the_state() {
    let model = Agreement::new(AgreementShape { x: [8] }).unwrap();
    assert_eq!(blocks(&model, Order::Coloured), [[0, 4], [1, 5], [2, 6], [3, 7]]);
    assert_eq!(
        model.sample_with(Gibbs { order: Order::Coloured, ..Gibbs::default() }, 10).unwrap().count(),
        10
    );
}
