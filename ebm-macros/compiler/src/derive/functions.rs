//! Nonlinear functions that are evaluated in several places, evaluated once.
//!
//! A derivative repeats them: `σ(a·x[i] + b·x[i + 1])` stands in the derivative by `a` and in that by `b`. Such an atom
//! becomes a let over the variables it mentions, if
//!
//! - every place runs over all values of these variables, so that the let is no larger than what it saves, and
//! - it reads inside its arrays for all of them, whatever guards stood around it, and
//! - it is a number for all of them: a root or a logarithm that stands under guards in every place may be defined
//!   nowhere else, and a NaN in a let, though never read, would reach a derivative as 0 · NaN, and
//! - the let is not larger than the states, parameters and lets that are held anyway.

use super::rewrite::{
    as_indices, canonical, fresh_axes, map_arguments, map_roots, renumber_rounded, replace_reads, substitute,
};
use super::share::{Numbered, numbered_least};
use crate::ir::{
    Atom, Binder, Definition, Expr, Factor, Guard, Index, IntegerAtom, Let, LetId, Program, Range, Source,
    Term, Variable, budget,
};
use std::collections::BTreeMap;

/// The program with repeated functions as lets.
pub(super) fn share_functions(program: &Program) -> Program {
    let mut result = program.clone();
    while let Some(next) = step(&result)
        && !budget::exhausted()
    {
        result = next;
    }
    result
}

/// What an atom is, whatever its variables are called: the atom under numbered binders.
type Key = Term;

/// An atom in one place.
struct Occurrence {
    key: Key,
    atom: Atom,
    /// The variables it mentions, in the order of the key, with their extents.
    variables: Vec<(Variable, Index)>,
    /// Whether it is a number for all values of the variables, as far as this place tells.
    everywhere: bool,
}

/// Names the first atom that stands in two places, if there is one.
fn step(program: &Program) -> Option<Program> {
    // whether some place so far shows that the atom is a number everywhere
    let mut known: BTreeMap<Key, bool> = BTreeMap::new();
    let mut twice: Vec<Occurrence> = Vec::new();
    visit(program, &mut |atom, scope| {
        let Some(found) = occurrence(atom, scope) else { return };
        match known.get_mut(&found.key) {
            None => drop(known.insert(found.key.clone(), found.everywhere)),
            Some(everywhere) => {
                *everywhere |= found.everywhere;
                if twice.iter().all(|other| other.key != found.key) {
                    twice.push(found);
                }
            }
        }
    });
    let found = twice.into_iter().find(|found| known[&found.key] && is_worth_it(program, found))?;
    Some(named(program, &found))
}

/// What stands around an atom.
#[derive(Clone)]
struct Scope {
    /// Variables with the extents of those that run over all values below one.
    variables: Vec<(Variable, Option<Index>)>,
    /// Whether some condition has to hold.
    guarded: bool,
}

impl Scope {
    /// Around the product of a term that stands under axes.
    fn of(axes: &[(Variable, Index)], term: &Term) -> Self {
        let axes = axes.iter().map(|(v, extent)| (v.clone(), Some(extent.clone()).filter(of_sizes)));
        let binders = term.binders.iter().map(|binder| {
            let full = match &binder.range {
                Range::Span { lower, upper } if lower.is_empty() && upper.len() == 1 => Some(&upper[0]),
                Range::Span { .. } | Range::Incidence { .. } => None,
            };
            (binder.variable.clone(), full.filter(|extent| of_sizes(extent)).cloned())
        });
        Self { variables: axes.chain(binders).collect(), guarded: !term.guards.is_empty() }
    }

    /// Around the product of a term inside the argument of a function.
    fn inside(&self, term: &Term) -> Self {
        Self { guarded: self.guarded || !term.guards.is_empty(), ..self.clone() }
    }
}

/// Every nonlinear atom of a program with what stands around it.
fn visit(program: &Program, found: &mut dyn FnMut(&Atom, &Scope)) {
    let lets = program.lets.iter().map(|l| (l.scope(), l.definition.expr()));
    let outputs = program.outputs.iter().map(|o| (o.binders.clone(), &o.value));
    for (axes, expr) in lets.chain(outputs) {
        for term in &expr.terms {
            visit_term(term, &Scope::of(&axes, term), found);
        }
    }
}

fn visit_term(term: &Term, scope: &Scope, found: &mut dyn FnMut(&Atom, &Scope)) {
    for Factor { atom, .. } in &term.factors {
        let arguments = match atom {
            Atom::Read(..) | Atom::Integer(_) => continue,
            Atom::Apply { argument, .. } => vec![argument],
            Atom::Change { at, by, .. } => vec![at, by],
        };
        found(atom, scope);
        for inner in arguments.into_iter().flat_map(|argument| &argument.terms) {
            visit_term(inner, &scope.inside(inner), found);
        }
    }
}

/// Whether a form mentions sizes only.
fn of_sizes(form: &Index) -> bool {
    let mut sizes = true;
    form.visit_atoms(&mut |atom| sizes &= matches!(atom, IntegerAtom::Size(..)));
    sizes
}

/// The atom without the names of its variables; `None` where one of them does not run over all its values.
fn occurrence(atom: &Atom, scope: &Scope) -> Option<Occurrence> {
    let alone = Term::atom(atom.clone());
    let (mentioned, others): (Vec<_>, Vec<_>) =
        scope.variables.iter().partition(|(variable, _)| alone.mentions(variable));
    let variables: Vec<(Variable, Index)> =
        mentioned.into_iter().map(|(v, extent)| Some((v.clone(), extent.clone()?))).collect::<Option<_>>()?;
    // a loop beside it that has no values would be a condition, too
    let runs = |extent: &Index| {
        extent.as_constant().is_some_and(|c| c > 0) || variables.iter().any(|(_, own)| own == extent)
    };
    let unconditional = !scope.guarded && others.iter().all(|(_, extent)| extent.as_ref().is_some_and(runs));
    let everywhere = unconditional || atom.is_total();
    let Numbered { form, order } = numbered_least(&Term { binders: full_range(&variables), ..alone }, 0);
    let variables = order.into_iter().map(|place| variables[place].clone()).collect();
    Some(Occurrence { key: form, atom: atom.clone(), variables, everywhere })
}

/// Binders that run over all values below the extents.
fn full_range(variables: &[(Variable, Index)]) -> Vec<Binder> {
    let binder = |(variable, extent): &(Variable, Index)| Binder {
        variable: variable.clone(),
        range: Range::up_to(extent.clone()),
    };
    variables.iter().map(binder).collect()
}

/// Whether it may be a let.
fn is_worth_it(program: &Program, found: &Occurrence) -> bool {
    fits(program, &found.variables) && reads_inside(program, found)
}

/// Whether an array over these variables is no larger than what is held anyway.
fn fits(program: &Program, variables: &[(Variable, Index)]) -> bool {
    let sorted = |extents: &mut dyn Iterator<Item = &Index>| {
        let mut extents: Vec<Index> = extents.cloned().collect();
        extents.sort();
        extents
    };
    let wanted = sorted(&mut variables.iter().map(|(_, extent)| extent));
    let lets = program.lets.iter().map(|l| sorted(&mut l.binders.iter().map(|(_, extent)| extent)));
    let sites = program.arrays.iter().filter(|a| a.role.domain().is_some());
    let sites = sites.map(|a| sorted(&mut a.extents.iter()));
    variables.len() <= 1 || lets.chain(sites).any(|held| held == wanted)
}

/// Whether every index of the atom is inside for all values of the variables. The solver is asked to prove the
/// conditions away.
fn reads_inside(program: &Program, found: &Occurrence) -> bool {
    let mut guards = Vec::new();
    let mut inside = |index: &Index, extent: &Index| {
        guards.push(Guard::at_most(&Index::constant(0), index));
        guards.push(Guard::less(index, extent));
    };
    found.atom.visit_atoms(&mut |atom| {
        if let Atom::Read(source, indices) = atom {
            let extents: Vec<&Index> = match source {
                Source::Array(id) => program.array(*id).extents.iter().collect(),
                Source::Let(id) => program.definition(*id).binders.iter().map(|(_, extent)| extent).collect(),
            };
            indices.iter().zip(extents).for_each(|(index, extent)| inside(index, extent));
        }
    });
    found.atom.visit_forms(&mut |form| {
        form.visit_atoms(&mut |atom| {
            let (indices, extents): (_, Vec<&Index>) = match atom {
                IntegerAtom::Lookup { array, indices, .. } | IntegerAtom::Site { array, indices } => {
                    (indices, program.array(*array).extents.iter().collect())
                }
                IntegerAtom::Rounded { definition, indices } => (
                    indices,
                    program.definition(*definition).binders.iter().map(|(_, extent)| extent).collect(),
                ),
                _ => return,
            };
            indices.iter().zip(extents).for_each(|(index, extent)| inside(index, extent));
        });
    });
    // something that holds the values of the variables, so that none of them can be summed away
    let values = Atom::Read(Source::Let(LetId(program.lets.len())), as_indices(&found.variables));
    let mut probe = Term { binders: full_range(&found.variables), guards, ..Term::atom(values) };
    probe = probe.freshened(&program.fresh);
    let mut full: Vec<Range> = probe.binders.iter().map(|b| b.range.clone()).collect();
    full.sort();
    match &canonical(program, &[], &probe.into()).terms[..] {
        [proved] => {
            let mut ranges: Vec<Range> = proved.binders.iter().map(|b| b.range.clone()).collect();
            ranges.sort();
            proved.guards.is_empty() && ranges == full
        }
        _ => false,
    }
}

/// The program with a let for the atom, behind the last let it reads, and every place reading it.
fn named(program: &Program, found: &Occurrence) -> Program {
    let mut result = program.clone();
    // first the new reads, with an id that no let has, then room for the let
    let new = LetId(program.lets.len());
    map_roots(&mut result, |axes, expr| {
        let replaced = |term: &Term| read_instead(term, &found.key, new, &Scope::of(axes, term));
        Expr { terms: expr.terms.iter().map(replaced).collect() }
    });
    let place = Expr::atom(found.atom.clone()).lets().last().map_or(0, |last| last.0 + 1);
    let moved = |id: LetId| match id {
        id if id == new => LetId(place),
        id if id.0 >= place => LetId(id.0 + 1),
        id => id,
    };
    map_roots(&mut result, |_, expr| renumbered(expr, &moved));
    let name = program.lets.iter().find(|l| is_just(l, found)).map(|l| l.name.clone());
    let name = name.unwrap_or_else(|| function_name(&found.atom));
    result.lets.insert(place, definition(program, name, found));
    Program { fresh: program.fresh.clone(), ..result }
}

/// The atom, which stands beside a cofactor, as a read of a new let over the variables it mentions; `None` where that
/// is not worth it.
///
/// The reverse pass names a slope that several adjoints are multiplied with *before* brackets are solved: afterwards it
/// stands at different points, `σ(u[i])` and `σ(u[(i − 1) mod n])`, which are hard to recognise as one.
pub(super) fn as_let(program: &mut Program, atom: &Atom, cofactor: &Term) -> Option<Atom> {
    let found = occurrence(atom, &Scope::of(&[], cofactor));
    let found = found.filter(|found| found.everywhere && is_worth_it(program, found))?;
    let id = program.add_let(definition(program, function_name(atom), &found));
    Some(Atom::Read(Source::Let(id), as_indices(&found.variables)))
}

/// The atom as a let.
fn definition(program: &Program, name: String, found: &Occurrence) -> Let {
    let own = fresh_axes(&found.variables, &program.fresh);
    let names: Vec<_> = found.variables.iter().map(|(v, _)| v.clone()).zip(as_indices(&own)).collect();
    let body = substitute(&Expr::atom(found.atom.clone()), &names);
    Let { name, binders: own, definition: Definition::Sum(body) }
}

/// The term with the atoms that have this key read from a let.
fn read_instead(term: &Term, key: &Key, id: LetId, scope: &Scope) -> Term {
    let mut replaced = Term { factors: Vec::new(), ..term.clone() };
    for factor in &term.factors {
        let same = occurrence(&factor.atom, scope).filter(|found| found.key == *key);
        let atom = match same {
            Some(found) => Atom::Read(Source::Let(id), as_indices(&found.variables)),
            None => map_arguments(&factor.atom, &mut |argument| Expr {
                terms: argument.terms.iter().map(|t| read_instead(t, key, id, &scope.inside(t))).collect(),
            }),
        };
        replaced.push_factor(Factor { atom, power: factor.power });
    }
    replaced
}

fn renumbered(expr: &Expr, moved: &dyn Fn(LetId) -> LetId) -> Expr {
    replace_reads(&renumber_rounded(expr, moved), &mut |source, indices| match source {
        Source::Let(id) if moved(id) != id => Some(Expr::read_let(moved(id), indices.to_vec())),
        _ => None,
    })
}

/// Whether a let is this atom and nothing else.
fn is_just(definition: &Let, found: &Occurrence) -> bool {
    let Some([term]) = definition.definition.as_sum().map(|sum| &sum.terms[..]) else { return false };
    let [Factor { atom, power: 1 }] = &term.factors[..] else { return false };
    let alone = term.coefficient == 1.0 && term.binders.is_empty() && term.guards.is_empty();
    let same =
        |other: Occurrence| other.key == found.key && other.variables.len() == definition.binders.len();
    alone && occurrence(atom, &Scope::of(&definition.binders, term)).is_some_and(same)
}

/// The name of the function, with `_slope` for each derivative.
fn function_name(atom: &Atom) -> String {
    match atom {
        Atom::Apply { operator, order, .. } => operator.name().to_owned() + &"_slope".repeat((*order).into()),
        Atom::Change { operator, order, .. } => {
            format!("change_{}{}", operator.name(), "_slope".repeat((*order).into()))
        }
        Atom::Read(..) | Atom::Integer(_) => String::new(),
    }
}
