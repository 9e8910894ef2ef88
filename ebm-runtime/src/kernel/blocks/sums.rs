//! Sums over blocks, planned once, made for sixteen chains at a time.

use crate::factors::{Block, Blocks, FactorGraph, Table};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::random::Streams;

/// Stands for −∞ where differences are taken: ∞ − ∞ would be no number. Far below anything that a probability can tell from 0.
const FORBIDDEN: f64 = -1e200;

/// All sums of all blocks of a graph.
#[derive(Debug)]
pub(super) struct Sums {
    graph: FactorGraph,
    blocks: Vec<Vec<Sum>>,
}

/// A variable that is summed out: its joint table with the variables of its scope, `values` × `width` entries, its own value slowest.
#[derive(Debug)]
struct Sum {
    variable: usize,
    values: usize,
    width: usize,
    /// The variables of the scope, with how far apart their values lie.
    scope: Vec<(usize, usize)>,
    /// What tables of nothing but this joint add at each entry.
    inside: Option<Vec<f64>>,
    /// Tables that reach out of the block.
    outside: Vec<Reach>,
    /// Earlier sums whose messages meet here: their numbers, and for each entry of the joint the place in the message.
    messages: Vec<(usize, Vec<usize>)>,
}

/// A table with variables outside of the block: at their values it adds a line over those inside.
#[derive(Debug)]
struct Reach {
    values: Vec<f64>,
    /// Variables outside, with the strides of the table.
    outside: Vec<(usize, usize)>,
    /// The places of the table at all joint values of its variables inside, those outside at their first.
    places: Vec<usize>,
    /// Which of the places each entry of the joint takes.
    takes: Vec<usize>,
}

/// Memory for sums, kept from step to step.
#[derive(Debug, Default)]
pub(super) struct Room {
    joints: Vec<Vec<Lanes<f64>>>,
    messages: Vec<Vec<Lanes<f64>>>,
}

impl Sums {
    pub(super) fn new(graph: &FactorGraph, blocks: &Blocks) -> Self {
        let blocks = blocks.0.iter().map(|block| sums(graph, block)).collect();
        Self { graph: graph.clone(), blocks }
    }

    pub(super) fn graph(&self) -> &FactorGraph {
        &self.graph
    }

    pub(super) fn share(&self) -> f64 {
        let drawn: usize = self.blocks.iter().map(Vec::len).sum();
        drawn as f64 / (self.blocks.len() * self.graph.counts().len()).max(1) as f64
    }

    /// Σ t over the tables of each variable, for each of its values, all others as in `state`.
    pub(super) fn lines(&self, state: &[usize]) -> Vec<Vec<f64>> {
        let mut lines: Vec<Vec<f64>> = self.graph.counts().iter().map(|&count| vec![0.0; count]).collect();
        for table in self.graph.tables() {
            for &variable in table.scope() {
                let line = table.line(variable, state);
                lines[variable].iter_mut().zip(line).for_each(|(sum, t)| *sum += t);
            }
        }
        lines
    }

    /// Draws all blocks in turn. `own` adds (a, b) ↦ a + bβ at each value of each variable to the tables, which count β times.
    pub(super) fn draw(
        &self,
        own: &[Vec<(f64, f64)>],
        beta: Lanes<f64>,
        backward: bool,
        codes: &mut [[usize; WIDTH]],
        room: &mut Room,
        streams: &mut Streams,
    ) {
        let mut one = |block: &[Sum]| {
            room.joints.resize(room.joints.len().max(block.len()), Vec::new());
            room.messages.resize(room.messages.len().max(block.len()), Vec::new());
            for (number, sum) in block.iter().enumerate() {
                sum.forward(number, &own[sum.variable], beta, codes, room);
            }
            for (number, sum) in block.iter().enumerate().rev() {
                sum.backward(&room.joints[number], &room.messages[number], codes, streams);
            }
        };
        if backward {
            self.blocks.iter().rev().for_each(|block| one(block));
        } else {
            self.blocks.iter().for_each(|block| one(block));
        }
    }
}

impl Sum {
    /// The joint table and its sum over the variable.
    fn forward(
        &self,
        number: usize,
        own: &[(f64, f64)],
        beta: Lanes<f64>,
        codes: &[[usize; WIDTH]],
        room: &mut Room,
    ) {
        let mut joint = std::mem::take(&mut room.joints[number]);
        joint.clear();
        for &(start, growth) in own {
            let line = beta * growth + Lanes::splat(start);
            joint.extend(std::iter::repeat_n(line, self.width));
        }
        if let Some(inside) = &self.inside {
            joint.iter_mut().zip(inside).for_each(|(joint, &t)| *joint += beta * t);
        }
        for reach in &self.outside {
            let mut far = [0; WIDTH];
            for &(variable, stride) in &reach.outside {
                far.iter_mut().zip(codes[variable]).for_each(|(far, code)| *far += stride * code);
            }
            let line =
                reach.places.iter().map(|&place| beta * Lanes(far.map(|far| reach.values[place + far])));
            let line: Vec<Lanes<f64>> = line.collect();
            joint.iter_mut().zip(&reach.takes).for_each(|(joint, &take)| *joint += line[take]);
        }
        for (from, places) in &self.messages {
            let message = &room.messages[*from];
            joint.iter_mut().zip(places).for_each(|(joint, &place)| *joint += message[place]);
        }
        let message = &mut room.messages[number];
        message.clear();
        message.extend_from_slice(&joint[..self.width]);
        if self.values == 2 {
            for (sum, &second) in message.iter_mut().zip(&joint[self.width..]) {
                *sum += (second - *sum).softplus();
            }
        } else {
            for (at, sum) in message.iter_mut().enumerate() {
                let line = || (0..self.values).map(|value| joint[value * self.width + at]);
                let top = line().fold(*sum, Lane::max);
                *sum = top + line().fold(Lanes::zero(), |sum, t| sum + (t - top).exp()).ln();
            }
        }
        room.joints[number] = joint;
    }

    /// Draws the variable, its scope being drawn.
    fn backward(
        &self,
        joint: &[Lanes<f64>],
        message: &[Lanes<f64>],
        codes: &mut [[usize; WIDTH]],
        streams: &mut Streams,
    ) {
        let mut at = [0; WIDTH];
        for &(variable, stride) in &self.scope {
            at.iter_mut().zip(codes[variable]).for_each(|(at, code)| *at += stride * code);
        }
        let uniform = streams.uniform();
        codes[self.variable] = std::array::from_fn(|k| {
            let mut left = uniform[k];
            for value in 0..self.values - 1 {
                left -= (joint[value * self.width + at[k]].lane(k) - message[at[k]].lane(k)).exp();
                if left < 0.0 {
                    return value;
                }
            }
            self.values - 1
        });
    }
}

/// The sums of one block: every table goes to the variable of its scope that is summed out first.
fn sums(graph: &FactorGraph, block: &Block) -> Vec<Sum> {
    let counts = graph.counts();
    let mut place = vec![usize::MAX; counts.len()];
    block.iter().enumerate().for_each(|(number, step)| place[step.variable] = number);
    let mut tables: Vec<Vec<&Table>> = vec![Vec::new(); block.len()];
    for table in graph.tables() {
        if let Some(first) = table.scope().iter().map(|&variable| place[variable]).min()
            && first != usize::MAX
        {
            tables[first].push(table);
        }
    }
    let mut messages: Vec<Vec<usize>> = vec![Vec::new(); block.len()];
    for (number, step) in block.iter().enumerate() {
        if let Some(first) = step.scope.iter().map(|&variable| place[variable]).min() {
            messages[first].push(number);
        }
    }
    let of_step = |number: usize| {
        let step = &block[number];
        let (values, width) = (counts[step.variable], step.scope.iter().map(|&v| counts[v]).product());
        let mut order = vec![(step.variable, values)];
        order.extend(step.scope.iter().map(|&variable| (variable, counts[variable])));
        // the joint values of an entry, in the order of `order`
        let digits = |mut entry: usize| {
            let mut digits = vec![0; order.len()];
            for (digit, (_, count)) in digits.iter_mut().zip(&order).rev() {
                *digit = entry % count;
                entry /= count;
            }
            digits
        };
        let entry_of = |scope: &[(usize, usize)], entry: usize| -> usize {
            let digits = digits(entry);
            let digit = |variable: usize| order.iter().position(|(v, _)| *v == variable).map(|at| digits[at]);
            scope.iter().filter_map(|&(variable, stride)| Some(digit(variable)? * stride)).sum()
        };
        let mut sum = Sum {
            variable: step.variable,
            values,
            width,
            scope: strided(&step.scope, counts),
            inside: None,
            outside: Vec::new(),
            messages: Vec::new(),
        };
        for table in &tables[number] {
            let logs: Vec<f64> = table.values().iter().map(|&t| t.max(FORBIDDEN)).collect();
            let scope = strided(table.scope(), counts);
            let places: Vec<usize> = (0..values * width).map(|entry| entry_of(&scope, entry)).collect();
            let outside: Vec<(usize, usize)> =
                scope.into_iter().filter(|(variable, _)| place[*variable] == usize::MAX).collect();
            if outside.is_empty() {
                let inside = sum.inside.get_or_insert_with(|| vec![0.0; values * width]);
                inside.iter_mut().zip(places).for_each(|(sum, place)| *sum += logs[place]);
            } else {
                let mut known = places.clone();
                known.sort_unstable();
                known.dedup();
                let takes = places.iter().map(|place| known.partition_point(|known| known < place)).collect();
                sum.outside.push(Reach { values: logs, outside, places: known, takes });
            }
        }
        for &from in &messages[number] {
            let scope = strided(&block[from].scope, counts);
            sum.messages.push((from, (0..values * width).map(|entry| entry_of(&scope, entry)).collect()));
        }
        sum
    };
    (0..block.len()).map(of_step).collect()
}

/// Variables with their strides, the first slowest.
fn strided(scope: &[usize], counts: &[usize]) -> Vec<(usize, usize)> {
    let mut strided = Vec::with_capacity(scope.len());
    let mut stride = 1;
    for &variable in scope.iter().rev() {
        strided.push((variable, stride));
        stride *= counts[variable];
    }
    strided.reverse();
    strided
}
