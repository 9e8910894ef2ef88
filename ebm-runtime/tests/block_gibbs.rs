//! Block Gibbs and the tables it is made of, against sums over all states.

mod made;
mod reference;

use ebm_runtime::factors::FactorGraph;
use ebm_runtime::kernel::{BlockGibbs, Chains, Kernel};
use ebm_runtime::random::Streams;
use ebm_runtime::{
    AnnealedImportanceSampling, Conditioned, Domain, Exact, Gibbs, Lane, Lanes, Local, Model, Real, Verdict,
    Workspace, log_z, sample_with,
};
use made::HardCore;
use made::brute::{Brute, Formula};
use made::formulas::{Counts, Field, Potts};
use reference::{Boltzmann, Lattice, at_random, check, noise};

/// Every state with the probability that the energy gives it at an inverse temperature.
fn law<M: Local>(model: &M, beta: f64) -> Vec<(Vec<f64>, f64)> {
    let theta = model.theta_f64();
    let mut work = Workspace::new();
    let states = check::states(model.layout()).into_iter();
    let mut law: Vec<(Vec<f64>, f64)> =
        states.map(|x| (x.clone(), (-model.energy(&theta, &x, beta, &mut work)).exp())).collect();
    let z: f64 = law.iter().map(|(_, weight)| weight).sum();
    law.iter_mut().for_each(|(_, weight)| *weight /= z);
    law
}

/// One step from exact draws leaves their law as it is. χ² of 3200 states over the cells that expect 5 and more; with tens of cells it
/// is above its mean by 8 standard deviations once in 10⁷ looks.
fn a_step_keeps_the_law<M: Local>(model: &M, entries: usize, beta: f64)
where
    Gibbs: Kernel<M>,
{
    let graph = FactorGraph::of_model(model).unwrap();
    let kernel = BlockGibbs::with_entries(&graph, entries);
    for kernel in [kernel.clone(), Kernel::<M>::reverse(&kernel)] {
        let law = law(model, beta);
        let mut seen = vec![0.0; law.len()];
        for mut streams in Streams::successive(9).take(20) {
            for _ in 0..10 {
                let uniform = streams.uniform();
                let draw = |k: usize| {
                    let mut left = uniform[k];
                    law.iter().position(|(_, p)| {
                        left -= p;
                        left < 0.0
                    })
                };
                let drawn: [usize; 16] = std::array::from_fn(|k| draw(k).unwrap_or(law.len() - 1));
                let sites = model.layout().site_count();
                let x = (0..sites).map(|s| Lanes::from_fn(|k| M::Float::from_f64(law[drawn[k]].0[s])));
                let mut state = kernel.init(model, x.collect());
                kernel.step(model, Lanes::splat(M::Float::from_f64(beta)), &mut state, &mut streams);
                for k in 0..16 {
                    let here: Vec<f64> = state.x().iter().map(|x| x.lane(k).to_f64()).collect();
                    seen[law.iter().position(|(x, _)| *x == here).unwrap()] += 1.0;
                }
            }
        }
        let total: f64 = seen.iter().sum();
        let (mut chi, mut cells) = (0.0, 0.0);
        for ((_, p), seen) in law.iter().zip(&seen).filter(|((_, p), _)| p * total > 5.0) {
            chi += (seen - p * total).powi(2) / (p * total);
            cells += 1.0;
        }
        assert!(chi < cells + 8.0 * (2.0_f64 * cells).sqrt(), "{}: {chi} of {cells}", M::name());
    }
}

fn potts(counts: &'static [usize]) -> Brute<Potts> {
    let entries = Potts(counts).layout().param_count() as u64;
    Brute::new(Potts(counts), &(0..entries).map(|a| noise(3, a)).collect::<Vec<f64>>())
}

fn lattice(rows: usize, cols: usize) -> Lattice<f32> {
    let mut lattice = Lattice::new(rows, cols);
    lattice.set_theta(&[0.4, 0.1]);
    lattice
}

/// Three sites at a time: E = −Σ_i a x_i x_{i+1} x_{i+2} − x_0 x_3, spins on a line.
#[derive(Clone, Debug)]
struct Triples(usize);

impl Formula for Triples {
    type Space = (ebm_runtime::Sites<ebm_runtime::Spin, ndarray::Ix1>,);

    fn layout(&self) -> ebm_runtime::Layout {
        use ebm_runtime::layout::{ParamBlock, SiteArray};
        let sites = vec![SiteArray::new("x", Domain::Spin, &[self.0])];
        ebm_runtime::Layout::new(sites, vec![ParamBlock::new("a", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let mut energy = -(x[0] * x[3]);
        for i in 0..self.0 - 2 {
            energy -= x[i] * x[i + 1] * x[i + 2] * theta[0];
        }
        energy * beta
    }
}

#[test]
fn steps_keep_the_law() {
    for entries in [2, 4, 64] {
        a_step_keeps_the_law(&lattice(3, 3), entries, 0.7);
        a_step_keeps_the_law(&potts(&[3, 4, 2]), entries, 1.0);
    }
    a_step_keeps_the_law(&Brute::new(Counts { n: 3, max: 3 }, &[0.9, 0.3]), 16, 1.0);
    a_step_keeps_the_law(&HardCore::new(6), 4, 1.0);
    a_step_keeps_the_law(&at_random(Boltzmann::<f64>::new(6), 1.0, 2), 8, 1.0);
    a_step_keeps_the_law(&Brute::new(Triples(6), &[0.7]), 8, 1.0);
}

/// ln of the unnormalised probability of every state, from the tables and from the energy.
fn tables_are_the_energy<M: Local>(model: &M) -> FactorGraph {
    let graph = FactorGraph::of_model(model).unwrap();
    let (theta, domains) = (model.theta_f64(), model.layout().domains());
    let givens: Vec<f64> = model.givens().iter().map(|g| g.to_f64()).collect();
    for x in check::states(model.layout()) {
        let codes: Vec<usize> = x.iter().zip(&domains).map(|(&x, d)| d.code(x).unwrap()).collect();
        let full = [x.as_slice(), &givens].concat();
        let (found, expected) =
            (-graph.log_weight(&codes), model.energy(&theta, &full, 1.0, &mut Workspace::new()));
        // sums of some tens of differences of order ten
        assert!(found == expected || (found - expected).abs() < 1e-12, "{found} {expected} at {x:?}");
    }
    graph
}

#[test]
fn tables_read_off_a_model_make_up_its_energy() {
    let largest = |graph: FactorGraph| graph.tables().iter().map(|t| t.scope().len()).max().unwrap();
    assert_eq!(largest(tables_are_the_energy(&lattice(3, 4))), 2);
    assert_eq!(largest(tables_are_the_energy(&potts(&[3, 1, 4, 2]))), 2);
    assert_eq!(largest(tables_are_the_energy(&Brute::new(Counts { n: 4, max: 3 }, &[0.9, 0.3]))), 2);
    assert_eq!(largest(tables_are_the_energy(&HardCore::new(7))), 2);
    assert_eq!(largest(tables_are_the_energy(&at_random(Boltzmann::<f64>::new(7), 1.0, 2))), 2);
    // a site with all its neighbours that were set before: three and four at a time
    assert_eq!(largest(tables_are_the_energy(&Brute::new(Triples(7), &[0.7]))), 4);
    let field = Brute::new(Field(3), &[0.7, -0.4, 1.1]);
    let row: Vec<f64> = (0..4).map(|k| noise(2, k)).collect();
    assert_eq!(largest(tables_are_the_energy(&Conditioned::new(field.clone(), &row).unwrap())), 2);
    let refused = FactorGraph::of_model(&field).unwrap_err().to_string();
    assert_eq!(
        refused,
        "the energy depends on `g`, which each example is given: it belongs to `model.given(&row)`"
    );
}

#[test]
fn paths_that_are_drawn_by_blocks_meet_the_sum() {
    let model = at_random(Boltzmann::<f64>::new(10), 6.0, 3);
    let exact = log_z(&model, Exact::default()).unwrap().estimate;
    let method = AnnealedImportanceSampling {
        steps: 30,
        runs: 48,
        warm_up: 10,
        ..AnnealedImportanceSampling::with_kernel(BlockGibbs::of_model(&model).unwrap())
    };
    let found = log_z(&model, method).unwrap();
    assert_eq!(found.verdict, Verdict::Converged, "{found}");
    // 5 standard errors are missed once in two million times
    assert!((found.estimate - exact).abs() < 5.0 * found.standard_error, "{found}: {exact}");
}

#[test]
fn tables_of_another_model_leave_site_gibbs() {
    let (model, other) = (lattice(3, 3), lattice(3, 4));
    let mut warm = lattice(3, 3);
    warm.set_theta(&[0.2, 0.1]);
    let plain = sample_with(&model, &Gibbs::default(), 64).unwrap();
    for tables in [&other, &warm] {
        let kernel = BlockGibbs::of_model(tables).unwrap();
        assert_eq!(sample_with(&model, &kernel, 64).unwrap(), plain);
    }
}
