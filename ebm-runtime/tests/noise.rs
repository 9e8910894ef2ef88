//! Noise densities against their definitions, and noise-contrastive estimation against the truth.

mod made;
mod reference;

use std::sync::{Arc, Mutex};

use ebm_runtime::data::{Examples, ExamplesBuilder};
use ebm_runtime::log_z::{Exact, log_z};
use ebm_runtime::random::Streams;
use ebm_runtime::{
    ChowLiu, Domain, Energy, Estimator, Gaussian, Lane, Lanes, Model, Noise, NoiseContrastive, NoiseKind,
    Workspace, fit_with,
};
use made::{examples, population};
use ndarray::{Array2, array};
use reference::{Boltzmann, Gaussian as GaussianModel, at_random};

/// All 2ⁿ states of 0 and 1, one a lane, the last tile padded by repetition.
fn all(n: usize) -> Vec<Vec<Lanes<f64>>> {
    let count = 1_usize << n;
    let bit = |state: usize, s: usize| (state.min(count - 1) >> s & 1) as f64;
    (0..count.div_ceil(16))
        .map(|t| (0..n).map(|s| Lanes::from_fn(|k| bit(16 * t + k, s))).collect())
        .collect()
}

#[test]
fn the_density_of_a_tree_sums_to_one_and_is_that_of_its_draws() {
    let model = at_random(Boltzmann::<f64>::new(5), 1.5, 3);
    let tree = ChowLiu::fit(&population(&model), 0.01).unwrap();
    assert_eq!(tree.edges().count(), 4);
    let densities: Vec<f64> =
        all(5).iter().flat_map(|x| tree.log_density(x).0).map(f64::exp).take(32).collect();
    assert!((densities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    let mut streams = Streams::new(1);
    let mut counts = [0.0_f64; 32];
    for _ in 0..2000 {
        let x = tree.draw(&mut streams);
        for k in 0..16 {
            counts[(0..5).map(|s| (x[s].lane(k) as usize) << s).sum::<usize>()] += 1.0;
        }
    }
    let statistic: f64 =
        counts.iter().zip(&densities).map(|(count, p)| (count - 32_000.0 * p).powi(2) / (32_000.0 * p)).sum();
    // χ² with 31 degrees of freedom exceeds 67 once in 5,000 times
    assert!(statistic < 67.0, "{statistic}");
}

#[test]
fn a_chain_is_its_own_tree() {
    // x_{i+1} equals x_i with probability 0.8: neighbours share most, and the tree is the chain
    let rows = population(&{
        let mut chain = Boltzmann::<f64>::new(4);
        let coupling = 16.0_f64.ln();
        let mut theta = chain.theta().to_vec();
        // b, then w row by row: energy −Σ b x − Σ_{i<k} w x x, here 2 ln 4 · [x_i = x_{i+1}] in 0/1 coordinates
        for (site, b) in theta[..4].iter_mut().enumerate() {
            *b = if site == 0 || site == 3 { -coupling / 2.0 } else { -coupling };
        }
        for (i, k) in [(0, 1), (1, 2), (2, 3)] {
            theta[4 + 4 * i + k] = coupling;
            theta[4 + 4 * k + i] = coupling;
        }
        chain.set_theta(&theta);
        chain
    });
    let tree = ChowLiu::fit(&rows, 1e-9).unwrap();
    let mut edges: Vec<(usize, usize)> = tree.edges().map(|(a, b)| (a.min(b), a.max(b))).collect();
    edges.sort_unstable();
    assert_eq!(edges, [(0, 1), (1, 2), (2, 3)]);
}

#[test]
fn the_normal_density_has_the_moments_of_the_data() {
    let rows = array![[1.0, 2.0], [3.0, -1.0], [0.0, 0.5], [2.0, 4.0]];
    let data = ExamplesBuilder::new().array("x", Domain::Real, rows.view()).unwrap().finish().unwrap();
    let normal = Gaussian::fit(&data).unwrap();
    // by hand: mean (1.5, 1.375), covariance (divisor 4) [[1.25, −0.3125], [−0.3125, 3.421875]]
    let (a, b, c): (f64, f64, f64) = (1.25, -0.3125, 3.421_875);
    let determinant = a * c - b * b;
    let log = |x: f64, y: f64| {
        let (u, v) = (x - 1.5, y - 1.375);
        let form = (c * u * u - 2.0 * b * u * v + a * v * v) / determinant;
        -0.5 * form - std::f64::consts::TAU.ln() - 0.5 * determinant.ln()
    };
    let got = normal.log_density(&[Lanes::splat(0.3), Lanes::splat(-2.0)]).lane(5);
    assert!((got - log(0.3, -2.0)).abs() < 1e-12);
    let mut streams = Streams::new(4);
    let (mut sum, mut square, mut cross) = (0.0, 0.0, 0.0);
    for _ in 0..1000 {
        let x = normal.draw(&mut streams);
        sum += (x[0] - 1.5).total();
        square += ((x[0] - 1.5) * (x[0] - 1.5)).total();
        cross += ((x[0] - 1.5) * (x[1] - 1.375)).total();
    }
    // 16,000 draws: standard errors 0.0088, 0.014 and 0.016; five of them are missed once in 1.7 million times
    assert!((sum / 16_000.0).abs() < 0.044 && (square / 16_000.0 - a).abs() < 0.07, "{sum} {square}");
    assert!((cross / 16_000.0 - b).abs() < 0.082, "{cross}");
    let repeated = array![[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]];
    let data = ExamplesBuilder::new().array("x", Domain::Real, repeated.view()).unwrap().finish().unwrap();
    let message = "the covariance of the data is singular: `x[1]` follows from the sites before it";
    assert_eq!(Gaussian::fit(&data).unwrap_err().to_string(), message);
}

/// Data without sampling error and much noise: parameters and log Z are met up to the error that the noise leaves.
#[test]
fn noise_contrast_finds_parameters_and_log_z() {
    let truth = at_random(Boltzmann::<f64>::new(5), 1.0, 11);
    // weights of a million examples, so that there is as much noise as for them
    let data = population(&truth);
    let weights: Vec<f64> = data.weights().unwrap().iter().map(|weight| weight * 20_000.0).collect();
    let data = data.with_weights(weights).unwrap();
    for noise in [NoiseKind::Fitted, NoiseKind::Uniform, NoiseKind::Marginals] {
        let mut model = Boltzmann::<f64>::new(5);
        let fit = fit_with(&mut model, NoiseContrastive { noise, ..Default::default() }, &data).unwrap();
        assert!(fit.converged(), "{fit}");
        let furthest =
            model.theta().iter().zip(truth.theta()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        // 200,000 draws of noise leave about 1/√(200,000 · 0.1) = 0.007 a parameter; six of these
        assert!(furthest < 0.042, "{furthest}");
        let exact = log_z(&model, Exact::default()).unwrap().estimate;
        assert!((fit.log_z.unwrap() - exact).abs() < 0.03, "{} {exact}", fit.log_z.unwrap());
    }
}

#[test]
fn real_sites_are_told_from_their_normal_density() {
    // data that are normal: the noise is the truth, and the fit is exact but for what the noise leaves
    let mut streams = Streams::new(9);
    let rows = Array2::from_shape_simple_fn((4000, 1), || {
        let (radius, turn) = (streams.uniform()[0], streams.uniform()[0]);
        0.5 + (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    });
    let data: Examples =
        ExamplesBuilder::new().array("x", Domain::Real, rows.view()).unwrap().finish().unwrap();
    let mut model = at_random(GaussianModel::<f64>::new(1), 0.5, 2);
    let mut theta = model.theta().to_vec();
    theta[1] = 1.5;
    model.set_theta(&theta);
    let fit = fit_with(&mut model, NoiseContrastive::default(), &data).unwrap();
    let (eta, precision) = (model.theta()[0], model.theta()[1]);
    let mean = rows.mean().unwrap();
    // standard errors about √(1.1 / 4000) = 0.017 and 0.025; five of them
    assert!(
        (eta / precision - mean).abs() < 0.085 && (precision - 1.0).abs() < 0.15,
        "{fit} {eta} {precision}"
    );
    let log_z = 0.5 * (std::f64::consts::TAU / precision).ln() + eta * eta / (2.0 * precision);
    assert!((fit.log_z.unwrap() - log_z).abs() < 0.05, "{fit}");
}

#[test]
fn what_cannot_be_is_an_error() {
    let rows = array![[0.0, 1.0], [1.0, 1.0]];
    let model = Boltzmann::<f64>::new(2);
    let data = examples(&model, &rows);
    let refuse =
        |estimator: NoiseContrastive| fit_with(&mut model.clone(), estimator, &data).unwrap_err().to_string();
    let none = NoiseContrastive { ratio: 0.0, ..Default::default() };
    assert_eq!(refuse(none), "`ratio` of `NoiseContrastive` is 0, expected a finite number above 0");
    // noise that is 0 where the data are
    struct Nowhere;
    impl Noise for Nowhere {
        fn log_density(&self, _: &[Lanes<f64>]) -> Lanes<f64> {
            Lanes::splat(f64::NEG_INFINITY)
        }
        fn draw(&self, _: &mut Streams) -> Vec<Lanes<f64>> {
            vec![Lanes::zero(); 2]
        }
    }
    let own = NoiseContrastive { noise: NoiseKind::Own(Arc::new(Nowhere)), ..Default::default() };
    assert!(refuse(own).starts_with("the objective is NaN"));
}

/// Noise that remembers what it drew.
struct Remembered {
    tree: ChowLiu,
    draws: Mutex<Vec<Vec<Lanes<f64>>>>,
}

impl Noise for Remembered {
    fn log_density(&self, x: &[Lanes<f64>]) -> Lanes<f64> {
        self.tree.log_density(x)
    }

    fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
        let x = self.tree.draw(streams);
        self.draws.lock().unwrap().push(x.clone());
        x
    }
}

/// The loss as it is written, over single examples and single draws, and its slope by log Z.
fn loss(model: &Boltzmann<f64>, noise: &Remembered, data: &Examples, ratio: f64, c: f64) -> (f64, f64) {
    let contrast = |x: &[Lanes<f64>], k: usize| {
        let row: Vec<f64> = x.iter().map(|x| x.lane(k)).collect();
        -model.energy(model.theta(), &row, 1.0, &mut Workspace::new())
            - c
            - noise.log_density(x).lane(k)
            - ratio.ln()
    };
    let sigma = |g: f64| 1.0 / (1.0 + (-g).exp());
    let (mut value, mut slope) = (0.0, 0.0);
    for row in 0..data.count() {
        let x: Vec<Lanes<f64>> = data.row::<f64>(row).into_iter().map(Lanes::splat).collect();
        let g = contrast(&x, 0);
        value -= data.weight(row) / data.total_weight() * sigma(g).ln();
        slope += data.weight(row) / data.total_weight() * sigma(-g);
    }
    let draws = noise.draws.lock().unwrap();
    let count = (ratio * data.total_weight()).round() as usize;
    for number in 0..count {
        let g = contrast(&draws[number / 16], number % 16);
        value -= ratio / count as f64 * sigma(-g).ln();
        slope -= ratio / count as f64 * sigma(g);
    }
    (value, slope)
}

/// Equal draws are merged while they are drawn: value, gradient and log Z stay those of all draws one by one.
#[test]
fn merged_noise_gives_the_objective_of_single_draws() {
    let mut model = at_random(Boltzmann::<f64>::new(4), 1.0, 5);
    let data = population(&model);
    let data = data
        .clone()
        .with_weights(data.weights().unwrap().iter().map(|w| 30.0 * w).collect::<Vec<_>>())
        .unwrap();
    let noise = Arc::new(Remembered { tree: ChowLiu::fit(&data, 1.0).unwrap(), draws: Mutex::default() });
    for ratio in [0.5, 3.7] {
        noise.draws.lock().unwrap().clear();
        let estimator =
            NoiseContrastive { noise: NoiseKind::Own(noise.clone()), ratio, ..Default::default() };
        let mut state = estimator.start(&model, &data).unwrap();
        for size in [0.3, 5.0, 60.0] {
            model = at_random(Boltzmann::<f64>::new(4), size, 6);
            let theta = model.theta().to_vec();
            let mut gradient = vec![0.0; theta.len()];
            let value = estimator.evaluate(&model, &mut state, &theta, &mut gradient);
            let c = Estimator::<Boltzmann<f64>>::log_z(&estimator, &state).unwrap();
            let (expected, slope) = loss(&model, &noise, &data, ratio, c);
            // sums of some hundreds of terms, rounded differently; naive logistic functions lose digits where they are small
            assert!((value - expected).abs() < 1e-12 * expected.abs().max(1.0), "{value} {expected}");
            assert!(slope.abs() < 1e-12, "{slope}");
            let step = 1e-6;
            for (a, &found) in gradient.iter().enumerate() {
                let moved = |by: f64| {
                    let mut theta = theta.clone();
                    theta[a] += by;
                    let mut moved = model.clone();
                    moved.set_theta(&theta);
                    // log Z is at its minimum: its change does not count
                    loss(&moved, &noise, &data, ratio, c).0
                };
                let difference = (moved(step) - moved(-step)) / (2.0 * step);
                // third derivatives times h², and rounding over h
                assert!((found - difference).abs() < 1e-7 * expected.max(1.0), "{a}: {found} {difference}");
            }
        }
    }
}
