//! Derivatives of a program's value by whole arrays: one reverse pass.
//!
//! ```text
//! a read of x at idx, with cofactor c      adds  Σ c · Π [idx_k = q_k]         to the derivative by x[q]
//! a read of let u                          the same, to the adjoint let u_bar[q]
//! f(u)                                     c · f′(u), then into u
//! f(u + Δ) − f(u)                          c · (f′(u + Δ) − f′(u)) into u,  c · f′(u + Δ) into Δ
//! let u[k] = …                             Σ_k u_bar[k], then into its definition
//! let u[k] = ln Σ_c exp(b)                 Σ_k Σ_c u_bar[k] · exp(b − u[k]), then into b
//! ```
//!
//! Adjoint lets come in reverse order of definition, so each reads later adjoints only. Every derivative is in gather
//! form: the solver turns the brackets into indices. There is no tape, as the only state of a program is a sum, whose
//! adjoint recomputes what it needs (mechanisms: Griewank & Walther 2008, ch. 3; Paszke et al., Dex, ICFP 2021).
//!
//! Guards and ranges never mention numbers, so derivatives pass through them.

use super::functions::as_let;
use super::rewrite::{
    as_indices, canonical, fresh_axes, instantiate, is_cheap, substitute, substitute_definition, under,
};
use super::sites::summed_over;
use super::tidy;
use crate::ir::{
    ArrayId, Atom, Binder, Definition, Expr, Factor, Guard, Index, Let, LetId, Operator, Output, Program,
    Range, Role, Slope, Source, Target, Term, Variable,
};
use std::collections::{BTreeMap, BTreeSet};

/// ∂(value)/∂(entry) for every entry of every target, as it is read: symmetric entries are not tied.
///
/// With `seed`, a scalar array, the value is that weight times the program's.
///
/// The value is not among the outputs; see [`value_and_gradient`].
///
/// # Cost
/// A small multiple of the value's, whatever the number of targets and entries.
pub fn gradient(program: &Program, targets: &[ArrayId], seed: Option<ArrayId>) -> Program {
    let mut result = program.clone();
    result.outputs = Pass::new(&mut result, targets).run(seed);
    tidy(&result)
}

/// The value, unweighted, and then [`gradient`], in one program.
pub fn value_and_gradient(program: &Program, targets: &[ArrayId], seed: Option<ArrayId>) -> Program {
    let mut result = program.clone();
    let gradients = Pass::new(&mut result, targets).run(seed);
    result.outputs.retain(|output| output.target == Target::Value);
    result.outputs.extend(gradients);
    tidy(&result)
}

/// −∂E/∂x for every continuous site array, as the gradient of −E; `None` if there is no such array.
pub fn score(program: &Program) -> Option<Program> {
    let sites = program.arrays_where(|array| array.role.is_continuous());
    if sites.is_empty() {
        return None;
    }
    let mut negative = program.clone();
    for output in &mut negative.outputs {
        output.value = output.value.scaled(-1.0);
    }
    Some(gradient(&negative, &sites, None))
}

/// The arrays that are learned.
pub fn learned(program: &Program) -> Vec<ArrayId> {
    program.arrays_where(|array| matches!(&array.role, Role::Param(options) if !options.frozen))
}

/// A summand of an adjoint: a term at one point.
struct Summand {
    at: Vec<Index>,
    cofactor: Term,
}

/// The state of the reverse pass.
struct Pass<'a> {
    program: &'a mut Program,
    targets: Vec<ArrayId>,
    /// What the derivative has to reach: targets, and lets that read what has to be reached.
    reached: BTreeSet<Source>,
    adjoints: BTreeMap<Source, Vec<Summand>>,
}

impl<'a> Pass<'a> {
    fn new(program: &'a mut Program, targets: &[ArrayId]) -> Self {
        let mut reached: BTreeSet<Source> = targets.iter().map(|&id| Source::Array(id)).collect();
        for (id, definition) in program.lets.iter().enumerate() {
            if reached.iter().any(|&source| definition.definition.expr().reads(source)) {
                reached.insert(Source::Let(LetId(id)));
            }
        }
        Self { program, targets: targets.to_vec(), reached, adjoints: BTreeMap::new() }
    }

    fn run(mut self, seed: Option<ArrayId>) -> Vec<Output> {
        let weight = match seed {
            Some(id) => Term::atom(Atom::Read(Source::Array(id), Vec::new())),
            None => Term::number(1.0),
        };
        let value = self.program.value().clone();
        self.descend(&value, &weight);
        for id in (0..self.program.lets.len()).rev().map(LetId) {
            self.through_let(id);
        }
        let targets = std::mem::take(&mut self.targets);
        targets.into_iter().map(|target| self.output(target)).collect()
    }

    /// Into an expression that is multiplied by `cofactor` and stands under its binders.
    fn descend(&mut self, expr: &Expr, cofactor: &Term) {
        for term in &expr.terms {
            for (place, factor) in term.factors.iter().enumerate() {
                if !self.reaches(&factor.atom) {
                    continue;
                }
                let mut rest = term.clone();
                rest.coefficient *= f64::from(factor.power);
                match factor.power {
                    1 => drop(rest.factors.remove(place)),
                    power => rest.factors[place].power = power - 1,
                }
                self.through_atom(&factor.atom, under(cofactor, &rest));
            }
        }
    }

    fn reaches(&self, atom: &Atom) -> bool {
        let mut found = false;
        atom.visit_atoms(&mut |inner| {
            found |= matches!(inner, Atom::Read(source, _) if self.reached.contains(source));
        });
        found
    }

    fn through_atom(&mut self, atom: &Atom, cofactor: Term) {
        match atom {
            Atom::Read(source, indices) => {
                let summand = Summand { at: indices.clone(), cofactor };
                self.adjoints.entry(*source).or_default().push(summand);
            }
            Atom::Apply { operator, order, argument } => {
                if let Some(slope) = slope(*operator, *order, argument) {
                    self.through_argument(argument, &slope, &cofactor);
                }
            }
            Atom::Change { operator, order, at, by } => {
                for slope in change_of_slope(*operator, *order, at, by) {
                    self.through_argument(at, &slope, &cofactor);
                }
                if let Some(slope) = slope(*operator, *order, &at.clone().plus(by.clone())) {
                    self.through_argument(by, &slope, &cofactor);
                }
            }
            Atom::Integer(_) => {}
        }
    }

    /// Through the argument of a function. A slope that goes to several places is named where that saves work.
    fn through_argument(&mut self, argument: &Expr, slope: &Term, cofactor: &Term) {
        let mut slope = slope.clone();
        let reads = argument.terms.iter().flat_map(|t| &t.factors).filter(|f| self.reaches(&f.atom)).count();
        if reads > 1 {
            for factor in &mut slope.factors {
                if let Some(read) = as_let(self.program, &factor.atom, cofactor) {
                    factor.atom = read;
                }
            }
        }
        self.descend(argument, &under(cofactor, &slope));
    }

    /// Through a let: its adjoint is complete, as only later ones read it.
    fn through_let(&mut self, id: LetId) {
        let Some(summands) = self.adjoints.remove(&Source::Let(id)) else { return };
        let Let { name, binders, definition } = self.program.definition(id).clone();
        let axes = fresh_axes(&binders, &self.program.fresh);
        let adjoint = self.gathered(&axes, summands);
        if adjoint.is_zero() {
            return;
        }
        // the let's axes become sums
        let own = fresh_axes(&binders, &self.program.fresh);
        let renamed: Vec<(Variable, Index)> =
            binders.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
        let definition = substitute_definition(&definition, &renamed);
        let adjoint = if is_cheap(&adjoint) && adjoint.terms.len() == 1 {
            instantiate(&axes, &adjoint, &as_indices(&own), &self.program.fresh)
        } else {
            let definition = Definition::Sum(adjoint);
            let id = self.program.add_let(Let { name: format!("{name}_bar"), binders: axes, definition });
            Expr::read_let(id, as_indices(&own))
        };
        for term in adjoint.terms {
            let mut cofactor = term;
            let sums = own.iter().map(|(variable, extent)| Binder {
                variable: variable.clone(),
                range: Range::up_to(extent.clone()),
            });
            cofactor.binders = sums.collect();
            match &definition {
                Definition::Sum(body) => self.descend(body, &cofactor),
                Definition::LogSumExp { over, body } => {
                    // the axes are new, and so must be what is summed over
                    let inner = fresh_axes(over, &self.program.fresh);
                    let renamed: Vec<(Variable, Index)> =
                        over.iter().map(|(v, _)| v.clone()).zip(as_indices(&inner)).collect();
                    let body = substitute(body, &renamed);
                    let share = share(&body, &Expr::read_let(id, as_indices(&own)));
                    for share in summed_over(&share, &inner).terms {
                        self.descend(&body, &under(&cofactor, &share));
                    }
                }
            }
        }
    }

    fn output(&mut self, target: ArrayId) -> Output {
        let summands = self.adjoints.remove(&Source::Array(target)).unwrap_or_default();
        let extents = self.program.array(target).extents.clone();
        // an axis has the name of the first variable that reads it: the user's own
        let name = |axis: usize| {
            let variable = summands.iter().find_map(|summand| summand.at[axis].as_variable());
            variable.map_or_else(|| self.program.fresh.variable("q"), |v| self.program.fresh.like(v))
        };
        let axes: Vec<_> = extents.into_iter().enumerate().map(|(k, extent)| (name(k), extent)).collect();
        let value = self.gathered(&axes, summands);
        Output { target: Target::Gradient(target), binders: axes, value }
    }

    /// The sum of what arrives at the point `axes`.
    fn gathered(&self, axes: &[(Variable, Index)], summands: Vec<Summand>) -> Expr {
        let here = as_indices(axes);
        let arrive = |Summand { at, cofactor }: Summand| {
            let brackets = at.iter().zip(&here).map(|(index, q)| Guard::equal(index, q));
            under(&cofactor, &Term { guards: brackets.collect(), ..Term::number(1.0) })
        };
        let sum = Expr { terms: summands.into_iter().map(arrive).collect() };
        canonical(self.program, axes, &sum)
    }
}

/// exp(u − lse): the share of one exponent in a sum of exponentials, the derivative of its logarithm.
pub(super) fn share(exponent: &Expr, log_sum_exp: &Expr) -> Expr {
    Expr::apply(Operator::Exp, exponent.clone().plus(log_sum_exp.scaled(-1.0)))
}

/// The derivative of an atom f⁽ᵒʳᵈᵉʳ⁾(u) by u, as a product; `None` where it is zero.
pub(super) fn slope(operator: Operator, order: u8, argument: &Expr) -> Option<Term> {
    let member = |operator, order, power| Factor {
        atom: Atom::Apply { operator, order, argument: argument.clone() },
        power,
    };
    match operator.slope(order) {
        Slope::Zero => None,
        Slope::NextOrder => Some(Term { factors: vec![member(operator, order + 1, 1)], ..Term::number(1.0) }),
        Slope::Product(constant, members) => {
            let factors = members.into_iter().map(|(o, k, power)| member(o, k, power)).collect();
            Some(Term { factors, ..Term::number(constant) })
        }
    }
}

/// f′(u + Δ) − f′(u), as a sum of products. Where f′ is a product c·Π gᵖ, the change of the product is written out in
/// the changes of its members.
pub(super) fn change_of_slope(operator: Operator, order: u8, at: &Expr, by: &Expr) -> Vec<Term> {
    let members = match operator.slope(order) {
        Slope::Zero => return Vec::new(),
        Slope::NextOrder => vec![(operator, order + 1, 1)],
        Slope::Product(_, members) => members,
    };
    let constant = match operator.slope(order) {
        Slope::Product(constant, _) => constant,
        _ => 1.0,
    };
    // all products over members, each its value or its change; all values is left out
    let mut products = vec![(Term::number(constant), false)];
    for (operator, order, power) in members {
        for _ in 0..power {
            let value = Factor::once(Atom::Apply { operator, order, argument: at.clone() });
            let change = Factor::once(Atom::Change { operator, order, at: at.clone(), by: by.clone() });
            let both = |(product, changed): &(Term, bool)| {
                let mut with_value = product.clone();
                with_value.push_factor(value.clone());
                let mut with_change = product.clone();
                with_change.push_factor(change.clone());
                [(with_value, *changed), (with_change, true)]
            };
            products = products.iter().flat_map(both).collect();
        }
    }
    products.into_iter().filter(|(_, changed)| *changed).map(|(product, _)| product).collect()
}
