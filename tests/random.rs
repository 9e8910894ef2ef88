//! Random energies through `#[energy_model]`: what the generated code computes, against the function that the energy
//! is, which is called as it stands.
//!
//! The energies are written by `cargo run -p ebm-compiler --example write_random`.

#[path = "models/check.rs"]
#[allow(dead_code, reason = "random energies have no more than these capabilities")]
mod check;

use check::{Pair, Random};
use ebm::__private::{MinimumProbabilityFlowObjective, PseudolikelihoodObjective, RatioMatchingObjective};
use ebm::runtime::kernel::{GibbsState, Kernel};
use ebm::runtime::{Energy, Gibbs, Local, ParamGradient, Score, Shift};
use ndarray::{Array, ArrayView, IntoDimension};

/// A flat slice, from which arrays are taken in order of declaration.
struct Flat<'a>(&'a [f64]);

impl<'a> Flat<'a> {
    fn array<S: IntoDimension>(&mut self, shape: S) -> ArrayView<'a, f64, S::Dim> {
        let shape = shape.into_dimension();
        let (taken, rest) = self.0.split_at(ndarray::Dimension::size(&shape));
        self.0 = rest;
        ArrayView::from_shape(shape, taken).unwrap()
    }

    fn codes<S: IntoDimension>(&mut self, shape: S) -> Array<usize, S::Dim> {
        self.array(shape).mapv(|code| code as usize)
    }

    fn number(&mut self) -> f64 {
        self.array(())[()]
    }
}

/// Fixed data.
fn filled<S: IntoDimension, A>(shape: S, entries: Vec<A>) -> Array<A, S::Dim> {
    Array::from_shape_vec(shape.into_dimension(), entries).unwrap()
}

/// A model with parameters and states.
struct Sample<'a, M> {
    pair: Pair<'a, M>,
    theta: Vec<f64>,
    states: Vec<Vec<f64>>,
}

impl<'a, M: Energy> Sample<'a, M> {
    /// Sixteen states for all lanes and one for a single one.
    fn draw(model: &'a M, function: &'a dyn Fn(&[f64], &[f64]) -> f64, seed: u64) -> Self {
        let pair = Pair { model, function };
        let mut random = Random(seed);
        let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 17));
        Self { pair, theta, states }
    }

    fn energy(&self) {
        self.pair.energy(&self.theta, &self.states);
    }

    fn param_gradient(&self)
    where
        M: ParamGradient,
    {
        self.pair.param_gradient(&self.theta, &self.states[..3]);
    }

    fn flips(&self)
    where
        M: Local<Float = f64>,
        Gibbs: Kernel<M, State = GibbsState<f64>>,
    {
        self.pair.flips(&self.theta, &self.states);
        self.pair.colours(&self.theta, &self.states[..3]);
    }

    fn continuous(&self)
    where
        M: Shift + Score,
    {
        self.pair.continuous(&self.theta, &self.states[..3]);
    }

    fn pseudolikelihood(&self)
    where
        M: PseudolikelihoodObjective,
    {
        self.pair.pseudolikelihood(&self.theta, &self.states[..3]);
    }

    fn ratio_matching(&self)
    where
        M: RatioMatchingObjective,
    {
        self.pair.ratio_matching(&self.theta, &self.states[..3]);
    }

    fn minimum_probability_flow(&self)
    where
        M: MinimumProbabilityFlowObjective,
    {
        self.pair.minimum_probability_flow(&self.theta, &self.states[..3]);
    }
}

macro_rules! energies {
    ($($name:ident $file:literal),*) => {$(
        #[allow(
            dead_code, unused, unused_comparisons, unreachable_pub, missing_docs, clippy::all,
            reason = "drawn at random"
        )]
        mod $name {
            use super::{Flat, Sample, filled};
            use ebm::prelude::*;

            include!($file);
        }
    )*};
}

energies!(
    energies_0 "random/energies_0.rs",
    energies_1 "random/energies_1.rs",
    energies_2 "random/energies_2.rs",
    energies_3 "random/energies_3.rs",
    energies_4 "random/energies_4.rs",
    energies_5 "random/energies_5.rs",
    energies_6 "random/energies_6.rs",
    energies_7 "random/energies_7.rs"
);
