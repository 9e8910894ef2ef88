//! From an instance to what the interpreter runs on.

use ebm_compiler::ir::evaluate::{Contents, Environment, Value};
use ebm_compiler::ir::{ArrayId, Program};
use ebm_oracle::{Entries, Instance};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a program; the interpreter's assertions are failures of the stage that made the program, and so is a let that is
/// not a number somewhere, even where nothing reads it.
pub(crate) fn run(
    stage: &str,
    program: &Program,
    mut environment: Environment,
) -> Result<Vec<Value>, String> {
    let values = catch_unwind(AssertUnwindSafe(|| environment.run(program)))
        .map_err(|panic| format!("run {stage}: {}\n{program}", panic_text(&*panic)))?;
    for (id, value) in environment.lets() {
        if value.entries().iter().any(|entry| entry.is_nan()) {
            return Err(format!("total {stage}: NaN in let `{}`\n{program}", program.definition(*id).name));
        }
    }
    Ok(values)
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

/// The difference of an energy when a site of one array changes.
pub(crate) struct Derived {
    pub(crate) program: Program,
    pub(crate) array: ArrayId,
    /// For real sites: the scalar that holds the new value.
    pub(crate) to: Option<ArrayId>,
}

impl Derived {
    /// Its value for a flat place in an array of this shape.
    pub(crate) fn value(
        &self,
        instance: &Instance,
        shape: &[usize],
        place: usize,
        to: f64,
    ) -> Result<f64, String> {
        let mut environment = environment(&self.program, instance);
        if let Some(id) = self.to {
            environment.arrays.insert(id, Value::scalar(to));
        }
        let mut rest = place;
        for ((variable, _), &extent) in self.program.inputs.iter().zip(shape).rev() {
            environment.variables.insert(variable.clone(), (rest % extent) as i64);
            rest /= extent;
        }
        Ok(run("difference", &self.program, environment)?[0].entries()[0])
    }
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
