//! What each stage is compared with. Messages begin with the stage and a colon: a failing case is shrunk as long as it
//! fails at the same stage.

use crate::density::Density;
use crate::environment::{Numbers as _, environment, run};
use crate::tally::Tally;
use ebm_compiler::errors::Errors;
use ebm_compiler::ir::Program;
use ebm_compiler::ir::verify::verify;
use ebm_compiler::lower::lower;
use ebm_compiler::plan::Plan;
use ebm_compiler::syntax::{self, Item};
use ebm_oracle::Instance;
use ebm_oracle::evaluate::evaluate;
use ebm_oracle::generate::Case;

/// Both sides are sums of some hundred products, each rounded by 1e-16 of the largest number on the way; where the
/// compiler multiplies out what the source leaves factored, a few digits more are lost.
pub(crate) const EXACT: f64 = 1e-11;

/// The first stage that is wrong about a case; without `derive`, of the stages up to lowering.
pub(crate) fn check(case: &Case, derive: bool, tally: &mut Tally) -> Result<(), String> {
    let energy = match lowered(&parse(&case.function.source())?) {
        Ok(energy) => energy,
        // a sum inside a function, over a loop that only fixed data bound: the one thing in the subset that is refused
        Err(message) if message.contains("runs to a limit that sizes alone do not bound") => return Ok(()),
        Err(message) => return Err(message),
    };
    sound("lower", &energy)?;
    for instance in &case.instances {
        shapes(&energy, instance)?;
        energies("energy", &energy, case, instance)?;
    }
    if !derive {
        return Ok(());
    }
    let plan = Plan::of(&energy);
    for program in plan.programs() {
        sound("derived", program)?;
    }
    for instance in &case.instances {
        energies("tidy", &plan.energy, case, instance)?;
        let own = plan.own.as_ref().ok().map(|derived| (derived, false));
        for (derived, joint) in own.into_iter().chain(plan.joint.as_ref().map(|derived| (derived, true))) {
            Density { case, instance, derived, joint }.check(tally)?;
        }
    }
    Ok(())
}

/// The extents that lowering found are those of the arrays.
fn shapes(energy: &Program, instance: &Instance) -> Result<(), String> {
    let environment = environment(energy, instance);
    for array in &energy.arrays {
        let found: Vec<i64> = array.extents.iter().map(|extent| environment.index(extent)).collect();
        let shape: Vec<i64> = instance.arrays[&array.name].shape.iter().map(|&n| n as i64).collect();
        if found != shape {
            return Err(format!("shape: {found:?} of `{}` instead of {shape:?}\n{energy}", array.name));
        }
    }
    Ok(())
}

fn energies(stage: &str, program: &Program, case: &Case, instance: &Instance) -> Result<(), String> {
    let direct = evaluate(&case.function, instance).map_err(|fault| format!("direct: {fault}"))?;
    let found = run(stage, program, environment(program, instance))?[0].entries()[0];
    close(stage, found, direct.value, EXACT * direct.scale, || program.to_string())
}

/// The surface of a source.
fn parse(source: &str) -> Result<syntax::EnergyFn, String> {
    let tokens =
        source.replacen("#[energy_model]", "", 1).parse().map_err(|error| format!("tokens: {error}"))?;
    let mut errors = Errors::new();
    let item = syntax::parse(&mut errors, Default::default(), tokens);
    let mistakes: Vec<String> = errors.finish().into_iter().map(|mistake| mistake.message).collect();
    match item {
        Some(Item::Function(function)) if mistakes.is_empty() => Ok(function),
        _ => Err(format!("parse: {}", mistakes.join("\n"))),
    }
}

/// The energy of a surface.
fn lowered(function: &syntax::EnergyFn) -> Result<Program, String> {
    let mut errors = Errors::new();
    let lowered = lower(&mut errors, function);
    let mistakes: Vec<String> = errors.finish().into_iter().map(|mistake| mistake.message).collect();
    match lowered {
        Some(lowered) if mistakes.is_empty() => Ok(lowered.program),
        _ => Err(format!("refused: {}", mistakes.join("\n"))),
    }
}

fn sound(stage: &str, program: &Program) -> Result<(), String> {
    let messages = verify(program);
    if messages.is_empty() {
        Ok(())
    } else {
        Err(format!("verify {stage}: {}\n{program}", messages.join("\n")))
    }
}

pub(crate) fn close(
    stage: &str,
    found: f64,
    direct: f64,
    error: f64,
    what: impl Fn() -> String,
) -> Result<(), String> {
    if (found - direct).abs() <= error {
        return Ok(());
    }
    Err(format!("{stage}: {found} instead of {direct} ± {error:.1e}, {}", what()))
}
