//! Everything a generated model computes against the function it was generated from, which is called as it stands.
//!
//! All in `f64`, where rounding is far below every tolerance here.

use ebm::__private::PseudolikelihoodObjective;
use ebm::runtime::{Coordinates, Energy, Lane, Lanes, Local, ParamGradient, Score, Shift, Workspace};

/// Agreement of two ways to add the same few dozen numbers of order 1.
const ROUNDING: f64 = 1e-11;

/// Central differences with this step: error h²·E‴/6 ≈ 1e-10 and rounding 1e-16/h ≈ 1e-11, for E of order 1 to 10.
const STEP: f64 = 1e-5;
const DIFFERENCE: f64 = 1e-7;

/// The inverse temperature of all checks: any but 1 and 0 would do.
const BETA: f64 = 0.75;

/// A stream of numbers in (−1, 1) (Numerical Recipes' linear congruential generator).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// A model beside E(x; θ) as the user wrote it, on flat slices.
pub(crate) struct Pair<'a, M> {
    pub model: &'a M,
    pub function: &'a dyn Fn(&[f64], &[f64]) -> f64,
}

fn close(a: f64, b: f64, tolerance: f64, what: &str) {
    assert!((a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs())), "{what}: {a} against {b}");
}

impl<M: Energy> Pair<'_, M> {
    /// Parameters of order 1 that are as declared.
    pub(crate) fn theta(&self, random: &mut Random) -> Vec<f64> {
        let coordinates = Coordinates::new(self.model.layout());
        let phi: Vec<f64> = (0..coordinates.len()).map(|_| random.unit()).collect();
        let mut theta = vec![0.0; coordinates.public_len()];
        coordinates.to_public(&phi, &mut theta);
        theta
    }

    /// Some states: discrete sites at random values, real ones of order 1.
    pub(crate) fn states(&self, random: &mut Random, count: usize) -> Vec<Vec<f64>> {
        let domains = self.model.layout().domains();
        let mut site = |domain: ebm::runtime::Domain| match domain.values() {
            Some(values) => values[usize::from(random.unit() > 0.0)],
            None => random.unit() * 1.5,
        };
        (0..count).map(|_| domains.iter().map(|&domain| site(domain)).collect()).collect()
    }

    /// The energy, in one lane and in sixteen.
    pub(crate) fn energy(&self, theta: &[f64], states: &[Vec<f64>]) {
        let mut work = Workspace::new();
        for x in states {
            let energy = self.model.energy(theta, x, BETA, &mut work);
            close(energy, BETA * (self.function)(x, theta), ROUNDING, "energy");
        }
        let mut work = Workspace::new();
        for tile in states.chunks_exact(16) {
            let x: Vec<Lanes<f64>> = (0..tile[0].len()).map(|s| Lanes::from_fn(|k| tile[k][s])).collect();
            let energy = self.model.energy(theta, &x, Lanes::splat(BETA), &mut work);
            for (k, x) in tile.iter().enumerate() {
                let alone = self.model.energy(theta, x, BETA, &mut Workspace::new());
                assert_eq!(
                    energy.lane(k).to_bits(),
                    alone.to_bits(),
                    "a lane is computed like a plain number"
                );
            }
        }
    }

    fn with(x: &[f64], site: usize, value: f64) -> Vec<f64> {
        let mut other = x.to_vec();
        other[site] = value;
        other
    }

    /// Differences of discrete sites.
    pub(crate) fn flips(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Local,
    {
        let mut work = Workspace::new();
        for (x, site) in states.iter().flat_map(|x| (0..x.len()).map(move |site| (x, site))) {
            let domain = self.model.layout().domain_of(site);
            if domain.is_discrete() {
                let change = self.model.flip(theta, x, BETA, site, &mut work);
                let other = Self::with(x, site, domain.other(x[site]));
                let expected = BETA * ((self.function)(&other, theta) - (self.function)(x, theta));
                close(
                    change,
                    expected,
                    ROUNDING,
                    &format!("flip of {}", self.model.layout().site_name(site)),
                );
            }
        }
    }

    /// Differences of continuous sites, and the score.
    pub(crate) fn continuous(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Shift + Score,
    {
        let mut work = Workspace::new();
        for x in states {
            let mut score = vec![f64::NAN; x.len()];
            self.model.score(theta, x, BETA, &mut score, &mut work);
            for site in 0..x.len() {
                if self.model.layout().domain_of(site).is_discrete() {
                    assert_eq!(score[site], 0.0);
                    continue;
                }
                let at = |value: f64| BETA * (self.function)(&Self::with(x, site, value), theta);
                let change = self.model.shift(theta, x, BETA, site, 0.7, &mut work);
                close(change, at(0.7) - at(x[site]), ROUNDING, "shift");
                let slope = (at(x[site] + STEP) - at(x[site] - STEP)) / (2.0 * STEP);
                close(score[site], -slope, DIFFERENCE, "score");
            }
        }
    }

    /// A raw gradient, pulled back to free coordinates, against central differences of a value.
    fn slope(&self, theta: &[f64], raw: &[f64], value: &dyn Fn(&[f64]) -> f64, what: &str) {
        let coordinates = Coordinates::new(self.model.layout());
        let phi = coordinates.to_free(theta);
        let mut free = vec![0.0; phi.len()];
        coordinates.pull_back(theta, raw, &mut free);
        for a in 0..phi.len() {
            let at = |step: f64| {
                let mut moved = phi.clone();
                moved[a] += step;
                let mut theta = theta.to_vec();
                coordinates.to_public(&moved, &mut theta);
                value(&theta)
            };
            let slope = (at(STEP) - at(-STEP)) / (2.0 * STEP);
            close(free[a], slope, DIFFERENCE, &format!("{what} by {}", coordinates.name(a)));
        }
    }

    /// weight · ∂E/∂θ, added to what is there.
    pub(crate) fn param_gradient(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: ParamGradient,
    {
        let mut work = Workspace::new();
        for x in states {
            let mut raw = vec![0.0; theta.len()];
            self.model.param_gradient(theta, x, BETA, 0.75, &mut raw, &mut work);
            self.model.param_gradient(theta, x, BETA, 0.5, &mut raw, &mut work);
            self.slope(theta, &raw, &|theta| BETA * 1.25 * (self.function)(x, theta), "param_gradient");
        }
    }

    /// −Σ_s log p(x_s | rest), each law normalised by brute force, and its gradient.
    pub(crate) fn pseudolikelihood(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: PseudolikelihoodObjective,
    {
        let layout = self.model.layout();
        let objective = |x: &[f64], theta: &[f64]| -> f64 {
            let energy = (self.function)(x, theta);
            let law = |site: usize| {
                let values = layout.domain_of(site).values().unwrap();
                let weights =
                    values.iter().map(|&u| (energy - (self.function)(&Self::with(x, site, u), theta)).exp());
                weights.sum::<f64>().ln()
            };
            (0..x.len()).map(law).sum()
        };
        let mut work = Workspace::new();
        for x in states {
            let expected = objective(x, theta);
            close(self.model.pseudolikelihood(theta, x, &mut work), expected, ROUNDING, "pseudolikelihood");
            let mut raw = vec![0.0; theta.len()];
            let value = self.model.pseudolikelihood_gradient(theta, x, 0.5, &mut raw, &mut work);
            close(value, expected, ROUNDING, "pseudolikelihood with its gradient");
            self.slope(theta, &raw, &|theta| 0.5 * objective(x, theta), "pseudolikelihood");
        }
    }
}
