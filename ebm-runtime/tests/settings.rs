//! Settings that make no sense are refused before any work, by name, with what was given and what was expected.

mod made;
mod reference;

use std::fmt::Debug;

use ebm_runtime::data::Examples;
use ebm_runtime::estimator::{
    Checkpoint, Deterministic, Estimator, FastWeights, Penalty, fit_penalised, fit_using,
};
use ebm_runtime::kernel::Order;
use ebm_runtime::log_z::{
    AnnealedImportanceSampling, BridgeSampling, Ladder, LogZError, LogZMethod, ThermodynamicIntegration,
};
use ebm_runtime::optimise::Lbfgs;
use ebm_runtime::{
    BlockGibbs, ContrastiveDivergence, Decay, Descent, FitError, Gibbs, Hmc, Kernel, Langevin, Mala,
    MaximumLikelihood, Metropolis, MinimumProbabilityFlow, Model, NoiseContrastive, Nuts, ParallelTempering,
    Pseudolikelihood, RatioMatching, SampleError, ScoreMatching, StochasticMaximumLikelihood, Trainer,
    fit_with, sample_with,
};
use made::hidden::{LATENT, SEEN};
use made::{examples, population};
use ndarray::array;
use reference::{Boltzmann, Gaussian, Ising};

const POSITIVE: &str = "a finite number above 0";
const NOT_NEGATIVE: &str = "a finite number ≥ 0";
const BETWEEN: &str = "a number between 0 and 1";

/// A kernel with a wrong setting, the type that it is of, the setting, what was given, what was expected.
type Case<K> = (K, &'static str, &'static str, &'static str, &'static str);

fn message((_, of, name, found, expected): &Case<impl Sized>) -> String {
    format!("`{name}` of `{of}` is {found}, expected {expected}")
}

/// Neither draws nor fits by chains.
fn kernels_are_refused<M: ebm_runtime::ParamGradient, K: Kernel<M> + Debug>(
    model: &M,
    data: &Examples,
    cases: &[Case<K>],
) {
    for case in cases {
        let refused = sample_with(model, &case.0, 1).unwrap_err();
        assert!(matches!(refused, SampleError::Setting(_)), "{refused}");
        assert_eq!(refused.to_string(), message(case));
        let kernel = case.0.clone();
        let fresh = ContrastiveDivergence { kernel, steps: 1, batch: 8, seed: 0, l2: 0.0, centring: None };
        assert_eq!(refusal(model, fresh, data), message(case));
        let persistent = StochasticMaximumLikelihood {
            kernel: case.0.clone(),
            chains: 16,
            sweeps: 1,
            warm_up: 1,
            batch: 8,
            seed: 0,
            l2: 0.0,
            fast: None,
            centring: None,
        };
        assert_eq!(refusal(model, persistent, data), message(case));
    }
}

/// What a fit says that cannot begin.
fn refusal<M: Model, E: Estimator<M>>(model: &M, estimator: E, data: &Examples) -> String {
    let mut fitted = model.clone();
    let error = fit_with(&mut fitted, estimator, data).unwrap_err();
    assert!(matches!(error, FitError::Setting(_)), "{error}");
    assert!(fitted.theta() == model.theta());
    error.to_string()
}

fn binary() -> (Boltzmann<f64>, Examples) {
    let model = Boltzmann::<f64>::new(2);
    let data = population(&model);
    (model, data)
}

fn real() -> (Gaussian<f64>, Examples) {
    let mut model = Gaussian::<f64>::new(2);
    model.set_theta(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
    let data = examples(&model, &array![[0.1, 0.2], [0.3, -0.4], [-0.5, 0.1]]);
    (model, data)
}

#[test]
fn kernels_of_continuous_sites() {
    let (model, data) = real();
    let hmc = Hmc::default;
    let steps = [(0.0, "0"), (-0.1, "-0.1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")];
    let shares = [(0.0, "0"), (1.0, "1"), (-0.5, "-0.5"), (1.5, "1.5"), (f64::NAN, "NaN")];
    let mut cases = vec![(Hmc { leapfrogs: 0, ..hmc() }, "Hmc", "leapfrogs", "0", "at least 1")];
    for (step_size, found) in steps {
        cases.push((Hmc { step_size, ..hmc() }, "Hmc", "step_size", found, POSITIVE));
    }
    for (acceptance, found) in shares {
        cases.push((Hmc { acceptance, ..hmc() }, "Hmc", "acceptance", found, BETWEEN));
    }
    kernels_are_refused(&model, &data, &cases);
    let of_mala = cases
        .into_iter()
        .map(|(kernel, of, name, found, expected)| (Mala(kernel), of, name, found, expected));
    kernels_are_refused(&model, &data, &of_mala.collect::<Vec<_>>());

    let mut cases = Vec::new();
    for (deepest, found) in [(0, "0"), (31, "31")] {
        cases.push((Nuts { deepest, ..Nuts::default() }, "Nuts", "deepest", found, "a number from 1 to 30"));
    }
    for (step_size, found) in steps {
        cases.push((Nuts { step_size, ..Nuts::default() }, "Nuts", "step_size", found, POSITIVE));
    }
    for (acceptance, found) in shares {
        cases.push((Nuts { acceptance, ..Nuts::default() }, "Nuts", "acceptance", found, BETWEEN));
    }
    kernels_are_refused(&model, &data, &cases);

    let langevin = |(step_size, found)| {
        (Langevin { step_size, ..Langevin::default() }, "Langevin", "step_size", found, POSITIVE)
    };
    kernels_are_refused(&model, &data, &steps.map(langevin));
    let gibbs = |(width, found)| (Gibbs { width, ..Gibbs::default() }, "Gibbs", "width", found, POSITIVE);
    kernels_are_refused(&model, &data, &steps.map(gibbs));
}

#[test]
fn kernels_of_discrete_sites() {
    let (model, data) = binary();
    let widths = [(0.0, "0"), (f64::NAN, "NaN")];
    kernels_are_refused(
        &model,
        &data,
        &widths
            .map(|(width, found)| (Gibbs { width, ..Gibbs::default() }, "Gibbs", "width", found, POSITIVE)),
    );
    let blocks = |(width, found)| {
        let mut blocks = BlockGibbs::of_model(&model).unwrap();
        blocks.gibbs.width = width;
        (blocks, "Gibbs", "width", found, POSITIVE)
    };
    kernels_are_refused(&model, &data, &widths.map(blocks));
}

#[test]
fn ladders() {
    let (model, data) = binary();
    let ladder =
        |ladder: &[f64]| ParallelTempering { kernel: Metropolis::default(), ladder: ladder.to_vec() };
    let (first, within) = ("1: the replica that is seen", "a factor of β above 0 and at most 1");
    let order = "no more than the factor before it";
    let geometric = |replicas, last| ParallelTempering::geometric(Metropolis::default(), replicas, last);
    let cases = [
        (ladder(&[]), "ladder", "empty", "factors of β, the first of which is 1"),
        (ladder(&[0.9, 0.5]), "ladder[0]", "0.9", first),
        (ladder(&[f64::NAN]), "ladder[0]", "NaN", first),
        (ladder(&[1.0, 0.5, 0.0]), "ladder[2]", "0", within),
        (ladder(&[1.0, -0.5]), "ladder[1]", "-0.5", within),
        (ladder(&[1.0, f64::NAN, 0.5]), "ladder[1]", "NaN", within),
        (ladder(&[1.0, 2.0]), "ladder[1]", "2", within),
        (ladder(&[1.0, 0.25, 0.5]), "ladder[2]", "0.5", order),
        (geometric(0, 0.1), "ladder", "empty", "factors of β, the first of which is 1"),
        (geometric(2, 0.0), "ladder[1]", "0", within),
        (geometric(2, f64::NAN), "ladder[1]", "NaN", within),
        (geometric(3, 4.0), "ladder[1]", "2", within),
    ];
    let full =
        cases.map(|(kernel, name, found, expected)| (kernel, "ParallelTempering", name, found, expected));
    kernels_are_refused(&model, &data, &full);
    // what it moves by is looked at, too
    let kernel = ParallelTempering { kernel: Gibbs { width: -1.0, ..Gibbs::default() }, ladder: vec![1.0] };
    kernels_are_refused(&model, &data, &[(kernel, "Gibbs", "width", "-1", POSITIVE)]);
    // equal rungs are of no use, and of no harm
    for ladder in [ladder(&[1.0]), ladder(&[1.0, 1.0]), geometric(1, 0.1), geometric(4, 1.0)] {
        assert!(sample_with(&model, &ladder, 4).is_ok());
    }
}

/// Estimates of log Z ask for the same sense as draws do.
#[test]
fn kernels_of_log_z() {
    let (model, _) = binary();
    let kernel = ParallelTempering {
        kernel: Metropolis { order: Order::Forward, ..Metropolis::default() },
        ladder: vec![],
    };
    let refused = |error: LogZError| {
        assert_eq!(
            error.to_string(),
            "`ladder` of `ParallelTempering` is empty, expected factors of β, the first of which is 1"
        );
    };
    refused(AnnealedImportanceSampling::with_kernel(kernel.clone()).log_z(&model).unwrap_err());
    refused(BridgeSampling(Ladder::with_kernel(kernel.clone())).log_z(&model).unwrap_err());
    refused(ThermodynamicIntegration(Ladder::with_kernel(kernel)).log_z(&model).unwrap_err());
}

#[test]
fn numbers_of_chains_and_draws() {
    let (model, _) = binary();
    let metropolis = Metropolis { order: Order::Forward, ..Metropolis::default() };
    assert_eq!(sample_with(&model, &metropolis, 0).unwrap_err(), SampleError::NoDraws);
    let none = Metropolis { chains: 0, ..metropolis };
    assert_eq!(sample_with(&model, &none, 1).unwrap_err(), SampleError::NoChains);
    let none = ParallelTempering { kernel: Metropolis { thin: 0, ..metropolis }, ladder: vec![1.0] };
    assert_eq!(sample_with(&model, &none, 1).unwrap_err(), SampleError::NoSteps);
    let (model, _) = real();
    assert_eq!(
        sample_with(&model, &Nuts { chains: 0, ..Nuts::default() }, 1).unwrap_err(),
        SampleError::NoChains
    );
    assert_eq!(
        sample_with(&model, &Mala(Hmc { thin: 0, ..Hmc::default() }), 1).unwrap_err(),
        SampleError::NoSteps
    );
}

/// A wrong estimator is refused by `fit_with` and by a trainer.
macro_rules! refused {
    ($model:expr, $data:expr, $($estimator:expr => $message:expr;)*) => {$(
        assert_eq!(refusal($model, $estimator, $data), $message);
        let error = Trainer::default().fit(&mut $model.clone(), &$estimator, $data).unwrap_err();
        assert_eq!(error.to_string(), $message);
    )*};
}

fn strength(of: &str, found: f64) -> String {
    format!("`l2` of `{of}` is {found}, expected {NOT_NEGATIVE}")
}

#[test]
fn estimators_of_discrete_sites() {
    let (model, data) = binary();
    let spins = Ising::<f64>::new(2);
    let of_spins = population(&spins);
    let noise = NoiseContrastive::default;
    for l2 in [-1.0, f64::NAN, f64::INFINITY] {
        refused!(&spins, &of_spins,
            MaximumLikelihood::default().with_l2(l2) => strength("MaximumLikelihood", l2);
            Pseudolikelihood::default().with_l2(l2) => strength("Pseudolikelihood", l2);
            RatioMatching::default().with_l2(l2) => strength("RatioMatching", l2);
            MinimumProbabilityFlow::default().with_l2(l2) => strength("MinimumProbabilityFlow", l2);
            noise().with_l2(l2) => strength("NoiseContrastive", l2);
            StochasticMaximumLikelihood { l2, ..Default::default() } => strength("StochasticMaximumLikelihood", l2);
            ContrastiveDivergence { l2, ..Default::default() } => strength("ContrastiveDivergence", l2);
        );
    }
    let least = |of: &str, name: &str| format!("`{name}` of `{of}` is 0, expected at least 1");
    let persistent = StochasticMaximumLikelihood::default;
    for ratio in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let message = format!("`ratio` of `NoiseContrastive` is {ratio}, expected {POSITIVE}");
        refused!(&model, &data, NoiseContrastive { ratio, ..noise() } => message;);
    }
    let many = "`ratio` of `NoiseContrastive` is 1000000000000, expected at most 2³² draws in all";
    let fast =
        |rate, decay| StochasticMaximumLikelihood { fast: Some(FastWeights { rate, decay }), ..persistent() };
    let left = "a number from 0 to below 1";
    refused!(&model, &data,
        NoiseContrastive { ratio: 1e12, ..noise() } => many;
        StochasticMaximumLikelihood { chains: 0, ..persistent() } => least("StochasticMaximumLikelihood", "chains");
        StochasticMaximumLikelihood { sweeps: 0, ..persistent() } => least("StochasticMaximumLikelihood", "sweeps");
        StochasticMaximumLikelihood { batch: 0, ..persistent() } => least("StochasticMaximumLikelihood", "batch");
        fast(f64::NAN, 0.5) => format!("`rate` of `FastWeights` is NaN, expected {POSITIVE}");
        fast(0.1, 1.0) => format!("`decay` of `FastWeights` is 1, expected {left}");
        fast(0.1, -0.1) => format!("`decay` of `FastWeights` is -0.1, expected {left}");
        ContrastiveDivergence::with_steps(0) => least("ContrastiveDivergence", "steps");
        ContrastiveDivergence { batch: 0, ..Default::default() } => least("ContrastiveDivergence", "batch");
    );
}

#[test]
fn estimators_of_continuous_sites() {
    let (model, data) = real();
    for l2 in [-1.0, f64::NAN] {
        refused!(&model, &data,
            ScoreMatching::explicit().with_l2(l2) => strength("ScoreMatching", l2);
        );
    }
    for sigma in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let message = format!("`sigma` of `DenoisingScoreMatching` is {sigma}, expected {POSITIVE}");
        refused!(&model, &data, ScoreMatching::denoising(sigma) => message;);
    }
    let (mut sliced, mut noisy) = (ScoreMatching::sliced(), ScoreMatching::denoising(1.0));
    (sliced.slices, noisy.copies) = (0, 0);
    refused!(&model, &data,
        sliced => "`slices` of `SlicedScoreMatching` is 0, expected at least 1";
        noisy => "`copies` of `DenoisingScoreMatching` is 0, expected at least 1";
    );
    (sliced.l2, noisy.l2) = (-1.0, f64::NAN);
    refused!(&model, &data,
        sliced => strength("SlicedScoreMatching", -1.0);
        noisy => strength("DenoisingScoreMatching", f64::NAN);
    );
}

#[test]
fn latent_variables_that_are_sampled() {
    let model = made::hidden::Hidden::new(&[0.0; SEEN + LATENT + SEEN * LATENT + 1]);
    let data = examples(&model, &array![[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]);
    let (sml, cd) = (StochasticMaximumLikelihood::default, ContrastiveDivergence::default);
    let mut still = sml().clamped();
    still.sweeps = 0;
    let mut idle = cd().clamped();
    idle.sweeps = 0;
    let narrow = Gibbs { width: f64::NAN, ..Gibbs::default() };
    refused!(&model, &data,
        still.clone() => "`sweeps` of `Clamped` is 0, expected at least 1";
        idle.clone() => "`sweeps` of `Clamped` is 0, expected at least 1";
        StochasticMaximumLikelihood { chains: 0, ..sml() }.clamped()
            => "`chains` of `StochasticMaximumLikelihood` is 0, expected at least 1";
        ContrastiveDivergence { batch: 0, ..cd() }.clamped()
            => "`batch` of `ContrastiveDivergence` is 0, expected at least 1";
        ContrastiveDivergence { kernel: narrow, ..cd() }.clamped()
            => format!("`width` of `Gibbs` is NaN, expected {POSITIVE}");
    );
}

#[test]
fn trainers() {
    let trainer = Trainer::default;
    let momentum = |momentum| Trainer { descent: Descent::Momentum { momentum }, ..trainer() };
    let half = |half| Trainer { decay: Decay::Inverse { half }, ..trainer() };
    let left = "a number from 0 to below 1";
    let file = std::env::temp_dir().join("ebm-settings-that-are-refused.safetensors");
    let checkpoint = Some(Checkpoint::at(&file).every(0));
    let mut cases = vec![
        (
            Trainer { epochs: 0, least_steps: 0, ..trainer() },
            "epochs",
            "0",
            "at least 1 where `least_steps` is 0, too",
        ),
        (momentum(1.0), "descent.momentum", "1", left),
        (momentum(-0.1), "descent.momentum", "-0.1", left),
        (momentum(f64::NAN), "descent.momentum", "NaN", left),
        (half(0.0), "decay.half", "0", POSITIVE),
        (half(f64::NAN), "decay.half", "NaN", POSITIVE),
        (Trainer { limit: 0.0, ..trainer() }, "limit", "0", "a number above 0"),
        (Trainer { limit: f64::NAN, ..trainer() }, "limit", "NaN", "a number above 0"),
    ];
    for (rate, found) in [(0.0, "0"), (-0.1, "-0.1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        cases.push((Trainer { rate, ..trainer() }, "rate", found, POSITIVE));
    }
    let (model, data) = binary();
    let refuse = |trainer: &Trainer| {
        let error = trainer.fit(&mut model.clone(), &Pseudolikelihood::default(), &data).unwrap_err();
        assert!(matches!(error, FitError::Setting(_)), "{error}");
        let stochastic =
            trainer.fit(&mut model.clone(), &ContrastiveDivergence::default(), &data).unwrap_err();
        assert_eq!(stochastic.to_string(), error.to_string());
        error.to_string()
    };
    for (trainer, name, found, expected) in cases {
        assert_eq!(refuse(&trainer), format!("`{name}` of `Trainer` is {found}, expected {expected}"));
    }
    let text = refuse(&Trainer { checkpoint, ..trainer() });
    assert_eq!(text, "`every` of `Checkpoint` is 0, expected at least 1");
    assert!(!file.exists());
    for (l1, l2, text) in [
        (
            Penalty::of(f64::NAN),
            Penalty::default(),
            "`strength` of `l1` is NaN, expected a finite number ≥ 0",
        ),
        (Penalty::default(), Penalty::on("w", -1.0), "`w` of `l2` is -1, expected a finite number ≥ 0"),
        (
            Penalty::on("b", f64::INFINITY),
            Penalty::default(),
            "`b` of `l1` is inf, expected a finite number ≥ 0",
        ),
    ] {
        assert_eq!(refuse(&Trainer { l1: l1.clone(), l2: l2.clone(), ..trainer() }), text);
        let exact = Pseudolikelihood::default();
        let error = fit_penalised(&mut model.clone(), exact, &data, Lbfgs::default(), &l1, &l2).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
    // as many steps as a counter holds are no overflow: the run is left at its first check
    let long = Trainer { epochs: usize::MAX, batch: 1, progress: false, ..trainer() };
    let stop = |_: &ebm_runtime::estimator::Check<'_>| std::ops::ControlFlow::Break(());
    let run = long.on(&Pseudolikelihood::default(), &data).watch(stop).fit(&mut model.clone());
    assert!(run.is_ok());
}

#[test]
fn optimisers() {
    fn refuse<E: Estimator<Boltzmann<f64>, Mode = Deterministic>>(estimator: E, optimiser: Lbfgs) -> String {
        let (mut model, data) = binary();
        let error = fit_using(&mut model, estimator, &data, optimiser).unwrap_err();
        assert!(matches!(error, FitError::Setting(_)), "{error}");
        error.to_string()
    }
    let optimiser = Lbfgs::default;
    let mut cases = vec![
        (Lbfgs { max_iterations: 0, ..optimiser() }, "max_iterations", "0", "at least 1"),
        (Lbfgs { memory: 0, ..optimiser() }, "memory", "0", "at least 1"),
    ];
    for (tolerance, found) in [(-1e-9, "-0.000000001"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        cases.push((Lbfgs { tolerance, ..optimiser() }, "tolerance", found, NOT_NEGATIVE));
    }
    for (optimiser, name, found, expected) in cases {
        let message = format!("`{name}` of `Lbfgs` is {found}, expected {expected}");
        assert_eq!(refuse(MaximumLikelihood::default(), optimiser), message);
        assert_eq!(refuse(Pseudolikelihood::default(), optimiser), message);
    }
}
