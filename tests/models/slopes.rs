//! Laplacians and objectives of slopes against differences of the function they came from.

use super::check::{Pair, close, first};
use ebm::__private::{DenoisingObjective, DirectionalObjective, Laplacian, ScoreMatchingObjective};
use ebm::runtime::{Energy, ParamGradient, Workspace};

/// Differences of fourth order with this step: error h⁴·E⁽⁶⁾/90 ≈ 1e-6, for ln x at 0.1, and rounding 1e-16/h² ≈ 1e-10.
const WIDE_STEP: f64 = 1e-3;
const SECOND_DIFFERENCE: f64 = 2e-5;

impl<M: Energy> Pair<'_, M> {
    /// d E/dx and d²E/dx² along a direction, by differences.
    fn along(&self, theta: &[f64], x: &[f64], direction: &[f64]) -> (f64, f64) {
        let at = |step: f64| {
            let mut moved = x.to_vec();
            moved.iter_mut().zip(direction).for_each(|(x, d)| *x += step * d);
            (self.function)(&moved, theta)
        };
        let (before, here, after) = (at(-WIDE_STEP), at(0.0), at(WIDE_STEP));
        let (far_before, far_after) = (at(-2.0 * WIDE_STEP), at(2.0 * WIDE_STEP));
        // both with an error of fourth order in the step
        let slope = (8.0 * (after - before) - (far_after - far_before)) / (12.0 * WIDE_STEP);
        let curvature = 16.0 * (after + before) - 30.0 * here - (far_after + far_before);
        (slope, curvature / (12.0 * WIDE_STEP * WIDE_STEP))
    }

    fn unit(&self, site: usize) -> Vec<f64> {
        let mut direction = vec![0.0; self.model.layout().site_count()];
        direction[site] = 1.0;
        direction
    }

    /// Σ ∂²E/∂x² over continuous sites.
    pub(crate) fn laplacian(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Laplacian,
    {
        let layout = self.model.layout();
        let continuous: Vec<usize> =
            (0..layout.site_count()).filter(|&site| !layout.domain_of(site).is_discrete()).collect();
        for x in states {
            let expected: f64 = continuous.iter().map(|&site| self.along(theta, x, &self.unit(site)).1).sum();
            let found = self.model.laplacian(theta, x, 0.75, &mut Workspace::new());
            close(found, 0.75 * expected, SECOND_DIFFERENCE, "Laplacian");
        }
    }

    /// Score matching on the line or the circle, along a direction, and against a target, with their gradients.
    pub(crate) fn score_matching(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: ScoreMatchingObjective + DirectionalObjective + DenoisingObjective + ParamGradient,
    {
        let sites = self.model.layout().site_count();
        let direction: Vec<f64> = (0..sites).map(|site| 0.3 + 0.2 * site as f64).collect();
        let mut work = Workspace::new();
        for x in states {
            let slopes: Vec<(f64, f64)> =
                (0..sites).map(|site| self.along(theta, x, &self.unit(site))).collect();
            let explicit: f64 = slopes.iter().map(|(slope, curvature)| 0.5 * slope * slope - curvature).sum();
            close(self.model.score_matching(theta, x, &mut work), explicit, SECOND_DIFFERENCE, "explicit");
            let (slope, curvature) = self.along(theta, x, &direction);
            let sliced = 0.5 * slope * slope - curvature;
            let found = self.model.directional(theta, x, &direction, &mut work);
            close(found, sliced, SECOND_DIFFERENCE, "directional");
            let denoising: f64 = slopes
                .iter()
                .zip(&direction)
                .map(|((slope, _), target)| 0.5 * (slope + target).powi(2))
                .sum();
            let found = self.model.denoising(theta, x, &direction, &mut work);
            close(found, denoising, SECOND_DIFFERENCE, "denoising");
            self.gradients(theta, x, &direction);
        }
        self.wide_score_matching(theta, first(states));
        self.wide_along(theta, first(states), &direction);
    }

    /// Score matching weighted by the distance to the boundary, at most 1, and its gradient.
    pub(crate) fn generalised_score_matching(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: ScoreMatchingObjective,
    {
        let layout = self.model.layout();
        let objective = |x: &[f64], theta: &[f64]| -> f64 {
            let of_site = |site: usize| {
                let (slope, curvature) = self.along(theta, x, &self.unit(site));
                let (low, high) = layout.domain_of(site).bounds();
                let (from_low, from_high) = (x[site] - low, high - x[site]);
                let (weight, rise) = match from_low.min(from_high) {
                    distance if distance >= 1.0 => (1.0, 0.0),
                    distance => (distance, if from_low < from_high { 1.0 } else { -1.0 }),
                };
                weight * (0.5 * slope * slope - curvature) - rise * slope
            };
            (0..layout.site_count()).map(of_site).sum()
        };
        let work = &mut Workspace::new();
        for x in states {
            let expected = objective(x, theta);
            close(self.model.score_matching(theta, x, work), expected, SECOND_DIFFERENCE, "generalised");
            let mut raw = vec![0.0; theta.len()];
            self.model.score_matching_gradient(theta, x, 0.5, &mut raw, work);
            let value = |theta: &[f64]| 0.5 * self.model.score_matching(theta, x, &mut Workspace::new());
            self.slope(theta, &raw, &value, "generalised");
        }
        self.wide_score_matching(theta, first(states));
    }

    /// Gradients at weight ½, by differences of the values, which are checked above.
    fn gradients(&self, theta: &[f64], x: &[f64], along: &[f64])
    where
        M: ScoreMatchingObjective + DirectionalObjective + DenoisingObjective + ParamGradient,
    {
        let (model, work) = (self.model, &mut Workspace::new());
        let mut raw = vec![0.0; theta.len()];
        model.score_matching_gradient(theta, x, 0.5, &mut raw, work);
        let value = |theta: &[f64]| 0.5 * model.score_matching(theta, x, &mut Workspace::new());
        self.slope(theta, &raw, &value, "explicit");
        raw.fill(0.0);
        model.directional_gradient(theta, x, along, 0.5, &mut raw, work);
        let value = |theta: &[f64]| 0.5 * model.directional(theta, x, along, &mut Workspace::new());
        self.slope(theta, &raw, &value, "directional");
        raw.fill(0.0);
        model.denoising_gradient(theta, x, along, 0.5, &mut raw, work);
        let value = |theta: &[f64]| 0.5 * model.denoising(theta, x, along, &mut Workspace::new());
        self.slope(theta, &raw, &value, "denoising");
    }
}
