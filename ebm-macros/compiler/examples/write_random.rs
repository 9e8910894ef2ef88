//! Writes `tests/random/*.rs` of the workspace: random energies for `#[energy_model]`, each with the sizes and fixed data
//! that it is tested at.
//!
//! `cargo run -p ebm-compiler --example write_random`, whenever the oracle's generator draws otherwise than before; the
//! test below says when. The files are in the repository so that a build of the tests runs no program first, and so
//! that a change of the generator shows.
//!
//! What is compared is up to `tests/random.rs`. The compiler is asked here for names only, those of the fields of
//! Shape, and for what it derives: a wrong name does not compile, and what is not derived is noted in the file.

use ebm_compiler::errors::Errors;
use ebm_compiler::lower::{Lowered, lower};
use ebm_compiler::plan::{Derived, Estimand, Plan};
use ebm_compiler::syntax::{self, Item};
use ebm_oracle::generate::{Case, Style, generate};
use ebm_oracle::tree::{Argument, Domain, Param, Role};
use ebm_oracle::{Array, Entries, Instance};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Files, which are compiled side by side.
const FILES: u64 = 8;
/// Energies of a file.
const ENERGIES: usize = 40;
/// Seeds that a file has to itself.
const SEEDS: u64 = 100;
/// Instances of an energy: one of ordinary sizes and one of small ones.
const INSTANCES: usize = 2;
/// States of the latent sites of an instance, at most, as each energy that is compared is a sum over them.
const LATENT_STATES: usize = 256;

fn main() -> std::io::Result<()> {
    for (path, text) in files() {
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// Where each file is, and what it holds.
fn files() -> impl Iterator<Item = (PathBuf, String)> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/random");
    (0..FILES).map(move |file| {
        let mut text = String::from(
            "// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.\n",
        );
        let style = Style { single: false, ..Style::compact() };
        let cases = (file * SEEDS..(file + 1) * SEEDS).map(|seed| generate(seed, style));
        for case in cases.filter(is_learned).take(ENERGIES) {
            text.push_str(&energy(&case));
        }
        (directory.join(format!("energies_{file}.rs")), text)
    })
}

/// Without parameters there are no gradients to be wrong.
fn is_learned(case: &Case) -> bool {
    let learned = |role: &Role| matches!(role, Role::Param(Param { frozen: false, .. }));
    case.function.arguments.iter().any(|argument| learned(&argument.role))
}

fn latent(case: &Case) -> impl Iterator<Item = &Argument> {
    case.function.arguments.iter().filter(|argument| matches!(argument.role, Role::Latent(_)))
}

/// The source of an energy with its test.
fn energy(case: &Case) -> String {
    let source = case.function.source();
    let lowered = match lowered(&source) {
        Ok(lowered) => lowered,
        // the one construction that is refused: a sum inside a function over a loop that only fixed data bound
        Err(reason) => return format!("\n// {}: {reason}\n", case.function.name),
    };
    let plan = Plan::of(&lowered.program);
    let mut text = format!("\n{source}\n#[test]\nfn {}_agrees() {{\n", case.function.name);
    let instances = case.instances.iter().filter(|at| has_sites(case, at) && is_summed(case, at));
    for instance in instances.take(INSTANCES) {
        let _ = write!(text, "    {{\n{}", set_up(case, instance, &lowered));
        text.push_str(&densities(case, &plan));
        text.push_str("    }\n");
    }
    text.push_str("}\n");
    text
}

/// The checks of what a model is a density of: its visible sites, and its latent ones too where it has some.
fn densities(case: &Case, plan: &Plan) -> String {
    let seed = case.seed;
    let mut text = String::new();
    let of_latent = plan.joint.is_some();
    if let Some(joint) = &plan.joint {
        let _ = writeln!(text, "        let joint = model.joint();");
        let _ = writeln!(text, "        let sample = Sample::draw(&joint, &function, {seed});");
        text.push_str(&checks(case, joint, true));
    }
    match &plan.own {
        Err(missing) => {
            let _ = writeln!(text, "        // {}", missing.reason);
        }
        Ok(_) if latent(case).any(|argument| argument.role.domain().is_some_and(|d| !d.is_discrete())) => {
            let _ = writeln!(text, "        // an integral over latent sites is compared elsewhere");
        }
        Ok(derived) => {
            let drawn = if of_latent {
                let _ =
                    writeln!(text, "        let summed = Summed {{ joint: &joint, function: &function }};");
                "Sample::summed(&model, &summed"
            } else {
                "Sample::draw(&model, &function"
            };
            let _ = writeln!(text, "        let sample = {drawn}, {seed});");
            text.push_str(&checks(case, derived, false));
        }
    }
    text
}

fn lowered(source: &str) -> Result<Lowered, String> {
    let tokens = source.replacen("#[energy_model]", "", 1).parse().map_err(|error| format!("{error}"))?;
    let mut errors = Errors::new();
    let lowered = match syntax::parse(&mut errors, Default::default(), tokens) {
        Some(Item::Function(energy)) => lower(&mut errors, &energy),
        _ => None,
    };
    let mistakes: Vec<String> = errors.finish().into_iter().map(|mistake| mistake.message).collect();
    lowered.ok_or_else(|| mistakes.join("; ").replace('\n', " "))
}

/// A model has sites along every axis.
fn has_sites(case: &Case, instance: &Instance) -> bool {
    let mut sites = case.function.arguments.iter().filter(|argument| argument.role.domain().is_some());
    sites.all(|argument| instance.arrays[&argument.name].count() > 0)
}

/// Whether a sum over the latent sites is short.
fn is_summed(case: &Case, instance: &Instance) -> bool {
    let sites = latent(case).flat_map(|argument| {
        (0..instance.arrays[&argument.name].count())
            .map(move |place| instance.values_of(argument, place).len())
    });
    sites.map(|values| values.max(1)).fold(1, usize::saturating_mul) <= LATENT_STATES
}

/// `model`, and the energy as a `function` of flat slices: visible sites, latent ones, what is given.
fn set_up(case: &Case, instance: &Instance, lowered: &Lowered) -> String {
    let arguments = &case.function.arguments;
    let name = case.function.name.replacen("energy_", "Energy", 1);
    let of = |argument: &Argument| &instance.arrays[&argument.name];
    let is_fixed = |role: &Role| {
        matches!(role, Role::Fixed { .. } | Role::Size(_) | Role::List { .. } | Role::States { .. })
    };
    let mut text = String::new();
    let is_data = |argument: &&Argument| match argument.role {
        Role::Visible(_) => true,
        Role::Given => !argument.axes.is_empty(),
        _ => false,
    };
    let visible = arguments.iter().filter(is_data);
    let mut sizes: Vec<String> =
        visible.map(|argument| format!("{}: {:?}", argument.name, of(argument).shape)).collect();
    for size in &lowered.sizes {
        let array = &lowered.program.array(size.array).name;
        sizes.push(format!("{}: {}", size.name, instance.arrays[array].shape[size.axis]));
    }
    let fixed: Vec<String> = arguments
        .iter()
        .filter(|argument| is_fixed(&argument.role))
        .map(|argument| format!("{}: {}", argument.name, owned(argument, of(argument))))
        .collect();
    let mut shape = format!("{name}Shape {{ {} }}", sizes.join(", "));
    if !fixed.is_empty() {
        let _ = writeln!(text, "        let fixed = {name}Fixed {{ {} }};", fixed.join(", "));
        shape.push_str(", fixed.clone()");
    }
    let _ = writeln!(text, "        let model = {name}::new({shape}).unwrap();");
    let passed: Vec<String> = arguments.iter().map(|argument| passed(argument, of(argument))).collect();
    let _ = writeln!(text, "        let function = |x: &[f64], theta: &[f64]| {{");
    let _ = writeln!(text, "            let (mut state, mut parameters) = (Flat(x), Flat(theta));");
    // a state is sites first and what is given behind them
    let order = [
        |role: &Role| matches!(role, Role::Visible(_)),
        |role: &Role| matches!(role, Role::Latent(_)),
        |role: &Role| matches!(role, Role::Given | Role::Param(_)),
    ];
    for wanted in order {
        for argument in arguments.iter().filter(|argument| wanted(&argument.role)) {
            let _ = writeln!(text, "            let {} = {};", argument.name, taken(argument, of(argument)));
        }
    }
    let _ = writeln!(text, "            {}({})", case.function.name, passed.join(", "));
    let _ = writeln!(text, "        }};");
    text
}

/// Fixed data as `Fixed` holds them.
fn owned(argument: &Argument, array: &Array) -> String {
    let entries = match (&array.entries, &argument.role) {
        (Entries::Numbers(values), _) => format!("{values:?}"),
        (Entries::Integers(values), Role::List { below, .. }) if below.len() > 1 => {
            let entries: Vec<String> =
                values.chunks(below.len()).map(|entry| format!("({})", comma(entry))).collect();
            format!("[{}]", entries.join(", "))
        }
        (Entries::Integers(values), _) => format!("{values:?}"),
    };
    match (&argument.role, array.shape.len()) {
        (_, 0) => entries.trim_matches(['[', ']']).to_owned(),
        (Role::List { view: false, .. } | Role::States { view: false, .. }, _) => format!("vec!{entries}"),
        _ => format!("filled({:?}, vec!{entries})", array.shape),
    }
}

fn comma(entry: &[i64]) -> String {
    entry.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// An argument out of a flat slice.
fn taken(argument: &Argument, array: &Array) -> String {
    let slice = if matches!(argument.role, Role::Param(_)) { "parameters" } else { "state" };
    let integer = argument.role.domain().is_some_and(Domain::is_integer);
    match array.shape.as_slice() {
        [] => format!("{slice}.number()"),
        shape if integer => format!("{slice}.codes({shape:?})"),
        shape => format!("{slice}.array({shape:?})"),
    }
}

/// An argument of the call of the energy.
fn passed(argument: &Argument, array: &Array) -> String {
    let name = &argument.name;
    match &argument.role {
        Role::Visible(domain) | Role::Latent(domain) if domain.is_integer() => format!("{name}.view()"),
        Role::Visible(_) | Role::Latent(_) | Role::Given | Role::Param(_) => name.clone(),
        Role::List { view: false, .. } | Role::States { view: false, .. } => format!("&fixed.{name}"),
        _ if array.shape.is_empty() => format!("fixed.{name}"),
        _ => format!("fixed.{name}.view()"),
    }
}

/// What is compared, by what is derived for the visible sites, or for all.
fn checks(case: &Case, derived: &Derived, joint: bool) -> String {
    let of_density = |argument: &&Argument| joint || !matches!(argument.role, Role::Latent(_));
    let arguments = || case.function.arguments.iter().filter(of_density);
    let domains = || arguments().filter_map(|argument| argument.role.domain());
    let continuous = domains().any(|domain| !domain.is_discrete());
    let discrete = domains().any(Domain::is_discrete);
    let many = domains().any(|domain| domain.is_integer());
    let mut text = String::new();
    let mut check = |name: &str, missing: Option<&str>| match missing {
        None => text.push_str(&format!("        sample.{name}();\n")),
        Some(reason) => text.push_str(&format!("        // no {name}: {reason}\n")),
    };
    check("energy", None);
    check("param_gradient", derived.param_gradient.as_ref().err().map(|missing| &*missing.reason));
    if discrete {
        let two = derived.flips.as_ref().err().filter(|_| domains().any(is_two_valued));
        let missing = two.or(derived.values.as_ref().err().filter(|_| many));
        check("flips", missing.map(|missing| &*missing.reason));
    }
    if continuous {
        let shifts = derived.shifts.as_ref().err();
        check("continuous", shifts.or(derived.score.as_ref().err()).map(|missing| &*missing.reason));
    } else {
        for estimand in
            [Estimand::Pseudolikelihood, Estimand::RatioMatching, Estimand::MinimumProbabilityFlow]
        {
            let found = derived.objectives.iter().find(|(of, _)| *of == estimand);
            let missing = found.and_then(|(_, objective)| objective.as_ref().err());
            check(estimand.name(), missing.map(|missing| &*missing.reason));
        }
    }
    text
}

fn is_two_valued(domain: Domain) -> bool {
    matches!(domain, Domain::Binary | Domain::Spin)
}

#[test]
fn the_files_are_what_the_generator_draws() {
    for (path, text) in files() {
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "{} is out of date: `cargo run -p ebm-compiler --example write_random`",
            path.display()
        );
    }
}
