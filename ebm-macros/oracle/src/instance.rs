//! Sizes and contents for the arguments of a function.

use crate::random::Random;
use crate::tree::{Argument, Domain, Extent, Function, Role};
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
        }
    }
}

impl Instance {
    /// Random contents for all arguments; none if a list cannot be filled, as its entries would index nothing.
    pub fn draw(function: &Function, sizes: &[usize], random: &mut Random) -> Option<Self> {
        let mut arrays = BTreeMap::new();
        for argument in &function.arguments {
            arrays.insert(argument.name.clone(), array(argument, sizes, random)?);
        }
        Some(Self { sizes: sizes.to_vec(), arrays })
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
        Role::Visible(domain) => Entries::Numbers((0..count).map(|_| site(*domain, random)).collect()),
        Role::Param { symmetric, zero_diagonal, .. } => {
            let mut values: Vec<f64> = (0..count).map(|_| random.uniform(-1.0, 1.0)).collect();
            if *symmetric || *zero_diagonal {
                constrain(&mut values, shape[0], *symmetric, *zero_diagonal);
            }
            Entries::Numbers(values)
        }
        Role::Fixed { mask: true } => {
            Entries::Numbers((0..count).map(|_| f64::from(random.chance(0.6))).collect())
        }
        Role::Fixed { mask: false } => {
            Entries::Numbers((0..count).map(|_| random.uniform(-1.5, 1.5)).collect())
        }
        Role::Size(extent) => Entries::Integers(vec![extent.value(sizes) as i64]),
        Role::List { below, .. } => Entries::Integers(list(below, sizes, count, random)?),
    };
    Some(Array { shape, entries })
}

fn site(domain: Domain, random: &mut Random) -> f64 {
    match domain {
        Domain::Binary | Domain::Spin => *random.pick(domain.values()),
        Domain::Real => random.uniform(-1.5, 1.5),
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
