//! What `derivation()` prints: everything that was derived, in formulas, and what was not, with the reason.
//!
//! In: a [`Plan`]. Out: plain text, made for reading and for snapshots; nothing in it depends on the run.

use crate::ir::display::Notation;
use crate::ir::{ArrayId, Domain, LetId, Program, Role, Target};
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
    missing(&mut text, plan);
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

/// Capabilities that the model does not have, each with its reason.
fn missing(text: &mut String, plan: &Plan) {
    let sites: Vec<_> = plan.energy.arrays.iter().filter(|array| array.role.domain().is_some()).collect();
    let continuous = sites.iter().find(|array| array.role.is_continuous());
    let mut reasons = Vec::new();
    if plan.flips.is_empty() {
        reasons.push("conditional: no site is binary or spin".to_owned());
    }
    if plan.score.is_none() {
        reasons.push("score: no site is real".to_owned());
    }
    if let (None, Some(array)) = (&plan.pseudolikelihood, continuous) {
        reasons
            .push(format!("pseudolikelihood: the local normaliser of `{}` (real) is not known", array.name));
    }
    if plan.param_gradient.is_none() {
        let frozen = plan.energy.arrays.iter().any(|array| matches!(array.role, Role::Param(_)));
        let reason = if frozen { "every parameter is frozen" } else { "there are no parameters" };
        reasons.push(format!("param_gradient: {reason}"));
    }
    if !reasons.is_empty() {
        text.push_str("\nnot available\n");
        reasons.iter().for_each(|reason| line(text, reason));
    }
}

fn line(text: &mut String, content: &str) {
    for part in content.lines() {
        let _ = writeln!(text, "  {part}");
    }
}
