//! From examples to parameters: the run that every deterministic estimator shares.

use std::time::Instant;

use super::report::{Course, Settings};
use super::{Deterministic, Estimator, Fit, FitError, Mode, Warning};
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::model::Energy;
use crate::optimise::{Lbfgs, Stop};
use crate::workspace::Workspace;

/// Fits a model to examples by an estimator and the default optimiser, starting from the parameters that it has.
///
/// # Errors
/// [`FitError`]; the model then keeps its parameters. A fit that ends short of its optimum is no error: [`Fit`] says so.
pub fn fit_with<M: Energy, E: Estimator<M>>(
    model: &mut M,
    estimator: E,
    data: &Examples,
) -> Result<Fit, FitError> {
    E::Mode::fit(model, estimator, data)
}

/// [`fit_with`] an optimiser of your own settings.
///
/// The objective is evaluated in `f64` in free coordinates ([`Coordinates`]) whatever the model's number type; the
/// parameters are rounded to that type at the end.
///
/// # Errors
/// As [`fit_with`].
pub fn fit_using<M: Energy, E>(
    model: &mut M,
    estimator: E,
    data: &Examples,
    optimiser: Lbfgs,
) -> Result<Fit, FitError>
where
    E: Estimator<M, Mode = Deterministic>,
{
    let start = Instant::now();
    data.check(model.layout())?;
    let coordinates = Coordinates::new(model.layout());
    coordinates.check(model.theta())?;
    all_allowed(model, data)?;
    let mut state = estimator.start(model, data)?;
    let l2 = estimator.l2();
    // a penalty makes the minimum finite
    let infinity = if l2 > 0.0 { Infinity::default() } else { estimator.infinity(model, &state) };

    let mut theta = model.theta_f64();
    let mut raw = vec![0.0; theta.len()];
    let minimum = optimiser.minimise(coordinates.to_free(model.theta()), |phi, gradient| {
        coordinates.to_public(phi, &mut theta);
        let value = estimator.evaluate(model, &mut state, &theta, &mut raw);
        coordinates.pull_back(&theta, &raw, gradient);
        coordinates.add_l2_gradient(l2, &theta, gradient);
        value + coordinates.l2(l2, &theta)
    });
    if minimum.stop == Stop::NotFinite {
        return Err(impossible(model, data, minimum.value));
    }

    let mut public = model.theta().to_vec();
    coordinates.to_public(&minimum.point, &mut public);
    model.set_theta(&public);
    let log_z = estimator.log_z(&state).and_then(|_| {
        // the last evaluation may have been of a trial point
        estimator.evaluate(model, &mut state, &model.theta_f64(), &mut raw);
        estimator.log_z(&state)
    });
    let gradient_norm = minimum.gradient_norm();
    let mut warnings: Vec<Warning> =
        infinity.directions.into_iter().map(Warning::MaximumAtInfinity).collect();
    if minimum.stop != Stop::Converged {
        warnings.push(Warning::NotConverged {
            stop: minimum.stop,
            gradient_norm,
            tolerance: optimiser.tolerance,
        });
    }
    Ok(Fit {
        estimator: estimator.name(),
        model: M::name(),
        iterations: minimum.iterations(),
        evaluations: minimum.evaluations,
        objective: minimum.values,
        value: minimum.value,
        gradient_norm,
        stop: minimum.stop,
        seconds: start.elapsed().as_secs_f64(),
        examples: data.count(),
        weight: data.total_weight(),
        parameters: coordinates.len(),
        l2,
        examined: infinity.examined,
        log_z,
        settings: Settings::Lbfgs(optimiser, estimator.settings()),
        course: Course::Iterations,
        warnings,
    })
}

/// Refuses an example that no parameters can explain, where there may be one. Not every objective is infinite there.
pub(super) fn all_allowed<M: Energy>(model: &M, data: &Examples) -> Result<(), FitError> {
    if !M::FORBIDS {
        return Ok(());
    }
    match impossible(model, data, 0.0) {
        FitError::NotFinite { .. } => Ok(()),
        error => Err(error),
    }
}

/// Finds out why the objective is not finite at the start.
fn impossible<M: Energy>(model: &M, data: &Examples, value: f64) -> FitError {
    let theta = model.theta_f64();
    let mut work = Workspace::new();
    for row in (0..data.count()).filter(|&row| data.weight(row) > 0.0) {
        let energy = model.energy(&theta, &data.row::<f64>(row), 1.0, &mut work);
        if !energy.is_finite() {
            return FitError::Impossible { row, energy };
        }
    }
    FitError::NotFinite { value }
}
