//! What derived quantities are compared with: differences by evaluating twice, derivatives by central differences,
//! conditionals by enumeration of one site.

use crate::evaluate::{Evaluation, Fault, evaluate};
use crate::instance::Instance;
use crate::tree::{Argument, Domain, Function, Role};

/// The entries of one argument that move together, as flat places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The name of the argument.
    pub array: String,
    /// Tied entries.
    pub places: Vec<usize>,
}

/// A derivative with a bound on its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// The derivative.
    pub value: f64,
    /// What the estimate may be off by: the difference of two step sizes, which is about 15 times the truncation error
    /// of the better one, and the rounding of the energies divided by the step.
    pub error: f64,
}

/// A step for which truncation (h⁴·f⁽⁵⁾/30 ≈ 5e-13·f⁽⁵⁾) and rounding (1.5·ε·scale/h ≈ 2e-13·scale) are alike.
const STEP: f64 = 1.0 / 512.0;
/// Estimates of two steps that differ by more than this times the scale are not of a smooth function: they are not used.
const ROUGH: f64 = 1e-3;

/// The energy after one site took another value, minus the energy before.
pub fn difference(
    function: &Function,
    instance: &Instance,
    array: &str,
    place: usize,
    to: f64,
) -> Result<f64, Fault> {
    let after = evaluate(function, &instance.with(array, place, to))?.value;
    Ok(after - evaluate(function, instance)?.value)
}

/// −Σ over discrete sites of log p(site | rest), with the two energies of each site.
pub fn pseudolikelihood(function: &Function, instance: &Instance) -> Result<Evaluation, Fault> {
    let here = evaluate(function, instance)?;
    let mut total = Evaluation { value: 0.0, ..here.clone() };
    for (argument, domain) in visible(function) {
        let Some(&[low, high]) = domain.values().first_chunk::<2>() else { continue };
        for place in 0..instance.arrays[&argument.name].count() {
            let now = instance.arrays[&argument.name].values()[place];
            let other = if now == low { high } else { low };
            let there = evaluate(function, &instance.with(&argument.name, place, other))?;
            // −log p = log(1 + exp(E(x) − E(x′)))
            let gain = here.value - there.value;
            total.value += gain.max(0.0) + (-gain.abs()).exp().ln_1p();
            total.kinks.extend(there.kinks);
            total.scale = total.scale.max(there.scale);
        }
    }
    Ok(total)
}

/// The derivative of a function of an instance, by entries that move together; none where it has a kink nearby or
/// is too rough to tell.
pub fn slope(
    instance: &Instance,
    tied: &Move,
    mut value: impl FnMut(&Instance) -> Result<Evaluation, Fault>,
) -> Option<Slope> {
    let mut moved = instance.clone();
    let base = instance.arrays[&tied.array].values().to_vec();
    let here = value(instance).ok()?;
    let mut scale = here.scale;
    let mut at = |steps: f64| {
        tied.places.iter().for_each(|&place| moved.set(&tied.array, place, base[place] + steps * STEP));
        let there = value(&moved).ok()?;
        scale = scale.max(there.scale);
        (there.kinks == here.kinks).then_some(there.value)
    };
    let near = (at(1.0)? - at(-1.0)?) / (2.0 * STEP);
    let twice = (at(2.0)? - at(-2.0)?) / (4.0 * STEP);
    let fourfold = (at(4.0)? - at(-4.0)?) / (8.0 * STEP);
    // five-point formulas of two widths
    let (fine, coarse) = ((4.0 * near - twice) / 3.0, (4.0 * twice - fourfold) / 3.0);
    let error = (fine - coarse).abs() + 1e-10 * scale;
    (error <= ROUGH * scale).then_some(Slope { value: fine, error })
}

/// Visible arguments with their domains.
pub fn visible(function: &Function) -> impl Iterator<Item = (&Argument, Domain)> {
    function.arguments.iter().filter_map(|argument| match argument.role {
        Role::Visible(domain) => Some((argument, domain)),
        _ => None,
    })
}

/// The free coordinates of all parameters: every entry, tied ones together, zero diagonals left out.
pub fn parameter_moves(function: &Function, instance: &Instance) -> Vec<Move> {
    let mut moves = Vec::new();
    for argument in &function.arguments {
        let Role::Param { symmetric, zero_diagonal, .. } = &argument.role else { continue };
        let array = &instance.arrays[&argument.name];
        for place in 0..array.count() {
            let pair = array
                .shape
                .get(1)
                .filter(|_| *symmetric || *zero_diagonal)
                .map(|&n| (place / n, place % n, n));
            let places = match pair {
                Some((i, k, _)) if i == k && *zero_diagonal => continue,
                Some((i, k, _)) if i < k && *symmetric => continue,
                Some((i, k, n)) if i > k && *symmetric => vec![place, k * n + i],
                _ => vec![place],
            };
            moves.push(Move { array: argument.name.clone(), places });
        }
    }
    moves
}
