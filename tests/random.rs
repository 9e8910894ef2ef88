//! Random energies through `#[energy_model]`: what the generated code computes, against the function that the energy
//! is, which is called as it stands.
//!
//! The energies are written by `cargo run -p ebm-compiler --example write_random`.

#[path = "models/check.rs"]
#[allow(dead_code, reason = "random energies have no more than these capabilities")]
mod check;

use check::{BETA, Pair, Random};
use ebm::__private::{MinimumProbabilityFlowObjective, PseudolikelihoodObjective, RatioMatchingObjective};
use ebm::runtime::kernel::{GibbsState, Kernel};
use ebm::runtime::{Energy, Gibbs, Local, Model, ParamGradient, Score, Shift};
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

/// −(1/β) ln Σ_h exp(−βE(x, h; θ)) over the states of latent sites, one by one.
struct Summed<'a, J> {
    joint: &'a J,
    function: &'a dyn Fn(&[f64], &[f64]) -> f64,
}

impl<J: Model> Summed<'_, J> {
    /// `row`: `visible` sites, then what is given.
    fn at(&self, beta: f64, visible: usize, row: &[f64], theta: &[f64]) -> f64 {
        let layout = self.joint.layout();
        let sites = visible..layout.site_count();
        let values: Vec<Vec<f64>> = sites.map(|site| layout.domain_of(site).values().unwrap()).collect();
        let states: usize = values.iter().map(Vec::len).product();
        let energies: Vec<f64> = (0..states)
            .map(|mut number| {
                let mut x = row[..visible].to_vec();
                for values in &values {
                    x.push(values[number % values.len()]);
                    number /= values.len();
                }
                x.extend_from_slice(&row[visible..]);
                (self.function)(&x, theta)
            })
            .collect();
        let least = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let sum: f64 = energies.iter().map(|energy| (-beta * (energy - least)).exp()).sum();
        least - sum.ln() / beta
    }
}

/// An energy on flat slices.
type Function<'a> = Box<dyn Fn(&[f64], &[f64]) -> f64 + 'a>;

/// A model with parameters and states.
struct Sample<'a, M> {
    model: &'a M,
    /// E_β / β at the β of energies and their differences, and at β = 1, where objectives are.
    tempered: Function<'a>,
    at_one: Function<'a>,
    theta: Vec<f64>,
    states: Vec<Vec<f64>>,
}

impl<'a, M: Energy> Sample<'a, M> {
    /// All sites of the function are the model's.
    fn draw(model: &'a M, function: &'a dyn Fn(&[f64], &[f64]) -> f64, seed: u64) -> Self {
        Self::of(model, Box::new(function), Box::new(function), seed)
    }

    /// The model is what is left when latent sites are summed out.
    fn summed<J: Model>(model: &'a M, summed: &'a Summed<'a, J>, seed: u64) -> Self {
        let visible = model.layout().site_count();
        let at = |beta| -> Function<'a> { Box::new(move |x, theta| summed.at(beta, visible, x, theta)) };
        Self::of(model, at(BETA), at(1.0), seed)
    }

    /// Sixteen states for all lanes and one for a single one.
    fn of(model: &'a M, tempered: Function<'a>, at_one: Function<'a>, seed: u64) -> Self {
        let pair = Pair { model, function: &tempered };
        let mut random = Random(seed);
        let (theta, states) = (pair.theta(&mut random), pair.states(&mut random, 17));
        Self { model, tempered, at_one, theta, states }
    }

    fn tempered(&self) -> Pair<'_, M> {
        Pair { model: self.model, function: &self.tempered }
    }

    fn at_one(&self) -> Pair<'_, M> {
        Pair { model: self.model, function: &self.at_one }
    }

    fn energy(&self) {
        self.tempered().energy(&self.theta, &self.states);
    }

    fn param_gradient(&self)
    where
        M: ParamGradient,
    {
        self.tempered().param_gradient(&self.theta, &self.states[..3]);
    }

    fn flips(&self)
    where
        M: Local<Float = f64>,
        Gibbs: Kernel<M, State = GibbsState<f64>>,
    {
        self.tempered().flips(&self.theta, &self.states);
        self.tempered().colours(&self.theta, &self.states[..3]);
    }

    fn continuous(&self)
    where
        M: Shift + Score,
    {
        self.tempered().continuous(&self.theta, &self.states[..3]);
    }

    fn pseudolikelihood(&self)
    where
        M: PseudolikelihoodObjective,
    {
        self.at_one().pseudolikelihood(&self.theta, &self.states[..3]);
    }

    fn ratio_matching(&self)
    where
        M: RatioMatchingObjective,
    {
        self.at_one().ratio_matching(&self.theta, &self.states[..3]);
    }

    fn minimum_probability_flow(&self)
    where
        M: MinimumProbabilityFlowObjective,
    {
        self.at_one().minimum_probability_flow(&self.theta, &self.states[..3]);
    }
}

macro_rules! energies {
    ($($name:ident $file:literal),*) => {$(
        #[allow(
            dead_code, unused, unused_comparisons, unreachable_pub, missing_docs, clippy::all,
            reason = "drawn at random"
        )]
        mod $name {
            use super::{Flat, Sample, Summed, filled};
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
