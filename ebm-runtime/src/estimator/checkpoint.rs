//! Where a run keeps itself, so that it can go on after its process is gone.

use std::path::PathBuf;

use thiserror::Error;

use super::batches::Batches;
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::model::Model;
use crate::random::Streams;
use crate::real::Real;
use crate::store::{Store, StoreError};

/// A file in which a [`Trainer`](super::Trainer) keeps all that its run needs to go on.
///
/// If the file is there when a run starts, the run goes on from it, and ends with the parameters, to the bit, that it would have ended with
/// without interruption. A kill at any moment loses at most the steps since the last checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// The file. While it is written anew, its successor lies beside it with `.new` at the end of its name.
    pub path: PathBuf,
    /// Steps from one checkpoint to the next, at least 1. The end of a run is kept, too.
    pub every: usize,
}

impl Checkpoint {
    /// After every 100 steps, in this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), every: 100 }
    }

    /// The same file, written after so many steps each time.
    #[must_use]
    pub fn every(self, steps: usize) -> Self {
        Self { every: steps, ..self }
    }
}

/// Why a run cannot go on from a file, or cannot be kept in it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is of another run.
    #[error(
        "the checkpoint is of another run: its {what} is {found}, that of this run {expected}; remove the file to start anew"
    )]
    Other {
        /// What differs.
        what: &'static str,
        /// What stands in the file.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// It does not hold what this version writes.
    #[error("the checkpoint is damaged at `{name}`")]
    Damaged {
        /// The array.
        name: &'static str,
    },
}

/// What tells one run from another, in words.
pub(super) struct Identity([(&'static str, String); 5]);

impl Identity {
    pub(super) fn new<M: Model>(
        model: &M,
        coordinates: &Coordinates,
        data: &Examples,
        estimator: String,
        trainer: String,
    ) -> Self {
        let blocks = model.layout().params().iter();
        let blocks: Vec<String> = blocks.map(|block| format!("{}{:?}", block.name, block.shape)).collect();
        // what is learned is in the file; what is not has to be as it was
        let mut fixed = model.theta_f64();
        coordinates.to_public(&vec![0.0; coordinates.len()], &mut fixed);
        let given = model.givens().iter().map(|given| given.to_f64());
        let fixed = fingerprint(fixed.into_iter().chain(given));
        let rows = (0..data.count()).flat_map(|row| {
            let mut row_of = data.row::<f64>(row);
            row_of.push(data.weight(row));
            row_of
        });
        Self([
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            (
                "model",
                format!("{} of {} with {}, {fixed:016x} fixed", M::name(), M::Float::NAME, blocks.join(", ")),
            ),
            ("data", format!("{} examples, fingerprint {:016x}", data.count(), fingerprint(rows))),
            ("estimator", estimator),
            ("trainer", trainer),
        ])
    }

    pub(super) fn put(&self, store: &mut Store) {
        self.0.iter().for_each(|(what, text)| store.note(*what, text));
    }

    pub(super) fn check(&self, store: &Store) -> Result<(), CheckpointError> {
        for (what, expected) in &self.0 {
            let found = store.noted(what).unwrap_or("unknown");
            if found != expected {
                let (found, expected) = (found.to_owned(), expected.clone());
                return Err(CheckpointError::Other { what, found, expected });
            }
        }
        Ok(())
    }
}

/// FNV-1a over the bits (Fowler, Noll & Vo), to tell data apart that nobody made to be confused.
fn fingerprint(values: impl Iterator<Item = f64>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in values.flat_map(|value| value.to_bits().to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Keeps where batches are.
pub(super) fn put_batches(store: &mut Store, batches: &Batches) {
    let order: Vec<u64> = batches.order.iter().map(|&row| row as u64).collect();
    store.put_list("batches.order", &order);
    store.put_list("batches.next", &[batches.next as u64]);
    store.put_list("batches.shuffle", &batches.shuffle.words());
}

/// Brings batches to where they were.
pub(super) fn take_batches(store: &Store, batches: &mut Batches) -> Result<(), CheckpointError> {
    let order: Vec<usize> = store.list::<u64>("batches.order")?.into_iter().map(|row| row as usize).collect();
    let (mut sorted, mut known) = (order.clone(), batches.order.clone());
    sorted.sort_unstable();
    known.sort_unstable();
    if sorted != known {
        return Err(CheckpointError::Damaged { name: "batches.order" });
    }
    batches.order = order;
    batches.next = one(store, "batches.next")? as usize;
    batches.shuffle = Streams::from_words(&store.list::<u64>("batches.shuffle")?)
        .ok_or(CheckpointError::Damaged { name: "batches.shuffle" })?;
    Ok(())
}

/// A whole number.
pub(super) fn one(store: &Store, name: &'static str) -> Result<u64, CheckpointError> {
    store.list::<u64>(name)?.first().copied().ok_or(CheckpointError::Damaged { name })
}

/// A list of a length that is known.
pub(super) fn list(store: &Store, name: &'static str, length: usize) -> Result<Vec<f64>, CheckpointError> {
    let list = store.list::<f64>(name)?;
    if list.len() == length { Ok(list) } else { Err(CheckpointError::Damaged { name }) }
}
