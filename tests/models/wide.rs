//! Sixteen states side by side, in `f64` and in `f32`, against one state in `f64`: all that is generated, each method.

#![allow(dead_code, reason = "each test binary checks what its models have")]

use super::{BETA, Pair, close};
use ebm::__private::{
    BASIS, DenoisingObjective, DirectionalObjective, Laplacian, MinimumProbabilityFlowObjective,
    PseudolikelihoodObjective, RatioMatchingObjective, ScoreMatchingObjective,
};
use ebm::runtime::{Energy, Lane, Lanes, Local, ParamGradient, Score, Shift, Workspace};

/// Some dozens of roundings of 6e-8, states and parameters included, of numbers up to a hundred times the result.
const SINGLE: f64 = 1e-3;

/// Sums over sixteen states in another order.
const ORDER: f64 = 1e-12;

/// One number a state: in lanes of `f64` the same bits, in lanes of `f32` the same number. `$splat` puts a number into
/// every lane.
macro_rules! values {
    ($theta:expr, $tile:expr, $what:expr, |$t:ident, $x:ident, $splat:ident, $work:ident| $value:expr) => {{
        let tile: &[Vec<f64>] = $tile;
        let one = |x: &Vec<f64>| {
            let ($t, $x, $work) = ($theta, &x[..], &mut Workspace::<f64>::new());
            let $splat = |value: f64| value;
            $value
        };
        let alone: Vec<f64> = tile.iter().map(one).collect();
        let double: Lanes<f64> = {
            let (x, $work) = (side_by_side(tile, |value| value), &mut Workspace::new());
            let ($t, $x) = ($theta, &x[..]);
            let $splat = |value: f64| Lanes::<f64>::splat(value);
            $value
        };
        let single: Lanes<f32> = {
            let (x, theta, $work) =
                (side_by_side(tile, |value| value as f32), narrowed($theta), &mut Workspace::new());
            let ($t, $x) = (&theta[..], &x[..]);
            let $splat = |value: f64| Lanes::<f32>::splat(value as f32);
            $value
        };
        for (k, alone) in alone.iter().enumerate() {
            assert_eq!(double.lane(k).to_bits(), alone.to_bits(), "{} in a lane", $what);
            close(f64::from(single.lane(k)), *alone, SINGLE, &format!("{} in f32", $what));
        }
    }};
}

/// A gradient, which is a sum over states.
macro_rules! gradients {
    ($theta:expr, $tile:expr, $what:expr, |$t:ident, $x:ident, $splat:ident, $raw:ident, $work:ident| $add:expr) => {{
        // sixteen states, as no lane may be left out
        let tile: Vec<Vec<f64>> = $tile.iter().cycle().take(Lanes::<f64>::WIDTH).cloned().collect();
        let mut alone = vec![0.0; $theta.len()];
        for x in &tile {
            let ($t, $x, $raw, $work) = ($theta, &x[..], &mut alone[..], &mut Workspace::<f64>::new());
            let $splat = |value: f64| value;
            let _ = $add;
        }
        let mut double = vec![0.0; $theta.len()];
        {
            let (x, $work) = (side_by_side(&tile, |value| value), &mut Workspace::new());
            let ($t, $x, $raw) = ($theta, &x[..], &mut double[..]);
            let $splat = |value: f64| Lanes::<f64>::splat(value);
            let _ = $add;
        }
        let mut single = vec![0.0_f32; $theta.len()];
        {
            let (x, theta, $work) =
                (side_by_side(&tile, |value| value as f32), narrowed($theta), &mut Workspace::new());
            let ($t, $x, $raw) = (&theta[..], &x[..], &mut single[..]);
            let $splat = |value: f64| Lanes::<f32>::splat(value as f32);
            let _ = $add;
        }
        let size = alone.iter().fold(1.0, |size: f64, slope| size.max(slope.abs()));
        for ((alone, double), single) in alone.iter().zip(&double).zip(&single) {
            close(double / size, alone / size, ORDER, &format!("gradient of {} in lanes", $what));
            close(f64::from(*single) / size, alone / size, SINGLE, &format!("gradient of {} in f32", $what));
        }
    }};
}

/// Sixteen states; the last one again where there are fewer.
fn side_by_side<T: ebm::runtime::Real>(tile: &[Vec<f64>], number: fn(f64) -> T) -> Vec<Lanes<T>> {
    (0..tile[0].len()).map(|s| Lanes::from_fn(|k| number(tile[k.min(tile.len() - 1)][s]))).collect()
}

fn narrowed(theta: &[f64]) -> Vec<f32> {
    theta.iter().map(|&value| value as f32).collect()
}

impl<M: Energy> Pair<'_, M> {
    pub(super) fn wide_energy(&self, theta: &[f64], tile: &[Vec<f64>]) {
        values!(theta, tile, "energy", |t, x, splat, work| self.model.energy(t, x, splat(BETA), work));
    }

    pub(super) fn wide_differences(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: Local,
    {
        let layout = self.model.layout();
        for site in 0..layout.site_count() {
            let domain = layout.domain_of(site);
            for u in 0..domain.value_count().unwrap_or(0) {
                values!(theta, tile, layout.site_name(site), |t, x, splat, work| {
                    let mut out = vec![splat(0.0); domain.value_count().unwrap_or(0)];
                    self.model.differences(t, x, splat(BETA), site, &mut out, work);
                    out[u]
                });
            }
            if domain.is_two_valued() {
                values!(theta, tile, "flip", |t, x, splat, work| {
                    self.model.flip(t, x, splat(BETA), site, work)
                });
            }
        }
    }

    pub(super) fn wide_continuous(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: Shift + Score,
    {
        let layout = self.model.layout();
        let sites = layout.site_count();
        for site in (0..sites).filter(|&site| !layout.domain_of(site).is_discrete()) {
            values!(theta, tile, "score", |t, x, splat, work| {
                let mut out = vec![splat(0.0); sites];
                self.model.score(t, x, splat(BETA), &mut out, work);
                out[site]
            });
            values!(theta, tile, "shift", |t, x, splat, work| {
                self.model.shift(t, x, splat(BETA), site, splat(0.6), work)
            });
            for k in 0..BASIS {
                values!(theta, tile, "law", |t, x, splat, work| {
                    let mut out = [splat(0.0); BASIS];
                    self.model.law(t, x, splat(BETA), site, &mut out, work);
                    out[k]
                });
            }
        }
    }

    pub(super) fn wide_laplacian(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: Laplacian,
    {
        values!(theta, tile, "Laplacian", |t, x, splat, work| {
            self.model.laplacian(t, x, splat(BETA), work)
        });
    }

    pub(super) fn wide_param_gradient(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: ParamGradient,
    {
        gradients!(theta, tile, "the energy", |t, x, splat, raw, work| {
            self.model.param_gradient(t, x, splat(BETA), splat(0.5), raw, work)
        });
    }

    pub(crate) fn wide_pseudolikelihood(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: PseudolikelihoodObjective,
    {
        let model = self.model;
        values!(theta, tile, "pseudolikelihood", |t, x, _splat, work| model.pseudolikelihood(t, x, work));
        gradients!(theta, tile, "pseudolikelihood", |t, x, splat, raw, work| {
            model.pseudolikelihood_gradient(t, x, splat(0.5), raw, work)
        });
    }

    pub(super) fn wide_ratio_matching(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: RatioMatchingObjective,
    {
        let model = self.model;
        values!(theta, tile, "ratio matching", |t, x, _splat, work| model.ratio_matching(t, x, work));
        gradients!(theta, tile, "ratio matching", |t, x, splat, raw, work| {
            model.ratio_matching_gradient(t, x, splat(0.5), raw, work)
        });
    }

    pub(super) fn wide_minimum_probability_flow(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: MinimumProbabilityFlowObjective,
    {
        let model = self.model;
        values!(theta, tile, "flow", |t, x, _splat, work| model.minimum_probability_flow(t, x, work));
        gradients!(theta, tile, "flow", |t, x, splat, raw, work| {
            model.minimum_probability_flow_gradient(t, x, splat(0.5), raw, work)
        });
    }

    pub(crate) fn wide_score_matching(&self, theta: &[f64], tile: &[Vec<f64>])
    where
        M: ScoreMatchingObjective,
    {
        let model = self.model;
        values!(theta, tile, "score matching", |t, x, _splat, work| model.score_matching(t, x, work));
        gradients!(theta, tile, "score matching", |t, x, splat, raw, work| {
            model.score_matching_gradient(t, x, splat(0.5), raw, work)
        });
    }

    pub(crate) fn wide_along(&self, theta: &[f64], tile: &[Vec<f64>], along: &[f64])
    where
        M: DirectionalObjective + DenoisingObjective,
    {
        let model = self.model;
        values!(theta, tile, "sliced", |t, x, splat, work| {
            let along: Vec<_> = along.iter().map(|&value| splat(value)).collect();
            model.directional(t, x, &along, work)
        });
        values!(theta, tile, "denoising", |t, x, splat, work| {
            let along: Vec<_> = along.iter().map(|&value| splat(value)).collect();
            model.denoising(t, x, &along, work)
        });
        gradients!(theta, tile, "sliced", |t, x, splat, raw, work| {
            let along: Vec<_> = along.iter().map(|&value| splat(value)).collect();
            model.directional_gradient(t, x, &along, splat(0.5), raw, work)
        });
        gradients!(theta, tile, "denoising", |t, x, splat, raw, work| {
            let along: Vec<_> = along.iter().map(|&value| splat(value)).collect();
            model.denoising_gradient(t, x, &along, splat(0.5), raw, work)
        });
    }
}
