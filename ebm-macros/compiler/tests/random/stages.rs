//! What each stage is compared with. Messages begin with the stage and a colon: a failing case is shrunk as long as it
//! fails at the same stage.

use crate::environment::{Derived, Numbers as _, environment, run};
use ebm_compiler::derive::{difference, objective, reverse, tidy};
use ebm_compiler::errors::Errors;
use ebm_compiler::ir::verify::verify;
use ebm_compiler::ir::{Program, Role, Target};
use ebm_compiler::lower::lower;
use ebm_compiler::syntax::{self, Item};
use ebm_oracle::check::{self, Move, Slope};
use ebm_oracle::evaluate::evaluate;
use ebm_oracle::generate::Case;
use ebm_oracle::tree::Domain;
use ebm_oracle::{Evaluation, Fault, Instance};

/// Both sides are sums of some hundred products, each rounded by 1e-16 of the largest number on the way; where the
/// compiler multiplies out what the source leaves factored, a few digits more are lost.
const EXACT: f64 = 1e-11;

/// The first stage that is wrong about a case; without `derive`, of the stages up to lowering.
pub(crate) fn check(case: &Case, derive: bool) -> Result<(), String> {
    let energy = match lowered(&parse(&case.function.source())?) {
        Ok(energy) => energy,
        // a sum inside a function, over a loop that only fixed data bound: the one thing in the subset that is refused
        Err(message) if message.contains("runs to a limit that sizes alone do not bound") => return Ok(()),
        Err(message) => return Err(message),
    };
    sound("lower", &energy)?;
    if !derive {
        for instance in &case.instances {
            let found = One { case, instance };
            found.shapes(&energy)?;
            found.energies(&energy, &energy)?;
        }
        return Ok(());
    }
    let programs = Programs::derive(&energy)?;
    for instance in &case.instances {
        let found = One { case, instance };
        found.shapes(&energy)?;
        found.energies(&energy, &programs.tidy)?;
        found.differences(&energy, &programs)?;
        found.parameter_gradient("param gradient", &programs.param_gradient, |at| {
            evaluate(&case.function, at)
        })?;
        found.score(programs.score.as_ref())?;
        found.pseudolikelihood(&programs)?;
    }
    Ok(())
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

/// Everything that is derived from an energy.
struct Programs {
    tidy: Program,
    /// For each visible array, in order: its flip or its shift.
    differences: Vec<Derived>,
    param_gradient: Option<Program>,
    score: Option<Program>,
    pseudolikelihood: Option<Program>,
    pseudolikelihood_gradient: Option<Program>,
}

impl Programs {
    fn derive(energy: &Program) -> Result<Self, String> {
        let tidy = tidy(energy);
        sound("tidy", &tidy)?;
        let mut differences = Vec::new();
        for array in energy.arrays_where(|array| array.role.domain().is_some()) {
            let derived = match difference::flip(&tidy, array) {
                Some(program) => Derived { program, array, to: None },
                None => {
                    let (program, to) = difference::shift(&tidy, array);
                    Derived { program, array, to: Some(to) }
                }
            };
            sound("difference", &derived.program)?;
            differences.push(derived);
        }
        let learned = reverse::learned(&tidy);
        let gradient_of = |program: &Program, stage: &str| {
            if learned.is_empty() {
                return Ok(None);
            }
            let gradient = reverse::gradient(program, &learned, None);
            sound(stage, &gradient).map(|()| Some(gradient))
        };
        let param_gradient = gradient_of(&tidy, "param gradient")?;
        let score = reverse::score(&tidy);
        score.as_ref().map_or(Ok(()), |program| sound("score", program))?;
        let pseudolikelihood = objective::pseudolikelihood(&given_the_continuous(&tidy)).ok();
        let mut pseudolikelihood_gradient = None;
        if let Some(program) = &pseudolikelihood {
            sound("pseudolikelihood", program)?;
            pseudolikelihood_gradient = gradient_of(program, "pseudolikelihood gradient")?;
        }
        Ok(Self { tidy, differences, param_gradient, score, pseudolikelihood, pseudolikelihood_gradient })
    }
}

/// The program with its continuous sites as given numbers: what the sums over the values of the others are conditioned on.
fn given_the_continuous(program: &Program) -> Program {
    let mut program = program.clone();
    for array in program.arrays.iter_mut().filter(|array| array.role.is_continuous()) {
        array.role = Role::Given;
    }
    program
}

/// A case at one instance.
struct One<'a> {
    case: &'a Case,
    instance: &'a Instance,
}

impl One<'_> {
    fn direct(&self, instance: &Instance) -> Result<Evaluation, String> {
        evaluate(&self.case.function, instance).map_err(|fault| format!("direct: {fault}"))
    }

    /// The extents that lowering found are those of the arrays.
    fn shapes(&self, energy: &Program) -> Result<(), String> {
        let environment = environment(energy, self.instance);
        for array in &energy.arrays {
            let found: Vec<i64> = array.extents.iter().map(|extent| environment.index(extent)).collect();
            let shape: Vec<i64> = self.instance.arrays[&array.name].shape.iter().map(|&n| n as i64).collect();
            if found != shape {
                return Err(format!("shape: {found:?} of `{}` instead of {shape:?}\n{energy}", array.name));
            }
        }
        Ok(())
    }

    /// The value of a program at this instance.
    fn value(&self, stage: &str, program: &Program) -> Result<f64, String> {
        Ok(run(stage, program, environment(program, self.instance))?[0].entries()[0])
    }

    fn energies(&self, energy: &Program, tidy: &Program) -> Result<(), String> {
        let direct = self.direct(self.instance)?;
        for (stage, program) in [("energy", energy), ("tidy", tidy)] {
            let found = self.value(stage, program)?;
            close(stage, found, direct.value, EXACT * direct.scale, || program.to_string())?;
        }
        Ok(())
    }

    /// Every site of every array: the other value of two, or two other real values.
    fn differences(&self, energy: &Program, programs: &Programs) -> Result<(), String> {
        let here = self.direct(self.instance)?;
        for derived in &programs.differences {
            let name = &energy.array(derived.array).name;
            let sites = &self.instance.arrays[name];
            for (place, &now) in sites.values().iter().enumerate() {
                let targets = match energy.array(derived.array).role.domain().map(|domain| domain.word()) {
                    Some("binary") => vec![1.0 - now],
                    Some("spin") => vec![-now],
                    _ => vec![now + 0.7, -1.1],
                };
                for to in targets {
                    // a far value may leave the range where energies compare well
                    let Ok(there) = evaluate(&self.case.function, &self.instance.with(name, place, to))
                    else {
                        continue;
                    };
                    let found = derived.value(self.instance, &sites.shape, place, to)?;
                    let (direct, scale) = (there.value - here.value, here.scale.max(there.scale));
                    close("difference", found, direct, EXACT * scale, || {
                        format!("{name}[{place}] = {to}\n{energy}{}", derived.program)
                    })?;
                }
            }
        }
        Ok(())
    }

    /// The gradient of something by all free coordinates of the parameters.
    fn parameter_gradient(
        &self,
        stage: &str,
        gradient: &Option<Program>,
        value: impl Fn(&Instance) -> Result<Evaluation, Fault>,
    ) -> Result<(), String> {
        let Some(gradient) = gradient else { return Ok(()) };
        let outputs = run(stage, gradient, environment(gradient, self.instance))?;
        for tied in check::parameter_moves(&self.case.function, self.instance) {
            let Some(slope) = check::slope(self.instance, &tied, &value) else { continue };
            let by = |target| matches!(target, Target::Gradient(id) if gradient.array(id).name == tied.array);
            let output = gradient.outputs.iter().position(|output| by(output.target));
            // a parameter that is not read has no output
            let found =
                output.map_or(0.0, |output| tied.places.iter().map(|&p| outputs[output].entries()[p]).sum());
            slope_close(stage, found, slope, &tied, gradient)?;
        }
        Ok(())
    }

    fn score(&self, score: Option<&Program>) -> Result<(), String> {
        let Some(score) = score else { return Ok(()) };
        let outputs = run("score", score, environment(score, self.instance))?;
        for (output, values) in score.outputs.iter().zip(outputs) {
            let Target::Gradient(id) = output.target else { continue };
            for (place, &found) in values.entries().iter().enumerate() {
                let tied = Move { array: score.array(id).name.clone(), places: vec![place] };
                let Some(slope) = check::slope(self.instance, &tied, |at| evaluate(&self.case.function, at))
                else {
                    continue;
                };
                slope_close("score", -found, slope, &tied, score)?;
            }
        }
        let real = check::visible(&self.case.function).filter(|(_, domain)| *domain == Domain::Real).count();
        if real == score.outputs.len() { Ok(()) } else { Err("score: an array is missing".to_owned()) }
    }

    fn pseudolikelihood(&self, programs: &Programs) -> Result<(), String> {
        let Some(program) = &programs.pseudolikelihood else { return Ok(()) };
        let Ok(direct) = check::pseudolikelihood(&self.case.function, self.instance) else { return Ok(()) };
        let found = self.value("pseudolikelihood", program)?;
        close("pseudolikelihood", found, direct.value, EXACT * direct.scale, || program.to_string())?;
        let stage = "pseudolikelihood gradient";
        let gradient = &programs.pseudolikelihood_gradient;
        self.parameter_gradient(stage, gradient, |at| check::pseudolikelihood(&self.case.function, at))
    }
}

fn slope_close(stage: &str, found: f64, slope: Slope, tied: &Move, program: &Program) -> Result<(), String> {
    close(stage, found, slope.value, slope.error, || format!("by {}{:?}\n{program}", tied.array, tied.places))
}

fn close(stage: &str, found: f64, direct: f64, error: f64, what: impl Fn() -> String) -> Result<(), String> {
    if (found - direct).abs() <= error {
        return Ok(());
    }
    Err(format!("{stage}: {found} instead of {direct} ± {error:.1e}, {}", what()))
}
