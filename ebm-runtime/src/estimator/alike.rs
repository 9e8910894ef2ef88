//! Whether a fit is held where its energy is symmetric: hidden units, experts or components that started alike.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Estimator, Warning};
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::lanes::{Lane, WIDTH};
use crate::layout::{Layout, ParamBlock};
use crate::model::Model;
use crate::random::Streams;
use crate::sample::random_states;

/// Axes of one length are tried in all combinations; with more of them than this the search would be long, and is left out.
const MOST_AXES: usize = 6;
/// Sixteen random states each at which energies are compared: two sites of two values are the same in all 64 once in 2⁶⁴ times.
const DRAWS: usize = 4;
/// What two ways to add the same numbers may differ by, as a part of the energy.
const ROUNDING: f64 = 1e-9;
/// A fit that is held leaves its parts as they were, but for rounding: far below the tolerances of optimisers.
const APART: f64 = 1e-6;

/// One axis of a block of parameters.
#[derive(Clone, Copy)]
struct Axis<'l> {
    block: &'l ParamBlock,
    axis: usize,
}

impl Axis<'_> {
    /// The flat numbers of the entries at a place of the axis, in the same order for every place.
    fn slice(self, place: usize) -> impl Iterator<Item = usize> {
        let Self { block, axis } = self;
        let inner: usize = block.shape[axis + 1..].iter().product();
        let (length, outer) = (block.shape[axis], block.shape[..axis].iter().product::<usize>());
        (0..outer).flat_map(move |o| (0..inner).map(move |i| block.offset + (o * length + place) * inner + i))
    }

    /// `w[.., 0]`
    fn name(self, place: usize) -> String {
        let index: Vec<String> = (0..self.block.shape.len())
            .map(|axis| if axis == self.axis { place.to_string() } else { "..".to_owned() })
            .collect();
        format!("{}[{}]", self.block.name, index.join(", "))
    }
}

/// A warning where two places of the same axes of parameters hold the same numbers at the start of a fit and at its end, and the energy
/// is the same with both exchanged, whatever the parameters: then the slopes of both are the same, and nothing can part them.
///
/// # Cost
/// One pass through the parameters, and some two hundred energies where there are such places.
pub(super) fn alike<M: Model, E: Estimator<M>>(
    model: &M,
    estimator: &E,
    data: &Examples,
    start: &[f64],
) -> Option<Warning> {
    let layout = model.layout();
    let end = model.theta_f64();
    estimator.energy(model, &end, &data.row::<f64>(0))?;
    let energies = Energies::new(model, estimator, data);
    for length in lengths(layout) {
        let axes: Vec<Axis<'_>> = axes(layout, length).collect();
        if axes.len() > MOST_AXES {
            continue;
        }
        // few axes first: what the energy does not need to be exchanged is not said
        let mut sets: Vec<u32> = (1..1 << axes.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        for set in sets {
            let chosen: Vec<Axis<'_>> =
                (0..axes.len()).filter(|k| set >> k & 1 == 1).map(|k| axes[k]).collect();
            let places = held(&chosen, length, start, &end);
            if places.len() > 1 && energies.are_symmetric(&chosen, places[0], places[1]) {
                let names = |place: usize| chosen.iter().map(|axis| axis.name(place)).collect();
                return Some(Warning::Alike { parts: places.into_iter().map(names).collect() });
            }
        }
    }
    None
}

/// The lengths of axes that can have two places alike, each once.
fn lengths(layout: &Layout) -> Vec<usize> {
    let mut lengths: Vec<usize> = learned(layout).flat_map(|block| block.shape.iter().copied()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    lengths.retain(|&length| length > 1);
    lengths
}

fn axes(layout: &Layout, length: usize) -> impl Iterator<Item = Axis<'_>> {
    learned(layout).flat_map(move |block| {
        let of_length = (0..block.shape.len()).filter(move |&axis| block.shape[axis] == length);
        of_length.map(move |axis| Axis { block, axis })
    })
}

fn learned(layout: &Layout) -> impl Iterator<Item = &ParamBlock> {
    layout.params().iter().filter(|block| !block.constraint.frozen && !block.is_empty())
}

/// The largest set of places that are equal at the start and, but for rounding, at the end; each set by its first place.
fn held(axes: &[Axis<'_>], length: usize, start: &[f64], end: &[f64]) -> Vec<usize> {
    let entries = |place: usize| axes.iter().flat_map(move |axis| axis.slice(place));
    let mut groups: HashMap<Vec<u64>, Vec<usize>> = HashMap::new();
    for place in 0..length {
        // −0 is 0
        let bits = entries(place).map(|entry| (start[entry] + 0.0).to_bits()).collect();
        groups.entry(bits).or_default().push(place);
    }
    let near = |a: usize, b: usize| (end[a] - end[b]).abs() <= APART * (1.0 + end[a].abs());
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for places in groups.into_values() {
        let whole = sets.len();
        for place in places {
            let same = |set: &&mut Vec<usize>| entries(set[0]).zip(entries(place)).all(|(a, b)| near(a, b));
            match sets[whole..].iter_mut().find(same) {
                Some(set) => set.push(place),
                None => sets.push(vec![place]),
            }
        }
    }
    // the largest, and of equal ones the first, whatever the order of the map
    sets.into_iter().max_by_key(|places| (places.len(), Reverse(places[0]))).unwrap_or_default()
}

/// Energies of some random states at random parameters.
struct Energies<'a, M, E> {
    model: &'a M,
    estimator: &'a E,
    rows: Vec<Vec<f64>>,
    theta: Vec<f64>,
}

impl<'a, M: Model, E: Estimator<M>> Energies<'a, M, E> {
    fn new(model: &'a M, estimator: &'a E, data: &Examples) -> Self {
        let mut streams = Streams::new(0);
        let layout = model.layout();
        let states: Vec<_> = (0..DRAWS).map(|_| random_states::<f64>(layout, &mut streams)).collect();
        // behind the sites stands what the first example is given
        let given = data.row::<f64>(0).split_off(layout.site_count());
        let row = |draw: usize, k: usize| {
            states[draw].iter().map(|site| site.lane(k)).chain(given.iter().copied()).collect()
        };
        let rows = (0..DRAWS).flat_map(|draw| (0..WIDTH).map(move |k| (draw, k)));
        let rows = rows.map(|(draw, k)| row(draw, k)).collect();
        let coordinates = Coordinates::new(layout);
        let phi: Vec<f64> = (0..coordinates.len()).map(|_| 2.0 * streams.uniform()[0] - 1.0).collect();
        let mut theta = model.theta_f64();
        coordinates.to_public(&phi, &mut theta);
        Self { model, estimator, rows, theta }
    }

    fn at(&self, theta: &[f64]) -> Vec<f64> {
        let energy = |row: &Vec<f64>| self.estimator.energy(self.model, theta, row).unwrap_or(f64::NAN);
        self.rows.iter().map(energy).collect()
    }

    /// Whether exchanging two places of some axes changes no energy, although what stands there matters.
    fn are_symmetric(&self, axes: &[Axis<'_>], first: usize, second: usize) -> bool {
        let (mut exchanged, mut copied) = (self.theta.clone(), self.theta.clone());
        for axis in axes {
            for (a, b) in axis.slice(first).zip(axis.slice(second)) {
                exchanged.swap(a, b);
                copied[a] = copied[b];
            }
        }
        let here = self.at(&self.theta);
        let same =
            |other: &[f64]| here.iter().zip(other).all(|(a, b)| (a - b).abs() <= ROUNDING * (1.0 + a.abs()));
        same(&self.at(&exchanged)) && !same(&self.at(&copied))
    }
}
