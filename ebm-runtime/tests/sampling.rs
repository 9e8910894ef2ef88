//! Draws: their law, and that it is the seed alone which decides about them.

mod reference;

use ebm_runtime::{Domain, Draws, FiniteSpace, Gibbs, Local, Model, SampleError, sample_with};
use reference::check::{self, PlainEnergy};
use reference::{Boltzmann, Graph, Ising, Lattice, at_random, energies};

/// The number of a state in [`check::states`].
fn number(x: &[f64]) -> usize {
    x.iter().fold(0, |number, &value| 2 * number + usize::from(value > 0.0))
}

fn draw(model: &impl Local<Space: FiniteSpace>, kernel: Gibbs, draws: usize) -> Draws {
    sample_with(model, &kernel, draws).unwrap()
}

/// χ² of independent draws of 4-site models: the last states of 4096 chains after 60 sweeps from a random start.
///
/// The couplings are so weak that 60 sweeps forget the start. With 15 degrees of freedom χ² is above 60 with
/// probability 2.5e-7 and below 1 with 2.5e-7; four looks at fixed seeds make a false alarm of 2e-6.
fn check_law<M: Local<Space: FiniteSpace>>(model: &M, plain: impl PlainEnergy) {
    let kernel = Gibbs { seed: 17, chains: 4096, warm_up: 60, ..Gibbs::default() };
    let draws = draw(model, kernel, 4096);
    let mut counts = [0.0; 16];
    for row in 0..draws.count() {
        counts[number(&draws.examples().row::<f64>(row))] += 1.0;
    }
    let log_p = check::log_probabilities(model.layout(), &check::theta(model), plain);
    let expected = log_p.iter().map(|log_p| 4096.0 * log_p.exp());
    let chi_squared: f64 = counts.iter().zip(expected).map(|(seen, mean)| (seen - mean).powi(2) / mean).sum();
    assert!(chi_squared < 60.0, "{}: {chi_squared}", M::name());
    assert!(chi_squared > 1.0, "{}: too good to be true, {chi_squared}", M::name());
}

#[test]
fn draws_follow_the_exact_law() {
    check_law(&at_random(Ising::<f32>::new(4), 0.5, 51), |t, x| energies::ising(4, t, x));
    check_law(&at_random(Boltzmann::<f32>::new(4), 0.8, 52), |t, x| energies::boltzmann(4, t, x));
    check_law(&at_random(Lattice::<f64>::new(2, 2), 0.3, 53), |t, x| energies::lattice(2, 2, t, x));
    let edges = [(0, 1), (1, 0), (2, 2), (3, 1)];
    let graph = at_random(Graph::<f64>::new(4, &edges), 0.5, 54);
    check_law(&graph, |t, x| energies::graph(&edges, 4, t, x));
}

#[test]
fn draws_do_not_depend_on_the_number_of_threads() {
    let model = at_random(Ising::<f32>::new(9), 0.4, 61);
    let kernel = Gibbs { chains: 100, warm_up: 20, thin: 2, seed: 3, ..Gibbs::default() };
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| draw(&model, kernel, 250))
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn a_chain_does_not_depend_on_the_others() {
    let model = at_random(Ising::<f64>::new(5), 0.4, 62);
    let few = draw(&model, Gibbs { chains: 3, warm_up: 10, ..Gibbs::default() }, 30);
    let many = draw(&model, Gibbs { chains: 20, warm_up: 10, ..Gibbs::default() }, 200);
    for step in 0..10 {
        for chain in 0..3 {
            let (few_row, many_row) = (3 * step + chain, 20 * step + chain);
            assert_eq!(few.chain_of(few_row), many.chain_of(many_row));
            assert_eq!(few.examples().row::<f64>(few_row), many.examples().row::<f64>(many_row));
        }
    }
    let other = draw(&model, Gibbs { seed: 1, chains: 3, warm_up: 10, ..Gibbs::default() }, 30);
    assert_ne!(few, other, "another seed draws otherwise");
}

#[test]
fn draws_come_in_the_shape_of_the_model() {
    let model = at_random(Lattice::<f32>::new(2, 3), 0.4, 63);
    let draws = draw(&model, Gibbs { warm_up: 1, ..Gibbs::default() }, 7);
    assert_eq!((draws.count(), draws.chains()), (7, 7), "no more chains than draws");
    let array = draws.array::<f32>(0).unwrap();
    assert_eq!(array.shape(), [7, 2, 3]);
    assert!(array.iter().all(|&value| Domain::Spin.contains(f64::from(value))));
    assert_eq!(array.as_slice().unwrap()[6..12], draws.examples().row::<f32>(1));
    assert_eq!(draws.array::<f32>(1), None);
}

#[test]
fn nothing_to_draw_is_an_error() {
    let model = Ising::<f32>::new(2);
    let refuse = |kernel: Gibbs, draws| sample_with(&model, &kernel, draws).unwrap_err();
    assert_eq!(refuse(Gibbs::default(), 0), SampleError::NoDraws);
    assert_eq!(refuse(Gibbs { chains: 0, ..Gibbs::default() }, 1), SampleError::NoChains);
    assert_eq!(refuse(Gibbs { thin: 0, ..Gibbs::default() }, 1), SampleError::NoSteps);
}

/// 64 chains of independent sites (no couplings) at known means: each mean lies within 5 of its own standard errors (false alarm
/// 6e-7 a site), and nothing is called doubtful that is not.
#[test]
fn draws_say_what_they_are_worth() {
    let mut model = Ising::<f64>::new(3);
    let layout = model.layout().clone();
    let theta: Vec<f64> =
        (0..layout.param_count()).map(|flat| if flat < 3 { 0.3 * flat as f64 } else { 0.0 }).collect();
    model.set_theta(&theta);
    let draws = draw(&model, Gibbs { chains: 64, warm_up: 10, seed: 5, ..Gibbs::default() }, 6410);
    let summary = draws.summary();
    assert_eq!(draws.chains_of(|state| state[0]).iter().map(Vec::len).collect::<Vec<_>>(), [100; 64]);
    let (energy, sites) = summary.quantities().split_last().unwrap();
    for (site, (name, of)) in sites.iter().enumerate() {
        assert_eq!(name, &format!("x[{site}]"));
        let exact = (0.3 * site as f64).tanh();
        assert!((of.mean - exact).abs() < 5.0 * of.mean_error.unwrap(), "{name}: {} {exact}", of.mean);
        assert!(of.is_reliable(), "{name}: {of:?}");
    }
    let exact: f64 = (0..3).map(|site| 0.3 * site as f64).map(|h| -h * h.tanh()).sum();
    assert_eq!(energy.0, "energy");
    assert!((energy.1.mean - exact).abs() < 5.0 * energy.1.mean_error.unwrap(), "{energy:?} {exact}");
    for (row, &energy) in draws.energies().iter().enumerate() {
        // three terms
        assert!((energy - energies::ising(3, &theta, &draws.examples().row::<f64>(row))).abs() < 1e-14);
    }
    assert!(draws.to_string().ends_with(&format!(
        "6410 draws of 64 chains; the chains agree (R-hat {:.3}, ESS {:.0})",
        summary.r_hat().unwrap(),
        summary.sample_size().unwrap()
    )));
    // a model whose chains cannot leave where they started
    let stuck = theta.iter().enumerate().map(|(flat, &h)| if flat < 3 { h } else { 8.0 }).collect::<Vec<_>>();
    model.set_theta(&stuck);
    let draws = draw(&model, Gibbs { chains: 16, warm_up: 10, seed: 5, ..Gibbs::default() }, 800);
    assert!(draws.to_string().contains("the chains disagree (R-hat"), "{draws}");
    let few = draw(&model, Gibbs { chains: 16, ..Gibbs::default() }, 20);
    assert!(few.to_string().ends_with("too few to say whether the chains agree"), "{few}");
}
