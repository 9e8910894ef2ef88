//! Summing out one variable after the other, and going back for marginals and draws.

use super::FactorGraph;
use super::order::{Cost, cheapest};
use super::table::{Table, log_sum_exp};
use crate::random::Streams;

/// An exact sum over all states of a [`FactorGraph`], planned but not yet made.
///
/// # Cost
/// [`cost`](Self::cost) says it beforehand: time in proportion to the entries of all tables, memory to those of the tables that
/// wait at one time ([`log_z`](Self::log_z)) or of all of them (marginals and draws).
///
/// # References
/// Dechter (1999), Bucket elimination: a unifying framework for reasoning, Artificial Intelligence 113; the order is
/// the cheapest of min-fill, min-degree, the variables' numbers and a breadth-first walk.
#[derive(Clone, Debug)]
pub struct Elimination<'a> {
    graph: &'a FactorGraph,
    order: Vec<usize>,
    cost: Cost,
}

/// log Z and the law of each variable.
#[derive(Clone, PartialEq, Debug)]
pub struct Marginals {
    /// log Z.
    pub log_z: f64,
    /// For each variable the probability of each of its values.
    pub variables: Vec<Vec<f64>>,
    /// For each factor the probability of each joint value of its scope, as in its table.
    pub factors: Vec<Vec<f64>>,
}

/// One variable that was summed out.
struct Step {
    variable: usize,
    /// The sum of the tables that met.
    joint: Table,
    /// Which they were: numbers below the number of factors are factors, the rest messages of earlier steps.
    from: Vec<usize>,
    /// ln Σ exp of the joint over the variable.
    message: Table,
}

impl<'a> Elimination<'a> {
    /// Plans the sum: which variable after which, and at what cost.
    pub fn new(graph: &'a FactorGraph) -> Self {
        let (order, cost) = cheapest(graph);
        Self { graph, order, cost }
    }

    /// What it will cost.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// log Z = ln Σ_x Π_f exp(t_f(x_f)); −∞ where every state is forbidden.
    ///
    /// # Exactness
    /// Exact up to rounding: sums of positive numbers in logarithms, the largest taken out.
    pub fn log_z(&self) -> f64 {
        let mut constant = 0.0;
        self.run(|step| {
            if step.message.scope().is_empty() {
                constant += step.message.values()[0];
            }
        });
        constant + self.constants()
    }

    /// Factors without variables.
    fn constants(&self) -> f64 {
        let alone = self.graph.tables().iter().filter(|table| table.scope().is_empty());
        alone.map(|table| table.values()[0]).sum()
    }

    /// Sums out all variables, in order; `see` is shown every step.
    fn run(&self, mut see: impl FnMut(Step)) {
        let factors = self.graph.tables();
        let mut waiting: Vec<(usize, Table)> =
            factors.iter().cloned().enumerate().filter(|(_, table)| !table.scope().is_empty()).collect();
        for (number, &variable) in self.order.iter().enumerate() {
            let (met, rest): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|(_, table)| table.scope().contains(&variable));
            waiting = rest;
            let mut scope: Vec<usize> = met.iter().flat_map(|(_, table)| table.scope().to_vec()).collect();
            scope.push(variable);
            scope.sort_unstable();
            scope.dedup();
            let counts: Vec<usize> = scope.iter().map(|&variable| self.graph.counts()[variable]).collect();
            let mut joint = Table { values: vec![0.0; counts.iter().product()], scope, counts };
            met.iter().for_each(|(_, table)| joint.add(table));
            let message = joint.sum_out(variable);
            if !message.scope().is_empty() {
                waiting.push((factors.len() + number, message.clone()));
            }
            see(Step { variable, joint, from: met.into_iter().map(|(from, _)| from).collect(), message });
        }
    }

    /// The law of every variable and of every factor's scope; `None` where every state is forbidden.
    ///
    /// The way back of the same sums: p(scope of a step) = p(message's scope) · exp(joint − message).
    ///
    /// # Cost
    /// About three times that of log Z, and the memory of all tables.
    pub fn marginals(&self) -> Option<Marginals> {
        let steps = self.steps();
        let log_z = steps.log_z + self.constants();
        if log_z == f64::NEG_INFINITY {
            return None;
        }
        let factors = self.graph.tables();
        let mut variables = vec![Vec::new(); self.graph.counts().len()];
        let mut laws: Vec<Option<Table>> = vec![None; factors.len() + steps.all.len()];
        for (number, step) in steps.all.iter().enumerate().rev() {
            let one = Table { values: vec![1.0; step.message.values().len()], ..step.message.clone() };
            let outside = laws[factors.len() + number].take().unwrap_or(one);
            let law = step.joint.reweighted(&step.message, &outside);
            let alone = Table {
                scope: vec![step.variable],
                counts: vec![self.graph.counts()[step.variable]],
                values: vec![0.0; self.graph.counts()[step.variable]],
            };
            variables[step.variable] = law.marginal(&alone).values;
            for &from in &step.from {
                let of = if from < factors.len() {
                    &factors[from]
                } else {
                    &steps.all[from - factors.len()].message
                };
                laws[from] = Some(law.marginal(of));
            }
        }
        let law_of = |place: usize| laws[place].take().map_or_else(|| vec![1.0], |table| table.values);
        let mut law_of = law_of;
        let factors = (0..factors.len()).map(&mut law_of).collect();
        Some(Marginals { log_z, variables, factors })
    }

    /// Independent exact draws of all variables; `None` where every state is forbidden.
    ///
    /// Variables are drawn in the opposite order, each from the table that it was summed out of.
    pub fn draws(&self, count: usize, seed: u64) -> Option<Vec<Vec<usize>>> {
        let steps = self.steps();
        if steps.log_z == f64::NEG_INFINITY || self.constants() == f64::NEG_INFINITY {
            return None;
        }
        let mut streams = Streams::new(seed);
        let draw = |_| {
            let mut state = vec![0; self.graph.counts().len()];
            for step in steps.all.iter().rev() {
                let line = step.joint.line(step.variable, &state);
                let total = log_sum_exp(line.iter().copied());
                let mut left = streams.uniform()[0];
                let mut value = 0;
                for (candidate, log) in line.iter().enumerate().filter(|(_, log)| **log > f64::NEG_INFINITY) {
                    value = candidate;
                    left -= (log - total).exp();
                    if left < 0.0 {
                        break;
                    }
                }
                state[step.variable] = value;
            }
            state
        };
        Some((0..count).map(draw).collect())
    }

    fn steps(&self) -> Steps {
        let mut steps = Steps { all: Vec::new(), log_z: 0.0 };
        self.run(|step| {
            if step.message.scope().is_empty() {
                steps.log_z += step.message.values()[0];
            }
            steps.all.push(step);
        });
        steps
    }
}

/// All steps of an elimination and the sum of what they left.
struct Steps {
    all: Vec<Step>,
    log_z: f64,
}
