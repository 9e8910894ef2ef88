//! What `derivation()` prints: everything that was derived, in formulas, and what was not, with the reason.
//!
//! In: a [`Plan`]. Out: plain text, made for reading and for snapshots; nothing in it depends on the run. A line at the
//! margin is a heading, `title: what it is`; what is indented below it are formulas or remarks. The runtime turns the same
//! text into Markdown by this rule.

mod neighbours;
mod notes;

use crate::capability;
use crate::derive::family::Family;
use crate::derive::law::law;
use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, LetId, Program, Target};
use crate::plan::Plan;
use std::fmt::Write;

/// The text for one model.
pub fn derivation(plan: &Plan) -> String {
    let mut text = format!("{}\n", plan.energy.name);
    declarations(&mut text, &plan.energy);
    section(&mut text, "energy", "E(x; θ)", &[("E", &plan.energy)]);
    for (array, program) in &plan.flips {
        conditional(&mut text, &plan.energy, *array, program);
    }
    for shift in &plan.shifts {
        let name = &plan.energy.array(shift.array).name;
        let about = format!("E(x with {} at `to`) − E(x)", site(&shift.program, name));
        section(&mut text, &format!("difference of `{name}`"), &about, &[("ΔE", &shift.program)]);
        line(&mut text, &family(&plan.energy, shift.array));
        update(&mut text, &shift.program);
    }
    if let Some(program) = &plan.score {
        section(&mut text, "score", "−∂E/∂x at real sites", &[("", program)]);
    }
    if let Some(weighted) = &plan.param_gradient {
        section(&mut text, "param_gradient", "weight · ∂E/∂θ", &[("", &weighted.program)]);
    }
    if let Some(objective) = &plan.pseudolikelihood {
        section(&mut text, "pseudolikelihood", "−Σ_s log p(x_s | rest)", &[("objective", &objective.value)]);
        let about = "weight · its derivative by θ";
        section(
            &mut text,
            "gradient of the pseudolikelihood",
            about,
            &[("objective", &objective.gradient.program)],
        );
    }
    remarks(&mut text, "not available", &missing(plan));
    remarks(&mut text, "notes", &notes::notes(&plan.energy));
    text
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
fn conditional(text: &mut String, energy: &Program, array: ArrayId, program: &Program) {
    let array = energy.array(array);
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

/// The distribution of a continuous site given the rest, as far as it is known.
fn family(energy: &Program, array: ArrayId) -> String {
    let name = &energy.array(array).name;
    let functions = |program: &Program| {
        let basis = |output: &crate::ir::Output| match output.target {
            Target::Coefficient(basis) => Some(basis),
            _ => None,
        };
        program.outputs.iter().filter_map(basis).collect::<Vec<_>>()
    };
    let found = law(energy, array).map(|law| {
        let domain = energy.array(array).role.domain()?;
        Family::of(domain, &functions(&law))
    });
    match found {
        Ok(Some(family)) => format!("conditional: {}", family.name()),
        Ok(None) => format!("conditional: `{name}` given the rest is of no known family"),
        Err(missing) => format!("conditional: of no known family, as {}", missing.reason),
    }
}

/// Capabilities that the model does not have, each with its reason.
fn missing(plan: &Plan) -> Vec<String> {
    let lacks = |capability: capability::Capability| {
        Some(format!("{}: {}", capability.word, capability.missing?.reason))
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

#[cfg(test)]
mod tests;
