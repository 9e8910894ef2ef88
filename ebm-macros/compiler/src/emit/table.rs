//! Arrays of results: definitions with axes, gradients, the values of a site.
//!
//! Three ways to fill one, chosen by what its terms look like:
//!
//! - entry by entry: `for i in 0..n { … flip[i] = sum; }`;
//! - spread, where entries side by side come from one row of a table that a site looks up:
//!   `for k in 0..s { for u in 0..q { out[u] += V::from_fn(|lane| j[(… + u) * q + x[k].code(lane)]); } }`, so that each
//!   row is passed along once;
//! - scattered, where a state says which entry a term counts for, `[a = x[i]]`: each lane adds to its own entry.

use super::codes;
use super::fragment::{Kind, Level, Scalar, Signed, sum};
use super::scatter::scattered;
use super::scope::{Body, by_lane};
use crate::ir::{
    ArrayId, Atom, Basis, Binder, Guard, Index, IntegerAtom, Output, Range, Relation, Term, Variable,
};
use crate::solve::facts::Facts;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

/// An array that is filled.
pub(super) struct Table<'a> {
    pub(super) slice: &'a Ident,
    /// Its axes with their extents.
    pub(super) binders: &'a [(Variable, Index)],
    pub(super) fill: Fill,
}

/// What the entries of a table are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// One number for each lane; zero before.
    Zeroed,
    /// One number for each lane; anything before.
    Written,
    /// Sums over lanes, to be added to.
    Totals,
}

impl<'a> Table<'a> {
    /// A table in scratch memory, which is zero.
    pub(super) fn lanes(slice: &'a Ident, binders: &'a [(Variable, Index)]) -> Self {
        Self { slice, binders, fill: Fill::Zeroed }
    }
}

impl Body<'_> {
    /// The derivative by every entry of an array: summed over lanes into `grad` for a parameter, written to `out` for
    /// sites.
    pub(super) fn gradient(&mut self, array: ArrayId, output: &Output) -> TokenStream {
        let sites = self.program.array(array).role.domain().is_some();
        if output.value.is_zero() && !sites {
            return TokenStream::new();
        }
        let names = self.names;
        let (structure, name) = (names.ours("structure"), names.array(array));
        let whole = if sites { names.ours("out") } else { names.ours("grad") };
        let mark = self.mark();
        let slice = self.local(&format!("{}_{}", whole.unraw(), name.unraw()));
        let fill = if sites { Fill::Written } else { Fill::Totals };
        let table = Table { slice: &slice, binders: &output.binders, fill };
        let filled = self.table(&table, output.value.terms.clone());
        self.leave(mark);
        quote!(let #slice = #structure.#name.of_mut(#whole); #filled)
    }

    /// One number for each value of a site.
    pub(super) fn values(&mut self, output: &Output) -> TokenStream {
        let slice = self.names.ours("out");
        let table = Table { slice: &slice, binders: &output.binders, fill: Fill::Written };
        if loops_end_at_last(&table, &output.value.terms) {
            return self.table(&table, output.value.terms.clone());
        }
        self.spread(&table, output.value.terms.clone())
    }

    /// The number in front of one function of a fixed basis.
    pub(super) fn coefficient(&mut self, basis: Basis, output: &Output) -> TokenStream {
        let out = self.names.ours("out");
        let place = Basis::ALL.iter().position(|other| *other == basis).unwrap_or_default();
        let place = Literal::usize_unsuffixed(place);
        let mark = self.mark();
        let (statements, value) = self.evaluate(output.value.terms.clone(), "sum");
        self.leave(mark);
        let value = value.widened(Kind::Lane).tokens;
        if statements.is_empty() {
            quote!(#out[#place] = #value;)
        } else {
            quote!(#out[#place] = { #statements #value };)
        }
    }

    /// Statements that fill a table.
    pub(super) fn table(&mut self, table: &Table, terms: Vec<Term>) -> TokenStream {
        let (groups, dense) = scattered(self, table.binders, terms);
        let slice = table.slice;
        let mut statements = match (table.fill, dense.is_empty()) {
            (Fill::Written, true) if !groups.is_empty() => quote!(#slice.fill(V::zero());),
            (_, true) if !groups.is_empty() => TokenStream::new(),
            (Fill::Totals, _) => self.totals(table, dense),
            _ if side_by_side(table, &dense) => self.spread(table, dense),
            _ => self.over(table.binders, Vec::new(), |body| {
                let (statements, value) = body.evaluate(dense, "sum");
                let (place, value) = (body.place(table.binders), value.widened(Kind::Lane).tokens);
                quote!(#statements #slice[#place] = #value;)
            }),
        };
        for group in groups {
            statements.extend(self.scatter(table, group));
        }
        statements
    }

    /// Entry by entry, summed over lanes.
    fn totals(&mut self, table: &Table, mut terms: Vec<Term>) -> TokenStream {
        let bounds = self.shared_bounds(table.binders, &terms);
        let common = common_coefficient(&mut terms);
        let slice = table.slice;
        self.over(table.binders, bounds, |body| {
            let (statements, value) = body.evaluate(terms, "sum");
            let place = body.place(table.binders);
            let value = value.widened(Kind::Lane).at(Level::Whole);
            let number = (common.abs() != 1.0).then(|| body.number(common.abs()).tokens);
            let number = number.map(|number| quote!(#number *));
            let assign = if common < 0.0 { quote!(-=) } else { quote!(+=) };
            quote!(#statements #slice[#place] #assign #number #value.total();)
        })
    }

    /// The loops of the terms outside, the last axis innermost.
    fn spread(&mut self, table: &Table, terms: Vec<Term>) -> TokenStream {
        let Some(((last, _), leading)) = table.binders.split_last() else { return TokenStream::new() };
        self.over(leading, Vec::new(), |body| {
            let (along, alike): (Vec<Term>, Vec<Term>) =
                terms.into_iter().partition(|term| term.mentions(last));
            let (looped, mut single): (Vec<Term>, Vec<Term>) =
                along.into_iter().partition(|term| !term.binders.is_empty());
            let mark = body.mark();
            let (mut statements, base) = body.base(alike);
            if base.is_some() || !single.is_empty() || (table.fill == Fill::Written && looped.is_empty()) {
                statements.extend(body.along(table, "=", std::mem::take(&mut single), base));
            } else if table.fill == Fill::Written {
                let slice = table.slice;
                statements.extend(quote!(#slice.fill(V::zero());));
            }
            statements.extend(body.spread_loops(table, looped));
            body.leave(mark);
            statements
        })
    }

    /// What all entries along the last axis have in common, computed once.
    fn base(&mut self, terms: Vec<Term>) -> (TokenStream, Option<Scalar>) {
        if terms.is_empty() {
            return (TokenStream::new(), None);
        }
        let (mut statements, value) = self.evaluate(terms, "base");
        if value.level == Level::Whole && !statements.is_empty() {
            return (statements, Some(value));
        }
        let (name, kind, value) = (self.local("base"), value.kind, value.tokens);
        statements.extend(quote!(let #name = #value;));
        (statements, Some(Scalar::whole(quote!(#name), kind)))
    }

    /// `for u in 0..q { out[u] += …; }` for terms without loops of their own.
    fn along(&mut self, table: &Table, assign: &str, terms: Vec<Term>, base: Option<Scalar>) -> TokenStream {
        let Some((last, _)) = table.binders.split_last() else { return TokenStream::new() };
        let slice = table.slice;
        let forms = codes::forms(&terms);
        self.over_reading(std::slice::from_ref(last), Vec::new(), &forms, |body| {
            let place = body.place(table.binders);
            let mut summands: Vec<Signed> =
                base.into_iter().map(|scalar| Signed { negative: false, scalar, folded: None }).collect();
            summands.extend(body.summands(terms));
            let add = assign != "=";
            let negative = add && summands.len() == 1 && summands[0].negative;
            if negative {
                summands[0].negative = false;
            }
            let value = sum(summands).map(|value| value.widened(Kind::Lane).tokens);
            let value = value.unwrap_or_else(|| quote!(V::zero()));
            match (add, negative) {
                (false, _) => quote!(#slice[#place] = #value;),
                (true, false) => quote!(#slice[#place] += #value;),
                (true, true) => quote!(#slice[#place] -= #value;),
            }
        })
    }

    /// Terms by their loops and conditions, the last axis of the table inside all of them.
    fn spread_loops(&mut self, table: &Table, terms: Vec<Term>) -> TokenStream {
        let mut guarded: Vec<(Vec<Guard>, Vec<Term>)> = Vec::new();
        let mut loops: Vec<(Range, Vec<Term>)> = Vec::new();
        let mut leaves = Vec::new();
        let last = table.binders.last().map(|(variable, _)| variable);
        for mut term in terms {
            let known = |guard: &Guard| !by_lane(&guard.form) && last.is_none_or(|v| !guard.form.mentions(v));
            let ready: Vec<Guard> = self.ready_guards(&term).into_iter().filter(known).collect();
            if !ready.is_empty() {
                term.guards.retain(|guard| !ready.contains(guard));
                gather(&mut guarded, ready, term);
            } else if let Some(binder) = term.binders.first() {
                gather(&mut loops, binder.range.clone(), term);
            } else {
                leaves.push(term);
            }
        }
        let mut statements = TokenStream::new();
        if !leaves.is_empty() {
            statements.extend(self.along(table, "+=", leaves, None));
        }
        for (_, mut members) in loops {
            let binder = members[0].binders[0].clone();
            for term in &mut members {
                let own = term.binders.remove(0);
                if own.variable != binder.variable {
                    *term = term.rename(&own.variable, &binder.variable);
                }
            }
            statements.extend(self.nest(&[binder], |body| body.spread_loops(table, members)));
        }
        for (guards, members) in guarded {
            statements.extend(self.where_holds(&guards, |body| body.spread_loops(table, members)));
        }
        statements
    }

    /// Loops over binders, one in another.
    pub(super) fn nest(
        &mut self,
        binders: &[Binder],
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let mark = self.mark();
        let mut headers = Vec::new();
        for binder in binders {
            let range = self.range(&binder.range);
            let name = self.bind(&binder.variable);
            self.assume_binder(binder);
            headers.push(match binder.range {
                Range::Span { .. } => quote!(for #name in #range),
                Range::Incidence { .. } => quote!(for &#name in #range),
            });
        }
        let inside = inside(self);
        self.leave(mark);
        headers.into_iter().rev().fold(inside, |inside, header| quote!(#header { #inside }))
    }

    /// `if … { … }`, for conditions that are the same in all lanes.
    pub(super) fn where_holds(
        &mut self,
        guards: &[Guard],
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        if guards.is_empty() {
            return inside(self);
        }
        let conditions: Vec<TokenStream> = guards.iter().map(|guard| self.condition(guard)).collect();
        let mark = self.mark();
        guards.iter().for_each(|guard| self.assume_guard(guard));
        let inside = inside(self);
        self.leave(mark);
        quote!(if #(#conditions)&&* { #inside })
    }

    /// For each binder, bounds that hold wherever any of the terms counts: `for q in 0..p` in place of
    /// `for q in 0..n { if q < p { … } }`.
    pub(super) fn shared_bounds(
        &self,
        binders: &[(Variable, Index)],
        terms: &[Term],
    ) -> Vec<(Vec<Index>, Vec<Index>)> {
        let mut candidates: Vec<Index> = Vec::new();
        for guard in terms.iter().flat_map(|term| &term.guards) {
            match guard.relation {
                Relation::NonNegative => candidates.push(guard.form.clone()),
                Relation::Zero => candidates.extend([guard.form.clone(), -&guard.form]),
                Relation::NonZero => {}
            }
        }
        candidates.sort();
        candidates.dedup();
        candidates.truncate(MOST_CANDIDATES);
        let obeyed = |form: &Index| {
            terms.iter().all(|term| {
                let mut facts = Facts::new(&self.program.arrays, &[]);
                term.guards.iter().for_each(|guard| facts.assume_guard(guard));
                facts.non_negative(form)
            })
        };
        candidates.retain(obeyed);
        let place = |(place, (variable, _)): (usize, &(Variable, Index))| {
            let known = &binders[..place];
            let (mut lower, mut upper) = (Vec::new(), Vec::new());
            for form in &candidates {
                let Some((slope, rest)) = form.split_linear(&IntegerAtom::Variable(variable.clone())) else {
                    continue;
                };
                match slope.as_constant() {
                    _ if !is_known(&rest, known) => {}
                    Some(1) => lower.push(-&rest),
                    Some(-1) => upper.push(&rest + &Index::constant(1)),
                    _ => {}
                }
            }
            (lower, upper)
        };
        binders.iter().enumerate().map(place).collect()
    }
}

/// Whether a term reads, where its loops run, a table at a place that depends on the state and on the last axis, and no
/// loop must stand inside that axis.
fn side_by_side(table: &Table, terms: &[Term]) -> bool {
    let Some((last, _)) = table.binders.last() else { return false };
    let looks_up = |atom: &Atom| match atom {
        Atom::Read(_, indices) => {
            indices.iter().any(by_lane) && indices.iter().any(|index| !by_lane(index) && index.mentions(last))
        }
        _ => false,
    };
    let reads = terms.iter().any(|term| {
        let mut found = false;
        term.visit_atoms(&mut |atom| found |= looks_up(atom));
        found && !term.binders.is_empty()
    });
    reads && !loops_end_at_last(table, terms)
}

/// Whether the range of a loop depends on the last axis.
fn loops_end_at_last(table: &Table, terms: &[Term]) -> bool {
    let Some((last, _)) = table.binders.last() else { return false };
    let ends = |range: &Range| range.forms().into_iter().any(|form| form.mentions(last));
    terms.iter().flat_map(|term| &term.binders).any(|binder| ends(&binder.range))
}

/// Adds a term to the others with its key.
fn gather<K: PartialEq>(groups: &mut Vec<(K, Vec<Term>)>, key: K, term: Term) {
    match groups.iter_mut().find(|(other, _)| *other == key) {
        Some((_, members)) => members.push(term),
        None => groups.push((key, vec![term])),
    }
}

/// The number that all terms have in front, up to sign, taken out of them: it multiplies the sum over lanes once.
fn common_coefficient(terms: &mut [Term]) -> f64 {
    let Some(common) = terms.first().map(|term| term.coefficient) else { return 1.0 };
    if common == 0.0 || terms.iter().any(|term| term.coefficient.abs() != common.abs()) {
        return 1.0;
    }
    terms.iter_mut().for_each(|term| term.coefficient /= common);
    common
}

/// A loop is narrowed only by bounds that all terms obey, so few candidates are worth a proof.
const MOST_CANDIDATES: usize = 16;

/// Whether a form mentions sizes and these variables only.
fn is_known(form: &Index, variables: &[(Variable, Index)]) -> bool {
    let mut known = true;
    form.visit_atoms(&mut |atom| {
        known &= match atom {
            IntegerAtom::Variable(variable) => variables.iter().any(|(other, _)| other == variable),
            IntegerAtom::Size(..) => true,
            IntegerAtom::Lookup { .. }
            | IntegerAtom::Site { .. }
            | IntegerAtom::Rounded { .. }
            | IntegerAtom::Remainder(..)
            | IntegerAtom::Quotient(..) => false,
        };
    });
    known
}
