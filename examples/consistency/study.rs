//! Draws, fits, and what they say together.

use std::error::Error;

use ebm::runtime::{Coordinates, Energy, Examples};

use crate::fits::Candidate;
use crate::table::{Line, Table};

/// How much is drawn.
pub(crate) struct Settings {
    /// First words of names; all estimators where there are none.
    pub(crate) estimators: Vec<String>,
    /// Data sets of each size.
    pub(crate) draws: usize,
    /// Numbers of examples; the defaults of the model where there are none.
    pub(crate) sizes: Vec<usize>,
    /// Of the first data set.
    pub(crate) seed: u64,
    /// JSON in place of a table.
    pub(crate) json: bool,
}

impl Settings {
    /// Whether an estimator is asked for.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        let first = name.split(',').next().unwrap_or(name);
        self.estimators.is_empty() || self.estimators.iter().any(|asked| asked == first)
    }
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
/// maximum likelihood, which efficiencies are against; data that put its maximum at infinity are left out of all errors.
pub(crate) fn run<M: Energy>(
    name: &str,
    truth: &M,
    start: &M,
    candidates: Vec<Candidate<'_, M>>,
    sizes: &[usize],
    settings: &Settings,
    draw: impl Fn(usize, u64) -> Result<Examples, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let sizes = if settings.sizes.is_empty() { sizes } else { &settings.sizes };
    let wanted =
        |(rank, candidate): &(usize, Candidate<'_, M>)| *rank == 0 || settings.asks_for(&candidate.name);
    let candidates: Vec<_> =
        candidates.into_iter().enumerate().filter(wanted).map(|(_, candidate)| candidate).collect();
    let coordinates = Coordinates::new(truth.layout());
    let true_values = coordinates.to_free(truth.theta());
    let mut all: Vec<Vec<Errors>> = candidates.iter().map(|_| Vec::new()).collect();
    for (rank, &size) in sizes.iter().enumerate() {
        all.iter_mut().for_each(|row| row.push(Errors::default()));
        for number in 0..settings.draws {
            let seed = settings.seed + (rank * settings.draws + number) as u64;
            let data = draw(size, seed)?;
            let mut lost = None;
            for (candidate, row) in candidates.iter().zip(&mut all) {
                let mut model = start.clone();
                let errors = &mut row[rank];
                // what a lost data set would add is not looked at
                let finite = lost != Some(true) && (candidate.fit)(&mut model, &data, seed)?;
                if !*lost.get_or_insert(!finite) && finite {
                    errors.squares += mean_square(&coordinates.to_free(model.theta()), &true_values);
                    errors.finite += 1;
                } else {
                    errors.infinite += 1;
                }
            }
        }
    }
    // n times the square error, over the sizes that are not small: what efficiencies are ratios of
    let spread = |row: &[Errors]| -> Option<f64> {
        let large = sizes.iter().zip(row).skip(sizes.len() / 2);
        large.map(|(&size, errors)| Some(size as f64 * errors.root()?.powi(2))).sum()
    };
    let best = all.first().and_then(|row| spread(row));
    let line = |(candidate, row): (&Candidate<'_, M>, &Vec<Errors>)| {
        let roots: Vec<Option<f64>> = row.iter().map(Errors::root).collect();
        Line {
            estimator: candidate.name.clone(),
            consistent: candidate.consistent,
            slope: slope(sizes, &roots),
            efficiency: best
                .zip(spread(row))
                .map(|(best, spread)| best / spread)
                .filter(|_| candidate.consistent),
            exact: candidate.efficiency,
            limit: candidate.limit,
            infinite: row.iter().map(|errors| errors.infinite).collect(),
            roots,
        }
    };
    let lines = candidates.iter().zip(&all).map(line).collect();
    Table { name, parameters: true_values.len(), draws: settings.draws, sizes, lines }.print(settings.json)
}

/// The mean square difference of two lists of parameters.
pub(crate) fn mean_square(found: &[f64], expected: &[f64]) -> f64 {
    found.iter().zip(expected).map(|(a, b)| (a - b).powi(2)).sum::<f64>() / expected.len() as f64
}

/// The least-squares slope of ln error against ln size; none for fewer than two sizes.
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
    (below > 0.0).then(|| above / below)
}
