//! The law of one continuous site given the rest: −E as a function of the value of the site.
//!
//! E is walked once, every read of the site replaced by u; see `form` for the rules. Coefficients do not read the site
//! itself, so nothing cancels in them, and couplings of a site with itself (a diagonal, a torus of one row) end up in
//! front of u², where they belong. Kinks do no harm here.
//!
//! # References
//! Hoffman, Johnson & Tran (2018), Autoconj: recognizing and exploiting conjugacy without a domain-specific language.

use super::difference::Site;
use super::form::{Form, Other, Shape, applied, read};
use super::missing::Missing;
use super::rewrite::{canonical, substitute};
use super::support::name_by_support;
use super::tidy;
use crate::ir::{
    ArrayId, Atom, Basis, Definition, Expr, Factor, Guard, Index, Let, LetId, Output, Program, Source,
    Target, Term, Variable,
};
use std::collections::BTreeMap;

/// The coefficients c with −E(x with u at the site) = Σ_b c_b·b(u) + what does not depend on u.
///
/// The inputs of the result are the site; one output [`Target::Coefficient`] for each function whose coefficient is not
/// zero everywhere, in the order of [`Basis::ALL`].
///
/// # Errors
/// The first term of the energy in which the site occurs in another way.
///
/// # Cost
/// What involves the site.
pub fn law(program: &Program, array: ArrayId) -> Result<Program, Missing> {
    let site = Site::new(program, array);
    // after the site, whose variables are new in the original
    let mut result = program.clone();
    result.inputs.extend(site.at.iter().cloned());
    let coefficients = append(&mut result, &site, program.value(), program.lets.len())?;
    let output = |(basis, value)| Output { target: Target::Coefficient(basis), binders: Vec::new(), value };
    result.outputs = coefficients.into_iter().map(output).collect();
    Ok(tidy(&result))
}

/// The coefficients of `−value`, an expression over the first `lets` lets of the program, in terms of the variables of
/// `site`, which are among the inputs. Lets that they need are added to the program.
pub(super) fn append(
    program: &mut Program,
    site: &Site,
    value: &Expr,
    lets: usize,
) -> Result<Vec<(Basis, Expr)>, Missing> {
    let array = program.array(site.array);
    if !array.role.is_continuous() {
        return Err(Missing::everywhere(format!("`{}` has no continuous values", array.name)));
    }
    let mut walk = Walk { program, site, lets: BTreeMap::new() };
    for id in (0..lets).map(LetId) {
        walk.define(id);
    }
    let form = walk.of(value);
    let mut coefficients = Vec::new();
    for (shape, coefficient) in form.0.into_iter().filter(|(shape, _)| *shape != Shape::ONE) {
        let coefficient = canonical(program, &[], &coefficient.scaled(-1.0));
        let Some(term) = coefficient.terms.first() else { continue };
        match shape.basis() {
            Some(basis) => coefficients.push((basis, coefficient)),
            None => return Err(Missing::at(term.origin, reason(&program.array(site.array).name, shape))),
        }
    }
    coefficients.sort_by_key(|(basis, _)| Basis::ALL.iter().position(|b| b == basis));
    Ok(coefficients)
}

/// Why a shape has no place in a law.
fn reason(name: &str, shape: Shape) -> String {
    match shape.other {
        Some(Other::Function(operator)) => {
            format!("`{name}` stands inside `{}`, so its conditional has no known form", operator.name())
        }
        Some(Other::LogSumExp) => {
            format!("`{name}` stands inside a log-sum-exp, so its conditional has no known form")
        }
        Some(Other::Long) => {
            format!("a product of too many sums with `{name}` in them is not written out")
        }
        None => format!(
            "the energy has a term with {}; known conditionals have powers of `{name}` up to the fourth, ln {name}, ln(1 − {name}), cos {name} and sin {name}",
            shape.formula(name)
        ),
    }
}

/// The walk over everything that may depend on the site.
struct Walk<'a> {
    program: &'a mut Program,
    site: &'a Site,
    /// Lets that depend on the site, as forms over their axes, without binders of their own.
    lets: BTreeMap<LetId, (Vec<(Variable, Index)>, Form)>,
}

impl Walk<'_> {
    fn define(&mut self, id: LetId) {
        let Let { name, binders, definition } = self.program.definition(id).clone();
        let form = self.of(definition.expr());
        if form.is_constant() {
            return;
        }
        if let Definition::LogSumExp { .. } = definition {
            self.lets.insert(id, (binders, Form::other(Other::LogSumExp)));
            return;
        }
        let mut named = Form::default();
        for (shape, coefficient) in form.0 {
            let coefficient = canonical(self.program, &binders, &coefficient);
            if shape.other.is_some() {
                // where inside the sum it stands does not matter to what reads the let
                if !coefficient.is_zero() {
                    named = named.plus(Form::single(shape, Expr::number(1.0)));
                }
                continue;
            }
            let name = match shape == Shape::ONE {
                true => format!("rest_of_{name}"),
                false => format!("{name}_by_{}", self.program.array(self.site.array).name),
            };
            let coefficient = name_by_support(self.program, &name, &binders, coefficient);
            named = named.plus(Form::single(shape, coefficient));
        }
        self.lets.insert(id, (binders, named));
    }

    fn of(&mut self, expr: &Expr) -> Form {
        expr.terms.iter().fold(Form::default(), |sum, term| sum.plus(self.of_term(term)))
    }

    fn of_term(&mut self, term: &Term) -> Form {
        let mut product = Term { coefficient: term.coefficient, ..term.frame() };
        let mut varying = Vec::new();
        for factor in &term.factors {
            match self.of_factor(factor) {
                Some(form) => varying.push(form),
                None => product.factors.push(factor.clone()),
            }
        }
        varying.iter().fold(Form::constant(product.into()), |product, form| product.times(form))
    }

    /// A power of an atom; `None` where it does not depend on the site.
    fn of_factor(&mut self, factor: &Factor) -> Option<Form> {
        match &factor.atom {
            Atom::Read(Source::Array(array), indices) if *array == self.site.array => {
                let here = indices.iter().zip(&self.site.at);
                let guards: Vec<Guard> =
                    here.map(|(index, (s, _))| Guard::equal(index, &Index::variable(s))).collect();
                Some(read(&guards, factor))
            }
            Atom::Read(Source::Let(id), indices) => {
                let (axes, form) = self.lets.get(id)?;
                let values: Vec<_> =
                    axes.iter().map(|(v, _)| v.clone()).zip(indices.iter().cloned()).collect();
                let at = |(shape, c): (&Shape, &Expr)| (*shape, substitute(c, &values));
                Some(Form(form.0.iter().map(at).collect()).raised(factor.power))
            }
            Atom::Read(Source::Array(_), _) | Atom::Integer(_) => None,
            Atom::Apply { operator, order, argument } => {
                let argument = self.of(argument);
                if argument.is_constant() {
                    return None;
                }
                let domain = self.program.array(self.site.array).role.domain()?.clone();
                let Some(cases) = argument.cases(self.program) else {
                    return Some(Form::other(Other::Function(*operator)));
                };
                let one = |(guards, argument): (Vec<Guard>, Form)| {
                    applied(self.program, &domain, *operator, *order, &argument)
                        .raised(factor.power)
                        .guarded(&guards)
                };
                Some(cases.into_iter().map(one).fold(Form::default(), Form::plus))
            }
            Atom::Change { operator, at, by, .. } => {
                let constant = self.of(at).is_constant() && self.of(by).is_constant();
                (!constant).then(|| Form::other(Other::Function(*operator)))
            }
        }
    }
}
