//! What derived quantities are compared with: differences by evaluating twice, derivatives by central differences,
//! conditionals by enumeration of one site, and densities of visible sites by summing over the latent ones.

use crate::evaluate::{Evaluation, Fault, evaluate};
use crate::instance::Instance;
use crate::random::Random;
use crate::tree::{Argument, Domain, Function, Role};

/// An energy, or anything else that instances have.
pub type Value<'a> = dyn Fn(&Instance) -> Result<Evaluation, Fault> + 'a;

/// Entries of arguments that move together, each at its own speed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Direction {
    /// The name of an argument, a flat place in it, and how fast that moves.
    pub moves: Vec<(String, usize, f64)>,
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
/// The same of second derivatives: truncation h⁴·f⁽⁶⁾/90 ≈ 4e-11·f⁽⁶⁾, rounding 5·ε·scale/h² ≈ 2e-11·scale.
const STEP_TWICE: f64 = 1.0 / 128.0;
/// Estimates of two steps that differ by more than this times the scale are not of a smooth function: they are not used.
const ROUGH: f64 = 1e-3;

/// Arguments that hold sites: the visible ones, and the latent ones if wanted.
pub fn sites(function: &Function, latent: bool) -> impl Iterator<Item = (&Argument, Domain)> {
    function.arguments.iter().filter_map(move |argument| match argument.role {
        Role::Visible(domain) => Some((argument, domain)),
        Role::Latent(domain) if latent => Some((argument, domain)),
        _ => None,
    })
}

/// −ln Σ exp(−βE) over all states of the latent sites.
///
/// Real latent sites are integrated as the compiler claims that they can be: E is a sum of ½aⱼhⱼ² − bⱼhⱼ in them. Nothing
/// if it is not.
pub fn marginal(function: &Function, instance: &Instance, beta: f64) -> Result<Option<Evaluation>, Fault> {
    let latent: Vec<(&Argument, usize, Vec<f64>)> = function
        .arguments
        .iter()
        .filter(|argument| matches!(argument.role, Role::Latent(_)))
        .flat_map(|argument| (0..instance.arrays[&argument.name].count()).map(move |place| (argument, place)))
        .map(|(argument, place)| (argument, place, instance.values_of(argument, place)))
        .collect();
    let (discrete, real): (Vec<_>, Vec<_>) = latent.into_iter().partition(|(.., values)| !values.is_empty());
    let mut total = Evaluation { value: 0.0, kinks: Vec::new(), scale: 1.0 };
    let mut exponents = Vec::new();
    let states: usize = discrete.iter().map(|(.., values)| values.len()).product();
    for state in 0..states {
        let (mut at, mut rest) = (instance.clone(), state);
        for (argument, place, values) in &discrete {
            at.set(&argument.name, *place, values[rest % values.len()]);
            rest /= values.len();
        }
        let real: Vec<(&str, usize)> =
            real.iter().map(|(argument, place, _)| (&*argument.name, *place)).collect();
        let Some(found) = integrated(function, &at, &real, beta)? else { return Ok(None) };
        exponents.push(-found.value);
        total.kinks.extend(found.kinks);
        total.scale = total.scale.max(found.scale);
    }
    let top = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    total.value = -(top + exponents.iter().map(|u| (u - top).exp()).sum::<f64>().ln());
    Ok(Some(total))
}

/// −ln ∫ exp(−βE) over real sites in which E is a sum of squares.
fn integrated(
    function: &Function,
    instance: &Instance,
    real: &[(&str, usize)],
    beta: f64,
) -> Result<Option<Evaluation>, Fault> {
    let mut at = instance.clone();
    real.iter().for_each(|(array, place)| at.set(array, *place, 0.0));
    let mut base = evaluate(function, &at)?;
    let origin = base.value;
    base.value *= beta;
    // where all sites are at 0.3, to see whether they are independent and the energy is a square
    let (mut claimed, elsewhere) = (origin, 0.3);
    let mut all = at.clone();
    for &(array, place) in real {
        let energy = |value| evaluate(function, &at.with(array, place, value)).map(|e| e.value - origin);
        let (up, down) = (energy(1.0)?, energy(-1.0)?);
        let (precision, input) = (up + down, 0.5 * (down - up));
        if precision <= 0.0 {
            return Ok(None);
        }
        base.value +=
            0.5 * (beta * precision / std::f64::consts::TAU).ln() - 0.5 * beta * input * input / precision;
        claimed += 0.5 * precision * elsewhere * elsewhere - input * elsewhere;
        all.set(array, place, elsewhere);
    }
    let found = evaluate(function, &all)?;
    base.scale = base.scale.max(found.scale);
    Ok(((found.value - claimed).abs() <= 1e-10 * base.scale).then_some(base))
}

/// The energy after a site took each of these values, minus the energy before.
pub fn changes(
    energy: &Value<'_>,
    instance: &Instance,
    argument: &Argument,
    place: usize,
    values: &[f64],
) -> Result<(Vec<f64>, Evaluation), Fault> {
    let here = energy(instance)?;
    let mut noted = here.clone();
    let mut found = Vec::new();
    for &value in values {
        let there = energy(&instance.with(&argument.name, place, value))?;
        found.push(there.value - here.value);
        noted.kinks.extend(there.kinks);
        noted.scale = noted.scale.max(there.scale);
    }
    Ok((found, noted))
}

/// Σ over discrete visible sites of a function of the changes to their other values.
pub fn local(
    function: &Function,
    energy: &Value<'_>,
    instance: &Instance,
    of_site: &dyn Fn(&[f64]) -> f64,
) -> Result<Evaluation, Fault> {
    let mut total = Evaluation { value: 0.0, ..energy(instance)? };
    for (argument, _) in sites(function, false).filter(|(_, domain)| domain.is_discrete()) {
        for (place, &now) in instance.arrays[&argument.name].values().iter().enumerate() {
            let mut others = instance.values_of(argument, place);
            others.retain(|&value| value != now);
            let (found, noted) = changes(energy, instance, argument, place, &others)?;
            total.value += of_site(&found);
            total.kinks.extend(noted.kinks);
            total.scale = total.scale.max(noted.scale);
        }
    }
    total.scale = total.scale.max(total.value.abs());
    Ok(total)
}

/// −ln p(x_s | the rest), of changes to the other values.
pub fn minus_log_conditional(changes: &[f64]) -> f64 {
    let top = changes.iter().fold(0.0_f64, |top, change| top.max(-change));
    top + ((-top).exp() + changes.iter().map(|change| (-change - top).exp()).sum::<f64>()).ln()
}

/// Σ_u σ(−ΔE(u))², of changes to the other values.
pub fn ratios(changes: &[f64]) -> f64 {
    changes.iter().map(|change| (1.0 + change.exp()).powi(-2)).sum()
}

/// Σ_u exp(−ΔE(u)/2), of changes to the other values.
pub fn flow(changes: &[f64]) -> f64 {
    changes.iter().map(|change| (-0.5 * change).exp()).sum()
}

/// ln ∫ exp(−ΔE(u)) du for a continuous site, by quadrature after a change of variable that makes the integrand fall off at
/// both ends; nothing where it does not fall off, and on the line, where the interval would have to be guessed.
pub fn log_normaliser(
    energy: &Value<'_>,
    instance: &Instance,
    argument: &Argument,
    place: usize,
) -> Result<Option<f64>, Fault> {
    use std::f64::consts::{FRAC_PI_2, PI};
    const HALF: i32 = 48;
    let Some(domain) = argument.role.domain() else { return Ok(None) };
    let here = energy(instance)?.value;
    let log_density = |u: f64| match energy(&instance.with(&argument.name, place, u)) {
        Ok(found) => Ok(here - found.value),
        // too large to compare: far out
        Err(Fault::Magnitude) => Ok(f64::NEG_INFINITY),
        Err(fault) => Err(fault),
    };
    if domain == Domain::Angle {
        // equidistant points are exact up to the frequency of their number
        let count = 2 * HALF;
        let logs: Vec<f64> = (0..count)
            .map(|k| log_density(-PI + 2.0 * PI * f64::from(k) / f64::from(count)))
            .collect::<Result<_, _>>()?;
        return Ok(Some(log_mean(&logs) + (2.0 * PI).ln()));
    }
    // double exponential rules (Takahasi & Mori 1974)
    let width = 3.2 / f64::from(HALF);
    let mut logs = Vec::new();
    for k in -HALF..=HALF {
        let t = f64::from(k) * width;
        let (u, slope) = match domain.bounds() {
            (low, high) if low.is_finite() && high.is_finite() => {
                let along = (FRAC_PI_2 * t.sinh()).tanh();
                let slope = FRAC_PI_2 * t.cosh() * (1.0 - along * along);
                (low + 0.5 * (high - low) * (1.0 + along), 0.5 * (high - low) * slope)
            }
            (low, _) if low.is_finite() => {
                let u = (FRAC_PI_2 * t.sinh()).exp();
                (low + u, u * FRAC_PI_2 * t.cosh())
            }
            _ => return normal(&log_density),
        };
        if !(domain.bounds().0 < u && u < domain.bounds().1) || slope <= 0.0 {
            continue;
        }
        logs.push(log_density(u)? + slope.ln());
    }
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // also next to where nothing was found because numbers were too large
    let is_end = |place: usize| {
        let beyond =
            |other: Option<usize>| other.and_then(|p| logs.get(p)).is_none_or(|log| log.is_infinite());
        beyond(place.checked_sub(1)) || beyond(Some(place + 1))
    };
    let falls_off = (0..logs.len()).filter(|&place| is_end(place)).all(|place| logs[place] < top - 25.0);
    let fine = log_mean(&logs) + (logs.len() as f64 * width).ln();
    let every_other: Vec<f64> = logs.iter().copied().step_by(2).collect();
    let coarse = log_mean(&every_other) + (every_other.len() as f64 * 2.0 * width).ln();
    // half the width squares the error
    Ok((falls_off && (fine - coarse).abs() < 1e-5).then_some(fine))
}

/// ln ∫ exp(bu − ½au²) du on the line, for a log density of that form with a > 0.
fn normal(log_density: &dyn Fn(f64) -> Result<f64, Fault>) -> Result<Option<f64>, Fault> {
    let (origin, up, down) = (log_density(0.0)?, log_density(1.0)?, log_density(-1.0)?);
    let (precision, input) = (2.0 * origin - up - down, 0.5 * (up - down));
    let claimed = origin + 0.4 * input - 0.08 * precision;
    if precision <= 1e-6 || (log_density(0.4)? - claimed).abs() > 1e-9 * (1.0 + claimed.abs() + precision) {
        return Ok(None);
    }
    Ok(Some(origin + 0.5 * input * input / precision + 0.5 * (std::f64::consts::TAU / precision).ln()))
}

fn log_mean(logs: &[f64]) -> f64 {
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top + (logs.iter().map(|log| (log - top).exp()).sum::<f64>() / logs.len() as f64).ln()
}

/// Instances along a direction.
struct Line<'a> {
    instance: &'a Instance,
    direction: &'a Direction,
    value: &'a Value<'a>,
    here: Evaluation,
    scale: f64,
}

impl<'a> Line<'a> {
    fn new(instance: &'a Instance, direction: &'a Direction, value: &'a Value<'a>) -> Option<Self> {
        let here = value(instance).ok()?;
        let scale = here.scale;
        Some(Self { instance, direction, value, here, scale })
    }

    /// The value at a distance; nothing beyond a kink.
    fn at(&mut self, distance: f64) -> Option<f64> {
        let mut moved = self.instance.clone();
        for (array, place, speed) in &self.direction.moves {
            let now = moved.arrays[array].values()[*place];
            moved.set(array, *place, now + distance * speed);
        }
        let there = (self.value)(&moved).ok()?;
        self.scale = self.scale.max(there.scale);
        (there.kinks == self.here.kinks).then_some(there.value)
    }

    fn slope(&self, fine: f64, coarse: f64, rounding: f64) -> Option<Slope> {
        let error = (fine - coarse).abs() + rounding * self.scale;
        (error <= ROUGH * self.scale).then_some(Slope { value: fine, error })
    }
}

/// The derivative along a direction; none where it has a kink nearby or is too rough to tell.
pub fn slope(instance: &Instance, direction: &Direction, value: &Value<'_>) -> Option<Slope> {
    let mut line = Line::new(instance, direction, value)?;
    let mut central =
        |width: f64| Some((line.at(width * STEP)? - line.at(-width * STEP)?) / (2.0 * width * STEP));
    let (near, twice, fourfold) = (central(1.0)?, central(2.0)?, central(4.0)?);
    // five-point formulas of two widths
    line.slope((4.0 * near - twice) / 3.0, (4.0 * twice - fourfold) / 3.0, 1e-10)
}

/// The second derivative along a direction, likewise.
pub fn curvature(instance: &Instance, direction: &Direction, value: &Value<'_>) -> Option<Slope> {
    let mut line = Line::new(instance, direction, value)?;
    let here = line.here.value;
    let mut central = |width: f64| {
        let h = width * STEP_TWICE;
        Some((line.at(h)? - 2.0 * here + line.at(-h)?) / (h * h))
    };
    let (near, twice, fourfold) = (central(1.0)?, central(2.0)?, central(4.0)?);
    line.slope((4.0 * near - twice) / 3.0, (4.0 * twice - fourfold) / 3.0, 1e-9)
}

/// A direction in the space of free parameters: every entry that is learned moves, tied ones together.
pub fn parameter_direction(function: &Function, instance: &Instance, random: &mut Random) -> Direction {
    let mut direction = Direction::default();
    for argument in &function.arguments {
        let Role::Param(param) = &argument.role else { continue };
        let array = &instance.arrays[&argument.name];
        if param.frozen {
            continue;
        }
        for place in 0..array.count() {
            let speed = random.uniform(-1.0, 1.0);
            let square = array.shape.get(1).filter(|_| param.symmetric || param.zero_diagonal);
            let pair = square.map(|&n| (place / n, place % n, n));
            let mut add = |place| direction.moves.push((argument.name.clone(), place, speed));
            match pair {
                Some((i, k, _)) if i == k && param.zero_diagonal => {}
                Some((i, k, _)) if i < k && param.symmetric => {}
                Some((i, k, n)) if i > k && param.symmetric => {
                    add(place);
                    add(k * n + i);
                }
                _ => add(place),
            }
        }
    }
    direction
}
