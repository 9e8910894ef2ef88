//! Objectives that fall forever along a direction.

use ebm_runtime::Model;
use ebm_runtime::coordinates::Coordinates;
use ebm_runtime::data::Examples;
use ebm_runtime::estimator::Estimator;
use ebm_runtime::infinity::Direction;

use super::noise;

/// A direction by all free coordinates.
pub fn along(coordinates: &Coordinates, direction: &Direction) -> Vec<f64> {
    let share = |a: usize| {
        direction.parameters.iter().find(|(name, _)| *name == coordinates.name(a)).map_or(0.0, |(_, d)| *d)
    };
    (0..coordinates.len()).map(share).collect()
}

/// Asserts that the objective falls along the direction from anywhere, which is what it is to have no minimum: as far as to `far`,
/// beyond which what is left to fall is below rounding.
pub fn falls<M: Model, E: Estimator<M>>(
    model: &M,
    estimator: &E,
    data: &Examples,
    direction: &Direction,
    far: f64,
) {
    let coordinates = Coordinates::new(model.layout());
    let d = along(&coordinates, direction);
    let mut state = estimator.start(model, data).unwrap();
    let mut raw = vec![0.0; coordinates.public_len()];
    for seed in 0..3 {
        let mut before = f64::INFINITY;
        for t in [0.0, 1.0, 3.0, far] {
            let phi: Vec<f64> = d.iter().enumerate().map(|(a, d)| t * d + noise(seed, a as u64)).collect();
            let mut theta = vec![0.0; coordinates.public_len()];
            coordinates.to_public(&phi, &mut theta);
            let value = estimator.evaluate(model, &mut state, &theta, &mut raw);
            assert!(value < before, "{direction}: {value} after {before}");
            before = value;
        }
    }
}
