//! Draws, fits, and what they say together.

use std::error::Error;
use std::io::{self, Write};

use ebm::runtime::{Coordinates, Deterministic, Energy, Estimator, Examples, Stochastic, Trainer, fit_with};
use serde_json::json;

/// How much is drawn.
pub(crate) struct Settings {
    /// Data sets of each size.
    pub(crate) draws: usize,
    /// Numbers of examples; the defaults of the model where there are none.
    pub(crate) sizes: Vec<usize>,
    /// Of the first data set.
    pub(crate) seed: u64,
    /// JSON in place of a table.
    pub(crate) json: bool,
}

/// Fits a model to data, and says whether the estimate is finite.
type Fitting<'a, M> = Box<dyn Fn(&mut M, &Examples, u64) -> Result<bool, Box<dyn Error>> + 'a>;

/// An estimator by name.
pub(crate) struct Candidate<'a, M> {
    name: String,
    /// Whether it tends to the truth.
    consistent: bool,
    fit: Fitting<'a, M>,
}

/// One whose objective is a function of the parameters; `make` is given a seed.
pub(crate) fn candidate<'a, M: Energy, E>(
    name: &str,
    consistent: bool,
    make: impl Fn(u64) -> E + 'a,
) -> Candidate<'a, M>
where
    E: Estimator<M, Mode = Deterministic>,
{
    let fit = move |model: &mut M, data: &Examples, seed: u64| {
        let fit = fit_with(model, make(seed), data)?;
        Ok(fit.at_infinity().next().is_none())
    };
    Candidate { name: name.to_owned(), consistent, fit: Box::new(fit) }
}

/// One that runs Markov chains.
pub(crate) fn chased<'a, M: Energy, E>(
    name: &str,
    trainer: Trainer,
    make: impl Fn(u64) -> E + 'a,
) -> Candidate<'a, M>
where
    E: Estimator<M, Mode = Stochastic>,
{
    let fit = move |model: &mut M, data: &Examples, seed: u64| {
        trainer.fit(model, &make(seed), data)?;
        Ok(true)
    };
    Candidate { name: name.to_owned(), consistent: false, fit: Box::new(fit) }
}

/// Errors of one estimator at one size.
#[derive(Default)]
struct Errors {
    /// Σ of the mean square error over the parameters, of fits with a finite estimate.
    squares: f64,
    finite: usize,
    infinite: usize,
}

impl Errors {
    fn root(&self) -> Option<f64> {
        (self.finite > 0).then(|| (self.squares / self.finite as f64).sqrt())
    }
}

/// Fits data of every size from `draw(size, seed)` by every candidate, from `start`, and prints a line for each. The first candidate is
/// what efficiencies are against.
pub(crate) fn run<M: Energy>(
    name: &str,
    truth: &M,
    start: &M,
    candidates: &[Candidate<'_, M>],
    sizes: &[usize],
    settings: &Settings,
    draw: impl Fn(usize, u64) -> Result<Examples, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let sizes = if settings.sizes.is_empty() { sizes } else { &settings.sizes };
    let coordinates = Coordinates::new(truth.layout());
    let true_values = coordinates.to_free(truth.theta());
    let mut table: Vec<Vec<Errors>> = candidates.iter().map(|_| Vec::new()).collect();
    for (rank, &size) in sizes.iter().enumerate() {
        table.iter_mut().for_each(|row| row.push(Errors::default()));
        for number in 0..settings.draws {
            let seed = settings.seed + (rank * settings.draws + number) as u64;
            let data = draw(size, seed)?;
            // data that put the maximum of the first estimator at infinity do so with the others, which do not all find out
            let mut lost = false;
            for (candidate, row) in candidates.iter().zip(&mut table) {
                let mut model = start.clone();
                let errors = &mut row[rank];
                lost = lost || !(candidate.fit)(&mut model, &data, seed)?;
                if lost {
                    errors.infinite += 1;
                    continue;
                }
                let found = coordinates.to_free(model.theta());
                let squares = found.iter().zip(&true_values).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
                errors.squares += squares / true_values.len() as f64;
                errors.finite += 1;
            }
        }
    }
    let mut out = io::stdout().lock();
    if !settings.json {
        writeln!(out, "{name}, {} parameters, {} data sets of each size", true_values.len(), settings.draws)?;
        write!(out, "  {:<36}", "root mean square error")?;
        sizes.iter().try_for_each(|size| write!(out, "{:>11}", format!("n = {size}")))?;
        writeln!(out, "{:>8}{:>12}{:>10}", "slope", "efficiency", "infinite")?;
    }
    // n times the square error, over the sizes that are not small: what efficiencies are ratios of
    let spread = |row: &[Errors]| -> Option<f64> {
        let large = sizes.iter().zip(row).skip(sizes.len() / 2);
        large.map(|(&size, errors)| Some(size as f64 * errors.root()?.powi(2))).sum()
    };
    let best = table.first().and_then(|row| spread(row));
    for (candidate, row) in candidates.iter().zip(&table) {
        let roots: Vec<Option<f64>> = row.iter().map(Errors::root).collect();
        let slope = slope(sizes, &roots);
        let efficiency = best.zip(spread(row)).map(|(best, spread)| best / spread);
        let infinite: usize = row.iter().map(|errors| errors.infinite).sum();
        if settings.json {
            let line = json!({
                "model": name,
                "estimator": candidate.name,
                "consistent": candidate.consistent,
                "draws": settings.draws,
                "sizes": sizes,
                "rmse": roots,
                "slope": slope,
                "efficiency": efficiency,
                "at_infinity": row.iter().map(|errors| errors.infinite).collect::<Vec<_>>(),
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let number = |value: Option<f64>, digits| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
        };
        let mark = if candidate.consistent { "" } else { " (not consistent)" };
        write!(out, "  {:<36}", format!("{}{mark}", candidate.name))?;
        roots.iter().try_for_each(|&root| write!(out, "{:>11}", number(root, 5)))?;
        writeln!(out, "{:>8}{:>12}{infinite:>10}", number(slope, 3), number(efficiency, 3))?;
    }
    if !settings.json {
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

/// The least-squares slope of ln error against ln size.
fn slope(sizes: &[usize], roots: &[Option<f64>]) -> Option<f64> {
    let points: Vec<(f64, f64)> = sizes
        .iter()
        .zip(roots)
        .filter_map(|(&size, root)| Some(((size as f64).ln(), (*root)?.ln())))
        .collect();
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / count, b + y / count));
    let (above, below) =
        points.iter().fold((0.0, 0.0), |(a, b), (u, v)| (a + (u - x) * (v - y), b + (u - x) * (u - x)));
    (points.len() > 1).then(|| above / below)
}
