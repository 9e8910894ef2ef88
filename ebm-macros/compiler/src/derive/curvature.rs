//! Second derivatives by each site: the Laplacian and what score matching needs.
//!
//! The slope ∂E/∂x\[s\] is one reverse pass, the curvature ∂²E/∂x\[s\]² one forward pass over it. Both become lets over all
//! sites, so that any function of them is a program like any other, with its gradient from the same reverse pass.

use super::difference::Site;
use super::rewrite::{as_indices, fresh_axes, substitute};
use super::sites::{over_all_sites, summed_over};
use super::{reverse, tangent, tidy};
use crate::ir::{ArrayId, Atom, Definition, Expr, Let, LetId, Output, Program, Source, Target};

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

/// ΔE = Σ_s ∂²E/∂x\[s\]² over all continuous sites; `None` where there is none, or where a slope jumps in a site.
///
/// # Cost
/// What one reverse pass costs, for energies that are sums of local terms or of functions of linear forms; sites × cost of a
/// pass for deeper definitions.
pub fn laplacian(energy: &Program) -> Option<Program> {
    let (mut program, sites) = with_site_derivatives(energy)?;
    let mut value = Expr::zero();
    for SiteDerivatives { array, curvature, .. } in sites {
        let at = Site::new(&program, array).at;
        value = value.plus(summed_over(&Expr::read_let(curvature, as_indices(&at)), &at));
    }
    program.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    Some(tidy(&program))
}

/// The program with lets for the first and second derivatives by every continuous site; `None` as for [`laplacian`].
pub(super) fn with_site_derivatives(energy: &Program) -> Option<(Program, Vec<SiteDerivatives>)> {
    let arrays = energy.arrays_where(|array| array.role.is_continuous());
    if arrays.is_empty() || slope_jumps(energy, &arrays) {
        return None;
    }
    let mut program = reverse::value_and_gradient(energy, &arrays, None);
    let slopes: Vec<Output> =
        program.outputs.iter().filter(|output| output.target != Target::Value).cloned().collect();
    let below = program.lets.len();
    let sites = slopes.into_iter().map(|Output { target, binders, value }| {
        let Target::Gradient(array) = target else { unreachable!("the value was left out") };
        let name = program.array(array).name.clone();
        let definition = Definition::Sum(value.clone());
        let slope =
            program.add_let(Let { name: format!("slope_{name}"), binders: binders.clone(), definition });
        let site = Site { array, at: binders };
        let first = program.lets.len();
        let inputs = std::mem::replace(&mut program.inputs, site.at.clone());
        let curvature = tangent::append(&mut program, &site, &value, below);
        let curvature = over_all_sites(&mut program, first, &site, curvature);
        program.inputs = inputs;
        let axes = fresh_axes(&site.at, &program.fresh);
        let renamed: Vec<_> = site.at.iter().map(|(v, _)| v.clone()).zip(as_indices(&axes)).collect();
        let definition = Definition::Sum(substitute(&curvature, &renamed));
        let curvature = program.add_let(Let { name: format!("curvature_{name}"), binders: axes, definition });
        SiteDerivatives { array, slope, curvature }
    });
    let sites = sites.collect();
    Some((program, sites))
}

/// Whether a function whose slope jumps is applied to something that depends on these arrays.
fn slope_jumps(program: &Program, arrays: &[ArrayId]) -> bool {
    let mut reached: Vec<Source> = arrays.iter().map(|&id| Source::Array(id)).collect();
    let mut jumps = false;
    let mut look = |expr: &Expr, reached: &[Source]| {
        let mut reads = false;
        expr.visit_atoms(&mut |atom| match atom {
            Atom::Read(source, _) => reads |= reached.contains(source),
            Atom::Apply { operator, argument, .. } if operator.slope_jumps() => {
                jumps |= reached.iter().any(|&source| argument.reads(source));
            }
            Atom::Change { operator, at, by, .. } if operator.slope_jumps() => {
                jumps |= reached.iter().any(|&source| at.reads(source) || by.reads(source));
            }
            Atom::Apply { .. } | Atom::Change { .. } | Atom::Integer(_) => {}
        });
        reads
    };
    for (id, definition) in program.lets.iter().enumerate() {
        if look(definition.definition.expr(), &reached) {
            reached.push(Source::Let(LetId(id)));
        }
    }
    look(program.value(), &reached);
    jumps
}
