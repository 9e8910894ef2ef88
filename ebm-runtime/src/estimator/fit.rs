//! From examples to parameters: the run that every deterministic estimator shares.

use std::time::Instant;

use super::alike::alike;
use super::penalty::Penalties;
use super::proper::improper;
use super::report::{Course, Settings};
use super::uncertainty::Place;
use super::{Deterministic, Estimator, Fit, FitError, Mode, NoUncertainty, Penalty, Warning};
use crate::coordinates::Coordinates;
use crate::data::Examples;
use crate::infinity::Infinity;
use crate::model::Model;
use crate::optimise::{Lbfgs, Proximal, Stop};

/// Fits a model to examples by an estimator and the default optimiser, starting from the parameters that it has.
///
/// # Errors
/// [`FitError`]; the model then keeps its parameters. A fit that ends short of its optimum is no error: [`Fit`] says so.
pub fn fit_with<M: Model, E: Estimator<M>>(
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
pub fn fit_using<M: Model, E>(
    model: &mut M,
    estimator: E,
    data: &Examples,
    optimiser: Lbfgs,
) -> Result<Fit, FitError>
where
    E: Estimator<M, Mode = Deterministic>,
{
    fit_penalised(model, estimator, data, optimiser, &Penalty::default(), &Penalty::default())
}

/// [`fit_using`] with penalties: Σ a |θ| from `l1`, and Σ (A/2) θ² from `l2` and the estimator together.
///
/// Where a |θ| bends at 0, accelerated proximal gradients ([`Proximal`]) take the place of L-BFGS, with its tolerance and limit: parameters become exactly 0.
///
/// # Errors
/// As [`fit_with`]; a penalty that names a block which the model does not have.
pub fn fit_penalised<M: Model, E>(
    model: &mut M,
    estimator: E,
    data: &Examples,
    optimiser: Lbfgs,
    l1: &Penalty,
    l2: &Penalty,
) -> Result<Fit, FitError>
where
    E: Estimator<M, Mode = Deterministic>,
{
    let start = Instant::now();
    data.check(model.layout())?;
    optimiser.check()?;
    let coordinates = Coordinates::new(model.layout());
    coordinates.check(model.theta())?;
    all_allowed(&*model, &estimator, data)?;
    let mut state = estimator.start(model, data)?;
    let penalties = Penalties::new(l1, l2, estimator.l2(), &coordinates)?;
    // a penalty makes the minimum finite
    let infinity = if penalties.binds() { Infinity::default() } else { estimator.infinity(model, &state) };

    let mut theta = model.theta_f64();
    let mut raw = vec![0.0; theta.len()];
    let (started, from) = (theta.clone(), coordinates.to_free(model.theta()));
    let objective = |phi: &[f64], gradient: &mut [f64]| {
        coordinates.to_public(phi, &mut theta);
        let value = estimator.evaluate(model, &mut state, &theta, &mut raw);
        coordinates.pull_back(&theta, &raw, gradient);
        penalties.add_slope(&coordinates, &theta, gradient);
        value + penalties.smooth(&coordinates, &theta)
    };
    let minimum = if penalties.bends() {
        let Lbfgs { tolerance, max_iterations, .. } = optimiser;
        Proximal { tolerance, max_iterations }.minimise(from, &penalties.thresholds, objective)
    } else {
        optimiser.minimise(from, objective)
    };
    if minimum.stop == Stop::NotFinite {
        return Err(impossible(model, &estimator, data, minimum.value));
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
    warnings.extend(estimator.warnings(model, &state));
    warnings.extend(improper(model, &estimator, data));
    warnings.extend(alike(model, &estimator, data, &started));
    let at = Place {
        model: &*model,
        estimator: &estimator,
        data,
        coordinates: &coordinates,
        penalties: &penalties,
    };
    let uncertainty = if warnings.iter().any(|warning| matches!(warning, Warning::MaximumAtInfinity(_))) {
        Err(NoUncertainty::AtInfinity)
    } else if matches!(minimum.stop, Stop::Converged | Stop::Stalled) {
        at.uncertainty(&mut state, false)
    } else {
        Err(NoUncertainty::NotConverged)
    };
    Ok(Fit {
        uncertainty,
        estimator: estimator.name(),
        measure: estimator.measure(),
        model: M::name(),
        iterations: minimum.iterations(),
        evaluations: minimum.evaluations,
        objective: minimum.values,
        validation: Vec::new(),
        restored: None,
        value: minimum.value,
        gradient_norm,
        stop: minimum.stop,
        seconds: start.elapsed().as_secs_f64(),
        examples: data.count(),
        weight: data.total_weight(),
        parameters: coordinates.len(),
        l2: estimator.l2(),
        l1: l1.clone(),
        more_l2: l2.clone(),
        examined: infinity.examined,
        log_z,
        settings: Settings::Lbfgs(optimiser, estimator.settings()),
        course: Course::Iterations,
        warnings,
    })
}

/// Refuses an example that no parameters can explain, where there may be one. Not every objective is infinite there.
pub(super) fn all_allowed<M: Model, E: Estimator<M>>(
    model: &M,
    estimator: &E,
    data: &Examples,
) -> Result<(), FitError> {
    if !estimator.forbids() {
        return Ok(());
    }
    match impossible(model, estimator, data, 0.0) {
        FitError::NotFinite { .. } => Ok(()),
        error => Err(error),
    }
}

/// Finds out why the objective is not finite at the start.
fn impossible<M: Model, E: Estimator<M>>(model: &M, estimator: &E, data: &Examples, value: f64) -> FitError {
    let theta = model.theta_f64();
    for row in (0..data.count()).filter(|&row| data.weight(row) > 0.0) {
        let energy = estimator.energy(model, &theta, &data.row::<f64>(row));
        if let Some(energy) = energy.filter(|energy| !energy.is_finite()) {
            return FitError::Impossible { row, energy };
        }
    }
    FitError::NotFinite { value }
}
