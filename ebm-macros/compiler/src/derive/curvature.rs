//! Second derivatives by each site: the Laplacian and what score matching needs.
//!
//! The slope ∂E/∂x\[s\] is one reverse pass, the curvature ∂²E/∂x\[s\]² one forward pass over it. Both become lets over all
//! sites, so that any function of them is a program like any other, with its gradient from the same reverse pass.

use super::difference::Site;
use super::missing::Missing;
use super::rewrite::as_indices;
use super::sites::{named_over_sites, over_all_sites, summed_over};
use super::tangent::Direction;
use super::{reverse, tangent, tidy};
use crate::ir::{ArrayId, Atom, Definition, Expr, Let, LetId, Operator, Output, Program, Source, Target};

/// Slope and curvature at every site of a continuous array, as lets.
#[derive(Clone, Copy, Debug)]
pub struct SiteDerivatives {
    /// The array of the sites.
    pub array: ArrayId,
    /// ∂E/∂x\[s\]
    pub slope: LetId,
    /// ∂²E/∂x\[s\]²
    pub curvature: LetId,
}

/// ΔE = Σ_s ∂²E/∂x\[s\]² over all continuous sites.
///
/// # Errors
/// There is no continuous site, or a slope jumps in one: the term where it does.
///
/// # Cost
/// What one reverse pass costs, for energies that are sums of local terms or of functions of linear forms; sites × cost of a
/// pass for deeper definitions.
pub fn laplacian(energy: &Program) -> Result<Program, Missing> {
    let arrays = energy.arrays_where(|array| array.role.is_continuous());
    if arrays.is_empty() {
        return Err(Missing::everywhere("there are no continuous sites"));
    }
    let (mut program, sites) = with_site_derivatives(energy, &arrays)?;
    let mut value = Expr::zero();
    for SiteDerivatives { array, curvature, .. } in sites {
        let at = Site::new(&program, array).at;
        value = value.plus(summed_over(&Expr::read_let(curvature, as_indices(&at)), &at));
    }
    program.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    Ok(tidy(&program))
}

/// The program with a let for the first derivative by every site of these arrays, and how many lets come before these.
pub(super) fn with_slopes(energy: &Program, arrays: &[ArrayId]) -> (Program, Vec<(ArrayId, LetId)>, usize) {
    let mut program = reverse::value_and_gradient(energy, arrays, None);
    let below = program.lets.len();
    let outputs = std::mem::take(&mut program.outputs);
    let (values, slopes): (Vec<Output>, Vec<Output>) =
        outputs.into_iter().partition(|output| output.target == Target::Value);
    program.outputs = values;
    let mut named = Vec::new();
    for Output { target, binders, value } in slopes {
        let Target::Gradient(array) = target else { continue };
        let name = format!("slope_{}", program.array(array).name);
        let definition = Definition::Sum(value);
        named.push((array, program.add_let(Let { name, binders, definition })));
    }
    (program, named, below)
}

/// The program with lets for the first and second derivatives by every site of these continuous arrays.
///
/// # Errors
/// A slope jumps in one of them.
pub(super) fn with_site_derivatives(
    energy: &Program,
    arrays: &[ArrayId],
) -> Result<(Program, Vec<SiteDerivatives>), Missing> {
    if let Some(missing) = slope_jump(energy, arrays) {
        return Err(missing);
    }
    let (mut program, slopes, below) = with_slopes(energy, arrays);
    let sites = slopes.into_iter().map(|(array, slope)| {
        let Let { binders, definition, .. } = program.definition(slope).clone();
        let name = program.array(array).name.clone();
        let site = Site { array, at: binders };
        let first = program.lets.len();
        let inputs = std::mem::replace(&mut program.inputs, site.at.clone());
        let curvature = tangent::append(&mut program, &Direction::Site(&site), definition.expr(), below);
        let curvature = over_all_sites(&mut program, first, &site, curvature);
        program.inputs = inputs;
        let curvature = named_over_sites(&mut program, format!("curvature_{name}"), &site, &curvature);
        SiteDerivatives { array, slope, curvature }
    });
    let sites = sites.collect();
    Ok((program, sites))
}

/// The first function whose slope jumps that is applied to something that depends on these arrays.
pub(super) fn slope_jump(program: &Program, arrays: &[ArrayId]) -> Option<Missing> {
    // what depends on which of them
    let mut reached: Vec<(Source, ArrayId)> = arrays.iter().map(|&id| (Source::Array(id), id)).collect();
    let bodies = program.lets.iter().map(|definition| definition.definition.expr()).chain([program.value()]);
    for (id, expr) in bodies.enumerate() {
        for term in &expr.terms {
            let mut found = None;
            term.visit_atoms(&mut |atom| {
                let (operator, inside): (Operator, Vec<&Expr>) = match atom {
                    Atom::Apply { operator, argument, .. } => (*operator, vec![argument]),
                    Atom::Change { operator, at, by, .. } => (*operator, vec![at, by]),
                    Atom::Read(..) | Atom::Integer(_) => return,
                };
                let within = |source| inside.iter().any(|expr| expr.reads(source));
                let site = reached.iter().find(|(source, _)| within(*source));
                if let (true, None, Some((_, array))) = (operator.slope_jumps(), &found, site) {
                    let name = &program.array(*array).name;
                    found = Some(format!(
                        "the slope of the energy jumps in `{name}`, which stands inside {}",
                        kink(operator)
                    ));
                }
            });
            if let Some(reason) = found {
                return Some(Missing::at(term.origin, reason));
            }
        }
        if let Some(&(_, array)) = reached.iter().find(|(source, _)| expr.reads(*source)) {
            reached.push((Source::Let(LetId(id)), array));
        }
    }
    None
}

/// A function with a kink, as users write it.
fn kink(operator: Operator) -> &'static str {
    match operator {
        Operator::Abs => "`abs`",
        Operator::Relu => "`max` or `min`",
        _ => "a function that jumps",
    }
}
