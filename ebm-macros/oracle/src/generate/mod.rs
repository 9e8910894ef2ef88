//! From a seed to a random energy with instances to evaluate it at.
//!
//! Everything is in range by construction: an index is drawn for the axis that it goes into, and an index that needs a
//! condition (`x[i + 1]`) brings it along to the next place that can hold an `if`.

mod arguments;
mod block;
mod domain;
mod helper;
mod index;
mod term;
mod vector;

use crate::evaluate::{Fault, evaluate};
use crate::instance::Instance;
use crate::random::Random;
use crate::tree::*;
use std::collections::{BTreeMap, BTreeSet};

/// A random energy and what to evaluate it at.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where it came from.
    pub seed: u64,
    /// The energy.
    pub function: Function,
    /// At least one; sizes of 0, 1 and 2 are among them where the energy allows it.
    pub instances: Vec<Instance>,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether sites may be continuous; without, every site has a conditional.
    pub real: bool,
    /// Whether the source may be `f32`.
    pub single: bool,
    /// Whether there is one statement for each loop and one loop nest for each energy: the same constructions in a tenth
    /// of the terms, for what takes long on large energies.
    pub compact: bool,
}

impl Style {
    /// Short energies.
    pub fn compact() -> Self {
        Self { compact: true, ..Self::default() }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self { real: true, single: true, compact: false }
    }
}

/// How many functions are tried for a seed; a function is dropped if it has no instance of moderate numbers.
const TRIES: u64 = 50;
/// More sites than this make enumeration slow.
const MOST_SITES: usize = 9;
/// More states of the latent sites than this make sums over them slow.
const MOST_LATENT_STATES: f64 = 32.0;
/// More parameters than this make central differences slow.
const MOST_PARAMETERS: usize = 48;

/// Characters of the longest source of the compact style.
const LONGEST_COMPACT: usize = 500;

/// The case of a seed.
pub fn generate(seed: u64, style: Style) -> Case {
    for attempt in 0..TRIES {
        let mut random = Random::new(seed.wrapping_mul(TRIES).wrapping_add(attempt));
        let builder = Builder::new(random.clone(), style);
        let (function, classes) = builder.energy(format!("energy_{seed}"));
        if style.compact && function.source().len() > LONGEST_COMPACT {
            continue;
        }
        let instances = draw(&function, &classes, &mut random);
        if !instances.is_empty() {
            return Case { seed, function, instances };
        }
    }
    panic!("no energy for seed {seed}: the generator asks for too much");
}

/// One instance of ordinary sizes and two of small ones.
fn draw(function: &Function, classes: &[Class], random: &mut Random) -> Vec<Instance> {
    let mut instances: Vec<Instance> = Vec::new();
    for (small, tries) in [(false, 6), (true, 3), (true, 3)] {
        for attempt in 0..tries {
            let size = |class: &Class, random: &mut Random| match (small, class.list) {
                (true, _) => class.minimum.max(random.below(3)),
                (false, true) => class.minimum.max(random.between(1, 6)),
                (false, false) if attempt > 1 => class.minimum.max(random.between(1, 4)),
                (false, false) => class.minimum.max(random.between(2, 5)),
            };
            let sizes: Vec<usize> = classes.iter().map(|class| size(class, random)).collect();
            if !is_moderate(function, &sizes) {
                continue;
            }
            let Some(instance) = Instance::draw(function, &sizes, random) else { continue };
            match evaluate(function, &instance) {
                Ok(_) if instances.contains(&instance) => {}
                Ok(_) => {
                    instances.push(instance);
                    break;
                }
                Err(Fault::Magnitude | Fault::Budget) => {}
                Err(fault) => panic!("{fault} in\n{}at sizes {sizes:?}", function.source()),
            }
        }
        if instances.is_empty() {
            return instances;
        }
    }
    instances
}

fn is_moderate(function: &Function, sizes: &[usize]) -> bool {
    let count = |wanted: fn(&Role) -> bool| -> usize {
        let arguments = function.arguments.iter().filter(|a| wanted(&a.role));
        arguments.map(|a| a.axes.iter().map(|axis| axis.value(sizes)).product::<usize>()).sum()
    };
    let states = |argument: &Argument| {
        let sites: usize = argument.axes.iter().map(|axis| axis.value(sizes)).product();
        let values = match argument.role {
            Role::Latent(domain) => domain.codes().map_or(2, |codes| codes.value(sizes)),
            _ => 1,
        };
        (values as f64).powi(sites as i32)
    };
    count(|role| role.domain().is_some()) <= MOST_SITES
        && function.arguments.iter().map(states).product::<f64>() <= MOST_LATENT_STATES
        && count(|role| matches!(role, Role::Param(_))) <= MOST_PARAMETERS
}

/// A set of equal extents.
#[derive(Clone, Debug)]
struct Class {
    /// Its spellings in the source.
    lengths: Vec<Integer>,
    /// Its spellings in a `shape = …`.
    shapes: Vec<String>,
    /// Below this the source has a fault.
    minimum: usize,
    /// Whether it counts the entries of a list.
    list: bool,
}

/// A function in the making.
struct Builder {
    random: Random,
    style: Style,
    classes: Vec<Class>,
    arguments: Vec<Argument>,
    /// For each argument and axis, how far each read goes; none where that is not plain to see.
    reads: Vec<Vec<Vec<Option<Reach>>>>,
    /// Variables that stand in conditions: these may keep a read from going as far as its loop.
    guarded: BTreeSet<String>,
    /// The lengths that names at the beginning of the body stand for.
    lengths: BTreeMap<String, String>,
    /// Functions at the beginning of the body.
    helpers: Vec<Helper>,
    /// Numbers that the energy has besides what is drawn at random.
    required: Vec<Scalar>,
    /// Whether latent sites stand only where they can be summed out.
    aside: bool,
    /// Names that were bound at the beginning of the body.
    top: Vec<String>,
    /// Names that were bound anywhere: an argument of that name would be hidden there.
    bound: BTreeSet<String>,
}

/// An integer name with what it stays below.
#[derive(Clone, Debug)]
struct Variable {
    name: String,
    below: Option<Extent>,
    /// How far it runs from 0.
    up_to: Option<Reach>,
}

/// The whole of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reach {
    /// Its length, as [`Builder::key`] says it.
    length: String,
    /// The loop variables that it takes to get there: a triangular loop's own and those around it.
    through: Vec<String>,
}

impl Reach {
    /// Without a loop.
    fn of(length: String) -> Self {
        Self { length, through: Vec::new() }
    }

    /// By one more loop variable.
    fn by(mut self, variable: &str) -> Self {
        self.through.push(variable.to_owned());
        self
    }
}

/// What is in scope.
#[derive(Clone, Debug, Default)]
struct Scope {
    variables: Vec<Variable>,
    /// Names of numbers.
    numbers: Vec<String>,
    /// Names of one-dimensional arrays that were bound by `let`, with their extents.
    vectors: Vec<(String, Extent)>,
}

/// A number together with the conditions under which it may be evaluated.
#[derive(Clone, Debug)]
struct Piece {
    value: Scalar,
    needs: Vec<Condition>,
}

impl Scope {
    /// The scope with one more variable; an older one of that name is hidden.
    fn with(&self, variable: Variable) -> Self {
        let mut scope = self.clone();
        scope.hide(&variable.name);
        scope.variables.push(variable);
        scope
    }

    fn hide(&mut self, name: &str) {
        self.variables.retain(|v| v.name != name);
        self.numbers.retain(|n| n != name);
        self.vectors.retain(|(v, _)| v != name);
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let variables = self.variables.iter().map(|v| v.name.as_str());
        variables
            .chain(self.numbers.iter().map(String::as_str))
            .chain(self.vectors.iter().map(|(name, _)| name.as_str()))
    }
}

impl Builder {
    /// A name for something bound in the body, which neither the scope nor an argument has.
    fn local(&mut self, scope: &Scope, choices: &[&str]) -> String {
        let name = first(choices, |name| {
            scope.names().all(|other| other != name)
                && self.arguments.iter().all(|a| a.name != name)
                && self.top.iter().all(|other| other != name)
        });
        self.bound.insert(name.clone());
        name
    }

    /// A name for an argument, which nothing else has.
    fn argument(&self, choices: &[&str]) -> String {
        first(choices, |name| {
            self.arguments.iter().all(|a| a.name != name)
                && self.top.iter().all(|other| other != name)
                && !self.bound.contains(name)
        })
    }

    /// How the number of an extent is written.
    fn length(&mut self, extent: Extent) -> Integer {
        match extent {
            Extent::Class(class) => self.random.pick(&self.classes[class].lengths).clone(),
            Extent::Product(a, b) => {
                let (a, b) = (self.length(Extent::Class(a)), self.length(Extent::Class(b)));
                Integer::Multiply(Box::new(a), Box::new(b))
            }
            Extent::Literal(value) => Integer::Constant(value),
            Extent::Sum { largest, axes: (first, second) } => {
                let first = self.length(Extent::Class(first));
                let sites = match second {
                    Some(second) => {
                        Integer::Multiply(Box::new(first), Box::new(self.length(Extent::Class(second))))
                    }
                    None => first,
                };
                let most = Integer::Multiply(Box::new(Integer::Constant(largest)), Box::new(sites));
                Integer::Add(Box::new(most), Box::new(Integer::Constant(1)))
            }
        }
    }

    /// One word for all spellings of the length of one axis of one array; none for other integers.
    fn key(&self, length: &Integer) -> Option<String> {
        match length {
            Integer::Length(array, axis, _) => Some(format!("{array}.{axis}")),
            Integer::Name(name) => Some(self.lengths.get(name).unwrap_or(name).clone()),
            Integer::Constant(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// Makes sure that an extent is at least this.
    fn at_least(&mut self, extent: Extent, minimum: usize) {
        match extent {
            Extent::Class(class) => {
                self.classes[class].minimum = self.classes[class].minimum.max(minimum);
            }
            Extent::Product(a, b) => {
                self.at_least(Extent::Class(a), minimum);
                self.at_least(Extent::Class(b), minimum);
            }
            Extent::Literal(_) | Extent::Sum { .. } => {}
        }
    }
}

/// The first of these names, or of these with a number behind them, that is free.
fn first(choices: &[&str], is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).flat_map(|n| choices.iter().map(move |name| format!("{name}{n}")));
    let plain = choices.iter().map(|name| (*name).to_owned());
    plain.chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

/// All of these conditions.
fn all(conditions: Vec<Condition>) -> Option<Condition> {
    conditions.into_iter().reduce(|a, b| Condition::And(Box::new(a), Box::new(b)))
}

fn binary(operator: Operator, a: Scalar, b: Scalar) -> Scalar {
    Scalar::Binary(operator, Box::new(a), Box::new(b))
}
