//! Lowering against plain evaluation: the interpreter runs what came out, on random arrays.

mod counts;
mod direct;
mod domains;
mod gallery;
mod mistakes;
mod modules;
mod more;
mod mutations;
mod shapes;
mod spellings;

use super::{Lowered, SizeCheck, lower};
use crate::errors::Errors;
use crate::ir::evaluate::{Contents, Environment, Value};
use crate::ir::{Array, ArrayId, Domain, Index, IntegerAtom, Monomial, Program, Role, States, verify};
use crate::syntax::{EnergyFn, Item, parse};
use direct::Datum;
use proc_macro2::TokenStream;

/// The energy and the messages of a source.
fn run(source: &str) -> (Option<Lowered>, Vec<String>) {
    let mut errors = Errors::new();
    let tokens: TokenStream = source.parse().expect("tokens");
    let lowered = match parse(&mut errors, TokenStream::new(), tokens) {
        Some(Item::Function(energy)) => lower(&mut errors, &energy),
        _ => None,
    };
    (lowered, errors.finish().into_iter().map(|mistake| mistake.message).collect())
}

/// The surface of a source without mistakes.
fn surface(source: &str) -> EnergyFn {
    let mut errors = Errors::new();
    let item = parse(&mut errors, TokenStream::new(), source.parse().expect("tokens"));
    assert!(errors.finish().is_empty(), "{source}");
    match item {
        Some(Item::Function(energy)) => energy,
        other => panic!("{other:?}"),
    }
}

/// The energy of a source without mistakes.
fn energy(source: &str) -> Lowered {
    let (lowered, messages) = run(source);
    assert_eq!(messages, [""; 0], "{source}");
    let lowered = lowered.expect("an energy");
    assert_eq!(verify::verify(&lowered.program), [""; 0], "{source}");
    lowered
}

/// Numbers that look random and are the same everywhere.
struct Draws(u64);

impl Draws {
    fn integer(&mut self, below: usize) -> usize {
        // Knuth's MMIX generator; its high bits are good enough to choose test data.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn number(&mut self) -> f64 {
        self.integer(2_000_001) as f64 / 1e6 - 1.0
    }
}

/// Arrays for a program: `sizes` gives the lengths that stand for themselves and the fixed sizes, 4 where it
/// says nothing.
fn environment(lowered: &Lowered, seed: u64, sizes: &[(&str, &[usize])]) -> Environment {
    try_environment(lowered, seed, sizes).expect("arrays that fit into memory")
}

/// As [`environment`]; nothing if the arrays are too large.
fn try_environment(lowered: &Lowered, seed: u64, sizes: &[(&str, &[usize])]) -> Option<Environment> {
    let program = &lowered.program;
    let mut draws = Draws(seed);
    let size = |name: &str, axis: usize| {
        sizes
            .iter()
            .find(|(known, _)| *known == name)
            .and_then(|(_, sizes)| sizes.get(axis).copied())
            .unwrap_or(4)
    };
    let mut environment = Environment::default();
    for (place, array) in program.arrays.iter().enumerate() {
        // Lengths that stand for themselves first; the others follow from them.
        let own = |axis: usize| array.extents[axis] == Index::size(ArrayId(place), axis);
        let shape: Vec<usize> = (0..array.extents.len())
            .map(|axis| if own(axis) { size(&array.name, axis) } else { 0 })
            .collect();
        let contents = Contents::Integers(vec![size(&array.name, 0) as i64]);
        environment.arrays.insert(ArrayId(place), Value { shape, contents });
    }
    // Fixed data first: they may say how many values sites have.
    let fixed = |array: &Array| matches!(array.role, Role::Structure { .. });
    let (first, last): (Vec<_>, Vec<_>) =
        program.arrays.iter().enumerate().partition(|(_, array)| fixed(array));
    for (place, array) in first.into_iter().chain(last) {
        let id = ArrayId(place);
        let shape: Vec<usize> =
            array.extents.iter().map(|extent| environment.index(extent) as usize).collect();
        let count = shape.iter().try_fold(1_usize, |count, extent| count.checked_mul(*extent))?;
        if count > 100_000 {
            return None;
        }
        let value = match &array.role {
            Role::Structure { .. } if shape.is_empty() => continue,
            Role::Structure { components } => {
                let entries = (0..count * components).map(|entry| {
                    let bounds = &array.bounds[entry % components];
                    let bound = bounds.iter().map(|bound| environment.index(bound)).min().unwrap_or(4);
                    let least = i64::from(counts_states(program, id));
                    least + draws.integer((bound - least) as usize) as i64
                });
                Value::integers(&shape, entries.collect())
            }
            Role::Visible(domain) | Role::Latent(domain) => {
                site_values(domain, &environment, &shape, &mut draws)
            }
            Role::Param(options) => {
                let mut values: Vec<f64> = (0..count).map(|_| draws.number()).collect();
                if options.positive {
                    values.iter_mut().for_each(|value| *value = value.abs() + 0.1);
                }
                for i in 0..if shape.len() == 2 { shape[0] } else { 0 } {
                    for k in 0..i * usize::from(options.symmetric) {
                        values[i * shape[1] + k] = values[k * shape[1] + i];
                    }
                    if options.zero_diagonal {
                        values[i * shape[1] + i] = 0.0;
                    }
                }
                Value::numbers(&shape, values)
            }
            _ => Value::numbers(&shape, (0..count).map(|_| draws.number()).collect()),
        };
        environment.arrays.insert(id, value);
    }
    Some(environment)
}

/// Whether an array says how many states each site has, of which there is at least one.
fn counts_states(program: &Program, id: ArrayId) -> bool {
    let each = Domain::Categorical(States::Each(id));
    program.arrays.iter().any(|array| array.role.domain() == Some(&each))
}

/// Values of the sites of an array.
fn site_values(domain: &Domain, environment: &Environment, shape: &[usize], draws: &mut Draws) -> Value {
    let count: usize = shape.iter().product();
    if domain.is_integer() {
        let states = |site: usize| match domain {
            Domain::Categorical(States::Each(array)) => match &environment.arrays[array].contents {
                Contents::Integers(states) => states[site],
                Contents::Numbers(_) => panic!("numbers of states are integers"),
            },
            domain => environment.index(&domain.value_count(&[]).expect("a number of values")),
        };
        return Value::integers(
            shape,
            (0..count).map(|site| draws.integer(states(site) as usize) as i64).collect(),
        );
    }
    // inside (0, 1), away from its ends
    let unit = |draws: &mut Draws| 0.5 + 0.45 * draws.number();
    let mut value = || match domain {
        Domain::Binary => draws.integer(2) as f64,
        Domain::Spin => draws.integer(2) as f64 * 2.0 - 1.0,
        Domain::Positive => 2.0 * unit(draws),
        Domain::Unit => unit(draws),
        Domain::Interval(low, high) => low.0 + unit(draws) * (high.0 - low.0),
        Domain::Angle => draws.number() * std::f64::consts::PI,
        Domain::Real | Domain::Categorical(_) | Domain::Count(_) => draws.number(),
    };
    Value::numbers(shape, (0..count).map(|_| value()).collect())
}

/// The value of an energy.
fn evaluate(lowered: &Lowered, environment: &mut Environment) -> f64 {
    match &environment.run(&lowered.program)[0].contents {
        Contents::Numbers(numbers) => numbers[0],
        Contents::Integers(_) => f64::NAN,
    }
}

/// The numbers of an array by its name.
fn numbers(lowered: &Lowered, environment: &Environment, name: &str) -> Vec<f64> {
    let id = lowered.program.arrays.iter().position(|array| array.name == name).expect("an array");
    match &environment.arrays[&ArrayId(id)].contents {
        Contents::Numbers(numbers) => numbers.clone(),
        Contents::Integers(integers) => integers.iter().map(|integer| *integer as f64).collect(),
    }
}

/// The extents of an array in text: `x.0` for the first length of x.
fn extents(lowered: &Lowered, name: &str) -> Vec<String> {
    let array = lowered.program.arrays.iter().find(|array| array.name == name).expect("an array");
    array.extents.iter().map(|extent| text(lowered, extent)).collect()
}

fn text(lowered: &Lowered, form: &Index) -> String {
    let atom = |atom: &IntegerAtom| match atom {
        IntegerAtom::Size(array, axis) => format!("{}.{axis}", lowered.program.array(*array).name),
        IntegerAtom::Lookup { array, .. } => lowered.program.array(*array).name.clone(),
        other => format!("{other:?}"),
    };
    let monomial = |(atoms, coefficient): (&Monomial, i64)| {
        let factors: Vec<String> = atoms.iter().map(atom).collect();
        match (coefficient, factors.is_empty()) {
            (1, false) => factors.join("*"),
            (_, true) => coefficient.to_string(),
            (_, false) => format!("{coefficient}*{}", factors.join("*")),
        }
    };
    form.monomials().map(monomial).collect::<Vec<_>>().join(" + ")
}

/// Relative to the larger of 1 and the value: sums of some hundred products in f64, in two orders.
fn assert_close(a: f64, b: f64, context: &str) {
    assert!((a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0), "{a} and {b}: {context}");
}

/// Whether the lengths of an environment are as the energy needs them.
fn meets_checks(lowered: &Lowered, environment: &Environment) -> bool {
    lowered.checks.iter().all(|check| match check {
        SizeCheck::Equal(left, right) => environment.index(left) == environment.index(right),
        SizeCheck::AtMost(left, right) => environment.index(left) <= environment.index(right),
    })
}

/// The value of the function itself on the same arrays; nothing where it would panic.
fn direct(energy: &EnergyFn, lowered: &Lowered, environment: &Environment) -> Option<f64> {
    let mut names = Vec::new();
    for (place, array) in lowered.program.arrays.iter().enumerate() {
        let value = &environment.arrays[&ArrayId(place)];
        let mut entries: Vec<Datum> = match &value.contents {
            Contents::Numbers(numbers) => numbers.iter().map(|number| Datum::Float(*number)).collect(),
            Contents::Integers(integers) => integers.iter().map(|integer| Datum::Int(*integer)).collect(),
        };
        if let Role::Structure { components: components @ 2.. } = array.role {
            entries = entries.chunks(components).map(|members| Datum::Tuple(members.to_vec())).collect();
        }
        let datum = if value.shape.is_empty() {
            entries.remove(0)
        } else {
            Datum::Array(value.shape.clone(), entries)
        };
        names.push((array.name.clone(), datum));
    }
    direct::Machine::energy(names, energy)
}
