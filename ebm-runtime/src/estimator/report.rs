//! What a fit reports.

use std::fmt;

use super::trainer::Trainer;
use super::{NoUncertainty, Penalty, Uncertainty};
use crate::infinity::Direction;
use crate::optimise::{Lbfgs, Stop};

/// What happened in a fit. Printed, it is a few lines made for reading.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Fit {
    /// The estimator, its type in snake case.
    pub estimator: &'static str,
    /// The type of the model.
    pub model: &'static str,
    /// The objective along the way, as [`course`](Self::course) says: mean over examples, penalty included.
    pub objective: Vec<f64>,
    /// What the objective is, with its unit, as its estimator says.
    pub measure: &'static str,
    /// What was validated by at each check, less being better; empty where nothing was.
    pub validation: Vec<f64>,
    /// The check, from 0, whose parameters were kept, where they were not the last.
    pub restored: Option<usize>,
    /// The objective at the parameters that were kept.
    pub value: f64,
    /// The largest entry of the gradient there, by free coordinates, penalty included.
    pub gradient_norm: f64,
    /// The number of iterations of an optimiser, of steps of a trainer.
    pub iterations: usize,
    /// How often objective and gradient were evaluated.
    pub evaluations: usize,
    /// Why it stopped.
    pub stop: Stop,
    /// Wall time in seconds, with preparation.
    pub seconds: f64,
    /// log Z at the parameters that were kept, where the estimator learns it with them.
    pub log_z: Option<f64>,
    /// The number of examples, merged rows once.
    pub examples: usize,
    /// The sum of their weights.
    pub weight: f64,
    /// The number of free parameters: tied ones once, frozen ones not.
    pub parameters: usize,
    /// A in the penalty (A/2) Σ θ² of the estimator.
    pub l2: f64,
    /// Strengths of Σ a |θ|, by block.
    pub l1: Penalty,
    /// Strengths of Σ (A/2) θ² beside that of the estimator, by block.
    pub more_l2: Penalty,
    /// Where a maximum at infinity was looked for, in words; empty where a penalty makes it finite.
    pub examined: String,
    /// Who moved the parameters, and with which settings.
    pub settings: Settings,
    /// What the entries of `objective` are.
    pub course: Course,
    /// Standard errors, AIC and BIC; or why there are none.
    pub uncertainty: Result<Uncertainty, NoUncertainty>,
    /// What should be known before the parameters are used.
    pub warnings: Vec<Warning>,
}

/// Who moved the parameters, with the settings of the optimiser and those of the estimator as text.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Settings {
    /// L-BFGS.
    Lbfgs(Lbfgs, String),
    /// Stochastic gradients.
    Trainer(Trainer, String),
}

/// What the objective was recorded after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Course {
    /// The start, and each iteration.
    Iterations,
    /// So many steps of a trainer each (an epoch, if not asked otherwise; fewer for the last entry of a run that ended between):
    /// the mean of the values on the way, before each step. Of chains that is the difference of the mean energies of data and
    /// chains, which tends to 0 and is no likelihood.
    Steps(usize),
}

/// Something to know before the parameters of a fit are used.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Warning {
    /// The objective has no minimum: it falls forever along a direction.
    MaximumAtInfinity(Direction),
    /// The energy is quadratic in real sites and does not grow in every direction: it has no density.
    Improper {
        /// The smallest eigenvalue of the precision.
        eigenvalue: f64,
        /// The site that moves most along its eigenvector.
        site: String,
    },
    /// Hidden units, experts or components that started with the same parameters and still have them. The energy is the same with two
    /// of them exchanged, and so are the slopes of both: nothing in a fit can part them, and its optimum is one of fewer of them.
    Alike {
        /// The slices of the parameters of each: `c[0]` and `w[.., 0]`, `c[1]` and `w[.., 1]`, …
        parts: Vec<Vec<String>>,
    },
    /// Chains did not move for long.
    DeadChains {
        /// How many.
        chains: usize,
        /// Of how many.
        of: usize,
        /// For so many steps of the parameters, up to the end of the run.
        steps: usize,
    },
    /// The fit ended before its optimum.
    NotConverged {
        /// Why it stopped.
        stop: Stop,
        /// The largest entry of the gradient.
        gradient_norm: f64,
        /// What it should have come below.
        tolerance: f64,
    },
}

impl Fit {
    /// Whether the fit ended at its optimum, within the tolerance.
    pub fn converged(&self) -> bool {
        self.stop == Stop::Converged
    }

    /// The directions along which the objective falls forever.
    pub fn at_infinity(&self) -> impl Iterator<Item = &Direction> {
        self.warnings.iter().filter_map(|warning| match warning {
            Warning::MaximumAtInfinity(direction) => Some(direction),
            _ => None,
        })
    }
}

/// Warnings about single directions that are printed; the others are counted.
const SHOWN: usize = 20;

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { estimator, model, examples, weight, parameters, .. } = self;
        write!(f, "{estimator} of {model}: {examples} examples")?;
        if *weight != *examples as f64 {
            write!(f, " of total weight {weight}")?;
        }
        writeln!(f, ", {parameters} free parameters")?;
        let Self { measure, iterations, evaluations, seconds, .. } = self;
        write!(f, "  objective  {:.6} → {:.6} {measure}, ", self.objective[0], self.value)?;
        match self.course {
            Course::Iterations => write!(f, "{iterations} iterations, {evaluations} evaluations")?,
            Course::Steps(_) => write!(f, "{iterations} steps")?,
        }
        writeln!(f, ", {seconds:.3} s")?;
        self.write_path(f, "path      ", &self.objective)?;
        self.write_validation(f)?;
        writeln!(f, "  stopped    {}; gradient norm {:.1e} (largest entry)", self.stop, self.gradient_norm)?;
        write!(f, "  settings   ebm {}, l2 {}, ", env!("CARGO_PKG_VERSION"), self.l2)?;
        for (name, penalty) in [("l1", &self.l1), ("l2 by block", &self.more_l2)] {
            if !penalty.is_none() {
                write!(f, "{name} {penalty}, ")?;
            }
        }
        match &self.settings {
            Settings::Lbfgs(Lbfgs { tolerance, max_iterations, memory }, estimator) => {
                let by = if self.l1.is_none() {
                    "L-BFGS in f64"
                } else {
                    "FISTA in f64 where l1 bends, else L-BFGS"
                };
                write!(f, "{by}: tolerance {tolerance:e}, at most {max_iterations} iterations, ")?;
                write!(f, "memory {memory}; started from the parameters of the model; ")?;
                f.write_str(if estimator.is_empty() { "no random numbers" } else { estimator })?;
            }
            Settings::Trainer(trainer, estimator) => {
                write!(f, "{trainer:?}; started from the parameters of the model; {estimator}")?;
            }
        }
        if !self.examined.is_empty() {
            write!(f, "\n  infinity   looked for among {}", self.examined)?;
        }
        match &self.uncertainty {
            Ok(uncertainty) => write!(f, "\n  parameters {uncertainty}")?,
            Err(reason) => write!(f, "\n  parameters no standard errors: {reason}")?,
        }
        self.write_warnings(f)
    }
}

impl Fit {
    /// The iteration or step that an entry of the course stands at.
    fn place(&self, entry: usize) -> usize {
        match self.course {
            Course::Iterations => entry,
            Course::Steps(each) => ((entry + 1) * each).min(self.iterations),
        }
    }

    /// Some values with their places.
    fn write_path(&self, f: &mut fmt::Formatter<'_>, name: &str, values: &[f64]) -> fmt::Result {
        write!(f, "  {name}")?;
        for k in milestones(values.len()) {
            write!(f, " {}: {:.6}", self.place(k), values[k])?;
        }
        writeln!(f)
    }

    fn write_validation(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.validation.is_empty() {
            self.write_path(f, "validation", &self.validation)?;
        }
        match self.restored {
            Some(check) => writeln!(f, "  restored   the parameters of step {}, the best", self.place(check)),
            None => Ok(()),
        }
    }

    fn write_warnings(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let directions = self.at_infinity().count();
        if directions > 0 {
            write!(
                f,
                "\n  warning    the optimum lies at infinity: these parameters grow without end, and "
            )?;
            write!(f, "where they stand depends on where the fit stopped; l2 > 0 makes it finite")?;
            for direction in self.at_infinity().take(SHOWN) {
                write!(f, "\n    {direction}")?;
            }
            if directions > SHOWN {
                write!(f, "\n    and {} more in `warnings`", directions - SHOWN)?;
            }
        }
        for warning in &self.warnings {
            if !matches!(warning, Warning::MaximumAtInfinity(_)) {
                write!(f, "\n  warning    {warning}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MaximumAtInfinity(direction) => write!(f, "the optimum lies at infinity: {direction}"),
            Self::Improper { eigenvalue, site } => write!(
                f,
                "no density: the precision of the real sites is not positive definite (smallest eigenvalue {eigenvalue:.3e}, mostly of \
                 `{site}`)"
            ),
            Self::Alike { parts } => {
                let named = |part: Option<&Vec<String>>| {
                    part.into_iter()
                        .flatten()
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(" and ")
                };
                write!(f, "{} parts of the model started alike and are alike still, as ", parts.len())?;
                write!(f, "{} with {}: ", named(parts.first()), named(parts.get(1)))?;
                write!(
                    f,
                    "exchanged they are the same model, so that no fit can part them; start them apart, "
                )?;
                write!(f, "as with `init = normal(0.01)`")
            }
            Self::DeadChains { chains, of, steps } => write!(
                f,
                "{chains} of {of} chains did not move in the last {steps} steps: what they say of the model is not to be trusted; \
                 tempering, smaller parameters or another kernel may help"
            ),
            Self::NotConverged { stop, gradient_norm, tolerance } => write!(
                f,
                "not at the optimum: {stop}; gradient norm {gradient_norm:.1e}, tolerance {tolerance:e}"
            ),
        }
    }
}

/// 0, 1, 2, 4, 8, … and the last.
fn milestones(count: usize) -> Vec<usize> {
    let mut shown = vec![0];
    shown.extend((0..usize::BITS).map(|k| 1 << k).take_while(|&k| k + 1 < count));
    if count > 1 {
        shown.push(count - 1);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milestones_double_and_end() {
        assert_eq!(milestones(1), [0]);
        assert_eq!(milestones(2), [0, 1]);
        assert_eq!(milestones(6), [0, 1, 2, 4, 5]);
        assert_eq!(milestones(9), [0, 1, 2, 4, 8]);
    }
}
