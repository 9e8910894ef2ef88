//! Sites that do not see each other: a block that Gibbs sampling draws at once.

use super::difference::{self, Site};
use super::missing::Missing;
use crate::ir::{ArrayId, Atom, Expr, Index, IntegerAtom, Origin, Program, Source, budget};

/// The work that one difference may take to be looked at; the gallery takes a few thousand units.
const WORK: u64 = 25_000;

/// Whether the sites of an array are independent of each other given all other arrays: the energy's change at one of
/// them reads no other.
///
/// Two such arrays that make up all sites are drawn in turn, each as one block. What is found is the structure of the
/// energy as it stands, for all sizes: couplings that are zero, or that vanish on some sizes, count as couplings.
///
/// # Errors
/// The term that joins two sites of the array, or that there is no change to look at.
///
/// # Cost
/// Of deriving one difference; nothing where the model runs.
pub fn independent(program: &Program, array: ArrayId) -> Result<(), Missing> {
    let name = &program.array(array).name;
    let Some(difference) = changes(program, array) else {
        return Err(Missing::everywhere(format!(
            "the change of the energy at a site of `{name}` is not known"
        )));
    };
    let site = Site {
        array,
        at: difference.inputs.iter().take(program.array(array).extents.len()).cloned().collect(),
    };
    let bodies = difference.lets.iter().map(|definition| definition.definition.expr());
    let bodies = bodies.chain(difference.outputs.iter().map(|output| &output.value));
    match bodies.flat_map(|expr| &expr.terms).find(|term| sees_others(&(*term).clone().into(), &site)) {
        None => Ok(()),
        Some(term) => Err(Missing::at(
            origin(program, array, term.origin),
            format!("sites of `{name}` meet each other in a term, so that they are no block"),
        )),
    }
}

/// The change of the energy at a site, which comes first among the inputs.
fn changes(program: &Program, array: ArrayId) -> Option<Program> {
    let derive = || match program.array(array).role.is_continuous() {
        true => Some(difference::shift(program, array).0),
        false => difference::values(program, array),
    };
    budget::within(WORK, derive)?
}

/// Whether an expression reads another site of the array than this one.
fn sees_others(expr: &Expr, site: &Site) -> bool {
    let own: Vec<Index> = site.at.iter().map(|(variable, _)| Index::variable(variable)).collect();
    let mut others = false;
    expr.visit_atoms(&mut |atom| {
        if let Atom::Read(Source::Array(array), indices) = atom {
            others |= *array == site.array && *indices != own;
        }
    });
    expr.visit_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Site { array, indices } = atom {
                others |= *array == site.array && *indices != own;
            }
        });
    });
    others
}

/// The place of the term, or of the first one that reads the array, where what was derived has none.
fn origin(program: &Program, array: ArrayId, found: Origin) -> Origin {
    let bodies = program.lets.iter().map(|definition| definition.definition.expr()).chain([program.value()]);
    let mut reading = bodies
        .flat_map(|expr| &expr.terms)
        .filter(|term| Expr::from((*term).clone()).reads(Source::Array(array)))
        .map(|term| term.origin);
    match found.0 {
        Some(_) => found,
        None => reading.find(|origin| origin.0.is_some()).unwrap_or(found),
    }
}
