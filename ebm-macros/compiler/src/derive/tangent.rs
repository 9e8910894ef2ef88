//! The rules of the derivative by one site, or along a direction, forward.
//!
//! ```text
//! D(ab)        = Da·b + a·Db
//! D x[idx]     = Π [idx_k = s_k], or the direction at idx
//! D u[idx]     = the tangent of the let, recorded before
//! D f(u)       = f′(u)·Du
//! D (f(u + Δ) − f(u)) = (f′(u + Δ) − f′(u))·Du + f′(u + Δ)·DΔ
//! ```
//!
//! Forward over a program that a reverse pass made, this gives second derivatives; terms that do not involve the site
//! vanish in the solver, so a term family needs no Jacobian at all (the forward Laplacian of Li et al. 2023,
//! arXiv:2307.08214, in index form).

use super::difference::Site;
use super::reverse::{change_of_slope, share, slope};
use super::rewrite::{as_indices, canonical, each_under, substitute};
use super::sites::summed_over;
use super::support::name_by_support;
use crate::ir::{
    ArrayId, Atom, Definition, Expr, Factor, Guard, Index, Let, LetId, Program, Source, Term, Variable,
};
use std::collections::BTreeMap;

/// What the sites move along.
pub(super) enum Direction<'a> {
    /// One site alone, whose variables are among the inputs.
    Site(&'a Site),
    /// All sites of some arrays: how fast each entry moves, without binders.
    Along(&'a dyn Fn(ArrayId, &[Index]) -> Option<Expr>),
}

impl Direction<'_> {
    /// What the name of a derivative ends with.
    fn suffix(&self, program: &Program) -> String {
        match self {
            Self::Site(site) => format!("by_{}", program.array(site.array).name),
            Self::Along(_) => "along".to_owned(),
        }
    }

    fn of_read(&self, array: ArrayId, indices: &[Index]) -> Option<Expr> {
        match self {
            Self::Site(site) if site.array == array => {
                let here = indices.iter().zip(&site.at);
                let guards = here.map(|(index, (s, _))| Guard::equal(index, &Index::variable(s))).collect();
                Some(Term { guards, ..Term::number(1.0) }.into())
            }
            Self::Site(_) => None,
            Self::Along(speed) => speed(array, indices),
        }
    }
}

/// The derivative of `value`, an expression over the first `lets` lets of the program, along a direction. Lets that it
/// needs are added to the program.
pub(super) fn append(program: &mut Program, direction: &Direction, value: &Expr, lets: usize) -> Expr {
    let mut tangents = Tangents { direction, lets: BTreeMap::new() };
    let suffix = direction.suffix(program);
    for id in (0..lets).map(LetId) {
        let Let { name, binders, definition } = program.definition(id).clone();
        let mut tangent = tangents.of(definition.expr());
        if let Definition::LogSumExp { over, body } = &definition {
            // Σ exp(body − lse) · D body
            let share = share(body, &Expr::read_let(id, as_indices(&binders)));
            tangent = each_under(&summed_over(&share, over), &tangent);
        }
        if !tangent.is_zero() {
            let tangent = canonical(program, &binders, &tangent);
            let name = format!("{name}_{suffix}");
            let tangent = name_by_support(program, &name, &binders, tangent);
            tangents.lets.insert(id, (binders, tangent));
        }
    }
    let tangent = tangents.of(value);
    canonical(program, &[], &tangent)
}

/// The tangents of lets over their axes.
struct Tangents<'a> {
    direction: &'a Direction<'a>,
    lets: BTreeMap<LetId, (Vec<(Variable, Index)>, Expr)>,
}

impl Tangents<'_> {
    fn of(&self, expr: &Expr) -> Expr {
        Expr { terms: expr.terms.iter().flat_map(|term| self.of_term(term).terms).collect() }
    }

    fn of_term(&self, term: &Term) -> Expr {
        let mut total = Expr::zero();
        for (place, factor) in term.factors.iter().enumerate() {
            let tangent = self.of_atom(&factor.atom);
            if tangent.is_zero() {
                continue;
            }
            let mut rest = Term { coefficient: term.coefficient * f64::from(factor.power), ..term.frame() };
            rest.factors = term.factors.clone();
            match factor.power {
                1 => drop(rest.factors.remove(place)),
                power => rest.factors[place] = Factor { atom: factor.atom.clone(), power: power - 1 },
            }
            total = total.plus(each_under(&rest.into(), &tangent));
        }
        total
    }

    fn of_atom(&self, atom: &Atom) -> Expr {
        match atom {
            Atom::Read(Source::Array(array), indices) => {
                self.direction.of_read(*array, indices).unwrap_or_default()
            }
            Atom::Read(Source::Let(id), indices) => match self.lets.get(id) {
                Some((axes, tangent)) => {
                    let axes = axes.iter().map(|(variable, _)| variable.clone());
                    substitute(tangent, &axes.zip(indices.iter().cloned()).collect::<Vec<_>>())
                }
                None => Expr::zero(),
            },
            Atom::Integer(_) => Expr::zero(),
            Atom::Apply { operator, order, argument } => {
                self.through(slope(*operator, *order, argument).into_iter().collect(), argument)
            }
            Atom::Change { operator, order, at, by } => {
                let end = at.clone().plus(by.clone());
                let at_start = self.through(change_of_slope(*operator, *order, at, by), at);
                at_start.plus(self.through(slope(*operator, *order, &end).into_iter().collect(), by))
            }
        }
    }

    /// The sum of slopes times the tangent of what they are slopes by.
    fn through(&self, slopes: Vec<Term>, inner: &Expr) -> Expr {
        let tangent = self.of(inner);
        if tangent.is_zero() || slopes.is_empty() {
            return Expr::zero();
        }
        // conditions of the tangent first, so that the slope counts where the tangent does
        each_under(&tangent, &Expr { terms: slopes })
    }
}
