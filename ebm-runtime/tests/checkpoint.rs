//! Checkpoints: a run that was killed and went on ends with the same parameters, to the bit.

mod made;
mod reference;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use ebm_runtime::data::Examples;
use ebm_runtime::estimator::{Centring, Checkpoint, CheckpointError, Estimator, FastWeights, Penalty};
use ebm_runtime::store::Store;
use ebm_runtime::{
    ContrastiveDivergence, Decay, Descent, FitError, Gibbs, Model, ParallelTempering, Pseudolikelihood,
    StochasticMaximumLikelihood, Trainer,
};
use made::population;
use reference::{Boltzmann, at_random};

/// Says to the test `child` that it is one, and where its checkpoint is.
const CHILD: &str = "EBM_TEST_CHECKPOINT";
/// Says which of the runs it makes.
const WHICH: &str = "EBM_TEST_RUN";

fn data() -> Examples {
    population(&at_random(Boltzmann::<f32>::new(5), 1.0, 8))
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ebm-checkpoint-{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&folder);
    folder
}

fn trainer(path: Option<&Path>) -> Trainer {
    let checkpoint = path.map(|path| Checkpoint::at(path).every(7));
    Trainer { checkpoint, least_steps: 400, epochs: 1, ..Trainer::default() }
}

/// One of the runs: bits of the parameters, and how many steps were made by this process.
fn run(which: usize, path: Option<&Path>, pause: Duration) -> (Vec<u32>, usize) {
    let tempered = ParallelTempering::geometric(Gibbs::default(), 3, 0.3);
    match which {
        0 => {
            let trainer = Trainer { descent: Descent::Adam, decay: Decay::Cosine, ..trainer(path) };
            one(&trainer, &StochasticMaximumLikelihood { chains: 40, batch: 7, ..Default::default() }, pause)
        }
        1 => {
            let estimator = StochasticMaximumLikelihood {
                kernel: tempered,
                chains: 16,
                sweeps: 1,
                warm_up: 3,
                batch: 9,
                seed: 5,
                l2: 0.01,
                fast: Some(FastWeights::default()),
                centring: Some(Centring::of(&Boltzmann::<f32>::new(5))),
            };
            one(&trainer(path), &estimator, pause)
        }
        2 => one(&trainer(path), &ContrastiveDivergence { batch: 10, ..Default::default() }, pause),
        _ => {
            let trainer = Trainer { batch: 6, l1: Penalty::on("w", 0.01), ..trainer(path) };
            one(&trainer, &Pseudolikelihood::default(), pause)
        }
    }
}

fn one<E: Estimator<Boltzmann<f32>>>(trainer: &Trainer, estimator: &E, pause: Duration) -> (Vec<u32>, usize) {
    let (mut model, data) = (Boltzmann::<f32>::new(5), data());
    let trainer = Trainer { check: 1, ..trainer.clone() };
    let mut steps = 0;
    trainer
        .on(estimator, &data)
        .validate(|model| f64::from(model.theta()[0]).abs())
        .watch(|_| {
            steps += 1;
            std::thread::sleep(pause);
            ControlFlow::Continue(())
        })
        .fit(&mut model)
        .unwrap();
    (model.theta().iter().map(|value| value.to_bits()).collect(), steps)
}

/// Not a test of its own: the process that is killed.
#[test]
fn child() {
    let (Ok(path), Ok(which)) = (std::env::var(CHILD), std::env::var(WHICH)) else { return };
    // some three seconds for all steps, if nobody kills it
    run(which.parse().unwrap(), Some(Path::new(&path)), Duration::from_millis(8));
}

/// The steps that a checkpoint has behind it; `None` where there is none yet.
fn steps_in(path: &Path) -> Option<u64> {
    Store::read(path).ok().map(|store| store.list::<u64>("counts").unwrap()[1])
}

#[test]
#[cfg(unix)]
fn a_killed_run_goes_on_to_the_same_bits() {
    for which in 0..4 {
        let (whole, all) = run(which, None, Duration::ZERO);
        let path = scratch(&format!("killed-{which}"));
        let mut reached = 0;
        for _ in 0..2 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["child", "--exact", "--test-threads=1"])
                .env(CHILD, &path)
                .env(WHICH, which.to_string())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap();
            let start = Instant::now();
            while steps_in(&path).is_none_or(|steps| steps < reached + 30) {
                assert!(start.elapsed() < Duration::from_secs(120), "no checkpoint");
                std::thread::sleep(Duration::from_millis(3));
            }
            // SIGKILL on Unix: nothing can be cleaned up
            child.kill().unwrap();
            let ended = child.wait_with_output().unwrap();
            assert!(!ended.status.success());
            // progress is for terminals
            assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
            reached = steps_in(&path).expect("a checkpoint is whole at any moment");
        }
        assert!((60..all as u64).contains(&reached), "{reached}");
        let (resumed, rest) = run(which, Some(&path), Duration::ZERO);
        assert_eq!(rest as u64, all as u64 - reached, "it goes on from the checkpoint");
        assert_eq!(resumed, whole, "run {which}");
        // once more: there is nothing left to do
        assert_eq!(run(which, Some(&path), Duration::ZERO), (whole, 0));
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_checkpoint_of_another_run_is_refused() {
    let path = scratch("other");
    run(3, Some(&path), Duration::ZERO);
    let (mut model, data) = (Boltzmann::<f32>::new(5), data());
    let trainer = Trainer { batch: 6, l1: Penalty::on("w", 0.01), check: 1, ..trainer(Some(&path)) };
    let estimator = Pseudolikelihood::default();
    let mut refuse = |trainer: &Trainer, estimator: &Pseudolikelihood, data: &Examples| match trainer
        .fit(&mut model, estimator, data)
    {
        Err(FitError::Checkpoint(CheckpointError::Other { what, .. })) => what,
        other => panic!("{other:?}"),
    };
    let faster = Trainer { rate: 0.1, ..trainer.clone() };
    assert_eq!(refuse(&faster, &estimator, &data), "trainer");
    assert_eq!(refuse(&trainer, &Pseudolikelihood { l2: 0.1 }, &data), "estimator");
    let fewer = data.select(0..31).unwrap();
    assert_eq!(refuse(&trainer, &estimator, &fewer), "data");
    std::fs::write(&path, b"{}").unwrap();
    let broken = trainer.fit(&mut model, &estimator, &data).unwrap_err().to_string();
    assert!(broken.contains("is no safetensors file"), "{broken}");
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_place_that_cannot_be_written_is_an_error_at_once() {
    let (mut model, data) = (Boltzmann::<f32>::new(5), data());
    let trainer = trainer(Some(Path::new("/no/such/folder/run.safetensors")));
    let error = trainer.fit(&mut model, &Pseudolikelihood::default(), &data).unwrap_err().to_string();
    assert!(error.starts_with("cannot create `/no/such/folder/run.safetensors.new`: "), "{error}");
}
