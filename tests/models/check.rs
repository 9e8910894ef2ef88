//! Everything a generated model computes against the function it was generated from, which is called as it stands.
//!
//! All in `f64`, where rounding is far below every tolerance here.

#[path = "wide.rs"]
mod wide;

use ebm::__private::{
    BASIS, MinimumProbabilityFlowObjective, PseudolikelihoodObjective, RatioMatchingObjective,
};
use ebm::runtime::kernel::{GibbsState, Kernel, Order};
use ebm::runtime::{Coordinates, Domain, Energy, Lane, Lanes, Local, ParamGradient, Score, Shift, Workspace};
use ebm::runtime::{Gibbs, Model};

/// Agreement of two ways to add the same few dozen numbers of order 1.
const ROUNDING: f64 = 1e-11;

/// Central differences with this step: error h²·E‴/6 ≈ 1e-10 and rounding 1e-16/h ≈ 1e-11, for E of order 1 to 10.
const STEP: f64 = 1e-5;
const DIFFERENCE: f64 = 1e-7;

/// The inverse temperature of all checks: any but 1 and 0 would do.
pub(crate) const BETA: f64 = 0.75;

/// A stream of numbers in (−1, 1) (Numerical Recipes' linear congruential generator).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// An objective at θ and x.
type Value<'a> = dyn Fn(&[f64], &[f64]) -> f64 + 'a;

/// The same, its gradient by θ added to what is there.
type Gradient<'a> = dyn Fn(&[f64], &[f64], &mut [f64]) -> f64 + 'a;

/// A model beside E(x; θ) as the user wrote it, on flat slices.
pub(crate) struct Pair<'a, M> {
    pub model: &'a M,
    pub function: &'a dyn Fn(&[f64], &[f64]) -> f64,
}

pub(crate) fn close(a: f64, b: f64, tolerance: f64, what: &str) {
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

    /// Some states: discrete sites at random values, continuous ones inside their domains and of order 1; behind them
    /// what they are given, of order 1.
    pub(crate) fn states(&self, random: &mut Random, count: usize) -> Vec<Vec<f64>> {
        let layout = self.model.layout();
        let domains = layout.domains();
        let mut state = || {
            let sites = domains.iter().map(|&domain| value(domain, random));
            let sites: Vec<f64> = sites.collect();
            let givens = (sites.len()..layout.row_len()).map(|_| random.unit());
            sites.into_iter().chain(givens.collect::<Vec<_>>()).collect()
        };
        (0..count).map(|_| state()).collect()
    }

    fn sites(&self) -> std::ops::Range<usize> {
        0..self.model.layout().site_count()
    }

    /// The energy, in one lane and in sixteen.
    pub(crate) fn energy(&self, theta: &[f64], states: &[Vec<f64>]) {
        let mut work = Workspace::new();
        for x in states {
            let energy = self.model.energy(theta, x, BETA, &mut work);
            close(energy, BETA * (self.function)(x, theta), ROUNDING, "energy");
        }
        states.chunks(16).for_each(|tile| self.wide_energy(theta, tile));
    }

    pub(crate) fn with(x: &[f64], site: usize, value: f64) -> Vec<f64> {
        let mut other = x.to_vec();
        other[site] = value;
        other
    }

    /// E with a site at each of its values, less E, by the function.
    fn changes(&self, theta: &[f64], x: &[f64], site: usize) -> Vec<f64> {
        let energy = (self.function)(x, theta);
        let values = self.model.layout().domain_of(site).values().unwrap();
        values.iter().map(|&u| (self.function)(&Self::with(x, site, u), theta) - energy).collect()
    }

    /// Differences of discrete sites: to the other value, and to every value, in one lane and in sixteen.
    pub(crate) fn flips(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Local,
    {
        let mut work = Workspace::new();
        let layout = self.model.layout();
        for (x, site) in states.iter().flat_map(|x| self.sites().map(move |site| (x, site))) {
            let Some(count) = layout.domain_of(site).value_count() else { continue };
            let expected = self.changes(theta, x, site);
            let mut changes = vec![f64::NAN; count];
            self.model.differences(theta, x, BETA, site, &mut changes, &mut work);
            for (u, (&change, &expected)) in changes.iter().zip(&expected).enumerate() {
                let what = format!("difference of {} to {u}", layout.site_name(site));
                close(change, BETA * expected, ROUNDING, &what);
            }
            if matches!(layout.domain_of(site), Domain::Spin | Domain::Binary) {
                let change = changes.iter().find(|change| **change != 0.0).copied().unwrap_or(0.0);
                close(self.model.flip(theta, x, BETA, site, &mut work), change, ROUNDING, "flip");
            }
        }
        states.chunks(16).for_each(|tile| self.wide_differences(theta, tile));
    }

    /// Sites that coloured Gibbs sampling draws at once are independent: when one takes another value, the function changes by as
    /// much as before at the other.
    #[allow(dead_code, reason = "for the random energies")]
    pub(crate) fn colours(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Model<Float = f64>,
        Gibbs: Kernel<M, State = GibbsState<f64>>,
    {
        let layout = self.model.layout();
        let kernel = Gibbs { order: Order::Coloured, ..Gibbs::default() };
        let state = kernel.init(self.model, Self::lanes(&states[..1]));
        for block in state.blocks() {
            let pairs = block.iter().flat_map(|&s| block.iter().map(move |&t| (s, t)));
            for ((s, t), x) in
                pairs.filter(|(s, t)| s != t).flat_map(|pair| states.iter().map(move |x| (pair, x)))
            {
                let Some(values) = layout.domain_of(t).values() else { continue };
                let Some(_) = layout.domain_of(s).values() else { continue };
                let before = self.changes(theta, x, s);
                for value in values {
                    let after = self.changes(theta, &Self::with(x, t, value), s);
                    let what = format!("{} and {} of one colour", layout.site_name(s), layout.site_name(t));
                    before
                        .iter()
                        .zip(after)
                        .for_each(|(&before, after)| close(after, before, ROUNDING, &what));
                }
            }
        }
    }

    /// Sixteen states side by side; the last one again where there are fewer.
    pub(crate) fn lanes(tile: &[Vec<f64>]) -> Vec<Lanes<f64>> {
        (0..tile[0].len()).map(|s| Lanes::from_fn(|k| tile[k.min(tile.len() - 1)][s])).collect()
    }

    /// Differences of continuous sites, and the score.
    pub(crate) fn continuous(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: Shift + Score,
    {
        let mut work = Workspace::new();
        for x in states {
            let mut score = vec![f64::NAN; self.sites().len()];
            self.model.score(theta, x, BETA, &mut score, &mut work);
            for site in self.sites() {
                let domain = self.model.layout().domain_of(site);
                if domain.is_discrete() {
                    assert_eq!(score[site], 0.0);
                    continue;
                }
                let at = |value: f64| BETA * (self.function)(&Self::with(x, site, value), theta);
                let to =
                    if domain.contains(0.7) { 0.7 } else { 0.5 * (domain.bounds().0 + domain.bounds().1) };
                let change = self.model.shift(theta, x, BETA, site, to, &mut work);
                close(change, at(to) - at(x[site]), ROUNDING, "shift");
                let mut law = [0.0; BASIS];
                if self.model.law(theta, x, BETA, site, &mut law, &mut work) {
                    let log = |u: f64| {
                        law.iter()
                            .zip(basis(u))
                            .map(|(c, b)| if *c == 0.0 { 0.0 } else { c * b })
                            .sum::<f64>()
                    };
                    close(log(x[site]) - log(to), change, ROUNDING, "law");
                }
                let slope = (at(x[site] + STEP) - at(x[site] - STEP)) / (2.0 * STEP);
                close(score[site], -slope, DIFFERENCE, "score");
            }
        }
        self.wide_continuous(theta, first(states));
    }

    /// A raw gradient, pulled back to free coordinates, against central differences of a value.
    pub(crate) fn slope(&self, theta: &[f64], raw: &[f64], value: &dyn Fn(&[f64]) -> f64, what: &str) {
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
        self.wide_param_gradient(theta, first(states));
    }

    /// −Σ_s log p(x_s | rest), each law normalised by brute force, and its gradient.
    pub(crate) fn pseudolikelihood(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: PseudolikelihoodObjective,
    {
        let law = |changes: &[f64]| changes.iter().map(|change| (-change).exp()).sum::<f64>().ln();
        self.objective(
            theta,
            states,
            "pseudolikelihood",
            &law,
            &|theta, x| self.model.pseudolikelihood(theta, x, &mut Workspace::new()),
            &|theta, x, raw| self.model.pseudolikelihood_gradient(theta, x, 0.5, raw, &mut Workspace::new()),
        );
        self.wide_pseudolikelihood(theta, first(states));
    }

    /// Σ_s Σ_{u≠x_s} σ(−ΔE)², and its gradient.
    pub(crate) fn ratio_matching(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: RatioMatchingObjective,
    {
        // the change to the present value is 0, and σ(0)² is 1/4
        let ratios = |changes: &[f64]| changes.iter().map(|c| (1.0 + c.exp()).powi(-2)).sum::<f64>() - 0.25;
        self.objective(
            theta,
            states,
            "ratio matching",
            &ratios,
            &|theta, x| self.model.ratio_matching(theta, x, &mut Workspace::new()),
            &|theta, x, raw| self.model.ratio_matching_gradient(theta, x, 0.5, raw, &mut Workspace::new()),
        );
        self.wide_ratio_matching(theta, first(states));
    }

    /// Σ_s Σ_{u≠x_s} exp(−ΔE/2), and its gradient.
    pub(crate) fn minimum_probability_flow(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: MinimumProbabilityFlowObjective,
    {
        let flow = |changes: &[f64]| changes.iter().map(|c| (-0.5 * c).exp()).sum::<f64>() - 1.0;
        self.objective(
            theta,
            states,
            "probability flow",
            &flow,
            &|theta, x| self.model.minimum_probability_flow(theta, x, &mut Workspace::new()),
            &|theta, x, raw| {
                self.model.minimum_probability_flow_gradient(theta, x, 0.5, raw, &mut Workspace::new())
            },
        );
        self.wide_minimum_probability_flow(theta, first(states));
    }

    /// A sum over discrete sites of a function of all differences there, and its gradient at weight ½.
    fn objective(
        &self,
        theta: &[f64],
        states: &[Vec<f64>],
        what: &str,
        of_site: &dyn Fn(&[f64]) -> f64,
        value: &Value<'_>,
        gradient: &Gradient<'_>,
    ) {
        let objective = |x: &[f64], theta: &[f64]| -> f64 {
            self.sites().map(|site| of_site(&self.changes(theta, x, site))).sum()
        };
        for x in states {
            let expected = objective(x, theta);
            close(value(theta, x), expected, ROUNDING, what);
            let mut raw = vec![0.0; theta.len()];
            close(gradient(theta, x, &mut raw), expected, ROUNDING, &format!("{what} with its gradient"));
            self.slope(theta, &raw, &|theta| 0.5 * objective(x, theta), what);
        }
    }
}

/// As many states as stand side by side.
pub(crate) fn first(states: &[Vec<f64>]) -> &[Vec<f64>] {
    &states[..states.len().min(16)]
}

/// The functions that laws are made of.
fn basis(u: f64) -> [f64; BASIS] {
    [u, u * u, u.powi(3), u.powi(4), u.ln(), (1.0 - u).ln(), u.cos(), u.sin()]
}

/// A random value of a site.
fn value(domain: Domain, random: &mut Random) -> f64 {
    let unit = random.unit();
    match domain.value_count() {
        Some(count) => domain.value(((0.5 * (unit + 1.0) * count as f64) as usize).min(count - 1)),
        None => match domain.bounds() {
            (low, high) if low.is_finite() && high.is_finite() => low + (high - low) * (0.5 + 0.4 * unit),
            (low, _) if low.is_finite() => low + 1.2 + unit,
            _ => 1.5 * unit,
        },
    }
}
