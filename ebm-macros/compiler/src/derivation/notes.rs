//! What the data cannot tell about the parameters: constants, dead parameters, gauge freedoms.

use crate::ir::display::Notation;
use crate::ir::{Array, Atom, Expr, IntegerAtom, Program, Role, Source, Term};
use std::collections::BTreeSet;

/// Remarks on an energy, each a sentence without a full stop.
pub(super) fn notes(energy: &Program) -> Vec<String> {
    let notation = Notation::of(energy);
    let mut notes = Vec::new();
    let (mut constant, mut other) = (BTreeSet::new(), BTreeSet::new());
    for term in &energy.value().terms {
        let reads = Reads::of(energy, term);
        if reads.sites || reads.given {
            other.extend(reads.arrays);
        } else {
            let formula = notation.expr(&Expr { terms: vec![term.clone()] });
            notes.push(format!(
                "{formula} does not depend on the sites: it moves E and log Z alike, and cancels in p"
            ));
            constant.extend(reads.arrays);
        }
    }
    for (place, array) in energy.arrays.iter().enumerate().filter(|(_, array)| learned(array)) {
        let name = &array.name;
        match (other.contains(&place), constant.contains(&place)) {
            (true, _) => notes.extend(gauge(energy, place)),
            (false, true) => {
                notes.push(format!("`{name}` stands in constant terms only: p does not depend on it"))
            }
            (false, false) => notes.push(format!("`{name}` is never read: p does not depend on it")),
        }
    }
    notes
}

fn learned(array: &Array) -> bool {
    matches!(&array.role, Role::Param(options) if !options.frozen)
}

/// What a term reads, definitions included.
#[derive(Default)]
struct Reads {
    arrays: BTreeSet<usize>,
    sites: bool,
    given: bool,
}

impl Reads {
    fn of(energy: &Program, term: &Term) -> Self {
        let mut reads = Self::default();
        reads.add(energy, term);
        reads
    }

    fn add(&mut self, energy: &Program, term: &Term) {
        let mut lets = BTreeSet::new();
        term.visit_atoms(&mut |atom| {
            match atom {
                Atom::Read(Source::Array(id), _) => self.array(energy, id.0),
                Atom::Read(Source::Let(id), _) => drop(lets.insert(*id)),
                Atom::Apply { .. } | Atom::Change { .. } | Atom::Integer(_) => {}
            };
        });
        term.visit_forms(&mut |form| {
            form.visit_atoms(&mut |atom| match atom {
                IntegerAtom::Site { array, .. } => self.array(energy, array.0),
                IntegerAtom::Rounded { definition, .. } => drop(lets.insert(*definition)),
                _ => {}
            });
        });
        for id in lets {
            energy.definition(id).definition.expr().terms.iter().for_each(|term| self.add(energy, term));
        }
    }

    fn array(&mut self, energy: &Program, place: usize) {
        self.arrays.insert(place);
        self.sites |= energy.arrays[place].role.domain().is_some();
        self.given |= matches!(energy.arrays[place].role, Role::Given);
    }
}

/// A table that is only ever read at the category of a site: a number added to a whole row changes nothing.
fn gauge(energy: &Program, place: usize) -> Option<String> {
    let (mut by_site, mut otherwise) = (BTreeSet::new(), false);
    let mut look = |expr: &Expr| {
        expr.visit_atoms(&mut |atom| {
            if let Atom::Read(Source::Array(id), indices) = atom
                && id.0 == place
            {
                let axes: Vec<usize> = (0..indices.len())
                    .filter(|&axis| {
                        let mut site = false;
                        indices[axis]
                            .visit_atoms(&mut |atom| site |= matches!(atom, IntegerAtom::Site { .. }));
                        site
                    })
                    .collect();
                otherwise |= axes.is_empty();
                by_site.insert(axes);
            }
        });
    };
    energy.lets.iter().for_each(|definition| look(definition.definition.expr()));
    look(energy.value());
    let name = &energy.arrays[place].name;
    match (otherwise, by_site.first()?.len()) {
        (true, _) | (_, 0) => None,
        (false, 1) => Some(format!(
            "a number added to all entries of `{name}` that one site chooses from cancels in p: one of them may be held at zero"
        )),
        (false, _) => Some(format!(
            "what depends on one site's value only may move between `{name}` and the parameters of single sites without changing p (gauge)"
        )),
    }
}
