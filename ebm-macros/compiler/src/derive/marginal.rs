//! The density of the visible sites: hidden ones summed out, at any inverse temperature.
//!
//! Hidden sites sum out in closed form if they are independent given the visible ones, so that the sum over all their
//! states is a product over sites. With E = E_rest(v) + Σ_j g_j(h_j; v) and the inverse temperature β,
//!
//! ```text
//! F_β(v) = −ln Σ_h exp(−β E(v, h)) = β E_rest(v) − Σ_j ln Σ_{h_j} exp(−β g_j(h_j; v))
//! ```
//!
//! | domain | g_j | −ln Σ exp(−β g_j) |
//! |---|---|---|
//! | {0, 1} | −input·h | −softplus(β input) |
//! | {−1, +1} | −input·h | −ln cosh(β input) − ln 2 |
//! | categories, counts | −input\[u\] | −ln Σ_u exp(β input\[u\]) |
//! | real | ½ precision·h² − input·h | ½ ln(β precision) − ½ ln 2π − ½ β input² / precision |
//!
//! β is summed into: F_β is not β times the free energy. It is the scalar array [`BETA`] of the result; [`at_one`] sets it
//! to 1.
//!
//! The theory is that of products of experts and exponential family harmoniums (Smolensky 1986; Welling, Rosen-Zvi & Hinton
//! 2004).

use super::coupling::{Place, one_site, written_out};
use super::difference::Site;
use super::local::common_count;
use super::missing::Missing;
use super::rewrite::{as_indices, canonical, each_under, fresh_axes, map_roots, replace_reads, substitute};
use super::sites::summed_over;
use super::tidy;
use crate::ir::{
    Array, ArrayId, Atom, Definition, Domain, Expr, Factor, Guard, Index, IntegerAtom, Let, Operator, Output,
    Program, Role, Source, Target, Term, Variable,
};

/// The name of the scalar that holds the inverse temperature.
pub const BETA: &str = "beta";

/// F_β(v) = −ln Σ_h exp(−β E(v, h)) as a program that reads no hidden site; the reason where the sum has no closed form.
///
/// # Cost
/// That of the energy, with one function for each hidden site.
pub fn marginal(program: &Program) -> Result<Program, Missing> {
    let hidden = program.arrays_where(|array| matches!(array.role, Role::Latent(_)));
    if hidden.is_empty() {
        return Err(Missing::everywhere("there are no hidden sites"));
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = Expr::zero();
    for term in written_out(program, &hidden)?.terms {
        let Some(place) = one_site(program, &term, &hidden)? else {
            rest.terms.push(term);
            continue;
        };
        match parts.iter_mut().find(|part| part.site.array == place.0) {
            Some(part) => part.add(program, &term, &place, &mut rest)?,
            None => {
                let mut part = Part::new(program, &place);
                part.add(program, &term, &place, &mut rest)?;
                parts.push(part);
            }
        }
    }
    // sites that no term holds are summed over all the same
    for &array in &hidden {
        if parts.iter().all(|part| part.site.array != array) {
            parts.push(Part::new(program, &(array, Vec::new())));
        }
    }
    // behind all new variables, so that none is handed out twice
    let mut result = program.clone();
    let beta = result.add_array(Array::scalar(BETA));
    let beta = Expr::read(beta, Vec::new());
    let mut value = each_under(&rest, &beta);
    for part in parts {
        value = value.plus(part.summed_out(&mut result, &beta)?);
    }
    result.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    Ok(tidy(&result))
}

/// The program at the inverse temperature 1.
pub fn at_one(program: &Program) -> Program {
    let scalar = |array: &Array| array.role == Role::Scalar && array.name == BETA;
    let Some(&beta) = program.arrays_where(scalar).first() else { return program.clone() };
    let mut result = program.clone();
    map_roots(&mut result, |axes, expr| {
        if !expr.reads(Source::Array(beta)) {
            return expr.clone();
        }
        let one =
            replace_reads(expr, &mut |source, _| (source == Source::Array(beta)).then(|| Expr::number(1.0)));
        canonical(program, axes, &one)
    });
    // all new variables came from the original
    Program { fresh: program.fresh.clone(), ..result }
}

/// What the energy says of one site of a hidden array, at the variables of `site`.
struct Part {
    site: Site,
    domain: Domain,
    /// The code, for domains with more than two values.
    code: Variable,
    /// What is multiplied by −h, or −g at the code.
    input: Expr,
    /// What is multiplied by h²/2.
    precision: Expr,
}

impl Part {
    /// Nothing yet; an axis is called as where the site was read first.
    fn new(program: &Program, (array, indices): &Place) -> Self {
        let domain = program.array(*array).role.domain().cloned().unwrap_or(Domain::Real);
        let code = program.fresh.variable("u");
        let mut site = Site::new(program, *array);
        for ((variable, _), index) in site.at.iter_mut().zip(indices) {
            if let Some(named) = index.as_variable() {
                *variable = program.fresh.like(named);
            }
        }
        Self { site, domain, code, input: Expr::zero(), precision: Expr::zero() }
    }

    /// Adds a term that holds the site at `place` and no other hidden one; what does not depend on its value goes to `rest`.
    fn add(&mut self, program: &Program, term: &Term, place: &Place, rest: &mut Expr) -> Result<(), Missing> {
        let brackets = place.1.iter().zip(&self.site.at);
        let brackets = brackets.map(|(index, (s, _))| Guard::equal(index, &Index::variable(s)));
        let here = |expr: Expr, factor: f64| {
            brackets.clone().fold(expr, |expr, bracket| expr.guarded(&bracket)).scaled(factor)
        };
        let at = |value: f64, code: &Index| set(term, self.site.array, value, code);
        let (zero, one) = (Index::constant(0), Index::constant(1));
        match self.domain {
            Domain::Binary => {
                let (off, on) = (at(0.0, &zero), at(1.0, &one));
                self.input.terms.extend(here(on, -1.0).plus(here(off.clone(), 1.0)).terms);
                rest.terms.extend(off.terms);
            }
            Domain::Spin => {
                let (down, up) = (at(-1.0, &zero), at(1.0, &one));
                rest.terms.extend(up.clone().plus(down.clone()).scaled(0.5).terms);
                self.input.terms.extend(here(up, -0.5).plus(here(down, 0.5)).terms);
            }
            Domain::Categorical(_) | Domain::Count(_) => {
                let code = Index::variable(&self.code);
                self.input.terms.extend(here(at(f64::NAN, &code), -1.0).terms);
            }
            Domain::Real => {
                let name = &program.array(self.site.array).name;
                match without_site(term, self.site.array) {
                    Some((1, factors)) => self.input.terms.extend(here(factors.into(), -1.0).terms),
                    Some((2, factors)) => self.precision.terms.extend(here(factors.into(), 2.0).terms),
                    _ => {
                        let reason = format!("the energy is not a square in `{name}`");
                        return Err(Missing::at(term.origin, reason));
                    }
                }
            }
            Domain::Positive | Domain::Unit | Domain::Interval(..) | Domain::Angle => {
                let (name, word) = (&program.array(self.site.array).name, self.domain.word());
                let reason = format!("hidden sites with values in `{word}`, as `{name}`, are not summed out");
                return Err(Missing::at(term.origin, reason));
            }
        }
        Ok(())
    }

    /// −Σ_j ln Σ_h exp(−β g_j(h)), the sum over the sites of the array.
    fn summed_out(&self, program: &mut Program, beta: &Expr) -> Result<Expr, Missing> {
        let name = program.array(self.site.array).name.clone();
        let axes = &self.site.at;
        let at = fresh_axes(axes, &program.fresh);
        let here = as_indices(&at);
        let times_beta = |expr: &Expr| each_under(beta, expr);
        let one_site = match &self.domain {
            Domain::Binary => {
                let input = named(program, format!("input_{name}"), axes, &self.input);
                let input = Expr::read_let(input, here);
                Expr::apply(Operator::Softplus, times_beta(&input)).scaled(-1.0)
            }
            Domain::Spin => {
                let input = named(program, format!("input_{name}"), axes, &self.input);
                let input = Expr::read_let(input, here);
                let ln_cosh = Expr::apply(Operator::LnCosh, times_beta(&input));
                ln_cosh.plus(Expr::number(std::f64::consts::LN_2)).scaled(-1.0)
            }
            domain @ (Domain::Categorical(_) | Domain::Count(_)) => {
                let extent = common_count(program, domain).ok_or_else(|| {
                    let reason = format!("nothing says how many states the sites of `{name}` have at most");
                    Missing::everywhere(reason)
                })?;
                let count = |at: &[Index]| domain.value_count(at).unwrap_or_default();
                let mut input = self.input.clone();
                let own = count(&as_indices(axes));
                if own != extent {
                    // a table may end where the values of the site end
                    input = input.guarded(&Guard::less(&Index::variable(&self.code), &own));
                }
                let all: Vec<_> = axes.iter().cloned().chain([(self.code.clone(), extent)]).collect();
                let input = named(program, format!("input_{name}"), &all, &input);
                let (own, u) = (fresh_axes(axes, &program.fresh), program.fresh.like(&self.code));
                let point = as_indices(&own).into_iter().chain([Index::variable(&u)]).collect();
                let body = times_beta(&Expr::read_let(input, point));
                let over = vec![(u, count(&as_indices(&own)))];
                let definition = Definition::LogSumExp { over, body };
                let name = format!("log_normaliser_{name}");
                let normaliser = program.add_let(Let { name, binders: own, definition });
                Expr::read_let(normaliser, here).scaled(-1.0)
            }
            _ => {
                let precision = canonical(program, axes, &self.precision);
                if !is_positive(program, &precision) {
                    let reason = format!("nothing says that what `{name}²` is multiplied by is positive");
                    let origin = precision.terms.first().map_or(crate::ir::Origin(None), |term| term.origin);
                    return Err(Missing::at(origin, reason));
                }
                let input = named(program, format!("input_{name}"), axes, &self.input);
                let precision = named(program, format!("precision_{name}"), axes, &precision);
                let precision = Expr::read_let(precision, here.clone());
                let square = Factor { atom: Atom::Read(Source::Let(input), here), power: 2 };
                let square = Expr::from(Term { factors: vec![square], ..Term::number(-0.5) });
                let explained = each_under(&square, &Expr::apply(Operator::Recip, precision.clone()));
                let spread = Expr::apply(Operator::Ln, times_beta(&precision)).scaled(0.5);
                let constant = Expr::number(-0.5 * (2.0 * std::f64::consts::PI).ln());
                times_beta(&explained).plus(spread).plus(constant)
            }
        };
        Ok(summed_over(&one_site, &at))
    }
}

/// Names an expression over axes, which are its free variables.
fn named(program: &mut Program, name: String, axes: &[(Variable, Index)], value: &Expr) -> crate::ir::LetId {
    let own = fresh_axes(axes, &program.fresh);
    let renamed: Vec<_> = axes.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
    let definition = Definition::Sum(substitute(&canonical(program, axes, value), &renamed));
    program.add_let(Let { name, binders: own, definition })
}

/// The term with the sites of an array at a value with this code.
fn set(term: &Term, array: ArrayId, value: f64, code: &Index) -> Expr {
    let coded = Expr::from(term.clone()).map_forms(&mut |form| {
        form.map_atoms(&mut |atom| match atom {
            IntegerAtom::Site { array: own, .. } if *own == array => Some(code.clone()),
            _ => None,
        })
    });
    replace_reads(&coded, &mut |source, _| (source == Source::Array(array)).then(|| Expr::number(value)))
}

/// The power of the site in a product, and the product without it; `None` where it stands elsewhere, too.
fn without_site(term: &Term, array: ArrayId) -> Option<(u32, Term)> {
    let is_site = |atom: &Atom| matches!(atom, Atom::Read(Source::Array(id), _) if *id == array);
    let (sites, others): (Vec<_>, Vec<_>) = term.factors.iter().cloned().partition(|f| is_site(&f.atom));
    let without = Term { factors: others, ..term.clone() };
    let alone = !Expr::from(without.clone()).reads(Source::Array(array));
    alone.then(|| (sites.iter().map(|f| f.power).sum(), without))
}

/// Whether an expression is positive for all states and parameters: a sum of terms that cannot be negative, one of which
/// cannot be zero.
fn is_positive(program: &Program, expr: &Expr) -> bool {
    let positive = |factor: &Factor| match &factor.atom {
        Atom::Read(Source::Array(id), _) => match &program.array(*id).role {
            Role::Param(options) => options.positive,
            role => role.domain().is_some_and(|domain| matches!(domain, Domain::Positive | Domain::Unit)),
        },
        Atom::Apply { operator, order: 0, .. } => {
            matches!(operator, Operator::Exp | Operator::Softplus | Operator::Sigmoid)
        }
        Atom::Read(Source::Let(_), _) | Atom::Apply { .. } | Atom::Change { .. } | Atom::Integer(_) => false,
    };
    let not_negative =
        |term: &Term| term.coefficient > 0.0 && term.factors.iter().all(|f| f.power % 2 == 0 || positive(f));
    let certain =
        |term: &Term| term.binders.is_empty() && term.guards.is_empty() && term.factors.iter().all(positive);
    expr.terms.iter().all(not_negative) && expr.terms.iter().any(certain)
}
