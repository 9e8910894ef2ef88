//! Objectives of local differences, as programs.
//!
//! Each is Σ over sites of a function of the differences there, so that log Z cancels; one reverse pass over it gives
//! its parameter gradient. A new one is one line: what to sum.

use super::difference::{Site, append};
use super::rewrite::{as_indices, fresh_axes};
use super::sites::{over_all_sites, summed_over};
use super::tidy;
use crate::ir::{Atom, Definition, Expr, Factor, Let, LetId, Operator, Output, Program, Target, Term};

pub use super::score_matching::{
    denoising, directional, explicit as score_matching, generalised as generalised_score_matching,
};

/// The negative log pseudolikelihood of one state, over all discrete site arrays; `None` if there is none.
///
/// −Σ_s ln p(x_s | the rest) = Σ_s softplus(−flip\[s\]), where flip\[s\] = E(x with x_s flipped) − E(x).
///
/// # References
/// Besag (1975), Statistical analysis of non-lattice data, eq. 2.
pub fn pseudolikelihood(program: &Program) -> Option<Program> {
    over_flips(program, &|flip| Expr::apply(Operator::Softplus, flip.scaled(-1.0)))
}

/// Ratio matching of one state, Σ_s σ(−flip\[s\])², over all discrete site arrays; `None` if there is none.
///
/// σ(−flip\[s\]) = p(x with x_s flipped) / (p(x) + p(x with x_s flipped)): how far the model would rather see x_s
/// otherwise.
///
/// # References
/// Hyvärinen (2007), Some extensions of score matching, eq. 17.
pub fn ratio_matching(program: &Program) -> Option<Program> {
    over_flips(program, &|flip| {
        let argument = flip.scaled(-1.0);
        let ratio = Atom::Apply { operator: Operator::Sigmoid, order: 0, argument };
        Term { factors: vec![Factor { atom: ratio, power: 2 }], ..Term::number(1.0) }.into()
    })
}

/// Minimum probability flow of one state, Σ_s exp(−flip\[s\] / 2), over all discrete site arrays; `None` if there is
/// none.
///
/// # References
/// Sohl-Dickstein, Battaglino & DeWeese (2011), Minimum probability flow learning, eq. 12, with all one-site neighbours,
/// seen in the data or not.
pub fn minimum_probability_flow(program: &Program) -> Option<Program> {
    over_flips(program, &|flip| Expr::apply(Operator::Exp, flip.scaled(-0.5)))
}

/// Σ over all two-valued sites of a function of the difference there; `None` if there is no such site.
fn over_flips(program: &Program, summand: &dyn Fn(Expr) -> Expr) -> Option<Program> {
    let sites = program.arrays_where(|array| array.role.is_discrete());
    if sites.is_empty() {
        return None;
    }
    let mut result = program.clone();
    let mut value = Expr::zero();
    for array in sites {
        let site = Site::new(&result, array);
        let change = site.flip(&result)?;
        let flip = differences(&mut result, program, &site, &change);
        let at = fresh_axes(&site.at, &result.fresh);
        let summand = summand(Expr::read_let(flip, as_indices(&at)));
        value = value.plus(summed_over(&summand, &at));
    }
    result.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    Some(tidy(&result))
}

/// Adds the let of the differences at every site of an array.
fn differences(result: &mut Program, energy: &Program, site: &Site, change: &Expr) -> LetId {
    let first = result.lets.len();
    let inputs = std::mem::replace(&mut result.inputs, site.at.clone());
    let value = append(result, site, change, energy.value(), energy.lets.len());
    let value = over_all_sites(result, first, site, value);
    result.inputs = inputs;
    let definition = Definition::Sum(value);
    result.add_let(Let { name: "flip".to_owned(), binders: site.at.clone(), definition })
}
