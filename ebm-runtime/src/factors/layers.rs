//! Sums over one layer of variables by enumeration, the other one in closed form.

use rayon::prelude::*;

use super::FactorGraph;
use super::table::log_sum_exp;
use crate::lanes::{Lane, Lanes, WIDTH};

/// Variables of which no two share a table, and all others.
///
/// Given the others, a layer sums variable by variable: Σ over the states of the others of Π_i Σ_{x_i} Π t. Of a restricted Boltzmann
/// machine the smaller layer is enumerated, whichever it is.
#[derive(Clone, Debug)]
pub struct Layers<'a> {
    graph: &'a FactorGraph,
    /// Variables that are summed in closed form.
    summed: Vec<usize>,
    /// Variables that are enumerated.
    enumerated: Vec<usize>,
}

impl<'a> Layers<'a> {
    /// The layers of a graph of tables over at most two variables; `None` where a table is over more.
    pub fn new(graph: &'a FactorGraph) -> Option<Self> {
        let n = graph.counts().len();
        let mut neighbours = vec![Vec::new(); n];
        for table in graph.tables() {
            match *table.scope() {
                [] | [_] => {}
                [a, b] => {
                    neighbours[a].push(b);
                    neighbours[b].push(a);
                }
                _ => return None,
            }
        }
        // the least coupled variables first; all that they couple with are enumerated
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&variable| (neighbours[variable].len(), variable));
        let mut state = vec![None; n];
        for variable in order {
            if state[variable].is_none() {
                state[variable] = Some(true);
                neighbours[variable].iter().for_each(|&other| state[other] = Some(false));
            }
        }
        let of = |kind: bool| (0..n).filter(|&variable| state[variable] == Some(kind)).collect();
        Some(Self { graph, summed: of(true), enumerated: of(false) })
    }

    /// The variables that are enumerated.
    pub fn enumerated(&self) -> &[usize] {
        &self.enumerated
    }

    /// The number of terms: states of the enumerated variables, times values of the summed ones.
    pub fn cost(&self) -> f64 {
        let counts = self.graph.counts();
        let states: f64 = self.enumerated.iter().map(|&variable| counts[variable] as f64).product();
        states * self.summed.iter().map(|&variable| counts[variable] as f64).sum::<f64>().max(1.0)
    }

    /// log Z; −∞ where every state is forbidden.
    ///
    /// # Cost
    /// [`cost`](Self::cost) terms, shared among all threads; the same bits for any number of them.
    pub fn log_z(&self) -> f64 {
        let counts = self.graph.counts();
        let radices: Vec<usize> = self.enumerated.iter().map(|&variable| counts[variable]).collect();
        let total: usize = radices.iter().product();
        // sixteen states a group; shards of whole groups, as many whatever the number of threads
        let groups = total.div_ceil(WIDTH);
        let shards = groups.min(256);
        let shard = |shard: usize| {
            let (from, to) = (groups * shard / shards, groups * (shard + 1) / shards);
            let (mut top, mut sum) = (Lanes::splat(f64::NEG_INFINITY), Lanes::<f64>::zero());
            let plan = self.plan();
            let mut lines = Vec::new();
            for group in from..to {
                let log = self.group(group, total, &radices, &plan, &mut lines);
                for k in 0..WIDTH {
                    let (old, new) = (top.lane(k), log.lane(k));
                    if new > old {
                        sum.set_lane(k, sum.lane(k) * (old - new).exp() + 1.0);
                        top.set_lane(k, new);
                    } else if new > f64::NEG_INFINITY {
                        sum.set_lane(k, sum.lane(k) + (new - old).exp());
                    }
                }
            }
            log_sum_exp((0..WIDTH).map(|k| top.lane(k) + sum.lane(k).ln()))
        };
        let parts: Vec<f64> = (0..shards).into_par_iter().map(shard).collect();
        log_sum_exp(parts.into_iter())
    }

    /// For each table its values, and what of its scope is summed: the place of the variable, and the strides.
    fn plan(&self) -> Vec<Planned<'_>> {
        let mut place = vec![(false, 0); self.graph.counts().len()];
        let mut first = 0;
        for &variable in &self.summed {
            place[variable] = (true, first);
            first += self.graph.counts()[variable];
        }
        self.enumerated.iter().enumerate().for_each(|(at, &variable)| place[variable] = (false, at));
        let mut planned = Vec::with_capacity(self.graph.tables().len());
        for table in self.graph.tables() {
            let strides = match *table.scope() {
                [_, b] => vec![self.graph.counts()[b], 1],
                [_] => vec![1],
                _ => Vec::new(),
            };
            let (mut summed, mut enumerated) = (None, Vec::new());
            for (&variable, stride) in table.scope().iter().zip(strides) {
                match place[variable] {
                    (true, first) => summed = Some((first, self.graph.counts()[variable], stride)),
                    (false, at) => enumerated.push((at, stride)),
                }
            }
            planned.push(Planned { values: table.values(), summed, enumerated });
        }
        planned
    }

    /// ln of the sum over the summed layer at sixteen states of the enumerated one; −∞ beyond the last state.
    fn group(
        &self,
        group: usize,
        total: usize,
        radices: &[usize],
        plan: &[Planned<'_>],
        lines: &mut Vec<Lanes<f64>>,
    ) -> Lanes<f64> {
        let mut codes = vec![[0; WIDTH]; radices.len()];
        for k in 0..WIDTH {
            let mut number = (group * WIDTH + k).min(total - 1);
            for (codes, radix) in codes.iter_mut().zip(radices).rev() {
                codes[k] = number % radix;
                number /= radix;
            }
        }
        let counts = self.graph.counts();
        lines.clear();
        lines.resize(self.summed.iter().map(|&variable| counts[variable]).sum(), Lanes::zero());
        let mut log = Lanes::from_fn(|k| if group * WIDTH + k < total { 0.0 } else { f64::NEG_INFINITY });
        for Planned { values, summed, enumerated } in plan {
            let mut at = [0; WIDTH];
            for &(place, stride) in enumerated {
                at.iter_mut().zip(codes[place]).for_each(|(at, code)| *at += stride * code);
            }
            match *summed {
                None => log += Lanes(at.map(|at| values[at])),
                Some((first, count, stride)) => {
                    for (value, line) in lines[first..first + count].iter_mut().enumerate() {
                        *line += Lanes(at.map(|at| values[at + stride * value]));
                    }
                }
            }
        }
        let mut first = 0;
        for &variable in &self.summed {
            let line = &lines[first..first + counts[variable]];
            let top = line.iter().fold(Lanes::splat(f64::NEG_INFINITY), |top, &t| top.max(t));
            // where all is −∞ any finite reference will do
            let reference = top.map(|top| if top == f64::NEG_INFINITY { 0.0 } else { top });
            let sum = line.iter().fold(Lanes::zero(), |sum, &t| sum + (t - reference).exp());
            log += reference + sum.ln();
            first += counts[variable];
        }
        log
    }
}

/// A table with what of its scope is summed: the first line, the number of values and the stride; and what is enumerated.
struct Planned<'a> {
    values: &'a [f64],
    summed: Option<(usize, usize, usize)>,
    enumerated: Vec<(usize, usize)>,
}
