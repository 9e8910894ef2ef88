//! What `derivation()` prints: everything that was derived, in formulas, and what was not, with the reason.
//!
//! In: a [`Plan`]. Out: plain text, made for reading and for snapshots; nothing in it depends on the run. A line at the
//! margin is a heading, `title: what it is`; what is indented below it are formulas or remarks. The runtime turns the same
//! text into Markdown by this rule.

mod neighbours;
#[cfg(test)]
mod tests;

use crate::capability;
use crate::derive::block::independent;
use crate::derive::family::Family;
use crate::derive::missing::Missing;
use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, LetId, Program, Target};
use crate::plan::{Derived, Plan};
use std::fmt::Write;

/// The text for one model.
pub fn derivation(plan: &Plan) -> String {
    let mut text = format!("{}\n", plan.energy.name);
    declarations(&mut text, &plan.energy);
    let latent = plan.joint.is_some();
    if let Some(joint) = &plan.joint {
        derived(&mut text, joint, "joint density");
    }
    if let Ok(own) = &plan.own {
        derived(&mut text, own, if latent { "density of the visible sites" } else { "" });
    }
    remarks(&mut text, "not available", &missing(plan));
    remarks(&mut text, "notes", &plan.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>());
    text
}

/// One density.
fn derived(text: &mut String, derived: &Derived, title: &str) {
    if !title.is_empty() {
        let _ = write!(text, "\n── {title}\n");
    }
    let energy = &derived.energy;
    if derived.tempered {
        section(text, "energy", "E(x; θ)", &[("E", energy)]);
    } else {
        section(text, "free energy", "F(v; θ) = −ln Σ exp(−βE(x; θ)) over latent sites", &[("F", energy)]);
    }
    for (array, program) in derived.flips.iter().flatten() {
        conditional(text, energy, *array, program);
    }
    for (array, program) in derived.values.iter().flatten() {
        if energy.array(*array).role.domain().is_some_and(|domain| !domain.is_two_valued()) {
            let name = &energy.array(*array).name;
            let site = site(program, name);
            let about = format!("p({site} = u | rest) ∝ exp(−ΔE[u]), ΔE[u] = E(x with {site} = u) − E(x)");
            section(text, &format!("conditional of `{name}`"), &about, &[("ΔE", program)]);
            line(text, "local normaliser: Σ_u exp(−ΔE[u]), over all values");
            update(text, program);
            blocks(text, energy, *array);
        }
    }
    for shift in derived.shifts.iter().flatten() {
        let name = &energy.array(shift.array).name;
        let about = format!("E(x with {} at `to`) − E(x)", site(&shift.program, name));
        section(text, &format!("difference of `{name}`"), &about, &[("ΔE", &shift.program)]);
        line(text, &family(derived, shift.array));
        update(text, &shift.program);
        blocks(text, energy, shift.array);
    }
    for (array, law) in &derived.laws {
        if let Ok(program) = law {
            let name = &energy.array(*array).name;
            let about = format!("−E as a function of {}, as u", site(program, name));
            section(text, &format!("law of `{name}`"), &about, &[("", program)]);
        }
    }
    if let Ok(program) = &derived.score {
        section(text, "score", "−∂E/∂x at continuous sites", &[("", program)]);
    }
    if let Ok(program) = &derived.laplacian {
        section(text, "laplacian", "Σ ∂²E/∂x² over continuous sites", &[("ΔE", program)]);
    }
    if let Ok(weighted) = &derived.param_gradient {
        section(text, "param_gradient", "weight · ∂E/∂θ", &[("", &weighted.program)]);
    }
    for (estimand, objective) in &derived.objectives {
        if let Ok(objective) = objective {
            section(text, estimand.name(), estimand.formula(), &[("objective", &objective.value)]);
            let title = format!("gradient of {}", estimand.name());
            section(
                text,
                &title,
                "weight · its derivative by θ",
                &[("objective", &objective.gradient.program)],
            );
        }
    }
}

fn declarations(text: &mut String, program: &Program) {
    let notation = Notation::of(program);
    for array in &program.arrays {
        line(text, &notation.declaration(array));
    }
}

fn section(text: &mut String, title: &str, about: &str, programs: &[(&str, &Program)]) {
    let _ = write!(text, "\n{title}: {about}\n");
    for (value, program) in programs {
        formulas(program, value).iter().for_each(|formula| line(text, formula));
    }
}

/// The law of a site given the rest, from the difference of the energy.
fn conditional(text: &mut String, energy: &Program, id: ArrayId, program: &Program) {
    let array = energy.array(id);
    let site = site(program, &array.name);
    let other = match array.role.domain() {
        Some(Domain::Binary) => format!("1 − {site}"),
        Some(Domain::Spin) => format!("−{site}"),
        _ => "other".to_owned(),
    };
    let about = format!("p({site} → {other} | rest) = σ(−ΔE), ΔE = E(x with {site} → {other}) − E(x)");
    section(text, &format!("conditional of `{}`", array.name), &about, &[("ΔE", program)]);
    line(text, "local normaliser: 1 + exp(−ΔE), over both values");
    update(text, program);
    blocks(text, energy, id);
}

/// `x[s]` for the inputs of a program.
fn site(program: &Program, name: &str) -> String {
    let inputs: Vec<&str> = program.inputs.iter().map(|(variable, _)| variable.name()).collect();
    format!("{name}[{}]", inputs.join(", "))
}

/// A program as equations: its definitions, then its results; `value` names the value.
pub fn formulas(program: &Program, value: &str) -> Vec<String> {
    let notation = Notation::of(program);
    let mut lines = Vec::new();
    for (place, definition) in program.lets.iter().enumerate() {
        let name = notation.let_name(LetId(place));
        lines.push(notation.definition(name, &program.inputs, definition));
    }
    for output in &program.outputs {
        let name = match output.target {
            Target::Value => value.to_owned(),
            Target::Gradient(array) => format!("∂/∂{}", program.array(array).name),
            Target::Values => format!("{value}[to]"),
            Target::Coefficient(basis) => format!("coefficient of {}", basis.formula("u")),
        };
        lines.push(notation.equation(&name, &program.inputs, &output.binders, &output.value));
    }
    lines
}

/// What a site sees and what it costs to update it.
fn update(text: &mut String, program: &Program) {
    let neighbours = neighbours::neighbours(program);
    let seen = if neighbours.is_empty() { "none".to_owned() } else { neighbours.join("; ") };
    line(text, &format!("neighbours: {seen}"));
    line(text, &format!("cost of an update: {}", neighbours::cost(program)));
}

/// Whether all sites of an array can be drawn at once.
fn blocks(text: &mut String, energy: &Program, array: ArrayId) {
    match independent(energy, array) {
        Ok(()) => line(text, "block: all sites of the array are independent given the others"),
        Err(Missing { reason, .. }) => line(text, &format!("block: none, as {reason}")),
    }
}

/// The distribution of a continuous site given the rest, as far as it is known.
fn family(derived: &Derived, array: ArrayId) -> String {
    let energy = &derived.energy;
    let name = &energy.array(array).name;
    let Some((_, law)) = derived.laws.iter().find(|(id, _)| *id == array) else { return String::new() };
    let basis = |output: &crate::ir::Output| match output.target {
        Target::Coefficient(basis) => Some(basis),
        _ => None,
    };
    match law {
        Err(missing) => format!("conditional: of no known family, as {}", missing.reason),
        Ok(law) => {
            let functions: Vec<_> = law.outputs.iter().filter_map(basis).collect();
            let domain = energy.array(array).role.domain();
            match domain.and_then(|domain| Family::of(domain, &functions)) {
                Some(family) => format!("conditional: {}", family.name()),
                None => format!("conditional: `{name}` given the rest is of no known family"),
            }
        }
    }
}

/// Capabilities that the model does not have, each with its reason.
fn missing(plan: &Plan) -> Vec<String> {
    let lacks = |capability: capability::Capability| {
        let missing = capability.missing.filter(|_| capability.expected)?;
        Some(format!("{}: {}", capability.word, missing.reason))
    };
    capability::of(plan).into_iter().filter_map(lacks).collect()
}

/// A heading with a line for each remark, where there are any.
fn remarks(text: &mut String, title: &str, remarks: &[String]) {
    if !remarks.is_empty() {
        let _ = write!(text, "\n{title}\n");
        remarks.iter().for_each(|remark| line(text, remark));
    }
}

fn line(text: &mut String, content: &str) {
    for part in content.lines() {
        let _ = writeln!(text, "  {part}");
    }
}
