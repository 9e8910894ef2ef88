//! The methods of a generated model, for all models at once.

use ndarray::Array1;

use super::arrays::{Arrays, Reader, Writer};
use crate::average;
use crate::conditional::{self, Conditional};
use crate::coordinates::{Coordinates, ParamError};
use crate::data::{DataError, Examples};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::layout::{Layout, Site};
use crate::model::{Energy, Laplacian, Local, Model, ParamGradient, Score};
use crate::real::Real;
use crate::state::{StateError, check_state};
use crate::workspace::Workspace;

/// The types that stand beside a generated model.
pub trait Facade: Model {
    /// `IsingParams`
    type Params: Arrays<Float = Self::Float>;
    /// `IsingState`
    type State: Arrays<Float = Self::Float>;
}

/// The parameters as arrays.
pub fn params<M: Facade>(model: &M) -> M::Params {
    M::Params::read(&mut Reader::of_params(model.layout(), model.theta()))
}

/// Replaces the parameters.
///
/// # Errors
/// A wrong shape; an entry that is not finite, or against what is declared of the parameter.
pub fn set_params<M: Facade>(model: &mut M, params: &M::Params) -> Result<(), ParamError> {
    let mut writer = Writer::of_params(model.layout());
    params.write(&mut writer)?;
    let theta = writer.finish();
    Coordinates::new(model.layout()).check(&theta)?;
    model.set_theta(&theta);
    Ok(())
}

/// The same model with other parameters; shape and fixed data are shared.
///
/// # Errors
/// As [`set_params`].
pub fn with_params<M: Facade>(model: &M, params: &M::Params) -> Result<M, ParamError> {
    let mut model = model.clone();
    set_params(&mut model, params)?;
    Ok(model)
}

/// The flat slice of a state whose shapes and values are the model's.
fn checked<M: Facade>(model: &M, state: &M::State) -> Result<Vec<M::Float>, StateError> {
    let mut writer = Writer::of_sites(model.layout());
    state.write(&mut writer)?;
    let mut flat = writer.finish();
    flat.extend_from_slice(model.givens());
    check_state(model.layout(), &flat)?;
    Ok(flat)
}

/// E(x; θ) of one state.
///
/// # Errors
/// A wrong shape; a value outside its domain.
pub fn energy<M: Facade + Energy>(model: &M, state: &M::State) -> Result<M::Float, StateError> {
    let state = checked(model, state)?;
    Ok(model.energy(model.theta(), &state, M::Float::ONE, &mut Workspace::new()))
}

/// E(x; θ) of each example.
///
/// # Errors
/// Examples of another domain or shape.
pub fn energies<M: Facade + Energy>(model: &M, data: &Examples) -> Result<Array1<M::Float>, DataError> {
    data.check(model.layout())?;
    let mut state = vec![Lanes::zero(); data.row_len()];
    let mut work = Workspace::new();
    let mut energies = Vec::with_capacity(data.count());
    for start in (0..data.count()).step_by(WIDTH) {
        data.tile(start, &mut state);
        let tile = model.energy(model.theta(), &state, Lanes::one(), &mut work);
        energies.extend((0..WIDTH.min(data.count() - start)).map(|k| tile.lane(k)));
    }
    Ok(Array1::from_vec(energies))
}

/// p(x_site ∣ the rest) of every value of a site. Computed in `f64`.
///
/// # Errors
/// A wrong shape; a value outside its domain; a site that does not exist or is continuous.
pub fn conditional<M: Facade + Local>(
    model: &M,
    state: &M::State,
    site: impl Into<Site>,
) -> Result<Conditional, StateError> {
    conditional::conditional(model, &checked(model, state)?, site, 1.0)
}

/// The unnormalised log probability of each value of a site given the rest, that of its first value being 0.
///
/// # Errors
/// As [`conditional()`].
pub fn logits<M: Facade + Local>(
    model: &M,
    state: &M::State,
    site: impl Into<Site>,
) -> Result<Vec<f64>, StateError> {
    Ok(conditional(model, state, site)?.logits)
}

/// Σ weight · ∂E/∂θ over the examples, by tied values: both entries of a symmetric pair get the derivative by their
/// common value. Computed in `f64`.
///
/// # Errors
/// Examples of another domain or shape.
pub fn param_gradient<M: Facade + ParamGradient>(model: &M, data: &Examples) -> Result<M::Params, DataError> {
    let layout = model.layout();
    data.check(layout)?;
    let theta = model.theta_f64();
    let mut grad = average::sum(data, layout.param_count(), |x: &[Lanes<f64>], weight, grad, work| {
        model.param_gradient(&theta, x, Lanes::one(), weight, grad, work);
    });
    Coordinates::new(layout).tie(&mut grad);
    let grad: Vec<M::Float> = grad.into_iter().map(M::Float::from_f64).collect();
    Ok(M::Params::read(&mut Reader::of_params(layout, &grad)))
}

/// −∂E/∂x at every continuous site, 0 at discrete ones, in the shape of a state.
///
/// # Errors
/// A wrong shape; a value outside its domain.
pub fn score<M: Facade + Score>(model: &M, state: &M::State) -> Result<M::State, StateError> {
    let layout = model.layout();
    let state = checked(model, state)?;
    let mut out = vec![M::Float::ZERO; layout.site_count()];
    model.score(model.theta(), &state, M::Float::ONE, &mut out, &mut Workspace::new());
    Ok(M::State::read(&mut Reader::of_sites(layout, &out)))
}

/// Σ ∂²E/∂x² over the continuous sites, at one state.
///
/// # Errors
/// A wrong shape; a value outside its domain.
pub fn laplacian<M: Facade + Laplacian>(model: &M, state: &M::State) -> Result<M::Float, StateError> {
    let state = checked(model, state)?;
    Ok(model.laplacian(model.theta(), &state, M::Float::ONE, &mut Workspace::new()))
}

/// θ at the start of learning, as the parameters are declared.
pub fn initial<T: Real>(layout: &Layout) -> Vec<T> {
    layout.initial_theta().into_iter().map(T::from_f64).collect()
}
