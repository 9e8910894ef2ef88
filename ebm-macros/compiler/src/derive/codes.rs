//! The codes that a term reads when one site changes: categories, counts, values that an `if` compares.
//!
//! A code stands inside integer forms, as an index of a table or in a condition, so it has no change that could be
//! multiplied. With the occurrences o of the array in a term T told apart by their indices, and `to` the new code,
//!
//! ```text
//! ΔT = Σ_S Π_{o ∈ S} [o = s] · Π_{o ∉ S} [o ≠ s] · (T[S → to] − T + Δ(the numbers of T[S → to]))
//! ```
//!
//! over all subsets S. The solver refutes most of them: in `j[i, k, x[i], x[k]]` with k < i, two of the four are left.
//!
//! What stands inside the argument of a function is none of the term's: the argument changes by itself.

use crate::ir::{ArrayId, Guard, Index, IntegerAtom, LetId, Term};

/// The most occurrences that are gone through by subsets: four-body interactions.
pub(super) const MOST_OCCURRENCES: usize = 4;

/// The indices of one read of a code.
pub(super) type Occurrence = Vec<Index>;

fn replace(term: &Term, new: &dyn Fn(&IntegerAtom) -> Option<Index>) -> Term {
    term.map_own_forms(&mut |form| form.map_atoms(&mut |atom| new(atom)))
}

/// Where the term reads codes of the array, each place once.
pub(super) fn occurrences(term: &Term, wanted: ArrayId) -> Vec<Occurrence> {
    let mut found: Vec<Occurrence> = Vec::new();
    term.visit_own_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Site { array, indices } = atom
                && *array == wanted
                && !found.contains(indices)
            {
                found.push(indices.clone());
            }
        });
    });
    found
}

/// The definitions that the term reads as whole numbers, each place once.
pub(super) fn rounded(term: &Term) -> Vec<(LetId, Vec<Index>)> {
    let mut found: Vec<(LetId, Vec<Index>)> = Vec::new();
    term.visit_own_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Rounded { definition, indices } = atom
                && !found.iter().any(|(id, at)| id == definition && at == indices)
            {
                found.push((*definition, indices.clone()));
            }
        });
    });
    found
}

/// The term with these occurrences at the new code.
pub(super) fn set(term: &Term, wanted: ArrayId, places: &[&Occurrence], to: &Index) -> Term {
    replace(term, &|atom| match atom {
        IntegerAtom::Site { array, indices } if *array == wanted && places.contains(&indices) => {
            Some(to.clone())
        }
        _ => None,
    })
}

/// The term with the definition read as a whole number at one place replaced by another one.
pub(super) fn redirected(term: &Term, old: LetId, at: &[Index], new: LetId) -> Term {
    replace(term, &|atom| match atom {
        IntegerAtom::Rounded { definition, indices } if *definition == old && indices == at => {
            Some(Index::rounded(new, indices.clone()))
        }
        _ => None,
    })
}

/// The term with all codes of the array read from a let.
pub(super) fn all_redirected(term: &Term, wanted: ArrayId, new: LetId) -> Term {
    replace(term, &|atom| match atom {
        IntegerAtom::Site { array, indices } if *array == wanted => {
            Some(Index::rounded(new, indices.clone()))
        }
        _ => None,
    })
}

/// The term where conditions hold as well.
pub(super) fn under(term: &Term, guards: &[Guard]) -> Term {
    guards.iter().fold(term.clone(), |term, guard| term.guarded(guard.clone()))
}

/// The conditions, as disjoint lists, under which `inside` are the changed site and `outside` are not.
pub(super) fn exactly_here(
    inside: &[&Occurrence],
    outside: &[&Occurrence],
    here: &[Index],
) -> Vec<Vec<Guard>> {
    let equal: Vec<Guard> = inside.iter().flat_map(|o| is_here(o, here)).collect();
    outside.iter().fold(vec![equal], |held, o| elsewhere(held, o, here))
}

/// The conditions, as disjoint lists, under which one of the occurrences is the first that is the changed site.
pub(super) fn first_here(occurrences: &[Occurrence], here: &[Index]) -> Vec<Vec<Guard>> {
    let earlier = |place: usize| occurrences[..place].iter().collect::<Vec<_>>();
    (0..occurrences.len())
        .flat_map(|place| exactly_here(&[&occurrences[place]], &earlier(place), here))
        .collect()
}

fn is_here(occurrence: &Occurrence, here: &[Index]) -> Vec<Guard> {
    occurrence.iter().zip(here).map(|(index, s)| Guard::equal(index, s)).collect()
}

/// Each list of conditions with each way in which an occurrence is another site: the first axis on which it differs.
fn elsewhere(held: Vec<Vec<Guard>>, occurrence: &Occurrence, here: &[Index]) -> Vec<Vec<Guard>> {
    let equal = is_here(occurrence, here);
    let ways = (0..equal.len()).map(|axis| {
        let mut way = equal[..axis].to_vec();
        way.push(equal[axis].negated());
        way
    });
    let ways: Vec<Vec<Guard>> = ways.collect();
    let both = |held: &Vec<Guard>| {
        let held = held.clone();
        ways.iter().map(move |way| held.iter().chain(way).cloned().collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    held.iter().flat_map(both).collect()
}
