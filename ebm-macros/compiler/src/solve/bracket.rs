//! The bracket solver: an equation between integer forms eliminates a binder, whatever the access pattern.
//!
//! | equation | becomes |
//! |---|---|
//! | `±v + rest = 0` | `v := ∓rest`, its range as guards |
//! | `c·v = t`, c a number | `v := t / c`, `[t mod c = 0]` |
//! | `m·v + w = t`, m a size, `0 ≤ w < m` | `v := t / m`, `[w = t mod m]` |
//! | `(±v + a) mod n = t`, v over at most n values | `v := lowest + (±(t − a) − lowest) mod n` |
//! | `⌊a / n⌋ = t`, where `a ≥ 0` | `a ≥ 0`, `n·t ≤ a < n·t + n` |
//! | `data[v].k = t` | v over the incidence list of t |
//!
//! Each rewriting is an equivalence for every size, so diagonals, self-loops, repeated edges and tori of one or two
//! sites come out right without cases.

use super::facts::Facts;
use crate::ir::{ArrayId, Binder, Fresh, Guard, Index, IntegerAtom, Range, Relation, Term};

/// Solves one equation of the term, if any can be; `None` if none can.
pub(crate) fn solve_one(term: &Term, facts: &Facts, fresh: &Fresh) -> Option<Term> {
    let equations = || term.guards.iter().enumerate().filter(|(_, g)| g.relation == Relation::Zero);
    let rules: [fn(&Problem) -> Option<Term>; 6] =
        [linear, remainder, lookup, two_dimensional, scaled, quotient];
    rules.iter().find_map(|rule| {
        equations().find_map(|(place, guard)| rule(&Problem { term, place, form: &guard.form, facts, fresh }))
    })
}

/// One equation `form = 0` of a term.
struct Problem<'a> {
    term: &'a Term,
    place: usize,
    form: &'a Index,
    facts: &'a Facts<'a>,
    fresh: &'a Fresh,
}

impl Problem<'_> {
    /// Places of binders that the equation mentions, innermost first.
    fn binders(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.term.binders.len()).rev().filter(|&b| self.form.mentions(&self.term.binders[b].variable))
    }

    fn mentions_binders(&self, form: &Index) -> bool {
        self.term.binders.iter().any(|b| form.mentions(&b.variable))
    }

    /// The term without the equation.
    fn without_equation(&self) -> Term {
        let mut term = self.term.clone();
        term.guards.remove(self.place);
        term
    }

    /// The term with the equation used up and a binder replaced by a form, if scopes allow.
    fn eliminate(&self, binder: usize, value: &Index, more: &[Guard]) -> Option<Term> {
        let mut term = eliminate(&self.without_equation(), binder, value, self.facts)?;
        term.guards.extend(more.iter().cloned());
        Some(term)
    }

    /// Atoms of the equation that stand alone with coefficient ±1: `(atom, t)` with the equation `atom = t`.
    fn isolated(&self, wanted: fn(&IntegerAtom) -> bool) -> Vec<(IntegerAtom, Index)> {
        let mut found = Vec::new();
        for (monomial, coefficient) in self.form.monomials() {
            if let ([atom], 1 | -1) = (&monomial[..], coefficient)
                && wanted(atom)
                && let Some((_, rest)) = self.form.split_linear(atom)
            {
                found.push((atom.clone(), rest.scaled(-coefficient)));
            }
        }
        found
    }
}

/// The term with a binder replaced by a form; the binder's range becomes guards. `None` where the form mentions binders
/// that later bounds would then see too early.
pub(crate) fn eliminate(term: &Term, binder: usize, value: &Index, facts: &Facts) -> Option<Term> {
    let Binder { variable, range } = term.binders[binder].clone();
    let inner = &term.binders[binder + 1..];
    let sees_inner = inner.iter().any(|b| value.mentions(&b.variable));
    if value.mentions(&variable)
        || (sees_inner && inner.iter().any(|b| b.range.forms().iter().any(|form| form.mentions(&variable))))
    {
        return None;
    }
    let mut term = term.clone();
    term.binders.remove(binder);
    let mut term = term.substitute(&variable, value);
    // what is known of the variable may be what makes the entries exist that its value looks up
    term.guards.extend(existence(value, facts));
    term.guards.extend(membership(&range, value, facts));
    Some(term)
}

/// The guards that say that what a form looks up is inside its array.
fn existence(form: &Index, facts: &Facts) -> Vec<Guard> {
    let mut guards = Vec::new();
    form.visit_atoms(&mut |atom| {
        if let IntegerAtom::Lookup { array, indices, .. } | IntegerAtom::Site { array, indices } = atom {
            for (index, extent) in indices.iter().zip(facts.extents(*array)) {
                guards.push(Guard::at_most(&Index::constant(0), index));
                guards.push(Guard::less(index, extent));
            }
        }
    });
    guards
}

/// The guards that say that a value lies in a range.
pub(crate) fn membership(range: &Range, value: &Index, facts: &Facts) -> Vec<Guard> {
    match range {
        Range::Span { lower, upper } => {
            let floor = Guard::at_most(&Index::constant(0), value);
            let lower = lower.iter().map(|bound| Guard::at_most(bound, value));
            let upper = upper.iter().map(|bound| Guard::less(value, bound));
            std::iter::once(floor).chain(lower).chain(upper).collect()
        }
        Range::Incidence { array, component, at } => {
            let entry = Index::lookup(*array, unflatten(*array, value, facts), *component);
            let end = facts.count(*array);
            vec![
                Guard::at_most(&Index::constant(0), value),
                Guard::less(value, &end),
                Guard::equal(&entry, at),
            ]
        }
    }
}

/// The indices of the entry at a flat position.
fn unflatten(array: ArrayId, position: &Index, facts: &Facts) -> Vec<Index> {
    let extents = facts.extents(array);
    let mut rest = position.clone();
    let mut indices = Vec::new();
    for (axis, extent) in extents.iter().enumerate().rev() {
        if axis == 0 {
            indices.push(rest.clone());
        } else {
            indices.push(rest.clone().remainder(extent.clone()));
            rest = rest.quotient(extent.clone());
        }
    }
    indices.reverse();
    indices
}

/// `±v + rest = 0`
fn linear(problem: &Problem) -> Option<Term> {
    problem.binders().find_map(|b| {
        let atom = IntegerAtom::Variable(problem.term.binders[b].variable.clone());
        let (coefficient, rest) = problem.form.split_linear(&atom)?;
        let sign = coefficient.as_constant().filter(|c| c.abs() == 1)?;
        problem.eliminate(b, &rest.scaled(-sign), &[])
    })
}

/// `c·v = t` for a number c; t must be free of binders.
fn scaled(problem: &Problem) -> Option<Term> {
    problem.binders().find_map(|b| {
        let atom = IntegerAtom::Variable(problem.term.binders[b].variable.clone());
        let (coefficient, rest) = problem.form.split_linear(&atom)?;
        let c = coefficient.as_constant().filter(|&c| c != 0 && !problem.mentions_binders(&rest))?;
        let t = rest.scaled(-c.signum());
        let c = Index::constant(c.abs());
        let whole = Guard::equal(&t.clone().remainder(c.clone()), &Index::constant(0));
        let sign = Guard::at_most(&Index::constant(0), &t);
        problem.eliminate(b, &t.quotient(c), &[whole, sign])
    })
}

/// `m·v + w = t` with a product of sizes m and `0 ≤ w < m`: a flattened index.
fn two_dimensional(problem: &Problem) -> Option<Term> {
    problem.binders().find_map(|b| {
        let atom = IntegerAtom::Variable(problem.term.binders[b].variable.clone());
        let (mut coefficient, mut rest) = problem.form.split_linear(&atom)?;
        if coefficient.monomials().all(|(_, c)| c < 0) {
            (coefficient, rest) = (-&coefficient, -&rest);
        }
        if problem.mentions_binders(&coefficient)
            || coefficient.monomials().any(|(m, c)| m.is_empty() || c < 0)
        {
            return None;
        }
        let (mut w, mut t) = (Index::default(), Index::default());
        for (monomial, c) in rest.monomials() {
            let part = monomial
                .iter()
                .fold(Index::constant(c), |product, atom| &product * &Index::atom(atom.clone()));
            if problem.mentions_binders(&part) {
                w = &w + &part;
            } else {
                t = &t - &part;
            }
        }
        let fits = problem.facts.non_negative(&w) && problem.facts.positive(&(&coefficient - &w));
        fits.then(|| {
            let inner = Guard::equal(&w, &t.clone().remainder(coefficient.clone()));
            let sign = Guard::at_most(&Index::constant(0), &t);
            problem.eliminate(b, &t.quotient(coefficient), &[inner, sign])
        })?
    })
}

/// `(±v + a) mod n = t` with v over at most n values.
fn remainder(problem: &Problem) -> Option<Term> {
    let isolated = problem.isolated(|atom| matches!(atom, IntegerAtom::Remainder(..)));
    isolated.into_iter().find_map(|(atom, t)| {
        let IntegerAtom::Remainder(inner, n) = atom else { return None };
        problem.binders().find_map(|b| {
            let Binder { variable, range: Range::Span { lower, upper } } = &problem.term.binders[b] else {
                return None;
            };
            if t.mentions(variable) || n.mentions(variable) {
                return None;
            }
            let (coefficient, a) = inner.split_linear(&IntegerAtom::Variable(variable.clone()))?;
            let sign = coefficient.as_constant().filter(|c| c.abs() == 1)?;
            let zero = [Index::constant(0)];
            let lowest = if lower.is_empty() { &zero[..] } else { lower };
            let lowest = lowest
                .iter()
                .find(|low| upper.iter().any(|up| problem.facts.non_negative(&(&(&*n + *low) - up))))?;
            let shifted = &(&t - &a).scaled(sign) - lowest;
            let value = lowest + &shifted.remainder((*n).clone());
            let within = [Guard::at_most(&Index::constant(0), &t), Guard::less(&t, &n)];
            problem.eliminate(b, &value, &within)
        })
    })
}

/// `⌊a / n⌋ = t` where a ≥ 0 mentions a binder.
fn quotient(problem: &Problem) -> Option<Term> {
    let isolated = problem.isolated(|atom| matches!(atom, IntegerAtom::Quotient(..)));
    isolated.into_iter().find_map(|(atom, t)| {
        let IntegerAtom::Quotient(a, n) = atom else { return None };
        let ranged = problem.binders().any(|b| {
            let Binder { variable, range } = &problem.term.binders[b];
            let linear = a.split_linear(&IntegerAtom::Variable(variable.clone()));
            let unit = linear.and_then(|(c, _)| c.as_constant()).is_some_and(|c| c.abs() == 1);
            unit && matches!(range, Range::Span { .. })
        });
        if !ranged || !problem.facts.non_negative(&a) {
            return None;
        }
        let floor = &t * &n;
        let mut term = problem.without_equation();
        // that a ≥ 0 may follow from the equation only
        term.guards.push(Guard::at_most(&Index::constant(0), &a));
        term.guards.push(Guard::at_most(&floor, &a));
        term.guards.push(Guard::less(&a, &(&floor + &n)));
        Some(term)
    })
}

/// `data[… v …].k = t`
fn lookup(problem: &Problem) -> Option<Term> {
    let isolated = problem.isolated(|atom| matches!(atom, IntegerAtom::Lookup { .. }));
    isolated.into_iter().find_map(|(atom, t)| {
        let IntegerAtom::Lookup { array, indices, component } = atom else { return None };
        // the binder of each index, with the sign and the shift in `index = ±v + shift`
        let places: Vec<(usize, i64, Index)> = indices
            .iter()
            .map(|index| {
                let mut inside = (0..problem.term.binders.len())
                    .filter(|&b| index.mentions(&problem.term.binders[b].variable));
                let (b, more) = (inside.next()?, inside.next());
                let variable = &problem.term.binders[b].variable;
                let (c, shift) = index.split_linear(&IntegerAtom::Variable(variable.clone()))?;
                let sign = c.as_constant().filter(|c| c.abs() == 1)?;
                let span = matches!(problem.term.binders[b].range, Range::Span { .. });
                (more.is_none() && span && !t.mentions(variable)).then_some((b, sign, shift))
            })
            .collect::<Option<_>>()?;
        let mut distinct: Vec<usize> = places.iter().map(|(b, ..)| *b).collect();
        distinct.sort();
        distinct.dedup();
        // the list is entered where the first of them stood; what it looks for must be known there
        let first = *distinct.first()?;
        let later = &problem.term.binders[first..];
        if distinct.len() != places.len() || later.iter().any(|b| t.mentions(&b.variable)) {
            return None;
        }
        let position = problem.fresh.like(&problem.term.binders[first].variable);
        let entry = unflatten(array, &Index::variable(&position), problem.facts);
        let known = IntegerAtom::Lookup { array, indices: entry.clone(), component };
        let range = Range::Incidence { array, component, at: t.clone() };
        let mut term = problem.without_equation();
        term.binders.insert(first, Binder { variable: position, range });
        let mut by_place: Vec<_> = places.into_iter().zip(entry).collect();
        by_place.sort_by_key(|((b, ..), _)| std::cmp::Reverse(*b));
        for ((b, sign, shift), index) in by_place {
            term = eliminate(&term, b + 1, &(&index - &shift).scaled(sign), problem.facts)?;
        }
        // along the list the entry is what was looked for
        Some(term.map_forms(&mut |form| form.map_atoms(&mut |atom| (*atom == known).then(|| t.clone()))))
    })
}
