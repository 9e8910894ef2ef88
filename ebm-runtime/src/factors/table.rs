//! One table in logarithms: multiplied by adding, summed by ln Σ exp.

/// Logarithms of non-negative numbers, one for each joint value of a few variables; the first of the scope varies slowest.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The variables, ascending.
    pub(super) scope: Vec<usize>,
    /// How many values each of them has.
    pub(super) counts: Vec<usize>,
    /// Row-major.
    pub(super) values: Vec<f64>,
}

impl Table {
    /// The variables, ascending.
    pub fn scope(&self) -> &[usize] {
        &self.scope
    }

    /// The logarithms, the first variable of the scope varying slowest.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// A table over any order of its variables, sorted by them. `values` is row-major in the order of `scope`, which names no
    /// variable twice.
    pub(super) fn sorted(scope: &[usize], counts: &[usize], values: &[f64]) -> Self {
        let mut order: Vec<usize> = (0..scope.len()).collect();
        order.sort_by_key(|&place| scope[place]);
        let strides = strides(counts);
        let sorted: Vec<usize> = order.iter().map(|&place| counts[place]).collect();
        let steps: Vec<usize> = order.iter().map(|&place| strides[place]).collect();
        let mut sum = vec![0.0; values.len()];
        walk(&sorted, &[&steps], |to, [from]| sum[to] = values[from]);
        Self { scope: order.iter().map(|&place| scope[place]).collect(), counts: sorted, values: sum }
    }

    /// Adds another table whose scope is a part of this one's.
    pub(super) fn add(&mut self, other: &Self) {
        let steps = self.steps(other);
        let values = &mut self.values;
        walk(&self.counts, &[&steps], |to, [from]| values[to] += other.values[from]);
    }

    /// For each variable of this table, by how much the place in `other`, over a part of them, moves with it.
    fn steps(&self, other: &Self) -> Vec<usize> {
        let strides = strides(&other.counts);
        let place = |variable: &usize| other.scope.iter().position(|known| known == variable);
        self.scope.iter().map(|variable| place(variable).map_or(0, |place| strides[place])).collect()
    }

    /// ln Σ exp over one variable.
    pub(super) fn sum_out(&self, variable: usize) -> Self {
        let Some(place) = self.scope.iter().position(|&known| known == variable) else { return self.clone() };
        let inner: usize = self.counts[place + 1..].iter().product();
        let count = self.counts[place];
        let remove = |list: &[usize]| {
            let mut list = list.to_vec();
            list.remove(place);
            list
        };
        let outer = self.values.len() / (count * inner).max(1);
        let mut values = Vec::with_capacity(outer * inner);
        for block in self.values.chunks_exact((count * inner).max(1)) {
            for at in 0..inner {
                values.push(log_sum_exp((0..count).map(|value| block[value * inner + at])));
            }
        }
        Self { scope: remove(&self.scope), counts: remove(&self.counts), values }
    }

    /// Σ over everything that is not in `scope` of a table of plain numbers.
    pub(super) fn marginal(&self, of: &Self) -> Self {
        let steps = self.steps(of);
        let mut values = vec![0.0; of.values.len()];
        walk(&self.counts, &[&steps], |from, [to]| values[to] += self.values[from]);
        Self { values, ..of.clone() }
    }

    /// exp(self − part) · weight, entry by entry, `part` and `weight` over the same part of the scope; 0 where self is −∞.
    pub(super) fn reweighted(&self, part: &Self, weight: &Self) -> Self {
        let (part_steps, weight_steps) = (self.steps(part), self.steps(weight));
        let mut values = vec![0.0; self.values.len()];
        walk(&self.counts, &[&part_steps, &weight_steps], |at, [of_part, of_weight]| {
            let share = if self.values[at] == f64::NEG_INFINITY {
                0.0
            } else {
                (self.values[at] - part.values[of_part]).exp()
            };
            values[at] = share * weight.values[of_weight];
        });
        Self { values, ..self.clone() }
    }

    /// The logarithms for each value of `variable`, all others of the scope as in `state`, which has all variables.
    pub fn line(&self, variable: usize, state: &[usize]) -> Vec<f64> {
        let strides = strides(&self.counts);
        let mut start = 0;
        let mut line = (0, 1);
        for ((&known, &stride), &count) in self.scope.iter().zip(&strides).zip(&self.counts) {
            if known == variable {
                line = (stride, count);
            } else {
                start += stride * state[known];
            }
        }
        (0..line.1).map(|value| self.values[start + value * line.0]).collect()
    }

    /// The entry at a state of all variables.
    pub(super) fn at(&self, state: &[usize]) -> f64 {
        let place: usize =
            self.scope.iter().zip(strides(&self.counts)).map(|(&v, stride)| state[v] * stride).sum();
        self.values[place]
    }
}

/// ln Σ exp(u); −∞ for none.
pub(super) fn log_sum_exp(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let top = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if top.is_infinite() {
        return top;
    }
    top + terms.map(|term| (term - top).exp()).sum::<f64>().ln()
}

/// How far apart neighbouring values of each variable lie.
fn strides(counts: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; counts.len()];
    for place in (1..counts.len()).rev() {
        strides[place - 1] = strides[place] * counts[place];
    }
    strides
}

/// Visits all joint values in row-major order, with the places in other tables that move by `steps`.
fn walk<const K: usize>(
    counts: &[usize],
    steps: &[&Vec<usize>; K],
    mut visit: impl FnMut(usize, [usize; K]),
) {
    let total: usize = counts.iter().product();
    let mut digits = vec![0; counts.len()];
    let mut places = [0; K];
    for at in 0..total {
        visit(at, places);
        for axis in (0..counts.len()).rev() {
            digits[axis] += 1;
            for (place, steps) in places.iter_mut().zip(steps) {
                *place += steps[axis];
            }
            if digits[axis] < counts[axis] {
                break;
            }
            for (place, steps) in places.iter_mut().zip(steps) {
                *place -= steps[axis] * counts[axis];
            }
            digits[axis] = 0;
        }
    }
}
