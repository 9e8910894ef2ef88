//! Integer forms as `usize` arithmetic that never goes below zero.
//!
//! A form is printed as its positive part less its negative part, so no intermediate value is negative where the form
//! is not. Comparisons move the negative part to the other side; remainders add a multiple of the modulus; bounds of
//! loops, which may be negative for an empty loop, saturate at zero.
//!
//! An integer that depends on the state has a value for each lane: it is written for the one called `lane`, as
//! `x[i].code(lane)`, and stands in a closure over the lanes.

use super::fragment::{Integer, Kind, Level};
use super::scope::Body;
use crate::ir::{Array, ArrayId, Domain, Guard, Index, IntegerAtom, Monomial, Range, Relation, Role};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

/// max(p − q, 0). Not as a method: rustc may not know the type of a loop variable yet.
fn saturating_difference(positive: &Integer, negative: &Integer) -> TokenStream {
    let (positive, negative) = (&positive.tokens, &negative.tokens);
    quote!(usize::saturating_sub(#positive, #negative))
}

/// `(p, q)` with form = p − q and no negative coefficient in either.
fn parts(form: &Index) -> (Index, Index) {
    let mut parts = (Index::default(), Index::default());
    for (monomial, coefficient) in form.monomials() {
        let atoms =
            monomial.iter().fold(Index::constant(1), |product, atom| &product * &Index::atom(atom.clone()));
        let part = if coefficient > 0 { &mut parts.0 } else { &mut parts.1 };
        *part = &*part + &atoms.scaled(coefficient.abs());
    }
    parts
}

fn literal(value: i64) -> Integer {
    Integer::whole(Literal::i64_unsuffixed(value.max(0)).to_token_stream())
}

impl Body<'_> {
    /// The same form in terms of sizes that nothing else determines, in which nothing negative is divided: `usize` cannot
    /// hold it, and division would round it towards zero. ⌊(p − q)/n⌋ = ⌊(p + c·n − q)/n⌋ − c for c = ⌈q/n⌉ where that is
    /// a number, and for c = q otherwise.
    fn rounded_down(&self, form: &Index) -> Index {
        let form = self.in_primary_sizes(form);
        let mut result = Index::default();
        for (monomial, coefficient) in form.monomials() {
            let atoms = monomial.iter().map(|atom| self.atom_rounded_down(atom));
            result = &result + &atoms.fold(Index::constant(coefficient), |product, atom| &product * &atom);
        }
        result
    }

    fn atom_rounded_down(&self, atom: &IntegerAtom) -> Index {
        if let IntegerAtom::Quotient(dividend, divisor) = atom
            && !self.is_never_negative(dividend)
        {
            let (_, negative) = parts(dividend);
            let raised = match (negative.as_constant(), divisor.as_constant()) {
                (Some(below), Some(by)) if by > 0 => Index::constant((below + by - 1) / by),
                _ => negative,
            };
            let dividend = &**dividend + &(&raised * divisor);
            return &dividend.quotient((**divisor).clone()) - &raised;
        }
        Index::atom(atom.clone())
    }

    /// A form that is known not to be negative where it is computed.
    pub(super) fn integer(&mut self, form: &Index) -> Integer {
        let form = self.rounded_down(form);
        let (positive, negative) = parts(&form);
        let positive = self.polynomial(&positive);
        if negative.is_zero() {
            return positive;
        }
        let negative = self.polynomial(&negative);
        let either = [&positive, &negative];
        // in a lane that a mask leaves out it may be negative after all
        if either.iter().any(|part| part.by_lane()) && !self.is_never_negative(&form) {
            let difference = saturating_difference(&positive, &negative);
            return Integer::of(&either, Level::Whole, difference);
        }
        let (above, below) = (&positive.tokens, negative.at(Level::Division));
        Integer::of(&either, Level::Sum, quote!(#above - #below))
    }

    /// The form, or zero where it is negative.
    pub(super) fn clipped(&mut self, form: &Index) -> Integer {
        let form = self.rounded_down(form);
        let (positive, negative) = parts(&form);
        if negative.is_zero() || self.is_non_negative(&form) {
            return self.integer(&form);
        }
        if positive.is_zero() {
            return literal(0);
        }
        let (positive, negative) = (self.polynomial(&positive), self.polynomial(&negative));
        let difference = saturating_difference(&positive, &negative);
        Integer::of(&[&positive, &negative], Level::Whole, difference)
    }

    /// `(p, q)`: the form is p − q.
    pub(super) fn difference(&mut self, form: &Index) -> (Integer, Option<Integer>) {
        let (positive, negative) = parts(&self.rounded_down(form));
        let negative = (!negative.is_zero()).then(|| self.polynomial(&negative));
        (self.polynomial(&positive), negative)
    }

    /// Where a guard holds.
    pub(super) fn condition(&mut self, guard: &Guard) -> TokenStream {
        let (mut positive, mut negative) = parts(&self.rounded_down(&guard.form));
        let relation = match guard.relation {
            Relation::Zero => quote!(==),
            Relation::NonZero => quote!(!=),
            // p ≥ q + 1 reads better as p > q
            Relation::NonNegative if negative.constant_part() == 1 && !positive.is_zero() => {
                negative = &negative - &Index::constant(1);
                quote!(>)
            }
            Relation::NonNegative => quote!(>=),
        };
        // the side with more in it stands on the left
        let turned = guard.relation != Relation::NonNegative
            && (positive.is_zero() || (positive.as_constant().is_some() && !negative.is_zero()));
        if turned {
            std::mem::swap(&mut positive, &mut negative);
        }
        let (positive, negative) = (self.polynomial(&positive).tokens, self.polynomial(&negative).tokens);
        quote!(#positive #relation #negative)
    }

    /// What a `for` runs over.
    pub(super) fn range(&mut self, range: &Range) -> TokenStream {
        match range {
            Range::Span { lower, upper } => {
                let lower = self.extreme(lower, quote!(::core::cmp::max)).unwrap_or_else(|| literal(0));
                let upper = self.extreme(upper, quote!(::core::cmp::min)).unwrap_or_else(|| literal(0));
                let (lower, upper) = (lower.at(Level::Sum), upper.at(Level::Sum));
                quote!(#lower..#upper)
            }
            Range::Incidence { array, component, at } => {
                let structure = self.names.ours("structure");
                let list = self.names.incidence(*array, *component);
                let (above, below) = self.difference(at);
                let Some(below) = below.filter(|_| !self.is_never_negative(at)) else {
                    let at = self.integer(at).tokens;
                    return quote!(#structure.#list.at(#at));
                };
                let (above, below) = (above.tokens, below.tokens);
                quote!(#structure.#list.at_difference(#above, #below))
            }
        }
    }

    /// The largest or smallest of several bounds.
    fn extreme(&mut self, bounds: &[Index], choose: TokenStream) -> Option<Integer> {
        let mut chosen: Option<Integer> = None;
        for bound in bounds {
            let bound = self.clipped(bound);
            chosen = Some(match chosen {
                None => bound,
                Some(other) => {
                    let (other, bound) = (other.tokens, bound.tokens);
                    Integer::whole(quote!(#choose(#other, #bound)))
                }
            });
        }
        chosen
    }

    /// The place of an entry in row-major order: `i * n + k`.
    pub(super) fn flat(&mut self, indices: &[Index], extents: &[Index]) -> Integer {
        let mut flat: Option<Integer> = None;
        for (index, extent) in indices.iter().zip(extents) {
            let index = self.in_primary_sizes(index);
            let value = self.integer(&index);
            flat = Some(match flat {
                None if index.is_zero() && indices.len() > 1 => continue,
                None => value,
                Some(rows) => {
                    let extent = self.integer(extent).at(Level::Product);
                    let before = rows.at(Level::Product);
                    if index.is_zero() {
                        Integer::of(&[&rows], Level::Product, quote!(#before * #extent))
                    } else {
                        let behind = value.at(Level::Division);
                        Integer::of(&[&rows, &value], Level::Sum, quote!(#before * #extent + #behind))
                    }
                }
            });
        }
        flat.unwrap_or_else(|| literal(0))
    }

    /// A form without negative coefficients: products first, the constant last.
    fn polynomial(&mut self, form: &Index) -> Integer {
        let mut monomials: Vec<(&Monomial, i64)> = form.monomials().collect();
        monomials.sort_by_key(|(monomial, _)| std::cmp::Reverse(monomial.len()));
        let mut summands = Vec::new();
        for (monomial, coefficient) in monomials {
            summands.push(self.monomial(monomial, coefficient));
        }
        match summands.len() {
            0 => literal(0),
            1 => summands.remove(0),
            _ => {
                let members: Vec<&Integer> = summands.iter().collect();
                let summands = summands.iter().map(|s| s.at(Level::Division));
                Integer::of(&members, Level::Sum, quote!(#(#summands)+*))
            }
        }
    }

    fn monomial(&mut self, monomial: &[IntegerAtom], coefficient: i64) -> Integer {
        let mut factors = Vec::new();
        if coefficient != 1 || monomial.is_empty() {
            factors.push(literal(coefficient));
        }
        for atom in monomial {
            factors.push(self.integer_atom(atom));
        }
        if factors.len() == 1 {
            return factors.remove(0);
        }
        let members: Vec<&Integer> = factors.iter().collect();
        let mut factors = factors.iter().map(|f| f.at(Level::Product));
        let first = factors.next();
        Integer::of(&members, Level::Product, quote!(#first #(* #factors)*))
    }

    fn integer_atom(&mut self, atom: &IntegerAtom) -> Integer {
        match atom {
            IntegerAtom::Variable(variable) => {
                let name = self.variable(variable);
                Integer::whole(quote!(#name))
            }
            IntegerAtom::Size(array, axis) => {
                let name = self.size(*array, *axis);
                Integer::whole(quote!(#name))
            }
            IntegerAtom::Lookup { array, indices, component } => self.lookup(*array, indices, *component),
            IntegerAtom::Site { array, indices } => self.code(*array, indices),
            IntegerAtom::Rounded { definition, indices } => {
                let extents: Vec<Index> =
                    self.program.definition(*definition).binders.iter().map(|b| b.1.clone()).collect();
                let value = self.definition(*definition);
                let value = self.element(quote!(#value), indices, &extents);
                self.in_lane(value, "rounded")
            }
            IntegerAtom::Remainder(a, n) => self.remainder(a, n),
            IntegerAtom::Quotient(a, n) => {
                let (a, n) = (self.integer(a), self.integer(n));
                let (above, below) = (a.at(Level::Product), n.at(Level::Prefix));
                Integer::of(&[&a, &n], Level::Division, quote!(#above / #below))
            }
        }
    }

    fn lookup(&mut self, array: ArrayId, indices: &[Index], component: usize) -> Integer {
        let extents = self.program.array(array).extents.clone();
        let single = matches!(self.program.array(array).role, Role::Structure { components: 1 });
        let name = self.array(array);
        let entry = self.element(quote!(#name), indices, &extents);
        let member = Literal::usize_unsuffixed(component);
        let tokens = &entry.tokens;
        Integer::of(&[&entry], Level::Whole, if single { quote!(#tokens) } else { quote!(#tokens.#member) })
    }

    /// `x[i]`, or `x` for what has no axes.
    pub(super) fn element(&mut self, name: TokenStream, indices: &[Index], extents: &[Index]) -> Integer {
        if extents.is_empty() {
            return Integer::whole(name);
        }
        let place = self.flat(indices, extents);
        let flat = &place.tokens;
        Integer::of(&[&place], Level::Whole, quote!(#name[#flat]))
    }

    /// `x[i].code(lane)`, or `codes[lane]` where they are taken.
    fn code(&mut self, array: ArrayId, indices: &[Index]) -> Integer {
        let site = IntegerAtom::Site { array, indices: indices.to_vec() };
        if let Some(codes) = self.taken_codes(&site) {
            let lane = self.names.ours("lane");
            return Integer { tokens: quote!(#codes[#lane]), level: Level::Whole, kind: Kind::Lane };
        }
        let Array { role, extents, .. } = self.program.array(array);
        let method = if role.domain() == Some(&Domain::Spin) { "spin_code" } else { "code" };
        let name = self.array(array);
        let value = self.element(quote!(#name), indices, extents);
        self.in_lane(value, method)
    }

    fn in_lane(&self, value: Integer, method: &str) -> Integer {
        let (value, lane) = (value.tokens, self.names.ours("lane"));
        let method = Ident::new(method, Span::call_site());
        Integer { tokens: quote!(#value.#method(#lane)), level: Level::Whole, kind: Kind::Lane }
    }

    /// `a mod n`: the negative part of a is taken from a multiple of n, `(s + n - 1) % n`.
    fn remainder(&mut self, a: &Index, n: &Index) -> Integer {
        let (positive, negative) = parts(&self.in_primary_sizes(a));
        let modulus = self.integer(n);
        let dividend = if negative.is_zero() {
            self.polynomial(&positive)
        } else {
            // 1 ≤ n, and whatever is proved to be at most n, can be taken from n as it is
            let small = negative.as_constant() == Some(1) || self.is_non_negative(&(n - &negative));
            let negative = self.polynomial(&negative);
            let summand = modulus.at(Level::Division);
            let taken = if small {
                negative.at(Level::Division)
            } else {
                let (negative, modulus) = (negative.at(Level::Product), modulus.at(Level::Prefix));
                quote!(#negative % #modulus)
            };
            if positive.is_zero() {
                Integer::of(&[&negative], Level::Sum, quote!(#summand - #taken))
            } else {
                let positive = self.polynomial(&positive);
                let before = positive.at(Level::Division);
                Integer::of(&[&positive, &negative], Level::Sum, quote!(#before + #summand - #taken))
            }
        };
        let (above, below) = (dividend.at(Level::Product), modulus.at(Level::Prefix));
        Integer::of(&[&dividend, &modulus], Level::Division, quote!(#above % #below))
    }
}
