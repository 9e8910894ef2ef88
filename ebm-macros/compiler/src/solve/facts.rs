//! What follows from what is known: whether an integer form is never negative.
//!
//! Every atom is non-negative. A form is proved by taking known non-negative forms away from it, at most a few, until
//! only non-negative monomials are left; a known form may first be multiplied by an atom of the form in question
//! (`cols·(rows − 1 − r) ≥ 0`). Incomplete on purpose: what is not proved stays as a guard.

use crate::ir::{Array, ArrayId, Binder, Guard, Index, IntegerAtom, Range, Relation, Term, Variable, budget};
use std::collections::BTreeSet;

/// Known non-negative forms, and what atoms say of themselves.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'a> {
    arrays: &'a [Array],
    forms: Vec<Index>,
    /// Forms that look up fixed data deeper than this are left out.
    depth: usize,
    /// Forms that mention one of these are left out.
    without: Vec<Variable>,
}

/// How many facts a proof may use.
const DEPTH: usize = 3;

/// How many forms a proof may look at: real proofs need a handful, and no input may take long.
const MAX_FORMS: usize = 40;

impl<'a> Facts<'a> {
    pub(crate) fn new(arrays: &'a [Array], forms: &[Index]) -> Self {
        Self { arrays, forms: Vec::new(), depth: usize::MAX, without: Vec::new() }.assuming(forms)
    }

    /// The facts by which a condition of a term may be dropped as implied.
    ///
    /// A look-up may exist only because of the condition. So what is tested after it does not count: what looks up fixed
    /// data deeper, and, if the condition is about a variable at which the term looks something up, what mentions a
    /// *passing* binder that the condition does not mention. Such a binder is in an equation, or its range looks
    /// something up or mentions one that passes: once it is solved for, or once the range is entered, `[b < q − 3]` is `[data[q − 3] < q − 3]`, which
    /// can no longer stand for `[q ≥ 3]`.
    pub(crate) fn before(arrays: &'a [Array], forms: &[Index], claim: &Index, term: &Term) -> Self {
        let without = if looked_up_at(term, claim) { passing_binders(term, claim) } else { Vec::new() };
        Self { arrays, forms: Vec::new(), depth: claim.look_up_depth(), without }.assuming(forms)
    }

    fn assuming(mut self, forms: &[Index]) -> Self {
        forms.iter().for_each(|form| self.assume(form.clone()));
        self
    }

    /// Takes a form as non-negative from here on, and what its atoms say of themselves.
    pub(crate) fn assume(&mut self, form: Index) {
        if form.look_up_depth() > self.depth || self.without.iter().any(|variable| form.mentions(variable)) {
            return;
        }
        let mut more = Vec::new();
        self.facts_of_atoms(&form, &mut more);
        for form in std::iter::once(form).chain(more) {
            if !trivially_non_negative(&form) && !self.forms.contains(&form) {
                self.forms.push(form);
            }
        }
    }

    /// Takes a guard as true from here on.
    pub(crate) fn assume_guard(&mut self, guard: &Guard) {
        match guard.relation {
            Relation::NonNegative => self.assume(guard.form.clone()),
            Relation::Zero => {
                self.assume(guard.form.clone());
                self.assume(-&guard.form);
            }
            Relation::NonZero => {}
        }
    }

    /// Takes the bounds of a binder as true from here on.
    pub(crate) fn assume_binder(&mut self, binder: &Binder) {
        let variable = Index::variable(&binder.variable);
        match &binder.range {
            Range::Span { lower, upper } => {
                lower.iter().for_each(|bound| self.assume(&variable - bound));
                upper.iter().for_each(|bound| self.assume(&(bound - &variable) - &Index::constant(1)));
            }
            Range::Incidence { array, .. } => {
                self.assume(&(&self.count(*array) - &variable) - &Index::constant(1));
            }
        }
    }

    /// Everything that was assumed.
    pub(crate) fn into_forms(self) -> Vec<Index> {
        self.forms
    }

    /// The extents of an array.
    pub(crate) fn extents(&self, array: ArrayId) -> &[Index] {
        &self.arrays[array.0].extents
    }

    /// The number of entries of an array.
    pub(crate) fn count(&self, array: ArrayId) -> Index {
        self.arrays[array.0].extents.iter().fold(Index::constant(1), |product, extent| &product * extent)
    }

    /// Whether the form is proved to be at least zero.
    pub(crate) fn non_negative(&self, form: &Index) -> bool {
        if trivially_non_negative(form) {
            return true;
        }
        let mut own = Vec::new();
        self.facts_of_atoms(form, &mut own);
        let known: Vec<&Index> = self.forms.iter().chain(&own).collect();
        search(form, &known, DEPTH, &mut BTreeSet::new())
    }

    /// Whether the form is proved to be at least one.
    pub(crate) fn positive(&self, form: &Index) -> bool {
        self.non_negative(&(form - &Index::constant(1)))
    }

    /// Whether the form is proved never to be zero.
    pub(crate) fn never_zero(&self, form: &Index) -> bool {
        never_zero_as_it_stands(form) || self.positive(form) || self.positive(&-form)
    }

    /// What remainders, quotients and look-ups say of themselves.
    fn facts_of_atoms(&self, form: &Index, known: &mut Vec<Index>) {
        form.visit_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(_) | IntegerAtom::Size(..) => {}
            IntegerAtom::Remainder(_, n) => {
                known.push(&(&**n - &Index::atom(atom.clone())) - &Index::constant(1));
            }
            IntegerAtom::Quotient(a, n) => {
                let floor = &Index::atom(atom.clone()) * n;
                known.push(&(&(&floor + n) - &Index::constant(1)) - a);
                // a negative a has quotient 0, so this much needs its sign from elsewhere
                if trivially_non_negative(a) || self.forms.contains(a) {
                    known.push(&**a - &floor);
                }
            }
            // an entry is bounded where it exists; only then may the bound be used, and a form in its index can be
            // what makes it exist
            IntegerAtom::Lookup { array, component, .. } if surely_exists(atom) => {
                for bound in self.arrays[array.0].bounds.get(*component).into_iter().flatten() {
                    known.push(&(bound - &Index::atom(atom.clone())) - &Index::constant(1));
                }
            }
            IntegerAtom::Lookup { .. } => {}
            IntegerAtom::Site { array, indices } if surely_exists(atom) => {
                let domain = self.arrays[array.0].role.domain();
                if let Some(count) = domain.and_then(|domain| domain.value_count(indices)) {
                    known.push(&(&count - &Index::atom(atom.clone())) - &Index::constant(1));
                }
            }
            IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. } => {}
        });
    }
}

/// Whether a condition of a term mentions a variable at which its conditions or ranges look something up.
fn looked_up_at(term: &Term, claim: &Index) -> bool {
    let ranges = term.binders.iter().flat_map(|binder| binder.range.forms());
    let conditions = term.guards.iter().map(|guard| &guard.form);
    let mut found = false;
    for form in ranges.chain(conditions) {
        form.visit_atoms(&mut |atom| {
            let (IntegerAtom::Lookup { indices, .. }
            | IntegerAtom::Site { indices, .. }
            | IntegerAtom::Rounded { indices, .. }) = atom
            else {
                return;
            };
            for index in indices {
                index.visit_atoms(&mut |inner| {
                    found |= matches!(inner, IntegerAtom::Variable(v) if claim.mentions(v));
                });
            }
        });
    }
    found
}

/// The binders of a term that an equation may be solved for, whose range looks something up or mentions such a binder,
/// and that the condition does not mention.
fn passing_binders(term: &Term, claim: &Index) -> Vec<Variable> {
    let in_equation = |variable: &Variable| {
        term.guards.iter().any(|guard| guard.relation == Relation::Zero && guard.form.mentions(variable))
    };
    let mut passing: Vec<Variable> = Vec::new();
    for Binder { variable, range } in &term.binders {
        let passes = |form: &&Index| form.look_up_depth() > 0 || passing.iter().any(|p| form.mentions(p));
        if in_equation(variable) || range.forms().iter().any(passes) {
            passing.push(variable.clone());
        }
    }
    passing.retain(|variable| !claim.mentions(variable));
    passing
}

/// Whether no monomial is negative.
fn trivially_non_negative(form: &Index) -> bool {
    form.monomials().all(|(monomial, coefficient)| coefficient >= 0 && monomial.iter().all(surely_exists))
}

/// Whether an atom has a value wherever its variables do. An entry of fixed data at a computed index may not: the guard
/// that keeps the index inside must not be dropped because of what the entry says.
fn surely_exists(atom: &IntegerAtom) -> bool {
    let inside = |form: &Index| form.monomials().all(|(monomial, _)| monomial.iter().all(surely_exists));
    match atom {
        IntegerAtom::Variable(_) | IntegerAtom::Size(..) => true,
        IntegerAtom::Lookup { indices, .. }
        | IntegerAtom::Site { indices, .. }
        | IntegerAtom::Rounded { indices, .. } => indices.iter().all(|index| index.as_variable().is_some()),
        IntegerAtom::Remainder(a, n) | IntegerAtom::Quotient(a, n) => inside(a) && inside(n),
    }
}

/// Whether the form is never zero, whatever its atoms are.
pub(crate) fn never_zero_as_it_stands(form: &Index) -> bool {
    form.as_constant().is_some_and(|c| c != 0) || indivisible(form)
}

/// Whether the coefficients share a divisor that the constant does not have, so that the form is never zero.
fn indivisible(form: &Index) -> bool {
    let divisor = form.monomials().filter(|(m, _)| !m.is_empty()).fold(0, |g, (_, c)| gcd(g, c.abs()));
    divisor > 1 && form.constant_part() % divisor != 0
}

pub(crate) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Takes facts away that cancel a negative monomial of the form.
fn search(form: &Index, known: &[&Index], depth: usize, seen: &mut BTreeSet<(usize, Index)>) -> bool {
    budget::spend(known.len());
    if trivially_non_negative(form) {
        return true;
    }
    let cancels = |fact: &Index, wanted: &[IntegerAtom]| {
        fact.monomials().any(|(own, c)| c < 0 && own.is_empty() == wanted.is_empty() && divides(own, wanted))
    };
    let mut negative = form.monomials().filter(|(_, c)| *c < 0).map(|(m, _)| m);
    // each negative monomial needs a fact that cancels it: without one there is nothing to search for
    if depth == 0 || !negative.all(|m| known.iter().any(|fact| cancels(fact, m))) {
        return false;
    }
    if seen.len() >= MAX_FORMS || !seen.insert((depth, form.clone())) {
        return false;
    }
    // one of them must go; the last, so that the constant is left for the end
    let Some((monomial, coefficient)) = form.monomials().filter(|(_, c)| *c < 0).last() else { return false };
    known.iter().any(|fact| {
        fact.monomials().any(|(own, c)| {
            if c >= 0 || own.is_empty() != monomial.is_empty() {
                return false;
            }
            let Some(factor) = ratio(monomial, own) else { return false };
            // rounded up: more than enough of a non-negative form is as good as enough
            let times = (coefficient + c + 1) / c;
            let scaled = &fact.scaled(times) * &factor;
            search(&(form - &scaled), known, depth - 1, seen)
        })
    })
}

fn divides(own: &[IntegerAtom], wanted: &[IntegerAtom]) -> bool {
    ratio(wanted, own).is_some()
}

/// The product of atoms by which `own` must be multiplied to give `wanted`.
fn ratio(wanted: &[IntegerAtom], own: &[IntegerAtom]) -> Option<Index> {
    if own.len() > wanted.len() {
        return None;
    }
    if own == wanted {
        return Some(Index::constant(1));
    }
    let mut rest = wanted.to_vec();
    for atom in own {
        let place = rest.iter().position(|a| a == atom)?;
        rest.remove(place);
    }
    Some(rest.into_iter().fold(Index::constant(1), |product, atom| &product * &Index::atom(atom)))
}
