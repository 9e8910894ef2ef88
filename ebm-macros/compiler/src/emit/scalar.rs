//! Factors as Rust: entries, functions, numbers.
//!
//! Two types meet in a body: `V`, one number for each lane, and `V::Real`, a number that all lanes share. Literals are
//! written `number(2.0)`, where `number` is bound once to `V::Real::from_f64`: bodies are generic over the float type.

use super::fragment::{Integer, Kind, Level, Scalar, Signed, product, sum};
use super::scope::{Body, by_lane};
use crate::ir::{
    ArrayId, Atom, Domain, Expr, Factor, Guard, Index, IntegerAtom, LetId, Number, Operator, Source, Term,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

impl Body<'_> {
    /// A literal of the float type.
    pub(super) fn number(&mut self, value: f64) -> Scalar {
        self.used.numbers = true;
        let number = self.names.ours("number");
        let literal = if value.is_nan() {
            quote!(::core::f64::NAN)
        } else if value.is_infinite() {
            quote!(::core::f64::INFINITY)
        } else {
            let literal = Literal::f64_unsuffixed(value.abs());
            quote!(#literal)
        };
        let negative = value.is_sign_negative() && !value.is_nan();
        Scalar::whole(
            if negative { quote!(#number(-#literal)) } else { quote!(#number(#literal)) },
            Kind::Real,
        )
    }

    /// |coefficient| · Π factors · rest, with the sign of the coefficient.
    pub(super) fn product(&mut self, coefficient: f64, factors: &[Factor], rest: Option<Scalar>) -> Signed {
        let mut members = Vec::new();
        for factor in factors {
            members.push(self.factor(factor));
        }
        members.extend(rest);
        let negative = coefficient < 0.0;
        if coefficient.abs() == 1.0 && !members.is_empty() {
            // the sign is a unary minus, which is free
            return Signed { negative, scalar: multiplied(members), folded: None };
        }
        let mut with = |number: f64| {
            let mut members = members.clone();
            members.insert(0, self.number(number));
            multiplied(members)
        };
        let scalar = with(coefficient.abs());
        Signed { negative, scalar, folded: negative.then(|| with(coefficient)) }
    }

    fn factor(&mut self, factor: &Factor) -> Scalar {
        let base = self.atom(&factor.atom);
        let receiver = base.at(Level::Whole);
        match factor.power {
            0 => self.number(1.0),
            1 => base,
            2 => Scalar::whole(quote!(#receiver.square()), base.kind),
            power => {
                let power = Literal::u32_unsuffixed(power);
                Scalar::whole(quote!(#receiver.powi(#power)), base.kind)
            }
        }
    }

    fn atom(&mut self, atom: &Atom) -> Scalar {
        match atom {
            Atom::Read(Source::Array(id), indices) => self.read_array(*id, indices),
            Atom::Read(Source::Let(id), indices) => self.read_let(*id, indices),
            Atom::Apply { operator, order, argument } => {
                let argument = self.expression(argument);
                apply(*operator, *order, &argument, |value| self.number(value).tokens)
            }
            Atom::Change { operator, order, at, by } => self.change(*operator, *order, at, by),
            Atom::Integer(form) => self.integer_as_number(form),
        }
    }

    fn read_array(&mut self, id: ArrayId, indices: &[Index]) -> Scalar {
        let extents = self.program.array(id).extents.clone();
        let (name, kind) = (self.array(id), self.kind_of_array(id));
        self.entry(&name, indices, &extents, kind)
    }

    fn read_let(&mut self, id: LetId, indices: &[Index]) -> Scalar {
        let extents: Vec<Index> = self.program.definition(id).binders.iter().map(|b| b.1.clone()).collect();
        let kind = self.kind_of_atom(&Atom::Read(Source::Let(id), Vec::new()));
        let name = self.definition(id);
        self.entry(&name, indices, &extents, kind)
    }

    /// `x[i * n + k]`, or the name of a scalar; with a place for each lane
    /// `V::from_fn(|lane| h[i * q + x[i].code(lane)])`.
    fn entry(&mut self, name: &Ident, indices: &[Index], extents: &[Index], kind: Kind) -> Scalar {
        if indices.is_empty() {
            return Scalar::whole(quote!(#name), kind);
        }
        let place = self.flat(indices, extents);
        let flat = &place.tokens;
        if !place.by_lane() {
            return Scalar::whole(quote!(#name[#flat]), kind);
        }
        let lane = self.names.ours("lane");
        let inside = indices.iter().zip(extents).all(|(index, extent)| self.is_inside(index, extent));
        let read = match (inside, kind) {
            (true, Kind::Real) => quote!(V::from_fn(|#lane| #name[#flat])),
            (true, Kind::Lane) => quote!(V::from_fn(|#lane| #name[#flat].lane(#lane))),
            (false, Kind::Real) => quote!(V::gather(#name, |#lane| #flat)),
            (false, Kind::Lane) => quote!(V::gather_lanes(#name, |#lane| #flat)),
        };
        Scalar::whole(read, Kind::Lane)
    }

    /// f(u + Δu) − f(u), without cancellation where there is a form for it.
    fn change(&mut self, operator: Operator, order: u8, at: &Expr, by: &Expr) -> Scalar {
        let (at, by) = (self.expression(at), self.expression(by));
        let kind = at.kind.max(by.kind);
        let (at, by) = (at.widened(kind), by.widened(kind));
        if let Some(method) = change_method(operator, order) {
            let (receiver, by) = (at.at(Level::Whole), by.tokens);
            let exponent = match operator {
                Operator::Power(Number(exponent)) => {
                    let exponent = self.number(exponent).tokens;
                    quote!(, #exponent)
                }
                _ => TokenStream::new(),
            };
            return Scalar::whole(quote!(#receiver.#method(#by #exponent)), kind);
        }
        let mark = self.mark();
        let (u, change) = (self.local("u"), self.local("by"));
        let (at, by) = (at.tokens, by.tokens);
        let mut value = |tokens: TokenStream, level: Level| {
            let argument = Scalar { tokens, level, kind };
            apply(operator, order, &argument, |value| self.number(value).tokens).tokens
        };
        let (new, old) = (value(quote!(#u + #change), Level::Sum), value(quote!(#u), Level::Whole));
        self.leave(mark);
        Scalar::whole(quote!({ let (#u, #change) = (#at, #by); #new - #old }), kind)
    }

    fn integer_as_number(&mut self, form: &Index) -> Scalar {
        if let Some(value) = form.as_constant() {
            return self.number(value as f64);
        }
        if let Some(value) = self.site_as_number(form) {
            return value;
        }
        self.used.integers = true;
        let integer = self.names.ours("integer");
        let (positive, negative) = self.difference(form);
        let by_lane = positive.by_lane() || negative.as_ref().is_some_and(Integer::by_lane);
        let positive = positive.tokens;
        let value = match negative.map(|negative| negative.tokens) {
            None => Scalar::whole(quote!(#integer(#positive)), Kind::Real),
            Some(negative) => Scalar {
                tokens: quote!(#integer(#positive) - #integer(#negative)),
                level: Level::Sum,
                kind: Kind::Real,
            },
        };
        if !by_lane {
            return value;
        }
        let (value, lane) = (value.tokens, self.names.ours("lane"));
        Scalar::whole(quote!(V::from_fn(|#lane| #value)), Kind::Lane)
    }

    /// The code of one site as a number, which is the number that the state holds, but for spins.
    fn site_as_number(&mut self, form: &Index) -> Option<Scalar> {
        let Some(IntegerAtom::Site { array, indices }) = form.as_atom() else { return None };
        let is_spin = self.program.array(*array).role.domain() == Some(&Domain::Spin);
        (!is_spin).then(|| self.read_array(*array, indices))
    }

    /// An expression in one piece.
    ///
    /// Arguments of functions have no sums and mostly no guards, so a plain sum of products is the rule; a guard becomes an
    /// `if` with a value, a sum a block.
    pub(super) fn expression(&mut self, expr: &Expr) -> Scalar {
        if expr.has_binders() {
            let mark = self.mark();
            let (statements, value) = self.evaluate(expr.terms.clone(), "sum");
            self.leave(mark);
            let (tokens, kind) = (value.tokens, value.kind);
            return Scalar::whole(quote!({ #statements #tokens }), kind);
        }
        let summands = self.summands(expr.terms.clone());
        sum(summands).unwrap_or_else(|| Scalar::whole(zero(Kind::Real), Kind::Real))
    }

    /// Terms without sums, each in one piece; those with conditions are zero where these do not hold.
    pub(super) fn summands(&mut self, terms: Vec<Term>) -> Vec<Signed> {
        let (guarded, plain): (Vec<Term>, Vec<Term>) =
            terms.into_iter().partition(|term| !term.guards.is_empty());
        let kind = self.kind(&Expr { terms: guarded.clone() });
        let mut summands = self.factored(plain);
        for term in guarded {
            summands.push(Signed { negative: false, scalar: self.conditional(&term, kind), folded: None });
        }
        summands
    }

    fn conditional(&mut self, term: &Term, kind: Kind) -> Scalar {
        let (masks, guards): (Vec<Guard>, Vec<Guard>) =
            self.ready_guards(term).into_iter().partition(|guard| by_lane(&guard.form));
        let conditions: Vec<TokenStream> = guards.iter().map(|guard| self.condition(guard)).collect();
        let mark = self.mark();
        guards.iter().for_each(|guard| self.assume_guard(guard));
        let value = self.product(term.coefficient, &term.factors, None);
        let value = sum(vec![value]).unwrap_or_else(|| Scalar::whole(zero(kind), kind));
        let value = self.masked(value, &masks).widened(kind);
        self.leave(mark);
        if conditions.is_empty() {
            return value;
        }
        let (value, zero) = (value.tokens, zero(kind));
        Scalar::whole(quote!((if #(#conditions)&&* { #value } else { #zero })), kind)
    }

    /// The value in the lanes where all conditions hold, zero in the others: lanes never part ways. Every condition is looked at
    /// in every lane, so that what is read does not depend on the state: that is how colours of Gibbs sampling are found.
    pub(super) fn masked(&mut self, value: Scalar, guards: &[Guard]) -> Scalar {
        if guards.is_empty() {
            return value;
        }
        let conditions: Vec<TokenStream> = guards.iter().map(|guard| self.condition(guard)).collect();
        let (value, lane) = (value.widened(Kind::Lane).at(Level::Whole), self.names.ours("lane"));
        let all = match conditions.as_slice() {
            [one] => one.clone(),
            several => quote!(#((#several))&*),
        };
        Scalar::whole(quote!(#value.masked(|#lane| #all)), Kind::Lane)
    }
}

/// The product of at least one factor.
fn multiplied(members: Vec<Scalar>) -> Scalar {
    product(members).unwrap_or_else(|| Scalar::whole(zero(Kind::Real), Kind::Real))
}

/// Zero of either type.
pub(super) fn zero(kind: Kind) -> TokenStream {
    match kind {
        Kind::Real => quote!(V::Real::ZERO),
        Kind::Lane => quote!(V::zero()),
    }
}

/// The `order`-th derivative of an operator at `argument`.
fn apply(
    operator: Operator,
    order: u8,
    argument: &Scalar,
    number: impl FnOnce(f64) -> TokenStream,
) -> Scalar {
    let receiver = argument.at(Level::Whole);
    let call = match (operator, order) {
        (Operator::Power(Number(exponent)), 0) => {
            let exponent = number(exponent);
            quote!(#receiver.powf(#exponent))
        }
        (Operator::ExpM1, 1..) => quote!(#receiver.exp()),
        (_, 0) => {
            let method = word(operator.name());
            quote!(#receiver.#method())
        }
        (_, order) => {
            let method = word(&format!("{}_derivative", operator.name()));
            let order = Literal::u8_unsuffixed(order);
            quote!(#receiver.#method(#order))
        }
    };
    Scalar::whole(call, argument.kind)
}

/// The method that gives f(u + Δu) − f(u) in one piece, if there is one.
fn change_method(operator: Operator, order: u8) -> Option<Ident> {
    let name = match operator {
        // d/du of both is eᵘ, at any order
        Operator::Exp | Operator::ExpM1 => "exp",
        Operator::Sign
        | Operator::Step
        | Operator::Forbid
        | Operator::LnGamma
        | Operator::LnBesselI0
        | Operator::LnMills
        | Operator::LnExpM1Over => return None,
        Operator::Ln
        | Operator::Ln1p
        | Operator::Sqrt
        | Operator::Abs
        | Operator::Relu
        | Operator::Sin
        | Operator::Cos
        | Operator::Tanh
        | Operator::Recip
        | Operator::Power(_)
        | Operator::Softplus
        | Operator::Sigmoid
        | Operator::LnCosh => {
            if order > 0 {
                return None;
            }
            operator.name()
        }
    };
    Some(word(&format!("{name}_change")))
}

fn word(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
