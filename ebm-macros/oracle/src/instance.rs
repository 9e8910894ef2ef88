//! Sizes and contents for the arguments of a function.

use crate::random::Random;
use crate::tree::{Argument, Categories, Domain, Extent, Function, Param, Role, states_of};
use std::collections::BTreeMap;

/// The contents of an array.
#[derive(Clone, Debug, PartialEq)]
pub enum Entries {
    /// Numbers, row-major.
    Numbers(Vec<f64>),
    /// Integers, row-major, the members of one entry side by side.
    Integers(Vec<i64>),
}

/// An array; a scalar has no axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The extent of each axis.
    pub shape: Vec<usize>,
    /// Row-major.
    pub entries: Entries,
}

impl Array {
    /// Numbers.
    pub fn numbers(shape: &[usize], values: Vec<f64>) -> Self {
        Self { shape: shape.to_vec(), entries: Entries::Numbers(values) }
    }

    /// How many entries.
    pub fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// The numbers; none if it holds integers.
    pub fn values(&self) -> &[f64] {
        match &self.entries {
            Entries::Numbers(values) => values,
            Entries::Integers(_) => &[],
        }
    }
}

/// One choice of sizes and contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The extent of each class.
    pub sizes: Vec<usize>,
    /// By name of the argument.
    pub arrays: BTreeMap<String, Array>,
}

impl Extent {
    /// Its value.
    pub fn value(self, sizes: &[usize]) -> usize {
        match self {
            Self::Class(class) => sizes[class],
            Self::Product(a, b) => sizes[a] * sizes[b],
            Self::Literal(value) => value,
            Self::Sum { largest, axes: (first, second) } => {
                1 + largest * sizes[first] * second.map_or(1, |class| sizes[class])
            }
        }
    }
}

impl Instance {
    /// Random contents for all arguments; none if a list cannot be filled, as its entries would index nothing.
    pub fn draw(function: &Function, sizes: &[usize], random: &mut Random) -> Option<Self> {
        let mut arrays = BTreeMap::new();
        for argument in function.arguments.iter().filter(|argument| argument.role.domain().is_none()) {
            arrays.insert(argument.name.clone(), array(argument, sizes, random)?);
        }
        let mut instance = Self { sizes: sizes.to_vec(), arrays };
        // how many states a site has may be among what was drawn
        for argument in &function.arguments {
            let Some(domain) = argument.role.domain() else { continue };
            let shape: Vec<usize> = argument.axes.iter().map(|axis| axis.value(sizes)).collect();
            let count = shape.iter().product();
            let draw = |place| site(domain, instance.values_of(argument, place), random);
            let sites = Array::numbers(&shape, (0..count).map(draw).collect());
            instance.arrays.insert(argument.name.clone(), sites);
        }
        Some(instance)
    }

    /// The values of a discrete site at a flat place; none for a continuous one.
    pub fn values_of(&self, argument: &Argument, place: usize) -> Vec<f64> {
        let up_to = |count: usize| (0..count).map(|value| value as f64).collect();
        match argument.role.domain() {
            Some(Domain::Binary) => vec![0.0, 1.0],
            Some(Domain::Spin) => vec![-1.0, 1.0],
            Some(Domain::Categorical(Categories::Each(_))) => {
                let Entries::Integers(states) = &self.arrays[&states_of(&argument.name)].entries else {
                    return Vec::new();
                };
                up_to(states[place] as usize)
            }
            Some(domain) => up_to(domain.codes().map_or(0, |extent| extent.value(&self.sizes))),
            None => Vec::new(),
        }
    }

    /// The same with one number changed.
    pub fn with(&self, array: &str, place: usize, value: f64) -> Self {
        let mut other = self.clone();
        other.set(array, place, value);
        other
    }

    /// Changes one number.
    pub fn set(&mut self, array: &str, place: usize, value: f64) {
        if let Some(Array { entries: Entries::Numbers(values), .. }) = self.arrays.get_mut(array) {
            values[place] = value;
        }
    }
}

fn array(argument: &Argument, sizes: &[usize], random: &mut Random) -> Option<Array> {
    let shape: Vec<usize> = argument.axes.iter().map(|axis| axis.value(sizes)).collect();
    let count = shape.iter().product();
    let entries = match &argument.role {
        // drawn when it is known how many states they have
        Role::Visible(_) | Role::Latent(_) => return None,
        Role::Param(Param { symmetric, zero_diagonal, positive, .. }) => {
            let low = if *positive { 0.2 } else { -1.0 };
            let mut values: Vec<f64> = (0..count).map(|_| random.uniform(low, 1.0)).collect();
            if *symmetric || *zero_diagonal {
                constrain(&mut values, shape[0], *symmetric, *zero_diagonal);
            }
            Entries::Numbers(values)
        }
        Role::Fixed { mask: true } => {
            Entries::Numbers((0..count).map(|_| f64::from(random.chance(0.6))).collect())
        }
        Role::Fixed { mask: false } | Role::Given => {
            Entries::Numbers((0..count).map(|_| random.uniform(-1.5, 1.5)).collect())
        }
        Role::Size(extent) => Entries::Integers(vec![extent.value(sizes) as i64]),
        Role::States { most, .. } => {
            let most = most.value(sizes);
            Entries::Integers((0..count).map(|_| random.between(1, most + 1) as i64).collect())
        }
        Role::List { below, .. } => Entries::Integers(list(below, sizes, count, random)?),
    };
    Some(Array { shape, entries })
}

/// A value of a site: one of these, or not too near to the ends of its domain.
fn site(domain: Domain, values: Vec<f64>, random: &mut Random) -> f64 {
    if domain.is_discrete() {
        return *random.pick(&values);
    }
    match domain.bounds() {
        (low, high) if low.is_finite() && high.is_finite() => {
            random.uniform(0.9 * low + 0.1 * high, 0.1 * low + 0.9 * high)
        }
        (low, _) if low.is_finite() => random.uniform(low + 0.2, low + 2.0),
        _ => random.uniform(-1.5, 1.5),
    }
}

/// Copies the lower triangle to the upper and clears the diagonal.
fn constrain(values: &mut [f64], n: usize, symmetric: bool, zero_diagonal: bool) {
    for i in 0..n {
        if zero_diagonal {
            values[i * n + i] = 0.0;
        }
        for k in 0..i {
            if symmetric {
                values[k * n + i] = values[i * n + k];
            }
        }
    }
}

/// Entries of a list: uniform, with some self-loops and some repeats of the entry before.
fn list(below: &[Extent], sizes: &[usize], count: usize, random: &mut Random) -> Option<Vec<i64>> {
    let mut values: Vec<i64> = Vec::with_capacity(count * below.len());
    for _ in 0..count {
        let before = values.len();
        if before > 0 && random.chance(0.15) {
            values.extend_from_within(before - below.len()..);
            continue;
        }
        let self_loop = random.chance(0.2);
        for (member, extent) in below.iter().enumerate() {
            let end = extent.value(sizes);
            if end == 0 {
                return None;
            }
            let value = match values.get(before) {
                Some(&first) if member > 0 && self_loop && below[0] == *extent => first,
                _ => random.below(end) as i64,
            };
            values.push(value);
        }
    }
    Some(values)
}
