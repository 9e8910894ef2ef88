//! A run to and from a checkpoint.

use super::super::checkpoint::{CheckpointError, Identity, list, one, put_batches, take_batches};
use super::super::{Estimator, FitError};
use super::run::{Best, Progress, Run};
use super::{Memory, Trainer};
use crate::model::Model;
use crate::store::Store;

impl<M: Model, E: Estimator<M>> Run<'_, M, E> {
    /// Made once: it takes in all examples.
    fn identity(&self) -> &Identity {
        let Self { model, coordinates, training, identity, .. } = self;
        identity.get_or_init(|| {
            let (estimator, data) = (training.estimator, training.data);
            let settings = format!("{}, l2 {}, {}", estimator.name(), estimator.l2(), estimator.settings());
            let trainer = Trainer { checkpoint: None, progress: false, ..training.trainer.clone() };
            Identity::new(model, coordinates, data, settings, format!("{trainer:?}"))
        })
    }

    /// Writes the checkpoint, where one is asked for.
    pub(super) fn keep(&self) -> Result<(), FitError> {
        let Some(checkpoint) = &self.training.trainer.checkpoint else { return Ok(()) };
        let mut store = Store::default();
        self.identity().put(&mut store);
        let Progress { phi, memory, done, sum, counted, objective, validation, best, idle } = &self.progress;
        store.put_list("phi", phi);
        store.put_list("velocity", &memory.velocity);
        store.put_list("square", &memory.square);
        store.put_list("gradient", &self.gradient);
        store.put_list("counts", &[memory.count, *done as u64, *counted as u64, *idle as u64]);
        store.put_list("sum", &[*sum]);
        store.put_list("objective", objective);
        store.put_list("validation", validation);
        if let Some(Best { phi, value, check }) = best {
            store.put_list("best.phi", phi);
            store.put_list("best.value", &[*value]);
            store.put_list("best.check", &[*check as u64]);
        }
        if let Some(batches) = &self.batches {
            put_batches(&mut store, batches);
        }
        self.training.estimator.keep(&self.state, &mut store);
        store.write(&checkpoint.path).map_err(CheckpointError::from)?;
        Ok(())
    }

    /// Goes on from the checkpoint, where there is one.
    pub(super) fn resume(&mut self) -> Result<(), FitError> {
        let Some(checkpoint) = &self.training.trainer.checkpoint else { return Ok(()) };
        if !checkpoint.path.exists() {
            return Ok(());
        }
        let store = Store::read(&checkpoint.path).map_err(CheckpointError::from)?;
        self.identity().check(&store)?;
        let progress = self.progress_of(&store)?;
        if progress.done == 0 {
            return Ok(());
        }
        self.progress = progress;
        self.gradient = list(&store, "gradient", self.coordinates.len())?;
        if let Some(batches) = &mut self.batches {
            take_batches(&store, batches)?;
        }
        self.place();
        self.training.estimator.resume(&self.model, &mut self.state, &store)?;
        Ok(())
    }

    fn progress_of(&self, store: &Store) -> Result<Progress, CheckpointError> {
        let size = self.coordinates.len();
        let counts = store.list::<u64>("counts")?;
        let [count, done, counted, idle] = counts[..] else {
            return Err(CheckpointError::Damaged { name: "counts" });
        };
        let best = match store.names().any(|name| name == "best.phi") {
            false => None,
            true => Some(Best {
                phi: list(store, "best.phi", size)?,
                value: list(store, "best.value", 1)?[0],
                check: one(store, "best.check")? as usize,
            }),
        };
        let objective: Vec<f64> = store.list("objective")?;
        if best.as_ref().is_some_and(|best: &Best| best.check >= objective.len()) {
            return Err(CheckpointError::Damaged { name: "best.check" });
        }
        Ok(Progress {
            phi: list(store, "phi", size)?,
            memory: Memory {
                velocity: list(store, "velocity", size)?,
                square: list(store, "square", size)?,
                count,
            },
            done: done as usize,
            sum: list(store, "sum", 1)?[0],
            counted: counted as usize,
            objective,
            validation: store.list("validation")?,
            best,
            idle: idle as usize,
        })
    }
}
