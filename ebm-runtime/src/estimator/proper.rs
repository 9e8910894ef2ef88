//! Whether a density that turns out to be normal can be normalised.

use ndarray::Array2;

use super::symmetric::{Spectrum, spectrum};
use super::{Estimator, Warning};
use crate::data::Examples;
use crate::domain::Domain;
use crate::model::Model;
use crate::random::Streams;

/// More sites than this are not looked at: n² energies would be more than a fit takes.
const MOST_SITES: usize = 64;

/// A warning where the energy is quadratic in sites that are all real, and its matrix of second derivatives, the precision, is not
/// positive definite. At the first example's givens.
///
/// The matrix is exact: second differences of a quadratic function with steps of 1. That the function is one is checked at random states.
pub(super) fn improper<M: Model, E: Estimator<M>>(
    model: &M,
    estimator: &E,
    data: &Examples,
) -> Option<Warning> {
    let layout = model.layout();
    let sites = layout.site_count();
    if sites == 0 || sites > MOST_SITES || layout.domains().iter().any(|domain| *domain != Domain::Real) {
        return None;
    }
    let theta = model.theta_f64();
    let mut row = data.row::<f64>(0);
    estimator.energy(model, &theta, &row)?;
    let mut energy = |x: &[f64]| {
        row[..sites].copy_from_slice(x);
        estimator.energy(model, &theta, &row).unwrap_or(f64::NAN)
    };
    let mut at = |places: &[(usize, f64)]| {
        let mut x = vec![0.0; sites];
        places.iter().for_each(|&(site, value)| x[site] += value);
        energy(&x)
    };
    let origin = at(&[]);
    let up: Vec<f64> = (0..sites).map(|s| at(&[(s, 1.0)])).collect();
    let down: Vec<f64> = (0..sites).map(|s| at(&[(s, -1.0)])).collect();
    let mut precision = Array2::zeros((sites, sites));
    for s in 0..sites {
        precision[[s, s]] = up[s] + down[s] - 2.0 * origin;
        for t in 0..s {
            let value = at(&[(s, 1.0), (t, 1.0)]) - up[s] - up[t] + origin;
            (precision[[s, t]], precision[[t, s]]) = (value, value);
        }
    }
    let mut streams = Streams::new(0);
    for _ in 0..4 {
        let x: Vec<f64> = (0..sites).map(|_| 6.0 * streams.uniform()[0] - 3.0).collect();
        let mut expected = origin;
        let mut size = origin.abs();
        for s in 0..sites {
            let linear = 0.5 * (up[s] - down[s]) * x[s];
            let square: f64 = (0..sites).map(|t| 0.5 * precision[[s, t]] * x[s] * x[t]).sum();
            expected += linear + square;
            size += linear.abs() + (0..sites).map(|t| (precision[[s, t]] * x[s] * x[t]).abs()).sum::<f64>();
        }
        // rounding of some n² terms; what is not quadratic is off by a part of the size itself
        let quadratic = (energy(&x) - expected).abs() <= 1e-9 * size.max(1.0);
        if !quadratic {
            return None;
        }
    }
    let Spectrum { values, vectors } = spectrum(&precision);
    let largest = values.iter().fold(0.0, |top: f64, value| top.max(value.abs()));
    let (place, &smallest) = values.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1))?;
    if smallest > 1e-12 * largest {
        return None;
    }
    let share = |site: &usize| vectors[[*site, place]].abs();
    let site = (0..sites).max_by(|a, b| share(a).total_cmp(&share(b)))?;
    Some(Warning::Improper { eigenvalue: smallest, site: layout.site_name(site) })
}
