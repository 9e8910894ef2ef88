//! Sums over discrete sites of functions of the differences there.
//!
//! A site with two values has one difference, its flip. One with more has a local energy for each value, of which the
//! differences are made; see [`local`].

use super::difference::{Site, append};
use super::local::{self, Local};
use super::missing::Missing;
use super::rewrite::{as_indices, fresh_axes};
use super::sites::{over_all_sites, summed_over, without_hidden};
use crate::ir::{ArrayId, Definition, Expr, Guard, Index, Let, LetId, Program, Role, Variable};

/// The visible arrays of discrete sites; the reason if there are none, or if hidden sites are left.
pub(super) fn arrays(program: &Program) -> Result<Vec<ArrayId>, Missing> {
    without_hidden(program)?;
    let visible =
        program.arrays_where(|array| matches!(&array.role, Role::Visible(domain) if domain.is_discrete()));
    match visible.is_empty() {
        true => Err(Missing::everywhere("there are no discrete sites")),
        false => Ok(visible),
    }
}

/// Σ_s Σ_{u ≠ x_s} f(E(x with x_s = u) − E(x)) over all sites of these arrays.
pub(super) fn over_changes(
    result: &mut Program,
    energy: &Program,
    arrays: &[ArrayId],
    summand: &dyn Fn(Expr) -> Expr,
) -> Result<Expr, Missing> {
    let mut value = Expr::zero();
    for &array in arrays {
        let sum = match flips(result, energy, array) {
            Some((site, flip)) => {
                let at = fresh_axes(&site.at, &result.fresh);
                summed_over(&summand(Expr::read_let(flip, as_indices(&at))), &at)
            }
            None => {
                let local = locals(result, energy, array)?;
                let (at, u) = local.fresh_point(result);
                let difference = local.difference(&as_indices(&at), &Index::variable(&u.0));
                let present = Index::site(array, as_indices(&at));
                let elsewhere = Guard::different(&Index::variable(&u.0), &present);
                let all: Vec<(Variable, Index)> = at.into_iter().chain([u]).collect();
                summed_over(&summand(difference).guarded(&elsewhere), &all)
            }
        };
        value = value.plus(sum);
    }
    Ok(value)
}

/// −Σ_s ln p(x_s | the rest) over all sites of these arrays: Σ_s softplus(−flip\[s\]) where there are two values, and
/// Σ_s ln Σ_u exp(−local\[s, u\]) + local\[s, x_s\] where there are more.
pub(super) fn log_conditionals(
    result: &mut Program,
    energy: &Program,
    arrays: &[ArrayId],
) -> Result<Expr, Missing> {
    let mut value = Expr::zero();
    for &array in arrays {
        let sum = match flips(result, energy, array) {
            Some((site, flip)) => {
                let at = fresh_axes(&site.at, &result.fresh);
                let flip = Expr::read_let(flip, as_indices(&at)).scaled(-1.0);
                summed_over(&Expr::apply(crate::ir::Operator::Softplus, flip), &at)
            }
            None => {
                let local = locals(result, energy, array)?;
                let normaliser = normaliser(result, &local);
                let (at, _) = local.fresh_point(result);
                let here = as_indices(&at);
                let normaliser = Expr::read_let(normaliser, here.clone());
                let present = local.energy(&here, &Index::site(array, here.clone()));
                let present = if local.is_difference { Expr::zero() } else { present };
                summed_over(&normaliser.plus(present), &at)
            }
        };
        value = value.plus(sum);
    }
    Ok(value)
}

/// ln Σ_u exp(−local\[s, u\]) as a let over the sites.
fn normaliser(result: &mut Program, local: &Local) -> LetId {
    let (at, u) = local.fresh_point(result);
    let body = local.energy(&as_indices(&at), &Index::variable(&u.0)).scaled(-1.0);
    let definition = Definition::LogSumExp { over: vec![u], body };
    let name = format!("log_normaliser_{}", result.array(local.site.array).name);
    result.add_let(Let { name, binders: at, definition })
}

fn locals(result: &mut Program, energy: &Program, array: ArrayId) -> Result<Local, Missing> {
    local::of_all_sites(result, energy, array).ok_or_else(|| {
        let name = &energy.array(array).name;
        Missing::everywhere(format!("nothing says how many states the sites of `{name}` have at most"))
    })
}

/// Adds the let of the flips at every site of an array; `None` if its sites do not have two values.
fn flips(result: &mut Program, energy: &Program, array: ArrayId) -> Option<(Site, LetId)> {
    let site = Site::new(result, array);
    let change = site.flip(result)?;
    let code = site.other_code(energy);
    let first = result.lets.len();
    let inputs = std::mem::replace(&mut result.inputs, site.at.clone());
    let value = append(result, &site, &change, code, energy.value(), energy.lets.len());
    let value = over_all_sites(result, first, &site, value);
    result.inputs = inputs;
    let definition = Definition::Sum(value);
    let flip = result.add_let(Let { name: "flip".to_owned(), binders: site.at.clone(), definition });
    Some((site, flip))
}
