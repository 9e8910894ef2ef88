//! The rules of finite differences.
//!
//! ```text
//! Δ(ab)        = Δa·b + a·Δb + Δa·Δb           over all subsets of changing factors, powers by the binomial rule
//! Δ x[idx]     = Π [idx_k = s_k] · δ
//! Δ u[idx]     = the change of the let, recorded before
//! Δ f(u)       = f(u + Δu) − f(u)              one atom, under the conditions that make Δu differ from 0
//! Δ T          for the codes that a term T reads, see `codes`
//! ```
//!
//! They are exact for changes of any size: the delta rules of incremental view maintenance (Koch 2010; Koch et al.,
//! DBToaster, VLDB Journal 2014). A product of many changing factors would have 2ᵏ terms and is telescoped instead,
//! with a′ = a + Δa read from lets: Δ(abc) = Δa·b·c + a′·Δb·c + a′·b′·Δc.
//!
//! Guards and ranges never mention numbers, so changes pass through them; where they mention codes, the term changes as
//! a whole.

use super::codes;
use super::difference::Site;
use super::rewrite::{as_indices, each_under, fresh_axes, map_arguments, substitute};
use super::support::{cases, common, fold_flip};
use crate::ir::{
    Atom, Definition, Expr, Factor, Guard, Index, Let, LetId, Operator, Program, Source, Term, Variable,
    budget,
};
use std::collections::BTreeMap;

/// The most terms that one product's change is written out with. A quartic in four different sites has 15.
const MOST_PRODUCTS: usize = 32;

/// The highest power that is written out by the binomial rule.
const HIGHEST_BINOMIAL: u32 = 4;

/// The walk over everything that may change.
pub(super) struct Changes<'a> {
    program: &'a mut Program,
    site: &'a Site,
    /// δ: one term.
    delta: Expr,
    /// The code of the new value, for discrete sites.
    code: Option<Index>,
    /// The let that δ is, where δ is 1 − 2x\[s\] on a binary site.
    flip: Option<LetId>,
    /// The changes of lets over their axes, without binders of their own.
    lets: BTreeMap<LetId, (Vec<(Variable, Index)>, Expr)>,
    /// What arrays and lets are after the change, where that had to be named.
    after: BTreeMap<Source, LetId>,
    /// The codes of all sites after the change, where that had to be named.
    codes_after: Option<LetId>,
}

/// The change of a power of an atom.
struct FactorChange<'t> {
    factor: &'t Factor,
    /// Split by where it differs from zero.
    split: Expr,
    /// The same in fewer terms; it may be zero in more places than its guards say.
    whole: Expr,
}

impl FactorChange<'_> {
    /// Whether its guards say where it is zero, when split.
    fn is_local(&self) -> bool {
        self.split.terms.iter().all(|term| !term.guards.is_empty())
    }
}

impl<'a> Changes<'a> {
    /// The change δ of one site, which then has this code.
    pub(super) fn new(
        program: &'a mut Program,
        site: &'a Site,
        delta: Expr,
        code: Option<Index>,
        flip: Option<LetId>,
    ) -> Self {
        let (lets, after) = (BTreeMap::new(), BTreeMap::new());
        Self { program, site, delta, code, flip, lets, after, codes_after: None }
    }

    /// The program to which lets are added.
    pub(super) fn program(&mut self) -> &mut Program {
        self.program
    }

    /// Records the change of a let; its terms have no binders.
    pub(super) fn record(&mut self, id: LetId, axes: Vec<(Variable, Index)>, change: Expr) {
        debug_assert!(!change.has_binders());
        if !change.is_zero() {
            self.lets.insert(id, (axes, change));
        }
    }

    /// The change of an expression.
    pub(super) fn of(&mut self, expr: &Expr) -> Expr {
        Expr { terms: expr.terms.iter().flat_map(|t| self.of_term(t).terms).collect() }
    }

    fn of_term(&mut self, term: &Term) -> Expr {
        if !budget::spend(term.size()) {
            return Expr::zero();
        }
        let (mut total, term) = self.of_rounded(term);
        total.terms.extend(self.of_codes(&term).terms);
        total
    }

    /// The change of the T in whole numbers that are definitions, one after the other, and the term after these changes:
    /// where the definition changes, T with the definition after the change in its place, minus T.
    fn of_rounded(&mut self, term: &Term) -> (Expr, Term) {
        let mut total = Expr::zero();
        let mut before = term.clone();
        for (id, indices) in codes::rounded(term) {
            let change = self.of_read(&Atom::Read(Source::Let(id), indices.clone()));
            let Some(after) = self.after_all(Source::Let(id)).filter(|_| !change.is_zero()) else { continue };
            let after = codes::redirected(&before, id, &indices, after);
            for (guards, _) in cases(&change) {
                total.terms.push(codes::under(&after, &guards));
                total.terms.push(codes::under(&before, &guards).scaled(-1.0));
            }
            before = after;
        }
        (total, before)
    }

    /// The change of the codes that a term reads, and of its numbers.
    fn of_codes(&mut self, term: &Term) -> Expr {
        let occurrences = match self.code {
            Some(_) => codes::occurrences(term, self.site.array),
            None => Vec::new(),
        };
        let Some(to) = self.code.clone().filter(|_| !occurrences.is_empty()) else {
            return self.of_product(term);
        };
        let here = as_indices(&self.site.at);
        let mut total = Expr::zero();
        if occurrences.len() > codes::MOST_OCCURRENCES {
            let after = codes::all_redirected(term, self.site.array, self.codes_after(&to));
            for guards in codes::first_here(&occurrences, &here) {
                total.terms.push(codes::under(&after, &guards));
                total.terms.push(codes::under(term, &guards).scaled(-1.0));
            }
            return total.plus(self.of_product(&after));
        }
        for subset in 0..1_usize << occurrences.len() {
            let chosen = |place: usize| subset >> place & 1 == 1;
            let (inside, outside): (Vec<_>, Vec<_>) =
                (0..occurrences.len()).partition(|&place| chosen(place));
            let inside: Vec<_> = inside.into_iter().map(|place| &occurrences[place]).collect();
            let outside: Vec<_> = outside.into_iter().map(|place| &occurrences[place]).collect();
            let before = codes::set(term, self.site.array, &inside, &self.site.code());
            let after = codes::set(term, self.site.array, &inside, &to);
            for guards in codes::exactly_here(&inside, &outside, &here) {
                if !budget::spend(after.size() + guards.len()) {
                    return Expr::zero();
                }
                let after = codes::under(&after, &guards);
                total = total.plus(self.of_product(&after));
                if !inside.is_empty() {
                    total.terms.push(after);
                    total.terms.push(codes::under(&before, &guards).scaled(-1.0));
                }
            }
        }
        total
    }

    /// The let of all codes after the change.
    fn codes_after(&mut self, to: &Index) -> LetId {
        if let Some(id) = self.codes_after {
            return id;
        }
        let own = fresh_axes(&self.site.at, &self.program.fresh);
        let code = Index::site(self.site.array, as_indices(&own));
        let here = own.iter().zip(&self.site.at);
        let here =
            here.map(|((a, _), (s, _))| Guard::equal(&Index::variable(a), &Index::variable(s))).collect();
        let change = Term { guards: here, ..Term::atom(Atom::Integer(to - &code)) };
        let value = Expr::atom(Atom::Integer(code)).plus(change.into());
        let name = format!("{}_after", self.program.array(self.site.array).name);
        let id = self.program.add_let(Let { name, binders: own, definition: Definition::Sum(value) });
        self.codes_after = Some(id);
        id
    }

    /// The change of the product of a term whose codes stay.
    fn of_product(&mut self, term: &Term) -> Expr {
        let mut same = Term { coefficient: term.coefficient, ..term.frame() };
        let mut changing = Vec::new();
        for factor in &term.factors {
            match self.of_factor(factor) {
                Some(change) => changing.push(change),
                None => same.factors.push(factor.clone()),
            }
        }
        let products = changing.iter().fold(1, |n: usize, c| n.saturating_mul(1 + c.whole.terms.len()));
        let change = match products <= MOST_PRODUCTS {
            true => over_subsets(&changing),
            false => self.telescoped(&changing),
        };
        each_under(&same.into(), &change)
    }

    /// Δ(aᵖ) = Σ_{j ≥ 1} (p over j) aᵖ⁻ʲ (Δa)ʲ; `None` where nothing changes.
    fn of_factor<'t>(&mut self, factor: &'t Factor) -> Option<FactorChange<'t>> {
        let (split, whole) = match &factor.atom {
            Atom::Read(..) | Atom::Integer(_) => {
                let change = self.of_read(&factor.atom);
                (vec![change.clone()], change)
            }
            Atom::Apply { .. } | Atom::Change { .. } => self.of_function(&factor.atom)?,
        };
        if whole.is_zero() {
            return None;
        }
        if factor.power > HIGHEST_BINOMIAL {
            return Some(self.high_power(factor, &whole));
        }
        // cases exclude each other, so no product of two is needed
        let split = split.iter().flat_map(|case| binomial(factor, case).terms).collect();
        Some(FactorChange { factor, split: Expr { terms: split }, whole: binomial(factor, &whole) })
    }

    /// a′ᵖ − aᵖ where Δa differs from zero.
    fn high_power<'t>(&mut self, factor: &'t Factor, change: &Expr) -> FactorChange<'t> {
        let after = Factor { atom: self.after(&factor.atom), power: factor.power };
        let difference = Expr {
            terms: vec![
                Term { factors: vec![after], ..Term::number(1.0) },
                Term { factors: vec![factor.clone()], ..Term::number(-1.0) },
            ],
        };
        let under = |(guards, _): (Vec<Guard>, Expr)| {
            each_under(&Term { guards, ..Term::number(1.0) }.into(), &difference).terms
        };
        let split = cases(change).into_iter().flat_map(under).collect();
        FactorChange { factor, split: Expr { terms: split }, whole: difference.clone() }
    }

    /// The change of a read: one bracketed δ, or that of a let.
    fn of_read(&self, atom: &Atom) -> Expr {
        match atom {
            Atom::Read(Source::Array(array), indices) if *array == self.site.array => {
                let here = indices.iter().zip(&self.site.at);
                let guards = here.map(|(index, (s, _))| Guard::equal(index, &Index::variable(s))).collect();
                each_under(&Term { guards, ..Term::number(1.0) }.into(), &self.delta)
            }
            Atom::Read(Source::Let(id), indices) => match self.lets.get(id) {
                Some((axes, change)) => {
                    let axes = axes.iter().map(|(v, _)| v.clone());
                    substitute(change, &axes.zip(indices.iter().cloned()).collect::<Vec<_>>())
                }
                None => Expr::zero(),
            },
            _ => Expr::zero(),
        }
    }

    /// The change of a nonlinear function, by cases and as a whole.
    fn of_function(&mut self, atom: &Atom) -> Option<(Vec<Expr>, Expr)> {
        match atom {
            Atom::Apply { operator, order, argument } => {
                let by = self.of(argument);
                let change = |by: Expr| match operator {
                    // of two forbidden states the one where fewer conditions fail is infinitely lower: so ∞ − ∞ never
                    // has to be taken, and what is elsewhere does not matter
                    Operator::Forbid => Atom::Apply { operator: Operator::Forbid, order: 0, argument: by },
                    _ => Atom::Change { operator: *operator, order: *order, at: argument.clone(), by },
                };
                (!by.is_zero()).then(|| split_and_whole(&by, &change))
            }
            // f(u + Δu + D + ΔD) − f(u + Δu) − f(u + D) + f(u), as two atoms that do not cancel: the change at the end
            // u + D, and that at u
            Atom::Change { operator, order, at, by } => {
                let (change_at, change_by) = (self.of(at), self.of(by));
                let end = at.clone().plus(by.clone());
                let change_end = change_at.clone().plus(change_by);
                let change = |at: &Expr| {
                    let at = at.clone();
                    move |by: Expr| Atom::Change { operator: *operator, order: *order, at: at.clone(), by }
                };
                let (_, at_end) = split_and_whole(&change_end, &change(&end));
                let (_, at_start) = split_and_whole(&change_at, &change(at));
                let total = at_end.plus(at_start.scaled(-1.0));
                (!total.is_zero()).then(|| (vec![total.clone()], total))
            }
            Atom::Read(..) | Atom::Integer(_) => None,
        }
    }

    /// Σ_i (Π_{j < i} a_j′) Δa_i (Π_{j > i} a_j)
    fn telescoped(&mut self, changing: &[FactorChange]) -> Expr {
        let mut total = Expr::zero();
        for (place, change) in changing.iter().enumerate() {
            let mut rest = Term::number(1.0);
            for earlier in &changing[..place] {
                rest.push_factor(Factor {
                    atom: self.after(&earlier.factor.atom),
                    power: earlier.factor.power,
                });
            }
            for later in &changing[place + 1..] {
                rest.push_factor(later.factor.clone());
            }
            total = total.plus(each_under(&rest.into(), &change.split));
        }
        total
    }

    /// The atom after the change.
    fn after(&mut self, atom: &Atom) -> Atom {
        match atom {
            Atom::Read(source, indices) => match self.after_all(*source) {
                Some(id) => Atom::Read(Source::Let(id), indices.clone()),
                None => atom.clone(),
            },
            Atom::Integer(_) => atom.clone(),
            Atom::Apply { .. } | Atom::Change { .. } => {
                map_arguments(atom, &mut |argument| argument.clone().plus(self.of(argument)))
            }
        }
    }

    /// The let of an array or let after the change, where it changes.
    fn after_all(&mut self, source: Source) -> Option<LetId> {
        if let Some(id) = self.after.get(&source) {
            return Some(*id);
        }
        let (name, axes) = match source {
            Source::Array(id) if id == self.site.array => {
                (self.program.array(id).name.clone(), self.site.at.clone())
            }
            Source::Let(id) if self.lets.contains_key(&id) => {
                let definition = self.program.definition(id);
                (definition.name.clone(), definition.binders.clone())
            }
            _ => return None,
        };
        let own = fresh_axes(&axes, &self.program.fresh);
        let atom = Atom::Read(source, as_indices(&own));
        let value = Expr::atom(atom.clone()).plus(self.of_read(&atom));
        let definition = Definition::Sum(value);
        let id = self.program.add_let(Let { name: format!("{name}_after"), binders: own, definition });
        self.after.insert(source, id);
        Some(id)
    }

    /// The expression with δ² = 1 and x\[s\]·δ = −x\[s\], which hold for the flip δ = 1 − 2x\[s\] of a binary site and
    /// which nothing else can know, δ being a let.
    pub(super) fn folded(&self, expr: &Expr) -> Expr {
        match self.flip {
            Some(flip) => fold_flip(expr, flip, &self.site.value().terms[0].factors[0].atom),
            None => expr.clone(),
        }
    }
}

/// Δ(Π a) = Σ over non-empty subsets of Π Δa in the subset times Π a outside.
///
/// One change that knows where it is zero makes the whole product local; only where there is none is one split.
fn over_subsets(changing: &[FactorChange]) -> Expr {
    let mut total = Expr::zero();
    for subset in 1..1_usize << changing.len() {
        let inside = |place: &usize| subset >> place & 1 == 1;
        let split = (0..changing.len()).filter(inside).find(|&place| changing[place].is_local());
        let mut product = Expr::number(1.0);
        for (place, change) in changing.iter().enumerate() {
            product = match (inside(&place), split == Some(place)) {
                (true, true) => each_under(&product, &change.split),
                (true, false) => each_under(&product, &change.whole),
                (false, _) => {
                    let same = Term { factors: vec![change.factor.clone()], ..Term::number(1.0) };
                    each_under(&product, &same.into())
                }
            };
        }
        total = total.plus(product);
    }
    total
}

/// Σ_{j ≥ 1} (p over j) aᵖ⁻ʲ Δʲ
fn binomial(factor: &Factor, change: &Expr) -> Expr {
    let mut total = Expr::zero();
    let mut power_of_change = Expr::number(1.0);
    let mut choose = 1.0;
    for j in 1..=factor.power {
        power_of_change = each_under(&power_of_change, change);
        choose = choose * f64::from(factor.power - j + 1) / f64::from(j);
        let mut rest = Term::number(choose);
        if j < factor.power {
            rest.factors.push(Factor { atom: factor.atom.clone(), power: factor.power - j });
        }
        total = total.plus(each_under(&rest.into(), &power_of_change));
    }
    total
}

/// A function of a change, in one term for each case of where the change differs from zero, and in one term.
fn split_and_whole(by: &Expr, change: &dyn Fn(Expr) -> Atom) -> (Vec<Expr>, Expr) {
    let one = |(guards, by): (Vec<Guard>, Expr)| Expr::from(Term { guards, ..Term::atom(change(by)) });
    let whole = if by.is_zero() { Expr::zero() } else { one(common(by)) };
    (cases(by).into_iter().map(one).collect(), whole)
}
