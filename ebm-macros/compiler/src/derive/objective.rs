//! Objectives of local differences, as programs.
//!
//! Each is Σ over sites of a function of the differences there, so that log Z cancels; one reverse pass over it gives
//! its parameter gradient. A new one is one line: what to sum.
//!
//! Where hidden sites were summed out at some inverse temperature, objectives are those at 1.

use super::marginal::at_one;
use super::missing::Missing;
use super::sites::without_hidden;
use super::{discrete, normaliser, tidy};
use crate::ir::{Atom, Expr, Factor, Operator, Output, Program, Target, Term};

pub use super::score_matching::{
    denoising, directional, explicit as score_matching, generalised as generalised_score_matching,
};

/// The negative log pseudolikelihood of one state, over all visible sites; the reason if there is none.
///
/// −Σ_s ln p(x_s | the rest): at discrete sites Σ_s ln Σ_u exp(−ΔE(s, u)), where ΔE(s, u) = E(x with x_s = u) − E(x), which
/// for two values is Σ_s softplus(−flip\[s\]); at continuous sites from the law of the
/// site and its log normaliser ([`law`](super::law::law), [`Family`](super::family::Family)).
///
/// # Errors
/// There are no visible sites, the energy reads latents, or an array of continuous sites has no closed normaliser.
///
/// # References
/// Besag (1975), Statistical analysis of non-lattice data, eq. 2.
pub fn pseudolikelihood(program: &Program) -> Result<Program, Missing> {
    let program = &at_one(program);
    without_hidden(program)?;
    let continuous = normaliser::arrays(program);
    let mut result = program.clone();
    let mut value = match discrete::arrays(program) {
        Ok(discrete) => discrete::log_conditionals(&mut result, program, &discrete)?,
        Err(missing) if continuous.is_empty() => return Err(missing),
        Err(_) => Expr::zero(),
    };
    for array in continuous {
        value = value.plus(normaliser::continuous_part(&mut result, program, array)?);
    }
    Ok(with_value(result, value))
}

/// Ratio matching of one state, Σ_s Σ_{u≠x_s} σ(−ΔE(s, u))², over all discrete site arrays; the reason if there is none.
///
/// σ(−ΔE(s, u)) = p(x with x_s = u) / (p(x) + p(x with x_s = u)): how far the model would rather see x_s otherwise.
///
/// # References
/// Hyvärinen (2007), Some extensions of score matching, eq. 17, for two values; the sum over the other values is our
/// extension.
pub fn ratio_matching(program: &Program) -> Result<Program, Missing> {
    over_changes(program, &|change| {
        let argument = change.scaled(-1.0);
        let ratio = Atom::Apply { operator: Operator::Sigmoid, order: 0, argument };
        Term { factors: vec![Factor { atom: ratio, power: 2 }], ..Term::number(1.0) }.into()
    })
}

/// Minimum probability flow of one state, Σ_s Σ_{u≠x_s} exp(−ΔE(s, u) / 2), over all discrete site arrays; the reason if
/// there is none.
///
/// # References
/// Sohl-Dickstein, Battaglino & DeWeese (2011), Minimum probability flow learning, eq. 12, with all one-site neighbours,
/// seen in the data or not.
pub fn minimum_probability_flow(program: &Program) -> Result<Program, Missing> {
    over_changes(program, &|change| Expr::apply(Operator::Exp, change.scaled(-0.5)))
}

/// Σ over all discrete sites, and over their other values, of a function of the difference there.
fn over_changes(program: &Program, summand: &dyn Fn(Expr) -> Expr) -> Result<Program, Missing> {
    let program = &at_one(program);
    let arrays = discrete::arrays(program)?;
    let mut result = program.clone();
    let value = discrete::over_changes(&mut result, program, &arrays, summand)?;
    Ok(with_value(result, value))
}

/// The program for one value.
fn with_value(mut program: Program, value: Expr) -> Program {
    program.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    tidy(&program)
}
