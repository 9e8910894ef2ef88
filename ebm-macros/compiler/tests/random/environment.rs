//! From an instance to what the interpreter runs on.

use ebm_compiler::ir::evaluate::{Contents, Environment, Value};
use ebm_compiler::ir::{ArrayId, Program, Role};
use ebm_oracle::{Entries, Instance};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a program; the interpreter's assertions are failures of the stage that made the program, and so is a let that is
/// not a number somewhere, even where nothing reads it.
pub(crate) fn run(stage: &str, program: &Program, environment: Environment) -> Result<Vec<Value>, String> {
    let (values, undefined) = outcome(stage, program, environment)?;
    match undefined {
        Some(name) => Err(format!("total {stage}: NaN in let `{name}`\n{program}")),
        None => Ok(values),
    }
}

/// The same with the name of a let that is not a number: where a law has no normaliser, its objective has none.
pub(crate) fn outcome(
    stage: &str,
    program: &Program,
    mut environment: Environment,
) -> Result<(Vec<Value>, Option<String>), String> {
    let values = catch_unwind(AssertUnwindSafe(|| environment.run(program)))
        .map_err(|panic| format!("run {stage}: {}\n{program}", panic_text(&*panic)))?;
    let mut lets = environment.lets().iter();
    let undefined = lets.find(|(_, value)| value.entries().iter().any(|entry| entry.is_nan()));
    Ok((values, undefined.map(|(id, _)| program.definition(*id).name.clone())))
}

/// The message of a panic.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// The arrays of a program by name; scalars that a pass introduced are left to the caller.
pub(crate) fn environment(program: &Program, instance: &Instance) -> Environment {
    let arrays = program.arrays.iter().enumerate().filter_map(|(id, declared)| {
        let array = instance.arrays.get(&declared.name)?;
        let value = match &array.entries {
            Entries::Numbers(values) => Value::numbers(&array.shape, values.clone()),
            Entries::Integers(values) => Value::integers(&array.shape, values.clone()),
        };
        Some((ArrayId(id), value))
    });
    Environment::new(arrays)
}

/// The same with the scalars that passes introduced, by name, and with the site that is looked at.
pub(crate) fn at_site(
    program: &Program,
    instance: &Instance,
    scalars: &[(&str, f64)],
    site: &[usize],
) -> Environment {
    let mut environment = environment(program, instance);
    for (id, declared) in program.arrays.iter().enumerate() {
        if let Some((_, value)) =
            scalars.iter().find(|(name, _)| *name == declared.name && declared.role == Role::Scalar)
        {
            environment.arrays.insert(ArrayId(id), Value::scalar(*value));
        }
    }
    for ((variable, _), &index) in program.inputs.iter().zip(site) {
        environment.variables.insert(variable.clone(), index as i64);
    }
    environment
}

/// The indices of a flat place.
pub(crate) fn indices(shape: &[usize], place: usize) -> Vec<usize> {
    let mut rest = place;
    let mut indices: Vec<usize> = shape
        .iter()
        .rev()
        .map(|&extent| {
            let index = rest % extent;
            rest /= extent;
            index
        })
        .collect();
    indices.reverse();
    indices
}

/// The numbers of a value.
pub(crate) trait Numbers {
    /// Row-major.
    fn entries(&self) -> &[f64];
}

impl Numbers for Value {
    fn entries(&self) -> &[f64] {
        match &self.contents {
            Contents::Numbers(numbers) => numbers,
            Contents::Integers(_) => &[],
        }
    }
}
