//! One term to its simplest equal: guards proved, refuted or turned into bounds, equations solved, factors joined.

use super::bracket::{eliminate, solve_one};
use super::facts::{Facts, gcd, never_zero_as_it_stands};
use super::{Context, normalise};
use crate::ir::{
    Atom, Binder, Domain, Expr, Factor, Guard, Index, IntegerAtom, Range, Relation, Source, Term, Variable,
    budget,
};

/// How many rewritings one term may take; far above what any real term needs, so that no input runs forever.
const MAX_STEPS: usize = 200;

/// The simplest form of a term that has the same value; `None` if it is zero.
pub(crate) fn simplify(term: &Term, context: &Context) -> Option<Term> {
    let mut term = without_remainders(term, context);
    for _ in 0..MAX_STEPS {
        if !budget::spend(term.size()) {
            return None;
        }
        term = tidy_guards(term, context)?;
        let facts = facts(&term, context, None);
        if is_empty(&term, &facts) {
            return None;
        }
        let next = solve_one(&term, &facts, context.fresh)
            .or_else(|| tighten_one(&term))
            .or_else(|| single_value(&term, &facts))
            .or_else(|| pinned(&term));
        match next {
            Some(simpler) => term = simpler,
            None => break,
        }
    }
    term = prune_bounds(without_remainders(&term, context), context);
    term = simplify_factors(term, context)?;
    Some(count_unread(term, context))
}

/// What is known inside a term, leaving one guard out.
pub(crate) fn facts<'a>(term: &Term, context: &Context<'a>, leave_out: Option<usize>) -> Facts<'a> {
    fill(Facts::new(context.arrays, &context.facts), term, leave_out)
}

/// What is known inside a term by which a condition of it may be dropped as implied; see [`Facts::before`].
fn facts_before<'a>(
    term: &Term,
    context: &Context<'a>,
    leave_out: Option<usize>,
    claim: &Index,
) -> Facts<'a> {
    fill(Facts::before(context.arrays, &context.facts, claim, term), term, leave_out)
}

fn fill<'a>(mut facts: Facts<'a>, term: &Term, leave_out: Option<usize>) -> Facts<'a> {
    // twice, because what an atom says of itself can rest on a guard that comes later
    for _ in 0..2 {
        term.binders.iter().for_each(|binder| facts.assume_binder(binder));
        for (place, guard) in term.guards.iter().enumerate() {
            if Some(place) != leave_out {
                facts.assume_guard(guard);
            }
        }
    }
    facts
}

/// Divides out common divisors and fixes the sign, so that equal conditions are equal guards.
fn canonical_guard(guard: &Guard) -> Guard {
    let divisor = guard.form.monomials().filter(|(m, _)| !m.is_empty()).fold(0, |g, (_, c)| gcd(g, c.abs()));
    let mut form = guard.form.clone();
    if divisor > 1 {
        let constant = form.constant_part();
        let shrunk = |index: &Index, by: i64| {
            index.monomials().fold(Index::default(), |sum, (m, c)| {
                let part = m.iter().fold(Index::constant(c / by), |p, atom| &p * &Index::atom(atom.clone()));
                &sum + &part
            })
        };
        let variable_part = &form - &Index::constant(constant);
        form = match guard.relation {
            Relation::NonNegative => {
                &shrunk(&variable_part, divisor) + &Index::constant(constant.div_euclid(divisor))
            }
            _ if constant % divisor == 0 => shrunk(&form, divisor),
            _ => form,
        };
    }
    let negative_first = form.monomials().last().is_some_and(|(_, c)| c < 0);
    if guard.relation != Relation::NonNegative && negative_first {
        form = -&form;
    }
    Guard { relation: guard.relation, form }
}

/// `[x + y = 1]` for codes of sites with two values is `[x ≠ y]`.
fn as_comparison(guard: Guard, context: &Context) -> Guard {
    let two_valued = |atom: &IntegerAtom| match atom {
        IntegerAtom::Site { array, .. } => {
            context.arrays[array.0].role.domain().is_some_and(Domain::is_two_valued)
        }
        _ => false,
    };
    let monomials: Vec<_> = guard.form.monomials().collect();
    let [(constant, -1), (a, 1), (b, 1)] = monomials[..] else { return guard };
    let ([], [a], [b]) = (&constant[..], &a[..], &b[..]) else { return guard };
    if guard.relation == Relation::NonNegative || !two_valued(a) || !two_valued(b) {
        return guard;
    }
    Guard { form: &Index::atom(b.clone()) - &Index::atom(a.clone()), ..guard }.negated()
}

/// Drops guards that always hold; `None` if one never does.
fn tidy_guards(mut term: Term, context: &Context) -> Option<Term> {
    let mut place = 0;
    while place < term.guards.len() {
        let mut guard = as_comparison(canonical_guard(&term.guards[place]), context);
        let facts = facts(&term, context, Some(place));
        let form = &guard.form;
        // what follows only with data that exist because of this very guard does not follow
        let before = std::cell::OnceCell::new();
        let certainly = |claim: &Index| {
            before.get_or_init(|| facts_before(&term, context, Some(place), form)).non_negative(claim)
        };
        let always = match guard.relation {
            Relation::Zero => {
                if facts.never_zero(form) {
                    return None;
                }
                form.is_zero() || (certainly(form) && certainly(&-form))
            }
            Relation::NonZero => {
                let (above, below) = (facts.non_negative(form), facts.non_negative(&-form));
                if form.is_zero() || (above && below) {
                    return None;
                }
                let one = Index::constant(1);
                let certain =
                    never_zero_as_it_stands(form) || certainly(&(form - &one)) || certainly(&(&-form - &one));
                if !certain && (above || below) {
                    let inside = if above { form.clone() } else { -form };
                    guard = Guard::less(&Index::constant(0), &inside);
                }
                certain
            }
            Relation::NonNegative => {
                if facts.positive(&-form) {
                    return None;
                }
                let always = certainly(form);
                if !always && facts.non_negative(&-form) {
                    guard = canonical_guard(&Guard { relation: Relation::Zero, form: form.clone() });
                }
                always
            }
        };
        if always || term.guards[..place].contains(&guard) {
            term.guards.remove(place);
        } else {
            term.guards[place] = guard;
            place += 1;
        }
    }
    Some(term)
}

/// Whether some binder has no values.
fn is_empty(term: &Term, _facts: &Facts) -> bool {
    term.binders.iter().any(|binder| match &binder.range {
        Range::Span { lower, upper } => upper.iter().any(|up| {
            up.as_constant().is_some_and(|c| c <= 0)
                || lower.iter().any(|low| (low - up).as_constant().is_some_and(|c| c >= 0))
        }),
        Range::Incidence { .. } => false,
    })
}

/// Turns one inequality into a bound of the innermost binder it mentions.
fn tighten_one(term: &Term) -> Option<Term> {
    term.guards.iter().enumerate().find_map(|(place, guard)| {
        if guard.relation != Relation::NonNegative {
            return None;
        }
        let b = (0..term.binders.len()).rev().find(|&b| guard.form.mentions(&term.binders[b].variable))?;
        let atom = crate::ir::IntegerAtom::Variable(term.binders[b].variable.clone());
        let (coefficient, rest) = guard.form.split_linear(&atom)?;
        let coefficient = coefficient.as_constant().filter(|c| c.abs() == 1)?;
        let mut term = term.clone();
        term.guards.remove(place);
        let Range::Span { lower, upper } = &mut term.binders[b].range else { return None };
        if coefficient == 1 {
            lower.push(-&rest);
        } else {
            upper.push(&rest + &Index::constant(1));
        }
        Some(term)
    })
}

/// Replaces a binder that has one value.
fn single_value(term: &Term, facts: &Facts) -> Option<Term> {
    (0..term.binders.len()).find_map(|b| {
        let Range::Span { lower, upper } = &term.binders[b].range else { return None };
        let floor = Index::constant(0);
        let lows = if lower.is_empty() { std::slice::from_ref(&floor) } else { &lower[..] };
        let low = lows.iter().find(|low| upper.iter().any(|up| (up - low).as_constant() == Some(1)))?;
        eliminate(term, b, low, facts)
    })
}

/// The term with `a` for `a mod n` where a lies in `0..n` by the ranges alone: a guard may be tested later. What stands
/// inside functions is simplified as a term of its own.
fn without_remainders(term: &Term, context: &Context) -> Term {
    let mut any = false;
    term.visit_own_forms(&mut |form| {
        form.visit_atoms(&mut |atom| any |= matches!(atom, IntegerAtom::Remainder(..)));
    });
    if !any {
        return term.clone();
    }
    let facts = facts(&Term { guards: Vec::new(), ..term.frame() }, context, None);
    term.map_own_forms(&mut |form| {
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Remainder(a, n) if facts.non_negative(a) && facts.positive(&(&**n - a)) => {
                Some((**a).clone())
            }
            _ => None,
        })
    })
}

/// Replaces a variable that runs outside the term and that a condition equates with the code of a state: only the
/// condition mentions it then, which says where the term goes to.
fn pinned(term: &Term) -> Option<Term> {
    let bound = |v: &Variable| term.binders.iter().any(|binder| binder.variable == *v);
    let is_state =
        |atom: &IntegerAtom| matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
    for (place, guard) in term.guards.iter().enumerate().filter(|(_, g)| g.relation == Relation::Zero) {
        let alone = guard.form.monomials().filter_map(|(monomial, _)| match &monomial[..] {
            [IntegerAtom::Variable(variable)] if !bound(variable) => Some(variable.clone()),
            _ => None,
        });
        for variable in alone {
            let split = guard.form.split_linear(&IntegerAtom::Variable(variable.clone()));
            let Some((coefficient, rest)) = split else { continue };
            let Some(sign @ (1 | -1)) = coefficient.as_constant() else { continue };
            let mut states = false;
            rest.visit_atoms(&mut |atom| states |= is_state(atom));
            let mut others = term.clone();
            others.guards.remove(place);
            let ranges = term.binders.iter().flat_map(|binder| binder.range.forms());
            if !states || rest.mentions(&variable) || !others.mentions(&variable) {
                continue;
            }
            if ranges.into_iter().any(|form| form.mentions(&variable)) {
                continue;
            }
            let mut others = others.substitute(&variable, &rest.scaled(-sign));
            others.guards.insert(place, guard.clone());
            return Some(others);
        }
    }
    None
}

/// Drops bounds that follow from everything else.
fn prune_bounds(mut term: Term, context: &Context) -> Term {
    for b in 0..term.binders.len() {
        for is_lower in [true, false] {
            let mut place = 0;
            while let Range::Span { lower, upper } = &term.binders[b].range {
                let bounds = if is_lower { lower } else { upper };
                if place >= bounds.len() || (!is_lower && bounds.len() == 1) {
                    break;
                }
                let variable = Index::variable(&term.binders[b].variable);
                let claim = if is_lower {
                    &variable - &bounds[place]
                } else {
                    &(&bounds[place] - &variable) - &Index::constant(1)
                };
                let mut shorter = term.clone();
                let Range::Span { lower, upper } = &mut shorter.binders[b].range else { break };
                if is_lower {
                    lower.remove(place)
                } else {
                    upper.remove(place)
                };
                if facts_before(&shorter, context, None, &claim).non_negative(&claim) {
                    term = shorter;
                } else {
                    place += 1;
                }
            }
        }
        if let Range::Span { lower, upper } = &mut term.binders[b].range {
            lower.sort();
            upper.sort();
        }
    }
    term
}

/// Joins equal atoms, applies what domains say of powers, works constants out; `None` if a factor is zero.
fn simplify_factors(term: Term, context: &Context) -> Option<Term> {
    let inside = Context { facts: facts(&term, context, None).into_forms(), ..context.clone() };
    let mut result = Term { factors: Vec::new(), ..term.clone() };
    for Factor { atom, power } in &term.factors {
        match simplify_atom(atom, &inside) {
            Simplified::Number(value) => {
                result.coefficient *= value.powi(*power as i32);
            }
            Simplified::Atom(atom) => result.push_factor(Factor { atom, power: *power }),
        }
    }
    for factor in &mut result.factors {
        factor.power = domain_power(factor, context);
    }
    result.factors.retain(|f| f.power > 0);
    result.factors.sort();
    (result.coefficient != 0.0).then_some(result)
}

/// x² = x where x is 0 or 1; x² = 1 where x is ±1.
fn domain_power(factor: &Factor, context: &Context) -> u32 {
    let Atom::Read(Source::Array(id), _) = &factor.atom else { return factor.power };
    match context.arrays[id.0].role.domain() {
        Some(Domain::Binary) => 1,
        Some(Domain::Spin) => factor.power % 2,
        _ => factor.power,
    }
}

enum Simplified {
    Number(f64),
    Atom(Atom),
}

fn simplify_atom(atom: &Atom, context: &Context) -> Simplified {
    match atom {
        Atom::Read(..) => Simplified::Atom(atom.clone()),
        Atom::Integer(form) => match form.as_constant() {
            Some(value) => Simplified::Number(value as f64),
            None => Simplified::Atom(atom.clone()),
        },
        Atom::Apply { operator, order, argument } => {
            let argument = normalise(argument, context);
            let value = constant(&argument).map(|u| operator.evaluate(*order, u)).filter(|v| v.is_finite());
            match value {
                Some(value) => Simplified::Number(value),
                None => Simplified::Atom(Atom::Apply { operator: *operator, order: *order, argument }),
            }
        }
        Atom::Change { operator, order, at, by } => {
            let (at, by) = (normalise(at, context), normalise(by, context));
            if by.is_zero() {
                return Simplified::Number(0.0);
            }
            Simplified::Atom(Atom::Change { operator: *operator, order: *order, at, by })
        }
    }
}

/// The number an expression is, if it mentions nothing.
fn constant(expr: &Expr) -> Option<f64> {
    match &expr.terms[..] {
        [] => Some(0.0),
        [term] if term.binders.is_empty() && term.guards.is_empty() && term.factors.is_empty() => {
            Some(term.coefficient)
        }
        _ => None,
    }
}

/// Replaces a sum over a binder that nothing mentions by the number of its values.
fn count_unread(mut term: Term, context: &Context) -> Term {
    let mut b = term.binders.len();
    while b > 0 {
        b -= 1;
        let Binder { variable, range: Range::Span { lower, upper } } = &term.binders[b] else { continue };
        let (low, [up]) = (lower.first().cloned().unwrap_or_default(), &upper[..]) else { continue };
        let mut without = term.clone();
        without.binders.remove(b);
        let count = up - &low;
        let known = facts(&without, context, None);
        let certain = known.non_negative(&count) && known.non_negative(&low);
        if lower.len() > 1 || without.mentions(variable) || !certain {
            continue;
        }
        // with the sum goes the knowledge that it was not empty, which may be what makes the entries that are read exist,
        // or what keeps a logarithm where it is defined
        let mut conditional = without.factors.iter().any(|factor| !factor.atom.is_total());
        without.visit_atoms(&mut |atom| {
            conditional |= matches!(atom, Atom::Read(_, indices) if !indices.is_empty());
        });
        without.visit_forms(&mut |form| conditional |= form.look_up_depth() > 0);
        if conditional && !known.positive(&count) {
            without.guards.push(Guard::less(&Index::constant(0), &count));
        }
        match count.as_constant() {
            Some(value) => without.coefficient *= value as f64,
            None => without.push_factor(Factor::once(Atom::Integer(count))),
        }
        without.factors.sort();
        term = without;
        b = b.min(term.binders.len());
    }
    term
}
