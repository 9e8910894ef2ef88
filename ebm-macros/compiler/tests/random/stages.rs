//! What each stage is compared with.

use ebm_compiler::errors::Errors;
use ebm_compiler::syntax::{self, Item};
use ebm_oracle::generate::Case;

/// The first stage that is wrong about a case.
pub(crate) fn check(case: &Case) -> Result<(), String> {
    let _ = parse(&case.function.source())?;
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
