//! Kernels besides Gibbs, against exact laws and exact moments.

mod reference;

use ebm_runtime::kernel::{Chains, Kernel, Sampling};
use ebm_runtime::random::Streams;
use ebm_runtime::{
    Draws, Energy, Gibbs, Hmc, Lane, Lanes, Langevin, Mala, Metropolis, Model, Nuts, ParallelTempering,
    SampleError, sample_with,
};
use reference::check;
use reference::{Gaussian, Lattice, at_random, energies};

/// Independent last states of many chains against the law of all states: χ² with 15 degrees of freedom is above 60 once in four
/// million times.
fn check_discrete<K: Kernel<Lattice<f64>>>(kernel: &K) {
    let model = at_random(Lattice::<f64>::new(2, 2), 0.3, 53);
    let draws = sample_with(&model, kernel, 4096).unwrap();
    let mut counts = [0.0; 16];
    for row in 0..draws.count() {
        let x = draws.examples().row::<f64>(row);
        counts[x.iter().fold(0, |number, &value| 2 * number + usize::from(value > 0.0))] += 1.0;
    }
    let log_p = check::log_probabilities(model.layout(), &check::theta(&model), |t: &[f64], x: &[f64]| {
        energies::lattice(2, 2, t, x)
    });
    let expected = log_p.iter().map(|log_p| 4096.0 * log_p.exp());
    let chi_squared: f64 = counts.iter().zip(expected).map(|(seen, mean)| (seen - mean).powi(2) / mean).sum();
    assert!(chi_squared < 60.0, "{chi_squared}");
}

#[test]
fn discrete_kernels_draw_from_the_law() {
    check_discrete(&Metropolis { seed: 5, chains: 4096, warm_up: 60, ..Metropolis::default() });
    let gibbs = Gibbs { seed: 6, chains: 4096, warm_up: 60, ..Gibbs::default() };
    check_discrete(&ParallelTempering::geometric(gibbs, 4, 0.2));
}

/// A correlated normal density in three dimensions: mean (1, −1, 0.5), standard deviations 0.3 to 2.
fn normal() -> (Gaussian<f64>, [f64; 3], [[f64; 3]; 3]) {
    let covariance = [[0.09, 0.12, 0.0], [0.12, 4.0, 0.5], [0.0, 0.5, 1.0]];
    let mean = [1.0, -1.0, 0.5];
    let [[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3] = covariance;
    let determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    let adjugate = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    let precision = adjugate.map(|row| row.map(|entry: f64| entry / determinant));
    let eta = precision.map(|row| row.iter().zip(mean).map(|(p, m)| p * m).sum::<f64>());
    let mut model = Gaussian::new(3);
    model.set_theta(&[eta.to_vec(), precision.concat()].concat());
    (model, mean, covariance)
}

/// The last states of many chains: means and covariances within 5 standard errors, which nine tests miss once in 200,000 times.
fn check_normal(draws: &Draws) {
    let (_, mean, covariance) = normal();
    let n = draws.count() as f64;
    let rows: Vec<Vec<f64>> = (0..draws.count()).map(|row| draws.examples().row::<f64>(row)).collect();
    for s in 0..3 {
        let average = rows.iter().map(|x| x[s]).sum::<f64>() / n;
        let error = (covariance[s][s] / n).sqrt();
        assert!((average - mean[s]).abs() < 5.0 * error, "mean {s}: {average}");
        for t in 0..=s {
            let product = rows.iter().map(|x| (x[s] - mean[s]) * (x[t] - mean[t])).sum::<f64>() / n;
            // Var(uv) = c_ss c_tt + c_st² for centred normal u, v (Isserlis 1918)
            let error = ((covariance[s][s] * covariance[t][t] + covariance[s][t].powi(2)) / n).sqrt();
            assert!((product - covariance[s][t]).abs() < 5.0 * error, "covariance {s} {t}: {product}");
        }
    }
}

/// The last of 40 steps of 1024 chains from 0, without adaptation: what is tested is the invariance of the move itself. Six looks at
/// 5 standard errors are missed once in 300,000 times.
fn check_fixed<K: Kernel<Gaussian<f64>>>(kernel: &K, seed: u64) {
    let (model, mean, covariance) = normal();
    let mut rows = Vec::new();
    for mut streams in Streams::successive(seed).take(64) {
        let mut state = kernel.init(&model, vec![Lanes::zero(); 3]);
        for _ in 0..40 {
            kernel.step(&model, Lanes::one(), &mut state, &mut streams);
        }
        for k in 0..16 {
            rows.push(state.x().iter().map(|x| x.lane(k)).collect::<Vec<f64>>());
        }
    }
    for s in 0..3 {
        let average = rows.iter().map(|x| x[s]).sum::<f64>() / 1024.0;
        let square = rows.iter().map(|x| (x[s] - mean[s]).powi(2)).sum::<f64>() / 1024.0;
        assert!((average - mean[s]).abs() < 5.0 * (covariance[s][s] / 1024.0).sqrt(), "{s}: {average}");
        assert!((square / covariance[s][s] - 1.0).abs() < 5.0 * (2.0_f64 / 1024.0).sqrt(), "{s}: {square}");
    }
}

#[test]
fn continuous_kernels_draw_from_the_law_at_fixed_step_sizes() {
    check_fixed(&Hmc { leapfrogs: 12, step_size: 0.25, ..Hmc::default() }, 1);
    check_fixed(&Nuts { step_size: 0.25, ..Nuts::default() }, 2);
    // steps so long that energies are far from kept (0.57 is where the integrator breaks), and orbits cut off at four points
    check_fixed(&Nuts { step_size: 0.5, deepest: 2, ..Nuts::default() }, 3);
}

#[test]
fn adapted_kernels_draw_from_the_law() {
    let (model, ..) = normal();
    let hmc = Hmc { seed: 3, chains: 4096, warm_up: 150, thin: 10, ..Hmc::default() };
    check_normal(&sample_with(&model, &hmc, 4096).unwrap());
    let mala = Mala(Hmc { seed: 4, chains: 4096, warm_up: 400, thin: 20, ..Mala::default().0 });
    check_normal(&sample_with(&model, &mala, 4096).unwrap());
    let nuts = Nuts { seed: 5, chains: 1024, warm_up: 100, thin: 3, ..Nuts::default() };
    check_normal(&sample_with(&model, &nuts, 1024).unwrap());
}

#[test]
fn langevin_is_off_by_its_step() {
    // on a normal density of variance v the invariant variance of the unadjusted chain is v / (1 − ε²/4v)
    let mut model = Gaussian::<f64>::new(1);
    model.set_theta(&[0.0, 1.0]);
    let kernel = Langevin { seed: 2, chains: 16_000, warm_up: 60, step_size: 0.8, ..Langevin::default() };
    let draws = sample_with(&model, &kernel, 16_000).unwrap();
    let square = (0..16_000).map(|row| draws.examples().row::<f64>(row)[0].powi(2)).sum::<f64>() / 16_000.0;
    let expected = 1.0 / (1.0 - 0.16);
    // the standard error of a variance is √(2/n); 5 of them
    assert!((square / expected - 1.0).abs() < 5.0 * (2.0_f64 / 16_000.0).sqrt(), "{square} {expected}");
}

#[test]
fn chains_that_leave_the_numbers_are_an_error() {
    // each step multiplies the state by 1 − ε²/2 = −2.125: f64 holds a thousand of them
    let mut model = Gaussian::<f64>::new(1);
    model.set_theta(&[0.0, 1.0]);
    let kernel = Langevin { step_size: 2.5, ..Langevin::default() };
    let error = sample_with(&model, &kernel, 100_000).unwrap_err();
    assert!(matches!(error, SampleError::NotFinite { chain: 0, site: 0, .. }), "{error}");
    assert!(error.to_string().contains("chain 0 (from 0) left the numbers at draw"), "{error}");
}

/// The same draws on one thread and on two.
fn check_threads<M: Energy, K: Kernel<M>>(model: &M, kernel: &K) {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sample_with(model, kernel, 80).unwrap())
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn draws_do_not_depend_on_the_number_of_threads() {
    let (model, ..) = normal();
    let hmc = Hmc { chains: 40, warm_up: 30, ..Hmc::default() };
    let Sampling { chains, .. } = Kernel::<Gaussian<f64>>::sampling(&hmc);
    assert_eq!(chains, 40);
    check_threads(&model, &hmc);
    check_threads(&model, &Mala(hmc.clone()));
    check_threads(&model, &ParallelTempering::geometric(hmc, 3, 0.3));
    check_threads(&model, &Langevin { chains: 40, warm_up: 30, ..Langevin::default() });
    check_threads(&model, &Nuts { chains: 40, warm_up: 30, ..Nuts::default() });
    let gibbs = Gibbs { chains: 40, warm_up: 30, ..Gibbs::default() };
    check_threads(&model, &gibbs);
    let lattice = at_random(Lattice::<f32>::new(3, 4), 0.3, 54);
    check_threads(&lattice, &gibbs);
    check_threads(&lattice, &Metropolis { chains: 40, warm_up: 30, ..Metropolis::default() });
    check_threads(&lattice, &ParallelTempering::geometric(gibbs, 3, 0.3));
}
