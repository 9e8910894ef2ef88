//! Which sites stand in one term.
//!
//! Two sites are independent given all others if no term of the energy, with its definitions written out, holds both. The
//! canonical form has solved every equation between indices, so two sites are told apart by their indices: `h[i]` and
//! `h[k]` may be one site for some i and k, and are two for others.

use super::missing::Missing;
use super::rewrite::{canonical, instantiate, replace_reads};
use crate::ir::display::Notation;
use crate::ir::{
    ArrayId, Atom, Definition, Expr, Index, IntegerAtom, LetId, Operator, Origin, Program, Source, Term,
};
use std::collections::BTreeSet;

/// One site of one array, by its indices.
pub(super) type Place = (ArrayId, Vec<Index>);

/// The value of a program with every definition that depends on these arrays written out where it is read; the reason if
/// one stands where no sum can: inside a function, or as an index.
pub(super) fn written_out(program: &Program, arrays: &[ArrayId]) -> Result<Expr, Missing> {
    let mut dependent: BTreeSet<LetId> = BTreeSet::new();
    for (id, definition) in program.lets.iter().enumerate() {
        let body = definition.definition.expr();
        let reads = arrays.iter().any(|&array| body.reads(Source::Array(array)));
        if reads || body.lets().iter().any(|read| dependent.contains(read)) {
            dependent.insert(LetId(id));
        }
    }
    let mut value = program.value().clone();
    for &id in dependent.iter().rev() {
        let definition = program.definition(id);
        if !value.reads(Source::Let(id)) {
            continue;
        }
        let origin = value.terms.iter().find(|term| Expr::from((*term).clone()).reads(Source::Let(id)));
        let origin = origin.map_or(Origin(None), |term| term.origin);
        let name = Notation::of(program).let_name(id).to_owned();
        if value.rounded_lets().contains(&id) {
            let reason = format!("`{name}`, which indexes a table, depends on {}", names(program, arrays));
            return Err(Missing::at(origin, reason));
        }
        let Definition::Sum(body) = &definition.definition else {
            let reason = format!("`{name}` is a log-sum-exp that depends on {}", names(program, arrays));
            return Err(Missing::at(origin, reason));
        };
        value = replace_reads(&value, &mut |source, indices| {
            let own = source == Source::Let(id);
            own.then(|| instantiate(&definition.binders, body, indices, &program.fresh))
        });
    }
    for term in &value.terms {
        let mut sums = None;
        term.visit_atoms(&mut |atom| {
            let (operator, inside) = match atom {
                Atom::Apply { operator, argument, .. } => (operator, argument.has_binders()),
                Atom::Change { operator, at, by, .. } => (operator, at.has_binders() || by.has_binders()),
                Atom::Read(..) | Atom::Integer(_) => return,
            };
            if inside {
                sums.get_or_insert(*operator);
            }
        });
        if let Some(operator) = sums {
            let reason = match operator {
                Operator::Forbid => {
                    format!("which states are forbidden depends on {}", names(program, arrays))
                }
                _ => format!("`{}` is taken of a sum over {}", operator.name(), names(program, arrays)),
            };
            return Err(Missing::at(term.origin, reason));
        }
    }
    Ok(canonical(program, &[], &value))
}

/// The one site of these arrays that a term holds, if any; the reason if it holds two.
pub(super) fn one_site(program: &Program, term: &Term, arrays: &[ArrayId]) -> Result<Option<Place>, Missing> {
    let mut places = places(term, arrays).into_iter();
    match (places.next(), places.next()) {
        (first, None) => Ok(first),
        (None, Some(_)) => Ok(None),
        (Some(first), Some(second)) => {
            let (first, second) = (shown(program, &first), shown(program, &second));
            Err(Missing::at(term.origin, format!("one term holds both `{first}` and `{second}`")))
        }
    }
}

/// The sites of these arrays that a term holds, at any depth, each once.
fn places(term: &Term, arrays: &[ArrayId]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut add = |array: ArrayId, indices: &[Index]| {
        let place = (array, indices.to_vec());
        if arrays.contains(&array) && !found.contains(&place) {
            found.push(place);
        }
    };
    term.visit_atoms(&mut |atom| {
        if let Atom::Read(Source::Array(array), indices) = atom {
            add(*array, indices);
        }
    });
    term.visit_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Site { array, indices } = atom {
                add(*array, indices);
            }
        });
    });
    found
}

fn shown(program: &Program, (array, indices): &Place) -> String {
    Notation::of(program).expr(&Expr::read(*array, indices.clone()))
}

/// `` `h` and `z` ``
pub(super) fn names(program: &Program, arrays: &[ArrayId]) -> String {
    let names: Vec<String> = arrays.iter().map(|&id| format!("`{}`", program.array(id).name)).collect();
    names.join(" and ")
}
