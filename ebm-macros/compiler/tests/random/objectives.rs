//! Local objectives of one density, against what their definitions say of the energy, and their gradients.

use crate::density::{Density, axis, kind, value_of};
use crate::environment::{Numbers as _, environment, outcome};
use crate::stages::{EXACT, close};
use crate::tally::Tally;
use ebm_compiler::plan::{Estimand, Objective};
use ebm_oracle::check::{self, Direction, Slope};
use ebm_oracle::tree::{Argument, Domain};
use ebm_oracle::{Evaluation, Fault, Instance};

/// Quadrature with a hundred points leaves eight digits of a normaliser, at the scale of the energy.
const QUADRATURE: f64 = 1e-8;
/// Values of objectives beyond this are not compared.
const LARGEST: f64 = 1e6;
/// More continuous sites than this are not integrated over one by one.
const MOST_INTEGRALS: usize = 4;

/// The objectives of a density; those of a density without latent sites are at β = 1.
pub(crate) struct Objectives<'a, 'b> {
    density: &'a Density<'b>,
    /// For each continuous visible array, a number for each site: the direction of sliced score matching, the target of the
    /// denoising one.
    along: Vec<(String, Vec<f64>)>,
}

impl<'a, 'b> Objectives<'a, 'b> {
    pub(crate) fn of(density: &'a Density<'b>) -> Self {
        let mut random = density.random();
        let mut along = Vec::new();
        for (argument, _) in visible(density).filter(|(_, domain)| !domain.is_discrete()) {
            let count = density.instance.arrays[&argument.name].count();
            along.push((argument.name.clone(), (0..count).map(|_| random.uniform(-1.0, 1.0)).collect()));
        }
        Self { density, along }
    }

    pub(crate) fn check(&self, tally: &mut Tally) -> Result<(), String> {
        for (estimand, objective) in &self.density.derived.objectives {
            let Ok(objective) = objective else { continue };
            match estimand {
                Estimand::Pseudolikelihood if self.along.is_empty() => {
                    self.discrete(*estimand, objective, &check::minus_log_conditional, tally)?;
                }
                Estimand::Pseudolikelihood => self.pseudolikelihood(objective, tally)?,
                Estimand::RatioMatching => self.discrete(*estimand, objective, &check::ratios, tally)?,
                Estimand::MinimumProbabilityFlow => {
                    self.discrete(*estimand, objective, &check::flow, tally)?
                }
                Estimand::ScoreMatching | Estimand::Directional | Estimand::Denoising => {
                    self.of_slopes(*estimand, objective, tally)?;
                }
            }
        }
        Ok(())
    }

    fn energy(&self) -> impl Fn(&Instance) -> Result<Evaluation, Fault> {
        |at: &Instance| self.density.at(1.0, at)
    }

    /// An objective of the changes of discrete sites.
    fn discrete(
        &self,
        estimand: Estimand,
        objective: &Objective,
        of_site: &dyn Fn(&[f64]) -> f64,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let Density { case, instance, .. } = self.density;
        let stage = estimand.name();
        let energy = self.energy();
        let direct = |at: &Instance| check::local(&case.function, &energy, at, of_site);
        let Ok(expected) = direct(instance) else { return Ok(()) };
        // beyond this, exponentials of differences leave no digits to compare, or overflow
        if expected.value.is_nan() || expected.value.abs() > LARGEST {
            return Ok(());
        }
        tally.add(stage);
        let found = value_of(stage, &objective.value, instance, &[])?;
        close(stage, found, expected.value, EXACT * expected.scale, || objective.value.to_string())?;
        let stage = format!("{stage} gradient");
        self.density.gradient(&stage, &objective.gradient.program, &[], &direct, tally)
    }

    /// With continuous sites among the visible ones.
    fn pseudolikelihood(&self, objective: &Objective, tally: &mut Tally) -> Result<(), String> {
        let stage = "pseudolikelihood with continuous sites";
        let Density { case, instance, .. } = self.density;
        let program = &objective.value;
        let (values, undefined) = outcome(stage, program, environment(program, instance))?;
        let found = values[0].entries()[0];
        if undefined.is_some() && !found.is_nan() {
            return Err(format!("total {stage}: {found} of what is not a number\n{program}"));
        }
        let energy = self.energy();
        let sites: usize = self.along.iter().map(|(_, sites)| sites.len()).sum();
        let Ok(discrete) = check::local(&case.function, &energy, instance, &check::minus_log_conditional)
        else {
            return Ok(());
        };
        if sites <= MOST_INTEGRALS {
            let mut expected = Some(discrete.value);
            for (argument, domain) in visible(self.density).filter(|(_, domain)| !domain.is_discrete()) {
                for place in 0..instance.arrays[&argument.name].count() {
                    // the formula is made for peaks: between two ends, a trough has a law, too
                    let bounded = domain.bounds().1.is_finite();
                    let one = if bounded && found.is_nan() {
                        Ok(None)
                    } else {
                        check::log_normaliser(&energy, instance, argument, place)
                    };
                    let Ok(one) = one else { return Ok(()) };
                    expected = expected.zip(one).map(|(sum, one)| sum + one);
                }
                if expected.is_some() {
                    tally.add(format!("{stage}, {}", kind(domain)));
                }
            }
            if let Some(expected) = expected {
                let error = QUADRATURE * (discrete.scale + expected.abs());
                close(stage, found, expected, error, || objective.value.to_string())?;
            }
        }
        // where a law has no normaliser there is no gradient
        if found.is_finite() { self.own_gradient(stage, objective, tally) } else { Ok(()) }
    }

    /// An objective of slopes and curvatures.
    fn of_slopes(&self, estimand: Estimand, objective: &Objective, tally: &mut Tally) -> Result<(), String> {
        let stage = estimand.name();
        let found = value_of(stage, &objective.value, self.density.instance, &self.along)?;
        let expected = match estimand {
            Estimand::ScoreMatching => self.score_matching(),
            Estimand::Directional => self.directional(),
            _ => self.denoising(),
        };
        if let Some(expected) = expected {
            tally.add(stage);
            close(stage, found, expected.value, expected.error, || objective.value.to_string())?;
        }
        self.own_gradient(stage, objective, tally)
    }

    /// The gradient of an objective by its own value, which was compared before.
    fn own_gradient(&self, stage: &str, objective: &Objective, tally: &mut Tally) -> Result<(), String> {
        let energy = self.energy();
        let value = |at: &Instance| {
            let here = energy(at)?;
            let value = value_of(stage, &objective.value, at, &self.along).map_err(|_| Fault::Magnitude)?;
            if value.is_nan() || value.abs() > LARGEST {
                return Err(Fault::Magnitude);
            }
            Ok(Evaluation { value, scale: here.scale.max(value.abs()), ..here })
        };
        let stage = format!("{stage} gradient");
        self.density.gradient(&stage, &objective.gradient.program, &self.along, &value, tally)
    }

    /// Continuous sites with their weights, the slopes of these, and their numbers in `along`.
    fn continuous(&self) -> Vec<(&Argument, usize, Weight, f64)> {
        let instance = self.density.instance;
        let sites = visible(self.density).filter(|(_, domain)| !domain.is_discrete());
        let arrays = sites.zip(&self.along).map(|((argument, domain), (_, numbers))| {
            let values = instance.arrays[&argument.name].values();
            values
                .iter()
                .zip(numbers)
                .enumerate()
                .map(move |(place, (&x, &number))| (argument, place, Weight::of(domain, x), number))
        });
        arrays.flatten().collect()
    }

    /// Σ_s w (½ g² − h) − w′ g
    fn score_matching(&self) -> Option<Slope> {
        let energy = self.energy();
        let mut total = Slope { value: 0.0, error: 0.0 };
        for (argument, place, weight, _) in self.continuous() {
            let g = check::slope(self.density.instance, &axis(argument, place), &energy)?;
            let h = check::curvature(self.density.instance, &axis(argument, place), &energy)?;
            total.value += weight.value * (0.5 * g.value * g.value - h.value) - weight.slope * g.value;
            total.error += weight.value * (g.value.abs() * g.error + h.error) + weight.slope.abs() * g.error;
        }
        Some(widened(total))
    }

    /// ½ (Σ_s v √w g)² − Σ_{s,t} v_s ∂_s (w_t v_t g_t)
    fn directional(&self) -> Option<Slope> {
        let energy = self.energy();
        let instance = self.density.instance;
        let sites = self.continuous();
        let along = |speed: &dyn Fn(&Weight, f64) -> f64| Direction {
            moves: sites
                .iter()
                .map(|(argument, place, weight, v)| (argument.name.clone(), *place, speed(weight, *v)))
                .collect(),
        };
        let first = check::slope(instance, &along(&|weight, v| v * weight.value.sqrt()), &energy)?;
        // w_t and v_t do not change along with the others, so this is the slope along v² w′ and a mixed second derivative
        let rise = check::slope(instance, &along(&|weight, v| v * v * weight.slope), &energy)?;
        let plus = check::curvature(instance, &along(&|weight, v| v * (1.0 + weight.value)), &energy)?;
        let minus = check::curvature(instance, &along(&|weight, v| v * (1.0 - weight.value)), &energy)?;
        let mixed = 0.25 * (plus.value - minus.value);
        Some(widened(Slope {
            value: 0.5 * first.value * first.value - mixed - rise.value,
            error: first.value.abs() * first.error + rise.error + 0.25 * (plus.error + minus.error),
        }))
    }

    /// ½ Σ_s (−g − target)²
    fn denoising(&self) -> Option<Slope> {
        let energy = self.energy();
        let mut total = Slope { value: 0.0, error: 0.0 };
        for (argument, place, _, target) in self.continuous() {
            let g = check::slope(self.density.instance, &axis(argument, place), &energy)?;
            let miss = -g.value - target;
            total.value += 0.5 * miss * miss;
            total.error += miss.abs() * g.error;
        }
        Some(widened(total))
    }
}

/// The sites that objectives are about.
fn visible<'a>(density: &Density<'a>) -> impl Iterator<Item = (&'a Argument, Domain)> + use<'a> {
    check::sites(&density.case.function, false)
}

/// With room for the squares of errors.
fn widened(slope: Slope) -> Slope {
    Slope { error: 2.0 * slope.error + EXACT * (1.0 + slope.value.abs()), ..slope }
}

/// min(distance to the boundary, 1) and its slope; 1 where there is no boundary.
struct Weight {
    value: f64,
    slope: f64,
}

impl Weight {
    fn of(domain: Domain, x: f64) -> Self {
        let (low, high) = domain.bounds();
        let distance = (x - low).min(high - x);
        match distance < 1.0 {
            true if x - low < high - x => Self { value: distance, slope: 1.0 },
            true => Self { value: distance, slope: -1.0 },
            false => Self { value: 1.0, slope: 0.0 },
        }
    }
}
