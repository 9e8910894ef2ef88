//! What data cannot tell: parameters that the density does not depend on.
//!
//! Nothing here is an error, and nothing is changed: an energy may hold constants, and a gauge may be left to a penalty. But
//! who reads such a parameter off a fit should know that its value means nothing.

use super::difference;
use super::rewrite::map_arguments;
use crate::ir::display::Notation;
use crate::ir::{
    ArrayId, Atom, Expr, Factor, Index, IntegerAtom, LetId, Origin, ParamOptions, Program, Role, Source,
    Term, Variable,
};
use crate::solve::{Context, facts::Facts};
use std::collections::BTreeSet;

/// A remark about the energy, and the term or parameter that it is about.
#[derive(Clone, Debug)]
pub struct Note {
    /// One sentence in the names of the user, without a full stop.
    pub text: String,
    /// Where the user wrote it.
    pub origin: Origin,
}

/// All remarks about an energy in its smallest form: constant terms, parameters without effect, entries that nothing reads,
/// gauges.
///
/// # References
/// On the gauge of Potts models: Weigt, White, Szurmant, Hoch & Hwa (2009), Identification of direct residue contacts in
/// protein–protein interaction by message passing, supporting information.
pub fn notes(program: &Program) -> Vec<Note> {
    let mut notes = constants(program);
    notes.extend(without_effect(program));
    notes.extend(unread_entries(program));
    notes.extend(gauges(program));
    notes
}

/// Terms that hold no site.
fn constants(program: &Program) -> Vec<Note> {
    let mut varying: BTreeSet<LetId> = BTreeSet::new();
    let varies = |expr: &Expr, varying: &BTreeSet<LetId>| {
        let sites = program.arrays_where(|array| array.role.domain().is_some());
        sites.into_iter().any(|id| expr.reads(Source::Array(id)))
            || expr.lets().iter().any(|read| varying.contains(read))
    };
    for (id, definition) in program.lets.iter().enumerate() {
        if varies(definition.definition.expr(), &varying) {
            varying.insert(LetId(id));
        }
    }
    let constant = |term: &&Term| !varies(&(*term).clone().into(), &varying);
    let note = |term: &Term| {
        let formula = Notation::of(program).expr(&term.clone().into());
        let text = format!("`{formula}` is the same for all states and cancels in the density");
        Note { text, origin: term.origin }
    };
    program.value().terms.iter().filter(constant).map(note).collect()
}

/// Parameters that no difference between two states reads.
fn without_effect(program: &Program) -> Vec<Note> {
    let mut differences = Vec::new();
    for array in program.arrays_where(|array| array.role.domain().is_some()) {
        let discrete = program.array(array).role.is_discrete();
        match difference::values(program, array).filter(|_| discrete) {
            Some(values) => differences.push(values),
            None if discrete => return Vec::new(),
            None => differences.push(difference::shift(program, array).0),
        }
    }
    let params = program.arrays_where(|array| matches!(&array.role, Role::Param(options) if !options.frozen));
    let silent = params.into_iter().filter(|&id| !differences.iter().any(|d| reads(d, id)));
    let note = |id: ArrayId| {
        let name = &program.array(id).name;
        let text = match reads(program, id) {
            true => {
                format!("`{name}` cancels in every difference between two states: data say nothing of it")
            }
            false => format!("`{name}` is never read: data say nothing of it"),
        };
        Note { text, origin: Origin(Some(program.array(id).span)) }
    };
    silent.map(note).collect()
}

fn reads(program: &Program, array: ArrayId) -> bool {
    let lets = program.lets.iter().map(|definition| definition.definition.expr());
    let mut all = lets.chain(program.outputs.iter().map(|output| &output.value));
    all.any(|expr| expr.reads(Source::Array(array)))
}

/// In how many places an array is read.
fn count_reads(program: &Program, array: ArrayId) -> usize {
    let mut count = 0;
    let lets = program.lets.iter().map(|definition| definition.definition.expr());
    for expr in lets.chain(program.outputs.iter().map(|output| &output.value)) {
        expr.visit_atoms(&mut |atom| {
            count += usize::from(matches!(atom, Atom::Read(Source::Array(id), _) if *id == array));
        });
    }
    count
}

/// One read of a parameter, and how its first two indices compare wherever the read counts.
struct Order {
    array: ArrayId,
    above: bool,
    never_equal: bool,
}

/// Square parameters of which a triangle or the diagonal is never read.
fn unread_entries(program: &Program) -> Vec<Note> {
    let mut orders: Vec<Order> = Vec::new();
    let context = Context::of(program);
    let lets = program.lets.iter().map(|definition| (definition.scope(), definition.definition.expr()));
    let outputs = program.outputs.iter().map(|output| (output.binders.clone(), &output.value));
    for (scope, expr) in lets.chain(outputs) {
        let context = context.with(&scope);
        for term in &expr.terms {
            compare(program, &context, term, &mut Vec::new(), &mut orders);
        }
    }
    let mut notes = Vec::new();
    for id in program.arrays_where(|array| matches!(array.role, Role::Param(_))) {
        let array = program.array(id);
        let Role::Param(ParamOptions { symmetric, zero_diagonal, .. }) = &array.role else { continue };
        let own: Vec<&Order> = orders.iter().filter(|order| order.array == id).collect();
        if own.is_empty() || array.extents.len() < 2 || array.extents[0] != array.extents[1] {
            continue;
        }
        let name = &array.name;
        let text = if !symmetric && own.iter().all(|order| order.above) {
            format!("`{name}` is read below its diagonal only: its other entries have no effect")
        } else if !zero_diagonal && own.iter().all(|order| order.never_equal) {
            format!("the diagonal of `{name}` is never read: it has no effect")
        } else {
            continue;
        };
        notes.push(Note { text, origin: Origin(Some(array.span)) });
    }
    notes
}

/// Every read of a parameter with two axes or more in a term, at any depth; `outer` are the terms around it.
fn compare(
    program: &Program,
    context: &Context,
    term: &Term,
    outer: &mut Vec<Term>,
    orders: &mut Vec<Order>,
) {
    outer.push(term.clone());
    let mut facts = Facts::new(&program.arrays, &context.facts);
    for around in outer.iter() {
        around.binders.iter().for_each(|binder| facts.assume_binder(binder));
        around.guards.iter().for_each(|guard| facts.assume_guard(guard));
    }
    for factor in &term.factors {
        if let Atom::Read(Source::Array(array), indices) = &factor.atom
            && let [a, b, ..] = &indices[..]
        {
            let gap = a - b;
            let above = facts.positive(&gap);
            orders.push(Order { array: *array, above, never_equal: above || facts.never_zero(&gap) });
        }
        map_arguments(&factor.atom, &mut |inner| {
            inner.terms.iter().for_each(|term| compare(program, context, term, outer, orders));
            inner.clone()
        });
    }
    outer.pop();
}

/// A table that is indexed by states and is multiplied by nothing that depends on them: `h[i, x[i]]`.
struct Table {
    array: ArrayId,
    indices: Vec<Index>,
    /// The sites whose states index it.
    sites: Vec<(ArrayId, Vec<Index>)>,
    /// Whether it is multiplied by nothing at all.
    bare: bool,
    origin: Origin,
}

/// Tables of states that can be changed without changing the density.
fn gauges(program: &Program) -> Vec<Note> {
    let tables: Vec<Table> = program.value().terms.iter().filter_map(|term| table(program, term)).collect();
    // a field of its own for each site: its other indices say which
    let is_field = |table: &&Table| match &table.sites[..] {
        [(_, at)] => table.bare && at.iter().all(|index| table.indices.contains(index)),
        _ => false,
    };
    let mut notes: Vec<Note> = Vec::new();
    let mut add = |text: String, origin: Origin| {
        if notes.iter().all(|note| note.text != text) {
            notes.push(Note { text, origin });
        }
    };
    let shown = |table: &Table| Notation::of(program).expr(&Expr::read(table.array, table.indices.clone()));
    for table in &tables {
        if table.sites.len() == 1 {
            let text = format!("`{}`: adding one number for all states changes no difference", shown(table));
            add(text, table.origin);
        }
    }
    for table in tables.iter().filter(|table| table.sites.len() == 2) {
        let field = |(site, _): &&(ArrayId, Vec<Index>)| {
            tables.iter().find(|field| is_field(field) && field.sites[0].0 == *site)
        };
        // the coupling must be told apart by the same sites as the field
        let own = |(_, at): &&(ArrayId, Vec<Index>)| at.iter().all(|index| table.indices.contains(index));
        if let Some(field) = table.sites.iter().filter(own).find_map(|site| field(&site)) {
            let name = &program.array(field.array).name;
            let text = format!(
                "`{}`: adding a function of one of its states, and taking it away from `{name}`, changes no difference (a gauge)",
                shown(table)
            );
            add(text, table.origin);
        }
    }
    notes
}

/// The parameter that a term reads at states, if the states have no other part in it.
fn table(program: &Program, term: &Term) -> Option<Table> {
    let at_states = |factor: &&Factor| match &factor.atom {
        Atom::Read(Source::Array(_), indices) => indices.iter().any(has_states),
        _ => false,
    };
    let own = term.factors.iter().find(at_states)?;
    let Factor { atom: Atom::Read(Source::Array(array), indices), power: 1 } = own else { return None };
    let outside =
        term.guards.iter().map(|g| &g.form).chain(term.binders.iter().flat_map(|b| b.range.forms()));
    // what is multiplied with it may be a covariate, or another parameter
    let others = term.factors.iter().filter(|factor| *factor != own);
    let without_sites = others.clone().all(|factor| match &factor.atom {
        Atom::Read(Source::Array(id), indices) => {
            program.array(*id).role.domain().is_none() && !indices.iter().any(has_states)
        }
        _ => false,
    });
    let alone = count_reads(program, *array) == 1 && without_sites;
    if !alone || !matches!(program.array(*array).role, Role::Param(_)) || outside.into_iter().any(has_states)
    {
        return None;
    }
    let mut sites = Vec::new();
    for index in indices.iter().filter(|index| has_states(index)) {
        let Some(IntegerAtom::Site { array, indices }) = index.as_atom() else { return None };
        let known = (*array, indices.clone());
        if sites.contains(&known) {
            return None;
        }
        sites.push(known);
    }
    // one entry for each value of the variables that are summed over: otherwise states share what is added
    let held = |variable: &Variable| indices.iter().any(|index| index.as_variable() == Some(variable));
    let held_apart = term.binders.iter().all(|binder| held(&binder.variable));
    let bare = term.factors.len() == 1;
    (sites.len() == 1 || bare && held_apart && !sites.is_empty()).then(|| Table {
        array: *array,
        indices: indices.clone(),
        sites,
        bare,
        origin: term.origin,
    })
}

/// Whether a form depends on the state.
fn has_states(form: &Index) -> bool {
    let mut found = false;
    form.visit_atoms(&mut |atom| {
        found |= matches!(atom, IntegerAtom::Site { .. } | IntegerAtom::Rounded { .. });
    });
    found
}
