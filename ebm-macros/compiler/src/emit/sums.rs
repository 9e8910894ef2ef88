//! Sums of guarded products as loops.
//!
//! Three things are done to the terms of a sum, none of which changes its value:
//! a guard is tested outside every loop that it does not depend on; terms with the same range share one loop; a factor
//! that does not depend on a loop multiplies its result instead of each summand, together with all other summands that
//! have this factor:
//!
//! ```text
//! let mut sum = V::splat(h[s]);
//! for k in 0..s {
//!     sum += x[k] * j[s * n + k];
//! }
//! for k in s + 1..n {
//!     sum += x[k] * j[k * n + s];
//! }
//! x[s] * sum * number(2.0)
//! ```
//!
//! A condition that depends on the state holds in some lanes only: what it guards is computed in all of them and masked.
//!
//! A factor is moved out of a loop only if all its reads are proved to be inside their arrays there: an empty loop may
//! have hidden one that is not.

use super::fragment::{Kind, Scalar, Signed, sum};
use super::scalar::zero;
use super::scope::{Body, by_lane};
use crate::ir::{Atom, Expr, Factor, Guard, Index, Range, Relation, Term};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// One sum at one place in a nest of loops.
struct Total {
    kind: Kind,
    /// The accumulator: given from outside, or declared here if the sum needs one.
    name: Option<Ident>,
    /// What is added at once.
    start: Vec<Signed>,
    /// What is added when the loops have run.
    later: Vec<Later>,
    /// Whether a loop or a condition adds to it.
    direct: bool,
}

/// `coefficient · Π factors · (another total of this place)`, in the lanes where the guards hold.
struct Later {
    coefficient: f64,
    factors: Vec<Factor>,
    total: usize,
    masks: Vec<Guard>,
}

/// Terms that add to totals, by the place of the total.
type Shares = Vec<(usize, Vec<Term>)>;

/// Everything that happens at one place in a nest of loops.
#[derive(Default)]
struct Place {
    totals: Vec<Total>,
    loops: Vec<(Range, Shares)>,
    guarded: Vec<(Vec<Guard>, Shares)>,
}

impl Place {
    fn total(&mut self, kind: Kind, name: Option<Ident>) -> usize {
        self.totals.push(Total { kind, name, start: Vec::new(), later: Vec::new(), direct: false });
        self.totals.len() - 1
    }
}

/// Adds a term to what a total gets under one key.
fn share<K: PartialEq>(shares: &mut Vec<(K, Shares)>, key: K, total: usize, term: Term) {
    let place = match shares.iter().position(|(other, _)| *other == key) {
        Some(place) => place,
        None => {
            shares.push((key, Vec::new()));
            shares.len() - 1
        }
    };
    let members = &mut shares[place].1;
    match members.iter_mut().find(|(other, _)| *other == total) {
        Some((_, terms)) => terms.push(term),
        None => members.push((total, vec![term])),
    }
}

impl Body<'_> {
    /// A sum: statements, and the value when they have run. `word` names the accumulator if there is need of one.
    pub(super) fn evaluate(&mut self, terms: Vec<Term>, word: &str) -> (TokenStream, Scalar) {
        let kind = self.kind(&Expr { terms: terms.clone() });
        let mut place = Place::default();
        let root = place.total(kind, None);
        self.distribute(&mut place, vec![(root, terms)]);
        let (statements, mut values) = self.write(place, word);
        (statements, values.swap_remove(root))
    }

    /// Statements that add sums to accumulators.
    fn accumulate(&mut self, jobs: Vec<(Ident, Kind, Vec<Term>)>) -> TokenStream {
        let mut place = Place::default();
        let roots =
            jobs.into_iter().map(|(name, kind, terms)| (place.total(kind, Some(name)), terms)).collect();
        self.distribute(&mut place, roots);
        self.write(place, "sum").0
    }

    /// Parts the terms of sums by what each needs here; sums that are factors of others become totals of their own.
    fn distribute(&mut self, place: &mut Place, mut work: Shares) {
        while !work.is_empty() {
            let (total, terms) = work.remove(0);
            let mut plain = Vec::new();
            let mut masked: Vec<(Vec<Guard>, Vec<Term>)> = Vec::new();
            for mut term in terms {
                term.guards.retain(|guard| !self.holds(guard));
                let (masks, ready): (Vec<Guard>, Vec<Guard>) =
                    self.ready_guards(&term).into_iter().partition(|guard| by_lane(&guard.form));
                if !ready.is_empty() {
                    place.totals[total].direct = true;
                    term.guards.retain(|guard| !ready.contains(guard));
                    share(&mut place.guarded, ready, total, term);
                } else if !masks.is_empty() {
                    term.guards.retain(|guard| !masks.contains(guard));
                    match masked.iter_mut().find(|(other, _)| *other == masks) {
                        Some((_, members)) => members.push(term),
                        None => masked.push((masks, vec![term])),
                    }
                } else {
                    plain.push(term);
                }
            }
            for (masks, members) in masked {
                let inner = place.total(self.kind(&Expr { terms: members.clone() }), None);
                let later = Later { coefficient: 1.0, factors: Vec::new(), total: inner, masks };
                place.totals[total].later.push(later);
                work.push((inner, members));
            }
            for group in self.groups(plain) {
                if group.members.iter().all(|term| term.binders.is_empty()) {
                    let summand = self.summand(group);
                    place.totals[total].start.push(summand);
                    continue;
                }
                let kind = self.kind(&Expr { terms: group.members.clone() });
                let alone = group.common.is_empty() && group.coefficient == 1.0;
                if alone && kind == place.totals[total].kind {
                    place.totals[total].direct = true;
                    for term in group.members {
                        share(&mut place.loops, term.binders[0].range.clone(), total, term);
                    }
                } else {
                    let inner = place.total(kind, None);
                    let (coefficient, factors) = (group.coefficient, group.common);
                    let later = Later { coefficient, factors, total: inner, masks: Vec::new() };
                    place.totals[total].later.push(later);
                    work.push((inner, group.members));
                }
            }
        }
    }

    /// The statements of a place, and the value of each of its totals.
    fn write(&mut self, mut place: Place, word: &str) -> (TokenStream, Vec<Scalar>) {
        let mut statements = TokenStream::new();
        for (number, total) in place.totals.iter_mut().enumerate() {
            let start = std::mem::take(&mut total.start);
            match &total.name {
                Some(name) => statements.extend(start.into_iter().map(|summand| added(name, summand))),
                None if total.direct => {
                    let name = self.local(if number == 0 { word } else { "sum" });
                    let start =
                        sum(start).map_or_else(|| zero(total.kind), |start| start.widened(total.kind).tokens);
                    statements.extend(quote!(let mut #name = #start;));
                    total.name = Some(name);
                }
                None => total.start = start,
            }
        }
        let names: Vec<(Option<Ident>, Kind)> =
            place.totals.iter().map(|t| (t.name.clone(), t.kind)).collect();
        let jobs = |shares: Shares| -> Vec<(Ident, Kind, Vec<Term>)> {
            let named =
                |(total, terms): (usize, Vec<Term>)| Some((names[total].0.clone()?, names[total].1, terms));
            shares.into_iter().filter_map(named).collect()
        };
        for (range, shares) in std::mem::take(&mut place.loops) {
            statements.extend(self.one_loop(&range, jobs(shares)));
        }
        for (guards, shares) in std::mem::take(&mut place.guarded) {
            statements.extend(self.conditional_sums(&guards, jobs(shares)));
        }
        let mut values: Vec<Scalar> = Vec::new();
        // inner totals stand behind those that they are factors of
        for total in place.totals.into_iter().rev() {
            let count = names.len();
            let mut summands = total.start;
            for Later { coefficient, factors, total: inner, masks } in total.later {
                let inner = values[count - 1 - inner].clone();
                let inner = self.masked(inner, &masks);
                summands.push(self.product(coefficient, &factors, Some(inner)));
            }
            values.push(match total.name {
                Some(name) => {
                    statements.extend(summands.into_iter().map(|summand| added(&name, summand)));
                    Scalar::whole(quote!(#name), total.kind)
                }
                None => sum(summands).unwrap_or_else(|| Scalar::whole(zero(total.kind), total.kind)),
            });
        }
        values.reverse();
        (statements, values)
    }

    /// One loop for all terms that have this range outermost.
    fn one_loop(&mut self, range: &Range, mut jobs: Vec<(Ident, Kind, Vec<Term>)>) -> TokenStream {
        let Some(binder) = jobs.first().map(|(_, _, terms)| terms[0].binders[0].clone()) else {
            return TokenStream::new();
        };
        let bounds = self.range(range);
        let mark = self.mark();
        let name = self.bind(&binder.variable);
        self.assume_binder(&binder);
        for term in jobs.iter_mut().flat_map(|(_, _, terms)| terms) {
            let own = term.binders.remove(0);
            if own.variable != binder.variable {
                *term = term.rename(&own.variable, &binder.variable);
            }
        }
        let inside = self.accumulate(jobs);
        self.leave(mark);
        match range {
            Range::Span { .. } => quote!(for #name in #bounds { #inside }),
            Range::Incidence { .. } => quote!(for &#name in #bounds { #inside }),
        }
    }

    fn conditional_sums(&mut self, guards: &[Guard], jobs: Vec<(Ident, Kind, Vec<Term>)>) -> TokenStream {
        let conditions: Vec<TokenStream> = guards.iter().map(|guard| self.condition(guard)).collect();
        let mark = self.mark();
        guards.iter().for_each(|guard| self.assume_guard(guard));
        let inside = self.accumulate(jobs);
        self.leave(mark);
        quote!(if #(#conditions)&&* { #inside })
    }

    /// Terms without loops and guards, as summands with common factors drawn out.
    pub(super) fn factored(&mut self, terms: Vec<Term>) -> Vec<Signed> {
        self.groups(terms).into_iter().map(|group| self.summand(group)).collect()
    }

    /// A group without loops and guards as one summand.
    fn summand(&mut self, group: Group) -> Signed {
        let Group { coefficient, common, members } = group;
        let one = members.len() == 1 && members[0].coefficient == 1.0 && members[0].factors.is_empty();
        let rest = if one { None } else { sum(self.factored(members)) };
        self.product(coefficient, &common, rest)
    }

    /// Whether a guard is proved to hold here.
    pub(super) fn holds(&self, guard: &Guard) -> bool {
        guard.relation == Relation::NonNegative && self.is_non_negative(&guard.form)
    }

    /// The guards of a term that can be tested here, before any of its loops.
    pub(super) fn ready_guards(&self, term: &Term) -> Vec<Guard> {
        let waits = |form: &Index| term.binders.iter().any(|b| form.mentions(&b.variable));
        let ready =
            |guard: &&Guard| !waits(&guard.form) && (term.binders.is_empty() || self.is_safe(&guard.form));
        let mut guards: Vec<Guard> = term.guards.iter().filter(ready).cloned().collect();
        // a look-up may rely on the comparisons before it
        guards.sort_by_key(|guard| (!self.is_safe(&guard.form), guard.test_order()));
        guards
    }

    /// The factors of a term that can be computed here: all of them at a leaf, else those that depend on no loop.
    fn free_factors(&self, term: &Term) -> Vec<Factor> {
        let free = |atom: &Atom| {
            let mut free = true;
            atom.visit_forms(&mut |form| free &= !term.binders.iter().any(|b| form.mentions(&b.variable)));
            free && self.is_safe_atom(atom)
        };
        term.factors.iter().filter(|f| term.binders.is_empty() || free(&f.atom)).cloned().collect()
    }

    /// Parts terms into groups with common factors, the factor that most terms have first.
    fn groups(&self, terms: Vec<Term>) -> Vec<Group> {
        let mut items: Vec<(Term, Vec<Factor>)> =
            terms.into_iter().map(|term| (term.clone(), self.free_factors(&term))).collect();
        let mut groups = Vec::new();
        while !items.is_empty() {
            let chosen = self.most_common(&items);
            let (group, rest): (Vec<_>, Vec<_>) = match &chosen {
                Some(atom) => items.into_iter().partition(|(_, free)| free.iter().any(|f| f.atom == *atom)),
                None => {
                    let first = items.remove(0);
                    (vec![first], items)
                }
            };
            items = rest;
            groups.push(Group::of(group));
        }
        groups
    }

    /// The atom that most of the terms have as a free factor, if at least two have it; lanes before numbers.
    fn most_common(&self, items: &[(Term, Vec<Factor>)]) -> Option<Atom> {
        let mut best: Option<((usize, Kind), &Atom)> = None;
        for atom in items.iter().flat_map(|(_, free)| free).map(|f| &f.atom) {
            let count = items.iter().filter(|(_, free)| free.iter().any(|f| f.atom == *atom)).count();
            let rank = (count, self.kind_of_atom(atom));
            if count >= 2 && best.as_ref().is_none_or(|(other, _)| rank > *other) {
                best = Some((rank, atom));
            }
        }
        best.map(|(_, atom)| atom.clone())
    }
}

/// `coefficient · Π common · Σ members`.
struct Group {
    coefficient: f64,
    common: Vec<Factor>,
    members: Vec<Term>,
}

impl Group {
    fn of(items: Vec<(Term, Vec<Factor>)>) -> Self {
        let mut common = items[0].1.clone();
        for (_, free) in &items[1..] {
            common.retain_mut(|factor| match free.iter().find(|f| f.atom == factor.atom) {
                Some(other) => {
                    factor.power = factor.power.min(other.power);
                    true
                }
                None => false,
            });
        }
        let mut members: Vec<Term> = items.into_iter().map(|(term, _)| term).collect();
        for factor in &common {
            for term in &mut members {
                term.factors.retain_mut(|own| {
                    if own.atom == factor.atom {
                        own.power -= factor.power;
                    }
                    own.power > 0
                });
            }
        }
        let coefficient = members[0].coefficient;
        let shared = members.iter().all(|term| term.coefficient.abs() == coefficient.abs());
        let lone_loop = common.is_empty() && !members[0].binders.is_empty();
        let coefficient = if shared && coefficient != 0.0 && !lone_loop { coefficient } else { 1.0 };
        members.iter_mut().for_each(|term| term.coefficient /= coefficient);
        Self { coefficient, common, members }
    }
}

/// `total += summand;`
fn added(total: &Ident, Signed { negative, scalar, .. }: Signed) -> TokenStream {
    let value = scalar.tokens;
    if negative { quote!(#total -= #value;) } else { quote!(#total += #value;) }
}
