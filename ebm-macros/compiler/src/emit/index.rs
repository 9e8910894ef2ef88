//! Integer forms as `usize` arithmetic that never goes below zero.
//!
//! A form is printed as its positive part less its negative part, so no intermediate value is negative where the form
//! is not. Comparisons move the negative part to the other side; remainders add a multiple of the modulus; bounds of
//! loops, which may be negative for an empty loop, saturate at zero.

use super::fragment::{Integer, Level};
use super::scope::Body;
use crate::ir::{ArrayId, Guard, Index, IntegerAtom, Monomial, Range, Relation, Role};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

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
    /// A form that is known not to be negative where it is computed.
    pub(super) fn integer(&mut self, form: &Index) -> Integer {
        let (positive, negative) = parts(&self.in_primary_sizes(form));
        let positive = self.polynomial(&positive);
        if negative.is_zero() {
            return positive;
        }
        let negative = self.polynomial(&negative).at(Level::Division);
        let positive = positive.tokens;
        Integer { tokens: quote!(#positive - #negative), level: Level::Sum }
    }

    /// The form, or zero where it is negative.
    pub(super) fn clipped(&mut self, form: &Index) -> Integer {
        let form = self.in_primary_sizes(form);
        let (positive, negative) = parts(&form);
        if negative.is_zero() || self.is_non_negative(&form) {
            return self.integer(&form);
        }
        if positive.is_zero() {
            return literal(0);
        }
        let positive = self.polynomial(&positive).at(Level::Whole);
        let negative = self.polynomial(&negative).tokens;
        Integer::whole(quote!(#positive.saturating_sub(#negative)))
    }

    /// `(p, q)`: the form is p − q.
    pub(super) fn difference(&mut self, form: &Index) -> (Integer, Option<Integer>) {
        let (positive, negative) = parts(&self.in_primary_sizes(form));
        let negative = (!negative.is_zero()).then(|| self.polynomial(&negative));
        (self.polynomial(&positive), negative)
    }

    /// Where a guard holds.
    pub(super) fn condition(&mut self, guard: &Guard) -> TokenStream {
        let (mut positive, mut negative) = parts(&self.in_primary_sizes(&guard.form));
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
                let at = self.integer(at).tokens;
                quote!(#structure.#list.at(#at))
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
                    let rows = rows.at(Level::Product);
                    if index.is_zero() {
                        Integer { tokens: quote!(#rows * #extent), level: Level::Product }
                    } else {
                        let value = value.at(Level::Division);
                        Integer { tokens: quote!(#rows * #extent + #value), level: Level::Sum }
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
                let summands = summands.iter().map(|s| s.at(Level::Division));
                Integer { tokens: quote!(#(#summands)+*), level: Level::Sum }
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
        let mut factors = factors.iter().map(|f| f.at(Level::Product));
        let first = factors.next();
        Integer { tokens: quote!(#first #(* #factors)*), level: Level::Product }
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
            IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. } => unreachable!("refused while lowering"),
            IntegerAtom::Remainder(a, n) => self.remainder(a, n),
            IntegerAtom::Quotient(a, n) => {
                let a = self.integer(a).at(Level::Product);
                let n = self.integer(n).at(Level::Prefix);
                Integer { tokens: quote!(#a / #n), level: Level::Division }
            }
        }
    }

    fn lookup(&mut self, array: ArrayId, indices: &[Index], component: usize) -> Integer {
        let extents = self.program.array(array).extents.clone();
        let single = matches!(self.program.array(array).role, Role::Structure { components: 1 });
        let name = self.array(array);
        let entry = if extents.is_empty() {
            quote!(#name)
        } else {
            let flat = self.flat(indices, &extents).tokens;
            quote!(#name[#flat])
        };
        let member = Literal::usize_unsuffixed(component);
        Integer::whole(if single { entry } else { quote!(#entry.#member) })
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
            let sum = if positive.is_zero() {
                quote!(#summand - #taken)
            } else {
                let positive = self.polynomial(&positive).at(Level::Division);
                quote!(#positive + #summand - #taken)
            };
            Integer { tokens: sum, level: Level::Sum }
        };
        let (dividend, modulus) = (dividend.at(Level::Product), modulus.at(Level::Prefix));
        Integer { tokens: quote!(#dividend % #modulus), level: Level::Division }
    }
}
