//! The local energy of a site with more than two values: what its difference is made of.
//!
//! The difference to the value u is a sum of terms that mention u and of terms that do not. As it is zero at the present
//! value, the terms that mention u, `local(u)`, say everything:
//!
//! ```text
//! E(x with x[s] = u) − E(x) = local(u) − local(x[s])
//! ```
//!
//! so the rest is left out, and the conditional of the site is p(u | rest) ∝ exp(−local(u)). What is multiplied by a
//! function of u, and does not mention u itself, is summed once for all values: the field in `u · field`.

use super::difference::{Site, append};
use super::rewrite::{as_indices, fresh_axes, substitute};
use super::sites::over_axes;
use crate::ir::{
    ArrayId, Binder, Definition, Domain, Expr, Factor, Guard, Index, IntegerAtom, Let, LetId, Program,
    States, Term, Variable,
};

/// Local energies of the sites of an array of categories or counts.
pub(super) struct Local {
    /// The array, and the variables of a site.
    pub(super) site: Site,
    /// The domain of the sites.
    domain: Domain,
    /// The let of local energies: its last axis is the code; before it stand the axes of the site, if it is over all sites.
    pub(super) energies: LetId,
    /// Whether the difference is just `local(u)`, as no term leaves u out.
    pub(super) is_difference: bool,
}

impl Local {
    /// local(u) at a site: no indices where it is the one of the inputs.
    pub(super) fn energy(&self, at: &[Index], code: &Index) -> Expr {
        Expr::read_let(self.energies, at.iter().chain([code]).cloned().collect())
    }

    /// The change of the energy of the program when the site takes the value with this code.
    pub(super) fn difference(&self, at: &[Index], code: &Index) -> Expr {
        let there = self.energy(at, code);
        if self.is_difference {
            return there;
        }
        let site = if at.is_empty() { as_indices(&self.site.at) } else { at.to_vec() };
        there.plus(self.energy(at, &Index::site(self.site.array, site)).scaled(-1.0))
    }

    /// New variables for a site and for its values, with exclusive upper bounds.
    pub(super) fn fresh_point(&self, program: &Program) -> (Vec<(Variable, Index)>, (Variable, Index)) {
        let at = fresh_axes(&self.site.at, &program.fresh);
        let count = self.domain.value_count(&as_indices(&at)).unwrap_or_default();
        (at, (program.fresh.variable("u"), count))
    }
}

/// Adds the local energies of the site of an input, whose variables must be inputs of the program; `None` where sites have
/// numbers of values of their own without a common bound.
pub(super) fn of_one_site(program: &mut Program, energy: &Program, site: &Site) -> Option<Local> {
    added(program, energy, site, &[])
}

/// Adds the local energies of all sites of an array; `None` as for one.
pub(super) fn of_all_sites(program: &mut Program, energy: &Program, array: ArrayId) -> Option<Local> {
    let site = Site::new(program, array);
    let inputs = std::mem::replace(&mut program.inputs, site.at.clone());
    let local = added(program, energy, &site, &site.at);
    program.inputs = inputs;
    local
}

/// Adds the local energies of a site whose variables are inputs, over some of them as axes.
fn added(program: &mut Program, energy: &Program, site: &Site, axes: &[(Variable, Index)]) -> Option<Local> {
    let domain = energy.array(site.array).role.domain()?;
    let count = domain.value_count(&as_indices(&site.at))?;
    let extent = common_count(energy, domain)?;
    let to = program.fresh.variable("u");
    let first = program.lets.len();
    program.inputs.push((to.clone(), count.clone()));
    let code = Some(Index::variable(&to));
    let value = append(program, site, &Expr::zero(), code, energy.value(), energy.lets.len());
    program.inputs.pop();
    let (mut values, dependent) = over_axes(program, first, &[(to.clone(), extent.clone())], &[value]);
    if extent != count {
        // a table may end where the values of the site end
        for id in dependent {
            let Let { binders, definition, .. } = &mut program.lets[id.0];
            let inside = Guard::less(&Index::variable(&binders[0].0), &count);
            *definition = definition.with_expr(definition.expr().guarded(&inside));
        }
    }
    if !axes.is_empty() {
        values = over_axes(program, first, axes, &values).0;
    }
    Some(named(program, site, axes, (to, extent), count, values.swap_remove(0)))
}

/// A number of values that no site of the domain exceeds, in terms of sizes.
pub(super) fn common_count(program: &Program, domain: &Domain) -> Option<Index> {
    match domain {
        Domain::Categorical(States::Each(array)) => {
            let bounds = program.array(*array).bounds.first()?;
            Some(bounds.first()? - &Index::constant(1))
        }
        _ => domain.value_count(&[]),
    }
}

/// Names the terms that mention the code, over the axes and the code.
fn named(
    program: &mut Program,
    site: &Site,
    axes: &[(Variable, Index)],
    to: (Variable, Index),
    count: Index,
    value: Expr,
) -> Local {
    let (local, rest): (Vec<Term>, Vec<Term>) =
        value.terms.into_iter().partition(|term| term.mentions(&to.0));
    let mut local = hoisted(program, axes, &to.0, Expr { terms: local });
    if to.1 != count {
        local = local.guarded(&Guard::less(&Index::variable(&to.0), &count));
    }
    let all: Vec<(Variable, Index)> = axes.iter().cloned().chain([to]).collect();
    let own = fresh_axes(&all, &program.fresh);
    let renamed: Vec<_> = all.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
    let definition = Definition::Sum(substitute(&local, &renamed));
    let domain = program.array(site.array).role.domain().cloned().unwrap_or(Domain::Binary);
    let energies = program.add_let(Let { name: "local".to_owned(), binders: own, definition });
    Local { site: site.clone(), domain, energies, is_difference: rest.is_empty() }
}

/// The expression with sums that do not mention a variable, but are multiplied by what does, as lets over the axes.
fn hoisted(program: &mut Program, axes: &[(Variable, Index)], to: &Variable, expr: Expr) -> Expr {
    let mut kept = Expr::zero();
    // what is multiplied, and the sums that it is multiplied with
    let mut groups: Vec<(Vec<Factor>, Expr)> = Vec::new();
    for term in expr.terms {
        match separated(&term, to) {
            Some((multiplied, rest)) => match groups.iter_mut().find(|(same, _)| *same == multiplied) {
                Some((_, sum)) => sum.terms.push(rest),
                None => groups.push((multiplied, rest.into())),
            },
            None => kept.terms.push(term),
        }
    }
    for (multiplied, sum) in groups {
        let product = Expr::from(Term { factors: multiplied, ..Term::number(1.0) });
        if !sum.has_binders() {
            kept = kept.plus(super::rewrite::each_under(&sum, &product));
            continue;
        }
        let own = fresh_axes(axes, &program.fresh);
        let renamed: Vec<_> = axes.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
        let definition = Definition::Sum(substitute(&sum, &renamed));
        let field = program.add_let(Let { name: "field".to_owned(), binders: own, definition });
        let field = Expr::read_let(field, as_indices(axes));
        kept = kept.plus(super::rewrite::each_under(&field, &product));
    }
    kept
}

/// The factors that mention the variable, and the term without them; `None` where a sum or a condition stands between.
fn separated(term: &Term, to: &Variable) -> Option<(Vec<Factor>, Term)> {
    let mut without = term.frame();
    if without.mentions(to) {
        return None;
    }
    let (multiplied, rest): (Vec<Factor>, Vec<Factor>) =
        term.factors.iter().cloned().partition(|factor| Term::atom(factor.atom.clone()).mentions(to));
    let summed = |Binder { variable, .. }: &Binder| {
        multiplied.iter().any(|factor| Term::atom(factor.atom.clone()).mentions(variable))
    };
    if term.binders.iter().any(summed) || multiplied.iter().any(|f| looks_up_under(term, f)) {
        return None;
    }
    without.coefficient = term.coefficient;
    without.factors = rest;
    Some((multiplied, without))
}

/// Whether a condition of the term may be what makes a read of the factor exist; that a sum has summands is one, too.
fn looks_up_under(term: &Term, factor: &Factor) -> bool {
    let plain = |index: &Index| index.as_variable().is_some();
    let mut computed = false;
    factor.atom.visit_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            computed |= match atom {
                IntegerAtom::Variable(_) => false,
                IntegerAtom::Site { indices, .. } => !indices.iter().all(plain),
                _ => true,
            };
        });
        computed |= form.as_constant().is_some() || form.monomials().count() > 1;
    });
    computed && !(term.guards.is_empty() && term.binders.is_empty())
}
